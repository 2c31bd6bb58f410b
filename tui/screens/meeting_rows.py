"""The tables of the meeting: its agenda, matters of it and of earlier ones, all meetings of the ward."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from rich.cells import cell_len

from tui import phrases
from tui.screens import meeting_words as words
from tui.texts import _
from tui.ward.board import Board
from tui.ward.matters import Matter, open_items
from tui.ward.meeting import Item, Meeting, State
from tui.widgets.cells import fit
from tui.widgets.grid import Cell, Column

GLYPHS = {State.TODO: "·", State.CURRENT: "►", State.DONE: "✓", State.SKIPPED: "–"}
ROLES = {State.TODO: "muted", State.CURRENT: "warn", State.DONE: "good", State.SKIPPED: "muted"}

FOR_OWNER, FOR_KIND = 70, 100
"""Cells from which there is room for who does something, and for what it is."""


class AgendaRows:
    """A row an item."""

    def __init__(self, items: Sequence[Item], board: Board, now: datetime, *, public: bool = False) -> None:
        self.items = items
        self.board = board
        self.now = now
        self.public = public
        self.room = 0

    def columns(self, room: int) -> list[Column]:
        """Where it stands; what it is about and how long it takes, in so many cells."""
        self.room = room
        return [Column("state", "", 1, sticky=True), Column("item", "", room, sticky=True)]

    def __len__(self) -> int:
        return len(self.items)

    def key(self, row: int) -> str:
        """The item's key."""
        return self.items[row].key

    def cell(self, row: int, column: str) -> Cell:
        """One cell; only those that show are asked for."""
        item = self.items[row]
        if column == "state":
            return Cell(GLYPHS[item.state], ROLES[item.state])
        name = words.item_short(item, self.board, public=self.public)
        time = "" if self.public else f" {words.time_of(item, self.now)}"
        # A short time leaves its room to the name.
        whole = fit(((name, "strong" if item.state == State.CURRENT else ""),), self.room - cell_len(time), "left")
        return Cell("", runs=(*whole, (time, "warn" if words.is_late(item, self.now) else "muted")))


class MatterRows:
    """A row a difficulty or conclusion; `public`, as on the projector, it names nobody."""

    def __init__(
        self, matters: Sequence[Matter], board: Board, today: date, *, numbered: bool = False, public: bool = False
    ) -> None:
        self.matters = matters
        self.board = board
        self.today = today
        self.numbered = numbered
        self.public = public

    def columns(self, room: int) -> list[Column]:
        """Where it stands, what it says, until when; where there is room also who does it, and what it is."""
        standings = (cell_len(words.standing(matter, self.today)) for matter in self.matters)
        columns = [
            Column("standing", _("Standing"), min(max([10, *standings]), 15)),
            Column("kind", "", 10),
            Column("text", _("What"), 12, grow=1),
            Column("who", _("Who"), 24 if room >= FOR_KIND else 16),
            Column("deadline", _("Until"), align="right"),
        ]
        needed = {"who": FOR_OWNER, "kind": FOR_KIND}
        return [column for column in columns if room >= needed.get(column.key, 0)]

    def __len__(self) -> int:
        return len(self.matters)

    def key(self, row: int) -> str:
        """Where it was raised: "2018-10-09/k-2"."""
        return str(self.matters[row].ref)

    def cell(self, row: int, column: str) -> Cell:
        """One cell; only those that show are asked for."""
        matter = self.matters[row]
        match column:
            case "standing":
                return Cell(words.standing(matter, self.today), words.role(matter, self.today))
            case "kind":
                return Cell(words.kind_of(matter), "muted")
            case "text":
                text = words.wording(matter.said.text, public=self.public)
                return Cell(f"{row + 1}. {text}" if self.numbered else text)
            case "who":
                about = words.about(matter.said.group, None, self.board)
                return Cell(words.person(matter.owner, public=self.public) or about or phrases.NOTHING, "muted")
            case _:
                role = words.role(matter, self.today) if matter.deadline else "muted"
                return Cell(words.deadline(matter, self.today), role)


class MeetingRows:
    """A row a meeting, the newest first."""

    def __init__(self, meetings: Sequence[Meeting], today: date) -> None:
        self.meetings = sorted(meetings, key=lambda each: each.when, reverse=True)
        self.open = Counter(matter.ref.meeting for matter in open_items(meetings, today))

    def columns(self, *, wide: bool) -> list[Column]:
        """Which meeting, how it stands; where there is room, what came of it. Each as wide as its words."""
        came = [Column("came", "", self._widest("came") + 1, align="right")] if wide else []
        state = Column("state", "", self._widest("state") + len(came), align="right")
        return [Column("meeting", "", self._widest("meeting"), sticky=True, grow=1), *came, state]

    def _widest(self, column: str) -> int:
        return max((cell_len(self.cell(row, column).text) for row in range(len(self))), default=0)

    def __len__(self) -> int:
        return len(self.meetings)

    def key(self, row: int) -> str:
        """The meeting's id."""
        return self.meetings[row].id

    def cell(self, row: int, column: str) -> Cell:
        """One cell; only those that show are asked for."""
        meeting = self.meetings[row]
        match column:
            case "meeting":
                return Cell(words.meeting_title(meeting))
            case "came":
                return Cell(words.came_of(meeting, self.open[meeting.id]), "muted")
            case _:
                return Cell(words.state_of(meeting), "muted" if meeting.signed else "warn")
