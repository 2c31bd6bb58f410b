"""Boards whose figures are judged as they are made, so that a test gives amounts only."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from tests.wards import INFO, YEAR, make_group, make_indicator
from tui.ward.board import Board, Figure, Group, Indicator, Key
from tui.ward.pace import elapsed, status_of

Amounts = tuple[int | None, int | None]
"""(actual, base)"""

AS_OF = date(YEAR, 11, 8)


def make_board(
    indicators: Iterable[Indicator | str] = ("blood",),
    groups: Iterable[Group | str] = ("1", "2", "3"),
    figures: Mapping[Key, Amounts] | None = None,
    last_year: Mapping[Key, Amounts] | None = None,
    as_of: date = AS_OF,
    **fields: Any,
) -> Board:
    """A board with those figures; every other key has neither result nor target."""
    catalogue = tuple(make_indicator(item) if isinstance(item, str) else item for item in indicators)
    members = tuple(make_group(item) if isinstance(item, str) else item for item in groups)
    keys: list[Key] = [(code, each.key) for each in catalogue for code in (None, *(group.code for group in members))]
    amounts = dict.fromkeys(keys, (None, None)) | dict(figures or {})
    of = {each.key: each for each in catalogue}
    return Board(
        info=INFO,
        year=YEAR,
        years=(YEAR,),
        as_of=as_of,
        newest=as_of,
        indicators=catalogue,
        groups=members,
        figures={key: make_figure(key, of[key[1]], amounts[key], as_of) for key in amounts},
        last_year={key: make_figure(key, of[key[1]], given, as_of) for key, given in (last_year or {}).items()},
        **{"months": {}} | fields,
    )


def make_figure(key: Key, indicator: Indicator, amounts: Amounts, as_of: date = AS_OF) -> Figure:
    """The figure of those amounts, without a rank."""
    actual, base = amounts
    missing = base - actual if actual is not None and base else None
    return Figure(
        group=key[0],
        indicator=indicator.key,
        actual=actual,
        bound="",
        target=base,
        base=base,
        ratio=actual / base if actual is not None and base else None,
        status=status_of(indicator, actual, base, elapsed(indicator, as_of, YEAR)),
        rank=None,
        gap=-missing if missing is not None and indicator.better == "lower" else missing,
        reported=None if actual is None else as_of,
    )
