"""A journal that a power cut has torn, at each byte: what is whole counts, and the next save goes on from there."""

from itertools import cycle, product
from pathlib import Path

from tests.fault.scenes import BLOOD, FILE, LAN, is_in_step, put, values_at, with_torn_journal, worn
from tests.fault.seam import Counting, running
from tui.store import edits
from tui.store.journal import JOURNAL, read_journal
from tui.store.system import OS

TAILS = (b"", b"\0" * 40, b"\xff\n{}\x1b]0;x\x07")
"""What a disk may have behind the last byte that it kept."""


def test_a_torn_journal_still_has_all_that_is_whole(tmp_path: Path) -> None:
    worn(tmp_path)
    whole = (tmp_path / JOURNAL).read_bytes()
    for cut, tail in product(range(len(whole)), TAILS):
        (tmp_path / JOURNAL).write_bytes(whole[:cut] + tail)
        past = read_journal(tmp_path)
        # A line that only lacks its line break is whole, unless something else took the place of that.
        possible = {whole[:cut].count(b"\n"), whole[: cut + (not tail)].count(b"\n")}
        assert len(past.records) in possible
        assert past.damaged <= 2


def test_saves_go_on_from_a_torn_journal(tmp_path: Path) -> None:
    worn(tmp_path)
    whole, content = (tmp_path / JOURNAL).read_bytes(), (tmp_path / FILE).read_bytes()
    last_line = whole.rindex(b"\n", 0, -1) + 1
    for cut, tail in zip(range(last_line, len(whole)), cycle(TAILS), strict=False):
        (tmp_path / FILE).write_bytes(content)
        (tmp_path / JOURNAL).write_bytes(whole[:cut] + tail)
        with running(Counting()) as io:
            put(tmp_path, io, (BLOOD, 320))
            assert values_at(tmp_path, {BLOOD: None}) == {BLOOD: 320}
            assert is_in_step(tmp_path)


def test_what_was_saved_after_a_tear_can_be_undone(tmp_path: Path) -> None:
    with_torn_journal(tmp_path)
    put(tmp_path, OS, (BLOOD, 320))
    edits.undo(tmp_path, LAN)
    assert values_at(tmp_path, {BLOOD: None}) == {BLOOD: 310}
    assert is_in_step(tmp_path)
