"""The language, switched live: all that is the app's is in one language; what files say stays as it is."""

import re

import pytest
from rich.cells import cell_len

from tests.pilot.opened import SMALL, opened
from tui.widgets.grid import FigureGrid

VIETNAMESE = re.compile(r"[^\W\d_a-zA-Z]")
"""A letter that English has not."""

FROM_FILES = re.compile(
    r"Phường Ngọc Thụy|Ngọc Thụy ward|Tổ dân phố( \d+)?|đồng|\bđ\b"
    r"|Tổ trưởng (tổ tình nguyện )?(TDP \d+|T?D?P?…)"
)
"""What the sample says in Vietnamese on most screens: names, and the unit of money."""

SCREENS = {
    "1": ("1 Overview", r"7775/8233|Đài truyền thanh|Chi bộ"),
    "2": ("2 Groups", ""),
    "enter": ("2 Groups", r"^ Models:|Chi bộ"),
    "3": ("3 Funds", ""),
    "4": ("4 Environment", r"Đê|Đường|Khu vực|Tượng đài|Vườn hoa|Dải phân cách|đê"),
    "7": ("7 Check", r"^ [●▼◐] |would be|tổ dân phố|^ “7775/8233"),
    "5 tab tab": ("5 Evaluation", ""),
    "tab": ("5 Evaluation", ""),
    "f5": ("", ""),
}
"""Keys to the tab that they lead to, and to what its files say there in Vietnamese."""


async def test_no_vietnamese_word_is_left_and_none_is_lost() -> None:
    async with opened(size=(160, 44)) as desk:
        in_vietnamese = {}
        for keys in SCREENS:
            await desk.press(keys)
            in_vietnamese[keys] = desk.lines
        await desk.press("f5 5 tab 1 ctrl+l")
        for keys, (tab, from_files) in SCREENS.items():
            await desk.press(keys)
            lines = [line for line in desk.lines if not from_files or not re.search(from_files, line)]
            assert [line for line in lines if VIETNAMESE.search(FROM_FILES.sub("", line))] == []
            assert desk.tab == tab
            assert "F10 Quit" in desk.key_bar
        await desk.press("f5 5 tab 1 ctrl+l")
        for keys in SCREENS:
            await desk.press(keys)
            assert desk.lines == in_vietnamese[keys]


async def test_it_begins_in_the_language_asked_for() -> None:
    async with opened(language="en") as desk:
        assert desk.title.startswith("Ngọc Thụy ward · 2018 · figures to 08/11/2018")
        assert desk.rows(r"Gratitude Fund +229,010,000 120,000,000 .* 190.84 %")
        assert "To raise in the meeting (19)" in desk.text
        await desk.press("ctrl+l")
        assert desk.rows(r"Quỹ Đền ơn đáp nghĩa +229.010.000 120.000.000 .* 190,84 %")


async def test_the_title_has_room_for_all_that_is_special_about_the_session() -> None:
    async with opened(size=SMALL, language="en", keys="f5") as desk:
        assert desk.title.endswith("sample group figures · projector")
        await desk.press("ctrl+l")
        assert desk.title.endswith("số liệu tổ minh họa · máy chiếu")


async def test_screens_that_are_out_of_sight_follow() -> None:
    async with opened(keys="2 3 7 ctrl+l") as desk:
        for keys, title in (("2", "Group"), ("3", "Fund"), ("1", "")):
            await desk.press(keys)
            assert desk.lines[2].strip().startswith(title)
        assert "To raise in the meeting" in desk.text


async def test_dialogues_speak_it() -> None:
    async with opened(keys="ctrl+l") as desk:
        for keys, words in {
            "f1": ["Keys", "Show the keys that work here", "choose", "Type to search"],
            "ctrl+p": ["Commands", "Overview of the ward", "Take back your newest change"],
            "f9": ["Theme", "Light", "Dark"],
            "f3": ["Find", "group", "choose"],
            "2 right right f6": ["Filter: Gratitude Fund", "All groups", "exceeded"],
            "f7": ["Gratitude Fund", "File and line", "Place, note"],
        }.items():
            await desk.press(keys)
            for word in words:
                assert word in desk.text
            await desk.press("escape")


@pytest.mark.parametrize(
    ("size", "keys"), [(SMALL, ""), ((100, 30), ""), (SMALL, "ctrl+l"), ((100, 30), "ctrl+l"), ((160, 44), "ctrl+l")]
)
async def test_no_title_is_cut_in_either_language(size: tuple[int, int], keys: str) -> None:
    async with opened(size=size, keys=keys) as desk:
        for key in ("1", "2", "3", "4", "5", "ctrl+t", "7"):
            await desk.press(key)
            columns = [column for grid in desk.app.screen.query(FigureGrid) for column in grid._columns]
            titles = [(line, column.width) for column in columns for line in column.title.split("\n")]
            assert [line for line, width in titles if cell_len(line) > width > 0] == []
            assert "…" not in desk.lines[2]
