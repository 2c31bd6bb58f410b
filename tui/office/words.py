"""The words and forms of papers: those of `papers.toml`, and over them what a ward has in a file of its own."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tui.errors import N_, Refused
from tui.ward.names import clean
from tui.ward.toml_table import dotted

OWN = "templates/papers.toml"
"""A ward's own words, relative to its folder."""

UNKNOWN_KEY = N_("{file} has {key}, which is no part of a paper. Compare it with the file that comes with the program.")
OTHER_KIND = N_("{file} has something else at {key} than is needed there: write {needed}.")
UNKNOWN_FIELD = N_("{file} asks for {{{field}}}, which there is not; there are: {known}.")

NEEDED = {str: N_("a text"), int: N_("a whole number"), list: N_("a list of texts"), dict: N_("a table")}

_FIELD = re.compile(r"\{([A-Za-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Words:
    """Texts by their keys."""

    values: Mapping[str, object]

    def text(self, *path: str) -> str:
        """The text at `path`; "" where there is none."""
        found = self._at(path)
        return found if isinstance(found, str) else ""

    def lines(self, *path: str) -> tuple[str, ...]:
        """The texts at `path`."""
        found = self._at(path)
        return tuple(map(str, found)) if isinstance(found, list) else ()

    def number(self, *path: str) -> int:
        """The number at `path`."""
        found = self._at(path)
        return found if isinstance(found, int) else 0

    def _at(self, path: tuple[str, ...]) -> object:
        found: object = self.values
        for key in path:
            found = found.get(key) if isinstance(found, Mapping) else None
        return found


def words_of(own: Mapping[str, object] | None = None) -> Words:
    """The words to use, where a ward's `own` file has some; `Refused` for what is no word of a paper."""
    return Words(_merged(_shipped(), own or {}, ()))


def filled(text: str, fields: Mapping[str, str]) -> str:
    """`text` with its {fields} filled in; `Refused` where one is not known."""

    def value(found: re.Match[str]) -> str:
        if found[1] not in fields:
            raise Refused(UNKNOWN_FIELD, file=OWN, field=found[1], known=", ".join(sorted(fields)))
        return fields[found[1]]

    return _FIELD.sub(value, text)


def is_known(text: str, fields: Mapping[str, str]) -> bool:
    """Whether there is something for every {field} of `text`."""
    return all(fields.get(name, name) for name in _FIELD.findall(text))


@cache
def _shipped() -> Mapping[str, object]:
    return tomllib.loads(Path(__file__).with_name("papers.toml").read_text(encoding="utf-8"))


def _merged(shipped: Mapping[str, object], own: Mapping[str, object], path: tuple[str, ...]) -> Mapping[str, object]:
    merged = dict(shipped)
    for key, value in own.items():
        here = (*path, key)
        if key not in shipped:
            raise Refused(UNKNOWN_KEY, file=OWN, key=dotted(here))
        before = shipped[key]
        if type(value) is not type(before) or (isinstance(value, list) and not all(isinstance(x, str) for x in value)):
            raise Refused(OTHER_KIND, file=OWN, key=dotted(here), needed=NEEDED[type(before)])
        if isinstance(before, Mapping) and isinstance(value, Mapping):
            value = _merged(before, value, here)
        merged[key] = _cleaned(value)
    return merged


def _cleaned(value: object) -> object:
    """Texts made fit to print, line by line."""
    match value:
        case str():
            return "\n".join(clean(line) for line in value.splitlines())
        case list():
            return [clean(str(line)) for line in value]
    return value
