"""The last line of defence before the terminal: no control, format or separator character leaves the app.

Texts are cleaned when a file is read (`names.clean`) and shown as `Content`, never as markup; this filter is for what
slips by.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

HARMFUL = frozenset({"Cc", "Cf", "Zl", "Zp"})
"""Unicode categories that can steer a terminal or turn text around."""


@lru_cache(4096)
def harmless(text: str) -> str:
    """`text` without harmful characters."""
    if text.isprintable():
        return text
    return "".join(character for character in text if unicodedata.category(character) not in HARMFUL)


class Harmless(LineFilter):
    """Drops harmful characters from every segment that is text; segments of control codes are Textual's own.

    Textual asks every filter for every line of every frame and makes a line of each answer: this one asks the others.
    """

    def __init__(self, others: Sequence[LineFilter] = ()) -> None:
        super().__init__()
        self.others = tuple(others)

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments as the others leave them, their texts harmless."""
        for other in self.others:
            segments = other.apply(segments, background)
        return [
            segment if segment.control or segment.text.isprintable() else segment._replace(text=harmless(segment.text))
            for segment in segments
        ]
