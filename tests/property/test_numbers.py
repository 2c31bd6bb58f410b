import math
import re
from contextlib import suppress
from datetime import date
from decimal import Decimal
from fractions import Fraction
from unicodedata import normalize

import pytest
from babel.numbers import format_decimal
from hypothesis import example, given
from hypothesis import strategies as st

from tui.errors import NumberRefused
from tui.ward import numbers
from tui.ward.names import is_clean
from tui.ward.numbers import Quantity

amounts = st.integers(0, numbers.LIMIT)
pieces = st.sampled_from([*"0123456789.,/-+%~=≥>() \u00a0\u202f\n\x1b\u0300１", "000", "1e5", "NaN"])
words = st.sampled_from(
    ["đ", "đồng", "tr", "triệu", "tỷ", "k", "hộ", "đơn vị máu", "trên ", "từ ", " trở lên", "gần ", "một"]
)
like_numbers = st.lists(pieces | words, max_size=12).map("".join)


@given(amounts, st.integers(0, 4))
def test_an_amount_reads_back_as_written(amount: int, decimals: int) -> None:
    written = numbers.format_amount(amount, "vi", decimals)
    assert numbers.parse_amount(written, decimals=decimals) == (amount, "", None)


@given(amounts)
def test_money_reads_back_as_written(amount: int) -> None:
    written = numbers.format_money(amount, "vi")
    assert numbers.parse_amount(written, money=True) == (amount, "", None)
    assert numbers.parse_amount(written.replace(".", "\u00a0"), money=True) == (amount, "", None)


@given(amounts, st.integers(0, 4))
@example(1234, 0)
@example(12_345, 1)
def test_english_writing_is_never_misread(amount: int, decimals: int) -> None:
    outcome = read(numbers.format_amount(amount, "en", decimals), decimals=decimals)
    assert outcome in (Quantity(amount, "", None), numbers.DOUBTFUL)


@given(amounts)
def test_short_money_is_off_by_half_of_its_last_place_at_most(amount: int) -> None:
    written = numbers.format_short(amount, "vi")
    half = 50_000_000 if written.endswith("tỷ") else 50_000 if written.endswith("triệu") else 0
    assert abs(numbers.parse_amount(written, money=True).value - amount) <= half


@given(st.text() | like_numbers, st.booleans(), st.integers(0, 3), st.sampled_from([1, 1000]))
def test_a_text_is_an_amount_in_range_or_refused(text: str, money: bool, decimals: int, scale: int) -> None:
    outcome = read(text, money=money, decimals=decimals, scale=scale)
    if isinstance(outcome, Quantity):
        assert 0 <= outcome.value <= numbers.LIMIT
        assert outcome.bound in ("", ">=", "~")
        assert outcome.base is None or 0 <= outcome.base <= numbers.LIMIT


@given(st.text() | like_numbers)
def test_a_text_is_a_percentage_or_refused(text: str) -> None:
    with suppress(NumberRefused):
        assert 0 <= numbers.parse_percent(text)[0] <= numbers.LIMIT


@given(st.text() | like_numbers, st.none() | st.just(2018))
def test_a_text_is_a_date_or_refused(text: str, year: int | None) -> None:
    with suppress(NumberRefused):
        assert numbers.parse_date(text, year).year >= 1000


@given(st.text(max_size=60))
def test_a_refusal_is_safe_to_show(text: str) -> None:
    with pytest.raises(NumberRefused) as refused:
        numbers.parse_date(f"{text}?")
    assert is_clean(str(refused.value))
    assert len(str(refused.value)) < 100


@given(st.text("0123456789., ", max_size=14))
def test_no_digit_is_lost_or_gained(text: str) -> None:
    outcome = read(text)
    if isinstance(outcome, Quantity):
        whole = text if text.count(",") > 1 else text.partition(",")[0]
        assert outcome.value == int(re.sub("[., ]", "", whole))


@given(like_numbers)
def test_decomposed_text_reads_like_composed(text: str) -> None:
    assert read(normalize("NFD", text), money=True) == read(normalize("NFC", text), money=True)


@given(st.integers(-(10**15), 10**15), st.integers(1, 10**13), st.integers(0, 6))
def test_rounding_is_exact(numerator: int, denominator: int, places: int) -> None:
    size = math.floor(Fraction(abs(numerator), denominator) * 10**places + Fraction(1, 2))
    assert numbers.half_up(numerator, denominator, places) == (size if numerator >= 0 else -size)
    assert numbers.half_up(-numerator, -denominator, places) == numbers.half_up(numerator, denominator, places)


@pytest.mark.parametrize("language", ["vi", "en"])
@given(amount=st.integers(-numbers.LIMIT, numbers.LIMIT), decimals=st.integers(0, 3))
def test_writing_agrees_with_cldr(amount: int, decimals: int, language: str) -> None:
    pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
    expected = format_decimal(Decimal(amount).scaleb(-decimals), format=pattern, locale=language)
    assert numbers.format_amount(amount, language, decimals) == expected


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)), st.sampled_from(["vi", "en"]))
def test_a_date_reads_back_as_written(day: date, language: str) -> None:
    written = numbers.format_date(day, language)
    assert numbers.parse_date(written) == day
    assert numbers.parse_date(written[:5], day.year) == day
    assert numbers.parse_date(numbers.long_date(day)) == day
    assert numbers.parse_date(day.isoformat()) == day


def read(text: str, *, money: bool = False, decimals: int = 0, scale: int = 1) -> Quantity | str:
    """The amount, or the msgid of its refusal."""
    try:
        return numbers.parse_amount(text, money=money, decimals=decimals, scale=scale)
    except NumberRefused as refused:
        return refused.msgid
