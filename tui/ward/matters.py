"""Matters: the difficulties and conclusions of all meetings, each with what became of it in later ones."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from tui.errors import N_, Refused
from tui.ward.group_codes import groups_in
from tui.ward.meeting import Act, Action, Conclusion, Difficulty, Meeting, Ref
from tui.ward.names import group_key
from tui.ward.proceedings import act

NOT_ASKED = N_("Nobody has asked for more time yet.")


class Standing(StrEnum):
    """Where a matter stands; the first four a difficulty, the others a conclusion."""

    RAISED = "raised"
    ANSWERED = "answered"
    FOLLOWED_UP = "followed-up"
    RESOLVED = "resolved"
    OPEN = "open"
    ASKED = "extension-asked"
    EXTENDED = "extended"
    OVERDUE = "overdue"
    DONE = "done"
    NO_TASK = "no-task"


STANDING_WORDS = {
    Standing.RAISED: N_("raised"),
    Standing.ANSWERED: N_("answered"),
    Standing.FOLLOWED_UP: N_("in follow-up"),
    Standing.RESOLVED: N_("resolved"),
    Standing.OPEN: N_("open"),
    Standing.ASKED: N_("extension asked"),
    Standing.EXTENDED: N_("extended"),
    Standing.OVERDUE: N_("overdue"),
    Standing.DONE: N_("done"),
    Standing.NO_TASK: N_("no task"),
}

SETTLED = (Standing.ANSWERED, Standing.RESOLVED, Standing.DONE, Standing.NO_TASK)


class Event(NamedTuple):
    """What became of a matter on a day."""

    day: date
    action: Action


@dataclass(frozen=True, slots=True)
class Matter:
    """A difficulty or conclusion and its history."""

    ref: Ref
    day: date
    """Of the meeting that raised or concluded it."""
    said: Difficulty | Conclusion
    events: tuple[Event, ...] = ()
    """Oldest first."""

    @property
    def owner(self) -> str:
        """Who is to do it; "" of a difficulty."""
        return self.said.owner if isinstance(self.said, Conclusion) else ""

    @property
    def deadline(self) -> date | None:
        """Until when it is to be done, as it was last extended."""
        extended = [event.action.deadline for event in self.events if event.action.act == Act.EXTENDED]
        return extended[-1] if extended else self.said.deadline if isinstance(self.said, Conclusion) else None

    def standing(self, today: date) -> Standing:
        """Where it stands at the end of `today`."""
        last = self.events[-1].action.act if self.events else None
        if isinstance(self.said, Difficulty):
            return Standing(last) if last else Standing.RAISED
        if not self.said.task:
            return Standing.NO_TASK
        if last == Act.DONE:
            return Standing.DONE
        if self.deadline and self.deadline < today:
            return Standing.OVERDUE
        return Standing(last) if last else Standing.OPEN

    def is_open(self, today: date) -> bool:
        """Whether somebody still has to do something about it."""
        return self.standing(today) not in SETTLED

    def concerns(self, group: str, name: str = "") -> bool:
        """Whether it is about a group, or the group is to do it, perhaps with others; by code or name, as people write.

        "Tổ trưởng tổ 16, chị Lan" is group 16.
        """
        return not {group_key(group), group_key(name)}.isdisjoint(
            {group_key(self.said.group or ""), *groups_in(self.owner)} - {""}
        )


def matters(meetings: Iterable[Meeting], until: date = date.max) -> tuple[Matter, ...]:
    """All matters in the order in which they were raised, as the meetings up to a day have left them."""
    past = sorted((each for each in meetings if each.date <= until), key=lambda each: each.when)
    events: defaultdict[Ref, list[Event]] = defaultdict(list)
    for meeting in past:
        for action in meeting.actions:
            events[action.of].append(Event(meeting.date, action))
    return tuple(
        Matter(ref, meeting.date, said, tuple(events[ref]))
        for meeting in past
        for said in meeting.entries
        if (ref := Ref(meeting.id, said.key))
    )


def open_items(
    meetings: Iterable[Meeting], today: date, group: str | None = None, name: str = "", *, overdue: bool = False
) -> tuple[Matter, ...]:
    """What is open at the end of `today`: conclusions by deadline, so the overdue first, then difficulties by age.

    Of one group of that code and name, or only what is overdue, if asked for.
    """
    found = [
        matter
        for matter in matters(meetings, today)
        if matter.is_open(today)
        and (group is None or matter.concerns(group, name))
        and (not overdue or matter.standing(today) == Standing.OVERDUE)
    ]
    return tuple(sorted(found, key=_urgency))


def history(meetings: Iterable[Meeting], group: str, name: str = "", until: date = date.max) -> tuple[Matter, ...]:
    """All matters of the group of that code and name, the newest first."""
    return tuple(matter for matter in reversed(matters(meetings, until)) if matter.concerns(group, name))


class Remark(NamedTuple):
    """What was said about a group on a day."""

    day: date
    text: str


def last_remark(meetings: Iterable[Meeting], group: str, until: date = date.max) -> Remark | None:
    """What was written down about a group last; None where nothing ever was."""
    remarks = (
        Remark(meeting.date, item.note)
        for meeting in sorted(meetings, key=lambda each: each.when, reverse=True)
        for item in meeting.items
        if meeting.date <= until and item.note and item.group and group_key(item.group) == group_key(group)
    )
    return next(remarks, None)


def extend(meeting: Meeting, matter: Matter, text: str = "") -> Meeting:
    """Grant in this meeting the time that was asked for last; `Refused` where nobody has asked."""
    last = matter.events[-1].action if matter.events else None
    if last is None or last.act != Act.ASKED:
        raise Refused(NOT_ASKED)
    return act(meeting, matter.ref, Act.EXTENDED, text, last.deadline)


def _urgency(matter: Matter) -> tuple[bool, date, date]:
    return isinstance(matter.said, Difficulty), matter.deadline or date.max, matter.day
