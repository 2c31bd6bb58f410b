"""A terminal driver that sends only the cells that changed.

Textual repaints whole widgets and writes each run of text with all of its colours: at 120x36 in 24-bit colours 43 kB
until the first screen is at rest, 9 kB a page, 0.4 to 0.9 kB a cursor key. On a line of 256 kbit/s, that is what one
waits for. The difference is 9 kB, 3 kB and 0.2 to 0.3 kB, for 0.05 ms of computing a key and 1 to 2 ms a screen.

The driver only puts `tui.picture`, which says what it trusts, between Textual and the terminal, and tells it when the
terminal has become another size.
"""

import codecs
from functools import partial
from typing import Any

from textual.app import App
from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Resize
from textual.message import Message

from tui.picture import Picture


def _lenient_decoder(encoding: str) -> Any:
    """An incremental decoder that marks what is no UTF-8: one such byte typed would end Textual's input for good."""
    return partial(codecs.getincrementaldecoder(encoding), errors="replace")


linux_driver.getincrementaldecoder = _lenient_decoder  # type: ignore[attr-defined]
"""There is no other way in: the driver makes its decoder inside the thread that reads the keys."""


class ThriftyDriver(LinuxDriver):
    """Textual's driver for Linux and macOS, with a picture of what the terminal shows on the way to it."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._picture = Picture()

    def forget(self) -> None:
        """Send the next frames whole; any thread may say so."""
        self._picture.forget()

    def write(self, data: str) -> None:
        """Send what of `data` the terminal does not show yet."""
        if sent := self._picture.pass_on(data, self._app.size):
            super().write(sent)

    def process_message(self, message: Message) -> None:
        """A terminal that tells of its new size itself may have moved what it shows."""
        if isinstance(message, Resize):
            self.forget()
        super().process_message(message)

    def _get_terminal_size(self) -> tuple[int, int]:
        """The size is asked for when a signal says that it has changed."""
        self.forget()
        return super()._get_terminal_size()
