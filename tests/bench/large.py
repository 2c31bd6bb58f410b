"""A ward of 400 groups, 20 indicators and a million results: start, lookup, keys and memory.

python -m tests.bench large
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median

from tests.bench.keys import answers, lines
from tests.bench.lookups import milliseconds
from tests.bench.measure import Line, Opening, Program, in_turns, medians, opening, python
from tests.bench.million import write_ward
from tests.terminal.pseudo import DOWN, PAGE_DOWN, PAGE_UP, UP

RESULTS, GROUPS = 1_000_000, 400
INDICATORS = [f"indicator-{number}" for number in range(1, 21)]
FIGURE = "Tổng quan"


def measure(folder: Path, rounds: int) -> Iterator[Line]:
    """The lines of the table; `folder` is for the ward."""
    ward = folder / "large"
    ward.mkdir()
    write_ward(ward, RESULTS, GROUPS, INDICATORS)
    lookup = python("-m", "tui", "group", "22", "-w", str(ward))
    computed = milliseconds(lookup)  # Nothing is kept yet.
    kept, alone = in_turns(
        {"kept": partial(milliseconds, lookup), "polars": partial(milliseconds, python("-c", "import polars"))}, rounds
    ).values()
    app = Program(python("-m", "tui", str(ward)), FIGURE)
    start = Opening(*medians([opening(app) for _ in range(rounds)]))
    yield Line("group 22, board computed, once", computed)
    yield Line("group 22, board kept", median(kept), "ms", "import polars", median(alone))
    yield Line("first figure", start.figure)
    yield Line("everything read, quiet", start.quiet)
    yield Line("sent until quiet", start.sent, "bytes")
    yield Line("resident, highest", start.resident, "MB")
    ours = answers(app, {"down": (DOWN, UP), "page": (PAGE_DOWN, PAGE_UP)}, rounds, before=("2", "3", "2"))
    yield from lines("cursor down, matrix", ours["down"], {}, 4, 150)
    yield from lines("page, matrix", ours["page"], {}, 12, 7000)
