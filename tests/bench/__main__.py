"""The app beside its peers, in one run: how it starts, what a key costs, how fast it answers without a screen.

    python -m tests.bench [start] [keys] [line] [lookups] [large] [--rounds N]

Nothing here passes or fails: milliseconds say little about another machine, or about this one while it has other
things to do (the load is printed). The bytes are the same everywhere. Needs Linux, and the dev extra for pyte and
VisiData.
"""

import argparse
import os
import tempfile
from pathlib import Path

from tests.bench import keys, large, line, lookups, start
from tests.bench.measure import HEADER

TABLES = {
    "start": start.measure,
    "keys": keys.measure,
    "line": line.measure,
    "lookups": lookups.measure,
    "large": large.measure,
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", nargs="*", metavar="TABLE", help=f"any of {', '.join(TABLES)}; all if none is named")
    parser.add_argument("--rounds", type=int, default=9)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(HOME=home, XDG_CACHE_HOME=home, XDG_CONFIG_HOME=home, XDG_STATE_HOME=home)
        for name in arguments.tables or TABLES:
            print(f"{name}, {arguments.rounds} rounds, load {os.getloadavg()[0]:.1f}\n{HEADER}")
            for line in TABLES[name](Path(home), arguments.rounds):
                print(line, flush=True)
            print()


if __name__ == "__main__":
    main()
