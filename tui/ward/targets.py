"""Targets as `targets.toml` has them: `[ward.blood]` and `[group."22".blood]`, each with its `value`."""

from collections.abc import Iterator, Mapping

import polars as pl

from tui.errors import N_
from tui.ward.board import AN_INDICATOR, Indicator
from tui.ward.group_codes import GroupCodes
from tui.ward.target_amounts import amount_of
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
