from datetime import date
from decimal import Decimal
from unicodedata import normalize

import pytest

from tui.errors import NumberRefused
from tui.ward import numbers
from tui.ward.numbers import Quantity


def exactly(value: int, base: int | None = None) -> Quantity:
    return Quantity(value, "", base)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", 0),
        ("229010000", 229_010_000),
        ("229.010.000", 229_010_000),
        ("229.010.000đ", 229_010_000),
        ("229.010.000 Đ", 229_010_000),
        ("229.010.000₫", 229_010_000),
        ("229.010.000d", 229_010_000),
        ("156.040.000 đồng", 156_040_000),
        ("156.040.000 VNĐ", 156_040_000),
        ("156.040.000vnd", 156_040_000),
        ("156.040.000 đồng Việt Nam", 156_040_000),
        ("229 010 000 đ", 229_010_000),
        ("229\u00a0010\u00a0000\u00a0đ", 229_010_000),
        ("229\u202f010\u202f000 đ", 229_010_000),
        ("229\u2007010\u2009000 đ", 229_010_000),
        ("24.179 000 đồng", 24_179_000),
        ("229,010,000", 229_010_000),
        ("732,92 triệu đồng", 732_920_000),
        ("4.190,1 triệu đồng", 4_190_100_000),
        ("4.190 triệu đồng", 4_190_000_000),
        ("1.234,567 triệu", 1_234_567_000),
        ("4,5tr", 4_500_000),
        ("4,5trđ", 4_500_000),
        ("45 tr.đ", 45_000_000),
        ("4,5 triệu", 4_500_000),
        ("4,5 TRIỆU", 4_500_000),
        ("4,5 trieu dong", 4_500_000),
        ("0,5 triệu", 500_000),
        ("0,234 triệu", 234_000),
        ("1,2 tỷ", 1_200_000_000),
        ("1,2 tỉ đồng", 1_200_000_000),
        ("1,2ty", 1_200_000_000),
        ("500k", 500_000),
        ("500 nghìn", 500_000),
        ("500 ngàn đồng", 500_000),
        ("4,0", 4),
        ("  500  ", 500),
        ("500\r\n", 500),
        ("1.000 tỷ", 10**12),
        ("1.830.081.000đ (Một tỷ, tám trăm…)", 1_830_081_000),
        ("1.830.081.000đ (Một tỷ, tám trăm ba mươi triệu, không trăm tám mốt nghìn đồng chẵn)", 1_830_081_000),
        ("158.000.000 đồng (bằng chữ một trăm năm mươi tám triệu đồng)", 158_000_000),
    ],
)
def test_reads_money_as_people_write_it(text: str, expected: int) -> None:
    assert numbers.parse_amount(text, money=True) == exactly(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("08", exactly(8)),
        ("02", exactly(2)),
        ("00118", exactly(118)),
        ("7.775", exactly(7775)),
        ("7 775", exactly(7775)),
        ("217 hộ", exactly(217)),
        ("200 cây", exactly(200)),
        ("90 lượt người", exactly(90)),
        ("1,2 triệu lượt người", exactly(1_200_000)),
        ("5k", exactly(5000)),
        ("468/300", exactly(468, 300)),
        ("468 / 300", exactly(468, 300)),
        ("468/300 đơn vị máu", exactly(468, 300)),
        ("468 đơn vị/300 đơn vị", exactly(468, 300)),
        ("7775/8233 hộ gia đình", exactly(7775, 8233)),
        ("0/38", exactly(0, 38)),
        ("38/0", exactly(38, 0)),
        ("5 nghìn/6 nghìn cây", exactly(5000, 6000)),
        ("22/22 (Đạt 100%)", exactly(22, 22)),
        ("97/97 = 100%", exactly(97, 97)),
        ("08 (tám)", exactly(8)),
        ("trên 200", Quantity(200, ">=", None)),
        ("Trên 200 cây", Quantity(200, ">=", None)),
        ("hơn 310", Quantity(310, ">=", None)),
        (">= 200", Quantity(200, ">=", None)),
        ("≥200", Quantity(200, ">=", None)),
        (">200", Quantity(200, ">=", None)),
        ("ít nhất 200", Quantity(200, ">=", None)),
        ("từ 107 trở lên", Quantity(107, ">=", None)),
        ("107 hộ trở lên", Quantity(107, ">=", None)),
        ("trên 468/300", Quantity(468, ">=", 300)),
        ("khoảng 50", Quantity(50, "~", None)),
        ("gần 50", Quantity(50, "~", None)),
        ("~50", Quantity(50, "~", None)),
        ("ước 50", Quantity(50, "~", None)),
        ("ước đạt 50", Quantity(50, "~", None)),
    ],
)
def test_reads_counts_with_their_bound_and_base(text: str, expected: Quantity) -> None:
    assert numbers.parse_amount(text) == expected


