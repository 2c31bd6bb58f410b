"""Funds (Quỹ): the funds on one side, the groups of the chosen one on the other, how many stand how."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from tui import keys, phrases
from tui.errors import N_
from tui.screens.arrange import by_value
from tui.screens.base import BoardScreen, Subject
from tui.screens.cells import TargetCells
from tui.screens.matrix import households
from tui.texts import _
from tui.ward import numbers
from tui.ward.board import Board, Figure, Group, Indicator, Key
from tui.ward.forecast import forecast, pace_line
from tui.ward.pace import window_of
from tui.widgets.bars import bar
from tui.widgets.chart import Chart, Course
from tui.widgets.frame import Line, Rule, plain
from tui.widgets.grid import Cell, Column, FigureGrid
from tui.widgets.paragraph import in_lines
from tui.widgets.roles import ROLES

ACTUAL, TARGET = 12, 11
"""Cells for the amounts, "229.010.000" and the like; what is longer is told in billions."""


def funds_of(board: Board) -> tuple[Indicator, ...]:
    """The indicators of the topic `fund`."""
    return tuple(indicator for indicator in board.indicators if indicator.topic == "fund")


class FundRows:
    """A row a fund."""

    def __init__(self, board: Board, funds: tuple[Indicator, ...], language: str, room: int) -> None:
        """A name that does not fit into `room` cells is the short one."""
        self.board = board
        self.funds = funds
        self.language = language
        self.room = room

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
                return Cell(fund.name_within(self.room, self.language))
            case "actual" if figure.actual is None:
                return Cell(_("not reported"), "muted")
            case "actual":
                return Cell(phrases.short_amount(figure.actual, fund, self.language, figure.bound), "strong")
            case _:
                glyph = (figure.status.glyph, ROLES[figure.status])
                rate = () if figure.ratio is None else ((phrases.percent(figure, self.language, 1) + " ", ""),)
                return Cell("", runs=(*rate, glyph))


class GroupRows:
    """A row a group of the chosen fund."""

    def __init__(
        self, board: Board, fund: Indicator, groups: tuple[Group, ...], language: str, bar_width: int, full: float
    ) -> None:
        self.board = board
        self.fund = fund
        self.groups = groups
        self.language = language
        self.bar_width = bar_width
        self.full = full

    def __len__(self) -> int:
        return len(self.groups)

    def key(self, row: int) -> str:
        """The group's code."""
        return self.groups[row].code

    def cell(self, row: int, column: str) -> Cell:
        """One cell; only those that show are asked for."""
        group = self.groups[row]
        figure = self.board.figures[group.code, self.fund.key]
        if column == "bar":
            return Cell("", runs=bar(figure.ratio, self.bar_width, full=self.full))
        return fund_cell(figure, column, self.fund, self.language, group.name, group.households)


class FundTotal(GroupRows):
    """The ward's own row under the groups."""

    def __len__(self) -> int:
        return 1

    def key(self, row: int) -> str:
        """No group's code."""
        return ""

    def cell(self, row: int, column: str) -> Cell:
        """The ward's figure."""
        figure = self.board.figures[None, self.fund.key]
        if column == "bar":
            return Cell("", runs=bar(figure.ratio, self.bar_width, full=self.full))
        return fund_cell(figure, column, self.fund, self.language, _("Whole ward"), self.board.households)


def each_household(figure: Figure, count: int | None) -> int | None:
    """The amount a household, half up; None where either is missing."""
    return numbers.half_up(figure.actual, count) if figure.actual is not None and count else None


