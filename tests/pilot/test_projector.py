"""The projector: one figure at a time, from what was under the cursor and back to it; the results behind a figure."""

from pathlib import Path

import pytest

from tests.pilot.opened import NORMAL, SMALL, opened, write_ward


def shown(text: str) -> list[str]:
    """What stands on a slide in words."""
    return [line.strip() for line in text.splitlines() if line.strip() and not set(line) & set("█▀▄")]


async def test_f5_and_back_to_the_desk() -> None:
    async with opened(keys="2 right right right down") as desk:
        before = desk.lines
        await desk.press("f5")
        assert desk.app.theme == "may-chieu"
        assert desk.title.endswith("máy chiếu")
        assert shown(desk.text)[1:3] == ["Tổ dân phố 2", "Quỹ Vì người nghèo"]
        assert {"◐ ĐÚNG TIẾN ĐỘ", "2.800.000 đ  /  3.740.000 đ", "hạng 32/38 · còn thiếu 940.000 đ"} <= set(
            shown(desk.text)
        )
        await desk.press("f5")
        assert desk.app.theme == "sang"
        assert desk.lines == before


async def test_escape_goes_to_the_tables_and_f5_to_the_slide_again() -> None:
    async with opened(keys="3 down f5 escape") as desk:
        assert desk.tab == "3 Quỹ"
        assert desk.title.endswith("máy chiếu")
        assert desk.app.theme == "may-chieu"
        await desk.press("f5")
        assert shown(desk.text)[1:3] == ["Phường Ngọc Thụy", "Quỹ Vì người nghèo"]
        await desk.press("f5")
        assert desk.app.theme == "sang"
        assert "máy chiếu" not in desk.title


async def test_left_and_right_through_indicators_up_and_down_through_groups() -> None:
    async with opened(keys="f5") as desk:
        assert shown(desk.text)[1:3] == ["Phường Ngọc Thụy", "Quỹ Đền ơn đáp nghĩa"]
        assert "▲ 37 tổ vượt   ● 1 tổ đạt" in desk.text
        assert desk.status.startswith("1/30 · báo cáo gần nhất 27/07/2018 (104 ngày trước)")
        for keys, whose, what in [
            ("right", "Phường Ngọc Thụy", "Quỹ Vì người nghèo"),
            ("pagedown", "Phường Ngọc Thụy", "Quỹ Vì biển, đảo Việt Nam"),
            ("left pageup", "Phường Ngọc Thụy", "Quỹ Đền ơn đáp nghĩa"),
            ("left", "Phường Ngọc Thụy", "Nghị quyết chuyên đề"),
            ("space", "Phường Ngọc Thụy", "Quỹ Đền ơn đáp nghĩa"),
            ("down", "Tổ dân phố 1", "Quỹ Đền ơn đáp nghĩa"),
            ("down right", "Tổ dân phố 2", "Quỹ Vì người nghèo"),
            ("up up", "Phường Ngọc Thụy", "Quỹ Vì người nghèo"),
            ("up", "Tổ dân phố 38", "Quỹ Vì người nghèo"),
        ]:
            await desk.press(keys)
            assert shown(desk.text)[1:3] == [whose, what]


@pytest.mark.parametrize("size", [SMALL, NORMAL], ids="{0[0]}x{0[1]}".format)
async def test_nothing_of_a_slide_is_cut(size: tuple[int, int]) -> None:
    async with opened(keys="f5", size=size) as desk:
        for _indicator in range(30):
            assert "…" not in "\n".join(desk.lines[1:-2])
            assert "###" not in desk.text
            assert shown(desk.text)[-1].endswith("F10 Thoát")
            await desk.press("right")


async def test_a_locked_projector_offers_to_unlock_instead_of_editing() -> None:
    async with opened(keys="f5", size=SMALL) as desk:
        assert "^K Mở khóa" in desk.key_bar
        assert not {"F2", "^G"} & set(desk.key_bar.split())
        await desk.press("escape")
        assert desk.title == "Phường Ngọc Thụy · 2018 · số liệu đến 08/11    số liệu tổ minh họa · máy chiếu"
        assert "^K Mở khóa" in desk.key_bar
        assert not {"F2", "^G"} & set(desk.key_bar.split())
        await desk.press("ctrl+k")
        assert "F2 Sửa  ^G Phân bổ" in desk.key_bar
        assert "^K" not in desk.key_bar
        await desk.press("ctrl+k")
        assert "^K Mở khóa" in desk.key_bar
    async with opened(size=SMALL, read_only=True) as desk:
        assert not {"F2", "^G", "^K"} & set(desk.key_bar.split())


