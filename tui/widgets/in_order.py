"""An input that takes keys in the order they were typed.

Vietnamese input methods send Backspace and the new letter in one burst, and people type ahead. Textual 8.2.8 runs key
bindings later than printable keys (its issue 6605), so that "Việt" becomes "Vieê"; here an input runs its own bindings
in its own queue.
"""

import inspect
from contextlib import suppress

from textual.actions import SkipAction
from textual.events import Key, Paste
from textual.widgets import Input

from tui.ward import names


class InOrderInput(Input):
    """A one-line input: keys in order, pasted text cleaned, no blinking cursor (blinking costs bytes)."""

    DEFAULT_CSS = """
    InOrderInput { width: 1fr; }
    InOrderInput, InOrderInput:ansi { background: $gb-background; color: $gb-text; }
    InOrderInput:ansi > .input--cursor { background: $input-cursor-background; color: $input-cursor-foreground; }
    InOrderInput:ansi > .input--placeholder { color: $gb-muted; text-style: none; }
    """

    def on_mount(self) -> None:
        """Stop the cursor blinking: an input that nobody uses sends nothing."""
        self.cursor_blink = False

    async def _on_key(self, event: Key) -> None:
        if not event.is_printable:
            for binding in self._bindings.key_to_bindings.get(event.key, ()):
                action = getattr(self, f"action_{binding.action}", None)
                if action is None:
                    continue
                # An action that has nothing to do, as copying where nothing is selected, leaves the key to others.
                with suppress(SkipAction):
                    result = action()
                    if inspect.isawaitable(result):
                        await result
                    event.stop()
                    event.prevent_default()
                    return
        await super()._on_key(event)

    def _on_paste(self, event: Paste) -> None:
        """Clean the text; Textual then calls Input's own handler, as it does for every class in turn."""
        event.text = names.clean(event.text)


class LitInput(InOrderInput):
    """An input that is drawn as the cell under the cursor while it has the keys: of several only one can be meant."""

    DEFAULT_CSS = """
    LitInput:focus, LitInput:ansi:focus {
        color: $gb-on-cursor;
        background: $gb-cursor;
        background-tint: transparent;
        text-style: $gb-cursor-style;
        & > .input--cursor {
            background: $gb-on-cursor;
            color: $gb-cursor;
            text-style: $gb-on-cursor-style;
        }
        & > .input--placeholder { color: $gb-on-cursor; text-style: italic; }
    }
    """
