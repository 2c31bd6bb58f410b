"""Where edits can be kept: on file systems whose locks keep others out.

Some mounts grant every lock at once, to everybody: NFS with `nolock`, SMB with `nobrl`, many a FUSE. Half of what two
people save there would be lost without a word, so such a folder is only looked at.
"""

import os
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from tui.errors import N_, Refused
from tui.ward.names import clean

LYING = N_("{folder} is on {kind}, where two people would overwrite each other unseen: look only.")

MOUNTS = Path("/proc/self/mountinfo")

NFS = ("nfs", "nfs4")
SMB = ("cifs", "smb3")

LOCAL_FUSE = {
    *("fuseblk", "fuse.fuse-overlayfs", "fuse.mergerfs", "fuse.bindfs", "fuse.gocryptfs", "fuse.cryfs", "fuse.encfs"),
    *("fuse.ntfs-3g", "fuse.ntfs", "fuse.exfat", "fuse.ext4", "fuse.fuse2fs", "fuse.grpcfuse", "fuse.osxfs"),
}
"""On a disk of this very computer, whose kernel then keeps the locks; any other FUSE may be a network."""


TELLING = {
    *("ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "bcachefs", "jfs", "reiserfs", "nilfs2"),
    *("vfat", "exfat", "ntfs3", "fuseblk", "tmpfs", "ramfs", "overlay"),
}
"""Written by this computer's kernel alone, which so knows of every change."""


class Mount(NamedTuple):
    """One line of mountinfo."""

    point: str
    kind: str
    options: frozenset[str]
    """Those of the file system, not those of the mount point."""


def refuse_lying_locks(folder: Path) -> None:
    """Raise `Refused` where the mount under `folder` grants locks that keep nobody out."""
    mount = _mount(folder)
    if mount and lies(mount):
        raise Refused(LYING, folder=clean(str(folder)), kind=clean(_described(mount)))


def is_remote(folder: Path) -> bool:
    """Whether `folder` is on a server, which may show changes late."""
    mount = _mount(folder)
    return mount is not None and mount.kind in NFS + SMB


def tells_of_changes(folder: Path) -> bool:
    """Whether the system hears of every change below `folder`, which it does not of those made elsewhere.

    WSL's windows drives and the folders that a virtual machine shares are elsewhere too.
    """
    mount = _mount(folder)
    return mount.kind in TELLING if mount else sys.platform != "linux"


def lies(mount: Mount) -> bool:
    """Whether the locks of this mount keep nobody out."""
    if mount.kind in NFS + SMB:
        return bool(_loose(mount))
    return mount.kind.startswith("fuse") and mount.kind != "fusectl" and mount.kind not in LOCAL_FUSE


def mount_of(path: str, mounts: Iterable[Mount]) -> Mount | None:
    """The mount that the resolved `path` is on: the deepest, of several at one place the last."""
    around = [mount for mount in mounts if path == mount.point or path.startswith(mount.point.rstrip("/") + "/")]
    return max(reversed(around), key=lambda mount: len(mount.point), default=None)


@lru_cache(maxsize=1)
def parsed(mountinfo: str) -> tuple[Mount, ...]:
    """The mounts in the text of a mountinfo file; lines that are none are passed over."""
    mounts = []
    for line in mountinfo.splitlines():
        fields, _, system = line.partition(" - ")
        with suppress(ValueError, IndexError):
            kind, _source, options = system.split(" ")
            mounts.append(Mount(_unescaped(fields.split(" ")[4]), kind, frozenset(options.split(","))))
    return tuple(mounts)


def _mount(folder: Path) -> Mount | None:
    try:
        mounts = parsed(MOUNTS.read_text("utf-8", "surrogateescape"))
    except OSError:
        return None
    return mount_of(os.path.realpath(folder), mounts)


def _loose(mount: Mount) -> list[str]:
    """The options by which a share leaves locks to each computer alone."""
    return sorted(each for each in mount.options if re.fullmatch("nolock|nobrl|local_lock=(?!none).*", each))


def _described(mount: Mount) -> str:
    return " ".join([mount.kind, *_loose(mount)])


def _unescaped(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)
