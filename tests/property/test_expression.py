import math
import operator
import re
from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple
from unicodedata import normalize

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.wards import make_indicator
from tui.errors import NumberRefused
from tui.ward import expression, numbers
from tui.ward.board import Indicator
from tui.ward.expression import evaluate
from tui.ward.names import is_clean

MONEY = make_indicator("fund", unit="đồng")
COUNT = make_indicator("blood", unit="đơn vị máu")
TENTHS = make_indicator("score", unit="điểm", decimals=1)

indicators = st.sampled_from([MONEY, COUNT, TENTHS])
amounts = st.integers(1, 10**9)
small = st.integers(1, 999)


class Known(NamedTuple):
    current: int | None
    households: int | None
    total: int | None
    groups: int


known = st.builds(Known, amounts, small, amounts, small)
perhaps_known = st.builds(Known, st.none() | amounts, st.none() | small, st.none() | amounts, st.integers(0, 99))


class Sum(NamedTuple):
    """A calculation as it is typed, and what it comes to by the arithmetic of fractions; None where it divides by 0."""

    text: str
    worth: Callable[[Known, Indicator], Fraction | None]


def outcome(text: str, indicator: Indicator, with_: Known) -> int | str | None:
    """The target, or the msgid of its refusal."""
    try:
        return evaluate(text, indicator=indicator, **with_._asdict(), language="vi")
    except NumberRefused as refused:
        return refused.msgid


def rounded(exact: Fraction, decimals: int = 0) -> int | str:
    """What is to come out of an exact amount in whole units: floor(x + 1/2) is half up for all that may come out."""
    value = math.floor(exact * 10**decimals + Fraction(1, 2))
    if value > numbers.LIMIT:
        return numbers.TOO_LARGE
    return value if value > 0 else expression.NOT_POSITIVE


def name(text: str, field: str) -> Sum:
    def worth(with_: Known, indicator: Indicator) -> Fraction:
        scale = 10**indicator.decimals if field in ("current", "total") else 1
        return Fraction(getattr(with_, field), scale)

    return Sum(text, worth)


def number(value: int, form: str) -> Sum:
    return Sum(form.format(value), lambda _known, _indicator: Fraction(value * (1000 if "k" in form else 1)))


NAMES = [
    *(name(text, "total") for text in ("tong", "tổng", "Tổng ", "TOTAL")),
    *(name(text, "households") for text in ("ho", "hộ", "số hộ")),
    *(name(text, "current") for text in ("hientai", "Hiện Tại")),
    *(name(text, "groups") for text in ("to", "so to", "tổ")),
]
OPERATIONS: list[tuple[str, Callable[[Fraction, Fraction], Fraction]]] = [
    ("+", operator.add),
    ("-", operator.sub),
    (" − ", operator.sub),
    ("*", operator.mul),
    (" x ", operator.mul),
    ("/", operator.truediv),
    (" : ", operator.truediv),
]


def joined(left: Sum, sign: tuple[str, Callable[[Fraction, Fraction], Fraction]], right: Sum) -> Sum:
    text, combine = sign

    def worth(with_: Known, indicator: Indicator) -> Fraction | None:
        one, other = left.worth(with_, indicator), right.worth(with_, indicator)
        if one is None or other is None or (combine is operator.truediv and not other):
            return None
        return combine(one, other)

    return Sum(f"({left.text}){text}({right.text})", worth)


leaves = st.sampled_from(NAMES) | st.builds(number, small, st.sampled_from(["{}", " {} ", "{}k"]))
calculations = st.recursive(
    leaves, lambda parts: st.builds(joined, parts, st.sampled_from(OPERATIONS), parts), max_leaves=6
)


@given(calculations, indicators, known)
def test_a_calculation_is_exact_until_it_is_rounded(asked: Sum, indicator: Indicator, with_: Known) -> None:
    assume(len(asked.text) <= expression.LONGEST_CALCULATION)
    exact = asked.worth(with_, indicator)
    expected = expression.NO_DIVISION if exact is None else rounded(exact, indicator.decimals)
    assert outcome(f"={asked.text}", indicator, with_) == expected


