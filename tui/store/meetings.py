"""The meetings of a ward on disk, `2018/meetings/2018-11-08.toml`: read, begun, and taken on step by step.

Each step is saved by itself through `edits`, so a program that is killed resumes the meeting where it was, and two
secretaries can keep one record: their edits are merged by key. The journal has the hash of every file that was saved;
that of a signed one has to stay.
"""

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from tui.errors import N_, Problem, Refused
from tui.store import edits
from tui.store.durable import ensure_folder
from tui.store.durable import told as refusing
from tui.store.edits import Conflict, Edit, Saved, Who
from tui.store.files import A_READABLE_FILE, TOML_LIMIT, FileUnusable, read_file, years_of
from tui.store.journal import JOURNAL, Entry, Record, read_journal
from tui.store.keyed import Key, Tables, value_at
from tui.store.meeting_file import ORDER, TABLES, meeting_of, values_of
from tui.store.toml_file import read_toml
from tui.ward.board import Board
from tui.ward.briefing import subject, value_told
from tui.ward.meeting import Change, Meeting
from tui.ward.names import clean
from tui.ward.proceedings import require_unsigned
from tui.ward.toml_table import TomlTable

FOLDER = "meetings"
NAME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:-[0-9]+)?")

NO_YEAR = N_("The ward has no folder {year} with a groups.csv yet: make it, then start the meeting.")
CHANGED = N_("Somebody has just changed the minutes: read them again, then sign.")
A_NAME = N_("a file name like 2018-11-08.toml, the second of a day 2018-11-08-2.toml")
A_READABLE_FOLDER = N_("a folder that may be read")
AS_SIGNED = N_("the minutes as they were signed: what corrects them is a supplement")

SIGNER = ("signed", "by")
UNSIGNED = Edit(SIGNER, None, None)
"""Changes nothing, and is a conflict where somebody has signed meanwhile."""

DECIDED = ("targets.toml", "scores.toml")
"""Files whose changes belong into the record of the meeting that made them."""


Told = Callable[[Saved], object]


def _to_nobody(_saved: Saved) -> None:
    pass


class Meetings(NamedTuple):
    """What a ward's folder has of meetings."""

    meetings: tuple[Meeting, ...]
    """Oldest first."""
    problems: tuple[Problem, ...]


def read_meetings(ward: Path, until: int) -> Meetings:
    """The meetings of a ward's years up to `until`, and what is wrong in their files: a wrong one hides no other.

    Raises `OSError` where the ward's folder cannot be read.
    """
    meetings: list[Meeting] = []
    problems: list[Problem] = []
    for year in years_of(ward):
        if year <= until:
            meetings += _read_year(ward, year, problems)
    return Meetings(tuple(sorted(meetings, key=lambda each: each.when)), tuple(problems))


def own_words(ward: Path, file: str) -> Mapping[str, object]:
    """What a ward's own `file` says about the papers of meetings; nothing without one. Raises `FileUnusable`."""
    return read_toml(read_file(ward / file, TOML_LIMIT, file) or b"", file).values


def begin(ward: Path, meeting: Meeting, *, who: Who | None = None, told: Told = _to_nobody) -> Meeting:
    """Put a new meeting on disk and answer what is there then: somebody else may have begun the same.

    `told` hears what was saved. Raises as `edits.save` does, and `Refused` where the ward has no folder of its year.
    """
    folder = _folder(ward, meeting.id)
    with refusing(_file(meeting.id)):
        if not (folder / "groups.csv").is_file():
            raise Refused(NO_YEAR, year=folder.name)
        ensure_folder(folder / FOLDER)
    wanted = [Edit(path, None, value) for path, value in values_of(meeting).items()]
    told(edits.save(folder, _file(meeting.id), [*wanted, UNSIGNED], who=who))
    return _current(folder, meeting.id)[0]


def amend(
    ward: Path,
    seen: Meeting,
    step: Callable[[Meeting], Meeting],
    *,
    who: Who | None = None,
    told: Told = _to_nobody,
) -> Meeting:
    """Take a step in a meeting, which its editor saw as `seen`, and answer the meeting as it is on disk then.

    What others have changed elsewhere in it stays; where they have just added something, too, the step is taken again
    after theirs. `told` hears what was saved. Raises what the step raises, and as `edits.save` does: `Conflict` where
    both changed the same value.
    """
    folder, file = _folder(ward, seen.id), _file(seen.id)
    while True:
        found, values = _current(folder, seen.id)
        wanted = step(seen)
        if wanted.signed and not seen.signed and found != seen:
            raise Refused(CHANGED)
        try:
            told(edits.save(folder, file, _edits(values, found, seen, wanted), who=who))
            return _current(folder, seen.id)[0]
        except Conflict as conflict:
            fresh, _ = _current(folder, seen.id)
            if fresh == seen or not all(_may_come_after(clash.path, seen) for clash in conflict.clashes):
                raise
            seen = fresh


def undo(ward: Path, meeting: Meeting, *, who: Who | None = None, told: Told = _to_nobody) -> Meeting:
    """Take back that person's newest step in a meeting; `Refused` once it is signed. Raises as `edits.undo` does."""
    return _stepped_back(edits.undo, ward, meeting, who, told)


def redo(ward: Path, meeting: Meeting, *, who: Who | None = None, told: Told = _to_nobody) -> Meeting:
    """Take again the step that person has taken back last. Raises as `undo` does."""
    return _stepped_back(edits.redo, ward, meeting, who, told)


