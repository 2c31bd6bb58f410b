"""Figures as a plain table, for standard output: which columns, and how a figure is said in each."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from tui import phrases
from tui.errors import N_
from tui.printing import Column, Table
from tui.texts import _, language
from tui.ward.board import Board, Figure, Indicator, Status
from tui.ward.numbers import format_date


class FigureColumn(NamedTuple):
    """A column of figures: its title (msgid), how it is laid out, and what it says."""

    title: str
    right: bool
    least: int | None
    """As in `printing.Column`."""
    says: Callable[[Board, Indicator, Figure], str]


def figure_table(board: Board, figures: Iterable[Figure], columns: Sequence[FigureColumn]) -> Table:
    """A row a figure, in the order given."""
    indicators = {indicator.key: indicator for indicator in board.indicators}
    return Table(
        [Column(_(column.title), column.right, column.least) for column in columns],
        [[column.says(board, indicators[figure.indicator], figure) for column in columns] for figure in figures],
    )


def day_text(day: date | None, board: Board) -> str:
    """A day, without its year where it is the board's."""
    if day is None:
        return phrases.NOTHING
    return f"{day:%d/%m}" if day.year == board.year else format_date(day, language())


def _group(_board: Board, _indicator: Indicator, figure: Figure) -> str:
    return figure.group or _("ward")


def _name(_board: Board, indicator: Indicator, _figure: Figure) -> str:
    return indicator.name(language())


def _unit(_board: Board, indicator: Indicator, _figure: Figure) -> str:
    return indicator.unit_in(language())


def _actual(_board: Board, indicator: Indicator, figure: Figure) -> str:
    return phrases.amount(figure.actual, indicator, language(), figure.bound)


def _base(_board: Board, indicator: Indicator, figure: Figure) -> str:
    return phrases.amount(figure.base, indicator, language())


def _gap(_board: Board, indicator: Indicator, figure: Figure) -> str:
    missing = figure.gap if figure.gap is not None and figure.gap > 0 else None
    return phrases.amount(missing, indicator, language())


def _ratio(_board: Board, _indicator: Indicator, figure: Figure) -> str:
    return phrases.percent(figure, language())


def _status(_board: Board, _indicator: Indicator, figure: Figure) -> str:
    return f"{figure.status.glyph} {phrases.status_word(figure.status)}"


def _rank(board: Board, _indicator: Indicator, figure: Figure) -> str:
    return phrases.NOTHING if figure.rank is None else f"{figure.rank}/{len(board.residential)}"


def _reported(board: Board, _indicator: Indicator, figure: Figure) -> str:
    return day_text(figure.reported, board)


def _reached(board: Board, indicator: Indicator, _figure: Figure) -> str:
    if indicator.scope == "ward":
        return ""
    tally = board.tally(indicator.key)
    return f"{tally[Status.EXCEEDED] + tally[Status.MET]}/{len(board.residential)}"


def _silent(board: Board, indicator: Indicator, _figure: Figure) -> str:
    return "" if indicator.scope == "ward" else str(board.tally(indicator.key)[Status.NOT_REPORTED])


GROUP = FigureColumn(N_("Group"), False, None, _group)
INDICATOR = FigureColumn(N_("Indicator"), False, 12, _name)
RESULT = FigureColumn(N_("Result"), True, None, _actual)
BASE = FigureColumn(N_("Out of"), True, None, _base)
RATE = FigureColumn(N_("Rate"), True, None, _ratio)
STATUS = FigureColumn(N_("Status"), False, 2, _status)
RANK = FigureColumn(N_("Rank"), True, None, _rank)
GAP = FigureColumn(N_("Missing"), True, None, _gap)
REPORTED = FigureColumn(N_("Reported"), False, None, _reported)
REACHED = FigureColumn(N_("Met"), True, None, _reached)
SILENT = FigureColumn(N_("Unreported"), True, 0, _silent)
UNIT = FigureColumn(N_("Unit"), False, 0, _unit)

EVERY_FIGURE = (GROUP, INDICATOR, RESULT, BASE, RATE, STATUS, RANK, REPORTED, UNIT)
OF_A_GROUP = EVERY_FIGURE[1:]
OF_AN_INDICATOR = (GROUP, RESULT, BASE, RATE, STATUS, RANK, GAP, REPORTED)
OF_THE_WARD = (INDICATOR, RESULT, BASE, RATE, STATUS, REACHED, SILENT, UNIT)
