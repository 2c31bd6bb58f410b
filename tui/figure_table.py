"""Figures as a plain table, for standard output: which columns, and how a figure is said in each."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from tui import phrases
from tui.errors import N_
from tui.printing import Column, Table
from tui.texts import _, language
from tui.ward.board import Board, Figure, Indicator, Status
from tui.ward.numbers import format_date, short_date
from tui.ward.pace import has_begun


class Context(NamedTuple):
    """What every cell of a table shares."""

    board: Board
    language: str
    groups: int
    """How many residential groups there are."""


class FigureColumn(NamedTuple):
    """A column of figures: its title (msgid), how it is laid out, and what it says."""

    title: str
    right: bool
    least: int | None
    """As in `printing.Column`, like `spare` and `marked`."""
    says: Callable[[Context, Indicator, Figure], str]
    spare: int = 0
    marked: bool = False


def figure_table(board: Board, figures: Iterable[Figure], columns: Sequence[FigureColumn]) -> Table:
    """A row a figure, in the order given and the language in use."""
    context = Context(board, language(), len(board.residential))
    indicators = {indicator.key: indicator for indicator in board.indicators}
    return Table(
        [Column(_(each.title), each.right, each.least, each.spare, each.marked) for each in columns],
        [[column.says(context, indicators[figure.indicator], figure) for column in columns] for figure in figures],
    )


def _group(_context: Context, _indicator: Indicator, figure: Figure) -> str:
    return figure.group or _("ward")


def _name(context: Context, indicator: Indicator, _figure: Figure) -> str:
    return indicator.name(context.language)


def _unit(context: Context, indicator: Indicator, _figure: Figure) -> str:
    return indicator.unit_in(context.language)


def _actual(context: Context, indicator: Indicator, figure: Figure) -> str:
    return phrases.amount(figure.actual, indicator, context.language, figure.bound)


def _base(context: Context, indicator: Indicator, figure: Figure) -> str:
    return phrases.amount(figure.base, indicator, context.language)


def _gap(context: Context, indicator: Indicator, figure: Figure) -> str:
    missing = figure.gap if figure.gap is not None and figure.gap > 0 else None
    return phrases.amount(missing, indicator, context.language)


def _ratio(context: Context, _indicator: Indicator, figure: Figure) -> str:
    return phrases.percent(figure, context.language)


def _status(context: Context, _indicator: Indicator, figure: Figure) -> str:
    return f"{figure.status.glyph} {phrases.standing(figure, context.board)}"


def _rank(context: Context, _indicator: Indicator, figure: Figure) -> str:
    return phrases.NOTHING if figure.rank is None else f"{figure.rank}/{context.groups}"


def _reported(context: Context, _indicator: Indicator, figure: Figure) -> str:
    """The day, without its year where it is the board's."""
    day = figure.reported
    if day is None:
        return phrases.NOTHING
    return short_date(day) if day.year == context.board.year else format_date(day, context.language)


def _reached(context: Context, indicator: Indicator, _figure: Figure) -> str:
    """How many of the groups of which something is expected have reached 100 %."""
    return phrases.reached(context.board.reached(indicator.key))


def _silent(context: Context, indicator: Indicator, _figure: Figure) -> str:
    expected = context.board.expected(indicator.key)
    if not expected or not has_begun(indicator, context.board.as_of, context.board.year):
        return ""
    return str(sum(figure.status is Status.NOT_REPORTED for figure in expected))


GROUP = FigureColumn(N_("Group"), False, None, _group)
INDICATOR = FigureColumn(N_("Indicator"), False, 14, _name)
RESULT = FigureColumn(N_("Result"), True, None, _actual)
BASE = FigureColumn(N_("Target"), True, None, _base, spare=2)
LIMIT = BASE._replace(title=N_("Limit"))
RATE = FigureColumn(N_("Rate"), True, None, _ratio, spare=1)
STATUS = FigureColumn(N_("Status"), False, None, _status, spare=4, marked=True)
RANK = FigureColumn(N_("Rank"), True, None, _rank, spare=5)
GAP = FigureColumn(N_("Missing"), True, None, _gap, spare=3)
OVER = GAP._replace(title=N_("Over by"))
REPORTED = FigureColumn(N_("Reported"), False, None, _reported, spare=6)
REACHED = FigureColumn(N_("Met"), True, None, _reached, spare=3)
SILENT = FigureColumn(N_("Unreported"), True, 0, _silent)
UNIT = FigureColumn(N_("Unit"), False, 0, _unit)

EVERY_FIGURE = (GROUP, INDICATOR, RESULT, BASE, RATE, STATUS, RANK, REPORTED, UNIT)
OF_A_GROUP = EVERY_FIGURE[1:]
OF_AN_INDICATOR = (GROUP, RESULT, BASE, RATE, STATUS, RANK, GAP, REPORTED)
OF_A_LIMIT = (GROUP, RESULT, LIMIT, RATE, STATUS, RANK, OVER, REPORTED)
"""Of an indicator where lower is better."""
OF_THE_WARD = (INDICATOR, RESULT, BASE, RATE, STATUS, REACHED, SILENT, UNIT)
