"""Boards kept between runs, so that a first screen or a lookup has its figures before polars could be imported.

A kept board is shown only while the files it was made from are the very same, and the program too. Where that cannot be
told there is no kept board: the worst that this module does is nothing.
"""

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from zlib import crc32

from tui import __version__
from tui.store import caches
from tui.store.board_json import decode, encode
from tui.store.files import CONFLICTS, years_of
from tui.ward.board import Board

FORMAT = 1
"""To be raised with every change of what is kept."""

FRESH_NS = 2 * 10**9
"""A file that is changed twice within this time may look the same: 2 s is the grain of the coarsest clock, FAT's."""

COMMON_FILES = frozenset({"ward.toml", "indicators.toml", "lineage.csv"})
JOURNAL = "journal.jsonl"

State = tuple[str, int, int, int, int]
"""Name relative to the ward, time of modification, of change (both in ns), size, inode."""


def load(folder: Path, year: int | None = None, as_of: date | None = None) -> Board | None:
    """The kept board of the ward in `folder`, the newest unless said; None where none can be trusted."""
    year = latest_year(folder) if year is None else year
    mark = fingerprint(folder, year)
    if not mark or year is None or caches.is_off():
        return None
    try:
        checksum, kept, body = Path(_file(folder, year, as_of)).read_text("ascii").split("\n")
        return decode(body) if (kept, checksum) == (mark, _checksum(mark, body)) else None
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None


def save(board: Board, folder: Path, as_of: date | None = None, *, fingerprint: str) -> None:
    """Keep `board`, of the day that was asked for, under the `fingerprint` taken before its ward was read.

    A board without results is not kept: its day is today's. That it could not be written is no error.
    """
    if fingerprint and not caches.is_off() and any(figure.reported for figure in board.figures.values()):
        with suppress(OSError, RecursionError):
            body = encode(board)
            caches.replace(
                _file(folder, board.year, as_of), "\n".join((_checksum(fingerprint, body), fingerprint, body))
            )


def fingerprint(folder: Path, year: int | None = None) -> str:
    """Everything that the boards of a year, the newest unless said, depend on; "" where that cannot be told.

    As with git's racy index it cannot be told while a file is so new that it might be changed again unseen.
    """
    fresh = time.time_ns() - FRESH_NS
    try:
        years, states = _seen(folder, year)
        if any(max(modified, changed) > fresh for _, modified, changed, *_ in states):
            return ""
        return ascii((FORMAT, __version__, _program(), os.path.realpath(folder), years, states))
    except (OSError, ValueError):
        return ""


def appearance(folder: Path, year: int | None = None) -> str:
    """What tells the files of a `fingerprint` from others, however new they are; "" where they cannot be seen."""
    try:
        return ascii(_seen(folder, year))
    except (OSError, ValueError):
        return ""


def latest_year(folder: Path) -> int | None:
    """The newest year that the ward in `folder` has groups of; None where there is none to be seen."""
    try:
        return max(years_of(folder))
    except (OSError, ValueError):
        return None


def files_of(folder: Path, year: int) -> list[str]:
    """The files that the boards of a year are made from, with the folders in which others may appear."""
    folders = [folder, folder / str(year), folder / str(year - 1)]
    return [*map(str, folders), *(str(folder / name) for name, *_state in _states(folder, year))]


def _seen(folder: Path, year: int | None) -> tuple[tuple[int, ...], list[State]]:
    """The years of the ward, and the states of the files of one of them, the newest unless said."""
    years = years_of(folder)
    return years, sorted(_states(folder, max(years) if year is None else year))


def _states(folder: Path, year: int) -> Iterator[State]:
    """The states of the files that a board of `year` is made from; `meetings` and the journal are none of them."""
    for entry in _files(folder):
        if entry.name in COMMON_FILES:
            yield _state(entry.name, entry)
    for each in (year, year - 1):
        for entry in _files(folder / str(each)):
            if entry.name != JOURNAL and not entry.name.startswith("."):
                yield _state(f"{each}/{entry.name}", entry)
        for entry in _files(folder / str(each) / CONFLICTS):
            yield _state(f"{each}/{CONFLICTS}/{entry.name}", entry)


def _files(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if entry.is_file()]
    except (FileNotFoundError, NotADirectoryError):
        return []


def _state(name: str, entry: os.DirEntry[str]) -> State:
    found = entry.stat()
    return name, found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


def _program() -> int:
    """When the modules that make boards last changed: in a checkout they do without a new version."""
    package = Path(__file__).parents[1]
    sources = (entry for folder in ("ward", "store") for entry in _files(package / folder))
    return max((source.stat().st_mtime_ns for source in sources), default=0)


def _checksum(mark: str, body: str) -> str:
    return f"{crc32((mark + body).encode()):08x}"


def _file(folder: Path, year: int, as_of: date | None) -> str:
    ward = crc32(os.fsencode(os.path.realpath(folder)))
    return os.path.join(caches.folder("boards"), f"{ward:08x}-{year}-{as_of or 'newest'}.json")
