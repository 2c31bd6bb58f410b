"""Bars in half blocks and sparklines in sevenths: pure functions from numbers to text.

Both start at zero, so that a fall from 98 to 95 looks like what it is, and both read the same without colours. A bar is
made of runs, `(text, role)`, for the cells of a grid.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import isfinite

Run = tuple[str, str]
"""A text and the role it is drawn in; "" is plain text."""

FULL, HALF = "▄", "▖"
"""Half as high as a cell: bars on lines under each other stay apart."""
LEVELS = "_▁▂▃▄▅▆▇"
"""A reported zero is a line on the ground, neither a gap nor a small amount; the top leaves a gap to the line above."""
GAP = "·"
"""Nothing was reported."""
MARK = "│"
"""Where 100 % is."""


def bar(ratio: float | None, width: int, *, target_mark: bool = True, full: float | None = None) -> tuple[Run, ...]:
    """A bar of exactly `width` cells for `ratio` (1.0 is 100 %), with a mark at 100 % where that is inside the bar.

    `full` is the ratio that fills the width: 1, or `ratio` itself once it is more; bars that are to be compared with
    each other need the same. Blank for None; ValueError for what is not finite.
    """
    if width <= 0:
        return ()
    if ratio is None:
        return ((" " * width, ""),)
    if not isfinite(ratio):
        raise ValueError(f"no bar for {ratio}")
    ratio = max(ratio, 0.0)
    scale = max(full or 1.0, ratio, 1.0)
    text = _filled(ratio / scale, width)
    if target_mark and scale > 1 and width > 1:
        cell = min(max(round(width / scale), 1), width - 1)
        text = text[:cell] + MARK + text[cell + 1 :]
    return ((text, "bar"),)


def sparkline(values: Sequence[int | None], width: int) -> str:
    """`values` as columns from zero to the greatest, in exactly `width` cells; None is a gap.

    Fewer values than cells leave blanks at the right. Of more, each cell shows the last one reported in its share of
    them: the months of a year are cumulative.
    """
    shown = _last_of_each(values, width) if len(values) > width else values
    greatest = max((value for value in shown if value is not None), default=0)
    return "".join(GAP if value is None else _level(value, greatest) for value in shown).ljust(width)


def _filled(share: float, width: int) -> str:
    """Blocks for `share` of `width`, to the nearest half cell; what is more than nothing is never drawn as nothing."""
    whole, rest = divmod(max(round(share * width * 2), 1 if share > 0 else 0), 2)
    return (FULL * whole + HALF * rest).ljust(width)


def _level(value: int, greatest: int) -> str:
    return LEVELS[-(-value * (len(LEVELS) - 1) // greatest)] if value > 0 else LEVELS[0]


def _last_of_each(values: Sequence[int | None], cells: int) -> list[int | None]:
    edges = [len(values) * cell // cells for cell in range(cells + 1)] if cells > 0 else []
    parts = [values[start:end] for start, end in pairwise(edges)]
    return [next((value for value in reversed(part) if value is not None), None) for part in parts]
