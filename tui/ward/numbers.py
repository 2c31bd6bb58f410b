"""Numbers as a ward's files and people write them, and as this application writes them; no other module does either.

The dot and the space are thousands, the comma is the decimal point. A text that could mean two numbers is refused and
never guessed: between 229 and 229.010 there is a factor of a thousand in somebody's fund. Nothing here knows of a
locale, so figures are the same on every machine. Only the standard library: a figure is shown before polars is loaded.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from tui.errors import N_, NumberRefused
from tui.ward import names

if TYPE_CHECKING:
    from decimal import Decimal

LIMIT = 10**12
"""The most an amount may be, in its last place: no sum of a ward's amounts then leaves Int64."""

LONGEST = 300
"""Characters of the longest text that is looked at: a reading in words may follow a number."""

SHOWN = 40
"""Characters of a refused text that are shown."""

MISSING = N_("a number is missing")
NO_NUMBER = N_("“{text}” is not a number: write for example 1.234 or 4,5 triệu")
DOUBTFUL = N_("“{text}” can be read in two ways: write 1.234 or 1234 for thousands, 4,5 for decimals")
HALF_A_UNIT = N_("“{text}” can be read in two ways: write the unit behind both numbers, 4,5 triệu / 6 triệu")
NEGATIVE = N_("“{text}” is negative: 0 or more is expected")
TOO_LARGE = N_("“{text}” is too large: at most 1.000.000.000.000 is expected")
NOT_WHOLE = N_("“{text}” is not a whole number")
NOT_WHOLE_DONG = N_("“{text}” is not a whole number of đồng")
TOO_FINE = N_("“{text}” has too many decimal places")
NO_MONEY = N_("“{text}” is not an amount of money: write for example 4.500.000 đ or 4,5 triệu")
NOT_EXACT = N_("“{text}” leaves open how much: write one exact number")
NO_COUNT = N_("“{text}” is money: a number without đồng is expected")
NO_PERCENT = N_("“{text}” is not a percentage: write for example 95,06 %")
NO_DATE = N_("“{text}” is not a date: write for example 08/11/2018")
NO_YEAR = N_("“{text}” has no year: write for example 08/11/2018")

AT_LEAST = ">="
ABOUT = "~"

_BOUNDS = (
    {"": ""}
    | dict.fromkeys((">=", ">", "≥", "tren", "hon", "it nhat", "toi thieu", "khong duoi"), AT_LEAST)
    | dict.fromkeys(("~", "≈", "khoang", "gan", "uoc", "uoc dat", "uoc tinh", "xap xi", "chung"), ABOUT)
)
"""What may stand before a number."""

_FACTORS = {"nghin": 10**3, "ngan": 10**3, "k": 10**3, "trieu": 10**6, "tr": 10**6, "ty": 10**9, "ti": 10**9}

_MONEY_UNIT = "d|dong|vnd|dong viet nam|viet nam dong"
_COUNT_UNIT = (
    "bon( hoa)?|buoi|ca nhan|cau lac bo|cay|clb|cong trinh|dem|diem|don vi( mau)?|dot|ha|ho( gia dinh| kinh doanh)?|kg"
    "|khau|km|lan|luot( nguoi)?|mo hinh|nghi quyet|nguoi|nhan khau|tan|tap the|tdp|thanh vien|to( dan pho)?"
)

_DIGITS = r"[0-9](?:[0-9., ]*[0-9])?"
_AMOUNT = rf"({_DIGITS}) ?([^0-9/(=]*?) ?(?:/ ?({_DIGITS}) ?([^0-9/(=]*?) ?)?([(=].*)?"
"""number unit / base unit (remark)"""
_PERCENT = rf"({_DIGITS}) ?(?:%|phan tram)?"

