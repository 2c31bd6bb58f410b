"""The sources of one figure: the results it is made of, each with file and line; its target, and who changed that."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui import phrases
from tui.errors import N_
from tui.screens.base import Subject
from tui.texts import _, ngettext
from tui.ward import numbers
from tui.ward.board import Board, Indicator, Source
from tui.widgets.cells import Align
from tui.widgets.dialogue import Dialogue
from tui.widgets.frame import Line, plain
from tui.widgets.grid import Cell, Column, FigureGrid

AMOUNT = 14
"""Cells for an amount."""

SAMPLE = 200
"""Of so many results all texts are measured."""


class SourceRows:
    """A row a result, the newest first."""

    def __init__(
        self, board: Board, indicator: Indicator, sources: tuple[Source, ...], language: str, *, folder: str
    ) -> None:
        self.board = board
        self.indicator = indicator
        self.sources = sources
        self.language = language
        self.folder = folder
        """What stands before a file's name."""

    def __len__(self) -> int:
        return len(self.sources)

    def width(self, column: str, title: str) -> int:
        """As wide as the title and what stands in the column."""
        return max(map(cell_len, [title, *(self.cell(place, column).plain for place in self._telling)]))

    @cached_property
    def _telling(self) -> set[int]:
        """The places of the widest: of many the newest, the oldest and the largest, with and without a bound."""
        places = range(len(self))
        telling = {*places[:SAMPLE], *places[-1:]}
        for is_bound in (False, True):
            bound = [place for place in places if bool(self.sources[place].bound) == is_bound]
            telling |= {max(bound, key=lambda place: abs(self.sources[place].value))} if bound else set()
        return telling

    def key(self, row: int) -> int:
        """Its place in the list."""
        return row

    def cell(self, row: int, column: str) -> Cell:
        """One cell; only those that show are asked for."""
        source = self.sources[row]
        match column:
            case "day":
                return Cell(numbers.format_date(source.day, self.language))
            case "age":
                return Cell(age(source.day, self.board.as_of), "muted")
            case "value":
                text = phrases.amount_within(AMOUNT, source.value, self.indicator, self.language, source.bound)
                return Cell(text, "strong")
            case "group":
                return Cell(phrases.subject(self.board, source.group), "" if source.group else "muted")
            case "where":
                return Cell(f"{self.folder}results.csv:{source.line}", "muted")
            case _:
                return Cell(" · ".join(text for text in (source.place, source.note) if text))


def age(day: date, as_of: date) -> str:
    """How old a result is at the board's date."""
    days = (as_of - day).days
    if not days:
        return _("today")
    return ngettext("{days} day old", "{days} days old", days).format(days=days)


class SourcesScreen(Dialogue[None]):
    """Read, and leave with Esc or the same key."""

    DEFAULT_CSS = """
    SourcesScreen { align: center middle; background: $gb-background 60%; }
    SourcesScreen > Vertical { width: 96%; max-width: 120; height: 80%; padding: 0 1; background: $gb-surface;
        border: round $gb-accent; }
    SourcesScreen FigureGrid { background: $gb-surface; }
    SourcesScreen #target { height: auto; max-height: 40%; padding: 0 1; border-top: solid $gb-line; }
    """
    BINDINGS = [Binding("escape,f7,enter", "leave", show=False)]

    def __init__(
        self, board: Board, subject: Subject, sources: tuple[Source, ...], history: Sequence[str], language: str
    ) -> None:
        super().__init__()
        self.history = history
        self.board = board
        self.subject = subject
        self.sources = sources
        self.language = language

    def compose(self) -> ComposeResult:
        """The figure, its results, the way out."""
        indicator = self.board.indicator(self.subject.indicator or "")
        with Vertical() as box:
            box.border_title = plain(
                f"{phrases.subject(self.board, self.subject.group)} · {indicator.name(self.language)}"
            )
            yield FigureGrid(cursor="row", empty_text=N_("No result behind this figure"))
            yield Static(self._target(indicator), id="target")
            hint = Line()
            hint.left = plain(self._sum(indicator), "$gb-muted")
            hint.right = plain(_("Esc leave"), "$gb-muted")
            yield hint

    def _target(self, indicator: Indicator) -> Content:
        """The target with who assigned it, then its changes, the newest first."""
        at = (self.subject.group, indicator.key)
        found = next((each for each in self.board.targets if (each.group, each.indicator) == at), None)
        if found is None:
            return Content("\n").join([plain(_("No target"), "$gb-muted"), *map(plain, self.history)])
        amount = phrases.with_unit(found.value, indicator, self.language)
        grounds = [part for part in (found.assigned_by, found.source) if part]
        first = Content.assemble(
            plain(_("Target {amount}").format(amount=amount), "bold"),
            plain("".join(f" · {part}" for part in grounds), "$gb-muted"),
        )
        return Content("\n").join([first, *map(plain, self.history)])

    def _sum(self, indicator: Indicator) -> str:
        """How many results there are, and what they come to where the figure is their sum."""
        count = ngettext("{count} result", "{count} results", len(self.sources)).format(count=len(self.sources))
        figure = self.board.figures[self.subject.group, indicator.key]
        if indicator.measure != "sum" or figure.actual is None:
            return count
        amount = phrases.with_unit(figure.actual, indicator, self.language, figure.bound)
        return _("{results}, together {amount}").format(results=count, amount=amount)

    def on_mount(self) -> None:
        """Show the results."""
        indicator = self.board.indicator(self.subject.indicator or "")
        folder = f"{self.board.year}/" if self.app.size.width >= 110 else ""
        rows = SourceRows(self.board, indicator, self.sources, self.language, folder=folder)

        def column(key: str, title: str, *, align: Align = "left") -> Column:
            return Column(key, title, rows.width(key, title), align=align)

        columns = [
            Column("day", _("Day"), 10),
            column("age", _("Age")),
            column("value", _("Result"), align="right"),
            *([column("group", _("Group"))] if self.subject.group is None else []),
            column("where", _("File and line")),
            Column("note", _("Place, note"), 12, grow=1),
        ]
        self.query_one(FigureGrid).show(columns, rows)

    @on(FigureGrid.Opened)
    def action_leave(self) -> None:
        """Back to the figure."""
        self.dismiss(None)
