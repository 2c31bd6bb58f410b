"""A few lines to fill in: Tab goes on, Enter is done, Esc leaves; what is refused is said under what was typed."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Grid, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Static

from tui import keys
from tui.errors import N_
from tui.texts import _
from tui.ward import names
from tui.widgets.frame import plain
from tui.widgets.in_order import InOrderInput

HINT = N_("⏎ save   Tab next line   Esc leave")

Submit = Callable[[Mapping[str, str]], Awaitable[str]]
"""What is done with the texts by their fields' names; answers why it was refused, "" where it was not."""


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a form."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    """An example, shown while the line is empty."""


class FormInput(InOrderInput):
    """A line of a form: keys typed ahead wait until what went before is saved."""

    BINDINGS = keys.bindings("form")

    async def action_submit(self) -> None:
        """Be done with the form."""
        assert isinstance(self.screen, Form)
        await self.screen.submit()

    def action_leave(self) -> None:
        """Leave everything as it was."""
        self.screen.dismiss()


class Form(ModalScreen[None]):
    """Asks for some texts and stays until they are accepted."""

    DEFAULT_CSS = """
    Form { align: center middle; background: $gb-background 60%; }
    Form > Vertical { width: 90; max-width: 96%; height: auto; max-height: 90%; padding: 0 1; background: $gb-surface;
        border: round $gb-accent; border-title-style: bold; }
    Form Grid { grid-size: 2; grid-columns: auto 1fr; grid-gutter: 0 1; grid-rows: 1; }
    Form Input { background: $gb-background; color: $gb-text; }
    Form Input:focus { background: $gb-cursor; color: $gb-on-cursor; text-style: $gb-cursor-style; }
    Form #refusal { height: auto; color: $gb-bad; }
    Form #hint { height: auto; color: $gb-muted; }
    """

    def __init__(self, title: str, fields: Sequence[Field], submit: Submit) -> None:
        super().__init__()
        self._title = title
        self._fields = tuple(fields)
        self._submit = submit

    def compose(self) -> ComposeResult:
        """The lines, what is wrong with them, the keys."""
        with Vertical() as box:
            box.border_title = plain(self._title)
            with Grid() as grid:
                grid.styles.height = len(self._fields)
                for field in self._fields:
                    yield Label(plain(field.label, "$gb-muted"))
                    yield FormInput(field.value, placeholder=field.hint, id=field.name, compact=True)
            yield Static(id="refusal")
            yield Static(plain(_(HINT)), id="hint")

    def on_mount(self) -> None:
        """Begin with the first line."""
        self.query(FormInput).first().focus()

    async def submit(self) -> None:
        """Have it done; leave when it is, else say why it is not."""
        refusal = await self._submit({field.name: self._typed(field.name) for field in self._fields})
        if refusal:
            self.query_one("#refusal", Static).update(plain(refusal))
        else:
            self.dismiss()

    def _typed(self, name: str) -> str:
        return names.clean(self.query_one(f"#{name}", Input).value).strip()
