"""The editor that opens in a cell: what is typed stands where it will stand, and under it what saving it would do.

Enter saves and goes on to the cell below, as in Excel; the arrows go on without saving; Esc ends. Every key is handled
in the queue of the input that has it, so that what is typed ahead of a save lands in the cell that it was meant for.
"""

import asyncio
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Protocol

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Grid, Vertical
from textual.content import Content
from textual.events import Key as KeyPress
from textual.events import Resize
from textual.geometry import Region
from textual.message import Message
from textual.message_pump import MessagePump
from textual.widgets import Input, Label, Static

from tui import keys, texts
from tui.errors import N_, NumberRefused
from tui.screens.base import Subject
from tui.screens.clashes import ClashScreen
from tui.screens.editing import Editing, Seen
from tui.texts import _
from tui.ward import names
from tui.ward.decisions import Contested, Decision, Grounds
from tui.widgets.dialogue import Dialogue
from tui.widgets.frame import KeyBar, plain
from tui.widgets.in_order import LitInput

PANEL_WIDTH = 58

HINT = N_("⏎ save   ↑↓ other row   Tab reason   Esc leave")
IN_GROUNDS = N_("⏎ save   ↑↓ other row   Tab next line   Esc leave")
ASKING = N_("F2 keep mine   Esc keep theirs")
NOTHING_SAVED = N_("Nothing was saved")


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a save."""

    refusal: str = ""
    """Why nothing was saved, in a sentence; "" where it is on disk."""
    clashes: tuple[Contested, ...] = ()
    """What somebody else has changed since, so that the user must say which it is to be."""


class SaveWanted(Message):
    """Somebody wants a decision saved. The app alone saves, and answers when it is on disk or is known not to be."""

    def __init__(self, decision: Decision, over: Sequence[Contested]) -> None:
        super().__init__()
        self.decision = decision
        self.over = over
        self.answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()


async def ask_to_save(sender: MessagePump, decision: Decision, over: Sequence[Contested] = ()) -> Answer:
    """Have `decision` saved, `over` the values of others that the user has seen and agreed to overwrite.

    The message goes to the app itself: a `sender` that waits in one of its own handlers passes none on. The sender must
    not be the app, and may be gone when that answers.
    """
    wanted = SaveWanted(decision, over)
    sender.app.post_message(wanted)
    return await asyncio.shield(wanted.answer)


class Typed(Message):
    """Something was typed that is not saved yet; "" where nothing is left to lose."""

    def __init__(self, subject: Subject, text: str) -> None:
        super().__init__()
        self.subject = subject
        self.text = text


class Cells(Protocol):
    """Where cells are edited: a screen whose cursor is on one of them."""

    def editing(self) -> Editing | None:
        """What is under the cursor, None where that cannot be edited."""

    def edited_region(self) -> Region:
        """Where that stands on the screen."""

    def neighbour(self, steps: int) -> Hashable | None:
        """The row so many below; None at the end, or where several rows are edited at once."""

    def point_at(self, row: Hashable) -> None:
        """Move the cursor to that row."""

    def has_saved(self) -> None:
        """What was edited is on disk."""


class CellInput(LitInput):
    """An input of the editor: it takes the editor's keys in the order they were typed."""

    BINDINGS = keys.bindings("editor")

    def __init__(self, id: str) -> None:
        super().__init__(id=id, compact=True)

    @property
    def editor(self) -> "Editor":
        """The editor that it belongs to."""
        assert isinstance(self.screen, Editor)
        return self.screen

    async def _on_key(self, event: KeyPress) -> None:
        """While the user must choose between values, nothing is typed; what was typed ahead does not choose."""
        if self.editor.clashes and (event.is_printable or not self.editor.is_current):
            event.stop()
            event.prevent_default()
            return
        await super()._on_key(event)

    async def action_submit(self) -> None:
        """Save, then go on; keys wait here until it is on disk."""
        await self.editor.save()

    async def action_overwrite(self) -> None:
        """Of two values take the one that was typed."""
        if self.editor.clashes:
            await self.editor.save(over=self.editor.clashes)

    def action_leave(self) -> None:
        """Leave everything as it was."""
        self.editor.leave()

    def action_above(self) -> None:
        """The cell above."""
        self.editor.go_on(-1)

    def action_below(self) -> None:
        """The cell below."""
        self.editor.go_on(1)

    async def action_grounds(self) -> None:
        """The reason, who assigned it, the document; then the value again."""
        await self.editor.turn_to_grounds()


