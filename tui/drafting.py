"""What is typed and not saved outlives a dropped line: kept at every letter, offered again at the next start."""

from collections.abc import Awaitable
from pathlib import Path

from textual import on

from tui import change_words
from tui.boards import Boards
from tui.resources import draft_file
from tui.screens.base import Subject, Wanted, screen_of
from tui.screens.editor import Typed
from tui.screens.picker import Choice, Picker, matching
from tui.store import drafts
from tui.store.drafts import Draft
from tui.texts import _
from tui.ward.names import clean


class Drafting(Boards):
    """An app that keeps drafts."""

    def on_mount(self) -> None:
        """Look for a draft once the first picture shows."""
        self.call_after_refresh(self.offer_draft)

    def action_edit(self) -> Awaitable[None]:
        """Edit what is under the cursor."""
        raise NotImplementedError

    @on(Typed)
    def keep_draft(self, event: Typed) -> None:
        """Keep what is not saved yet: a line may drop at any time."""
        subject, year = event.subject, self.board.year if self.board else 0
        if text := clean(event.text):
            drafts.keep(self._draft_file, Draft(subject.group, subject.indicator, subject.key, text, year))
        else:
            drafts.drop(self._draft_file)

    def draft_of(self, subject: Subject) -> str | None:
        """What was typed there before the line dropped."""
        draft = drafts.kept(self._draft_file)
        is_here = draft and self._is_known(draft) and _subject(draft) == subject
        return draft.text if draft and is_here else None

    def offer_draft(self) -> None:
        """Offer to go on with what was typed and not saved when the app ended last."""
        draft = drafts.kept(self._draft_file)
        if draft is None or self.board is None or self.read_only or not self._is_known(draft):
            return
        choices = [Choice("on", _("Go on typing “{text}”").format(text=draft.text)), Choice("", _("Forget it"))]
        title = _("Not saved when the app ended: {what}").format(what=self._words(draft))
        self.push_screen(Picker(title, matching(choices)), lambda chosen: self._answer(draft, chosen))

    def _answer(self, draft: Draft, chosen: str | None) -> None:
        if chosen is None:
            return
        if not chosen or self.board is None:
            drafts.drop(self._draft_file)
            return
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

    @property
    def _draft_file(self) -> Path:
        return draft_file(self.session.folder)


def _subject(draft: Draft) -> Subject:
    return Subject(draft.group, draft.indicator, draft.key)
