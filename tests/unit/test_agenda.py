import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.judged import Amounts, make_board
from tests.wards import day, make_group, make_indicator
from tui.ward.agenda import Item, Kind, Way, to_raise, wording
from tui.ward.board import Board, Indicator, Key, Model, Verdict
from tui.ward.briefing import proposed
from tui.ward.campaign import Scores, evaluate_all
from tui.ward.ranking import rank_groups
from tui.ward.scheme import Band, Criterion, Scheme
from tui.ward.weeks import Report, Weeks, mondays_of, strip

PEAK = (day("17/10"), day("18/11"))
"""On 08/11, 23 of its 33 days are over: 69,70 %."""

FUND = make_indicator("fund-poor", topic="fund", unit="đồng", window=PEAK)
BLOOD = make_indicator("blood", topic="blood", unit="đơn vị máu", unit_en="units", window=PEAK)
CLEAN_UP = make_indicator("clean-up", topic="environment", measure="count", unit="buổi")

SIX_GROUPS = ("1", "2", "3", "4", "5", "6")


def board(
    figures: Mapping[Key, Amounts] | None = None,
    indicators: tuple[Indicator, ...] = (FUND, BLOOD),
    groups: tuple[str, ...] = SIX_GROUPS,
    last_year: Mapping[Key, Amounts] | None = None,
    **fields: Any,
) -> Board:
    return make_board(indicators, groups, figures, last_year, **fields)


def verdict(says: str = "Gia đình văn hóa", stated: str = "95.06", computed: float | None = 94.44) -> Verdict:
    return Verdict(says, "Đoạn 3", stated, computed, "wrong", 7826, 8179, 7775, 8233)


def weeks(reports: Mapping[str, Mapping[int, int]], as_of: str = "08/11") -> Weeks:
    """What each group reported: the number of the week to its sessions; every other week was held once."""
    mondays = mondays_of(2018)
    past = [monday for monday in mondays if monday <= day(as_of) - timedelta(days=6)]
    given: dict[tuple[str, date], Report] = {(code, monday): Report(1) for code in SIX_GROUPS for monday in past}
    for code, by_week in reports.items():
        for week, sessions in by_week.items():
            if sessions < 0:
                del given[code, mondays[week - 1]]
            else:
                given[code, mondays[week - 1]] = Report(sessions)
    return strip(CLEAN_UP, SIX_GROUPS, given, 2018, day(as_of))


def models(*kinds: str) -> list[Model]:
    return [
        Model(f"M{n}", kind, f"Chi bộ {n}", None, "", "", "", None, "registered") for n, kind in enumerate(kinds, 1)
    ]


def told(item: Item, of: Board, language: str = "vi") -> str:
    return item.reason.format(**wording(item, of, language))


def one(items: tuple[Item, ...]) -> Item:
    (item,) = items
    return item


@pytest.mark.parametrize(
    ("stated", "computed", "vietnamese", "badness"),
    [
        ("95.06", 94.44, "reported 95,06 %, computed 94,44 %", 62),
        ("190", 156.0, "reported 190 %, computed 156,00 %", 3400),
        ("3.5", 3.45, "reported 3,5 %, computed 3,45 %", 5),
        ("0.125", 0.14, "reported 0,125 %, computed 0,14 %", 1),
        ("", None, "the report's figure does not hold", 0),
    ],
)
def test_a_wrong_claim_says_both_percentages(
    stated: str, computed: float | None, vietnamese: str, badness: int
) -> None:
    of = board(verdicts=(verdict(stated=stated, computed=computed),))
    item = one(to_raise(of))
    assert (item.kind, item.severity, item.glyph) == (Kind.CLAIM, Kind.CLAIM.severity(badness), "≠")
    assert item.target == Way("check", "Gia đình văn hóa")
    assert told(item, of) == vietnamese


@pytest.mark.parametrize("kind", ["exact", "rounded", "truncated", "unchecked"])
def test_a_claim_that_holds_is_not_raised(kind: str) -> None:
    assert to_raise(board(verdicts=(replace(verdict(), verdict=kind),))) == ()


