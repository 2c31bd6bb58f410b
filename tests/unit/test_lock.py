"""One writer at a time in a folder: who waits, for whom, and where nobody may write."""

import errno
import os
import re
import stat
import threading
from pathlib import Path

import pytest

from tests.fault.seam import FailingAt, error, running
from tui.errors import Refused
from tui.store import lock, mounts
from tui.store.lock import LOCK, locked
from tui.store.system import Io


def test_a_lock_is_free_again_after_its_block(tmp_path: Path) -> None:
    for holder in ("lan", "minh"):
        with locked(tmp_path, holder, patience=0):
            assert (tmp_path / LOCK).read_text() == holder


@pytest.mark.parametrize(
    ("holder", "told"),
    [("lan (p12)", "lan (p12)"), ("lan\x1b]0;x\x07\u202e\x9b6n", "lan\ufffd]0;x\ufffd\ufffd\ufffd6n")],
)
def test_who_waits_in_vain_is_told_for_whom(holder: str, told: str, tmp_path: Path) -> None:
    with (
        locked(tmp_path, holder),
        pytest.raises(Refused, match=rf"{re.escape(told)} has been saving .* 0 seconds"),
        locked(tmp_path, "minh (p12)", patience=0),
    ):
        pass
    with locked(tmp_path, "minh (p12)", patience=0):
        pass


def test_who_waits_gets_the_lock_when_it_is_free(tmp_path: Path) -> None:
    held, order = threading.Event(), []

    def other() -> None:
        held.wait()
        with locked(tmp_path, "minh"):
            order.append("minh")

    thread = threading.Thread(target=other)
    thread.start()
    with locked(tmp_path, "lan"):
        held.set()
        thread.join(0.05)
        order.append("lan")
    thread.join()
    assert order == ["lan", "minh"]


def test_a_lock_file_that_somebody_replaced_is_no_lock(tmp_path: Path) -> None:
    class Replaced(Io):
        """Between the opening of the file and its lock, somebody else tidies up."""

        times = 0

        def lock(self, fd: int) -> None:
            self.times += 1
            if self.times == 1:
                (tmp_path / LOCK).unlink()
            super().lock(fd)

    io = Replaced()
    with locked(tmp_path, "lan", io), pytest.raises(Refused), locked(tmp_path, "minh", patience=0):
        pass
    assert io.times == 2


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EINVAL])
def test_without_locks_nobody_writes(number: int, tmp_path: Path) -> None:
    with (
        running(FailingAt(error(number), "lock")) as io,
        pytest.raises(Refused, match="knows no locks"),
        locked(tmp_path, "lan", io),
    ):
        pass


def test_where_locks_lie_nobody_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "mountinfo"
    table.write_text("1 0 0:1 / / rw - nfs4 server:/ rw,local_lock=all\n")
    monkeypatch.setattr(mounts, "MOUNTS", table)
    with pytest.raises(Refused, match=r"nfs4 local_lock=all"), locked(tmp_path, "lan"):
        pass
    assert os.listdir(tmp_path) == ["mountinfo"]


def test_the_lock_file_is_for_all_who_may_write_in_the_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o2770)
    with locked(tmp_path, "lan"):
        assert stat.S_IMODE((tmp_path / LOCK).stat().st_mode) == 0o660


@pytest.mark.parametrize("call", ["ftruncate", "write"])
def test_who_signs_in_vain_has_the_lock_nevertheless(call: str, tmp_path: Path) -> None:
    with running(FailingAt(error(errno.ENOSPC), call)) as io, locked(tmp_path, "lan", io):
        assert call in io.names
        with pytest.raises(Refused), locked(tmp_path, "minh", patience=0):
            pass


def test_patience_has_an_end_unless_said_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0)
    with locked(tmp_path, "lan"), pytest.raises(Refused), locked(tmp_path, "minh"):
        pass


def test_a_lock_file_that_is_a_link_is_left_alone(tmp_path: Path) -> None:
    """Who waits would be written into whatever it leads to: another editor's choice of the files of whoever saves."""
    own = tmp_path / "own"
    own.write_text("alias ll='ls -l'\n")
    folder = tmp_path / "2018"
    folder.mkdir()
    (folder / LOCK).symlink_to(own)
    with pytest.raises(Refused, match=f"^{LOCK} is not a plain file"), locked(folder, "lan", patience=0):
        pass
    assert own.read_text() == "alias ll='ls -l'\n"
