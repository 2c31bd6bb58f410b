"""The app with the driver that sends what changed, beside itself with Textual's own: the same to see, for less."""

import signal
from collections.abc import Callable, Iterator
from functools import partial
from time import perf_counter

import pytest

from tests.terminal.conftest import FIRST_FIGURE, Opener
from tests.terminal.pseudo import (
    DOWN,
    END,
    ENTER,
    ESCAPE,
    F1,
    F3,
    F5,
    F9,
    HOME,
    PAGE_DOWN,
    RIGHT,
    TAB,
    Arrival,
    Terminal,
)

CTRL_C, CTRL_L, CTRL_P, CTRL_R = "\x03", "\x0c", "\x10", "\x12"
SIZE = (120, 36)

WALK = (
    *("2", DOWN, RIGHT, PAGE_DOWN, END, HOME, ENTER, RIGHT, ESCAPE),
    *("3", DOWN, TAB, PAGE_DOWN, "4", RIGHT, TAB, DOWN, "5", DOWN, TAB, PAGE_DOWN, "7", DOWN, "1", DOWN),
    *(F1, DOWN, ESCAPE, F3, "n", "g", "h", DOWN, ESCAPE, F9, DOWN, DOWN, ESCAPE),
    *(CTRL_L, CTRL_C, "2", CTRL_L, F5, RIGHT, F5),
)
SIZES = ((80, 24), (150, 45), SIZE)


class Pair:
    """The app in two terminals, in one of them with Textual's driver."""

    def __init__(self, plain: Terminal, thrifty: Terminal) -> None:
        self.plain, self.thrifty = plain, thrifty

    def __iter__(self) -> Iterator[Terminal]:
        return iter((self.plain, self.thrifty))

    def type(self, *keys: str) -> None:
        """Type in both what has an answer; they show the same then."""
        self._answered(lambda terminal: terminal.type(*keys))

    def resize(self, *sizes: tuple[int, int]) -> None:
        """Another size for both, perhaps by way of others; they show the same at the last one."""

        def resize(terminal: Terminal) -> None:
            for size in sizes:
                terminal.resize(*size)

        self._answered(resize)

    def _answered(self, act: Callable[[Terminal], None]) -> None:
        before = [len(terminal.raw) for terminal in self]
        for terminal in self:
            act(terminal)
        for terminal, sent in zip(self, before, strict=True):
            terminal.wait_until(partial(_has_sent_more, terminal, sent), what="an answer")
        self.settle()

    def settle(self) -> None:
        """Wait until both have nothing more to say and show the same."""
        for terminal in self:
            terminal.settle(quiet=0.08)
        try:
            self.thrifty.wait_until(self._agree)
        except AssertionError as error:
            raise AssertionError(self._differences()) from error

    def _agree(self) -> bool:
        self.plain.read(0)
        return self.plain.cells == self.thrifty.cells

    def _differences(self) -> str:
        rows = zip(self.plain.cells, self.thrifty.cells, strict=True)
        return "\n".join(
            f"{line},{column}: {right} came as {wrong}"
            for line, row in enumerate(rows)
            for column, (right, wrong) in enumerate(zip(*row, strict=True))
            if right != wrong
        )


def _has_sent_more(terminal: Terminal, before: int) -> bool:
    return len(terminal.raw) > before


def _shows(terminal: Terminal, text: str) -> bool:
    return terminal.text == text


def _is_in_the_background(terminal: Terminal) -> bool:
    return 1049 not in terminal.modes


@pytest.fixture
def pair(open_app: Opener) -> Pair:
    opened = Pair(open_app(size=SIZE, GIAOBAN_DRIVER="plain"), open_app(size=SIZE))
    for terminal in opened:
        terminal.wait_for(FIRST_FIGURE)
    opened.settle()
    return opened


def test_every_screen_is_the_same_cell_by_cell_for_less_than_half(pair: Pair) -> None:
    for key in WALK:
        pair.type(key)
    sent = [len(terminal.raw) for terminal in pair]
    assert sent[1] < 0.5 * sent[0]


def test_at_every_size(pair: Pair) -> None:
    for key in ("3", F3):
        pair.type(key)
    for size in SIZES:
        pair.resize(size)
    pair.resize(*SIZES[:-1])
    pair.resize(SIZE)


def disturb(terminal: Terminal) -> None:
    """Another program writes to the terminal."""
    noise = b"\x1b[3;5H\x1b[31mThe system is going down\r\n\n\x1b[m\x1b[12;1H\x1b[J"
    terminal.arrivals.append(Arrival(perf_counter(), noise))


@pytest.mark.parametrize("keys", [(CTRL_R,), pytest.param((CTRL_P, "ve lai", ENTER), marks=pytest.mark.long)])
def test_it_is_redrawn_after_a_disturbance(pair: Pair, keys: tuple[str, ...]) -> None:
    pair.type("2")
    disturb(pair.thrifty)
    assert pair.thrifty.cells != pair.plain.cells
    for key in keys:
        for terminal in pair:
            terminal.type(key)
            terminal.settle()
    pair.settle()


def test_it_comes_back_from_the_background(pair: Pair) -> None:
    pair.type("2")
    pair.type(DOWN)
    before = pair.plain.text
    for terminal in pair:
        terminal.signal(signal.SIGTSTP)
        terminal.wait_until(partial(_is_in_the_background, terminal))
        terminal.settle()
        disturb(terminal)
        terminal.signal(signal.SIGCONT)
        terminal.wait_until(partial(_shows, terminal, before))
    pair.settle()