@pytest.mark.parametrize("text", ["hơn 435 triệu đồng", "4,5 nghìn tỷ", "từ 107 trở lên", "ước đạt 1,2 tỷ đồng"])
def test_reads_decomposed_text_like_composed(text: str) -> None:
    def outcome(form: str) -> Quantity | str:
        try:
            return numbers.parse_amount(form, money=True)
        except NumberRefused as refused:
            return refused.msgid

    assert outcome(normalize("NFD", text)) == outcome(normalize("NFC", text))


@pytest.mark.parametrize(
    ("text", "scale", "expected"),
    [
        ("95,5", 1000, exactly(95_500)),
        ("250.000", 1000, exactly(250_000_000)),
        ("456.901/250.000", 1000, exactly(456_901_000, 250_000_000)),
        ("4,5 triệu", 1000, exactly(4_500_000)),
        ("229.010.000đ", 1000, exactly(229_010_000)),
        ("229.010.000/120.000.000đ", 1000, exactly(229_010_000, 120_000_000)),
        ("229.010.000đ/120.000.000", 1000, exactly(229_010_000, 120_000_000)),
        ("4,5 triệu/6.000.000đ", 1000, exactly(4_500_000, 6_000_000)),
    ],
)
def test_the_unit_in_a_cell_goes_before_the_column_s(text: str, scale: int, expected: Quantity) -> None:
    assert numbers.parse_amount(text, money=True, scale=scale) == expected


@pytest.mark.parametrize(
    ("text", "decimals", "expected"),
    [
        ("12", 1, 120),
        ("4,5", 1, 45),
        ("4.5", 1, 45),
        ("4,50", 1, 45),
        ("1.234,5", 1, 12_345),
        ("1234.5", 1, 12_345),
        ("12.25", 2, 1225),
        ("12.5 km", 2, 1250),
        ("1,234", 3, 1234),
        ("1.234,000", 3, 1_234_000),
        ("1.2345", 4, 12_345),
        ("1,5 nghìn", 1, 15_000),
    ],
)
def test_amounts_are_in_the_last_declared_place(text: str, decimals: int, expected: int) -> None:
    assert numbers.parse_amount(text, decimals=decimals) == exactly(expected)


