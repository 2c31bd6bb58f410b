"""Drafts that were left by windows which are gone: offered, one after the other, to whoever typed them."""

from collections.abc import Callable
from typing import Generic

from tui.commands import Commands
from tui.screens.picker import Choice, Picker
from tui.store.drafts import Keeper, Kept
from tui.texts import _
from tui.ward.persons import initialled

PATIENCE = 1.0
"""Seconds that a disk may take for the last letter."""


class Offers(Generic[Kept]):
    """Drafts of one kind: this window's own, those that are still to be offered, and those that are not any more."""

    def __init__(self, own: Keeper[Kept]) -> None:
        self.own = own
        self.waiting: list[Keeper[Kept]] = []
        self.left: list[Keeper[Kept]] = []
        """What was offered and left for later, or cannot be offered now."""

    def offer(self, app: Commands, window: Keeper[Kept], what: str, text: str, done: Callable[[bool], object]) -> None:
        """Ask whether to go on with a `text` that belongs to `what`, or to forget it; `done` is told whether to go on.

        Whoever does neither is asked at the next start again.
        """
        shown = initialled if app.projector else str
        go_on = shown(_("Go on typing “{text}”").format(text=text))
        title = shown(_("Not saved when the app ended: {what}").format(what=what))

        def answered(chosen: str | None) -> None:
            if chosen == "":
                window.keep(None)
            else:
                self.left.append(window)
            done(bool(chosen))

        app.push_screen(Picker(title, [Choice("on", go_on), Choice("", _("Forget it"))]), answered)

    def take_over(self, window: Keeper[Kept]) -> None:
        """From now on it is this window's."""
        self.left.remove(window)
        self.own = window

    def end(self) -> None:
        """Have the last letter on disk, and leave it all to the next start."""
        for window in (self.own, *self.left, *self.waiting):
            window.end(PATIENCE)
