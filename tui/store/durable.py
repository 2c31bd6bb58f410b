"""Bytes on disk so that a file is as it was or as it should be, whatever happens in between.

A file is replaced by a sibling that the disk is known to hold; what has been acknowledged is then there after a crash,
a full disk or a power cut. Every system call goes through an `Io`.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from errno import (
    EACCES,
    EDQUOT,
    EFBIG,
    EINVAL,
    EIO,
    ELOOP,
    ENOENT,
    ENOSPC,
    ENOTDIR,
    ENOTSUP,
    EPERM,
    EROFS,
    ESTALE,
)
from pathlib import Path
from stat import S_IMODE, S_ISREG

from tui.errors import N_, Refused
from tui.store.files import CONFLICTS, NOT_AT_REST, NOT_PLAIN, TOML_LIMIT, TOO_LARGE, Limit
from tui.store.system import EXCHANGE, NEW, NO_SUCH_WAY, OS, Io, renameat2
from tui.ward.names import clean

FULL = N_("The disk is full: {file} was not saved and is as it was. Free some space, then save again.")
READ_ONLY = N_("The folder is read-only: {file} was not saved and is as it was. Ask whoever looks after it.")
FORBIDDEN = N_("You may not change {file}: it was not saved and is as it was. Ask whoever looks after the folder.")
GONE = N_("The folder of {file} is gone, so nothing was saved. Bring it back, then save again.")
FAULTY = N_("The disk reports an error: {file} was not saved and is as it was. Tell whoever looks after the disk.")
FAILED = N_("{file} was not saved and is as it was: {why}.")
UNCONFIRMED = N_("{file} may or may not have been saved: {why}. Look at its values, then save again.")
UNKEPT = N_("{file} has been written, but the disk may not keep it: {why}. Save again until it is said to be saved.")

REFUSALS = {
    **dict.fromkeys((ENOSPC, EDQUOT, EFBIG), FULL),
    EROFS: READ_ONLY,
    **dict.fromkeys((EACCES, EPERM), FORBIDDEN),
    **dict.fromkeys((ENOENT, ENOTDIR, ESTALE), GONE),
    EIO: FAULTY,
}

LOOKS = 20
"""How often a file may change under a look at it."""

_TEMP = ".tmp"
_CHUNK = 2**20

# What a platform lacks is 0 there. A FIFO in the place of a file must not keep its opener waiting.
_ALWAYS = getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_OWN = os.O_RDWR | os.O_CREAT | os.O_EXCL | _NO_LINK


class Unconfirmed(Refused):
    """Neither certainly saved nor certainly not: the disk failed where it could no longer be undone."""

    seq = 0
    """The number that the save has in the journal, if it has come there."""

    def __init__(self, file: str, error: OSError, msgid: str = UNCONFIRMED) -> None:
        super().__init__(msgid, file=file, why=_why(error))


class SlippedError(Exception):
    """A file was changed between being read and being replaced: it says which."""


@contextmanager
def told(file: str) -> Iterator[None]:
    """Raise each `OSError` of the block as a `Refused` that says, in a sentence, that `file` was not saved and why."""
    try:
        yield
    except OSError as error:
        msgid = REFUSALS.get(error.errno or 0, FAILED)
        raise Refused(msgid, file=clean(file), why=_why(error)) from error


def is_of_disk(error: Exception) -> bool:
    """Whether the disk itself is why something was refused."""
    return isinstance(error.__cause__, OSError) and error.__cause__.errno == EIO


@contextmanager
def opened(path: Path, flags: int, io: Io = OS, mode: int = 0o600) -> Iterator[int]:
    """An open file, closed at the end."""
    fd = io.open(path, flags | _ALWAYS, mode)
    with _closed_at_the_end(fd, io):
        yield fd


@contextmanager
def opened_in_place(path: Path, flags: int, io: Io = OS) -> Iterator[int]:
    """An open file that is written to as it is, closed at the end.

    Raises `Refused` for a link: whoever else may write into the folder could have us write into any file of ours.
    """
    try:
        fd = io.open(path, flags | _ALWAYS | _NO_LINK, 0o600)
    except OSError as error:
        if error.errno == ELOOP:
            raise Refused(NOT_PLAIN, file=clean(path.name)) from error
        raise
    with _closed_at_the_end(fd, io):
        yield fd


@contextmanager
def _closed_at_the_end(fd: int, io: Io) -> Iterator[None]:
    try:
        yield
    finally:
        # What matters has been synced before: a close that fails takes nothing back.
        with suppress(OSError):
            io.close(fd)


def read(path: Path, io: Io = OS, limit: Limit = TOML_LIMIT) -> bytes | None:
    """The whole of a file, as it was at one moment; None where there is none.

    Raises `Refused` where it is no plain file, too large, or being written all the time.
    """
    for look in range(1, LOOKS + 1):
        try:
            with opened(path, os.O_RDONLY, io) as fd:
                before = io.fstat(fd)
                if not S_ISREG(before.st_mode):
                    raise Refused(NOT_PLAIN, file=clean(path.name))
                if before.st_size > limit.size:
                    raise Refused(TOO_LARGE, file=clean(path.name))
                data = read_from(fd, io)
                after = io.fstat(fd)
        except FileNotFoundError:
            return None
        except OSError as error:
            # A server no longer knows the file that was opened: somebody has replaced it.
            if error.errno != ESTALE or look == LOOKS:
                raise
            continue
        if (len(data), after.st_mtime_ns) == (after.st_size, before.st_mtime_ns):
            return data
    raise Refused(NOT_AT_REST, file=clean(path.name))


def read_from(fd: int, io: Io = OS) -> bytes:
    """Everything that an open file still has."""
    parts = []
    while part := io.read(fd, _CHUNK):
        parts.append(part)
    return b"".join(parts)


def write_to(fd: int, data: bytes, io: Io = OS) -> None:
    """Write the whole of `data` at the place where the open file stands."""
    rest = memoryview(data)
    while rest:
        written = io.write(fd, rest)
        if not written:
            raise OSError(ENOSPC, os.strerror(ENOSPC))
        rest = rest[written:]


def read_back(fd: int, data: bytes, place: int, io: Io = OS) -> None:
    """Raise `OSError` unless the open file ends with `data`, which starts at `place`."""
    io.lseek(fd, place, os.SEEK_SET)
    if read_from(fd, io) != data:
        raise OSError(EIO, "what was written reads back differently")


def stage(path: Path, data: bytes, io: Io = OS, mode: int | None = None) -> Path:
    """A new file beside `path`, with its rights, that the disk is known to hold: to be renamed to `path`.

    Where a `mode` is given its rights are what the user's umask leaves of that.
    """
    with suppress(FileNotFoundError), opened(path, os.O_WRONLY, io):
        # A file that is protected could be renamed over nevertheless.
        pass
    temp = path.with_name(f".{path.name}.{os.urandom(4).hex()}{_TEMP}")
    try:
        with opened(temp, _OWN, io, 0o600 if mode is None else mode) as fd:
            write_to(fd, data, io)
            if mode is None:
                _keep_rights(fd, path, io)
            io.fsync(fd)
            read_back(fd, data, 0, io)
    except OSError:
        discard(temp, io)
        raise
    return temp


def publish(temp: Path, path: Path, data: bytes, found: bytes | None, io: Io = OS) -> None:
    """Put the staged `temp`, which holds `data`, in the place of `path`.

    Where the system can exchange two files, what was at `path` is then at `temp`. Raises `SlippedError` where `path` is
    no longer as it was `found`, `OSError` where it has certainly stayed as it was, `Unconfirmed` where that cannot be
    told.
    """
    renameat2()  # Loaded before the look: what comes between that and the renaming has to be short.
    if read(path, io) != found:
        raise SlippedError(path.name)
    try:
        try:
            io.rename(temp, path, NEW if found is None else EXCHANGE)
        except OSError as error:
            if error.errno not in NO_SUCH_WAY:
                raise
            io.replace(temp, path)
    except OSError as error:
        # A server may have done what it reports as failed.
        try:
            is_done = read(path, io) == data
        except (OSError, Refused):
            raise Unconfirmed(path.name, error) from error
        if not is_done and isinstance(error, FileExistsError | FileNotFoundError):
            raise SlippedError(path.name) from error
        if not is_done:
            raise


def discard(temp: Path, io: Io = OS) -> None:
    """Take a staged file away, if that can be done; if not, whoever saves next does it."""
    with suppress(OSError):
        io.unlink(temp)


def is_written_to(path: Path, io: Io = OS) -> bool:
    """Whether a program is about to write more into a file, as far as the system tells."""
    with opened(path, os.O_RDONLY, io) as fd:
        return io.is_written_to(fd)


def put_aside(temp: Path, path: Path, folders: Iterable[Path], io: Io = OS) -> Path:
    """Keep what was found at `path`, and is at `temp` now, among the conflicts of the first of `folders` that takes it.

    Answers where it is then: still at `temp`, for whoever saves next, where none of them takes it.
    """
    unique = temp.name.removesuffix(_TEMP).rpartition(".")[2]
    for folder in folders:
        kept = folder / CONFLICTS / f"{path.stem}-{unique}{path.suffix}"
        with suppress(OSError):
            ensure_folder(kept.parent, io)
            io.replace(temp, kept)
            return kept
    return temp


def staged(path: Path, io: Io = OS) -> list[Path]:
    """The staged files of `path`; to whoever holds the lock they are what killed programs have left."""
    names = sorted(io.listdir(path.parent))
    return [path.with_name(name) for name in names if name.startswith(f".{path.name}.") and name.endswith(_TEMP)]


def sync_folder(folder: Path, io: Io = OS) -> None:
    """See that the disk has the names in `folder`, where the file system can do that at all."""
    if sys.platform == "win32":
        return
    with opened(folder, os.O_RDONLY, io) as fd:
        try:
            io.fsync(fd)
        except OSError as error:
            if error.errno not in (EINVAL, ENOTSUP):
                raise


def ensure(path: Path, io: Io = OS) -> None:
    """Have a file at `path`: an empty one, where there was none, for everybody who may write into its folder."""
    mode = _mode_of_new(path, io)
    with suppress(FileExistsError), opened(path, _OWN, io, mode) as fd:
        give_mode(fd, mode, io)


def ensure_folder(path: Path, io: Io = OS) -> None:
    """Have a folder at `path`, for everybody who may write into the one around it."""
    mode = S_IMODE(io.stat(path.parent).st_mode)
    with suppress(FileExistsError):
        io.mkdir(path, mode)
        give_mode(path, mode, io)


def _keep_rights(fd: int, path: Path, io: Io) -> None:
    try:
        found = io.stat(path)
    except FileNotFoundError:
        give_mode(fd, _mode_of_new(path, io), io)
        return
    for uid in (found.st_uid, -1):
        # Only root gives files away; for others the new file is their own, in the old one's group.
        with suppress(OSError):
            io.chown(fd, uid, found.st_gid)
            break
    give_mode(fd, S_IMODE(found.st_mode), io)
    with suppress(OSError):
        io.copy_acl(path, fd)


def give_mode(file: int | Path, mode: int, io: Io = OS) -> None:
    """Give a new file of one's own these rights, where its file system has any."""
    # One's own new file is refused a mode only by a file system that has none.
    with suppress(PermissionError):
        io.chmod(file, mode)


def _mode_of_new(path: Path, io: Io) -> int:
    return S_IMODE(io.stat(path.parent).st_mode) & 0o666


def _why(error: OSError) -> str:
    return clean(error.strerror or str(error))
