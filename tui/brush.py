"""How text in colours is written to a terminal with the fewest bytes: what pens, changes of them and moves cost.

Most of what is sent is colours. So a blank, which shows nothing of the colour of text, takes what is on; what a frame
ends with stays on until the next; and a frame is written colour by colour, not line by line, where that is shorter.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

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
LINED = frozenset("479")
"""Attributes that show on a blank, too: underline, reverse, strike."""
BRIDGE = 4
"""Unchanged cells in the colours at hand that are sent again, as a move over them would be as long."""

Place = tuple[int, int]
"""Line and column, from 1 on as terminals count."""
Piece = tuple[int, int, str, str]
"""Line, column, text and pen."""


class NotAPen(ValueError):
    """No attributes and colours as Textual writes them."""


@lru_cache(1024)
def pen_of(codes: str) -> frozenset[str]:
    """The attributes and colours of a pen, each as its SGR code; raises NotAPen where there are others."""
    match = PEN.fullmatch(f"{codes};" if codes else "")
    if not match:
        raise NotAPen(codes)
    return frozenset((*match[1].split(";"), match[2] or "", match[3] or "")) - {"", TEXT, GROUND}


@lru_cache(1024)
def look_of_blank(codes: str) -> str:
    """What a blank shows of a pen: its ground; all of it where there are lines in it. No letter looks like that."""
    pen = pen_of(codes)
    return codes if pen & LINED else " " + "".join(code for code in pen if _end_of(code) == GROUND)


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


class Brush:
    """Writes pieces with the shortest moves and changes of colour."""

    def __init__(self, place: Place | None, pen: str) -> None:
        self._place = place
        self._pen = pen
        self._pieces: list[Piece] = []
        self._sent: list[str] = []

    def draw(self, pieces: Sequence[Piece]) -> None:
        """Write pieces, in any order as long as none lies over another."""
        if pieces and self._pieces:
            y, x, text, _pen = self._pieces[-1]
            if pieces[0][:2] < (y, x + len(text)):
                self._write()
        self._pieces += pieces

    def copy(self, y: int, x: int, painted: str) -> None:
        """Write what is in colours already, and may take any number of cells: in its turn."""
        self._write()
        self.put_down()
        self._sent += (f"\x1b[{y};{x}H", painted)
        self._place = None

    def get_lost(self) -> None:
        """Know no longer where the cursor is, nor which pen is on."""
        self._write()
        self.put_down()
        self._place = None

    def put_down(self) -> None:
        """Go on with no pen."""
        self._sent.append(stroke(self._pen, ""))
        self._pen = ""

    def end(self, y: int, x: int) -> tuple[str, str]:
        """All that was written, the cursor left at a place, and the pen that is on then."""
        self._write()
        return "".join((*self._sent, _move(self._place, (y, x)))), self._pen

    def _write(self) -> None:
        """Write the pieces line by line, or those of one pen after those of another."""
        pens = dict.fromkeys((self._pen, *[pen for _y, _x, _text, pen in self._pieces]))
        turns = {pen: turn for turn, pen in enumerate(pens)}
        by_pen = sorted(self._pieces, key=lambda piece: turns[piece[3]])
        ways = map(self._way, (self._pieces, by_pen))
        sent, self._place, self._pen = min(ways, key=lambda way: len(way[0]))
        self._sent.append(sent)
        self._pieces = []

    def _way(self, pieces: Iterable[Piece]) -> tuple[str, Place | None, str]:
        """The pieces written in this order, and where and with which pen that ends."""
        sent, place, pen = [], self._place, self._pen
        for y, x, text, wanted in pieces:
            if place != (y, x):
                sent.append(_move(place, (y, x)))
            if wanted != pen and not (text.strip(" ") == "" and look_of_blank(wanted) == look_of_blank(pen)):
                sent.append(stroke(pen, wanted))
                pen = wanted
            sent.append(text)
            place = (y, x + len(text))
        return "".join(sent), place, pen


def _move(here: Place | None, there: Place) -> str:
    """The shortest move."""
    if here == there:
        return ""
    y, x = there
    if here is None or here[0] != y:
        return f"\x1b[{y};{x}H" if x > 1 else f"\x1b[{y}H"
    return f"\x1b[{x - here[1]}C" if x > here[1] else f"\r\x1b[{x - 1}C" if x > 1 else "\r"
