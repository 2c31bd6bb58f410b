"""Words over as many lines as they need."""

from collections.abc import Iterable

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

BETWEEN = "   "
"""Stands between parts beside each other, each of which is words of its own."""


class Paragraph(Static):
    """Words that take no line where there are none, and lay the screen out anew only when they are others."""

    DEFAULT_CSS = "Paragraph { height: auto; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.display = False

    def say(self, words: Content) -> None:
        """Show these words."""
        said = self.content
        if not isinstance(said, Content) or not said.is_same(words):
            self.display = bool(words)
            self.update(words)


def in_lines(parts: Iterable[str], room: int, between: str = BETWEEN) -> str:
    """`parts` beside each other, over as many lines of so many cells as they need; none is torn apart."""
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]}{between}{part}" if lines else ""
        if longer and cell_len(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(part)
    return "\n".join(lines)
