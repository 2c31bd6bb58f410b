"""What stands beside the agenda: what each item is about, what of earlier meetings belongs to it; nobody in public."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from tests.boards import board_with
from tests.meetings import make_meeting
from tui.screens.meeting_about import About, Describer
from tui.ward import proceedings as does
from tui.ward.matters import Standing
from tui.ward.meeting import Act, Change, Meeting, Part, Ref

NOVEMBER = date(2018, 11, 8)

ITEMS = (
    does.item(Part.OPENING),
    does.item(Part.LAST),
    does.item(Part.RESULTS, indicator="fund-poor"),
    does.item(Part.GROUP, group="12"),
    does.item(Part.GROUP, group="99"),
    does.item(Part.OTHER, title="Bầu cử", key="other-1"),
    does.item(Part.ANSWERS),
    does.item(Part.CONCLUSIONS),
)


def october() -> Meeting:
    """Has a task that is overdue in November, something said of group 12, and a difficulty of it."""
    meeting = make_meeting(items=ITEMS)
    meeting = does.note(meeting, "group-12", "bà Nguyễn Thị Lan xin nghỉ")
    meeting = does.conclude(meeting, "Rà soát", "Tổ dân phố 12", date(2018, 10, 31), indicator="fund-poor")
    return does.note_difficulty(meeting, "Thiếu người", "12")


def november() -> Meeting:
    """Hears that the task is done, has a difficulty, a conclusion and a changed target of its own."""
    meeting = make_meeting(id="2018-11-08", date=NOVEMBER, items=ITEMS, present=42, invited=44)
    meeting = does.act(meeting, Ref("2018-10-09", "k-1"), Act.DONE)
    meeting = does.note_difficulty(meeting, "Mưa nhiều", "18")
    meeting = does.conclude(meeting, "Lùi ngày", task=False)
    return replace(meeting, changes=(Change("c-1", "Chỉ tiêu Hiến máu", "8", "9"),))


def described(key: str, *, public: bool = False, most: int = 2, room: int = 60, closed: bool = False) -> About:
    meetings = (october(), november())
    item = next(item for item in meetings[1].items if item.key == key)
    return Describer(board_with(), meetings, "vi", room, most, public=public, closed=closed).item(meetings[1], item)


def lines(about: About) -> list[str]:
    return [line.plain for line in about.lines]


@pytest.mark.parametrize(
    ("key", "place", "title", "matters"),
    [
        ("opening", "1/8", "Khai mạc, điểm danh", []),
        ("last", "2/8", "Việc còn từ các kỳ trước", ["2018-10-09/k-1", "2018-10-09/d-1"]),
        ("results-fund-poor", "3/8 · Kết quả", "Quỹ Vì người nghèo", ["2018-10-09/k-1"]),
        ("group-12", "4/8 · Khó khăn, kiến nghị", "Tổ dân phố 12", ["2018-10-09/k-1", "2018-10-09/d-1"]),
        ("group-99", "5/8 · Khó khăn, kiến nghị", "99", []),
        ("other-1", "6/8 · Việc khác", "Bầu cử", []),
        ("answers", "7/8", "Giải đáp tại chỗ và việc cần theo dõi", ["2018-11-08/d-1"]),
        ("conclusions", "8/8", "Kết luận", ["2018-11-08/k-1"]),
    ],
)
def test_each_item(key: str, place: str, title: str, matters: Sequence[str]) -> None:
    about = described(key)
    assert (about.place, about.title) == (place, title)
    assert [str(matter.ref) for matter in about.matters] == matters


def test_no_key_is_named_where_nothing_can_be_written_down() -> None:
    told = {item.key: (described(item.key).nothing, described(item.key, closed=True).nothing) for item in ITEMS}
    assert all(re.search("F[248]", now) and not re.search("F[248]", then) for now, then in map(told.pop, [*told][2:]))
    assert told.pop("last") == ("Nothing is open from earlier meetings",) * 2
    assert told == {"opening": ("F2: place, chair, secretary, who is present", "Nothing was raised or concluded")}


def test_what_was_open_shows_as_it_stands_now() -> None:
    assert [matter.standing(NOVEMBER) for matter in described("last").matters] == [Standing.DONE, Standing.RAISED]


def test_results_have_the_figure_and_how_groups_stand() -> None:
    about = described("results-fund-poor")
    assert about.figure is not None
    assert lines(about) == [
        "13.480.000 đ   – chưa giao",
        "▲ vượt 1   ● đạt 1   ▼ chậm 1",
        "▼ Tổ dân phố 12: 62,00 % sau 70 % thời gian; thiếu 1.520.000 đ",
    ]
    assert lines(described("results-fund-poor", most=0)) == lines(about)[:1]


def test_a_group_has_what_deserves_a_word_the_worst_first() -> None:
    raised = [
        "▼ Quỹ Vì người nghèo: 62,00 % sau 70 % thời gian; thiếu 1.520.000 đ",
        "· Quỹ Đền ơn đáp nghĩa: 44 tuần chưa báo cáo",
    ]
    assert lines(described("group-12"))[:2] == raised
    assert lines(described("group-12", most=1))[:2] == raised, "the last one is told, not counted"


def test_the_figure_of_a_group_is_the_one_furthest_behind() -> None:
    figure = described("group-12").figure
    assert figure is not None
    assert (figure.group, figure.indicator) == ("12", "fund-poor")
    assert described("group-99").figure is None


def test_no_verdict_and_no_count_is_torn_apart() -> None:
    figure, counts, *_ = lines(described("results-fund-poor", room=24))
    assert figure.splitlines() == ["13.480.000 đ", "– chưa giao"]
    assert counts.splitlines() == ["▲ vượt 1   ● đạt 1", "▼ chậm 1"]


def test_a_group_has_what_was_said_of_it_before() -> None:
    assert "Ý kiến ngày 09/10: bà Nguyễn Thị Lan xin nghỉ" in lines(described("group-12"))
    assert "Ý kiến ngày 09/10: bà N.T.L. xin nghỉ" in lines(described("group-12", public=True))


def test_conclusions_have_the_changes_that_were_made() -> None:
    assert lines(described("conclusions")) == ["Chỉ tiêu Hiến máu: 8 → 9"]


def test_the_opening_names_nobody_on_the_projector() -> None:
    desk, projector = lines(described("opening")), lines(described("opening", public=True))
    assert desk == [
        "Địa điểm: Hội trường",
        "Chủ trì: Trần Thị Hà",
        "Thư ký: Lê Văn Minh",
        "Có mặt: 42/44",
        "Vắng: –",
    ]
    assert projector == [desk[0], "Chủ trì: T.T.H.", "Thư ký: L.V.M.", *desk[3:]]
