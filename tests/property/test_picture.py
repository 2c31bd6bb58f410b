"""Whatever is painted in whatever order, a terminal shows the same for what is sent as for what was written."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import pyte
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tests.terminal.pseudo import as_seen
from tui.picture import Picture

SLACK = 8
"""Bytes that a frame may be longer than Textual's: the cursor's way back over what was not written."""

LETTERS = [*"abc 12-", "ổ", "ữ", "đ", "Đ", "▲", "●", "█", "─", "\u00a0", "…"]
DOUBTFUL = ["日", "e\u0301", "o\u031b\u0323", "👍", "👩\u200d👩", "⚠\ufe0f", "ก็", "\u00ad", "\u200b", "🇻🇳"]
STYLES = [
    Style.parse(style)
    for style in (
        *("", "bold", "reverse", "underline", "italic strike", "bold italic underline", "default on default"),
        *("#1f2328 on #ffffff", "#ffffff on #274e78", "bold #1f2328 on #ffffff", "underline #1e6b2e on #ffffff"),
        *("red", "on blue", "bright_red on bright_blue", "bold color(200) on color(17)", "bold on #ffffff"),
    )
]
CONSOLE = Console(color_system="truecolor", force_terminal=True)
UNKNOWN_TO_PYTE = re.compile(r"\x1b\[[<>][\d;]*u|\x1b\[\?[\d;]+\$p|\x1bP.*?\x1b\\")

Size = tuple[int, int]
"""Columns and lines."""


class Step(NamedTuple):
    """Something written."""

    data: str
    size: Size
    """What the app takes the terminal's size for."""
    real: Size
    """What it is."""


def row(segments: Sequence[Segment], width: int) -> str:
    return Strip(segments).crop(0, width).render(CONSOLE)


def whole_row(segments: Sequence[Segment], width: int) -> str:
    return Strip(segments).crop_extend(0, width, None).render(CONSOLE)


def segments_of(letters: Sequence[str], most: int) -> st.SearchStrategy[list[Segment]]:
    texts = st.lists(st.sampled_from(letters), max_size=most).map("".join)
    return st.lists(st.builds(Segment, texts, st.sampled_from(STYLES), st.none()), max_size=4)


sure = segments_of(LETTERS, 12)
any_segments = sure | segments_of(LETTERS + DOUBTFUL, 6)
sizes = st.tuples(st.integers(1, 24), st.integers(1, 5))
others = st.sampled_from(
    [
        *("\x07", "\x1b[?25l", "\x1b[?1000h", "\x1b[?2026$p", "\x1b[>25u", "\x1b]52;c;YQ==\x07", "\x1b]22;text\x07"),
        *(
            "\x1b[2J",
            "\x1b[K",
            "\x1b[31mred\x1b[0m",
            "over\nthere",
            "\x1bPq#0\x1b\\",
            "\x1b[1;1H\x1b[L",
            "\x1b[3;3Hout",
        ),
    ]
)


@st.composite
def frames(draw: st.DrawFn, size: Size, *, whole: bool = False) -> str:
    """Runs of text here and there, as widgets that change; or every cell, as a screen that is laid out."""
    columns, lines = size
    anywhere = st.tuples(st.integers(0, lines - 1), st.integers(0, columns - 1))
    places = [(line, 0) for line in range(lines)] if whole else sorted(draw(st.lists(anywhere, min_size=1, max_size=6)))
    painted = []
    for (line, column), (later, _) in pairwise([*places, (lines, 0)]):
        text = whole_row(draw(sure), columns) if whole else row(draw(any_segments), columns - column)
        painted.append(f"\x1b[{line + 1};{column + 1}H{text}" + "\n" * (line < later < lines))
    cursor = draw(st.tuples(st.integers(1, lines), st.integers(1, columns)))
    return "".join(painted) + "\x1b[{};{}H".format(*cursor)


