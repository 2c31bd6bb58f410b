"""The published report beside the figures, and every faulty line of the files."""

from pathlib import Path

import pytest

from tests.pilot.opened import opened, table, write_ward


async def test_the_report_says_95_06_where_it_is_94_44() -> None:
    async with opened(keys="7") as desk:
        assert desk.lines[2].endswith("1 sai trong 6")
        assert desk.rows(r"▼ 7775/8233 hộ gia đình .* 95,06 % +94,44 % SAI +7.826/8.233 \| 7.775/8.179")
        assert desk.rows(r"◐ quỹ “Đền ơn đáp nghĩa” .* 190 % +190,84 % cắt bớt")
        assert len(desk.rows(r"^ ● .* khớp")) == 4
        assert "Các tệp không có lỗi" in desk.text
        await desk.press("down down")
        assert desk.status.startswith("95,06 % phải là 7.826/8.233 | 7.775/8.179 · 7775/8233 hộ gia đình")


async def test_at_80_by_24_the_fractions_are_in_the_status_line() -> None:
    async with opened(keys="7 down down", size=(80, 24)) as desk:
        assert desk.rows(r"▼ 7775/8233 hộ gia đình .* 95,06 % +94,44 % SAI")
        assert desk.status.startswith("95,06 % phải là 7.826/8.233 | 7.775/8.179")


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    results = [
        ("date", "group", "indicator", "value"),
        ("2018-02-05", "1", "blood", "5"),
        ("2018-02-30", "1", "blood", "5"),
        ("2018-03-01", "9", "blood", "5"),
        ("2018-03-01", "1", "blood", "12.5"),
    ]
    files = {
        "2018/groups.csv": "code,name,households\n1,Tổ dân phố 1,nhiều\n2,Tổ dân phố 2,90\n",
        "2018/results.csv": table(*results),
        "2018/targets.toml": "[ward.blod]\nvalue = 3\n",
    }
    return write_ward(tmp_path, files)


async def test_every_faulty_line_with_its_place(faulty: Path) -> None:
    async with opened(faulty, keys="7 tab") as desk:
        assert desk.row("Dòng lỗi trong tệp").endswith(" 5")
        for row in (
            r"2018/groups.csv:2 +households +nhiều",
            r"2018/results.csv:3 +date +2018-02-30",
            r"2018/results.csv:4 +group +9",
            r"2018/results.csv:5 +value +12.5",
            r"2018/targets.toml:1 +ward.blod",
        ):
            assert desk.rows(row)
        assert desk.cursor.startswith("2018/groups.csv:2")
        await desk.press("down")
        assert desk.status.startswith("2018/results.csv:3 date “2018-02-30”: ")
        assert desk.status.endswith("! 5 dòng lỗi")


async def test_every_screen_says_that_there_are_some(faulty: Path) -> None:
    async with opened(faulty) as desk:
        for keys in ("1", "2", "2 enter", "3", "4", "5", "7", "f5"):
            await desk.press(keys)
            assert desk.status.endswith("! 5 dòng lỗi")
        await desk.press("escape ctrl+l 1")
        assert desk.status.endswith("! 5 faulty lines")


async def test_the_rest_of_a_faulty_ward_works(faulty: Path) -> None:
    async with opened(faulty, keys="2 right right") as desk:
        assert desk.status.startswith("Tổ dân phố 1 · Hiến máu · 5 đơn vị · chưa giao · 05/02/2018")
        await desk.press("down")
        assert "chưa báo cáo" in desk.status
