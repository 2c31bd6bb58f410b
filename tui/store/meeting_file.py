"""A meeting as its file has it, and back: every entry a table under its own key, so that two secretaries' edits merge.

Reading is tolerant: what is wrong is noted and left out, what is not known is left alone. Days and moments are texts,
"2018-10-09" and "2018-10-09T14:05:00+07:00".
"""

from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from tui.errors import N_, NumberRefused
from tui.store.keyed import Key, Value
from tui.ward.meeting import (
    Act,
    Action,
    Change,
    Conclusion,
    Difficulty,
    Item,
    Keyed,
    Kind,
    Meeting,
    Notice,
    Part,
    Ref,
    Shown,
    Signature,
    State,
    Supplement,
)
from tui.ward.names import clean, natural_key
from tui.ward.numbers import LIMIT, parse_date
from tui.ward.toml_table import TomlTable

A_DAY = N_("a date, for example 2018-11-08 or 08/11/2018")
A_MOMENT = N_("a day and time, for example 2018-11-08T14:05:00+07:00")
A_COUNT = N_("a whole number of 0 or more")
A_REF = N_("a difficulty or conclusion of a meeting, for example 2018-10-09/k-2")
A_SENTENCE = N_("a sentence")
ONE_OF = {
    Kind: N_("party, committee, front, bloc or extraordinary"),
    Part: N_("opening, last, results, group, other, answers or conclusions"),
    State: N_("todo, current, done or skipped"),
    Act: N_("answered, followed-up, resolved, done, extension-asked or extended"),
}

TABLES = {
    "item": "items",
    "difficulty": "difficulties",
    "conclusion": "conclusions",
    "action": "actions",
    "figure": "figures",
    "change": "changes",
    "supplement": "supplements",
}
"""Table of the file to the field of `Meeting` that holds its entries."""

SINGLE = ("signed", "notice")
ORDER = "order"
"""Where an item stands on the agenda."""

Entry = TypeVar("Entry", bound=Keyed)
Word = TypeVar("Word", bound=StrEnum)


def meeting_of(name: str, table: TomlTable) -> Meeting:
    """The meeting `name`, "2018-11-08-2", of which `table` is the file."""
    return Meeting(
        id=name,
        date=_day(table, "date") or date.fromisoformat(name[:10]),
        kind=_word(table, "kind", Kind) or Kind.BLOC,
        place=table.text("place"),
        chair=table.text("chair"),
        secretary=table.text("secretary"),
        present=_count(table, "present"),
        invited=_count(table, "invited"),
        absent=table.text("absent"),
        started=_moment(table, "started"),
        ended=_moment(table, "ended"),
        items=_items(table),
        difficulties=_entries(table, "difficulty", _difficulty),
        conclusions=_entries(table, "conclusion", _conclusion),
        actions=_entries(table, "action", _action),
        figures=_entries(table, "figure", _shown),
        changes=_entries(table, "change", _change),
        signed=_signature(table),
        notice=_notice(table),
        supplements=_entries(table, "supplement", _supplement),
    )


def values_of(meeting: Meeting) -> dict[Key, Value]:
    """What the file of `meeting` has at which path."""
    values = {path: value for path, value in _values((), meeting) if path != ("id",)}
    for table in SINGLE:
        if (part := getattr(meeting, table)) is not None:
            values |= _values((table,), part)
    for table, name in TABLES.items():
        for order, entry in enumerate(getattr(meeting, name), start=1):
            values |= _values((table, entry.key), entry)
            if table == "item":
                values[table, entry.key, ORDER] = order
    return values


def _values(path: Key, entry: Any) -> Iterator[tuple[Key, Value]]:
    """The fields of a dataclass that are not as by default; its tables are left to the caller."""
    for field in fields(entry):
        value = getattr(entry, field.name)
        is_own = field.name not in ("key", *SINGLE, *TABLES.values())
        if is_own and not _is_default(field, value):
            yield (*path, field.name), _plain(value)


def _is_default(field: Field[Any], value: object) -> bool:
    return field.default is not MISSING and value == field.default


def _plain(value: Any) -> Value:
    match value:
        case datetime():
            return value.isoformat(timespec="seconds")
        case date():
            return value.isoformat()
        case StrEnum() | Ref():
            return str(value)
    plain: Value = value
    return plain


def _entries(table: TomlTable, name: str, read: Callable[[str, TomlTable], Entry | None]) -> tuple[Entry, ...]:
    read_in = (read(key, entry) for key, entry in table.table(name).tables())
    return tuple(sorted((entry for entry in read_in if entry), key=lambda entry: natural_key(entry.key)))


