"""Kept boards: shown while nothing that they were made from has changed, and silently not otherwise."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import platformdirs
import pytest

from tests.wards import YEAR, full_ward, make_ward
from tui.store import cache, caches
from tui.store.board_json import decode, encode
from tui.ward.board import Board
from tui.ward.review import board_of

BOARD = board_of(full_ward())
BEFORE = YEAR - 1
SECOND = 10**9


class Clock:
    """What the cache takes for the time: some seconds from now."""

    def __init__(self) -> None:
        self.ahead = 60.0

    def time_ns(self) -> int:
        return time.time_ns() + int(self.ahead * SECOND)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Files of a test are new, and most tests are not about that: the cache sees them a minute from now."""
    clock = Clock()
    monkeypatch.setattr(cache, "time", clock)
    return clock


@pytest.fixture(autouse=True)
def boards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where boards are kept."""
    monkeypatch.delenv("GIAOBAN_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    return tmp_path / "caches" / "giaoban" / "boards"


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    """A folder with the files of two years; what is in them does not matter to the cache."""
    folder = tmp_path / "Phường Ngọc Thụy"
    for name in (
        *("ward.toml", "indicators.toml", "lineage.csv"),
        *(f"{BEFORE}/{name}" for name in ("groups.csv", "results.csv")),
        *(f"{YEAR}/{name}" for name in ("groups.csv", "results.csv", "targets.toml", "journal.jsonl")),
        f"{YEAR}/meetings/2018-11-08.toml",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    return folder


def keep(folder: Path, board: Board = BOARD, as_of: date | None = None) -> Board:
    """Keep a board as a program does that has just computed it."""
    cache.save(board, folder, as_of, fingerprint=cache.fingerprint(folder, board.year))
    return board


def only_file(boards: Path) -> Path:
    (file,) = boards.iterdir()
    return file


def test_what_is_kept_is_found(ward: Path) -> None:
    assert cache.load(ward) is None
    keep(ward)
    assert cache.load(ward) == BOARD
    assert cache.load(ward, YEAR) == BOARD


def test_each_day_and_year_has_its_board(ward: Path) -> None:
    june = replace(BOARD, as_of=date(YEAR, 6, 30))
    before = replace(BOARD, year=BEFORE)
    keep(ward)
    keep(ward, june, june.as_of)
    keep(ward, before)
    assert cache.load(ward) == BOARD
    assert cache.load(ward, YEAR, june.as_of) == june
    assert cache.load(ward, BEFORE) == before
    assert cache.load(ward, YEAR, date(YEAR, 5, 31)) is None
    assert cache.load(ward, BEFORE, june.as_of) is None


def test_each_ward_has_its_board(ward: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(ward, copy)
    keep(ward)
    assert cache.load(copy) is None
    keep(copy, replace(BOARD, problem_count=7))
    assert cache.load(copy) == replace(BOARD, problem_count=7)
    assert cache.load(ward) == BOARD


def test_a_ward_may_be_reached_on_several_ways(ward: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(ward)
    (tmp_path / "link").symlink_to(ward)
    assert cache.load(tmp_path / "link") == BOARD
    monkeypatch.chdir(ward)
    assert cache.load(Path()) == BOARD


def same_size_and_time(file: Path) -> None:
    """Other bytes, as many, and the old time put back: only the time of the change tells."""
    found = file.stat()
    file.write_text(file.read_text()[::-1])
    os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))


def another_inode(file: Path) -> None:
    found = file.stat()
    new = file.with_suffix(".new")
    new.write_bytes(file.read_bytes())
    os.utime(new, ns=(found.st_atime_ns, found.st_mtime_ns))
    new.replace(file)


CHANGES: list[Callable[[Path], Any]] = [
    lambda file: file.write_text("more than there was"),
    lambda file: file.write_text(""),
    lambda file: os.utime(file, ns=(0, 0)),
    lambda file: file.unlink(),
    same_size_and_time,
    another_inode,
]

WATCHED = [
    "ward.toml",
    "indicators.toml",
    "lineage.csv",
    f"{YEAR}/groups.csv",
    f"{YEAR}/results.csv",
    f"{YEAR}/targets.toml",
    f"{BEFORE}/groups.csv",
    f"{BEFORE}/results.csv",
]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("name", WATCHED)
def test_a_changed_file_ends_it(ward: Path, name: str, change: Callable[[Path], Any]) -> None:
    keep(ward)
    change(ward / name)
    assert cache.load(ward, YEAR) is None


@pytest.mark.parametrize(
    "name", [f"{YEAR}/models.csv", f"{BEFORE}/targets.toml", f"{YEAR + 1}/groups.csv", "2016/groups.csv"]
)
def test_a_new_file_ends_it(ward: Path, name: str) -> None:
    keep(ward)
    (ward / name).parent.mkdir(exist_ok=True)
    (ward / name).touch()
    assert cache.load(ward, YEAR) is None


@pytest.mark.parametrize(
    "name",
    [
        f"{YEAR}/journal.jsonl",
        f"{YEAR}/meetings/2018-11-08.toml",
        f"{YEAR}/meetings/2018-12-06.toml",
        f"{YEAR}/.targets.toml.1234.tmp",
        "report.xlsx",
        "2016/results.csv",
        f"{YEAR + 1}/results.csv",
        "notes/groups.csv",
        "20181/groups.csv",
    ],
)
def test_what_no_board_is_made_from_does_not_matter(ward: Path, name: str) -> None:
    keep(ward)
    (ward / name).parent.mkdir(exist_ok=True)
    (ward / name).write_text("new")
    assert cache.load(ward) == BOARD


@pytest.mark.parametrize(("name", "value"), [("FORMAT", 0), ("__version__", "0"), ("_program", lambda: 0)])
def test_another_program_does_not_trust_it(ward: Path, name: str, value: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(ward)
    monkeypatch.setattr(cache, name, value)
    assert cache.load(ward) is None


@pytest.mark.parametrize(("ahead", "is_trusted"), [(0.0, False), (1.5, False), (2.5, True), (-3600.0, False)])
def test_a_file_as_new_as_that_might_change_unseen(
    ward: Path, boards: Path, clock: Clock, ahead: float, is_trusted: bool
) -> None:
    clock.ahead = ahead
    keep(ward)
    assert boards.exists() == is_trusted
    clock.ahead = 60.0
    assert (cache.load(ward) == BOARD) == is_trusted


def test_the_time_of_its_change_counts_as_well_as_that_of_its_content(ward: Path, clock: Clock) -> None:
    file = ward / f"{YEAR}/results.csv"
    assert cache.fingerprint(ward)
    os.utime(file, (clock.time_ns() / SECOND, clock.time_ns() / SECOND))
    assert not cache.fingerprint(ward), "modified now, its change a minute old"
    clock.ahead = 0.0
    os.utime(file, (0, 0))
    for other in ward.rglob("*.*"):
        os.utime(other, (0, 0))
    assert not cache.fingerprint(ward), "modified long ago, changed now"


def test_nothing_is_trusted_while_a_file_is_new(ward: Path, clock: Clock) -> None:
    keep(ward)
    clock.ahead = 0.0
    assert cache.fingerprint(ward) == ""
    assert cache.load(ward) is None


def test_a_change_while_the_ward_was_read_is_not_covered(ward: Path) -> None:
    """The fingerprint is that of the files before; after the change it is nobody's."""
    taken = cache.fingerprint(ward)
    (ward / f"{YEAR}/results.csv").write_text("changed while being read")
    cache.save(BOARD, ward, fingerprint=taken)
    assert cache.load(ward) is None


