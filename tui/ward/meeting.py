"""A review meeting (giao ban) as a value: its agenda and clock, what was raised, answered and concluded, who signed it.

What happens in a meeting is in `proceedings`. Difficulties and conclusions outlive their meeting, which may be signed
by then; what becomes of them is an `Action` in the record of a later one, and `matters` puts the two together. Moments
know their time zone. Only the standard library.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Protocol, Self

from tui.errors import N_
from tui.ward.names import natural_key


class Kind(StrEnum):
    """Who reviews."""

    PARTY = "party"
    COMMITTEE = "committee"
    FRONT = "front"
    BLOC = "bloc"
    EXTRAORDINARY = "extraordinary"


KIND_WORDS = {
    Kind.PARTY: N_("Party committee"),
    Kind.COMMITTEE: N_("People's Committee"),
    Kind.FRONT: N_("Fatherland Front"),
    Kind.BLOC: N_("mobilisation bloc"),
    Kind.EXTRAORDINARY: N_("extraordinary"),
}


class Part(StrEnum):
    """What an item of the agenda is for, in the order of a real meeting."""

    OPENING = "opening"
    LAST = "last"
    RESULTS = "results"
    GROUP = "group"
    OTHER = "other"
    ANSWERS = "answers"
    CONCLUSIONS = "conclusions"


PART_WORDS = {
    Part.OPENING: N_("Opening, attendance"),
    Part.LAST: N_("Open conclusions of earlier meetings"),
    Part.RESULTS: N_("Results"),
    Part.GROUP: N_("Difficulties and proposals"),
    Part.OTHER: N_("Other matters"),
    Part.ANSWERS: N_("Answers on the spot, and what is to be followed up"),
    Part.CONCLUSIONS: N_("Conclusions"),
}

ALLOTTED = {
    Part.OPENING: 5,
    Part.LAST: 10,
    Part.RESULTS: 3,
    Part.GROUP: 5,
    Part.OTHER: 5,
    Part.ANSWERS: 10,
    Part.CONCLUSIONS: 10,
}
"""Minutes that an item is meant to take unless it says otherwise itself."""


class State(StrEnum):
    """Where an item of the agenda stands."""

    TODO = "todo"
    CURRENT = "current"
    DONE = "done"
    SKIPPED = "skipped"


class Act(StrEnum):
    """What can become of a difficulty, and of a conclusion."""

    ANSWERED = "answered"
    FOLLOWED_UP = "followed-up"
    RESOLVED = "resolved"
    DONE = "done"
    ASKED = "extension-asked"
    EXTENDED = "extended"


DIFFICULTY, CONCLUSION = "d", "k"
"""What the keys of difficulties and conclusions (kết luận) start with."""

ACTS = {
    DIFFICULTY: (Act.ANSWERED, Act.FOLLOWED_UP, Act.RESOLVED),
    CONCLUSION: (Act.DONE, Act.ASKED, Act.EXTENDED),
}


class Ref(NamedTuple):
    """A difficulty or conclusion of any meeting: "2018-10-09/k-2"."""

    meeting: str
    key: str

    @classmethod
    def of(cls, text: str) -> Self:
        """The one that `text` names."""
        meeting, _, key = text.partition("/")
        return cls(meeting, key)

    def __str__(self) -> str:
        return f"{self.meeting}/{self.key}"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the agenda."""

    key: str
    part: Part
    indicator: str | None = None
    group: str | None = None
    title: str = ""
    """Of an item that is none of the usual ones."""
    allotted: int = 0
    """Minutes that it is meant to take; 0: as its part usually does."""
    state: State = State.TODO
    note: str = ""
    """What was said, in the secretary's words."""
    spent: int = 0
    """Seconds, without those since it was last turned to."""
    since: datetime | None = None
    """When it was turned to; None unless it is the current one."""

    def seconds(self, now: datetime) -> int:
        """How long the meeting has been at it; a program that was killed meanwhile changes nothing."""
        return self.spent + (max(int((now - self.since).total_seconds()), 0) if self.since else 0)

    def overtime(self, now: datetime) -> int:
        """Seconds over what it was meant to take; negative while there are some left."""
        return self.seconds(now) - 60 * (self.allotted or ALLOTTED[self.part])


