"""A few lines to fill in: Tab goes on, Enter is done, Esc leaves; what is refused is said under what was typed."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Grid, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from tui import keys
from tui.screens.steps import NOTHING_TYPED, FormTyped
from tui.texts import _
from tui.ward import names
from tui.widgets.dialogue import Dialogue
from tui.widgets.frame import plain
from tui.widgets.in_order import LitInput
from tui.widgets.paragraph import Paragraph

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
    goes_on: bool = False
    """Whether what is typed goes on behind the value, as in a sentence, and does not take its place."""
    is_person: bool = False
    """Whether it is for whoever does something, where a text may be nothing but a name."""
    stays: str = ""
    """What it still is where nothing is typed: on the projector a text that names somebody does not show."""
    choices: Mapping[str, str] = field(default_factory=dict)
    """Value to its words, of a line where nothing is typed but one of these is chosen."""


class FormInput(LitInput):
    """A line to type in: keys typed ahead wait until what went before is saved."""

    BINDINGS = keys.bindings("form")

    async def action_submit(self) -> None:
        """Be done with the form."""
        await _form(self).submit()

    def action_leave(self) -> None:
        """Leave everything as it was."""
        _form(self).leave()

    def action_turn(self) -> None:
        """Choose the next of the form's first choice."""
        _form(self).turn()


class FormChoice(Widget, can_focus=True):
    """A line to choose in: all that there is to choose side by side, what is chosen in brackets."""

    BINDINGS = keys.bindings("choice", "form")
    DEFAULT_CSS = """
    FormChoice { height: 1; width: 1fr; background: $gb-background; color: $gb-muted; }
    FormChoice:focus { background: $gb-cursor; color: $gb-on-cursor; text-style: $gb-cursor-style; }
    """

    value: reactive[str] = reactive("")

    def __init__(self, choices: Mapping[str, str], value: str, *, id: str) -> None:
        super().__init__(id=id)
        self.choices = choices
        self.set_reactive(FormChoice.value, value)

    def render(self) -> Content:
        """All choices; where there is no room for them, the chosen one between arrows."""
        words = "".join(f"[{text}]" if each == self.value else f" {text} " for each, text in self.choices.items())
        return plain(words if cell_len(words) <= self.size.width else f"‹ {self.choices[self.value]} ›")

    def watch_value(self) -> None:
        """Another choice is lost with a dropped line like anything typed."""
        if self.is_mounted:
            _form(self).tell_typed()

    def action_choose(self, steps: int) -> None:
        """The next choice, or the one before."""
        order = list(self.choices)
        self.value = order[(order.index(self.value) + steps) % len(order)]

    def action_submit(self) -> None:
        """Be done with the form; not in the app's own queue, from which the answer comes."""
        self.run_worker(_form(self).submit())

    def action_leave(self) -> None:
        """Leave everything as it was."""
        _form(self).leave()

    def action_turn(self) -> None:
        """Choose the next of the form's first choice."""
        _form(self).turn()


