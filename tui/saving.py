"""The one place where changes are saved: what screens ask for goes to disk off the event loop, then to every screen."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TypeVar

from textual import on, work

from tui import change_words, phrases, texts
from tui.drafting import Drafting
from tui.errors import N_, GiaoBanError
from tui.screens.base import READ_ONLY, BoardScreen
from tui.screens.cells import GridCells
from tui.screens.clashes import ClashScreen
from tui.screens.editor import Answer, Editor, SaveWanted
from tui.screens.spread import SpreadScreen
from tui.store import decisions, edits
from tui.store.edits import Conflict, NothingLeft, Saved
from tui.texts import _
from tui.unforeseen import in_thread
from tui.ward.allocate import Basis, plan
from tui.ward.board import Board, Figure, Key
from tui.ward.decisions import Contested, Decision

PATIENCE = 5.0
"""Seconds that a folder may take to say whether it can be written to."""

MOST_FAILURES = 3
"""Errors of the disk in a row after which nothing more is entrusted to it."""

ON_THE_PROJECTOR = N_("Nothing is edited on the projector until Ctrl+K unlocks it")
NO_ANSWER = N_("The folder does not answer")
FAULTY = N_("The disk has failed {count} times in a row: nothing is edited until the app is started anew")
ENDED = N_("The app ended before it was known to be saved")
GONE = N_("The ward no longer has this: its files were changed meanwhile")
NOTHING_HERE = N_("There is nothing to edit here: F2 works on targets and on points")
NOTHING_TO_SPREAD = N_("There is no target to spread here: go to an indicator first")

Step = Callable[..., Saved]
T = TypeVar("T")


@contextmanager
def answering(answer: asyncio.Future[T], otherwise: T) -> Iterator[None]:
    """Answer `otherwise` where the block ends without an answer: the app cannot end while somebody waits for one."""
    try:
        yield
    finally:
        answered(answer, otherwise)


def answered(answer: asyncio.Future[T], found: T) -> None:
    """Answer, unless that has been done or nobody waits any longer."""
    if not answer.done():
        answer.set_result(found)


class Saving(Drafting):
    """An app that edits."""

    _writable: Path | None = None
    """The folder that has been found writable."""

    _failures = 0
    """Saves in a row that the disk failed."""

    @property
    def year_folder(self) -> Path:
        """The folder of the year that shows."""
        assert self.board is not None
        return self.session.folder / str(self.board.year)

    def watch_projector(self) -> None:
        """On the projector everything is locked at first; off it, drafts that waited for that are offered."""
        self.unlocked = False
        if not self.projector:
            self.call_later(self.offer_next)

    def watch_unlocked(self) -> None:
        """Drafts that waited for that are offered."""
        if self.unlocked:
            self.call_later(self.offer_next)

    def action_unlock(self) -> None:
        """Allow or forbid editing while on the projector."""
        self.unlocked = self.projector and not self.read_only and not self.unlocked

    async def action_edit(self) -> None:
        """Open the editor in the cell under the cursor, or say why not before anybody types."""
        screen = self.screen
        if not isinstance(screen, GridCells):
            return
        if why := await self.why_locked():
            self._refuse(why)
            self.astray.expect(monotonic())
        elif (editing := screen.editing()) is None:
            self.answer(_(NOTHING_HERE))
        else:
            self.push_screen(Editor(screen, self.draft_of(editing.subject)), self.offer_next)

    def _refuse(self, why: str) -> None:
        """Say why nothing can be edited now; that the app was started so, or is on the projector, is no fault."""
        if self.read_only or self.is_locked:
            self.answer(why)
        else:
            self.tell(why, bad=True)

    async def why_locked(self) -> str:
        """Why nothing can be edited now, in a sentence; "" where it can."""
        if self.is_locked and not self.read_only:
            return _(ON_THE_PROJECTOR)
        if why := self.why_closed():
            return why
        if self._writable != self.year_folder:
            try:
                await asyncio.wait_for(in_thread(edits.writable, self.year_folder), PATIENCE)
            except GiaoBanError as error:
                return texts.tell(error)
            except TimeoutError:
                return _(NO_ANSWER)
        self._writable = self.year_folder
        return ""

    def why_closed(self) -> str:
        """Why this app saves nothing at all, in a sentence; "" where it does."""
        if self.read_only:
            return _(READ_ONLY)
        return _(FAULTY).format(count=MOST_FAILURES) if self._failures >= MOST_FAILURES else ""

    @on(SaveWanted)
    @work(group="save")
    async def save_wanted(self, event: SaveWanted) -> None:
        """Save a decision, and answer; where the app ends meanwhile, that nobody knows what became of it."""
        with answering(event.answer, Answer(_(ENDED))):
            answered(event.answer, await self._saved(event.decision, event.over))

    async def _saved(self, decision: Decision, over: Sequence[Contested]) -> Answer:
        """Put a decision on disk, then on every screen, and only then say that it is saved."""
        assert self.board is not None
        if not decision.fits(self.board):
            return Answer(_(GONE))
        save = partial(decisions.save, self.year_folder, self.board, decision)
        try:
            saved = await self.put_on_disk(partial(self._over, over, save))
        except Conflict as conflict:
            clashes = self._contested(conflict)
            words = phrases.changed_since(len(clashes)) if len(clashes) > 1 else phrases.contested(clashes[0])
            return Answer(words, clashes)
        except GiaoBanError as error:
            return Answer(self.refusal(error))
        self.remark(saved)
        is_shown = decision.fits(self.board)
        if is_shown:
            self.session, self.board = self.session.reopened(), decision.on(self.board)
        if self._asked is not None or not is_shown:
            # What is being read now may be from before the save.
            self.reload()
        return Answer()

    async def action_allocate(self) -> None:
        """Show how the ward's target under the cursor would be spread over its groups."""
        board, indicator = self.board, self.screen.subject.indicator if isinstance(self.screen, BoardScreen) else None
        if board is None:
            return
        if indicator is None:
            self.answer(_(NOTHING_TO_SPREAD))
            return
        if why := await self.why_locked():
            self._refuse(why)
            return
        try:
            plan(board, board.indicator(indicator), Basis.EVENLY)
            last_year = await in_thread(self._last_year, board)
        except GiaoBanError as error:
            self.tell(texts.tell(error), bad=True)
            return
        self.push_screen(SpreadScreen(board, board.indicator(indicator), self.language, last_year))

    def _last_year(self, board: Board) -> Mapping[Key, Figure]:
        """Last year's figures, in full: the board's own end at the same day."""
        if board.year - 1 not in board.years:
            return {}
        return self.session.board(date(board.year, 12, 31)).last_year

    def action_undo(self) -> None:
        """Take back this user's newest change."""
        self._step(edits.undo, _("Taken back"))

    def action_redo(self) -> None:
        """Make again what was taken back last."""
        self._step(edits.redo, _("Made again"))

    def refusal(self, error: GiaoBanError) -> str:
        """Why a save was refused; whether anything can be saved is asked anew then."""
        self._writable = None
        self._failures = self._failures + 1 if edits.is_of_disk(error) else 0
        return texts.tell(error)

    def remark(self, saved: Saved) -> None:
        """Tell what a save did besides what it was asked for."""
        self._failures = 0
        if self.board is not None:
            for words in change_words.remarks(self.board, saved):
                self.tell(words, stays=True)

    async def put_on_disk(self, save: Callable[[], Saved]) -> Saved:
        """Have something saved off the event loop; raises as `save` does."""
        return await in_thread(save)

    @work(group="save")
    async def _step(self, step: Step, word: str, over: Sequence[Contested] = ()) -> None:
        if self.board is None:
            return
        if why := await self.why_locked():
            self._refuse(why)
            return
        try:
            saved = await self.put_on_disk(partial(self._over, over, partial(step, self.year_folder)))
        except Conflict as conflict:
            self._ask(self._contested(conflict), step, word)
        except NothingLeft as nothing:
            self.answer(texts.tell(nothing))
        except GiaoBanError as error:
            self.tell(self.refusal(error), bad=True)
        else:
            self.remark(saved)
            self.reload()
            changes = [(entry.path, entry.old, entry.new) for entry in saved.entries]
            self.tell(f"{word}: {change_words.several(self.board, changes)}")

    def _ask(self, clashes: tuple[Contested, ...], step: Step, word: str) -> None:
        """Somebody has since changed what was to be taken back: whose is it to be?"""

        def answer(is_mine: bool | None) -> None:
            if is_mine:
                self._step(step, word, clashes)

        self.push_screen(ClashScreen(clashes), answer)

    def _over(self, seen: Sequence[Contested], save: Callable[..., Saved]) -> Saved:
        """Save over what others have made of a value where that has been seen, and over nothing that is newer."""
        try:
            return save()
        except Conflict as conflict:
            if not set(self._contested(conflict)) <= set(seen):
                raise
            theirs = {clash.path: clash.theirs for clash in conflict.clashes}
        return save(force=theirs)

    def _contested(self, conflict: Conflict) -> tuple[Contested, ...]:
        """What others have made of the values that were to be saved."""
        assert self.board is not None
        return tuple(change_words.contested(self.board, clash) for clash in conflict.clashes)
