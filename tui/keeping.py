"""The first picture is kept for the next start like this one, once all is at rest and nobody has touched anything."""

import asyncio
import gc
import time
from functools import partial

from tui.console import console
from tui.driver import ThriftyDriver
from tui.picture import Picture
from tui.resources import themes_folder
from tui.resuming import Resuming
from tui.store import pictures
from tui.store.cache import FRESH_NS
from tui.store.session import Session
from tui.themes import config_file, own_folder

AT_REST = 0.7
"""Seconds after the start: the first picture should have come to rest, and the files have been looked at once more."""

STILL = 0.2
"""Seconds for which a picture stays as it is, once it has come to rest."""

MOST_LOOKS = 25
"""How often to see whether it does: one that is never known in full is not kept."""


class Keeping(Resuming):
    """An app whose next start shows at once what this one shows first."""

    def on_mount(self) -> None:
        """Look, a moment after the start, whether the first picture can be kept."""
        self._opened_at = time.time_ns()
        self.set_timer(AT_REST, self.come_to_rest)

    async def come_to_rest(self) -> None:
        """Let garbage be collected again, but for what the start has loaded, which stays; and keep the picture."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()
        await self.keep_first_picture()

    async def keep_first_picture(self, seen: str | None = None, looks: int = MOST_LOOKS) -> None:
        """Keep what shows once it stays as it was `seen`: a slow machine may still be drawing."""
        frame = self._first_frame()
        if frame and frame == seen and self.board is not None:
            # In a thread, as a disk may be slow.
            size, year = (self.size.width, self.size.height), self.board.year
            await asyncio.to_thread(self._keep, frame, size, self.session, year)
        elif frame is not None and looks:
            self.set_timer(STILL, partial(self.keep_first_picture, frame, looks - 1))

    def _first_frame(self) -> str | None:
        """What shows, "" where that is not known; None where it is not what every start of this kind shows."""
        if self.is_touched or len(self.screen_stack) > 1 or self._notifications or not self.session.keep:
            return None
        return self._driver.frame() if isinstance(self._driver, ThriftyDriver) else None

    def _keep(self, frame: str, size: tuple[int, int], session: Session, year: int) -> None:
        if session.is_outdated():
            return
        folders = [themes_folder(), own_folder()]
        files = [*folders, *(file for folder in folders if folder.is_dir() for file in folder.iterdir())]
        files.append(config_file())
        sent = Picture().pass_on(frame, size)
        since = self._opened_at - FRESH_NS
        pictures.save(console.mark, [*session.files(year), *map(str, files)], sent, frame, since=since)
