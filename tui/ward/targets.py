"""Targets as `targets.toml` has them: `[ward.blood]` and `[group."22".blood]`, each with its `value`."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

import polars as pl

from tui.errors import N_, NumberRefused
from tui.ward.board import AN_INDICATOR, Indicator
from tui.ward.group_codes import GroupCodes
from tui.ward.names import clean
from tui.ward.numbers import LIMIT, parse_amount
from tui.ward.toml_table import TomlTable
from tui.ward.ward import TARGETS

A_GROUP = N_("a group of the ward")
AN_AMOUNT = N_('one amount of 0 or more, for example 4500000 or "4,5 triệu"')
GROUP_ONCE = N_("each group once")

Row = tuple[str | None, str, int, str, str]


def targets_of(table: TomlTable, catalogue: tuple[Indicator, ...], groups: GroupCodes) -> pl.DataFrame:
    """The targets of a parsed `targets.toml` as `TARGETS`, in its order; wrong ones are noted and left out."""
    indicators = {indicator.key: indicator for indicator in catalogue}
    rows = list(_rows(table.table("ward"), None, indicators))
    by_group = table.table("group")
    seen = set()
    for name, entries in by_group.tables():
        code = groups.find(name)
        if code is None or code in seen:
            by_group.refuse(name, A_GROUP if code is None else GROUP_ONCE, wrong_key=True)
            continue
        seen.add(code)
        rows += _rows(entries, code, indicators)
    return pl.DataFrame(rows, TARGETS, orient="row")


def amount_of(value: object, indicator: Indicator) -> int | None:
    """An amount written in TOML, in the indicator's last place; None where it is none that the indicator can have.

    Whole numbers and texts are taken from all indicators, fractions from those with decimals, never true or false.
    """
    amount = _amount(value, indicator)
    return amount if amount is not None and 0 <= amount <= LIMIT else None


def _rows(table: TomlTable, group: str | None, indicators: Mapping[str, Indicator]) -> Iterator[Row]:
    for key, entry in table.tables():
        indicator = indicators.get(key)
        if indicator is None:
            table.refuse(key, AN_INDICATOR, wrong_key=True)
        elif "value" in entry.values:
            amount = amount_of(entry.values["value"], indicator)
            if amount is None:
                entry.refuse("value", AN_AMOUNT)
            else:
                yield group, key, amount, entry.text("assigned_by"), entry.text("source")


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
        value, bound, base = parse_amount(clean(text), money=indicator.is_money, decimals=indicator.decimals)
    except NumberRefused:
        return None
    return value if not bound and base is None else None