CORRUPTIONS: list[Callable[[bytes], bytes]] = [
    lambda data: b"",
    lambda data: b"\x00" * len(data),
    lambda data: data[:-1],
    lambda data: data[: len(data) // 2],
    lambda data: data.splitlines(keepends=True)[0],
    lambda data: data + b"\n",
    lambda data: data + data,
    lambda data: data.replace(b"13", b"31"),
    lambda data: data.replace(b"blood", b"flood"),
    lambda data: b"0" * 8 + data[8:],
    lambda data: "Ngọc Thụy".encode("utf-16"),
]


@pytest.mark.parametrize("corrupt", CORRUPTIONS)
def test_a_damaged_file_is_no_board(ward: Path, boards: Path, corrupt: Callable[[bytes], bytes]) -> None:
    keep(ward)
    whole = only_file(boards).read_bytes()
    damaged = corrupt(whole)
    assert damaged != whole
    only_file(boards).write_bytes(damaged)
    assert cache.load(ward) is None


@pytest.mark.parametrize(
    "body", ["null", "[]", "[" * 100_000, "{}", "{", "7", '{"info":7}', encode(BOARD).replace('"newest"', '"oldest"')]
)
def test_another_body_is_no_board(ward: Path, boards: Path, body: str) -> None:
    """As a program of the same version may have kept it in the course of development."""
    keep(ward)
    mark = cache.fingerprint(ward)
    only_file(boards).write_text("\n".join((cache._checksum(mark, body), mark, body)))
    assert cache.load(ward) is None


def test_a_folder_in_its_place_is_no_board(ward: Path, boards: Path) -> None:
    keep(ward)
    file = only_file(boards)
    file.unlink()
    file.mkdir()
    assert cache.load(ward) is None
    keep(ward)
    assert [entry.name for entry in boards.iterdir()] == [file.name]


def test_it_can_be_turned_off(ward: Path, boards: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIAOBAN_CACHE", "0")
    keep(ward)
    assert not boards.exists()
    monkeypatch.setenv("GIAOBAN_CACHE", "1")
    keep(ward)
    monkeypatch.setenv("GIAOBAN_CACHE", "0")
    assert cache.load(ward) is None


def test_only_its_user_can_read_it(ward: Path, boards: Path) -> None:
    keep(ward)
    assert boards.stat().st_mode & 0o777 == 0o700
    assert only_file(boards).stat().st_mode & 0o777 == 0o600


def test_a_cache_that_cannot_be_written_is_no_error(ward: Path, boards: Path) -> None:
    boards.parent.parent.write_text("a file where the folder should be")
    keep(ward)
    assert cache.load(ward) is None


def test_a_board_too_deep_for_json_is_no_error(ward: Path, boards: Path) -> None:
    deep: dict[str, object] = {}
    for _ in range(sys.getrecursionlimit()):
        deep = {"parts": deep}
    keep(ward, replace(BOARD, scoring=deep))
    assert not boards.exists()


def test_a_failed_write_leaves_what_there_was(ward: Path, boards: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(ward)
    before = only_file(boards).read_bytes()

    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("tui.store.cache.os.replace", full)
    keep(ward, replace(BOARD, problem_count=7))
    assert only_file(boards).read_bytes() == before


def test_a_board_of_today_is_not_kept_for_tomorrow(ward: Path, boards: Path) -> None:
    keep(ward, board_of(make_ward(), today=date(YEAR, 5, 2)))
    assert not boards.exists()


def test_only_the_newest_boards_stay(ward: Path, boards: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caches, "MOST_FILES", 3)
    days = [date(YEAR, month, 1) for month in range(1, 7)]
    for number, on in enumerate(days):
        keep(ward, replace(BOARD, as_of=on), on)
        for file in boards.glob(f"*{on}*"):
            os.utime(file, (number, number))
    assert [on for on in days if cache.load(ward, YEAR, on)] == days[-3:]
    assert len(list(boards.iterdir())) == 3


@pytest.mark.parametrize("year", [None, YEAR])
def test_a_folder_that_is_no_ward_has_no_fingerprint(tmp_path: Path, year: int | None) -> None:
    for folder in (tmp_path / "missing", tmp_path / "ward\0toml"):
        assert cache.fingerprint(folder, year) == ""
        assert cache.load(folder, year) is None


@pytest.mark.parametrize(
    ("names", "year"),
    [
        ([], None),
        (["2018"], 2018),
        (["2017", "2018", "1999"], 2018),
        (["0999", "3018", "20180", "201", "٢٠١٨", "2018a", "meetings"], None),
    ],
)
def test_the_latest_year(tmp_path: Path, names: list[str], year: int | None) -> None:
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "groups.csv").touch()
    (tmp_path / "2025").mkdir()
    assert cache.latest_year(tmp_path) == year


def test_a_missing_folder_has_no_latest_year(tmp_path: Path) -> None:
    assert cache.latest_year(tmp_path / "missing") is None


@pytest.mark.parametrize("xdg", [None, "", "relative/caches", "/somewhere/else"])
@pytest.mark.parametrize("platform", ["linux", "other"])
def test_boards_are_kept_where_platformdirs_says(
    xdg: str | None, platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME")
    if xdg is not None:
        monkeypatch.setenv("XDG_CACHE_HOME", xdg)
    monkeypatch.setattr(caches, "sys", SimpleNamespace(platform=platform))
    assert Path(caches.folder("boards")) == platformdirs.user_cache_path("giaoban") / "boards"


@pytest.mark.parametrize("home", ["relative", "~"])
def test_without_a_home_nothing_is_kept(ward: Path, tmp_path: Path, home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", home)
    monkeypatch.setattr(caches, "sys", SimpleNamespace(platform="linux"))
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.rglob("*"))
    keep(ward)
    assert cache.load(ward) is None
    assert set(tmp_path.rglob("*")) == before


def test_the_kept_board_has_every_field() -> None:
    assert [field.name for field in fields(Board) if not getattr(BOARD, field.name)] == []
    assert decode(encode(BOARD)) == BOARD


def test_a_kept_board_needs_no_polars(ward: Path, boards: Path) -> None:
    keep(ward)
    script = f"""
import sys
from pathlib import Path
from tui.store import cache, caches
cache.FRESH_NS = -{3600 * SECOND}
board = cache.load(Path({str(ward)!r}))
print(board.info.name.encode().hex(), *sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    name, *modules = done.stdout.split()
    assert bytes.fromhex(name).decode() == BOARD.info.name
    assert "tui.store.cache" in modules
    assert not {"polars", "textual", "rich", "tempfile", "platformdirs", "hashlib"} & set(modules)
