"""This year beside last: how far a figure moved, exactly, and whether the two can be compared at all."""

from fractions import Fraction

from tui.ward.board import Board, Key


def change(board: Board, key: Key) -> Fraction | None:
    """How far the figure of `key` moved since the same day last year.

    In shares of 100 % where both years have a base (0.05: five points of percent more), else as a share of last year's
    amount. None where either year has no figure, or the group was split so that nothing of last year is its own.
    """
    now, before = board.figures[key], board.last_year.get(key)
    if before is None or now.actual is None or before.actual is None:
        return None
    if now.base and before.base:
        return Fraction(now.actual, now.base) - Fraction(before.actual, before.base)
    if now.base or before.base or not before.actual:
        return None
    return Fraction(now.actual - before.actual, before.actual)


def is_split(board: Board, group: str | None) -> bool:
    """Whether `group` has no last year of its own because groups were split (`lineage.csv`)."""
    return group in board.not_comparable
