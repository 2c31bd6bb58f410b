"""The review meeting (Giao ban): its agenda at the left, what the item under the cursor is about at the right.

Space takes the next item, Enter turns to any, F8 notes a difficulty, F4 a conclusion. Every step is saved at once.
"""

from collections.abc import Iterator, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content

from tui import keys, phrases
from tui.errors import N_
from tui.screens import clock
from tui.screens import meeting_words as words
from tui.screens.base import Subject
from tui.screens.meeting_about import About, Describer
from tui.screens.meeting_forms import NO_MEETING
from tui.screens.meeting_menu import MeetingMenu
from tui.screens.meeting_rows import GLYPHS, AgendaRows, MatterRows, MeetingRows
from tui.screens.steps import Step, StepBackWanted
from tui.texts import _
from tui.ward import proceedings
from tui.ward.board import Board
from tui.ward.meeting import Item, Meeting, Part, Ref, State, open_meeting
from tui.widgets.columns import GAP
from tui.widgets.digits import BigFigure
from tui.widgets.frame import Line, Rule, plain
from tui.widgets.grid import Column, FigureGrid, Key
from tui.widgets.paragraph import Paragraph
from tui.widgets.roles import ROLES

TICK = 20.0
"""Seconds between looks at the clock, which shows minutes."""

MEDIUM, WIDE = 110, 150
"""Columns of a screen from which the agenda is wider."""

LEAST_LIST = 32
"""Cells for a list without meetings, which says how to begin one."""

BESIDE_ITEM = 1 + 3 * GAP
"""Cells of the agenda that its items leave to their glyph and the gaps around."""

ROOMY = 30
"""Lines of a screen from which more stands beside the agenda."""

BESIDE_WORDS = 3
"""Cells of the right side that its words leave blank, and the line before them."""

NOWHERE = Ref("", "")

TURNING = ("next", "skip")
WRITING = ("words", "conclude", "earlier", "later", "undo-step", "redo-step")
"""Keys of the items of a meeting, and of what changes its record."""

ENTER_OPENS = N_("⏎ opens a meeting, Ctrl+O begins a new one")
ALREADY_DONE = N_("Every item has had its turn: Ctrl+O closes the meeting")