@dataclass(frozen=True, slots=True)
class Difficulty:
    """A difficulty or proposal, of a group or the ward (None), perhaps about an indicator."""

    key: str
    text: str
    group: str | None = None
    indicator: str | None = None
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A conclusion: a task with its owner and deadline, or explicitly none."""

    key: str
    text: str
    owner: str = ""
    deadline: date | None = None
    task: bool = True
    group: str | None = None
    indicator: str | None = None

    @property
    def complete(self) -> bool:
        """Whether it says who does it and until when, or that nothing is to be done."""
        return not self.task or bool(self.owner and self.deadline)


@dataclass(frozen=True, slots=True)
class Action:
    """What this meeting heard or decided about a difficulty or conclusion, its own or an earlier meeting's."""

    key: str
    of: Ref
    act: Act
    text: str = ""
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure of the ward as the meeting saw it, in words: what is signed says so whatever the files say later."""

    key: str
    """The indicator's."""
    name: str
    result: str
    base: str = ""
    percent: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A target or score changed while the meeting went on, in words."""

    key: str
    what: str
    old: str
    new: str
    at: datetime | None = None
    who: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Supplement:
    """What corrects signed minutes."""

    key: str
    corrects: str
    """Key of an entry, "k-2", or one of `PARTICULARS`."""
    text: str
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed the minutes, and when."""

    by: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Number and day of the notice of conclusions, "07-TB/ĐU"."""

    number: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting and its record."""

    id: str
    """Its file's name: "2018-11-08"; "2018-11-08-2" is the second one of that day."""
    date: date
    kind: Kind = Kind.BLOC
    place: str = ""
    chair: str = ""
    secretary: str = ""
    present: int | None = None
    invited: int | None = None
    absent: str = ""
    """Who was absent, and whether excused: groups and offices rather than names."""
    started: datetime | None = None
    ended: datetime | None = None
    items: tuple[Item, ...] = ()
    difficulties: tuple[Difficulty, ...] = ()
    conclusions: tuple[Conclusion, ...] = ()
    """Numbered from 1 in this order."""
    actions: tuple[Action, ...] = ()
    figures: tuple[Shown, ...] = ()
    changes: tuple[Change, ...] = ()
    signed: Signature | None = None
    notice: Notice | None = None
    supplements: tuple[Supplement, ...] = ()

    @property
    def current(self) -> Item | None:
        """The item that the meeting is at."""
        return next((item for item in self.items if item.state == State.CURRENT), None)

    @property
    def when(self) -> tuple[str, object]:
        """Puts meetings in order, the second one of a day behind the first."""
        return self.date.isoformat(), natural_key(self.id)

    @property
    def running(self) -> bool:
        """Whether it has started and not ended."""
        return self.started is not None and self.ended is None

    @property
    def entries(self) -> tuple[Difficulty | Conclusion, ...]:
        """What was raised, then what was concluded."""
        return (*self.difficulties, *self.conclusions)

    def seconds(self, now: datetime) -> int:
        """How long it has lasted."""
        return max(int(((self.ended or now) - self.started).total_seconds()), 0) if self.started else 0

    def keys(self) -> Collection[str]:
        """The keys of everything in its record that a supplement can be about."""
        tables = (self.items, self.difficulties, self.conclusions, self.actions, self.figures, self.changes)
        return {entry.key for table in tables for entry in table}


def open_meeting(meetings: Iterable[Meeting]) -> Meeting | None:
    """The meeting that is under way, else the newest that is not over yet."""
    unsettled = (each for each in meetings if each.ended is None and not each.signed)
    return max(unsettled, key=lambda each: (each.running, each.when), default=None)


PARTICULARS = ("date", "kind", "place", "chair", "secretary", "present", "invited", "absent")
"""The fields that `describe` sets."""


class Keyed(Protocol):
    """Anything in a meeting that has a key."""

    @property
    def key(self) -> str:
        """Unique among its like."""
