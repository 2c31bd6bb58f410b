"""Lineage: last year's figures under this year's groups.

Groups are merged, split, renamed and renumbered, and a number that is free again goes to another group: across years a
code means nothing where `lineage.csv` speaks of it. What was merged adds up; what was split cannot be compared, and is
left out rather than guessed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from datetime import date
from itertools import groupby
from operator import itemgetter

import polars as pl

from tui.ward.figures import BOUNDS, FIGURES, figures, grid, judged, sum_if_any
from tui.ward.names import group_key
from tui.ward.ward import Ward

Origins = tuple[str, ...] | None
"""Last year's codes that a group is made of: none where it is new, None where it has only a part of one."""

Change = tuple[str, str, bool]
"""(key of the old group, key of the new one, whether only a share of it went there)"""


def carry_over(ward: Ward) -> dict[str, Origins]:
    """This year's codes, each with its origins; empty without a last year.

    Codes match by `group_key`, but for the changes of `lineage.csv` that are dated in these two years, or not at all.
    """
    if ward.previous is None:
        return {}
    codes = ward.groups.get_column("code").to_list()
    listed = {group_key(code) for code in codes}
    before = ward.previous.groups.get_column("code").to_list()
    origins: dict[str, Origins] = {group_key(code): (code,) for code in before}
    for changes in _changes(ward, ward.previous.year):
        origins = _after(changes, origins, listed)
    return {code: origins.get(group_key(code), ()) for code in codes}


def not_comparable(ward: Ward) -> tuple[str, ...]:
    """This year's codes that have only a part of one of last year's groups."""
    return tuple(code for code, origins in carry_over(ward).items() if origins is None)


def last_year(ward: Ward, as_of: date) -> pl.DataFrame:
    """The figures of the same day last year under this year's codes, those of merged groups added up, as `FIGURES`.

    Groups that are new or cannot be compared have no rows. Of a merged group that had parts without a base the base is
    not known.
    """
    if ward.previous is None:
        return FIGURES.to_frame()
    day = _a_year_before(as_of)
    regrouped = _origins_frame(carry_over(ward)).join(
        figures(ward.previous, day).lazy(), left_on="origin", right_on="group", how="inner", nulls_equal=True
    )
    known = regrouped.group_by("group", "indicator").agg(
        sum_if_any("actual"),
        pl.col("bound").cast(BOUNDS).max(),
        _sum_if_all("target"),
        _sum_if_all("base"),
        pl.col("last_report").max(),
    )
    rows = grid(replace(ward.previous, groups=ward.groups), day)
    return judged(rows.join(known, on=["group", "indicator"], how="inner", nulls_equal=True)).collect()


def _changes(ward: Ward, first_year: int) -> Iterator[list[Change]]:
    """The changes from the first year to the ward's, those of one day together, in order.

    One without a date is taken as of the first day of the ward's year.
    """
    rows = (
        ward.lineage.with_columns(
            pl.col("date").fill_null(date(ward.year, 1, 1)), is_partial=(pl.col("share") < 1).fill_null(False)
        )
        .filter(pl.col("date").dt.year().is_between(first_year, ward.year))
        .sort("date", maintain_order=True)
        .select("date", "from", "to", "is_partial")
    )
    for _, changes in groupby(rows.iter_rows(), key=itemgetter(0)):
        yield [(group_key(old), group_key(new), is_partial) for _, old, new, is_partial in changes]


def _after(changes: Iterable[Change], origins: Mapping[str, Origins], listed: Set[str]) -> dict[str, Origins]:
    """The origins once the changes of one day are made to the groups that there are.

    If this year's list still names a group that they do away with, it does not know of them yet, and none is made.
    """
    moves = [change for change in dict.fromkeys(changes) if change[0] in origins]
    ways = Counter(old for old, _ in {(old, new) for old, new, _ in moves})
    shared = {old for old, _, is_partial in moves if is_partial or ways[old] > 1}
    moved = ways.keys() - shared
    if (moved - {new for _, new, _ in moves}) & listed:
        return dict(origins)
    after = {key: None if key in shared else codes for key, codes in origins.items() if key not in moved}
    for old, new, _ in moves:
        after[new] = _joined(after.get(new, ()), None if old in shared else origins[old])
    return after


def _joined(some: Origins, more: Origins) -> Origins:
    return None if some is None or more is None else (*some, *more)


def _origins_frame(carried: Mapping[str, Origins]) -> pl.LazyFrame:
    """`group` and `origin`, a row for each part of each group; the ward (null) is made of the ward."""
    rows = [(None, None), *((code, origin) for code, origins in carried.items() for origin in origins or ())]
    return pl.LazyFrame(rows, {"group": pl.String, "origin": pl.String}, orient="row")


def _sum_if_all(column: str) -> pl.Expr:
    return pl.when(pl.col(column).null_count() == 0).then(pl.col(column).sum()).alias(column)


def _a_year_before(day: date) -> date:
    """The same day of the year before; of 29 February, the 28th."""
    year = max(day.year - 1, date.min.year)
    return date(year, 2, 28) if (day.month, day.day) == (2, 29) else day.replace(year=year)