_SPELT_OUT = (
    r"\(((khong|mot|hai|ba|bon|tu|nam|lam|nham|sau|bay|tam|chin|muoi|tram|nghin|ngan|trieu|ty|ti|linh|le|ruoi|chan|dong"
    r"|viet|bang chu)[ ,.…]*)+\)"
)
"""A remark that is the amount again, in words: (Một tỷ, tám trăm…)."""
_STATED_PERCENT = r"\((dat )?[0-9.,]+ ?%\)|= ?[0-9.,]+ ?%"

_VIETNAMESE = r"([1-9][0-9]{0,2}(?:[. ][0-9]{3})+|[0-9]+)(?:,([0-9]+))?"
_ENGLISH = r"([1-9][0-9]{0,2}(?:,[0-9]{3}){2,})()"
_MACHINE = r"([0-9]+)\.([0-9]{1,2}|[0-9]{4,})"
_LONE_SEPARATOR = r"[1-9][0-9]{0,2}([.,])[0-9]{3}"

_YEAR_FIRST = r"(?P<year>[12][0-9]{3})([-/])(?P<month>[0-9]{1,2})\2(?P<day>[0-9]{1,2})"
_DAY_FIRST = (
    r"(?:ngay )?(?P<day>[0-9]{1,2}) ?([-/]|thang) ?(?P<month>[0-9]{1,2})(?: ?(?:[-/]|nam) ?(?P<year>[12][0-9]{3}))?"
)
_DOTTED = r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[12][0-9]{3})"
_TIME = r"(?: ?[|t] ?| )[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"


class Quantity(NamedTuple):
    """An amount as written: "trên 468/300" is at least 468, of 300."""

    value: int
    """In the last place of the declared decimals."""
    bound: str
    """"" exact, ">=" at least, "~" about."""
    base: int | None
    """What stands after a slash, in the same last place."""


def parse_amount(text: str, *, money: bool = False, decimals: int = 0, scale: int = 1) -> Quantity:
    """The amount that `text` states, in the last place of `decimals`.

    `scale` is what the column's header says, 1000 for "(1.000 đồng)"; a unit in the text itself goes before it. Money
    is whole đồng and takes no other unit, a count takes the field's units (hộ, đơn vị máu) but no đồng. A reading in
    words in brackets is skipped, and so is the percentage stated behind "22/22".
    Raises NumberRefused for everything that is not plainly one amount from 0 to `LIMIT`.
    """
    with _naming(text):
        bound, plain = _bound(_plain(text), NO_NUMBER)
        parts = re.fullmatch(_AMOUNT, plain)
        if not parts:
            raise NumberRefused(NO_NUMBER)
        number, unit, base, base_unit, remark = parts.groups(default="")
        if remark and not _may_skip(remark, base):
            raise NumberRefused(NO_NUMBER)
        factor, base_factor = _factor(unit, money), _factor(base_unit, money)
        if base:
            factor, base_factor = _shared(factor, base_factor)
        value = _amount(number, factor or scale, decimals, money)
        return Quantity(value, bound, _amount(base, base_factor or scale, decimals, money) if base else None)


def parse_exact(text: str, *, money: bool = False, decimals: int = 0) -> int:
    """The one amount that `text` states, as `parse_amount` reads it; "trên 40" and "45/47" are refused, too."""
    value, bound, base = parse_amount(text, money=money, decimals=decimals)
    if bound or base is not None:
        with _naming(text):
            raise NumberRefused(NOT_EXACT)
    return value


def parse_percent(text: str) -> "tuple[Decimal, str]":
    """The percentage that `text` states, with as many places as it has there, and its bound ("", ">=", "~").

    "95,06%" is 95.06; the sign may be missing. Raises NumberRefused.
    """
    from decimal import Decimal  # 2 ms that showing figures need not wait for

    with _naming(text):
        bound, plain = _bound(_plain(text), NO_PERCENT)
        parts = re.fullmatch(_PERCENT, plain)
        if not parts:
            raise NumberRefused(NO_PERCENT)
        digits, places = _digits(parts[1], decimals=2)
        if digits > LIMIT:
            raise NumberRefused(TOO_LARGE)
        return Decimal(f"{digits}e-{places}"), bound


