"""Saving edits: what stands in the file and in the journal afterwards, who is told what, and what is taken back."""

import errno
import json
import os
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.fault.seam import Counting, FailingAt, Killed, error, killed, running
from tui.errors import Refused
from tui.store import durable, mounts, writer
from tui.store.durable import Unconfirmed
from tui.store.edits import Conflict, Saved, current, history, redo, save, undo, writable
from tui.store.journal import JOURNAL, Who, read_journal
from tui.store.keyed import Edit, Key, value_at
from tui.store.lock import LOCK
from tui.store.system import Io

LAN = Who("lan", "p12")
MINH = Who("minh", "p12")

TARGETS = "targets.toml"
SCORES = "scores.toml"
BLOOD: Key = ("ward", "blood", "value")
TREES: Key = ("ward", "trees", "value")
BLOOD_OF_22: Key = ("group", "22", "blood", "value")
SPREAD: Key = ("model", "TT01", "review", "spread")

START = """\
[ward.blood]
value = 300
assigned_by = "Hội Chữ thập đỏ quận"

[ward.trees]
value = 10
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    year = tmp_path / "2018"
    year.mkdir()
    (year / TARGETS).write_text(START)
    return year


def at(folder: Path, path: Key, file: str = TARGETS) -> object:
    return value_at(current(folder, file), path)


def put(folder: Path, path: Key, new: object, who: Who = LAN, file: str = TARGETS) -> Saved:
    """Save a value as somebody does who has just read the file."""
    return save(folder, file, [Edit(path, at(folder, path, file), new)], who=who)


class TestSave:
    def test_changes_the_file_and_tells_what(self, folder: Path) -> None:
        saved = save(folder, TARGETS, [Edit(BLOOD, 300, 320)], reason="họp\tgiao ban", who=LAN)
        assert (folder / TARGETS).read_text() == START.replace("300", "320")
        (entry,) = saved.entries
        assert (entry.seq, entry.who, entry.host, entry.what) == (1, "lan", "p12", "set")
        assert (entry.path, entry.old, entry.new, entry.reason) == (BLOOD, 300, 320, "họp giao ban")
        assert (saved.foreign, saved.original, saved.seq) == ((), None, 1)

    def test_makes_the_file_where_there_is_none(self, folder: Path) -> None:
        save(folder, SCORES, [Edit(SPREAD, None, 9.5)], who=LAN)
        assert (folder / SCORES).read_text() == "[model.TT01.review]\nspread = 9.5\n"

    def test_makes_all_edits_at_once_or_none(self, folder: Path) -> None:
        wanted = [Edit(BLOOD_OF_22, None, 8), Edit(BLOOD, 299, 320)]
        with pytest.raises(Conflict):
            save(folder, TARGETS, wanted, who=LAN)
        assert (folder / TARGETS).read_text() == START
        saved = save(folder, TARGETS, [*wanted[:1], Edit(BLOOD, 300, 320)], who=LAN)
        assert [(entry.seq, entry.new) for entry in saved.entries] == [(1, 8), (1, 320)]

    def test_leaves_no_trace_but_the_journal_and_the_lock(self, folder: Path) -> None:
        put(folder, BLOOD, 320)
        assert sorted(os.listdir(folder)) == sorted([TARGETS, JOURNAL, LOCK])

    def test_writes_nothing_where_all_is_as_wanted(self, folder: Path) -> None:
        before = (folder / TARGETS).stat().st_ino
        saved = save(folder, TARGETS, [Edit(BLOOD, 1, 300)], who=LAN)
        assert (saved.entries, saved.seq) == ((), 0)
        assert (folder / TARGETS).stat().st_ino == before
        assert not (folder / JOURNAL).exists()

    def test_keeps_what_it_does_not_know(self, folder: Path) -> None:
        text = START + "\n[x]\ny = [1, 2.50]\nz = 2018-11-08\n"
        (folder / TARGETS).write_text(text)
        put(folder, BLOOD, 320)
        found = (folder / TARGETS).read_text()
        assert tomllib.loads(found)["x"] == {"y": [1, 2.5], "z": date(2018, 11, 8)}
        assert "2.50" in found

    def test_finds_a_group_whatever_the_file_calls_it(self, folder: Path) -> None:
        (folder / TARGETS).write_text('[group."TDP 022".blood]\nvalue = 5\n')
        saved = put(folder, BLOOD_OF_22, 8)
        assert (folder / TARGETS).read_text() == '[group."TDP 022".blood]\nvalue = 8\n'
        assert saved.entries[0].path == BLOOD_OF_22
        undo(folder, LAN)
        assert at(folder, BLOOD_OF_22) == 5

    def test_merges_with_what_others_saved_meanwhile(self, folder: Path) -> None:
        save(folder, TARGETS, [Edit(TREES, 10, 11)], who=MINH)
        saved = save(folder, TARGETS, [Edit(BLOOD, 300, 320)], who=LAN, since=0)
        assert (at(folder, TREES), at(folder, BLOOD)) == (11, 320)
        assert [(entry.who, entry.new) for entry in saved.foreign] == [("minh", 11)]

    def test_tells_only_what_is_new_to_who_saves(self, folder: Path) -> None:
        seen = save(folder, TARGETS, [Edit(TREES, 10, 11)], who=MINH).seq
        assert put(folder, BLOOD, 320).foreign == ()
        save(folder, TARGETS, [Edit(TREES, 11, 12)], who=MINH)
        later = save(folder, TARGETS, [Edit(BLOOD, 320, 330)], who=LAN, since=seen)
        assert [entry.new for entry in later.foreign] == [320, 12]

    def test_with_a_link_keeps_it(self, folder: Path, tmp_path: Path) -> None:
        shutil.move(folder / TARGETS, tmp_path / "elsewhere.toml")
        (folder / TARGETS).symlink_to("../elsewhere.toml")
        put(folder, BLOOD, 320)
        assert (folder / TARGETS).is_symlink()
        assert "320" in (tmp_path / "elsewhere.toml").read_text()

    def test_beside_a_journal_that_is_a_link_changes_nothing(self, folder: Path, tmp_path: Path) -> None:
        """It would be written to the end of any file of whoever saves."""
        own = tmp_path / "profile"
        own.write_text("umask 022\n")
        (folder / JOURNAL).symlink_to(own)
        before = (folder / TARGETS).read_bytes()
        with pytest.raises(Refused, match="is not a plain file"):
            put(folder, BLOOD, 320)
        assert own.read_text() == "umask 022\n"
        assert (folder / TARGETS).read_bytes() == before

    def test_reads_a_byte_order_mark_and_windows_line_breaks(self, folder: Path) -> None:
        (folder / TARGETS).write_bytes(b"\xef\xbb\xbf" + START.replace("\n", "\r\n").encode())
        put(folder, BLOOD, 320)
        assert (folder / TARGETS).read_text() == START.replace("300", "320")

    def test_goes_on_from_a_journal_that_is_damaged(self, folder: Path) -> None:
        put(folder, BLOOD, 320)
        (folder / JOURNAL).write_bytes(b"rubbish\n" + (folder / JOURNAL).read_bytes() + b'{"v":1,')
        assert put(folder, BLOOD, 330).seq == 2
        assert read_journal(folder).damaged == 2


class TestOrderOnDisk:
    def test_intent_then_file_then_folder_then_told(self, folder: Path) -> None:
        with running(Counting()) as io:
            save(folder, TARGETS, [Edit(BLOOD, 300, 320)], who=LAN, io=io)
        steps = [name for name in io.names if name in ("lock", "fsync", "rename")]
        assert steps == ["lock", "fsync", "fsync", "rename", "fsync"]

    def test_the_copy_with_remarks_is_safe_before_the_file_loses_them(self, folder: Path) -> None:
        (folder / TARGETS).write_text("# agreed on 5 March\n" + START)
        with running(Counting()) as io:
            save(folder, TARGETS, [Edit(BLOOD, 300, 320)], who=LAN, io=io)
        steps = [name for name in io.names if name in ("fsync", "rename")]
        assert steps == ["fsync", "rename", "fsync", "fsync", "fsync", "rename", "fsync"]

    def test_a_value_that_others_left_is_synced_before_it_counts_as_saved(self, folder: Path) -> None:
        with running(Counting()) as io:
            save(folder, TARGETS, [Edit(BLOOD, 1, 300)], who=LAN, io=io)
        assert io.names.count("fsync") == 2

    def test_the_folder_of_a_linked_file_is_synced_too(self, folder: Path, tmp_path: Path) -> None:
        shutil.move(folder / TARGETS, tmp_path / TARGETS)
        (folder / TARGETS).symlink_to(tmp_path / TARGETS)
        with running(Counting()) as io:
            save(folder, TARGETS, [Edit(BLOOD, 300, 320)], who=LAN, io=io)
        assert io.names[io.names.index("rename") :].count("fsync") == 2


class TestConflict:
    def test_says_who_changed_it_when_and_what_was_not_saved(self, folder: Path) -> None:
        put(folder, BLOOD, 310, MINH)
        with pytest.raises(Conflict) as caught:
            save(folder, TARGETS, [Edit(BLOOD, 300, 320)], who=LAN)
        (clash,) = caught.value.clashes
        assert (clash.path, clash.mine, clash.theirs) == (BLOOD, 320, 310)
        assert clash.by is not None
        assert clash.by.who == "minh"
        assert "ward.blood.value is 310 since minh changed it on " in str(caught.value)
        assert str(caught.value).endswith("so 320 was not saved.")
        assert at(folder, BLOOD) == 310

    def test_knows_when_it_was_changed_without_the_app(self, folder: Path) -> None:
        put(folder, BLOOD, 310, MINH)
        (folder / TARGETS).write_text(START)
        with pytest.raises(Conflict, match="without the app") as caught:
            save(folder, TARGETS, [Edit(BLOOD, 310, 320)], who=LAN)
        assert caught.value.clashes[0].theirs == 300

    def test_blames_nobody_for_what_the_journal_does_not_know(self, folder: Path) -> None:
        with pytest.raises(Conflict, match="without the app") as caught:
            save(folder, TARGETS, [Edit(BLOOD, 299, 320)], who=LAN)
        assert caught.value.clashes[0].by is None

    def test_counts_several(self, folder: Path) -> None:
        with pytest.raises(Conflict, match="2 values have changed") as caught:
            save(folder, TARGETS, [Edit(BLOOD, 1, 2), Edit(TREES, 1, 2), Edit(BLOOD_OF_22, None, 1)], who=LAN)
        assert [clash.path for clash in caught.value.clashes] == [BLOOD, TREES]

    def test_is_also_about_what_was_taken_away(self, folder: Path) -> None:
        put(folder, BLOOD, None, MINH)
        with pytest.raises(Conflict, match="is – since minh"):
            save(folder, TARGETS, [Edit(BLOOD, 300, 320)], who=LAN)

    def test_can_be_overruled(self, folder: Path) -> None:
        put(folder, BLOOD, 310, MINH)
        saved = save(folder, TARGETS, [Edit(BLOOD, 300, 320)], who=LAN, force=True)
        assert (saved.entries[0].old, at(folder, BLOOD)) == (310, 320)

    def test_ends_with_exit_code_3(self, folder: Path) -> None:
        assert Conflict.exit_code == 3


class TestEditorWithoutTheApp:
    def test_what_it_dropped_is_told_and_kept_in_the_journal(self, folder: Path) -> None:
        put(folder, BLOOD, 320)
        put(folder, BLOOD_OF_22, 8)
        (folder / TARGETS).write_text(START)
        saved = put(folder, TREES, 11)
        assert {(entry.what, entry.who, entry.path, entry.old, entry.new) for entry in saved.foreign} == {
            ("external", "", BLOOD, 320, 300),
            ("external", "", BLOOD_OF_22, 8, None),
        }
        assert [entry.what for entry in history(folder, path_prefix=BLOOD)] == ["external", "set"]
        assert put(folder, TREES, 12).foreign == ()

    def test_a_change_of_other_values_drops_nothing(self, folder: Path) -> None:
        put(folder, BLOOD, 320)
        (folder / TARGETS).write_text((folder / TARGETS).read_text().replace("10", "12"))
        assert put(folder, BLOOD, 330).foreign == ()
        assert [record.what for record in read_journal(folder).records] == ["set", "external", "set"]

    def test_is_noticed_without_edits_too(self, folder: Path) -> None:
        put(folder, BLOOD, 320)
        (folder / TARGETS).unlink()
        assert [entry.new for entry in save(folder, TARGETS, []).foreign] == [None]
        assert save(folder, TARGETS, []).foreign == ()

    def test_what_it_took_back_by_hand_stays_taken_back(self, folder: Path) -> None:
        put(folder, BLOOD, 320)
        (folder / TARGETS).write_text(START)
        save(folder, TARGETS, [])
        assert at(folder, BLOOD) == 300

    def test_that_saves_in_the_midst_of_ours_is_not_overwritten(self, folder: Path) -> None:
        class Busy(Io):
            """Just before the first look that decides, somebody else writes."""

            times = 0

            def __init__(self) -> None:
                self.ftruncate = os.ftruncate

            def chmod(self, file: int | Path, mode: int) -> None:
                self.times += 1
                if self.times == 3:
                    (folder / TARGETS).write_text(START.replace("10", "77"))
                super().chmod(file, mode)

        io = Busy()
        save(folder, TARGETS, [Edit(BLOOD, 300, 320)], who=LAN, io=io)
        assert io.times > 3
        assert (at(folder, BLOOD), at(folder, TREES)) == (320, 77)
        assert len(read_journal(folder).records) == 1

    def test_that_never_rests_is_given_up_on(self, folder: Path) -> None:
        class Restless(Io):
            count = 0

            def chmod(self, file: int | Path, mode: int) -> None:
                self.count += 1
                (folder / TARGETS).write_text(START + f"# {self.count}\n")
                super().chmod(file, mode)

        with pytest.raises(Refused, match=r"keeps changing targets\.toml"):
            save(folder, TARGETS, [Edit(BLOOD, 300, 320)], who=LAN, io=Restless())
        assert at(folder, BLOOD) == 300
        assert [name for name in os.listdir(folder) if name.endswith(".tmp")] == []


class TestKilledProgram:
    @pytest.fixture
    def interrupted(self, folder: Path) -> Path:
        """A folder where a program has been killed just before the new file took the old one's place."""
        put(folder, TREES, 9)
        with running(FailingAt(killed, "rename")) as io, pytest.raises(Killed):
            save(folder, TARGETS, [Edit(BLOOD, 300, 310)], who=MINH, io=io)
        return folder

    def test_what_it_meant_is_completed_by_the_next_save(self, interrupted: Path) -> None:
        assert at(interrupted, BLOOD) == 300
        saved = save(interrupted, TARGETS, [Edit(TREES, 9, 11)], who=LAN, since=1)
        assert (at(interrupted, BLOOD), at(interrupted, TREES)) == (310, 11)
        assert [(entry.who, entry.what, entry.new) for entry in saved.foreign] == [("minh", "set", 310)]
        assert sorted(os.listdir(interrupted)) == sorted([TARGETS, JOURNAL, LOCK])

    def test_what_it_meant_counts_when_it_is_in_the_way(self, interrupted: Path) -> None:
        with pytest.raises(Conflict, match="is 310 since minh"):
            save(interrupted, TARGETS, [Edit(BLOOD, 300, 320)], who=LAN)

    def test_what_it_meant_can_be_undone(self, interrupted: Path) -> None:
        undo(interrupted, MINH)
        assert at(interrupted, BLOOD) == 300

    def test_what_it_meant_does_not_overwrite_what_an_editor_wrote_since(self, interrupted: Path) -> None:
        (interrupted / TARGETS).write_text(START)
        saved = save(interrupted, TARGETS, [])
        assert (interrupted / TARGETS).read_text() == START
        assert {(entry.path, entry.old, entry.new) for entry in saved.foreign} == {(BLOOD, 310, 300), (TREES, 9, 10)}
        assert sorted(os.listdir(interrupted)) == sorted([TARGETS, JOURNAL, LOCK])

    def test_what_it_had_not_yet_noted_is_gone(self, folder: Path) -> None:
        (folder / f".{TARGETS}.0123.tmp").write_text("half a fi")
        save(folder, TARGETS, [])
        assert (folder / TARGETS).read_text() == START
        assert [name for name in os.listdir(folder) if name.endswith(".tmp")] == []

    def test_what_it_had_not_yet_noted_is_gone_though_it_was_once_saved_like_that(self, folder: Path) -> None:
        put(folder, BLOOD, 310)
        (folder / f".{TARGETS}.0123.tmp").write_bytes((folder / TARGETS).read_bytes())
        (folder / TARGETS).write_text(START)
        save(folder, TARGETS, [])
        assert at(folder, BLOOD) == 300


