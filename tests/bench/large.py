"""A ward of 400 groups, 20 indicators and a million results: start, lookup, keys, edits and memory, beside the others'.

python -m tests.bench large
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median

from tests.bench import bare
from tests.bench.keys import MATRIX_KEYS, VISIDATA_KEYS, answers, edits, lines
from tests.bench.line import FAR, START
from tests.bench.lookups import milliseconds
from tests.bench.measure import Line, Opening, Program, in_turns, medians, opening, prepare, python, visidata
from tests.bench.million import write_ward
from tests.bench.start import against, lose_pictures, matrix
from tests.terminal.slow_line import SlowTerminal

RESULTS, GROUPS = 1_000_000, 400
INDICATORS = [f"indicator-{number}" for number in range(1, 21)]
FIGURE = "Tổng quan"


def measure(folder: Path, rounds: int) -> Iterator[Line]:
    """The lines of the table; `folder` is for the ward."""
    ward = folder / "large"
    ward.mkdir()
    write_ward(ward, RESULTS, GROUPS, INDICATORS)
    lookup = python("-m", "tui", "group", "22", "-w", str(ward))
    programs = {
        "computed": partial(milliseconds, lookup, GIAOBAN_CACHE="0"),
        "kept": partial(milliseconds, lookup),
        "polars": partial(milliseconds, python("-c", "import polars")),
    }
    runs = {name: median(each) for name, each in in_turns(programs, rounds).items()}
    yield Line("group 22, board computed", runs["computed"], "ms", "import polars", runs["polars"])
    yield Line("group 22, board kept", runs["kept"], "ms", "import polars", runs["polars"])
    app = Program(python("-m", "tui", str(ward)), FIGURE)
    prepare(app)
    vd = visidata(matrix(ward, folder), "Toàn phường")
    starts = {
        "app": partial(opening, app),
        "no picture": partial(opening, app._replace(before=lose_pictures)),
        "bare": partial(opening, Program(python("-m", "tests.bench.bare"), bare.FIGURE)),
        "visidata": partial(opening, vd),
    }
    picture, ours, least, theirs = (Opening(*medians(each)) for each in in_turns(starts, rounds).values())
    yield from against("first figure, a picture kept", picture.figure, least.figure, theirs.figure)
    yield from against("no picture kept: first figure", ours.figure, least.figure, theirs.figure)
    yield from against("no picture kept: all read, quiet", ours.quiet, least.quiet, theirs.quiet)
    yield from against("sent until quiet", ours.sent, least.sent, theirs.sent, unit="bytes")
    yield from against("resident, highest", ours.resident, least.resident, theirs.resident, unit="MB")
    yield Line("sent in 1.5 s of nothing", ours.idle, "bytes", goal=0)
    far = app._replace(env=FAR)
    prepare(far)
    start = Opening(*medians([opening(far, SlowTerminal) for _ in range(rounds)]))
    yield Line("on a slow line: first figure", start.figure)
    yield Line("on a slow line: quiet", start.quiet, "ms", goal=START)
    keys = answers(app, MATRIX_KEYS, rounds, before=("2", "3", "2"))
    peer = answers(vd, VISIDATA_KEYS, rounds)
    for key, name, milliseconds_allowed, bytes_allowed in (
        ("down", "cursor down, matrix", 4, 150),
        ("right", "cursor right, matrix", 4, 150),
        ("page", "page, matrix", 12, 7000),
        ("switch", "another screen, seen before", 12, 7000),
    ):
        yield from lines(name, keys[key], {"VisiData": peer[key]}, milliseconds_allowed, bytes_allowed)
    for name, answer in edits(app, rounds).items():
        yield from lines(f"edit: {name}", answer, {}, None, 7000)
