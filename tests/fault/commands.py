"""Several people who set targets at the same moment, at the command line: all see the ward before anybody saves.

    python -m tests.fault.commands WARD "targets set blood 5 --group 1" "targets set blood 6 --group 1" ...

Run by a test as a process of its own, which may fork. Prints code and words of each command, as JSON.
"""

import json
import os
import shlex
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from typing import Any
from unittest import mock

from tui import cli
from tui.store import decisions
from tui.store.edits import Saved


class Gate:
    """Where all wait until the last one is there."""

    def __init__(self) -> None:
        self.arrivals, self.arrival = os.pipe()
        self.opening, self.closed = os.pipe()

    def wait(self) -> None:
        """Be there, and wait for the others."""
        os.write(self.arrival, b".")
        os.close(self.arrival)
        os.close(self.closed)
        os.read(self.opening, 1)

    def let_pass(self, count: int) -> None:
        """Open, once so many are there."""
        os.close(self.arrival)
        there = 0
        while there < count and os.read(self.arrivals, 1):
            there += 1
        os.close(self.closed)


def main(ward: str, *commands: str) -> None:
    """Run all commands at once, and tell what came of them."""
    gate = Gate()
    programs = [start(["-w", ward, *shlex.split(command)], gate) for command in commands]
    gate.let_pass(len(programs))
    print(json.dumps([ended(*program) for program in programs]))


def start(argv: list[str], gate: Gate) -> tuple[int, int]:
    """A program that runs the command, up to the gate and on: its number, and where it tells how that went."""
    answer, told = os.pipe()
    pid = os.fork()
    if pid:
        os.close(told)
        return pid, answer
    really = decisions.save

    def save(*args: Any, **options: Any) -> Saved:
        gate.wait()
        return really(*args, **options)

    try:
        with (
            mock.patch.object(decisions, "save", save),
            redirect_stderr(StringIO()) as words,
            redirect_stdout(StringIO()),
        ):
            code = cli.main(argv)
        os.write(told, json.dumps({"code": code, "words": words.getvalue()}).encode())
    finally:
        os._exit(0)


def ended(pid: int, answer: int) -> object:
    """What a program told, once it has ended."""
    with open(answer, encoding="utf-8") as told:
        text = told.read()
    os.waitpid(pid, 0)
    return json.loads(text)


if __name__ == "__main__":
    main(*sys.argv[1:])
