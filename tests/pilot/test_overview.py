"""The overview: the headline figures, every indicator, what to raise, and the ways that lead from there."""

from pathlib import Path

import pytest

from tests.pilot.opened import SMALL, Desk, opened, table, write_ward


async def test_the_first_picture() -> None:
    async with opened() as desk:
        assert desk.title.startswith("Phường Ngọc Thụy · 2018 · số liệu đến 08/11/2018")
        assert "số liệu tổ minh họa" in desk.title
        assert desk.tab == "1 Tổng quan"
        assert "229.010.000 / 120.000.000 đ" in desk.text
        assert "7.775 / 8.233 hộ" in desk.text
        assert desk.rows(r"▲ Quỹ Đền ơn đáp nghĩa +229.010.000 120.000.000 đồng .* 190,84 % +38/38")
        assert "chưa giao" in desk.row("Quỹ Vì người nghèo")
        assert "chưa báo cáo" in desk.row("Quỹ Chữ thập đỏ")
        assert desk.status.startswith("Toàn phường · Quỹ Đền ơn đáp nghĩa · 229.010.000 đ / 120.000.000 đ · 190,84 %")
        assert "F10 Thoát" in desk.key_bar


async def test_at_80_by_24_what_matters_is_there() -> None:
    async with opened(size=(80, 24)) as desk:
        for words in ("229.010.000", "120.000.000", "190,84 %", "Cần đưa ra giao ban (19)", "báo cáo nêu 95,06 %"):
            assert words in desk.text
        assert desk.lines[-1].rstrip().endswith("F10 Thoát")
        assert max(map(len, desk.lines)) <= 80


@pytest.mark.parametrize(
    ("down", "tab", "status", "title"),
    [
        (0, "3 Quỹ", "Toàn phường · Quỹ Đền ơn đáp nghĩa", "ĐƠĐN  ▲ vượt 37  ● đạt 1"),
        (1, "3 Quỹ", "Toàn phường · Quỹ Vì người nghèo", "VNN  ▲ vượt 21"),
        (6, "2 Tổ dân phố", "Tổ dân phố 1 · Hiến máu nhân đạo", "Hiến máu"),
        (7, "2 Tổ dân phố", "Tổ dân phố 1 · Gia đình văn hóa (đăng ký)", "GĐVH"),
    ],
)
async def test_enter_goes_to_the_indicator(down: int, tab: str, status: str, title: str) -> None:
    async with opened(keys="down " * down + "enter") as desk:
        assert desk.tab == tab
        assert desk.status.startswith(status)
        assert title in desk.lines[2]


async def test_behind_an_indicator_of_the_ward_alone_are_its_results() -> None:
    async with opened(size=(120, 60), keys="down " * 12) as desk:
        assert desk.cursor.startswith("– Liên hoan văn nghệ")
        await desk.press("enter")
        assert "Phường Ngọc Thụy · Liên hoan văn nghệ câu lạc bộ nhà văn hóa quận" in desk.text
        assert desk.rows(r"2018/results.csv:\d+")
        await desk.press("escape")
        assert desk.status.startswith("Toàn phường · Liên hoan văn nghệ")


async def test_names_come_before_bars() -> None:
    for keys, name in [
        ("1", "Liên hoan văn nghệ câu lạc bộ nhà văn hóa quận  "),
        ("2 enter", "cải tạo nhà văn hóa tổ "),
    ]:
        async with opened(projector=True, keys=f"escape {keys}", size=(120, 40)) as desk:
            assert name in desk.text
            assert "▄▄▄▄▄▄▄▄▄│" in desk.text


async def test_the_list_is_worst_first_and_says_why() -> None:
    async with opened(keys="tab", size=(160, 60)) as desk:
        place = next(number for number, line in enumerate(desk.lines) if "Cần đưa ra giao ban (19)" in line)
        marks = [line.strip()[0] for line in desk.lines[place + 1 : place + 13]]
        assert "".join(marks) == "≠▼▼▼▼▼▼▼····"
        assert "báo cáo nêu 95,06 %, tính lại 94,44 %" in desk.lines[place + 1]
        assert desk.cursor.startswith("≠ 7775/8233")
        await desk.press("down")
        assert desk.status.startswith("Buổi tổng dọn vệ sinh hằng tuần: 11 tổ chậm; chậm nhất: Tổ dân phố 16")
        await desk.press("end")
        assert desk.status.startswith("Xếp hạng tổ: 16 tổ tụt hạng")


async def test_before_its_window_nobody_is_counted_as_silent() -> None:
    async with opened(keys="1 down") as desk:
        assert desk.row("Quỹ Vì người nghèo").split()[-2:] == ["21/38", "0"]
        await desk.press("ctrl+left ctrl+left")
        assert "30/09/2018" in desk.title
        assert desk.row("Quỹ Vì người nghèo").split()[-1] == "0/38"
        assert "chưa đến kỳ" in desk.status


