"""What all measurements share: programs in terminals, timed from outside, in rounds that take turns.

A figure is worth something only beside another of the same run: the same machine is slower an hour later. So each line
of a table names what it is held against, and the ratio is what the goals (design, section 8) speak of.
"""

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from typing import NamedTuple, TypeVar

from tests.terminal.pseudo import Arrival, Terminal
from tui.store.cache import FRESH_NS

Result = TypeVar("Result")

SIZE = (120, 40)
FRAME_GAP = 0.015
"""Seconds of silence that end the first burst of an answer: the frame somebody waits for."""


KEPT_AFTER = 1.5
"""Seconds of quiet after which the app has kept what the next start uses."""


class Line(NamedTuple):
    """A measurement: what, how much, against what, and the goal."""

    what: str
    value: float
    unit: str = "ms"
    against: str = ""
    base: float | None = None
    goal: float | None = None
    """The ratio to reach; without a base, the value itself."""

    def __str__(self) -> str:
        ratio = self.value / self.base if self.base else None
        held = self.value if ratio is None else ratio
        verdict = "" if self.goal is None else "met" if held <= self.goal else "MISSED"
        return (
            f"{self.what:44} {_number(self.value):>9} {self.unit:5}"
            f" {self.against:21} {'' if self.base is None else _number(self.base):>9}"
            f" {'' if ratio is None else format(ratio, '.2f'):>7}"
            f" {'' if self.goal is None else format(self.goal, ',g'):>7} {verdict}"
        ).rstrip()


HEADER = f"{'':44} {'median':>9} {'':5} {'against':21} {'':>9} {'ratio':>7} {'goal':>7}"


class Program(NamedTuple):
    """A program to open, and what its first figure looks like."""

    command: Sequence[str]
    expect: str
    env: Mapping[str, str] = {}
    before: Callable[[], None] = lambda: None
    """Done before each start."""


class Opening(NamedTuple):
    """How one start went: milliseconds from the start to the first figure, and to quiet, as the terminal sees it."""

    figure: float
    quiet: float
    work: float
    """Milliseconds of processor until then, of all threads: what a busy machine changes least."""
    sent: float
    resident: float
    """Megabytes at the highest."""
    private: float
    """Megabytes that no other process shares: what one more session costs."""
    idle: float
    """Bytes sent in a second and a half of nobody doing anything."""


class Answer(NamedTuple):
    """What came of a key: milliseconds to the end of the first frame and to the last byte, of processor, and bytes."""

    frame: float
    last: float
    work: float
    sent: float


def visidata(file: Path, expect: str) -> Program:
    """VisiData on a table."""
    return Program([str(Path(sys.executable).with_name("vd")), str(file)], expect)


def open_program(program: Program, kind: type[Terminal] = Terminal) -> Terminal:
    """Open it in a terminal of that kind, and wait for its first figure."""
    program.before()
    terminal = kind.start(program.command, SIZE, program.env)
    terminal.wait_until(lambda: program.expect.encode() in terminal.raw, what=program.expect)
    return terminal


def prepare(program: Program) -> None:
    """Let the app keep what it keeps for its next start: nothing of files that somebody has just changed."""
    for pause in (FRESH_NS / 10**9, 0):
        with open_program(program) as terminal:
            terminal.settle(KEPT_AFTER)
        sleep(pause)


def opening(program: Program, kind: type[Terminal] = Terminal) -> Opening:
    """Open it, wait until it is quiet, and longer; and kill it."""
    with open_program(program, kind) as terminal:
        terminal.settle(0.3)
        quiet, sent = terminal.arrivals[-1].when, len(terminal.raw)
        resident, private = megabytes(terminal.pid, "VmHWM"), megabytes(terminal.pid, "RssAnon")
        worked = work(terminal.pid)
        terminal.read(1.5)
        return Opening(
            1000 * (first_seen(terminal.arrivals, program.expect) - terminal.started),
            1000 * (quiet - terminal.started),
            worked,
            sent,
            resident,
            private,
            len(terminal.raw) - sent,
        )


def first_answer(program: Program, key: str, expect: str) -> float:
    """Milliseconds from the start until `expect` shows, which comes of a key typed as soon as the figure shows."""
    with open_program(program) as terminal:
        terminal.type(key)
        terminal.wait_until(lambda: expect.encode() in terminal.raw, what=expect)
        return 1000 * (terminal.arrivals[-1].when - terminal.started)


def press(terminal: Terminal, key: str) -> Answer:
    """Type a key and wait until all has come that comes of it."""
    before, worked, typed = len(terminal.arrivals), work(terminal.pid), perf_counter()
    terminal.type(key)
    terminal.wait_until(lambda: len(terminal.arrivals) > before, what=f"an answer to {key!r}")
    terminal.settle(0.5)
    answer = terminal.arrivals[before:]
    times = [arrival.when for arrival in answer]
    frame = next((one for one, other in pairwise(times) if other - one > FRAME_GAP), times[-1])
    sent = sum(len(arrival.data) for arrival in answer)
    return Answer(1000 * (frame - typed), 1000 * (times[-1] - typed), work(terminal.pid) - worked, sent)


def first_seen(arrivals: Iterable[Arrival], text: str) -> float:
    """When the last byte of `text` came."""
    seen = b""
    for arrival in arrivals:
        seen += arrival.data
        if text.encode() in seen:
            return arrival.when
    raise ValueError(f"{text} never came")


def megabytes(pid: int, what: str) -> float:
    """Memory of a process, by its name in `/proc/PID/status` (Linux)."""
    found = re.search(rf"{what}:\s*(\d+)", Path(f"/proc/{pid}/status").read_text(encoding="utf-8"))
    return int(found[1]) / 1024 if found else 0.0


def work(pid: int) -> float:
    """Milliseconds of processor that the living threads of a process have had (Linux)."""
    threads = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((thread / "schedstat").read_text(encoding="ascii").split()[0]) for thread in threads) / 1e6


def in_turns(measures: Mapping[str, Callable[[], Result]], rounds: int) -> dict[str, list[Result]]:
    """Each measure `rounds` times, in rotating order, after one round that warms caches and is not counted."""
    names = list(measures)
    results: dict[str, list[Result]] = {name: [] for name in names}
    for turn in range(rounds + 1):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            result = measures[name]()
            if turn:
                results[name].append(result)
    return results


def medians(results: Sequence[tuple[float, ...]]) -> list[float]:
    """Column by column."""
    return [median(column) for column in zip(*results, strict=True)]


def python(*arguments: str) -> list[str]:
    """This interpreter with these arguments."""
    return [sys.executable, *arguments]


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"
