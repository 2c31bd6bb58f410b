"""Amounts of targets as TOML has them; without polars, which a change of a target need not wait for."""

from decimal import Decimal

from tui.errors import NumberRefused
from tui.ward.board import Indicator
from tui.ward.names import clean
from tui.ward.numbers import LIMIT, parse_exact


def amount_of(value: object, indicator: Indicator) -> int | None:
    """An amount written in TOML, in the indicator's last place; None where it is none that the indicator can have.

    Whole numbers and texts are taken from all indicators, fractions from those with decimals, never true or false.
    """
    amount = _amount(value, indicator)
    return amount if amount is not None and 0 <= amount <= LIMIT else None


def _amount(value: object, indicator: Indicator) -> int | None:
    match value:
        case bool():
            return None
        case int():
            last_place: int = 10**indicator.decimals
            return value * last_place
        case float() | Decimal() if indicator.decimals:
            return _in_last_place(Decimal(str(value)), indicator.decimals)
        case str():
            return _exact_amount(value, indicator)
        case _:
            return None


def _in_last_place(number: Decimal, decimals: int) -> int | None:
    # Judged by its size first: as a whole number, 1e999999 would fill the memory.
    if not number.is_finite() or number.adjusted() > len(str(LIMIT)):
        return None
    scaled = number.scaleb(decimals)
    return int(scaled) if scaled == scaled.to_integral_value() else None


def _exact_amount(text: str, indicator: Indicator) -> int | None:
    try:
        return parse_exact(clean(text), money=indicator.is_money, decimals=indicator.decimals)
    except NumberRefused:
        return None
