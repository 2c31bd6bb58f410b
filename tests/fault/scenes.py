"""Folders in the states that a save may find, and what is then saved there."""

import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from errno import EINVAL
from pathlib import Path
from typing import Any
from unittest import mock

import tomli_w

from tests.fault.seam import Counting, Failing, FailingAt, Killed, killed, killed_after, running
from tui.store import edits, system
from tui.store.edits import Saved
from tui.store.files import CONFLICTS
from tui.store.journal import JOURNAL, Past, Who, read_journal
from tui.store.keyed import Edit, Key, value_at
from tui.store.system import Io

ROOT = Path(__file__).parents[2]
"""Where programs of these tests are run."""

FILE = "targets.toml"
LAN = Who("lan", "p12")
BLOOD: Key = ("ward", "blood", "value")
TREES: Key = ("ward", "trees", "value")
BLOOD_OF_22: Key = ("group", "22", "blood", "value")

START: Mapping[str, Any] = {"ward": {"blood": {"value": 300, "assigned_by": "Hội Chữ thập đỏ quận"}}, "x": {"y": [1]}}
"""What is in the file to begin with."""

THEIRS: Mapping[str, Any] = {"ward": {"houses": {"value": 1}}}
"""What an editor makes of it."""

SEEN = {BLOOD: 310, TREES: 5}
"""What an editor sees in a folder that is `worn`."""


@dataclass(frozen=True)
class Scene:
    """One state of a folder, and one save."""

    prepare: Callable[[Path], None]
    act: Callable[[Path, Io], Saved]
    wanted: Mapping[Key, object]
    """What stands in the file once the save is acknowledged."""
    pending: dict[Key, object] | None = None
    """What a save that was killed before may have left for whoever comes next to complete."""
    has_slip: bool = False
    """Whether what an editor wrote has to be kept."""

    def before(self, folder: Path) -> list[dict[Key, object]]:
        """What may stand at the paths of this scene while its save is not done."""
        here = values_at(folder, self.wanted)
        return [here] if self.pending is None else [here, here | self.pending]


def write(folder: Path, values: Mapping[str, Any] = START, remark: str = "") -> None:
    (folder / FILE).write_bytes(remark.encode() + tomli_w.dumps(values).encode())


def theirs() -> bytes:
    """What an editor's file holds."""
    return tomli_w.dumps(THEIRS).encode()


def put(folder: Path, io: Io, *changes: tuple[Key, object], **options: Any) -> Saved:
    """Save values as somebody does who has just read the file."""
    values = edits.current(folder, FILE)
    made = [Edit(path, value_at(values, path), new) for path, new in changes]
    return edits.save(folder, FILE, made, who=LAN, io=io, **options)


def setting(*changes: tuple[Key, object]) -> Callable[[Path, Io], Saved]:
    """Save values as somebody does who has seen the file as it is in the scenes."""
    return lambda folder, io: edits.save(
        folder, FILE, [Edit(path, SEEN.get(path), new) for path, new in changes], who=LAN, io=io
    )


def worn(folder: Path) -> None:
    """A folder in which somebody has already saved."""
    write(folder)
    with running(Counting()) as io:
        put(folder, io, (BLOOD, 305))
        put(folder, io, (BLOOD, 310), (TREES, 5))


def new(folder: Path) -> None:
    """A folder in which nobody has ever saved, without the file."""


def with_remarks(folder: Path) -> None:
    write(folder, {"ward": {"blood": {"value": 310}}}, "# agreed on 5 March\n")


def with_torn_journal(folder: Path) -> None:
    worn(folder)
    with (folder / JOURNAL).open("ab") as journal:
        journal.write(b'{"v":1,"seq":3,"at":"2018-11')


def changed_outside(folder: Path) -> None:
    worn(folder)
    write(folder, {"ward": {"blood": {"value": 310}, "houses": {"value": 1}}})


