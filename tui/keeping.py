"""The first picture is kept for the next start like this one, once all is at rest and nobody has touched anything."""

import asyncio
import gc
import time

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
"""Seconds after the start: the first picture has come to rest, and the files have been looked at once more."""


class Keeping(Resuming):
    """An app whose next start shows at once what this one shows first."""

    def on_mount(self) -> None:
        """Look once, shortly."""
        self._opened_at = time.time_ns()
        self.set_timer(AT_REST, self.come_to_rest)

    async def come_to_rest(self) -> None:
        """Collect garbage again, but none of what is there to stay, and keep the picture."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()
        await self.keep_first_picture()

    async def keep_first_picture(self) -> None:
        """Keep what shows, if it is what every start of this kind shows; in a thread, as a disk may be slow."""
        driver, board, session = self._driver, self.board, self.session
        if self.is_touched or len(self.screen_stack) > 1 or self._notifications or not session.keep:
            return
        if isinstance(driver, ThriftyDriver) and board is not None and (frame := driver.frame()):
            await asyncio.to_thread(self._keep, frame, (self.size.width, self.size.height), session, board.year)

    def _keep(self, frame: str, size: tuple[int, int], session: Session, year: int) -> None:
        if session.is_outdated():
            return
        folders = [themes_folder(), own_folder()]
        files = [*folders, *(file for folder in folders if folder.is_dir() for file in folder.iterdir())]
        files.append(config_file())
        sent = Picture().pass_on(frame, size)
        since = self._opened_at - FRESH_NS
        pictures.save(console.mark, [*session.files(year), *map(str, files)], sent, frame, since=since)
