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
from collections.abc import Iterable
from functools import lru_cache
from operator import ne, or_
from typing import NamedTuple
from unicodedata import category

from rich.cells import cell_len

from tui.brush import BRIDGE, Brush, NotAPen, Piece, Place, look_of_blank, stroke

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
CHANGED, UNCHANGED = b"\1", bytes(BRIDGE + 1)
"""A cell that changed, and cells that did not and are worth a move over them."""
UNKNOWN = "\x00"
"""What a cell shows of which nothing is known: no text is equal to it."""

Run = tuple[int, int, str]
"""Cells of a line, from one up to another, that are written with a pen: SGR codes, "" for none."""


class NotAPicture(ValueError):
    """No frame of Textual's form and of the terminal's size."""


class Line(NamedTuple):
    """What neighbouring cells show."""

    text: str
    """A character each."""
    looks: list[str]
    """What shows of the pen of each. Never changed in place: lines share them."""


class Cells(NamedTuple):
    """Neighbouring cells of a line, and how they are written."""

    line: Line
    runs: list[Run]


@lru_cache(1024)
def cells_of(painted: str) -> Cells | None:
    """The cells of text in colours; None where terminals may not agree on how many there are.

    Raises NotAPicture where it is something else, or begins with a mark that would stand on another's character, and
    NotAPen where its colours are.
    """
    texts, looks, runs, position = [], list[str](), list[Run](), 0
    for run in RUN.finditer(painted):
        if run.start() != position:
            break
        position = run.end()
        codes, coloured, plain = run.groups("")
        start, blank, text = len(looks), look_of_blank(codes), coloured or plain
        texts.append(text)
        looks += [blank if character == " " else codes for character in text]
        if runs:
            begun, _stop, pen = runs[-1]
            if codes == pen or _alike(looks[start:], pen):
                runs[-1] = (begun, len(looks), pen)
                continue
            if _alike(looks[begun:start], codes):
                runs[-1] = (begun, len(looks), codes)
                continue
        runs.append((start, len(looks), codes))
    text = "".join(texts)
    if position != len(painted) or (text and not cell_len(text[0])):
        raise NotAPicture(painted)
    return Cells(Line(text, looks), runs) if text.isascii() or all(map(_is_one_cell, text)) else None


def _alike(looks: Iterable[str], pen: str) -> bool:
    """Whether cells that look so look the same written with that pen."""
    return {*looks} <= {pen, look_of_blank(pen)}


@lru_cache(4096)
def _is_one_cell(character: str) -> bool:
    """Marks combine, emoji and what lies near them are one cell or two."""
    return character < "\u3000" and cell_len(character) == 1 and category(character)[0] not in "CM"


