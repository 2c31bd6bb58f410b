import tomllib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from tui.errors import Problem
from tui.ward import campaign as expected
from tui.ward.board import Model
from tui.ward.campaign import (
    Evaluation,
    Scores,
    by_field,
    evaluate,
    evaluate_all,
    funnel,
    refusal,
    score_path,
    scores_of,
)
from tui.ward.scheme import Criterion, Scheme, scheme_of
from tui.ward.toml_table import A_KNOWN_KEY, A_TABLE, A_TEXT

FILE = "2018/scores.toml"

SCHEME_TEXT = """
    floor = 0.5
    [criteria.plan]
    max = 20
    [criteria.result]
    [criteria.result.parts.verified]
    max = 50
    [criteria.result.parts.goal]
    max = 20
    [criteria.file]
    max = 10
    floor = 0
    [bonus.flag]
    max = 10
    [deductions.late]
    max = 5
    [bands.excellent]
    from = 90
    [bands.good]
    from = 80
    [bands.poor]
    from = 0
    [disqualifiers.complaint]
    name.vi = "Đơn thư"
    """

ALL = {"plan": 18, "result.verified": 45, "result.goal": 18, "file": 9}
"""90 of 100."""


def scheme(text: str = SCHEME_TEXT) -> Scheme:
    read, problems = scheme_of(tomllib.loads(text))
    assert problems == ()
    return read


def make_model(code: str = "TT01", kind: str = "collective", **fields: Any) -> Model:
    return Model(
        **{
            "code": code,
            "kind": kind,
            "registrant": f"Chi bộ {code}",
            "group": None,
            "title": "",
            "fields": "",
            "level": "",
            "registered_on": None,
            "status": "registered",
        }
        | fields
    )


def points(given: Mapping[str, float | str]) -> dict[str, Decimal]:
    return {key: Decimal(str(value)) for key, value in given.items()}


def reviewed(change: Mapping[str, float | None] | None = None, **others: Any) -> Evaluation:
    """TT01 reviewed with `ALL`, changed; None takes a score away."""
    given = {key: value for key, value in (ALL | dict(change or {})).items() if value is not None}
    extras: dict[str, Any] = {
        name: points(value) if isinstance(value, dict) else value for name, value in others.items()
    }
    return evaluate(make_model(), scheme(), Scores(reviewed=points(given), **extras))


def read(text: str, of: Scheme | None = None) -> tuple[dict[str, Scores], tuple[Problem, ...]]:
    models = [make_model(), make_model("CN01", "individual")]
    return scores_of(tomllib.loads(text), of or scheme(), models, FILE)


def test_scores_of_a_model_with_parts_in_a_table_or_under_dotted_keys() -> None:
    scores, problems = read(
        """
        [model.TT01]
        disqualified = "complaint"
        note = "Xem lại"
        [model.TT01.self]
        plan = 9.5
        [model.TT01.self.result]
        verified = 40
        [model.TT01.review]
        "result.goal" = 12
        [model.TT01.bonus]
        flag = 5
        [model.TT01.deductions]
        late = 0.25
        """
    )
    assert problems == ()
    assert scores == {
        "TT01": Scores(
            claimed=points({"plan": "9.5", "result.verified": 40}),
            reviewed=points({"result.goal": 12}),
            bonus=points({"flag": 5}),
            deductions=points({"late": "0.25"}),
            disqualified="complaint",
            note="Xem lại",
        )
    }