def test_a_group_behind_the_pace_says_how_far_and_what_is_missing() -> None:
    of = board({("2", "fund-poor"): (2_480_000, 4_000_000)})
    item = one(to_raise(of))
    assert (item.kind, item.group, item.indicator, item.subject) == (Kind.BEHIND, "2", "fund-poor", "Tổ dân phố 2")
    assert (item.glyph, item.gap, item.target) == ("▼", 1_520_000, Way("funds", "2"))
    assert item.severity == Kind.BEHIND.severity(770)
    assert told(item, of) == "62,00 %, 70 % due; 1.520.000 đ missing"
    assert told(item, of, "en") == "62.00 %, 70 % due; 1,520,000 đ missing"


def test_amounts_other_than_money_have_their_unit_and_decimals() -> None:
    of = board({("2", "score"): (5, 85)}, (replace(BLOOD, key="score", decimals=1),))
    item = one(to_raise(of))
    assert told(item, of).endswith("; 8,0 đơn vị máu missing")
    assert told(item, of, "en").endswith("; 8.0 units missing")


def test_too_much_where_lower_is_better_is_not_called_missing() -> None:
    of = board({("2", "blood"): (9, 10)}, (replace(BLOOD, better="lower"),))
    assert told(one(to_raise(of)), of) == "90,00 %, 70 % due: more than allowed"


@pytest.mark.parametrize(("actual", "raised"), [(1, []), (10, []), (11, [Kind.BEHIND])])
def test_before_its_window_only_a_broken_limit_is_raised(actual: int, raised: list[Kind]) -> None:
    of = board({("2", "blood"): (actual, 10)}, (replace(BLOOD, better="lower"),), as_of=day("16/10"))
    assert [item.kind for item in to_raise(of)] == raised


@pytest.mark.parametrize("amounts", [(7, 10), (10, 10), (11, 10), (0, None), (0, 0), (None, None)])
def test_what_is_on_pace_or_has_no_base_is_not_raised(amounts: Amounts) -> None:
    assert to_raise(board({("2", "blood"): amounts, (None, "blood"): amounts})) == ()


def test_the_ward_comes_before_its_groups_and_the_furthest_behind_first() -> None:
    figures = {
        (None, "blood"): (6, 10),
        (None, "fund-poor"): (5, 10),
        ("1", "blood"): (2, 10),
        ("2", "blood"): (1, 10),
        ("3", "fund-poor"): (0, 10),
    }
    raised = to_raise(board(figures))
    assert [(item.group, item.indicator) for item in raised] == [
        (None, "fund-poor"),
        (None, "blood"),
        ("3", "fund-poor"),
        ("2", "blood"),
        ("1", "blood"),
    ]
    assert raised[1].target == Way("groups", "blood")


def test_whoever_is_named_is_on_the_agenda_of_the_meeting() -> None:
    of = board({(code, "blood"): (6 - int(code), 10) for code in SIX_GROUPS})
    (raised,) = [item for item in to_raise(of) if item.indicator == "blood"]
    named = raised.named
    assert ", ".join(item.group or "" for item in named) in wording(raised, of, "vi")["worst"]
    assert {item.group for item in proposed(of, [raised]) if item.group} == {item.group for item in named}
    assert named[0].named == (named[0],)


@pytest.mark.parametrize("behind", [3, 4, 6])
def test_many_groups_behind_in_one_indicator_are_one_item_that_names_the_worst_three(behind: int) -> None:
    figures: dict[Key, Amounts] = {(code, "blood"): (6 - int(code), 10) for code in SIX_GROUPS[:behind]}
    of = board({**figures, ("1", "fund-poor"): (1, 10)})
    raised = [item for item in to_raise(of) if item.indicator == "blood"]
    if behind == 3:
        assert [item.group for item in raised] == ["3", "2", "1"]
        return
    item = one(tuple(raised))
    assert (item.group, item.target, item.parts[0].group) == (None, Way("groups", "blood"), str(behind))
    assert item.severity == item.parts[0].severity
    assert item.gap == sum(10 - actual for actual, _base in figures.values() if actual is not None)
    named = f"Tổ dân phố {behind}, {behind - 1}, {behind - 2}"
    assert told(item, of) == f"{behind} groups behind; furthest: {named}"


