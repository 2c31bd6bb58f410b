from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.judged import Amounts, make_board
from tests.wards import make_group, make_indicator
from tui.ward.board import Board, Key
from tui.ward.ranking import rank_groups, shared_ranks
from tui.ward.scheme import Scheme

BLOOD = make_indicator("blood")
FIRES = make_indicator("fires", better="lower")
MODELS = make_indicator("models", scope="ward")


def board(figures: Mapping[Key, Amounts], last_year: Mapping[Key, Amounts] | None = None) -> Board:
    return make_board([BLOOD, FIRES, MODELS], figures=figures, last_year=last_year)


def by_weights(cap: str = "1", **weights: int) -> Scheme:
    return Scheme(weights={key: Decimal(weight) for key, weight in weights.items()}, cap=Decimal(cap))


@pytest.mark.parametrize(
    ("indicator", "actual", "base", "cap", "points"),
    [
        ("blood", 5, 10, "1", 10),
        ("blood", 10, 10, "1", 20),
        ("blood", 11, 10, "1", 20),
        ("blood", 11, 10, "1.5", 22),
        ("blood", 40, 10, "1.5", 30),
        ("blood", 1, 3, "1", Fraction(20, 3)),
        ("blood", 0, 10, "1", 0),
        ("fires", 10, 10, "1.5", 20),
        ("fires", 5, 10, "1", 20),
        ("fires", 8, 10, "1.5", 25),
        ("fires", 20, 10, "1.5", 10),
        ("fires", 0, 10, "1.5", 30),
    ],
)
def test_points_are_weight_times_what_was_achieved_up_to_the_cap(
    indicator: str, actual: int, base: int, cap: str, points: Fraction
) -> None:
    (first, *_others) = rank_groups(board({("1", indicator): (actual, base)}), by_weights(cap, **{indicator: 20}))
    assert (first.group, first.points, first.missing) == ("1", points, ())


@pytest.mark.parametrize("amounts", [(None, 10), (5, None), (5, 0), (None, None)])
def test_a_missing_figure_counts_nothing_and_is_listed(amounts: Amounts) -> None:
    figures: dict[Key, Amounts] = {("1", "blood"): amounts, ("1", "fires"): (10, 10)}
    first = rank_groups(board(figures), by_weights(blood=20, fires=5))[0]
    assert first.points == 5
    assert (first.group, first.missing) == ("1", ("blood",))
    assert [line.achieved for line in first.lines] == [None, 1]


def test_the_points_are_explained_indicator_by_indicator() -> None:
    figures: dict[Key, Amounts] = {("1", "blood"): (11, 10), ("1", "fires"): (20, 10)}
    lines = rank_groups(board(figures), by_weights(fires=5, blood=20))[0].lines
    assert [(line.indicator, line.weight, line.achieved, line.points) for line in lines] == [
        ("fires", Fraction(5), Fraction(1, 2), Fraction(5, 2)),
        ("blood", Fraction(20), Fraction(11, 10), Fraction(20)),
    ]


def test_groups_are_ranked_best_first_and_share_ranks_exactly() -> None:
    figures: dict[Key, Amounts] = {("1", "blood"): (1, 3), ("2", "blood"): (10**11, 3 * 10**11), ("3", "blood"): (2, 3)}
    scores = rank_groups(board(figures), by_weights(blood=7))
    assert [(each.group, each.rank) for each in scores] == [("3", 1), ("1", 2), ("2", 2)]


def test_only_residential_groups_are_ranked() -> None:
    mixed = make_board([BLOOD], ["1", make_group("HPN", "union")], {("HPN", "blood"): (9, 1), ("1", "blood"): (0, 1)})
    assert [each.group for each in rank_groups(mixed, by_weights(blood=1))] == ["1"]


def test_weights_that_groups_do_not_report_are_passed_over() -> None:
    (first, *_others) = rank_groups(board({("1", "blood"): (1, 1)}), by_weights(models=50, unknown=9, blood=1))
    assert first.points == 1
    assert not first.missing
    assert rank_groups(board({}), by_weights(models=50)) == ()


def test_the_change_of_rank_is_against_those_that_have_figures_of_last_year() -> None:
    figures: dict[Key, Amounts] = {("1", "blood"): (3, 3), ("2", "blood"): (2, 3), ("3", "blood"): (1, 3)}
    last_year: dict[Key, Amounts] = {("1", "blood"): (1, 3), ("3", "blood"): (3, 3), ("2", "blood"): (None, 3)}
    scores = rank_groups(board(figures, last_year), by_weights(blood=1))
    assert [(each.group, each.rank, each.last_rank, each.change) for each in scores] == [
        ("1", 1, 2, 1),
        ("2", 2, None, None),
        ("3", 3, 1, -2),
    ]


@pytest.mark.parametrize(
    ("places", "ranks"),
    [([], []), ([5], [1]), ([1, 3, 2], [3, 1, 2]), ([5, 5, 4], [1, 1, 3]), ([1, 2, 2, 2, 3], [5, 2, 2, 2, 1])],
)
def test_ties_share_a_rank_and_the_next_is_left_out(places: list[int], ranks: list[int]) -> None:
    assert shared_ranks([Fraction(place) for place in places]) == ranks
