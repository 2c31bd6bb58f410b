"""What the cells of a ward's tables hold: days, groups, indicators, amounts, and words out of a short list."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from tui.errors import N_
from tui.ward.board import AN_INDICATOR, Indicator
from tui.ward.group_codes import GroupCodes, unshared
from tui.ward.names import fold
from tui.ward.numbers import LIMIT, format_date, parse_amount, parse_date, parse_exact, parse_percent
from tui.ward.targets import A_GROUP
from tui.ward.toml_table import A_SHOWABLE_TEXT

A_DAY = N_("a date, for example 2018-11-08 or 08/11/2018")
A_DAY_OF_THE_YEAR = N_("a date in the year of the folder, for example 2018-11-08 or 08/11/2018")
AN_AMOUNT = N_("one amount of 0 or more, for example 4.500.000 or 4,5 triệu")
A_BOUND = N_("nothing, >= (at least) or ~ (about)")
A_WHOLE_NUMBER = N_("a whole number of 0 or more")
A_SHARE = N_("a share of at most 1, for example 0,5 or 50 %")

_ODD_TEXT = r"^ | $|[^ -~¡-¬®-ſƠơƯưẠ-ỹ–—‘’“”…]"
"""Outer spaces, and all that is not plainly a letter or sign of composed Vietnamese; other texts are clean."""

_IN_THOUSANDS = r"^[1-9][0-9]{0,2}(\.[0-9]{3})+$"
_MONEY_IN_THOUSANDS = r"^[1-9][0-9]{0,2}(\.[0-9]{3})+( ?đ| đồng)?$"

QUANTITY = pl.Struct({"value": pl.Int64(), "bound": pl.String()})


@dataclass(frozen=True, slots=True)
class Kind:
    """What the cells of a column hold."""

    dtype: pl.DataType
    expected: str
    """Msgid of what a wrong cell should have been."""
    quick: Callable[[pl.Expr], pl.Expr]
    """The values of texts that are written plainly, null for all others."""
    parse: Callable[[str], object]
    """The value of a cleaned text; raises ValueError where it has none."""
    precise: bool = False
    """Whether the words of the `NumberRefused` that `parse` raises say more than `expected`."""


def none_plain(dtype: pl.DataType) -> Callable[[pl.Expr], pl.Expr]:
    """The quick reading of a kind whose texts are all parsed."""
    return lambda _: pl.lit(None, dtype)


def one_of(words: Mapping[str, str], expected: str) -> Kind:
    """One of `words`, in any case and with or without marks; each word stands for its value."""
    values = {fold(word): value for word, value in words.items()}
    return Kind(
        pl.String(),
        expected,
        quick=lambda text: text.replace_strict(words, default=None, return_dtype=pl.String()),
        parse=lambda text: _known(values.get(fold(text)), text),
    )


def day(year: int | None = None) -> Kind:
    """A date of any year; one without a year is of `year`."""
    return Kind(pl.Date(), A_DAY, quick=_iso_day, parse=lambda text: parse_date(text, year))


def day_of(year: int) -> Kind:
    """A date in `year`: a typing error in another would become the newest result."""

    def parse(text: str) -> date:
        found = parse_date(text, year)
        if found.year != year:
            raise ValueError(text)
        return found

    first = date(year, 1, 1)
    days = (first + timedelta(n) for n in range((date(year, 12, 31) - first).days + 1))
    by_text = {text: each for each in days for text in (each.isoformat(), format_date(each, "vi"))}
    return Kind(
        pl.Date(),
        A_DAY_OF_THE_YEAR,
        quick=lambda text: text.replace_strict(by_text, default=None, return_dtype=pl.Date()),
        parse=parse,
    )


def group_of(groups: GroupCodes, dtype: pl.DataType) -> Kind:
    """A group by whatever it is called; the value is its code."""
    codes = dtype if isinstance(dtype, pl.Enum) else pl.Enum(groups.codes.values())
    return Kind(
        dtype,
        A_GROUP,
        quick=lambda text: text.cast(codes, strict=False).cast(dtype),
        parse=lambda text: _known(groups.find(text), text),
    )


def indicator_of(catalogue: Sequence[Indicator], dtype: pl.DataType) -> Kind:
    """The key of an indicator, or its name in either language, in any case and with or without marks.

    What could mean two means neither.
    """
    keys = unshared({(fold(text), each.key) for each in catalogue for text in _names(each)})
    return Kind(
        dtype,
        AN_INDICATOR,
        quick=lambda text: text.cast(dtype, strict=False),
        parse=lambda text: _known(keys.get(fold(text)), text),
    )


def _names(indicator: Indicator) -> Iterator[str]:
    yield indicator.key
    yield from indicator.names.values()
    yield from indicator.shorts.values()


def amount_in(*, money: bool, decimals: int) -> Kind:
    """An amount with its bound, as `QUANTITY`, in the last place of `decimals`."""

    def parse(text: str) -> dict[str, object]:
        value, bound, base = parse_amount(text, money=money, decimals=decimals)
        if base is not None:
            raise ValueError(text)
        return {"value": value, "bound": bound}

    def quick(text: pl.Expr) -> pl.Expr:
        value = text.str.replace_all("[^0-9]", "").cast(pl.Int64, strict=False)
        in_thousands = text.str.contains(_MONEY_IN_THOUSANDS if money else _IN_THOUSANDS)
        return pl.when(in_thousands, value <= LIMIT).then(pl.struct(value=value, bound=pl.lit("")))

    # With decimals, a single dot is doubtful.
    return Kind(QUANTITY, AN_AMOUNT, none_plain(QUANTITY) if decimals else quick, parse, precise=True)


def plainly_whole(text: pl.Expr) -> pl.Expr:
    """The numbers among texts that are digits and nothing else."""
    whole = text.cast(pl.Int64, strict=False)
    # The signs that the cast takes come before the digits.
    return pl.when(text >= "0", whole <= LIMIT).then(whole)


def _bound(text: str) -> str:
    # What a bound is, is known of the amount behind it.
    value, bound, base = parse_amount(f"{text} 1")
    if not bound or (value, base) != (1, None):
        raise ValueError(text)
    return bound


def _share(text: str) -> float:
    number, bound = parse_percent(text)
    share = number / 100 if "%" in text else number
    if bound or not 0 < share <= 1:
        raise ValueError(text)
    return float(share)


def _iso_day(text: pl.Expr) -> pl.Expr:
    iso = text.str.contains("^[12][0-9]{3}-[0-9]{2}-[0-9]{2}$")
    return pl.when(iso).then(text.str.to_date("%Y-%m-%d", strict=False))


def _known(value: str | None, text: str) -> str:
    if value is None:
        raise ValueError(text)
    return value


TEXT = Kind(
    pl.String(), A_SHOWABLE_TEXT, quick=lambda text: pl.when(~text.str.contains(_ODD_TEXT)).then(text), parse=str
)
AS_IT_STANDS = Kind(pl.String(), "", quick=lambda text: text, parse=str)
WHOLE_NUMBER = Kind(pl.Int64(), A_WHOLE_NUMBER, quick=plainly_whole, parse=parse_exact)
BOUND = Kind(pl.String(), A_BOUND, quick=lambda text: pl.when(text.is_in([">=", "~"])).then(text), parse=_bound)
SHARE = Kind(pl.Float64(), A_SHARE, quick=none_plain(pl.Float64()), parse=_share)
