"""Keyed tables: the values of a file that the app owns, each at its path, changed one by one and written as TOML.

A change is a new value that shares what it does not touch. Tables keep their order, so that a save shows as one line in
a diff; what is new goes where it comes in natural order.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from math import isfinite
from typing import NamedTuple, cast

import tomli_w

from tui.errors import N_, Refused
from tui.store.files import TOML_LIMIT, FileUnusable
from tui.store.toml_file import read_toml
from tui.ward.names import clean, group_key, is_clean, natural_key
from tui.ward.toml_table import dotted

NO_TABLE = N_("There is a value at {key}, where a table must be, so nothing was saved. Correct the file by hand.")
TABLE = N_("There is a table at {key}, where a value must be, so nothing was saved. Correct the file by hand.")
NOT_WRITABLE = N_("{file} would not read the same again, so nothing was saved. Simplify by hand what is unusual in it.")
NOT_STORABLE = N_(
    "“{value}” cannot be kept as it is, so nothing was saved. Write a plain number or a text in one line."
)

LEADING = ("ward", "value")
"""Keys that stand before their neighbours; the others are in natural order."""

Value = str | int | bool | Decimal | date | time | None
"""What an edit puts into a file; fractions are `Decimal`, None is nothing."""

Key = tuple[str, ...]
Tables = Mapping[str, object]

Force = bool | Mapping[Key, object]
"""What edits may overwrite that their editor did not see: anything, nothing, or these values where they still stand."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One value of a file, changed."""

    path: Key
    """("ward", "blood", "value"), or ("group", "22", "blood", "value") whatever the file calls group 22."""
    old: object
    """As the editor saw it in the file (`value_at`); None where there was none."""
    new: object
    """A `Value` or a float; None takes the old one away."""

    def reversed(self) -> "Edit":
        """The edit that takes this one back."""
        return Edit(self.path, self.new, self.old)


class Merge(NamedTuple):
    """What became of edits."""

    values: Tables
    changed: tuple[Edit, ...]
    """Those that changed something, each with what it replaced."""
    clashes: tuple[Edit, ...]
    """Those whose `old` is no longer there, with what is there instead."""


def merge(values: Tables, edits: Iterable[Edit], *, force: Force = False, gives_back: bool = False) -> Merge:
    """Make each edit whose value is as its editor saw it, already as wanted, or one that `force` lets it overwrite.

    Raises `Refused` for what cannot be stored. An undo `gives_back` what the file had: a list, a text of several lines
    or whatever else somebody wrote there by hand need not be what the app itself would put into a file.
    """
    changed, clashes = [], []
    for edit in edits:
        now, new = value_at(values, edit.path), _exact(edit.new) if gives_back else storable(edit)
        if isinstance(now, Mapping):
            raise Refused(TABLE, key=dotted(edit.path))
        if same(now, new):
            continue
        if not agree(now, edit.old) and not _may_go(now, edit.path, force):
            clashes.append(Edit(edit.path, now, new))
            continue
        values = with_value(values, edit.path, new)
        changed.append(Edit(edit.path, now, new))
    return Merge(values, tuple(changed), tuple(clashes))


def value_at(values: Tables, path: Key) -> object:
    """What stands at `path`; None where nothing does."""
    found: object = values
    for part in _spelled(values, path):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def with_value(values: Tables, path: Key, value: object) -> Tables:
    """`values` with `value` at `path`; with None there, without it and without the tables that this leaves empty."""
    return _with(values, _spelled(values, path), 0, value)


def to_bytes(values: Tables, file: str) -> bytes:
    """The TOML of `values`; raises `Refused` unless it is known to read the same again."""
    try:
        data = tomli_w.dumps(values).encode()
        if len(data) <= TOML_LIMIT.size and same(read_toml(data, file).values, values):
            return data
    except (FileUnusable, ValueError, TypeError, RecursionError) as error:
        raise Refused(NOT_WRITABLE, file=file) from error
    raise Refused(NOT_WRITABLE, file=file)


