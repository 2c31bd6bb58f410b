"""What is wrong in one table: the columns of `PROBLEMS` but for the file, which whoever reads the folder adds."""

from collections.abc import Iterable

import polars as pl

from tui.ward.names import clean
from tui.ward.toml_table import VALUE_SHOWN

LINE = "line"

FAULTS = pl.Schema(
    {LINE: pl.Int64, "column": pl.String, "value": pl.String, "expected": pl.String, "fatal": pl.Boolean}
)
"""`fatal` where the row is left out for it."""

Fault = tuple[int, str, str, str, bool]
"""A row of `FAULTS`."""


NO_FAULTS = FAULTS.to_frame()


def faults_frame(faults: Iterable[Fault] = ()) -> pl.DataFrame:
    """`faults` as a frame, their values made fit to show."""
    rows = [(line, column, shown(value), expected, fatal) for line, column, value, expected, fatal in faults]
    return pl.DataFrame(rows, FAULTS, orient="row") if rows else NO_FAULTS


def joined(*frames: pl.DataFrame) -> pl.DataFrame:
    """The faults of all `frames`, in their order."""
    return pl.concat([NO_FAULTS, *(frame for frame in frames if len(frame))])


def shown(value: str) -> str:
    """A wrong value as a problem quotes it: cleaned, on one line, of at most `VALUE_SHOWN` characters."""
    return clean(value[: 4 * VALUE_SHOWN]).strip()[:VALUE_SHOWN]
