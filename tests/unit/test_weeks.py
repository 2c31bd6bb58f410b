from datetime import date, timedelta

import pytest

from tests.wards import Result, day, make_group, make_indicator, make_ward
from tui.ward.board import Indicator
from tui.ward.review import board_of
from tui.ward.ward import Ward
from tui.ward.weeks import (
    Report,
    WeekCell,
    Weeks,
    WeekState,
    attendance_indicator,
    mondays_of,
    sessions_indicator,
    strip,
    weekly_reports,
    weeks_of,
)

HELD, MISSED, SILENT, BLANK = WeekState.HELD, WeekState.MISSED, WeekState.NOT_REPORTED, WeekState.BLANK


def environment(key: str, measure: str, unit: str, **fields: object) -> Indicator:
    return make_indicator(key, topic="environment", measure=measure, unit=unit, **fields)


CLEAN_UP = environment("clean-up", "count", "buổi")
SESSIONS = environment("sessions", "sum", "Buổi")
CAME = environment("came", "sum", "lượt người")
TREES = environment("trees", "sum", "cây")


def ward_of(*results: Result, indicators: tuple[Indicator, ...] = (CLEAN_UP,)) -> Ward:
    return make_ward(indicators, results=results)


def shown(ward: Ward, as_of: str) -> Weeks:
    weeks = weeks_of(board_of(ward, day(as_of)))
    assert weeks is not None
    return weeks


def states(weeks: Weeks, group: str = "1") -> dict[date, WeekState]:
    """The weeks of a group of which anything is known or expected."""
    return {cell.monday: cell.state for cell in weeks.row(group).expected}


@pytest.mark.parametrize(
    ("catalogue", "key"),
    [
        ([TREES, CLEAN_UP], "clean-up"),
        ([TREES, SESSIONS], "sessions"),
        ([environment("spots", "count", "điểm"), CLEAN_UP], "clean-up"),
        ([environment("spots", "count", "điểm"), TREES], "spots"),
        ([environment("ward-wide", "count", "buổi", scope="ward"), SESSIONS], "sessions"),
        ([environment("level", "latest", "buổi"), TREES], None),
        ([make_indicator("meetings", measure="count", unit="buổi")], None),
        ([], None),
    ],
)
def test_the_clean_ups_are_the_environment_s_sessions_else_what_it_counts(
    catalogue: list[Indicator], key: str | None
) -> None:
    found = sessions_indicator(catalogue)
    assert (found.key if found else None) == key


@pytest.mark.parametrize(("catalogue", "key"), [([SESSIONS, CAME], "came"), ([CLEAN_UP, TREES], None)])
def test_attendance_is_the_environment_s_sum_of_attendances(catalogue: list[Indicator], key: str | None) -> None:
    found = attendance_indicator(catalogue)
    assert (found.key if found else None) == key


@pytest.mark.parametrize(
    ("year", "weeks", "first"),
    [
        (2018, 52, date(2018, 1, 1)),
        (2019, 52, date(2018, 12, 31)),
        (2020, 53, date(2019, 12, 30)),
        (2021, 52, date(2021, 1, 4)),
        (2026, 53, date(2025, 12, 29)),
    ],
)
def test_a_year_has_its_iso_weeks(year: int, weeks: int, first: date) -> None:
    mondays = mondays_of(year)
    assert (len(mondays), mondays[0]) == (weeks, first)
    assert {monday.isoweekday() for monday in mondays} == {1}
    assert [monday.isocalendar().week for monday in mondays] == list(range(1, weeks + 1))


def test_a_week_is_held_missed_not_reported_or_blank() -> None:
    ward = ward_of(("03/01", "1", "clean-up", 1), ("13/01", "1", "clean-up", 0), ("31/01", "1", "clean-up", 1))
    assert states(shown(ward, "31/01")) == {
        day("01/01"): HELD,
        day("08/01"): MISSED,
        day("15/01"): SILENT,
        day("22/01"): SILENT,
        day("29/01"): HELD,
    }


@pytest.mark.parametrize(("as_of", "state"), [("13/01", BLANK), ("14/01", SILENT)])
def test_a_week_is_not_reported_only_once_its_sunday_is_over(as_of: str, state: WeekState) -> None:
    cells = {cell.monday: cell for cell in shown(ward_of(), as_of).row("1").cells}
    assert cells[day("08/01")] == WeekCell(state, day("08/01"))
    assert cells[day("15/01")].state == BLANK


def test_results_after_the_date_are_not_known_yet() -> None:
    ward = ward_of(("10/01", "1", "clean-up", 1))
    assert states(shown(ward, "09/01")) == {day("01/01"): SILENT}


