"""Others work on the same folder: what they change shows here within a second, with who it was; the cursor stays."""

from threading import Event, Thread

from textual import on
from textual.message import Message

from tui import change_words
from tui.errors import GiaoBanError
from tui.saving import Saving
from tui.store import edits
from tui.store.edits import Saved
from tui.store.session import Session, with_last_good
from tui.store.watch import changes
from tui.texts import _
from tui.ward.board import Board

FIRST_LOOK = 0.5
"""Seconds after the start at which the folder begins to be watched: the first picture does not wait for it."""


class FilesChanged(Message):
    """Files of the ward have changed; none, where they begin to be watched."""

    def __init__(self, files: frozenset[str]) -> None:
        super().__init__()
        self.files = files


class Together(Saving):
    """An app that follows the folder."""

    _told = 0
    """The newest number of the journal that has been told, or need not be."""

    def on_mount(self) -> None:
        """Begin to watch, shortly."""
        self._end_of_watch = Event()
        self.set_timer(FIRST_LOOK, self._watch_folder)

    def on_unmount(self) -> None:
        """Watch no longer."""
        self._end_of_watch.set()

    def _watch_folder(self) -> None:
        folder, stop = self.session.folder, self._end_of_watch

        def report() -> None:
            for files in changes(folder, stop):
                self.post_message(FilesChanged(files))

        Thread(target=report, daemon=True).start()

    @on(FilesChanged)
    def follow_files(self, event: FilesChanged) -> None:
        """Read anew what changed, and say who changed it."""
        if event.files:
            self.reload()
        self._tell_others(is_new=bool(event.files))

    def take(self, session: Session, board: Board) -> None:
        """Hand down a board; a file that broke under the app does not empty the screen."""
        if self.board is not None and (board.year, board.as_of) == (self.board.year, self.board.as_of):
            board = with_last_good(self.board, board)
        super().take(session, board)

    def own_changes(self, saved: Saved) -> None:
        """Nobody needs to be told of these."""
        self._told = max(self._told, saved.seq)

    def _tell_others(self, *, is_new: bool) -> None:
        """Say what others have saved since it was said last; what was there when the app began is no news."""
        if self.board is None:
            return
        try:
            entries = edits.history(self.year_folder, since=self._told)
        except GiaoBanError:
            return
        if not entries:
            return
        self._told = entries[0].seq
        newest = entries[0]
        if is_new and newest.who:
            made = [(entry.path, entry.old, entry.new) for entry in entries]
            what, time = change_words.several(self.board, made), change_words.moment(newest.at)
            self.tell(_("{who} at {time}: {what}").format(who=newest.who, time=time, what=what))
