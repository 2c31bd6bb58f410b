"""Last year's figures under this year's groups: merged, split, renamed, renumbered."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import polars as pl
import pytest

from tests.wards import YEAR, Result, Targets, make_group, make_indicator, make_ward
from tui.ward.board import Group, Indicator
from tui.ward.figures import FIGURES, figures
from tui.ward.lineage import Origins, carry_over, last_year, not_comparable
from tui.ward.ward import LINEAGE, Ward

LAST = YEAR - 1
SPRING, SUMMER = date(YEAR, 3, 1), date(YEAR, 7, 1)
LONG_AGO, LAST_SUMMER, TOO_LATE = date(LAST - 1, 7, 1), date(LAST, 7, 1), date(YEAR + 1, 7, 1)

Row = tuple[Any, ...]
"""(from, to, share, date): without a share the whole of it."""


def two_years(
    before: Iterable[Group | str],
    now: Iterable[Group | str],
    lineage: Iterable[Row] = (),
    results: Iterable[Result] = (),
    targets: Targets | None = None,
    indicator: Indicator | str = "blood",
) -> Ward:
    """A ward with the groups of both years, but results and targets of last year only."""
    previous = make_ward([indicator], before, results, targets, year=LAST)
    changes = pl.DataFrame([(*row, "") for row in lineage], LINEAGE, orient="row")
    return make_ward([indicator], now, previous=previous, lineage=changes)


@pytest.mark.parametrize(
    ("before", "now", "lineage", "expected"),
    [
        pytest.param(["1", "2"], ["1", "3"], [], {"1": ("1",), "3": ()}, id="no lineage"),
        pytest.param(
            ["TDP 1", "tổ 018"], ["1", "18"], [], {"1": ("TDP 1",), "18": ("tổ 018",)}, id="codes match by their key"
        ),
        pytest.param(["A", "B"], ["A"], [("B", "A", None, SPRING)], {"A": ("A", "B")}, id="B went into A"),
        pytest.param(
            ["A", "B"],
            ["A"],
            [("A", "A", 1.0, SPRING), ("B", "A", 1.0, SPRING)],
            {"A": ("A", "B")},
            id="so, said of both",
        ),
        pytest.param(
            ["A", "B"],
            ["C"],
            [("A", "C", None, SPRING), ("B", "C", None, SPRING)],
            {"C": ("A", "B")},
            id="merged into a new one",
        ),
        pytest.param(
            ["5", "6"], ["5"], [("TDP 06", "tổ 5", None, SPRING)], {"5": ("5", "6")}, id="as people write codes"
        ),
        pytest.param(["X"], ["Y"], [("X", "Y", None, SPRING)], {"Y": ("X",)}, id="renamed"),
        pytest.param(["X"], ["Y"], [("X", "Y", None, SPRING)] * 2, {"Y": ("X",)}, id="said twice"),
        pytest.param(
            ["1", "2"],
            ["1", "2"],
            [("1", "2", None, SPRING), ("2", "1", None, SPRING)],
            {"1": ("2",), "2": ("1",)},
            id="numbers exchanged",
        ),
        pytest.param(
            ["1", "2", "3"],
            ["1", "2"],
            [("2", "1", None, SPRING), ("3", "2", None, SPRING)],
            {"1": ("1", "2"), "2": ("3",)},
            id="a free number is given away",
        ),
        pytest.param(
            ["A"],
            ["C"],
            [("B", "C", None, SUMMER), ("A", "B", None, SPRING)],
            {"C": ("A",)},
            id="twice, and not in the file's order",
        ),
        pytest.param(
            ["A", "B"],
            ["A", "B"],
            [("A", "A", 0.7, SPRING), ("A", "B", 0.3, SPRING)],
            {"A": None, "B": None},
            id="a part went over",
        ),
        pytest.param(
            ["A", "B", "C"],
            ["A", "B", "C"],
            [("A", "B", 0.3, SPRING)],
            {"A": None, "B": None, "C": ("C",)},
            id="so, what remained unsaid",
        ),
        pytest.param(
            ["A"],
            ["A1", "A2"],
            [("A", "A1", 0.6, SPRING), ("A", "A2", 0.4, SPRING)],
            {"A1": None, "A2": None},
            id="split in two",
        ),
        pytest.param(
            ["A"],
            ["A1", "A2"],
            [("A", "A1", None, SPRING), ("A", "A2", None, SPRING)],
            {"A1": None, "A2": None},
            id="whole to two is a split",
        ),
        pytest.param(
            ["A", "B"],
            ["C"],
            [("A", "C", None, SPRING), ("A", "C", None, SPRING), ("B", "C", 0.5, SPRING)],
            {"C": None},
            id="one part spoils the sum",
        ),
        pytest.param(
            ["A"],
            ["D"],
            [("A", "A1", 0.6, SPRING), ("A1", "D", None, SUMMER)],
            {"D": None},
            id="a part that moved on",
        ),
        pytest.param(["A", "B"], ["A"], [("B", "A", None, None)], {"A": ("A", "B")}, id="without a date"),
        pytest.param(
            ["A", "B"], ["A"], [("B", "A", None, LAST_SUMMER)], {"A": ("A", "B")}, id="in the course of last year"
        ),
        pytest.param(["A"], ["A"], [("B", "A", None, LAST_SUMMER)], {"A": ("A",)}, id="already in last year's list"),
        pytest.param(
            ["1", "2"],
            ["1", "2"],
            [("1", "2", None, LONG_AGO), ("2", "1", None, LONG_AGO)],
            {"1": ("1",), "2": ("2",)},
            id="before last year",
        ),
        pytest.param(["A", "B"], ["A"], [("B", "A", None, TOO_LATE)], {"A": ("A",)}, id="after this year"),
        pytest.param(
            ["A", "B"],
            ["A", "B"],
            [("B", "A", None, SUMMER)],
            {"A": ("A",), "B": ("B",)},
            id="not yet in this year's list",
        ),
        pytest.param(
            ["A"],
            ["A"],
            [("A", "A1", 0.5, SUMMER), ("A", "A2", 0.5, SUMMER)],
            {"A": None},
            id="a split that left the old code",
        ),
    ],
)
def test_what_each_group_was_last_year(
    before: list[str], now: list[str], lineage: list[Row], expected: dict[str, Origins]
) -> None:
    ward = two_years(before, now, lineage)
    assert carry_over(ward) == expected
    assert not_comparable(ward) == tuple(code for code in now if expected[code] is None)


def test_a_ward_without_last_year_has_nothing_to_compare() -> None:
    ward = make_ward()
    assert carry_over(ward) == {}
    assert not_comparable(ward) == ()
    assert last_year(ward, SUMMER).equals(FIGURES.to_frame())


RESULTS: list[Result] = [
    ("10/05", "A", "blood", 5, "~"),
    ("20/06", "B", "blood", 7),
    ("20/06", None, "blood", 100),
    ("30/12", "A", "blood", 50),
]
MERGER = [("B", "A", None, SPRING)]
TARGETS: Targets = {("A", "blood"): 10, ("B", "blood"): 14, (None, "blood"): 200}


def test_last_year_of_unchanged_groups_is_their_figures() -> None:
    ward = two_years(["A", "B"], ["A", "B"], (), RESULTS, TARGETS)
    assert ward.previous is not None
    assert last_year(ward, SUMMER).equals(figures(ward.previous, LAST_SUMMER))


def test_merged_groups_add_up() -> None:
    ward = two_years(["A", "B"], ["A"], MERGER, RESULTS, TARGETS)
    assert last_year(ward, SUMMER).rows() == [
        (None, "blood", 112, "~", 200, 200, 0.56, "on-pace", None, 88, date(LAST, 6, 20)),
        ("A", "blood", 12, "~", 24, 24, 0.5, "on-pace", 1, 12, date(LAST, 6, 20)),
    ]


def test_the_newest_values_of_merged_groups_add_up() -> None:
    newest = make_indicator("blood", measure="latest")
    ward = two_years(["A", "B"], ["A"], MERGER, RESULTS, TARGETS, newest)
    assert last_year(ward, date(YEAR, 12, 31)).get_column("actual").to_list() == [157, 57]


@pytest.mark.parametrize(
    ("known", "target", "status"), [(("A", "B"), 24, "on-pace"), (("A",), None, "no-target"), ((), None, "no-target")]
)
def test_the_base_of_a_part_is_not_that_of_the_whole(known: tuple[str, ...], target: int | None, status: str) -> None:
    targets = {key: value for key, value in TARGETS.items() if key[0] in known}
    ward = two_years(["A", "B"], ["A"], MERGER, RESULTS, targets)
    row = last_year(ward, SUMMER).row(by_predicate=pl.col("group") == "A", named=True)
    assert (row["target"], row["base"], row["status"]) == (target, target, status)


def test_a_part_without_results_adds_nothing() -> None:
    ward = two_years(["A", "B"], ["A"], MERGER, RESULTS[1:3], TARGETS)
    assert last_year(ward, SUMMER).get_column("actual").to_list() == [107, 7]
    silent = two_years(["A", "B"], ["A"], MERGER, (), TARGETS)
    assert last_year(silent, SUMMER).get_column("status").to_list() == ["not-reported"] * 2


def test_groups_that_cannot_be_compared_have_no_rows() -> None:
    split = [("A", "A1", 0.5, SPRING), ("A", "A2", 0.5, SPRING)]
    ward = two_years(["A", "B"], ["A1", "A2", "B", "NEW"], split, RESULTS, TARGETS)
    assert last_year(ward, SUMMER).select("group", "actual").rows() == [(None, 112), ("B", 7)]


def test_this_years_groups_decide_the_order_and_who_ranks() -> None:
    ward = two_years(["A", "B"], ["B", make_group("A", "union")], (), RESULTS, TARGETS)
    assert last_year(ward, SUMMER).select("group", "rank").rows() == [(None, None), ("B", 1), ("A", None)]


def test_an_indicator_of_the_ward_stays_the_wards() -> None:
    ward = two_years(["A"], ["A"], (), RESULTS[:1], TARGETS, make_indicator("blood", scope="ward"))
    assert last_year(ward, SUMMER).get_column("group").to_list() == [None]


@pytest.mark.parametrize(
    ("as_of", "actual"),
    [
        (date(2020, 2, 29), 1),
        (date(2020, 3, 1), 3),
        (date(2020, 2, 28), 1),
        (date(2020, 12, 31), 3),
        (date(2020, 1, 1), None),
        (date.min, None),
    ],
)
def test_the_same_day_last_year(as_of: date, actual: int | None) -> None:
    results: list[Result] = [("28/02", "A", "blood", 1), ("01/03", "A", "blood", 2)]
    ward = make_ward(groups=["A"], year=2020, previous=make_ward(groups=["A"], results=results, year=2019))
    assert last_year(ward, as_of).get_column("actual").to_list() == [actual, actual]
