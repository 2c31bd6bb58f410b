"""The catalogue: what `indicators.toml` says of each thing the ward counts.

A wrong entry falls back to its default and is noted. So is an unknown one: a misspelt `measure` would silently add up
what is a level. Only an indicator without a usable key or name is left out.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from tui.errors import N_, NumberRefused
from tui.ward.board import Indicator
from tui.ward.names import REPLACEMENT, clean
from tui.ward.numbers import parse_date
from tui.ward.toml_table import A_NAME, TomlTable

TOPICS = ("fund", "blood", "culture", "urban", "environment", "land", "campaign")
MEASURES = ("sum", "latest", "count")
BASES = ("target", "households", "groups")
"""What 100 % is, besides another indicator."""
DIRECTIONS = ("higher", "lower")
SCOPES = ("groups", "ward")
MOST_DECIMALS = 3
ENTRIES = (
    *("topic", "name", "short", "unit", "unit_en", "measure", "of", "better", "window"),
    *("decimals", "scope", "headline"),
)

A_KEY = N_("a key of visible characters that no other indicator has")
A_TOPIC = N_("fund, blood, culture, urban, environment, land or campaign")
A_MEASURE = N_("sum, latest or count")
A_BASE = N_("target, households, groups or another indicator, of no more decimals and not measured by this one in turn")
A_DIRECTION = N_("higher or lower")
A_SCOPE = N_("groups or ward")
A_WINDOW = N_('a first and a last day, for example ["17/10", "18/11"]')
DECIMALS = N_("0, 1, 2 or 3")


def catalogue_of(table: TomlTable, year: int) -> tuple[Indicator, ...]:
    """The indicators of a parsed `indicators.toml` in its order, their windows those of `year`."""
    entries: dict[str, TomlTable] = {}
    indicators: dict[str, Indicator] = {}
    for written, value in table.values.items():
        key, entry = clean(written).strip(), table.table(written)
        if not key or REPLACEMENT in key or key in entries:
            table.refuse(written, A_KEY, wrong_key=True)
        elif isinstance(value, Mapping) and (indicator := _indicator(key, entry, year)):
            entries[key], indicators[key] = entry, indicator
    for key in _wrongly_based(indicators):
        entries[key].refuse("of", A_BASE)
        indicators[key] = replace(indicators[key], of="target")
    return tuple(indicators.values())


def _indicator(key: str, entry: TomlTable, year: int) -> Indicator | None:
    names = _names(entry, "name")
    if not names:
        entry.refuse("name", A_NAME)
        return None
    entry.only(*ENTRIES)
    shorts = _names(entry, "short")
    if shorts is None:
        entry.refuse("short", A_NAME)
    return Indicator(
        key=key,
        topic=_topic(entry),
        names=names,
        shorts=shorts or {},
        unit=entry.text("unit"),
        unit_en=entry.text("unit_en"),
        measure=_choice(entry, "measure", MEASURES, A_MEASURE),
        of=_base(entry),
        better=_choice(entry, "better", DIRECTIONS, A_DIRECTION),
        window=_window(entry, year),
        decimals=_decimals(entry),
        scope=_choice(entry, "scope", SCOPES, A_SCOPE),
        headline=entry.flag("headline", default=False),
    )


def _names(entry: TomlTable, key: str) -> Mapping[str, str] | None:
    """The names at `key` by language, a single one being Vietnamese; none without any, None where they are no texts."""
    value = entry.values.get(key, {})
    by_language = {"vi": value} if isinstance(value, str) else value
    if not isinstance(by_language, Mapping) or not all(isinstance(name, str) for name in by_language.values()):
        return None
    cleaned = {language: entry.cleaned(key, name).strip() for language, name in by_language.items()}
    return {language: name for language, name in cleaned.items() if name}


def _topic(entry: TomlTable) -> str:
    """The topic as it stands: an unknown one is noted, and the indicator shown where all are."""
    topic = entry.values.get("topic")
    if topic not in TOPICS:
        entry.refuse("topic", A_TOPIC)
    return clean(topic) if isinstance(topic, str) else ""


def _choice(entry: TomlTable, key: str, choices: tuple[str, ...], expected: str) -> str:
    """The one of `choices` at `key`, the first where there is none."""
    value = entry.values.get(key, choices[0])
    if value in choices:
        return str(value)
    entry.refuse(key, expected)
    return choices[0]


def _base(entry: TomlTable) -> str:
    value = entry.values.get("of", BASES[0])
    if isinstance(value, str):
        return clean(value)
    entry.refuse("of", A_BASE)
    return BASES[0]


def _decimals(entry: TomlTable) -> int:
    value = entry.values.get("decimals", 0)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_DECIMALS:
        return value
    entry.refuse("decimals", DECIMALS)
    return 0


def _window(entry: TomlTable, year: int) -> tuple[date, date] | None:
    """The days of the window; where its last is before its first, it runs into the next year."""
    match entry.values.get("window"):
        case None:
            return None
        case [first, last]:
            start, end = _day(first, year), _day(last, year)
            if start and (not end or end < start):
                end = _day(last, year + 1)
            if start and end and start <= end:
                return start, end
    entry.refuse("window", A_WINDOW)
    return None


def _day(value: object, year: int) -> date | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return parse_date(value, year) if isinstance(value, str) else None
    except NumberRefused:
        return None


def _wrongly_based(indicators: Mapping[str, Indicator]) -> list[str]:
    """Those whose 100 % is no indicator here, one of more decimals, or in the end themselves."""
    others = {key: indicator.of for key, indicator in indicators.items() if indicator.of not in BASES}
    return [
        key
        for key, other in others.items()
        if other not in indicators or indicators[other].decimals > indicators[key].decimals or _leads_to(key, others)
    ]


def _leads_to(key: str, others: Mapping[str, str]) -> bool:
    """Whether the bases of `key`, one after the other, come back to it."""
    seen = set()
    step = others[key]
    while step in others and step not in seen:
        seen.add(step)
        step = others[step]
    return key in seen
