"""One save, step by step, so that nothing acknowledged can be lost.

It happens under the folder's lock. It completes what a killed program left, notes what an editor changed without the
app, merges its edits by key into the file as it is now, and returns when the disk has the result; else it raises, and
the file is as it was. The steps, and what each of them is for: reliability, section 2.2.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from tui.errors import N_, Refused
from tui.store import durable, keyed
from tui.store.durable import UNKEPT, SlippedError, Unconfirmed, told
from tui.store.files import FileUnusable
from tui.store.journal import Entry, Past, Record, Who, intent, now, read_journal
from tui.store.keyed import Edit, Force, Key, Tables
from tui.store.lock import locked
from tui.store.mounts import is_remote
from tui.store.system import Io
from tui.store.toml_file import read_toml
from tui.ward.names import clean
from tui.ward.toml_table import dotted

CHANGED = N_("{key} is {theirs} since {who} changed it on {at}, so {mine} was not saved.")
CHANGED_OUTSIDE = N_("{key} is {theirs} since the file was changed without the app, so {mine} was not saved.")
SEVERAL_CHANGED = N_("{count} values have changed since, the first of them {key} to {theirs}, so nothing was saved.")
RESTLESS = N_("Another program keeps changing {file}, so nothing was saved. Close it there, then save again.")

ORIGINAL = ".goc"
"""Ends the name of a copy (gốc: original) of the file as it was with its comments."""

TRIES = 20
"""How often a file may change under a save before it gives up."""

LATE, LATEST = 0.02, 25
"""Seconds to wait, and how often, for a server to show the newest version of a file."""

AT_REST = 2
"""How often to wait so long on a disk of one's own, where only an editor may be in the midst of writing."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did, once it is on disk."""

    file: str = ""
    """What it was about, relative to the year's folder."""
    entries: tuple[Entry, ...] = ()
    """The values that it changed; those that were already as wanted are not among them."""
    foreign: tuple[Entry, ...] = ()
    """What others changed after `since`; acknowledged values that an editor dropped without the app are `external`."""
    original: Path | None = None
    """Where the file with its comments has been copied to, when this save was the one to drop them."""
    kept: tuple[Path, ...] = ()
    """What an editor without the lock wrote in that very moment, and where it is: the file has the app's version."""
    is_unlinked: bool = False
    """Whether the file had a second name (a hard link), which still has what it was before."""
    seq: int = 0
    """The newest number of the journal: the `since` of the next save."""


class Clash(NamedTuple):
    """One value that is not as its editor saw it."""

    path: Key
    mine: object
    theirs: object
    by: Entry | None
    """Who made it so, and when; None where the app does not know."""


class Conflict(Refused):
    """Somebody else has changed the same values; nothing of the save was done."""

    def __init__(self, clashes: Sequence[Clash]) -> None:
        first = clashes[0]
        fields: dict[str, object] = {
            "key": dotted(first.path),
            "theirs": _told(first.theirs),
            "mine": _told(first.mine),
        }
        if len(clashes) > 1:
            super().__init__(SEVERAL_CHANGED, count=len(clashes), **fields)
        elif first.by and first.by.who:
            when = first.by.at.astimezone()
            super().__init__(CHANGED, who=first.by.who, at=f"{when:%d/%m %H:%M}", **fields)
        else:
            super().__init__(CHANGED_OUTSIDE, **fields)
        self.clashes = tuple(clashes)


class Change(NamedTuple):
    """What is wanted of a file."""

    file: str
    edits: tuple[Edit, ...]
    what: str = "set"
    of: int = 0


Plan = Callable[[Past], Change]


