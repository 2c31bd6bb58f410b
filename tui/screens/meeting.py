"""The review meeting (Giao ban): its agenda at the left, what the item under the cursor is about at the right.

Space takes the next item, Enter turns to any, F8 notes a difficulty, F4 a conclusion. Every step is saved at once.
"""

from collections.abc import Sequence
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from tui import keys
from tui.errors import N_
from tui.screens import meeting_words as words
from tui.screens.base import Subject
from tui.screens.meeting_about import About, Describer
from tui.screens.meeting_forms import NO_MEETING, MeetingForms, local_now
from tui.screens.meeting_rows import AgendaRows, MatterRows, MeetingRows
from tui.texts import _
from tui.ward import proceedings
from tui.ward.board import Board
from tui.ward.meeting import Item, Meeting
from tui.widgets.frame import Line, Rule, plain
from tui.widgets.grid import Column, FigureGrid

TICK = 20.0
"""Seconds between looks at the clock, which shows minutes."""


def newest_open(meetings: Sequence[Meeting]) -> Meeting | None:
    """The newest meeting that is not over yet."""
    unsettled = [meeting for meeting in meetings if meeting.ended is None and not meeting.signed]
    return max(unsettled, key=lambda each: (each.date, each.id), default=None)


class MeetingScreen(MeetingForms):
    """One meeting, or the list of all."""

    TAB = "meeting"
    SCOPES = ("app", "grid", "meeting", "tab")
    BINDINGS = keys.bindings("meeting", "tab")
    DEFAULT_CSS = """
    MeetingScreen #head { background: $gb-panel; }
    MeetingScreen #left { width: 38; height: 1fr; }
    MeetingScreen #right { width: 1fr; height: 1fr; border-left: solid $gb-line; }
    MeetingScreen #about { height: auto; max-height: 50%; padding: 0 1; }
    MeetingScreen #matters { height: 1fr; }
    MeetingScreen #note { height: auto; max-height: 30%; padding: 0 1; color: $gb-strong; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.id_shown = ""
        self.lists_all = False
        self._turned_to = ""

    def body(self) -> ComposeResult:
        """Whose meeting and how late it is; the agenda; what the item is about."""
        yield Line(id="head")
        with Horizontal():
            with Vertical(id="left"):
                yield FigureGrid(cursor="row", id="agenda", header=False, empty_text=NO_MEETING)
            with Vertical(id="right"):
                yield Static(id="about")
                yield Rule()
                yield FigureGrid(cursor="row", id="matters", empty_text=N_("Nothing noted"))
                yield Static(id="note")

    def on_mount(self) -> None:
        """Look at the clock now and then."""
        self.set_interval(TICK, self._tick)

    @property
    def agenda(self) -> FigureGrid:
        """The agenda; or all meetings."""
        return self.query_one("#agenda", FigureGrid)

    @property
    def listed(self) -> FigureGrid:
        """The matters that the item is about."""
        return self.query_one("#matters", FigureGrid)

    @property
    def meeting(self) -> Meeting | None:
        """The meeting that shows: the one that was chosen, else the one under way."""
        chosen = next((meeting for meeting in self.meetings if meeting.id == self.id_shown), None)
        return chosen or newest_open(self.meetings)

    @property
    def item(self) -> Item | None:
        """The item under the cursor."""
        if self.meeting is None or self.lists_all:
            return None
        return next((item for item in self.meeting.items if item.key == self.agenda.row_key), None)

    @property
    def subject(self) -> Subject:
        """What the item under the cursor is about."""
        return Subject(self.item.group, self.item.indicator) if self.item else Subject()

    def watch_meetings(self) -> None:
        """Something was raised or concluded."""
        self._changed()

    def turn_to(self, subject: Subject) -> None:
        """Show the meeting of that id."""
        self.id_shown, self.lists_all = subject.key or self.id_shown, False
        self._changed()

    def show(self, board: Board) -> None:
        """The meeting, its agenda, and what the item under the cursor is about."""
        meeting = self.meeting
        self.query_one("#left").styles.width = 38 if self.has_room(110) else 30
        if meeting is None or self.lists_all:
            self._show_list()
        else:
            self._show_agenda(board, meeting)
        self._show_head()
        self._show_item()

    def _show_list(self) -> None:
        columns = [Column("meeting", "", 20, sticky=True, grow=1), Column("state", "", 12, align="right")]
        self.agenda.show(columns, MeetingRows(self.meetings))

    def _show_agenda(self, board: Board, meeting: Meeting) -> None:
        columns = [
            Column("state", "", 1, sticky=True),
            Column("item", "", 20, sticky=True, grow=1),
            Column("time", "", 6, align="right"),
        ]
        self.agenda.show(columns, AgendaRows(meeting.items, board, local_now()))
        current = meeting.current.key if meeting.current else ""
        if current and current != self._turned_to:
            self.agenda.row_key = current
        self._turned_to = current

    def _show_head(self) -> None:
        line, meeting = self.query_one("#head", Line), self.meeting
        if meeting is None or self.lists_all:
            line.left, line.right = plain(_("All meetings"), "bold"), plain("")
            return
        line.left = plain(words.meeting_title(meeting), "bold")
        late = meeting.current is not None and meeting.current.overtime(local_now()) >= words.OVERTIME
        state = words.clock(meeting, local_now()) if not meeting.signed else words.state_of(meeting)
        line.right = plain(state, "bold $gb-warn" if late else "")

    def _tick(self) -> None:
        """The minutes that have passed, if anybody looks."""
        if self.is_current and self.board is not None and self.meeting is not None and self.meeting.running:
            self._show_head()
            if not self.lists_all:
                self._show_agenda(self.board, self.meeting)

    def _show_item(self) -> None:
        """What the item under the cursor is about; of the list, the meeting under the cursor."""
        if self.board is None:
            return
        about = self._about(self.board)
        self.query_one("#about", Static).update(Content("\n").join(about.lines))
        wide = self.has_room(110)
        columns = [
            Column("standing", _("Standing"), 13),
            Column("text", _("What"), 20, grow=1),
            Column("who", _("Who"), 20 if wide else 12),
            Column("deadline", _("Until"), 5, align="right"),
        ]
        self.listed.show(columns, MatterRows(about.matters, self.board, self.today))
        self.query_one("#note", Static).update(plain(about.note))

    def _about(self, board: Board) -> About:
        describer = Describer(board, self.meetings, self.language, self.projector)
        if self.meeting is not None and self.item is not None:
            return describer.item(self.meeting, self.item)
        listed = next((each for each in self.meetings if each.id == self.agenda.row_key), None)
        return describer.meeting(listed) if listed else About([plain(_(NO_MEETING))])

    @on(FigureGrid.CursorMoved, "#agenda")
    def follow(self) -> None:
        """The right side follows the agenda's cursor."""
        self._show_item()
        self._say_item()

    @on(FigureGrid.CursorMoved, "#matters")
    def tell_matter(self) -> None:
        """Say the matter under the cursor in full."""
        if self.listed.has_focus and (matter := self.matter()):
            self.say(words.told(matter, self.today))

    def _say_item(self) -> None:
        if self.meeting is None or self.board is None:
            self.say(_(NO_MEETING))
        elif (item := self.item) is not None:
            part = words.item_title(replace(item, indicator=None, group=None), self.board)
            self.say(" · ".join(text for text in (part, words.about(item.group, item.indicator, self.board)) if text))

    def action_next(self) -> None:
        """Start the meeting; then be done with this item and turn to the next."""
        if self.meeting is None:
            self.say(_(NO_MEETING))
        elif self.meeting.started is None:
            self.take(lambda meeting: proceedings.start(meeting, local_now()))
        else:
            self.take(lambda meeting: proceedings.next_item(meeting, local_now()))

    def action_skip(self) -> None:
        """Leave this item out."""
        self.take(lambda meeting: proceedings.skip(meeting, local_now()))

    def action_move(self, steps: int) -> None:
        """Put the item under the cursor earlier or later."""
        if item := self.item:
            self.take(lambda meeting: proceedings.move(meeting, item.key, steps))

    def action_meetings(self) -> None:
        """All meetings, or back to the one that shows."""
        self.lists_all = not self.lists_all
        self._changed()

    @on(FigureGrid.Opened, "#agenda")
    def open_item(self, event: FigureGrid.Opened) -> None:
        """Turn to that item; in the list, open that meeting."""
        if self.lists_all or self.item is None:
            self.turn_to(Subject(key=str(event.row_key)))
        else:
            self.take(lambda meeting: proceedings.go_to(meeting, str(event.row_key), local_now()))
