"""TOML bytes as a dictionary that knows the line of each key, so that a wrong value is reported where it stands.

`tomllib` tells no lines. They are found by a second look at the text, which is only taken once something is wrong.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import NamedTuple, cast

from tui.errors import N_, Problem
from tui.store.files import (
    A_COLUMN,
    A_FILE_AT_REST,
    A_PLAIN_FILE,
    A_READABLE_FILE,
    CSV_LIMIT,
    TOML_LIMIT,
    UTF_8_TEXT,
    FileUnusable,
)
from tui.ward.names import clean
from tui.ward.toml_table import VALUE_SHOWN, Path

GOOD_TOML = N_("TOML, for example: value = 300")
SHORTER_LINES = N_("lines of at most 4 kB, not counting their texts")
SHORTER_KEYS = N_("keys with at most 8 dots")
SHORTER_WORDS = N_("keys and numbers of less than 1000 characters")
FLATTER_VALUES = N_("less deeply nested lists")

SENTENCES = {
    UTF_8_TEXT: N_("{file} cannot be read: line {line} is not UTF-8 text. Save the file as UTF-8."),
    GOOD_TOML: N_("{file} cannot be read: line {line} is not TOML, “{value}”. Correct that line."),
    SHORTER_LINES: N_("{file} cannot be read: line {line} is too long. Break it up."),
    SHORTER_KEYS: N_("{file} cannot be read: a key on line {line} has more than 8 dots. Shorten it."),
    SHORTER_WORDS: N_("{file} cannot be read: a key or number on line {line} is too long. Shorten it."),
    FLATTER_VALUES: N_("{file} cannot be read: its lists are too deeply nested. Take them apart."),
}

LONGEST_LINE = 4096
LONGEST_WORD = 999
"""Longer numbers may be more than Python writes out again."""
MOST_DOTS = 8

# A long text that is not closed goes to the end of the file: no search then starts over at each of its quotes. What is
# matched is never given back (*+), or each letter of a text would be kept in memory as a place to go back to.
_LINE_TEXT = r'"(?:[^"\\\n]++|\\.)*+"'
_TEXT = (
    r'"""(?:[^"\\]++|\\[\s\S]|"(?!""))*+(?:"{3,5}|\\?\Z)'
    r"|'''[\s\S]*?(?:'{3,5}|\Z)"
    rf"|{_LINE_TEXT}"
    r"|'[^'\n]*'"
)
_KEY = rf""" (?: [A-Za-z0-9_-]+ | {_LINE_TEXT} | '[^'\n]*' ) """

_TEXT_OR_REMARK = re.compile(rf"({_TEXT})|#[^\n]*")
_LONG_KEY = re.compile(rf'(?<![\w"-])(?:[\w"-]+[ \t]*\.[ \t]*){{{MOST_DOTS + 1}}}')
_LONG_WORD = re.compile(rf"\w{{{LONGEST_WORD + 1}}}")

_GAP = re.compile(r"(?:\s|#[^\n]*)*")
_STATEMENT = re.compile(
    rf"(\[{{0,2}}) [ \t]* ({_KEY} (?: [ \t]* \. [ \t]* {_KEY} )*) [ \t]* (?: \]{{1,2}} | = )", re.VERBOSE
)
_KEY_PART = re.compile(_KEY, re.VERBOSE)
_VALUE_PART = re.compile(rf"{_TEXT}|#[^\n]*|[\[\]{{}}\n]")
_PLACE_IN_LIST = re.compile(r"\[[0-9]+\]\Z")


def is_unusable(problem: Problem) -> bool:
    """Whether `problem` says that nothing of its file could be taken: that it cannot be read, or lacks a column."""
    of_files = {A_PLAIN_FILE, A_READABLE_FILE, A_FILE_AT_REST, A_COLUMN, TOML_LIMIT.expected, CSV_LIMIT.expected}
    return problem.expected in (of_files | SENTENCES.keys() if problem.file.endswith(".toml") else of_files)


class Lines(Mapping[Path, int]):
    """The line of each key by its path, that of the nearest table around it where its own is not known, 0 without any.

    The second table of the list `claim` is "claim[2]".
    """

    def __init__(self, text: str = "") -> None:
        self.text = text

    def __getitem__(self, path: Path) -> int:
        while path:
            line = self._known.get(path) or self._known.get((*path[:-1], _PLACE_IN_LIST.sub("", path[-1])))
            if line:
                return line
            path = path[:-1]
        return 0

    def __bool__(self) -> bool:
        return bool(self.text)

    def __iter__(self) -> Iterator[Path]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

    @cached_property
    def _known(self) -> dict[Path, int]:
        known: dict[Path, int] = {}
        for line, path in _keys(self.text):
            for depth, part in enumerate(path):
                known.setdefault(path[: depth + 1], line)
                known.setdefault((*path[:depth], _PLACE_IN_LIST.sub("", part)), line)
        return known


class TomlFile(NamedTuple):
    """What a TOML file holds."""

    values: dict[str, object]
    """Fractions are `Decimal`, as exact as they stand in the file."""
    lines: Lines


def read_toml(data: bytes, file: str) -> TomlFile:
    """Parse the bytes of a TOML file, which the user knows as `file`; raises `FileUnusable`.

    What would keep tomllib busy for seconds is refused before it starts: long lines, long numbers, keys of many dots.
    """
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _unusable(UTF_8_TEXT, file, data.decode(errors="replace"), line) from error
    _refuse_slow(text, file)
    try:
        return TomlFile(tomllib.loads(text, parse_float=_exact), Lines(text))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line ([0-9]+)", str(error))
        raise _unusable(GOOD_TOML, file, text, int(place[1]) if place else text.rstrip().count("\n") + 1) from error
    except (RecursionError, ValueError) as error:
        raise FileUnusable(SENTENCES[FLATTER_VALUES], FLATTER_VALUES, file) from error


def _unusable(expected: str, file: str, text: str, line: int) -> FileUnusable:
    content = "".join(text.split("\n")[line - 1 : line])
    return FileUnusable(SENTENCES[expected], expected, file, line, clean(content[:VALUE_SHOWN]).strip())


def _refuse_slow(text: str, file: str) -> None:
    if all(len(line) <= LONGEST_WORD and line.count(".") <= MOST_DOTS for line in text.split("\n")):
        return
    # What is left without texts and remarks is structure: keys, numbers and brackets, line by line.
    structure = _TEXT_OR_REMARK.sub(lambda found: '"' + "\n" * found[0].count("\n") if found[1] else "", text)
    for number, line in enumerate(structure.split("\n"), start=1):
        if len(line) > LONGEST_LINE:
            raise _unusable(SHORTER_LINES, file, text, number)
        if _LONG_KEY.search(line):
            raise _unusable(SHORTER_KEYS, file, text, number)
        if _LONG_WORD.search(line):
            raise _unusable(SHORTER_WORDS, file, text, number)


def _exact(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("NaN")


def _keys(text: str) -> Iterator[tuple[int, Path]]:
    """Each header and key of a valid file, with its line; keys in inline tables are left to their line's own key."""
    table: Path = ()
    entries: Counter[Path] = Counter()
    line, counted, at = 1, 0, _end(_GAP, text, 0)
    while statement := _STATEMENT.match(text, at):
        line += text.count("\n", counted, at)
        counted = at
        brackets, key = statement.groups()
        parts = [_plain(part) for part in _KEY_PART.findall(key)]
        if brackets:
            table = _table(parts, entries, is_entry=brackets == "[[")
            yield line, table
            at = statement.end()
        else:
            yield line, (*table, *parts)
            at = _value_end(text, statement.end())
        at = _end(_GAP, text, at)


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _plain(part: str) -> str:
    return cast(str, tomllib.loads(f"key = {part}")["key"]) if part[0] in "\"'" else part


def _table(parts: list[str], entries: Counter[Path], *, is_entry: bool) -> Path:
    """The path of a table's header; inside a list of tables it means the newest one."""
    path: Path = ()
    for depth, part in enumerate(parts, start=1):
        longer = (*path, part)
        entries[longer] += is_entry and depth == len(parts)
        path = (*path, f"{part}[{entries[longer]}]") if entries[longer] else longer
    return path


def _value_end(text: str, at: int) -> int:
    """Where the value that starts at `at` ends: at the line's end, unless brackets or long texts are still open."""
    depth = 0
    for part in _VALUE_PART.finditer(text, at):
        if part[0] in "[{":
            depth += 1
        elif part[0] in "]}":
            depth -= 1
        elif part[0] == "\n" and not depth:
            return part.end()
    return len(text)
