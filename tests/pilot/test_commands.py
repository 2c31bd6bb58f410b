"""Help, palette, copy, tabs: what works everywhere."""

from pathlib import Path
from typing import Any

import pytest

from tests.pilot.opened import SMALL, Desk, opened, shipped_themes
from tui.resources import copied_file
from tui.screens.picker import Picker


async def test_every_tab_by_its_digit_and_by_a_click() -> None:
    async with opened() as desk:
        tabs = ["1 Tổng quan", "2 Tổ dân phố", "3 Quỹ", "4 Môi trường", "5 Đánh giá", "7 Đối chiếu"]
        for tab in (*tabs[1:], tabs[0]):
            await desk.press(tab[0])
            assert desk.tab == tab
        for tab in (*tabs[1:], tabs[0]):
            await desk.pilot.click(offset=(desk.lines[1].index(tab) + 1, 1))
            await desk.settle()
            assert desk.tab == tab


async def test_help_shows_the_keys_that_work_here() -> None:
    async with opened(keys="2 f1") as desk:
        assert "╭─ Phím" in desk.text
        assert desk.rows(r"Sửa chỉ tiêu, điểm ở con trỏ: 4,5tr, \+10%, 50k/hộ, =tổng/38 +F2")
        await desk.press("escape 7 f1")
        assert not desk.rows(r" F4 ")


@pytest.mark.parametrize(
    ("keys", "options", "working"),
    [
        ("2", {}, {"F2", "F8", "Ctrl+G", "Ctrl+Z", "Ctrl+Y"}),
        ("2", {"read_only": True}, set()),
        ("2 f5", {}, {"F8", "Ctrl+K"}),
        ("2 f5 ctrl+k", {}, {"F2", "F8", "Ctrl+Z", "Ctrl+Y", "Ctrl+K"}),
        ("2 f5", {"read_only": True}, set()),
        ("5 tab tab", {}, {"F8", "Ctrl+Z", "Ctrl+Y"}),
        ("f5 5 tab tab", {}, {"F8"}),
        ("6", {"read_only": True}, set()),
    ],
)
async def test_what_does_nothing_now_is_not_offered(keys: str, options: dict[str, Any], working: set[str]) -> None:
    changing = {"F2", "F8", "Ctrl+G", "Ctrl+Z", "Ctrl+Y", "Ctrl+K"}
    async with opened(keys=keys, **options) as desk:
        assert changing & set(desk.key_bar.replace("^", "Ctrl+").split()) <= working
        await desk.press("f1")
        assert isinstance(picker := desk.app.screen, Picker)
        assert changing & {choice.note for choice in picker._search("")} == working
        await desk.press("escape ctrl+p")
        assert isinstance(picker := desk.app.screen, Picker)
        assert changing & {choice.note for choice in picker._search("")} == working - {"F2", "Ctrl+G"}


async def test_what_help_shows_can_be_run_from_there() -> None:
    async with opened(keys="2 right right right f1") as desk:
        await desk.type("sap xep")
        await desk.press("enter")
        assert desk.tab == "2 Tổ dân phố"
        assert "VNN ↓" in desk.lines[2]


async def test_the_palette_finds_commands_by_folded_words_and_initials() -> None:
    async with opened(keys="ctrl+p") as desk:
        await desk.type("doi chieu")
        await desk.press("escape ctrl+p")
        await desk.type("bao cao da dang")
        assert desk.cursor.startswith("Báo cáo đã đăng so với số tính lại")
        await desk.press("enter")
        assert desk.tab == "7 Đối chiếu"
        await desk.press("ctrl+p")
        await desk.type("thang truoc")
        await desk.press("enter")
        assert "31/10/2018" in desk.title


async def test_what_the_status_line_says_is_copied_into_a_file(own_surroundings: Path) -> None:
    async with opened(keys="2 right right right ctrl+c") as desk:
        said = (
            "Tổ dân phố 1 · Quỹ Vì người nghèo · 4.390.000 đ / 4.240.000 đ · 103,54 % · vượt · hạng 17/38 · 02/11/2018"
        )
        assert copied_file().is_relative_to(own_surroundings)
        assert copied_file().read_text("utf-8").startswith(said)
        assert desk.app.clipboard.startswith(said)
        assert "Đã chép, cả vào tệp" in desk.text
        await desk.press("5 ctrl+c")
        assert copied_file().read_text("utf-8") == "Chi bộ tổ dân phố 18 · Tổng 106 · Xuất sắc · hạng 1/20\n"


async def test_read_only_writes_no_file() -> None:
    async with opened(keys="2 ctrl+c", read_only=True) as desk:
        assert desk.app.clipboard == "Tổ dân phố 1 · Tổ trưởng TDP 1"
        assert not copied_file().exists()
        assert "Đã chép" in desk.text