class Editor(Dialogue[None]):
    """Edits the cell under the cursor of `cells`, then the next."""

    DEFAULT_CSS = """
    Editor { background: transparent; layers: bar panel cell; }
    Editor > KeyBar { layer: bar; dock: bottom; }
    Editor > #cell { layer: cell; position: absolute; width: 14; height: 1; }
    Editor > Vertical { layer: panel; position: absolute; height: auto; padding: 0 1; background: $gb-surface;
        color: $gb-text; border: round $gb-accent; border-title-color: $gb-accent; border-title-style: bold; }
    Editor #seen { height: auto; }
    Editor #hint { height: auto; color: $gb-muted; }
    Editor Grid { grid-size: 2; grid-columns: auto 1fr; grid-gutter: 0 1; grid-rows: 1; height: auto; }
    """

    def __init__(self, cells: Cells, draft: str | None = None) -> None:
        super().__init__()
        self.cells = cells
        self.editing = cells.editing()
        self.clashes: tuple[Contested, ...] = ()
        self._draft = draft
        self._saved = ""

    def compose(self) -> ComposeResult:
        """The cell's input, and the panel under it, which says its keys; the key bar those that work everywhere."""
        yield KeyBar(key for key in keys.KEYS if key.always)
        yield CellInput(id="cell")
        with Vertical(id="panel"):
            yield Static(id="seen")
            yield Static(id="hint")

    @property
    def input(self) -> CellInput:
        """The input in the cell."""
        return self.query_one("#cell", CellInput)

    def on_mount(self) -> None:
        """The input holds what stands there, or what was typed before the line dropped."""
        self._begin(self._draft)
        self.input.focus()

    def on_resize(self, _event: Resize) -> None:
        """The cell may be elsewhere now."""
        self.call_after_refresh(self._place)

    @on(Input.Changed)
    def look(self, event: Input.Changed) -> None:
        """Show what saving this would do, and have it kept until it is saved."""
        if event.input is self.input and self.editing is not None:
            self.clashes = ()
            if self._is_touched:
                self._saved = ""
            # Not the event's value: that may be what stood in the cell before.
            self.post_message(Typed(self.editing.subject, self.input.value if self._is_touched else ""))
            self._show(self.editing.seen(self.input.value))

    async def save(self, over: tuple[Contested, ...] = ()) -> None:
        """Have it saved; when it is on disk, go on to the next cell."""
        if self.editing is None or (self.clashes and not over):
            return
        try:
            # Several whose values differ stand as nothing there: to leave that untouched takes nothing away.
            is_meant = self._is_touched or self.editing.text or self._grounds.stay
            decision = self.editing.decision(self.input.value, self._grounds) if is_meant else None
        except NumberRefused as refused:
            self._show(Seen(refusal=texts.tell(refused)))
            return
        below = self.cells.neighbour(1)
        if decision is not None:
            answer = await ask_to_save(self, decision, over)
            self.clashes = answer.clashes
            if answer.refusal:
                self._show(Seen(refusal=answer.refusal))
                if len(answer.clashes) > 1:
                    self.app.push_screen(ClashScreen(answer.clashes), self._choose)
                return
            self._saved = _("saved: {what}").format(what=self.editing.saved(self.input.value))
            self.cells.has_saved()
        # Which row is the next was settled before: by what was saved the rows may be in another order now.
        self._turn_to(below)

    def _choose(self, is_mine: bool | None) -> None:
        """Of several values take those that were typed, or none: what was typed stays to be changed or left."""
        over, self.clashes = self.clashes, ()
        if is_mine:
            self.run_worker(self.save(over))
        else:
            self._show(Seen(refusal=_(NOTHING_SAVED)))

    def go_on(self, steps: int) -> None:
        """Edit the cell so many rows on, without saving this one."""
        self._turn_to(self.cells.neighbour(steps))

    def leave(self) -> None:
        """End; what was typed and not saved is forgotten."""
        self._forget()
        self.dismiss()

    async def turn_to_grounds(self) -> None:
        """To the next of the fields below, after the last to the value again; they come when first asked for."""
        if not self.query(Grid):
            named = {"reason": _("Reason")}
            if self.editing and self.editing.has_grounds:
                named |= {"assigned_by": _("Assigned by"), "source": _("Document")}
            fields = ((Label(plain(label, "$gb-muted")), CellInput(id=name)) for name, label in named.items())
            await self.query_one("#panel").mount(Grid(*chain.from_iterable(fields)), before="#hint")
        self.focus_next(CellInput)
        self.call_after_refresh(self._place)

    def _turn_to(self, row: Hashable | None) -> None:
        """Edit the cell of that row; without one, end."""
        self._forget()
        if row is not None:
            self.cells.point_at(row)
            self.editing = self.cells.editing()
        if row is None or self.editing is None:
            self.dismiss()
        else:
            self._begin()

    def _forget(self) -> None:
        self.clashes = ()
        if self.editing is not None:
            self.post_message(Typed(self.editing.subject, ""))

    def _begin(self, draft: str | None = None) -> None:
        """Put what stands there into the input, all of it selected: the first letter typed replaces it.

        To a draft what is typed is added.
        """
        if self.editing is None:
            self.dismiss()
            return
        self.input.value = self.editing.text if draft is None else draft
        self.input.select_on_focus = draft is None
        if draft is None:
            self.input.action_select_all()
        else:
            self.input.action_end()
        self.input.focus()
        self.query_one("#panel").border_title = plain(self.editing.title)
        self._show(self.editing.seen(self.input.value))
        self.call_after_refresh(self._place)

    @property
    def _is_touched(self) -> bool:
        return self.editing is not None and self.input.value != self.editing.text

    @property
    def _grounds(self) -> Grounds:
        fields = self.query("Grid CellInput").results(CellInput)
        return Grounds(**{str(field.id): names.clean(field.value).strip() for field in fields})

    def _show(self, seen: Seen) -> None:
        lines = [plain(seen.refusal, "$gb-bad")] if seen.refusal else list(seen.lines)
        if self._saved:
            lines.insert(0, plain(f"✓ {self._saved}", "$gb-good"))
        self.query_one("#seen", Static).update(Content("\n").join(lines))
        self._say_keys()
        self.call_after_refresh(self._place)

    def on_descendant_focus(self) -> None:
        """Tab leads elsewhere from here; an editor that is left before it is there has nothing to say it in."""
        if self.query("#hint"):
            self._say_keys()

    def _say_keys(self) -> None:
        hint = ASKING if self.clashes else HINT if self.input.has_focus else IN_GROUNDS
        self.query_one("#hint", Static).update(plain(_(hint)))

    def _place(self) -> None:
        """The input over its cell, wider where more is typed; the panel under it, or above where there is no room."""
        cell, room = self.cells.edited_region(), self.size
        width = min(max(cell.width, cell_len(self.input.value) + 1), room.width)
        self.input.styles.width = width
        self.input.styles.offset = (min(cell.x, room.width - width), cell.y)
        panel = self.query_one("#panel")
        panel_width = min(PANEL_WIDTH, room.width)
        height = panel.outer_size.height
        below = cell.y + 1
        panel.styles.width = panel_width
        panel.styles.offset = (
            max(0, min(cell.x, room.width - panel_width)),
            below if below + height <= room.height else max(0, cell.y - height),
        )
