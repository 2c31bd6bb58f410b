"""Keys as they come over a line: whatever comes is read, and what is none costs itself only."""

import re
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator

from textual._xterm_parser import XTermParser
from textual.events import Paste
from textual.message import Message

_PARTS = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b?[^\x1b]+|\x1b")
"""What may be told apart: an escape begins a new one, and a sequence has an end."""

_PASTE, _PASTE_ENDS = "\x1b[200~", "\x1b[201~"


class Keyboard:
    """What a terminal sends, as Textual's messages.

    Textual's own parser raises at a key of a number that no character has, and is at its end then, as it is at one byte
    that is no UTF-8. Here such a key is left out, and such a byte marked. Of a text that is pasted with an escape in it
    Textual's makes keys, Enter for one; here all of it is text.
    """

    def __init__(self, *, debug: bool = False) -> None:
        self._debug = debug
        self._parser = XTermParser(debug)
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._before = ""
        """The last that was typed, which may begin a paste."""
        self._pasted: str | None = None
        """What has come of a text that is being pasted."""

    def feed(self, data: bytes) -> Iterator[Message]:
        """What `data` ends or is."""
        text = self._decode(data)
        while text:
            if self._pasted is None:
                before, begun, _ = (self._before + text).partition(_PASTE)
                end = len(before) + len(begun) - len(self._before)
                typed, text = text[:end], text[end:]
                self._before = "" if begun else before[-len(_PASTE) + 1 :]
                self._pasted = "" if begun else None
                yield from self._typed(typed)
                continue
            pasted, ended, text = (self._pasted + text).partition(_PASTE_ENDS)
            self._pasted = None if ended else pasted
            if ended:
                # Textual's parser knows of the beginning, and has got nothing since.
                list(self._typed(_PASTE_ENDS))
                yield Paste(pasted.replace("\0", ""))

    def tick(self) -> Iterator[Message]:
        """What is complete because nothing has followed it for a while: a lone Esc."""
        for message in self._read(self._parser.tick()):
            self._before = ""
            yield message

    def _typed(self, text: str) -> Iterator[Message]:
        for part in _PARTS.findall(text):
            yield from self._read(self._parser.feed(part))

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
