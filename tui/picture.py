"""The picture that a terminal shows, and the shortest way from it to the next.

Textual's frames are moves to a place, each followed by text in colours, the last one by none: there the cursor stays.
Whatever else is sent is passed on as it came. Of that, only what is known to leave the picture alone (modes of mouse
and keyboard, title, clipboard) does so; after anything else (the other screen, erasing, an image, a frame of another
form or for another size) the picture is forgotten, and what comes next is sent whole.

A frame can be held: it is taken in, and what it changes is sent with a later one. So a line gets no more pictures than
it takes, and always the newest.

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


class Painted(NamedTuple):
    """What a frame paints at one place."""

    y: int
    x: int
    text: str
    """As it came, without the line feeds at its end."""
    cells: Cells | None
    """None where terminals may not agree on how many there are."""


class Brush:
    """Writes cells with the shortest moves and changes of colour; begins and ends with none."""

    def __init__(self) -> None:
        self._place: Place | None = None
        self._pen = ""
        self._sent: list[str] = []

    def lose_its_place(self) -> None:
        """Know no longer where the terminal's cursor is."""
        self._place = None

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
        """All that was written since the last end, the cursor left at a place."""
        self._sent.append(stroke(self._pen, ""))
        self._pen = ""
        self._move(y, x)
        sent, self._sent = "".join(self._sent), []
        return sent

    def _move(self, y: int, x: int) -> None:
        if self._place == (y, x):
            return
        if self._place and self._place[0] == y and self._place[1] < x:
            self._sent.append(f"\x1b[{x - self._place[1]}C")
        else:
            self._sent.append(f"\x1b[{y};{x}H" if x > 1 else f"\x1b[{y}H")
        self._place = (y, x)


class Picture:
    """What a terminal shows, as far as is known, and what it shall show next."""

    def __init__(self) -> None:
        self._shown: dict[int, Cells] = {}
        self._wanted: dict[int, Cells] = {}
        """Lines that shall show and were not sent yet, in full: what nobody painted is as it was."""
        self._cursor: Place = (1, 1)
        """Where the cursor shall be."""
        self._brush = Brush()
        self._size = (0, 0)
        self._is_stale = True
        self._can_hold_painting = False

    def forget(self) -> None:
        """Know nothing from the next frame on; any thread and any signal handler may say so."""
        self._is_stale = True

    def pass_on(self, data: str, size: tuple[int, int], *, hold: bool = False) -> str:
        """What of `data` must be sent to a terminal of `size` (columns, lines).

        To `hold` a frame is to take it in and send nothing of it: whichever frame is sent next, or `release`, sends the
        difference that all of them make together.
        """
        if data in (BEGIN, END):
            self._can_hold_painting = True
            return ""
        if ASIDE.fullmatch(data):
            return data
        try:
            self._take_in(data, size)
        except NotAPicture:
            self.forget()
            return self._in_one_piece(self._ended() + data)
        return "" if hold else self.release()

    def release(self) -> str:
        """What must be sent of the frames that were held."""
        return self._in_one_piece(self._ended())

    @property
    def is_complete(self) -> bool:
        """Whether what is held has every line, and each is as it shows already."""
        lines = range(1, self._size[1] + 1)
        return all(y in self._wanted and self._wanted[y] == self._shown.get(y) for y in lines)

    def frame(self) -> str:
        """All that shows, as a frame that paints it anew; "" where that is not known of every cell."""
        shown = [self._shown.get(y) for y in range(1, self._size[1] + 1)]
        if self._is_stale or self._wanted or not all(line and UNKNOWN not in line.text for line in shown):
            return ""
        painted = [f"\x1b[{y};1H{_in_colours(line)}" for y, line in enumerate(shown, 1) if line]
        return "".join([*painted, "\x1b[{};{}H".format(*self._cursor)])

    def _in_one_piece(self, sent: str) -> str:
        return BEGIN + sent + END if self._can_hold_painting and len(sent) >= LONG else sent

    def _ended(self) -> str:
        self._draw_wanted()
        return self._brush.end(*self._cursor) if self._size != (0, 0) else ""

    def _take_in(self, frame: str, size: tuple[int, int]) -> None:
        head, *parts = MOVE.split(frame)
        if head or not parts or parts[-1]:
            raise NotAPicture(frame)
        painted = [
            _painted(int(line), int(column), text, size)
            for line, column, text in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
        ]
        if self._is_stale or size != self._size:
            if size != self._size:
                self._wanted.clear()
            self._is_stale, self._size = False, size
            self._brush.lose_its_place()
            self._shown.clear()
        for each in painted:
            self._want(each)
        self._cursor = (int(parts[-3]), int(parts[-2]))

    def _want(self, painted: Painted) -> None:
        y, x, text, cells = painted
        if cells is None:
            self._draw_wanted()
            self._shown.pop(y, None)
            self._brush.copy(y, x, text)
            return
        line = self._line(y)
        left, right = x - 1, x - 1 + len(cells.text)
        self._wanted[y] = Cells(
            line.text[:left] + cells.text + line.text[right:], line.pens[:left] + cells.pens + line.pens[right:]
        )

    def _line(self, y: int) -> Cells:
        """A line as it shall show so far."""
        columns = self._size[0]
        return self._wanted.get(y) or self._shown.get(y) or Cells(UNKNOWN * columns, [""] * columns)

    def _draw_wanted(self) -> None:
        """Write all that shall show and does not; from now on it does."""
        for y, wanted in self._wanted.items():
            for start, stop in self._changes(y, wanted):
                self._brush.draw(y, start + 1, wanted.text[start:stop], wanted.pens[start:stop])
            self._shown[y] = wanted
        self._wanted.clear()

    def _changes(self, y: int, wanted: Cells) -> list[tuple[int, int]]:
        """The spans of a line that do not show yet."""
        text, pens = wanted
        old = self._shown.get(y) or Cells(UNKNOWN * len(text), [""] * len(text))
        if old == wanted:
            return []
        spans: list[tuple[int, int]] = []
        start, stop = 0, -BRIDGE - 1
        for index, (was, now, had, has) in enumerate(zip(old.text, text, old.pens, pens, strict=True)):
            if was == now and had == has:
                continue
            is_near = index - stop <= BRIDGE and UNKNOWN not in text[stop:index]
            if index == stop or (is_near and len(set(pens[stop - 1 : index])) == 1):
                spans.pop()
            else:
                start = index
            stop = index + 1
            spans.append((start, stop))
        return spans


def _painted(y: int, x: int, text: str, size: tuple[int, int]) -> Painted:
    """Raises NotAPicture where it is none, or leaves the terminal."""
    columns, lines = size
    cells = cells_of(text)
    shown = text.rstrip("\n")
    scrolls = y + len(text) - len(shown) > lines
    if min(y, x) < 1 or scrolls or (cells and x + len(cells.text) > columns + 1):
        raise NotAPicture(text)
    return Painted(y, x, shown, cells)


def _in_colours(cells: Cells) -> str:
    """Cells as Textual writes them."""
    text, pens = cells
    runs = [(codes, list(run)) for codes, run in groupby(range(len(text)), pens.__getitem__)]
    shown = [(codes, text[run[0] : run[-1] + 1]) for codes, run in runs]
    return "".join(f"\x1b[{codes}m{piece}\x1b[0m" if codes else piece for codes, piece in shown)
