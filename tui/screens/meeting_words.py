"""A meeting in words: what an item of the agenda is about, how long it has taken, where a matter stands."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from tui import phrases
from tui.errors import N_
from tui.texts import _, language, ngettext
from tui.ward.board import Board
from tui.ward.matters import STANDING_WORDS, Matter, Standing
from tui.ward.meeting import ALLOTTED, KIND_WORDS, PART_WORDS, Act, Difficulty, Item, Meeting, Part, State
from tui.ward.numbers import format_date, short_date
from tui.ward.persons import initialled, office

LONG, VERY_LONG = 100, 1000
"""Minutes from which only they are told, and from which not even they: then the meeting was left open."""

LEFT_OPEN = 24 * 60
"""Minutes from which a meeting must have been left open."""

OVERTIME = 60
"""Seconds over its time from which an item is said to be late."""

SHORT_PART_WORDS = {
    Part.OPENING: N_("Opening"),
    Part.LAST: N_("Earlier conclusions"),
    Part.ANSWERS: N_("Answers"),
}
"""Of what is long, for the agenda."""

ACT_WORDS = {
    Act.ANSWERED: N_("Answered"),
    Act.FOLLOWED_UP: N_("To be followed up"),
    Act.RESOLVED: N_("Resolved"),
    Act.DONE: N_("Done"),
    Act.ASKED: N_("More time is asked for"),
    Act.EXTENDED: N_("More time is granted"),
}


def item_title(item: Item, board: Board, *, public: bool = False) -> str:
    """What an item is about: its own title, its indicator or group, else what its part is."""
    if item.title:
        return wording(item.title, public=public)
    return about(item.group, item.indicator, board) or _(PART_WORDS[item.part])


def item_short(item: Item, board: Board, *, public: bool) -> str:
    """The same for the agenda, where there is little room."""
    if item.part in SHORT_PART_WORDS and not item.title:
        return _(SHORT_PART_WORDS[item.part])
    return item_title(item, board, public=public)


def item_place(item: Item, meeting: Meeting) -> str:
    """Which item it is, and of which part of the meeting: "3/19 · Results"."""
    place = f"{meeting.items.index(item) + 1}/{len(meeting.items)}"
    is_said = not (item.title or item.group or item.indicator)
    return place if is_said else f"{place} · {_(PART_WORDS[item.part])}"


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


def minutes(seconds: int) -> int:
    """A time in whole minutes."""
    return max(seconds, 0) // 60


def time_of(item: Item, now: datetime) -> str:
    """Minutes that an item has taken of those it is meant to take, "3/10'"; before its turn only these."""
    if item.state == State.SKIPPED:
        return ""
    allotted, spent = item.allotted or ALLOTTED[item.part], item.seconds(now)
    if item.state == State.TODO and not spent:
        return f"{allotted}'"
    taken = minutes(spent)
    return f"{taken}/{allotted}'" if taken < LONG else f"{taken}'" if taken < VERY_LONG else f">{VERY_LONG - 1}'"


def is_late(item: Item | None, now: datetime) -> bool:
    """Whether an item takes longer than it should."""
    return item is not None and item.overtime(now) >= OVERTIME


def clock(meeting: Meeting, now: datetime) -> str:
    """Where a meeting stands: how long it and its item have lasted, that this takes longer than it should."""
    if not meeting.running:
        return state_of(meeting)
    lasted = minutes(meeting.seconds(now))
    if meeting.started is not None and lasted >= LEFT_OPEN:
        return _("begun on {day} and not closed yet").format(day=format_date(meeting.started.date(), language()))
    parts = [_("{minutes} min").format(minutes=lasted) if lasted else _("just begun")]
    item = meeting.current
    if item is None:
        parts.append(_("the agenda is done"))
    else:
        allotted = item.allotted or ALLOTTED[item.part]
        spent = minutes(item.seconds(now))
        parts.append(_("this item {spent} of {allotted} min").format(spent=spent, allotted=allotted))
        if is_late(item, now):
            parts.append(_("{minutes} min too long").format(minutes=minutes(item.overtime(now))))
    return " · ".join(parts)


def state_of(meeting: Meeting) -> str:
    """Where a meeting stands, in a word or two."""
    if meeting.signed:
        return _("signed")
    if meeting.running:
        return _("under way")
    return _("not signed yet") if meeting.ended else _("not started")


def came_of(meeting: Meeting, count_open: int) -> str:
    """What a meeting concluded, and how much that it raised or concluded is still open."""
    count = len(meeting.conclusions)
    words = ngettext("{count} conclusion", "{count} conclusions", count).format(count=count)
    still = _("{count} still open").format(count=count_open)
    return f"{words} · {still}" if count_open else words


def standing(matter: Matter, today: date) -> str:
    """Where a matter stands, in a word or two."""
    return _(STANDING_WORDS[matter.standing(today)])


def role(matter: Matter, today: date) -> str:
    """The role of the themes that its standing is drawn in."""
    found = matter.standing(today)
    if found == Standing.OVERDUE:
        return "bad"
    return "warn" if matter.is_open(today) else "muted"


def deadline(matter: Matter, today: date) -> str:
    """Day and month of its deadline, with the year if that is another; a dash where it has none."""
    if matter.deadline is None:
        return phrases.NOTHING
    is_this_year = matter.deadline.year == today.year
    return short_date(matter.deadline) if is_this_year else format_date(matter.deadline, language())


def kind_of(matter: Matter) -> str:
    """Difficulty, proposal, conclusion."""
    if isinstance(matter.said, Difficulty):
        return _("proposal") if matter.said.proposal else _("difficulty")
    return _("conclusion")


def told(matter: Matter, today: date, board: Board, *, here: str | None = None, public: bool = False) -> str:
    """A matter in a line: what it is, where it stands, what was said of it last."""
    what, stands, *events = told_in_full(matter, today, board, here=here, public=public)
    return " · ".join([what, stands, *events[-1:]])


def stands(matter: Matter, today: date, board: Board, *, public: bool = False) -> Sequence[str]:
    """What it is, of whom, and where it stands, without what was said; then without whom it is of."""
    until = _("until {day}").format(day=deadline(matter, today)) if matter.deadline else ""
    now = (kind_of(matter), standing(matter, today), person(matter.owner, public=public), until)
    of = (short_date(matter.day), about(matter.said.group, matter.said.indicator, board))
    return [wording(" · ".join(filter(None, parts)), public=public) for parts in ((*of, *now), now)]


def told_in_full(
    matter: Matter, today: date, board: Board, *, here: str | None = None, public: bool = False
) -> Sequence[str]:
    """What was raised or concluded; who does it and how it stands; then what became of it, meeting by meeting.

    Args:
        matter: What is told.
        today: The day that deadlines are looked at from.
        board: Has the names of groups and indicators.
        here: The group that need not be named, as everything around is about it.
        public: Whether people are told by their initials, as everybody sees it.
    """
    group = matter.said.group if matter.said.group != here else None
    lead = " · ".join(
        filter(None, (short_date(matter.day), kind_of(matter), about(group, matter.said.indicator, board)))
    )
    until = _("until {day}").format(day=deadline(matter, today)) if matter.deadline else ""
    stands = " · ".join(filter(None, (standing(matter, today), person(matter.owner, public=public), until)))
    return [wording(text, public=public) for text in (f"{lead}: {matter.said.text}", stands, *_events(matter))]


def person(name: str, *, public: bool) -> str:
    """Who does something; a person by the initials where everybody sees it."""
    return office(name) if public else name


def wording(text: str, *, public: bool) -> str:
    """What was noted; people by their initials where everybody sees it."""
    return initialled(text) if public else text


def _events(matter: Matter) -> Iterator[str]:
    for event in matter.events:
        until = f" ({short_date(event.action.deadline)})" if event.action.deadline else ""
        words = f"{short_date(event.day)} {_(ACT_WORDS[event.action.act])}{until}"
        yield f"{words}: {event.action.text}" if event.action.text else words


def attendance(meeting: Meeting) -> str:
    """Present of invited, "45/47"."""
    if meeting.present is None:
        return ""
    return str(meeting.present) if meeting.invited is None else f"{meeting.present}/{meeting.invited}"