@pytest.mark.parametrize(
    ("text", "column", "value", "wanted"),
    [
        ("[model.TT01.review]\nplan = 20.5", "model.TT01.review.plan", "20.5", expected.A_SCORE),
        ("[model.TT01.review]\nplan = -1", "model.TT01.review.plan", "-1", expected.A_SCORE),
        ("[model.TT01.review]\nplan = 1.125", "model.TT01.review.plan", "1.125", expected.A_SCORE),
        ("[model.TT01.review]\nplan = nan", "model.TT01.review.plan", "nan", expected.A_SCORE),
        ("[model.TT01.review]\nplan = true", "model.TT01.review.plan", "True", expected.A_SCORE),
        ('[model.TT01.review]\nplan = "9"', "model.TT01.review.plan", "9", expected.A_SCORE),
        ("[model.TT01.review]\nplan = {}", "model.TT01.review.plan", "{}", expected.A_SCORE),
        ("[model.TT01.review]\nplane = 1", "model.TT01.review.plane", "1", expected.A_CRITERION),
        ("[model.TT01.review]\nresult = 60", "model.TT01.review.result", "60", expected.A_PART),
        ("[model.TT01.review.result]\ngaol = 1", "model.TT01.review.result.gaol", "1", expected.A_CRITERION),
        ("[model.TT01.review.result]\ngoal = 21", "model.TT01.review.result.goal", "21", expected.A_SCORE),
        ("[model.TT01.bonus]\nflag = 11", "model.TT01.bonus.flag", "11", expected.A_SCORE),
        ("[model.TT01.bonus]\nflags = 1", "model.TT01.bonus.flags", "1", expected.A_BONUS),
        ("[model.TT01.deductions]\nlate = -1", "model.TT01.deductions.late", "-1", expected.A_SCORE),
        ("[model.TT01.deductions]\nflag = 1", "model.TT01.deductions.flag", "1", expected.A_DEDUCTION),
        ('[model.TT01]\ndisqualified = "x"', "model.TT01.disqualified", "x", expected.A_DISQUALIFIER),
        ("[model.TT01]\nnote = 1", "model.TT01.note", "1", A_TEXT),
        ("[model.TT01]\nreveiw = 1", "model.TT01.reveiw", "1", A_KNOWN_KEY),
        ("[model.TT01]\nreview = 1", "model.TT01.review", "1", A_TABLE),
        ("[model.TT99]\nnote = ''", "model.TT99", "{'note': ''}", expected.A_MODEL),
        ("[model]\nTT01 = 1", "model.TT01", "1", A_TABLE),
        ("modle = 1", "modle", "1", A_KNOWN_KEY),
    ],
)
def test_a_wrong_score_is_reported_and_counts_as_missing(text: str, column: str, value: str, wanted: str) -> None:
    scores, problems = read(text)
    assert problems == (Problem(FILE, 0, column, value, wanted),)
    given = scores.get("TT01", Scores())
    assert [given.claimed, given.reviewed, given.bonus, given.deductions] == [{}, {}, {}, {}]


def test_a_score_of_the_other_kind_s_criterion_is_wrong() -> None:
    of = scheme('[criteria.example]\nmax = 10\napplies = ["individual"]')
    scores, (problem,) = read("[model.TT01.review]\nexample = 5\n[model.CN01.review]\nexample = 5", of)
    assert (problem.column, problem.expected) == ("model.TT01.review.example", expected.A_CRITERION)
    assert scores["CN01"].reviewed == {"example": 5}


def test_a_self_score_where_only_reviewers_score_is_wrong_and_not_missed() -> None:
    of = scheme("[criteria.upper]\nmax = 10\nself = false")
    scores, (problem,) = read("[model.TT01.self]\nupper = 5\n[model.TT01.review]\nupper = 4", of)
    assert problem.expected == expected.NO_SELF_SCORE
    got = evaluate(make_model(), of, scores["TT01"])
    assert got.total_review == 4
    assert not got.missing_self
    assert not got.missing


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (0, None),
        (20, None),
        (19.75, None),
        (Decimal("0.5"), None),
        (20.01, expected.A_SCORE),
        (None, expected.A_SCORE),
    ],
)
def test_points_are_checked_before_they_are_written(value: object, wanted: str | None) -> None:
    assert refusal(Criterion("plan", {}, Decimal(20)), value) == wanted


def test_a_score_is_written_where_it_is_read() -> None:
    data: dict[str, Any] = {}
    table = data
    *tables, key = score_path("TT01", "review", "result.goal")
    for name in tables:
        table = table.setdefault(name, {})
    table[key] = 12
    scores, problems = scores_of(data, scheme(), [make_model()])
    assert problems == ()
    assert scores["TT01"].reviewed == {"result.goal": 12}


