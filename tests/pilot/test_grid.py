"""The grid under keys and mouse: what shows, where the cursor goes, what is asked of the rows, what is sent."""

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from rich.style import Style
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.events import Key, MouseScrollDown
from textual.geometry import Region
from textual.message import Message
from textual.pilot import Pilot

from tui import themes
from tui.widgets.grid import Cell, CellRows, Column, FigureGrid, Place
from tui.widgets.grid import Key as RowKey

COLUMNS = [
    Column("group", "Tổ", 8, sticky=True),
    *(Column(f"i{number}", f"Chỉ\ntiêu {number}", 9, align="right") for number in range(10)),
]


class Numbers:
    """Rows made up when asked for, remembering what they were asked."""

    def __init__(self, keys: Sequence[RowKey], plus: int = 0) -> None:
        self.keys = keys
        self.plus = plus
        self.asked: list[tuple[int, str]] = []

    def __len__(self) -> int:
        return len(self.keys)

    def key(self, row: int) -> RowKey:
        return self.keys[row]

    def cell(self, row: int, column: str) -> Cell:
        self.asked.append((row, column))
        return Cell(
            f"Tổ {self.keys[row]}" if column == "group" else f"{self.keys[row]}.00{column[1:]}{self.plus or ''}"
        )


TOTAL = CellRows([("", {"group": Cell("Cả phường"), "i0": Cell("999")})])


class GridApp(App[None]):
    BINDINGS = [Binding("left,right,space", "note")]

    def __init__(self, grid: FigureGrid) -> None:
        super().__init__()
        self.grid = grid
        self.heard: list[Message] = []
        self.noted = 0

    def last(self) -> Message:
        return self.heard[-1]

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.defaults()

    def compose(self) -> ComposeResult:
        yield self.grid

    def on_mount(self) -> None:
        self.grid.focus()

    def action_note(self) -> None:
        self.noted += 1

    def on_figure_grid_cursor_moved(self, message: FigureGrid.CursorMoved) -> None:
        self.heard.append(message)

    def on_figure_grid_opened(self, message: FigureGrid.Opened) -> None:
        self.heard.append(message)

    def on_figure_grid_header_chosen(self, message: FigureGrid.HeaderChosen) -> None:
        self.heard.append(message)


@asynccontextmanager
async def running(
    grid: FigureGrid, rows: int = 100, size: tuple[int, int] = (60, 13), *, total: bool = True
) -> AsyncIterator[tuple[Pilot[None], GridApp]]:
    app = GridApp(grid)
    async with app.run_test(size=size) as pilot:
        grid.show(COLUMNS, Numbers(range(1, rows + 1)), total=TOTAL if total else None)
        await pilot.pause()
        yield pilot, app


async def hold(pilot: Pilot[None], key: str, times: int) -> None:
    """Send a key so many times at once, as a keyboard's repeat does when the screen is slow."""
    for _time in range(times):
        pilot.app.post_message(Key(key, None))
    await pilot.pause()


def lines(grid: FigureGrid) -> list[str]:
    return [grid.render_line(y).text for y in range(grid.size.height)]


def rows_shown(grid: FigureGrid) -> list[str]:
    return [line[1:9].strip() for line in lines(grid) if re.match(r".Tổ \d", line)]


def keys(grid: FigureGrid) -> tuple[RowKey | None, str | None]:
    return grid.row_key, grid.column_key


def titles(grid: FigureGrid) -> list[str]:
    return lines(grid)[1].replace("tiêu ", "i").split()


async def test_header_sticky_column_and_total_frame_the_rows() -> None:
    grid = FigureGrid()
    async with running(grid):
        assert lines(grid)[0].rstrip() == "                Chỉ       Chỉ       Chỉ       Chỉ      Chỉ"
        assert lines(grid)[1] == " Tổ          tiêu 0    tiêu 1    tiêu 2    tiêu 3   tiêu 4 ›"
        assert lines(grid)[2] == " Tổ 1         1.000     1.001     1.002     1.003     1.004▐"
        assert lines(grid)[12].split() == ["Cả", "phườ…", "999"]
        assert rows_shown(grid) == [f"Tổ {number}" for number in range(1, 11)]


