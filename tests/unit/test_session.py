"""A ward as one run of the program sees it: from the cache while that is true, else read once."""

from datetime import date
from pathlib import Path

import pytest

from tui.errors import WardUnreadable
from tui.store import cache, folder
from tui.store.readings import Readings
from tui.store.session import Session, broken_files, with_last_good
from tui.ward.board import Source
from tui.ward.ward import Ward

FILES = {
    "ward.toml": 'name = "Ngọc Thụy"\n',
    "indicators.toml": '[blood]\ntopic = "blood"\nname.vi = "Hiến máu"\n',
    "2017/groups.csv": "code,name\n1,Tổ 1\n",
    "2018/groups.csv": "code,name\n1,Tổ 1\n2,Tổ 2\n",
    "2018/results.csv": "date,group,indicator,value,place\n2018-03-04,1,blood,8,Đê\n2018-05-06,2,blood,9,\n",
}


@pytest.fixture
def ward(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("GIAOBAN_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.setattr(cache, "FRESH_NS", -3600 * 10**9)
    path = tmp_path / "ward"
    for name, text in FILES.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The wards that were read, one after the other."""
    wards: list[Path] = []
    really = folder.open_ward

    def open_ward(path: Path, year: int | None, readings: Readings) -> Ward:
        wards.append(path)
        return really(path, year, readings)

    monkeypatch.setattr(folder, "open_ward", open_ward)
    return wards


def test_a_board_is_computed_once_and_then_kept(ward: Path, read: list[Path]) -> None:
    boards = [Session(ward).board() for _ in range(3)]
    assert boards[0] == boards[1] == boards[2]
    assert boards[0].as_of == date(2018, 5, 6)
    assert read == [ward]


def test_boards_of_several_days_come_from_one_reading(ward: Path, read: list[Path]) -> None:
    session = Session(ward)
    assert [session.board(day).as_of for day in (None, date(2018, 3, 31))] == [date(2018, 5, 6), date(2018, 3, 31)]
    assert Session(ward).board(date(2018, 3, 31)).figures[None, "blood"].actual == 8
    assert read == [ward]


def test_a_changed_ward_is_read_again(ward: Path, read: list[Path]) -> None:
    Session(ward).board()
    with (ward / "2018/results.csv").open("a") as file:
        file.write("2018-05-07,2,blood,1,\n")
    assert Session(ward).board().figures[None, "blood"].actual == 18
    assert len(read) == 2


def test_a_year_has_its_own_board(ward: Path) -> None:
    Session(ward).board()
    assert (Session(ward, 2017).board().year, Session(ward).board().year) == (2017, 2018)


def test_what_is_not_to_be_kept_leaves_no_trace(ward: Path, tmp_path: Path, read: list[Path]) -> None:
    for _ in range(2):
        Session(ward, keep=False).board()
    assert read == [ward, ward]
    assert not (tmp_path / "caches").exists()


def test_a_kept_board_serves_who_keeps_nothing(ward: Path, read: list[Path]) -> None:
    kept = Session(ward).board()
    assert Session(ward, keep=False).board() == kept
    assert read == [ward]


def test_the_results_behind_a_figure(ward: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(ward)
    first = Source(date(2018, 3, 4), "1", 8, "", "Đê", "", 2)
    second = Source(date(2018, 5, 6), "2", 9, "", "", "", 3)
    assert session.sources(None, "blood", date(2018, 12, 31)) == (second, first)
    assert session.sources("1", "blood", date(2018, 12, 31)) == (first,)
    assert session.sources(None, "blood", date(2018, 5, 5)) == (first,)
    monkeypatch.setattr("tui.store.session.MOST_SOURCES", 1)
    assert session.sources(None, "blood", date(2018, 12, 31)) == (second,)


def test_a_folder_that_is_no_ward_is_refused_each_time(tmp_path: Path) -> None:
    session = Session(tmp_path / "nowhere")
    for _ in range(2):
        with pytest.raises(WardUnreadable):
            session.board()


def in_place_of(ward: Path, file: str, content: bytes | None) -> None:
    """Other bytes in a file; None: a folder in its place."""
    path = ward / file
    path.unlink(missing_ok=True)
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("2018/targets.toml", b"value ==\n"),
        ("2018/targets.toml", b"\xff\xfe"),
        ("2018/targets.toml", b"a" * 5000 + b" = 1"),
        ("2018/targets.toml", b"a = " + b"[" * 3000),
        ("2018/targets.toml", None),
        ("2018/scores.toml", b"<<<<<<< HEAD\n"),
        ("2018/results.csv", b"PK\x03\x04 a workbook"),
        ("2018/results.csv", b"date,group\n2018-03-04,1\n"),
        ("2018/results.csv", None),
    ],
)
def test_a_file_of_which_nothing_can_be_taken_is_broken(file: str, content: bytes | None, ward: Path) -> None:
    in_place_of(ward, file, content)
    assert broken_files(Session(ward, keep=False).board()) == {file}


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("2018/targets.toml", b'[ward.blood]\nvalue = "x"\n'),
        ("2018/targets.toml", b"[ward.gone]\nvalue = 1\n"),
        ("2018/targets.toml", b""),
        ("2018/results.csv", b"date,group,indicator,value\n2018-03-04,1,blood,x\n"),
        ("2018/results.csv", b""),
    ],
)
def test_a_file_with_faults_is_not(file: str, content: bytes, ward: Path) -> None:
    in_place_of(ward, file, content)
    assert broken_files(Session(ward, keep=False).board()) == set()


def test_the_last_good_board_has_the_problems_of_the_newest(ward: Path) -> None:
    before = Session(ward, keep=False).board()
    in_place_of(ward, "2018/results.csv", b"date\n")
    after = Session(ward, keep=False).board()
    kept = with_last_good(before, after)
    assert (kept.figures, kept.as_of) == (before.figures, before.as_of)
    assert (kept.problems, kept.problem_count) == (after.problems, after.problem_count)
    assert kept.problem_count


@pytest.mark.parametrize(
    ("file", "is_outdated"), [("2018/results.csv", True), ("2018/targets.toml", True), ("2018/journal.jsonl", False)]
)
def test_it_knows_when_its_files_are_others(file: str, is_outdated: bool, ward: Path) -> None:
    session = Session(ward, keep=False)
    session.board()
    assert not session.is_outdated()
    with (ward / file).open("a") as stream:
        stream.write("\n")
    assert session.is_outdated() == is_outdated
