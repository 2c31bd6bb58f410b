"""The journal: every change of a year's files, who made it and when, old and new, one JSON object a line.

Only appended to, and read without a lock. A line counts when its checksum fits: one that was torn by a power cut is put
aside and counted, never a reason not to open. A record comes to the disk before the change it tells of, so it is also
what an interrupted change is completed from.
"""

import json
import os
import socket
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, Self
from zlib import crc32

from tui.errors import N_
from tui.store.durable import Unconfirmed, ensure, opened_in_place, read, read_back, read_from, write_to
from tui.store.files import Limit
from tui.store.keyed import Edit, Key, as_float, from_literal, literal
from tui.store.system import OS, Io
from tui.ward.names import clean

JOURNAL = "journal.jsonl"
LIMIT = Limit(256 * 2**20, N_("a file of at most 256 MiB"))
VERSION = 1

MOST_SAVES = 2**53
"""Of a year; what its newest record claims to be beyond could not be counted on from, let alone be written."""

_CHECKSUM = ',"crc":"'
_LITERAL = "toml"
"""The key of an object that stands for a value of TOML that JSON has not: {"toml": "1e+9999"}."""
_TEXTS = ("at", "who", "host", "file", "what", "reason", "before", "after")


@dataclass(frozen=True, slots=True)
class Who:
    """Who changes something, and from which program."""

    user: str
    host: str
    pid: int = field(default=0, compare=False)

    @classmethod
    def here(cls) -> Self:
        """The user of this process, by the system's account rather than by what the environment says."""
        return cls(clean(_user()), clean(socket.gethostname()), os.getpid())

    def __str__(self) -> str:
        return f"{self.user} ({self.host})"


class Entry(NamedTuple):
    """One value that was changed, as it is shown: its texts are cleaned."""

    seq: int
    """Of the save: values changed together share it."""
    at: datetime
    who: str
    """"" where an editor changed the file without the app."""
    host: str
    file: str
    what: str
    """set | undo | redo | external."""
    path: Key
    old: object
    new: object
    reason: str


@dataclass(frozen=True, slots=True)
class Record:
    """One save: a line of the journal."""

    seq: int
    at: str
    """UTC, ISO 8601. For people; records are in order by `seq`, whatever the clocks say."""
    who: str
    host: str
    file: str
    what: str
    edits: tuple[Edit, ...]
    reason: str
    before: str
    """SHA-256 of the file before the change, "" where there was none."""
    after: str
    of: int = 0
    """The `seq` of the save that an undo or redo is about."""
    staged: str = ""
    """Name of the file that holds what is to be, until it takes the place of the other."""

    def is_by(self, who: Who) -> bool:
        """Whether that person, at that computer, made the change."""
        return (self.who, self.host) == (who.user, who.host)

    def entries(self) -> Iterator[Entry]:
        """Each changed value, as it is shown."""
        at = datetime.fromisoformat(self.at)
        who, host, file, reason = map(clean, (self.who, self.host, self.file, self.reason))
        for edit in self.edits:
            path = tuple(map(clean, edit.path))
            yield Entry(self.seq, at, who, host, file, self.what, path, _shown(edit.old), _shown(edit.new), reason)


class Past:
    """The records of a journal, decoded no further than they are asked for."""

    def __init__(self, data: bytes) -> None:
        self._lines = [line for line in data.split(b"\n") if line]

    def newest_first(self) -> Iterator[Record]:
        """The records from the newest on."""
        return (record for line in reversed(self._lines) if (record := decode(line)))

    @cached_property
    def records(self) -> Sequence[Record]:
        """All records, oldest first."""
        return list(self.newest_first())[::-1]

    @property
    def damaged(self) -> int:
        """How many lines were put aside."""
        return len(self._lines) - len(self.records)

    @cached_property
    def seq(self) -> int:
        """The newest record's number; 0 without any."""
        newest = next(self.newest_first(), None)
        return newest.seq if newest else 0

    def newest(self, file: str) -> Record | None:
        """The newest record about `file`."""
        return next((record for record in self.newest_first() if record.file == file), None)


def read_journal(folder: Path, io: Io = OS) -> Past:
    """The journal of a year's folder as it stands; raises `OSError`, and `Refused` where it is no plain file."""
    return Past(read(folder / JOURNAL, io, LIMIT) or b"")


