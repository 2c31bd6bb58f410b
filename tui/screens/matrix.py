"""The matrix of groups and indicators: how it is looked at, and what its cells show."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from tui import phrases
from tui.errors import N_
from tui.screens.arrange import by_value
from tui.texts import _
from tui.ward import names, numbers
from tui.ward.board import Board, Group, Indicator, Key, Status
from tui.ward.change import change, is_split
from tui.widgets.grid import Cell

SHOWS = {"rate": "", "amount": N_("amounts"), "change": N_("± last year")}
"""What the cells show, in the order of the key that goes through them: percentage, amount, change since last year.

Each with what the table's corner says of it; percentages have their sign in every cell.
"""


@dataclass(frozen=True, slots=True)
class View:
    """How the matrix is looked at: what its cells show, sorted by which column, which groups."""

    sort: str = "group"
    descending: bool = False
    status: Status | None = None
    status_of: str = ""
    """The indicator whose status counts."""
    text: str = ""
    shows: str = "rate"
    """One of `SHOWS`."""

    @property
    def is_filtered(self) -> bool:
        """Whether some groups may be out of sight."""
        return bool(self.text) or self.status is not None

    def on(self, board: Board) -> "View":
        """The same without what it takes from an indicator that the board's groups do not report, or no longer."""
        keys = {"group", "households", *(indicator.key for indicator in columns_of(board))}
        view = self if self.sort in keys else replace(self, sort="group", descending=False)
        return view if view.status is None or view.status_of in keys else replace(view, status=None)

    def worst_first(self, indicator: Indicator) -> "View":
        """All groups by that indicator's rates, the worst on top."""
        return View(sort=indicator.key, descending=indicator.better == "lower")

    def keeps(self, board: Board, group: Group) -> bool:
        """Whether the filter lets `group` through."""
        if self.text and not names.match(self.text, group.name):
            return False
        return self.status is None or board.figures[group.code, self.status_of].status is self.status

    def arrange(self, board: Board) -> tuple[Group, ...]:
        """The groups to show, in order; groups without a value come last, whichever way the sort goes."""
        groups = [group for group in board.groups if self.keeps(board, group)]
        if self.sort == "group":
            return tuple(reversed(groups) if self.descending else groups)
        if self.sort == "households":
            return by_value(groups, lambda group: group.households, descending=self.descending)
        measure = self._measure(board)
        return by_value(groups, lambda group: measure((group.code, self.sort)), descending=self.descending)

    def _measure(self, board: Board) -> Callable[[Key], Fraction | float | None]:
        """What the sort goes by: what is shown; amounts where no group has a percentage."""
        if self.shows == "change":
            return lambda key: change(board, key)
        rated = any(board.figures[group.code, self.sort].ratio is not None for group in board.groups)
        if self.shows == "rate" and rated:
            return lambda key: board.figures[key].ratio
        return lambda key: board.figures[key].actual


def columns_of(board: Board) -> tuple[Indicator, ...]:
    """The indicators that groups report on, those without any result last."""
    of_groups = (indicator for indicator in board.indicators if indicator.scope == "groups")
    reported = {key for (_group, key), figure in board.figures.items() if figure.actual is not None}
    return tuple(sorted(of_groups, key=lambda indicator: indicator.key not in reported))


class MatrixRows:
    """A row a group; a cell is the status glyph and the percentage, or the amount."""

    def __init__(self, board: Board, groups: tuple[Group, ...], view: View, language: str) -> None:
        self.board = board
        self.groups = groups
        self.view = view
        self.language = language
        self.indicators = {indicator.key: indicator for indicator in board.indicators}

    def __len__(self) -> int:
        return len(self.groups)

    def key(self, row: int) -> str:
        """The group's code."""
        return self.groups[row].code

    def cell(self, row: int, column: str) -> Cell:
        """One cell; only those that show are asked for."""
        group = self.groups[row]
        match column:
            case "group":
                return Cell(group.name)
            case "households":
                return households(group.households, self.language)
            case _:
                return self.figure((group.code, column))

    def figure(self, key: Key) -> Cell:
        """The cell of a figure, as the matrix is looked at."""
        return figure_cell(self.board, key, self.indicators[key[1]], self.language, self.view.shows)


class TotalRow(MatrixRows):
    """The ward's own row under the groups."""

    def __len__(self) -> int:
        return 1

    def key(self, row: int) -> str:
        """No group's code."""
        return ""

    def cell(self, row: int, column: str) -> Cell:
        """The ward's figure of the column."""
        match column:
            case "group":
                return Cell(_("Whole ward"), "strong")
            case "households":
                return households(self.board.households, self.language)
            case _:
                return self.figure((None, column))


def households(count: int | None, language: str) -> Cell:
    """A number of households, or a dash."""
    return Cell(phrases.NOTHING if count is None else numbers.format_amount(count, language), "muted")


def figure_cell(board: Board, key: Key, indicator: Indicator, language: str, shows: str) -> Cell:
    """Percentage, amount or change with its glyph; only a glyph where nothing is reported, none where nothing is asked.

    Only what is behind, or fell, has a colour: it is what the eye should meet among hundreds of figures.
    """
    figure = board.figures[key]
    if shows == "change":
        return _change_cell(board, key, indicator, language)
    if figure.actual is None:
        return Cell(figure.status.glyph)
    if shows == "amount":
        text = phrases.amount(figure.actual, indicator, language, figure.bound)
    elif figure.ratio is None:
        text = phrases.short_amount(figure.actual, indicator, language, figure.bound)
    else:
        text = phrases.percent(figure, language, 1)
    glyph = " " if figure.status is Status.NO_TARGET else figure.status.glyph
    return Cell(f"{text} {glyph}", "bad" if figure.status is Status.BEHIND else "")


def change_words(board: Board, key: Key, language: str) -> Sequence[str]:
    """How a figure moved, in a line and then shorter: this year, last year, by how much."""
    code, name = key
    indicator, figure, before = board.indicator(name), board.figures[key], board.last_year.get(key)
    said = [_("not reported") if figure.actual is None else phrases.ratio_or_amount(figure, indicator, language)]
    said.append(phrases.last_year(board, key, language) or _("no figure last year"))
    moved = change(board, key)
    if moved is not None:
        form = _("{change} points") if figure.base and before and before.base else "{change} %"
        said.append(form.format(change=phrases.signed_percent(moved, language)))
    who = [board.group(code).name if code else _("Whole ward")]
    long, short = indicator.name(language), indicator.short(language)
    return [" · ".join([*whose, *said]) for whose in ([*who, long], [*who, short], [short])]


def _change_cell(board: Board, key: Key, indicator: Indicator, language: str) -> Cell:
    moved = change(board, key)
    if moved is None:
        return Cell("≠" if is_split(board, key[0]) else phrases.NOTHING)
    worse = moved < 0 if indicator.better == "higher" else moved > 0
    return Cell(phrases.signed_percent(moved, language), "bad" if worse else "")
