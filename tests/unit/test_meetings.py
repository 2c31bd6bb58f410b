"""Meetings on disk: begun, taken on by several people at once, signed, and found out where changed by hand."""

import errno
import os
import shutil
import stat
import sys
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.boards import GROUPS, board_with
from tests.meetings import DAY, at, closed, make_meeting
from tui.errors import Refused
from tui.store import durable, edits, meetings
from tui.store.edits import Conflict, Edit, Who
from tui.store.files import A_READABLE_FILE
from tui.store.meetings import amend, begin, changes_made, read_meetings
from tui.store.session import Session
from tui.ward import proceedings as does
from tui.ward.board import Group
from tui.ward.briefing import prepared
from tui.ward.meeting import Act, Kind, Meeting, Part, Ref, State

HA, MINH = Who("ha", "may-1"), Who("minh", "may-2")

INDICATORS = """
[blood]
topic = "blood"
name.vi = "Hiến máu nhân đạo"
unit = "đơn vị máu"
[fund-poor]
topic = "fund"
name.vi = "Quỹ Vì người nghèo"
unit = "đồng"
"""
SCORING = """
[criteria.result]
name.vi = "Kết quả"
max = 30
[disqualifiers.duplicate]
name.vi = "Trùng lặp"
"""


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    files = {
        "ward.toml": 'name = "Ngọc Thụy"\n',
        "indicators.toml": INDICATORS,
        "2017/groups.csv": "code,name\n12,Tổ dân phố 12\n",
        "2018/groups.csv": "code,name\n12,Tổ dân phố 12\n31,Tổ dân phố 31\n",
        "2018/results.csv": "date,group,indicator,value\n2018-09-01,12,blood,4\n",
        "2018/scoring.toml": SCORING,
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
@pytest.mark.parametrize("mode", [0o2770, 0o2775, 0o755])
def test_their_folder_is_for_all_who_may_write_into_the_years(mode: int, ward: Path, draft: Meeting) -> None:
    shutil.rmtree(ward / "2018/meetings", ignore_errors=True)
    (ward / "2018").chmod(mode)
    before = os.umask(0o077)
    try:
        begin(ward, draft)
    finally:
        os.umask(before)
    assert stat.S_IMODE((ward / "2018/meetings").stat().st_mode) == mode


@pytest.fixture
def draft(ward: Path) -> Meeting:
    return begin(ward, make_meeting(), who=HA)


def path_of(ward: Path, meeting: Meeting) -> Path:
    return ward / "2018" / "meetings" / f"{meeting.id}.toml"


def written(ward: Path, meeting: Meeting) -> dict[str, Any]:
    return tomllib.loads(path_of(ward, meeting).read_text(encoding="utf-8"))


def only(ward: Path) -> Meeting:
    (meeting,) = read_meetings(ward, 2018).meetings
    return meeting


def difficulty(text: str, group: str | None = None) -> Callable[[Meeting], Meeting]:
    return lambda meeting: does.note_difficulty(meeting, text, group)


def test_a_meeting_begun_is_on_disk(ward: Path, draft: Meeting) -> None:
    assert draft == make_meeting()
    assert read_meetings(ward, 2018) == ((draft,), ())
    assert written(ward, draft)["item"]["results-blood"] == {"part": "results", "indicator": "blood", "order": 3}


def test_a_killed_app_resumes_where_it_was(ward: Path, draft: Meeting) -> None:
    running = amend(ward, draft, lambda meeting: does.start(meeting, at(14)))
    amend(ward, running, lambda meeting: does.next_item(meeting, at(14, 5)))
    resumed = only(ward)
    assert resumed.current is not None
    assert (resumed.current.key, resumed.current.seconds(at(14, 20)), resumed.seconds(at(14, 20))) == (
        "last",
        900,
        1200,
    )
    assert resumed.items[0].spent == 300


def test_a_ward_without_the_years_folder_is_told(ward: Path) -> None:
    with pytest.raises(Refused) as refused:
        begin(ward, make_meeting(id="2019-01-05", date=date(2019, 1, 5)))
    assert refused.value.msgid == meetings.NO_YEAR
    assert not (ward / "2019").exists()


def test_a_share_that_is_away_for_a_moment_is_told(ward: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stale(_path: Path) -> bool:
        raise OSError(errno.ESTALE, "Stale file handle")

    monkeypatch.setattr(Path, "is_file", stale)
    with pytest.raises(Refused) as refused:
        begin(ward, make_meeting())
    assert refused.value.msgid == durable.GONE


def test_two_secretaries_begin_one_meeting(ward: Path, draft: Meeting) -> None:
    theirs = begin(ward, make_meeting(items=(does.item(Part.GROUP, group="31"),)), who=MINH)
    assert {each.key for each in theirs.items} == {*(each.key for each in draft.items), "group-31"}


def test_both_secretaries_win(ward: Path, draft: Meeting) -> None:
    amend(ward, draft, lambda meeting: does.describe(meeting, present=36), who=HA)
    both = amend(ward, draft, lambda meeting: does.note(meeting, "last", "Đã xong"), who=MINH)
    assert (both.present, both.items[1].note) == (36, "Đã xong")


def test_what_both_added_under_one_key_is_there_twice(ward: Path, draft: Meeting) -> None:
    amend(ward, draft, difficulty("của Hà"), who=HA)
    both = amend(ward, draft, difficulty("của Minh", "31"), who=MINH)
    assert [(each.key, each.text, each.group) for each in both.difficulties] == [
        ("d-1", "của Hà", None),
        ("d-2", "của Minh", "31"),
    ]


def test_both_rearrange_the_agenda(ward: Path, draft: Meeting) -> None:
    amend(ward, draft, lambda meeting: does.move(meeting, "group-12", -3), who=HA)
    both = amend(ward, draft, lambda meeting: does.move(meeting, "conclusions", -1), who=MINH)
    keys = ["group-12", "opening", "last", "results-blood", "conclusions", "answers"]
    assert [each.key for each in both.items] == keys


def test_the_same_value_asks(ward: Path, draft: Meeting) -> None:
    amend(ward, draft, lambda meeting: does.describe(meeting, present=36), who=HA)
    with pytest.raises(Conflict) as conflict:
        amend(ward, draft, lambda meeting: does.describe(meeting, present=37), who=MINH)
    assert [(each.path, each.mine, each.theirs) for each in conflict.value.clashes] == [(("present",), 37, 36)]
    assert only(ward).present == 36


def test_both_press_space_at_once(ward: Path, draft: Meeting) -> None:
    running = amend(ward, draft, lambda meeting: does.start(meeting, at(14)))
    amend(ward, running, lambda meeting: does.next_item(meeting, at(14, 5)), who=HA)
    with pytest.raises(Conflict):
        amend(ward, running, lambda meeting: does.next_item(meeting, at(14, 5, 1)), who=MINH)
    assert [each.state for each in only(ward).items[:3]] == [State.DONE, State.CURRENT, State.TODO]


def test_nothing_is_added_to_what_somebody_has_just_signed(ward: Path, draft: Meeting) -> None:
    over = amend(ward, draft, closed)
    amend(ward, over, lambda meeting: does.sign(meeting, "Trần Thị Hà", at(17)), who=HA)
    for late in (difficulty("muộn"), lambda meeting: does.describe(meeting, present=1)):
        with pytest.raises(Refused) as refused:
            amend(ward, over, late, who=MINH)
        assert refused.value.msgid == does.SIGNED
    assert only(ward).difficulties == ()


def test_nobody_signs_what_they_have_not_seen(ward: Path, draft: Meeting) -> None:
    over = amend(ward, draft, closed)
    amend(ward, over, difficulty("mới"), who=MINH)
    with pytest.raises(Refused) as refused:
        amend(ward, over, lambda meeting: does.sign(meeting, "Trần Thị Hà", at(17)), who=HA)
    assert refused.value.msgid == meetings.CHANGED
    assert only(ward).signed is None


def test_unknown_keys_and_other_spellings_survive(ward: Path, draft: Meeting) -> None:
    path = path_of(ward, draft)
    text = path.read_text(encoding="utf-8").replace('date = "2018-10-09"', 'date = "9/10/2018"\nown = "kept"')
    path.write_text(text + '[conclusion.k-1]\ntext = "a"\ndeadline = 2018-11-01\nown = 5\n', encoding="utf-8")
    meeting = amend(ward, only(ward), lambda each: does.describe(each, present=1))
    kept = written(ward, meeting)
    assert (kept["own"], kept["date"]) == ("kept", "9/10/2018")
    assert kept["conclusion"]["k-1"] == {"text": "a", "deadline": date(2018, 11, 1), "own": 5}
    later = replace(meeting.conclusions[0], deadline=date(2018, 12, 1))
    assert amend(ward, meeting, lambda each: does.revise(each, later)).conclusions == (later,)


def signed_on_disk(ward: Path, draft: Meeting) -> Meeting:
    done = amend(ward, draft, lambda meeting: closed(does.conclude(meeting, "Xong", task=False)))
    return amend(ward, done, lambda meeting: does.sign(meeting, "Trần Thị Hà", at(17)))


def told(ward: Path) -> list[tuple[str, str]]:
    return [(each.file, each.expected) for each in read_meetings(ward, 2018).problems]


def test_a_signed_meeting_changed_by_hand_is_found(ward: Path, draft: Meeting) -> None:
    meeting = signed_on_disk(ward, draft)
    path = path_of(ward, meeting)
    assert told(ward) == []
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("Xong", "Khác"), encoding="utf-8")
    assert told(ward) == [("2018/meetings/2018-10-09.toml", meetings.AS_SIGNED)]
    path.write_text(before, encoding="utf-8")
    assert told(ward) == []


def test_a_supplement_hides_no_change_by_hand(ward: Path, draft: Meeting) -> None:
    meeting = signed_on_disk(ward, draft)
    meeting = amend(ward, meeting, lambda each: does.supplement(each, "k-1", "Đã xong", "Minh", at(18)))
    meeting = amend(ward, meeting, lambda each: does.number_notice(each, "07-TB/ĐU", DAY))
    assert told(ward) == []
    path = path_of(ward, meeting)
    path.write_text(path.read_text(encoding="utf-8").replace("Xong", "Khác"), encoding="utf-8")
    amend(ward, only(ward), lambda each: does.supplement(each, "k-1", "Nữa", "Minh", at(19)))
    assert told(ward) == [("2018/meetings/2018-10-09.toml", meetings.AS_SIGNED)]


def test_a_change_by_hand_before_the_signature_does_not_matter(ward: Path, draft: Meeting) -> None:
    path = path_of(ward, draft)
    path.write_text(path.read_text(encoding="utf-8").replace("Hội trường", "Nhà văn hóa"), encoding="utf-8")
    signed_on_disk(ward, only(ward))
    assert told(ward) == []


def test_a_signature_by_hand_is_found(ward: Path, draft: Meeting) -> None:
    path = path_of(ward, draft)
    path.write_text(path.read_text(encoding="utf-8") + '[signed]\nby = "x"\n', encoding="utf-8")
    assert told(ward) == [("2018/meetings/2018-10-09.toml", meetings.AS_SIGNED)]


def test_a_journal_that_cannot_be_read_is_told(ward: Path, draft: Meeting) -> None:
    signed_on_disk(ward, draft)
    (ward / "2018/journal.jsonl").unlink()
    (ward / "2018/journal.jsonl").mkdir()
    assert told(ward) == [("2018/journal.jsonl", A_READABLE_FILE)]


@pytest.mark.parametrize("name", ["hop.toml", "2018-13-01.toml", "2018-10-09-x.toml", "20181009.toml"])
def test_a_file_that_is_named_otherwise_is_told(ward: Path, draft: Meeting, name: str) -> None:
    (ward / "2018/meetings" / name).write_text("", encoding="utf-8")
    assert read_meetings(ward, 2018).meetings == (draft,)
    assert told(ward) == [(f"2018/meetings/{name}", meetings.A_NAME)]


def test_one_broken_file_hides_no_other(ward: Path, draft: Meeting) -> None:
    (ward / "2018/meetings/2018-07-10.toml").write_text("date = [", encoding="utf-8")
    (ward / "2018/meetings/2018-08-10.toml").write_text('present = "x"\n', encoding="utf-8")
    (ward / "2018/meetings/2018-10-09.toml.goc").write_text("x", encoding="utf-8")
    found = read_meetings(ward, 2018)
    assert [each.id for each in found.meetings] == ["2018-08-10", "2018-10-09"]
    assert [(each.file, each.line, each.column) for each in found.problems] == [
        ("2018/meetings/2018-07-10.toml", 1, ""),
        ("2018/meetings/2018-08-10.toml", 1, "present"),
    ]


def test_meetings_of_earlier_years_come_first_and_later_ones_not_at_all(ward: Path, draft: Meeting) -> None:
    earlier = begin(ward, make_meeting(id="2017-12-20", date=date(2017, 12, 20)))
    second = begin(ward, make_meeting(id="2018-10-09-2"))
    assert read_meetings(ward, 2018).meetings == (earlier, draft, second)
    assert read_meetings(ward, 2017).meetings == (earlier,)


def test_a_ward_without_meetings_has_none(ward: Path) -> None:
    assert read_meetings(ward, 2018) == ((), ())


def test_undo_takes_ones_own_step_back(ward: Path, draft: Meeting) -> None:
    noted = amend(ward, draft, lambda meeting: does.describe(meeting, present=36), who=MINH)
    both = amend(ward, noted, difficulty("nhầm"), who=HA)
    assert meetings.undo(ward, both, who=HA) == only(ward) == noted


def test_what_was_taken_back_is_taken_again(ward: Path, draft: Meeting) -> None:
    started = amend(ward, draft, lambda meeting: does.start(meeting, at(14)), who=HA)
    assert meetings.undo(ward, started, who=HA) == draft
    assert meetings.redo(ward, draft, who=HA) == started
    with pytest.raises(Refused):
        meetings.redo(ward, started, who=HA)


def test_a_meeting_that_was_begun_stays(ward: Path, draft: Meeting) -> None:
    with pytest.raises(Refused) as refused:
        meetings.undo(ward, draft, who=HA)
    assert refused.value.msgid == edits.NOTHING_TO_UNDO
    assert only(ward) == draft


def test_a_signature_is_not_taken_back(ward: Path, draft: Meeting) -> None:
    over = amend(ward, draft, closed, who=HA)
    amend(ward, over, lambda meeting: does.sign(meeting, "Trần Thị Hà", at(17)), who=HA)
    with pytest.raises(Refused) as refused:
        meetings.undo(ward, over, who=HA)
    assert refused.value.msgid == does.SIGNED
    assert only(ward).signed is not None


def test_a_folder_of_meetings_that_is_none_is_told(ward: Path) -> None:
    (ward / "2018/meetings").write_text("", encoding="utf-8")
    assert told(ward) == [("2018/meetings", meetings.A_READABLE_FOLDER)]


def test_what_a_meeting_decides_is_in_its_record(ward: Path) -> None:
    folder = ward / "2018"
    board = Session(ward, keep=False).board()
    edits.save(folder, "targets.toml", [Edit(("ward", "blood", "value"), None, 300)], who=HA)
    entry = edits.history(folder)[0]
    meeting = make_meeting(started=entry.at + timedelta(seconds=1))
    later = entry.at + timedelta(hours=1)
    assert changes_made(ward, board, meeting, later) == ()
    meeting = make_meeting(started=entry.at.replace(microsecond=999))
    decided = [
        Edit(("ward", "blood", "value"), 300, 350),
        Edit(("ward", "blood", "source"), None, "họp"),
        Edit(("group", "TDP 12", "fund-poor", "value"), None, "4,5 triệu"),
    ]
    edits.save(folder, "targets.toml", decided, reason="họp giao ban", who=HA)
    edits.save(folder, "targets.toml", [Edit(("group", "12", "blood", "value"), None, 8)], who=HA)
    edits.undo(folder, HA)
    points = [Edit(("model", "TT01", "review", "result"), None, 8.5)]
    edits.save(folder, "scores.toml", [*points, Edit(("model", "TT02", "disqualified"), None, "duplicate")], who=MINH)
    made = changes_made(ward, board, meeting, later)
    assert [(each.key, each.what, each.old, each.new, each.who, each.reason) for each in made] == [
        ("c-1", "Chỉ tiêu Hiến máu nhân đạo, phường Ngọc Thụy", "", "350 đơn vị máu", "ha", "họp giao ban"),
        ("c-2", "Chỉ tiêu Quỹ Vì người nghèo, Tổ dân phố 12", "", "4.500.000 đ", "ha", "họp giao ban"),
        ("c-3", "Mô hình TT01, Kết quả, thẩm định", "", "8,5", "minh", ""),
        ("c-4", "Mô hình TT02, không đủ điều kiện xếp loại", "", "Trùng lặp", "minh", ""),
    ]
    ended = replace(meeting, ended=entry.at - timedelta(days=1))
    assert changes_made(ward, board, ended, later) == ()
    assert changes_made(ward, board, make_meeting(), later) == ()


def test_actions_about_an_earlier_meeting_are_in_the_later_ones_file(ward: Path, draft: Meeting) -> None:
    meeting = amend(ward, draft, lambda each: does.act(each, Ref("2018-07-10", "k-1"), Act.DONE))
    assert written(ward, meeting)["action"] == {"a-1": {"of": "2018-07-10/k-1", "act": "done"}}


def test_the_next_meeting_is_prepared_by_the_last_one() -> None:
    board = board_with(groups=(*GROUPS, Group("PN", "Hội Phụ nữ", "union")))
    first = prepared(board, DAY, ())
    assert (first.id, first.chair, first.place) == ("2018-10-09", "", "")
    agenda = ["opening", "last", "results-fund-poor", "group-PN", "answers", "conclusions"]
    assert [item.key for item in first.items] == agenda
    last = make_meeting(kind=Kind.FRONT, present=42, invited=44, absent="tổ 5")
    second = prepared(board, DAY, [last])
    assert (second.id, second.kind, second.place) == ("2018-10-09-2", Kind.FRONT, last.place)
    assert (second.chair, second.secretary) == (last.chair, last.secretary)
    assert (second.present, second.invited, second.absent) == (None, 44, "")
