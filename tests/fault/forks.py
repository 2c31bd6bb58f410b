"""Programs that save in one folder at once, and are killed: run by tests as a process of its own, which may fork.

    python -m tests.fault.forks FOLDER --writers 4 --saves 20
    python -m tests.fault.forks FOLDER --writers 4 --kills 50 --seed 1

Prints what came of it, as JSON. Each writer counts up a value of its own, and one that all share: a save of the shared
value acknowledges one step of it, so at the end it is as high as there were acknowledgements, or somebody's was lost.
"""

import argparse
import json
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.fault.scenes import FILE, leftovers, replayed, write
from tui.errors import GiaoBanError
from tui.store import edits
from tui.store.edits import Conflict
from tui.store.journal import Past, Who, read_journal
from tui.store.keyed import Edit, Key, value_at

SHARED: Key = ("ward", "shared", "value")
FOR_EVER = 10**9

LONGEST_LIFE = 0.15
"""Seconds until a writer is killed; a save takes a few milliseconds, so that it is in the midst of one."""


@dataclass
class Writer:
    """A process that saves, and tells each acknowledgement through a pipe."""

    folder: Path
    number: int
    saves: int = FOR_EVER
    acknowledged: Counter[str] = field(default_factory=Counter)

    @property
    def own(self) -> Key:
        return ("group", str(self.number), "own", "value")

    def start(self) -> None:
        """Let it run."""
        self.pipe, pipe = os.pipe()
        self.pid = os.fork()
        if self.pid:
            os.close(pipe)
            return
        try:
            self._write(pipe)
        finally:
            os._exit(1)

    def end(self, *, kill: bool) -> None:
        """See it end, and count what it was told."""
        if kill:
            os.kill(self.pid, signal.SIGKILL)
        with open(self.pipe) as told:
            self.acknowledged.update(told.read().split())
        _, status = os.waitpid(self.pid, 0)
        if not kill and status:
            raise SystemExit(f"a writer ended with {status}")

    def _write(self, pipe: int) -> None:
        for _ in range(self.saves):
            for name, path in (("own", self.own), ("shared", SHARED)):
                os.write(pipe, f"{self._count_up(name, path)}\n".encode())
        os._exit(0)

    def _count_up(self, name: str, path: Key) -> str:
        """The name of the value, once it is acknowledged; else what came between, another who wrote the same too."""
        seen = value_at(edits.current(self.folder, FILE), path)
        number = seen if isinstance(seen, int) else 0
        who = Who(f"writer {self.number}", "here")
        try:
            saved = edits.save(self.folder, FILE, [Edit(path, seen, number + 1)], who=who)
        except Conflict:
            return "conflict"
        return name if saved.entries else "same"


@dataclass
class Tally:
    """What is wrong, so far."""

    kills: int = 0
    unreadable: int = 0
    lost: int = 0
    unsaid: Counter[Key] = field(default_factory=Counter)
    """Steps of each value that were made and never acknowledged: their writer was killed in between."""

    def look(self, folder: Path, writers: list[Writer], *, killed: bool) -> None:
        """Hold the file and the journal against what was acknowledged until now.

        Since the last look each writer may have been killed before it was told of one save, and before the newest
        record of the journal had come to the file.
        """
        try:
            values, past = edits.current(folder, FILE), read_journal(folder)
        except GiaoBanError:
            self.unreadable += 1
            return
        newest = next(past.newest_first(), None)
        pending = {edit.path: edit.old for edit in newest.edits} if newest and killed else {}
        for path, acknowledged in self._acknowledged(writers).items():
            told = newest_value(past, path)
            unsaid = (told or 0) - acknowledged
            most = killed * (len(writers) if path == SHARED else 1)
            self.lost += unsaid - self.unsaid[path] not in range(most + 1)
            self.lost += value_at(values, path) not in (told, pending.get(path, told))
            self.unsaid[path] = unsaid

    def _acknowledged(self, writers: list[Writer]) -> dict[Key, int]:
        own = {writer.own: writer.acknowledged["own"] for writer in writers}
        return own | {SHARED: sum(writer.acknowledged["shared"] for writer in writers)}


def newest_value(past: Past, path: Key) -> int | None:
    """What the journal says of a counter last."""
    changes = (edit.new for record in past.newest_first() for edit in record.edits if edit.path == path)
    value = next(changes, None)
    return value if isinstance(value, int) else None


@contextmanager
def running(writers: list[Writer], *, kill: bool) -> Iterator[None]:
    """All writers at work, until the end of the block or their own."""
    for writer in writers:
        writer.start()
    try:
        yield
    finally:
        for writer in writers:
            writer.end(kill=kill)


def main() -> None:
    """Run the writers, let the file be completed, and tell what came of it."""
    asked = arguments()
    write(asked.folder, {})
    chance = random.Random(asked.seed)
    writers = [Writer(asked.folder, number, asked.saves or FOR_EVER) for number in range(asked.writers)]
    tally = Tally()
    if not asked.kills:
        with running(writers, kill=False):
            pass
    while tally.kills < asked.kills:
        with running(writers, kill=True):
            time.sleep(chance.uniform(0, LONGEST_LIFE))
        tally.kills += len(writers)
        tally.look(asked.folder, writers, killed=True)
    edits.save(asked.folder, FILE, [])
    tally.look(asked.folder, writers, killed=False)
    print(json.dumps(report(asked.folder, writers, tally)))


def report(folder: Path, writers: list[Writer], tally: Tally) -> dict[str, int]:
    """The counts of the whole run."""
    past = read_journal(folder)
    told, values = replayed(past), edits.current(folder, FILE)
    return {
        "kills": tally.kills,
        "acknowledged": sum(writer.acknowledged["own"] + writer.acknowledged["shared"] for writer in writers),
        "conflicts": sum(writer.acknowledged["conflict"] for writer in writers),
        "lost": tally.lost,
        "unreadable": tally.unreadable,
        "damaged": past.damaged,
        "noticed": sum(record.what == "external" for record in past.records),
        "out_of_step": sum(value_at(values, path) != value for path, value in told.items()),
        "leftovers": len(leftovers(folder)),
    }


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--writers", type=int, default=1)
    parser.add_argument("--saves", type=int, default=0)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
