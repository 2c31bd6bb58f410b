"""Files replaced so that the disk has them: in which order, with whose rights, and how failures are told."""

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.fault.seam import Counting, Failing, error, running
from tui.errors import Refused
from tui.store import durable
from tui.store.durable import SlippedError, Unconfirmed, discard, ensure, publish, read, stage, staged, told
from tui.store.files import Limit
from tui.store.system import Io

is_root = pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root may do that")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "targets.toml"
    path.write_bytes(b"old")
    path.chmod(0o664)
    return path


def replaced(path: Path, data: bytes, io: Io | None = None) -> None:
    io = io or Io()
    temp = stage(path, data, io)
    publish(temp, path, data, read(path), io)
    discard(temp, io)


def test_a_file_is_replaced_whole_and_nothing_is_left_beside_it(target: Path) -> None:
    replaced(target, b"new")
    assert target.read_bytes() == b"new"
    assert os.listdir(target.parent) == ["targets.toml"]


def test_the_disk_has_the_new_file_before_it_takes_the_old_ones_place(target: Path) -> None:
    io = Counting()
    with running(io):
        replaced(target, b"new", io)
    assert io.names.index("write") < io.names.index("fsync") < io.names.index("rename")


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_a_file_keeps_its_mode_whatever_the_umask(mode: int, target: Path) -> None:
    target.chmod(mode)
    before = os.umask(0o077)
    try:
        replaced(target, b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE(target.stat().st_mode) == mode


@is_root
def test_a_file_keeps_its_owner_and_group(target: Path) -> None:
    os.chown(target, 1234, 5678)
    replaced(target, b"new")
    assert (target.stat().st_uid, target.stat().st_gid) == (1234, 5678)


def test_where_files_cannot_be_given_away_the_group_is_kept(target: Path) -> None:
    given = []

    class Ordinary(Io):
        def chown(self, fd: int, uid: int, gid: int) -> None:
            if uid != -1:
                raise PermissionError(errno.EPERM, "not yours to give")
            given.append(gid)

    replaced(target, b"new", Ordinary())
    assert given == [target.stat().st_gid]


@pytest.mark.skipif(sys.platform != "linux", reason="access lists are read by Linux's calls")
def test_a_file_keeps_its_access_list(target: Path) -> None:
    # user::rw- user:1234:rw- group::r-- mask::rw- other::---
    entries = [(1, 6, 2**32 - 1), (2, 6, 1234), (4, 4, 2**32 - 1), (16, 6, 2**32 - 1), (32, 0, 2**32 - 1)]
    acl = (2).to_bytes(4, "little") + b"".join(
        tag.to_bytes(2, "little") + rights.to_bytes(2, "little") + who.to_bytes(4, "little")
        for tag, rights, who in entries
    )
    try:
        os.setxattr(target, "system.posix_acl_access", acl)
    except OSError as error:
        pytest.skip(f"no access lists here: {error}")
    replaced(target, b"new")
    assert os.getxattr(target, "system.posix_acl_access") == acl


@pytest.mark.parametrize(("folder", "file"), [(0o2770, 0o660), (0o2775, 0o664), (0o755, 0o644), (0o700, 0o600)])
@pytest.mark.parametrize("make", [lambda path: replaced(path, b"new"), ensure], ids=["replaced", "ensured"])
def test_a_new_file_is_for_those_whose_folder_it_is(
    make: Callable[[Path], None], folder: int, file: int, tmp_path: Path
) -> None:
    tmp_path.chmod(folder)
    make(tmp_path / "new")
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == file


def test_to_ensure_a_file_leaves_one_that_is_there_alone(target: Path) -> None:
    ensure(target)
    assert target.read_bytes() == b"old"
    assert stat.S_IMODE(target.stat().st_mode) == 0o664


def test_what_reads_back_differently_is_not_published(target: Path) -> None:
    class Forgetful(Io):
        def __init__(self) -> None:
            self.write: Any = lambda fd, data: os.write(fd, bytes(data).upper())

    with pytest.raises(OSError, match="reads back differently"):
        stage(target, b"new", Forgetful())
    assert os.listdir(target.parent) == ["targets.toml"]


def test_a_disk_that_takes_nothing_is_full(target: Path) -> None:
    class Full(Io):
        def __init__(self) -> None:
            self.write: Any = lambda fd, data: 0

    with pytest.raises(OSError, match="No space") as caught:
        stage(target, b"new", Full())
    assert caught.value.errno == errno.ENOSPC


def test_a_rename_that_was_done_but_reported_as_failed_counts(target: Path) -> None:
    class Confused(Io):
        def __init__(self) -> None:
            self.rename: Any = self._renamed

        def _renamed(self, source: Path, to: Path, way: int) -> None:
            super().rename(source, to, way)
            raise FileNotFoundError(errno.ENOENT, "the server had forgotten that it did")

    replaced(target, b"new", Confused())
    assert target.read_bytes() == b"new"


def test_a_rename_that_failed_and_cannot_be_looked_at_is_unconfirmed(target: Path) -> None:
    temp = stage(target, b"new")
    with running(Failing(error(errno.EIO), 6, times=100)) as io, pytest.raises(Unconfirmed, match="may or may not"):
        publish(temp, target, b"new", b"old", io)


def test_staged_files_are_those_of_that_file_alone(target: Path) -> None:
    own = stage(target, b"new")
    stage(target.with_name("scores.toml"), b"new")
    assert staged(target) == [own]


def test_no_link_is_followed_to_write_elsewhere(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "urandom", lambda count: b"\0" * count)
    elsewhere = target.with_name("elsewhere")
    elsewhere.write_bytes(b"theirs")
    target.with_name(".targets.toml.00000000.tmp").symlink_to(elsewhere)
    with pytest.raises(FileExistsError):
        stage(target, b"new")
    assert elsewhere.read_bytes() == b"theirs"


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP])
def test_a_file_system_that_cannot_sync_folders_is_taken_as_it_is(number: int, tmp_path: Path) -> None:
    with running(Failing(error(number), 2)) as io:
        durable.sync_folder(tmp_path, io)
    assert io.names == ["open", "fsync", "close"]


