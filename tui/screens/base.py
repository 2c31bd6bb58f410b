"""What every screen of a board shares: the frame, the board by binding, and showing only when it is seen."""

from textual.app import ComposeResult
from textual.message import Message
from textual.reactive import var
from textual.screen import Screen
from textual.widget import Widget

from tui import keys
from tui.ward.board import Board
from tui.widgets.frame import KeyBar, StatusLine, TabBar, TitleBar, plain


class GroupWanted(Message):
    """Somebody wants the card of a group."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code


class IndicatorWanted(Message):
    """Somebody wants an indicator where it is shown best: a fund among the funds, another in the matrix."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


class BoardScreen(Screen[None]):
    """A screen that shows a board. It is told of every change and redraws when it is the one that is seen."""

    SCOPES: tuple[str, ...] = ("app", "grid")
    """Scopes of the keys that work here."""
    TAB = ""
    """Name of its tab."""

    board: var[Board | None] = var(None)
    language: var[str] = var("vi")
    read_only: var[bool] = var(False)

    _stale = True

    def compose(self) -> ComposeResult:
        """The frame around the body."""
        yield TitleBar().data_bind(BoardScreen.board, BoardScreen.language, BoardScreen.read_only)
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
        """More room or less."""
        self._changed()

    def on_screen_resume(self) -> None:
        """Catch up with what happened behind our back."""
        self._show_if_seen()

    def _changed(self) -> None:
        self._stale = True
        self._show_if_seen()

    def _show_if_seen(self) -> None:
        if self._stale and self.is_current and self.is_mounted and self.size and self.board is not None:
            self._stale = False
            self.show(self.board)

    def turn_to(self, key: str) -> None:
        """Bring the group or indicator of that key under the cursor when the screen shows next."""

    @property
    def said(self) -> str:
        """What the status line says now."""
        return self.query_one(StatusLine).left.plain

    def say(self, words: str, style: str = "") -> None:
        """Put `words` into the status line."""
        self.query_one(StatusLine).left = plain(words, style)
