from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.judged import Amounts, make_board
from tests.wards import day, make_indicator
from tui import phrases, texts
from tui.errors import Problem
from tui.ward.agenda import Item, Kind, Way
from tui.ward.board import AN_INDICATOR, Status
from tui.ward.numbers import DOUBTFUL
from tui.ward.targets import A_GROUP


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = texts.language()
    texts.use("en")
    yield
    texts.use(before)


ITEM = Item(Kind.BEHIND, 0, "▼", "", Way("groups", ""))

PEAK = (day("17/10"), day("18/11"))
"""On 08/11, 23 of its 33 days are over."""


@pytest.mark.parametrize(
    ("better", "amounts", "words"),
    [
        ("higher", (11, 10), "exceeded"),
        ("higher", (6, 10), "behind"),
        ("higher", (None, 10), "not reported"),
        ("lower", (11, 10), "over the limit"),
        ("lower", (10, 10), "at the limit"),
        ("lower", (7, 10), "too much for the time gone by"),
        ("lower", (6, 10), "within the limit"),
        ("lower", (None, 10), "not reported"),
        ("lower", (6, None), "no target"),
    ],
)
def test_a_limit_is_kept_or_broken_where_lower_is_better(better: str, amounts: Amounts, words: str) -> None:
    board = make_board([make_indicator("cost", better=better, window=PEAK)], ["1"], {("1", "cost"): amounts})
    assert phrases.standing(board.figures["1", "cost"], board) == words


def test_what_is_under_a_level_is_within_the_limit_at_once() -> None:
    board = make_board([make_indicator("cost", better="lower", measure="latest")], ["1"], {("1", "cost"): (9, 10)})
    assert phrases.standing(board.figures["1", "cost"], board) == "within the limit"


@pytest.mark.parametrize(
    ("better", "amounts", "words"),
    [
        ("higher", (None, 10), "not begun"),
        ("higher", (0, 10), "not begun"),
        ("higher", (10, 10), "met"),
        ("higher", (12, 10), "exceeded"),
        ("higher", (5, None), "no target"),
        ("lower", (1, 10), "not begun"),
        ("lower", (11, 10), "over the limit"),
    ],
)
def test_before_its_window_nothing_is_late(better: str, amounts: Amounts, words: str) -> None:
    indicator = make_indicator("fund", better=better, window=PEAK)
    board = make_board([indicator], ["1"], {("1", "fund"): amounts}, as_of=day("16/10"))
    assert phrases.standing(board.figures["1", "fund"], board) == words


def test_on_the_first_day_of_its_window_a_fund_has_begun() -> None:
    board = make_board([make_indicator("fund", window=PEAK)], ["1"], {("1", "fund"): (None, 10)}, as_of=day("17/10"))
    assert phrases.standing(board.figures["1", "fund"], board) == "not reported"


def test_standings_count_words_best_first() -> None:
    figures: dict[tuple[str | None, str], Amounts] = {
        ("1", "cost"): (11, 10),
        ("2", "cost"): (7, 10),
        ("3", "cost"): (1, 10),
        ("4", "cost"): (2, 10),
    }
    board = make_board([make_indicator("cost", better="lower", window=PEAK)], ["1", "2", "3", "4"], figures)
    assert phrases.standings(board, "cost") == [
        (Status.ON_PACE, "within the limit", 2),
        (Status.BEHIND, "over the limit", 1),
        (Status.BEHIND, "too much for the time gone by", 1),
    ]


@pytest.mark.parametrize(
    ("unit", "value", "room", "words"),
    [
        ("đồng", 9_999_999_999, 13, "9.999.999.999"),
        ("đồng", 12_345_678_900, 13, "12,3 tỷ"),
        ("đồng", 12_345_678_900, 14, "12.345.678.900"),
        ("hộ", 12_345_678_900, 13, "12.345.678.900"),
        ("đồng", None, 1, "–"),
    ],
)
def test_money_without_room_is_told_in_billions(unit: str, value: int | None, room: int, words: str) -> None:
    assert phrases.amount_within(room, value, make_indicator("fund", unit=unit), "vi") == words


@pytest.mark.parametrize(
    ("unit", "one", "many"),
    [
        ("teams", "team", "teams"),
        ("families", "family", "families"),
        ("people", "person", "people"),
        ("kg", "kg", "kg"),
    ],
)
@pytest.mark.parametrize("decimals", [0, 1])
def test_one_of_an_english_unit_is_in_the_singular(unit: str, one: str, many: str, decimals: int) -> None:
    indicator = make_indicator("what", unit="cái", unit_en=unit, decimals=decimals)
    for amount, word in ((0, many), (1, one), (2, many)):
        text = phrases.with_unit(amount * 10**decimals, indicator, "en")
        assert text.split() == [text.split()[0], word]
        assert phrases.with_unit(amount * 10**decimals, indicator, "vi").endswith(" cái")


