"""Volunteer teams and their weeks: which were held, missed, not reported; and what was made where."""

from pathlib import Path

import pytest

from tests.pilot.opened import NORMAL, SMALL, Desk, opened, table, write_ward

LEFT_5, LEFT_38 = " left" * 5, " left" * 38


def teams(desk: Desk) -> list[str]:
    """The codes of the teams that show, from top to bottom."""
    return [row.rpartition(" ")[2] for row in desk.rows(r"^ Tổ dân phố \d+")]


async def test_it_opens_on_the_week_of_the_date() -> None:
    async with opened(keys="4") as desk:
        assert "■ có tổ chức 1.572   × bỏ lỡ 82   · chưa báo cáo 18   ▇ từ 2 buổi" in desk.lines[2]
        assert desk.status.startswith("Tổ dân phố 1 · tuần 45 (05/11–11/11): chưa đến hạn")
        assert desk.cursor.startswith("Tổ dân phố 1 ")
        assert "7 thành viên · Thứ bảy" in desk.status


async def test_the_week_under_the_cursor_in_words() -> None:
    async with opened(keys="4 left") as desk:
        assert "tuần 44 (29/10–04/11): ■ có tổ chức, 1 buổi" in desk.status
        pointer = desk.lines[4].index("▾")
        await desk.press("left")
        assert desk.lines[4].index("▾") == pointer - 1
        await desk.press("down", "down " * 14, "right")
        assert desk.status.startswith("Tổ dân phố 16 · tuần 44 (29/10–04/11): · chưa báo cáo")
        await desk.press(LEFT_38)
        assert desk.status.startswith("Tổ dân phố 16 · tuần 6 (05/02–11/02): ■ có tổ chức, 2 buổi")
        await desk.press("right")
        assert desk.status.startswith("Tổ dân phố 16 · tuần 7 (12/02–18/02): × bỏ lỡ")


async def test_the_first_week_is_the_first_and_the_last_the_last() -> None:
    async with opened(keys=f"4 {LEFT_38} {LEFT_5} left") as desk:
        assert "tuần 1 (01/01–07/01)" in desk.status
        await desk.press("left left right")
        assert "tuần 2 (08/01–14/01)" in desk.status
        await desk.press("right " * 60)
        assert "tuần 52 (24/12–30/12): chưa đến hạn" in desk.status


async def test_the_week_follows_the_date_until_one_is_chosen() -> None:
    async with opened(keys="4 ctrl+left ctrl+left") as desk:
        assert "tuần 39 (24/09–30/09)" in desk.status
        await desk.press("left ctrl+end")
        assert "tuần 38 (17/09–23/09)" in desk.status


async def test_sorted_by_one_column_after_the_other() -> None:
    async with opened(keys="4", size=(160, 70)) as desk:
        for title, first in [("Có ↑", "16"), ("Bỏ lỡ ↓", "5"), ("báo ↓", "16"), ("tiếp ↓", "16"), ("Số TV ↓", "4")]:
            await desk.press("f4")
            assert title in desk.lines[4]
            assert teams(desk)[0] == first
        await desk.press("f4")
        assert teams(desk)[:3] == ["1", "2", "3"]
        assert desk.cursor.startswith("Tổ dân phố 1 ")


async def test_at_80_columns_every_count_stands_under_its_glyph() -> None:
    async with opened(keys="4", size=SMALL) as desk:
        assert "■ có tổ chức 1.572  × bỏ lỡ 82  · chưa báo cáo 18  ▇ từ 2 buổi" in desk.lines[2]
        assert desk.lines[4].split() == ["Tổ", "↑", "▾", "■", "×", "·"]
        assert desk.row("Tổ dân phố 9 ").split()[-3:] == ["36", "2", "6"]
        await desk.press("f4")
        assert desk.lines[4].split() == ["Tổ", "▾", "■", "↑", "×", "·"]
        await desk.press("ctrl+up")
        assert desk.row("Tổ dân phố 16 ").split()[-3:] == ["34", "3", "7"]
        assert desk.status.startswith("Tổ dân phố 16 · tuần 45 (05/11–11/11): chưa đến hạn · 7 tuần chưa báo cáo")


