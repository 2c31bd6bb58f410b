"""Difficulties and conclusions over several meetings: where they stand, which are open, what a group's history is."""

from datetime import date

import pytest

from tests.meetings import at, make_meeting, signed
from tui.errors import Refused
from tui.ward import proceedings as does
from tui.ward.matters import SETTLED, STANDING_WORDS, Standing, extend, history, last_remark, matters, open_items
from tui.ward.meeting import ACTS, Act, Meeting, Ref, open_meeting

JULY, OCTOBER, NOVEMBER = date(2018, 7, 10), date(2018, 10, 9), date(2018, 11, 8)
DUE = date(2018, 10, 31)
TASK, DIFFICULTY = Ref("2018-07-10", "k-1"), Ref("2018-07-10", "d-1")

Acts = list[tuple[Act, date | None]]


def july() -> Meeting:
    meeting = make_meeting(id="2018-07-10", date=JULY)
    meeting = does.note_difficulty(meeting, "Thiếu chỗ để rác", "12", "clean-up")
    meeting = does.conclude(meeting, "Đặt thêm thùng rác", "Tổ dân phố 31", DUE)
    return does.conclude(meeting, "Biểu dương", task=False, group="12")


def meetings_with(of: Ref, acts: Acts) -> list[Meeting]:
    """July's meeting, and one for each of `acts` in the months after it."""
    found = [july()]
    for month, (what, deadline) in enumerate(acts, start=8):
        later = make_meeting(id=f"2018-{month:02}-09", date=date(2018, month, 9))
        found.append(does.act(later, of, what, "x", deadline))
    return found


@pytest.mark.parametrize(
    ("acts", "today", "standing", "deadline"),
    [
        ([], OCTOBER, Standing.OPEN, DUE),
        ([], DUE, Standing.OPEN, DUE),
        ([], NOVEMBER, Standing.OVERDUE, DUE),
        ([(Act.DONE, None)], NOVEMBER, Standing.DONE, DUE),
        ([(Act.ASKED, NOVEMBER)], OCTOBER, Standing.ASKED, DUE),
        ([(Act.ASKED, date(2018, 12, 1))], NOVEMBER, Standing.OVERDUE, DUE),
        ([(Act.ASKED, NOVEMBER), (Act.EXTENDED, NOVEMBER)], OCTOBER, Standing.EXTENDED, NOVEMBER),
        ([(Act.ASKED, NOVEMBER), (Act.EXTENDED, NOVEMBER)], date(2018, 11, 9), Standing.OVERDUE, NOVEMBER),
        ([(Act.EXTENDED, NOVEMBER), (Act.ASKED, date(2018, 12, 1))], OCTOBER, Standing.ASKED, NOVEMBER),
        ([(Act.EXTENDED, NOVEMBER), (Act.DONE, None)], date(2018, 12, 1), Standing.DONE, NOVEMBER),
    ],
)
def test_where_a_conclusion_stands(acts: Acts, today: date, standing: Standing, deadline: date) -> None:
    (matter,) = [each for each in matters(meetings_with(TASK, acts)) if each.ref == TASK]
    assert (matter.standing(today), matter.deadline) == (standing, deadline)
    assert matter.is_open(today) == (standing not in SETTLED)


@pytest.mark.parametrize(
    ("acts", "standing", "is_open"),
    [
        ([], Standing.RAISED, True),
        ([Act.ANSWERED], Standing.ANSWERED, False),
        ([Act.FOLLOWED_UP], Standing.FOLLOWED_UP, True),
        ([Act.ANSWERED, Act.FOLLOWED_UP], Standing.FOLLOWED_UP, True),
        ([Act.FOLLOWED_UP, Act.RESOLVED], Standing.RESOLVED, False),
    ],
)
def test_where_a_difficulty_stands(acts: list[Act], standing: Standing, is_open: bool) -> None:
    found = matters(meetings_with(DIFFICULTY, [(each, None) for each in acts]))
    (matter,) = [each for each in found if each.ref == DIFFICULTY]
    assert (matter.standing(NOVEMBER), matter.is_open(NOVEMBER), matter.deadline) == (standing, is_open, None)
    assert [event.action.act for event in matter.events] == acts


def test_a_conclusion_without_a_task_is_never_open() -> None:
    (matter,) = [each for each in matters([july()]) if each.ref.key == "k-2"]
    assert (matter.standing(NOVEMBER), matter.is_open(NOVEMBER)) == (Standing.NO_TASK, False)


def test_every_act_is_a_standing_and_every_standing_has_a_word() -> None:
    assert {act.value for several in ACTS.values() for act in several} <= {each.value for each in Standing}
    assert STANDING_WORDS.keys() == set(Standing)


def some_meetings() -> list[Meeting]:
    october = make_meeting(id="2018-10-09", date=OCTOBER)
    october = does.conclude(october, "Báo cáo quý", "Khối dân vận", date(2018, 11, 1))
    october = does.conclude(october, "Việc chưa rõ hạn", "UBND")
    october = does.note_difficulty(october, "Hộ đi vắng", "31")
    return [october, july()]


