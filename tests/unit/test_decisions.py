"""What is decided on a board, seen on it before it is saved; it fits only the board's own year."""

from dataclasses import replace
from decimal import Decimal

from tests.pilot.opened import sample
from tui.ward.decisions import Grounds, ScoreDecision, decided, place_of_points

AT = ("22", "blood")


def test_only_what_changes_is_decided_and_only_for_its_year() -> None:
    board = sample().board()
    now = board.figures[AT].target
    assert decided(board, {AT: now}) is None
    decision = decided(board, {AT: 99, ("1", "blood"): board.figures["1", "blood"].target})
    assert decision is not None
    assert decision.targets == {AT: 99}
    assert decision.seen == {AT: now}
    assert decision.on(board).figures[AT].target == 99
    assert decision.fits(board)
    assert not decision.fits(replace(board, year=2017))
    assert not decision.fits(replace(board, figures={}))


def test_grounds_are_kept_beside_an_unchanged_target() -> None:
    board = sample().board()
    decision = decided(board, {AT: board.figures[AT].target}, Grounds(source="12-KH/ĐU"))
    assert decision is not None
    after = decision.on(board)
    assert [each.source for each in after.targets if (each.group, each.indicator) == AT] == ["12-KH/ĐU"]


def test_points_show_on_the_board_and_leave_it_again() -> None:
    board = sample().board()
    path = place_of_points(board.scores, "TT01", "review", "result.goal")
    given = ScoreDecision(path, Decimal(7), None, year=board.year)
    after = given.on(board)
    assert ScoreDecision(path, None, Decimal(7)).on(after).scores != after.scores
    assert after.scores["model"]["TT01"]["review"]["result"]["goal"] == 7  # type: ignore[index]
    assert given.fits(board)
    assert not given.fits(replace(board, year=2017))


def test_a_part_written_under_its_dotted_key_stays_there() -> None:
    scores = {"model": {"TT01": {"review": {"result.goal": 8}}}}
    assert place_of_points(scores, "TT01", "review", "result.goal") == ("model", "TT01", "review", "result.goal")
    assert place_of_points(scores, "TT01", "self", "result.goal") == ("model", "TT01", "self", "result", "goal")
