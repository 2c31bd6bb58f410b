"""What is typed and not saved outlives a dropped line: kept at every letter, offered again at the next start."""

from collections.abc import Awaitable

from textual import on, work

from tui import change_words
from tui.boards import Boards
from tui.offers import Offers
from tui.resources import draft_file
from tui.screens.base import Subject, Wanted, screen_of
from tui.screens.editor import Typed
from tui.store import drafts
from tui.store.drafts import Draft, Keeper, Window
from tui.ward.names import clean


class Drafting(Boards):
    """An app that keeps drafts."""

    def on_mount(self) -> None:
        """Look for drafts once the first picture shows."""
        self._cells = Offers(Window.beside(draft_file(self.session.folder)))
        if not self.read_only:
            self.call_after_refresh(self.look_for_drafts)

    def on_unmount(self) -> None:
        """Leave it all to the next start."""
        self._cells.end()

    def action_edit(self) -> Awaitable[None]:
        """Edit what is under the cursor."""
        raise NotImplementedError

    @on(Typed)
    def keep_draft(self, event: Typed) -> None:
        """Keep what is not saved yet: a line may drop at any time."""
        subject, year = event.subject, self.board.year if self.board else 0
        text = clean(event.text)
        self._cells.own.keep(Draft(subject.group, subject.indicator, subject.key, text, year) if text else None)

    def draft_of(self, subject: Subject) -> str | None:
        """What was typed there before the line dropped; from now on it is this window's."""
        for window in self._cells.left:
            if window.draft and _subject(window.draft) == subject and self._is_known(window.draft):
                self._cells.take_over(window)
                return window.draft.text
        return None

    @work(thread=True, group="drafts")
    def look_for_drafts(self) -> None:
        """Look for what was typed and not saved when the app ended last, in one window or several."""
        if found := drafts.lost(draft_file(self.session.folder)):
            self.call_from_thread(self._offer_all, found)

    def _offer_all(self, found: list[Window]) -> None:
        self._cells.waiting = [*found]
        self.offer_next()

    def offer_next(self, _ended: None = None) -> None:
        """Offer to go on with the next of the drafts; not on a locked projector, where nobody could."""
        while self._cells.waiting and not self.is_locked:
            window = self._cells.waiting.pop(0)
            if window.draft is not None and self._is_known(window.draft):
                self._offer(window, window.draft)
                return
            self._cells.left.append(window)

    def _offer(self, window: Keeper[Draft], draft: Draft) -> None:
        def done(goes_on: bool) -> None:
            if goes_on:
                self._go_on_with(draft)
            else:
                self.offer_next()

        self._cells.offer(self, window, self._words(draft), draft.text, done)

    def _go_on_with(self, draft: Draft) -> None:
        """Edit where it was typed; what else there is to offer waits until that is done."""
        assert self.board is not None
        screen = screen_of(self.board.indicator(draft.indicator)) if draft.indicator else "evaluation"
        self.post_message(Wanted(screen, _subject(draft), self.action_edit))

    def _is_known(self, draft: Draft) -> bool:
        """Whether the board is of the draft's year and still has what it is for."""
        if self.board is None or self.board.year != draft.year:
            return False
        if draft.indicator is None:
            return any(model.code == draft.key.split("\t")[0] for model in self.board.models)
        return (draft.group, draft.indicator) in self.board.figures

    def _words(self, draft: Draft) -> str:
        assert self.board is not None
        if draft.indicator is None:
            return change_words.place(self.board, ("model", *draft.key.split("\t")))
        where = ("ward",) if draft.group is None else ("group", draft.group)
        return change_words.place(self.board, (*where, draft.indicator))


def _subject(draft: Draft) -> Subject:
    return Subject(draft.group, draft.indicator, draft.key)
