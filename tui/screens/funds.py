"""Funds (Quỹ): the funds on one side, the groups of the chosen one on the other, how many stand how."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content

from tui import keys, phrases
from tui.errors import N_
from tui.screens.arrange import by_value
from tui.screens.base import BoardScreen, GroupWanted
from tui.screens.groups import figure_words, households
from tui.texts import _
from tui.ward import numbers
from tui.ward.board import Board, Figure, Group, Indicator, Status
from tui.widgets.bars import bar
from tui.widgets.frame import Line, Rule, plain
from tui.widgets.grid import Cell, Column, FigureGrid
from tui.widgets.roles import ROLES


def funds_of(board: Board) -> tuple[Indicator, ...]:
    """The indicators of the topic `fund`."""
    return tuple(indicator for indicator in board.indicators if indicator.topic == "fund")


class FundRows:
    """A row a fund."""

    def __init__(self, board: Board, funds: tuple[Indicator, ...], language: str) -> None:
        self.board = board
        self.funds = funds
        self.language = language

    def __len__(self) -> int:
        return len(self.funds)

    def key(self, row: int) -> str:
        """The fund's key."""
        return self.funds[row].key

    def cell(self, row: int, column: str) -> Cell:
        """One cell; only those that show are asked for."""
        fund = self.funds[row]
        figure = self.board.figures[None, fund.key]
        match column:
            case "name":
                return Cell(fund.name(self.language))
            case "actual" if figure.actual is None:
                return Cell(_("not reported"), "muted")
            case "actual":
                return Cell(phrases.short_amount(figure.actual, fund, self.language, figure.bound), "strong")
            case _:
                return Cell("", runs=((phrases.percent(figure, self.language, 1) + " ", ""), (figure.status.glyph, ROLES[figure.status])))


class GroupRows:
    """A row a group of the chosen fund."""

    def __init__(self, board: Board, fund: Indicator, groups: tuple[Group, ...], language: str, bar_width: int) -> None:
        self.board = board
        self.fund = fund
        self.groups = groups
        self.language = language
        self.bar_width = bar_width

    def __len__(self) -> int:
        return len(self.groups)

    def key(self, row: int) -> str:
        """The group's code."""
        return self.groups[row].code

    def cell(self, row: int, column: str) -> Cell:
        """One cell; only those that show are asked for."""
        group = self.groups[row]
        figure = self.board.figures[group.code, self.fund.key]
        return fund_cell(figure, column, self.fund, self.language, self.bar_width, group.name, group.households)


class FundTotal(GroupRows):
    """The ward's own row under the groups."""

    def __len__(self) -> int:
        return 1

    def key(self, row: int) -> str:
        """No group's code."""
        return ""

    def cell(self, row: int, column: str) -> Cell:
        """The ward's figure."""
        known = [group.households for group in self.board.groups if group.households is not None]
        figure = self.board.figures[None, self.fund.key]
        total = sum(known) if known else None
        return fund_cell(figure, column, self.fund, self.language, self.bar_width, _("Whole ward"), total)


def each_household(figure: Figure, count: int | None) -> int | None:
    """The amount a household, half up; None where either is missing."""
    return numbers.half_up(figure.actual, count) if figure.actual is not None and count else None


def fund_cell(
    figure: Figure, column: str, fund: Indicator, language: str, bar_width: int, name: str, count: int | None
) -> Cell:
    """A cell of a group or of the whole ward."""
    role = ROLES[figure.status]
    match column:
        case "status":
            return Cell(figure.status.glyph, role)
        case "group":
            return Cell(name)
        case "target":
            return Cell(phrases.amount(figure.base, fund, language), "" if figure.base else "muted")
        case "actual" if figure.actual is None:
            return Cell(_("not reported"), "muted")
        case "actual":
            return Cell(phrases.amount(figure.actual, fund, language, figure.bound), "strong")
        case "bar":
            return Cell("", runs=bar(figure.ratio, bar_width))
        case "percent":
            return Cell(phrases.percent(figure, language), role)
        case "gap":
            gap = figure.gap
            return Cell(phrases.amount(gap, fund, language) if gap and gap > 0 else phrases.NOTHING, "" if gap and gap > 0 else "muted")
        case "rank":
            return Cell(phrases.NOTHING if figure.rank is None else str(figure.rank), "" if figure.rank else "muted")
        case "each":
            return Cell(phrases.amount(each_household(figure, count), fund, language), "")
        case _:
            return households(count, language)