class TestRemarks:
    def test_are_copied_beside_the_file_once(self, folder: Path) -> None:
        first = "# agreed on 5 March\n" + START
        (folder / TARGETS).write_text(first)
        saved = put(folder, BLOOD, 320)
        assert saved.original == folder / "targets.toml.goc"
        assert saved.original.read_text() == first
        (folder / TARGETS).write_text("# another\n" + (folder / TARGETS).read_text())
        assert put(folder, BLOOD, 330).original is None
        assert saved.original.read_text() == first

    def test_are_not_dropped_where_they_cannot_be_copied(self, folder: Path) -> None:
        text = "# agreed on 5 March\n" + START
        (folder / TARGETS).write_text(text)

        class NoCopies(Io):
            def __init__(self) -> None:
                self.rename = self._refused  # type: ignore[method-assign]

            def _refused(self, source: Path, to: Path, way: int) -> None:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        with pytest.raises(Refused, match="full"):
            save(folder, TARGETS, [Edit(BLOOD, 300, 320)], who=LAN, io=NoCopies())
        assert (folder / TARGETS).read_text() == text

    def test_that_are_none_are_not_copied(self, folder: Path) -> None:
        (folder / TARGETS).write_text(START + '"#" = "#1"\n')
        assert put(folder, BLOOD, 320).original is None


