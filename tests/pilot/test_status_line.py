"""The status line says what is under the cursor, whatever changes: the cursor, the table, the date, the language."""

from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.pilot.opened import SMALL, opened, sample
from tui import phrases, texts
from tui.widgets.frame import StatusLine, fitting
from tui.widgets.grid import FigureGrid, Place

WIDE = (200, 36)
POOR_2 = "2.800.000 đ / 3.740.000 đ · 74,87 % · đúng tiến độ · hạng 32/38 · 02/11/2018"
IN_SEPTEMBER = "– / 3.740.000 đ · chưa đến kỳ"


async def test_it_follows_the_date() -> None:
    async with opened(size=WIDE) as desk:
        for keys, newest, in_september in [
            ("1 down", "156.040.000 đ · chưa giao · 08/11/2018", "– · chưa đến kỳ"),
            ("2 down right right right", POOR_2, IN_SEPTEMBER),
            ("3 down enter down", POOR_2, IN_SEPTEMBER),
            ("4 enter right down", POOR_2, IN_SEPTEMBER),
            ("5 tab tab", "Tổ dân phố 26 · Điểm 115,61 · hạng 1/38", "Tổ dân phố 26 · Điểm 89,63 · hạng 3/38"),
        ]:
            await desk.press(keys)
            assert newest in desk.status
            await desk.press("ctrl+left ctrl+left")
            assert in_september in desk.status
            await desk.press("ctrl+end")
            assert newest in desk.status


async def test_it_follows_the_table_that_has_the_keys() -> None:
    async with opened(size=WIDE) as desk:
        for keys, start, end in [
            ("1 tab", "7775/8233 hộ gia đình", "tính lại 94,44 %"),
            ("shift+tab", "Toàn phường · Quỹ Đền ơn đáp nghĩa", "190,84 %"),
            ("3 enter", "Tổ dân phố 1 · Quỹ Đền ơn đáp nghĩa", "hạng 36/38"),
            ("shift+tab", "Toàn phường · Quỹ Đền ơn đáp nghĩa", "190,84 %"),
            ("4 tab", "Toàn phường · Tổ tình nguyện vì môi trường", "38 tổ"),
            ("down down", "Dải phân cách trên đê · Buổi tổng dọn vệ sinh hằng tuần", "280 buổi"),
            ("shift+tab", "Tổ dân phố 1 · tuần 45", "7 thành viên"),
            ("5", "Chi bộ tổ dân phố 18 · Tổng 106", "Xuất sắc · hạng 1/20"),
            ("tab tab tab", "Kinh tế", "Tập thể 3 · Cá nhân 3"),
        ]:
            await desk.press(keys)
            assert desk.status.startswith(start)
            assert end in desk.status


async def test_it_follows_the_language() -> None:
    async with opened(size=WIDE) as desk:
        for keys, english in [
            ("1", "Whole ward · Gratitude Fund · 229,010,000 đ / 120,000,000 đ · 190.84 % · exceeded"),
            ("2 right right", "Gratitude Fund · 4,400,000 đ / 3,050,000 đ · 144.26 % · exceeded · rank 36 of 38"),
            ("enter right", "Tổ dân phố 2 · Gratitude Fund · 6,440,000 đ / 2,700,000 đ · 238.52 %"),
            ("3 down", "Whole ward · Fund for the Poor · 156,040,000 đ · no target"),
            ("4", "week 45 (05/11–11/11): not due"),
            ("5", "Total 106 · "),
            ("7", "95.06 % would be 7,826/8,233 or 7,775/8,179"),
        ]:
            await desk.press(keys)
            vietnamese = desk.status
            await desk.press("ctrl+l")
            assert english in desk.status
            await desk.press("ctrl+l")
            assert desk.status == vietnamese


async def test_on_the_card_it_is_the_group_of_the_card() -> None:
    async with opened(keys="2 enter") as desk:
        await desk.press("right")
        assert desk.status.startswith("Tổ dân phố 2 · Quỹ Đền ơn đáp nghĩa · 6.440.000 đ")
        await desk.press("down left")
        assert desk.status.startswith("Tổ dân phố 1 · Quỹ Vì người nghèo · 4.390.000 đ")


ROOM = 77
"""Cells on a screen of 80 columns; with faulty lines in the files, `FAULTS` fewer."""

FAULTS = len(" ! 12 faulty lines")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_figure_of_the_sample_is_told_whole_at_80_columns(language: str) -> None:
    """Its amounts, its percentage and how it stands, and its rank, whatever has to be left out."""
    texts.use(language)
    board = sample().board()
    for code, key in board.figures:
        figure, words = board.figures[code, key], phrases.figure_words(board, code, key, language)
        for room in (ROOM, ROOM - FAULTS):
            said = fitting(words, room)
            assert said in words
            assert cell_len(said) <= room
            assert phrases.standing(figure, board) in said
            assert figure.ratio is None or phrases.percent(figure, language) in said
        assert figure.rank is None or f" {figure.rank}" in fitting(words, ROOM)
        assert words[0].startswith(phrases.subject(board, code) if code else ("Toàn phường", "Whole ward"))


@pytest.mark.parametrize("language", ["vi", pytest.param("en", marks=pytest.mark.long)])
@pytest.mark.parametrize(
    "keys",
    ["1", "2", "2 ctrl+t", "3", "4", "5", "5 tab", "5 tab tab", "5 tab tab tab", "6 ctrl+t", "6", "7", "2 enter", "f5"],
)
async def test_the_sample_ends_in_sense_at_80_columns(keys: str, language: str) -> None:
    """Every row, and every column of a row, of every table: one of the wordings as a whole, or all parts that fit."""
    async with opened(size=SMALL, keys=keys, language=language) as desk:
        line = desk.app.screen.query_one(StatusLine)
        for grid in desk.app.screen.query(FigureGrid):
            if not grid.focusable:
                continue
            grid.focus()
            await desk.settle()
            for place in places(grid):
                grid.cursor = place
                await desk.pilot.pause(0)
                assert line.words
                assert line.render().plain.rstrip() in line.words
        assert line.render().plain.strip()


def places(grid: FigureGrid) -> list[Place]:
    rows, columns = len(grid._rows) + len(grid._total), len(grid._columns)
    across = [Place(rows // 2, column) for column in range(columns if grid.cursor_kind == "cell" else 1)]
    return [*(Place(row, columns - 1) for row in range(rows)), *across]


async def test_all_of_it_is_copied(own_surroundings: Path) -> None:
    """What the line has no room for, too."""
    async with opened(size=SMALL, keys="2 right right right ctrl+c") as desk:
        assert desk.status.startswith("VNN · ")
        assert desk.app.clipboard.startswith("Tổ dân phố 1 · Quỹ Vì người nghèo · ")


@pytest.mark.parametrize(
    ("room", "said"),
    [
        (30, "a full sentence · b · c"),
        (20, "shorter · b"),
        (11, "shorter · b"),
        (10, "shorter"),
        (6, "short…"),
        (0, ""),
    ],
)
def test_the_fullest_wording_is_said_that_fits_and_else_as_many_parts_as_do(room: int, said: str) -> None:
    assert fitting(("a full sentence · b · c", "shorter · b"), room) == said
    assert fitting((), room) == ""
