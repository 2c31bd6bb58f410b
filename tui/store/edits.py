"""Edits of a year's files, so that nothing acknowledged can be lost: saved, undone, redone, looked back on.

What is undone and done again is what the journal says, so it outlives the program. `writer` has the steps of a save.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import takewhile
from pathlib import Path

from tui.errors import N_, Refused
from tui.store import durable
from tui.store.durable import Unconfirmed, is_of_disk, told
from tui.store.files import NOT_READABLE
from tui.store.journal import JOURNAL, Entry, Past, Record, Who, read_journal
from tui.store.keyed import Edit, Force, Key, Tables
from tui.store.lock import LOCK
from tui.store.mounts import refuse_lying_locks
from tui.store.system import OS, Io
from tui.store.writer import Change, Clash, Conflict, Saved, Writer, parsed, resolved
from tui.ward.names import clean

__all__ = [
    "Clash",
    "Conflict",
    "Edit",
    "Entry",
    "Saved",
    "Unconfirmed",
    "Who",
    "current",
    "history",
    "is_of_disk",
    "redo",
    "save",
    "undo",
    "writable",
]

NOTHING_TO_UNDO = N_("There is no change of yours to undo.")
NOTHING_TO_REDO = N_("There is no change of yours to redo.")


class NothingLeft(Refused):
    """Nothing of one's own is left to take back, or to make again."""


FILES = ("targets.toml", "scores.toml")
"""What is edited in tables, and what is undone unless a file is named."""


def save(
    folder: Path,
    file: str,
    edits: Iterable[Edit],
    *,
    reason: str = "",
    who: Who | None = None,
    since: int | None = None,
    force: Force = False,
    io: Io = OS,
) -> Saved:
    """Make all `edits` of a file in a year's `folder`, or none of them; without any, only put the file in order.

    Returns when they are on disk. Raises `Conflict` where a value is neither as its editor saw it nor as wanted, and
    `force` does not let it be overwritten; `Unconfirmed` where the disk failed too late to tell; else `Refused`, and
    the file is as it was.
    """
    change = Change(file, tuple(edits))
    writer = Writer(folder, who or Who.here(), io, reason)
    return writer.save(file, lambda past: change, since=since, force=force)


def undo(
    folder: Path,
    who: Who | None = None,
    *,
    file: str | None = None,
    since: int | None = None,
    force: Force = False,
    io: Io = OS,
) -> Saved:
    """Take back the newest save of that person that is not yet undone, in `file` if given.

    Raises as `save` does: `Conflict` where somebody has changed one of its values since, but for `force`.
    """
    who = who or Who.here()

    def plan(past: Past) -> Change:
        done, _ = _stacks(past, who, file)
        if not done:
            raise NothingLeft(NOTHING_TO_UNDO)
        last = done[-1]
        return Change(last.file, tuple(edit.reversed() for edit in reversed(last.edits)), "undo", last.seq)

    return Writer(folder, who, io).save(file or JOURNAL, plan, since=since, force=force)


def redo(
    folder: Path,
    who: Who | None = None,
    *,
    file: str | None = None,
    since: int | None = None,
    force: Force = False,
    io: Io = OS,
) -> Saved:
    """Make again what that person undid last, unless they have saved something else since. Raises as `undo` does."""
    who = who or Who.here()

    def plan(past: Past) -> Change:
        _, undone = _stacks(past, who, file)
        if not undone:
            raise NothingLeft(NOTHING_TO_REDO)
        return Change(undone[-1].file, undone[-1].edits, "redo", undone[-1].seq)

    return Writer(folder, who, io).save(file or JOURNAL, plan, since=since, force=force)


def history(
    folder: Path, file: str | None = None, path_prefix: Key = (), *, since: int = 0, io: Io = OS
) -> list[Entry]:
    """What the journal of a year's folder tells of, newest first: of one file, of keys under a prefix, after `since`.

    Waits for no lock. Raises `Refused` where the journal cannot be read; lines that are damaged are passed over.
    """
    with _looking(JOURNAL):
        past = read_journal(folder, io)
    return [
        entry
        for record in takewhile(lambda record: record.seq > since, past.newest_first())
        if file in (None, record.file)
        for entry in record.entries()
        if entry.path[: len(path_prefix)] == path_prefix
    ]


def current(folder: Path, file: str, io: Io = OS) -> Tables:
    """The values of a file as it stands, for `keyed.value_at`; raises `Refused` where it cannot be read."""
    with _looking(file):
        return parsed(durable.read(folder / file, io), file)


def writable(folder: Path, io: Io = OS) -> None:
    """Say before anybody types whether edits can be kept in a year's `folder`: raises `Refused` with why they cannot.

    Asked by doing it, with files that come and go, since rights alone tell little on network shares.
    """
    refuse_lying_locks(folder)
    for file in FILES:
        path = resolved(folder / file)
        with told(file):
            durable.discard(durable.stage(path, b"", io), io)
    for file in (JOURNAL, LOCK):
        with told(file), suppress(FileNotFoundError), durable.opened(folder / file, os.O_WRONLY | os.O_APPEND, io):
            pass


def _stacks(past: Past, who: Who, file: str | None) -> tuple[list[Record], list[Record]]:
    """That person's saves that can be undone and redone, the next one last."""
    done: list[Record] = []
    undone: list[Record] = []
    files = FILES if file is None else (file,)
    for record in past.records:
        if not record.is_by(who) or record.file not in files:
            continue
        if record.what == "set" and (record.before or record.file in FILES):  # a meeting that was begun stays so
            done.append(record)
            undone.clear()
        elif record.what == "undo":
            _move(record.of, done, undone)
        elif record.what == "redo":
            _move(record.of, undone, done)
    return done, undone


def _move(seq: int, source: list[Record], target: list[Record]) -> None:
    for record in source:
        if record.seq == seq:
            source.remove(record)
            target.append(record)
            return


@contextmanager
def _looking(file: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Refused(NOT_READABLE, file=clean(file)) from error