class TestUndo:
    def test_takes_back_the_newest_save_and_then_the_one_before(self, folder: Path) -> None:
        put(folder, BLOOD, 310)
        put(folder, BLOOD, 320)
        for expected in (310, 300):
            undo(folder, LAN)
            assert at(folder, BLOOD) == expected
        assert (folder / TARGETS).read_text() == START
        with pytest.raises(Refused, match="to undo"):
            undo(folder, LAN)

    def test_can_be_taken_back_until_something_else_is_saved(self, folder: Path) -> None:
        put(folder, BLOOD, 310)
        put(folder, BLOOD, 320)
        undo(folder, LAN)
        undo(folder, LAN)
        for expected in (310, 320):
            redo(folder, LAN)
            assert at(folder, BLOOD) == expected
        undo(folder, LAN)
        put(folder, TREES, 11)
        with pytest.raises(Refused, match="to redo"):
            redo(folder, LAN)

    def test_goes_over_what_was_seen_and_over_nothing_newer(self, folder: Path) -> None:
        put(folder, BLOOD, 320, LAN)
        put(folder, BLOOD, 330, MINH)
        for seen in ({}, {TREES: 330}, {BLOOD: 320}):
            with pytest.raises(Conflict):
                undo(folder, LAN, force=seen)
        undo(folder, LAN, force={BLOOD: 330})
        assert at(folder, BLOOD) == 300

    def test_says_what_it_undid(self, folder: Path) -> None:
        put(folder, BLOOD, 320)
        (entry,) = undo(folder, LAN).entries
        assert (entry.what, entry.path, entry.old, entry.new) == ("undo", BLOOD, 320, 300)

    @pytest.mark.parametrize(
        "found",
        [
            *("1e+9999", "-1e+400", "1e-9999", "1e+999999999", "inf", "nan", "2018-11-08", "14:05:00", '"1e+9999"'),
            *("[]", "[\n    1.5,\n    2018-11-08,\n]", '[\n    { day = 2018-11-08, toml = "1" },\n]', '"4,5\\ntriệu"'),
        ],
    )
    def test_gives_back_a_value_that_is_no_target_as_it_was(self, folder: Path, found: str) -> None:
        odd = START.replace("300", found)
        (folder / TARGETS).write_text(odd)
        put(folder, BLOOD, 320, LAN)
        undo(folder, LAN)
        assert (folder / TARGETS).read_text() == odd
        redo(folder, LAN)
        assert at(folder, BLOOD) == 320

    def test_a_number_beyond_all_floats_is_noticed_once(self, folder: Path) -> None:
        put(folder, BLOOD, 320, LAN)
        (folder / TARGETS).write_text(START.replace("300", "1e+9999"))
        assert len(put(folder, TREES, 11, LAN).foreign) == 1
        (folder / TARGETS).write_text((folder / TARGETS).read_text() + "\n")
        assert put(folder, TREES, 12, LAN).foreign == ()

    def test_takes_all_values_of_a_save_together(self, folder: Path) -> None:
        save(folder, TARGETS, [Edit(BLOOD_OF_22, None, 8), Edit(BLOOD, 300, 320)], who=LAN)
        undo(folder, LAN)
        assert (folder / TARGETS).read_text() == START

    def test_is_only_about_ones_own(self, folder: Path) -> None:
        put(folder, BLOOD, 320, LAN)
        put(folder, TREES, 11, MINH)
        undo(folder, LAN)
        assert (at(folder, BLOOD), at(folder, TREES)) == (300, 11)
        for other in (LAN, Who("minh", "elsewhere")):
            with pytest.raises(Refused, match="of yours"):
                undo(folder, other)

    def test_asks_before_it_undoes_what_somebody_else_has_changed(self, folder: Path) -> None:
        put(folder, BLOOD, 310, LAN)
        put(folder, BLOOD, 320, MINH)
        with pytest.raises(Conflict, match="since minh") as caught:
            undo(folder, LAN)
        assert (caught.value.clashes[0].mine, caught.value.clashes[0].theirs) == (300, 320)
        undo(folder, LAN, force=True)
        assert at(folder, BLOOD) == 300
        redo(folder, LAN)
        assert at(folder, BLOOD) == 310

    def test_steps_over_what_is_already_as_before(self, folder: Path) -> None:
        put(folder, TREES, 11, LAN)
        put(folder, BLOOD, 310, LAN)
        put(folder, BLOOD, 300, MINH)
        assert undo(folder, LAN).entries == ()
        undo(folder, LAN)
        assert at(folder, TREES) == 10

    def test_may_be_about_one_file_only(self, folder: Path) -> None:
        put(folder, BLOOD, 320)
        save(folder, SCORES, [Edit(SPREAD, None, 9)], who=LAN)
        undo(folder, LAN, file=TARGETS)
        assert (at(folder, BLOOD), at(folder, SPREAD, SCORES)) == (300, 9)
        with pytest.raises(Refused):
            undo(folder, LAN, file=TARGETS)
        undo(folder, LAN)
        assert at(folder, SPREAD, SCORES) is None
        redo(folder, LAN, file=TARGETS)
        redo(folder, LAN)
        assert (at(folder, BLOOD), at(folder, SPREAD, SCORES)) == (320, 9)

    def test_survives_the_end_of_the_program(self, folder: Path) -> None:
        script = """
import sys
from pathlib import Path
from tui.store.edits import Edit, save, undo
save(Path(sys.argv[1]), "targets.toml", [Edit(("ward", "blood", "value"), 300, 320)])
"""
        subprocess.run([sys.executable, "-c", script, str(folder)], check=True, timeout=60)
        assert at(folder, BLOOD) == 320
        undo(folder)
        assert at(folder, BLOOD) == 300

    def test_goes_on_where_the_journal_is_damaged(self, folder: Path) -> None:
        put(folder, TREES, 11)
        put(folder, BLOOD, 320)
        undo(folder, LAN)
        lines = (folder / JOURNAL).read_bytes().splitlines(keepends=True)
        (folder / JOURNAL).write_bytes(b"".join([lines[0], b"rubbish\n", lines[2]]))
        undo(folder, LAN)
        assert at(folder, TREES) == 10


