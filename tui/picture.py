"""The picture that a terminal shows, and the shortest way from it to the next.

Textual's frames are moves to a place, each followed by text in colours, the last one by none: there the cursor stays.
Whatever else is sent is passed on as it came. Of that, only what is known to leave the picture alone (modes of mouse
and keyboard, title, clipboard) does so; after anything else (the other screen, erasing, an image, a frame of another
form or for another size) the picture is forgotten, and what comes next is sent whole.

It is trusted that nobody else writes to the terminal, that whatever is written leaves no colours on, and that what
Unicode gives one cell takes one. Lines with other characters, on whose width terminals differ, are sent as they came,
and nothing is held to be known of them.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple
from unicodedata import category

from rich.cells import cell_len

BEGIN, END = "\x1b[?2026h", "\x1b[?2026l"
"""Between them the terminal holds its painting back."""
LONG = 512
"""Characters of a frame from which on they are worth sending: the terminal may read it in several pieces."""
ASIDE = re.compile(
    r"(?:\x07"
    r"|\x1b\[\?(?:7|25|100[0-6]|101[56]|2004|2026|2048)(?:[hl]|\$p)"
    r"|\x1b\[[<>=][\d;]*u"
    r"|\x1b\](?:0|2|22|52);[^\x00-\x1f\x7f-\x9f]*(?:\x07|\x1b\\))+"
)
"""What leaves picture and cursor alone: bell; modes of mouse and paste; the keyboard's; title, pointer, clipboard."""

MOVE = re.compile(r"\x1b\[(\d+);(\d+)H")
RUN = re.compile(r"\x1b\[([\d;]+)m([^\x00-\x1f\x7f-\x9f]*)\x1b\[0m|([^\x00-\x1f\x7f-\x9f]+)|\n+\Z")
"""Text in colours, or without; or the line feeds before the move to another line."""
PEN = re.compile(
    r"((?:[1-579];)*)"
    r"(?:(3[0-79]|9[0-7]|38;5;\d+|38;2;\d+;\d+;\d+);)?"
    r"(?:(4[0-79]|10[0-7]|48;5;\d+|48;2;\d+;\d+;\d+);)?"
)
"""Attributes, colour, and colour of the ground, in Textual's order."""
TEXT, GROUND = "39", "49"
"""The SGR codes that end a colour."""
ENDS = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "9": "29"}
"""And those that end an attribute."""
BRIDGE = 4
"""Unchanged cells in the colours at hand that are sent again, as a move over them would be as long."""
UNKNOWN = "\x00"
"""What a cell shows of which nothing is known: no text is equal to it."""

Place = tuple[int, int]
"""Line and column, from 1 on as terminals count."""


class NotAPicture(ValueError):
    """No frame of Textual's form and of the terminal's size."""


class Cells(NamedTuple):
    """Neighbouring cells of a line."""

    text: str
    """A character each."""
    pens: list[str]
    """The SGR codes of each, "" for none. Never changed in place: lines share them."""


@lru_cache(1024)
def pen_of(codes: str) -> frozenset[str]:
    """The attributes and colours of a pen, each as its SGR code; raises NotAPicture where there are others."""
    match = PEN.fullmatch(f"{codes};" if codes else "")
    if not match:
        raise NotAPicture(codes)
    return frozenset((*match[1].split(";"), match[2] or "", match[3] or "")) - {"", TEXT, GROUND}


@lru_cache(4096)
def stroke(codes: str, following: str) -> str:
    """The shortest SGR from one pen to the next."""
    old, new = pen_of(codes), pen_of(following)
    if old == new:
        return ""
    if not new:
        return "\x1b[m"
    ended = {_end_of(code) for code in old - new}
    begun = {code for code in new if code not in old or _end_of(code) in ended}
    replaced = {_end_of(code) for code in begun} & {TEXT, GROUND}
    changed, anew = (*sorted(ended - replaced), *sorted(begun)), ("0", *sorted(new))
    return min((f"\x1b[{';'.join(way)}m" for way in (changed, anew)), key=len)


def _end_of(code: str) -> str:
    return ENDS.get(code) or (TEXT if code[0] in "39" else GROUND)


@lru_cache(1024)
def cells_of(painted: str) -> Cells | None:
    """The cells of text in colours; None where terminals may not agree on how many there are.

    Raises NotAPicture where it is something else, or begins with a mark that would stand on another's character.
    """
    texts, pens, position = [], list[str](), 0
    for run in RUN.finditer(painted):
        if run.start() != position:
            break
        position = run.end()
        codes, coloured, plain = run.groups("")
        pen_of(codes)
        texts.append(coloured or plain)
        pens += [codes] * len(texts[-1])
    text = "".join(texts)
    if position != len(painted) or (text and not cell_len(text[0])):
        raise NotAPicture(painted)
    return Cells(text, pens) if text.isascii() or all(map(_is_one_cell, text)) else None


