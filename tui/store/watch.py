"""Which files of a ward have changed since, whoever changed them: this app, another one, an editor, a copy coming in.

The system says when to look (watchfiles); on a network share, which says nothing of what others do there, and wherever
else it cannot, a look is taken more than once a second. What changed is found by looking alone, so that both are alike.
"""

import os
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePath
from stat import S_ISREG
from threading import Event
from zlib import crc32

from tui.store.files import CONFLICTS, open_at_once
from tui.store.mounts import tells_of_changes

OWN_FILE = re.compile(r"[^.~].*\.(toml|csv)|journal\.jsonl", re.S)
OWN_FOLDER = re.compile(rf"[12][0-9]{{3}}(/meetings|/{CONFLICTS})?")

SMALL = 2**20
"""Bytes up to which a file is known by its content: clocks of up to 2 s tell nothing of what follows sooner."""

AT_REST = 0.25
"""Seconds that a file must stay as it is before it counts as complete: one save is told once."""

RESTLESS = 2.0
"""Seconds after which a file that never rests is told of all the same."""

POLL = 0.7
"""Seconds between looks where nobody says when to look."""

STEP_MS = 200
"""How often watchfiles wakes to see what has come and whether to stop: five times a second is 0.06 % of a processor."""

LOOK_MS = 10_000
"""How often to look in any case: a folder moved away, and its link set to another one, are not told of."""

State = tuple[int, ...]
States = Mapping[str, State | None]
"""What is known of files by their names relative to the ward; of one that is not there, nothing or None."""


def changes(folder: Path, stop: Event) -> Iterator[frozenset[str]]:
    """The ward's files that have changed, been added or gone since the last time, as often as that happens.

    Names are relative to `folder` ("2018/targets.toml"). The first report comes at once and names none: what was read
    before it may be older than what is watched. A change is told within a second once the file is at rest, and files
    of one save are told together; what puts things back as they were is no change. Of a folder that vanishes all files
    are told, and again when it is back.
    Blocks between changes, for use in a thread; ends within half a second of `stop`, and raises nothing.
    """
    told: dict[str, State | None] = {**_look(folder)}
    yield frozenset()
    for _ in _moments(folder, stop):
        now = _look(folder)
        since = time.monotonic()
        while (changed := _differing(told, now)) and not stop.wait(AT_REST):
            before, now = now, _look(folder)
            restless = _differing(before, now) if time.monotonic() - since < RESTLESS else set()
            if restless - changed:
                # The look before may have come between two files of one save.
                continue
            if complete := frozenset(_differing(told, now) - restless):
                told |= {name: now.get(name) for name in complete}
                since = time.monotonic()
                yield complete


def _moments(folder: Path, stop: Event) -> Iterator[None]:
    """When to look."""
    while not stop.is_set():
        if tells_of_changes(folder):
            # No folder there now, no watches left for this user, a name that is no text, ...
            with suppress(OSError, RuntimeError, ValueError):
                yield from _events(folder, stop)
                continue
        yield
        stop.wait(POLL)


def _events(folder: Path, stop: Event) -> Iterator[None]:
    """As the system tells, until the ward's folders are not those that it was asked about."""
    from watchfiles._rust_notify import RustNotify  # 14 ms that starting the app need not wait for

    watched = _places(folder)
    with RustNotify(
        [path for path, *_ in watched],
        debug=False,
        force_polling=False,
        poll_delay_ms=0,
        recursive=False,
        ignore_permission_denied=True,
    ) as system:
        yield
        while watched == _places(folder) and system.watch(STEP_MS, STEP_MS, LOOK_MS, stop) != "stop":
            yield


def _places(folder: Path) -> list[tuple[str, int, int]]:
    """The folders whose entries are the ward's, and those that links lead to, each with what tells it from another.

    Raises OSError where there is no such folder.
    """
    paths = {os.path.realpath(folder)}
    for place, files in _own(folder):
        paths.add(os.path.realpath(place))
        paths.update(os.path.dirname(os.path.realpath(file)) for file in files if os.path.islink(file))
    found = [(path, os.stat(path)) for path in sorted(paths)]
    return [(path, status.st_dev, status.st_ino) for path, status in found]


def _look(folder: Path) -> dict[str, State]:
    return {Path(file).relative_to(folder).as_posix(): _state(file) for _, files in _own(folder) for file in files}


def _own(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """The ward's folders and the paths of its files in them; temporary files, locks and copies are not its own."""
    for place, folders, files in os.walk(folder, followlinks=True):
        inside = PurePath(place).relative_to(folder)
        folders[:] = [name for name in folders if OWN_FOLDER.fullmatch((inside / name).as_posix())]
        yield place, [os.path.join(place, name) for name in files if OWN_FILE.fullmatch(name)]


def _state(path: str) -> State:
    """What tells the file from how it was or will be; it is opened for that, as shares show what is new only then."""
    try:
        with open(path, "rb", buffering=0, opener=open_at_once) as file:
            found = os.fstat(file.fileno())
            if S_ISREG(found.st_mode) and found.st_size <= SMALL:
                return found.st_size, crc32(file.readall())
            return found.st_size, found.st_mtime_ns, found.st_ino
    except OSError as error:
        return (error.errno or 0,)


def _differing(one: States, other: States) -> set[str]:
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}
