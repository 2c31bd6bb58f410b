import tomllib
from decimal import Decimal
from typing import Any

import pytest

from tui.errors import Problem
from tui.resources import sample_ward
from tui.ward import scheme as expected
from tui.ward.scheme import KINDS, Band, Criterion, Extra, Scheme, scheme_of
from tui.ward.toml_table import A_KNOWN_KEY, A_NAME, A_SHOWABLE_TEXT, A_TABLE, A_TEXT, TRUE_OR_FALSE

FILE = "2018/scoring.toml"
ONE_BAND = "[bands.all]\nfrom = 0\n"


def read(text: str, **options: Any) -> tuple[Scheme, tuple[Problem, ...]]:
    return scheme_of(tomllib.loads(text), FILE, **options)


def right(text: str) -> Scheme:
    scheme, problems = read(text)
    assert problems == ()
    return scheme


def test_criteria_with_their_names_maxima_and_floors() -> None:
    scheme = right(
        """
        name.vi = "Thang điểm"
        floor = 0.5
        [criteria.plan]
        name = "Kế hoạch"
        max = 10
        [criteria.result]
        name.vi = "Kết quả"
        name.en = "Result"
        max = 30.5
        floor = 0.6
        applies = ["collective"]
        """
    )
    assert scheme.names == {"vi": "Thang điểm"}
    assert scheme.criteria == (
        Criterion("plan", {"vi": "Kế hoạch"}, Decimal(10), Decimal("0.5")),
        Criterion("result", {"vi": "Kết quả", "en": "Result"}, Decimal("30.5"), Decimal("0.6"), kinds=("collective",)),
    )


@pytest.mark.parametrize(
    ("names", "language", "name"),
    [
        ({"vi": "Kết quả", "en": "Result"}, "vi", "Kết quả"),
        ({"vi": "Kết quả", "en": "Result"}, "en", "Result"),
        ({"vi": "Kết quả"}, "en", "Kết quả"),
        ({}, "en", "result"),
    ],
)
def test_a_name_falls_back_to_another_language_and_then_to_the_key(
    names: dict[str, str], language: str, name: str
) -> None:
    assert Criterion("result", names, Decimal(1)).name(language) == name


PARTS = """
    floor = 0.5
    [criteria.result]
    [criteria.result.parts.verified]
    max = 20
    floor = 0.4
    [criteria.result.parts.goal]
    [criteria.result.parts.goal.parts.near]
    max = 4
    [criteria.result.parts.goal.parts.far]
    max = 6
    applies = ["individual"]
    """


def test_a_criterion_with_parts_is_their_sum_to_any_depth() -> None:
    (result,) = right(PARTS).criteria
    assert {each.key: each.max for each in result.walk()} == {
        "result": 30,
        "result.verified": 20,
        "result.goal": 10,
        "result.goal.near": 4,
        "result.goal.far": 6,
    }
    assert [leaf.key for leaf in result.leaves()] == ["result.verified", "result.goal.near", "result.goal.far"]


def test_the_scheme_s_floor_is_of_whole_criteria_a_part_has_its_own_or_none() -> None:
    (result,) = right(PARTS).criteria
    assert {each.key: each.floor for each in result.walk()} == {
        "result": Decimal("0.5"),
        "result.verified": Decimal("0.4"),
        "result.goal": 0,
        "result.goal.near": 0,
        "result.goal.far": 0,
    }


def test_a_kind_has_its_own_parts_and_maximum() -> None:
    scheme = right(PARTS)
    assert scheme.max_for("collective") == 24
    assert scheme.max_for("individual") == 30
    (result,) = scheme.criteria_for("collective")
    assert [leaf.key for leaf in result.leaves()] == ["result.verified", "result.goal.near"]
    assert scheme.criteria_for("household") == ()


def test_a_whole_whose_parts_are_all_of_the_other_kind_does_not_apply() -> None:
    scheme = right('[criteria.result.parts.one]\nmax = 5\napplies = ["individual"]\n')
    assert scheme.criteria_for("collective") == ()
    assert scheme.max_for("individual") == 5


def test_criteria_that_only_reviewers_score_hand_it_on_to_their_parts() -> None:
    scheme = right("[criteria.upper]\nself = false\n[criteria.upper.parts.one]\nmax = 10\n")
    assert [each.self_scored for each in scheme.criteria[0].walk()] == [False, False]


