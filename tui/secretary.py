"""Whoever keeps the minutes: every step of a meeting goes to disk as it is taken, then to all screens."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from textual import on, work
from textual.reactive import var

from tui import texts
from tui.errors import GiaoBanError
from tui.screens import meeting_words
from tui.screens.base import BoardScreen, Subject
from tui.screens.form import Field, Form
from tui.screens.meeting import MeetingScreen, newest_open
from tui.screens.steps import ClosingWanted, MeetingWanted, PaperWanted, Step, StepWanted
from tui.store import meetings as files
from tui.store.meetings import Meetings
from tui.texts import _
from tui.together import FilesChanged, Together
from tui.ward import proceedings
from tui.ward.briefing import figures_shown, proposed
from tui.ward.judgement import judged
from tui.ward.meeting import Meeting

PAPERS = {"minutes": "bien-ban", "notice": "thong-bao"}
"""What the files of papers are called: minutes (biên bản), notice of conclusions (thông báo kết luận)."""


class Secretary(Together):
    """An app that keeps the record of meetings."""

    meetings: var[tuple[Meeting, ...]] = var[tuple[Meeting, ...]](())
    """All of the ward's up to the year that shows, oldest first."""

    def on_mount(self) -> None:
        """Read them once the first picture shows."""
        self.call_after_refresh(self.read_meetings)

    @on(FilesChanged)
    def follow_meetings(self, event: FilesChanged) -> None:
        """Somebody else keeps minutes, too."""
        if any("/meetings/" in file for file in event.files):
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
        self.call_from_thread(self._take_meetings, found)

    def _take_meetings(self, found: Meetings) -> None:
        self.meetings = found.meetings

    @on(StepWanted)
    @work(group="save")
    async def step_wanted(self, event: StepWanted) -> None:
        """Take a step in a meeting, and answer when it is on disk."""
        event.answer.set_result(await self._stepped(event.meeting, event.step))

    @on(MeetingWanted)
    @work(group="save")
    async def meeting_wanted(self, event: MeetingWanted) -> None:
        """Begin a meeting."""
        event.answer.set_result(await self._begun(event.meeting))

    @on(ClosingWanted)
    @work(group="save")
    async def closing_wanted(self, event: ClosingWanted) -> None:
        """End a meeting with the figures that it saw and the changes that it made."""
        board, now = self.board, datetime.now().astimezone()
        if board is None:
            return
        changes = await asyncio.to_thread(files.changes_made, self.session.folder, board, event.meeting, now)
        refusal = await self._stepped(
            event.meeting, lambda seen: proceedings.close(seen, now, figures_shown(board, seen), changes)
        )
        self._tell_refusal(refusal)

    @on(PaperWanted)
    @work(group="save")
    async def paper_wanted(self, event: PaperWanted) -> None:
        """Write minutes, or a notice, into a new file beside the meeting's own."""
        board = self.board
        if board is None:
            return
        if self.read_only:
            self._tell_refusal(await self.why_locked())
            return
        folder = self.session.folder / event.meeting.id[:4] / files.FOLDER
        file = _free_name(folder, f"{PAPERS[event.which]}-{event.meeting.id}")
        from tui.meetings_cli import write_paper  # 50 ms that a start need not wait for

        notice = event.which == "notice"
        found = Meetings(self.meetings, ())
        try:
            await asyncio.to_thread(write_paper, self.session, board, found, event.meeting.id, str(file), notice=notice)
        except GiaoBanError as error:
            self._tell_refusal(texts.tell(error))
        except OSError as error:
            self._tell_refusal(_("{file} cannot be written: {reason}").format(file=file.name, reason=error.strerror))
        else:
            self.tell(_("Written: {file}").format(file=file))

    async def action_difficulty(self) -> None:
        """Note a difficulty of what is under the cursor, in the meeting that is open."""
        subject = self.screen.subject if isinstance(self.screen, BoardScreen) else Subject()
        await self._ask_difficulty(subject)

    async def action_undo(self) -> None:
        """In a meeting take back its last step; elsewhere the newest change of targets and points."""
        meeting = self.screen.meeting if isinstance(self.screen, MeetingScreen) else None
        if meeting is None:
            await super().action_undo()
        else:
            self._tell_refusal(await self._kept(lambda: files.undo(self.session.folder, meeting)))

    async def _ask_difficulty(self, subject: Subject) -> None:
        board = self.board
        if board is None:
            return
        if self.read_only and (why := await self.why_locked()):
            self.tell(why, bad=True)
            return
        about = meeting_words.about(subject.group, subject.indicator, board)

        async def submit(typed: Mapping[str, str]) -> str:
            return await self._noted(typed["text"], subject, proposal=False)

        title = ": ".join(part for part in (_("Difficulty"), about) if part)
        self.push_screen(Form(title, [Field("text", _("What"))], submit))

    async def _noted(self, text: str, subject: Subject, *, proposal: bool) -> str:
        """Note it in the open meeting; where there is none, in a new one of today."""
        assert self.board is not None
        meeting = newest_open(self.meetings)
        if meeting is None:
            day = datetime.now().astimezone().date()
            day = day if day.year == self.board.year else self.board.as_of
            name = proceedings.new_id(day, {each.id for each in self.meetings})
            refusal = await self._begun(Meeting(name, day, items=proposed(self.board, judged(self.board).items)))
            meeting = newest_open(self.meetings)
            if refusal or meeting is None:
                return refusal
        words = meeting_words.meeting_title(meeting)
        refusal = await self._stepped(
            meeting,
            lambda seen: proceedings.note_difficulty(seen, text, subject.group, subject.indicator, proposal=proposal),
        )
        if not refusal:
            self.tell(_("Noted for the meeting of {meeting}").format(meeting=words))
        return refusal

    async def _begun(self, meeting: Meeting) -> str:
        return await self._kept(lambda: files.begin(self.session.folder, meeting))

    async def _stepped(self, meeting: Meeting, step: Step) -> str:
        return await self._kept(lambda: files.amend(self.session.folder, meeting, step))

    async def _kept(self, save: Callable[[], Meeting]) -> str:
        """Have something saved; why it was refused, "" once every screen has it."""
        if self.read_only:
            return await self.why_locked()
        try:
            saved = await asyncio.to_thread(save)
        except GiaoBanError as error:
            return texts.tell(error)
        others = [each for each in self.meetings if each.id != saved.id]
        self.meetings = tuple(sorted([*others, saved], key=lambda each: (each.date, each.id)))
        return ""

    def _tell_refusal(self, refusal: str) -> None:
        if refusal:
            self.tell(refusal, bad=True)


def _free_name(folder: Path, name: str) -> Path:
    """A file of that name that is not there yet: minutes that were printed are not written over."""
    file, number = folder / f"{name}.docx", 2
    while file.exists():
        file, number = folder / f"{name}-{number}.docx", number + 1
    return file
