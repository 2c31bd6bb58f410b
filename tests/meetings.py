"""Meetings made in memory, and one on disk, for the tests about them."""

from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from tui.store.meetings import begin, read_meetings
from tui.store.session import Session
from tui.ward import proceedings
from tui.ward.briefing import prepared
from tui.ward.judgement import judged
from tui.ward.meeting import Act, Item, Kind, Meeting, Part, Ref

HANOI = timezone(timedelta(hours=7))
DAY = date(2018, 10, 9)


def at(hour: int, minute: int = 0, second: int = 0) -> datetime:
    """A moment of the meeting's day, on the ward's clock."""
    return datetime(2018, 10, 9, hour, minute, second, tzinfo=HANOI)


def usual_items() -> tuple[Item, ...]:
    return (
        proceedings.item(Part.OPENING),
        proceedings.item(Part.LAST),
        proceedings.item(Part.RESULTS, indicator="blood"),
        proceedings.item(Part.GROUP, group="12"),
        proceedings.item(Part.ANSWERS),
        proceedings.item(Part.CONCLUSIONS),
    )


def make_meeting(**fields: Any) -> Meeting:
    """A draft that names who chairs and who keeps the minutes."""
    defaults: dict[str, Any] = {
        "id": "2018-10-09",
        "date": DAY,
        "kind": Kind.BLOC,
        "chair": "Trần Thị Hà",
        "secretary": "Lê Văn Minh",
        "place": "Hội trường",
        "items": usual_items(),
    }
    return Meeting(**defaults | fields)


def closed(meeting: Meeting) -> Meeting:
    return proceedings.close(proceedings.start(meeting, at(14)), at(16))


def signed(meeting: Meeting) -> Meeting:
    return proceedings.sign(closed(meeting), "Trần Thị Hà", at(17))


def going_on(ward: Path) -> datetime:
    """Puts a meeting into a copy of the sample that has come to group 12, a little late; the moment that it is."""
    board = Session(ward, keep=False).board()
    first = prepared(board, board.as_of, read_meetings(ward, board.year).meetings, judged(board).items)
    start = datetime(2018, 11, 8, 14, 0, tzinfo=HANOI)
    meeting = proceedings.describe(proceedings.start(first, start), present=42)
    for minutes in (4, 15, 18):
        meeting = proceedings.next_item(meeting, start + timedelta(minutes=minutes))
    meeting = proceedings.act(meeting, Ref("2018-10-09", "k-1"), Act.ASKED, "chờ Hội Chữ thập đỏ", date(2018, 11, 30))
    assert meeting.current is not None
    meeting = proceedings.skip(meeting, meeting.current.key, start + timedelta(minutes=20))
    meeting = proceedings.go_to(meeting, "group-12", start + timedelta(minutes=24))
    meeting = proceedings.note(meeting, "group-12", "đã vận động 62 hộ, 21 hộ hẹn trong tháng")
    meeting = proceedings.note_difficulty(meeting, "Nhiều hộ đi làm ăn xa, chưa gặp được", "12", "fund-poor")
    meeting = proceedings.note_difficulty(
        meeting,
        "Đề nghị phường bố trí thêm thùng phân loại rác, xe thu gom không vào được ngõ",
        "12",
        "clean-up",
        proposal=True,
    )
    begin(ward, meeting)
    return start + timedelta(minutes=31)
