"""Mounts whose locks keep nobody out, as mountinfo tells of them."""

from pathlib import Path

import pytest

from tui.errors import Refused
from tui.store import mounts
from tui.store.mounts import Mount, is_remote, lies, mount_of, parsed, refuse_lying_locks, tells_of_changes

MOUNTINFO = """\
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
30 27 0:41 / /srv/phường\\040Ngọc\\040Thụy rw,relatime shared:5 - nfs4 may-chu:/giao\\040ban rw,vers=4.2,local_lock=none
31 27 0:42 / /srv/old rw - nfs may-chu:/old rw,vers=3,nolock,local_lock=all
32 27 0:43 / /mnt rw - tmpfs tmpfs rw
33 27 0:44 / /mnt rw - cifs //may-chu/chung rw,vers=3.1.1,nobrl
rubbish
34 27 0:45 / /short -
"""

FOLDERS = {"/srv/phường Ngọc Thụy/2018": "nfs4", "/srv/old/a": "nfs", "/srv/older": "ext4", "/mnt": "cifs", "/": "ext4"}


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_is_on_the_deepest_and_last_mount_around_it(folder: str) -> None:
    mount = mount_of(folder, parsed(MOUNTINFO))
    assert mount is not None
    assert mount.kind == FOLDERS[folder]


def test_without_mounts_there_is_none() -> None:
    assert mount_of("/srv", []) is None


@pytest.mark.parametrize(
    ("kind", "options", "expected"),
    [
        ("ext4", "rw", False),
        ("overlay", "rw,lowerdir=/nolock", False),
        ("9p", "rw", False),
        ("nfs4", "rw,vers=4.2,local_lock=none", False),
        ("nfs4", "rw", False),
        ("nfs", "rw,nolock", True),
        ("nfs", "rw,local_lock=flock", True),
        ("nfs4", "rw,local_lock=all", True),
        ("cifs", "rw,vers=3.1.1", False),
        ("cifs", "rw,nobrl", True),
        ("smb3", "rw,nobrl", True),
        ("fuse.sshfs", "rw", True),
        ("fuse.rclone", "rw", True),
        ("fuse", "rw", True),
        ("fuseblk", "rw", False),
        ("fuse.fuse-overlayfs", "rw", False),
    ],
)
def test_which_mounts_lie(kind: str, options: str, expected: bool) -> None:
    assert lies(Mount("/", kind, frozenset(options.split(",")))) == expected


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(mounts, "MOUNTS", tmp_path / "mountinfo")
    return tmp_path / "mountinfo"


def test_the_refusal_says_what_lies(tmp_path: Path, table: Path) -> None:
    table.write_text("1 0 0:1 / / rw - nfs server:/ rw,nolock,local_lock=all\n")
    with pytest.raises(Refused, match="nfs local_lock=all nolock"):
        refuse_lying_locks(tmp_path)


def test_a_link_counts_for_where_it_leads(tmp_path: Path, table: Path) -> None:
    share, link = tmp_path / "share", tmp_path / "link"
    share.mkdir()
    link.symlink_to(share)
    table.write_text(f"1 0 0:1 / / rw - ext4 /dev/vda rw\n2 1 0:2 / {share} rw - fuse.sshfs host: rw\n")
    with pytest.raises(Refused, match=r"fuse\.sshfs"):
        refuse_lying_locks(link)


@pytest.mark.parametrize(("kind", "expected"), [("nfs4", True), ("cifs", True), ("xfs", False)])
def test_servers_show_changes_late(kind: str, expected: bool, tmp_path: Path, table: Path) -> None:
    table.write_text(f"1 0 0:1 / / rw - {kind} source rw\n")
    assert is_remote(tmp_path) is expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [*((kind, True) for kind in ("ext4", "btrfs", "overlay", "tmpfs", "vfat", "fuseblk")),
     *((kind, False) for kind in ("nfs", "nfs4", "cifs", "smb3", "9p", "drvfs", "virtiofs", "vboxsf", "fuse.sshfs"))],
)  # fmt: skip
def test_which_mounts_tell_of_changes(kind: str, expected: bool, tmp_path: Path, table: Path) -> None:
    table.write_text(f"1 0 0:1 / / rw - {kind} source rw\n")
    assert tells_of_changes(tmp_path) is expected


@pytest.mark.parametrize(("platform", "expected"), [("linux", False), ("darwin", True), ("win32", True)])
def test_linux_without_its_mounts_may_be_anything(
    platform: str, expected: bool, tmp_path: Path, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    assert tells_of_changes(tmp_path) is expected


def test_where_nothing_tells_of_mounts_all_is_taken_as_local(tmp_path: Path, table: Path) -> None:
    refuse_lying_locks(tmp_path)
    assert is_remote(tmp_path) is False