@pytest.mark.parametrize(
    ("as_of", "base", "raised"),
    [("08/11", 10, True), ("31/10", 10, True), ("30/10", 10, False), ("08/11", None, False)],
)
def test_a_group_with_a_base_is_silent_two_weeks_after_the_window_began(
    as_of: str, base: int | None, raised: bool
) -> None:
    of = board({("2", "blood"): (None, base), (None, "blood"): (7, None)}, as_of=day(as_of))
    assert [item.kind for item in to_raise(of)] == [Kind.SILENT] * raised


def test_silence_is_counted_in_weeks() -> None:
    of = board({("2", "blood"): (None, 10)}, as_of=day("31/12"))
    item = one(to_raise(of))
    assert (item.group, item.glyph, item.target) == ("2", "·", Way("groups", "2"))
    assert told(item, of) == "nothing reported for 10 weeks"


def test_where_nobody_reported_it_is_the_ward_that_is_silent() -> None:
    of = board({(None, "blood"): (None, 60), **{(code, "blood"): (None, 10) for code in SIX_GROUPS}})
    item = one(to_raise(of))
    assert (item.kind, item.group, item.target) == (Kind.SILENT, None, Way("groups", "blood"))


@pytest.mark.parametrize(
    ("silent_weeks", "raised"), [((43, 44), "nothing reported for 2 weeks"), ((44,), None), ((42, 43), None)]
)
def test_a_team_is_silent_for_the_weeks_up_to_the_date(silent_weeks: tuple[int, ...], raised: str | None) -> None:
    of = board(indicators=(CLEAN_UP,))
    items = to_raise(of, weeks({"3": dict.fromkeys(silent_weeks, -1)}))
    assert [told(item, of) for item in items] == ([raised] if raised else [])
    assert all((item.group, item.target) == ("3", Way("environment", "3")) for item in items)


def test_the_weekly_indicator_is_silent_by_its_weeks_not_by_its_window() -> None:
    of = board({("3", "clean-up"): (None, 40), (None, "clean-up"): (9, 40)}, (CLEAN_UP,))
    assert [told(item, of) for item in to_raise(of)][1:] == ["nothing reported for 44 weeks"]
    assert [told(item, of) for item in to_raise(of, weeks({"3": {43: -1, 44: -1}}))][1:] == [
        "nothing reported for 2 weeks"
    ]


@pytest.mark.parametrize(
    ("missed", "raised"),
    [((44,), 1), ((41, 44), 2), ((40,), None), ((40, 41, 42, 43, 44), 4)],
)
def test_clean_ups_missed_in_the_last_four_weeks(missed: tuple[int, ...], raised: int | None) -> None:
    of = board(indicators=(CLEAN_UP,))
    items = to_raise(of, weeks({"3": dict.fromkeys(missed, 0)}))
    assert [told(item, of) for item in items] == ([f"clean-ups missed in the last 4 weeks: {raised}"] if raised else [])
    assert all((item.kind, item.group, item.glyph) == (Kind.MISSED, "3", "▼") for item in items)


SCHEME = Scheme(
    criteria=(Criterion("plan", {}, Decimal(10)), Criterion("result", {}, Decimal(20))),
    bands=(Band("all", {}, Decimal(0)),),
    weights={"blood": Decimal(1)},
)


def test_models_without_a_full_review_are_raised_and_disqualified_ones_are_not() -> None:
    scores = {
        "M1": Scores(reviewed={"plan": Decimal(5)}),
        "M2": Scores(reviewed={"plan": Decimal(5), "result": Decimal(5)}),
        "M3": Scores(disqualified="complaint"),
    }
    of = board()
    items = to_raise(of, evaluations=evaluate_all(models(*["collective"] * 4), SCHEME, scores))
    assert [(item.model, told(item, of)) for item in items] == [
        ("M4", "criteria without a review: 2 of 2"),
        ("M1", "criteria without a review: 1 of 2"),
    ]
    assert (items[0].subject, items[0].target) == ("Chi bộ 4", Way("evaluation", "M4"))


