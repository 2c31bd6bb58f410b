"""`giaoban`, also as `python -m tui`: what a start like this one showed first last time, then the command line.

The picture shows within a tenth of the time that the app takes to load; nothing that is imported for it is large.
"""

import sys

from tui.console import console
from tui.store import pictures


def main() -> int:
    """Run `giaoban`; answers the exit code."""
    if console.is_there:
        console.mark = pictures.mark_of(sys.argv[1:])
        if kept := pictures.load(console.mark):
            console.paint(*kept)
    try:
        from tui.cli import main as run

        return run()
    finally:
        console.give_back()


if __name__ == "__main__":
    sys.exit(main())
