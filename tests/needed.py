"""Programs that some tests talk to, which no package of Python brings."""

import os
import shutil

import pytest

PLACES = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"])
"""Where servers are is not in everybody's PATH."""


def program(name: str) -> str:
    """The absolute path of a program; without it a test is left out, but not where a change is judged by it."""
    found = shutil.which(name, path=PLACES)
    if found is None:
        why = f"{name} is not installed"
        if os.environ.keys() & {"CI", "GIAOBAN_CI"}:
            pytest.fail(why)
        pytest.skip(why)
    return os.path.abspath(found)
