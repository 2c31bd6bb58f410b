"""An editor without the lock writes at any moment of a save: its version is in the file, or beside it, and never gone.

It does so in each of its ways, from what it had read before the save began. The program may be killed as well, at any
later call: in the usual run after an editor in the last moment, which is when no look can see it; `-m long` has all.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from errno import ENOSYS
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from tests.fault.lockless import NUMBER, STYLES
from tests.fault.scenes import (
    BLOOD,
    FILE,
    SCENES,
    copied,
    is_in_step,
    is_kept,
    leftovers,
    put,
    values_at,
    worn,
    write,
)
from tests.fault.seam import FOR_EVER, Counting, FailingAt, Killed, error, running, slip
from tui.store import edits, writer
from tui.store.edits import Conflict, Saved
from tui.store.files import CONFLICTS
from tui.store.system import OS

NAMES = ("one value", "a new folder", "after a killed save")


class Slipping(Counting):
    """Before the call number `at` an editor writes; the program ends before the call number `end`."""

    def __init__(self, editor: Callable[[], object], at: int, end: int = FOR_EVER) -> None:
        super().__init__()
        self.editor, self.at, self.last = editor, at, end

    def call(self, name: str, real: Callable[..., Any], *args: Any) -> Any:
        if len(self.names) + 1 >= self.last:
            raise Killed
        if len(self.names) + 1 == self.at:
            self.editor()
        return super().call(name, real, *args)


def complaints(name: str, style: str, folder: Path, at: int, end: int = FOR_EVER) -> Iterator[str]:
    """What is wrong after an editor slipped into the save of a scene, and after the next save."""
    version = tomli_w.dumps({**edits.current(folder, FILE), NUMBER: 1}).encode()
    scene, saved = SCENES[name], Saved()
    is_acknowledged = False
    with running(Slipping(lambda: STYLES[style](folder / FILE, version), at, end)) as io, suppress(Killed):
        saved = scene.act(folder, io)
        is_acknowledged = True
    if [path.read_bytes() for path in saved.kept] not in ([], [version]):
        yield f"it is told to be kept as {saved.kept}"
    with running(Counting()) as io:
        after = edits.save(folder, FILE, [], io=io)
    if edits.current(folder, FILE).get(NUMBER) != 1 and not is_kept(folder, version):
        yield "what the editor wrote is gone"
    if is_acknowledged:
        told = {entry.path for entry in (*saved.foreign, *after.foreign) if entry.what == "external"}
        gone = {path for path, value in values_at(folder, scene.wanted).items() if value != scene.wanted[path]}
        if gone - told:
            yield f"{gone - told} is gone, and nobody is told"
    if leftovers(folder) or not is_in_step(folder):
        yield f"{leftovers(folder)} are left, or the journal tells of other values than the file"


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=STYLES)
def style(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def template(name: str, tmp_path: Path) -> Path:
    folder = tmp_path / "template"
    folder.mkdir()
    SCENES[name].prepare(folder)
    return folder


@pytest.fixture
def calls(name: str, template: Path, tmp_path: Path) -> list[str]:
    """The system calls of the scene's save."""
    with running(Counting()) as io:
        SCENES[name].act(copied(template, tmp_path / "counted"), io)
    return io.names


def test_at_any_call(name: str, style: str, template: Path, calls: list[str], tmp_path: Path) -> None:
    found = {}
    for at in range(1, len(calls) + 1):
        folder = copied(template, tmp_path / str(at))
        if wrong := list(complaints(name, style, folder, at)):
            found[at] = wrong
    assert found == {}


def test_in_the_last_moment_and_killed_then(
    name: str, style: str, template: Path, calls: list[str], tmp_path: Path
) -> None:
    last = len(calls) - calls[::-1].index("rename")
    assert killed_everywhere(name, style, [last], template, len(calls), tmp_path) == {}


@pytest.mark.long
def test_at_any_call_and_killed_then(name: str, style: str, template: Path, calls: list[str], tmp_path: Path) -> None:
    assert killed_everywhere(name, style, range(1, len(calls) + 1), template, len(calls), tmp_path) == {}


def killed_everywhere(
    name: str, style: str, places: Iterable[int], template: Path, count: int, tmp_path: Path
) -> dict[tuple[int, int], list[str]]:
    """What was wrong, by the calls where the editor wrote and where the program ended; keeping may take a few more."""
    found = {}
    for at in places:
        for end in range(at + 1, count + 20):
            folder = copied(template, tmp_path / f"{at} {end}")
            if wrong := list(complaints(name, style, folder, at, end)):
                found[at, end] = wrong
    return found


