"""The first picture of a start, kept for the next one like it: it shows before the app could be loaded.

It is shown only while all that it was made of is the very same: the command and where it was given, the terminal, the
day, the ward's files, the settings and the program. Where that cannot be told there is none.
"""

import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from zlib import crc32

from tui import __version__
from tui.store import caches

FORMAT = 1
"""To be raised with every change of what is kept."""

SETTINGS = {
    *("HOME", "TERM", "COLORTERM", "TERM_PROGRAM", "LC_TERMINAL", "NO_COLOR", "PYTHONPATH", "COLUMNS", "LINES"),
}
PREFIXES = ("GIAOBAN_", "XDG_", "TEXTUAL")
"""Names of what of the environment changes how the app looks, or where it looks for something."""

MOST_BYTES = 1_000_000
OTHERS_WRITE = 0o022
"""Rights by which somebody else could have put something into a file that is sent to the terminal as it is."""

_PACKAGE = os.path.dirname(os.path.dirname(__file__))


def mark_of(command: Sequence[str]) -> str:
    """What a start depends on besides files; "" where that cannot be told."""
    try:
        size = tuple(os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else 1))
        here = os.getcwd()
    except OSError:
        return ""
    named = sorted(name for name in os.environ if name in SETTINGS or name.startswith(PREFIXES))
    environment = [(name, os.environ[name]) for name in named]
    day, is_far = time.strftime("%Y-%m-%d"), bool(os.environ.get("SSH_CONNECTION"))
    return ascii((FORMAT, __version__, sys.hexversion, list(command), here, size, environment, is_far, day))


def load(mark: str) -> tuple[str, str] | None:
    """What was kept under `mark`: what to send to a blank terminal, and the frame that it shows then."""
    if not mark or caches.is_off():
        return None
    try:
        with open(_file(mark), "rb") as file:
            found = os.fstat(file.fileno())
            if found.st_uid != os.geteuid() or found.st_mode & OTHERS_WRITE or found.st_size > MOST_BYTES:
                return None
            checksum, kept, count, rest = file.read().decode().split("\n", 3)
        if kept != mark or checksum != _checksum(mark, f"{count}\n{rest}"):
            return None
        *states, sent, frame = rest.split("\0")
        is_same = len(states) == int(count) and all(each == _line(each.partition("\t")[0]) for each in states)
        return (sent, frame) if is_same else None
    except (OSError, ValueError):
        return None


def save(mark: str, files: Iterable[str], sent: str, frame: str, *, since: int) -> None:
    """Keep a picture that was made of `files` as they are now: the program's own are among them in any case.

    Nothing is kept where one of them has changed after `since` (ns), and it is no error that it could not be written.
    """
    try:
        lines = [_line(file) for file in sorted({*files, *_program()})]
        if not mark or caches.is_off() or any(_changed_at(line) > since for line in lines):
            return
        rest = "\0".join([*lines, sent, frame])
        body = f"{len(lines)}\n{rest}"
        caches.replace(_file(mark), f"{_checksum(mark, body)}\n{mark}\n{body}")
    except (OSError, ValueError):
        return


def _program() -> Iterator[str]:
    """The program's files, and the folders that they are in."""
    for folder, folders, names in os.walk(_PACKAGE):
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield folder
        yield from (os.path.join(folder, name) for name in names)


def _line(path: str) -> str:
    """A file, when it was modified and changed (ns), its size and inode; of one that is not there only the name."""
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return path
    return f"{path}\t{found.st_mtime_ns}\t{found.st_ctime_ns}\t{found.st_size}\t{found.st_ino}"


def _changed_at(line: str) -> int:
    """When a file was last changed, in ns; 0 for one that is not there."""
    return max(map(int, line.split("\t")[1:3]), default=0)


def _checksum(mark: str, body: str) -> str:
    return f"{crc32((mark + body).encode()):08x}"


def _file(mark: str) -> str:
    return os.path.join(caches.folder("pictures"), f"{crc32(mark.encode()):08x}")