@pytest.mark.parametrize(
    ("text", "msgid"),
    [
        ("", numbers.MISSING),
        (" \u00a0\n", numbers.MISSING),
        ("12.5", numbers.DOUBTFUL),
        ("12.50", numbers.DOUBTFUL),
        ("1,234", numbers.DOUBTFUL),
        ("1,234.5", numbers.DOUBTFUL),
        ("1,234,567.5", numbers.DOUBTFUL),
        ("1,234,567,8", numbers.DOUBTFUL),
        ("1.23.456", numbers.DOUBTFUL),
        ("1.2345", numbers.DOUBTFUL),
        ("1234.567", numbers.DOUBTFUL),
        ("0.123", numbers.DOUBTFUL),
        ("012.345", numbers.DOUBTFUL),
        ("1..234", numbers.DOUBTFUL),
        ("12 34", numbers.DOUBTFUL),
        ("1  234", numbers.DOUBTFUL),
        ("1, 234", numbers.DOUBTFUL),
        ("468/1,234", numbers.DOUBTFUL),
        ("4.5 triệu", numbers.DOUBTFUL),
        ("1,234 triệu", numbers.DOUBTFUL),
        ("5/6 nghìn", numbers.HALF_A_UNIT),
        ("5 nghìn/6", numbers.HALF_A_UNIT),
        ("4,5", numbers.NOT_WHOLE),
        ("0,0005 nghìn", numbers.NOT_WHOLE),
        ("-5", numbers.NEGATIVE),
        ("− 5", numbers.NEGATIVE),
        ("–5", numbers.NEGATIVE),
        ("1.000.000.000.001", numbers.TOO_LARGE),
        ("9" * 25, numbers.TOO_LARGE),
        ("5/1.001 tỷ", numbers.HALF_A_UNIT),
        ("5/1000000000001", numbers.TOO_LARGE),
        ("9" * 5000, numbers.NO_NUMBER),
        ("5 đ", numbers.NO_COUNT),
        ("4,5 triệu đồng", numbers.NO_COUNT),
        ("--", numbers.NO_NUMBER),
        ("-", numbers.NEGATIVE),
        ("NaN", numbers.NO_NUMBER),
        ("inf", numbers.NO_NUMBER),
        ("1e5", numbers.NO_NUMBER),
        ("0x10", numbers.NO_NUMBER),
        ("1_000", numbers.NO_NUMBER),
        ("+5", numbers.NO_NUMBER),
        ("(5)", numbers.NO_NUMBER),
        ("5.", numbers.NO_NUMBER),
        (".5", numbers.NO_NUMBER),
        ("5,", numbers.NO_NUMBER),
        ("5%", numbers.NO_NUMBER),
        ("5 con", numbers.NO_NUMBER),
        ("5 tỷ lệ", numbers.NO_NUMBER),
        ("5\n6", numbers.NO_NUMBER),
        ("5 (dự kiến)", numbers.NO_NUMBER),
        ("5 (2)", numbers.NO_NUMBER),
        ("5 (100%)", numbers.NO_NUMBER),
        ("5 ()", numbers.NO_NUMBER),
        ("=5", numbers.NO_NUMBER),
        ("5/6/7", numbers.NO_NUMBER),
        ("5/", numbers.NO_NUMBER),
        ("từ 107", numbers.NO_NUMBER),
        ("trên", numbers.NO_NUMBER),
        ("trên 107 trở lên", numbers.NO_NUMBER),
        ("dưới 50", numbers.NO_NUMBER),
        ("<50", numbers.NO_NUMBER),
        ("vượt 50", numbers.NO_NUMBER),
        ("１２", numbers.NO_NUMBER),
        ("1２", numbers.NO_NUMBER),
        ("٣", numbers.NO_NUMBER),
        ("²", numbers.NO_NUMBER),
        ("1\u03032", numbers.NO_NUMBER),
        ("1\u200b2", numbers.NO_NUMBER),
        ("1\x1b2", numbers.NO_NUMBER),
        ("50k/hộ", numbers.NO_NUMBER),
    ],
)
def test_refuses_what_is_no_count_or_a_doubtful_one(text: str, msgid: str) -> None:
    with pytest.raises(NumberRefused) as refused:
        numbers.parse_amount(text)
    assert refused.value.msgid == msgid


