"""A program in a terminal of its own: typed at, looked at, resized, hung up on, from outside and in bytes.

    with start(["giaoban"], size=(120, 40)) as terminal:
        terminal.wait_for("229.010.000")
        terminal.type("2", DOWN, ENTER)

What the program sends is kept as it came, with its time; the picture is made of it (by pyte) when somebody looks. The
terminal answers what programs ask of one, so that none waits for it.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import warnings
from collections.abc import Callable, Mapping, Sequence
from time import perf_counter
from typing import NamedTuple, Self

import pyte

UP, DOWN, RIGHT, LEFT = (f"\x1b[{end}" for end in "ABCD")
HOME, END = "\x1b[H", "\x1b[F"
PAGE_UP, PAGE_DOWN = "\x1b[5~", "\x1b[6~"
ENTER, ESCAPE, TAB, BACKSPACE = "\r", "\x1b", "\t", "\x7f"
F1, F2, F3, F4 = (f"\x1bO{end}" for end in "PQRS")
F5, F6, F7, F8, F9, F10 = (f"\x1b[{number}~" for number in (15, 17, 18, 19, 20, 21))

PATIENCE = 30.0
"""Seconds to wait for what must come: long, as the machine may be busy; nothing waits longer than it has to."""

SURROUNDINGS = {
    "TERM": "xterm-256color",
    "COLORTERM": "truecolor",
    "COLUMNS": None,
    "LINES": None,
    "PYTHONDONTWRITEBYTECODE": None,
}
"""What a terminal says of itself. Without bytecode every start would compile the app again, and take twice as long."""

UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[(?:[<>=][0-9;]*[A-Za-z]|\?[0-9;]*(?:u|\$p))|\x1b[P_^].*?\x1b\\", re.S)
UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|[P_^\]][^\x07\x1b]*\x1b?)?\Z", re.S)
QUESTIONS = re.compile(rb"\x1b\[(?:0?(?P<identity>c)|\?(?P<mode>\d+)\$p|(?P<place>6n))")
SWITCHES = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
SYNCHRONIZED = b"2026"
OTHER_END = 0x5441
"""TIOCGPTPEER: opens the program's end of a terminal."""


class Arrival(NamedTuple):
    """Bytes of the program, and when they came (`perf_counter`)."""

    when: float
    data: bytes


