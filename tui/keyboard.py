"""Keys as they come over a line: whatever comes is read, and what is none costs itself only."""

import re
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator

from textual._xterm_parser import XTermParser
from textual.message import Message

_PARTS = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b?[^\x1b]+|\x1b")
"""What may be told apart: an escape begins a new one, and a sequence has an end."""


class Keyboard:
    """What a terminal sends, as Textual's messages.

    Textual's own parser raises at a key of a number that no character has, and is at its end then, as it is at one byte
    that is no UTF-8. Here such a key is left out, and such a byte marked.
    """

    def __init__(self, *, debug: bool = False) -> None:
        self._debug = debug
        self._parser = XTermParser(debug)
        self._decode = getincrementaldecoder("utf-8")("replace").decode

    def feed(self, data: bytes) -> Iterator[Message]:
        """What `data` ends or is."""
        for part in _PARTS.findall(self._decode(data)):
            yield from self._read(self._parser.feed(part))

    def tick(self) -> Iterator[Message]:
        """What is complete because nothing has followed it for a while: a lone Esc."""
        yield from self._read(self._parser.tick())

    def _read(self, found: Iterable[Message]) -> Iterator[Message]:
        messages = iter(found)
        while True:
            try:
                message = next(messages)
            except StopIteration:
                return
            except Exception:
                self._parser = XTermParser(self._debug)
                return
            yield message
