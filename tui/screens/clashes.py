"""What saving would overwrite: every value that somebody else has changed since it was seen, theirs beside ours."""

from collections.abc import Sequence
from time import monotonic

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.events import Key

from tui import phrases
from tui.texts import _, ngettext
from tui.ward.decisions import Contested
from tui.widgets.dialogue import Dialogue
from tui.widgets.frame import Line, plain
from tui.widgets.grid import Cell, Column, FigureGrid
from tui.widgets.paragraph import Paragraph

MOST = 14
"""Cells that a value or a name gets where there is little room; the line under the list has it in full."""


class ClashRows:
    """A row a value."""

    def __init__(self, clashes: Sequence[Contested], *, short: bool) -> None:
        self.clashes = clashes
        self.short = short

    def __len__(self) -> int:
        return len(self.clashes)

    def key(self, row: int) -> int:
        """Its place in the list."""
        return row

    def cell(self, row: int, column: str) -> Cell:
        """One cell; only those that show are asked for."""
        clash = self.clashes[row]
        match column:
            case "what":
                return Cell(clash.short if self.short else clash.what)
            case "theirs":
                return Cell(clash.theirs, "strong")
            case "mine":
                return Cell(clash.mine)
            case "who":
                return Cell(clash.who or phrases.NOTHING, "muted")
            case _:
                return Cell(clash.when or phrases.NOTHING, "muted")


class ClashScreen(Dialogue[bool]):
    """Answers whether to overwrite them all."""

    DEFAULT_CSS = """
    ClashScreen { align: center middle; background: $gb-background 60%; }
    ClashScreen > Vertical { width: 110; max-width: 98%; height: auto; max-height: 90%; padding: 0 1;
        background: $gb-surface; border: round $gb-bad; border-title-color: $gb-bad; border-title-style: bold; }
    ClashScreen FigureGrid { height: auto; background: $gb-surface; }
    ClashScreen Paragraph { padding: 0 1; }
    """
    BINDINGS = [Binding("escape", "leave", show=False)]

    def __init__(self, clashes: Sequence[Contested]) -> None:
        super().__init__()
        self.clashes = clashes
        self._since = monotonic()

    def compose(self) -> ComposeResult:
        """The values, the one under the cursor in full, the two ways out."""
        with Vertical() as box:
            box.border_title = plain(phrases.changed_since(len(self.clashes)))
            yield FigureGrid(cursor="row")
            yield Paragraph(id="whole")
            hint = Line()
            keys = ngettext("F2 overwrite it   Esc leave it", "F2 overwrite all {count}   Esc leave them", self._count)
            hint.left = plain(keys.format(count=self._count), "$gb-muted")
            yield hint

    def on_mount(self) -> None:
        """Show them; keys that were typed before are not meant for them."""
        self._since = monotonic()
        grid = self.query_one(FigureGrid)
        rows = ClashRows(self.clashes, short=self.app.size.width < 100)
        titles = {"theirs": _("Now"), "mine": _("Would be"), "who": _("Who"), "when": _("When")}
        widths = {
            key: max(cell_len(title), *(cell_len(rows.cell(row, key).plain) for row in range(len(rows))))
            for key, title in titles.items()
        }
        columns = [
            Column(key, title, min(widths[key], MOST), align="right" if key in ("theirs", "mine") else "left")
            for key, title in titles.items()
        ]
        grid.show([Column("what", _("Value"), 12, grow=1), *columns], rows)
        grid.styles.max_height = max(2, self.app.size.height - 8)
        grid.focus()

    @on(FigureGrid.CursorMoved)
    def tell(self, event: FigureGrid.CursorMoved) -> None:
        """Say in full what is under the cursor."""
        self.query_one(Paragraph).say(plain(phrases.contested(self.clashes[int(event.row_key)]), "bold"))

    def on_key(self, event: Key) -> None:
        """Overwrite them; not by a key that was typed before they showed."""
        if event.key == "f2" and event.time > self._since:
            self.dismiss(True)

    def action_leave(self) -> None:
        """Leave them as they are."""
        self.dismiss(False)

    @property
    def _count(self) -> int:
        return len(self.clashes)
