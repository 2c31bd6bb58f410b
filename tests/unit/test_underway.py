"""What is underway, as a terminal's answers tell; what becomes of answers that never come."""

import pytest

from tui.underway import ASK_EVERY, MOST, PATIENCE, QUESTION, Underway


class Clock:
    """A clock that a test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def underway(clock: Clock) -> Underway:
    """A line whose terminal has answered once: nothing is underway."""
    line = Underway(asks=True, clock=clock)
    line.send("x" * ASK_EVERY)
    line.answered()
    return line


def test_little_is_sent_without_a_question(underway: Underway) -> None:
    assert underway.send("x" * (ASK_EVERY - 1)) == "x" * (ASK_EVERY - 1)


@pytest.mark.parametrize("sent", [["x" * ASK_EVERY], ["x" * (ASK_EVERY - 1), "y"], ["ổ" * -(-ASK_EVERY // 3)]])
def test_so_many_bytes_end_with_a_question(sent: list[str], underway: Underway) -> None:
    *first, last = sent
    assert [underway.send(data) for data in first] == first
    assert underway.send(last) == last + QUESTION


def test_it_is_full_until_enough_was_answered(underway: Underway) -> None:
    for _ in range(MOST // ASK_EVERY):
        assert not underway.is_full
        underway.send("x" * ASK_EVERY)
    assert underway.is_full
    underway.answered()
    assert not underway.is_full


def test_what_no_question_followed_is_underway_too(underway: Underway) -> None:
    underway.send("x" * (MOST - 1))
    underway.send("x")
    assert underway.is_full


def test_a_terminal_that_never_answers_holds_nothing_up(clock: Clock) -> None:
    line = Underway(asks=True, clock=clock)
    for _ in range(3):
        line.send("x" * MOST)
        assert not line.is_full


def test_one_that_stops_answering_does_so_only_for_a_while(underway: Underway, clock: Clock) -> None:
    underway.send("x" * MOST)
    assert underway.is_full
    clock.now += PATIENCE
    assert not underway.is_full
    underway.send("x" * MOST)
    assert not underway.is_full


def test_an_answer_to_nothing_is_no_harm(underway: Underway) -> None:
    underway.answered()
    underway.send("x" * MOST)
    assert underway.is_full


def test_one_that_does_not_ask_is_never_full() -> None:
    line = Underway(asks=False)
    line.answered()
    assert line.send("x" * 2 * MOST) == "x" * 2 * MOST
    assert not line.is_full
    line.ask_no_more(60)


def test_the_end_waits_for_no_answer_where_none_is_due(underway: Underway) -> None:
    underway.send("x")
    underway.ask_no_more(60)


def test_at_the_end_nothing_is_asked_until_it_begins_again(underway: Underway) -> None:
    """Textual still sends how a terminal is left, when nobody reads any answer."""
    underway.send("x" * (ASK_EVERY - 1))
    underway.ask_no_more(60)
    assert underway.send("yy") == "yy"
    underway.ask()
    assert underway.send("y").endswith(QUESTION)


def test_one_that_never_asks_does_not_begin_to() -> None:
    line = Underway(asks=False)
    line.ask()
    assert line.send("x" * MOST) == "x" * MOST