def has_remarks(data: bytes, written: bytes) -> bool:
    """Whether `data` has comments, which `written`, the same values once more, has not."""
    # Every # in a text or key is in both.
    return data.count(b"#") > written.count(b"#")


def literal(value: object) -> str:
    """A single value as TOML writes it."""
    return tomli_w.dumps({"value": value}).removeprefix("value = ").rstrip("\n")


def from_literal(text: str) -> object:
    """The number, day or time that `literal` wrote; raises `ValueError` for anything else."""
    try:
        values = read_toml(f"value = {text}".encode(), "").values
    except FileUnusable as error:
        raise ValueError(text) from error
    if values.keys() != {"value"} or not isinstance(values["value"], Decimal | date | time):
        raise ValueError(text)
    return values["value"]


def as_float(number: Decimal) -> float | None:
    """The nearest float; None where that would be infinite, or 0 for a number that is not."""
    near = float(number)
    return near if isfinite(near) and bool(near) == bool(number) else None


def storable(edit: Edit) -> Value:
    """The value that `edit` puts into the file; raises `Refused` where it could not be had back from there."""
    new = _exact(edit.new)
    texts = [*edit.path, new] if isinstance(new, str) else edit.path
    is_plain = new is None or isinstance(new, str | int | Decimal | date | time)
    if isinstance(edit.new, float) and not isfinite(edit.new):
        is_plain = False  # a result gone wrong; what a file has that is no number is a `Decimal`
    if not is_plain or not edit.path or not all(map(is_clean, texts)):
        raise Refused(NOT_STORABLE, value=clean(str(edit.new)))
    return cast(Value, new)


def same(one: object, other: object) -> bool:
    """Whether two values of TOML files are the same: 1 and 1.0 are, 1 and true are not."""
    match one, other:
        case Mapping(), Mapping():
            return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
        case list(), list():
            return len(one) == len(other) and all(map(same, one, other))
        case bool(), _:
            return one is other
        case int() | Decimal(), int() | Decimal():
            return not isinstance(other, bool) and (one == other or (one != one and other != other))
        case _:
            return type(one) is type(other) and one == other


def agree(one: object, other: object) -> bool:
    """Whether two values are the same as far as the journal can tell."""
    return same(_exact(one), _exact(other))


def _may_go(value: object, path: Key, force: Force) -> bool:
    if isinstance(force, bool):
        return force
    return path in force and agree(value, force[path])


def _exact(value: object) -> object:
    """Fractions as a file has them: of no more digits than the journal, whose numbers are floats, gives back."""
    if not isinstance(value, float | Decimal):
        return value
    number = Decimal(value)
    near = as_float(number)
    return number if near is None else Decimal(repr(near))


def _spelled(values: Tables, path: Key) -> Key:
    """`path` as the file writes it: group 22 may be there as "TDP 22", and must not be there twice."""
    groups = values.get("group")
    if path[:1] != ("group",) or len(path) < 2 or not isinstance(groups, Mapping) or path[1] in groups:
        return path
    wanted = group_key(path[1])
    spelling = next((name for name in groups if group_key(name) == wanted), path[1])
    return (path[0], spelling, *path[2:])


def _with(values: Tables, path: Key, depth: int, value: object) -> Tables:
    key = path[depth]
    if depth + 1 < len(path):
        table = values.get(key, {})
        if not isinstance(table, Mapping):
            raise Refused(NO_TABLE, key=dotted(path[: depth + 1]))
        value = _with(table, path, depth + 1, value) or None
    if value is None:
        return {name: each for name, each in values.items() if name != key}
    if key in values:
        return {**values, key: value}
    return _inserted(values, key, value)


def _inserted(values: Tables, key: str, value: object) -> Tables:
    items = list(values.items())
    place = next((at for at, (name, _) in enumerate(items) if _order(name) > _order(key)), len(items))
    return dict([*items[:place], (key, value), *items[place:]])


def _order(key: str) -> tuple[object, ...]:
    return (key not in LEADING, natural_key(key))
