"""Pace: where one figure stands against 100 % and against the time gone by.

`tui.ward.figures` applies the same rules to whole frames; here they serve a single figure, such as a target while it
is being typed, without polars.
"""

from datetime import date

from tui.ward.board import Figure, Indicator, Status
from tui.ward.numbers import half_up

Window = tuple[date, date]
"""First and last day, both included."""

Elapsed = tuple[int, int]
"""(days gone by, days in all) of a window."""


def window_of(indicator: Indicator, year: int) -> Window:
    """When the indicator runs: its own window, else the whole year."""
    return indicator.window or (date(year, 1, 1), date(year, 12, 31))


def days_elapsed(window: Window, day: date) -> Elapsed:
    """The days of `window` up to and including `day`: none before it, all of them after."""
    first, last = window
    total = (last - first).days + 1
    return min(max((day - first).days + 1, 0), total), total


def elapsed(indicator: Indicator, as_of: date, year: int) -> Elapsed:
    """The days of the indicator's window up to and including `as_of`."""
    return days_elapsed(window_of(indicator, year), as_of)


def has_begun(indicator: Indicator, as_of: date, year: int) -> bool:
    """Whether the indicator's window is open, or was: before it nothing is late."""
    return window_of(indicator, year)[0] <= as_of


def is_over(indicator: Indicator, figure: Figure) -> bool:
    """Whether the figure is over what lower is better than, whatever the time gone by."""
    return indicator.better == "lower" and figure.gap is not None and figure.gap > 0


def status_of(indicator: Indicator, actual: int | None, base: int | None, gone: Elapsed) -> Status:
    """The status of a figure (design, section 2); `actual` and `base` are in the same last place.

    Where higher is better, on pace means at least the elapsed share of the base. Where lower is better, the base is a
    ceiling: over it is behind; under it, a level (`latest`) is exceeded at once, a sum only once its window has
    ended.
    """
    if actual is None:
        return Status.NOT_REPORTED
    if not base:
        return Status.NO_TARGET
    if actual == base:
        return Status.MET
    return (
        _under_a_ceiling(indicator, actual, base, gone) if indicator.better == "lower" else _above(actual, base, gone)
    )


def _above(actual: int, base: int, gone: Elapsed) -> Status:
    days, total = gone
    if actual > base:
        return Status.EXCEEDED
    return Status.ON_PACE if actual * total >= base * days else Status.BEHIND


def _under_a_ceiling(indicator: Indicator, actual: int, base: int, gone: Elapsed) -> Status:
    days, total = gone
    if actual > base:
        return Status.BEHIND
    if indicator.measure == "latest" or days == total:
        return Status.EXCEEDED
    return Status.ON_PACE if actual * total <= base * days else Status.BEHIND


def lag(indicator: Indicator, actual: int, base: int, gone: Elapsed) -> int:
    """How far behind the pace a figure is, in hundredths of a percentage point; negative where it is ahead.

    Where lower is better, it is how far the figure is over what the time gone by allows. `base` is not 0.
    """
    if indicator.better == "lower" and indicator.measure == "latest":
        return half_up(actual - base, base, 4)
    days, total = gone
    short = base * days - actual * total
    return half_up(-short if indicator.better == "lower" else short, base * total, 4)