class TestHistory:
    def test_is_newest_first(self, folder: Path) -> None:
        put(folder, BLOOD, 310, LAN)
        put(folder, BLOOD, 320, MINH)
        undo(folder, MINH)
        assert [(entry.who, entry.what, entry.old, entry.new) for entry in history(folder)] == [
            ("minh", "undo", 320, 310),
            ("minh", "set", 310, 320),
            ("lan", "set", 300, 310),
        ]

    def test_is_of_a_file_or_of_keys(self, folder: Path) -> None:
        put(folder, BLOOD, 310)
        put(folder, ("ward", "blood", "source"), "họp")
        put(folder, BLOOD_OF_22, 8)
        save(folder, SCORES, [Edit(SPREAD, None, 9)], who=LAN)
        assert len(history(folder)) == 4
        assert len(history(folder, TARGETS)) == 3
        assert len(history(folder, TARGETS, ("ward", "blood"))) == 2
        assert [entry.new for entry in history(folder, path_prefix=("group",))] == [8]
        assert [entry.new for entry in history(folder, since=2)] == [9, 8]

    def test_of_nothing_is_empty(self, folder: Path) -> None:
        assert history(folder) == []

    def test_that_cannot_be_read_is_said(self, folder: Path) -> None:
        put(folder, BLOOD, 310)
        with running(FailingAt(error(errno.EACCES), "open")) as io, pytest.raises(Refused, match="cannot be read"):
            history(folder, io=io)