class Picture:
    """What a terminal shows, as far as is known, and what it shall show next."""

    def __init__(self) -> None:
        self._lines: dict[int, Line] = {}
        self._wanted: dict[int, Line] = {}
        """Lines of frames that are held, in full: what nobody painted is as it was."""
        self._cursor: Place | None = None
        self._aim: Place | None = None
        """Where the cursor shall be."""
        self._pen = ""
        self._late: Brush | None = None
        """With what the frames that are held will be written."""
        self.size = (0, 0)
        """Columns and lines of the newest frame."""
        self._is_stale = False
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
            self._take_in(data, size, hold=hold)
        except (NotAPicture, NotAPen):
            self.forget()
            held = self._ended() if self._late else ""
            sent, self._pen, self._late = held + stroke(self._pen, "") + data, "", None
            return self._in_one_piece(sent)
        return "" if hold else self.release()

    def release(self) -> str:
        """What must be sent of the frames that were held."""
        return self._in_one_piece(self._ended()) if self._late else ""

    def drop(self) -> None:
        """Leave out what is held: it need not show any more. Which pen is on stays known."""
        self._wanted.clear()
        self._late = None

    @property
    def is_complete(self) -> bool:
        """Whether what is held has every line, and each is as it shows already."""
        lines = range(1, self.size[1] + 1)
        return all(y in self._wanted and self._wanted[y] == self._lines.get(y) for y in lines)

    def frame(self) -> str:
        """All that shows, as a frame that paints it anew; "" where that is not known of every cell."""
        shown = [self._lines.get(y) for y in range(1, self.size[1] + 1)]
        is_known = not self._is_stale and not self._late and self._cursor is not None
        if not is_known or not all(line and UNKNOWN not in line.text for line in shown):
            return ""
        painted = [f"\x1b[{y};1H{_in_colours(line)}" for y, line in enumerate(shown, 1) if line]
        return "".join([*painted, "\x1b[{};{}H".format(*self._cursor or (1, 1))])

    def _in_one_piece(self, sent: str) -> str:
        return BEGIN + sent + END if self._can_hold_painting and len(sent) >= LONG else sent

    def _ended(self) -> str:
        """All that was taken in and not sent yet."""
        assert self._late is not None
        assert self._aim is not None
        self._draw_wanted(self._late)
        sent, self._pen = self._late.end(*self._aim)
        self._cursor, self._late = self._aim, None
        return sent

    def _take_in(self, frame: str, size: tuple[int, int], *, hold: bool) -> None:
        head, *parts = MOVE.split(frame)
        if head or not parts or parts[-1]:
            raise NotAPicture(frame)
        places = [(int(line), int(column)) for line, column in zip(parts[::3], parts[1::3], strict=True)]
        strokes = [
            (place, painted, _fitting(place, painted, size)) for place, painted in zip(places, parts[2::3], strict=True)
        ]
        if self._is_stale or size != self.size:
            self._lose_all(size)
        if self._late is None:
            self._late, self._aim = Brush(self._cursor, self._pen), self._cursor or (1, 1)
            if self._cursor is None:
                self._late.put_down()
        merges = hold or bool(self._wanted)
        for (y, x), painted, cells in strokes:
            self._paint(self._late, y, x, painted, cells, merges=merges)
        self._aim = places[-1]

    def _lose_all(self, size: tuple[int, int]) -> None:
        """Know nothing; what is held for another size shall not show any more."""
        if size != self.size:
            self.drop()
        elif self._late:
            self._late.get_lost()
        self._is_stale, self.size, self._cursor = False, size, None
        self._lines.clear()

    def _paint(self, brush: Brush, y: int, x: int, painted: str, cells: Cells | None, *, merges: bool) -> None:
        if cells is None:
            self._draw_wanted(brush)
            self._lines.pop(y, None)
            brush.copy(y, x, painted.rstrip("\n"))
        elif merges:
            self._wanted[y] = _over(self._wanted.get(y) or self._line(y), x, cells.line)
        else:
            brush.draw(self._changes(y, x, cells))

    def _draw_wanted(self, brush: Brush) -> None:
        for y, line in self._wanted.items():
            brush.draw(self._changes(y, 1, Cells(line, _runs_of(line))))
        self._wanted.clear()

    def _line(self, y: int) -> Line:
        return self._lines.get(y) or Line(UNKNOWN * self.size[0], [""] * self.size[0])

    def _changes(self, y: int, x: int, cells: Cells) -> list[Piece]:
        """What of `cells` from a place on does not show yet; from now on it does."""
        (text, looks), runs = cells
        line = self._line(y)
        was, had = line.text[x - 1 : x - 1 + len(text)], line.looks[x - 1 : x - 1 + len(text)]
        if was == text and had == looks:
            return []
        self._lines[y] = _over(line, x, cells.line)
        changed = bytes(map(or_, map(ne, was, text), map(ne, had, looks)))
        return [(y, x + start, text[start:stop], pen) for start, stop, pen in _spans(changed, runs)]


def _fitting(place: Place, painted: str, size: tuple[int, int]) -> Cells | None:
    """The cells of what is painted at a place. Raises NotAPicture where it is none, or leaves the terminal."""
    (y, x), (columns, lines) = place, size
    cells = cells_of(painted)
    scrolls = y + len(painted) - len(painted.rstrip("\n")) > lines
    if min(place) < 1 or scrolls or (cells and x + len(cells.line.text) > columns + 1):
        raise NotAPicture(painted)
    return cells


def _over(line: Line, x: int, part: Line) -> Line:
    """`line` with `part` over it, from a column on."""
    left, right = x - 1, x - 1 + len(part.text)
    return Line(line.text[:left] + part.text + line.text[right:], line.looks[:left] + part.looks + line.looks[right:])


def _spans(changed: bytes, runs: Iterable[Run]) -> list[Run]:
    """The parts of `runs` that changed, and what lies between two of them where a move over it is as long."""
    spans: list[Run] = []
    end = behind = -1
    for start, stop, pen in runs:
        first = changed.find(CHANGED, start, stop)
        if behind == start and 0 <= first <= end + BRIDGE:
            spans[-1] = (spans[-1][0], start, spans[-1][2])
            first = start
        while first >= 0:
            gap = changed.find(UNCHANGED, first, stop)
            end = changed.rfind(CHANGED, first, stop) + 1 if gap < 0 else gap
            spans.append((first, end, pen))
            first = -1 if gap < 0 else changed.find(CHANGED, gap, stop)
            behind = stop
    return spans


def _pen_of_look(look: str) -> str:
    """A pen that gives a cell this look."""
    return look.removeprefix(" ")


def _runs_of(line: Line) -> list[Run]:
    """How to write the cells of a line that are known, with few changes of pen."""
    runs: list[Run] = []
    for index, (character, look) in enumerate(zip(line.text, line.looks, strict=True)):
        if character == UNKNOWN:
            continue
        start, stop, pen = runs[-1] if runs else (0, -1, "")
        if stop == index and _alike([look], pen):
            runs[-1] = (start, index + 1, pen)
        else:
            runs.append((index, index + 1, _pen_of_look(look)))
    return runs


def _in_colours(line: Line) -> str:
    """A line as Textual writes it."""
    pieces = [(pen, line.text[start:stop]) for start, stop, pen in _runs_of(line)]
    return "".join(f"\x1b[{pen}m{text}\x1b[0m" if pen else text for pen, text in pieces)