def parse_date(text: str, year: int | None = None) -> date:
    """The day that `text` states: 2018-11-08, 08/11/2018, ngày 08 tháng 11 năm 2018; the time after it is dropped.

    Day before month, always. "8/11" is a day of `year`. Raises NumberRefused, also for days that do not exist.
    """
    with _naming(text):
        plain = re.sub(f"{_TIME}$", "", _plain(text))
        for form in (_YEAR_FIRST, _DAY_FIRST, _DOTTED):
            if parts := re.fullmatch(form, plain):
                return _date(parts["year"] or year, parts["month"], parts["day"])
        raise NumberRefused(NO_DATE)


def half_up(numerator: int, denominator: int, places: int = 0) -> int:
    """numerator / denominator in units of its last of `places`, rounded exactly, halves away from zero."""
    last_place: int = 10**places
    size = (2 * abs(numerator) * last_place + abs(denominator)) // (2 * abs(denominator))
    return -size if (numerator < 0) != (denominator < 0) else size


def format_amount(value: int, language: str, decimals: int = 0) -> str:
    """An amount given in its last place: 229.010.000, in English 229,010,000; with a decimal 7,5 and 7.5."""
    thousands, point = (",", ".") if language == "en" else (".", ",")
    whole, fraction = divmod(abs(value), 10**decimals)
    text = f"{whole:,}".replace(",", thousands)
    if decimals:
        text += f"{point}{fraction:0{decimals}}"
    return f"-{text}" if value < 0 else text


def format_money(value: int, language: str) -> str:
    """Đồng in full: 229.010.000 đ."""
    return f"{format_amount(value, language)} đ"


def format_short(value: int, language: str) -> str:
    """Đồng to one place of a million or billion: 229,0 triệu, 1,2 tỷ (229.0 m, 1.2 bn); below a million in full."""
    million, billion = ("m", "bn") if language == "en" else ("triệu", "tỷ")
    millions = half_up(value, 10**6, 1)
    if abs(value) < 10**6:
        return format_money(value, language)
    if abs(millions) < 10_000:
        return f"{format_amount(millions, language, 1)} {million}"
    return f"{format_amount(half_up(value, 10**9, 1), language, 1)} {billion}"


def format_percent(actual: int, base: int, language: str, places: int = 2) -> str:
    """actual / base as a percentage, rounded half up: 95,06 %. ZeroDivisionError where there is no base."""
    return f"{format_amount(half_up(100 * actual, base, places), language, places)} %"


