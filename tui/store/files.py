"""The bytes of files, whole: a ward's, opened once, as plain files under a size limit; the user's own, put in place.

Whoever parses a file gets bytes, never its path: polars would fetch URLs, expand globs and unpack archives, and a FIFO
would keep its reader waiting for ever.
"""

import os
import re
from io import FileIO
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from tui.errors import N_, GiaoBanError

UTF_8_TEXT = N_("UTF-8 text")

CONFLICTS = "conflicts"
"""The folder in a year's for what others wrote while the app saved: nothing in it is ever deleted by the app."""


class Limit(NamedTuple):
    """How large a file may be, and how a problem says that."""

    size: int
    expected: str


CSV_LIMIT = Limit(256 * 2**20, N_("a file of at most 256 MiB"))
TOML_LIMIT = Limit(4 * 2**20, N_("a file of at most 4 MiB"))

A_COLUMN = N_("a column of this name")
A_PLAIN_FILE = N_("a plain file")
A_READABLE_FILE = N_("a file that may be read")
A_FILE_AT_REST = N_("a file that nobody is writing")

NOT_PLAIN = N_("{file} is not a plain file. Put the file itself in its place.")
NOT_READABLE = N_("{file} cannot be read. Allow its reading, or ask whoever looks after the folder.")
NOT_AT_REST = N_("{file} is just being written. Wait until it is complete, then try again.")
TOO_LARGE = N_("{file} is too large. Take out what does not belong there.")


class FileUnusable(GiaoBanError):
    """A file that is there and cannot be taken as a whole: a sentence for the user, and what a problem says of it."""

    def __init__(self, msgid: str, expected: str, file: str, line: int = 0, value: str = "") -> None:
        super().__init__(msgid, file=file, line=line, value=value)
        self.expected = expected
        self.line = line
        self.value = value


def read_file(path: Path, limit: Limit, file: str = "") -> bytes | None:
    """The whole of the file at `path`, which errors call `file`; None where there is none.

    Raises `FileUnusable` where it is no plain file, larger than `limit`, not readable, a link to nothing, or changes
    while it is read.
    """
    file = file or path.name
    try:
        with open(path, "rb", buffering=0, opener=open_at_once) as stream:
            return _whole(stream, limit, file)
    except FileNotFoundError as error:
        if os.path.islink(path):
            raise FileUnusable(NOT_READABLE, A_READABLE_FILE, file) from error
        return None
    except IsADirectoryError as error:
        raise FileUnusable(NOT_PLAIN, A_PLAIN_FILE, file) from error
    except OSError as error:
        raise FileUnusable(NOT_READABLE, A_READABLE_FILE, file) from error


def put_whole(path: str | Path, content: bytes, *, synced: bool = False) -> None:
    """Put `content` in the place of a file of the user's own, or leave no trace of it. Raises OSError."""
    from tempfile import mkstemp  # 10 ms that reading need not wait for

    folder, name = os.path.split(path)
    descriptor, temp = mkstemp(dir=folder, prefix=f".{name}.")
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            if synced:
                os.fsync(descriptor)
        os.replace(temp, path)
    except BaseException:
        os.unlink(temp)
        raise


def years_of(folder: Path) -> tuple[int, ...]:
    """The years that a ward's folder has groups of, oldest first; raises OSError or ValueError where it is no folder.

    A year whose groups cannot be seen counts: whoever opens it is told why, and not shown an older one in its place.
    """
    years = (name for name in os.listdir(folder) if re.fullmatch("[12][0-9]{3}", name))
    return tuple(sorted(int(name) for name in years if _is_there(folder / name / "groups.csv")))


def open_at_once(path: str, flags: int) -> int:
    """An opener that waits for nobody: without O_NONBLOCK, opening a FIFO waits for its writer."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _is_there(path: Path) -> bool:
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def _whole(stream: FileIO, limit: Limit, file: str) -> bytes:
    before = os.fstat(stream.fileno())
    if not S_ISREG(before.st_mode):
        raise FileUnusable(NOT_PLAIN, A_PLAIN_FILE, file)
    if before.st_size > limit.size:
        raise FileUnusable(TOO_LARGE, limit.expected, file)
    data = stream.readall()
    after = os.fstat(stream.fileno())
    if (len(data), after.st_size, after.st_mtime_ns) != (before.st_size, before.st_size, before.st_mtime_ns):
        raise FileUnusable(NOT_AT_REST, A_FILE_AT_REST, file)
    return data