async def test_every_line_is_as_wide_as_the_screen() -> None:
    for width in (1, 2, 3, 7, 20, 59, 200):
        grid = FigureGrid()
        async with running(grid, size=(width, 6)):
            assert {grid.render_line(y).cell_length for y in range(6)} == {width}
            assert {len(grid.render_line(y).text) for y in range(6)} == {width}


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ("down down right", Place(2, 1)),
        ("up left", Place(0, 0)),
        ("pagedown", Place(10, 0)),
        ("down pagedown pageup", Place(1, 0)),
        ("end", Place(0, 10)),
        ("end home", Place(0, 0)),
        ("ctrl+down", Place(99, 0)),
        ("right ctrl+down ctrl+up", Place(0, 1)),
        ("ctrl+down pagedown pagedown", Place(99, 0)),
    ],
)
async def test_keys_move_the_cursor(keys: str, place: Place) -> None:
    grid = FigureGrid()
    async with running(grid) as (pilot, app):
        app.heard.clear()
        await pilot.press(*keys.split())
        assert grid.cursor == place
        if place != (0, 0):
            assert app.last() == FigureGrid.CursorMoved(grid, place.row + 1, COLUMNS[place.column].key)


async def test_past_the_edge_it_scrolls_half_a_page() -> None:
    grid = FigureGrid()
    async with running(grid) as (pilot, _app):
        await hold(pilot, "down", 9)
        assert rows_shown(grid)[0] == "Tổ 1"
        await pilot.press("down")
        assert rows_shown(grid)[0] == "Tổ 6"
        await hold(pilot, "down", 4)
        assert rows_shown(grid)[0] == "Tổ 6"
        await hold(pilot, "up", 10)
        assert rows_shown(grid)[0] == "Tổ 1"


async def test_a_held_key_ends_where_it_should() -> None:
    grid = FigureGrid()
    async with running(grid) as (pilot, _app):
        await hold(pilot, "down", 60)
        assert grid.row_key == 61
        assert "Tổ 61" in rows_shown(grid)
        await hold(pilot, "pagedown", 20)
        assert grid.row_key == 100
        assert rows_shown(grid) == [f"Tổ {number}" for number in range(91, 101)]


async def test_columns_scroll_as_wholes_and_the_sticky_one_stays() -> None:
    grid = FigureGrid()
    async with running(grid) as (pilot, _app):
        assert titles(grid) == ["Tổ", "i0", "i1", "i2", "i3", "i4", "›"]
        await hold(pilot, "right", 6)
        assert titles(grid) == ["Tổ", "‹", "i4", "i5", "i6", "i7", "i8", "›"]
        assert lines(grid)[2].startswith(" Tổ 1    │    1.004     1.005 ")
        await pilot.press("end")
        assert titles(grid) == ["Tổ", "‹", "i5", "i6", "i7", "i8", "i9"]
        await pilot.press("home")
        assert titles(grid) == ["Tổ", "i0", "i1", "i2", "i3", "i4", "›"]


@pytest.mark.parametrize("width", [10, 15, 16, 20, 31, 60])
async def test_the_cursor_column_shows_whole_wherever_that_is_possible(width: int) -> None:
    grid = FigureGrid()
    async with running(grid, size=(width, 8)):
        for step in [1] * 10 + [-1] * 10:
            grid.move(0, step)
            assert grid.cursor_region
            if width >= 16 and grid.cursor.column:
                assert grid.cursor_region.width >= 9


async def test_only_what_shows_is_asked_for() -> None:
    grid = FigureGrid()
    async with running(grid, rows=100_000) as (pilot, _app):
        rows = grid._rows
        assert isinstance(rows, Numbers)
        rows.asked.clear()
        await pilot.press("pagedown")
        assert {row for row, _column in rows.asked} == set(range(10, 20))
        assert len(rows.asked) <= 11 * 6
        rows.asked.clear()
        await pilot.press("down")
        assert len(rows.asked) == 2 * 6
        rows.asked.clear()
        await pilot.press("ctrl+down")
        assert {row for row, _column in rows.asked} == set(range(99_990, 100_000))


