"""One modal for everything that is chosen from a list: finder, filter, themes, commands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from tui.errors import N_
from tui.texts import _
from tui.ward import names
from tui.widgets.dialogue import Dialogue
from tui.widgets.frame import Line, plain
from tui.widgets.grid import Cell, Column, FigureGrid
from tui.widgets.in_order import InOrderInput

HANDFUL = 9
"""So many choices all show at once: one is sooner pointed at than searched for."""

LEAST, MOST = 2, 20
"""Rows of a list, however few or many choices there are."""

FRAME = 3
"""Lines around a list: the border, and the keys."""

UNSEEN = "-unseen"


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose."""

    id: str
    text: str
    note: str = ""
    """Shown muted at the right: a kind, a key, a count."""


Search = Callable[[str], list[Choice]]
"""Answers a query with what is offered then; "" with what is offered at first."""


def matching(choices: Sequence[Choice]) -> Search:
    """Answer queries from a fixed list: all of it for none, else what matches folded text and initials, best first."""

    def search(query: str) -> list[Choice]:
        if not query:
            return list(choices)
        scored = [(names.match(query, choice.text), choice) for choice in choices]
        return [choice for score, choice in sorted(scored, key=lambda pair: -pair[0]) if score]

    return search


class ChoiceRows:
    """A row a choice."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self.choices = choices

    def __len__(self) -> int:
        return len(self.choices)

    def key(self, row: int) -> str:
        """The choice's id."""
        return self.choices[row].id

    def cell(self, row: int, column: str) -> Cell:
        """Its text or its note."""
        choice = self.choices[row]
        return Cell(choice.text) if column == "text" else Cell(choice.note, "muted")


class Picker(Dialogue[str | None]):
    """Type to narrow, arrows to move, Enter to choose, Esc to leave; answers with the id chosen, or None.

    As high as what it offers at first, and no lower while one types. Over a handful the line to type in shows only
    when something is typed.
    """

    DEFAULT_CSS = """
    Picker { align: center top; background: $gb-background 60%; }
    Picker > Vertical { width: 76; max-width: 96%; max-height: 70%; margin-top: 3; padding: 0 1;
        background: $gb-surface; border: round $gb-accent; }
    Picker Input.-unseen { height: 0; }
    Picker FigureGrid { height: 1fr; background: $gb-surface; }
    Picker FigureGrid > .grid--cursor-idle {
        background: $gb-cursor; color: $gb-on-cursor; text-style: $gb-cursor-style;
    }
    """
    BINDINGS = [
        Binding("escape", "leave", show=False),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("pageup", "move(-10)", show=False, priority=True),
        Binding("pagedown", "move(10)", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice] | Search,
        *,
        preview: Callable[[str], None] | None = None,
        start: str | None = None,
        empty: str = N_("Nothing found"),
        prompt: str = N_("Type to search"),
    ) -> None:
        super().__init__()
        self._title = title
        self._search = choices if callable(choices) else matching(choices)
        self._is_handful = not callable(choices) and len(choices) <= HANDFUL
        self._preview = preview
        self._start = start
        self._empty = empty
        self._prompt = prompt

    def compose(self) -> ComposeResult:
        """Input over list."""
        with Vertical() as box:
            box.border_title = plain(self._title)
            line = InOrderInput(compact=True, placeholder=_(self._prompt))
            yield line.set_class(self._is_handful, UNSEEN)
            yield FigureGrid(cursor="row", header=False, empty_text=self._empty)
            hint = Line()
            hint.left = plain(_("⏎ choose   ↑↓ move   Esc leave"), "$gb-muted")
            yield hint

    def on_mount(self) -> None:
        """The whole list, the cursor on what is in force."""
        self.query_one(Input).focus()
        rows = min(max(self._list(""), LEAST), MOST)
        self.query_one(Vertical).styles.height = FRAME + rows + (not self._is_handful)
        if self._start is not None:
            self.query_one(FigureGrid).row_key = self._start

    @on(Input.Changed)
    def narrow(self, event: Input.Changed) -> None:
        """Search again at every letter."""
        event.input.set_class(self._is_handful and not event.value, UNSEEN)
        self._list(event.value)

    def _list(self, query: str) -> int:
        """List what answers; how many do."""
        choices = self._search(names.clean(query).strip())
        note = max((len(choice.note) for choice in choices), default=0)
        grid = self.query_one(FigureGrid)
        columns = [Column("text", "", 20, grow=1), Column("note", "", note, align="right")]
        grid.show(columns, ChoiceRows(choices))
        if query and choices:
            grid.row_key = choices[0].id
        return len(choices)

    @on(FigureGrid.CursorMoved)
    def look(self, event: FigureGrid.CursorMoved) -> None:
        """Let the preview follow the cursor."""
        if self._preview is not None:
            self._preview(str(event.row_key))

    def action_move(self, steps: int) -> None:
        """Move the list's cursor while the input keeps the focus."""
        self.query_one(FigureGrid).move(steps)

    @on(Input.Submitted)
    @on(FigureGrid.Opened)
    def choose(self) -> None:
        """Answer with the row under the cursor."""
        key = self.query_one(FigureGrid).row_key
        if key is not None:
            self.dismiss(str(key))

    def action_leave(self) -> None:
        """Answer with nothing."""
        self.dismiss(None)
