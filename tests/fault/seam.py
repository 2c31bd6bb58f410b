"""A disk that fails when it is told to: at any system call of a save, in every way that real ones do.

`Failing` stands in for the system calls. It lets a save come as far as its n-th call and then fails it, or ends the
program there; `PowerCut` also forgets what the disk had not been told to keep.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from errno import EACCES, EDQUOT, EIO, EMFILE, ENOSPC, EROFS, ESTALE
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from tui.store.system import Io

CALLS = frozenset(name for name in vars(Io) if not name.startswith("_"))

FOR_EVER = 10**6

Fault = Callable[["Failing", str, Callable[..., Any], tuple[Any, ...]], Any]


class Killed(BaseException):
    """The end of the program: nothing of it runs any more."""


class Counting(Io):
    """Counts the calls, and syncs nothing: a test that only kills programs need not wait for the disk."""

    def __init__(self) -> None:
        self.names: list[str] = []
        """Of the calls so far."""
        self.held: set[int] = set()

    def __getattribute__(self, name: str) -> Any:
        found = super().__getattribute__(name)
        return partial(self.call, name, found) if name in CALLS else found

    def call(self, name: str, real: Callable[..., Any], *args: Any) -> Any:
        """Make one call."""
        self.names.append(name)
        return self.done(name, real, *args)

    def done(self, name: str, real: Callable[..., Any], *args: Any) -> Any:
        """Make one call for real."""
        if name == "fsync":
            return None
        result = real(*args)
        if name == "open":
            self.held.add(result)
        elif name == "close":
            self.held.discard(args[0])
        return result

    def end(self) -> None:
        """Close what the program left open, as the kernel does."""
        for fd in self.held:
            with suppress(OSError):
                os.close(fd)
        self.held.clear()


class Failing(Counting):
    """Fails from the call number `at` on, `times` calls long, each by `fault`."""

    def __init__(self, fault: Fault, at: int, times: int = 1) -> None:
        super().__init__()
        self.fault, self.at, self.times = fault, at, times
        self.is_dead = False

    def call(self, name: str, real: Callable[..., Any], *args: Any) -> Any:
        if self.is_dead:
            raise Killed
        self.names.append(name)
        if self.is_due(name):
            return self.fault(self, name, real, args)
        return self.done(name, real, *args)

    def is_due(self, name: str) -> bool:
        """Whether the newest call, which is of that name, is to fail."""
        return self.at <= len(self.names) < self.at + self.times


class FailingAt(Failing):
    """Fails at each call of one name."""

    def __init__(self, fault: Fault, name: str) -> None:
        super().__init__(fault, 0)
        self.name = name

    def is_due(self, name: str) -> bool:
        return name == self.name


def error(number: int) -> Fault:
    """The call is refused."""

    def fail(io: Failing, name: str, real: Callable[..., Any], args: tuple[Any, ...]) -> Any:
        raise OSError(number, os.strerror(number))

    return fail


def late_error(number: int) -> Fault:
    """The call is done, and reported as failed."""

    def fail(io: Failing, name: str, real: Callable[..., Any], args: tuple[Any, ...]) -> Any:
        io.done(name, real, *args)
        raise OSError(number, os.strerror(number))

    return fail


def slip(act: Callable[[], object]) -> Fault:
    """Somebody else does something just before the call."""

    def slipped(io: Failing, name: str, real: Callable[..., Any], args: tuple[Any, ...]) -> Any:
        act()
        return io.done(name, real, *args)

    return slipped


def half(io: Failing, name: str, real: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    """Half is written, then the disk is full; what writes nothing fails with that."""
    if name == "write":
        io.done(name, real, args[0], bytes(args[1])[: len(args[1]) // 2])
    raise OSError(ENOSPC, os.strerror(ENOSPC))


def short(io: Failing, name: str, real: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    """Less is written or read than was asked for, which is no error."""
    if name == "write":
        return io.done(name, real, args[0], bytes(args[1])[:1])
    if name == "read":
        return io.done(name, real, args[0], 1)
    return io.done(name, real, *args)


def garbled(io: Failing, name: str, real: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    """Something else is written, and nobody says so."""
    if name == "write":
        return io.done(name, real, args[0], bytes(args[1])[::-1])
    return io.done(name, real, *args)


def killed(io: Failing, name: str, real: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    """The program ends before the call."""
    io.is_dead = True
    raise Killed


def killed_after(io: Failing, name: str, real: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    """The program ends after the call, or in the midst of writing."""
    if name == "write":
        io.done(name, real, args[0], bytes(args[1])[: len(args[1]) // 2])
    else:
        io.done(name, real, *args)
    return killed(io, name, real, args)


FAULTS: Mapping[str, Fault] = {
    "EIO": error(EIO),
    "ENOSPC": error(ENOSPC),
    "EACCES": error(EACCES),
    "EROFS": error(EROFS),
    "ESTALE": error(ESTALE),
    "EDQUOT": error(EDQUOT),
    "EMFILE": error(EMFILE),
    "late EIO": late_error(EIO),
    "half": half,
    "short": short,
    "garbled": garbled,
    "killed": killed,
    "killed after": killed_after,
}


class PowerCut(Failing):
    """Ends the program before call number `at`, and knows what of `folder` the disk was told to keep until then."""

    def __init__(self, folder: Path, at: int) -> None:
        super().__init__(killed, at)
        self.folder = folder
        self.kept: dict[int, bytes] = {}
        self.handles: dict[int, int] = {}
        for path in self._files():
            self._watch(os.open(path, os.O_RDONLY))
            self.kept[path.stat().st_ino] = path.read_bytes()
        self.kept_names = self._names()

    def done(self, name: str, real: Callable[..., Any], *args: Any) -> Any:
        if name == "fsync":
            self._keep(args[0])
            return None
        result = super().done(name, real, *args)
        if name == "open" and not os.path.isdir(args[0]):
            self._watch(os.dup(result))
        return result

    def restart(self, *, names_kept: bool, data_kept: bool) -> None:
        """Make of the folder what the disk may hold now: the names and data it was told to keep, or also the others."""
        names = self._names() if names_kept else self.kept_names
        contents = {name: self._content(inode, data_kept) for name, inode in names.items()}
        for path in self._files():
            path.unlink()
        for name, content in contents.items():
            (self.folder / name).write_bytes(content)

    def end(self) -> None:
        super().end()
        for fd in self.handles.values():
            os.close(fd)
        self.handles.clear()

    def _files(self) -> list[Path]:
        return [path for path in self.folder.iterdir() if path.is_file()]

    def _names(self) -> dict[str, int]:
        return {path.name: path.stat().st_ino for path in self._files()}

    def _watch(self, fd: int) -> None:
        """Hold on to an inode, so that its number and content stay its own."""
        if self.handles.setdefault(os.fstat(fd).st_ino, fd) != fd:
            os.close(fd)

    def _keep(self, fd: int) -> None:
        inode = os.fstat(fd).st_ino
        if inode in self.handles:
            self.kept[inode] = self._content(inode, True)
        else:
            self.kept_names = self._names()

    def _content(self, inode: int, data_kept: bool) -> bytes:
        if not data_kept:
            return self.kept.get(inode, b"")
        fd = self.handles[inode]
        return os.pread(fd, os.fstat(fd).st_size, 0)


Some = TypeVar("Some", bound=Counting)


@contextmanager
def running(io: Some) -> Iterator[Some]:
    """A program that uses `io`, to its end."""
    try:
        yield io
    finally:
        io.end()
