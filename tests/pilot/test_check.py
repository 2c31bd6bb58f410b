"""The published report beside the figures, and every faulty line of the files."""

from pathlib import Path

import pytest

from tests.pilot.opened import NORMAL, SMALL, opened, table, write_ward


async def test_the_report_says_95_06_where_it_is_94_44() -> None:
    async with opened(keys="7") as desk:
        assert desk.lines[2].endswith("1 sai trong 6")
        assert desk.rows(r"▼ 7775/8233 hộ gia đình .* 95,06 % +94,44 % SAI +7.826/8.233 hoặc 7.775/8.179")
        assert desk.rows(r"◐ quỹ “Đền ơn đáp nghĩa” .* 190 % +190,84 % bỏ phần lẻ")
        assert len(desk.rows(r"^ ● .* khớp")) == 4
        assert "Các tệp không có dòng lỗi nào" in desk.text
        assert desk.cursor.startswith("▼ 7775/8233")
        assert desk.status == "95,06 % chỉ đúng nếu là 7.826/8.233 hoặc 7.775/8.179 · Đoạn 3, câu 1"


async def test_at_80_by_24_the_fractions_are_in_the_status_line() -> None:
    async with opened(keys="7", size=(80, 24)) as desk:
        assert desk.rows(r"▼ 7775/8233 hộ gia đình .* 95,06 % +94,44 % SAI")
        assert desk.status.startswith("95,06 % chỉ đúng nếu là 7.826/8.233 hoặc 7.775/8.179")
        await desk.press("up")
        assert desk.status == "khớp · Đoạn 3, câu 1"


@pytest.mark.parametrize("size", [SMALL, NORMAL], ids="{0[0]}x{0[1]}".format)
async def test_what_is_under_the_cursor_is_told_in_full(faulty: Path, size: tuple[int, int]) -> None:
    async with opened(keys="7", size=size) as desk:
        words = " ".join(line.strip() for line in desk.lines[-6:-2])
        assert "“7775/8233 hộ gia đình đăng ký xây dựng gia đình văn hóa, đạt 95,06%” · Đoạn 3, câu 1" in words
        assert "báo cáo nêu 95,06 %, tính lại 94,44 %: SAI" in words
        assert "95,06 % chỉ đúng nếu là 7.826/8.233 hoặc 7.775/8.179" in desk.status
        await desk.press("down")
        assert "chỉ đúng nếu" not in " ".join(desk.lines[-6:])
    async with opened(faulty, keys="7 down down down", size=size) as desk:
        assert desk.lines[-6].strip() == "2018/results.csv:5 value “12.5”"
        assert desk.lines[-5].strip().startswith("Yêu cầu: có thể đọc hai cách: viết 1.234 hoặc 1234")
        assert all(desk.rows(title) for title in ("Tệp và dòng", "Giá trị", "Yêu cầu"))
        assert "›" not in desk.text


@pytest.mark.parametrize(("claims", "faults"), [(3, 3), (40, 2), (2, 40), (40, 40), (40, 0), (0, 40), (0, 0)])
async def test_both_tables_have_room(tmp_path: Path, claims: int, faults: int) -> None:
    files = {
        "2018/claims.toml": "".join(
            f'[[claim]]\nsays = "Câu {number}"\npercent = 50\nactual = 1\nbase = 2\n' for number in range(claims)
        ),
        "2018/results.csv": "date,group,indicator,value\n" + "x,1,blood,1\n" * faults,
    }
    async with opened(write_ward(tmp_path, files), keys="7", size=SMALL) as desk:
        told, faulty = len(desk.rows("Câu [0-9]+ ")), len(desk.rows(r"results.csv:[0-9]+ +date"))
        assert told >= min(claims, 5)
        assert faulty >= min(faults, 5)
        assert told + faulty >= min(claims + faults, 11)


async def test_enter_and_f7_are_not_offered_where_they_do_nothing() -> None:
    async with opened(keys="7") as desk:
        assert not {"⏎", "F7"} & set(desk.key_bar.split())
        await desk.press("2")
        assert "⏎" in desk.key_bar.split()


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
    async with opened(faulty, keys="7") as desk:
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
