"""Overview (Tổng quan): the headline figures in big digits, every indicator of the ward with its bar."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal

from tui import phrases
from tui.errors import N_
from tui.screens.base import BoardScreen, IndicatorWanted
from tui.texts import _
from tui.ward.board import Board, Figure, Indicator, Status
from tui.widgets.bars import bar, sparkline
from tui.widgets.frame import Rule
from tui.widgets.grid import Cell, Column, FigureGrid
from tui.widgets.headline import Headline
from tui.widgets.roles import ROLES

HEADLINES = 4
"""As many as stand side by side at 80 columns."""


def headlines(board: Board) -> tuple[Indicator, ...]:
    """The indicators that the ward put in front, else the first that have a ratio."""
    chosen = [i for i in board.indicators if i.headline]
    ranked = [i for i in board.indicators if board.figures[None, i.key].ratio is not None]
    return tuple((chosen or ranked)[:HEADLINES])


class IndicatorRows:
    """A row an indicator: the ward's result, what 100 % is, the bar, how its groups stand."""

    def __init__(self, board: Board, language: str, bar_width: int) -> None:
        self.board = board
        self.language = language
        self.bar_width = bar_width
        self.grouped = [i.scope == "groups" and bool(board.residential) for i in board.indicators]

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
                text = phrases.amount(figure.actual, indicator, self.language, figure.bound)
                return Cell(_("not reported") if missing else text, "muted" if missing else "strong")
            case "base":
                return self._base(figure, indicator)
            case "unit":
                return Cell(indicator.unit_in(self.language), "muted")
            case "bar":
                return Cell("", runs=bar(figure.ratio, self.bar_width))
            case "percent":
                return Cell(phrases.percent(figure, self.language), ROLES[figure.status])
            case "met":
                return self._count(row, Status.EXCEEDED, Status.MET, of_all=True)
            case "silent":
                return self._count(row, Status.NOT_REPORTED)
            case "months":
                return Cell(sparkline(self.board.months.get((None, indicator.key), ()), 12), "bar")
            case _:
                before = self.board.last_year.get((None, indicator.key))
                return Cell(phrases.percent(before, self.language) if before else phrases.NOTHING, "muted")

    def _base(self, figure: Figure, indicator: Indicator) -> Cell:
        if figure.base is None:
            return Cell(_("no target") if indicator.of == "target" else phrases.NOTHING, "muted")
        return Cell(phrases.amount(figure.base, indicator, self.language))

    def _count(self, row: int, *statuses: Status, of_all: bool = False) -> Cell:
        if not self.grouped[row]:
            return Cell("", "muted")
        tally = self.board.tally(self.board.indicators[row].key)
        count = sum(tally[status] for status in statuses)
        if of_all:
            return Cell(f"{count}/{len(self.board.residential)}", "" if count else "muted")
        return Cell(str(count) if count else phrases.NOTHING, "warn" if count else "muted")


class OverviewScreen(BoardScreen):
    """The ward at a glance; Enter goes into an indicator."""

    TAB = "overview"
    DEFAULT_CSS = """
    OverviewScreen #headlines { height: auto; padding: 0 1; background: $gb-background; }
    OverviewScreen FigureGrid { height: 1fr; }
    """

    def body(self) -> ComposeResult:
        """Headlines over the table."""
        with Horizontal(id="headlines"):
            for _number in range(HEADLINES):
                yield Headline()
        yield Rule()
        yield FigureGrid(cursor="row", empty_text=N_("No indicator in indicators.toml"))

    def show(self, board: Board) -> None:
        """Headlines and table of `board`."""
        chosen = headlines(board)
        tall = 5 if self.size.height >= 50 and self.size.width >= 160 else 3
        for place, headline in enumerate(self.query(Headline)):
            headline.display = place < len(chosen)
            if place < len(chosen):
                headline.show(board.figures[None, chosen[place].key], chosen[place], self.language, tall)
        columns, bar_width = self._columns(board)
        self.query_one(FigureGrid).show(columns, IndicatorRows(board, self.language, bar_width))

    def _columns(self, board: Board) -> tuple[list[Column], int]:
        """The columns that the width has room for, and the bar's width."""
        wide, very_wide = self.size.width >= 110, self.size.width >= 150
        names = max((len(i.name(self.language)) for i in board.indicators), default=20)
        amount = max((len(phrases.amount(f.actual, board.indicator(f.indicator), self.language, f.bound))
                      for f in board.figures.values() if f.group is None), default=11)
        columns = [
            Column("status", "", 1, sticky=True),
            Column("name", _("Indicator"), min(names, 60 if very_wide else 36 if wide else 22), sticky=True),
            Column("actual", _("Result"), max(amount, 12), align="right"),
            Column("base", _("Out of"), max(amount, 11), align="right"),
        ]
        if wide:
            columns.append(Column("unit", _("Unit"), 12))
        tail = [Column("percent", _("Rate"), 9, align="right"), Column("met", _("Met"), 6, align="right")]
        if wide:
            tail.append(Column("silent", _("Unreported"), 12, align="right"))
        if very_wide:
            tail += [Column("months", _("By month"), 12), Column("before", _("Last year"), 10, align="right")]
        used = sum(column.width + 1 for column in columns + tail) + 2
        bar_width = max(6, min(40, self.size.width - used - 1))
        return [*columns, Column("bar", "", bar_width), *tail], bar_width

    @on(FigureGrid.CursorMoved)
    def tell(self, event: FigureGrid.CursorMoved) -> None:
        """Say the indicator under the cursor in full."""
        board = self.board
        if board is None:
            return
        indicator = board.indicator(str(event.row_key))
        figure = board.figures[None, indicator.key]
        words = [indicator.name(self.language), phrases.with_unit(figure.actual, indicator, self.language, figure.bound)]
        if figure.base is not None:
            words[-1] += f" / {phrases.with_unit(figure.base, indicator, self.language)}"
            words.append(f"{phrases.percent(figure, self.language)} {phrases.status_word(figure.status)}")
        else:
            words.append(phrases.status_word(figure.status))
        self.say(" · ".join(words))

    @on(FigureGrid.Opened)
    def drill(self, event: FigureGrid.Opened) -> None:
        """Go to where this indicator is shown by group."""
        self.post_message(IndicatorWanted(str(event.row_key)))