@pytest.mark.parametrize(
    ("text", "msgid"),
    [
        ("4,5", numbers.NOT_WHOLE_DONG),
        ("4,5 đ", numbers.NOT_WHOLE_DONG),
        ("4,5555555 triệu", numbers.NOT_WHOLE_DONG),
        ("12.5", numbers.DOUBTFUL),
        ("4.5tr", numbers.DOUBTFUL),
        ("1.001 tỷ", numbers.TOO_LARGE),
        ("5 hộ", numbers.NO_MONEY),
        ("5 triệu hộ", numbers.NO_MONEY),
        ("5 usd", numbers.NO_MONEY),
        ("5 kg", numbers.NO_MONEY),
        ("4tr5", numbers.NO_NUMBER),
        ("158.000.000 đồng (dự kiến)", numbers.NO_NUMBER),
    ],
)
def test_refuses_what_is_no_amount_of_money(text: str, msgid: str) -> None:
    with pytest.raises(NumberRefused) as refused:
        numbers.parse_amount(text, money=True)
    assert refused.value.msgid == msgid


@pytest.mark.parametrize(
    ("text", "decimals", "msgid"),
    [
        ("4,55", 1, numbers.TOO_FINE),
        ("4.55", 1, numbers.TOO_FINE),
        ("229.010", 3, numbers.DOUBTFUL),
        ("1234.567", 3, numbers.DOUBTFUL),
        ("0.123", 3, numbers.DOUBTFUL),
        ("7.125", 1, numbers.DOUBTFUL),
        ("1,234", 2, numbers.DOUBTFUL),
        ("1,234.5", 1, numbers.DOUBTFUL),
        ("4.5 nghìn", 1, numbers.DOUBTFUL),
        ("100.000.000.000,1", 1, numbers.TOO_LARGE),
    ],
)
def test_refuses_doubtful_decimals(text: str, decimals: int, msgid: str) -> None:
    with pytest.raises(NumberRefused) as refused:
        numbers.parse_amount(text, decimals=decimals)
    assert refused.value.msgid == msgid


def test_a_refusal_shows_the_text_as_it_stands() -> None:
    with pytest.raises(NumberRefused) as refused:
        numbers.parse_amount("1,234 Hộ")
    assert refused.value.values == {"text": "1,234 Hộ"}
    assert "“1,234 Hộ”" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]0;x\x07", "\ufffd]0;x\ufffd"),
        ("a\tb", "a b"),
        ("{text}", "{text}"),
        ("x" * 40, "x" * 40),
        ("x" * 41, "x" * 39 + "…"),
        ("x" * 9999, "x" * 39 + "…"),
    ],
)
def test_a_refusal_shows_nothing_long_and_nothing_a_terminal_obeys(text: str, shown: str) -> None:
    with pytest.raises(NumberRefused) as refused:
        numbers.parse_amount(text)
    assert refused.value.values["text"] == shown
    assert shown in str(refused.value)


@pytest.mark.parametrize(
    ("text", "percent", "bound"),
    [
        ("95,06%", "95.06", ""),
        ("190 %", "190", ""),
        ("190\u00a0%", "190", ""),
        ("126,52 %", "126.52", ""),
        ("104", "104", ""),
        ("95.06", "95.06", ""),
        ("100,00%", "100.00", ""),
        ("105.0133", "105.0133", ""),
        ("1.234,5 %", "1234.5", ""),
        ("95 phần trăm", "95", ""),
        ("trên 100%", "100", ">="),
        ("từ 107% trở lên", "107", ">="),
        ("khoảng 95%", "95", "~"),
    ],
)
def test_reads_percentages_with_their_places(text: str, percent: str, bound: str) -> None:
    value, stated_bound = numbers.parse_percent(text)
    assert isinstance(value, Decimal)
    assert (str(value), stated_bound) == (percent, bound)


