"""A save whose n-th system call fails, in every way: nothing acknowledged is lost, nothing half-written.

In the usual run each fault hits each call once, for one call or some or all that follow; `-m long` tries all of these.
"""

from collections.abc import Iterator
from itertools import cycle, product
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.fault.scenes import FILE, SCENES, Scene, copied, is_in_step, is_kept, leftovers, theirs, values_at
from tests.fault.seam import FAULTS, FOR_EVER, Counting, Failing, Killed, running
from tui.errors import Refused
from tui.store import edits
from tui.store.durable import Unconfirmed

LENGTHS = (1, 2, FOR_EVER)
"""How many calls fail in a row."""

USUAL = ("EIO", "late EIO", "half", "short", "garbled", "killed")

ONLY_FOR = {"short": {"read", "write"}, "garbled": {"write"}}
"""Calls that can be done by half; the others are then as they should be."""


class Case(NamedTuple):
    """Calls that fail, and how."""

    fault: str
    call: str
    """The first of them."""
    at: int
    times: int


def calls_of(scene: Scene, folder: Path) -> list[str]:
    """The system calls of the scene's save when nothing fails."""
    with running(Counting()) as io:
        scene.act(folder, io)
    return io.names


def every_case(calls: list[str]) -> Iterator[Case]:
    for (at, call), fault, times in product(enumerate(calls, start=1), FAULTS, LENGTHS):
        if call in ONLY_FOR.get(fault, (call,)):
            yield Case(fault, call, at, times)


def usual_cases(calls: list[str]) -> Iterator[Case]:
    lengths = cycle(LENGTHS)
    for (at, call), fault in product(enumerate(calls, start=1), USUAL):
        if call in ONLY_FOR.get(fault, (call,)):
            yield Case(fault, call, at, next(lengths))


@pytest.fixture
def template(tmp_path: Path) -> Path:
    folder = tmp_path / "template"
    folder.mkdir()
    return folder


def outcome(scene: Scene, folder: Path, case: Case) -> str:
    """What the one who saves is told: "saved", "refused", "unconfirmed", or nothing, when the program was killed."""
    with running(Failing(FAULTS[case.fault], case.at, case.times)) as io:
        try:
            scene.act(folder, io)
        except Killed:
            return "killed"
        except Unconfirmed:
            return "unconfirmed"
        except Refused:
            return "refused"
    return "saved"


def complaints(scene: Scene, folder: Path, case: Case) -> Iterator[str]:
    """All that is wrong after the save of this case, and after the next one, when nothing fails any more."""
    before, wanted = scene.before(folder), dict(scene.wanted)
    said = outcome(scene, folder, case)
    allowed = {"saved": [wanted], "refused": before}.get(said, [*before, wanted])
    if case.fault == "short" and said != "saved":
        yield f"{said}, though nothing failed"
    if case.call == "fsync" and said == "saved":
        yield "saved, though the disk may not have it"
    if values_at(folder, wanted) not in allowed:
        yield f"{said}, and the file says {values_at(folder, wanted)}"

    with running(Counting()) as io:
        after = edits.save(folder, FILE, [], io=io)
    if values_at(folder, wanted) not in allowed:
        yield f"{said}, and after the next save the file says {values_at(folder, wanted)}"
    if said == "saved" and after.foreign:
        yield f"acknowledged values are taken for dropped: {after.foreign}"
    if leftovers(folder):
        yield f"{leftovers(folder)} are left"
    if scene.has_slip and not is_kept(folder, theirs()):
        yield "what an editor wrote is gone"
    if not is_in_step(folder):
        yield "the journal tells of other values than the file"


@pytest.mark.parametrize("name", SCENES)
def test_nothing_is_lost_whatever_call_fails(name: str, template: Path, tmp_path: Path) -> None:
    scene = SCENES[name]
    scene.prepare(template)
    calls = calls_of(scene, copied(template, tmp_path / "counted"))
    run(scene, usual_cases(calls), template, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("name", SCENES)
def test_nothing_is_lost_whatever_calls_fail(name: str, template: Path, tmp_path: Path) -> None:
    scene = SCENES[name]
    scene.prepare(template)
    calls = calls_of(scene, copied(template, tmp_path / "counted"))
    run(scene, every_case(calls), template, tmp_path)


def run(scene: Scene, cases: Iterator[Case], template: Path, tmp_path: Path) -> None:
    found = {}
    for number, case in enumerate(cases):
        folder = copied(template, tmp_path / str(number))
        if wrong := list(complaints(scene, folder, case)):
            found[case] = wrong
    assert found == {}


def test_there_are_thousands_of_cases(tmp_path: Path) -> None:
    count = 0
    for number, scene in enumerate(SCENES.values()):
        folder = tmp_path / str(number)
        folder.mkdir()
        scene.prepare(folder)
        count += len(list(usual_cases(calls_of(scene, folder))))
    assert count >= 3_000
