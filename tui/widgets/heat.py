"""The heat strip: the weeks of a year side by side, where a missed clean-up is seen at once, and the months over them.

Pure functions. Each state has a glyph of its own besides its role. How many cells a week has follows from the number of
weeks and the width alone, so that the strips of all groups stand under each other and under the months.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby, pairwise

from tui.ward.weeks import THURSDAY, WeekCell, WeekState
from tui.widgets.bars import Run

GLYPHS: Mapping[WeekState, str] = {
    WeekState.MISSED: "×",
    WeekState.NOT_REPORTED: "·",
    WeekState.HELD: "■",
    WeekState.BLANK: " ",
}
"""The worst first: of weeks that share a cell, that one shows."""
SEVERAL = "▇"
"""Held more than once: only a little taller, so that missed weeks stay the loudest."""

ROLES: Mapping[WeekState, str] = {
    WeekState.MISSED: "bad",
    WeekState.NOT_REPORTED: "warn",
    WeekState.HELD: "good",
    WeekState.BLANK: "",
}


def heat(cells: Sequence[WeekCell], width: int) -> tuple[Run, ...]:
    """The weeks in exactly `width` cells: two cells a week where they fit, else one, then blanks.

    In fewer cells than weeks, several weeks share one.
    """
    spans, each = _layout(len(cells), width)
    worst = (min(cells[span.start : span.stop], key=_rank) for span in spans)
    drawn = [(ROLES[cell.state], _glyph(cell, each)) for cell in worst]
    drawn.append(("", " " * (width - len(spans) * each)))
    runs = (("".join(text for _role, text in run), role) for role, run in groupby(drawn, key=lambda part: part[0]))
    return tuple(run for run in runs if run[0])


def months(mondays: Sequence[date], width: int) -> str:
    """The numbers of the months over a strip of these weeks, in exactly `width` cells.

    Each stands where the month begins: at the first week whose Thursday is in it. A number without room is left out.
    """
    spans, each = _layout(len(mondays), width)
    text, before = "", 0
    for place, span in enumerate(spans):
        month = (mondays[span.start] + THURSDAY).month
        gap = place * each - len(text)
        number = f"{month}"
        if month != before and (gap > 0 or not text) and len(text) + gap + len(number) <= width:
            text += " " * gap + number
        before = month
    return text.ljust(width)


def _layout(weeks: int, width: int) -> tuple[list[range], int]:
    """The weeks, by their indexes, of each place in a strip, and how many cells a place has."""
    places = max(min(weeks, width), 0)
    edges = (place * weeks // max(places, 1) for place in range(places + 1))
    return [range(start, end) for start, end in pairwise(edges)], 2 if width >= 2 * weeks else 1


def _rank(cell: WeekCell) -> int:
    return list(GLYPHS).index(cell.state)


def _glyph(cell: WeekCell, cells: int) -> str:
    if cell.sessions > 1:
        return SEVERAL.ljust(cells)
    return GLYPHS[cell.state].ljust(cells)