def test_lines_add_up_by_criterion_for_both_sides() -> None:
    scores = Scores(
        claimed=points({"plan": 20, "result.verified": 50, "result.goal": 12.5}),
        reviewed=points({"plan": 18.5, "result.verified": 44}),
    )
    got = evaluate(make_model(), scheme(), scores)
    assert [(line.criterion.key, line.claimed, line.reviewed, line.difference) for line in got.lines] == [
        ("plan", 20, Decimal("18.5"), Decimal("-1.5")),
        ("result", Decimal("62.5"), 44, -6),
        ("result.verified", 50, 44, -6),
        ("result.goal", Decimal("12.5"), None, None),
        ("file", None, None, None),
    ]
    assert (got.total_self, got.total_review) == (Decimal("82.5"), Decimal("62.5"))
    assert got.missing_self == ("file",)
    assert got.missing == ("result.goal", "file")


def test_tenths_add_up_exactly() -> None:
    of = scheme("\n".join(f"[criteria.c{n}]\nmax = 1" for n in range(10)))
    got = evaluate(make_model(), of, Scores(reviewed=points({f"c{n}": 0.1 for n in range(10)})))
    assert got.total == 1


@pytest.mark.parametrize(
    ("change", "extras", "total", "grade"),
    [
        pytest.param({}, {}, 90, "excellent", id="at the start of a band"),
        pytest.param({"plan": 17.5}, {}, "89.5", "good", id="half a point under it"),
        pytest.param({}, {"bonus": {"flag": 10}}, 100, "excellent", id="bonus"),
        pytest.param({"plan": 20, "file": 10}, {"bonus": {"flag": 10}}, 103, "excellent", id="over a hundred"),
        pytest.param({"plan": 17}, {"bonus": {"flag": 1}}, 90, "excellent", id="bonus lifts the grade"),
        pytest.param({}, {"deductions": {"late": 0.5}}, "89.5", "good", id="deduction"),
        pytest.param({"file": None}, {}, 81, None, id="one criterion not reviewed"),
        pytest.param({}, {"disqualified": "complaint"}, 90, None, id="disqualified"),
        pytest.param({}, {"disqualified": "unknown"}, 90, None, id="disqualified for an unknown reason"),
        pytest.param({"plan": 9.5}, {}, "81.5", "poor", id="a floor missed"),
        pytest.param({"plan": 10}, {}, 82, "good", id="a floor just reached"),
        pytest.param({"result.verified": 17}, {}, 62, "poor", id="the floor of a whole is that of its sum"),
        pytest.param({"result.verified": 17, "result.goal": 20}, {}, 64, "poor", id="and its sum alone"),
        pytest.param({"file": 0}, {}, 81, "good", id="a floor of none"),
    ],
)
def test_the_grade(change: dict[str, float | None], extras: dict[str, Any], total: str, grade: str | None) -> None:
    got = reviewed(change, **extras)
    assert got.total == Decimal(total)
    assert (got.grade.key if got.grade else None) == grade


def test_the_grade_never_comes_from_self_scores() -> None:
    got = evaluate(make_model(), scheme(), Scores(claimed=points(ALL)))
    assert [got.total_self, got.total] == [90, 0]
    assert [got.grade, got.to_next] == [None, None]


@pytest.mark.parametrize(
    ("change", "missed"),
    [
        ({}, ()),
        ({"plan": 9.5}, ("plan",)),
        ({"plan": 9.5, "result.verified": 10, "result.goal": 10}, ("plan", "result")),
        ({"plan": 9.5, "result.verified": 10, "result.goal": None}, ("plan",)),
    ],
)
def test_floors_are_judged_once_their_criterion_is_reviewed(
    change: dict[str, float | None], missed: tuple[str, ...]
) -> None:
    assert reviewed(change).floors_missed == missed


@pytest.mark.parametrize(
    ("change", "extras", "following", "to_next"),
    [
        pytest.param({}, {}, None, None, id="nothing above the highest"),
        pytest.param({"plan": 17.5}, {}, "excellent", "0.5", id="half a point"),
        pytest.param({"plan": 10, "file": 0}, {}, "good", 7, id="seven points"),
        pytest.param({"plan": 9}, {}, "good", 1, id="the floor, the total being enough"),
        pytest.param({"plan": 9, "file": 0}, {}, "good", 8, id="the total, the floor coming with it"),
        pytest.param({"plan": 0, "result.verified": 50, "result.goal": 20}, {}, "good", 10, id="the floor is more"),
        pytest.param({"file": None}, {}, None, None, id="not reviewed"),
        pytest.param({"plan": 10}, {"disqualified": "complaint"}, None, None, id="disqualified"),
    ],
)
def test_what_is_missing_to_the_next_grade(
    change: dict[str, float | None], extras: dict[str, Any], following: str | None, to_next: str | None
) -> None:
    got = reviewed(change, **extras)
    assert (got.next_grade.key if got.next_grade else None) == following
    assert got.to_next == (None if to_next is None else Decimal(to_next))


