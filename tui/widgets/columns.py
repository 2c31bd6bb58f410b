"""How a table divides a screen: lines of header and rows, widths of columns, and which columns show."""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from textual.geometry import Size

from tui.widgets.cells import Column

GAP = 1
"""Blank cells between two columns, before the first (for marks) and after the last (for the scroll thumb)."""
NARROWEST = 4
"""A sticky column keeps so many cells on a screen too narrow for all."""


class Slot(NamedTuple):
    """A column that shows: its index, its first cell, and how many cells it has."""

    column: int
    x: int
    width: int


class Frame(NamedTuple):
    """How a size is divided."""

    size: Size
    header: int
    """Lines, as of `body` (rows that scroll) and `total` (rows that stay)."""
    body: int
    total: int
    widths: tuple[int, ...]
    """Cells of every column, shown or not; the sticky ones come first."""
    sticky: int
    """How many columns are sticky."""

    @property
    def room(self) -> int:
        """Cells for columns and the gaps between them."""
        return max(0, self.size.width - 2 * GAP)

    @property
    def beside(self) -> int:
        """Cells for the columns that are not sticky."""
        return self.room - sum(self.widths[: self.sticky]) - GAP * self.sticky

    def slots(self, left: int) -> tuple[Slot, ...]:
        """The sticky columns, and from column `left` on all that show whole; `left` itself even if it is cut."""
        slots: list[Slot] = []
        x = GAP
        for column in (*range(self.sticky), *range(left, len(self.widths))):
            width = min(self.widths[column], GAP + self.room - x)
            is_whole = width == self.widths[column]
            if width <= 0 or not (is_whole or column <= left):
                break
            slots.append(Slot(column, x, width))
            x += width + GAP
        return tuple(slots)

    def first_before(self, column: int, room: int) -> int:
        """The first of the columns that fit into `room` cells together, up to `column`; itself if it alone is wider."""
        widths = self.widths[self.sticky : column + 1]
        ends = accumulate(width + GAP for width in reversed(widths))
        together = sum(end - GAP <= room for end in ends)
        return column + 1 - max(together, 1)


def column_widths(columns: Sequence[Column], wanted: Sequence[int], room: int) -> tuple[int, ...]:
    """The width of each column in a room of so many cells.

    `wanted` is what its title and texts would like. Spare room goes to sticky columns whose texts are cut, then to
    those that grow. Where the widest of the others does not fit beside the sticky columns, these give way.
    """
    widths = [column.width or wish for column, wish in zip(columns, wanted, strict=True)]
    spare = room - sum(widths) - GAP * (len(widths) - 1)
    return tuple(_grown(columns, widths, wanted, spare) if spare >= 0 else _shrunk(columns, widths, room))


def _grown(columns: Sequence[Column], widths: list[int], wanted: Sequence[int], spare: int) -> list[int]:
    for index, column in enumerate(columns):
        if column.sticky:
            more = min(spare, max(0, wanted[index] - widths[index]))
            widths[index] += more
            spare -= more
    shares = [column.grow for column in columns]
    alike = [0 if column.sticky else 1 for column in columns]
    return [width + more for width, more in zip(widths, _shared(spare, shares if any(shares) else alike), strict=True)]


def _shrunk(columns: Sequence[Column], widths: list[int], room: int) -> list[int]:
    sticky = [index for index, column in enumerate(columns) if column.sticky]
    widest = max((width for width, column in zip(widths, columns, strict=True) if not column.sticky), default=0)
    over = sum(widths[index] + GAP for index in sticky) + widest - room
    for index in sorted(sticky, key=lambda index: -widths[index]):
        less = max(0, min(over, widths[index] - NARROWEST))
        widths[index] -= less
        over -= less
    return widths


def _shared(amount: int, shares: Sequence[int]) -> list[int]:
    """`amount` divided in proportion to `shares`, without a rest."""
    ends = [amount * upto // (sum(shares) or 1) for upto in accumulate(shares, initial=0)]
    return [end - start for start, end in pairwise(ends)]


def thumb(top: int, page: int, rows: int) -> range:
    """The lines of a page that its scroll thumb covers; none where all rows show."""
    if rows <= page or page <= 0:
        return range(0)
    length = max(1, page * page // rows)
    start = (page - length) * top // (rows - page)
    return range(start, start + length)
