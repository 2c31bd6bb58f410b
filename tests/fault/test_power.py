"""The power fails at any system call of a save: what was acknowledged is there when it comes back.

The disk has then what it was told to keep; of names and data that it was not, it may have all or nothing. Data that it
was told nothing of are lost in the usual run; `-m long` has disks that were lucky, too.
"""

from collections.abc import Iterable
from itertools import count, product
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.fault.scenes import FILE, SCENES, copied, leftovers, values_at
from tests.fault.seam import Counting, Killed, PowerCut, running
from tui.store import edits

FOLDERS_OF_ONE = [name for name in SCENES if name != "a linked file"]


class Disk(NamedTuple):
    """What a disk has of what it was not told to keep."""

    names_kept: bool
    data_kept: bool


CRUEL = (Disk(False, False), Disk(True, False))


@pytest.mark.parametrize("name", FOLDERS_OF_ONE)
def test_what_was_acknowledged_survives_a_power_cut(name: str, tmp_path: Path) -> None:
    cut_everywhere(name, CRUEL, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("name", FOLDERS_OF_ONE)
def test_what_was_acknowledged_survives_on_any_disk(name: str, tmp_path: Path) -> None:
    cut_everywhere(name, [Disk(*kept) for kept in product((False, True), repeat=2)], tmp_path)


def cut_everywhere(name: str, disks: Iterable[Disk], tmp_path: Path) -> None:
    """Cut the power before each system call of the scene's save, until a save comes to its end."""
    scene = SCENES[name]
    template = tmp_path / "template"
    template.mkdir()
    scene.prepare(template)
    found = {}
    for at in count(1):
        for disk in disks:
            folder = copied(template, tmp_path / f"{at} {disk}")
            before, wanted = scene.before(folder), dict(scene.wanted)
            with running(PowerCut(folder, at)) as io:
                try:
                    scene.act(folder, io)
                    is_saved = True
                except Killed:
                    is_saved = False
                io.restart(**disk._asdict())
            allowed = [wanted] if is_saved else [*before, wanted]
            now = values_at(folder, wanted)
            with running(Counting()) as io:
                after = edits.save(folder, FILE, [], io=io)
            later = values_at(folder, wanted)
            if now not in allowed or later not in allowed or leftovers(folder) or (is_saved and after.foreign):
                found[at, disk] = now, later, after.foreign
        if is_saved:
            break
    assert found == {}
