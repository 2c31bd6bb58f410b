"""The least that Textual can show: one Static. What all starts are held against.

python -m tests.bench.bare
"""

from textual.app import App, ComposeResult
from textual.widgets import Static

FIGURE = "229.010.000"


class BareApp(App[None]):
    """One text."""

    def compose(self) -> ComposeResult:
        """The figure that the app shows first, too."""
        yield Static(FIGURE)


if __name__ == "__main__":
    BareApp().run()
