"""How long a ward with a million results takes to open, against polars alone reading and grouping the same file.

    python -m tests.bench.million [--rows N] [--rounds N]

Both sides are whole processes, interpreter and imports included, run in turn so that a busy machine slows
both; ours also
groups. The goal is a ratio of at most 1.5 (design, section 8).
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

GROUPS = 38
INDICATORS = (
    "fund-poor",
    "fund-gratitude",
    "blood",
    "culture",
    "plants",
    "permits",
    "pledges",
    "teams",
    "arts",
    "sport",
)
PLACES = ("Đường Lý Sơn", "Đê Ngọc Thụy", "Vườn hoa Bắc Long Biên", "Tượng đài Lý Thường Kiệt")
DAYS = [(date(2018, 1, 1) + timedelta(n)).isoformat() for n in range(365)]

GROUPED = '.group_by("group", "indicator").agg(pl.col("value").sum())'
ALONE = f"""
import sys
import polars as pl
data = open(sys.argv[1] + "/2018/results.csv", "rb").read()
pl.read_csv(data){GROUPED}
"""
OURS = f"""
import sys
from pathlib import Path
import polars as pl
from tui.store.folder import open_ward
ward = open_ward(Path(sys.argv[1]))
assert len(ward.results) == int(sys.argv[2]) and ward.problems.is_empty()
ward.results{GROUPED}
"""


class Run(NamedTuple):
    """One process: seconds on the clock, megabytes at its peak."""

    seconds: float
    peak: float


def write_ward(folder: Path, rows: int, groups: int = GROUPS, indicators: Sequence[str] = INDICATORS) -> None:
    """A ward of `rows` results, the same each time: plain numbers, here and there a bound, a place, a note."""
    year = folder / "2018"
    year.mkdir()
    (folder / "ward.toml").write_text('name = "Ngọc Thụy"\n', encoding="utf-8")
    (folder / "indicators.toml").write_text(
        "".join(f'[{key}]\ntopic = "campaign"\nname.vi = "{key}"\n' for key in indicators), encoding="utf-8"
    )
    names = (f"{number},Tổ dân phố {number}\n" for number in range(1, groups + 1))
    (year / "groups.csv").write_text("code,name\n" + "".join(names), encoding="utf-8")
    with (year / "results.csv").open("w", encoding="utf-8", newline="\n") as file:
        file.write("date,group,indicator,value,bound,place,note\n")
        file.writelines(_rows(rows, groups, indicators))


def _rows(rows: int, groups: int, indicators: Sequence[str]) -> Iterator[str]:
    chance = random.Random(1)
    for number in range(rows):
        day, group, key = chance.choice(DAYS), chance.randint(1, groups), chance.choice(indicators)
        bound = ">=" if number % 100 == 0 else ""
        place = chance.choice(PLACES) if number % 5 == 0 else ""
        note = f"biên bản số {number}" if number % 20 == 0 else ""
        yield f"{day},{group},{key},{chance.randrange(500_000)},{bound},{place},{note}\n"


def run(program: str, *arguments: str) -> Run:
    """Run `program` in an interpreter of its own."""
    start = perf_counter()
    process = subprocess.Popen([sys.executable, "-c", program, *arguments])
    _, status, usage = os.wait4(process.pid, 0)
    seconds = perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, program)
    return Run(seconds, usage.ru_maxrss / 1024)


def main() -> None:
    """Measure and print both medians and their ratio."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=9)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        write_ward(Path(folder), arguments.rows)
        programs = {"polars alone": ALONE, "open_ward": OURS}
        runs: dict[str, list[Run]] = {name: [] for name in programs}
        for _ in range(arguments.rounds):
            for name, program in programs.items():
                runs[name].append(run(program, folder, str(arguments.rows)))
    medians = {name: Run(*map(median, zip(*each, strict=True))) for name, each in runs.items()}
    for name, (seconds, peak) in medians.items():
        print(f"{name:14} {seconds * 1000:7.0f} ms {peak:6.0f} MB")
    alone, ours = medians.values()
    print(f"{'ratio':14} {ours.seconds / alone.seconds:7.2f}    {ours.peak / alone.peak:6.2f}")


if __name__ == "__main__":
    main()
