"""`giaoban meetings|open-items|minutes`: what was reviewed and decided, looked up and put on paper without a screen."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cached_property

from tui import phrases
from tui.errors import N_, NotFound, NumberRefused
from tui.lookups import Lookup, heading
from tui.office.minutes import MINUTES, NOTICE, paper
from tui.office.paper import Paper
from tui.office.record import Record as MeetingRecord
from tui.office.words import OWN, words_of
from tui.printing import Column, Page, Record, Table
from tui.store.meetings import Meetings, own_words, read_meetings
from tui.store.session import Session
from tui.texts import _, language, ngettext
from tui.ward.board import Board, Group
from tui.ward.matters import STANDING_WORDS, Matter, open_items
from tui.ward.meeting import KIND_WORDS, Conclusion, Difficulty, Meeting
from tui.ward.names import clean
from tui.ward.numbers import format_date, parse_date

NO_MEETING = N_("there is no meeting of “{day}”; there are: {known}")
NO_MEETINGS = N_("the ward has no meetings yet")
SEVERAL = N_("there are several meetings on that day, give one of: {known}")

WHAT_WORDS = {"difficulty": N_("difficulty"), "proposal": N_("proposal"), "conclusion": N_("conclusion")}

MOST_NAMED = 12
"""As many meetings are named to who asked for one that there is not."""


class MeetingLookup(Lookup):
    """A lookup in the meetings of a ward."""

    def __init__(self, board: Board, found: Meetings, today: date) -> None:
        self.board = board
        self.found = found
        self.today = today


class MeetingList(MeetingLookup):
    """`giaoban meetings`: the meetings of the board's year and what came of them."""

    fields = (
        *("id", "date", "kind", "chair", "secretary", "present", "invited", "started", "ended"),
        *("difficulties", "conclusions", "open", "signed", "notice"),
    )

    def records(self) -> list[Record]:
        """A record a meeting, oldest first; `open` counts what it raised or concluded and is not settled."""
        return [self._record(meeting) for meeting in self._meetings()]

    def _meetings(self) -> list[Meeting]:
        return [each for each in self.found.meetings if each.date.year == self.board.year]

    @cached_property
    def _open(self) -> Counter[str]:
        """How many matters of each meeting, by its id, are not settled."""
        return Counter(each.ref.meeting for each in open_items(self.found.meetings, self.today))

    def _record(self, meeting: Meeting) -> Record:
        return {
            "id": meeting.id,
            "date": meeting.date.isoformat(),
            "kind": meeting.kind.value,
            "chair": meeting.chair,
            "secretary": meeting.secretary,
            "present": meeting.present,
            "invited": meeting.invited,
            "started": meeting.started.isoformat() if meeting.started else None,
            "ended": meeting.ended.isoformat() if meeting.ended else None,
            "difficulties": len(meeting.difficulties),
            "conclusions": len(meeting.conclusions),
            "open": self._open[meeting.id],
            "signed": meeting.signed.by if meeting.signed else None,
            "notice": meeting.notice.number if meeting.notice else None,
        }

    def page(self) -> Page:
        """One table."""
        yield from heading(self.board)
        columns = (
            Column(_("Meeting")),
            Column(_("Kind"), least=10),
            Column(_("Chair"), least=8),
            Column(_("Difficulties"), right=True),
            Column(_("Conclusions"), right=True),
            Column(_("Still open"), right=True),
            Column(_("Signed"), least=0),
        )
        yield Table(columns, [self._row(meeting) for meeting in self._meetings()])

    def _row(self, meeting: Meeting) -> Sequence[str]:
        counts = (len(meeting.difficulties), len(meeting.conclusions), self._open[meeting.id])
        signed = meeting.signed.by if meeting.signed else _("draft")
        return (meeting.id, _(KIND_WORDS[meeting.kind]), meeting.chair, *map(str, counts), signed)


