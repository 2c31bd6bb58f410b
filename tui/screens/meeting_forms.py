"""What is written down in a meeting: what was said, difficulties, conclusions, and what became of earlier ones."""

import asyncio
from collections.abc import Sequence
from datetime import date

from textual import on

from tui import texts
from tui.errors import N_, GiaoBanError
from tui.screens import meeting_words as words
from tui.screens.base import READ_ONLY, BoardScreen
from tui.screens.form import Form
from tui.screens.meeting_fields import in_public
from tui.screens.meeting_sheets import OF_SIGNED, Sheets, Typed, conclusion, difficulty
from tui.screens.picker import Choice, Picker
from tui.screens.steps import NOTHING_TYPED, Step, StepWanted
from tui.texts import _
from tui.ward import proceedings
from tui.ward.matters import Matter, extend, matters
from tui.ward.meeting import ACTS, Act, Conclusion, Difficulty, Item, Meeting, Part
from tui.widgets.grid import FigureGrid

NO_MEETING = N_("No meeting is open: Ctrl+O begins one")
NOT_OURS = N_("This is an earlier meeting's: ⏎ notes what has become of it")
GONE = N_("That is not there any more: somebody has taken it back")

PLACE = "meeting"
"""What the place of each of these forms begins with; then come meeting, item, and the form."""


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
        """Have a step taken in the meeting that shows, or say why not."""
        why = self._why_closed(of_signed=True)
        if why or self.meeting is None:
            self.say(why)
        else:
            self.run_worker(self._taken(self.meeting, step))

    async def _taken(self, meeting: Meeting, step: Step) -> None:
        """One step after the other: keys may come faster than a disk. What the meeting does not allow is no fault."""
        async with self._one_by_one:
            newest = next((each for each in self.meetings if each.id == meeting.id), meeting)
            try:
                step(newest)
            except GiaoBanError as error:
                self.say(texts.tell(error))
                return
            if refusal := await self.taken(newest, step):
                self.notify(refusal, severity="error", markup=False)

    async def taken(self, meeting: Meeting, step: Step) -> str:
        """Have a step taken in a meeting as it was seen; why it was refused, "" once it is on disk."""
        wanted = StepWanted(meeting, step)
        self.post_message(wanted)
        return await asyncio.shield(wanted.answer)

    def open_form(self, form: Sequence[str]) -> None:
        """Open a form of this meeting, or say why not: what could not be saved is refused first."""
        if why := self._opened(form):
            self.say(why)

    def _opened(self, form: Sequence[str], typed: Typed = NOTHING_TYPED) -> str:
        """Open a form with what was `typed` into it before; why it was refused, "" where it is open."""
        meeting, board = self.meeting, self.board
        why = self._why_closed(of_signed=form[0] in OF_SIGNED)
        sheet = Sheets(meeting, self.meetings, board).of(form) if meeting and board else None
        if why or meeting is None or sheet is None:
            return why or _(GONE)

        async def submit(typed: Typed) -> str:
            try:
                wanted = sheet.step(typed)
            except GiaoBanError as error:
                return texts.tell(error)
            # In the meeting as it was when the form came up: what others change meanwhile is a conflict.
            return await self.taken(meeting, wanted)

        title, lines = words.wording(sheet.title, public=self.projector), sheet.lines
        place = (PLACE, meeting.id, self.item.key if self.item else "", *form)
        self.app.push_screen(
            Form(title, [*map(in_public, lines)] if self.projector else lines, submit, place=place, typed=typed)
        )
        return ""

    def reopen(self, item: str, form: Sequence[str], typed: Typed) -> bool:
        """Open a form as it was left when a line dropped, the cursor where it was; answers whether it is open."""
        self.point_at(item)
        if why := self._opened(form, typed):
            self.notify(why, severity="error", markup=False)
        return not why

    def point_at(self, item: str) -> None:
        """Have the cursor on that item of the agenda, if there is one."""
        raise NotImplementedError

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
            self.say(why)
            return
        acts = ACTS[matter.ref.key.partition("-")[0]]
        choices = [Choice(act, _(words.ACT_WORDS[act])) for act in acts]
        title = words.wording(matter.said.text, public=self.projector)
        self.app.push_screen(Picker(title, choices), lambda chosen: self._act(matter, chosen))

    def _act(self, matter: Matter, chosen: str | None) -> None:
        if chosen is None:
            return
        act = Act(chosen)
        if act is Act.EXTENDED:
            self.take(lambda meeting: extend(meeting, matter))
        else:
            self.open_form(("act", str(matter.ref), act))

    def action_words(self) -> None:
        """What was said about the item; its particulars, at the opening; the matter under the cursor."""
        if (matter := self.pointed_at) is not None:
            self._revise(matter)
        elif (item := self.item) is None:
            self.say(_(NO_MEETING))
        else:
            self.open_form(("particulars",) if item.part is Part.OPENING else ("note", item.key))

    def _revise(self, matter: Matter) -> None:
        if self.meeting is None or matter.ref.meeting != self.meeting.id:
            self.say(_(NOT_OURS))
        elif isinstance(said := matter.said, Conclusion):
            self.open_form(conclusion(said))
        else:
            self.open_form(difficulty(said))

    async def action_difficulty(self) -> None:
        """Note a difficulty or proposal of what is under the cursor; where no meeting shows, in the open one."""
        if self.meeting is None:
            await self.run_action("app.difficulty")
        else:
            self.open_form(difficulty(Difficulty("", "", self.subject.group, self.subject.indicator)))

    def action_conclude(self) -> None:
        """Note a conclusion of what is under the cursor."""
        self.open_form(conclusion(Conclusion("", "", group=self.subject.group, indicator=self.subject.indicator)))