@given(st.lists(st.sampled_from("+-*/"), max_size=8), st.data())
def test_products_go_before_sums_and_both_from_the_left(signs: list[str], data: st.DataObject) -> None:
    values = data.draw(st.lists(small, min_size=len(signs) + 1, max_size=len(signs) + 1))
    text = str(values[0]) + "".join(f"{sign}{value}" for sign, value in zip(signs, values[1:], strict=True))
    exact = eval(re.sub("([0-9]+)", r"Fraction(\1)", text))
    assert outcome(f"={text}", COUNT, Known(1, 1, 1, 1)) == rounded(exact)


@given(amounts, st.integers(0, 99_999), st.booleans(), indicators)
@example(5, 1000, True, COUNT)
@example(5, 1000, False, COUNT)
def test_a_share_is_of_the_target_now(current: int, hundredths: int, up: bool, indicator: Indicator) -> None:
    percent = numbers.format_amount(hundredths, "vi", 2)
    change = Fraction(hundredths, 10_000) * (1 if up else -1)
    typed = f"{'+' if up else '-'}{percent}%"
    assert outcome(typed, indicator, Known(current, None, None, 0)) == rounded(current + current * change)


@given(amounts, amounts, st.sampled_from(["+", "-"]))
def test_an_amount_is_put_on_top_or_taken_away(current: int, amount: int, sign: str) -> None:
    expected = current + amount if sign == "+" else current - amount
    typed = sign + numbers.format_money(amount, "vi")
    assert outcome(typed, MONEY, Known(current, None, None, 0)) == rounded(Fraction(expected))


@given(amounts, small)
def test_so_much_a_household_is_that_many_times(each: int, households: int) -> None:
    typed = f"{numbers.format_money(each, 'vi')}/hộ"
    assert outcome(typed, MONEY, Known(None, households, None, 0)) == rounded(Fraction(each * households))


@given(st.integers(1, numbers.LIMIT), indicators)
def test_an_amount_as_it_is_shown_is_itself(amount: int, indicator: Indicator) -> None:
    shown = numbers.format_amount(amount, "vi", indicator.decimals)
    assert outcome(shown, indicator, Known(None, None, None, 0)) == amount


pieces = st.sampled_from([*"0123456789.,/-+*():x%= −–×÷\u00a0\x1b\u0300１", "000", "k", "tr", " tỷ", "đ", "50k/hộ"])
words = st.sampled_from(["tong", "tổng", "hộ", "ho", "hientai", "số tổ", "trên ", " mỗi hộ", "=", "+10%", "NaN", "1e9"])
like_typed = st.lists(pieces | words, max_size=14).map("".join)


@given(st.text() | like_typed | like_typed.map("={}".format), indicators, perhaps_known)
def test_a_text_is_a_target_or_refused(text: str, indicator: Indicator, with_: Known) -> None:
    value = outcome(text, indicator, with_)
    if isinstance(value, int):
        assert 0 < value <= numbers.LIMIT
    else:
        assert value is not None or not text.strip()


@given(like_typed | like_typed.map("={}".format), indicators, perhaps_known)
def test_decomposed_and_capital_letters_mean_the_same(text: str, indicator: Indicator, with_: Known) -> None:
    composed = outcome(normalize("NFC", text), indicator, with_)
    assert outcome(normalize("NFD", text), indicator, with_) == composed
    assert outcome(text.upper(), indicator, with_) == composed


@given(st.text(max_size=400), indicators)
def test_a_refusal_is_safe_to_show(text: str, indicator: Indicator) -> None:
    with pytest.raises(NumberRefused) as refused:
        evaluate(f"={text}?", indicator=indicator, current=1, households=1, total=1, groups=1, language="vi")
    assert is_clean(str(refused.value))
    assert len(str(refused.value)) < 200
