"""Others work on the same folder: what they change shows here within a second, with who it was; the cursor stays."""

from collections.abc import Callable, Sequence
from threading import Event, Thread

from textual import on
from textual.message import Message

from tui import change_words
from tui.errors import N_, GiaoBanError
from tui.saving import Saving
from tui.store import edits
from tui.store.edits import Entry, Saved, Unconfirmed
from tui.store.journal import JOURNAL
from tui.store.session import Session, broken_files, with_last_good
from tui.store.watch import changes
from tui.texts import _
from tui.ward.board import Board

FIRST_LOOK = 0.5
"""Seconds after the start at which the folder begins to be watched: the first picture does not wait for it."""

BROKEN = N_("{file} cannot be read any more: what it held before still shows")
NO_OTHER_DAY = N_("{file} cannot be read: once it is mended, other months show again")


class FilesChanged(Message):
    """Files of the ward have changed, by their names; none of them, where they begin to be watched."""

    def __init__(self, files: frozenset[str], *, is_outdated: bool, year: int, entries: Sequence[Entry]) -> None:
        super().__init__()
        self.files = files
        self.is_outdated = is_outdated
        """Whether what shows may be from before."""
        self.year = year
        self.entries = entries
        """The changes in the journal of that year that have not been told yet, the newest first."""


class Together(Saving):
    """An app that follows the folder."""

    _broken: frozenset[str] = frozenset()
    """Files that broke under the app: what they held before shows."""

    _saves = 0
    """How many of its own saves are underway."""

    def on_mount(self) -> None:
        """Begin to watch, shortly."""
        self._told: dict[int, int] = {}
        """Of a year's journal the newest number that has been told, or need not be."""
        self._own: set[tuple[int, int]] = set()
        """Years and numbers of what this app saved itself."""
        self._news: list[FilesChanged] = []
        """What is to be told once it is known which of it this app saved itself."""
        self._end_of_watch = Event()
        self.set_timer(FIRST_LOOK, Thread(target=self._watch, daemon=True).start)

    def on_unmount(self) -> None:
        """Watch no longer."""
        self._end_of_watch.set()

    def _watch(self) -> None:
        """Report every change, first of all those since the ward was read. Runs in a thread of its own."""
        for files in changes(self.session.folder, self._end_of_watch):
            if self.board is not None:
                changed = any(map(_concerns_board, files))
                year, is_outdated = self.board.year, changed or (not files and self.session.is_outdated())
                entries = self._untold(year)
                self.post_message(FilesChanged(files, is_outdated=is_outdated, year=year, entries=entries))

    def _untold(self, year: int) -> list[Entry]:
        try:
            told = edits.history(self.session.folder / str(year), since=self._told.get(year, 0))
            # What others write into the record of a meeting shows there.
            return [entry for entry in told if entry.file in edits.FILES]
        except GiaoBanError:
            return []

    @on(FilesChanged)
    def follow_files(self, event: FilesChanged) -> None:
        """Read anew what changed, and say who changed it."""
        if event.is_outdated:
            self.reload()
        self._news.append(event)
        self._tell_news()

    def _tell_news(self) -> None:
        """Say who changed what, unless a save of its own is underway: the journal has it before the app knows."""
        while self._news and not self._saves:
            event = self._news.pop(0)
            told = self._told.get(event.year)
            since = [entry for entry in event.entries if entry.seq > (told or 0)]
            self._told[event.year] = since[0].seq if since else told or 0
            news = [entry for entry in since if entry.who and (event.year, entry.seq) not in self._own]
            # What was there when the app first looked is no news.
            if told is not None and news and self.board is not None:
                self.tell(change_words.news(self.board, news), stays=True)

    def take(self, session: Session, board: Board) -> None:
        """Hand down what was read; of a file that broke under the app, what it held before."""
        before, broken = self.board, frozenset[str]()
        if before is not None and board.year == before.year:
            broken = broken_files(board) - (broken_files(before) - self._broken)
            if broken:
                board = with_last_good(before, board)
            is_step = session is self.session
            for file in sorted(broken if is_step else broken - self._broken):
                self.tell(_(NO_OTHER_DAY if is_step else BROKEN).format(file=file), bad=True)
        self._broken = broken
        super().take(session, board)

    async def put_on_disk(self, save: Callable[[], Saved]) -> Saved:
        """Have something saved; however late it returns, its maker is not told of it as of somebody else's."""
        assert self.board is not None
        year = self.board.year
        self._saves += 1
        try:
            saved = await super().put_on_disk(save)
            self._own |= {(year, entry.seq) for entry in saved.entries}
            return saved
        except Unconfirmed as error:
            self._own.add((year, error.seq))
            raise
        finally:
            self._saves -= 1
            self._tell_news()


def _concerns_board(file: str) -> bool:
    """Whether figures may depend on a file: on no record of a meeting, and not on the journal."""
    return "/meetings/" not in file and not file.endswith(JOURNAL)