def changes_made(ward: Path, board: Board, meeting: Meeting, now: datetime) -> tuple[Change, ...]:
    """The targets and scores that were changed since the meeting started, until it ended, each from first to last."""
    if meeting.started is None:
        return ()
    folder = ward / str(board.year)
    first, last = meeting.started.replace(microsecond=0), meeting.ended or now
    made: dict[tuple[str, Key], list[Entry]] = defaultdict(list)
    for file in DECIDED:
        for entry in sorted(edits.history(folder, file), key=lambda entry: entry.seq):
            if first <= entry.at <= last and subject(board, entry.path):
                made[file, entry.path].append(entry)
    lasting = [entries for entries in made.values() if entries[0].old != entries[-1].new]
    return tuple(_change(f"c-{number}", board, entries) for number, entries in enumerate(lasting, start=1))


def _stepped_back(back: Callable[..., Saved], ward: Path, meeting: Meeting, who: Who | None, told: Told) -> Meeting:
    folder = _folder(ward, meeting.id)
    require_unsigned(_current(folder, meeting.id)[0])
    told(back(folder, who, file=_file(meeting.id)))
    return _current(folder, meeting.id)[0]


def _change(key: str, board: Board, entries: Sequence[Entry]) -> Change:
    last = entries[-1]
    old, new = (value_told(board, last.path, value) for value in (entries[0].old, last.new))
    return Change(key, subject(board, last.path), old, new, last.at, last.who, last.reason)


def _read_year(ward: Path, year: int, problems: list[Problem]) -> Iterator[Meeting]:
    folder = ward / str(year)
    saved: dict[str, list[Record]] | None = None
    for name in _names(folder, problems):
        file = f"{year}/{FOLDER}/{name}.toml"
        if not _starts_with_a_day(name):
            problems.append(Problem(clean(file), 0, "", clean(name), A_NAME))
            continue
        try:
            data = read_file(ward / file, TOML_LIMIT, file) or b""
            values, lines = read_toml(data, file)
        except FileUnusable as unusable:
            problems.append(Problem(file, unusable.line, "", unusable.value, unusable.expected))
            continue
        meeting = meeting_of(name, TomlTable(values, file, lines, problems=problems))
        if meeting.signed:
            saved = _saved(folder, problems) if saved is None else saved
            if not _is_as_signed(data, saved.get(_file(name), [])):
                problems.append(Problem(file, 0, "", "", AS_SIGNED))
        yield meeting


def _names(folder: Path, problems: list[Problem]) -> list[str]:
    """The files of a year's meetings, without their ".toml"; none where their folder is not there."""
    try:
        names = os.listdir(folder / FOLDER)
    except FileNotFoundError:
        return []
    except OSError:
        problems.append(Problem(f"{folder.name}/{FOLDER}", 0, "", "", A_READABLE_FOLDER))
        return []
    return sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml") and not name.startswith("."))


def _starts_with_a_day(name: str) -> bool:
    found = NAME.fullmatch(name)
    try:
        return bool(found and date.fromisoformat(found[1]))
    except ValueError:
        return False


def _saved(folder: Path, problems: list[Problem]) -> dict[str, list[Record]]:
    """What the journal of a year says of each file of a meeting, newest first."""
    saved: dict[str, list[Record]] = defaultdict(list)
    try:
        for record in read_journal(folder).newest_first():
            if record.file.startswith(f"{FOLDER}/"):
                saved[record.file].append(record)
    except (OSError, Refused):
        problems.append(Problem(f"{folder.name}/{JOURNAL}", 0, "", "", A_READABLE_FILE))
    return saved


def _is_as_signed(data: bytes, records: Sequence[Record]) -> bool:
    """Whether a signed file is as the app has left it; one that the app never saved passes, for nothing is known of it.

    `records` go back from the newest; what was done without the app before it was signed does not matter.
    """
    if not records:
        return True
    since = takewhile(lambda record: not any(edit.path == SIGNER and edit.new for edit in record.edits), records)
    was_signed = any(edit.path == SIGNER and edit.new for record in records for edit in record.edits)
    is_own = all(record.what != "external" for record in since)
    return was_signed and is_own and records[0].after == sha256(data).hexdigest()


def _folder(ward: Path, name: str) -> Path:
    """The folder of the year that a meeting's name begins with."""
    return ward / name[:4]


def _file(name: str) -> str:
    return f"{FOLDER}/{name}.toml"


def _current(folder: Path, name: str) -> tuple[Meeting, Tables]:
    """A meeting as it stands on disk; what is wrong in its file is told by `read_meetings`."""
    values = edits.current(folder, _file(name))
    return meeting_of(name, TomlTable(values, _file(name))), values


def _edits(values: Tables, found: Meeting, seen: Meeting, wanted: Meeting) -> Iterator[Edit]:
    """From what was `seen` to what is `wanted`, in a file that has `values`, which read as `found`.

    A value may be written in its own way, a deadline as 30/11/2018: as long as it means what was seen, nobody has
    changed it.
    """
    now, before, after = map(values_of, (found, seen, wanted))
    for path in before | after:
        if before.get(path) != after.get(path):
            is_as_seen = now.get(path) == before.get(path)
            yield Edit(path, value_at(values, path) if is_as_seen else before.get(path), after.get(path))
    if not wanted.signed:
        yield UNSIGNED


def _may_come_after(path: Key, seen: Meeting) -> bool:
    """Whether a step that clashed at `path` may be taken again after what somebody else did.

    Two entries were added under one key, or the agenda was rearranged; or it was signed, and the step is refused.
    """
    if path[0] in TABLES and path[1] not in {each.key for each in getattr(seen, TABLES[path[0]])}:
        return True
    return path[-1] == ORDER or path == SIGNER
