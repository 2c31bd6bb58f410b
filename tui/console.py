"""The terminal while Textual does not have it: before it is loaded, and where a signal ends the program.

Nothing here imports more than it must: what a start shows first is painted by it.
"""

import os
import signal
import sys
from contextlib import suppress
from types import FrameType

if os.name != "nt":
    import termios

    Attributes = list[int | list[bytes | int]]

ALTERNATE_SCREEN = "\x1b[?1049h"
NO_CURSOR = "\x1b[?25l"

RESTORE = (
    b"\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?2004l\x1b[?2048l\x1b[?7h\x1b[?2026l"
    b"\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l\x1b[0m"
)
"""What Textual sends when it leaves: no mouse, paste or focus reports, plain keys, the first screen, a cursor."""

LFLAG, IFLAG, CONTROLS = 3, 0, 6
"""Where in terminal attributes the local modes, the input modes and the control characters are."""


class Console:
    """Keyboard and screen of this program: as they were found, and what it has made of them."""

    def __init__(self) -> None:
        self.attributes: Attributes | None = None
        """The keyboard's, as they were found; None before anything was done to it."""
        self.frame = ""
        """What has been painted, for whoever goes on painting; "" where nothing was."""
        self.mark = ""
        """Under what the first picture of a start like this one is kept; "" where none is."""

    @property
    def is_there(self) -> bool:
        """Whether input, output and errors are a terminal, and one that can draw: Textual draws on standard error."""
        draws = os.name == "nt" or os.environ.get("TERM", "").casefold() not in ("", "dumb", "unknown")
        ends = (sys.stdin, sys.stdout, sys.stderr)
        return draws and all(stream is not None and stream.isatty() for stream in ends)

    def paint(self, sent: str, frame: str) -> None:
        """Show a picture, and take the keys as Textual does: what is typed from now on waits for it unseen."""
        self.leave_on_signals()
        if self.attributes is None:
            return
        with suppress(termios.error):
            attributes = termios.tcgetattr(_keyboard())
            attributes[LFLAG] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
            attributes[IFLAG] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
            attributes[CONTROLS][termios.VMIN] = 1
            termios.tcsetattr(_keyboard(), termios.TCSANOW, attributes)
        data = f"{ALTERNATE_SCREEN}{NO_CURSOR}{sent}".encode()
        while data:
            data = data[os.write(_screen(), data) :]
        self.frame = frame

    def give_back(self) -> None:
        """Leave the terminal as it was found, if something was painted and nobody has gone on with it."""
        if self.frame:
            self.frame = ""
            self._restore()

    def leave_on_signals(self) -> None:
        """Have signals that end a program leave the terminal as it is now, and end this one at once.

        One that is ignored, as under nohup, stays so.
        Textual restores nothing then (its issue 5140). The handler waits for nobody: a line that takes no more must not
        hold it.
        """
        if self.attributes is not None or os.name == "nt":
            return
        if not (sys.__stdin__ and sys.__stdin__.isatty() and sys.__stderr__):
            return
        self.attributes = termios.tcgetattr(_keyboard())
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._leave)

    def _leave(self, number: int, _frame: FrameType | None) -> None:
        with suppress(OSError):
            os.set_blocking(_screen(), False)
        self._restore()
        os._exit(128 + number)

    def _restore(self) -> None:
        with suppress(OSError):
            os.write(_screen(), RESTORE)
        with suppress(OSError, termios.error):
            os.set_blocking(_screen(), True)
            if os.tcgetpgrp(_keyboard()) != os.getpgrp():
                # The keyboard is the shell's: whoever touches it from the background is stopped for that.
                return
            # What was typed at a picture, and what the terminal told of the mouse, is for no shell.
            termios.tcflush(_keyboard(), termios.TCIFLUSH)
            termios.tcsetattr(_keyboard(), termios.TCSANOW, self.attributes or termios.tcgetattr(_keyboard()))


console = Console()
"""There is one."""


def _keyboard() -> int:
    assert sys.__stdin__
    return sys.__stdin__.fileno()


def _screen() -> int:
    assert sys.__stderr__
    return sys.__stderr__.fileno()
