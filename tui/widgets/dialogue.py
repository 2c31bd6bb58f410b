"""A screen over another one that may be gone before it is there."""

from textual.events import Event, Mount
from textual.screen import ModalScreen, ScreenResultType


class Dialogue(ModalScreen[ScreenResultType]):
    """A modal screen that may be left before it is set up: then it is not set up any more.

    Keys that were typed before its data had been read, Esc among them, are there before it is. It gets none of its
    parts then, and `on_mount` would look for them.
    """

    async def on_event(self, event: Event) -> None:
        """Pass on everything but the news that it is mounted, where it has been left."""
        if self in self.app.screen_stack or not isinstance(event, Mount):
            await super().on_event(event)
