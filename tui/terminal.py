"""Between the app and its terminal: what is typed ahead, signals, and faults.

Keys typed ahead wait their turn, a signal leaves the terminal as it was found, and a fault is told in a sentence and
kept in a file, never shown to the room.
"""

import asyncio
import os
import select
import signal
import sys
import traceback
from collections import deque
from collections.abc import Sequence, Set
from contextlib import suppress
from pathlib import Path
from threading import Thread
from time import monotonic
from types import FrameType
from typing import Any

from rich.text import Text
from textual.app import App
from textual.driver import Driver
from textual.events import Event, Key, Paste
from textual.message_pump import MessagePump
from textual.worker import Worker

from tui.errors import N_
from tui.resources import faults_file
from tui.texts import _

PATIENCE = 1.0
"""Seconds that a key may take before the next one is let in all the same."""

MOMENT = 0.005
"""Seconds between looks at whether what runs off the event loop is done."""

LOOK_AGAIN = 1_500
"""Milliseconds after which a terminal is looked at again: not every system wakes who waits for it to go."""

FAULT = N_(
    "Giao Ban stopped because of a fault of its own. The ward is as it was. Details for whoever mends it: {file}"
)

RESTORE = (
    b"\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?2004l\x1b[?2048l\x1b[?7h\x1b[?2026l"
    b"\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l\x1b[0m"
)
"""What Textual sends when it leaves: no mouse, paste or focus reports, plain keys, the first screen, a cursor."""


class AtTerminal(App[None]):
    """An app that handles one key after the other, and keeps its faults to itself."""

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        super().__init__(driver_class)
        self._typed: deque[Key | Paste] = deque()
        self._is_typing = False
        self._going_on: asyncio.Task[None] | None = None

    async def on_event(self, event: Event) -> None:
        """Queue keys and pastes: Textual hands each to whoever has the focus now, not to whom it is meant for.

        Keys that follow F3 in one burst would go to the table under the finder.
        """
        if not isinstance(event, Key | Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        self._typed.append(event)
        if not self._is_typing:
            self._is_typing = True
            await self._take_key()

    async def _take_key(self) -> None:
        """Handle the next key; the one after it once everything that this one asked for has been done."""
        if not self._typed:
            self._is_typing = False
            return
        asked, working = (self.screen.focused, self.screen), set(self.workers)
        await super().on_event(self._typed.popleft())
        self._going_on = asyncio.create_task(self._go_on(asked, working))

    async def _go_on(self, asked: Sequence[MessagePump | None], working: Set[Worker[Any]]) -> None:
        """Wait for those that the key went to, for what they asked of the app, and for a screen that it brought up.

        In a task of its own: they may wait for the app, which must go on meanwhile.
        """
        for pump in (*asked, self):
            await _caught_up(pump)
        await _finished(set(self.workers) - working)
        for pump in (self, self.screen):
            await _caught_up(pump)
        self.call_later(self._take_key)

    def _handle_exception(self, error: Exception) -> None:
        """Textual's own, for tests, which want the traceback; on a terminal, a sentence."""
        if self.is_headless:
            super()._handle_exception(error)
            return
        self._return_code = 1
        self.panic(Text(_(FAULT).format(file=_kept(error)), overflow="fold"))


async def _caught_up(pump: MessagePump | None) -> None:
    """Wait until `pump` has handled what is in its queue by now."""
    done = asyncio.Event()
    if pump is not None and pump.is_running and pump.call_later(done.set):
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), PATIENCE)


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
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8") as log:
            traceback.print_exception(error, file=log)
    return file


def restore_on_signals() -> None:
    """Have signals that end a program leave the terminal as it is now, and end this one at once.

    Textual restores nothing then (its issue 5140). The handler waits for nobody: a line that takes no more must not
    hold it.
    """
    if os.name == "nt" or not (sys.__stdin__ and sys.__stdin__.isatty() and sys.__stderr__):
        return
    import termios

    keyboard, screen = sys.__stdin__.fileno(), sys.__stderr__.fileno()
    attributes = termios.tcgetattr(keyboard)

    def leave(number: int, _frame: FrameType | None) -> None:
        with suppress(OSError, termios.error):
            os.set_blocking(screen, False)
            os.write(screen, RESTORE)
        with suppress(OSError, termios.error):
            os.set_blocking(screen, True)
            termios.tcsetattr(keyboard, termios.TCSANOW, attributes)
        os._exit(128 + number)

    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, leave)
    Thread(target=_leave_with, args=[keyboard], daemon=True).start()


def _leave_with(terminal: int) -> None:
    """End the program when its terminal has gone, which only the leader of the session is told by a signal.

    Under `script` or a shell that ignores SIGHUP, Textual would go on reading nothing from nobody, as fast as it can.
    """
    gone = select.poll()
    gone.register(terminal, 0)
    while not (seen := gone.poll(LOOK_AGAIN)):
        pass
    if seen[0][1] & select.POLLHUP:  # macOS may say at once that it does not watch terminals.
        os._exit(128 + signal.SIGHUP)