async def test_measuring_a_column_looks_at_a_sample() -> None:
    grid = FigureGrid()
    async with running(grid):
        rows = Numbers(range(1, 100_001))
        grid.show([Column("group", "Tổ", sticky=True), Column("i0", "x", align="right")], rows)
        assert len(rows.asked) < 1000
        assert lines(grid)[1].startswith(" Tổ 1 ")


def sent_by(grid: FigureGrid, monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, ...]]:
    """The regions that the grid has drawn anew from now on."""
    regions: list[tuple[int, ...]] = []
    refresh = grid.refresh

    def record(*dirty: Region, layout: bool = False) -> FigureGrid:
        regions.extend(map(tuple, dirty))
        return refresh(*dirty, layout=layout)

    monkeypatch.setattr(grid, "refresh", record)
    return regions


async def test_a_cursor_move_sends_two_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    grid = FigureGrid()
    async with running(grid) as (pilot, _app):
        before = [grid.render_line(y) for y in range(grid.size.height)]
        sent = sent_by(grid, monkeypatch)
        await pilot.press("down")
        assert sent == [(0, 2, 9, 1), (0, 3, 9, 1)]
        assert [y for y, line in enumerate(before) if line is not grid.render_line(y)] == [2, 3]
        sent.clear()
        await pilot.press("right")
        assert sent == [(0, 3, 9, 1), (10, 3, 9, 1)]


async def test_new_rows_send_only_lines_that_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    grid = FigureGrid()
    async with running(grid):
        sent = sent_by(grid, monkeypatch)
        grid.show(COLUMNS, Numbers(range(1, 101)), total=TOTAL)
        assert not sent
        grid.show(COLUMNS, Numbers([1, 2, 3, 400, *range(5, 101)]), total=TOTAL)
        assert sent == [(0, 5, 60, 1)]


async def test_new_rows_leave_cursor_and_scroll_where_they_are() -> None:
    grid = FigureGrid()
    async with running(grid) as (pilot, app):
        await hold(pilot, "right", 6)
        await hold(pilot, "down", 25)
        shown, place = rows_shown(grid), grid.cursor
        app.heard.clear()
        grid.show(COLUMNS, Numbers(range(1, 101), plus=7), total=TOTAL)
        await pilot.pause()
        assert (grid.cursor, rows_shown(grid)) == (place, shown)
        assert titles(grid)[1:3] == ["‹", "i4"]
        assert not app.heard


async def test_sorted_anew_the_cursor_keeps_its_row_and_height() -> None:
    grid = FigureGrid()
    async with running(grid) as (pilot, app):
        await hold(pilot, "down", 25)
        await hold(pilot, "right", 2)
        height = rows_shown(grid).index("Tổ 26")
        app.heard.clear()
        grid.show(list(reversed(COLUMNS[1:])), Numbers(list(range(100, 0, -1))))
        await pilot.pause()
        assert keys(grid) == (26, "i1")
        assert grid.cursor_region.y == height + 2
        assert not app.heard


async def test_where_its_row_is_gone_the_cursor_stays_in_place_and_says_so() -> None:
    grid = FigureGrid()
    async with running(grid) as (pilot, app):
        await hold(pilot, "down", 5)
        app.heard.clear()
        grid.show(COLUMNS, Numbers([1, 2, 3]))
        await pilot.pause()
        assert grid.row_key == 3
        assert app.heard == [FigureGrid.CursorMoved(grid, 3, "group")]
        grid.show(COLUMNS, Numbers([]))
        await pilot.pause()
        assert keys(grid) == (None, None)
        assert len(app.heard) == 1


