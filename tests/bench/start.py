"""How long the app takes to its first figure and to quiet, what it sends and holds, beside bare Textual and VisiData.

    python -m tests.bench start

VisiData opens the same figures, 38 groups and the ward by indicators, from a CSV file.
"""

import csv
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.bench.bare import FIGURE
from tests.bench.measure import Line, Opening, Program, in_turns, medians, opening, python
from tui.resources import sample_ward
from tui.store.session import Session


def measure(folder: Path, rounds: int) -> Iterator[Line]:
    """The lines of the table; `folder` is for files and caches of its own."""
    programs = {
        "bare": Program(python("-m", "tests.bench.bare"), FIGURE),
        "visidata": Program([str(Path(python()[0]).with_name("vd")), str(matrix(folder))], FIGURE.replace(".", "")),
        "app": Program(python("-m", "tui"), FIGURE),
        "nothing kept": Program(python("-m", "tui"), FIGURE, {"GIAOBAN_CACHE": "0"}),
    }
    runs = in_turns({name: partial(opening, program) for name, program in programs.items()}, rounds)
    bare, visidata, app, unkept = (Opening(*medians(runs[name])) for name in programs)
    yield Line("first figure", app.figure, "ms", "bare Textual", bare.figure, 1.1)
    yield Line("first figure", app.figure, "ms", "VisiData", visidata.figure, 0.75)
    yield Line("everything read, quiet", app.quiet, "ms", "bare Textual", bare.quiet, 2.0)
    yield Line("everything read, quiet", app.quiet, "ms", "VisiData", visidata.quiet, 0.65)
    yield Line("work until quiet", app.work, "ms", "bare Textual", bare.work)
    yield Line("work until quiet", app.work, "ms", "VisiData", visidata.work)
    yield Line("first figure, no board kept", unkept.figure, "ms", "bare Textual", bare.figure)
    yield Line("first figure, no board kept", unkept.figure, "ms", "VisiData", visidata.figure)
    yield Line("sent until quiet", app.sent, "bytes", "bare Textual", bare.sent)
    yield Line("sent until quiet", app.sent, "bytes", "VisiData", visidata.sent)
    yield Line("quiet, 100 ms and 256 kbit/s away", app.quiet_on_line, "ms", goal=800)
    yield Line("quiet, 100 ms and 256 kbit/s away", app.quiet_on_line, "ms", "VisiData", visidata.quiet_on_line)
    yield Line("resident, highest", app.resident, "MB", "bare Textual", bare.resident)
    yield Line("resident, highest, no board kept", unkept.resident, "MB", goal=90)
    yield Line("sent in 1.5 s of nothing", app.idle, "bytes", goal=0)


def matrix(folder: Path) -> Path:
    """The sample's figures as a CSV file: a row for the ward and each group, a column for each indicator."""
    board = Session(sample_ward()).board()
    keys = [indicator.key for indicator in board.indicators]
    rows: list[tuple[str | None, str]] = [(None, "Toàn phường"), *((group.code, group.name) for group in board.groups)]
    file = folder / "matrix.csv"
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(["group", *keys])
        for code, name in rows:
            figures = (board.figures.get((code, key)) for key in keys)
            writer.writerow([name, *("" if figure is None else figure.actual for figure in figures)])
    return file
