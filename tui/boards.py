"""Which board is looked at: its day, its year, the sources of its figures; read and computed off the event loop."""

from datetime import date

from textual import work
from textual.worker import get_current_worker

from tui import change_words, texts
from tui.commands import Commands
from tui.errors import GiaoBanError
from tui.screens.base import BoardScreen, Subject
from tui.screens.sources import SourcesScreen
from tui.store import decisions
from tui.store.session import Session
from tui.ward.board import Board
from tui.ward.in_public import in_public, sources_in_public
from tui.ward.persons import initialled

MOST_CHANGES = 8
"""How many changes of a target are told with its figure."""


class Boards(Commands):
    """An app that can look at another day or year of its ward."""

    session: Session

    @work(thread=True, exclusive=True, group="board")
    def open_board(self, session: Session, as_of: date | None = None, steps: int = 0) -> None:
        """Compute a board off the event loop, at a day or some month ends from the one that shows, and hand it down."""
        from tui.ward.review import step

        if steps and self.board is not None:
            as_of = step(self.board, self.board.as_of, steps)
        try:
            board = session.board(as_of)
        except GiaoBanError as error:
            self.call_from_thread(self.tell, texts.tell(error), bad=True)
            return
        worker = get_current_worker()

        def hand_down() -> None:
            # Asked where it is cancelled: something newer may have been handed down meanwhile.
            if not worker.is_cancelled:
                self.take(session, board)

        if not worker.is_cancelled:
            self.call_from_thread(hand_down)

    def take(self, session: Session, board: Board) -> None:
        """Hand down a board that was read, and go on with the session that it is of."""
        self.session, self.board = session, board

    def action_month(self, steps: int) -> None:
        """The figures some months before or after those that show."""
        self.open_board(self.session, steps=steps)

    def action_newest(self) -> None:
        """The newest figures."""
        self.open_board(self.session)

    def action_year(self, year: int) -> None:
        """Another year of the ward."""
        self.open_board(Session(self.session.folder, year, keep=self.session.keep))

    def action_sources(self) -> None:
        """The results behind the figure under the cursor."""
        subject = self.screen.subject if isinstance(self.screen, BoardScreen) else Subject()
        if self.board is not None and subject.indicator:
            self.open_sources(self.session, self.board, subject)

    @work(thread=True, exclusive=True, group="sources")
    def open_sources(self, session: Session, board: Board, subject: Subject) -> None:
        """Read them off the event loop: the ward may not have been needed until now."""
        try:
            sources = session.sources(subject.group, subject.indicator or "", board.as_of)
        except GiaoBanError as error:
            self.call_from_thread(self.tell, texts.tell(error), bad=True)
            return
        folder = session.folder / str(board.year)
        try:
            past = decisions.history(folder, (subject.group, subject.indicator or ""))
        except GiaoBanError:
            past = []
        changes = [change_words.dated(board, entry) for entry in past[:MOST_CHANGES]]
        if self.projector:
            board, sources, changes = in_public(board), sources_in_public(sources), [*map(initialled, changes)]
        screen = SourcesScreen(board, subject, sources, changes, self.language)
        self.call_from_thread(self.push_screen, screen)
