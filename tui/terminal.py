"""Between the app and its terminal: what is typed ahead, and faults.

Keys typed ahead wait their turn; a fault is told in a sentence and kept in a file, never shown to the room.
"""

import asyncio
import os
import signal
import traceback
from collections import deque
from collections.abc import Sequence, Set
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any

from rich.text import Text
from textual.app import App
from textual.driver import Driver
from textual.events import Callback, Event, InputEvent, Key, Paste
from textual.message_pump import MessagePump
from textual.worker import Worker, WorkerFailed

from tui.astray import Astray
from tui.errors import N_
from tui.resources import faults_file
from tui.texts import _

PATIENCE = 1.0
"""Seconds that a key may take before the next one is let in all the same."""

MOMENT = 0.005
"""Seconds between looks at whether what runs off the event loop is done."""

FAULT = N_(
    "Giao Ban stopped because of a fault of its own. The ward is as it was. Details for whoever mends it: {file}"
)


class AtTerminal(App[None]):
    """An app that handles one key after the other, and keeps its faults to itself."""

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        super().__init__(driver_class)
        self._typed: deque[Key | Paste] = deque()
        self.astray = Astray()
        self._is_typing = False
        self._is_holding = False
        self._is_frame_lost = False
        self._going_on: asyncio.Task[None] | None = None
        self.is_touched = False
        """Whether anybody has typed or pointed at anything."""

    def on_mount(self) -> None:
        """Have a change of the terminal's size wake the event loop, which may just have gone to sleep.

        Textual's handler alone would then run at the next key.
        """
        resized = getattr(signal, "SIGWINCH", None)
        if resized and not self.is_headless and callable(handler := signal.getsignal(resized)):
            asyncio.get_running_loop().add_signal_handler(resized, handler, resized, None)

    async def on_resize(self) -> None:
        """Look, once the screen has its size, whether it is an old one: what showed meanwhile has been cut."""
        self.screen.call_later(self._mend_cut)

    def _mend_cut(self) -> None:
        if getattr(self._driver, "sent_size", None) == self.screen.size:
            self.screen.refresh()

    async def on_event(self, event: Event) -> None:
        """Queue keys and pastes: Textual hands each to whoever has the focus now, not to whom it is meant for.

        Keys that follow F3 in one burst would go to the table under the finder.
        """
        self.is_touched = self.is_touched or isinstance(event, InputEvent | Paste)
        if not isinstance(event, Key | Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        self._typed.append(event)
        if not self._is_typing:
            self._is_typing = True
            await self._take_key()

    async def _take_key(self) -> None:
        """Handle the next key; the one after it once everything that this one asked for has been done."""
        asked, working = (self.screen.focused, self.screen), set(self.workers)
        event = self._typed.popleft()
        if not (isinstance(event, Key) and self.astray.takes(event, monotonic())):
            await super().on_event(event)
        self._going_on = asyncio.create_task(self._go_on(asked, working))
        self._going_on.add_done_callback(self._gone_on)

    async def _go_on(self, asked: Sequence[MessagePump | None], working: Set[Worker[Any]]) -> None:
        """Wait for those that the key went to, for what they asked of the app, and for a screen that it brought up.

        In a task of its own: they may wait for the app, which must go on meanwhile. All that a key changes is drawn at
        once: Textual would draw what comes a moment later, like the status line, one or two frames later.
        """
        self._is_frame_lost, self._is_holding = False, True
        with self.batch_update():
            below = [pump for screen in self._background_screens for pump in (screen.focused, screen)]
            for pump in (*asked, *below, self):
                await _caught_up(pump)
            if not (begun := set(self.workers) - working):
                await self._answered()
        self._is_holding = False
        if self._is_frame_lost:
            self.screen.refresh()
        self._draw_below()
        self.screen.check_idle()
        if begun:
            await _finished(begun)
            await self._answered()
        self._is_typing = bool(self._typed) and self.post_message(Callback(callback=self._take_key))

    def _gone_on(self, task: asyncio.Task[None]) -> None:
        """A fault there, which nobody awaits, ends the app as any other: it would take no key any more."""
        error = None if task.cancelled() else task.exception()
        if isinstance(error, Exception) and self.is_running and not self._exit:
            self._handle_exception(error)

    def _draw_below(self) -> None:
        """Have what a key changed under a dialogue drawn with the dialogue.

        Textual asks the screen on top alone what to draw, and a screen below draws all of itself when it is asked.
        """
        for screen in self._background_screens:
            compositor = screen._compositor
            compositor.update_widgets(screen._dirty_widgets)
            screen._dirty_widgets.clear()
            if compositor._dirty_regions:
                self.screen.refresh(*compositor._dirty_regions)
                compositor._dirty_regions.clear()

    def post_display_hook(self) -> None:
        """Textual calls this for every frame; those of a new layout it drops where it must hold them back."""
        self._is_frame_lost = self._is_frame_lost or self._is_holding

    async def _answered(self) -> None:
        """Wait for what the app is asked now, and for the screen that shows then."""
        for pump in (self, self.screen):
            await _caught_up(pump)

    def _handle_exception(self, error: Exception) -> None:
        """Textual's own, for tests, which want the traceback; on a terminal, a sentence."""
        if self.is_headless:
            super()._handle_exception(error)
            return
        self._return_code, file = 1, _kept(error)
        # Of a second one Textual would say, in English, how a developer sees it.
        if not self._exit_renderables:
            self.panic(Text(_(FAULT).format(file=file), overflow="fold"))


async def _caught_up(pump: MessagePump | None) -> None:
    """Wait until `pump` has handled what is in its queue by now."""
    done = asyncio.Event()
    # `call_later` would wrap it, and Textual would look at the signature of each wrap anew.
    if pump is not None and pump.is_running and pump.post_message(Callback(callback=done.set)):
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await done.wait()


async def _finished(workers: Set[Worker[Any]]) -> None:
    """Wait until the `workers` have done what they were begun for."""
    end = monotonic() + PATIENCE
    while not all(worker.is_finished for worker in workers) and monotonic() < end:
        await asyncio.sleep(MOMENT)


def _kept(error: Exception) -> Path:
    """The file that `error` was written to, which only its user may read: a traceback may show names and amounts."""
    file = faults_file()
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        own = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with open(own, "a", encoding="utf-8", errors="replace") as log:
            # Textual tells of what failed beside the event loop without where.
            traceback.print_exception(error.error if isinstance(error, WorkerFailed) else error, file=log)
    return file