def test_bands_are_highest_first_whatever_their_order_in_the_file() -> None:
    scheme = right("[bands.poor]\nfrom = 0\n[bands.good]\nfrom = 80\n[bands.fair]\nfrom = 64.5\n")
    assert scheme.bands == (
        Band("good", {}, Decimal(80)),
        Band("fair", {}, Decimal("64.5")),
        Band("poor", {}, Decimal(0)),
    )


def test_bonus_deductions_disqualifiers_fields_and_weights() -> None:
    scheme = right(
        """
        [bonus.flag]
        max = 10
        [deductions.late]
        max = 5
        [disqualifiers.complaint]
        name.vi = "Đơn thư"
        [fields.clearance]
        canonical = "politics"
        [weights]
        blood = 20
        fund-poor = 12.5
        [weights-caps]
        cap = 1.5
        """
    )
    assert scheme.bonus == (Extra("flag", {}, Decimal(10)),)
    assert scheme.deductions == (Extra("late", {}, Decimal(5)),)
    assert [each.name("vi") for each in scheme.disqualifiers] == ["Đơn thư"]
    assert [(each.key, each.canonical) for each in scheme.fields] == [("clearance", "politics")]
    assert scheme.weights == {"blood": 20, "fund-poor": Decimal("12.5")}
    assert scheme.cap == Decimal("1.5")


def test_an_empty_file_is_an_empty_scheme() -> None:
    assert right("") == Scheme()
    assert Scheme().cap == 1


@pytest.mark.parametrize(
    ("text", "column", "value", "wanted"),
    [
        ("floor = 2", "floor", "2", expected.A_SHARE),
        ('floor = "0.5"', "floor", "0.5", expected.A_SHARE),
        ("floor = nan", "floor", "nan", expected.A_SHARE),
        ("floor = 0.333", "floor", "0.333", expected.A_SHARE),
        ("criteria = 5", "criteria", "5", A_TABLE),
        ("[criteria]\nplan = 5", "criteria.plan", "5", A_TABLE),
        ("[criteria.plan]", "criteria.plan.max", "", expected.A_MAXIMUM),
        ("[criteria.plan]\nmax = 0", "criteria.plan.max", "0", expected.A_MAXIMUM),
        ("[criteria.plan]\nmax = -1", "criteria.plan.max", "-1", expected.A_MAXIMUM),
        ("[criteria.plan]\nmax = 1001", "criteria.plan.max", "1001", expected.A_MAXIMUM),
        ("[criteria.plan]\nmax = true", "criteria.plan.max", "True", expected.A_MAXIMUM),
        ("[criteria.plan]\nmax = inf", "criteria.plan.max", "inf", expected.A_MAXIMUM),
        ("[criteria.plan]\nmax = 1\nfloor = -0.1", "criteria.plan.floor", "-0.1", expected.A_SHARE),
        ("[criteria.plan]\nmax = 1\nflor = 1", "criteria.plan.flor", "1", A_KNOWN_KEY),
        ("[criteria.plan]\nmax = 1\nself = 1", "criteria.plan.self", "1", TRUE_OR_FALSE),
        ("[criteria.plan]\nmax = 1\nname = 1", "criteria.plan.name", "1", A_NAME),
        ("[criteria.plan]\nmax = 1\nname.vi = 1", "criteria.plan.name", "{'vi': 1}", A_NAME),
        ('[criteria.plan]\nmax = 1\nname = "a\\u001b"', "criteria.plan.name", "a\ufffd", A_SHOWABLE_TEXT),
        ('[criteria.plan]\nmax = 1\napplies = "both"', "criteria.plan.applies", "both", expected.KINDS_LISTED),
        ("[criteria.plan]\nmax = 1\napplies = []", "criteria.plan.applies", "[]", expected.KINDS_LISTED),
        ('[criteria.plan]\nmax = 1\napplies = ["x"]', "criteria.plan.applies", "['x']", expected.KINDS_LISTED),
        ("[criteria.plan]\nparts = 1", "criteria.plan.parts", "1", A_TABLE),
        (
            "[criteria.plan]\nmax = 9\n[criteria.plan.parts.one]\nmax = 8",
            "criteria.plan.max",
            "9",
            expected.SUM_OF_PARTS,
        ),
        ("[bonus.flag]", "bonus.flag.max", "", expected.A_MAXIMUM),
        ("[deductions.late]\nmax = 1\nfrom = 1", "deductions.late.from", "1", A_KNOWN_KEY),
        (f"{ONE_BAND}[bands.good]", "bands.good.from", "", expected.A_START),
        (f"{ONE_BAND}[bands.good]\nfrom = -1", "bands.good.from", "-1", expected.A_START),
        (f"{ONE_BAND}[bands.good]\nfrom = 0.0", "bands.good.from", "0.0", expected.ANOTHER_START),
        ("[bands.good]\nfrom = 80", "bands.good.from", "80", expected.A_START_AT_0),
        ("[fields.land]", "fields.land.canonical", "", expected.A_CANONICAL_FIELD),
        ('[fields.land]\ncanonical = "Economy"', "fields.land.canonical", "Economy", expected.A_CANONICAL_FIELD),
        ("[fields.land]\ncanonical = 1", "fields.land.canonical", "1", A_TEXT),
        ("[weights]\nblood = -1", "weights.blood", "-1", expected.A_WEIGHT),
        ('[weights]\nblood = "20"', "weights.blood", "20", expected.A_WEIGHT),
        ("[weights-caps]\ncap = 0.5", "weights-caps.cap", "0.5", expected.A_CAP),
        ("[weights-caps]\nblood = 2", "weights-caps.blood", "2", A_KNOWN_KEY),
        ("bandz = 1", "bandz", "1", A_KNOWN_KEY),
        ('[criteria."a\\u202eb"]', "criteria.a\ufffdb.max", "", expected.A_MAXIMUM),
    ],
)
def test_what_is_wrong_is_reported_by_its_dotted_key(text: str, column: str, value: str, wanted: str) -> None:
    _scheme, problems = read(text)
    assert problems[0] == Problem(FILE, 0, column, value, wanted)


