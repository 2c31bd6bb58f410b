"""The power fails at any system call of a save: what was acknowledged is there when it comes back.

The disk has then what it was told to keep; of names and data that it was not, it may have all or nothing.
"""

from itertools import count, product
from pathlib import Path

import pytest

from tests.fault.scenes import FILE, SCENES, copied, leftovers, values_at
from tests.fault.seam import Counting, Killed, PowerCut, running
from tui.store import edits

FOLDERS_OF_ONE = [name for name in SCENES if name != "a linked file"]


@pytest.mark.parametrize("name", FOLDERS_OF_ONE)
def test_what_was_acknowledged_survives_a_power_cut(name: str, tmp_path: Path) -> None:
    scene = SCENES[name]
    template = tmp_path / "template"
    template.mkdir()
    scene.prepare(template)
    found = {}
    for at in count(1):
        for names_kept, data_kept in product((False, True), repeat=2):
            folder = copied(template, tmp_path / f"{at} {names_kept} {data_kept}")
            before, wanted = scene.before(folder), dict(scene.wanted)
            with running(PowerCut(folder, at)) as io:
                try:
                    scene.act(folder, io)
                    is_saved = True
                except Killed:
                    is_saved = False
                io.restart(names_kept=names_kept, data_kept=data_kept)
            allowed = [wanted] if is_saved else [*before, wanted]
            now = values_at(folder, wanted)
            with running(Counting()) as io:
                after = edits.save(folder, FILE, [], io=io)
            later = values_at(folder, wanted)
            if now not in allowed or later not in allowed or leftovers(folder) or (is_saved and after.foreign):
                found[at, names_kept, data_kept] = now, later, after.foreign
        if is_saved:
            break
    assert found == {}
