"""An editor that knows no lock, beside programs that save in the same file and are killed.

    python -m tests.fault.lockless FOLDER rename --kills 50 --seed 1

Run by tests as a process of its own, which may fork. The editor numbers its versions. Where it finds an older number
than it wrote last, a save has taken the place of its version: that has to be in `conflicts`, or nobody sees it again.
Prints what came of it, as JSON.
"""

import argparse
import json
import os
import random
import signal
import time
import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import tomli_w

from tests.fault.forks import Writer, running
from tests.fault.scenes import FILE, is_in_step, leftovers, write
from tui.errors import GiaoBanError
from tui.store import edits
from tui.store.keyed import Key
from tui.store.system import OS, Io

NUMBER = "number"
"""The key of a version's number."""

LONGEST_REST = 0.03
"""Seconds between the saves of the editor: a few times what one of ours takes, so that most come through."""

LONGEST_LIFE = 0.5
"""Seconds until a writer is killed."""


def by_rename(file: Path, data: bytes) -> None:
    """As vim and rsync do."""
    sibling = file.with_name("theirs")
    sibling.write_bytes(data)
    os.replace(sibling, file)


def in_place(file: Path, data: bytes) -> None:
    """As nano and Notepad do: what is read in between is half a file, or none."""
    with file.open("wb", buffering=0) as out:
        out.write(data[:10])
        out.write(data[10:])


STYLES: Mapping[str, Callable[[Path, bytes], None]] = {"rename": by_rename, "in-place": in_place}


class Stubborn(Writer):
    """A writer that goes on when it is refused."""

    def _count_up(self, name: str, path: Key) -> str:
        try:
            return super()._count_up(name, path)
        except GiaoBanError:
            return "refused"


@dataclass
class Editor:
    """A process that writes the file again and again, each time with the next number."""

    file: Path
    style: str
    chance: random.Random

    def start(self) -> None:
        """Let it run."""
        self.answer, told = os.pipe()
        self.pid = os.fork()
        if self.pid:
            os.close(told)
            return
        os.close(self.answer)
        signal.signal(signal.SIGTERM, self._end)
        self.is_over = False
        try:
            os.write(told, json.dumps(self._edit()).encode())
        finally:
            os._exit(0)

    def end(self) -> tuple[int, list[int]]:
        """The number of the last version, and of those in whose place something else was found."""
        os.kill(self.pid, signal.SIGTERM)
        with open(self.answer) as told:
            last, overwritten = json.load(told)
        os.waitpid(self.pid, 0)
        return last, overwritten

    def _end(self, *_signal: object) -> None:
        self.is_over = True

    def _edit(self) -> tuple[int, list[int]]:
        number, overwritten = 0, []
        while not self.is_over:
            values = tomllib.loads(self.file.read_text())
            if values.get(NUMBER, 0) != number:
                overwritten.append(number)
            number += 1
            STYLES[self.style](self.file, tomli_w.dumps({**values, NUMBER: number}).encode())
            time.sleep(self.chance.uniform(0, LONGEST_REST))
        return number, overwritten


def slowed(seconds: float) -> None:
    """Let so much time pass between the last look at the file and its replacement."""
    for name in ("rename", "replace"):
        setattr(Io, name, staticmethod(partial(_late, getattr(OS, name), seconds)))


def _late(rename: Callable[..., object], seconds: float, *args: object) -> None:
    time.sleep(seconds)
    rename(*args)


def number_in(data: bytes) -> int | None:
    """The number of a version; None where it is no whole one."""
    with suppress(UnicodeDecodeError, tomllib.TOMLDecodeError):
        found = tomllib.loads(data.decode()).get(NUMBER)
        return found if isinstance(found, int) else None
    return None


def main() -> None:
    """Run them all, let the file be completed, and tell what came of it."""
    asked = arguments()
    slowed(asked.slowed)
    write(asked.folder, {NUMBER: 0})
    chance = random.Random(asked.seed)
    writers = [Stubborn(asked.folder, number) for number in range(asked.writers)]
    editor = Editor(asked.folder / FILE, asked.style, random.Random(asked.seed))
    editor.start()
    kills = 0
    while kills < asked.kills:
        with running(list(writers), kill=True):
            time.sleep(chance.uniform(0, LONGEST_LIFE))
        kills += len(writers)
    last, overwritten = editor.end()
    edits.save(asked.folder, FILE, [])
    found = number_in((asked.folder / FILE).read_bytes())
    kept = [number_in(path.read_bytes()) for path in (asked.folder / "conflicts").glob("*")]
    lost = {*overwritten, *([] if found == last else [last])} - {*kept}
    told: dict[str, Any] = {
        "kills": kills,
        "saves": sum(writer.acknowledged["own"] + writer.acknowledged["shared"] for writer in writers),
        "refused": sum(writer.acknowledged["refused"] for writer in writers),
        "versions": last,
        "overwritten": len(overwritten),
        "kept": len(kept),
        "lost": sorted(lost),
        "leftovers": len(leftovers(asked.folder)),
        "out_of_step": int(not is_in_step(asked.folder)),
    }
    print(json.dumps(told))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("style", choices=STYLES)
    parser.add_argument("--writers", type=int, default=1)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--slowed", type=float, default=0)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