@dataclass(frozen=True, slots=True)
class Writer:
    """Who saves in a year's folder."""

    folder: Path
    who: Who
    io: Io
    reason: str = ""
    kept: list[Path] = field(default_factory=list)
    """What others wrote in the moment of the save, and where it is."""

    def save(self, name: str, plan: Plan, *, since: int | None, force: Force) -> Saved:
        """Do what `plan` wants once it knows the journal; failures before that are told of the file `name`.

        Raises as `edits.save` says.
        """
        with told(name), locked(self.folder, str(self.who), self.io):
            for _ in range(TRIES):
                try:
                    return self._planned(plan, since, force)
                except SlippedError as slipped:
                    name = str(slipped)
        raise Refused(RESTLESS, file=clean(name))

    def _planned(self, plan: Plan, since: int | None, force: Force) -> Saved:
        past = read_journal(self.folder, self.io)
        change = plan(past)
        with told(change.file):
            return self._made(change, past, since, force)

    def _made(self, change: Change, past: Past, since: int | None, force: Force) -> Saved:
        path = resolved(self.folder / change.file)
        found = self._completed(path, past, past.newest(change.file))
        values = parsed(found, change.file)
        noticed = _noticed(past, change.file, values, _digest(found))
        merge = keyed.merge(values, change.edits, force=force, gives_back=change.what != "set")
        if merge.clashes:
            raise Conflict([_clash(each, change.file, [*noticed, *past.newest_first()]) for each in merge.clashes])

        data = keyed.to_bytes(merge.values, change.file) if merge.changed else found
        made = self._records(change, merge.changed, past.seq + len(noticed), _digest(found), _digest(data))
        original, is_unlinked = None, False
        with _numbered(past.seq + len(noticed) + len(made)):
            if data != found:
                original = self._keep_original(path, found, values)
                with suppress(OSError):
                    is_unlinked = self.io.stat(path).st_nlink > 1
                self._replace(path, found, data or b"", [*noticed, *made])
            else:
                self._note(path, [*noticed, *made])
        return Saved(
            file=change.file,
            entries=_entries(made),
            foreign=_entries([*_newer(past, since), *noticed]),
            original=original,
            kept=tuple(self.kept),
            is_unlinked=is_unlinked,
            seq=past.seq + len(noticed) + len(made),
        )

    def _completed(self, path: Path, past: Past, last: Record | None) -> bytes | None:
        """The bytes of the file, once what a killed program left beside it is in its place, or gone.

        A change that had come to the journal is carried out; one that had not was never acknowledged.
        """
        found = self._found(path, last)
        for temp in durable.staged(path, self.io):
            data = self._read(temp)
            step = (temp.name, _digest(found), _digest(data))
            if data is not None and last and (last.staged, last.before, last.after) == step:
                self._publish(temp, path, found, data, [])
                found = data
            elif record := next((each for each in past.newest_first() if each.staged == temp.name), None):
                self._put_away(temp, path, record.before, record.after)
            else:
                durable.discard(temp, self.io)
        return found

    def _found(self, path: Path, last: Record | None) -> bytes | None:
        """The bytes of the file.

        Where they are neither what the newest save found nor what it left, they are waited for a little: a server may
        show them late, and an editor may be in the midst of writing.
        """
        found = durable.read(path, self.io)
        if last is not None:
            for _ in range(LATEST if is_remote(self.folder) else AT_REST):
                if _digest(found) in (last.before, last.after):
                    break
                time.sleep(LATE)
                found = durable.read(path, self.io)
        return found

    def _records(self, change: Change, edits: tuple[Edit, ...], seq: int, before: str, after: str) -> list[Record]:
        """What the journal will say; an undo that finds all undone already is a step back nevertheless."""
        if not edits and change.what == "set":
            return []
        return [
            Record(
                seq=seq + 1,
                at=now(),
                who=self.who.user,
                host=self.who.host,
                file=change.file,
                what=change.what,
                edits=edits,
                reason=clean(self.reason),
                before=before,
                after=after,
                of=change.of,
            )
        ]

    def _keep_original(self, path: Path, found: bytes | None, values: Tables) -> Path | None:
        """Copy a file beside itself whose comments the coming save will drop, unless that has been done before."""
        original = path.with_name(path.name + ORIGINAL)
        if not found or b"#" not in found or durable.read(original, self.io) is not None:
            return None
        if not keyed.has_remarks(found, keyed.to_bytes(values, path.name)):
            return None
        durable.publish(durable.stage(original, found, self.io), original, found, None, self.io)
        durable.sync_folder(path.parent, self.io)
        return original

    def _replace(self, path: Path, found: bytes | None, data: bytes, records: Sequence[Record]) -> None:
        """Make `data` of the file, which was `found`, with `records` on disk before; the last of them tells of that."""
        temp = durable.stage(path, data, self.io)
        *noticed, change = records
        try:
            self._publish(temp, path, found, data, [*noticed, replace(change, staged=temp.name)])
        except Unconfirmed:
            # Whoever saves next completes it.
            raise
        except Exception:
            self._put_away(temp, path, _digest(found), _digest(data))
            raise

    def _publish(self, temp: Path, path: Path, found: bytes | None, data: bytes, records: Sequence[Record]) -> None:
        with intent(self.folder, records, self.io):
            durable.publish(temp, path, data, found, self.io)
        self._put_away(temp, path, _digest(found), _digest(data))
        self._confirm(path)

    def _put_away(self, temp: Path, path: Path, *known: str) -> None:
        """Take a staged file away, unless it is what an editor without the lock wrote: that is kept, and told of."""
        try:
            # A server calls every file taken that it gave nobody a lease of.
            is_taken = not is_remote(self.folder) and durable.is_written_to(temp, self.io)
            is_theirs = is_taken or _digest(durable.read(temp, self.io)) not in known
        except FileNotFoundError:
            return
        except (OSError, Refused):
            is_theirs = True
        if not is_theirs:
            durable.discard(temp, self.io)
        else:
            self.kept.append(durable.put_aside(temp, path, (resolved(self.folder), path.parent), self.io))

    def _read(self, temp: Path) -> bytes | None:
        """What a staged file holds; None where it is no plain file, as only an editor's can be."""
        try:
            return durable.read(temp, self.io)
        except Refused:
            return None

    def _note(self, path: Path, records: Sequence[Record]) -> None:
        """Put `records` of a file that stays as it is on disk, and the file, too: whoever wrote it may not have."""
        if records:
            with intent(self.folder, records, self.io):
                pass
        with _confirming(path), suppress(FileNotFoundError), durable.opened(path, os.O_RDWR, self.io) as fd:
            self.io.fsync(fd)
        self._confirm(path)

    def _confirm(self, path: Path) -> None:
        """See that the disk has the names: only then is anything acknowledged."""
        with _confirming(path):
            for folder in {path.parent, resolved(self.folder), *(kept.parent for kept in self.kept)}:
                durable.sync_folder(folder, self.io)


