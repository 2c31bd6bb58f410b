"""What was typed into a form when a line dropped outlives it: offered at the next start, in the same form."""

from textual import on, work

from tui.drafting import PATIENCE
from tui.resources import draft_file
from tui.screens.base import BoardScreen, Subject, Wanted
from tui.screens.picker import Choice, Picker
from tui.screens.steps import FormTyped
from tui.secretary import DIFFICULTY, Secretary
from tui.store.form_drafts import FormDraft, FormWindow
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
        self._form_window = FormWindow.beside(draft_file(self.session.folder))
        self._forms_to_offer: list[FormWindow] = []
        self._forms_left: list[FormWindow] = []
        """What was offered and left for later, or cannot be offered now."""

    def on_unmount(self) -> None:
        """Have the last letter on disk, and leave it all to the next start."""
        for window in (self._form_window, *self._forms_left, *self._forms_to_offer):
            window.end(PATIENCE)

    @on(FormTyped)
    def keep_form(self, event: FormTyped) -> None:
        """Keep what is not saved yet."""
        is_unsaved = bool(event.typed and event.place)
        year = self.board.year if self.board else 0
        self._form_window.keep(FormDraft(event.place, event.title, event.typed, year) if is_unsaved else None)

    def take_meetings(self, found: Meetings) -> None:
        """Hand them down; what was lost can be offered once they are known."""
        super().take_meetings(found)
        if not self._has_looked_for_forms and not self.read_only:
            self._has_looked_for_forms = True
            self._look_for_forms()

    @work(thread=True, group="drafts")
    def _look_for_forms(self) -> None:
        """Look for drafts off the event loop."""
        if found := FormWindow.lost(draft_file(self.session.folder)):
            self.call_from_thread(self._offer_forms, found)

    def _offer_forms(self, found: list[FormWindow]) -> None:
        """Offer to go on with each that this ward still has a place for, one by one."""
        for window in found:
            can_be_offered = window.draft is not None and self._has_form(window.draft)
            (self._forms_to_offer if can_be_offered else self._forms_left).append(window)
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
        if self._forms_to_offer and not isinstance(self.screen, BoardScreen):
            self.set_timer(BETWEEN_OFFERS, self._offer_next_form)
        elif self._forms_to_offer:
            window = self._forms_to_offer.pop(0)
            assert window.draft is not None
            self._offer_form(window, window.draft)

    def _offer_form(self, window: FormWindow, draft: FormDraft) -> None:
        title = _("Not saved when the app ended: {what}").format(what=draft.title)
        text = _("Go on typing “{text}”").format(text=" · ".join(filter(None, draft.typed.values())))
        shown = initialled if self.projector else str
        choices = [Choice("on", shown(text)), Choice("", _("Forget it"))]

        def answered(chosen: str | None) -> None:
            if chosen == "":
                window.keep(None)
            else:
                self._forms_left.append(window)
            if chosen:
                self._reopen(window, draft)
            self.set_timer(BETWEEN_OFFERS, self._offer_next_form)

        self.push_screen(Picker(shown(title), choices), answered)

    def _reopen(self, window: FormWindow, draft: FormDraft) -> None:
        """Open the form again where it was."""
        if draft.place[0] == DIFFICULTY:
            _kind, group, indicator = draft.place
            said = Difficulty("", "", group or None, indicator or None)
            self._take_over(window, is_open=self.ask_difficulty(said, draft.typed))
            return
        from tui.screens.meeting_forms import MeetingForms  # a start need not wait for it

        screen = self.get_screen("meeting", MeetingForms)

        def reopen() -> None:
            self._take_over(window, is_open=screen.reopen(draft.place[2], draft.place[3:], draft.typed))

        self.post_message(Wanted("meeting", Subject(key=draft.place[1]), reopen))

    def _take_over(self, window: FormWindow, *, is_open: bool) -> None:
        """From now on it is this window's; one that cannot be opened waits for another start."""
        if is_open:
            self._forms_left.remove(window)
            self._form_window = window
