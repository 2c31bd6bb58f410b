"""CSV bytes as a frame of texts in which every row knows its true line.

Whatever a spreadsheet writes is taken: UTF-8 with or without a byte order mark, UTF-16, comma, semicolon or tab, any
line ends, quoted cells of several lines, blank lines. Everything stays text: to polars' inference 229.010 is 229,01.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import polars as pl

from tui.errors import N_
from tui.store.faults import LINE, NO_FAULTS, Fault, faults_frame
from tui.store.irregular import broken_lines, irregular_cells, line_end, numbered, parse_lines, recoded, strict_cells
from tui.ward.names import REPLACEMENT, clean, fold

LONGEST_HEADER = 2**16

ONE_COLUMN = N_("each column once")

_UTF_8_BOM = b"\xef\xbb\xbf"
_UTF_16_BOMS = (b"\xff\xfe", b"\xfe\xff")
_SEPARATORS = (",", ";", "\t")
_BLANK_LINES = re.compile(rb"(?:[ \t\r]*\n)*")
_HEADER = re.compile(rb'(?:[^"\n]|"[^"]*")*(?=\n|\Z)')


@dataclass(frozen=True, slots=True)
class Table:
    """The columns asked for, and what was wrong in the file."""

    rows: pl.DataFrame
    """Those columns and `line`, in the file's order, blank lines left out."""
    faults: pl.DataFrame
    """Of schema `FAULTS`."""
    header_line: int = 1
    absent: frozenset[str] = frozenset()
    """Columns that the header does not name; a file without any header lacks none."""


class _Header(NamedTuple):
    line: int
    start: int
    end: int
    separator: str
    names: list[str]
    is_plain: bool
    """Whether it is text without control characters."""


def read_table(data: bytes, columns: Sequence[str]) -> Table:
    """The `columns` of a CSV file as texts, null where a cell is empty; its other columns are passed over.

    Header names match without regard to case, marks and spaces. Never raises, whatever the bytes are.
    """
    data, broken = _utf_8(data)
    header = _header(data)
    if header is None:
        nothing = pl.Schema([*((name, pl.String()) for name in columns), (LINE, pl.Int64())]).to_frame()
        return Table(nothing, NO_FAULTS)
    cells = None if broken else _regular_cells(data, header)
    faults: list[Fault] = []
    if cells is None:
        cells, faults = _salvaged_cells(data, header, broken=broken)
    places = {name: header.names.index(name) for name in columns if name in header.names}
    doubled = [(header.line, name, name, ONE_COLUMN, False) for name in places if header.names.count(name) > 1]
    absent = frozenset(columns) - places.keys()
    return Table(_chosen(cells, places, columns), faults_frame(doubled + faults), header.line, absent)


def _utf_8(data: bytes) -> tuple[bytes, bool]:
    """`data` as UTF-8 without a byte order mark, its lines ending in LF; whether it was invalid UTF-16."""
    broken = False
    if data.startswith(_UTF_16_BOMS):
        data, broken = recoded(data, "utf-16")
    data = data.removeprefix(_UTF_8_BOM)
    return (data if b"\n" in data else data.replace(b"\r", b"\n")), broken


def _header(data: bytes) -> _Header | None:
    """The first record that is not blank; None in a file without any."""
    blank = _BLANK_LINES.match(data)
    start = blank.end() if blank else 0
    whole = _HEADER.match(data, start, start + LONGEST_HEADER)
    line = line_end(data, start)
    return (whole and _named(data, start, whole.end())) or _named(data, start, line, strict=False)


def _named(data: bytes, start: int, end: int, *, strict: bool = True) -> _Header | None:
    """The header between `start` and `end`; None where it is blank, or, if `strict`, its quotation marks do not fit."""
    text = data[start:end].decode(errors="replace").replace("\r", " ")[:LONGEST_HEADER]
    outside = re.sub('"[^"]*"', "", text)
    separator = max(_SEPARATORS, key=outside.count)
    try:
        names = next(csv.reader([text], delimiter=separator, strict=strict), [])
    except csv.Error:
        return None
    if not text.strip():
        return None
    line = 1 + data.count(b"\n", 0, start)
    is_plain = text.replace("\t", " ").isprintable() and REPLACEMENT not in text
    return _Header(line, start, end, separator, [fold(clean(name)).replace(" ", "_") for name in names], is_plain)


def _regular_cells(data: bytes, header: _Header) -> pl.DataFrame | None:
    """All cells by place, with their lines, of a file that polars can tell apart; None for any other."""
    # Polars unpacks gzip, zlib and zstd by their first bytes, none of which are text.
    if not header.is_plain:
        return None
    data = data[header.start :] if header.start else data
    try:
        cells = parse_lines(data, header.separator, quote='"')
    except pl.exceptions.PolarsError:
        return None
    if cells.width != len(header.names):
        return None
    lines = data.count(b"\n") + (not data.endswith(b"\n"))
    if b'"' not in data or cells.height == lines:
        return numbered(cells, header.line)
    breaks = cells.select(pl.sum_horizontal(pl.all().str.count_matches("\n", literal=True))).to_series()
    if cells.height + breaks.sum() != lines or not _are_records(cells, breaks, data, header.separator):
        return None
    return numbered(cells, header.line, breaks)


def _are_records(cells: pl.DataFrame, breaks: pl.Series, data: bytes, separator: str) -> bool:
    """Whether every record of several lines is what a strict reading of them finds.

    To polars, a mark inside a word opens a quotation too; such a one could swallow the lines to the next.
    """
    lines = data.split(b"\n")
    starts = pl.int_range(cells.height, eager=True) + breaks.cum_sum().shift(1, fill_value=0)
    several = cells.with_columns(starts.alias("start"), breaks.alias("breaks")).filter(pl.col("breaks") > 0)
    for *row, start, more in several.iter_rows():
        text = b"\n".join(lines[start : start + more + 1]).decode()
        if strict_cells(text, separator) != [cell or "" for cell in row]:
            return False
    return True


def _salvaged_cells(data: bytes, header: _Header, *, broken: bool) -> tuple[pl.DataFrame, list[Fault]]:
    """All cells by place, with their lines, that can be told apart, and the faults of those that cannot."""
    head, broken_head = recoded(data[: header.end], "utf-8")
    body, broken_body = recoded(data[header.end :], "utf-8")
    faults = list(broken_lines(head + body)) if broken or broken_head or broken_body else []
    header_line = 1 + head.count(b"\n")
    cells, left_out = irregular_cells(body, len(header.names), header.separator, header_line)
    return cells, faults + left_out


def _chosen(cells: pl.DataFrame, places: Mapping[str, int], columns: Sequence[str]) -> pl.DataFrame:
    """The named columns, without the rows of blank lines; a line of spaces is blank too."""
    nothing = pl.lit(None, pl.String)
    rows = cells.select(
        *((pl.col(str(places[name])) if name in places else nothing).alias(name) for name in columns), LINE
    )
    further = [name for name, place in places.items() if place > 0]
    if not all(rows[name].null_count() for name in further):
        return rows
    spaces = [pl.col(name).str.strip_chars().fill_null("") == "" for name, place in places.items() if place == 0]
    return rows.remove(pl.all_horizontal(pl.lit(True), *(pl.col(name).is_null() for name in further), *spaces))
