from datetime import date

import pytest

from tests.wards import YEAR, day
from tui.ward.forecast import Forecast, Need, Point, forecast, pace_at, pace_line

PEAK = (day("17/10"), day("18/11"))
"""33 days."""
WHOLE_YEAR = (day("01/01"), day("31/12"))


def points(*texts: tuple[str, int]) -> list[Point]:
    return [(day(on), total) for on, total in texts]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("16/10", 0),
        ("17/10", 100),
        ("31/10", 1500),
        ("18/11", 3300),
        ("31/12", 3300),
    ],
)
def test_the_pace_line_climbs_by_a_day_s_share_inside_the_window(on: str, expected: int) -> None:
    assert pace_at(3300, PEAK, day(on)) == expected


@pytest.mark.parametrize(("target", "days", "expected"), [(1, 4, 1), (2, 3, 1), (1, 3, 0), (3, 4, 2)])
def test_the_pace_is_rounded_half_up(target: int, days: int, expected: int) -> None:
    eight_days = (day("01/03"), day("08/03"))
    assert pace_at(target, eight_days, date(YEAR, 3, days)) == expected


def test_the_pace_line_has_the_window_s_eve_its_months_and_its_last_day() -> None:
    assert pace_line(3300, PEAK) == ((day("16/10"), 0), (day("31/10"), 1500), (day("18/11"), 3300))


def test_the_pace_line_of_a_year_ends_in_each_month() -> None:
    line = pace_line(365, WHOLE_YEAR)
    assert len(line) == 13
    assert line[0] == (date(YEAR - 1, 12, 31), 0)
    assert line[2] == (day("28/02"), 59)
    assert line[-1] == (day("31/12"), 365)


@pytest.mark.parametrize(
    ("series", "as_of", "expected"),
    [
        pytest.param([("20/10", 700), ("27/10", 1100)], "27/10", 3300, id="eleven days bring a third"),
        pytest.param([("20/10", 700)], "27/10", 2100, id="days without a report count"),
        pytest.param([("27/10", 1100), ("20/10", 700)], "27/10", 3300, id="in any order"),
        pytest.param([("20/10", 700), ("27/10", 1100), ("28/10", 9000)], "27/10", 3300, id="nothing from the future"),
        pytest.param([("01/10", 400), ("27/10", 1500)], "27/10", 3700, id="what came before does not speed it up"),
        pytest.param([("01/10", 400)], "27/10", 400, id="nothing came in the window"),
        pytest.param([("18/11", 900)], "18/11", 900, id="on the last day"),
        pytest.param([("18/11", 900), ("20/11", 950)], "25/11", 950, id="after the window"),
        pytest.param([("17/10", 1)], "17/10", 33, id="on the first day"),
        pytest.param([("23/10", 10)], "23/10", 47, id="rounded half up"),
        pytest.param([("01/10", 400)], "16/10", None, id="before the window"),
        pytest.param([], "27/10", None, id="nothing reported"),
        pytest.param([("28/10", 5)], "27/10", None, id="nothing reported yet"),
    ],
)
def test_the_forecast_goes_on_at_the_window_s_average(
    series: list[tuple[str, int]], as_of: str, expected: int | None
) -> None:
    assert forecast(points(*series), 4400, PEAK, day(as_of)).at_end == expected


@pytest.mark.parametrize(
    ("total", "target", "as_of", "needs"),
    [
        pytest.param(1100, 3300, "27/10", [("01/10", 4, 400), ("01/11", 18, 1800)], id="by days left"),
        pytest.param(0, 33, "16/10", [("01/10", 15, 15), ("01/11", 18, 18)], id="on the eve of the window"),
        pytest.param(0, 33, "01/02", [("01/10", 15, 15), ("01/11", 18, 18)], id="long before the window"),
        pytest.param(0, 1, "16/10", [("01/10", 15, 0), ("01/11", 18, 1)], id="what cannot be divided"),
        pytest.param(0, 10, "17/11", [("01/11", 1, 10)], id="one day left"),
        pytest.param(0, 10, "18/11", [], id="no day left"),
        pytest.param(0, 10, "30/11", [], id="after the window"),
        pytest.param(10, 10, "27/10", [], id="reached"),
        pytest.param(11, 10, "27/10", [], id="exceeded"),
    ],
)
def test_each_month_left_must_bring_its_days_share_of_what_is_missing(
    total: int, target: int, as_of: str, needs: list[tuple[str, int, int]]
) -> None:
    got = forecast(points(("01/01", total)), target, PEAK, day(as_of))
    assert got.needs == tuple(Need(day(month), days, amount) for month, days, amount in needs)
    assert got.missing == max(target - total, 0)


def test_without_a_target_there_is_a_forecast_and_no_need() -> None:
    assert forecast(points(("27/10", 1100)), None, PEAK, day("27/10")) == Forecast(1100, None, 3300, None, ())


def test_nothing_reported_needs_the_whole_target() -> None:
    got = forecast([], 365, WHOLE_YEAR, day("30/11"))
    assert got == Forecast(None, 334, None, 365, (Need(day("01/12"), 31, 365),))


def test_the_report_s_gratitude_fund_reaches_190_percent_by_its_last_day() -> None:
    got = forecast(points(("27/07", 229_010_000)), 120_000_000, (day("01/05"), day("27/07")), day("27/07"))
    assert (got.due, got.at_end, got.missing) == (120_000_000, 229_010_000, 0)
