"""Columns of texts become typed ones, in one way for all files; what each file's columns hold is data (`Column`).

Texts that are written plainly are read by polars, in one pass. Each other text is parsed once, however often it stands
there, and what the parser refuses is a fault at every line that has it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from tui.errors import NumberRefused
from tui.store.faults import LINE, NO_FAULTS, faults_frame, joined, shown
from tui.store.files import A_COLUMN
from tui.store.kinds import TEXT, Kind
from tui.store.tables import Table, read_table
from tui.ward.names import REPLACEMENT, clean


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file."""

    name: str
    kind: Kind
    needed: bool = False
    """A row without it is left out."""
    strict: bool = False
    """A row in which it is wrong is left out; otherwise a wrong cell counts as empty."""
    in_header: bool = False
    """The file must have it, though its cells may be empty."""
    empty: object = None
    """The value of an empty cell."""


def read_columns(data: bytes, columns: Sequence[Column]) -> Table:
    """The `columns` of a CSV file, typed, without the rows that cannot be used."""
    return usable(typed(data, columns))


def typed(data: bytes, columns: Sequence[Column]) -> Table:
    """The `columns` of a CSV file, typed.

    Rows that cannot be used are still there, for more may be wrong in them; `usable` leaves them out.
    """
    table = read_table(data, [column.name for column in columns])
    missing = [
        (table.header_line, column.name, "", A_COLUMN, True)
        for column in columns
        if column.name in table.absent and (column.needed or column.in_header)
    ]
    texts = table.rows.clear() if missing else table.rows
    plain = texts.with_columns(column.kind.quick(pl.col(column.name)).alias(column.name) for column in columns)
    readings = [read(texts, column, plain[column.name]) for column in columns]
    rows = pl.DataFrame([texts[LINE], *(values for values, _ in readings)]).with_columns(
        pl.col(column.name).fill_null(pl.lit(column.empty)) for column in columns if column.empty is not None
    )
    faults = joined(table.faults, faults_frame(missing), *(faults for _, faults in readings))
    return replace(table, rows=rows, faults=faults)


def usable(table: Table) -> Table:
    """`table` without the rows that have a fatal fault."""
    if table.faults.is_empty():
        return table
    fatal = table.faults.filter("fatal")
    return replace(table, rows=table.rows.join(fatal, on=LINE, how="anti", maintain_order="left"))


def read(texts: pl.DataFrame, column: Column, plain: pl.Series) -> tuple[pl.Series, pl.DataFrame]:
    """The values of a column of `texts`, of which `plain` has those that need no parsing, and its faults."""
    if plain.null_count() == (0 if column.needed else texts[column.name].null_count()):
        return plain, NO_FAULTS
    unread = texts.select(LINE, text=column.name).filter(plain.is_null())
    if not column.needed:
        unread = unread.drop_nulls("text")
    parsed = _parsed(unread["text"].drop_nulls().unique(), column.kind)
    missing = pl.col("value").is_null()
    faults = (
        unread.join(parsed, on="text", how="left", maintain_order="left")
        .filter(pl.col("wrong").is_not_null() | (missing & column.needed))
        .select(
            LINE,
            column=pl.lit(column.name),
            value=pl.col("shown").fill_null(""),
            expected=pl.col("wrong").fill_null(column.kind.expected),
            fatal=missing & (column.needed or column.strict),
        )
    )
    values = texts.select(text=column.name).join(parsed, on="text", how="left", maintain_order="left")["value"]
    return plain.zip_with(plain.is_not_null(), values), faults


def _parsed(texts: pl.Series, kind: Kind) -> pl.DataFrame:
    """text, its value (null where it is blank or wrong), what was expected if it is wrong, and what is shown then."""
    rows = [(text, *_value(text, kind), shown(text)) for text in texts]
    schema = {"text": pl.String(), "value": kind.dtype, "wrong": pl.String(), "shown": pl.String()}
    return pl.DataFrame(rows, schema, orient="row")


def _value(text: str, kind: Kind) -> tuple[object, str | None]:
    """The value of a text, and what was expected if it is wrong.

    A mere text with control characters is wrong, but stays without them.
    """
    cleaned = clean(text).strip()
    if not cleaned:
        return None, None
    replaced = cleaned.count(REPLACEMENT) > text.count(REPLACEMENT)
    if replaced and kind is not TEXT:
        return None, kind.expected
    try:
        return kind.parse(cleaned), kind.expected if replaced else None
    except NumberRefused as refused:
        return None, refused.msgid if kind.precise else kind.expected
    except ValueError:
        return None, kind.expected
