"""The funds: the groups follow the fund, sorted by any column, beside the fund's course or instead of it."""

import re
from pathlib import Path

from tests.pilot.opened import SMALL, Desk, opened, table, write_ward

WIDE = (200, 50)


def groups(desk: Desk) -> list[str]:
    """The codes of the groups that show, from top to bottom."""
    return [row.rpartition(" ")[2] for row in desk.rows(r"[▲●◐▼·–] Tổ dân phố \d+")]


async def test_the_groups_follow_the_fund() -> None:
    async with opened(keys="3") as desk:
        assert desk.cursor.startswith("Quỹ Đền ơn đáp nghĩa")
        assert "ĐƠĐN  ▲ vượt 37  ● đạt 1" in desk.text
        assert desk.rows(r"Tổ dân phố 1 +4.400.000 +3.050.000 +144,26 %")
        assert desk.rows(r"▲ Toàn phường +229.010.000 120.000.000 +190,84 %")
        await desk.press("down")
        assert "VNN  ▲ vượt 21  ◐ đúng tiến độ 13  ▼ chậm 4" in desk.text
        assert desk.rows(r"Tổ dân phố 1 +4.390.000 +4.240.000 +103,54 %")
        assert desk.rows(r"– Toàn phường +156.040.000 +– +–")
        await desk.press("down")
        assert "chưa báo cáo 38" in desk.text
        assert desk.rows(r"· Tổ dân phố 1 +chưa báo cáo +– +–")


async def test_wide_it_has_rank_gap_and_amount_per_household() -> None:
    async with opened(keys="3 down", size=WIDE) as desk:
        titles = desk.lines[4]
        assert re.search(r"Tỷ lệ .* Hạng +Còn thiếu +Mỗi hộ +Hộ", titles)
        assert desk.rows(r"◐ Tổ dân phố 2 +2.800.000 +3.740.000 +74,87 % .* 32 +940.000 +14.973 +187")
        assert desk.rows(r"– Toàn phường +156.040.000 .* 18.953 +8.233")


async def test_sorted_both_ways() -> None:
    async with opened(keys="3 down enter right", size=(200, 60)) as desk:
        for steps, title, best, worst in [
            ("right", "Kết quả ↓", "38", "16"),
            ("right right", "Tỷ lệ ↓", "32", "12"),
            ("right right right", "Còn thiếu ↓", "31", "7"),
        ]:
            await desk.press(steps, "f4")
            assert title in desk.text
            assert (groups(desk)[0], groups(desk)[-1]) == (best, worst)
            assert desk.status.startswith("Tổ dân phố 1 · Quỹ Vì người nghèo")
            await desk.press("f4")
            assert (groups(desk)[0], groups(desk)[-1]) == (worst, best)


async def test_the_order_stays_from_fund_to_fund() -> None:
    async with opened(keys="3 enter right right f4 shift+tab down", size=(200, 60)) as desk:
        assert groups(desk)[0] == "38"
        assert desk.status.startswith("Toàn phường · Quỹ Vì người nghèo")


async def test_at_80_by_24_the_chart_takes_the_place_of_the_groups() -> None:
    async with opened(keys="3", size=(80, 24)) as desk:
        assert groups(desk)
        assert "triệu┤" not in desk.text
        await desk.press("ctrl+t")
        assert not groups(desk)
        assert "120 triệu├" in desk.text
        assert "01/05" in desk.text
        assert "27/07" in desk.text
        await desk.press("down")
        assert "Dự báo đến 18/11" in desk.text
        await desk.press("ctrl+t")
        assert groups(desk)
        assert desk.status.startswith("Toàn phường · Quỹ Vì người nghèo")


async def test_where_there_is_room_the_chart_stands_beside() -> None:
    async with opened(keys="3") as desk:
        assert groups(desk)
        assert "120 triệu├" in desk.text
        await desk.press("ctrl+t")
        assert groups(desk)
        await desk.resize(80, 24)
        assert groups(desk)
        assert "120 triệu├" not in desk.text


async def test_what_each_month_must_bring() -> None:
    async with opened(keys="3" + " ctrl+left" * 6) as desk:
        assert "số liệu đến 31/05/2018" in desk.title
        needs = re.findall(r"tháng [67] cần thêm \d+,\d triệu", desk.text)
        assert len(needs) == 2
        await desk.press("ctrl+end")
        assert "cần" not in desk.text


async def test_enter_goes_into_the_groups_and_on_to_the_card() -> None:
    async with opened(keys="3 down enter") as desk:
        assert desk.status.startswith("Tổ dân phố 1 · Quỹ Vì người nghèo")
        await desk.press("down enter")
        assert desk.lines[2].startswith(" Tổ dân phố 2 · 187 hộ")
        await desk.press("escape")
        assert desk.status.startswith("Tổ dân phố 2 · Quỹ Vì người nghèo")


async def test_at_80_by_24_long_names_are_the_short_ones_and_nothing_is_one_dash() -> None:
    async with opened(keys="3", size=SMALL) as desk:
        listed = [line.partition("│")[0].split() for line in desk.lines[3:9]]
        assert listed[:3] == [["ĐƠĐN", "190,8", "%", "▲"], ["VNN", "–"], ["Biển", "đảo", "·"]]
        assert listed[4] == ["Quỹ", "Chữ", "thập", "đỏ", "·"]


async def test_a_fund_of_the_ward_alone_has_no_groups(tmp_path: Path) -> None:
    files = {
        "indicators.toml": '[sea]\ntopic = "fund"\nname.vi = "Quỹ Biển đảo"\nunit = "đồng"\nscope = "ward"\n',
        "2018/results.csv": table(("date", "group", "indicator", "value"), ("01/02", "", "sea", 5_000_000)),
    }
    async with opened(write_ward(tmp_path, files), keys="1 enter enter f4 escape 3 enter f4") as desk:
        assert not groups(desk)
        assert "Chưa tổ nào có quỹ này" in desk.text
        assert desk.rows(r"– Toàn phường +5.000.000")
