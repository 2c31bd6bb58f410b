"""The system calls that saving makes, all behind one `Io`, so that a test can make each of them fail."""

import os
import sys
from collections.abc import Callable
from errno import EAGAIN, EINVAL, ENOSYS, ENOTSUP, EPERM
from functools import cache
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl
    import signal
    import struct

_LOCKED_BYTE = 2**30
"""Far behind any content: where locks are mandatory (SMB) they then keep no reader out."""

NEW, EXCHANGE = 1, 2
"""Ways to rename that only Linux has: to a name that must be free; so that two files change places."""

NO_SUCH_WAY = (EINVAL, ENOSYS, ENOTSUP, EPERM)
"""How a system, a file system or a sandbox says that it has no such way."""

_ACL = "system.posix_acl_access"


class Io:
    """The system calls that saving makes."""

    close = staticmethod(os.close)
    fstat = staticmethod(os.fstat)
    fsync = staticmethod(os.fsync)
    ftruncate = staticmethod(os.ftruncate)
    listdir = staticmethod(os.listdir)
    lseek = staticmethod(os.lseek)
    mkdir = staticmethod(os.mkdir)
    open = staticmethod(os.open)
    read = staticmethod(os.read)
    replace = staticmethod(os.replace)
    stat = staticmethod(os.stat)
    unlink = staticmethod(os.unlink)
    write = staticmethod(os.write)

    def chmod(self, file: int | Path, mode: int) -> None:
        """Give an open file, or a folder, its mode."""
        if sys.platform != "win32":
            os.chmod(file, mode)

    def chown(self, fd: int, uid: int, gid: int) -> None:
        """Give an open file to its owner and group."""
        if sys.platform != "win32":
            os.fchown(fd, uid, gid)

    def copy_acl(self, source: Path, fd: int) -> None:
        """Give an open file the access list of another."""
        if sys.platform == "linux":
            os.setxattr(fd, _ACL, os.getxattr(source, _ACL))

    def rename(self, source: Path, to: Path, way: int) -> None:
        """Rename in one of the ways that only Linux has; raises `OSError`, of `NO_SUCH_WAY` where there is none."""
        call = renameat2()
        number = call(os.fsencode(source), os.fsencode(to), way) if call else ENOSYS
        if number:
            raise OSError(number, os.strerror(number), str(source), None, str(to))

    def is_written_to(self, fd: int) -> bool:
        """Whether a program has the file for writing that is open for reading here, as far as the system tells.

        Linux gives a file's owner a lease for reading only while nobody has the file open for writing; one is asked for
        and given back at once. Should it be broken in between, the kernel sends SIGURG, which is ignored, instead of
        the usual SIGIO, which would end this program.
        """
        if sys.platform != "linux":
            return False
        try:
            fcntl.fcntl(fd, fcntl.F_SETSIG, signal.SIGURG)
            fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_RDLCK)
            fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_UNLCK)
        except OSError as error:
            return error.errno == EAGAIN
        return False

    def lock(self, fd: int) -> None:
        """Lock an open file, or raise `OSError` with EAGAIN or EACCES: somebody else has it.

        The lock is the open file's own (threads exclude each other), and the kernel's: it ends with the process.
        """
        if sys.platform == "win32":
            os.lseek(fd, _LOCKED_BYTE, os.SEEK_SET)
            try:
                msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
            finally:
                # What is written next would else make the file that long.
                os.lseek(fd, 0, os.SEEK_SET)
        elif sys.platform == "linux":
            request = struct.pack("hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, _LOCKED_BYTE, 1, 0)
            fcntl.fcntl(fd, fcntl.F_OFD_SETLK, request)
        else:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)


OS = Io()


@cache
def renameat2() -> Callable[[bytes, bytes, int], int] | None:
    """Linux's call, which answers an error's number or 0, loaded when first asked for; None where there is none."""
    if sys.platform != "linux":
        return None
    try:
        import ctypes  # 3 ms that only saving needs
    except ImportError:
        return None
    at_folder = -100
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return None
    return lambda source, to, way: ctypes.get_errno() if call(at_folder, source, at_folder, to, way) else 0