class MeetingScreen(MeetingMenu):
    """One meeting, or the list of all."""

    TAB = "meeting"
    SCOPES = ("app", "grid", "meeting")
    BINDINGS = keys.bindings("meeting")
    DEFAULT_CSS = """
    MeetingScreen #head { background: $gb-panel; }
    MeetingScreen #left { height: 1fr; }
    MeetingScreen #right { width: 1fr; height: 1fr; border-left: solid $gb-line; }
    MeetingScreen #title { padding: 0 1; background: $gb-panel; }
    MeetingScreen #title.-current { background: $gb-accent; color: $gb-on-accent; }
    MeetingScreen BigFigure { width: 1fr; margin: 1 0; }
    MeetingScreen #about { max-height: 50%; padding: 0 1; }
    MeetingScreen #matters { height: 1fr; min-height: 3; }
    MeetingScreen #detail { max-height: 40%; padding: 0 1; background: $gb-panel; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.id_shown = ""
        self.lists_all = False
        self._turned_to = NOWHERE
        self._goes_along = False
        """Whether the next turn is one's own."""
        self._shown: Key | None = None
        self._clock = ""
        self._list_columns: list[Column] = []
        """Of the list of all, as wide as its words."""

    def body(self) -> ComposeResult:
        """Whose meeting and how late it is; the agenda; what the item is about, what of that is under the cursor."""
        yield Line(id="head")
        with Horizontal():
            with Vertical(id="left"):
                yield FigureGrid(cursor="row", id="agenda", header=False, empty_text=NO_MEETING)
            with Vertical(id="right"):
                yield Paragraph(id="title")
                yield BigFigure(rows=7)
                yield Paragraph(id="about")
                yield Rule()
                yield FigureGrid(cursor="row", id="matters")
                yield Paragraph(id="detail")

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
        """The meeting that shows: the one that was chosen, else the one that is open; none in the list of all."""
        return None if self.lists_all else self._chosen

    @property
    def _chosen(self) -> Meeting | None:
        found = next((meeting for meeting in self.meetings if meeting.id == self.id_shown), None)
        return found or open_meeting(self.meetings)

    @property
    def idle_keys(self) -> frozenset[str]:
        """Without a meeting nothing can be done in it, nor in a signed one; one that has ended takes no turns."""
        return super().idle_keys | frozenset(self._idle())

    def _idle(self) -> Iterator[str]:
        meeting, is_closed = self.meeting, bool(self._why_closed())
        if self._chosen is None:
            yield "meetings"
        if is_closed or (meeting is not None and meeting.ended):
            yield from TURNING
        if is_closed:
            yield from WRITING
        if self.read_only or (is_closed and meeting is not None):
            yield "raise"

    @property
    def item(self) -> Item | None:
        """The item under the cursor."""
        items = self.meeting.items if self.meeting else ()
        return next((item for item in items if item.key == self.agenda.row_key), None)

    def point_at(self, item: str) -> None:
        """Have the cursor on that item of the agenda, if there is one."""
        if self.meeting is not None and any(each.key == item for each in self.meeting.items):
            self.agenda.row_key = item

    @property
    def subject(self) -> Subject:
        """What the matter, else the item, under the cursor is about."""
        about = matter.said if (matter := self.pointed_at) else self.item
        return Subject(about.group, about.indicator) if about else Subject()

    @property
    def has_slide(self) -> bool:
        """Whether there is a figure under the cursor."""
        return self.subject != Subject()

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
        if meeting is None:
            self._list_columns = MeetingRows(self.meetings, self.today).columns(wide=self.has_room(WIDE))
        self.query_one("#left").styles.width = self._width
        if meeting is None:
            self._show_list()
        else:
            self.id_shown = meeting.id  # once it is closed it is no longer the open one
            self._show_agenda(board, meeting)
        self._show_head()
        self._show_item()

    def _show_list(self) -> None:
        self.agenda.show(self._list_columns, MeetingRows(self.meetings, self.today))
        self._turned_to = NOWHERE

    def _show_agenda(self, board: Board, meeting: Meeting) -> None:
        rows = AgendaRows(meeting.items, board, clock.now(), public=self.projector)
        was_at = self.agenda.row_key
        self.agenda.show(rows.columns(self._width - BESIDE_ITEM), rows)
        turned_to = Ref(meeting.id, meeting.current.key if meeting.current else "")
        if turned_to != self._turned_to:
            self._go_along(meeting, turned_to, is_there=was_at == self._turned_to.key)
            self._turned_to = turned_to

    def _go_along(self, meeting: Meeting, turned_to: Ref, *, is_there: bool) -> None:
        """Have the cursor where the meeting has turned to, unless somebody else turned it and it was elsewhere.

        Two may keep the minutes: where one turns, the other does not lose the place.
        """
        if turned_to.meeting != self._turned_to.meeting:
            self.agenda.row_key = turned_to.key or next((item.key for item in meeting.items), "")
        elif turned_to.key and (is_there or self._goes_along):
            self.agenda.row_key = turned_to.key
        if self._goes_along:
            self._goes_along = False
            self.agenda.focus()

    @property
    def _width(self) -> int:
        """How wide the agenda, or the list of all, is."""
        if self.meeting is None:
            return max(LEAST_LIST, sum(column.width + GAP for column in self._list_columns) + GAP)
        if self.projector:
            return 25
        return 50 if self.has_room(WIDE) else 38 if self.has_room(MEDIUM) else 30

    @property
    def is_roomy(self) -> bool:
        """Whether much can stand beside the agenda."""
        return self.size.height >= ROOMY

    def _show_head(self) -> None:
        line, meeting = self.query_one("#head", Line), self.meeting
        if meeting is None:
            line.left, line.right = plain(_("All meetings"), "bold"), plain("")
            return
        self._clock = words.clock(meeting, clock.now())
        line.left = plain(words.meeting_title(meeting), "bold")
        line.right = plain(self._clock, "bold $gb-warn" if words.is_late(meeting.current, clock.now()) else "")

    def _tick(self) -> None:
        """The minutes that have passed, if anybody looks."""
        meeting = self.meeting
        if not self.is_current or self.board is None or meeting is None:
            return
        if words.clock(meeting, clock.now()) != self._clock:
            self._show_head()
            self._show_agenda(self.board, meeting)

    def _show_item(self) -> None:
        """What the item under the cursor is about; of the list, the meeting under the cursor."""
        if self.board is None:
            return
        self._shown = self.agenda.row_key
        about = self._about(self.board)
        self._show_title(about)
        self._show_figure(about)
        self.query_one("#about", Paragraph).say(Content("\n").join(about.lines))
        numbered = self.item is not None and self.item.part is Part.CONCLUSIONS
        rows = MatterRows(about.matters, self.board, self.today, numbered=numbered, public=self.projector)
        self.listed.empty_text = about.nothing
        self.listed.show(rows.columns(0 if self.projector else self.size.width - self._width), rows)
        self._show_matter()

    def _about(self, board: Board) -> About:
        item = self.item
        is_alone = self.projector and not self.is_roomy and item is not None and item.part is Part.RESULTS
        most = 5 if self.is_roomy else 0 if is_alone else 2
        room = self.size.width - self._width - BESIDE_WORDS
        closed = bool(self._why_closed())
        describer = Describer(board, self.meetings, self.language, room, most, public=self.projector, closed=closed)
        if self.meeting is not None and item is not None:
            return describer.item(self.meeting, item)
        listed = next((each for each in self.meetings if each.id == self.agenda.row_key), None)
        return describer.meeting(listed) if listed else About("", nothing=NO_MEETING)

    def _show_title(self, about: About) -> None:
        """What the eye meets first; the item that the meeting is at stands out."""
        is_current = self.item is not None and self.item.state is State.CURRENT
        words_ = f"{GLYPHS[State.CURRENT]} {about.title}" if is_current else about.title
        lines = [plain(about.place), plain(words_, "bold")]
        title = self.query_one("#title", Paragraph)
        title.set_class(is_current, "-current")
        title.say(Content("\n").join(line for line in lines if line))

    def _show_figure(self, about: About) -> None:
        """The figure for the back row; of a group, if what was said of it leaves room."""
        big, figure = self.query_one(BigFigure), about.figure
        is_known = figure is not None and figure.actual is not None
        has_place = self.is_roomy or not about.matters or (figure is not None and figure.group is None)
        big.display = self.projector and is_known and has_place
        if figure is not None and self.board is not None:
            big.rows = 14 if self.size.height >= 44 else 7
            big.role = ROLES[figure.status]
            big.text = phrases.headline(figure, self.board.indicator(figure.indicator), self.language)

    def _show_matter(self) -> None:
        """All of the matter under the cursor, which the list has no room for."""
        told: Sequence[str] = ()
        if (matter := self.matter()) is not None and self.board is not None:
            here = self.item.group if self.item else None
            told = words.told_in_full(matter, self.today, self.board, here=here, public=self.projector)
        self.query_one("#detail", Paragraph).say(plain("\n".join(told)))

    @on(FigureGrid.CursorMoved, "#agenda")
    def follow(self) -> None:
        """The right side follows the agenda's cursor."""
        if self.agenda.row_key != self._shown:
            self._show_item()
        self.say(self._item_words())

    @on(FigureGrid.CursorMoved, "#matters")
    def tell_matter(self) -> None:
        """Say the matter under the cursor in a line, where it has the keys."""
        self._show_matter()
        if self.board is not None and (matter := self.pointed_at):
            told = words.told(matter, self.today, self.board, public=self.projector)
            self.say(told, *words.stands(matter, self.today, self.board, public=self.projector))

    def _item_words(self) -> str:
        """The item under the cursor, and what can be done with it."""
        if self.board is None or self.meeting is None or self.item is None:
            return _(ENTER_OPENS) if self.meetings else _(NO_MEETING)
        title = words.item_title(self.item, self.board, public=self.projector)
        parts = [words.item_place(self.item, self.meeting), title]
        if self.meeting.running and self.item.state is not State.CURRENT:
            parts.append(_("⏎ turns to it"))
        if self.listed.row_key is not None:
            parts.append(_("Tab: to the list"))
        return " · ".join(parts)

    def action_next(self) -> None:
        """Start the meeting; then be done with this item and turn to the next."""
        if self.meeting is None:
            self.say(_(NO_MEETING))
        elif self.meeting.started is None:
            self.turn(lambda meeting: proceedings.start(meeting, clock.now()))
        elif self.meeting.running and self.meeting.current is None:
            self.say(_(ALREADY_DONE))
        else:
            self.turn(lambda meeting: proceedings.next_item(meeting, clock.now()))

    def action_skip(self) -> None:
        """Leave the item under the cursor out, or take it in again; the cursor goes along with the meeting only."""
        if self.item is None:
            self.say(_(NO_MEETING))
            return
        key, is_current = self.item.key, self.item.state is State.CURRENT
        (self.turn if is_current else self.take)(lambda meeting: proceedings.skip(meeting, key, clock.now()))

    def turn(self, step: Step) -> None:
        """Turn to another item, and have the cursor there."""
        self._goes_along = True
        self.take(step)

    def action_move(self, steps: int) -> None:
        """Put the item under the cursor earlier or later."""
        if item := self.item:
            self.take(lambda meeting: proceedings.move(meeting, item.key, steps))

    def action_meetings(self) -> None:
        """All meetings, the cursor on the one that showed; or back to that one."""
        shown = self.meeting
        self.lists_all = not self.lists_all
        self.agenda.focus()
        self.show_again()
        if shown is not None:
            self.agenda.row_key = shown.id

    def action_back(self) -> None:
        """From the matters to the agenda, from the list of all to the meeting, then to the overview."""
        if self.focused is self.listed:
            self.agenda.focus()
        elif self.lists_all:
            self.action_meetings()
        else:
            self.want_overview()

    def action_undo(self) -> None:
        """Take back one's newest step in this meeting."""
        self._step_back(again=False)

    def action_redo(self) -> None:
        """Take again the step that was taken back last."""
        self._step_back(again=True)

    def _step_back(self, *, again: bool) -> None:
        why = self._why_closed()
        if why or self.meeting is None:
            self.say(why)
        else:
            self.post_message(StepBackWanted(self.meeting, again=again))

    @on(FigureGrid.Opened, "#agenda")
    def open_item(self, event: FigureGrid.Opened) -> None:
        """Turn to that item; where nothing goes on, to what belongs to it; in the list, open that meeting."""
        key = str(event.row_key)
        if self.meeting is None:
            self.turn_to(Subject(key=key))
        elif self.meeting.running:
            self.turn(lambda meeting: proceedings.go_to(meeting, key, clock.now()))
        else:
            self.listed.focus()
