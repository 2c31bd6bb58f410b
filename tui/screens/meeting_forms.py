"""What is asked for in a meeting: what was said, conclusions, particulars, signatures; each step is saved at once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from textual import on

from tui import texts
from tui.errors import N_, GiaoBanError, NumberRefused
from tui.screens import meeting_words as words
from tui.screens.base import BoardScreen, Subject
from tui.screens.form import Field, Form
from tui.screens.picker import Choice, Picker, matching
from tui.screens.steps import ClosingWanted, MeetingWanted, PaperWanted, Step, StepWanted
from tui.texts import _
from tui.ward import proceedings
from tui.ward.briefing import proposed
from tui.ward.judgement import judged
from tui.ward.matters import Matter, extend, matters
from tui.ward.meeting import KIND_WORDS, Act, Conclusion, Difficulty, Item, Kind, Meeting, Part, Ref
from tui.ward.numbers import format_date, parse_amount, parse_date
from tui.widgets.grid import FigureGrid

NO_TASK = "-"
"""What is typed as the owner of a conclusion of which no task follows."""

ACT_WORDS = {
    Act.ANSWERED: N_("Answered"),
    Act.FOLLOWED_UP: N_("To be followed up"),
    Act.RESOLVED: N_("Resolved"),
    Act.DONE: N_("Done"),
    Act.ASKED: N_("More time is asked for"),
    Act.EXTENDED: N_("More time is granted"),
}

DOINGS = {
    "start": N_("Start the meeting"),
    "particulars": N_("Kind, place, chair, secretary, attendance"),
    "add": N_("Add to the agenda"),
    "withdraw": N_("Take back the difficulty or conclusion under the cursor"),
    "close": N_("Close the meeting"),
    "sign": N_("Sign the minutes"),
    "minutes": N_("Write the minutes into a file"),
    "notice": N_("Write the notice of conclusions into a file"),
    "supplement": N_("Add a supplement to the signed minutes"),
}

NO_KIND = N_("“{text}” is no kind of meeting: write its number")
NO_MEETING = N_("No meeting yet: Ctrl+O begins one")
NOT_OURS = N_("This is an earlier meeting's: Enter notes what has become of it")


def local_now() -> datetime:
    """The time, with its zone."""
    return datetime.now().astimezone()


class MeetingForms(BoardScreen):
    """A screen that shows a meeting and can be asked to do something in it."""

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
        """The matter under the cursor."""
        wanted = str(self.listed.row_key or "")
        return next((matter for matter in matters(self.meetings) if str(matter.ref) == wanted), None)

    def take(self, step: Step) -> None:
        """Have a step taken in the meeting that shows; a refusal is told."""
        if self.meeting is not None:
            self.run_worker(self._taken(step))

    async def _taken(self, step: Step) -> None:
        if refusal := await self._answer(step):
            self.notify(refusal, severity="error", markup=False)

    async def _answer(self, step: Step) -> str:
        assert self.meeting is not None
        wanted = StepWanted(self.meeting, step)
        self.post_message(wanted)
        return await wanted.answer

    @on(FigureGrid.Opened, "#matters")
    def act_on_matter(self) -> None:
        """Ask what has become of the matter under the cursor."""
        matter = self.matter()
        if matter is None or self.meeting is None:
            return
        is_difficulty = isinstance(matter.said, Difficulty)
        acts = (Act.ANSWERED, Act.FOLLOWED_UP, Act.RESOLVED) if is_difficulty else (Act.DONE, Act.ASKED, Act.EXTENDED)
        choices = [Choice(act, _(ACT_WORDS[act])) for act in acts]
        self.app.push_screen(Picker(matter.said.text, matching(choices)), lambda chosen: self._act(matter, chosen))

    def _act(self, matter: Matter, chosen: str | None) -> None:
        if chosen is None:
            return
        act = Act(chosen)
        if act in (Act.RESOLVED, Act.DONE):
            self.take(lambda meeting: proceedings.act(meeting, matter.ref, act))
        elif act is Act.EXTENDED:
            self.take(lambda meeting: extend(meeting, matter))
        else:
            self._ask_about(matter.ref, act, matter.said.text)

    def _ask_about(self, ref: Ref, act: Act, title: str) -> None:
        """Ask for the sentence that goes with an act, and for the day of an extension."""
        fields = [Field("text", _("What was said"))]
        if act is Act.ASKED:
            fields.insert(0, Field("deadline", _("Until"), hint="30/11"))

        async def submit(typed: Mapping[str, str]) -> str:
            try:
                day = _day(typed.get("deadline", ""), self.today)
            except GiaoBanError as error:
                return texts.tell(error)
            return await self._answer(lambda meeting: proceedings.act(meeting, ref, act, typed["text"], day))

        self.app.push_screen(Form(f"{_(ACT_WORDS[act])}: {title}", fields, submit))

    def action_words(self) -> None:
        """What was said about the item; its particulars, at the opening; the matter under the cursor."""
        if self.meeting is None:
            self.say(_(NO_MEETING))
        elif self.listed.has_focus:
            self._revise(self.matter())
        elif (item := self.item) is not None:
            if item.part is Part.OPENING:
                self._ask_particulars(self.meeting)
            else:
                self._ask_note(item)

    def _revise(self, matter: Matter | None) -> None:
        if matter is None or self.meeting is None:
            return
        if matter.ref.meeting != self.meeting.id:
            self.say(_(NOT_OURS))
        elif isinstance(said := matter.said, Conclusion):
            self._ask_conclusion(said)
        else:
            self._ask_difficulty(said)

    def _ask_note(self, item: Item) -> None:
        async def submit(typed: Mapping[str, str]) -> str:
            return await self._answer(lambda meeting: proceedings.note(meeting, item.key, typed["text"]))

        assert self.board is not None
        title = words.item_title(item, self.board)
        self.app.push_screen(Form(title, [Field("text", _("What was said"), item.note)], submit))

    def _ask_difficulty(self, said: Difficulty) -> None:
        async def submit(typed: Mapping[str, str]) -> str:
            revised = replace(said, text=typed["text"])
            return await self._answer(lambda meeting: proceedings.revise(meeting, revised))

        self.app.push_screen(Form(_("Difficulty"), [Field("text", _("What"), said.text)], submit))

    def action_conclude(self) -> None:
        """Note a conclusion of what the item is about."""
        if self.meeting is None:
            self.say(_(NO_MEETING))
        else:
            self._ask_conclusion(Conclusion("", "", group=self.subject.group, indicator=self.subject.indicator))

    def _ask_conclusion(self, now: Conclusion) -> None:
        """What, who, until when; a new one without a key."""

        async def submit(typed: Mapping[str, str]) -> str:
            try:
                said = _conclusion(now, typed, self.today)
            except GiaoBanError as error:
                return texts.tell(error)
            return await self._answer(lambda meeting: _concluded(meeting, said))

        day = format_date(now.deadline, self.language) if now.deadline else ""
        fields = [
            Field("text", _("What"), now.text),
            Field("owner", _("Who"), now.owner if now.task else NO_TASK, _("- if no task follows")),
            Field("deadline", _("Until"), day, "30/11"),
        ]
        self.app.push_screen(Form(_("Conclusion"), fields, submit))

    def _ask_particulars(self, meeting: Meeting) -> None:
        """Kind, place, chair, secretary, who was there."""
        kinds = "  ".join(f"{number} {_(KIND_WORDS[kind])}" for number, kind in enumerate(Kind, 1))
        fields = [
            Field("kind", _("Kind"), str(list(Kind).index(meeting.kind) + 1), kinds),
            Field("place", _("Place"), meeting.place),
            Field("chair", _("Chair"), meeting.chair),
            Field("secretary", _("Secretary"), meeting.secretary),
            Field("present", _("Present"), words.attendance(meeting), "45/47"),
            Field("absent", _("Absent"), meeting.absent),
        ]

        async def submit(typed: Mapping[str, str]) -> str:
            try:
                particulars = _particulars(typed)
            except GiaoBanError as error:
                return texts.tell(error)
            return await self._answer(lambda meeting: proceedings.describe(meeting, **particulars))

        self.app.push_screen(Form(f"{words.meeting_title(meeting)}   {kinds}", fields, submit))

    def action_menu(self) -> None:
        """Everything that can be done with meetings, by its name."""
        choices = [Choice("begin", _("A new meeting"))]
        if (meeting := self.meeting) is not None:
            choices = [*self._for(meeting), *choices]
        self.app.push_screen(Picker(_("Meeting"), matching(choices)), self._do)

    def _for(self, meeting: Meeting) -> list[Choice]:
        """What can be done with this meeting now."""
        if meeting.signed:
            names = ["minutes", "notice", "supplement"]
        elif meeting.running:
            names = ["particulars", "add", "withdraw", "close", "minutes"]
        else:
            names = ["start", "particulars", "add", "withdraw", *(["sign", "minutes"] if meeting.ended else [])]
        return [Choice(name, _(DOINGS[name])) for name in names]

    def _do(self, name: str | None) -> None:
        meeting = self.meeting
        if name == "begin":
            self._begin()
        elif name is not None and meeting is not None:
            doings = {
                "start": lambda: self.take(lambda seen: proceedings.start(seen, local_now())),
                "particulars": lambda: self._ask_particulars(meeting),
                "add": lambda: self._ask_item(meeting),
                "withdraw": self._withdraw,
                "close": lambda: self.post_message(ClosingWanted(meeting)),
                "sign": lambda: self._ask_signer(meeting),
                "minutes": lambda: self.post_message(PaperWanted(meeting, "minutes")),
                "notice": lambda: self.post_message(PaperWanted(meeting, "notice")),
                "supplement": self._ask_supplement,
            }
            doings[name]()

    def _begin(self) -> None:
        """A meeting of today; of a ward of another year, of its figures' day."""
        board = self.board
        if board is None:
            return
        today = date.today()
        day = today if today.year == board.year else board.as_of

        async def submit(typed: Mapping[str, str]) -> str:
            try:
                chosen = parse_date(typed["day"], board.year)
            except GiaoBanError as error:
                return texts.tell(error)
            name = proceedings.new_id(chosen, {meeting.id for meeting in self.meetings})
            wanted = MeetingWanted(Meeting(name, chosen, items=proposed(board, judged(board).items)))
            self.post_message(wanted)
            refusal = await wanted.answer
            if not refusal:
                self.turn_to(Subject(key=name))
            return refusal

        fields = [Field("day", _("Day"), format_date(day, self.language))]
        self.app.push_screen(Form(_("A new meeting"), fields, submit))

    def _ask_item(self, meeting: Meeting) -> None:
        """What is not on the agenda yet: an indicator, a group, or whatever else."""
        board = self.board
        if board is None:
            return
        items = {each.key for each in meeting.items}
        results = [proceedings.item(Part.RESULTS, indicator=each.key) for each in board.indicators]
        groups = [proceedings.item(Part.GROUP, group=each.code) for each in board.groups]
        offered = {item.key: item for item in (*results, *groups) if item.key not in items}
        choices = [Choice(key, words.item_title(item, board)) for key, item in offered.items()]

        def search(query: str) -> list[Choice]:
            own = [Choice(f"={query}", _("Other matters: “{text}”").format(text=query))] if query else []
            return [*matching(choices)(query), *own]

        def add(chosen: str | None) -> None:
            if chosen is None:
                return
            other = proceedings.item(Part.OTHER, title=chosen[1:], key=f"other-{len(items)}")
            new = offered.get(chosen) or other
            self.take(lambda seen: proceedings.add_item(seen, new))

        self.app.push_screen(Picker(_("Add to the agenda"), search), add)

    def _withdraw(self) -> None:
        """Take back the matter under the cursor."""
        matter = self.matter()
        if matter is None or self.meeting is None or matter.ref.meeting != self.meeting.id:
            self.say(_("Point at a difficulty or conclusion of this meeting first (Tab)"))
        else:
            self.take(lambda meeting: proceedings.withdraw(meeting, matter.ref.key))

    def _ask_signer(self, meeting: Meeting) -> None:
        async def submit(typed: Mapping[str, str]) -> str:
            return await self._answer(lambda seen: proceedings.sign(seen, typed["signer"], local_now()))

        fields = [Field("signer", _("Who signs"), meeting.chair)]
        self.app.push_screen(Form(_("Sign the minutes: nothing in them can be changed afterwards"), fields, submit))

    def _ask_supplement(self) -> None:
        """What corrects signed minutes: of the matter under the cursor, else of the item."""
        matter, item = self.matter() if self.listed.has_focus else None, self.item
        corrects = matter.ref.key if matter else item.key if item else "date"

        async def submit(typed: Mapping[str, str]) -> str:
            return await self._answer(
                lambda meeting: proceedings.supplement(
                    meeting, typed["corrects"], typed["text"], typed["by"], local_now()
                )
            )

        fields = [
            Field("corrects", _("Corrects"), corrects, "k-1, d-2, present"),
            Field("text", _("It should say")),
            Field("by", _("Who adds it")),
        ]
        self.app.push_screen(Form(_("Supplement to the minutes"), fields, submit))


