"""What a ward's files said when they were read last: a save changes one of them, the others need no parsing again."""

from collections.abc import Callable, Iterable
from hashlib import blake2b
from typing import Any, TypeVar

T = TypeVar("T")


def mark_of(content: bytes) -> bytes:
    """What tells the content of a file from any other: clocks tell nothing of a change that follows at once."""
    return blake2b(content, digest_size=16).digest()


class Readings:
    """What was made of each file last, and of which contents; nobody may change what it holds."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[tuple[bytes, ...], Any]] = {}

    def of(self, file: str, marks: Iterable[bytes], read: Callable[[], T]) -> T:
        """What `read` makes of a file, or made of it when it and all that it is read by had the same `marks`."""
        now = tuple(marks)
        kept = self._made.get(file)
        if kept is None or kept[0] != now:
            kept = self._made[file] = now, read()
        made: T = kept[1]
        return made
