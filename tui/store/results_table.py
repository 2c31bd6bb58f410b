"""`results.csv`, the one file that may be large: of a million plain rows, no text is parsed in Python."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from tui.store.columns import Column, read, typed, usable
from tui.store.faults import LINE, joined
from tui.store.kinds import (
    AS_IT_STANDS,
    BOUND,
    TEXT,
    amount_in,
    day_of,
    group_of,
    indicator_of,
    plainly_whole,
)
from tui.store.tables import Table
from tui.ward.board import Indicator
from tui.ward.group_codes import GroupCodes
from tui.ward.numbers import LIMIT


def read_results(
    data: bytes, groups: GroupCodes, catalogue: Sequence[Indicator], year: int, schema: pl.Schema
) -> Table:
    """The right rows of `results.csv` in its order, as `schema` (`results_schema`), with the faults of all others."""
    columns = (
        Column("date", day_of(year), needed=True),
        Column("group", group_of(groups, schema["group"]), strict=True, in_header=True),
        Column("indicator", indicator_of(catalogue, schema["indicator"]), needed=True),
        Column("value", AS_IT_STANDS, in_header=True),
        Column("bound", BOUND, strict=True, empty=""),
        Column("place", TEXT, empty=""),
        Column("note", TEXT, empty=""),
    )
    table = usable(_with_amounts(typed(data, columns), catalogue))
    return replace(table, rows=table.rows[schema.names()])


def _with_amounts(table: Table, catalogue: Sequence[Indicator]) -> Table:
    """`table` with its values as numbers in their indicators' last place.

    A value may state its bound ("trên 200"). Only where the indicator merely counts rows it may be missing, and is 1.
    """
    plain = _plain_amounts(table.rows, catalogue)
    if not plain.null_count():
        return replace(table, rows=table.rows.with_columns(plain))
    counted = pl.col("indicator").is_in([indicator.key for indicator in catalogue if indicator.measure == "count"])
    empty = pl.col("value").fill_null("").str.strip_chars() == ""
    unread = table.rows.filter(plain.is_null()).remove(counted & empty)
    amounts, faults = _parsed_amounts(unread, catalogue)
    own_bound = pl.col("amount").struct.field("bound")
    rows = table.rows.join(amounts, on=LINE, how="left", maintain_order="left").with_columns(
        value=pl.coalesce(plain, pl.col("amount").struct.field("value"), pl.when(counted).then(1)),
        bound=pl.when(own_bound != "").then(own_bound).otherwise("bound"),
    )
    return replace(table, rows=rows, faults=joined(table.faults, faults))


def _plain_amounts(rows: pl.DataFrame, catalogue: Sequence[Indicator]) -> pl.Series:
    """The values that are digits and nothing else; null for all others, and where they are too large."""
    factors = {indicator.key: 10**indicator.decimals for indicator in catalogue}
    whole = rows.select(plainly_whole(pl.col("value")))
    if max(factors.values()) == 1:
        return whole["value"]
    amounts = pl.col("value") * rows["indicator"].replace_strict(factors, return_dtype=pl.Int64())
    return whole.select(amounts).select(pl.when(pl.col("value") <= LIMIT).then("value"))["value"]


def _parsed_amounts(rows: pl.DataFrame, catalogue: Sequence[Indicator]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """line and amount (`kinds.QUANTITY`) of `rows`, and the faults. How a text is read depends on its indicator."""
    styles: dict[tuple[bool, int], list[str]] = {}
    for indicator in catalogue:
        styles.setdefault((indicator.is_money, indicator.decimals), []).append(indicator.key)
    amounts, faults = [], []
    for (money, decimals), keys in styles.items():
        texts = rows.filter(pl.col("indicator").is_in(keys))
        column = Column("value", amount_in(money=money, decimals=decimals), needed=True)
        values, wrong = read(
            texts, column, texts.with_columns(column.kind.quick(pl.col("value")).alias("value"))["value"]
        )
        amounts.append(texts.select(LINE, values.alias("amount")))
        faults.append(wrong)
    return pl.concat(amounts), joined(*faults)
