"""Amounts with their units, as every sentence and paper has them. Only the standard library."""

from tui.ward.board import Indicator
from tui.ward.numbers import format_amount, format_money


def with_unit(value: int, indicator: Indicator, language: str) -> str:
    """An amount in the indicator's last place with its unit: "468 đơn vị máu", "229.010.000 đ"."""
    if indicator.is_money:
        return format_money(value, language)
    return f"{format_amount(value, language, indicator.decimals)} {indicator.unit_in(language, value)}".rstrip()
