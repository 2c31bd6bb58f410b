from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.wards import Result, make_group, make_indicator, make_ward
from tui.ward.board import Board, Key, Status, Target
from tui.ward.preview import preview, with_targets
from tui.ward.review import board_of

BLOOD = make_indicator("blood")
FIRES = make_indicator("fires", better="lower")
POOR = make_indicator("poor", better="lower", measure="latest")
SCORE = make_indicator("score", decimals=1, measure="latest")
FAMILIES = make_indicator("families", of="households")
PERMITTED = make_indicator("permitted", of="blood")
BEDS = make_indicator("beds", scope="ward")
CATALOGUE = (BLOOD, FIRES, POOR, SCORE, FAMILIES, PERMITTED, BEDS)
GROUPS = (make_group("1"), make_group("2"), make_group("3"), make_group("10"), make_group("HPN", kind="union"))

Targets = Mapping[Key, int]

RESULTS: list[Result] = [
    ("05/02", "1", "blood", 8),
    ("05/02", "2", "blood", 8),
    ("05/02", "3", "blood", 4),
    ("05/02", "HPN", "blood", 5),
    ("05/02", None, "beds", 3),
]
TARGETS: Targets = {
    (None, "blood"): 40,
    ("1", "blood"): 8,
    ("2", "blood"): 10,
    ("3", "blood"): 16,
    ("HPN", "blood"): 5,
}


def board(
    targets: Targets = TARGETS, results: list[Result] | None = None, as_of: date = date(2018, 11, 8), **fields: Any
) -> Board:
    return board_of(make_ward(CATALOGUE, GROUPS, RESULTS if results is None else results, targets, **fields), as_of)


def test_a_group_s_figure_follows_its_target() -> None:
    changed = preview(board(), {("3", "blood"): 2}).figures["3", "blood"]
    assert (changed.target, changed.base, changed.ratio, changed.gap) == (2, 2, 2.0, -2)
    assert changed.status == Status.EXCEEDED
    assert changed.rank == 1


def test_ranks_that_it_moves_are_told_and_no_others() -> None:
    ranks = {at[0]: figure.rank for at, figure in preview(board(), {("3", "blood"): 4}).figures.items()}
    assert ranks == {"2": 3, "3": 1}


@pytest.mark.parametrize(("indicator", "ranks"), [("blood", [2, 1, 3]), ("fires", [2, 3, 1]), ("poor", [2, 3, 1])])
def test_the_best_is_first_where_lower_is_better_the_lowest(indicator: str, ranks: list[int]) -> None:
    before = board({}, [("05/02", code, indicator, 4) for code in ("1", "2", "3")])
    after = preview(before, {("1", indicator): 8, ("2", indicator): 4, ("3", indicator): 16}).figures
    assert [after[code, indicator].rank for code in ("1", "2", "3")] == ranks


def test_how_many_groups_would_meet_it() -> None:
    seen = preview(board(), {("2", "blood"): 8, ("3", "blood"): 4})
    assert (seen.met_before, seen.met) == ((1, 3), (3, 3))


def test_a_union_s_target_counts_as_allocated_and_not_as_a_group_that_meets_it() -> None:
    seen = preview(board(), {("HPN", "blood"): 1})
    assert (seen.met_before, seen.met) == ((1, 3), (1, 3))
    assert (seen.allocated, seen.ward_target) == (35, 40)
    assert list(seen.figures) == [("HPN", "blood")]


def test_the_ward_s_own_target_is_what_is_to_be_allocated() -> None:
    seen = preview(board(), {(None, "blood"): 60})
    assert (seen.allocated, seen.ward_target) == (39, 60)
    assert seen.figures[None, "blood"].base == 60


def test_a_target_can_be_taken_away() -> None:
    seen = preview(board(), {("1", "blood"): None, (None, "blood"): None})
    figure = seen.figures["1", "blood"]
    assert (figure.target, figure.base, figure.ratio, figure.rank, figure.gap) == (None,) * 5
    assert figure.status == Status.NO_TARGET
    assert (seen.allocated, seen.ward_target, seen.met) == (31, None, (0, 2))


def test_a_group_that_has_not_reported_stays_so() -> None:
    figure = preview(board(), {("10", "blood"): 5}).figures["10", "blood"]
    assert (figure.target, figure.base, figure.ratio, figure.rank, figure.gap) == (5, 5, None, None, None)
    assert figure.status == Status.NOT_REPORTED


def test_where_100_percent_is_something_else_a_target_changes_nothing_else() -> None:
    before = board(results=[*RESULTS, ("05/02", "1", "families", 50)])
    seen = preview(before, {("1", "families"): 10})
    assert seen.figures == {
        ("1", "families"): replace(before.figures["1", "families"], target=10),
    }
    assert before.figures["1", "families"].base == 100


def test_the_board_s_targets_keep_who_assigned_them() -> None:
    assigned = Target("1", "blood", 8, "Phường", "Kế hoạch 12")
    before = replace(board(), targets=(assigned, Target("2", "blood", 10, "Phường", "")))
    after = with_targets(before, {("1", "blood"): 9, ("2", "blood"): None, ("10", "blood"): 3})
    assert after.targets == (replace(assigned, value=9), Target("10", "blood", 3))


def test_one_indicator_is_looked_at_at_a_time() -> None:
    with pytest.raises(ValueError, match="unpack"):
        preview(board(), {("1", "blood"): 1, ("1", "fires"): 1})
    with pytest.raises(ValueError, match="unpack"):
        preview(board(), {})


@pytest.mark.parametrize("at", [("99", "blood"), ("1", "unknown"), ("1", "beds")])
def test_of_what_the_board_has_not_there_is_no_preview(at: Key) -> None:
    with pytest.raises(KeyError):
        preview(board(), {at: 1})


@pytest.mark.parametrize("indicator", ["beds", "blood"])
def test_the_ward_s_own_indicators_have_no_groups(indicator: str) -> None:
    seen = preview(board(), {(None, indicator): 3})
    assert list(seen.figures) == [(None, indicator)]
