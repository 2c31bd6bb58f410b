"""Which board is looked at: its day, its year, the sources of its figures; read and computed off the event loop."""

from dataclasses import dataclass, replace
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
from tui.unforeseen import refused
from tui.ward.board import Board
from tui.ward.in_public import in_public, sources_in_public
from tui.ward.persons import initialled

MOST_CHANGES = 8
"""How many changes of a target are told with its figure."""


@dataclass(frozen=True, slots=True)
class Look:
    """A day of a year's session, None for its newest, and steps from month end to month end away from it."""

    session: Session
    day: date | None = None
    steps: tuple[int, ...] = ()

    def board(self, seen: Board | None) -> Board:
        """What is there; `seen` is a board of the session, if there is one. Raises as `Session.board` does."""
        from tui.ward.review import step

        day = self.day
        for direction in self.steps:
            seen = seen or self.session.board(day)
            day = step(seen, day or seen.as_of, direction)
        return self.session.board(day)


class Boards(Commands):
    """An app that can look at another day or year of its ward."""

    session: Session

    _asked: Look | None = None
    """What was asked for last, as long as it does not show yet; what is asked for next starts from there."""

    @property
    def look(self) -> Look:
        """What was asked for last, else what shows."""
        if self._asked is not None or self.board is None:
            return self._asked or Look(self.session)
        return Look(self.session, None if self.board.as_of == self.board.newest else self.board.as_of)

    def turn_to(self, look: Look) -> None:
        """Show another day or year as soon as it is read."""
        self.forget_notices()
        self._read(look)

    def _read(self, look: Look) -> None:
        """Have a look read; what was asked for before is not waited for any longer."""
        self._asked = look
        self._open(look, self.board if look.session is self.session else None)

    @work(thread=True, exclusive=True, group="board")
    def _open(self, look: Look, seen: Board | None) -> None:
        """Compute a board off the event loop, and hand it down."""
        worker = get_current_worker()
        board, refusal = None, ""
        try:
            with refused():
                board = look.board(seen)
        except GiaoBanError as error:
            refusal = texts.tell(error)

        def hand_down() -> None:
            # Asked where it is cancelled: something newer may have been asked for, or handed down, meanwhile.
            if worker.is_cancelled:
                return
            self._asked = None
            if board is None:
                self.tell(refusal, bad=True)
            else:
                self.take(look.session, board)

        if not worker.is_cancelled:
            self.call_from_thread(hand_down)

    def take(self, session: Session, board: Board) -> None:
        """Hand down a board that was read, and go on with the session that it is of."""
        self.session, self.board = session, board

    def reload(self) -> None:
        """Read the ward anew, and show what was asked for last."""
        self._read(replace(self.look, session=self.look.session.reopened()))

    def action_month(self, steps: int) -> None:
        """The figures at the end of the month before or after those that show, or will."""
        if self.board is not None:
            look = self._asked or Look(self.session, self.board.as_of)
            self.turn_to(replace(look, steps=(*look.steps, steps)))

    def action_newest(self) -> None:
        """The newest figures."""
        self.turn_to(Look(self.look.session))

    def action_year(self, year: int) -> None:
        """Another year of the ward."""
        self.turn_to(Look(self.session.of_year(year)))

    def action_sources(self) -> None:
        """The results behind the figure under the cursor."""
        subject = self.screen.subject if isinstance(self.screen, BoardScreen) else Subject()
        if self.board is not None and subject.indicator:
            self.open_sources(self.session, self.board, subject)

    @work(thread=True, exclusive=True, group="sources")
    def open_sources(self, session: Session, board: Board, subject: Subject) -> None:
        """Read them off the event loop: the ward may not have been needed until now."""
        try:
            with refused():
                sources = session.sources(subject.group, subject.indicator or "", board.as_of)
        except GiaoBanError as error:
            self.call_from_thread(self.tell, texts.tell(error), bad=True)
            return
        folder = session.folder / str(board.year)
        try:
            with refused():
                past = decisions.history(folder, (subject.group, subject.indicator or ""))
        except GiaoBanError:
            past = []
        changes = [change_words.dated(board, entry) for entry in past[:MOST_CHANGES]]
        if self.projector:
            board, sources, changes = in_public(board), sources_in_public(sources), [*map(initialled, changes)]
        screen = SourcesScreen(board, subject, sources, changes, self.language)
        self.call_from_thread(self.push_screen, screen)
