"""`giaoban`, also as `python -m tui`: what a start like this one showed first last time, then the command line.

The picture shows within a tenth of the time that the app takes to load; nothing that is imported for it is large.
"""

import os
import signal
import sys

from tui.console import console
from tui.store import pictures


def main() -> int:
    """Run the command line; Ctrl+C ends it without a word from the first moment on: saves stand whatever ends them."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        # Not SIG_DFL: polars puts a handler of its own before it, and then nothing ends the program.
        signal.signal(signal.SIGINT, lambda number, _frame: os._exit(128 + number))
    if console.is_there:
        console.mark = pictures.mark_of(sys.argv[1:])
        if kept := pictures.load(console.mark):
            console.paint(*kept)
    try:
        from tui import cli  # takes long: until it is there, the picture stands for the app

        return cli.main()
    finally:
        console.give_back()


if __name__ == "__main__":
    sys.exit(main())