def format_date(day: date, language: str) -> str:
    """08/11/2018, in both languages: an English reader of a Vietnamese ward must not take it for August."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def short_date(day: date) -> str:
    """Day and month, where the year goes without saying: 08/11."""
    return f"{day.day:02}/{day.month:02}"


def long_date(day: date) -> str:
    """A date as official papers have it, a zero before days below 10 and months 1 and 2: ngày 03 tháng 4 năm 2018."""
    month = f"{day.month:02}" if day.month < 3 else f"{day.month}"
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


@contextmanager
def _naming(text: str) -> Iterator[None]:
    """Puts the whole text into whatever refusal is raised inside."""
    try:
        yield
    except NumberRefused as refused:
        shown = names.clean(text[: SHOWN + 1])
        raise NumberRefused(refused.msgid, text=shown if len(text) <= SHOWN else f"{shown[: SHOWN - 1]}…") from None


def _plain(text: str) -> str:
    """`text` as the patterns here have it: small letters without marks, d for đ, one kind of space.

    A mark on anything but a letter stays, and so do the digits of other scripts: both are refused.
    """
    if len(text) > LONGEST:
        raise NumberRefused(NO_NUMBER)
    plain = re.sub("(?<=[a-z])[\u0300-\u036f]+", "", normalize("NFD", text.casefold()))
    plain = re.sub("[đ₫]", "d", plain)
    return re.sub("[\u00a0\u2007\u2009\u202f]", " ", plain).strip(" \t\r\n")


def _bound(plain: str, refusal: str) -> tuple[str, str]:
    """The bound that a plain text states, and the text from its first digit on."""
    if not plain:
        raise NumberRefused(MISSING)
    if upward := re.fullmatch(r"(?:tu )?([0-9].*?) tro len", plain):
        return AT_LEAST, upward[1]
    before = re.split("[0-9]", plain, maxsplit=1)[0]
    word = before.strip(" ")
    if word in ("-", "−", "–"):
        raise NumberRefused(NEGATIVE)
    if word not in _BOUNDS:
        raise NumberRefused(refusal)
    return _BOUNDS[word], plain[len(before) :]


def _may_skip(remark: str, base: str) -> bool:
    """Whether what follows an amount only says it again: in words, or as a percentage where it has a base."""
    return bool(re.fullmatch(_SPELT_OUT, remark) or (base and re.fullmatch(_STATED_PERCENT, remark)))


def _factor(unit: str, money: bool) -> int:
    """What a unit multiplies by: 1.000.000 for "triệu đồng", 1 for "đ" or "hộ", 0 where there is none."""
    own = _MONEY_UNIT if money else _COUNT_UNIT
    if not unit:
        return 0
    if re.fullmatch(own, unit):
        return 1
    word = re.match("|".join(_FACTORS), unit)
    noun = unit[word.end() :].lstrip(" .") if word else unit
    if word and (not noun or re.fullmatch(own, noun)):
        return _FACTORS[word[0]]
    if money:
        raise NumberRefused(NO_MONEY)
    raise NumberRefused(NO_COUNT if re.fullmatch(_MONEY_UNIT, noun) else NO_NUMBER)


def _shared(factor: int, base_factor: int) -> tuple[int, int]:
    """The factors of an amount and its base: they share the đ of "229.010.000/120.000.000đ", but not a million."""
    if factor and base_factor:
        return factor, base_factor
    shared = factor or base_factor
    if shared > 1:
        raise NumberRefused(HALF_A_UNIT)
    return shared, shared


def _amount(number: str, factor: int, decimals: int, money: bool) -> int:
    """`number` times `factor`, in the last place of `decimals`."""
    digits, places = _digits(number, decimals if factor == 1 else 0)
    amount: int
    amount, rest = divmod(digits * factor * 10**decimals, 10**places)
    if rest:
        raise NumberRefused(NOT_WHOLE_DONG if money else TOO_FINE if decimals else NOT_WHOLE)
    if amount > LIMIT:
        raise NumberRefused(TOO_LARGE)
    return amount


def _digits(number: str, decimals: int) -> tuple[int, int]:
    """The digits of a number and how many of them are decimal places: "4.190,1" is (41901, 1).

    Where decimals are declared, a dot before one or two digits can only be a machine's decimal point, and before three
    it is doubtful, for a column of 7.5 may well go on with 7.125. So is a comma where three places are not expected.
    """
    lone = re.fullmatch(_LONE_SEPARATOR, number)
    if lone and (decimals < 3 if lone[1] == "," else decimals > 0):
        raise NumberRefused(DOUBTFUL)
    parts = re.fullmatch(_VIETNAMESE, number) or re.fullmatch(_ENGLISH, number)
    if not parts and decimals:
        parts = re.fullmatch(_MACHINE, number)
    if not parts:
        raise NumberRefused(DOUBTFUL)
    whole, fraction = parts.groups(default="")
    return int(re.sub("[., ]", "", whole) + fraction), len(fraction)


def _date(year: str | int | None, month: str, day: str) -> date:
    if year is None:
        raise NumberRefused(NO_YEAR)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise NumberRefused(NO_DATE) from None
