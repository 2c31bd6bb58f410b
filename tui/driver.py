"""A terminal driver that sends only the cells that changed, and no more of them than the line takes.

Textual repaints whole widgets and writes each run of text with all of its colours: at 120x36 in 24-bit colours 43 kB
until the first screen is at rest, 9 kB a page, 0.4 to 0.9 kB a cursor key. On a line of 256 kbit/s, that is what one
waits for. The difference is 8 kB, 2.5 kB and 0.1 kB, for 0.05 ms of computing a key and 1 to 2 ms a screen.

The driver puts `tui.picture`, which says what it trusts, between Textual and the terminal, and `tui.underway`, which
says when a picture has to wait for those before it. It goes on with what `tui.console` has painted.
"""

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from select import select
from typing import Any

from textual.app import App
from textual.constants import ESCAPE_DELAY
from textual.drivers.linux_driver import LinuxDriver
from textual.events import CursorPosition, InputEvent, Paste, Resize
from textual.geometry import Size
from textual.message import Message

from tui.console import ALTERNATE_SCREEN, console
from tui.keyboard import Keyboard
from tui.picture import Picture
from tui.underway import PATIENCE, Underway

AT_ONCE = 4096
"""Bytes of keys read at once."""
ESCAPE_ENDS = ESCAPE_DELAY + 0.02
"""Seconds after which a lone Esc is surely the key and no longer the beginning of another."""
COMES_TO_REST = 1.0
"""Seconds at most from the first frame to one that has all its parts, which is what has been painted before."""
MOST_COLUMNS, MOST_LINES = 1_000, 400
"""A client may claim to have more, and the app would have to draw it all."""
LAST_ANSWERS = 1.0
"""Seconds to wait at the end for what the terminal was asked."""


class ThriftyDriver(LinuxDriver):
    """Textual's driver for Linux and macOS, with a picture of what the terminal shows on the way to it."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._picture = Picture()
        self._underway = Underway(asks=bool(os.environ.get("SSH_CONNECTION")))
        self._is_waiting = False
        self._is_starting = False
        """Whether what was painted before is better than what the app shows so far."""
        self._is_touched = False
        """Whether anything has been typed."""
        self._woken, self._wake = os.pipe()
        # Textual's handlers would run in the midst of whatever is being done, a picture half taken in.
        self._loop.add_signal_handler(signal.SIGTSTP, self._sigtstp_application)
        self._loop.add_signal_handler(signal.SIGCONT, self._sigcont_application)

    def forget(self) -> None:
        """Send the next frames whole; any thread may say so."""
        self._picture.forget()

    def frame(self) -> str:
        """All that shows, as a frame; "" where that is not known of every cell."""
        return self._picture.frame()

    @property
    def sent_size(self) -> tuple[int, int]:
        """The terminal's size when the last frame was made."""
        return self._picture.size

    def write(self, data: str) -> None:
        """Send what of `data` the terminal does not show yet; later, where pictures have to wait."""
        if data == ALTERNATE_SCREEN and console.frame:
            return
        must_wait = self._is_starting or self._underway.is_full
        self._send(self._picture.pass_on(data, self._app.size, hold=must_wait))
        if must_wait and self._picture.is_complete:
            self._is_starting = False
        elif must_wait and not self._is_waiting:
            self._is_waiting = True
            self._loop.call_later(COMES_TO_REST if self._is_starting else PATIENCE, self._wait_no_longer)

    def _send(self, data: str) -> None:
        if data:
            super().write(self._underway.send(data))

    def _wait_no_longer(self) -> None:
        self._is_starting, self._is_waiting = False, self._underway.is_full
        if self._is_waiting:
            self._loop.call_later(PATIENCE, self._wait_no_longer)
        else:
            self._go_on()

    def _go_on(self) -> None:
        """Send what has waited, if it may go now."""
        if not (self._is_starting or self._underway.is_full):
            self._send(self._picture.release())

    def start_application_mode(self) -> None:
        """Textual's own; what has been painted already is the picture to go on from."""
        self._underway.ask()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if console.attributes is not None:
            self.attrs_before = console.attributes
        if console.frame:
            self._picture.pass_on(console.frame, self._get_terminal_size())
            console.frame, self._is_starting = "", True
            # The thread that reads the keys runs already: somebody who has typed waits for an answer.
            self._is_starting = not self._is_touched

    def stop_application_mode(self) -> None:
        """Textual's own, once the terminal has answered; what waits to be shown need not be."""
        self._underway.ask_no_more(LAST_ANSWERS)
        self._picture.drop()
        super().stop_application_mode()

    def _sigcont_application(self, *signalled: object) -> None:
        """Textual's own, which begins anew; SIGSTOP tells nobody, so all that it began before has to end first."""
        if self._auto_restart and not self._must_signal_resume:
            self.suspend_application_mode()
        super()._sigcont_application(*signalled)

    def disable_input(self) -> None:
        """Textual's own, which waits for the thread that reads the keys: it is woken."""
        os.write(self._wake, b"\0")
        super().disable_input()
        os.read(self._woken, 1)

    def _run_input_thread(self) -> None:
        """Textual's own, but that a fault of it is told as any other: Textual's shows where it happened to the room."""
        try:
            self.run_input_thread()
        except Exception as error:
            self._soon(partial(self._app._handle_exception, error))

    def run_input_thread(self) -> None:
        """Read keys until told to end, and end the program once there is no terminal.

        Textual's looks ten times a second whether it shall end.
        """
        keyboard = Keyboard(debug=self._debug)
        patience: float | None = None
        while not self.exit_event.is_set():
            ready, _, _ = select([self.fileno, self._woken], [], [], patience)
            if self.fileno in ready:
                for message in keyboard.feed(self._read()):
                    self.process_message(message)
            for message in keyboard.tick():
                self.process_message(message)
            patience = ESCAPE_ENDS if ready else None

    def _read(self) -> bytes:
        """What has come. Where there is no terminal any more, the program ends."""
        try:
            data = os.read(self.fileno, AT_ONCE)
        except BlockingIOError:
            # Another program has it too, and does not wait for what it reads.
            return b""
        except OSError:
            data = b""
        if not data:
            # Only the leader of a session is told by a signal, and not under a shell that ignores it.
            os._exit(128 + signal.SIGHUP)
        return data

    def process_message(self, message: Message) -> None:
        """Answers are for us; a terminal that tells of another size itself may have moved what it shows."""
        if isinstance(message, CursorPosition):
            self._underway.answered()
            self._soon(self._go_on)
            return
        if isinstance(message, InputEvent | Paste):
            self._is_touched = True
            if self._is_starting:
                self._soon(self._wait_no_longer)
        if isinstance(message, Resize):
            size = Size(*believed(*message.size))
            message = Resize(size, size, size, message.pixel_size)
            if size != self._app.size:
                self.forget()
        super().process_message(message)

    def _soon(self, callback: Callable[[], None]) -> None:
        """Call it where pictures are sent, if that has not ended."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(callback)

    def _get_terminal_size(self) -> tuple[int, int]:
        """The size is asked for when a signal says that it has changed."""
        self.forget()
        return believed(*super()._get_terminal_size())


def believed(columns: int, lines: int) -> tuple[int, int]:
    """The size that a terminal says it has, as far as any wall has it."""
    return min(columns, MOST_COLUMNS), min(lines, MOST_LINES)
