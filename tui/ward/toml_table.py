"""A parsed TOML file as tables that note what is wrong in them, so that their readers say only what they expect."""

import re
import reprlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Self

from tui.errors import N_, Problem
from tui.ward.names import REPLACEMENT, clean
from tui.ward.numbers import LIMIT

Path = tuple[str, ...]
Lines = Mapping[Path, int]
"""Line of each key of a TOML file, by its path."""

PLACES = 2
"""Decimals that points, shares and weights may have."""

VALUE_SHOWN = 80
"""Characters of a wrong value that a problem quotes."""

_NAME_LIKE = re.compile(r"""[^\W\d][^\s."']*""")
"""A key that nobody takes for anything else without quotation marks."""

A_KNOWN_KEY = N_("a key that is known here")
A_NAME = N_("a name, or names by language")
A_TABLE = N_("a table")
A_TEXT = N_("a text")
A_SHOWABLE_TEXT = N_("a text without control characters")
TRUE_OR_FALSE = N_("true or false")


@dataclass(frozen=True, slots=True)
class TomlTable:
    """One table: its values, where it stands in its file, and the problems of the whole file."""

    values: Mapping[str, object]
    file: str
    """As problems name it, "2018/scoring.toml"."""
    lines: Lines = field(default_factory=dict)
    path: Path = ()
    problems: list[Problem] = field(default_factory=list)
    """Shared by all tables of the file, in the order they were met."""

    def refuse(self, key: str, expected: str, *, wrong_key: bool = False) -> None:
        """Note that what stands at `key`, or the key itself, is not what was expected."""
        path = (*self.path, key)
        value = _quoted(key if wrong_key else self.values.get(key))
        self.problems.append(Problem(self.file, self.lines.get(path, 0), dotted(path), value, expected))

    def only(self, *keys: str) -> None:
        """Note every key that is none of `keys`: a misspelt one would otherwise be passed over in silence."""
        for key in self.values:
            if key not in keys:
                self.refuse(key, A_KNOWN_KEY)

    def table(self, key: str) -> Self:
        """The table at `key`; an empty one where there is none."""
        value = self.values.get(key, {})
        if not isinstance(value, Mapping):
            self.refuse(key, A_TABLE)
            value = {}
        return type(self)(value, self.file, self.lines, (*self.path, key), self.problems)

    def tables(self) -> Iterator[tuple[str, Self]]:
        """Each table in this one with its key, cleaned; whatever else stands here is a problem."""
        for key, value in self.values.items():
            if isinstance(value, Mapping):
                yield clean(key), self.table(key)
            else:
                self.refuse(key, A_TABLE)

    def number(self, key: str, expected: str, most: Decimal, *, least: Decimal = Decimal(0)) -> Decimal | None:
        """The number at `key`, from `least` to `most`; None where there is none, or a wrong one."""
        if key not in self.values:
            return None
        number = exact(self.values[key])
        if number is None or not least <= number <= most:
            self.refuse(key, expected)
            return None
        return number

    def text(self, key: str) -> str:
        """The text at `key`, cleaned; "" where there is none, or something else."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            self.refuse(key, A_TEXT)
            return ""
        return self.cleaned(key, value)

    def flag(self, key: str, *, default: bool) -> bool:
        """The true or false at `key`."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            self.refuse(key, TRUE_OR_FALSE)
            return default
        return value

    def names(self) -> Mapping[str, str]:
        """The names at `name` by language; a single one is in Vietnamese."""
        value = self.values.get("name", {})
        if isinstance(value, str):
            return {"vi": self.cleaned("name", value)}
        if not isinstance(value, Mapping) or not all(isinstance(name, str) for name in value.values()):
            self.refuse("name", A_NAME)
            return {}
        return {language: self.cleaned("name", name) for language, name in value.items()}

    def cleaned(self, key: str, text: str) -> str:
        """`text`, which stands at `key`, cleaned; what had to be replaced in it is noted."""
        cleaned = clean(text)
        if REPLACEMENT in cleaned and REPLACEMENT not in text:
            self.refuse(key, A_SHOWABLE_TEXT)
        return cleaned


def dotted(path: Path) -> str:
    """A path much as it is written in TOML: group."22".blood.value."""
    return ".".join(part if _NAME_LIKE.fullmatch(part) else f'"{part}"' for part in map(clean, path))


def exact(value: object, places: int = PLACES) -> Decimal | None:
    """`value` as a decimal of at most so many places and no more than `LIMIT`; None where it is no such number.

    What is not bounded costs whoever writes it out: 1e999999999 and 1e-999999999 have a billion digits.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    number = Decimal(str(value))
    exponent = number.as_tuple().exponent
    is_exact = isinstance(exponent, int) and exponent >= -places
    return number if is_exact and -LIMIT <= number <= LIMIT else None


def _quoted(value: object) -> str:
    if value is None:
        return ""
    return clean(reprlib.repr(value) if isinstance(value, Mapping | list) else str(value))[:VALUE_SHOWN]
