"""Everything else that can be done with a meeting, by its name (Ctrl+O): begin, close, sign, papers, supplement."""

import asyncio
from collections.abc import Callable
from functools import partial

from tui import texts
from tui.errors import N_, GiaoBanError
from tui.screens import clock
from tui.screens import meeting_words as words
from tui.screens.base import READ_ONLY, Subject
from tui.screens.form import Field, Form
from tui.screens.meeting_forms import MeetingForms
from tui.screens.meeting_sheets import Typed, conclusion, corrected
from tui.screens.picker import Choice, Picker, matching
from tui.screens.steps import ClosingWanted, MeetingWanted, PaperWanted, Step
from tui.texts import _
from tui.ward import proceedings
from tui.ward.board import Board
from tui.ward.briefing import prepared
from tui.ward.judgement import judged
from tui.ward.meeting import Meeting, Part
from tui.ward.numbers import format_date, parse_date

POINT_FIRST = N_("Point at a difficulty or conclusion of this meeting first (Tab)")

GO_ON_WITH = N_("Choose what to go on with, or type to search")

GO_ON, CLOSE = "", "*"
"""Answers that are no key of an item or conclusion."""

Doing = tuple[str, Callable[[], object]]
"""What something is called (msgid), and what does it."""


class MeetingMenu(MeetingForms):
    """A screen that shows a meeting, and its menu."""

    def action_menu(self) -> None:
        """Everything that can be done now, by its name."""
        doings = [*(self._doings(self.meeting) if self.meeting else ()), (N_("A new meeting"), self._begin)]
        choices = [Choice(str(place), _(name)) for place, (name, _do) in enumerate(doings)]

        def done(chosen: str | None) -> None:
            if chosen is not None:
                doings[int(chosen)][1]()

        self.app.push_screen(Picker(_("Meeting"), choices), done)

    def _doings(self, meeting: Meeting) -> list[Doing]:
        """What can be done with this meeting, the likeliest first."""
        minutes: Doing = (N_("Write the minutes into a file"), partial(self._want_paper, meeting, "minutes"))
        if meeting.signed:
            numbered = (N_("Number and day of the notice of conclusions"), partial(self.open_form, ("number",)))
            return [
                minutes,
                *([] if meeting.notice else [numbered]),
                (N_("Write the notice of conclusions into a file"), partial(self._want_paper, meeting, "notice")),
                (N_("Add a supplement to the signed minutes"), partial(self._ask_supplement, meeting)),
            ]
        edits: list[Doing] = [
            (N_("Kind, place, chair, secretary, attendance"), partial(self.open_form, ("particulars",))),
            (N_("Add to the agenda"), partial(self._ask_item, meeting)),
            (N_("Take back the difficulty or conclusion under the cursor"), self._withdraw),
        ]
        if meeting.running:
            return [(N_("Close the meeting"), partial(self._close, meeting)), *edits, minutes]
        if meeting.ended:
            again = (N_("Take the meeting up again"), self._start)
            return [(N_("Sign the minutes"), partial(self.open_form, ("sign",))), minutes, *edits, again]
        return [(N_("Start the meeting"), self._start), *edits]

    def _start(self) -> None:
        self.take(lambda meeting: proceedings.start(meeting, clock.now()))

    def turn(self, step: Step) -> None:
        """Turn to another item, and have the cursor there."""
        raise NotImplementedError

    def _close(self, meeting: Meeting) -> None:
        """Close the meeting; what is still open is told first, and one Enter too many closes nothing."""
        board = self.board
        still = self._still_open(meeting, board) if board and not self.read_only else []
        if not still:
            self.post_message(ClosingWanted(meeting))
            return

        def chosen(key: str | None) -> None:
            if key == CLOSE:
                self.post_message(ClosingWanted(meeting))
            elif said := next((each for each in meeting.conclusions if each.key == key), None):
                self.open_form(conclusion(said))
            elif key not in (None, GO_ON):
                self.turn(lambda seen: proceedings.go_to(seen, key, clock.now()))

        title = _("Close the meeting? Still open: {count}").format(count=len(still))
        choices = [Choice(GO_ON, _("Back to the meeting")), Choice(CLOSE, _("Close it all the same")), *still]
        self.app.push_screen(Picker(title, choices, prompt=GO_ON_WITH), chosen)

    def _still_open(self, meeting: Meeting, board: Board) -> list[Choice]:
        """Items that have not had their turn, conclusions that are not complete."""
        items = ((each.key, words.item_title(each, board), _("not taken yet")) for each in proceedings.waiting(meeting))
        tasks = ((each.key, each.text, _("without owner or deadline")) for each in proceedings.incomplete(meeting))
        return [Choice(key, words.wording(text, public=self.projector), why) for key, text, why in (*items, *tasks)]

    def _want_paper(self, meeting: Meeting, which: str) -> None:
        self.post_message(PaperWanted(meeting, which))

    def _begin(self) -> None:
        """A meeting of today; of a ward of another year, of its figures' day."""
        board = self.board
        if board is None or self.read_only:
            self.say(_(READ_ONLY))
            return
        today = clock.now().date()
        day = today if today.year == board.year else board.as_of

        async def submit(typed: Typed) -> str:
            return await self._begun(board, typed["day"])

        lines = [Field("day", _("Day"), format_date(day, self.language))]
        self.app.push_screen(Form(_("A new meeting"), lines, submit))

    async def _begun(self, board: Board, day: str) -> str:
        """Have a meeting begun and show it; why it was refused, "" where it was not."""
        try:
            meeting = prepared(board, parse_date(day, board.year), self.meetings, judged(board).items)
        except GiaoBanError as error:
            return texts.tell(error)
        wanted = MeetingWanted(meeting)
        self.post_message(wanted)
        refusal = await asyncio.shield(wanted.answer)
        if not refusal:
            self.turn_to(Subject(key=meeting.id))
        return refusal

    def _ask_item(self, meeting: Meeting) -> None:
        """What is not on the agenda yet: an indicator, a group, or whatever is typed."""
        board = self.board
        if board is None:
            return
        known = [
            *(proceedings.item(Part.RESULTS, indicator=each.key) for each in board.indicators),
            *(proceedings.item(Part.GROUP, group=each.code) for each in board.groups),
        ]
        taken = {each.key for each in meeting.items}
        offered = {item.key: item for item in known if item.key not in taken}
        choices = [Choice(key, words.item_title(item, board)) for key, item in offered.items()]

        def search(query: str) -> list[Choice]:
            own = [Choice(query, _("Other matters: “{text}”").format(text=query))] if query else []
            return [*matching(choices)(query), *own]

        def add(chosen: str | None) -> None:
            if chosen is not None:
                other = proceedings.item(Part.OTHER, title=chosen)
                self.take(lambda seen: proceedings.add_item(seen, offered.get(chosen, other)))

        self.app.push_screen(Picker(_("Add to the agenda"), search), add)

    def _withdraw(self) -> None:
        """Take back the matter that the cursor is on."""
        matter = self.pointed_at
        if matter is None or self.meeting is None or matter.ref.meeting != self.meeting.id:
            self.say(_(POINT_FIRST))
        else:
            self.take(lambda meeting: proceedings.withdraw(meeting, matter.ref.key))

    def _ask_supplement(self, meeting: Meeting) -> None:
        """Ask what it corrects, then what that should say."""
        assert self.board is not None
        entries = corrected(meeting, self.board)
        choices = [Choice(key, words.wording(text, public=self.projector)) for key, text in entries.items()]

        def chosen(corrects: str | None) -> None:
            if corrects is not None:
                self.open_form(("supplement", corrects))

        start = self.pointed_at.ref.key if self.pointed_at else None
        self.app.push_screen(Picker(_("What does the supplement correct?"), choices, start=start), chosen)