async def test_filtered_by_what_teams_did_or_by_a_text() -> None:
    async with opened(keys="4 f6") as desk:
        await desk.press("down down enter")
        assert teams(desk) == ["9", "16", "31"]
        assert "Tổ 3/38 ↑" in desk.lines[4]
        await desk.press("escape")
        assert "/38" not in desk.lines[4]
        assert len(teams(desk)) > 3
        await desk.press("f6 2 2 enter")
        assert teams(desk) == ["22"]
        assert desk.status.startswith("Tổ dân phố 22 · tuần 45")
        await desk.press("f6 z z enter")
        assert "Không tổ nào qua bộ lọc; Esc xem tất cả" in desk.text
        assert desk.status == ""
        await desk.press("left right enter f4 escape")
        assert len(teams(desk)) > 3


async def test_enter_opens_the_card_and_escape_comes_back() -> None:
    async with opened(keys="4 down down enter") as desk:
        assert desk.lines[2].strip().startswith("Tổ dân phố 3 · 243 hộ")
        await desk.press("escape")
        assert desk.tab == "4 Môi trường"
        assert desk.cursor.startswith("Tổ dân phố 3 ")


async def test_places_have_what_was_made_there() -> None:
    async with opened(keys="4 tab", size=(140, 60)) as desk:
        assert desk.cursor.split()[:4] == ["Toàn", "phường", "38", "tổ"]
        assert "≥ 200" in desk.text
        assert desk.rows(r"Đường Lý Sơn +1 bồn hoa +Bồn hoa")
        assert desk.rows(r"Tượng đài Lý Thường Kiệt +≥ 200 cây +Cây hoa, cây cảnh")
        await desk.press("down down down")
        assert desk.status == "Dải phân cách trên đê · Bồn hoa từ điểm chân rác, dải phân cách · 5 bồn hoa"
        await desk.press("enter left right f7 escape")
        assert desk.tab == "4 Môi trường"


@pytest.fixture
def teams_only(tmp_path: Path) -> Path:
    """Teams, but no indicator that counts their sessions."""
    rows = [("group", "leader", "members", "weekday"), (2, "Phạm Thị Mai", 12, "thứ bảy"), (1, "Lê Văn Tám", "", "")]
    return write_ward(tmp_path, {"2018/teams.csv": table(*rows)})


async def test_teams_without_clean_ups(teams_only: Path) -> None:
    async with opened(teams_only, keys="4") as desk:
        assert "Phạm Thị Mai" in desk.row("Tổ dân phố 2")
        await desk.press("down")
        assert desk.status == "Tổ dân phố 2 · Phạm Thị Mai · 12 thành viên · thứ bảy"
        await desk.press("left right", "f4 " * 5)
        assert teams(desk) == ["2", "1"]


@pytest.mark.parametrize("size", [SMALL, NORMAL], ids="{0[0]}x{0[1]}".format)
async def test_places_leave_the_room_to_what_was_made_there(size: tuple[int, int]) -> None:
    async with opened(keys="4", size=size) as desk:
        assert desk.rows(r"^ Dải phân cách trên đê +280 buổi +Buổi tổng dọn vệ sinh hằng tuần")
        assert ("Số tổ" in desk.text) is (size == NORMAL)
        assert {"←→", "Tab", "F10"} <= set(desk.key_bar.split())
        await desk.press("tab")
        assert desk.status.startswith("Toàn phường · Tổ tình nguyện vì môi trường")


async def test_weekdays_are_told_in_english() -> None:
    async with opened(keys="4", size=SMALL, language="en") as desk:
        assert desk.status.endswith("7 members · Saturday")
        await desk.press("tab")
        assert "38 teams" in desk.status