def failing(call: str, number: int) -> Callable[[Path], object]:
    def act(folder: Path) -> object:
        with running(FailingAt(error(number), call)) as io:
            return save(folder, TARGETS, [Edit(BLOOD, 300, 320)], who=LAN, io=io)

    return act


class TestRefusals:
    @pytest.mark.parametrize(
        ("act", "sentence"),
        [
            (failing("rename", errno.EACCES), "You may not change targets.toml"),
            (failing("rename", errno.EROFS), "read-only"),
            (failing("write", errno.ENOSPC), "disk is full"),
            (failing("fsync", errno.EIO), "disk reports an error"),
            (failing("open", errno.EMFILE), "Too many open files"),
        ],
    )
    def test_leave_everything_as_it_was(self, act: Callable[[Path], object], sentence: str, folder: Path) -> None:
        with pytest.raises(Refused, match=sentence) as caught:
            act(folder)
        assert "as it was" in str(caught.value)
        assert (folder / TARGETS).read_text() == START
        assert history(folder) == []
        assert [name for name in os.listdir(folder) if name.endswith(".tmp")] == []
        put(folder, BLOOD, 320)
        assert at(folder, BLOOD) == 320

    def test_a_folder_that_cannot_be_synced_is_unconfirmed(self, folder: Path) -> None:
        class NoFolders(Counting):
            def done(self, name: str, real: Callable[..., object], *args: object) -> object:
                if name == "fsync" and "rename" in self.names:
                    raise OSError(errno.EIO, os.strerror(errno.EIO))
                return super().done(name, real, *args)

        put(folder, TREES, 11)
        with (
            running(NoFolders()) as io,
            pytest.raises(Unconfirmed, match="has been written, but the disk may not") as caught,
        ):
            save(folder, TARGETS, [Edit(BLOOD, 300, 320)], who=LAN, io=io)
        assert at(folder, BLOOD) == 320
        assert [(entry.seq, entry.new) for entry in history(folder)][:1] == [(caught.value.seq, 320)]
        with running(NoFolders()) as io:
            assert save(folder, TARGETS, [Edit(BLOOD, 300, 320)], who=LAN, io=io).entries == ()
            assert io.names.count("fsync") == 2

    @pytest.mark.parametrize(
        ("broken", "sentence"),
        [
            ("[ward.trees]\nvalue = 10\n[ward\n", "line 3 is not TOML, “.ward”"),
            ("[ward]\nblood = 300\n", "There is a value at ward.blood, where a table must be"),
            ("ward = 300\n", "There is a value at ward, where a table must be"),
            ("[[ward]]\n", "There is a value at ward, where a table must be"),
            ("[ward.blood.value]\nnow = 300\n", "There is a table at ward.blood.value, where a value must be"),
        ],
    )
    @pytest.mark.parametrize("force", [False, True])
    def test_a_file_broken_by_hand_stays_as_it_is(self, force: bool, broken: str, sentence: str, folder: Path) -> None:
        (folder / TARGETS).write_text(broken)
        with pytest.raises(Refused, match=sentence):
            save(folder, TARGETS, [Edit(TREES, 10, 11), Edit(BLOOD, None, 320)], who=LAN, force=force)
        assert (folder / TARGETS).read_text() == broken
        assert history(folder) == []

    def test_a_folder_that_is_gone(self, folder: Path) -> None:
        shutil.rmtree(folder)
        with pytest.raises(Refused, match="is gone"):
            save(folder, TARGETS, [Edit(BLOOD, 300, 320)], who=LAN)
        assert not folder.exists()

    def test_a_value_that_cannot_be_kept(self, folder: Path) -> None:
        with pytest.raises(Refused, match="cannot be kept"):
            save(folder, TARGETS, [Edit(BLOOD, 300, float("nan"))], who=LAN)


