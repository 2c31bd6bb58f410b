"""A terminal at the far end of a slow line: what is sent waits for what was sent before it, and all of it travels.

As over ssh the near end takes whatever is written: how much of it is still underway, nobody at that end can see.
"""

import os
from collections import deque
from time import perf_counter

from tests.terminal.pseudo import PATIENCE, QUESTIONS, Arrival, Terminal

ROUND_TRIP, BITS_A_SECOND = 0.1, 256_000
"""An office behind a mobile network."""


class SlowTerminal(Terminal):
    """A terminal that sees later, and is heard later."""

    most_underway = 0
    """The most bytes that were on their way to the terminal at any time."""

    def __init__(self, pid: int, fd: int, size: tuple[int, int]) -> None:
        super().__init__(pid, fd, size)
        self._coming = deque[Arrival]()
        self._going = deque[Arrival]()
        self._free = 0.0
        """When the last byte that was sent so far has left the near end."""
        self._too_late = 0
        """Questions whose answers come when the program has ended."""

    @property
    def unanswered(self) -> int:
        """Questions of the program whose answers it has not got yet, or never will."""
        coming = b"".join(arrival.data for arrival in self._coming)
        return len(QUESTIONS.findall(coming)) + len(self._going) + self._too_late

    def read(self, timeout: float) -> bool:
        """Take in what comes within `timeout` seconds, or is on its way by then; False if nothing came."""
        end, before = perf_counter() + timeout, len(self.arrivals)
        while True:
            self._deliver()
            now, queues = perf_counter(), (self._coming, self._going)
            if len(self.arrivals) > before or self.code is not None or (now >= end and not self._coming):
                return len(self.arrivals) > before
            due = min([queue[0].when for queue in queues if queue], default=end)
            self._pick_up(max(0.0, due - now))

    def elapse(self, seconds: float) -> None:
        """Let the line work for so long, and no longer."""
        end = perf_counter() + seconds
        while perf_counter() < end:
            self._deliver()
            self._pick_up(0.005)

    def wait(self, timeout: float = PATIENCE, *, reading: bool = True) -> int:
        """Wait for the end of the program, the line working on meanwhile."""
        end = perf_counter() + timeout
        while self.code is None and not os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            assert perf_counter() < end, f"did not end\n{self.text}"
            self._deliver()
            self._pick_up(0.005)
        self._pick_up(0)
        self._too_late = self.unanswered
        self._going.clear()
        self.arrivals += self._coming
        self._coming.clear()
        return super().wait(timeout, reading=reading)

    def _pick_up(self, timeout: float) -> None:
        """See off what the program writes."""
        data = self._take(timeout)
        if data is None and self.code is None:
            super().wait()
        if data:
            now = perf_counter()
            self._free = max(self._free, now) + len(data) * 8 / BITS_A_SECOND
            self._coming.append(Arrival(self._free + ROUND_TRIP / 2, data))
            self.most_underway = max(self.most_underway, sum(len(arrival.data) for arrival in self._coming))

    def _deliver(self) -> None:
        now = perf_counter()
        while self._coming and self._coming[0].when <= now:
            arrival = self._coming.popleft()
            self.arrivals.append(arrival)
            self._answer_all(arrival.data)
        while self._going and self._going[0].when <= now:
            super()._write(self._going.popleft().data)

    def _write(self, data: bytes) -> None:
        self._going.append(Arrival(perf_counter() + ROUND_TRIP / 2, data))