@pytest.mark.parametrize(
    ("text", "msgid"),
    [
        ("", numbers.MISSING),
        ("%", numbers.NO_PERCENT),
        ("trên", numbers.NO_PERCENT),
        ("vượt 207%", numbers.NO_PERCENT),
        ("95,06 đ", numbers.NO_PERCENT),
        ("95,06%%", numbers.NO_PERCENT),
        ("22/22", numbers.NO_PERCENT),
        ("NaN", numbers.NO_PERCENT),
        ("９５", numbers.NO_PERCENT),
        ("-5%", numbers.NEGATIVE),
        ("1.234 %", numbers.DOUBTFUL),
        ("1,234 %", numbers.DOUBTFUL),
        ("95,060 1%", numbers.DOUBTFUL),
        ("9" * 20, numbers.TOO_LARGE),
    ],
)
def test_refuses_what_is_no_percentage(text: str, msgid: str) -> None:
    with pytest.raises(NumberRefused) as refused:
        numbers.parse_percent(text)
    assert refused.value.msgid == msgid


@pytest.mark.parametrize(
    "text",
    [
        "2018-11-08",
        "2018/11/08",
        "08/11/2018",
        "8/11/2018",
        "8-11-2018",
        "08.11.2018",
        "8/11",
        "08 - 11",
        "ngày 08-11",
        "8 tháng 11",
        "8 thang 11 năm 2018",
        "Ngày 08 tháng 11 năm 2018",
        "08/11/2018 | 10:18",
        "2018-11-08 00:00:00",
        "2018-11-08T10:18:30",
        " 08/11/2018\n",
    ],
)
def test_reads_dates_day_before_month(text: str) -> None:
    assert numbers.parse_date(text, 2018) == date(2018, 11, 8)
    assert numbers.parse_date(normalize("NFD", text), 2018) == date(2018, 11, 8)


def test_a_date_s_own_year_goes_before_the_folder_s() -> None:
    assert numbers.parse_date("08/11/2081", 2018) == date(2081, 11, 8)


@pytest.mark.parametrize(
    ("text", "msgid"),
    [
        ("", numbers.NO_DATE),
        ("08/11/18", numbers.NO_DATE),
        ("8.11", numbers.NO_DATE),
        ("11/2018", numbers.NO_DATE),
        ("2018-11", numbers.NO_DATE),
        ("20181108", numbers.NO_DATE),
        ("2018-W45-4", numbers.NO_DATE),
        ("2018-11-0810:18", numbers.NO_DATE),
        ("29/2/2018", numbers.NO_DATE),
        ("31/11/2018", numbers.NO_DATE),
        ("11/13/2018", numbers.NO_DATE),
        ("0/1/2018", numbers.NO_DATE),
        ("08/11/0018", numbers.NO_DATE),
        ("０８/11/2018", numbers.NO_DATE),
        ("Quý I/2018", numbers.NO_DATE),
        ("43412", numbers.NO_DATE),
        ("8/11", numbers.NO_YEAR),
    ],
)
def test_refuses_what_is_no_date(text: str, msgid: str) -> None:
    with pytest.raises(NumberRefused) as refused:
        numbers.parse_date(text)
    assert refused.value.msgid == msgid


@pytest.mark.parametrize(
    "text", ["1" + ", " * 149 + "x", "5 (" + "tu " * 98, "1 " * 149 + "/", "tu 1" + " tro le" * 42]
)
def test_a_text_made_to_keep_a_pattern_busy_is_refused_too(text: str) -> None:
    with pytest.raises(NumberRefused):
        numbers.parse_amount(text)


@pytest.mark.parametrize(
    ("numerator", "denominator", "places", "expected"),
    [
        (1, 2, 0, 1),
        (3, 2, 0, 2),
        (5, 2, 0, 3),
        (1, 3, 2, 33),
        (2, 3, 2, 67),
        (-1, 2, 0, -1),
        (1, -2, 0, -1),
        (-1, -2, 0, 1),
        (0, 7, 3, 0),
        (100 * 7775, 8233, 2, 9444),
        (100 * 229_010_000, 120_000_000, 2, 19084),
        (10**30 + 1, 2 * 10**30, 0, 1),
        (10**30 - 1, 2 * 10**30, 0, 0),
    ],
)
def test_rounds_half_away_from_zero(numerator: int, denominator: int, places: int, expected: int) -> None:
    assert numbers.half_up(numerator, denominator, places) == expected


