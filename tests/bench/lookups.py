"""How long `giaoban group 22` takes, from a kept board and without one, beside bare Python and importing polars alone.

python -m tests.bench lookups
"""

import os
import subprocess
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from tests.bench.measure import Line, in_turns, python


def measure(_folder: Path, rounds: int) -> Iterator[Line]:
    """The lines of the table."""
    lookup = python("-m", "tui", "group", "22")
    programs = {
        "pass": partial(milliseconds, python("-c", "pass")),
        "polars": partial(milliseconds, python("-c", "import polars")),
        "kept": partial(milliseconds, lookup),
        "computed": partial(milliseconds, lookup, GIAOBAN_CACHE="0"),
    }
    runs = {name: median(each) for name, each in in_turns(programs, rounds).items()}
    for name, what in (("kept", "group 22, board kept"), ("computed", "group 22, board computed")):
        yield Line(what, runs[name], "ms", "python -c pass", runs["pass"])
        yield Line(what, runs[name], "ms", "import polars", runs["polars"])


def milliseconds(command: Sequence[str], **env: str) -> float:
    """From the start of `command` to its end."""
    environment = {**os.environ, **env}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    started = perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    return 1000 * (perf_counter() - started)