@lru_cache(4096)
def _is_one_cell(character: str) -> bool:
    """Marks combine, emoji and what lies near them are one cell or two."""
    return character < "\u3000" and cell_len(character) == 1 and category(character)[0] not in "CM"


class Brush:
    """Writes cells with the shortest moves and changes of colour; begins and ends with none."""

    def __init__(self, place: Place | None) -> None:
        self._place = place
        self._pen = ""
        self._sent: list[str] = []

    def draw(self, y: int, x: int, text: str, pens: Sequence[str]) -> None:
        """Write cells at a place."""
        self._move(y, x)
        for codes, run in groupby(range(len(text)), pens.__getitem__):
            indexes = list(run)
            self._sent += (stroke(self._pen, codes), text[indexes[0] : indexes[-1] + 1])
            self._pen = codes
        self._place = (y, x + len(text))

    def copy(self, y: int, x: int, painted: str) -> None:
        """Write what is in colours already, and may take any number of cells."""
        self._sent += (stroke(self._pen, ""), f"\x1b[{y};{x}H", painted)
        self._pen, self._place = "", None

    def end(self, y: int, x: int) -> str:
        """All that was written, the cursor left at a place."""
        self._sent.append(stroke(self._pen, ""))
        self._move(y, x)
        return "".join(self._sent)

    def _move(self, y: int, x: int) -> None:
        if self._place == (y, x):
            return
        if self._place and self._place[0] == y and self._place[1] < x:
            self._sent.append(f"\x1b[{x - self._place[1]}C")
        else:
            self._sent.append(f"\x1b[{y};{x}H" if x > 1 else f"\x1b[{y}H")
        self._place = (y, x)


class Picture:
    """What a terminal shows, as far as is known."""

    def __init__(self) -> None:
        self._lines: dict[int, Cells] = {}
        self._cursor: Place | None = None
        self._size = (0, 0)
        self._is_stale = False
        self._is_held = False

    def forget(self) -> None:
        """Know nothing from the next frame on; any thread and any signal handler may say so."""
        self._is_stale = True

    def pass_on(self, data: str, size: tuple[int, int]) -> str:
        """What of `data` must be sent to a terminal of `size` (columns, lines)."""
        if data in (BEGIN, END):
            self._is_held = data == BEGIN
            return ""
        if ASIDE.fullmatch(data):
            return data
        try:
            sent = self._difference(data, size)
        except NotAPicture:
            self.forget()
            sent = data
        return BEGIN + sent + END if self._is_held and len(sent) >= LONG else sent

    def _difference(self, frame: str, size: tuple[int, int]) -> str:
        head, *parts = MOVE.split(frame)
        if head or not parts or parts[-1]:
            raise NotAPicture(frame)
        if self._is_stale or size != self._size:
            self._is_stale, self._cursor, self._size = False, None, size
            self._lines.clear()
        brush = Brush(self._cursor)
        for line, column, painted in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
            self._paint(brush, int(line), int(column), painted)
        self._cursor = (int(parts[-3]), int(parts[-2]))
        return brush.end(*self._cursor)

    def _paint(self, brush: Brush, y: int, x: int, painted: str) -> None:
        columns, lines = self._size
        cells = cells_of(painted)
        shown = painted.rstrip("\n")
        scrolls = y + len(painted) - len(shown) > lines
        if min(y, x) < 1 or scrolls or (cells and x + len(cells.text) > columns + 1):
            raise NotAPicture(painted)
        if cells is None:
            self._lines.pop(y, None)
            brush.copy(y, x, shown)
            return
        for start, stop in self._changes(y, x - 1, cells):
            brush.draw(y, x + start, cells.text[start:stop], cells.pens[start:stop])

    def _changes(self, y: int, left: int, cells: Cells) -> list[tuple[int, int]]:
        """The spans of `cells`, after `left` others, that do not show yet; from now on they do."""
        text, pens = cells
        right = left + len(text)
        line = self._lines.get(y) or Cells(UNKNOWN * self._size[0], [""] * self._size[0])
        old = Cells(line.text[left:right], line.pens[left:right])
        if old == cells:
            return []
        self._lines[y] = Cells(line.text[:left] + text + line.text[right:], line.pens[:left] + pens + line.pens[right:])
        spans: list[tuple[int, int]] = []
        start, stop = 0, -BRIDGE - 1
        for index, (was, now, had, has) in enumerate(zip(old.text, text, old.pens, pens, strict=True)):
            if was == now and had == has:
                continue
            if index == stop or (index - stop <= BRIDGE and len(set(pens[stop - 1 : index])) == 1):
                spans.pop()
            else:
                start = index
            stop = index + 1
            spans.append((start, stop))
        return spans