def test_nothing_is_divided_by_zero() -> None:
    with pytest.raises(ZeroDivisionError):
        numbers.half_up(1, 0)
    with pytest.raises(ZeroDivisionError):
        numbers.format_percent(1, 0, "vi")


@pytest.mark.parametrize(
    ("value", "decimals", "vietnamese", "english"),
    [
        (0, 0, "0", "0"),
        (999, 0, "999", "999"),
        (1000, 0, "1.000", "1,000"),
        (229_010_000, 0, "229.010.000", "229,010,000"),
        (75, 1, "7,5", "7.5"),
        (5, 2, "0,05", "0.05"),
        (12_345_678, 2, "123.456,78", "123,456.78"),
        (-1_520_000, 0, "-1.520.000", "-1,520,000"),
        (-5, 1, "-0,5", "-0.5"),
    ],
)
def test_writes_amounts(value: int, decimals: int, vietnamese: str, english: str) -> None:
    assert numbers.format_amount(value, "vi", decimals) == vietnamese
    assert numbers.format_amount(value, "en", decimals) == english


def test_writes_money_in_full() -> None:
    assert numbers.format_money(229_010_000, "vi") == "229.010.000 đ"
    assert numbers.format_money(229_010_000, "en") == "229,010,000 đ"


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (0, "0 đ", "0 đ"),
        (999_999, "999.999 đ", "999,999 đ"),
        (1_000_000, "1,0 triệu", "1.0 m"),
        (1_049_999, "1,0 triệu", "1.0 m"),
        (1_050_000, "1,1 triệu", "1.1 m"),
        (229_010_000, "229,0 triệu", "229.0 m"),
        (999_949_999, "999,9 triệu", "999.9 m"),
        (999_950_000, "1,0 tỷ", "1.0 bn"),
        (1_200_000_000, "1,2 tỷ", "1.2 bn"),
        (10**12, "1.000,0 tỷ", "1,000.0 bn"),
        (-1_520_000, "-1,5 triệu", "-1.5 m"),
    ],
)
def test_writes_money_in_short(value: int, vietnamese: str, english: str) -> None:
    assert numbers.format_short(value, "vi") == vietnamese
    assert numbers.format_short(value, "en") == english


@pytest.mark.parametrize(
    ("actual", "base", "places", "vietnamese", "english"),
    [
        (7775, 8233, 2, "94,44 %", "94.44 %"),
        (229_010_000, 120_000_000, 2, "190,84 %", "190.84 %"),
        (229_010_000, 120_000_000, 0, "191 %", "191 %"),
        (468, 300, 1, "156,0 %", "156.0 %"),
        (1, 8, 1, "12,5 %", "12.5 %"),
        (12_345, 1, 2, "1.234.500,00 %", "1,234,500.00 %"),
    ],
)
def test_writes_percentages(actual: int, base: int, places: int, vietnamese: str, english: str) -> None:
    assert numbers.format_percent(actual, base, "vi", places) == vietnamese
    assert numbers.format_percent(actual, base, "en", places) == english


@pytest.mark.parametrize("language", ["vi", "en"])
def test_writes_the_day_first_in_both_languages(language: str) -> None:
    assert numbers.format_date(date(2018, 11, 8), language) == "08/11/2018"


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2018, 11, 8), "ngày 08 tháng 11 năm 2018"),
        (date(2018, 4, 3), "ngày 03 tháng 4 năm 2018"),
        (date(2018, 1, 31), "ngày 31 tháng 01 năm 2018"),
        (date(2018, 2, 10), "ngày 10 tháng 02 năm 2018"),
        (date(2018, 3, 9), "ngày 09 tháng 3 năm 2018"),
    ],
)
def test_writes_dates_by_the_official_rule(day: date, written: str) -> None:
    assert numbers.long_date(day) == written
    assert numbers.parse_date(written) == day
