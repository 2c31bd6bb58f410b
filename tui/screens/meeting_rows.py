"""The tables of the meeting: its agenda, matters of it and of earlier ones, all meetings of the ward."""

from collections.abc import Sequence
from datetime import date, datetime

from tui import phrases
from tui.screens import meeting_words as words
from tui.ward.board import Board
from tui.ward.matters import Matter
from tui.ward.meeting import Item, Meeting, State
from tui.widgets.grid import Cell

GLYPHS = {State.TODO: "·", State.CURRENT: "►", State.DONE: "✓", State.SKIPPED: "–"}
ROLES = {State.TODO: "muted", State.CURRENT: "warn", State.DONE: "good", State.SKIPPED: "muted"}


class AgendaRows:
    """A row an item."""

    def __init__(self, items: Sequence[Item], board: Board, now: datetime) -> None:
        self.items = items
        self.board = board
        self.now = now

    def __len__(self) -> int:
        return len(self.items)

    def key(self, row: int) -> str:
        """The item's key."""
        return self.items[row].key

    def cell(self, row: int, column: str) -> Cell:
        """One cell; only those that show are asked for."""
        item = self.items[row]
        match column:
            case "state":
                return Cell(GLYPHS[item.state], ROLES[item.state])
            case "item":
                return Cell(words.item_title(item, self.board), "strong" if item.state == State.CURRENT else "")
            case _:
                late = item.overtime(self.now) >= words.OVERTIME
                return Cell(words.time_of(item, self.now), "warn" if late else "muted")


class MatterRows:
    """A row a difficulty or conclusion."""

    def __init__(self, matters: Sequence[Matter], board: Board, today: date) -> None:
        self.matters = matters
        self.board = board
        self.today = today

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
            case "text":
                return Cell(matter.said.text)
            case "who":
                about = words.about(matter.said.group, None, self.board)
                return Cell(matter.owner or about or phrases.NOTHING, "muted")
            case _:
                return Cell(words.deadline(matter), words.role(matter, self.today) if matter.deadline else "muted")


class MeetingRows:
    """A row a meeting, the newest first."""

    def __init__(self, meetings: Sequence[Meeting]) -> None:
        self.meetings = sorted(meetings, key=lambda each: (each.date, each.id), reverse=True)

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
            case _:
                return Cell(words.state_of(meeting), "muted" if meeting.signed else "warn")
