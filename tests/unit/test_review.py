"""The board of a ward at a date: every field filled, the stops of a walk through the year."""

from datetime import date

import pytest

from tests.wards import YEAR, Result, day, full_ward, make_indicator, make_ward
from tui.errors import Problem
from tui.ward.board import Board, Figure, Group, Model, PlaceResult, Status, Target, Team
from tui.ward.review import board_of, month_ends, step

NOVEMBER = day("08/11")


@pytest.fixture(scope="module")
def board() -> Board:
    return board_of(full_ward())


def test_the_board_is_of_the_newest_day(board: Board) -> None:
    assert (board.as_of, board.newest, board.year, board.years) == (NOVEMBER, NOVEMBER, YEAR, (YEAR - 1, YEAR))


def test_the_groups_and_indicators_are_the_wards(board: Board) -> None:
    assert board.groups[0] == Group("2", "Tổ dân phố 2", "residential", 100)
    assert board.groups[-1] == Group("HPN", "Tổ dân phố HPN", "union", None, "Lan")
    assert [indicator.key for indicator in board.indicators] == ["blood", "fund", "clean-up"]


def test_figures_are_by_key(board: Board) -> None:
    assert list(board.figures) == [
        (code, key) for code in (None, "2", "10", "HPN") for key in ("blood", "fund", "clean-up")
    ]
    assert board.figures["2", "blood"] == Figure(
        "2", "blood", 5, "", 10, 10, 0.5, Status.BEHIND, 1, 5, date(YEAR, 1, 5)
    )
    assert all(isinstance(figure.status, Status) for figure in board.figures.values())


def test_months_are_by_key(board: Board) -> None:
    assert board.months.keys() == board.figures.keys()
    assert board.months["10", "blood"] == (None, None, *[7] * 9)
    assert board.months[None, "fund"] == (None, 40, 40, 40, *[100] * 7)


def test_last_year_is_by_this_years_keys(board: Board) -> None:
    assert board.last_year["2", "blood"] == Figure(
        "2", "blood", 3, "", 3, 3, 1.0, Status.MET, 1, 0, date(YEAR - 1, 1, 5)
    )
    assert {code for code, _ in board.last_year} == {None, "2"}
    assert board.not_comparable == ("10", "HPN")


def test_targets_teams_and_models_are_values(board: Board) -> None:
    assert board.targets == (Target("2", "blood", 10), Target(None, "blood", 20))
    assert board.teams == (Team("2", "Mai", 12, "chủ nhật"),)
    assert board.models == (
        Model("TT01", "collective", "Chi bộ 2", "2", "Tuyến hoa", "culture", "cơ sở", None, "registered"),
    )
    assert (board.scoring, board.scores) == ({"floor": 0.5}, {"model": {}})


def test_places_are_in_vietnamese_order_then_the_catalogues(board: Board) -> None:
    assert board.places == (
        PlaceResult("Đường Lý Sơn", "blood", 1, "", ()),
        PlaceResult("Đường Lý Sơn", "clean-up", 3, "", ("2",)),
        PlaceResult("Hội trường", "blood", 12, "~", ("2", "10")),
    )


def test_places_are_those_up_to_the_date() -> None:
    assert board_of(full_ward(), day("05/01")).places == (PlaceResult("Hội trường", "blood", 5, "", ("2",)),)


def test_a_place_has_the_newest_of_what_replaces() -> None:
    results: list[Result] = [
        ("01/01", "1", "trees", 5, "", "đê"),
        ("02/01", "1", "trees", 6, "", "đê"),
        ("01/01", "2", "trees", 7, "", "đê"),
    ]
    board = board_of(make_ward([make_indicator("trees", measure="latest")], results=results))
    assert board.places == (PlaceResult("đê", "trees", 13, "", ("1", "2")),)


def test_there_is_an_end_to_the_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.ward.review.MOST_PLACES", 2)
    assert [result.place for result in board_of(full_ward()).places] == ["Đường Lý Sơn", "Hội trường"]


