"""The app opened on a ward, seen and used from outside: keys go in, the lines of the screen come out.

async with opened(keys="2 down f4") as desk:
    assert desk.status.startswith("Tổ dân phố 2")
"""

import asyncio
import re
from atexit import register
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import date
from functools import cache
from pathlib import Path
from shutil import copytree, rmtree
from tempfile import mkdtemp
from time import monotonic
from typing import Any

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.events import Key
from textual.pilot import Pilot
from textual.strip import Strip
from textual.worker import WorkerCancelled

from tui import texts, themes
from tui.app import GiaoBanApp
from tui.resources import sample_ward, themes_folder
from tui.store.session import Session
from tui.ward.board import Board

NORMAL = (120, 36)
SMALL = (80, 24)

QUIET = 2
"""Looks that find nothing to do, every widget asked between them, after which the app is at rest."""

QUIET_AT_START = 4
"""The same at a start, where what is looked for once the first picture shows comes after a silence."""

MOMENT = 0.001
"""Seconds between looks at an app that waits for its clock or a thread."""

LONG = 30.0
"""Seconds to wait for what must come: the machine may be busy; nothing waits longer than it has to."""

LEAST = {
    "ward.toml": 'name = "Ngọc Thụy"\n',
    "indicators.toml": '[blood]\ntopic = "blood"\nname.vi = "Hiến máu"\nname.en = "Blood"\nunit = "đơn vị"\n',
    "2018/groups.csv": "code,name\n1,Tổ dân phố 1\n2,Tổ dân phố 2\n",
}
"""A ward that has groups and nothing else."""

MARKS = " ▲●◐▼·–≠"
"""What may stand before the words of a row."""


