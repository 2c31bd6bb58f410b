"""The matrix of groups: sorted, filtered, in percentages, amounts or changes; the cursor stays on its group."""

import re
from pathlib import Path

import pytest

from tests.pilot.opened import NORMAL, Desk, opened, table, write_ward

ALL_ROWS = (120, 50)
TO_POOR = "right right right"
TO_BLOOD = "right right right right"


def groups(desk: Desk) -> list[str]:
    """The codes of the groups that show, from top to bottom."""
    return [row.rpartition(" ")[2] for row in desk.rows(r"^[ ✓]Tổ dân phố \d+")]


async def test_it_opens_in_the_order_of_the_codes() -> None:
    async with opened(keys="2", size=ALL_ROWS) as desk:
        assert groups(desk) == [str(number) for number in range(1, 39)]
        assert desk.cursor == "Tổ dân phố 1"
        assert desk.status.startswith("Tổ dân phố 1 · Tổ trưởng TDP 1")
        assert desk.row("Toàn phường").split()[2:5] == ["8.233", "190,8", "%"]


async def test_sorted_the_best_come_first_and_turned_round_the_worst() -> None:
    async with opened(keys=f"2 {TO_POOR} f4", size=ALL_ROWS) as desk:
        assert "VNN ↓" in desk.lines[2]
        assert (groups(desk)[0], groups(desk)[-1]) == ("32", "12")
        assert desk.cursor == "103,5 % ▲"
        assert desk.status.startswith("Tổ dân phố 1 · Quỹ Vì người nghèo")
        await desk.press("f4")
        assert "VNN ↑" in desk.lines[2]
        assert (groups(desk)[0], groups(desk)[-1]) == ("12", "32")
        assert desk.status.startswith("Tổ dân phố 1 · Quỹ Vì người nghèo")


async def test_what_is_missing_comes_last_whichever_way_the_sort_goes() -> None:
    async with opened(keys=f"2 {TO_BLOOD} f4", size=ALL_ROWS) as desk:
        assert groups(desk)[-2:] == ["16", "33"]
        await desk.press("f4")
        assert groups(desk)[-2:] == ["16", "33"]
        assert groups(desk)[0] == "14"


async def test_a_group_without_a_target_has_no_place_among_percentages(tmp_path: Path) -> None:
    files = {
        "2018/results.csv": table(
            ("date", "group", "indicator", "value"), ("01/02", 1, "blood", 9), ("01/02", 2, "blood", 2)
        ),
        "2018/targets.toml": '[group."2".blood]\nvalue = 4\n',
    }
    async with opened(write_ward(tmp_path, files), keys="2 right right f4") as desk:
        assert groups(desk) == ["2", "1"]
        await desk.press("f4")
        assert groups(desk) == ["2", "1"]
        await desk.press("ctrl+t")
        assert groups(desk) == ["2", "1"]
        await desk.press("f4")
        assert groups(desk) == ["1", "2"]


async def test_households_and_names_sort_too() -> None:
    async with opened(keys="2 right f4", size=ALL_ROWS) as desk:
        assert groups(desk)[:2] == ["38", "7"]
        await desk.press("left f4")
        assert groups(desk)[:2] == ["1", "2"]
        await desk.press("f4")
        assert groups(desk)[:2] == ["38", "37"]


async def test_the_cursor_keeps_its_group_over_sort_and_month() -> None:
    async with opened(keys=f"2 {TO_POOR} down down down down f4") as desk:
        for keys in ("f4", "ctrl+left", "f4", "ctrl+left", "ctrl+end", "ctrl+t"):
            await desk.press(keys)
            assert desk.status.startswith("Tổ dân phố 5 · Quỹ Vì người nghèo")
        assert desk.cursor == "2.910.000 ▼"


async def test_percentages_amounts_changes() -> None:
    async with opened(keys=f"2 {TO_POOR}") as desk:
        for shown, corner, said in [
            ("4.390.000 ▲", "Tổ ↑ · số lượng ", "4.390.000 đ / 4.240.000 đ"),
            ("+21,9 ↑", "Tổ ↑ · ± năm trước ", "103,54 % · năm trước 81,64 % · +21,9 ↑ điểm %"),
            ("103,5 % ▲", "Tổ ↑    ", "4.390.000 đ / 4.240.000 đ"),
        ]:
            await desk.press("ctrl+t")
            assert desk.cursor == shown
            assert desk.lines[2].strip().startswith(corner)
            assert desk.status.startswith(f"Tổ dân phố 1 · Quỹ Vì người nghèo · {said}")


