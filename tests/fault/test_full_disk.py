"""A disk that really is full: a file system of a few pages, filled up to each of the last ones."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fault.scenes import BLOOD, BLOOD_OF_22, FILE, LAN, leftovers, values_at, write
from tests.needed import mounted
from tui.errors import Refused
from tui.store import edits
from tui.store.durable import FULL
from tui.store.keyed import Edit

PAGE = 4096

ENOUGH = 2
"""Pages for the new file and for what the journal grows by."""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "2018"
    folder.mkdir()
    with mounted(folder, "-t", "tmpfs", "-o", f"size={24 * PAGE}", "tmpfs"):
        yield folder


@pytest.mark.parametrize("free_pages", range(9))
def test_a_full_disk_keeps_the_old_values_and_takes_the_new_once_there_is_room(
    free_pages: int, small_disk: Path
) -> None:
    write(small_disk)
    edits.save(small_disk, FILE, [Edit(BLOOD, 300, 310)], reason="x" * 3000, who=LAN)
    fill(small_disk, free_pages)
    wanted = [Edit(BLOOD, 310, 320), Edit(BLOOD_OF_22, None, 8)]
    before, after = {BLOOD: 310, BLOOD_OF_22: None}, {BLOOD: 320, BLOOD_OF_22: 8}

    refusal = ""
    try:
        edits.save(small_disk, FILE, wanted, reason="y" * 3000, who=LAN)
    except Refused as refused:
        refusal = refused.msgid
    assert refusal == ("" if free_pages >= ENOUGH else FULL)
    assert values_at(small_disk, after) == (before if refusal else after)
    assert leftovers(small_disk) == []

    (small_disk / "filler").unlink()
    edits.save(small_disk, FILE, wanted, reason="y" * 3000, who=LAN)
    assert values_at(small_disk, after) == after
    assert [entry.new for entry in edits.history(small_disk)] == [320, 8, 310]


def fill(folder: Path, free_pages: int) -> None:
    """Leave so many pages free."""
    size = os.statvfs(folder).f_bfree * PAGE
    with (folder / "filler").open("wb") as filler:
        filler.write(b"x" * (size - free_pages * PAGE))
