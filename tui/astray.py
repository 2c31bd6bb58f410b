"""Keys for an editor that did not come up: an amount typed by habit turns to no other screens before the room."""

from textual.events import Key

MOMENT = 0.8
"""Seconds within which the next key is still typed by habit; to read why F2 was refused takes longer."""

BEGINS = frozenset("0123456789+-=")
"""What an amount begins with."""

ENDS = ("enter", "escape")


class Astray:
    """Takes an amount that is typed right after F2 was refused, and the Enter or Esc behind it."""

    def __init__(self) -> None:
        self._until = 0.0
        self._has_begun = False

    def expect(self, now: float) -> None:
        """An editor was refused just `now`."""
        self._until, self._has_begun = now + MOMENT, False

    def takes(self, key: Key, now: float) -> bool:
        """Whether `key` was meant for the editor; any other key, and any pause, ends it."""
        if now > self._until:
            return False
        ends = self._has_begun and key.key in ENDS
        self._has_begun = key.character in BEGINS or (self._has_begun and (key.is_printable or key.key == "backspace"))
        self._until = now + MOMENT if self._has_begun else 0.0
        return self._has_begun or ends
