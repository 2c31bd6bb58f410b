from typing import Any
from unicodedata import normalize

import pytest

from tests.wards import make_indicator
from tui.errors import NumberRefused
from tui.ward import expression, numbers
from tui.ward.expression import evaluate

FUND = make_indicator("fund-poor", unit="đồng")
BLOOD = make_indicator("blood", unit="đơn vị máu")
SCORE = make_indicator("score", unit="điểm", decimals=1)

GROUP: dict[str, Any] = {
    "current": 4_000_000,
    "households": 212,
    "total": 120_000_000,
    "groups": 38,
    "language": "vi",
}
BLOOD_OF_GROUP = GROUP | {"current": 8, "total": 300}


def fund(text: str, **known: Any) -> int | None:
    return evaluate(text, indicator=FUND, **GROUP | known)


def refusal(text: str, **known: Any) -> NumberRefused:
    with pytest.raises(NumberRefused) as refused:
        evaluate(text, **GROUP | {"indicator": FUND} | known)
    return refused.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4500000", 4_500_000),
        ("4.500.000", 4_500_000),
        ("4.500.000 đ", 4_500_000),
        ("4 500 000đồng", 4_500_000),
        ("4,5tr", 4_500_000),
        ("4,5 Triệu", 4_500_000),
        ("1,2 tỷ", 1_200_000_000),
        ("500k", 500_000),
        ("500 nghìn", 500_000),
        ("1", 1),
        ("1.000 tỷ", 10**12),
        ("  4,5tr\n", 4_500_000),
        ("4.500.000đ (Bốn triệu, năm trăm nghìn đồng)", 4_500_000),
    ],
)
def test_an_amount_is_itself(text: str, expected: int) -> None:
    assert fund(text) == expected


@pytest.mark.parametrize("text", ["", " ", "\t\r\n", "\u00a0"])
def test_nothing_typed_takes_the_target_away(text: str) -> None:
    assert fund(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("+10%", 4_400_000),
        ("-5%", 3_800_000),
        ("−5%", 3_800_000),
        ("–5 %", 3_800_000),
        ("+ 10 %", 4_400_000),
        ("+2,5%", 4_100_000),
        ("+200%", 12_000_000),
        ("+0%", 4_000_000),
        ("+500k", 4_500_000),
        ("-500k", 3_500_000),
        ("- 0,5 triệu đồng", 3_500_000),
        ("+10k/hộ", 6_120_000),
        ("-10k/hộ", 1_880_000),
    ],
)
def test_a_sign_changes_the_target(text: str, expected: int) -> None:
    assert fund(text) == expected