async def test_billions_are_told_in_billions_where_there_is_no_room(tmp_path: Path) -> None:
    files = {
        "indicators.toml": '[fund]\ntopic = "fund"\nname = "Quỹ"\nunit = "đồng"\nheadline = true\n',
        "2018/targets.toml": "[ward.fund]\nvalue = 20000000000\n",
        "2018/results.csv": "date,group,indicator,value\n2018-03-04,1,fund,524691357800\n",
    }
    async with opened(write_ward(tmp_path, files), size=(80, 24)) as desk:
        assert desk.rows(r"▲ Quỹ +524,7 tỷ +20,0 tỷ .* 2\.623 %")
        assert "##" not in desk.text
        for keys, row in [("2 enter", "Quỹ +524,7 tỷ"), ("3", "Tổ dân phố 1 +524,7 tỷ"), ("1 f7", "524,7 tỷ")]:
            await desk.press(keys)
            assert desk.rows(row)
            assert "##" not in desk.text


async def test_without_results_it_says_what_to_do(tmp_path: Path) -> None:
    async with opened(write_ward(tmp_path), size=(80, 24)) as desk:
        step = " ".join(line.strip() for line in desk.lines)
        assert "Chưa có kết quả nào. Hãy ghi vào 2018/results.csv" in step
        assert "date, group, indicator, value." in step
    async with opened() as desk:
        assert "Chưa có kết quả nào" not in desk.text


async def follow(desk: Desk, words: str) -> None:
    """Press Enter on the item of the list that has these words."""
    await desk.press("1 home")
    if not desk.cursor.startswith("≠"):
        await desk.press("tab home")
    for _item in range(19):
        if words in desk.cursor:
            break
        await desk.press("down")
    assert words in desk.cursor
    await desk.press("enter")


async def test_each_item_leads_to_what_it_is_about() -> None:
    async with opened(size=(160, 60)) as desk:
        for item, tab, status in [
            ("báo cáo nêu 95,06 %", "7 Đối chiếu", "95,06 % chỉ đúng nếu là 7.826/8.233 hoặc 7.775/8.179"),
            ("11 tổ chậm", "4 Môi trường", "Tổ dân phố 16 · "),
            ("Tổ dân phố 7 · GĐVH", "2 Tổ dân phố", "Tổ dân phố 7 · Gia đình văn hóa (đăng ký) · 299 / 388 hộ"),
            ("4 tổ chậm; chậm nhất: Tổ dân phố 12", "3 Quỹ", "Tổ dân phố 12 · Quỹ Vì người nghèo · 2.480.000"),
            ("Tổ dân phố 14 · Hiến máu", "2 Tổ dân phố", "Tổ dân phố 14 · Hiến máu nhân đạo"),
        ]:
            await follow(desk, item)
            assert (desk.tab, desk.status[: len(status)]) == (tab, status)


@pytest.mark.parametrize(
    ("topic", "better"), [("blood", "higher"), ("blood", "lower"), ("fund", "higher"), ("fund", "lower")]
)
async def test_of_many_groups_that_are_behind_the_worst_is_on_top(tmp_path: Path, topic: str, better: str) -> None:
    codes = ["1", "2", "3", "4", "5"]
    amounts = zip(codes, [8, 6, 5, 1, 7] if better == "higher" else [16, 15, 11, 19, 17], strict=True)
    files = {
        "indicators.toml": f'[x]\nname = "Máu"\ntopic = "{topic}"\nunit = "đồng"\nbetter = "{better}"\n',
        "2018/groups.csv": table(("code", "name"), *((code, f"Tổ dân phố {code}") for code in codes)),
        "2018/targets.toml": "".join(f'[group."{code}".x]\nvalue = 10\n' for code in codes),
        "2018/results.csv": table(
            ("date", "group", "indicator", "value"), *(("31/12", code, "x", value) for code, value in amounts)
        ),
    }
    async with opened(write_ward(tmp_path, files), keys="2 f4 1 tab enter") as desk:
        assert desk.rows(r"Tổ dân phố \d")[0] == "Tổ dân phố 4"
        assert desk.status.startswith("Tổ dân phố 4 · Máu")


@pytest.mark.parametrize(
    ("language", "reasons"),
    [
        ("vi", ["tính lại 94,44 %", "Tổ dân phố 16, 9, 31", "sau 85 % thời gian; thiếu 89 hộ", "Tổ dân phố 12, 31, 5"]),
        ("en", ["computed 94.44 %", "Tổ dân phố 16, 9, 31", "85 % due; 89 households missing", "Tổ dân phố 12, 31, 5"]),
    ],
)
async def test_at_80_by_24_why_is_told_whole_and_figures_have_units(language: str, reasons: list[str]) -> None:
    async with opened(size=SMALL, language=language) as desk:
        assert all(line.rstrip(" ▐").endswith(why) for line, why in zip(desk.lines[-6:-2], reasons, strict=True))
        assert "  468 / 300 units " in desk.text or "  468 / 300 đơn vị " in desk.text
        tabs = desk.lines[1]
        assert tabs.startswith(" [1 ")
        assert "] 2 " in tabs
        await desk.press("7")
        assert desk.lines[1].endswith(" [7 Check]" if language == "en" else " [7 Đối chiếu]")
