"""What is written down in a meeting: what was said, difficulties, conclusions, and what became of earlier ones."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import date

from textual import on

from tui import texts
from tui.errors import N_, GiaoBanError
from tui.screens import meeting_fields as fields
from tui.screens import meeting_words as words
from tui.screens.base import READ_ONLY, BoardScreen
from tui.screens.form import Field, Form
from tui.screens.picker import Choice, Picker, matching
from tui.screens.steps import Step, StepWanted
from tui.texts import _
from tui.ward import proceedings
from tui.ward.matters import Matter, extend, matters
from tui.ward.meeting import ACTS, Act, Conclusion, Difficulty, Item, Meeting, Part
from tui.widgets.grid import FigureGrid

NO_MEETING = N_("No meeting is open: Ctrl+O begins one")
NOT_OURS = N_("This is an earlier meeting's: ⏎ notes what has become of it")

Typed = Mapping[str, str]


class MeetingForms(BoardScreen):
    """A screen that shows a meeting and writes down what happens in it; each step is saved at once."""

    def __init__(self) -> None:
        super().__init__()
        self._one_by_one = asyncio.Lock()

    @property
    def meeting(self) -> Meeting | None:
        """The meeting that shows."""
        raise NotImplementedError

    @property
    def item(self) -> Item | None:
        """The item under the cursor."""
        raise NotImplementedError

    @property
    def listed(self) -> FigureGrid:
        """The matters that the item is about."""
        raise NotImplementedError

    @property
    def today(self) -> date:
        """The day that deadlines are looked at from: the meeting's, else that of the figures."""
        if self.meeting is not None:
            return self.meeting.date
        return self.board.as_of if self.board else date.today()

    def matter(self) -> Matter | None:
        """The matter under the cursor of the list."""
        wanted = str(self.listed.row_key or "")
        return next((matter for matter in matters(self.meetings) if str(matter.ref) == wanted), None)

    @property
    def pointed_at(self) -> Matter | None:
        """The matter under the cursor, where the list of matters has the keys."""
        return self.matter() if self.focused is self.listed else None

    def take(self, step: Step) -> None:
        """Have a step taken in the meeting that shows; a refusal is told."""
        if self.meeting is None:
            self.say(_(NO_MEETING))
        else:
            self.run_worker(self._taken(self.meeting, step))

    async def _taken(self, meeting: Meeting, step: Step) -> None:
        """One step after the other: keys may come faster than a disk."""
        async with self._one_by_one:
            newest = next((each for each in self.meetings if each.id == meeting.id), meeting)
            self.refuse(await self.taken(newest, step))

    async def taken(self, meeting: Meeting, step: Step) -> str:
        """Have a step taken in a meeting as it was seen; why it was refused, "" once it is on disk."""
        wanted = StepWanted(meeting, step)
        self.post_message(wanted)
        return await asyncio.shield(wanted.answer)

    def refuse(self, why: str) -> None:
        """Tell why something is not done; nothing where it is."""
        if why:
            self.notify(why, severity="error", markup=False)

    def ask(self, title: str, lines: list[Field], step: Callable[[Typed], Step], *, of_signed: bool = False) -> None:
        """Ask for what `step` makes a step of; what could not be saved is refused before anybody types.

        Args:
            title: What is asked for.
            lines: The lines of the form.
            step: Makes a step of what was typed; raises `GiaoBanError` for what it cannot be made of.
            of_signed: Whether it is something that may happen to signed minutes.
        """
        meeting = self.meeting
        why = self._why_closed(of_signed=of_signed)
        if why or meeting is None:
            self.refuse(why)
            return

        async def submit(typed: Typed) -> str:
            try:
                wanted = step(typed)
            except GiaoBanError as error:
                return texts.tell(error)
            # In the meeting as it was when the form came up: what others change meanwhile is a conflict.
            return await self.taken(meeting, wanted)

        self.app.push_screen(Form(title, lines, submit))

    def _why_closed(self, *, of_signed: bool = False) -> str:
        """Why nothing can be written down, in a sentence; "" where it can."""
        if self.read_only:
            return _(READ_ONLY)
        if self.meeting is None:
            return _(NO_MEETING)
        try:
            if not of_signed:
                proceedings.require_unsigned(self.meeting)
        except GiaoBanError as error:
            return texts.tell(error)
        return ""

    @on(FigureGrid.Opened, "#matters")
    def act_on_matter(self) -> None:
        """Ask what has become of the matter under the cursor."""
        matter = self.matter()
        if matter is None:
            return
        if why := self._why_closed():
            self.refuse(why)
            return
        acts = ACTS[matter.ref.key.partition("-")[0]]
        choices = [Choice(act, _(words.ACT_WORDS[act])) for act in acts]
        title = words.wording(matter.said.text, public=self.projector)
        self.app.push_screen(Picker(title, matching(choices)), lambda chosen: self._act(matter, chosen))

    def _act(self, matter: Matter, chosen: str | None) -> None:
        if chosen is None:
            return
        act = Act(chosen)
        if act is Act.EXTENDED:
            self.take(lambda meeting: extend(meeting, matter))
        else:
            self._ask_about(matter, act)

    def _ask_about(self, matter: Matter, act: Act) -> None:
        """Ask for the sentence that goes with an act, and for the day of an extension."""
        until = [Field("deadline", _("Until"), hint=fields.A_DAY)] if act is Act.ASKED else []

        def step(typed: Typed) -> Step:
            day = fields.day(typed.get("deadline", ""), self.today)
            return lambda meeting: proceedings.act(meeting, matter.ref, act, typed["text"], day)

        title = f"{_(words.ACT_WORDS[act])}: {words.wording(matter.said.text, public=self.projector)}"
        self.ask(title, [*until, fields.sentence("text", _("What was said"))], step)

    def action_words(self) -> None:
        """What was said about the item; its particulars, at the opening; the matter under the cursor."""
        if (matter := self.pointed_at) is not None:
            self._revise(matter)
        elif (item := self.item) is None:
            self.say(_(NO_MEETING))
        elif item.part is Part.OPENING:
            self.ask_particulars()
        else:
            self._ask_note(item)

    def _revise(self, matter: Matter) -> None:
        if self.meeting is None or matter.ref.meeting != self.meeting.id:
            self.say(_(NOT_OURS))
        elif isinstance(said := matter.said, Conclusion):
            self.ask_conclusion(said)
        else:
            self._ask_difficulty(said)

    def _ask_note(self, item: Item) -> None:
        def step(typed: Typed) -> Step:
            return lambda meeting: proceedings.note(meeting, item.key, typed["text"])

        assert self.board is not None
        self.ask(words.item_title(item, self.board), [fields.sentence("text", _("What was said"), item.note)], step)

    async def action_difficulty(self) -> None:
        """Note a difficulty or proposal of what is under the cursor; where no meeting shows, in the open one."""
        if self.meeting is None:
            await self.run_action("app.difficulty")
        else:
            self._ask_difficulty(Difficulty("", "", self.subject.group, self.subject.indicator))

    def _ask_difficulty(self, said: Difficulty) -> None:
        """What, whose, of what kind; a new one without a key."""
        assert self.board is not None
        board = self.board

        def step(typed: Typed) -> Step:
            entry = fields.difficulty(said, typed, board)
            return lambda meeting: proceedings.enter(meeting, entry)

        self.ask(fields.title(_("Difficulty or proposal"), said, board), fields.difficulty_fields(said, board), step)

    def action_conclude(self) -> None:
        """Note a conclusion of what is under the cursor."""
        self.ask_conclusion(Conclusion("", "", group=self.subject.group, indicator=self.subject.indicator))

    def ask_conclusion(self, said: Conclusion) -> None:
        """What, who, until when; a new one without a key."""
        assert self.board is not None

        def step(typed: Typed) -> Step:
            entry = fields.conclusion(said, typed, self.today)
            return lambda meeting: proceedings.enter(meeting, entry)

        self.ask(fields.title(_("Conclusion"), said, self.board), fields.conclusion_fields(said), step)

    def ask_particulars(self) -> None:
        """Kind, place, chair, secretary, who was there."""
        if self.meeting is None:
            return

        def step(typed: Typed) -> Step:
            particulars = fields.particulars(typed)
            return lambda meeting: proceedings.describe(meeting, **particulars)

        lines = fields.particulars_fields(self.meeting, projector=self.projector)
        self.ask(words.meeting_title(self.meeting), lines, step)
