"""Overview (Tổng quan): the headline figures in big digits, every indicator of the ward with its bar."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from tui import keys, phrases
from tui.errors import N_
from tui.screens.base import BoardScreen, Subject, Wanted, screen_of
from tui.screens.cells import TargetCells
from tui.texts import _
from tui.ward.agenda import Item, Kind
from tui.ward.board import Board, Figure, Indicator, Key, Status
from tui.ward.judgement import judged
from tui.ward.pace import has_begun
from tui.widgets.bars import bar, sparkline
from tui.widgets.columns import GAP
from tui.widgets.frame import Line, Rule, plain
from tui.widgets.grid import Cell, Column, FigureGrid
from tui.widgets.grid import Key as RowKey
from tui.widgets.headline import Headline
from tui.widgets.roles import ROLES

HEADLINES = 4
"""As many as stand side by side at 80 columns."""

ACTUAL, BASE = 13, 11
"""Cells for the amounts: "≥ 158.000.000" and "120.000.000"; what is longer is told in billions."""

LEAST_WHAT = 24
"""Cells for what an item of the list is about, however much there is to say of it."""

LEAST_NAME, MOST_NAME = 24, 60
SHORTEST_BAR, LEAST_BAR, MOST_BAR = 8, 12, 40
"""Cells for names and bars; a narrow screen has names of the least and less of a bar, or none that says little."""

ITEM_ROLES = {Kind.CLAIM: "bad", Kind.WARD_BEHIND: "bad", Kind.BEHIND: "bad", Kind.MISSED: "bad"}
"""Roles of the glyphs of what is bad; the rest only wants asking."""


def headlines(board: Board) -> tuple[Indicator, ...]:
    """The indicators that the ward put in front, else the first that have a ratio."""
    chosen = [i for i in board.indicators if i.headline]
    ranked = [i for i in board.indicators if board.figures[None, i.key].ratio is not None]
    return tuple((chosen or ranked)[:HEADLINES])


def base_cell(figure: Figure, indicator: Indicator, language: str) -> Cell:
    """What 100 % is; where it is a target that was not given, so in words: it is not zero."""
    if figure.base is None:
        return Cell(_("no target") if indicator.of == "target" else phrases.NOTHING, "muted")
    return Cell(phrases.amount_within(BASE, figure.base, indicator, language))


def named_and_barred(
    indicators: Sequence[Indicator], language: str, columns: Sequence[Column], tail: Sequence[Column], width: int
) -> tuple[list[Column], int]:
    """Status and name before `columns`, a bar between them and `tail`, in a table so wide; and the bar's width.

    Names come first: the bar has what they leave, and where that is hardly anything there is none.
    """
    room = width - sum(column.width + GAP for column in (*columns, *tail)) - 4 * GAP - 1
    names = max((cell_len(each.name(language)) for each in indicators), default=20)
    name = min(names, max(LEAST_NAME, min(MOST_NAME, room - LEAST_BAR)))
    bar_width = min(MOST_BAR, room - name)
    lead = [Column("status", "", 1, sticky=True), Column("name", _("Indicator"), name, sticky=True)]
    if bar_width < SHORTEST_BAR:
        return [*lead, *columns, *tail], 0
    return [*lead, *columns, Column("bar", "", bar_width), *tail], bar_width


class IndicatorRows:
    """A row an indicator: the ward's result, what 100 % is, the bar, how its groups stand."""

    def __init__(self, board: Board, language: str, bar_width: int) -> None:
        self.board = board
        self.language = language
        self.bar_width = bar_width
        self.full = max((board.figures[None, i.key].ratio or 0 for i in board.indicators), default=1.0)

    def __len__(self) -> int:
        return len(self.board.indicators)

    def key(self, row: int) -> str:
        """The indicator's key."""
        return self.board.indicators[row].key

    def cell(self, row: int, column: str) -> Cell:
        """One cell; only those that show are asked for."""
        indicator = self.board.indicators[row]
        figure = self.board.figures[None, indicator.key]
        match column:
            case "status":
                return Cell(figure.status.glyph, ROLES[figure.status])
            case "name":
                return Cell(indicator.name(self.language))
            case "actual":
                missing = figure.actual is None
                text = phrases.amount_within(ACTUAL, figure.actual, indicator, self.language, figure.bound)
                return Cell(_("not reported") if missing else text, "muted" if missing else "strong")
            case "base":
                return base_cell(figure, indicator, self.language)
            case "unit":
                return Cell(indicator.unit_in(self.language), "muted")
            case "bar":
                return Cell("", runs=bar(figure.ratio, self.bar_width, full=self.full))
            case "percent":
                return Cell(phrases.percent(figure, self.language), ROLES[figure.status])
            case "met":
                reached = self.board.reached(indicator.key)
                return Cell(phrases.reached(reached), "" if reached.met else "muted")
            case "silent" if not has_begun(indicator, self.board.as_of, self.board.year):
                return Cell("")
            case "silent":
                return self._silent(indicator)
            case "months":
                return Cell(sparkline(self.board.months.get((None, indicator.key), ()), 12), "bar")
            case _:
                before = self.board.last_year.get((None, indicator.key))
                return Cell(phrases.percent(before, self.language) if before else phrases.NOTHING, "muted")

    def _silent(self, indicator: Indicator) -> Cell:
        """How many groups of which something is expected have not reported; blank where nothing is of any."""
        expected = self.board.expected(indicator.key)
        count = sum(figure.status is Status.NOT_REPORTED for figure in expected)
        return Cell(str(count) if expected else "", "warn" if count else "muted")