@pytest.mark.parametrize(
    ("indicator", "values", "sessions"),
    [
        (CLEAN_UP, [1, 1], 2),
        (CLEAN_UP, [25, 0], 1),
        (CLEAN_UP, [0, 0], 0),
        (SESSIONS, [2, 3], 5),
        (SESSIONS, [0], 0),
    ],
)
def test_sessions_of_a_week_are_counted_or_summed(indicator: Indicator, values: list[int], sessions: int) -> None:
    results = [(f"0{n}/01", "1", indicator.key, value) for n, value in enumerate(values, start=1)]
    cell = shown(ward_of(*results, indicators=(indicator,)), "08/01").row("1").cells[0]
    assert (cell.state, cell.sessions) == (HELD if sessions else MISSED, sessions)


def test_who_came_stands_beside_the_sessions_where_it_is_counted() -> None:
    ward = ward_of(
        ("02/01", "1", "clean-up", 1),
        ("02/01", "1", "came", 20),
        ("05/01", "1", "came", 5),
        ("02/01", "2", "clean-up", 1),
        indicators=(CLEAN_UP, CAME),
    )
    weeks = shown(ward, "08/01")
    assert weeks.row("1").cells[0] == WeekCell(HELD, day("01/01"), 1, 25)
    assert weeks.row("2").cells[0].attendance is None


@pytest.mark.parametrize(
    ("on", "year", "monday"),
    [
        (date(2018, 12, 31), 2018, date(2018, 12, 24)),
        (date(2021, 1, 1), 2021, date(2021, 1, 4)),
        (date(2020, 1, 1), 2020, date(2019, 12, 30)),
        (date(2018, 1, 7), 2018, date(2018, 1, 1)),
        (date(2018, 1, 8), 2018, date(2018, 1, 8)),
    ],
)
def test_a_day_that_iso_gives_to_another_year_counts_in_the_nearest_week(on: date, year: int, monday: date) -> None:
    ward = make_ward([CLEAN_UP], results=[(on, "1", "clean-up", 1)], year=year)
    assert weekly_reports(ward, CLEAN_UP, on).rows() == [("1", monday, 1, None)]


def test_weeks_outside_the_window_are_blank_unless_reported() -> None:
    spring = environment("clean-up", "count", "buổi", window=(day("01/03"), day("14/03")))
    ward = ward_of(("22/03", "1", "clean-up", 1), indicators=(spring,))
    assert states(shown(ward, "31/12")) == {day("26/02"): SILENT, day("05/03"): SILENT, day("19/03"): HELD}


def test_rows_are_the_residential_groups_and_whoever_else_reported() -> None:
    ward = make_ward(
        [CLEAN_UP],
        ["1", make_group("HPN", "union"), make_group("DTN", "union"), "2"],
        [("02/01", "DTN", "clean-up", 1), ("02/01", None, "clean-up", 1)],
    )
    weeks = shown(ward, "08/01")
    assert [row.group for row in weeks.rows] == ["1", "DTN", "2"]
    with pytest.raises(KeyError):
        weeks.row("HPN")


def test_a_ward_that_counts_no_clean_ups_has_no_strip() -> None:
    assert weeks_of(board_of(ward_of(indicators=(TREES,)), day("08/11"))) is None


@pytest.mark.parametrize(
    ("reported", "as_of", "silent"),
    [
        pytest.param({}, "31/12", 52, id="never"),
        pytest.param({0: 1, 2: 1}, "28/01", 1, id="since the week before last"),
        pytest.param({0: 1, 2: 1}, "27/01", 0, id="the running week is not over"),
        pytest.param({0: 1, 1: 0}, "28/01", 2, id="a missed week is a report"),
        pytest.param({4: 1}, "30/01", 0, id="the running week was reported"),
        pytest.param({}, "06/01", 0, id="before the first Sunday"),
    ],
)
def test_silence_is_counted_back_from_the_date(reported: dict[int, int], as_of: str, silent: int) -> None:
    first = day("01/01")
    reports = {("1", first + timedelta(weeks=week)): Report(sessions) for week, sessions in reported.items()}
    row = strip(CLEAN_UP, ["1"], reports, 2018, day(as_of)).row("1")
    assert row.silent == silent


def test_a_row_counts_its_weeks_by_state() -> None:
    ward = ward_of(("03/01", "1", "clean-up", 1), ("13/01", "1", "clean-up", 0))
    row = shown(ward, "21/01").row("1")
    assert {state: row.count(state) for state in WeekState} == {HELD: 1, MISSED: 1, SILENT: 1, BLANK: 49}
