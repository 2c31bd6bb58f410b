"""What was typed into a form when a line dropped outlives it: offered at the next start, in the same form."""

from pathlib import Path

from textual import on, work

from tui.resources import draft_file
from tui.screens.base import BoardScreen, Subject, Wanted
from tui.screens.form import Form
from tui.screens.picker import Choice, Picker, matching
from tui.secretary import DIFFICULTY, Secretary
from tui.store.form_drafts import FormDraft, Window, discard, lost
from tui.store.meetings import Meetings
from tui.texts import _
from tui.ward.meeting import Difficulty
from tui.ward.persons import initialled

BETWEEN_OFFERS = 0.5
"""Seconds between looks whether the next draft can be offered: one dialogue after the other."""


class Resuming(Secretary):
    """An app that keeps what is typed into forms."""

    _has_looked_for_forms = False

    def on_mount(self) -> None:
        """Keep the forms of this window."""
        self._form_window = Window(draft_file(self.session.folder))
        self._lost_forms: list[tuple[Path, FormDraft]] = []

    @on(Form.Typed)
    def keep_form(self, event: Form.Typed) -> None:
        """Keep what is not saved yet."""
        if event.typed and event.place and self.board is not None:
            self._form_window.keep(FormDraft(event.place, event.title, event.typed, self.board.year))
        else:
            self._form_window.drop()

    def take_meetings(self, found: Meetings) -> None:
        """Hand them down; what was lost can be offered once they are known."""
        super().take_meetings(found)
        if not self._has_looked_for_forms and not self.read_only:
            self._has_looked_for_forms = True
            self._look_for_forms()

    @work(thread=True, group="lost")
    def _look_for_forms(self) -> None:
        """Look for drafts off the event loop."""
        if found := lost(draft_file(self.session.folder)):
            self.call_from_thread(self.offer_forms, found)

    def offer_forms(self, found: list[tuple[Path, FormDraft]]) -> None:
        """Offer to go on with each that this ward still has a place for, one by one."""
        self._lost_forms = [(file, draft) for file, draft in found if self._has_form(draft)]
        self._offer_next_form()

    def _has_form(self, draft: FormDraft) -> bool:
        match [*draft.place]:
            case ["meeting", meeting, _item, _form, *_about]:
                return any(each.id == meeting for each in self.meetings)
            case [kind, group, indicator] if kind == DIFFICULTY and self.board is not None:
                codes, keys = {each.code for each in self.board.groups}, {each.key for each in self.board.indicators}
                return draft.year == self.board.year and {group} <= codes | {""} and {indicator} <= keys | {""}
        return False

    def _offer_next_form(self) -> None:
        """Offer the next once no other dialogue is up."""
        if not self._lost_forms:
            return
        if not isinstance(self.screen, BoardScreen):
            self.set_timer(BETWEEN_OFFERS, self._offer_next_form)
            return
        file, draft = self._lost_forms.pop(0)
        title = _("Not saved when the app ended: {what}").format(what=draft.title)
        text = _("Go on typing “{text}”").format(text=" · ".join(filter(None, draft.typed.values())))
        shown = initialled if self.projector else str
        choices = [Choice("on", shown(text)), Choice("", _("Forget it"))]

        def answered(chosen: str | None) -> None:
            if chosen:
                self._resume_form(file, draft)
            elif chosen is not None:
                discard(file)
            self.set_timer(BETWEEN_OFFERS, self._offer_next_form)

        self.push_screen(Picker(shown(title), matching(choices)), answered)

    def _resume_form(self, file: Path, draft: FormDraft) -> None:
        """Open the form again where it was; from then on it is this window's."""
        if draft.place[0] == DIFFICULTY:
            _kind, group, indicator = draft.place
            is_open = self.ask_difficulty(Difficulty("", "", group or None, indicator or None), draft.typed)
            self._take_form_over(file, draft, is_open=is_open)
            return
        from tui.screens.meeting_forms import MeetingForms  # a start need not wait for it

        screen = self.get_screen("meeting", MeetingForms)

        def reopen() -> None:
            self._take_form_over(file, draft, is_open=screen.reopen(draft.place[2], draft.place[3:], draft.typed))

        self.post_message(Wanted("meeting", Subject(key=draft.place[1]), reopen))

    def _take_form_over(self, file: Path, draft: FormDraft, *, is_open: bool) -> None:
        if is_open:
            self._form_window.keep(draft)
            discard(file)