def now() -> str:
    """The time as records have it."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def encode(record: Record) -> bytes:
    """`record` as a line of the journal, in ASCII: nothing in it speaks to a terminal."""
    fields = {
        "v": VERSION,
        "seq": record.seq,
        "at": record.at,
        "who": record.who,
        "host": record.host,
        "file": record.file,
        "what": record.what,
        "edits": [{"path": edit.path, "old": edit.old, "new": edit.new} for edit in record.edits],
        "reason": record.reason,
        "before": record.before,
        "after": record.after,
        **({"of": record.of} if record.of else {}),
        **({"staged": record.staged} if record.staged else {}),
    }
    body = json.dumps(fields, separators=(",", ":"), default=_plain)[:-1]
    return f'{body}{_CHECKSUM}{crc32(body.encode()):08x}"}}\n'.encode()


def decode(line: bytes) -> Record | None:
    """The record in a line of the journal, without its line break; None where it is none, or not whole."""
    body, _, checksum = line.rpartition(_CHECKSUM.encode())
    if checksum != b'%08x"}' % crc32(body):
        return None
    try:
        fields = json.loads(body + b"}", parse_float=Decimal, parse_constant=str)
        edits = tuple(
            Edit(tuple(map(str, each["path"])), _read(each["old"]), _read(each["new"])) for each in fields.pop("edits")
        )
        is_known = fields.pop("v") == VERSION and all(isinstance(fields[name], str) for name in _TEXTS)
        at = datetime.fromisoformat(fields["at"])
        at.astimezone()
        record = Record(edits=edits, **fields)
        is_whole = type(record.seq) is int and type(record.of) is int and isinstance(record.staged, str)
        is_placed = at.tzinfo and record.seq < MOST_SAVES and all(edit.path for edit in edits)
        return record if is_known and is_whole and is_placed else None
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError):
        return None


@contextmanager
def intent(folder: Path, records: Iterable[Record], io: Io = OS) -> Iterator[None]:
    """Have `records` on disk while the block does what they tell of; when it fails they are withdrawn.

    Raises `Unconfirmed` where they cannot be withdrawn: whoever saves next then completes what they tell of.
    """
    path = folder / JOURNAL
    ensure(path, io)
    with opened_in_place(path, os.O_RDWR | os.O_APPEND, io) as fd:
        size = io.fstat(fd).st_size
        try:
            lines = _after_torn_line(fd, size, io) + b"".join(map(encode, records))
            write_to(fd, lines, io)
            io.fsync(fd)
            read_back(fd, lines, size, io)
            yield
        except Unconfirmed:
            raise
        except Exception as error:
            _withdraw(fd, size, error, io)
            raise


def _after_torn_line(fd: int, size: int, io: Io) -> bytes:
    """What keeps new lines apart from a last one that was torn."""
    if not size:
        return b""
    io.lseek(fd, size - 1, os.SEEK_SET)
    return b"" if read_from(fd, io) == b"\n" else b"\n"


def _withdraw(fd: int, size: int, reason: Exception, io: Io) -> None:
    try:
        io.ftruncate(fd, size)
    except OSError as error:
        raise Unconfirmed(JOURNAL, error) from reason
    # That the disk has it matters only if the power fails now, too.
    with suppress(OSError):
        io.fsync(fd)


def _user() -> str:
    if sys.platform == "win32":
        return os.environ.get("USERNAME") or "?"
    import pwd

    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return str(os.geteuid())


def _plain(value: object) -> object:
    """What JSON has for a TOML value that it has not: fractions as numbers where it has them, all else as TOML."""
    near = as_float(value) if isinstance(value, Decimal) else None
    return {_LITERAL: literal(value)} if near is None else near


def _read(value: object) -> object:
    """What `_plain` was given, alone or inside a list or table."""
    match value:
        case {"toml": str(text), **rest} if not rest:
            return from_literal(text)
        case dict():
            return {key: _read(each) for key, each in value.items()}
        case list():
            return [_read(each) for each in value]
    return value


def _shown(value: object) -> object:
    return clean(str(value)) if isinstance(value, str | list | dict | date | time) else value