@st.composite
def sessions(draw: st.DrawFn) -> list[Step]:
    """Frames, some of them again, and things that are none.

    When the terminal becomes another size, the app may paint a little for the old one, and then everything anew.
    """
    size = draw(sizes)
    steps = [Step(draw(frames(size, whole=True)), size, size)]
    for _ in range(draw(st.integers(1, 8))):
        if draw(st.integers(0, 7)) == 0:
            old, size = size, draw(sizes)
            steps += [Step(draw(frames(old)), old, size) for _ in range(draw(st.integers(0, 2)))]
            steps.append(Step(draw(frames(size, whole=True)), size, size))
        again = st.sampled_from([step.data for step in steps if step.size == size])
        steps.append(Step(draw(again | frames(size) | frames(size, whole=True) | others), size, size))
    return steps


class Terminal:
    """A terminal that does not wrap lines, as Textual tells it."""

    def __init__(self, size: Size) -> None:
        self.screen = pyte.Screen(*size)
        self._stream = pyte.Stream(self.screen)
        self._stream.feed("\x1b[?7l")

    @property
    def size(self) -> Size:
        """Columns and lines."""
        return self.screen.columns, self.screen.lines

    def resize(self, size: Size) -> None:
        """Another size; nobody knows what it shows then."""
        self.screen.resize(size[1], size[0])

    def show(self, data: str) -> None:
        """Write to it."""
        self._stream.feed(UNKNOWN_TO_PYTE.sub("", data))

    @property
    def seen(self) -> tuple[list[list[pyte.screens.Char]], int, int]:
        """Every cell, with what shows of its colours and attributes, and the cursor."""
        columns, lines = self.size
        cells = [[as_seen(self.screen.buffer[line][column]) for column in range(columns)] for line in range(lines)]
        return cells, self.screen.cursor.y, self.screen.cursor.x


def resize(step: Step, picture: Picture, *terminals: Terminal) -> None:
    """The terminals become another size, if the step says so; the picture is told, as by the driver."""
    if any(terminal.size != step.real for terminal in terminals):
        for terminal in terminals:
            terminal.resize(step.real)
        picture.forget()


@given(sessions())
def test_the_terminal_shows_the_same_for_no_more_bytes(steps: list[Step]) -> None:
    picture = Picture()
    plain, thrifty = Terminal(steps[0].real), Terminal(steps[0].real)
    for step in steps:
        resize(step, picture, plain, thrifty)
        sent = picture.pass_on(step.data, step.size)
        plain.show(step.data)
        thrifty.show(sent)
        assert step.size != step.real or thrifty.seen == plain.seen
        assert len(sent.encode()) <= len(step.data.encode()) + SLACK


@given(sizes.flatmap(lambda size: st.tuples(st.just(size), frames(size, whole=True))))
def test_what_shows_is_not_sent_again(framed: tuple[Size, str]) -> None:
    size, frame = framed
    picture = Picture()
    picture.pass_on(frame, size)
    assert picture.pass_on(frame, size) == ""


@given(sessions(), st.data())
def test_what_is_held_shows_once_it_is_released(steps: list[Step], data: st.DataObject) -> None:
    picture = Picture()
    plain, thrifty = Terminal(steps[0].real), Terminal(steps[0].real)
    for step in steps:
        resize(step, picture, plain, thrifty)
        plain.show(step.data)
        thrifty.show(picture.pass_on(step.data, step.size, hold=data.draw(st.booleans())))
    thrifty.show(picture.release())
    assert steps[-1].size != steps[-1].real or thrifty.seen == plain.seen
    assert picture.release() == ""


@given(sizes.flatmap(lambda size: st.tuples(st.just(size), frames(size, whole=True), frames(size))))
def test_all_that_shows_is_a_frame_of_its_own(framed: tuple[Size, str, str]) -> None:
    size, *shown = framed
    picture, anew = Picture(), Picture()
    first, second = Terminal(size), Terminal(size)
    for each in shown:
        first.show(picture.pass_on(each, size))
    if frame := picture.frame():
        second.show(anew.pass_on(frame, size))
        assert second.seen == first.seen
        assert anew.frame() == frame
        assert picture.pass_on(frame, size) == ""