ASK_AS_NOBODY = """
import encodings.utf_8_sig, os, pwd, sys
from pathlib import Path
from tui.errors import Refused
from tui.store.edits import Edit, save, writable
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
for act in (writable, lambda folder: save(folder, "targets.toml", [Edit(("ward", "blood", "value"), 300, 320)])):
    try:
        act(Path(sys.argv[1]))
        print("yes")
    except Refused as refused:
        print(refused.msgid)
"""


class TestWritable:
    def test_says_nothing_where_edits_can_be_kept(self, folder: Path) -> None:
        put(folder, BLOOD, 320)
        before = sorted(os.listdir(folder))
        writable(folder)
        assert sorted(os.listdir(folder)) == before

    def test_refuses_a_folder_that_is_gone(self, folder: Path) -> None:
        with pytest.raises(Refused, match="is gone"):
            writable(folder / "missing")

    def test_refuses_where_locks_lie(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        table = folder / "mountinfo"
        table.write_text("1 0 0:1 / / rw - fuse.sshfs host:/ rw\n")
        monkeypatch.setattr(mounts, "MOUNTS", table)
        for act in (writable, lambda folder: put(folder, BLOOD, 320)):
            with pytest.raises(Refused, match="overwrite each other"):
                act(folder)
        assert at(folder, BLOOD) == 300

    @pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can be somebody else")
    @pytest.mark.parametrize("protected", [".", TARGETS, JOURNAL, LOCK, ""])
    def test_says_what_saving_will_say_to_who_lacks_the_rights(self, protected: str) -> None:
        with TemporaryDirectory() as home:
            year = Path(home)
            (year / TARGETS).write_text(START)
            put(year, TREES, 11)
            for path in [*year.iterdir(), year]:
                path.chmod(0o777)
            if protected:
                (year / protected).chmod(0o555)
            done = subprocess.run(
                [sys.executable, "-c", ASK_AS_NOBODY, home], capture_output=True, text=True, timeout=60, check=True
            )
            assert done.stdout.splitlines() == [durable.FORBIDDEN if protected else "yes"] * 2
            assert at(year, BLOOD) == (300 if protected else 320)


def test_on_a_server_a_late_view_of_the_file_is_waited_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder, BLOOD, 310)
    new = (folder / TARGETS).read_text()
    (folder / TARGETS).write_text(START.replace("10", "9"))
    waits = []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 3:
            (folder / TARGETS).write_text(new)

    monkeypatch.setattr(writer, "is_remote", lambda folder: True)
    monkeypatch.setattr(time, "sleep", sleep)
    assert save(folder, TARGETS, [Edit(TREES, 10, 11)], who=LAN).foreign == ()
    assert (at(folder, BLOOD), len(waits)) == (310, 3)


def test_a_journal_line_can_be_read_by_any_program(folder: Path) -> None:
    put(folder, BLOOD, 320)
    (line,) = (folder / JOURNAL).read_text("ascii").splitlines()
    fields = json.loads(line)
    assert fields["edits"] == [{"path": list(BLOOD), "old": 300, "new": 320}]
    assert len(fields["before"]) == len(fields["after"]) == 64