def _day(text: str, near: date) -> date | None:
    """The day that a text names; one without a year that has passed by then is next year's."""
    if not text:
        return None
    day = parse_date(text, near.year)
    has_year = text.count("/") > 1 or "-" in text
    return day if has_year or day >= near else parse_date(text, near.year + 1)


def _conclusion(now: Conclusion, typed: Mapping[str, str], near: date) -> Conclusion:
    """`now` as it was typed; raises NumberRefused for what is no day."""
    if typed["owner"] == NO_TASK:
        return replace(now, text=typed["text"], owner="", deadline=None, task=False)
    day = _day(typed["deadline"], near)
    return replace(now, text=typed["text"], owner=typed["owner"], deadline=day, task=True)


def _concluded(meeting: Meeting, said: Conclusion) -> Meeting:
    """The meeting with a conclusion that is new or revised."""
    if said.key:
        return proceedings.revise(meeting, said)
    return proceedings.conclude(
        meeting,
        said.text,
        said.owner,
        said.deadline,
        task=said.task,
        group=said.group,
        indicator=said.indicator,
    )


def _particulars(typed: Mapping[str, str]) -> dict[str, object]:
    """The particulars that were typed; raises NumberRefused for what is no count."""
    present, _slash, invited = typed["present"].partition("/")
    kinds = list(Kind)
    number = typed["kind"]
    if not number.isdecimal() or not 1 <= int(number) <= len(kinds):
        raise NumberRefused(NO_KIND, text=number)
    return {
        "kind": kinds[int(number) - 1],
        "present": _count(present),
        "invited": _count(invited),
        **{name: typed[name] for name in ("place", "chair", "secretary", "absent")},
    }


def _count(text: str) -> int | None:
    return parse_amount(text.strip()).value if text.strip() else None