def test_what_is_there_already_is_no_new_file(target: Path) -> None:
    temp = stage(target, b"new")
    with pytest.raises(SlippedError, match=r"targets\.toml"):
        publish(temp, target, b"new", None)
    assert (target.read_bytes(), temp.read_bytes()) == (b"old", b"new")


class TestReading:
    def test_gives_the_whole_or_none(self, target: Path) -> None:
        assert (read(target), read(target.with_name("missing"))) == (b"old", None)

    def test_takes_no_pipe(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(Refused, match="not a plain file"):
            read(tmp_path / "pipe")

    def test_opens_anew_what_a_server_has_forgotten(self, target: Path) -> None:
        class Forgetful(Io):
            def __init__(self, times: int) -> None:
                self.times = times
                self.read: Any = self._read

            def _read(self, fd: int, size: int) -> bytes:
                self.times -= 1
                if self.times >= 0:
                    raise OSError(errno.ESTALE, os.strerror(errno.ESTALE))
                return os.read(fd, size)

        assert read(target, Forgetful(3)) == b"old"
        with pytest.raises(OSError, match=r".") as caught:
            read(target, Forgetful(100))
        assert caught.value.errno == errno.ESTALE

    @pytest.mark.parametrize("times", [1, 100])
    def test_takes_no_half_of_one_version_and_half_of_another(self, times: int, target: Path) -> None:
        class Busy(Io):
            """Between two looks at the file an editor writes it in place."""

            times = 0

            def __init__(self) -> None:
                self.read: Any = self._read

            def _read(self, fd: int, size: int) -> bytes:
                found = os.read(fd, size)
                if found and self.times < times:
                    self.times += 1
                    target.write_bytes(b"as long as that is number %d" % self.times)
                return found

        if times == 1:
            assert read(target, Busy()) == b"as long as that is number 1"
        else:
            with pytest.raises(Refused, match="being written"):
                read(target, Busy())

    def test_takes_nothing_too_large(self, target: Path) -> None:
        with pytest.raises(Refused, match="too large"):
            read(target, limit=Limit(2, "a file of at most 2 bytes"))


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, durable.FULL),
        (errno.EDQUOT, durable.FULL),
        (errno.EFBIG, durable.FULL),
        (errno.EROFS, durable.READ_ONLY),
        (errno.EACCES, durable.FORBIDDEN),
        (errno.EPERM, durable.FORBIDDEN),
        (errno.ENOENT, durable.GONE),
        (errno.ESTALE, durable.GONE),
        (errno.EIO, durable.FAULTY),
        (errno.EMFILE, durable.FAILED),
    ],
)
def test_each_failure_has_its_sentence(number: int, sentence: str) -> None:
    with pytest.raises(Refused) as caught, told("targets\x1b.toml"):
        raise OSError(number, os.strerror(number))
    assert caught.value.msgid == sentence
    assert "targets\ufffd.toml" in str(caught.value)
    assert str(caught.value).endswith(".")


def test_an_error_without_a_number_is_told_too() -> None:
    with pytest.raises(Refused, match="by magic"), told("targets.toml"):
        raise OSError("by magic")


class TestLock:
    def test_keeps_others_out_even_in_the_same_program(self, tmp_path: Path) -> None:
        path = tmp_path / "lock"
        path.touch()
        with durable.opened(path, os.O_RDWR) as one, durable.opened(path, os.O_RDWR) as other:
            Io().lock(one)
            with pytest.raises(OSError, match=r".") as caught:
                Io().lock(other)
            assert caught.value.errno in (errno.EAGAIN, errno.EACCES)
            assert path.read_bytes() == b""
        with durable.opened(path, os.O_RDWR) as again:
            Io().lock(again)

    def test_ends_with_the_program(self, tmp_path: Path) -> None:
        path = tmp_path / "lock"
        path.touch()
        code = f"import os\nfrom tui.store.system import Io\nIo().lock(os.open({str(path)!r}, os.O_RDWR))\nos.abort()"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60)
        assert done.returncode < 0
        with durable.opened(path, os.O_RDWR) as fd:
            Io().lock(fd)
