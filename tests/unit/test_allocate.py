from dataclasses import replace
from datetime import date

import pytest

from tests.wards import make_group, make_indicator, make_ward
from tui.errors import GiaoBanError, NotFound, NumberRefused
from tui.ward import allocate as allocation
from tui.ward.allocate import Basis, Row, allocate, plan, usual_step, weights
from tui.ward.board import Board, Indicator
from tui.ward.review import board_of

FUND = make_indicator("fund", topic="fund", unit="đồng")
BLOOD = make_indicator("blood", unit="đơn vị máu")
BEDS = make_indicator("beds", scope="ward")
GROUPS = (
    make_group("1", households=100),
    make_group("2", households=200),
    make_group("10", households=None),
    make_group("HPN", kind="union", households=None),
)


def board(total: int | None = 30, *, union: int = 0, year: int = 2018) -> Board:
    """A ward of two groups with households, one without, and a union."""
    targets = {(None, "blood"): total, ("HPN", "blood"): union, ("2", "blood"): 7, ("10", "blood"): 3}
    last_year = make_ward([BLOOD], GROUPS, [("05/01", "1", "blood", 30), ("06/12", "10", "blood", 10)], year=year - 1)
    return board_of(
        make_ward(
            [BLOOD, FUND, BEDS],
            GROUPS,
            [("08/11", "1", "blood", 1)],
            {at: target for at, target in targets.items() if target},
            previous=last_year,
        )
    )


@pytest.mark.parametrize(
    ("total", "weights", "step", "expected"),
    [
        (100, {"1": 1, "2": 1}, 1, {"1": 50, "2": 50}),
        (100, {"1": 1, "2": 3}, 1, {"1": 25, "2": 75}),
        (10, {"1": 1, "2": 1, "3": 1}, 1, {"1": 4, "2": 3, "3": 3}),
        (11, {"1": 1, "2": 1, "3": 1}, 1, {"1": 4, "2": 4, "3": 3}),
        (10, {"10": 1, "9": 1, "2": 1}, 1, {"2": 4, "9": 3, "10": 3}),
        (100, {"1": 2, "2": 3, "3": 2}, 1, {"1": 29, "2": 43, "3": 28}),
        (100, {"1": 2, "2": 3, "3": 2}, 10, {"1": 30, "2": 40, "3": 30}),
        (105, {"1": 1, "2": 1}, 10, {"1": 55, "2": 50}),
        (7, {"1": 1, "2": 3}, 10, {"1": 0, "2": 7}),
        (3, {"1": 1, "2": 1, "3": 1, "4": 1}, 1, {"1": 1, "2": 1, "3": 1, "4": 0}),
        (120_000_000, {"1": 212, "2": 187, "3": 201}, 10_000, {"1": 42_400_000, "2": 37_400_000, "3": 40_200_000}),
        (10**12, {"1": 10**12, "2": 1}, 1, {"1": 10**12 - 1, "2": 1}),
    ],
)
def test_a_total_is_spread_by_weight(
    total: int, weights: dict[str, int | None], step: int, expected: dict[str, int]
) -> None:
    assert allocate(total, weights, step).values == expected


def test_the_parts_are_in_natural_order() -> None:
    assert list(allocate(10, {"10": 1, "2": 1, "1A": 1}).values) == ["1A", "2", "10"]


def test_who_got_of_the_remainder_is_told() -> None:
    spread = allocate(1_005, {"1": 100, "2": 150, "3": 110, "4": 140}, 10)
    assert spread.values == {"1": 200, "2": 305, "3": 220, "4": 280}
    assert (spread.raised, spread.odd) == ((), "2")
    spread = allocate(12, {"1": 5, "2": 4, "3": 4})
    assert (spread.raised, spread.odd) == (("2", "3"), None)


def test_who_has_no_weight_gets_nothing_and_is_named() -> None:
    spread = allocate(10, {"1": 4, "2": None, "10": 0, "9": -3})
    assert spread.values == {"1": 10, "2": 0, "9": 0, "10": 0}
    assert spread.without == ("2", "9", "10")


@pytest.mark.parametrize(
    ("total", "weights", "step", "kind", "msgid"),
    [
        (10, {}, 1, NotFound, allocation.NO_WEIGHTS),
        (10, {"1": None, "2": 0}, 1, NotFound, allocation.NO_WEIGHTS),
        (0, {"1": 1}, 1, NumberRefused, allocation.NOTHING_TO_SPREAD),
        (-5, {"1": 1}, 1, NumberRefused, allocation.NOTHING_TO_SPREAD),
        (10, {"1": 1}, 0, NumberRefused, allocation.NO_STEP),
        (10, {"1": 1}, -10, NumberRefused, allocation.NO_STEP),
    ],
)
def test_what_cannot_be_spread_is_refused(
    total: int, weights: dict[str, int | None], step: int, kind: type[GiaoBanError], msgid: str
) -> None:
    with pytest.raises(kind) as refused:
        allocate(total, weights, step)
    assert refused.value.msgid == msgid


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (Basis.HOUSEHOLDS, {"1": 100, "2": 200, "10": None}),
        (Basis.EVENLY, {"1": 1, "2": 1, "10": 1}),
        (Basis.LAST_YEAR, {"1": 30, "2": None, "10": None}),
    ],
)
def test_a_target_is_spread_over_the_residential_groups(by: Basis, expected: dict[str, int | None]) -> None:
    assert weights(board(), BLOOD, by) == expected


def test_the_whole_of_last_year_counts_where_its_figures_are_given() -> None:
    full = board_of(
        make_ward(
            [BLOOD],
            ["1", "2"],
            [("08/11", "1", "blood", 1)],
            previous=make_ward(
                [BLOOD], ["1", "2"], [("05/01", "1", "blood", 3), ("06/12", "1", "blood", 4)], year=2017
            ),
        ),
        date(2018, 12, 31),
    )
    assert weights(board(), BLOOD, Basis.LAST_YEAR, full.last_year) == {"1": 7, "2": None, "10": None}


def test_a_plan_says_what_every_group_has_before_and_after() -> None:
    assert plan(board(), BLOOD).rows == (Row("1", None, 10, 10), Row("2", 7, 20, 13), Row("10", 3, None, -3))


def test_what_others_have_is_not_spread_again() -> None:
    planned = plan(board(30, union=9), BLOOD, Basis.EVENLY)
    assert (planned.total, planned.assigned) == (30, 9)
    assert planned.allocation.values == {"1": 7, "2": 7, "10": 7}


def test_a_plan_takes_steps() -> None:
    assert plan(board(35), BLOOD, Basis.EVENLY, 10).allocation.values == {"1": 15, "2": 10, "10": 10}


@pytest.mark.parametrize(
    ("total", "union", "indicator", "msgid"),
    [
        (None, 0, BLOOD, allocation.NO_WARD_TARGET),
        (30, 30, BLOOD, allocation.ALL_ASSIGNED),
        (30, 40, BLOOD, allocation.ALL_ASSIGNED),
        (30, 0, FUND, allocation.NO_WARD_TARGET),
        (30, 0, BEDS, allocation.WARD_ONLY),
    ],
)
def test_without_something_to_spread_there_is_no_plan(
    total: int | None, union: int, indicator: Indicator, msgid: str
) -> None:
    with pytest.raises(NotFound) as refused:
        plan(board(total, union=union), indicator)
    assert refused.value.msgid == msgid


def test_the_usual_step_is_a_thousand_dong_or_one_unit() -> None:
    assert usual_step(FUND) == 1_000
    assert usual_step(BLOOD) == 1
    assert usual_step(replace(BLOOD, decimals=1)) == 10
