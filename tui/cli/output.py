"""What the command line says: data on standard output, words on standard error."""

import os
import sys
from contextlib import suppress

from tui.ward.names import clean

PROGRAM = "giaoban"


def say(sentence: str) -> None:
    """A sentence on standard error; control characters in it are replaced."""
    with suppress(OSError):
        if sys.stderr:
            print(f"{PROGRAM}: {clean(sentence)}", file=sys.stderr)


def put(text: str) -> None:
    """Write to standard output; a reader who has gone has read what they wanted.

    Raises OSError where it cannot be written otherwise, a full disk for one.
    """
    if not sys.stdout:
        return
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        # What is still in the buffer would be written at exit, and fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise


def width() -> int | None:
    """Columns of the terminal, None where output goes elsewhere."""
    if not (sys.stdout and sys.stdout.isatty()):
        return None
    return os.get_terminal_size(sys.stdout.fileno()).columns or None
