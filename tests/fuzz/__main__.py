"""Atheris over the readers: `python -m tests.fuzz typed meeting -max_total_time=60`, or over all of them.

It is no dependency of the project: it keeps what takes a new way through the code, and stops at what is raised.
"""

import sys
import tempfile
from importlib import import_module
from pathlib import Path

atheris = import_module("atheris")

with atheris.instrument_imports(include=["tui", "tomllib"]):
    from tests.fuzz.test_readers import READERS, read

FLAGS = [word for word in sys.argv[1:] if word.startswith("-")]
ASKED = tuple(word for word in sys.argv[1:] if not word.startswith("-")) or ("",)
NAMES = [name for name in READERS if name.startswith(ASKED)]


def one_input(data: bytes) -> None:
    """The first byte says whose it is."""
    if data:
        read(NAMES[data[0] % len(NAMES)], data[1:])


with tempfile.TemporaryDirectory() as corpus:
    for at, name in enumerate(NAMES):
        for number, good in enumerate(READERS[name][1]):
            Path(corpus, f"{at}-{number}").write_bytes(bytes([at]) + good)
    atheris.Setup([sys.argv[0], *FLAGS, corpus], one_input)
    atheris.Fuzz()