class TestFiltered:
    async def test_by_the_status_of_the_column(self) -> None:
        async with opened(keys=f"2 {TO_POOR} f6") as desk:
            assert "Lọc: Quỹ Vì người nghèo" in desk.text
            for row in ("▲ vượt +21", "◐ đúng tiến độ +13", "▼ chậm +4"):
                assert desk.rows(f"│ +{row} +│")
            await desk.press("down down down enter")
            assert groups(desk) == ["5", "12", "31", "34"]
            assert "Tổ 4/38 ↑" in desk.lines[2]
            assert "VNN ▼" in desk.lines[2]
            assert desk.status == "Lọc: Quỹ Vì người nghèo · chậm · 4/38 tổ"
            assert desk.row("Toàn phường").split()[2] == "8.233"
            await desk.press("escape")
            assert len(groups(desk)) > 4
            assert "/38" not in desk.lines[2]

    async def test_by_a_text(self) -> None:
        async with opened(keys="2 f6", size=ALL_ROWS) as desk:
            await desk.type("to 3")
            assert "Các tổ có “to 3”" in desk.text
            await desk.press("enter")
            assert groups(desk) == ["3", "13", "23", *map(str, range(30, 39))]
            assert desk.status == "Lọc: “to 3” · 12/38 tổ"
            await desk.press("f6 enter")
            assert len(groups(desk)) == 38

    async def test_what_nothing_passes_says_so(self) -> None:
        async with opened(keys="2 f6 9 9 enter") as desk:
            assert groups(desk) == []
            assert "Không tổ nào qua bộ lọc; Esc xem tất cả" in desk.text
            assert desk.cursor == ""
            await desk.press("f4 enter f7 escape")
            assert desk.cursor == "Tổ dân phố 1"

    async def test_left_with_escape_it_stays_as_it_was(self) -> None:
        async with opened(keys="2 f6 1 2 enter f6 9 escape") as desk:
            assert groups(desk) == ["12"]

    async def test_it_goes_with_the_sort_and_the_month(self) -> None:
        async with opened(keys=f"2 {TO_POOR} f6 down down down enter f4") as desk:
            assert groups(desk) == ["34", "5", "31", "12"]
            await desk.press("ctrl+left")
            assert "VNN ▼ ↓" in desk.lines[2]
            assert groups(desk) != ["34", "5", "31", "12"]

    async def test_going_to_a_hidden_group_lifts_it(self) -> None:
        async with opened(keys="2 f6 1 2 enter 1 tab down down enter") as desk:
            assert desk.tab == "2 Tổ dân phố"
            assert desk.status.startswith("Tổ dân phố 7 · Gia đình văn hóa")
            assert "/38" not in desk.lines[2]


async def test_unions_and_schools_are_in_the_matrix_but_not_in_the_ranks(tmp_path: Path) -> None:
    kinds = [("1", "Tổ dân phố 1", "residential"), ("2", "Tổ dân phố 2", "residential"), ("HPN", "Hội Phụ nữ", "union")]
    results = [("01/02", code, "blood", value) for code, value in (("1", 2), ("2", 4), ("HPN", 9))]
    files = {
        "2018/groups.csv": table(("code", "name", "kind"), *kinds),
        "2018/results.csv": table(("date", "group", "indicator", "value"), *results),
        "2018/targets.toml": "".join(f'[group."{code}".blood]\nvalue = 4\n' for code in ("1", "2", "HPN")),
    }
    async with opened(write_ward(tmp_path, files), keys="2 right right f4") as desk:
        assert [row[:8] for row in desk.rows(r"(Hội|Tổ dân) .*%")] == ["Hội Phụ ", "Tổ dân p", "Tổ dân p"]
        assert "225,0 % ▲" in desk.row("Hội Phụ nữ")
        await desk.press("ctrl+up")
        assert desk.status.startswith("Hội Phụ nữ · Hiến máu · 9 / 4 đơn vị · 225,00 % · vượt")
        assert "hạng" not in desk.status
        await desk.press("down")
        assert "hạng 1/2" in desk.status
        await desk.press("f6")
        for row in ("▲ vượt +1", "● đạt +1", "◐ đúng tiến độ +1"):
            assert desk.rows(f"│ +{row} +│")


async def test_columns_without_any_result_come_last() -> None:
    async with opened(keys="2", size=(200, 60)) as desk:
        titles = ["ĐƠĐN", "VNN", "Hiến máu", "Dọn VS", "Biển đảo", "Thiên tai"]
        assert re.findall("|".join(titles), desk.lines[2]) == titles
        await desk.press(*["ctrl+left"] * 3)
        assert "31/08/2018" in desk.title
        assert desk.lines[2].index("Dọn VS") < desk.lines[2].index("VNN") < desk.lines[2].index("Biển đảo")


@pytest.mark.parametrize("size", [(80, 24), (200, 60)], ids="{0[0]}x{0[1]}".format)
async def test_every_column_can_be_reached_at_any_size(size: tuple[int, int]) -> None:
    async with opened(keys="2 end", size=size) as desk:
        assert desk.status.startswith("Tổ dân phố 1 · Quỹ Người cao tuổi · – · chưa báo cáo")
        assert desk.rows(r"^ Tổ dân phố 1 ")
        await desk.press("home")
        assert desk.cursor == "Tổ dân phố 1"


async def test_no_sign_stands_where_there_is_no_target() -> None:
    async with opened(keys="2", size=NORMAL) as desk:
        assert "–" not in "".join(desk.rows("^ Tổ dân phố"))
        assert " 156,0 triệu    156,0 % ▲" in desk.row("Toàn phường")


async def test_an_indicator_that_is_gone_neither_sorts_nor_filters(tmp_path: Path) -> None:
    files = {"2018/results.csv": table(("date", "group", "indicator", "value"), ("01/02", 2, "blood", 9))}
    ward = write_ward(tmp_path, files)
    async with opened(ward, keys="2 right right f4 f6 down enter") as desk:
        assert groups(desk) == ["1"]
        (ward / "indicators.toml").write_text('[nights]\ntopic = "culture"\nname.vi = "Đêm"\n', "utf-8")
        desk.app.reload()
        await desk.settle()
        assert groups(desk) == ["1", "2"]
