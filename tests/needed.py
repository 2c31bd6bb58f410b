"""What some tests need that no package of Python brings: programs, small disks, rights."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest

PLACES = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"])
"""Where servers are is not in everybody's PATH."""


def program(name: str) -> str:
    """The absolute path of a program; without it a test is left out, but not where a change is judged by it."""
    found = shutil.which(name, path=PLACES)
    if found is None:
        not_run(f"{name} is not installed")
    return os.path.abspath(found)


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[None]:
    """A file system of its own at `folder`, by the options of `mount`."""
    if sys.platform != "linux" or os.geteuid() != 0:
        not_run("only root may mount a file system")
    done = subprocess.run(["mount", *options, str(folder)], capture_output=True, text=True)
    if done.returncode:
        not_run(f"nothing can be mounted here: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def not_run(why: str) -> NoReturn:
    """Leave a test out, but not where a change is judged by it."""
    if os.environ.keys() & {"CI", "GIAOBAN_CI"}:
        pytest.fail(why)
    pytest.skip(why)