def test_the_weeks_and_days(board: Board) -> None:
    assert board.weekly == (("2", date(YEAR, 11, 5), 1, None),)
    assert board.days == {"fund": ((day("07/02"), 40), (day("07/05"), 100))}
    assert board_of(full_ward(), day("01/05")).days == {"fund": ((day("07/02"), 40),)}
    assert board_of(make_ward([make_indicator("fund", topic="fund")])).days == {"fund": ()}


def test_claims_are_held_against_the_boards_figures(board: Board) -> None:
    assert [(verdict.verdict, verdict.actual, verdict.base) for verdict in board.verdicts] == [
        ("exact", 468, 300),
        ("exact", 13, 20),
    ]


def test_claims_are_about_the_newest_figures_whatever_day_is_looked_at(board: Board) -> None:
    for on in (day("04/01"), NOVEMBER, day("31/12")):
        assert board_of(full_ward(), on).verdicts == board.verdicts


def test_the_first_hundred_problems_are_shown(board: Board) -> None:
    assert (len(board.problems), board.problem_count) == (100, 120)
    assert board.problems[7] == Problem("7.csv", 7, "value", "x", "a number")


@pytest.mark.parametrize(
    ("as_of", "months", "actual"),
    [(day("04/01"), 1, None), (day("05/01"), 1, 5), (day("31/12"), 12, 13), (date(YEAR - 1, 12, 31), 0, None)],
)
def test_the_board_of_another_day(as_of: date, months: int, actual: int | None) -> None:
    board = board_of(full_ward(), as_of)
    assert (board.as_of, board.newest) == (as_of, NOVEMBER)
    assert board.figures[None, "blood"].actual == actual
    assert {len(actuals) for actuals in board.months.values()} == {months}


@pytest.mark.parametrize(
    ("today", "as_of"),
    [(date(YEAR, 5, 2), date(YEAR, 5, 2)), (date(YEAR + 1, 5, 2), date(YEAR, 12, 31))],
)
def test_a_ward_without_results_has_a_board(today: date, as_of: date) -> None:
    board = board_of(make_ward(), today=today)
    assert (board.as_of, board.newest) == (as_of, as_of)
    assert {figure.status for figure in board.figures.values()} == {Status.NOT_REPORTED}
    assert (board.last_year, board.places, board.verdicts, board.problem_count) == ({}, (), (), 0)


def test_a_ward_of_nothing_has_a_board() -> None:
    board = board_of(make_ward([], []))
    assert (board.figures, board.months, board.days) == ({}, {}, {})


WALK = [day(end) for end in ("31/01", "28/02", "31/03", "30/04", "31/05", "08/06")]


def newest_on(newest: date) -> Board:
    return board_of(make_ward(results=[(newest, "1", "blood", 1)], year=newest.year))


def test_a_walk_stops_at_month_ends_and_the_newest_result() -> None:
    assert month_ends(newest_on(day("08/06"))) == tuple(WALK)
    assert month_ends(newest_on(day("31/01"))) == (day("31/01"),)
    assert month_ends(newest_on(date(2020, 3, 1))) == (date(2020, 1, 31), date(2020, 2, 29), date(2020, 3, 1))
    assert len(month_ends(newest_on(day("31/12")))) == 12


@pytest.mark.parametrize(
    ("as_of", "direction", "expected"),
    [
        ("08/06", -1, "31/05"),
        ("31/05", -1, "30/04"),
        ("15/05", -1, "30/04"),
        ("15/05", +1, "31/05"),
        ("31/05", +1, "08/06"),
        ("08/06", +1, "08/06"),
        ("31/01", -1, "31/01"),
        ("10/01", -1, "10/01"),
        ("01/09", -1, "08/06"),
        ("01/09", +1, "01/09"),
    ],
)
def test_a_step_through_the_months(as_of: str, direction: int, expected: str) -> None:
    assert step(newest_on(day("08/06")), day(as_of), direction) == day(expected)