def test_a_part_s_shortfall_counts_once_towards_its_whole() -> None:
    of = scheme(
        """
        [criteria.result]
        floor = 0.5
        [criteria.result.parts.one]
        max = 10
        floor = 0.5
        [criteria.result.parts.other]
        max = 10
        [bands.met]
        from = 1
        [bands.poor]
        from = 0
        """
    )
    got = evaluate(make_model(), of, Scores(reviewed=points({"result.one": 3, "result.other": 3})))
    assert got.floors_missed == ("result", "result.one")
    assert got.to_next == 4


def test_a_scheme_without_bands_or_criteria_grades_nothing() -> None:
    no_bands = evaluate(make_model(), scheme("[criteria.plan]\nmax = 5"), Scores(reviewed=points({"plan": 5})))
    no_criteria = evaluate(make_model(), scheme("[bands.all]\nfrom = 0"), Scores())
    assert (no_bands.gradable, no_bands.grade) == (True, None)
    assert (no_criteria.gradable, no_criteria.grade) == (False, None)


def test_ranks_are_shared_within_a_kind_and_go_to_gradable_models_only() -> None:
    of = scheme("[criteria.plan]\nmax = 20\n[criteria.file]\nmax = 10\nfloor = 0.5\n[bands.all]\nfrom = 0")
    given = {
        "TT01": {"plan": 10, "file": 8},
        "TT02": {"plan": 9, "file": 9},
        "TT03": {"plan": 20, "file": 4},
        "TT04": {"plan": 5, "file": 5},
        "TT05": {"plan": 20},
        "CN01": {"plan": 1, "file": 5},
    }
    models = [make_model(code, "collective" if code.startswith("TT") else "individual") for code in given]
    scores = {code: Scores(reviewed=points(each)) for code, each in given.items()}
    got = evaluate_all([*models, make_model("TT06")], of, scores)
    assert {each.model.code: each.rank for each in got} == {
        "TT01": 1,
        "TT02": 1,
        "TT04": 3,
        "TT03": 4,
        "TT05": None,
        "TT06": None,
        "CN01": 1,
    }


def test_the_funnel_counts_each_stage_with_the_later_ones_and_the_kinds_apart() -> None:
    stages = {
        "collective": ["registered", "appraised", "commended", "exemplary", "registered"],
        "individual": ["recognised", "", "Commended"],
    }
    models = [make_model(f"{kind}{n}", kind, status=s) for kind, each in stages.items() for n, s in enumerate(each)]
    assert funnel([*models, make_model("X", "household")]) == {
        "collective": (5, 3, 2, 2, 1),
        "individual": (3, 1, 1, 0, 0),
    }
    assert funnel([]) == {"collective": (0, 0, 0, 0, 0), "individual": (0, 0, 0, 0, 0)}


def test_a_model_in_several_fields_counts_in_each_and_the_table_says_so() -> None:
    of = scheme(
        '[fields.land]\ncanonical = "politics"\n[fields.party]\ncanonical = "politics"\n'
        '[fields.arts]\ncanonical = "culture"\n'
    )
    models = [
        make_model("TT01", fields="land;party"),
        make_model("TT02", fields=" land ; arts;land"),
        make_model("TT03", fields="sport"),
        make_model("CN01", "individual", fields="arts;land"),
        make_model("CN02", "individual"),
    ]
    table = by_field(models, of)
    assert {each.field.key: dict(each.counts) for each in table.fields} == {
        "land": {"collective": 2, "individual": 1},
        "party": {"collective": 1, "individual": 0},
        "arts": {"collective": 1, "individual": 1},
    }
    assert table.canonical == {
        "economy": {"collective": 0, "individual": 0},
        "culture": {"collective": 1, "individual": 1},
        "defence": {"collective": 0, "individual": 0},
        "politics": {"collective": 2, "individual": 1},
    }
    assert table.unplaced == {"collective": 1, "individual": 1}
    assert (table.models, table.mentions) == (5, 6)
