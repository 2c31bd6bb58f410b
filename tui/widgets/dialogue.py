"""A screen over another one that may be gone before it is there."""

from textual.events import Event, Mount
from textual.screen import ModalScreen, ScreenResultType


class Dialogue(ModalScreen[ScreenResultType]):
    """A modal screen that, left while it is being set up, is not told that it is there: it gets none of its parts.

    One that comes up when its data has been read meets keys that were typed before.
    """

    async def on_event(self, event: Event) -> None:
        """Pass everything on but that."""
        if self in self.app.screen_stack or not isinstance(event, Mount):
            await super().on_event(event)
