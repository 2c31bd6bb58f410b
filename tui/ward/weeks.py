"""The environment weeks: in which weeks of the year each group held its clean-up, missed it, or said nothing.

Weeks are the ISO weeks of the year, Monday to Sunday, known by their Monday. A day of the year that ISO gives to a
neighbouring year counts in the first or last week here, so that no session is lost. The strip is plain values; only
`weekly_reports` loads polars.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from tui.ward.board import Board, Indicator
from tui.ward.names import fold
from tui.ward.pace import Window, window_of

if TYPE_CHECKING:
    import polars as pl

    from tui.ward.ward import Ward

SESSION_UNITS = frozenset({"buoi", "session", "sessions"})
ATTENDANCE_UNITS = frozenset({"luot", "luot nguoi", "attendance", "attendances"})

ONE_WEEK = timedelta(weeks=1)
THURSDAY = timedelta(days=3)
SUNDAY = timedelta(days=6)


class WeekState(StrEnum):
    """What is known of one week of one group."""

    HELD = "held"
    MISSED = "missed"
    """Reported as not held."""
    NOT_REPORTED = "not-reported"
    BLANK = "blank"
    """Nothing is expected: the week is not over yet, or outside the indicator's window."""


class Report(NamedTuple):
    """What a group reported for a week."""

    sessions: int
    attendance: int | None = None


@dataclass(frozen=True, slots=True)
class WeekCell:
    """One week of one group."""

    state: WeekState
    monday: date
    sessions: int = 0
    attendance: int | None = None
    """How many came; None where nobody counts them."""


@dataclass(frozen=True, slots=True)
class WeekRow:
    """The year of one group, week by week."""

    group: str
    cells: tuple[WeekCell, ...]

    def count(self, state: WeekState) -> int:
        """How many weeks are in `state`."""
        return sum(cell.state == state for cell in self.cells)

    @property
    def expected(self) -> tuple[WeekCell, ...]:
        """The weeks of which something is known or should be, in order."""
        return tuple(cell for cell in self.cells if cell.state != WeekState.BLANK)

    @property
    def silent(self) -> int:
        """For how many weeks on end, up to the date, nothing was reported."""
        weeks = 0
        for cell in reversed(self.expected):
            if cell.state != WeekState.NOT_REPORTED:
                break
            weeks += 1
        return weeks


@dataclass(frozen=True, slots=True)
class Weeks:
    """The strip: the year of every group."""

    indicator: str
    """Key of the indicator whose sessions these are."""
    mondays: tuple[date, ...]
    rows: tuple[WeekRow, ...]
    """In the order of the ward's groups; the cells of each are those of `mondays`."""

    def row(self, group: str) -> WeekRow:
        """The year of that group; KeyError where it has none."""
        for row in self.rows:
            if row.group == group:
                return row
        raise KeyError(group)


def sessions_indicator(catalogue: Sequence[Indicator]) -> Indicator | None:
    """The weekly clean-ups: the first indicator of the environment in sessions, else the first that counts results."""
    added = [each for each in _of_groups(catalogue) if each.measure != "latest"]
    in_sessions = (each for each in added if fold(each.unit) in SESSION_UNITS)
    counting = (each for each in added if each.measure == "count")
    return next(chain(in_sessions, counting), None)


def attendance_indicator(catalogue: Sequence[Indicator]) -> Indicator | None:
    """Who came to them: the first indicator of the environment that sums attendances."""
    summed = (each for each in _of_groups(catalogue) if each.measure == "sum")
    return next((each for each in summed if fold(each.unit) in ATTENDANCE_UNITS), None)


def mondays_of(year: int) -> tuple[date, ...]:
    """The Mondays of the 52 or 53 ISO weeks of `year`."""
    first, end = date.fromisocalendar(year, 1, 1), date.fromisocalendar(year + 1, 1, 1)
    return tuple(first + n * ONE_WEEK for n in range((end - first).days // 7))


def strip(
    indicator: Indicator, groups: Iterable[str], reports: Mapping[tuple[str, date], Report], year: int, as_of: date
) -> Weeks:
    """The year of each of `groups` from what they reported, by group and Monday.

    A week without a report is not reported once it is over and if its Thursday, which decides to which year ISO gives
    a week, is in the indicator's window; otherwise it is blank. A report of no sessions is a missed week.
    """
    mondays, window = mondays_of(year), window_of(indicator, year)
    rows = (
        WeekRow(code, tuple(_cell(monday, reports.get((code, monday)), window, as_of) for monday in mondays))
        for code in groups
    )
    return Weeks(indicator.key, mondays, tuple(rows))


def weeks_of(board: Board) -> Weeks | None:
    """The strip of the residential groups and of others that reported; None where no indicator counts clean-ups."""
    indicator = sessions_indicator(board.indicators)
    if indicator is None:
        return None
    reports = {(group, monday): Report(sessions, came) for group, monday, sessions, came in board.weekly}
    reporting = {group for group, _ in reports}
    groups = [group.code for group in board.groups if group.kind == "residential" or group.code in reporting]
    return strip(indicator, groups, reports, board.year, board.as_of)


def weekly_reports(ward: "Ward", indicator: Indicator, as_of: date) -> "pl.DataFrame":
    """What the groups reported by week up to `as_of`: group, monday, sessions, attendance (null where none is counted).

    Sessions are the results above 0 where the indicator counts results, else their sum.
    """
    import polars as pl

    mondays, value = mondays_of(ward.year), pl.col("value")
    attendance = attendance_indicator(ward.catalogue)
    results = (
        ward.results.lazy()
        .filter(pl.col("date") <= as_of, pl.col("group").is_not_null())
        .with_columns(
            pl.col("group").cast(pl.String), monday=pl.col("date").dt.truncate("1w").clip(mondays[0], mondays[-1])
        )
    )
    held = results.filter(pl.col("indicator") == indicator.key).group_by("group", "monday")
    came = results.filter(pl.col("indicator").is_in([attendance.key] if attendance else [])).group_by("group", "monday")
    sessions = (value > 0).sum().cast(pl.Int64) if indicator.measure == "count" else value.sum()
    return (
        held.agg(sessions=sessions)
        .join(came.agg(attendance=value.sum()), on=["group", "monday"], how="left")
        .sort("group", "monday")
        .collect()
    )


def _of_groups(catalogue: Sequence[Indicator]) -> Iterator[Indicator]:
    return (each for each in catalogue if each.topic == "environment" and each.scope != "ward")


def _cell(monday: date, report: Report | None, window: Window, as_of: date) -> WeekCell:
    if report is not None:
        state = WeekState.HELD if report.sessions else WeekState.MISSED
        return WeekCell(state, monday, report.sessions, report.attendance)
    first, last = window
    due = monday + SUNDAY <= as_of and first <= monday + THURSDAY <= last
    return WeekCell(WeekState.NOT_REPORTED if due else WeekState.BLANK, monday)