@pytest.mark.parametrize(
    ("today", "asked", "expected"),
    [
        (NOVEMBER, {}, ["2018-07-10/k-1", "2018-10-09/k-1", "2018-10-09/k-2", "2018-07-10/d-1", "2018-10-09/d-1"]),
        (NOVEMBER, {"overdue": True}, ["2018-07-10/k-1", "2018-10-09/k-1"]),
        (DUE, {"overdue": True}, []),
        (date(2018, 8, 1), {}, ["2018-07-10/k-1", "2018-07-10/d-1"]),
        (date(2018, 1, 1), {}, []),
        (NOVEMBER, {"group": "12"}, ["2018-07-10/d-1"]),
        (NOVEMBER, {"group": "TDP 31"}, ["2018-07-10/k-1", "2018-10-09/d-1"]),
        (NOVEMBER, {"group": "31", "overdue": True}, ["2018-07-10/k-1"]),
        (NOVEMBER, {"group": "1"}, []),
    ],
)
def test_what_is_open_the_overdue_first(today: date, asked: dict[str, object], expected: list[str]) -> None:
    assert [str(each.ref) for each in open_items(some_meetings(), today, **asked)] == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "owner",
    [
        "tổ 16",
        "TDP số 016",
        "tổ 16, chị Lan",
        "Tổ dân phố 16 (đ/c Lan)",
        "Tổ trưởng tổ 16",
        "Trưởng ban công tác Mặt trận tổ 16",
        "Chi bộ tổ dân phố 16",
        "các tổ 3, 16 và 33",
        "UBND phường, Tổ dân phố 16",
        "Hội Phụ nữ và TDP 16",
    ],
)
def test_a_group_is_to_do_it_however_it_is_written(owner: str) -> None:
    meetings = [does.conclude(make_meeting(), "Rà soát", owner, NOVEMBER)]
    assert len(open_items(meetings, NOVEMBER, "16", "Tổ dân phố 16")) == 1
    assert len(history(meetings, "016")) == 1
    for other in ("1", "6", "116", "PN2"):
        assert open_items(meetings, NOVEMBER, other, f"Tổ dân phố {other}") == ()


@pytest.mark.parametrize(
    ("owner", "is_theirs"),
    [
        ("Hội Phụ nữ", True),
        ("hoi phu nu phường, tổ 3", False),
        ("Chủ tịch Hội Phụ nữ", True),
        ("PN", True),
        ("", False),
    ],
)
def test_a_union_is_known_by_its_name(owner: str, is_theirs: bool) -> None:
    meetings = [does.conclude(make_meeting(), "Rà soát", owner, NOVEMBER)]
    assert bool(open_items(meetings, NOVEMBER, "PN", "Hội Phụ nữ")) == is_theirs


@pytest.mark.parametrize("owner", ["Chi bộ 16", "chi bộ 016", "16 hộ", "Công an phường", "Khối 16", "quý 4/16"])
def test_a_number_alone_is_no_group(owner: str) -> None:
    meetings = [does.conclude(make_meeting(), "Rà soát", owner, NOVEMBER)]
    assert open_items(meetings, NOVEMBER, "16", "Tổ dân phố 16") == ()


def test_a_groups_history_is_newest_first() -> None:
    assert [str(each.ref) for each in history(some_meetings(), "31")] == ["2018-10-09/d-1", "2018-07-10/k-1"]
    assert [str(each.ref) for each in history(some_meetings(), "12", until=JULY)] == [
        "2018-07-10/k-2",
        "2018-07-10/d-1",
    ]


def test_only_what_was_asked_for_is_granted() -> None:
    asked = meetings_with(TASK, [(Act.ASKED, NOVEMBER)])
    matter = next(each for each in matters(asked) if each.ref == TASK)
    granted = extend(make_meeting(), matter)
    assert [(each.of, each.act, each.deadline) for each in granted.actions] == [(TASK, Act.EXTENDED, NOVEMBER)]
    for meetings in ([july()], [*asked, granted]):
        matter = next(each for each in matters(meetings) if each.ref == TASK)
        with pytest.raises(Refused):
            extend(make_meeting(), matter)


def test_what_was_said_last_about_a_group() -> None:
    said = does.note(july(), "group-12", "Hết chỗ")
    silent = make_meeting(id="2018-10-09", date=OCTOBER)
    again = does.note(make_meeting(id="2018-11-08", date=NOVEMBER), "group-12", "Đã có chỗ")
    meetings = [again, said, silent]
    assert last_remark(meetings, "12") == (NOVEMBER, "Đã có chỗ")
    assert last_remark(meetings, "012", OCTOBER) == (JULY, "Hết chỗ")
    assert last_remark(meetings, "31") is None


def test_the_open_meeting_is_the_one_under_way() -> None:
    past = signed(make_meeting(id="2018-07-10", date=JULY))
    planned = make_meeting(id="2018-11-08", date=NOVEMBER)
    second = make_meeting(id="2018-11-08-10", date=NOVEMBER)
    going_on = does.start(make_meeting(), at(14))
    assert open_meeting([past]) is None
    assert open_meeting([second, planned, make_meeting(id="2018-11-08-9", date=NOVEMBER)]) == second
    assert open_meeting([past, going_on, planned]) == going_on
