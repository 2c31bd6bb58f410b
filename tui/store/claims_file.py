"""Claims as `claims.toml` has them: what a published report states, and where."""

from collections.abc import Collection, Mapping
from decimal import Decimal

from tui.errors import N_, NumberRefused
from tui.ward.board import AN_INDICATOR
from tui.ward.group_codes import GroupCodes
from tui.ward.names import clean
from tui.ward.numbers import LIMIT, parse_exact, parse_percent
from tui.ward.targets import A_GROUP
from tui.ward.toml_table import TomlTable, exact
from tui.ward.ward import Claim

CLAIMS = N_("tables, each under [[claim]]")
WHAT_IT_SAYS = N_("what the report says, word for word")
A_PERCENTAGE = N_('one percentage, for example 95.06 or "95,06 %"')
A_WHOLE_NUMBER = N_('one whole number of 0 or more, for example 7775 or "7.775"')

MOST_PERCENT = 10**6
MOST_PLACES = 10


def read_claims(table: TomlTable, indicators: Collection[str], groups: GroupCodes) -> tuple[Claim, ...]:
    """The claims of a parsed `claims.toml`, in its order.

    A wrong number counts as missing; a claim about an unknown indicator or group is held against no figure.
    """
    entries = table.values.get("claim", [])
    if not isinstance(entries, list):
        table.refuse("claim", CLAIMS)
        return ()
    claims = []
    for number, entry in enumerate(entries, start=1):
        path = (*table.path, f"claim[{number}]")
        if isinstance(entry, Mapping):
            claims.append(_claim(TomlTable(entry, table.file, table.lines, path, table.problems), indicators, groups))
        else:
            table.refuse("claim", CLAIMS)
    return tuple(claims)


def _claim(entry: TomlTable, indicators: Collection[str], groups: GroupCodes) -> Claim:
    says = entry.text("says")
    if not says:
        entry.refuse("says", WHAT_IT_SAYS)
    indicator, group = _subject(entry, indicators, groups)
    return Claim(
        says=says,
        where=entry.text("where"),
        percent=_percent(entry),
        actual=_whole(entry, "actual"),
        base=_whole(entry, "base"),
        indicator=indicator,
        group=group,
    )


def _subject(entry: TomlTable, indicators: Collection[str], groups: GroupCodes) -> tuple[str | None, str | None]:
    """The indicator and the group that a claim is about: a group alone is about nothing, none means the ward."""
    indicator = entry.text("indicator") or None
    if indicator and indicator not in indicators:
        entry.refuse("indicator", AN_INDICATOR)
        indicator = None
    name = entry.values.get("group", "")
    if name == "":
        return indicator, None
    group = groups.find(name) if isinstance(name, str) else None
    if group is None:
        entry.refuse("group", A_GROUP)
    return (indicator if group else None), group


def _percent(entry: TomlTable) -> str:
    """The percentage with as many places as are stated; "" where there is none."""
    value = entry.values.get("percent")
    if value is None:
        return ""
    percent = _stated(value)
    if percent is None or not 0 <= percent <= MOST_PERCENT:
        entry.refuse("percent", A_PERCENTAGE)
        return ""
    return f"{percent:f}"


def _stated(value: object) -> Decimal | None:
    if not isinstance(value, str):
        return exact(value, MOST_PLACES)
    try:
        percent, bound = parse_percent(clean(value))
    except NumberRefused:
        return None
    return None if bound else exact(percent, MOST_PLACES)


def _whole(entry: TomlTable, key: str) -> int | None:
    value = entry.values.get(key)
    number = _number(value)
    if value is None or (number is not None and 0 <= number <= LIMIT):
        return number
    entry.refuse(key, A_WHOLE_NUMBER)
    return None


def _number(value: object) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    try:
        return parse_exact(clean(value)) if isinstance(value, str) else None
    except NumberRefused:
        return None
