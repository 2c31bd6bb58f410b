"""The review: a ward at a date, as the board that screens and lookups show."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

import polars as pl

from tui.errors import Problem
from tui.ward.board import Board, Figure, Group, Key, Model, PlaceResult, Status, Target
from tui.ward.claims import verdicts
from tui.ward.figures import at_places, figures, monthly, months, newest, running_totals
from tui.ward.lineage import last_year, not_comparable
from tui.ward.names import sort_key
from tui.ward.volunteers import teams_of
from tui.ward.ward import GROUPS, MODELS, PROBLEMS, TARGETS, Ward
from tui.ward.weeks import sessions_indicator, weekly_reports

MOST_PLACES = 2_000
MOST_PROBLEMS = 100

T = TypeVar("T")

_STATUSES = {status.value: status for status in Status}


def board_of(ward: Ward, as_of: date | None = None, today: date | None = None) -> Board:
    """Everything that is shown of `ward` at the end of the day `as_of`, or of its newest result's day.

    `today` matters only to a ward without results; see `figures.newest`.
    """
    last = newest(ward, today or date.today())
    day = as_of or last
    parts = monthly(ward, day)
    table = _figures_of(figures(ward, day, parts))
    return Board(
        info=ward.info,
        year=ward.year,
        years=ward.years,
        as_of=day,
        newest=last,
        indicators=ward.catalogue,
        groups=_rows_as(Group, ward.groups, GROUPS),
        figures=table,
        months=dict.fromkeys(table, ()) | _months_of(months(ward, day, parts)),
        last_year=_figures_of(last_year(ward, day)),
        not_comparable=not_comparable(ward),
        targets=_rows_as(Target, ward.targets, TARGETS),
        teams=teams_of(ward.teams),
        models=_rows_as(Model, ward.models, MODELS),
        places=_places_of(ward, day),
        weekly=_weekly_of(ward, day),
        days=_days_of(ward, day),
        scoring=ward.scoring,
        scores=ward.scores,
        verdicts=verdicts(ward, table if day >= last else _figures_of(figures(ward, last))),
        problems=_rows_as(Problem, ward.problems.head(MOST_PROBLEMS), PROBLEMS),
        problem_count=ward.problems.height,
    )


def month_ends(board: Board) -> tuple[date, ...]:
    """Where the figures can be looked at in turn: the ends of the months before the newest result, and its day."""
    ends = (date(board.year, month, monthrange(board.year, month)[1]) for month in range(1, 13))
    return (*(end for end in ends if end < board.newest), board.newest)


def step(board: Board, as_of: date, direction: int) -> date:
    """The next (+1) or last (-1) of `month_ends` from `as_of`; `as_of` itself where there is none."""
    stops = month_ends(board)
    if direction > 0:
        return min((stop for stop in stops if stop > as_of), default=as_of)
    return max((stop for stop in stops if stop < as_of), default=as_of)


def _rows_as(value: Callable[..., T], frame: pl.DataFrame, schema: pl.Schema) -> tuple[T, ...]:
    """The rows of a frame whose `schema` names the fields of `value` in their order."""
    return tuple(value(*row) for row in frame.select(schema.names()).iter_rows())


def _figures_of(table: pl.DataFrame) -> dict[Key, Figure]:
    return {
        (group, key): Figure(group, key, actual, bound, target, base, ratio, _STATUSES[status], rank, gap, reported)
        for group, key, actual, bound, target, base, ratio, status, rank, gap, reported in table.iter_rows()
    }


def _months_of(table: pl.DataFrame) -> dict[Key, tuple[int | None, ...]]:
    by_key = table.group_by("group", "indicator", maintain_order=True).agg("actual")
    return {(group, indicator): tuple(actuals) for group, indicator, actuals in by_key.iter_rows()}


def _places_of(ward: Ward, day: date) -> tuple[PlaceResult, ...]:
    rows = (
        at_places(ward, day)
        .group_by("place", "indicator")
        .agg(pl.col("amount").sum(), pl.col("bound").max().cast(pl.String), pl.col("group").drop_nulls().unique())
        .sort("place", "indicator")
        .head(MOST_PLACES)
        .iter_rows()
    )
    row = {code: at for at, code in enumerate(ward.groups.get_column("code"))}
    column = {indicator.key: at for at, indicator in enumerate(ward.catalogue)}
    results = [
        PlaceResult(place, indicator, amount, bound, tuple(sorted(codes, key=row.__getitem__)))
        for place, indicator, amount, bound, codes in rows
    ]
    return tuple(sorted(results, key=lambda result: (sort_key(result.place), column[result.indicator])))


def _weekly_of(ward: Ward, day: date) -> tuple[tuple[str, date, int, int | None], ...]:
    sessions = sessions_indicator(ward.catalogue)
    return tuple(weekly_reports(ward, sessions, day).iter_rows()) if sessions else ()


def _days_of(ward: Ward, day: date) -> dict[str, tuple[tuple[date, int], ...]]:
    funds = [each.key for each in ward.catalogue if each.topic == "fund" and each.measure == "sum"]
    by_fund = groupby(running_totals(ward, day, funds).iter_rows(), key=itemgetter(0))
    return dict.fromkeys(funds, ()) | {key: tuple((on, total) for _, on, total in rows) for key, rows in by_fund}