async def test_no_rows_are_a_sentence() -> None:
    grid = FigureGrid(empty_text="Chưa có số liệu")
    async with running(grid, rows=0) as (pilot, app):
        assert lines(grid)[2].strip() == "Chưa có số liệu"
        assert lines(grid)[3].split() == ["Cả", "phườ…", "999"]
        await pilot.press("down", "enter", "end", "pagedown", "ctrl+down", "space")
        assert app.heard == []
        grid.empty_text = "Không tổ nào"
        assert lines(grid)[2].strip() == "Không tổ nào"


async def test_before_anything_is_shown_it_is_blank() -> None:
    grid = FigureGrid()
    app = GridApp(grid)
    async with app.run_test(size=(20, 4)) as pilot:
        await pilot.press("down", "enter", "pagedown")
        assert "".join(lines(grid)).strip() == ""
        assert grid.cursor_region.area == 0


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (2, 1), (5, 3), (10, 4), (1, 20), (80, 1)])
async def test_tiny_terminals_do_not_break_it(size: tuple[int, int]) -> None:
    grid = FigureGrid()
    async with running(grid, size=size) as (pilot, _app):
        await pilot.press("down", "pagedown", "end", "home", "ctrl+down", "left", "enter", "pageup")
        await pilot.resize_terminal(60, 13)
        await pilot.pause()
        assert grid.cursor_region
        await pilot.resize_terminal(*size)
        await pilot.pause()
        assert len(lines(grid)) == size[1]


async def test_where_it_is_low_rows_come_before_total_and_header() -> None:
    grid = FigureGrid()
    async with running(grid, size=(60, 4)) as (pilot, _app):
        assert [line[1:6].strip() for line in lines(grid)] == ["", "Tổ", "Tổ 1", "Cả ph"]
        await pilot.resize_terminal(60, 3)
        await pilot.pause()
        assert [line[1:6].strip() for line in lines(grid)] == ["", "Tổ", "Tổ 1"]
        await pilot.resize_terminal(60, 2)
        await pilot.pause()
        assert [line[1:6].strip() for line in lines(grid)] == ["Tổ 1", "Cả ph"]


