"""Words over as many lines as they need."""

from textual.content import Content
from textual.widgets import Static


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