def fund_cell(figure: Figure, column: str, fund: Indicator, language: str, name: str, count: int | None) -> Cell:
    """A cell of a group or of the whole ward."""
    role = ROLES[figure.status]
    match column:
        case "status":
            return Cell(figure.status.glyph, role)
        case "group":
            return Cell(name)
        case "target":
            return Cell(phrases.amount_within(TARGET, figure.base, fund, language), "" if figure.base else "muted")
        case "actual" if figure.actual is None:
            return Cell(_("not reported"), "muted")
        case "actual":
            return Cell(phrases.amount_within(ACTUAL, figure.actual, fund, language, figure.bound), "strong")
        case "percent":
            return Cell(phrases.percent(figure, language), role)
        case "gap":
            gap = figure.gap
            return Cell(
                phrases.amount_within(TARGET, gap, fund, language) if gap and gap > 0 else phrases.NOTHING,
                "" if gap and gap > 0 else "muted",
            )
        case "rank":
            return Cell(phrases.NOTHING if figure.rank is None else str(figure.rank), "" if figure.rank else "muted")
        case "each":
            return Cell(phrases.amount_within(TARGET, each_household(figure, count), fund, language), "")
        case _:
            return households(count, language)


class FundsScreen(TargetCells, BoardScreen):
    """Choose a fund with the arrows at the left; Tab or Enter goes to its groups.

    The chart stands under the funds, or instead of the groups where there is no room for both.
    """

    TAB = "funds"
    SCOPES = ("app", "grid", "editable", "spreadable", "sortable", "funds", "tab")
    BINDINGS = keys.bindings("editable", "spreadable", "sortable", "funds", "tab")
    DEFAULT_CSS = """
    FundsScreen #left { height: 1fr; }
    FundsScreen #funds { height: auto; }
    FundsScreen #groups { height: 1fr; }
    FundsScreen #right { width: 1fr; height: 1fr; border-left: solid $gb-line; }
    FundsScreen #chart { height: 1fr; margin: 1 1 0 1; }
    FundsScreen #needs { height: auto; max-height: 3; padding: 0 1; color: $gb-muted; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.fund = ""
        self.order = "group"
        self.descending = False
        self.charted = False
        self._turn = Subject()

    def body(self) -> ComposeResult:
        """Funds and chart left, groups right."""
        with Horizontal():
            with Vertical(id="left"):
                yield FigureGrid(cursor="row", id="funds", empty_text=N_("No fund in indicators.toml"))
                yield Chart(id="chart")
                yield Static(id="needs")
            with Vertical(id="right"):
                yield Line(id="counts")
                yield Rule()
                yield FigureGrid(cursor="cell", markable=True, id="groups", empty_text=N_("No group has this fund"))

    @property
    def funds(self) -> FigureGrid:
        """The list of funds."""
        return self.query_one("#funds", FigureGrid)

    @property
    def groups(self) -> FigureGrid:
        """The groups of the chosen fund."""
        return self.query_one("#groups", FigureGrid)

    @property
    def left_width(self) -> int:
        """Cells for funds and chart."""
        return 76 if self.has_room(180) else 50 if self.has_room(110) else 27

    @property
    def subject(self) -> Subject:
        """The fund, and the group under the cursor if that is where the focus is."""
        group = str(self.groups.row_key or "") or None if self.groups.has_focus else None
        return Subject(group, self.fund or None)

    @property
    def edited_grid(self) -> FigureGrid:
        """The groups; where the focus is on the funds, these."""
        return self.funds if self._is_on_funds else self.groups

    @property
    def edited_column(self) -> str:
        """The target's; among the funds, which have none, the rate's."""
        return "percent" if self._is_on_funds else "target"

    def edited_targets(self) -> tuple[Key, ...]:
        """The groups' targets of the fund that shows; where the focus is on the funds, the ward's."""
        if self._is_on_funds:
            return tuple((None, fund) for fund in self.edited_rows())
        return tuple((code, self.fund) for code in self.edited_rows())

    @property
    def _is_on_funds(self) -> bool:
        return self.focused is self.funds

    def turn_to(self, subject: Subject) -> None:
        """Choose that fund, and that group."""
        self._turn = subject
        self.fund = subject.indicator or self.fund
        self._changed()

    @property
    def idle_keys(self) -> frozenset[str]:
        """Where there is room for both, none takes the place of the other."""
        return super().idle_keys | ({"chart"} if self._has_both else frozenset())

    @property
    def key_labels(self) -> Mapping[str, str]:
        """The one that does not show."""
        return {"chart": N_("Groups") if self.charted else N_("Chart")}

    @property
    def _has_both(self) -> bool:
        return self.has_room(110)

    def show(self, board: Board) -> None:
        """The funds, the groups of the chosen one, its chart."""
        funds = funds_of(board)
        room = self._has_both
        self.charted = self.charted and not room
        is_split = bool(funds) and not self.charted
        self.query_one("#left").styles.width = self.left_width if is_split else "1fr"
        self.query_one("#right").display = is_split
        self.query_one("#chart").display = self.query_one("#needs").display = room or self.charted
        if self.fund not in {fund.key for fund in funds}:
            self.fund = funds[0].key if funds else ""
        columns = [Column("name", _("Fund"), 10, sticky=True, grow=1)]
        if room or self.charted:
            columns.append(Column("actual", _("Result"), 13, align="right"))
        columns.append(Column("percent", _("Rate"), 9, align="right"))
        left = self.left_width if is_split else self.size.width
        beside = sum(column.width + 1 for column in columns[1:])
        self.funds.show(columns, FundRows(board, funds, self.language, left - 2 - beside))
        if self._turn.wants_worst:
            self.order, self.descending = "percent", board.indicator(self.fund).better == "lower"
        if self.fund:
            self.funds.row_key = self.fund
            self._show_fund(board)
        if self._turn.wants_worst:
            self._turn = replace(self._turn, group=next((group.code for group in self._arranged(board)), None))
        if self._turn.group:
            self.groups.row_key = self._turn.group
            self.groups.focus()
        self._turn = Subject()

    def _show_fund(self, board: Board) -> None:
        fund = board.indicator(self.fund)
        self.query_one("#counts", Line).left = self._counts(board, fund)
        columns, bar_width = self._columns()
        groups = self._arranged(board)
        full = max((board.figures[group.code, fund.key].ratio or 0 for group in groups), default=1.0)
        total = FundTotal(board, fund, (), self.language, bar_width, full)
        self.groups.show(columns, GroupRows(board, fund, groups, self.language, bar_width, full), total=total)
        if self.query_one("#chart").display:
            self._show_chart(board, fund)

    def _show_chart(self, board: Board, fund: Indicator) -> None:
        """The ward's course, and under it what each month must bring."""
        figure = board.figures[None, fund.key]
        window = window_of(fund, board.year)
        points = board.days.get(fund.key, ())
        ahead = forecast(points, figure.base, window, board.as_of)
        course = Course(
            points=points,
            pace=pace_line(figure.base, window) if figure.base else (),
            target=figure.base,
            window=window,
            as_of=board.as_of,
            forecast=ahead.at_end,
            language=self.language,
            amount_text=lambda value: phrases.short_amount(value, fund, self.language),
        )
        self.query_one(Chart).show(course)
        needs = [
            _("{month} must bring {amount}").format(
                month=phrases.month(need.month, self.language),
                amount=phrases.short_amount(need.amount, fund, self.language),
            )
            for need in ahead.needs
        ]
        room = (self.size.width if self.charted else self.left_width) - 2
        self.query_one("#needs", Static).update(plain(in_lines(needs, room, " · ")))

    def _counts(self, board: Board, fund: Indicator) -> Content:
        """How many groups stand how."""
        parts: list[Content] = [plain(fund.short(self.language), "bold")]
        for status, words, count in phrases.standings(board, fund.key):
            parts += [plain(f"  {status.glyph} ", f"$gb-{ROLES[status]}"), plain(f"{words} {count}")]
        return Content.assemble(*parts)

    def _columns(self) -> tuple[list[Column], int]:
        """The columns that there is room for, most wanted first, and the bar's width."""
        room = self.size.width - self.left_width - 3
        columns = [
            Column("status", "", 1, sticky=True),
            Column("group", self._title("group", _("Group")), 13, sticky=True),
            Column("actual", self._title("actual", _("Result")), ACTUAL, align="right"),
            Column("target", self._title("target", _("Target")), TARGET, align="right"),
            Column("percent", self._title("percent", _("Rate")), 9, align="right"),
        ]
        bar_width, each = 0, self._title("each", _("Per household"))
        extra = (
            Column("bar", "", 10),
            Column("rank", self._title("rank", _("Rank")), 6, align="right"),
            Column("gap", self._title("gap", _("Missing")), 11, align="right"),
            Column("each", each, max(11, cell_len(each)), align="right"),
            Column("households", self._title("households", _("Hh.")), 6, align="right"),
        )
        for column in extra:
            if sum(each.width + 1 for each in columns) + column.width <= room:
                columns.append(column)
        spare = room - sum(each.width + 1 for each in columns) + 1
        for place, column in enumerate(columns):
            if column.key == "bar":
                bar_width = min(column.width + max(spare, 0), 40)
                columns[place] = replace(column, width=bar_width)
        return columns, bar_width

    def _title(self, column: str, title: str) -> str:
        return title if column != self.order else f"{title} {'↓' if self.descending else '↑'}"

    def _arranged(self, board: Board) -> tuple[Group, ...]:
        """The groups in the chosen order; unions, schools and offices only where they have this fund.

        None have one that is the ward's alone.
        """
        figures = {
            group.code: figure for group in board.groups if (figure := board.figures.get((group.code, self.fund)))
        }
        reporting = [group for group in board.groups if group.code in figures]
        shown = [group for group in reporting if group.kind == "residential" or figures[group.code].base]
        if self.order == "group":
            return tuple(reversed(shown) if self.descending else shown)
        measures: dict[str, Callable[[Group], float | None]] = {
            "actual": lambda group: figures[group.code].actual,
            "target": lambda group: figures[group.code].base,
            "gap": lambda group: figures[group.code].gap,
            "each": lambda group: each_household(figures[group.code], group.households),
            "households": lambda group: group.households,
        }
        return by_value(
            shown, measures.get(self.order, lambda group: figures[group.code].ratio), descending=self.descending
        )

    def action_sort(self) -> None:
        """Sort by the column under the cursor, largest first; once more turns it round."""
        column = self.groups.column_key or "group"
        self.descending = not self.descending if column == self.order else column != "group"
        self.order = column
        if self.board is not None and self.fund:
            self._show_fund(self.board)

    def action_chart(self) -> None:
        """The chart instead of the groups, or back."""
        self.charted = not self.charted
        self.show_again()
        self.funds.focus()

    @on(FigureGrid.HeaderChosen, "#groups")
    def sort_by_header(self, event: FigureGrid.HeaderChosen) -> None:
        """A click on a title sorts by it."""
        self.groups.column_key = event.column_key
        self.action_sort()

    @on(FigureGrid.CursorMoved, "#funds")
    def follow(self, event: FigureGrid.CursorMoved) -> None:
        """The groups follow the fund under the cursor."""
        if self.board is not None:
            if event.row_key != self.fund:
                self.fund = str(event.row_key)
                self._show_fund(self.board)
            self.say(*phrases.figure_words(self.board, None, self.fund, self.language))

    @on(FigureGrid.CursorMoved, "#groups")
    def tell(self, event: FigureGrid.CursorMoved) -> None:
        """Say the figure under the cursor in full."""
        if self.board is not None and self.groups.has_focus:
            self.say(*phrases.figure_words(self.board, str(event.row_key) or None, self.fund, self.language))

    @on(FigureGrid.Opened, "#funds")
    def enter_groups(self) -> None:
        """From the funds into the groups."""
        self.groups.focus()

    @on(FigureGrid.Opened, "#groups")
    async def open_card(self, event: FigureGrid.Opened) -> None:
        """The card of the group under the cursor; in the column of the targets, the editor."""
        if event.column_key == "target":
            await self.run_action("app.edit")
        else:
            self.want_group(event.row_key)
