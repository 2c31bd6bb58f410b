"""A ward as one run of the program sees it: from the cache while that is true, else read once."""

from datetime import date
from pathlib import Path

import pytest

from tui.errors import WardUnreadable
from tui.store import cache, folder
from tui.store.session import Session
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

    def open_ward(path: Path, year: int | None = None) -> Ward:
        wards.append(path)
        return really(path, year)

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