@pytest.mark.parametrize("count", [1, 2])
def test_counts_of_one_are_in_the_singular(count: int) -> None:
    said = [phrases.households(count, "en"), phrases.members(count), phrases.too_small(count)]
    assert (
        said
        == [
            ["1 household", "1 member", "1 group gets nothing: the step is too large"],
            ["2 households", "2 members", "2 groups get nothing: the step is too large"],
        ][count - 1]
    )


@pytest.mark.parametrize(
    ("share", "words"), [(Fraction(1, 8), "+12.5 ↑"), (Fraction(-1, 8), "−12.5 ↓"), (Fraction(1, 10**6), "0 =")]
)
def test_a_change_has_arrows_and_no_mark_of_a_status(share: Fraction, words: str) -> None:
    assert phrases.signed_percent(share, "en") == words


@pytest.mark.parametrize(
    ("actual", "words"), [(9_999, "999.90 %"), (10_000, "1,000 %"), (26_235, "2,624 %"), (0, "0.00 %"), (None, "–")]
)
def test_what_is_many_times_its_base_needs_no_places(actual: int | None, words: str) -> None:
    board = make_board(figures={("1", "blood"): (actual, 1000)})
    assert phrases.percent(board.figures["1", "blood"], "en") == words


def test_a_board_without_results_tells_the_next_step() -> None:
    assert phrases.is_empty(make_board())
    assert not phrases.is_empty(make_board(figures={("1", "blood"): (0, None)}))
    assert "2018/results.csv" in phrases.next_step(make_board())


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (Decimal(100), "100", "100"),
        (Decimal("9.50"), "9,5", "9.5"),
        (Decimal("0.25"), "0,25", "0.25"),
        (Decimal(0), "0", "0"),
        (Decimal("-2.5"), "-2,5", "-2.5"),
        (Fraction(200, 3), "66,67", "66.67"),
        (Fraction(1, 8), "0,13", "0.13"),
        (Fraction(1500), "1.500", "1,500"),
    ],
)
def test_points_are_written_without_zeros_at_the_end(value: Decimal | Fraction, vietnamese: str, english: str) -> None:
    assert phrases.points(value, "vi") == vietnamese
    assert phrases.points(value, "en") == english


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (replace(ITEM, subject="Tổ 5", indicator="blood"), "Tổ 5 · Hiến máu nhân đạo"),
        (replace(ITEM, indicator="blood"), "Hiến máu nhân đạo"),
        (replace(ITEM, subject="Chi bộ 5", heading="Collectives"), "Chi bộ 5"),
        (replace(ITEM, heading="Collectives"), "Collectives"),
    ],
)
def test_what_is_raised_is_about_something(item: Item, words: str) -> None:
    indicator = make_indicator("blood", names={"vi": "Hiến máu nhân đạo"}, shorts={"vi": "Hiến máu"})
    board = make_board([indicator])
    assert phrases.raised_about(item, board, "vi") == words
    assert phrases.raised_about(item, board, "vi", short=True) == words.replace(" nhân đạo", "")


@pytest.mark.parametrize(
    ("value", "expected", "words"),
    [
        ("blod", AN_INDICATOR, "an indicator of indicators.toml: blood, flower-beds, fund-poor"),
        ("Quỹ nghèo", AN_INDICATOR, "an indicator of indicators.toml: fund-poor, "),
        ("", AN_INDICATOR, "an indicator of indicators.toml: "),
        ("12.5", DOUBTFUL, "can be read in two ways: write 1.234 or 1234 for thousands, 4,5 for decimals"),
        ("9", A_GROUP, "a group of the ward"),
        ("{x}", "{y} and {text}", "{y} and {x}"),
    ],
)
def test_what_was_expected_says_why_and_what_there_is(value: str, expected: str, words: str) -> None:
    board = make_board(["fund-poor", "blood", "flower-beds"])
    assert phrases.expected(Problem("2018/results.csv", 2, "indicator", value, expected), board).startswith(words)


def test_of_many_keys_only_the_nearest_are_told() -> None:
    board = make_board([f"key-{number}" for number in range(9)])
    told = phrases.expected(Problem("2018/results.csv", 2, "indicator", "key-7x", AN_INDICATOR), board)
    assert told.partition(": ")[2].startswith("key-7, ")
    assert told.endswith(", …")
    assert told.count("key-") == 5