def test_what_is_wrong_is_left_out_and_the_rest_stands() -> None:
    scheme, problems = read(
        """
        [criteria.plan]
        max = "ten"
        [criteria.result]
        max = 30
        applies = ["collective", "team"]
        [bonus.flag]
        max = 0
        [bands.good]
        from = 80
        [fields.land]
        canonical = "earth"
        [weights]
        blood = inf
        fund-poor = 5
        """
    )
    assert len(problems) == 6
    assert [(each.key, each.kinds) for each in scheme.criteria] == [("result", ("collective",))]
    assert scheme.bonus == ()
    assert [band.start for band in scheme.bands] == [0]
    assert [each.canonical for each in scheme.fields] == [""]
    assert scheme.weights == {"fund-poor": 5}


def test_the_stated_maximum_of_a_whole_is_checked_for_each_kind() -> None:
    parts = """
        [criteria.result]
        max = 10
        [criteria.result.parts.one]
        max = 10
        applies = ["collective"]
        [criteria.result.parts.other]
        max = {other}
        applies = ["individual"]
        """
    assert read(parts.format(other=10))[1] == ()
    (problem,) = read(parts.format(other=9))[1]
    assert (problem.column, problem.expected) == ("criteria.result.max", expected.SUM_OF_PARTS)


def test_a_weight_of_an_indicator_that_groups_do_not_report_is_a_problem() -> None:
    scheme, problems = read("[weights]\nblood = 1\nmodels = 2\n", indicators={"blood"})
    assert scheme.weights == {"blood": 1}
    assert problems == (Problem(FILE, 0, "weights.models", "2", expected.A_GROUP_INDICATOR),)


def test_problems_have_the_lines_of_their_keys() -> None:
    lines = {("criteria", "plan", "max"): 7}
    _scheme, (problem,) = read("[criteria.plan]\nmax = 0\n", lines=lines)
    assert problem.line == 7


@pytest.mark.parametrize("levels", [25, 3000])
def test_a_file_made_to_be_deep_is_refused_below_twenty_levels(levels: int) -> None:
    criteria: dict[str, object] = {"max": 1}
    for _level in range(levels):
        criteria = {"parts": {"a": criteria}}
    scheme, problems = scheme_of({"criteria": {"a": criteria}}, FILE)
    assert scheme.criteria == ()
    assert [problem.expected for problem in problems] == [expected.FEWER_LEVELS]


def test_a_wrong_value_is_quoted_in_short() -> None:
    (problem,) = read(f'floor = "{"x" * 500}"')[1]
    assert len(problem.value) == 80


def test_the_sample_s_scheme_is_right_and_makes_a_hundred() -> None:
    scheme = right((sample_ward() / "2018" / "scoring.toml").read_text(encoding="utf-8"))
    assert [scheme.max_for(kind) for kind in KINDS] == [100, 100]
    assert [band.key for band in scheme.bands] == ["excellent", "good", "fair", "poor"]
