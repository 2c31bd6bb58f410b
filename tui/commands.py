"""Every command by its name: what the palette and the help offer, made from the keys' declaration."""

from collections.abc import Iterable

from tui.keys import Key
from tui.screens.picker import Choice
from tui.texts import _


def offered(keys: Iterable[Key]) -> list[Choice]:
    """A choice a key: its sentence, its cap, and the action it runs as the id."""
    return [Choice(key.action, _(key.help), key.cap) for key in keys]
