"""CSV that polars cannot tell apart: broken encoding, too many cells, quotation marks that do not fit.

Records with quotation marks are lifted out and parsed one by one, so that a broken one costs itself only. All other
lines go to polars without any quoting, each a row: a million good lines around a bad one are read as fast as ever.
"""

import csv
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

import polars as pl

from tui.errors import N_
from tui.store.faults import LINE, Fault
from tui.store.files import UTF_8_TEXT
from tui.ward.names import REPLACEMENT

WHOLE_QUOTATION = N_("quotation marks in pairs, around whole cells")
NO_MORE_CELLS = N_("no more cells than the header has: a comma inside a number needs quotation marks")


class Line(NamedTuple):
    """A line of a file: its number, and where its bytes are."""

    number: int
    start: int
    end: int


class Record(NamedTuple):
    """A record with quotation marks: its lines as one, and its cells, None where they cannot be told apart."""

    line: Line
    cells: list[str] | None


def parse_lines(data: bytes, separator: str, *, quote: str | None, ragged: bool = False) -> pl.DataFrame:
    """Every line of `data`, the header too, as a row of texts, null where a cell is empty; blank lines are all null."""
    return pl.read_csv(
        data,
        has_header=False,
        separator=separator,
        quote_char=quote,
        infer_schema=False,
        truncate_ragged_lines=ragged,
    )


def numbered(cells: pl.DataFrame, header_line: int, breaks: pl.Series | None = None) -> pl.DataFrame:
    """The rows below the header: the line of each, and its cells in columns "0", "1", ...

    `breaks` is how many more lines each row has, the header first.
    """
    cells.columns = [str(place) for place in range(cells.width)]
    rows = cells.with_row_index(LINE, header_line).cast({LINE: pl.Int64})
    if breaks is not None:
        rows = rows.with_columns(pl.col(LINE) + breaks.cum_sum().shift(1, fill_value=0))
    return rows[1:]


def strict_cells(text: str, separator: str) -> list[str] | None:
    """The cells of a record; None where its quotation marks do not fit."""
    try:
        return next(csv.reader([text.removesuffix("\r")], delimiter=separator, strict=True))
    except csv.Error:
        return None


def recoded(data: bytes, encoding: str) -> tuple[bytes, bool]:
    """`data` as valid UTF-8, and whether it was invalid: `REPLACEMENT` then stands for what could not be read."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return data.decode(encoding, errors="replace").encode(), True
    return data if encoding == "utf-8" else text.encode(), False


def broken_lines(data: bytes) -> Iterator[Fault]:
    """A fault for each line of recoded `data` that could not be read in full; the line stays."""
    for line in _lines_with(REPLACEMENT.encode(), data):
        yield line.number, "", _text(data, line), UTF_8_TEXT, False


def irregular_cells(body: bytes, width: int, separator: str, header_line: int) -> tuple[pl.DataFrame, list[Fault]]:
    """The rows of `body`, numbered as by `numbered`, and the faults of those left out.

    `body` is valid UTF-8 and starts at the end of the header, which has `width` columns and ends on `header_line`.
    """
    records = list(_quoted(body, separator, header_line))
    plain, crowded = _plain_rows(_without(body, records), width, separator, header_line)
    rows, faults = [], crowded
    for line, cells in records:
        if cells is None:
            faults.append((line.number, "", _text(body, line), WHOLE_QUOTATION, True))
        elif any(cell.strip() for cell in cells[width:]):
            faults.append((line.number, "", _text(body, line), NO_MORE_CELLS, True))
        else:
            padded = (cells + [""] * width)[:width]
            rows.append((line.number, *(cell or None for cell in padded)))
    quoted = pl.DataFrame(rows, plain.schema, orient="row")
    return pl.concat([plain, quoted]).sort(LINE), faults


def _plain_rows(data: bytes, width: int, separator: str, header_line: int) -> tuple[pl.DataFrame, list[Fault]]:
    data = separator.join("x" * width).encode() + data
    try:
        return numbered(parse_lines(data, separator, quote=None), header_line), []
    except pl.exceptions.PolarsError:  # too many cells somewhere, without a word on where
        rows = numbered(parse_lines(data, separator, quote=None, ragged=True), header_line)
    # A unit separator in a cell could be any other control character: all are replaced when texts are cleaned.
    whole_lines = parse_lines(data.replace(b"\x1f", b"\x1e"), "\x1f", quote=None).to_series()[1:]
    surplus = whole_lines.str.strip_chars_end(f"{separator} \r").str.count_matches(separator, literal=True) >= width
    crowded = zip(rows[LINE].filter(surplus), whole_lines.filter(surplus), strict=True)
    return rows.filter(~surplus.fill_null(False)), [(line, "", text, NO_MORE_CELLS, True) for line, text in crowded]


def _quoted(data: bytes, separator: str, first: int) -> Iterator[Record]:
    """Each record with quotation marks.

    One that is not closed on its line ends on the next line with an odd number of them, if that makes a record of it;
    otherwise it is broken, and the next one starts on the next line.
    """
    lines = list(_lines_with(b'"', data, first))
    closings = dict(pairwise(at for at, line in enumerate(lines) if data.count(b'"', line.start, line.end) % 2))
    at = 0
    while at < len(lines):
        line = lines[at]
        cells = strict_cells(_text(data, line), separator)
        if cells is None and at in closings:
            closing = closings[at]
            longer = line._replace(end=lines[closing].end)
            cells = strict_cells(_text(data, longer), separator)
            if cells is not None:
                at, line = closing, longer
        yield Record(line, cells)
        at += 1


def _lines_with(mark: bytes, data: bytes, first: int = 1) -> Iterator[Line]:
    """Each line that has `mark` in it; the first line of `data` has the number `first`."""
    number, counted = first, 0
    at = data.find(mark)
    while at >= 0:
        start = data.rfind(b"\n", 0, at) + 1
        number += data.count(b"\n", counted, start)
        counted = start
        end = line_end(data, at)
        yield Line(number, start, end)
        at = data.find(mark, end)


def line_end(data: bytes, start: int) -> int:
    """Where the line that has `start` in it ends."""
    end = data.find(b"\n", start)
    return end if end >= 0 else len(data)


def _text(data: bytes, line: Line) -> str:
    return data[line.start : line.end].decode()


def _without(data: bytes, records: Iterable[Record]) -> bytes:
    """`data` with blank lines in the place of `records`."""
    kept, end = [], 0
    for line, _ in records:
        kept += [data[end : line.start], b"\n" * data.count(b"\n", line.start, line.end)]
        end = line.end
    return b"".join([*kept, data[end:]])
