"""One writer at a time: a lock on a file of its own, so that readers never wait."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EACCES, EAGAIN, EDEADLK, EINVAL, ENOLCK, ENOSYS, ENOTSUP
from pathlib import Path
from random import uniform

from tui.errors import N_, Refused
from tui.store.durable import ensure, opened_in_place, write_to
from tui.store.mounts import refuse_lying_locks
from tui.store.system import OS, Io
from tui.ward.names import clean

LOCK = ".giaoban.lock"

PATIENCE = 10.0
"""Seconds to wait for somebody else to finish; a save takes milliseconds, over a network tenths of a second."""

IN_USE = N_("{who} has been saving in this folder for {seconds} seconds. Nothing was saved; try again.")
NO_LOCKS = N_("The file system of this folder knows no locks, so two people would overwrite each other: look only.")

LONGEST_NAME = 1000

TAKEN = {EAGAIN, EACCES, EDEADLK}
UNKNOWN = {ENOLCK, ENOSYS, ENOTSUP, EINVAL}


@contextmanager
def locked(folder: Path, holder: str, io: Io = OS, patience: float | None = None) -> Iterator[None]:
    """Be the only writer in `folder` during the block; `holder` is who others see waiting for.

    The file stays when the lock is gone: another who unlinks it would let two in. Raises `Refused` after `patience`
    seconds, where locks are unknown or not kept, and for a link; `OSError` where the file cannot be opened.
    """
    refuse_lying_locks(folder)
    path = folder / LOCK
    deadline = time.monotonic() + (PATIENCE if patience is None else patience)
    while True:
        ensure(path, io)
        with opened_in_place(path, os.O_RDWR, io) as fd:
            if _take(fd, io) and _is_at(fd, path, io):
                _sign(fd, holder, io)
                yield
                return
            occupant = _signature(fd, io)
        if time.monotonic() >= deadline:
            raise Refused(IN_USE, who=occupant, seconds=round(PATIENCE if patience is None else patience))
        time.sleep(uniform(0.002, 0.02))


def _take(fd: int, io: Io) -> bool:
    try:
        io.lock(fd)
    except OSError as error:
        if error.errno in UNKNOWN:
            raise Refused(NO_LOCKS) from error
        if error.errno not in TAKEN:
            raise
        return False
    return True


def _is_at(fd: int, path: Path, io: Io) -> bool:
    """Whether the locked file still is the one that others would lock."""
    try:
        return os.path.samestat(io.fstat(fd), io.stat(path))
    except FileNotFoundError:
        return False


def _sign(fd: int, holder: str, io: Io) -> None:
    with suppress(OSError):
        io.ftruncate(fd, 0)
        write_to(fd, holder.encode(), io)


def _signature(fd: int, io: Io) -> str:
    with suppress(OSError):
        return clean(io.read(fd, LONGEST_NAME).decode(errors="replace")) or "?"
    return "?"