def test_many_models_are_gathered_by_kind() -> None:
    of = board()
    items = to_raise(of, evaluations=evaluate_all(models(*["collective"] * 4, *["individual"] * 5), SCHEME, {}))
    assert [told(item, of) for item in items] == [
        "4 collectives without a full review: Chi bộ 1, 2, 3, …",
        "5 individuals without a full review: Chi bộ 5, 6, 7, …",
    ]
    assert [(item.subject, item.heading) for item in items] == [("", "Collectives"), ("", "Individuals")]


def test_whatever_is_gathered_tells_what_it_is_about() -> None:
    now: dict[Key, Amounts] = {(code, "blood"): (100 - (n + 4) % 8, 100) for n, code in enumerate("12345678")}
    before: dict[Key, Amounts] = {(code, "blood"): (100 - n, 100) for n, code in enumerate("12345678")}
    verdicts = tuple(verdict(f"Câu {n}") for n in range(4))
    of = board(now, (make_indicator("blood"),), tuple("12345678"), last_year=before, verdicts=verdicts)
    items = to_raise(of, group_ranks=rank_groups(of, SCHEME))
    assert [(item.subject, item.heading) for item in items] == [("", "Published report"), ("", "Ranking of groups")]


def test_groups_that_fell_three_places_or_more_are_raised() -> None:
    # On 08/11 of a year-long window nothing here is behind: it is the order that has changed.
    now: dict[Key, Amounts] = {(code, "blood"): (100 - n, 100) for n, code in enumerate(["3", "4", "5", "1", "2", "6"])}
    before: dict[Key, Amounts] = {(code, "blood"): (100 - n, 100) for n, code in enumerate(SIX_GROUPS)}
    of = board(now, (make_indicator("blood"),), last_year=before)
    items = to_raise(of, group_ranks=rank_groups(of, SCHEME))
    assert [(item.kind, item.group, told(item, of)) for item in items] == [
        (Kind.FELL, "1", "fell from rank 1 to 4"),
        (Kind.FELL, "2", "fell from rank 2 to 5"),
    ]
    assert items[0].target == Way("evaluation", "1")


def test_the_kinds_follow_one_another_as_documented() -> None:
    figures: dict[Key, Amounts] = {
        (None, "blood"): (6, 10),
        ("1", "blood"): (0, 10),
        ("2", "fund-poor"): (None, 10),
        **{(code, "blood"): (8, 10) for code in SIX_GROUPS[1:]},
    }
    of = board(figures, (FUND, BLOOD, CLEAN_UP), verdicts=(verdict(stated="94.45"),))
    last: dict[Key, Amounts] = {(code, "blood"): (10 - int(code), 10) for code in SIX_GROUPS}
    ranks = rank_groups(replace(of, last_year=board(last_year=last).last_year), SCHEME)
    evaluations = evaluate_all(models("collective"), SCHEME, {})
    items = to_raise(of, weeks({"4": {44: 0}}), evaluations, ranks)
    assert [item.kind for item in items] == list(Kind)
    severities = [item.severity for item in items]
    assert severities == sorted(severities, reverse=True)


@pytest.mark.parametrize(("kind", "less"), list(zip(list(Kind), list(Kind)[1:], strict=False)))
def test_no_badness_lifts_an_item_over_a_worse_kind(kind: Kind, less: Kind) -> None:
    assert kind.severity(0) > less.severity(10**9)


def test_unions_with_a_target_are_raised_like_groups() -> None:
    of = make_board([BLOOD], ["1", make_group("HPN", "union")], {("HPN", "blood"): (0, 5), ("1", "blood"): (5, 5)})
    assert one(to_raise(of)).group == "HPN"


def test_the_agenda_is_made_without_loading_polars() -> None:
    code = "import sys, tui.ward.agenda, tui.ward.forecast; print('polars' in sys.modules, 'decimal' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
