"""What the system grants no more of: the size of files, open files, a folder that can be written to."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fault.scenes import BLOOD, FILE, ROOT, copied, is_in_step, leftovers, values_at, worn
from tests.needed import mounted
from tui.errors import Refused
from tui.store import edits
from tui.store.durable import READ_ONLY
from tui.store.keyed import Edit

LIMITS = {"RLIMIT_FSIZE": range(0, 3000, 250), "RLIMIT_NOFILE": range(3, 10)}


@pytest.mark.parametrize("limit", LIMITS)
def test_a_limit_of_the_system_loses_nothing(limit: str, tmp_path: Path) -> None:
    (tmp_path / "template").mkdir()
    worn(tmp_path / "template")
    said = set()
    for most in LIMITS[limit]:
        folder = copied(tmp_path / "template", tmp_path / str(most))
        command = [sys.executable, "-m", "tests.fault.one_save", str(folder), limit, str(most)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=ROOT)
        answer = done.stdout.strip()
        assert answer in ("saved", "Refused"), done.stderr
        assert values_at(folder, {BLOOD: None}) == {BLOOD: 320 if answer == "saved" else 310}
        edits.save(folder, FILE, [])
        assert is_in_step(folder)
        assert leftovers(folder) == []
        said.add(answer)
    assert said == {"saved", "Refused"}


def test_a_folder_that_is_mounted_read_only_says_so_before_anybody_types(tmp_path: Path) -> None:
    worn(tmp_path)
    with mounted(tmp_path, "--bind", "-o", "ro", str(tmp_path)):
        for act in (
            lambda: edits.writable(tmp_path),
            lambda: edits.save(tmp_path, FILE, [Edit(BLOOD, 310, 320)]),
        ):
            with pytest.raises(Refused) as caught:
                act()
            assert caught.value.msgid == READ_ONLY
    assert values_at(tmp_path, {BLOOD: None}) == {BLOOD: 310}
    assert sorted(os.listdir(tmp_path)) == [".giaoban.lock", "journal.jsonl", FILE]