class OpenItems(MeetingLookup):
    """`giaoban open-items`: what is still to be done, the overdue first."""

    fields = ("ref", "raised", "what", "group", "indicator", "text", "owner", "deadline", "standing")

    def __init__(
        self, board: Board, found: Meetings, today: date, group: Group | None = None, *, overdue: bool = False
    ) -> None:
        super().__init__(board, found, today)
        whose = (group.code, group.name) if group else (None, "")
        self.matters = open_items(found.meetings, today, *whose, overdue=overdue)

    def records(self) -> list[Record]:
        """A record a difficulty or conclusion; `ref` names it in `meetings/*.toml`."""
        return [self._record(matter) for matter in self.matters]

    def _record(self, matter: Matter) -> Record:
        return {
            "ref": str(matter.ref),
            "raised": matter.day.isoformat(),
            "what": _what(matter.said),
            "group": matter.said.group,
            "indicator": matter.said.indicator,
            "text": matter.said.text,
            "owner": matter.owner,
            "deadline": matter.deadline.isoformat() if matter.deadline else None,
            "standing": matter.standing(self.today).value,
        }

    def page(self) -> Page:
        """How many there are, then each."""
        yield from heading(self.board)
        count = len(self.matters)
        yield ngettext("{count} open item on {day}", "{count} open items on {day}", count).format(
            count=count, day=format_date(self.today, language())
        )
        yield ""
        columns = (
            Column(_("Standing")),
            Column(_("Until")),
            Column(_("Owner"), least=8),
            Column(_("Group")),
            Column(_("What"), least=24),
            Column(_("Meeting"), least=0),
        )
        yield Table(columns, [self._row(matter) for matter in self.matters])

    def _row(self, matter: Matter) -> Sequence[str]:
        return (
            _(STANDING_WORDS[matter.standing(self.today)]),
            format_date(matter.deadline, language()) if matter.deadline else phrases.NOTHING,
            matter.owner or _(WHAT_WORDS[_what(matter.said)]),
            matter.said.group or "",
            matter.said.text,
            matter.ref.meeting,
        )


def meetings_of(session: Session, board: Board) -> Meetings:
    """The meetings up to the board's year; problems of earlier years are told where those years are looked at."""
    found = read_meetings(session.folder, board.year)
    own = tuple(each for each in found.problems if each.file.startswith(f"{board.year}/"))
    return Meetings(found.meetings, own)


def day_of(board: Board, *, asked: bool) -> date:
    """The day at whose end matters stand: today; that of the figures where one was asked for, or in another year."""
    today = date.today()
    return board.as_of if asked or today.year != board.year else today


def make_paper(
    session: Session, board: Board, found: Meetings, day: str, form: str | None = None, *, notice: bool = False
) -> Paper:
    """The minutes, or the notice, of the meeting of a day; raises `NotFound` for a meeting that there is not."""
    meeting = pick_meeting(found.meetings, day, board.year)
    record = MeetingRecord(meeting, found.meetings, board, words_of(own_words(session.folder, OWN)))
    return paper(NOTICE if notice else MINUTES, record, form)


def pick_meeting(meetings: Sequence[Meeting], text: str, year: int) -> Meeting:
    """The meeting of that id or day, "2018-11-08-2" or "8/11"; `NotFound` where it is none, or could be several."""
    found = [each for each in meetings if each.id == text] or _on_day(meetings, text, year)
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(SEVERAL, known=", ".join(each.id for each in found))
    if not meetings:
        raise NotFound(NO_MEETINGS)
    raise NotFound(NO_MEETING, day=clean(text), known=", ".join(each.id for each in meetings[-MOST_NAMED:]))


def _on_day(meetings: Sequence[Meeting], text: str, year: int) -> list[Meeting]:
    try:
        day = parse_date(text, year)
    except NumberRefused:
        return []
    return [each for each in meetings if each.date == day]


def _what(said: Difficulty | Conclusion) -> str:
    if isinstance(said, Conclusion):
        return "conclusion"
    return "proposal" if said.proposal else "difficulty"