def slipped(folder: Path, act: Callable[[], object]) -> Saved:
    """A save, in whose last moment somebody else does something."""
    with running(FailingAt(slip(act), "rename")) as io:
        return SCENES["one value"].act(folder, io)


def test_it_is_kept_beside_the_file_and_told_of(tmp_path: Path) -> None:
    worn(tmp_path)
    (kept,) = slipped(tmp_path, lambda: (tmp_path / FILE).write_bytes(b"theirs = 1\n")).kept
    assert kept.parent == tmp_path / CONFLICTS
    assert kept.read_bytes() == b"theirs = 1\n"
    assert values_at(tmp_path, {BLOOD: None}) == {BLOOD: 320}


def test_each_is_kept_for_itself(tmp_path: Path) -> None:
    worn(tmp_path)
    for number in range(3):
        write(tmp_path, {"ward": {"blood": {"value": 310}}})
        slipped(tmp_path, partial((tmp_path / FILE).write_bytes, b"theirs = %d\n" % number))
    kept = sorted(path.read_bytes() for path in (tmp_path / CONFLICTS).iterdir())
    assert kept == [b"theirs = 0\n", b"theirs = 1\n", b"theirs = 2\n"]


def test_where_it_cannot_be_moved_it_stays_until_it_can(tmp_path: Path) -> None:
    worn(tmp_path)
    (tmp_path / CONFLICTS).write_text("in the way")
    (kept,) = slipped(tmp_path, lambda: (tmp_path / FILE).write_bytes(b"theirs = 1\n")).kept
    assert (kept.name in leftovers(tmp_path), kept.read_bytes()) == (True, b"theirs = 1\n")
    (tmp_path / CONFLICTS).unlink()
    put(tmp_path, OS, (BLOOD, 330))
    (kept,) = edits.save(tmp_path, FILE, [], io=OS).kept or (tmp_path / CONFLICTS).iterdir()
    assert (kept.parent.name, kept.read_bytes()) == (CONFLICTS, b"theirs = 1\n")


def test_what_is_still_being_written_is_kept_though_it_reads_as_before(tmp_path: Path) -> None:
    worn(tmp_path)
    with (tmp_path / FILE).open("r+b") as theirs:
        saved = put(tmp_path, OS, (BLOOD, 320))
        theirs.write(b"number = 1\n")
    (kept,) = saved.kept
    assert kept.read_bytes().startswith(b"number = 1\n")


def test_what_a_server_calls_taken_is_not_kept_for_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    worn(tmp_path)
    monkeypatch.setattr(writer, "is_remote", lambda folder: True)
    with (tmp_path / FILE).open("r+b"):
        assert put(tmp_path, OS, (BLOOD, 320)).kept == ()
    assert leftovers(tmp_path) == []


def test_a_file_that_goes_in_the_last_moment_is_made_anew(tmp_path: Path) -> None:
    worn(tmp_path)
    with pytest.raises(Conflict):
        slipped(tmp_path, lambda: (tmp_path / FILE).unlink(missing_ok=True))


def test_a_second_name_of_the_file_is_told_of_once(tmp_path: Path) -> None:
    worn(tmp_path)
    os.link(tmp_path / FILE, tmp_path / "second")
    assert put(tmp_path, OS, (BLOOD, 320)).is_unlinked
    assert not put(tmp_path, OS, (BLOOD, 330)).is_unlinked


def test_where_files_cannot_change_places_a_look_has_to_do(tmp_path: Path) -> None:
    worn(tmp_path)
    with running(FailingAt(error(ENOSYS), "rename")) as io:
        assert SCENES["one value"].act(tmp_path, io).kept == ()
    assert values_at(tmp_path, {BLOOD: None}) == {BLOOD: 320}
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("odd", [os.mkfifo, os.mkdir], ids=["pipe", "folder"])
def test_what_is_no_file_in_the_place_of_a_staged_one_stops_nobody(
    odd: Callable[[Path], object], tmp_path: Path
) -> None:
    worn(tmp_path)
    odd(tmp_path / f".{FILE}.01234567.tmp")
    put(tmp_path, OS, (BLOOD, 320))
    assert values_at(tmp_path, {BLOOD: None}) == {BLOOD: 320}