async def test_a_file_that_cannot_be_written_is_said() -> None:
    copied_file().parent.mkdir(parents=True)
    copied_file().mkdir()
    async with opened(keys="2 ctrl+c") as desk:
        assert desk.app.clipboard == "Tổ dân phố 1 · Tổ trưởng TDP 1"
        assert "Đã chép, nhưng không ghi được vào" in desk.text


async def test_f10_leaves() -> None:
    async with opened() as desk:
        await desk.press("f10")
        assert not desk.app.is_running or desk.app.return_code == 0


@pytest.mark.parametrize(
    ("keys", "labels"),
    [
        ("2", ["^T Số lượng", "^T Thay đổi", "^T Tỷ lệ", "^T Số lượng"]),
        ("3", ["^T Biểu đồ", "^T Tổ dân phố", "^T Biểu đồ"]),
    ],
)
async def test_a_key_says_what_it_shows_next(keys: str, labels: list[str]) -> None:
    async with opened(size=(108, 30), keys=keys) as desk:
        for label in labels:
            assert label in desk.key_bar
            await desk.press("ctrl+t")


async def test_a_key_that_has_nothing_to_do_is_not_offered() -> None:
    async with opened(keys="5") as desk:
        assert {"F2", "^T"} < set(desk.key_bar.split())
        await desk.press("tab tab")
        assert not {"F2", "^T"} & set(desk.key_bar.split())
        await desk.press("3")
        assert "^T" not in desk.key_bar.split()


async def test_under_an_editor_only_the_keys_that_work_everywhere_are_offered() -> None:
    async with opened(size=SMALL, keys="2 home ctrl+up right right f2") as desk:
        assert desk.key_bar == "F10 Thoát"
        assert "Tab lý do" in desk.text
        await desk.press("tab")
        assert "Tab dòng sau" in desk.text
        await desk.press("tab tab tab")
        assert "Tab lý do" in desk.text
        await desk.press("escape")
        assert desk.key_bar.startswith("F1 Trợ giúp")


async def test_a_notice_goes_with_its_screen_and_what_must_be_read_stays() -> None:
    async with opened(size=SMALL, keys="2 ctrl+c") as desk:
        assert desk.notices
        await desk.press("down")
        assert desk.notices
        desk.app.tell("Tệp bị hỏng", bad=True)
        desk.app.tell("lan vừa sửa", stays=True)
        await desk.press("3")
        assert desk.notices == ["Tệp bị hỏng", "lan vừa sửa"]
        assert "Đã chép" not in desk.text


@pytest.mark.parametrize(
    ("before", "key", "stays"),
    [
        ("f5", "right", False),
        ("f5", "down", False),
        ("f5", "f5", False),
        ("f5", "escape", False),
        ("2 enter", "right", False),
        ("2 enter", "escape", False),
        ("2 enter", "down", True),
        ("2", "ctrl+left", False),
        ("2", "f1 escape", True),
    ],
)
async def test_a_notice_goes_with_what_it_was_said_of(before: str, key: str, stays: bool) -> None:
    async with opened(size=SMALL, keys=before) as desk:
        desk.app.tell("Đã chép")
        desk.app.tell("lan vừa sửa", stays=True)
        await desk.press(key)
        assert desk.notices == ["Đã chép"] * stays + ["lan vừa sửa"]


def dialogue(desk: Desk) -> tuple[int, int]:
    """The lines where the dialogue begins and ends."""
    first, last = (next(at for at, line in enumerate(desk.lines) if edge in line) for edge in ("╭─ ", "╰──"))
    return first, last


@pytest.mark.parametrize(
    ("keys", "typed", "rows", "prompts"),
    [
        ("f9", "toi", len(shipped_themes().themes), False),
        ("6 ctrl+o", "mo", 2, False),
        ("2 home right right f6", "to 3", 3, True),
        ("f3", "zz", 10, True),
        ("ctrl+p", "zz", 10, True),
    ],
)
async def test_a_menu_is_as_high_as_what_it_offers_and_stays_so(
    keys: str, typed: str, rows: int, prompts: bool
) -> None:
    """A handful needs no line to search in until something is typed."""
    async with opened(size=SMALL, keys=keys) as desk:
        first, last = dialogue(desk)
        assert last - first - 2 - prompts == rows
        assert ("Gõ để tìm" in desk.text) == prompts
        await desk.type(typed)
        assert typed in desk.lines[first + 1]
        assert dialogue(desk) == (first, last)
        await desk.press("backspace " * len(typed))
        assert ("Gõ để tìm" in desk.text) == prompts