class Terminal:
    """A program (the leader of a session of its own) and what its terminal has seen."""

    def __init__(self, pid: int, fd: int, size: tuple[int, int]) -> None:
        self.pid = pid
        self.started = perf_counter()
        self.arrivals: list[Arrival] = []
        self.code: int | None = None
        """The exit code once it has ended, as a shell tells it: 128 + n for a signal n."""
        self._fd = fd
        self._picture = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._picture)
        self._seen = 0
        self._rest = b""
        self._asked = b""
        self._attributes = termios.tcgetattr(fd)

    @classmethod
    def start(cls, command: Sequence[str], size: tuple[int, int], env: Mapping[str, str | None] | None = None) -> Self:
        """Run `command` in a terminal of this kind; `env` is added to this process's, None removes."""
        named = {**os.environ, **SURROUNDINGS, **(env or {})}
        environment = {name: value for name, value in named.items() if value is not None}
        columns, rows = size
        with warnings.catch_warnings():
            # Python 3.12 warns of forks where there are threads; this child does nothing but become the program.
            warnings.simplefilter("ignore", DeprecationWarning)
            pid, fd = pty.fork()
        if pid == 0:
            try:
                # A shell that puts tests into the background has them ignore the first two, and theirs too.
                for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGTERM):
                    signal.signal(number, signal.SIG_DFL)
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
                os.execvpe(command[0], list(command), environment)
            finally:
                os._exit(127)
        return cls(pid, fd, size)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    @property
    def raw(self) -> bytes:
        """Everything that the program has sent."""
        return b"".join(arrival.data for arrival in self.arrivals)

    @property
    def lines(self) -> list[str]:
        """What shows, line by line."""
        self._take_in()
        return [line.rstrip() for line in self._picture.display]

    @property
    def cells(self) -> list[list[pyte.screens.Char]]:
        """What shows, line by line and cell by cell, with colours and attributes as far as they show."""
        self._take_in()
        lines = [self._picture.buffer[line] for line in range(self._picture.lines)]
        return [[as_seen(line[column]) for column in range(self._picture.columns)] for line in lines]

    @property
    def text(self) -> str:
        """What shows, as one text."""
        return "\n".join(self.lines)

    @property
    def modes(self) -> set[int]:
        """Private modes that are on now: 1049 the other screen, 1000 to 1006 the mouse, 25 the cursor ..."""
        on = {25}
        for numbers, switch in SWITCHES.findall(self.raw):
            named = {int(number) for number in numbers.split(b";")}
            on = on | named if switch == b"h" else on - named
        return on

    @property
    def is_as_found(self) -> bool:
        """Whether nothing is left that a shell would suffer from: another screen, mouse, paste, odd keys, no echo."""
        keys_are_plain = self.raw.count(b"\x1b[>") <= self.raw.count(b"\x1b[<u")
        is_cooked = termios.tcgetattr(self._fd) == self._attributes
        return self.modes <= {7, 25} and 25 in self.modes and keys_are_plain and is_cooked

    def type(self, *keys: str | bytes) -> None:
        """Send keys in one burst, as a quick typist or an input method does."""
        self._write(b"".join(key.encode() if isinstance(key, str) else key for key in keys))

    def resize(self, columns: int, rows: int) -> None:
        """Another size; the kernel tells the program."""
        self._picture.resize(rows, columns)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        os.kill(self.pid, number)

    def read(self, timeout: float) -> bool:
        """Take in what comes within `timeout` seconds, answering questions; False if nothing came."""
        data = self._take(timeout)
        if data is None:
            self.wait()
        elif data:
            self.arrivals.append(Arrival(perf_counter(), data))
            self._answer_all(data)
        return bool(data)

    def wait_until_asleep(self) -> None:
        """Wait until a signal has stopped it, for another to wake it up."""

        def is_asleep() -> bool:
            pid, status = os.waitpid(self.pid, os.WNOHANG | os.WUNTRACED)
            return bool(pid) and os.WIFSTOPPED(status)

        self.wait_until(is_asleep, what="asleep")

    def family(self) -> list[int]:
        """What still runs of the program and all it has started in its session (Linux)."""
        sessions = {int(name): _session(name) for name in os.listdir("/proc") if name.isdecimal()}
        return sorted(pid for pid, session in sessions.items() if session == self.pid)

    def wait_until(self, ready: Callable[[], bool], timeout: float = PATIENCE, what: object = None) -> None:
        """Wait until `ready()`; fail with the screen if that never comes."""
        end = perf_counter() + timeout
        while not ready():
            if self.code is not None or perf_counter() > end:
                ended = "" if self.code is None else f" (ended with {self.code})"
                raise AssertionError(f"never seen: {what or ready}{ended}\n{self.text}")
            self.read(0.02)

    def wait_for(self, text: str, timeout: float = PATIENCE) -> None:
        """Wait until `text` shows."""
        self.wait_until(lambda: text in self.text, timeout, text)

    def stall(self, keys: str, timeout: float = PATIENCE) -> None:
        """Type these again and again and read nothing, until the line takes no more from the program (Linux)."""
        line, end = fcntl.ioctl(self._fd, OTHER_END, os.O_RDWR | os.O_NOCTTY), perf_counter() + timeout
        try:
            while select.select([], [line], [], 0)[1]:
                assert perf_counter() < end, "never full"
                self.type(keys)
                select.select([], [], [], 0.02)
        finally:
            os.close(line)

    def settle(self, quiet: float = 0.15, timeout: float = PATIENCE) -> None:
        """Wait until nothing has come for `quiet` seconds, or the program has ended."""
        end = perf_counter() + timeout
        while self.code is None and self.read(quiet):
            assert perf_counter() < end, f"never quiet\n{self.text}"

    def wait(self, timeout: float = PATIENCE, *, reading: bool = True) -> int:
        """Wait for the end of the program; the exit code. Without `reading` the line is stuck meanwhile."""
        end = perf_counter() + timeout
        while self.code is None:
            assert perf_counter() < end, f"did not end\n{self.text}"
            if select.select([self._fd] if reading and self._fd >= 0 else [], [], [], 0.02)[0]:
                self._drain()
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                code = os.waitstatus_to_exitcode(status)
                self.code = code if code >= 0 else 128 - code
        self._drain()
        return self.code

    def hang_up(self) -> None:
        """Go away, as a closed window or a dropped line does; the kernel tells the program."""
        os.close(self._fd)
        self._fd = -1

    def close(self) -> None:
        """Kill what still runs, close the terminal."""
        if self.code is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self.code = 128 + signal.SIGKILL
        if self._fd >= 0:
            self.hang_up()

    def _take(self, timeout: float) -> bytes | None:
        """What the program has written; None once nobody holds the other end any more, as Linux tells by an error."""
        if not select.select([self._fd], [], [], timeout)[0]:
            return b""
        try:
            return os.read(self._fd, 65536)
        except OSError:
            return None

    def _take_in(self) -> None:
        for arrival in self.arrivals[self._seen :]:
            data = self._rest + arrival.data
            cut = UNFINISHED.search(data)
            self._rest = data[cut.start() :] if cut else b""
            self._stream.feed(UNKNOWN_TO_PYTE.sub(b"", data[: cut.start()] if cut else data))
        self._seen = len(self.arrivals)

    def _drain(self) -> None:
        try:
            while self._fd >= 0 and select.select([self._fd], [], [], 0)[0]:
                self.arrivals.append(Arrival(perf_counter(), os.read(self._fd, 65536)))
        except OSError:
            return

    def _answer_all(self, data: bytes) -> None:
        """Answer the questions in `data`; one that is cut off is answered when the rest has come."""
        data = self._asked + data
        cut = UNFINISHED.search(data)
        self._asked = cut.group() if cut else b""
        for question in QUESTIONS.finditer(data):
            self._write(self._answer(question))

    def _write(self, data: bytes) -> None:
        """To the program, as if it was typed."""
        os.write(self._fd, data)

    def _answer(self, question: re.Match[bytes]) -> bytes:
        if question["identity"]:
            return b"\x1b[?62;22c"
        if question["place"]:
            return b"\x1b[1;1R"
        return b"\x1b[?%s;%d$y" % (question["mode"], 2 if question["mode"] == SYNCHRONIZED else 0)


def as_seen(cell: pyte.screens.Char) -> pyte.screens.Char:
    """What shows of a cell: of a blank its ground, unless there are lines in it."""
    is_lined = cell.reverse or cell.underscore or cell.strikethrough
    return cell if cell.data != " " or is_lined else pyte.screens.Char(" ", bg=cell.bg)


def start(
    command: Sequence[str], size: tuple[int, int] = (120, 40), env: Mapping[str, str | None] | None = None
) -> Terminal:
    """Run `command` in a terminal of that many columns and rows; `env` is added to this process's, None removes."""
    return Terminal.start(command, size, env)


def _session(pid: str) -> int:
    """The session of a process; 0 for one that has just ended or is only waited for."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            state, _parent, _group, session = file.read().rpartition(")")[2].split()[:4]
    except (OSError, ValueError):
        return 0
    return 0 if state == "Z" else int(session)
