"""Meetings made in memory, for the tests about them."""

from datetime import date, datetime, timedelta, timezone
from typing import Any

from tui.ward import proceedings
from tui.ward.meeting import Item, Kind, Meeting, Part

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
