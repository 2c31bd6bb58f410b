"""Tables, JSON and CSV for standard output, without Rich: aligned by terminal cells, cut to the terminal's width.

A page is lines and tables, already in words; nothing here knows what a ward is.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from tui.ward.names import clean

Value = str | int | float | None
Record = Mapping[str, Value]
"""A row for machines: what a JSON object or a CSV line holds."""

ELLIPSIS = "…"
MARK = 1
"""Cells of a mark."""
FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What makes a spreadsheet take a text for a formula."""
_FORMULA = rf"[\s'\"]*[{re.escape(''.join(FORMULA_STARTS))}]"
UNSAFE = re.compile(rf"^(?={_FORMULA})|(?<=;)(?={_FORMULA}|[\s']*(?:\"|$))")
"""Where a text needs an apostrophe: before what may run as a formula. Excel with Vietnamese settings parts cells by
semicolons, whatever the quotes of RFC 4180 say, so also behind each of them; there before a quote, too, which would
swallow the lines below."""


@dataclass(frozen=True, slots=True)
class Column:
    """How a column is laid out."""

    title: str
    right: bool = False
    least: int | None = None
    """Cells it may be cut down to where room is short; None: it is never cut; 0: it goes first, as a whole."""
    spare: int = 0
    """Where cutting is not enough, columns go as wholes, the most spare first; 0: it stays."""
    marked: bool = False
    """Whether its texts begin with a mark of one cell, which stays when the column goes."""


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and their rows of words."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]


Page = Iterable[str | Table]


def page_text(page: Page, width: int | None) -> str:
    """The page in at most `width` cells, tables cut and other lines wrapped; None: as wide as it is.

    Control and direction characters are replaced here once more, whatever the page was made of.
    """
    return "".join(f"{clean(line)}\n" for part in page for line in _lines(part, width))


def json_text(value: object) -> str:
    """`value` as readable JSON in UTF-8, each record of a list on a line of its own; what nobody sees is escaped."""
    if isinstance(value, list) and value:
        lines = ",\n".join(" " + json.dumps(item, ensure_ascii=False) for item in value)
        return f"[\n{_escaped(lines)}\n]\n"
    return _escaped(json.dumps(value, ensure_ascii=False, indent=1)) + "\n"


def csv_text(fields: Sequence[str], records: Iterable[Record]) -> str:
    """The records as CSV with a header, harmless to spreadsheets that part cells by commas or by semicolons.

    The comma is what parts them. Apostrophes keep texts from being run; to take the first one away wherever `UNSAFE`
    matches before it gives the text back exactly.
    """
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(fields)
    writer.writerows([_harmless(record.get(field)) for field in fields] for record in records)
    return out.getvalue()


def cells(text: str) -> int:
    """How many cells of a terminal `text` takes."""
    return len(text) if text.isascii() else _cells_in(text)


def cut(text: str, width: int) -> str:
    """`text` in at most `width` cells, its end replaced by "…" where it is longer."""
    if cells(text) <= width:
        return text
    kept = 0
    for position, character in enumerate(text):
        kept += _cells_of(character)
        if kept >= width:
            return text[:position].rstrip() + ELLIPSIS
    return text


@lru_cache(maxsize=4096)
def _cells_in(text: str) -> int:
    return sum(map(_cells_of, text))


@cache
def _cells_of(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _escaped(lines: str) -> str:
    """JSON that shows whatever is in its texts; it has only the line breaks between them."""
    return "\n".join(line if line.isprintable() else "".join(map(_shown, line)) for line in lines.split("\n"))


def _shown(character: str) -> str:
    return character if character.isprintable() else json.dumps(character)[1:-1]


def _harmless(value: Value) -> Value:
    if not isinstance(value, str):
        return value
    return UNSAFE.sub("'", clean(value))


def _lines(part: str | Table, width: int | None) -> Iterator[str]:
    if isinstance(part, str):
        yield from _wrapped(part, width)
        return
    kept, widths, gap = _layout(part, width)
    for row in ([column.title for column in part.columns], *part.rows):
        padded = (_pad(row[at], size, part.columns[at]) for at, size in zip(kept, widths, strict=True))
        yield gap.join(padded).rstrip()


def _wrapped(line: str, width: int | None) -> Sequence[str]:
    if width is None or cells(line) <= width:
        return [line]
    from textwrap import wrap

    return wrap(line, width, subsequent_indent="  ")


def _pad(text: str, width: int, column: Column) -> str:
    shown = _mark(text, column) if column.marked and width == MARK else cut(text, width)
    space = " " * (width - cells(shown))
    return space + shown if column.right else shown + space


def _mark(text: str, column: Column) -> str:
    """The mark before the words, of which the title has none."""
    return "" if text == column.title else text[:MARK]


def _layout(table: Table, width: int | None) -> tuple[list[int], list[int], str]:
    """The columns that stay, their widths, and what stands between them."""
    natural = [
        max(cells(column.title), *(cells(row[at]) for row in table.rows), 0) for at, column in enumerate(table.columns)
    ]
    kept = list(range(len(natural)))
    if width is None or _spread(natural, 2) <= width:
        return kept, natural, "  "
    if _spread(natural, 1) > width:
        kept = [at for at in kept if table.columns[at].least != 0]
    spare = sorted((at for at in kept if table.columns[at].spare), key=lambda at: table.columns[at].spare)
    while True:
        widths = [natural[at] for at in kept]
        _narrow(widths, [table.columns[at].least for at in kept], width)
        if _spread(widths, 1) <= width or not spare:
            return kept, widths, " "
        sparest = spare.pop()
        if table.columns[sparest].marked:
            natural[sparest] = MARK
        else:
            kept.remove(sparest)


def _spread(widths: Sequence[int], gap: int) -> int:
    return sum(widths) + gap * (len(widths) - 1)


def _narrow(widths: list[int], least: Sequence[int | None], width: int) -> None:
    """Take cells from the widest column that has some to give, until the row fits or none is left."""
    while _spread(widths, 1) > width:
        givers = [at for at, floor in enumerate(least) if floor is not None and widths[at] > floor]
        if not givers:
            return
        widths[max(givers, key=lambda at: widths[at])] -= 1