@contextmanager
def _confirming(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unconfirmed(path.name, error, UNKEPT) from error


@contextmanager
def _numbered(seq: int) -> Iterator[None]:
    """Have an `Unconfirmed` say which save it is about: whoever made it is not told of it as of another's."""
    try:
        yield
    except Unconfirmed as error:
        error.seq = seq
        raise


def _noticed(past: Past, file: str, values: Tables, digest: str) -> list[Record]:
    """A record of what an editor did to the file without the app: the acknowledged values that are no longer there."""
    last = past.newest(file)
    if last is None or last.after == digest:
        return []
    known = {edit.path: edit.new for record in past.records if record.file == file for edit in record.edits}
    found = [Edit(path, value, keyed.value_at(values, path)) for path, value in known.items()]
    dropped = tuple(edit for edit in found if not keyed.agree(edit.old, edit.new))
    return [
        Record(
            seq=past.seq + 1,
            at=now(),
            who="",
            host="",
            file=file,
            what="external",
            edits=dropped,
            reason="",
            before=last.after,
            after=digest,
        )
    ]


def _clash(edit: Edit, file: str, records: Iterable[Record]) -> Clash:
    """`edit`, which is what stands there now and what was wanted, with who made it stand there."""
    entries = (
        (record_edit, entry)
        for record in records
        if record.file == file
        for record_edit, entry in zip(record.edits, record.entries(), strict=True)
        if record_edit.path == edit.path
    )
    newest = next(entries, None)
    by = newest[1] if newest and keyed.agree(newest[0].new, edit.old) else None
    return Clash(edit.path, mine=edit.new, theirs=edit.old, by=by)


def _newer(past: Past, since: int | None) -> list[Record]:
    if since is None:
        return []
    return list(takewhile(lambda record: record.seq > since, past.newest_first()))[::-1]


def _entries(records: Iterable[Record]) -> tuple[Entry, ...]:
    return tuple(entry for record in records for entry in record.entries())


def parsed(data: bytes | None, file: str) -> Tables:
    """The values of a file, none where it is missing; raises `Refused` where it cannot be read."""
    try:
        return read_toml(data or b"", file).values
    except FileUnusable as unusable:
        raise Refused(unusable.msgid, **unusable.values) from unusable


def resolved(path: Path) -> Path:
    """Where the file really is: a link to it stays one."""
    return Path(os.path.realpath(path))


def _digest(data: bytes | None) -> str:
    return "" if data is None else sha256(data).hexdigest()


def _told(value: object) -> str:
    return "–" if value is None else clean(str(value))