def _items(table: TomlTable) -> tuple[Item, ...]:
    """The agenda in its order; items that two people put in one place stand there side by side."""
    placed = [
        (_count(entry, ORDER) or 0, natural_key(key), item)
        for key, entry in table.table("item").tables()
        if (item := _item(key, entry))
    ]
    return tuple(item for _, _, item in sorted(placed, key=lambda each: each[:2]))


def _item(key: str, entry: TomlTable) -> Item | None:
    part = _word(entry, "part", Part, needed=True)
    if part is None:
        return None
    return Item(
        key=key,
        part=part,
        indicator=entry.text("indicator") or None,
        group=entry.text("group") or None,
        title=entry.text("title"),
        allotted=_count(entry, "allotted") or 0,
        state=_word(entry, "state", State) or State.TODO,
        note=entry.text("note"),
        spent=_count(entry, "spent") or 0,
        since=_moment(entry, "since"),
    )


def _difficulty(key: str, entry: TomlTable) -> Difficulty | None:
    group, indicator = entry.text("group") or None, entry.text("indicator") or None
    proposal = entry.flag("proposal", default=False)
    text = _sentence(entry)
    return Difficulty(key, text, group, indicator, proposal) if text else None


def _conclusion(key: str, entry: TomlTable) -> Conclusion | None:
    text = _sentence(entry)
    if not text:
        return None
    return Conclusion(
        key=key,
        text=text,
        owner=entry.text("owner"),
        deadline=_day(entry, "deadline"),
        task=entry.flag("task", default=True),
        group=entry.text("group") or None,
        indicator=entry.text("indicator") or None,
    )


def _action(key: str, entry: TomlTable) -> Action | None:
    of, what = Ref.of(entry.text("of")), _word(entry, "act", Act, needed=True)
    if not all(of):
        entry.refuse("of", A_REF)
    if what is None or not all(of):
        return None
    return Action(key, of, what, entry.text("text"), _day(entry, "deadline"))


def _shown(key: str, entry: TomlTable) -> Shown:
    return Shown(key, entry.text("name"), entry.text("result"), entry.text("base"), entry.text("percent"))


def _change(key: str, entry: TomlTable) -> Change:
    what, old, new = entry.text("what"), entry.text("old"), entry.text("new")
    return Change(key, what, old, new, _moment(entry, "at"), entry.text("who"), entry.text("reason"))


def _supplement(key: str, entry: TomlTable) -> Supplement:
    return Supplement(key, entry.text("corrects"), _sentence(entry), entry.text("by"), _moment(entry, "at"))


def _signature(table: TomlTable) -> Signature | None:
    """Whatever stands there, the minutes were signed."""
    if "signed" not in table.values:
        return None
    entry = table.table("signed")
    return Signature(entry.text("by"), _moment(entry, "at"))


def _notice(table: TomlTable) -> Notice | None:
    entry = table.table("notice")
    number = entry.text("number")
    return Notice(number, _day(entry, "day")) if number else None


def _sentence(entry: TomlTable) -> str:
    text = entry.text("text")
    if not text:
        entry.refuse("text", A_SENTENCE)
    return text


def _word(table: TomlTable, key: str, words: type[Word], *, needed: bool = False) -> Word | None:
    """The word of a list at `key`; None where there is none, which is noted if one is needed, or another."""
    if key not in table.values and not needed:
        return None
    try:
        return words(str(table.values.get(key)))
    except ValueError:
        table.refuse(key, ONE_OF[words])
        return None


def _count(table: TomlTable, key: str) -> int | None:
    value = table.values.get(key)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LIMIT:
        return value
    if value is not None:
        table.refuse(key, A_COUNT)
    return None


def _day(table: TomlTable, key: str) -> date | None:
    match table.values.get(key):
        case None:
            return None
        case datetime():
            pass
        case date() as day:
            return day
        case str() as text:
            try:
                return parse_date(clean(text))
            except NumberRefused:
                pass
    table.refuse(key, A_DAY)
    return None


def _moment(table: TomlTable, key: str) -> datetime | None:
    """The moment at `key`; one without a time zone is of this computer's."""
    value = table.values.get(key)
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        if isinstance(moment, datetime):
            return moment if moment.tzinfo else moment.astimezone()
    except (ValueError, OverflowError, OSError):
        pass
    if value is not None:
        table.refuse(key, A_MOMENT)
    return None