def interrupted(folder: Path) -> None:
    """A save of the trees was killed between the journal and the file."""
    worn(folder)
    with running(FailingAt(killed, "rename")) as io, suppress(Killed):
        put(folder, io, (TREES, 9))


def linked(folder: Path) -> None:
    worn(folder)
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    (folder / FILE).rename(elsewhere / FILE)
    (folder / FILE).symlink_to(Path("elsewhere", FILE))


def with_a_slip(folder: Path) -> None:
    """An editor wrote just before the file was replaced, and the save of the trees was killed just after."""
    worn(folder)

    def slipped_and_killed(io: Failing, name: str, real: Callable[..., Any], args: tuple[Any, ...]) -> Any:
        write(folder, THEIRS)
        return killed_after(io, name, real, args)

    with running(FailingAt(slipped_and_killed, "rename")) as io, suppress(Killed):
        put(folder, io, (TREES, 9))


def on_a_share(act: Callable[[Path, Io], Saved]) -> Callable[[Path, Io], Saved]:
    """Where two files cannot change places."""

    def acted(folder: Path, io: Io) -> Saved:
        with mock.patch.object(system, "renameat2", return_value=lambda *_: EINVAL):
            return act(folder, io)

    return acted


def undone(folder: Path, io: Io) -> Saved:
    return edits.undo(folder, LAN, io=io)


SCENES: Mapping[str, Scene] = {
    "one value": Scene(worn, setting((BLOOD, 320)), {BLOOD: 320}),
    "several values": Scene(
        worn, setting((BLOOD, 320), (TREES, None), (BLOOD_OF_22, 8)), {BLOOD: 320, TREES: None, BLOOD_OF_22: 8}
    ),
    "a new folder": Scene(new, setting((BLOOD_OF_22, 8)), {BLOOD_OF_22: 8}),
    "a file with remarks": Scene(with_remarks, setting((BLOOD, 320)), {BLOOD: 320}),
    "a torn journal": Scene(with_torn_journal, setting((BLOOD, 320)), {BLOOD: 320}),
    "a file changed outside": Scene(changed_outside, setting((BLOOD, 320)), {BLOOD: 320}),
    "after a killed save": Scene(interrupted, setting((BLOOD, 320)), {BLOOD: 320, TREES: 9}, {TREES: 9}),
    "a linked file": Scene(linked, setting((BLOOD, 320)), {BLOOD: 320}),
    "after a slip": Scene(with_a_slip, setting((BLOOD, 320)), {BLOOD: 320, TREES: 9}, has_slip=True),
    "on a share": Scene(worn, on_a_share(setting((BLOOD, 320))), {BLOOD: 320}),
    "undo": Scene(worn, undone, {BLOOD: 305, TREES: None}),
    "nothing to do": Scene(worn, setting((BLOOD, 310)), {BLOOD: 310}),
}


def copied(folder: Path, to: Path) -> Path:
    """A copy of a folder; what is linked in it is linked there too."""
    return shutil.copytree(folder, to, symlinks=True)


def values_at(folder: Path, paths: Mapping[Key, object]) -> dict[Key, object]:
    """What the file holds at these paths now; raises where it does not parse."""
    values = edits.current(folder, FILE)
    return {path: value_at(values, path) for path in paths}


def replayed(past: Past) -> dict[Key, object]:
    """What the journal says that the file holds."""
    return {edit.path: edit.new for record in past.records if record.file == FILE for edit in record.edits}


def is_kept(folder: Path, data: bytes) -> bool:
    """Whether what somebody wrote is to be found: in the file's place, or among the conflicts."""
    return data in [path.read_bytes() for path in (folder / FILE, *(folder / CONFLICTS).glob("*")) if path.is_file()]


def leftovers(folder: Path) -> list[str]:
    return [name for name in os.listdir(folder) if name.endswith(".tmp")]


def is_in_step(folder: Path) -> bool:
    """Whether the journal says of each value that it tells of what stands in the file."""
    told = replayed(read_journal(folder))
    return values_at(folder, told) == told
