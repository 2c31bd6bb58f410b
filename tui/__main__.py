"""`giaoban`, also as `python -m tui`."""

import os
import signal
import sys


def main() -> int:
    """Run the command line; Ctrl+C ends it without a word from the first moment on: saves stand whatever ends them."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        # Not SIG_DFL: polars puts a handler of its own before it, and then nothing ends the program.
        signal.signal(signal.SIGINT, lambda number, _frame: os._exit(128 + number))
    from tui import cli  # takes time in which Python would answer Ctrl+C with a traceback

    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