class Desk:
    """The app on a screen, and the hands before it."""

    def __init__(self, app: GiaoBanApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys by their Textual names, several in one text with blanks between them; each has its effect."""
        for key in " ".join(keys).split():
            await self._send(key, {"space": " ", "slash": "/"}.get(key, key if len(key) == 1 else None))

    async def type(self, words: str) -> None:
        """Type words in one go."""
        for letter in words:
            self.app.post_message(Key("space" if letter == " " else letter, letter))
        await self.settle()

    async def resize(self, width: int, height: int) -> None:
        """Another size of the terminal."""
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    async def settle(self, rounds: int = QUIET) -> None:
        """Wait until every message is answered, every worker done and the layout made."""
        quiet = 0
        async with asyncio.timeout(LONG):
            while quiet < rounds:
                await _all_has_run()
                # What was read before a save is not waited for, nor shown.
                with suppress(WorkerCancelled):
                    await self.app.workers.wait_for_complete()
                self.app.screen._on_timer_update()
                if self._is_busy:
                    quiet = 0
                    await asyncio.sleep(MOMENT)
                elif (quiet := quiet + 1) < rounds:
                    await self.pilot.pause(0)

    async def wait_for(self, text: str) -> None:
        """Wait for a text that comes in its own time."""
        end = monotonic() + LONG
        while text not in self.text:
            assert monotonic() < end, f"never seen: {text}\n{self.text}"
            await self.pilot.pause(0.02)
        await self.settle()

    @property
    def lines(self) -> list[str]:
        """What shows, line by line; a dialogue stands over its screen."""
        return [strip.text.rstrip() for strip in self._strips]

    @property
    def text(self) -> str:
        """What shows, as one text."""
        return "\n".join(self.lines)

    @property
    def title(self) -> str:
        """The line at the top."""
        return self.lines[0].strip()

    @property
    def tab(self) -> str:
        """The tab that stands in brackets."""
        return self.lines[1].partition("[")[2].partition("]")[0]

    @property
    def status(self) -> str:
        """The status line."""
        return self.lines[-2].strip()

    @property
    def notices(self) -> list[str]:
        """What notices have said, oldest first."""
        return [notice.message for notice in self.app._notifications]

    @property
    def key_bar(self) -> str:
        """The line at the bottom."""
        return self.lines[-1].strip()

    @property
    def cursor(self) -> str:
        """What is drawn in the cursor's colours: a cell, or a row."""
        ground = Color.parse(self.app.theme_variables["gb-cursor"]).rgb
        return "".join(part.text for strip in self._strips for part in strip if _ground(part) == ground).strip(" ▐")

    def ground_of(self, line: int, column: int) -> str:
        """The colour behind a cell, "#7a0c18"."""
        style = self.style_of(line, column)
        ground = style.color if style.reverse else style.bgcolor
        return ground.triplet.hex if ground and ground.triplet else ""

    def style_of(self, line: int, column: int) -> Style:
        """How a cell is drawn."""
        style = next(iter(self._strips[line].crop(column, column + 1))).style
        assert style is not None
        return style

    def row(self, start: str) -> str:
        """The first line that starts with these words, its mark before them or not."""
        found = [line.strip(" ▐") for line in self.lines if line.lstrip(MARKS).startswith(start)]
        assert found, f"no line starts with “{start}”:\n{self.text}"
        return found[0]

    def rows(self, pattern: str) -> list[str]:
        """All that matches a pattern between tabs and status line, at most once a line: rows of a table."""
        return [found[0] for line in self.lines[2:-2] if (found := re.search(pattern, line))]

    async def _send(self, key: str, character: str | None) -> None:
        self.app.post_message(Key(key, character))
        await self.settle()

    @property
    def _is_busy(self) -> bool:
        shown = [widget for screen in self.app.screen_stack for widget in screen.walk_children(with_self=True)]
        seen = [*self.app._background_screens, self.app.screen]
        is_drawing = any(screen._update_timer._active.is_set() for screen in seen)
        is_answering = any(pump.message_queue_size for pump in (self.app, *shown))
        return is_drawing or is_answering or self._is_typing

    @property
    def _is_typing(self) -> bool:
        return self.app._is_typing and self.app.is_running

    @property
    def _strips(self) -> list[Strip]:
        return self.app.screen._compositor.render_strips()


@asynccontextmanager
async def opened(
    ward: Path | None = None, *, size: tuple[int, int] = NORMAL, keys: str = "", **options: Any
) -> AsyncIterator[Desk]:
    """The app on that ward, or on the sample, after those keys; `options` are those of `app_on`."""
    app = app_on(ward, **options)
    async with app.run_test(size=size, notifications=True) as pilot:
        desk = Desk(app, pilot)
        await desk.settle(QUIET_AT_START)
        await desk.press(keys)
        yield desk


def app_on(
    ward: Path | None = None,
    *,
    language: str = "vi",
    theme: str = "sang",
    read_only: bool = False,
    projector: bool = False,
    own_themes: Path | None = None,
) -> GiaoBanApp:
    """The app on that ward, or on the sample, not yet running."""
    session = Session(ward, keep=False) if ward else sample()
    board = session.board()
    texts.use(language)
    loaded = themes.load(themes_folder(), own_themes) if own_themes else shipped_themes()
    return GiaoBanApp(session, board, loaded, theme=theme, read_only=read_only, projector=projector)


class Kept(Session):
    """A ward that nobody changes: each of its boards is made once."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, keep=False)
        self._boards: dict[date | None, Board] = {}

    def board(self, as_of: date | None = None) -> Board:
        if as_of not in self._boards:
            self._boards[as_of] = super().board(as_of)
        return self._boards[as_of]


@cache
def sample() -> Session:
    """A copy of the sample ward, read once for all tests that change nothing."""
    copy = Path(mkdtemp(prefix="giaoban-")) / sample_ward().name
    copytree(sample_ward(), copy)
    register(rmtree, copy.parent, ignore_errors=True)
    return Kept(copy)


@cache
def shipped_themes() -> themes.Loaded:
    return themes.load(themes_folder())


def write_ward(folder: Path, files: Mapping[str, str] | None = None) -> Path:
    """A ward of `LEAST` and of these files, which may replace some of it; its folder."""
    for name, text in {**LEAST, **(files or {})}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def table(*rows: Iterable[object]) -> str:
    """A CSV file of these rows, quoted."""
    quoted = ([str(cell).replace('"', '""') for cell in row] for row in rows)
    return "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in quoted)


async def _all_has_run() -> None:
    """Wait until no task could go on. Far cheaper than asking every widget, but a task may wait for a thread."""
    loop: Any = asyncio.get_running_loop()
    await asyncio.sleep(0)
    while loop._ready:
        await asyncio.sleep(0)


def _ground(segment: Segment) -> tuple[int, int, int] | None:
    color = segment.style.bgcolor if segment.style else None
    return (color.triplet.red, color.triplet.green, color.triplet.blue) if color and color.triplet else None
