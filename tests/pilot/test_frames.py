"""What a key costs on the way to the terminal: one frame, few bytes, and nothing drawn that shows already."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pyte
import pytest
from rich.console import Console
from textual._compositor import CompositorUpdate

from tests.pilot.opened import Desk, opened
from tui.picture import Picture
from tui.widgets.grid import FigureGrid

SIZE = (120, 40)
WALK = "2 down 3 tab pagedown f1 escape f3 1 escape f9 down escape 4 ctrl+l 5 6 7 2 enter escape f5 f5"
CONSOLE = Console(color_system="truecolor", force_terminal=True)
HOME = "\x1b[1;1H"


class Line:
    """The way from an app to a terminal, with a picture of what it shows as the driver has one."""

    def __init__(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        self.frames: list[str] = []
        self._terminal = pyte.Screen(*SIZE)
        self._stream = pyte.Stream(self._terminal)
        self._picture = Picture()
        app, display = desk.app, desk.app._display

        def send(screen: Any, update: Any) -> None:
            display(screen, update)
            if isinstance(update, CompositorUpdate) and not app._batch_count:
                self._send(update)

        monkeypatch.setattr(app, "_display", send)
        self._send(app.screen._compositor.render_full_update())
        self.frames.clear()

    @property
    def shown(self) -> list[str]:
        """What the terminal shows, line by line."""
        return [line.rstrip() for line in self._terminal.display]

    def _send(self, update: CompositorUpdate) -> None:
        frame = self._picture.pass_on(update.render_segments(CONSOLE) + HOME, SIZE)
        self.frames.append(frame)
        self._stream.feed(frame)


@pytest.mark.parametrize(
    ("before", "key", "most"),
    [
        ("2", "down", 150),
        ("2 right", "down", 150),
        ("2", "right", 150),
        ("2", "pagedown", 3_500),
        ("2", "f4", 3_500),
        ("1", "down", 700),
        ("3 tab", "down", 250),
        ("2 1", "2", 7_000),
        ("2 3", "2", 7_000),
        ("3 2", "3", 9_000),
        ("5 2", "5", 7_000),
    ],
)
async def test_a_key_is_answered_by_one_frame_of_few_bytes(
    before: str, key: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(size=SIZE, keys=before) as desk:
        line = Line(desk, monkeypatch)
        await desk.press(key)
        assert len(line.frames) == 1
        assert len(line.frames[0].encode()) <= most
        assert line.shown == desk.lines


async def test_every_frame_reaches_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also those of screens that show for the first time, of dialogues, of another theme and language."""
    async with opened(size=SIZE) as desk:
        line = Line(desk, monkeypatch)
        for key in WALK.split():
            await desk.press(key)
            assert line.shown == desk.lines, key


@contextmanager
def counted_lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The lines that tables draw meanwhile."""
    drawn: list[int] = []
    draw = FigureGrid._draw

    def count(grid: FigureGrid, y: int) -> Any:
        drawn.append(y)
        return draw(grid, y)

    with monkeypatch.context() as patched:
        patched.setattr(FigureGrid, "_draw", count)
        yield drawn


@pytest.mark.parametrize(
    ("before", "key", "most"),
    [("2", "down", 2), ("2", "right", 1), ("3 tab", "down", 2), ("2 3", "2", 0), ("3 2", "3", 0), ("2 1", "2", 0)],
)
async def test_nothing_is_drawn_that_has_not_changed(
    before: str, key: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(size=SIZE, keys=before) as desk:
        with counted_lines(monkeypatch) as drawn:
            await desk.press(key)
        assert len(drawn) <= most


@pytest.mark.parametrize("theme", ["toi", "may-chieu"])
async def test_a_screen_that_comes_back_in_another_theme_is_styled_anew(theme: str) -> None:
    async with opened(size=SIZE, keys="2 1") as desk:
        desk.app.theme = theme
        await desk.settle()
        await desk.press("2")
        assert desk.cursor.startswith("Tổ dân phố 1")