class ItemRows:
    """A row a thing to raise."""

    def __init__(self, board: Board, items: tuple[Item, ...], language: str, room: int = 1_000) -> None:
        """What they are about is told in short where it has more than `room` letters."""
        self.board = board
        self.items = items
        self.language = language
        self.room = room

    def __len__(self) -> int:
        return len(self.items)

    def key(self, row: int) -> int:
        """Its place in the list."""
        return row

    def cell(self, row: int, column: str) -> Cell:
        """One cell; only those that show are asked for."""
        item = self.items[row]
        match column:
            case "glyph":
                return Cell(item.glyph, ITEM_ROLES.get(item.kind, "warn"))
            case "what":
                about = phrases.raised_about(item, self.board, self.language, short=bool(item.subject))
                is_short = len(about) <= self.room
                return Cell(about if is_short else phrases.raised_about(item, self.board, self.language, short=True))
            case _:
                return Cell(phrases.raised_reason(item, self.board, self.language))


class OverviewScreen(TargetCells, BoardScreen):
    """The ward at a glance; Enter goes into an indicator, or to what should be raised."""

    TAB = "overview"
    SCOPES = ("app", "grid", "editable", "spreadable")
    BINDINGS = keys.bindings("editable", "spreadable")
    DEFAULT_CSS = """
    OverviewScreen #headlines { height: auto; padding: 0 1; background: $gb-background; }
    OverviewScreen #next-step { height: auto; padding: 0 1; }
    OverviewScreen #indicators { height: 1fr; }
    OverviewScreen #raise-title { background: $gb-panel; }
    OverviewScreen #raise { height: 4; }
    """

    _turn: str | None = None

    def body(self) -> ComposeResult:
        """Headlines, every indicator, what to raise."""
        with Horizontal(id="headlines"):
            for _number in range(HEADLINES):
                yield Headline()
        yield Rule()
        yield Static(id="next-step")
        yield FigureGrid(cursor="row", id="indicators", empty_text=N_("No indicator in indicators.toml"))
        yield Line(id="raise-title")
        yield FigureGrid(cursor="row", id="raise", header=False, empty_text=N_("Nothing to raise"))

    @property
    def indicators(self) -> FigureGrid:
        """The table of indicators."""
        return self.query_one("#indicators", FigureGrid)

    @property
    def subject(self) -> Subject:
        """The ward's indicator under the cursor, or what the item under it is about."""
        raised = self.query_one("#raise", FigureGrid)
        if raised.has_focus and (item := self._item(raised.row_key)):
            return Subject(item.group, item.indicator)
        return Subject(None, str(self.indicators.row_key or "") or None)

    @property
    def edited_grid(self) -> FigureGrid:
        """The indicators."""
        return self.indicators

    @property
    def edited_column(self) -> str:
        """The one of what 100 % is."""
        return "base"

    def edited_targets(self) -> tuple[Key, ...]:
        """The ward's own target."""
        has_focus = self.focused is self.indicators
        return tuple((None, indicator) for indicator in self.edited_rows()) if has_focus else ()

    def turn_to(self, subject: Subject) -> None:
        """Bring that indicator under the cursor."""
        self._turn = subject.indicator
        self._changed()

    def show(self, board: Board) -> None:
        """Headlines and tables of `board`."""
        chosen = headlines(board)
        tall = 5 if self.size.height >= 50 and self.size.width >= 160 else 3
        for place, headline in enumerate(self.query(Headline)):
            headline.display = place < len(chosen)
            if place < len(chosen):
                headline.show(board.figures[None, chosen[place].key], chosen[place], self.language, tall)
        step = self.query_one("#next-step", Static)
        step.display = phrases.is_empty(board)
        step.update(plain(phrases.next_step(board), "bold $gb-warn"))
        columns, bar_width = self._columns(board)
        self.indicators.show(columns, IndicatorRows(board, self.language, bar_width))
        self._show_items(board, judged(board).items, tall)
        if self._turn is not None:
            self.indicators.row_key, self._turn = self._turn, None
            self.indicators.focus()

    def _show_items(self, board: Board, items: tuple[Item, ...], tall: int) -> None:
        """The list at the bottom: all of it where the indicators leave room, else a third of what they share."""
        shared = self.size.height - tall - 8
        rows = max(min(len(items), 1), min(len(items), max(shared - len(board.indicators) - 1, shared // 3)))
        grid = self.query_one("#raise", FigureGrid)
        grid.styles.height = max(rows, 1)
        title = self.query_one("#raise-title", Line)
        title.left = plain(_("To raise in the meeting ({count})").format(count=len(items)), "bold")
        title.right = plain(_("Tab: to this list"), "$gb-muted")
        shown = ItemRows(board, items, self.language)
        what, reason = (
            max((cell_len(shown.cell(row, column).plain) for row in range(len(items))), default=10)
            for column in ("what", "reason")
        )
        # What it is about gives way to why it is raised, down to what still says which it is.
        room = min(what + 1, max(self.size.width - reason - 7, LEAST_WHAT))
        columns = [Column("glyph", "", 1), Column("what", "", room), Column("reason", "", 30, grow=1)]
        grid.show(columns, ItemRows(board, items, self.language, room))

    def _columns(self, board: Board) -> tuple[list[Column], int]:
        """The columns that the width has room for, and the bar's width."""
        wide, very_wide = self.has_room(110), self.has_room(150)
        columns = [
            Column("actual", _("Result"), ACTUAL, align="right"),
            Column("base", _("Target"), BASE, align="right"),
        ]
        if wide:
            columns.append(Column("unit", _("Unit"), 12))
        tail = [Column("percent", _("Rate"), 9, align="right"), Column("met", _("Met"), 6, align="right")]
        if wide:
            tail.append(Column("silent", _("Unrep."), 7, align="right"))
        if very_wide:
            tail += [Column("months", _("By month"), 12), Column("before", _("Last year"), 10, align="right")]
        return named_and_barred(board.indicators, self.language, columns, tail, self.size.width)

    @on(FigureGrid.CursorMoved, "#indicators")
    def tell(self, event: FigureGrid.CursorMoved) -> None:
        """Say the indicator under the cursor in full."""
        if self.board is not None:
            self.say(*phrases.figure_words(self.board, None, str(event.row_key), self.language))

    @on(FigureGrid.Opened, "#indicators")
    async def drill(self, event: FigureGrid.Opened) -> None:
        """Go to where this indicator is shown by group; what the ward alone reports has its results behind it."""
        if self.board is None:
            return
        indicator = self.board.indicator(str(event.row_key))
        if screen_of(indicator) == self.TAB:
            await self.run_action("app.sources")
        else:
            self.post_message(Wanted(screen_of(indicator), Subject(indicator=indicator.key)))

    @on(FigureGrid.CursorMoved, "#raise")
    def tell_item(self, event: FigureGrid.CursorMoved) -> None:
        """Say the item under the cursor in full."""
        item = self._item(event.row_key)
        if self.board is not None and item and self.query_one("#raise", FigureGrid).has_focus:
            rows = ItemRows(self.board, (item,), self.language)
            what, reason = rows.cell(0, "what").plain, rows.cell(0, "reason").plain
            self.say(
                ": ".join(part for part in (what, reason) if part), reason or what, reason.rpartition(", ")[0] or what
            )

    @on(FigureGrid.Opened, "#raise")
    def raise_item(self, event: FigureGrid.Opened) -> None:
        """Go to what the item is about."""
        if item := self._item(event.row_key):
            self.post_message(Wanted(item.target.screen, Subject(item.group, item.indicator, item.target.key)))

    def _item(self, row: RowKey | None) -> Item | None:
        """What is raised on a row of the list; None for one that is gone: the list may be of the board before."""
        items = judged(self.board).items if self.board is not None else ()
        return items[int(row)] if row is not None and int(row) < len(items) else None
