"""What was typed into a form when a line dropped outlives it: offered at the next start, in the same form."""

from textual import on, work

from tui.offers import Offers
from tui.resources import draft_file
from tui.screens.base import BoardScreen, Subject, Wanted
from tui.screens.steps import FormTyped
from tui.secretary import DIFFICULTY, Secretary
from tui.store.drafts import Keeper
from tui.store.form_drafts import FormDraft, FormWindow
from tui.store.meetings import Meetings
from tui.ward.meeting import Difficulty

BETWEEN_OFFERS = 0.5
"""Seconds between looks whether the next draft can be offered: one dialogue after the other."""


class Resuming(Secretary):
    """An app that keeps what is typed into forms."""

    _has_looked_for_forms = False

    def on_mount(self) -> None:
        """Keep the forms of this window."""
        self._forms = Offers(FormWindow.beside(draft_file(self.session.folder)))

    def on_unmount(self) -> None:
        """Leave it all to the next start."""
        self._forms.end()

    @on(FormTyped)
    def keep_form(self, event: FormTyped) -> None:
        """Keep what is not saved yet."""
        is_unsaved = bool(event.typed and event.place)
        year = self.board.year if self.board else 0
        self._forms.own.keep(FormDraft(event.place, event.title, event.typed, year) if is_unsaved else None)

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
            (self._forms.waiting if can_be_offered else self._forms.left).append(window)
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
        if self._forms.waiting and not isinstance(self.screen, BoardScreen):
            self.set_timer(BETWEEN_OFFERS, self._offer_next_form)
        elif self._forms.waiting:
            window = self._forms.waiting.pop(0)
            assert window.draft is not None
            self._offer_form(window, window.draft)

    def _offer_form(self, window: Keeper[FormDraft], draft: FormDraft) -> None:
        def done(goes_on: bool) -> None:
            if goes_on:
                self._reopen(window, draft)
            self.set_timer(BETWEEN_OFFERS, self._offer_next_form)

        self._forms.offer(self, window, draft.title, " · ".join(filter(None, draft.typed.values())), done)

    def _reopen(self, window: Keeper[FormDraft], draft: FormDraft) -> None:
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

    def _take_over(self, window: Keeper[FormDraft], *, is_open: bool) -> None:
        """Where its form is open, it is this window's; one that cannot be opened waits for another start."""
        if is_open:
            self._forms.take_over(window)
