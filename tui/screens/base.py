"""What every screen of a board shares: the frame, the board by binding, and showing only when it is seen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.events import ScreenResume
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.screen import Screen
from textual.theme import Theme
from textual.widget import Widget

from tui import keys
from tui.errors import N_
from tui.ward.board import Board, Indicator
from tui.widgets.frame import KeyBar, StatusLine, TabBar, TitleBar
from tui.widgets.grid import FigureGrid

if TYPE_CHECKING:
    from tui.ward.meeting import Meeting


READ_ONLY = N_("Read only: the app was started with --read-only")


@dataclass(frozen=True, slots=True)
class Subject:
    """What something is about: a group (None: the ward), an indicator, or whatever else a screen knows by a key."""

    group: str | None = None
    indicator: str | None = None
    key: str = ""
    """A model's code; what a claim says; the indicator's own key where its worst groups are wanted."""

    @property
    def wants_worst(self) -> bool:
        """Whether the groups that stand worst in the indicator are wanted, and no group in particular."""
        return self.group is None and self.indicator is not None and self.key == self.indicator


def screen_of(indicator: Indicator) -> str:
    """A fund is shown best among the funds, what groups report in the matrix, the ward's own in the overview."""
    if indicator.topic == "fund":
        return "funds"
    return "groups" if indicator.scope == "groups" else "overview"


class Wanted(Message):
    """Somebody wants to see a subject on the screen of that name, and something done as soon as it shows."""

    def __init__(self, screen: str, subject: Subject, then: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.screen = screen
        self.subject = subject
        self.then = then


class BoardScreen(Screen[None]):
    """A screen that shows a board. It is told of every change and redraws when it is the one that is seen."""

    SCOPES: tuple[str, ...] = ("app", "grid")
    """Scopes of the keys that work here."""
    TAB = ""
    """Name of its tab."""

    board: var[Board | None] = var(None)
    language: var[str] = var("vi")
    read_only: var[bool] = var(False)
    projector: var[bool] = var(False)
    unlocked: var[bool] = var(False)
    meetings: "var[tuple[Meeting, ...]]" = var(())

    _stale = True
    _shown_in: Size | None = None
    _styled_for: Theme | None = None
    _then: Callable[[], object] | None = None

    def compose(self) -> ComposeResult:
        """The frame around the body."""
        yield TitleBar().data_bind(
            BoardScreen.board,
            BoardScreen.language,
            BoardScreen.read_only,
            BoardScreen.projector,
            BoardScreen.unlocked,
        )
        yield TabBar(self.TAB).data_bind(BoardScreen.language)
        yield from self.body()
        yield StatusLine().data_bind(BoardScreen.board, BoardScreen.language)
        yield KeyBar(keys.of_scopes(self.SCOPES)).data_bind(BoardScreen.language)

    def body(self) -> ComposeResult:
        """Everything between tabs and status line."""
        yield Widget()

    def show(self, board: Board) -> None:
        """Bring the body up to the board, the language and the size."""

    def watch_board(self) -> None:
        """Another date, another ward, another target."""
        self._changed()

    def watch_language(self) -> None:
        """The other language."""
        self._changed()

    def on_resize(self) -> None:
        """More room or less; Textual tells of the same room several times at a start."""
        if self.size != self._shown_in:
            self._changed()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Catch up with what happened behind our back.

        Textual would style every widget anew, and all of them would draw themselves: that is for another theme only.
        """
        theme = self.app.current_theme
        event.refresh_styles = event.refresh_styles and self._styled_for not in (None, theme)
        self._styled_for = theme
        self._show_if_seen()

    def _changed(self) -> None:
        """Show it once all that changes with it has changed: board, language and size come one by one."""
        self._stale = True
        if self.is_mounted:
            self.call_next(self._show_if_seen)

    def _show_if_seen(self) -> None:
        if self._stale and self.is_current and self.is_mounted and self.size and self.board is not None:
            self._stale, self._shown_in = False, self.size
            self.show_again()
            self._tell_cursor()
            if self._then is not None:
                # Behind what showing it asked of the app: that a table has the keys.
                self.app.call_later(self._then)
                self._then = None

    def on_figure_grid_cursor_moved(self, event: FigureGrid.CursorMoved) -> None:
        """Of a cursor only its screen wants to know."""
        event.stop()

    def on_descendant_focus(self) -> None:
        """Another table has the keys."""
        self._tell_cursor()

    def _tell_cursor(self) -> None:
        """Have the status line follow where the cursor stayed, but over another figure, or in another table."""
        grid = self.focused
        if isinstance(grid, FigureGrid) and grid.row_key is not None:
            self.post_message(FigureGrid.CursorMoved(grid, grid.row_key, grid.column_key or ""))

    def watch_projector(self) -> None:
        """Fewer and wider columns, or all of them again."""
        self._changed()

    def watch_unlocked(self) -> None:
        """Figures may be edited on the projector, or no longer."""
        self._changed()

    @property
    def idle_keys(self) -> frozenset[str]:
        """Ids of the keys that do nothing now."""
        if self.read_only:
            return keys.EDITING | {"unlock", "difficulty"}
        if not self.projector:
            return frozenset({"unlock"})
        return frozenset() if self.unlocked else keys.EDITING

    @property
    def key_labels(self) -> Mapping[str, str]:
        """By the ids of keys their labels (msgids), where they do something else as the screen stands."""
        return {}

    def show_again(self) -> None:
        """Show the board as the screen looks at it now, and the keys that work then."""
        if self.board is not None:
            self.show(self.board)
            bar = self.query_one(KeyBar)
            bar.idle, bar.labels = self.idle_keys, self.key_labels

    def has_room(self, columns: int) -> bool:
        """Whether the screen is so wide, and not on the projector, where fewer columns are more."""
        return self.size.width >= columns and not self.projector

    def fulfil(self, wanted: Wanted) -> None:
        """Turn to what is wanted, and have done what is to be done once it shows."""
        self.turn_to(wanted.subject)
        self._then = wanted.then

    def turn_to(self, subject: Subject) -> None:
        """Bring `subject` under the cursor when the screen shows next."""

    @property
    def subject(self) -> Subject:
        """What is under the cursor: what the projector shows first, and what a history is asked of."""
        return Subject()

    @property
    def has_slide(self) -> bool:
        """Whether the projector has a slide of what is under the cursor."""
        return True

    def want_group(self, code: str | int | None) -> None:
        """Ask for the card of the group of that code; the total row has none."""
        if code:
            self.post_message(Wanted("card", Subject(group=str(code))))

    def want_overview(self) -> None:
        """Ask for the overview, where everything starts."""
        self.post_message(Wanted("overview", Subject()))

    def action_overview(self) -> None:
        """Esc, where it means nothing else."""
        self.want_overview()

    @property
    def said(self) -> str:
        """What the status line says now, in full."""
        return next(iter(self.query_one(StatusLine).words), "")

    def say(self, *words: str) -> None:
        """Put `words` into the status line: in full, then shorter and shorter, for where that has no room."""
        self.query_one(StatusLine).words = words