class FundsScreen(BoardScreen):
    """Choose a fund with the arrows at the left; Tab or Enter goes to its groups."""

    TAB = "funds"
    SCOPES = ("app", "grid", "sortable")
    BINDINGS = keys.bindings("sortable")
    DEFAULT_CSS = """
    FundsScreen #funds { width: 42; height: 1fr; }
    FundsScreen #groups { height: 1fr; }
    FundsScreen #right { width: 1fr; height: 1fr; border-left: solid $gb-line; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.fund = ""
        self.order = "group"
        self.descending = False

    def body(self) -> ComposeResult:
        """Funds left, groups right."""
        with Horizontal():
            yield FigureGrid(cursor="row", id="funds", empty_text=N_("No fund in indicators.toml"))
            with Vertical(id="right"):
                yield Line(id="counts")
                yield Rule()
                yield FigureGrid(cursor="cell", id="groups", empty_text=N_("No group has this fund"))

    @property
    def funds(self) -> FigureGrid:
        """The list of funds."""
        return self.query_one("#funds", FigureGrid)

    @property
    def groups(self) -> FigureGrid:
        """The groups of the chosen fund."""
        return self.query_one("#groups", FigureGrid)

    def show(self, board: Board) -> None:
        """The funds, and the groups of the chosen one."""
        funds = funds_of(board)
        narrow = self.size.width < 110
        self.funds.styles.width = 26 if narrow else 48
        columns = [Column("name", _("Fund"), 10, sticky=True, grow=1)]
        if not narrow:
            columns.append(Column("actual", _("Result"), 14, align="right"))
        columns.append(Column("percent", _("Rate"), 10, align="right"))
        self.funds.show(columns, FundRows(board, funds, self.language))
        if self.fund not in {fund.key for fund in funds}:
            self.fund = funds[0].key if funds else ""
        if self.fund:
            self.funds.row_key = self.fund
            self._show_groups(board)

    def turn_to(self, key: str) -> None:
        """Choose the fund of that key."""
        self.fund = key
        self._changed()

    def _show_groups(self, board: Board) -> None:
        fund = board.indicator(self.fund)
        self.query_one("#counts", Line).left = self._counts(board, fund)
        columns, bar_width = self._columns()
        groups = self._arranged(board)
        total = FundTotal(board, fund, (), self.language, bar_width)
        self.groups.show(columns, GroupRows(board, fund, groups, self.language, bar_width), total=total)

    def _counts(self, board: Board, fund: Indicator) -> Content:
        tally = board.tally(fund.key)
        parts: list[Content] = [plain(fund.short(self.language) + "  ", "bold")]
        for status in Status:
            if tally[status]:
                parts += [plain(f"{status.glyph} ", f"$gb-{ROLES[status]}"), plain(f"{phrases.status_word(status)} {tally[status]}   ")]
        return Content.assemble(*parts)

    def _columns(self) -> tuple[list[Column], int]:
        room = self.size.width - (26 if self.size.width < 110 else 48) - 1
        columns = [
            Column("status", "", 1, sticky=True),
            Column("group", _("Group"), 14 if room < 60 else 18, sticky=True),
            Column("actual", _("Result"), 12, align="right"),
            Column("target", _("Target"), 12, align="right"),
        ]
        tail = [Column("percent", _("Rate"), 9, align="right")]
        extra = [
            Column("rank", _("Rank"), 5, align="right"),
            Column("gap", _("Missing"), 11, align="right"),
            Column("each", _("Per household"), 13, align="right"),
            Column("households", _("Hh."), 6, align="right"),
        ]
        for column in extra:
            if sum(c.width + 1 for c in columns + tail) + column.width + 14 <= room:
                tail.append(column)
        spare = room - sum(column.width + 1 for column in columns + tail) - 3
        if spare >= 6:
            columns.append(Column("bar", "", min(spare, 40)))
        return [*columns, *tail], min(max(spare, 6), 40)

    def _arranged(self, board: Board) -> tuple[Group, ...]:
        """The groups in the chosen order; unions, schools and offices only where they have this fund."""
        figures = {group.code: board.figures[group.code, self.fund] for group in board.groups}
        shown = [group for group in board.groups if group.kind == "residential" or figures[group.code].base]
        if self.order == "group":
            return tuple(reversed(shown) if self.descending else shown)
        value = {
            "actual": lambda group: figures[group.code].actual,
            "target": lambda group: figures[group.code].base,
            "gap": lambda group: figures[group.code].gap,
            "each": lambda group: each_household(figures[group.code], group.households),
            "households": lambda group: group.households,
        }.get(self.order, lambda group: figures[group.code].ratio)
        return by_value(shown, value, descending=self.descending)

    def action_sort(self) -> None:
        """Sort by the column under the cursor, largest first; once more turns it round."""
        column = self.groups.column_key
        self.descending = not self.descending if column == self.order else column != "group"
        self.order = column
        if self.board is not None:
            self._show_groups(self.board)

    @on(FigureGrid.HeaderChosen, "#groups")
    def sort_by_header(self, event: FigureGrid.HeaderChosen) -> None:
        """A click on a title sorts by it."""
        self.groups.column_key = event.column_key
        self.action_sort()

    @on(FigureGrid.CursorMoved, "#funds")
    def follow(self, event: FigureGrid.CursorMoved) -> None:
        """The groups follow the fund under the cursor."""
        if self.board is not None and event.row_key != self.fund:
            self.fund = str(event.row_key)
            self._show_groups(self.board)

    @on(FigureGrid.CursorMoved, "#groups")
    def tell(self, event: FigureGrid.CursorMoved) -> None:
        """Say the figure under the cursor in full."""
        if self.board is not None:
            self.say(figure_words(self.board, str(event.row_key) or None, self.fund, self.language))

    @on(FigureGrid.Opened, "#funds")
    def enter_groups(self) -> None:
        """From the funds into the groups."""
        self.groups.focus()

    @on(FigureGrid.Opened, "#groups")
    def open_card(self, event: FigureGrid.Opened) -> None:
        """The card of the group under the cursor."""
        if event.row_key:
            self.post_message(GroupWanted(str(event.row_key)))
