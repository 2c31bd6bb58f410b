"""The app at the far end of a line of 100 ms and 256 kbit/s, beside others: its start, its keys, a key held down.

    python -m tests.bench line

What is measured is when something arrives there. The near end takes all that is written at once, as ssh does.
"""

import shutil
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from tests.bench.bare import FIGURE
from tests.bench.keys import edits
from tests.bench.measure import (
    Answer,
    Line,
    Opening,
    Program,
    in_turns,
    medians,
    open_program,
    opening,
    prepare,
    press,
    python,
    visidata,
)
from tests.bench.start import against, matrix
from tests.terminal.pseudo import DOWN, PAGE_DOWN, PAGE_UP, RIGHT
from tests.terminal.slow_line import SlowTerminal
from tui.resources import sample_ward

FAR = {"SSH_CONNECTION": "192.0.2.7 50000 192.0.2.1 22"}

HELD, TIMES = 1 / 30, 60
"""Seconds between the keys of somebody who holds one down, and how many come."""

START = 800
"""Milliseconds until all has arrived."""
CURSOR, PAGE = 115, 220
"""Milliseconds: the round trip and 15, or 120 (performance notes, G7)."""


def measure(folder: Path, rounds: int) -> Iterator[Line]:
    """The lines of the table; `folder` is for files of its own."""
    vd = visidata(matrix(sample_ward(), folder), FIGURE.replace(".", ""))
    app = python("-m", "tui")
    programs = {
        "app": Program(app, FIGURE, FAR),
        "viewer": Program([*app, "--read-only", str(sample_ward())], FIGURE, FAR),
        "bare": Program(python("-m", "tests.bench.bare"), FIGURE),
        "visidata": vd,
    }
    prepare(programs["app"])
    runs = in_turns({name: partial(opening, program, SlowTerminal) for name, program in programs.items()}, rounds)
    starts = {name: Opening(*medians(each)) for name, each in runs.items()}
    for name, what in (("app", "picture kept"), ("viewer", "read only, nothing kept")):
        start, least, other = starts[name], starts["bare"], starts["visidata"]
        yield from against(f"{what}: first figure", start.figure, least.figure, other.figure)
        yield Line(f"{what}: quiet", start.quiet, "ms", goal=START)
        yield from against(f"{what}: quiet", start.quiet, least.quiet, other.quiet)
        yield from against(f"{what}: sent until quiet", start.sent, least.sent, other.sent, unit="bytes")
    keys = {"down": DOWN, "right": RIGHT, "page": PAGE_DOWN, "page back": PAGE_UP, "3": "3", "2": "2"}
    ours = answers(programs["app"], keys, rounds)
    theirs = answers(vd, {"down": "j", "right": "l"}, rounds)
    for key, goal in (("down", CURSOR), ("right", CURSOR), ("page", PAGE), ("3", PAGE)):
        yield Line(f"{key}: last byte", ours[key].last, "ms", goal=goal)
        if key in theirs:
            yield Line(f"{key}: last byte", ours[key].last, "ms", "VisiData", theirs[key].last)
    ward = shutil.copytree(sample_ward(), folder / "far")
    for name, answer in edits(Program([*app, str(ward)], FIGURE, FAR), rounds, SlowTerminal).items():
        yield Line(f"edit: {name}: last byte", answer.last)
    held = [hold(programs["app"], ("2",), (PAGE_DOWN, PAGE_UP)) for _ in range(rounds)]
    yield Line("a page held for 2 s: last byte after", median(held), "ms", "one page", ours["page"].last)


def answers(program: Program, keys: Mapping[str, str], rounds: int) -> dict[str, Answer]:
    """The median answers to keys that are pressed in turn, in the matrix of groups and indicators."""
    with open_program(program, SlowTerminal) as terminal:
        terminal.settle(0.5)
        for key in ("2", "3", "2") if program.env else ():
            press(terminal, key)
        turns = [{name: press(terminal, key) for name, key in keys.items()} for _ in range(rounds)]
    return {name: Answer(*medians([turn[name] for turn in turns])) for name in keys}


def hold(program: Program, before: tuple[str, ...], keys: tuple[str, str]) -> float:
    """Milliseconds from the last of many keys to the last byte that comes of them."""
    with open_program(program, SlowTerminal) as terminal:
        terminal.settle(0.5)
        for key in before:
            press(terminal, key)
        for time in range(TIMES):
            terminal.type(keys[time % 2])
            typed = perf_counter()
            while (left := typed + HELD - perf_counter()) > 0:
                terminal.read(left)
        terminal.settle(0.5)
        return 1000 * (terminal.arrivals[-1].when - typed)