async def test_a_resize_keeps_the_cursor_in_sight() -> None:
    grid = FigureGrid()
    async with running(grid, size=(120, 40)) as (pilot, _app):
        await hold(pilot, "end", 1)
        await hold(pilot, "down", 30)
        for size in ((60, 13), (30, 6), (200, 50)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert grid.cursor_region.width >= 9
            assert grid.cursor == (30, 10)


async def test_a_wide_screen_is_used() -> None:
    grid = FigureGrid()
    async with running(grid, size=(200, 13)):
        assert titles(grid) == ["Tổ", *(f"i{number}" for number in range(10))]
        assert lines(grid)[1].rstrip().endswith("tiêu 9")
        assert len(lines(grid)[1].rstrip()) == 199


async def test_a_list_moves_by_rows_and_leaves_sideways_keys_to_the_screen() -> None:
    grid = FigureGrid(cursor="row", header=False)
    async with running(grid, total=False) as (pilot, app):
        assert len(grid.render_line(0)._segments) == 1
        assert grid.render_line(0)._segments[0].style != grid.render_line(1)._segments[0].style
        await pilot.press("end", "left", "right", "space")
        assert (grid.row_key, app.noted) == (100, 3)
        await pilot.press("home")
        assert grid.row_key == 1


async def test_enter_opens_what_is_under_the_cursor() -> None:
    grid = FigureGrid()
    async with running(grid) as (pilot, app):
        await pilot.press("down", "right", "enter")
        assert app.last() == FigureGrid.Opened(grid, 2, "i0")


async def test_space_marks_rows_and_marks_of_rows_gone_are_dropped() -> None:
    grid = FigureGrid(markable=True)
    async with running(grid) as (pilot, app):
        await pilot.press("space", "down", "down", "space")
        assert grid.marks == {1, 3}
        assert [line[0] for line in lines(grid)[2:6]] == ["✓", " ", "✓", " "]
        await pilot.press("space")
        assert grid.marks == {1}
        await pilot.press("space")
        grid.show(COLUMNS, Numbers([3, 4]))
        assert grid.marks == {3}
        assert app.noted == 0


async def test_the_cursor_goes_where_a_key_says() -> None:
    grid = FigureGrid()
    async with running(grid) as (_pilot, _app):
        grid.row_key, grid.column_key = 77, "i9"
        assert grid.cursor == (76, 10)
        assert "Tổ 77" in rows_shown(grid)
        grid.row_key = 12345
        assert grid.row_key == 77
        grid.move(-1000, -1000)
        assert grid.cursor == (0, 0)


async def test_an_editor_finds_its_cell_and_the_rows_around_it() -> None:
    """Where the column is out of sight, or none, the cell is the row's first."""
    grid = FigureGrid()
    grid.styles.offset = grid.styles.margin = (1, 2)
    async with running(grid) as (pilot, _app):
        for column, text in (("i0", "2.000"), ("i3", "2.003"), ("group", "Tổ 2"), ("i9", "Tổ 2"), ("none", "Tổ 2")):
            grid.row_key = 2
            cell = grid.region_of(column).translate((-grid.region.x, -grid.region.y))
            assert lines(grid)[cell.y][cell.x : cell.right].strip() == text
        grid.column_key = "i9"
        await pilot.pause()
        cell = grid.region_of("i9").translate((-grid.region.x, -grid.region.y))
        assert lines(grid)[cell.y][cell.x : cell.right].strip() == "2.009"
        assert [grid.neighbour(steps) for steps in (-2, -1, 0, 1, 98, 99)] == [None, 1, 2, 3, 100, None]
        grid.show(COLUMNS, Numbers(()))
        assert grid.neighbour(1) is None
        assert not grid.region_of("i0")


async def test_a_click_moves_the_second_opens_a_title_is_chosen() -> None:
    grid = FigureGrid()
    async with running(grid) as (pilot, app):
        await pilot.click(offset=(22, 5))
        assert grid.cursor == Place(3, 2)
        await pilot.click(offset=(22, 5), times=2)
        assert app.last() == FigureGrid.Opened(grid, 4, "i1")
        await pilot.click(offset=(32, 0))
        assert app.last() == FigureGrid.HeaderChosen(grid, "i2")
        heard = len(app.heard)
        for offset in ((0, 5), (59, 5), (22, 12)):
            await pilot.click(offset=offset)
        assert (grid.cursor, len(app.heard)) == (Place(3, 2), heard)


async def test_the_wheel_scrolls_and_the_next_key_brings_the_cursor_back() -> None:
    grid = FigureGrid()
    async with running(grid) as (pilot, _app):
        for _notch in range(5):
            await pilot._post_mouse_events([MouseScrollDown], grid)
        assert (rows_shown(grid)[0], grid.cursor) == ("Tổ 16", Place(0, 0))
        await pilot.press("down")
        assert (rows_shown(grid)[0], grid.cursor) == ("Tổ 1", Place(1, 0))


async def test_without_focus_the_cursor_is_underlined() -> None:
    grid = FigureGrid()
    async with running(grid) as (pilot, app):
        assert _cursor_style(grid).bgcolor is not None
        app.set_focus(None)
        await pilot.pause()
        assert _cursor_style(grid).underline


async def test_a_theme_without_colours_reverses_the_cursor() -> None:
    grid = FigureGrid()
    async with running(grid) as (pilot, app):
        assert not _cursor_style(grid).reverse
        plain = themes.ThemeFile(
            "plain", {"en": "x"}, dark=True, ansi=True, colors=dict.fromkeys(themes.ROLES, "default")
        )
        app.register_theme(plain.to_textual())
        app.theme = "plain"
        await pilot.pause()
        assert _cursor_style(grid).reverse


def _cursor_style(grid: FigureGrid) -> Style:
    region = grid.cursor_region
    style = grid.render_line(region.y).crop(region.x, region.right)._segments[0].style
    assert style is not None
    return style
