"""The kernel itself kills a save, or fails it, at each of its system calls: what the seam only plays, for real."""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.fault.one_save import MARK
from tests.fault.scenes import BLOOD, FILE, ROOT, copied, is_in_step, leftovers, values_at, worn
from tests.needed import not_run
from tui.store import edits

INJECTIONS = ("signal=KILL", "error=EIO", "error=ENOSPC")

USUAL = {"signal=KILL": {"write", "fsync", "rename", "renameat", "renameat2", "fchmod"}, "error=EIO": {"fsync"}}
"""The calls at which the usual run does that; the long one spares none."""

SYSTEM_CALL = re.compile(r"^(?:\d+ +)?([a-z_0-9]+)\(")


class Place(NamedTuple):
    """A system call of a save: its name, and which of its name it is since the program began."""

    call: str
    number: int


def trace(folder: Path, *options: str) -> str:
    """How one save went, under strace with these options."""
    command = ["strace", "-f", "-qq", *options, sys.executable, "-m", "tests.fault.one_save", str(folder)]
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment, cwd=ROOT)
    return done.stdout.strip()


def places(log: str) -> Iterator[Place]:
    """The system calls behind the mark."""
    numbers: Counter[str] = Counter()
    is_behind = False
    for line in log.splitlines():
        if call := SYSTEM_CALL.match(line):
            numbers[call[1]] += 1
            if is_behind and call[1] != "exit_group":
                yield Place(call[1], numbers[call[1]])
            is_behind = is_behind or MARK in line


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("strace") / "template"
    folder.mkdir()
    worn(folder)
    return folder


@pytest.fixture(scope="module")
def save_places(template: Path) -> list[Place]:
    """Every system call of a save that has to do with files."""
    if not shutil.which("strace"):
        not_run("strace is not installed")
    log = template.parent / "log"
    folder = copied(template, template.parent / "traced")
    if trace(folder, "-o", str(log), "-e", "trace=%file,%desc") != "saved":
        not_run("strace may not trace here")
    return list(places(log.read_text()))


def complaint(folder: Path, place: Place, injection: str) -> str:
    """What is wrong once the kernel has done that to a save; "" where all is well."""
    said = trace(
        folder,
        *("-o", "/dev/null", "-e", f"trace={place.call}"),
        *("-e", f"inject={place.call}:{injection}:when={place.number}"),
    )
    allowed = {"saved": [320], "Refused": [310]}.get(said, [310, 320])
    first = values_at(folder, {BLOOD: None})[BLOOD]
    after = edits.save(folder, FILE, [])
    second = values_at(folder, {BLOOD: None})[BLOOD]
    if first not in allowed or second not in allowed:
        return f"{said}: the file says {first}, then {second}"
    if leftovers(folder) or not is_in_step(folder) or (said == "saved" and after.foreign):
        return f"{said}: {leftovers(folder)} {after.foreign}"
    return ""


def complaints(template: Path, tmp_path: Path, save_places: list[Place], injection: str) -> dict[Place, str]:
    found = {place: complaint(copied(template, tmp_path / str(place)), place, injection) for place in save_places}
    return {place: wrong for place, wrong in found.items() if wrong}


def test_a_save_has_the_calls_that_matter(save_places: list[Place]) -> None:
    names = [place.call for place in save_places]
    assert names.count("fsync") >= 3
    assert {"openat", "write", "read", "fcntl"} < set(names)
    assert {"rename", "renameat", "renameat2"} & set(names)


@pytest.mark.parametrize("injection", USUAL)
def test_nothing_is_lost_where_a_save_writes(
    injection: str, save_places: list[Place], template: Path, tmp_path: Path
) -> None:
    chosen = [place for place in save_places if place.call in USUAL[injection]]
    assert len(chosen) >= 3
    assert complaints(template, tmp_path, chosen, injection) == {}


@pytest.mark.long
@pytest.mark.parametrize("injection", INJECTIONS)
def test_nothing_is_lost_at_any_system_call(
    injection: str, save_places: list[Place], template: Path, tmp_path: Path
) -> None:
    assert complaints(template, tmp_path, save_places, injection) == {}