async def test_counts_of_groups_are_told_shorter_and_then_in_lines() -> None:
    async with opened(keys="f5" + " right" * 6) as desk:
        assert "▲ 14 tổ vượt   ● 15 tổ đạt   ◐ 4 tổ đúng tiến độ   ▼ 3 tổ chậm   · 2 tổ chưa báo cáo" in desk.text
        await desk.resize(80, 24)
        assert "▲ vượt 14   ● đạt 15   ◐ đúng tiến độ 4   ▼ chậm 3   · chưa báo cáo 2" in desk.text
        await desk.resize(60, 30)
        assert {"▲ vượt 14   ● đạt 15   ◐ đúng tiến độ 4   ▼ chậm 3", "· chưa báo cáo 2"} <= set(shown(desk.text))


@pytest.mark.parametrize(("size", "rows"), [(SMALL, 7), (NORMAL, 10), ((200, 60), 14)])
async def test_digits_grow_with_the_room_and_bar_and_band_with_them(size: tuple[int, int], rows: int) -> None:
    async with opened(keys="f5", size=size) as desk:
        digits = max(line.rfind("█") - line.find("█") + 1 for line in desk.lines if "│" not in line)
        (bar,) = desk.rows("[█│]+│█+")
        assert len(bar) >= digits
        assert sum("██" in line for line in desk.lines) == rows + 1
        (row,) = [at for at, line in enumerate(desk.lines) if line.strip() == "▲ VƯỢT"]
        left = (size[0] - len(bar)) // 2
        grounds = [desk.ground_of(row, left), desk.ground_of(row, left + len(bar) - 1)]
        assert grounds == [desk.app.theme_variables["gb-good"]] * 2


async def test_what_is_not_reported_is_said_once(tmp_path: Path) -> None:
    async with opened(keys="f5 right right") as desk:
        assert shown(desk.text)[1:4] == ["Phường Ngọc Thụy", "Quỹ Vì biển, đảo Việt Nam", "· CHƯA BÁO CÁO"]
        assert desk.text.casefold().count("chưa báo cáo") == 1
        assert not set(desk.text) & set("█▀▄–")
    silent = {"2018/targets.toml": "[ward.blood]\nvalue = 300\n", "2018/results.csv": "date,group,indicator,value\n"}
    async with opened(write_ward(tmp_path, silent), keys="f5") as desk:
        assert shown(desk.text)[3:5] == ["· CHƯA BÁO CÁO", "chỉ tiêu giao: 300 đơn vị"]


async def test_verdict_and_title_stand_on_a_ground_of_their_own() -> None:
    async with opened(keys="f5") as desk:
        for words, role in [("Quỹ Đền ơn đáp nghĩa", "accent"), ("▲ VƯỢT", "good")]:
            (row,) = [at for at, line in enumerate(desk.lines) if line.strip() == words]
            grounds = [desk.ground_of(at, 10) for at in (row - 2, row - 1, row, row + 1)]
            assert grounds[2] == grounds[3] == desk.app.theme_variables[f"gb-{role}"]


@pytest.mark.parametrize(
    ("better", "value", "verdict", "tally"),
    [("lower", 12, "▼ VƯỢT MỨC CHO PHÉP", "▼ 1 tổ vượt mức cho phép"), ("higher", 12, "▲ VƯỢT", "▲ 1 tổ vượt")],
)
async def test_a_limit_is_said_to_be_broken(tmp_path: Path, better: str, value: int, verdict: str, tally: str) -> None:
    files = {
        "indicators.toml": f'[cost]\nname = "Chi"\nunit = "buổi"\nbetter = "{better}"\n',
        "2018/targets.toml": '[ward.cost]\nvalue = 10\n[group."1".cost]\nvalue = 10\n',
        "2018/results.csv": f"date,group,indicator,value\n2018-12-31,1,cost,{value}\n",
    }
    async with opened(write_ward(tmp_path, files), keys="f5") as desk:
        assert verdict in shown(desk.text)
        assert tally in desk.text


async def test_it_starts_with_what_is_under_the_cursor() -> None:
    async with opened() as desk:
        for keys, whose, what in [
            ("7", "Phường Ngọc Thụy", "Quỹ Đền ơn đáp nghĩa"),
            ("5", "Tổ dân phố 18", "Quỹ Đền ơn đáp nghĩa"),
            ("1 down", "Phường Ngọc Thụy", "Quỹ Vì người nghèo"),
            ("1 tab down down", "Tổ dân phố 7", "Gia đình văn hóa (đăng ký)"),
            ("2 down down enter down", "Tổ dân phố 3", "Quỹ Vì người nghèo"),
            ("3 down enter down", "Tổ dân phố 2", "Quỹ Vì người nghèo"),
            ("4 down", "Tổ dân phố 2", "Buổi tổng dọn vệ sinh hằng tuần"),
            ("5 tab tab", "Tổ dân phố 26", "Buổi tổng dọn vệ sinh hằng tuần"),
        ]:
            await desk.press(keys, "f5")
            assert shown(desk.text)[1:3] == [whose, what]
            await desk.press("f5")


