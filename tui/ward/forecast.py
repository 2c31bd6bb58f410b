"""Forecast: where a running sum will end at its present pace, and what each month left must bring."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from tui.ward.numbers import half_up
from tui.ward.pace import Window, days_elapsed

Point = tuple[date, int]
"""A day, and the running total at its end in the indicator's last place."""

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Need:
    """What one month left must bring."""

    month: date
    """Its first day."""
    days: int
    """Days of the window that are left in it."""
    amount: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """Where a figure goes from here."""

    total: int | None
    """What stands at the date; None where nothing was reported."""
    due: int | None
    """What the pace line asks for at the date; None without a target."""
    at_end: int | None
    """What will stand at the window's end if each day left brings what a day of the window brought so far. None where
    the window has not begun or nothing was reported."""
    missing: int | None
    """What is missing to the target, 0 once it is reached; None without a target."""
    needs: tuple[Need, ...]
    """The missing amount over the days left, month by month: sums exactly to `missing`. Empty once the target is
    reached, once the window has ended, and without a target."""


def pace_at(target: int, window: Window, day: date) -> int:
    """What should stand at the end of `day`: nothing before the window, the target from its last day on, half up."""
    days, total = days_elapsed(window, day)
    return half_up(target * days, total)


def pace_line(target: int, window: Window) -> tuple[Point, ...]:
    """The pace line to draw: nothing on the eve of the window, then each month's end inside it, then its last day."""
    first, last = window
    return ((first - ONE_DAY, 0), *((day, pace_at(target, window, day)) for day in _month_ends(first, last)))


def forecast(points: Iterable[Point], target: int | None, window: Window, as_of: date) -> Forecast:
    """Project the running total `points` (`Board.days`) to the end of `window`, from what is known at `as_of`.

    Points after that day are ignored, and their order does not matter. The pace is the average per day of the window
    so far: what stood before the window began does not speed it up.
    """
    known = sorted(point for point in points if point[0] <= as_of)
    total = _total_at(known, as_of)
    missing = None if target is None else max(target - (total or 0), 0)
    return Forecast(
        total=total,
        due=None if target is None else pace_at(target, window, as_of),
        at_end=_straight_on(known, total, window, as_of),
        missing=missing,
        needs=_spread(missing or 0, max(window[0], as_of + ONE_DAY), window[1]),
    )


def _total_at(points: Sequence[Point], day: date) -> int | None:
    return next((total for at, total in reversed(points) if at <= day), None)


def _straight_on(points: Sequence[Point], total: int | None, window: Window, as_of: date) -> int | None:
    days, all_days = days_elapsed(window, as_of)
    if total is None or not days:
        return None
    before = _total_at(points, window[0] - ONE_DAY) or 0
    return total + half_up((total - before) * (all_days - days), days)


def _spread(amount: int, first: date, last: date) -> tuple[Need, ...]:
    """`amount` by months over the days from `first` to `last`, rounded so that nothing is lost or added."""
    if not amount or first > last:
        return ()
    ends = _month_ends(first, last)
    days = [0, *((end - first).days + 1 for end in ends)]
    shares = [half_up(amount * day, days[-1]) for day in days]
    return tuple(
        Need(end.replace(day=1), day - eve, share - before)
        for end, (eve, day), (before, share) in zip(ends, pairwise(days), pairwise(shares), strict=True)
    )


def _month_ends(first: date, last: date) -> tuple[date, ...]:
    """The last day of each month from `first` to `last`, the last of them cut to `last`."""
    ends = []
    day = first
    while day <= last:
        end = _month_end(day)
        ends.append(min(end, last))
        day = end + ONE_DAY
    return tuple(ends)


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - ONE_DAY
