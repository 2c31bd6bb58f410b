"""Whoever keeps the minutes: every step of a meeting goes to disk as it is taken, then to all screens."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from textual import on, work
from textual.reactive import var

from tui import texts
from tui.errors import N_, GiaoBanError, Refused
from tui.saving import ENDED, answered, answering
from tui.screens import clock
from tui.screens.base import READ_ONLY, BoardScreen, Subject
from tui.screens.steps import NOTHING_TYPED, ClosingWanted, MeetingWanted, PaperWanted, Step, StepBackWanted, StepWanted
from tui.store import meetings as files
from tui.store.edits import Conflict, NothingLeft, Saved
from tui.store.meetings import Meetings
from tui.texts import _
from tui.together import FilesChanged, Together
from tui.unforeseen import in_thread
from tui.ward import proceedings
from tui.ward.board import Board
from tui.ward.briefing import figures_shown, prepared
from tui.ward.judgement import judged
from tui.ward.meeting import Difficulty, Meeting, open_meeting
from tui.ward.persons import initialled

PAPERS = {"minutes": "bien-ban", "notice": "thong-bao"}
"""What the files of papers are called: minutes (biên bản), notice of conclusions (thông báo kết luận)."""

DIFFICULTY = "difficulty"
"""What the place of the form begins with that asks for one wherever the cursor is; then come group and indicator."""

CHANGED_MEANWHILE = N_("{who} has just changed the same: look at it, and do it again if need be")
CHANGED_BY_HAND = N_("The file of the meeting has just been changed: look at it, and do it again if need be")
OTHER_YEAR = N_("These minutes need the figures of {year}: turn to that year first (Ctrl+P)")


class Secretary(Together):
    """An app that keeps the record of meetings."""

    meetings: var[tuple[Meeting, ...]] = var[tuple[Meeting, ...]](())
    """All of the ward's up to the year that shows, oldest first."""

    def on_mount(self) -> None:
        """Read them once the first picture shows."""
        self.call_after_refresh(self.read_meetings)

    @on(FilesChanged)
    def follow_meetings(self, event: FilesChanged) -> None:
        """Somebody else keeps minutes, too; at first, perhaps since they were read."""
        if not event.files or any("/meetings/" in file for file in event.files):
            self.read_meetings()

    def watch_board(self, before: Board | None, board: Board | None) -> None:
        """Another year has other meetings."""
        if before is not None and board is not None and before.year != board.year:
            self.read_meetings()

    @work(thread=True, exclusive=True, group="meetings")
    def read_meetings(self) -> None:
        """Read them off the event loop."""
        if self.board is None:
            return
        try:
            found = files.read_meetings(self.session.folder, self.board.year)
        except (OSError, GiaoBanError):
            return
        self.call_from_thread(self.take_meetings, found)

    def take_meetings(self, found: Meetings) -> None:
        """Hand them down."""
        self.meetings = found.meetings

    @on(StepWanted)
    @work(group="save")
    async def step_wanted(self, event: StepWanted) -> None:
        """Take a step in a meeting, and answer when it is on disk."""
        with answering(event.answer, _(ENDED)):
            answered(event.answer, await self._stepped(event.meeting, event.step))

    @on(MeetingWanted)
    @work(group="save")
    async def meeting_wanted(self, event: MeetingWanted) -> None:
        """Begin a meeting."""
        with answering(event.answer, _(ENDED)):
            answered(event.answer, await self._begun(event.meeting))

    @on(StepBackWanted)
    @work(group="save")
    async def step_back_wanted(self, event: StepBackWanted) -> None:
        """Take back this user's newest step in a meeting, or take it again."""
        back, done = (files.redo, _("Made again")) if event.again else (files.undo, _("Taken back"))
        try:
            refusal = await self._kept(partial(back, self.session.folder, event.meeting))
        except NothingLeft as nothing:
            self.answer(texts.tell(nothing))
        else:
            self.tell(refusal or done, bad=bool(refusal))

    @on(ClosingWanted)
    @work(group="save")
    async def closing_wanted(self, event: ClosingWanted) -> None:
        """End a meeting with the figures that it saw and the changes that it made."""
        board, seen, now = self.board, event.meeting, clock.now()
        session, folder = self.session, self.session.folder

        def close(told: files.Told) -> Meeting:
            if board is None or board.year != seen.date.year:
                raise Refused(OTHER_YEAR, year=seen.date.year)
            # What the minutes keep are the newest figures, whatever month is being looked at.
            shown = board if board.as_of == board.newest else session.board()
            changes = files.changes_made(folder, shown, seen, now)
            return files.amend(
                folder,
                seen,
                lambda meeting: proceedings.close(meeting, now, figures_shown(shown, meeting), changes),
                told=told,
            )

        self._tell_refusal(await self._kept(close))

    @on(PaperWanted)
    @work(group="save")
    async def paper_wanted(self, event: PaperWanted) -> None:
        """Write minutes, or a notice, into a new file beside the meeting's own."""
        board = self.board
        if board is None:
            return
        if self.read_only:
            self._tell_refusal(_(READ_ONLY))
            return
        try:
            file = await in_thread(self._write_paper, board, event.meeting, event.which)
        except GiaoBanError as error:
            self._tell_refusal(texts.tell(error))
        else:
            self.tell(_("Written: {file}").format(file=file))

    def _write_paper(self, board: Board, meeting: Meeting, which: str) -> Path:
        from tui.office.minutes import paper  # what makes papers takes long to load
        from tui.office.record import Record
        from tui.office.words import OWN, words_of
        from tui.paper_file import free_name, write_paper

        folder = self.session.folder
        file = free_name(folder / meeting.id[:4] / files.FOLDER, f"{PAPERS[which]}-{meeting.id}")
        record = Record(meeting, self.meetings, board, words_of(files.own_words(folder, OWN)))
        write_paper(paper(which, record), str(file))
        return file

    def notify(self, message: str, *, markup: bool = False, **options: Any) -> None:
        """Textual's own, never read as markup, whoever asks; on the projector nobody is named."""
        super().notify(initialled(message) if self.projector else message, markup=False, **options)

    def action_difficulty(self) -> None:
        """Note a difficulty of what is under the cursor, in the meeting that is open."""
        subject = self.screen.subject if isinstance(self.screen, BoardScreen) else Subject()
        self.ask_difficulty(Difficulty("", "", subject.group, subject.indicator))

    def ask_difficulty(self, said: Difficulty, typed: Mapping[str, str] = NOTHING_TYPED) -> bool:
        """Ask for a difficulty, with what was `typed` before a line dropped; answers whether the form is open."""
        from tui.screens import meeting_fields  # a start need not wait for it
        from tui.screens.form import Form

        board = self.board
        if board is None or self.read_only:
            self._tell_refusal(_(READ_ONLY))
            return False

        async def submit(typed: Mapping[str, str]) -> str:
            try:
                return await self._noted(board, meeting_fields.difficulty(said, typed, board))
            except GiaoBanError as error:
                return texts.tell(error)

        title = meeting_fields.title(_("Difficulty or proposal"), said, board)
        place = (DIFFICULTY, said.group or "", said.indicator or "")
        self.push_screen(Form(title, meeting_fields.difficulty_fields(said, board), submit, place=place, typed=typed))
        return True

    async def _noted(self, board: Board, said: Difficulty) -> str:
        """Note it in the open meeting; where there is none, in a new one of today."""
        from tui.screens.meeting_words import meeting_title

        meeting = open_meeting(self.meetings)
        if meeting is None:
            today = clock.now().date()
            day = today if today.year == board.year else board.as_of
            meeting = prepared(board, day, self.meetings, judged(board).items)
            if refusal := await self._begun(meeting):
                return refusal
        refusal = await self._stepped(meeting, lambda seen: proceedings.enter(seen, said))
        if not refusal:
            self.tell(_("Noted for the meeting of {meeting}").format(meeting=meeting_title(meeting)))
        return refusal

    async def _begun(self, meeting: Meeting) -> str:
        return await self._kept(partial(files.begin, self.session.folder, meeting))

    async def _stepped(self, meeting: Meeting, step: Step) -> str:
        return await self._kept(partial(files.amend, self.session.folder, meeting, step))

    async def _kept(self, save: Callable[..., Meeting]) -> str:
        """Have something saved; why it was refused, "" once every screen has it. Raises where nothing is left to do."""
        if why := self.why_closed():
            return why
        done: list[Saved] = []
        try:
            saved = await in_thread(save, told=done.append)
        except Conflict as conflict:
            self.read_meetings()
            by = conflict.clashes[0].by
            return _(CHANGED_MEANWHILE).format(who=by.who) if by and by.who else _(CHANGED_BY_HAND)
        except NothingLeft:
            raise
        except GiaoBanError as error:
            return self.refusal(error)
        for each in done:
            self.remark(each)
        others = [each for each in self.meetings if each.id != saved.id]
        self.meetings = tuple(sorted([*others, saved], key=lambda each: each.when))
        return ""

    def _tell_refusal(self, refusal: str) -> None:
        """Tell why something was not done; that the app was started to look only is no fault."""
        if refusal and self.read_only:
            self.answer(refusal)
        elif refusal:
            self.tell(refusal, bad=True)
