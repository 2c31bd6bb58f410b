"""How long the app takes to its first figure and to quiet, what it sends and holds, beside bare Textual and VisiData.

    python -m tests.bench start

VisiData opens the same figures, 38 groups and the ward by indicators, from a CSV file.
"""

import csv
import os
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from shutil import rmtree

from tests.bench.bare import FIGURE
from tests.bench.measure import (
    Line,
    Opening,
    Program,
    first_answer,
    in_turns,
    medians,
    opening,
    prepare,
    python,
    visidata,
)
from tests.terminal.pseudo import DOWN
from tui.resources import sample_ward
from tui.store.session import Session

ANSWER = "156.040.000 đ"
"""In the status line once the cursor is on the second indicator."""


def measure(folder: Path, rounds: int) -> Iterator[Line]:
    """The lines of the table; `folder` is for files and caches of its own."""
    bare = Program(python("-m", "tests.bench.bare"), FIGURE)
    vd = visidata(matrix(sample_ward(), folder), FIGURE.replace(".", ""))
    app = Program(python("-m", "tui"), FIGURE)
    prepare(app)
    measures: Mapping[str, Callable[[], tuple[float, ...]]] = {
        "bare": partial(opening, bare),
        "visidata": partial(opening, vd),
        "app": partial(opening, app),
        "no picture": partial(opening, app._replace(before=lose_pictures)),
        "nothing kept": partial(opening, app._replace(env={"GIAOBAN_CACHE": "0"})),
        "answered": lambda: (first_answer(app, DOWN, ANSWER),),
    }
    runs = {name: medians(each) for name, each in in_turns(measures, rounds).items()}
    answered = runs.pop("answered")[0]
    least, theirs, ours, no_picture, unkept = (Opening(*each) for each in runs.values())
    yield from against("first figure", ours.figure, least.figure, theirs.figure, 1.1, 0.75)
    yield from against("first key, typed then, answered", answered, least.figure, theirs.figure, 1.3, 0.8)
    yield from against("no picture kept: first figure", no_picture.figure, least.figure, theirs.figure)
    yield from against("no picture kept: all read, quiet", no_picture.quiet, least.quiet, theirs.quiet, 2.0, 0.65)
    yield from against("no picture kept: work until quiet", no_picture.work, least.work, theirs.work)
    yield from against("nothing kept: first figure", unkept.figure, least.figure, theirs.figure)
    yield from against("sent until quiet", no_picture.sent, least.sent, theirs.sent, unit="bytes")
    yield Line("resident, highest", no_picture.resident, "MB", "bare Textual", least.resident)
    yield Line("resident, highest, nothing kept", unkept.resident, "MB", goal=90)
    yield Line("of that its own, nothing kept", unkept.private, "MB", "bare Textual", least.private)
    yield Line("sent in 1.5 s of nothing", no_picture.idle, "bytes", goal=0)


def against(
    what: str,
    value: float,
    bare: float,
    visidata: float,
    bare_goal: float | None = None,
    visidata_goal: float | None = None,
    unit: str = "ms",
) -> Iterator[Line]:
    """The same value against both."""
    yield Line(what, value, unit, "bare Textual", bare, bare_goal)
    yield Line(what, value, unit, "VisiData", visidata, visidata_goal)


def lose_pictures() -> None:
    """Forget what the last start showed first."""
    rmtree(Path(os.environ["XDG_CACHE_HOME"], "giaoban", "pictures"), ignore_errors=True)


def matrix(ward: Path, folder: Path) -> Path:
    """A ward's figures as a CSV file: a row for the ward and each group, a column for each indicator."""
    board = Session(ward).board()
    keys = [indicator.key for indicator in board.indicators]
    rows: list[tuple[str | None, str]] = [(None, "Toàn phường"), *((group.code, group.name) for group in board.groups)]
    file = folder / f"{ward.name}.csv"
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(["group", *keys])
        for code, name in rows:
            figures = (board.figures.get((code, key)) for key in keys)
            writer.writerow([name, *("" if figure is None else figure.actual for figure in figures)])
    return file