@pytest.mark.parametrize(
    ("current", "text", "expected"),
    [(5, "+10%", 6), (5, "-10%", 5), (14, "+10%", 15), (15, "+10%", 17), (15, "-10%", 14), (1, "-50%", 1)],
)
def test_a_share_of_the_target_is_rounded_half_up(current: int, text: str, expected: int) -> None:
    assert evaluate(text, indicator=BLOOD, **BLOOD_OF_GROUP | {"current": current}) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("50k/hộ", "50000/ho", "50.000 đ / hộ", "50.000đ/1 hộ", "50K/HỘ", "50 nghìn đồng/hộ gia đình"),
        *("50k mỗi hộ", "50 nghìn một hộ", "50k moi ho", "50.000 đ/household"),
    ],
)
def test_so_much_a_household_counts_the_households(text: str) -> None:
    assert fund(text) == 212 * 50_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=tong/38", 3_157_895),
        ("=tổng/38", 3_157_895),
        ("=TỔNG / 38", 3_157_895),
        ("=tổng:38", 3_157_895),
        ("=tong÷38", 3_157_895),
        ("=tong/so to", 3_157_895),
        ("=tổng/số tổ", 3_157_895),
        ("=tổng/tổ", 3_157_895),
        ("=total/groups", 3_157_895),
        ("=tong*2/38", 6_315_789),
        ("=2*tong/38", 6_315_789),
        ("=tong/38*38", 120_000_000),
        ("=tong/3+tong/3+tong/3", 120_000_000),
        ("=tổng×2÷38", 6_315_789),
        ("=ho*50k", 10_600_000),
        ("=50k*hộ", 10_600_000),
        ("=50.000 x hộ", 10_600_000),
        ("=50.000 đ X hộ", 10_600_000),
        ("=số hộ*20.000", 4_240_000),
        ("=households*20.000", 4_240_000),
        ("=hientai*1,05", 4_200_000),
        ("=hiện tại + 500k", 4_500_000),
        ("=current-500k", 3_500_000),
        ("=hientai/ho*250", 4_716_981),
        ("=tong/ho", 566_038),
        ("=4,5tr", 4_500_000),
        ("= 1 + 2 * 3", 7),
        ("=(1+2)*3", 9),
        ("=((1 + 2) * (3))", 9),
        ("=10-2-3", 5),
        ("=100/10/5", 2),
        ("=-5+8", 3),
        ("=--5", 5),
        ("=-(2-5)", 3),
        ("=2*-3+10", 4),
        ("=1/2", 1),
        ("=tong*0,3333", 39_996_000),
        ("=10*1,25", 13),
    ],
)
def test_an_equals_sign_calculates(text: str, expected: int) -> None:
    assert fund(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", 12),
        ("12 đơn vị máu", 12),
        ("+2", 10),
        ("-2 đơn vị", 6),
        ("=ho/17", 12),
        ("=tong/38", 8),
        ("1/hộ", 212),
        ("0,05/hộ", 11),
    ],
)
def test_units_are_counted_alike(text: str, expected: int) -> None:
    assert evaluate(text, indicator=BLOOD, **BLOOD_OF_GROUP) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("7,5", 75), ("7.5", 75), ("8", 80), ("+0,5", 80), ("+10%", 83), ("=hientai*2", 150), ("=tong/3", 333)],
)
def test_decimals_are_in_the_last_place(text: str, expected: int) -> None:
    assert evaluate(text, indicator=SCORE, **GROUP | {"current": 75, "total": 1000}) == expected


@pytest.mark.parametrize("text", ["4,5 triệu đồng", "50k/hộ", "50k mỗi hộ", "=tổng/số tổ", "=hiện tại*2", "1,2 tỷ"])
@pytest.mark.parametrize("case", [str, str.upper, str.lower])
def test_decomposed_text_means_the_same(text: str, case: type[str]) -> None:
    assert fund(normalize("NFD", case(text))) == fund(text)


@pytest.mark.parametrize("text", ["0", "0 đ", "-100%", "-4tr", "-4.000.000", "=0", "=tong-tong", "=1/3", "0/hộ"])
def test_a_target_of_nothing_is_refused(text: str) -> None:
    assert refusal(text).msgid == expression.NOT_POSITIVE


def test_the_refusal_says_what_it_would_have_come_to() -> None:
    assert refusal("-5tr").values["amount"] == "-1.000.000"
    assert refusal("-5tr", language="en").values["amount"] == "-1,000,000"
    assert refusal("-150%", indicator=SCORE, current=75).values["amount"] == "-3,8"


@pytest.mark.parametrize(
    "text",
    ["1.000.000.000.001", "=tong*10.000", "=1.000.000.000.000*1.000.000.000.000", "+999.999.999.999%", "2000 tỷ"],
)
def test_more_than_can_be_counted_is_refused(text: str) -> None:
    assert refusal(text).msgid == numbers.TOO_LARGE


@pytest.mark.parametrize(
    ("text", "unknown", "msgid"),
    [
        ("+10%", "current", expression.NO_CURRENT),
        ("-5%", "current", expression.NO_CURRENT),
        ("+500k", "current", expression.NO_CURRENT),
        ("-500k", "current", expression.NO_CURRENT),
        ("=hientai*2", "current", expression.NO_CURRENT),
        ("50k/hộ", "households", expression.NO_HOUSEHOLDS),
        ("=ho*50k", "households", expression.NO_HOUSEHOLDS),
        ("=tong/38", "total", expression.NO_TOTAL),
    ],
)
def test_what_is_not_known_is_not_counted_with(text: str, unknown: str, msgid: str) -> None:
    assert refusal(text, **{unknown: None}).msgid == msgid