async def test_started_as_a_projector() -> None:
    async with opened(projector=True) as desk:
        assert desk.app.theme == "may-chieu"
        assert desk.title.endswith("máy chiếu")
        assert shown(desk.text)[1:3] == ["Phường Ngọc Thụy", "Quỹ Đền ơn đáp nghĩa"]
        await desk.press("f5")
        assert desk.app.theme == "sang"
        assert desk.tab == "1 Tổng quan"


async def test_read_only_is_said() -> None:
    async with opened(read_only=True) as desk:
        assert desk.title.endswith("chỉ xem")
        await desk.press("f5")
        assert desk.title.endswith("chỉ xem · máy chiếu")


async def test_the_months_go_on_under_a_slide() -> None:
    async with opened(keys="3 down f5") as desk:
        assert "156.040.000 đ" in desk.text
        await desk.press("ctrl+left")
        assert "31/10/2018" in desk.title
        assert "104.410.000 đ" in desk.text
        await desk.press("f5")
        assert desk.status.startswith("Toàn phường · Quỹ Vì người nghèo · 104.410.000 đ")


class TestSources:
    async def test_of_a_group(self) -> None:
        async with opened(keys="2 right right right f7") as desk:
            assert "Tổ dân phố 1 · Quỹ Vì người nghèo" in desk.text
            found = desk.rows(r"\d\d/\d\d/2018 .* 2018/results.csv:\d+")
            assert len(found) > 1
            days = [row[6:10] + row[3:5] + row[:2] for row in found]
            assert days == sorted(days, reverse=True)
            assert f"{len(found)} kết quả, cộng 4.390.000 đ" in desk.text
            await desk.press("f7")
            assert desk.cursor == "103,5 % ▲"

    async def test_of_the_ward_say_which_group(self) -> None:
        async with opened(keys="1 down f7", size=(140, 40)) as desk:
            assert "Phường Ngọc Thụy · Quỹ Vì người nghèo" in desk.text
            assert desk.rows(r"08/11/2018 .*Tổ dân phố \d+ .*2018/results.csv:\d+")
            await desk.press("down down enter")
            assert desk.tab == "1 Tổng quan"

    async def test_at_80_columns_file_line_and_age_have_room(self) -> None:
        async with opened(keys="2 home ctrl+up right right f7", size=SMALL) as desk:
            assert desk.rows(r"Ngày +Cách đây +Kết quả Tệp và dòng +Địa điểm")
            assert desk.rows(r"23/07/2018 108 ngày trước +650.000 results.csv:\d+ +minh họa")
            await desk.press("escape 1 down f7")
            assert desk.rows(r"08/11/2018 hôm nay +[\d.]+ Tổ dân phố \d+ results.csv:\d+")
            await desk.press("escape down down f7")
            assert "Tệp và dòng" in desk.text

    async def test_of_a_slide(self) -> None:
        async with opened(keys="f5 down f7") as desk:
            assert "Tổ dân phố 1 · Quỹ Đền ơn đáp nghĩa" in desk.text
            await desk.press("escape")
            assert shown(desk.text)[1:3] == ["Tổ dân phố 1", "Quỹ Đền ơn đáp nghĩa"]

    async def test_the_newest_are_of_today_and_a_state_has_no_sum(self) -> None:
        async with opened(keys="3 down f7") as desk:
            assert desk.rows(r"08/11/2018 hôm nay ")
            assert desk.rows(r"05/11/2018 3 ngày trước ")
            await desk.press("escape 1", *["down"] * 7, "f7")
            assert "Gia đình văn hóa" in desk.text
            assert desk.rows(r"│  \d+ kết quả  ")

    async def test_only_up_to_the_date(self) -> None:
        async with opened(keys="2 right right right ctrl+left f7") as desk:
            assert desk.rows(r"/10/2018 ")
            assert not desk.rows(r"/11/2018 ")

    async def test_where_nothing_is_under_the_cursor_nothing_opens(self) -> None:
        async with opened(keys="2 f7") as desk:
            assert desk.tab == "2 Tổ dân phố"
