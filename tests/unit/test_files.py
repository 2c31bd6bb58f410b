import os
from pathlib import Path
from typing import Any

import pytest

from tui.store import files
from tui.store.files import FileUnusable, Limit, put_whole, read_file

SMALL = Limit(4, "a file of at most 4 bytes")


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\x00\xff\r\n")
    assert read_file(path, SMALL) == b"\x00\xff\r\n"


def test_a_file_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert read_file(tmp_path / "a.csv", SMALL) is None


def refusal(path: Path) -> str:
    with pytest.raises(FileUnusable) as caught:
        read_file(path, SMALL, "2018/a.csv")
    assert str(caught.value).startswith("2018/a.csv ")
    return caught.value.expected


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"12345")
    assert refusal(path) == SMALL.expected


def test_a_fifo_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    os.mkfifo(path)
    assert refusal(path) == files.A_PLAIN_FILE


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null"])
def test_a_device_is_refused(path: str) -> None:
    assert refusal(Path(path)) == files.A_PLAIN_FILE


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path) == files.A_PLAIN_FILE


def test_a_file_in_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    assert refusal(tmp_path / "a" / "b.csv") == files.A_READABLE_FILE


def test_a_link_to_a_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to(tmp_path / "share" / "a.csv")
    assert refusal(tmp_path / "a.csv") == files.A_READABLE_FILE


def test_a_link_in_a_circle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to(tmp_path / "a.csv")
    assert refusal(tmp_path / "a.csv") == files.A_READABLE_FILE


@pytest.mark.parametrize("change", ["size", "time"])
def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"123")
    stat = os.fstat

    def fstat_then_change(descriptor: int) -> Any:
        before = stat(descriptor)
        if change == "size":
            path.write_bytes(b"12")
        os.utime(path, ns=(0, before.st_mtime_ns + (change == "time")))
        return before

    monkeypatch.setattr(os, "fstat", fstat_then_change)
    assert refusal(path) == files.A_FILE_AT_REST


def test_the_error_names_the_file_by_its_path_unless_told(tmp_path: Path) -> None:
    with pytest.raises(FileUnusable, match=f"^{tmp_path.name} is not a plain file"):
        read_file(tmp_path, SMALL)


@pytest.mark.parametrize("fault", [OSError, KeyboardInterrupt])
def test_what_cannot_be_put_in_place_leaves_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: type[BaseException]
) -> None:
    put_whole(tmp_path / "a", b"1")

    def failing(*_names: object) -> None:
        raise fault

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(fault):
        put_whole(str(tmp_path / "a"), b"2")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("a", b"1")]
