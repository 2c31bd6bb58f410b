"""A meeting in words: what an item of the agenda is about, how long it has taken, where a matter stands."""

from datetime import date, datetime

from tui import phrases
from tui.texts import _, language
from tui.ward.board import Board
from tui.ward.matters import STANDING_WORDS, Matter, Standing
from tui.ward.meeting import ALLOTTED, KIND_WORDS, PART_WORDS, Difficulty, Item, Meeting, Part
from tui.ward.numbers import format_date

OVERTIME = 60
"""Seconds over its time from which an item is said to be late."""


def item_title(item: Item, board: Board) -> str:
    """What an item is about: its own title, its indicator or group, else what its part is."""
    if item.title:
        return item.title
    if item.part == Part.GROUP and item.group:
        return group_name(item.group, board)
    if item.part == Part.RESULTS and item.indicator:
        return indicator_name(item.indicator, board)
    return _(PART_WORDS[item.part])


def meeting_title(meeting: Meeting) -> str:
    """Day and kind."""
    number = meeting.id.removeprefix(meeting.date.isoformat())
    return f"{format_date(meeting.date, language())}{number} · {_(KIND_WORDS[meeting.kind])}"


def about(group: str | None, indicator: str | None, board: Board) -> str:
    """What something is attached to: "Tổ dân phố 12 · Hiến máu"; "" for nothing."""
    parts = [group_name(group, board) if group else "", indicator_name(indicator, board) if indicator else ""]
    return " · ".join(part for part in parts if part)


def group_name(code: str, board: Board) -> str:
    """The group's name; its code where this board has no such group."""
    return next((group.name for group in board.groups if group.code == code), code)


def indicator_name(key: str, board: Board) -> str:
    """The indicator's name; its key where the catalogue has it no longer."""
    return next((each.name(language()) for each in board.indicators if each.key == key), key)


def minutes(seconds: int) -> str:
    """A time in whole minutes."""
    return str(max(seconds, 0) // 60)


def time_of(item: Item, now: datetime) -> str:
    """Minutes taken of those it is meant to take, "3/10"."""
    return f"{minutes(item.seconds(now))}/{item.allotted or ALLOTTED[item.part]}"


def clock(meeting: Meeting, now: datetime) -> str:
    """How long the meeting and its item have lasted; that the item takes longer than it should."""
    if meeting.started is None:
        return _("not started")
    parts = [_("{minutes} min").format(minutes=minutes(meeting.seconds(now)))]
    if meeting.ended:
        parts.append(_("ended"))
    elif (item := meeting.current) is not None:
        late = item.overtime(now)
        parts.append(_("this item {time}").format(time=time_of(item, now)))
        if late >= OVERTIME:
            parts.append(_("{minutes} min over").format(minutes=minutes(late)))
    return " · ".join(parts)


def state_of(meeting: Meeting) -> str:
    """Where a meeting stands, in a word or two."""
    if meeting.signed:
        return _("signed")
    if meeting.running:
        return _("under way")
    return _("not signed yet") if meeting.ended else _("not started")


def standing(matter: Matter, today: date) -> str:
    """Where a matter stands, in a word or two."""
    return _(STANDING_WORDS[matter.standing(today)])


def role(matter: Matter, today: date) -> str:
    """The role of the themes that its standing is drawn in."""
    found = matter.standing(today)
    if found == Standing.OVERDUE:
        return "bad"
    return "warn" if matter.is_open(today) else "muted"


def deadline(matter: Matter) -> str:
    """Day and month of its deadline; a dash where it has none."""
    return format_date(matter.deadline, language())[:5] if matter.deadline else phrases.NOTHING


def kind_of(matter: Matter) -> str:
    """Difficulty, proposal, conclusion."""
    if isinstance(matter.said, Difficulty):
        return _("proposal") if matter.said.proposal else _("difficulty")
    return _("conclusion")


def told(matter: Matter, today: date) -> str:
    """A matter in a line: what it is, where it stands, what was said of it last."""
    day = format_date(matter.day, language())[:5]
    parts = [f"{day} {kind_of(matter)}: {matter.said.text}", standing(matter, today)]
    if matter.owner:
        parts.append(matter.owner)
    if matter.deadline:
        parts.append(_("until {day}").format(day=deadline(matter)))
    said = [event.action.text for event in matter.events if event.action.text]
    return " · ".join([*parts, *said[-1:]])


def attendance(meeting: Meeting) -> str:
    """Present of invited, "45/47"."""
    if meeting.present is None:
        return ""
    return str(meeting.present) if meeting.invited is None else f"{meeting.present}/{meeting.invited}"