@pytest.mark.parametrize(
    ("text", "msgid"),
    [
        ("abc", numbers.NO_NUMBER),
        ("4,5,6", numbers.DOUBTFUL),
        ("4,500", numbers.DOUBTFUL),
        ("4.5", numbers.DOUBTFUL),
        ("4,5", numbers.NOT_WHOLE_DONG),
        ("0,5đ/hộ", numbers.NOT_WHOLE_DONG),
        ("0,5/hộ", numbers.NOT_WHOLE_DONG),
        ("+0,5", numbers.NOT_WHOLE_DONG),
        ("=0,5đ*3", numbers.NOT_WHOLE_DONG),
        ("=tong*0,12345", numbers.NOT_WHOLE_DONG),
        ("5 hộ", numbers.NO_MONEY),
        ("--5", expression.WITHOUT_EQUALS),
        ("+", numbers.MISSING),
        ("-", numbers.MISSING),
        ("1e6", numbers.NO_NUMBER),
        ("١٢", numbers.NO_NUMBER),
        ("500\x1b[2J", numbers.NO_NUMBER),
        ("\u200b500", numbers.NO_NUMBER),
        ("9" * 301, numbers.NO_NUMBER),
        ("trên 200", numbers.NOT_EXACT),
        ("khoảng 5tr", numbers.NOT_EXACT),
        ("+trên 10%", numbers.NOT_EXACT),
        ("=hơn 5*2", numbers.NOT_EXACT),
        ("=tong*trên 1,05", numbers.NOT_WHOLE_DONG),
        ("10%", expression.WITHOUT_SIGN),
        ("110 %", expression.WITHOUT_SIGN),
        ("tong/38", expression.WITHOUT_EQUALS),
        ("tổng", expression.WITHOUT_EQUALS),
        ("120tr/38", expression.WITHOUT_EQUALS),
        ("468/300", expression.WITHOUT_EQUALS),
        ("4tr+500k", expression.WITHOUT_EQUALS),
        ("50k*ho", expression.WITHOUT_EQUALS),
        ("5 x 8", expression.WITHOUT_EQUALS),
        ("+tong/38", expression.WITHOUT_EQUALS),
        ("=", expression.NO_CALCULATION),
        ("=()", expression.NO_CALCULATION),
        ("=tong/", expression.NO_CALCULATION),
        ("=*5", expression.NO_CALCULATION),
        ("=5**2", expression.NO_CALCULATION),
        ("=(5", expression.NO_CALCULATION),
        ("=5)", expression.NO_CALCULATION),
        ("=5(3)", expression.NO_CALCULATION),
        ("=" + "(" * 119 + "5", expression.NO_CALCULATION),
        ("=" + "1+" * 60 + "1", expression.NO_CALCULATION),
        ("=tong/0", expression.NO_DIVISION),
        ("=1/(to-38)", expression.NO_DIVISION),
        ("=tongg/38", expression.NO_NAME),
        ("=xa*2", expression.NO_NAME),
        ("=tong?/38", expression.NO_NAME),
        ("==5", numbers.NO_NUMBER),
        ("=tổ 22", numbers.NO_NUMBER),
        ("=hientai+10%", expression.PERCENT_INSIDE),
        ("=10%*tong", expression.PERCENT_INSIDE),
        ("=50k/hộ", expression.PER_HOUSEHOLD_OR_DIVIDED),
        ("=50k / 1 hộ", expression.PER_HOUSEHOLD_OR_DIVIDED),
    ],
)
def test_nonsense_is_refused_with_a_sentence_of_its_own(text: str, msgid: str) -> None:
    assert refusal(text).msgid == msgid


def test_a_fraction_of_a_unit_is_refused() -> None:
    assert refusal("7,5", indicator=BLOOD).msgid == numbers.NOT_WHOLE
    assert refusal("7,55", indicator=SCORE).msgid == numbers.TOO_FINE
    assert refusal("8 đ", indicator=BLOOD).msgid == numbers.NO_COUNT


def test_a_refusal_quotes_a_long_text_only_in_part() -> None:
    shown = str(refusal("=" + "tong+" * 20 + ")").values["text"])
    assert len(shown) == numbers.SHOWN
    assert shown.endswith("…")
