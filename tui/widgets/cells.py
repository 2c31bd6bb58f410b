"""What a table shows, as plain values, and how a text gets into a given number of cells."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, Protocol

from rich.cells import cell_len, split_text
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.ward import names
from tui.widgets.bars import Run

Key = str | int
"""What a row is known by: a group's code, an indicator's key."""
Align = Literal["left", "right", "center"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column as a screen wants it."""

    key: str
    title: str
    """May have two lines."""
    width: int = 0
    """In cells; 0 is as wide as its title and a sample of its texts."""
    align: Align = "left"
    """What does not fit is cut; but digits at the right are a number, and half a number is another one: "####"."""
    sticky: bool = False
    """Stays at the left whatever is scrolled; sticky columns come first."""
    grow: int = 0
    """Its share of the room that a wide screen leaves; where none has one, those that are not sticky share alike."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows: a text in a role, or several runs of them.

    Roles are "" and good, on-pace, warn, bad, muted, strong, bar; the grid has a component class for each.
    """

    text: str
    style: str = ""
    runs: tuple[Run, ...] = ()

    @property
    def parts(self) -> tuple[Run, ...]:
        """Its runs, whichever way it was made."""
        return self.runs or ((self.text, self.style),)

    @property
    def plain(self) -> str:
        """Its text without roles."""
        return "".join(text for text, _role in self.parts)


class Rows(Protocol):
    """Where a table takes its cells from; asked only for what shows."""

    def __len__(self) -> int: ...

    def key(self, row: int) -> Key:
        """What the row is known by, wherever it stands."""

    def cell(self, row: int, column: str) -> Cell:
        """The cell of a row in the column of that key."""


class CellRows:
    """Rows kept in memory: for each a key, and cells by column; a column that is not there is blank."""

    def __init__(self, rows: Iterable[tuple[Key, Mapping[str, Cell]]] = ()) -> None:
        self._rows = list(rows)

    def __len__(self) -> int:
        return len(self._rows)

    def key(self, row: int) -> Key:
        """The key given with it."""
        return self._rows[row][0]

    def cell(self, row: int, column: str) -> Cell:
        """The cell given for that column."""
        return self._rows[row][1].get(column, BLANK)


BLANK = Cell("")
NO_ROWS = CellRows()


def printable(text: str) -> str:
    """`text` in NFC, without what a terminal obeys, and without the sign that makes ⚠ two cells here and one there."""
    return text if text.isascii() and text.isprintable() else names.clean(text).replace("\ufe0f", "")


@lru_cache(maxsize=8192)
def fit(parts: tuple[Run, ...], width: int, align: Align) -> tuple[Run, ...]:
    """`parts` in exactly `width` cells, padded with blanks of no role, or cut as `Column.align` says."""
    parts = tuple([(shown, role) for text, role in parts if (shown := printable(text))])
    spare = width - _length(parts)
    if spare < 0:
        parts = _cut(parts, width, align)
        spare = width - _length(parts)
    if not spare:
        return parts
    before = {"left": 0, "right": spare, "center": spare // 2}[align]
    left, right = ((" " * before, ""),), ((" " * (spare - before), ""),)
    return (left if before else ()) + parts + (right if before < spare else ())


def _length(parts: Iterable[Run]) -> int:
    return sum([cell_len(text) for text, _role in parts])


def _cut(parts: Sequence[Run], width: int, align: Align) -> tuple[Run, ...]:
    """As much of `parts`, which are too long, as goes into `width` cells with "…" behind it; of a number nothing."""
    if width <= 0:
        return ()
    if align == "right" and any(map(str.isdecimal, "".join(text for text, _role in parts))):
        return (("#" * width, parts[-1][1]),)
    kept: list[Run] = []
    room = width - 1
    for text, role in parts:
        if cell_len(text) > room:
            kept.append((split_text(text, room)[0].rstrip() + "…", role))
            break
        kept.append((text, role))
        room -= cell_len(text)
    return tuple(kept)


@lru_cache(maxsize=1024)
def _same_blank(one: Style, other: Style) -> bool:
    """Whether a blank looks alike in both styles."""
    lined = any(style.reverse or style.underline or style.strike for style in (one, other))
    return not lined and one.bgcolor == other.bgcolor


def joined(runs: Iterable[tuple[str, Style]], width: int) -> Strip:
    """A strip of `width` cells, which `runs` must have, with one segment per run of one style.

    Blanks go with whatever is beside them and looks the same.
    """
    segments: list[Segment] = []
    text, style = "", Style.null()
    for piece, wanted in runs:
        if not text:
            text, style = piece, wanted
        elif wanted is style or (piece.isspace() and _same_blank(wanted, style)):
            text += piece
        elif text.isspace() and _same_blank(wanted, style):
            text, style = text + piece, wanted
        else:
            segments.append(Segment(text, style))
            text, style = piece, wanted
    return Strip([*segments, Segment(text, style)], width)
