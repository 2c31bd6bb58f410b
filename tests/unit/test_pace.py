from datetime import date

import pytest

from tests.wards import day, make_indicator
from tui.ward.board import Status
from tui.ward.pace import Elapsed, elapsed, lag, status_of, window_of

OCTOBER = (day("01/10"), day("31/10"))
HALF: Elapsed = (50, 100)
OVER: Elapsed = (100, 100)
AHEAD: Elapsed = (0, 100)

HIGHER = make_indicator("blood")
CEILING = make_indicator("fires", better="lower")
LEVEL = make_indicator("poor", better="lower", measure="latest")


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("30/09", (0, 31)),
        ("01/10", (1, 31)),
        ("16/10", (16, 31)),
        ("31/10", (31, 31)),
        ("01/11", (31, 31)),
    ],
)
def test_days_of_the_window_gone_by_include_the_day(as_of: str, expected: Elapsed) -> None:
    assert elapsed(make_indicator("blood", window=OCTOBER), day(as_of), 2018) == expected


@pytest.mark.parametrize(("year", "days"), [(2018, 365), (2020, 366)])
def test_without_a_window_of_its_own_an_indicator_runs_the_whole_year(year: int, days: int) -> None:
    assert window_of(HIGHER, year) == (date(year, 1, 1), date(year, 12, 31))
    assert elapsed(HIGHER, date(year, 12, 31), year) == (days, days)


@pytest.mark.parametrize(
    ("actual", "base", "gone", "expected"),
    [
        (None, 10, HALF, Status.NOT_REPORTED),
        (None, None, HALF, Status.NOT_REPORTED),
        (5, None, HALF, Status.NO_TARGET),
        (5, 0, HALF, Status.NO_TARGET),
        (0, 0, HALF, Status.NO_TARGET),
        (11, 10, AHEAD, Status.EXCEEDED),
        (10, 10, HALF, Status.MET),
        (5, 10, HALF, Status.ON_PACE),
        (4, 10, HALF, Status.BEHIND),
        (9, 10, OVER, Status.BEHIND),
        (0, 10, AHEAD, Status.ON_PACE),
        (0, 10, (1, 100), Status.BEHIND),
        (10**12 - 1, 10**12, (364, 365), Status.ON_PACE),
        (10**12 - 1, 10**12, (365, 365), Status.BEHIND),
    ],
)
def test_status_where_higher_is_better(actual: int | None, base: int | None, gone: Elapsed, expected: Status) -> None:
    assert status_of(HIGHER, actual, base, gone) == expected


@pytest.mark.parametrize(
    ("actual", "gone", "ceiling", "level"),
    [
        (None, HALF, Status.NOT_REPORTED, Status.NOT_REPORTED),
        (11, OVER, Status.BEHIND, Status.BEHIND),
        (11, AHEAD, Status.BEHIND, Status.BEHIND),
        (10, HALF, Status.MET, Status.MET),
        (5, HALF, Status.ON_PACE, Status.EXCEEDED),
        (6, HALF, Status.BEHIND, Status.EXCEEDED),
        (6, OVER, Status.EXCEEDED, Status.EXCEEDED),
        (0, HALF, Status.ON_PACE, Status.EXCEEDED),
        (0, AHEAD, Status.ON_PACE, Status.EXCEEDED),
        (1, AHEAD, Status.BEHIND, Status.EXCEEDED),
    ],
)
def test_status_where_lower_is_better_of_a_sum_and_of_a_level(
    actual: int | None, gone: Elapsed, ceiling: Status, level: Status
) -> None:
    assert status_of(CEILING, actual, 10, gone) == ceiling
    assert status_of(LEVEL, actual, 10, gone) == level


@pytest.mark.parametrize(
    ("actual", "base", "gone", "expected"),
    [
        (4, 10, HALF, 1000),
        (5, 10, HALF, 0),
        (10, 10, HALF, -5000),
        (0, 3, (1, 3), 3333),
        (1, 3, OVER, 6667),
    ],
)
def test_lag_is_in_hundredths_of_a_percentage_point(actual: int, base: int, gone: Elapsed, expected: int) -> None:
    assert lag(HIGHER, actual, base, gone) == expected


@pytest.mark.parametrize(
    ("actual", "gone", "ceiling", "level"), [(6, HALF, 1000, -4000), (12, HALF, 7000, 2000), (0, HALF, -5000, -10000)]
)
def test_lag_where_lower_is_better_is_what_is_over(actual: int, gone: Elapsed, ceiling: int, level: int) -> None:
    assert lag(CEILING, actual, 10, gone) == ceiling
    assert lag(LEVEL, actual, 10, gone) == level
