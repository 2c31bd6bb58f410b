"""How much is underway to a terminal, as the terminal itself tells.

Over ssh a program can write far more than the line takes: daemons, sockets and routers keep it, and the answer to a key
comes after all of it. So what is sent is followed now and then by a question that every terminal answers (where is the
cursor?). What no answer has come for is underway, and while that is much, new pictures wait.
"""

from collections import deque
from collections.abc import Callable
from threading import Condition
from time import monotonic

QUESTION = "\x1b[6n"
"""Asks for the cursor's place (DSR 6), which Textual's parser takes for no key."""
ASK_EVERY = 512
"""Bytes after which it is asked."""
MOST = 2_048
"""Bytes underway from which on pictures wait: as many as 256 kbit/s takes in 64 ms."""
PATIENCE = 3.0
"""Seconds after which a question counts as one that this terminal does not answer; nothing waits for it any longer."""


class Underway:
    """Counts what is sent, and what of it has arrived; safe to tell from any thread.

    One that does not ask knows of nothing underway.
    """

    def __init__(self, *, asks: bool, clock: Callable[[], float] = monotonic) -> None:
        self._may_ask = self._asks = asks
        self._clock = clock
        self._asked = deque[tuple[int, float]]()
        """Of each question without an answer, the bytes sent since the one before, and when it was sent."""
        self._unasked = 0
        self._is_answered = False
        self._changed = Condition()

    def send(self, data: str) -> str:
        """What to write for `data`: itself, perhaps with a question behind it."""
        if not self._asks:
            return data
        with self._changed:
            self._unasked += len(data.encode())
            if self._unasked < ASK_EVERY:
                return data
            self._asked.append((self._unasked, self._clock()))
            self._unasked = 0
            return data + QUESTION

    def answered(self) -> None:
        """An answer has come, to the oldest question."""
        with self._changed:
            self._is_answered = True
            if self._asked:
                self._asked.popleft()
            self._changed.notify_all()

    @property
    def is_full(self) -> bool:
        """Whether pictures should wait."""
        with self._changed:
            if self._asked and self._clock() - self._asked[0][1] >= PATIENCE:
                self._asked.clear()
                self._is_answered = False
            return self._is_answered and sum(sent for sent, _when in self._asked) + self._unasked >= MOST

    def ask(self) -> None:
        """Begin to ask, if this one asks at all: from now on somebody reads the answers."""
        with self._changed:
            self._asks = self._may_ask

    def ask_no_more(self, seconds: float) -> None:
        """Wait so long for the answers that are due; one that came after the program would be typed into the shell."""
        with self._changed:
            self._asks = False
            if self._is_answered:
                self._changed.wait_for(lambda: not self._asked, seconds)