class Form(Dialogue[None]):
    """Asks for some texts and stays until they are accepted."""

    DEFAULT_CSS = """
    Form { align: center middle; background: $gb-background 60%; }
    Form > Vertical { width: 90; max-width: 96%; height: auto; max-height: 90%; padding: 0 1; background: $gb-surface;
        border: round $gb-accent; border-title-style: bold; }
    Form Grid { grid-size: 2; grid-columns: auto 1fr; grid-gutter: 0 1; grid-rows: 1; }
    Form Input.-stays > .input--placeholder { color: $gb-text; text-style: italic; }
    Form Input.-stays:focus > .input--placeholder { color: $gb-on-cursor; }
    Form #whole { color: $gb-text; }
    Form #refusal { color: $gb-bad; }
    Form #hint { height: auto; color: $gb-muted; }
    """

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        submit: Submit,
        *,
        place: Sequence[str] = (),
        typed: Mapping[str, str] = NOTHING_TYPED,
    ) -> None:
        """A form.

        Args:
            title: What is asked for.
            fields: Its lines.
            submit: What is done with what was typed.
            place: Which form of what it is, to open it again after a dropped line; () where nothing is lost with it.
            typed: What was typed into it then.
        """
        super().__init__()
        self._title = title
        self._fields = tuple(fields)
        self._submit = submit
        self._place = place
        self._before = typed
        self._refused = NOTHING_TYPED
        self._is_saving = False
        self._is_over = False

    def compose(self) -> ComposeResult:
        """The lines, what is wrong with them, the keys."""
        with Vertical() as box:
            box.border_title = plain(self._title)
            with Grid() as grid:
                grid.styles.height = len(self._fields)
                for each in self._fields:
                    yield Label(plain(each.label, "$gb-muted"))
                    yield _line(each, self._before.get(each.name, each.value))
            yield Paragraph(id="whole")
            yield Paragraph(id="refusal")
            yield Static(plain(self._hint), id="hint")

    def on_mount(self) -> None:
        """Begin with the first line."""
        self.query(FormInput).first().focus()

    @property
    def _hint(self) -> str:
        turned = next((each.label for each in self._fields if each.choices), "")
        onwards = _("Tab next line") if len(self._fields) > 1 else ""
        stays = _("an empty line stays as it was") if any(each.stays for each in self._fields) else ""
        return "   ".join(filter(None, (_("⏎ save"), onwards, f"^T {turned}" if turned else "", _("Esc leave"), stays)))

    def turn(self) -> None:
        """Choose the next of the first line that has choices."""
        for choice in self.query(FormChoice).results():
            choice.action_choose(1)
            return

    def leave(self) -> None:
        """Leave everything as it was; what is being saved is waited for."""
        if not self._is_saving:
            self._end()

    def _end(self) -> None:
        self._is_over = True
        self.post_message(FormTyped(self._place, self._title, NOTHING_TYPED))
        self.dismiss()

    async def submit(self) -> None:
        """Have it done, once however often Enter is pressed; leave when it is, else say why it is not."""
        if self._is_saving or not self.is_current:
            return
        self._is_saving = True
        self.tell_typed()
        typed = self._typed()
        refusal = await self._submit({each.name: typed[each.name] or each.stays for each in self._fields})
        self._is_saving = False
        if refusal:
            self._refused = typed
            self.query_one("#refusal", Paragraph).say(plain(refusal))
            if isinstance(self.focused, Input) and self.focused.select_on_focus:
                self.focused.select_all()
        else:
            self._end()

    @on(Input.Changed)
    def tell_typed(self) -> None:
        """Have what was changed kept until it is saved or left; why other texts were refused is said no longer."""
        if not self.is_mounted or self._is_over:
            return
        typed = self._typed()
        if typed != self._refused:
            self.query_one("#refusal", Paragraph).say(Content())
        if self._place:
            changed = {each.name: typed[each.name] for each in self._fields if typed[each.name] != each.value}
            self.post_message(FormTyped(self._place, self._title, changed))

    @on(Input.Changed)
    def on_descendant_focus(self) -> None:
        """Show the whole of a text that is longer than its line."""
        line = self.focused
        is_long = isinstance(line, Input) and cell_len(line.value) >= line.size.width > 0
        self.query_one("#whole", Paragraph).say(plain(line.value if isinstance(line, Input) and is_long else ""))

    def _typed(self) -> Mapping[str, str]:
        """What stands in each line now."""
        return {each.name: _text(self.query_one(f"#{each.name}")) for each in self._fields}


def _form(line: Widget) -> Form:
    assert isinstance(line.screen, Form)
    return line.screen


def _text(line: Widget) -> str:
    match line:
        case FormChoice():
            return line.value
        case Input():
            return names.clean(line.value).strip()
    raise TypeError(line)


def _line(each: Field, value: str) -> Widget:
    if each.choices:
        return FormChoice(each.choices, value if value in each.choices else each.value, id=each.name)
    line = FormInput(value, placeholder=each.hint, select_on_focus=not each.goes_on, id=each.name, compact=True)
    line.set_class(bool(each.stays), "-stays")
    return line
