"""A ward as one program run sees it: its boards, from the cache where they are still true, else read and computed once.

Nothing here imports polars before it is needed: a lookup or a first screen served from the cache never does.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from tui.store import cache
from tui.store.readings import Readings
from tui.ward.board import Board, Source

if TYPE_CHECKING:
    from tui.ward.ward import Ward


MOST_SOURCES = 5_000
SOURCE_COLUMNS = ("date", "group", "value", "bound", "place", "note", "line")


def broken_files(board: Board) -> frozenset[str]:
    """The files of the ward that could not be taken as a whole."""
    from tui.store.toml_file import is_unusable

    return frozenset(problem.file for problem in board.problems if is_unusable(problem))


def with_last_good(before: Board, after: Board) -> Board:
    """`before` with the problems of `after`: a file broken by hand while the app runs must not empty the screen."""
    return replace(before, problems=after.problems, problem_count=after.problem_count)


class Session:
    """One year of the ward in `folder`; `keep=False` leaves no trace on disk, as read-only use demands."""

    def __init__(
        self, folder: Path, year: int | None = None, *, keep: bool = True, readings: Readings | None = None
    ) -> None:
        self.folder = folder
        self.year = year
        self.keep = keep
        self._readings = Readings() if readings is None else readings
        self._ward: Ward | None = None
        self._appearance = ""
        self._fingerprint = ""
        self._lock = Lock()

    def reopened(self) -> "Session":
        """The same year of the ward, to be read anew."""
        return self.of_year(self.year)

    def of_year(self, year: int | None) -> "Session":
        """Another year of the ward, None for the newest; of its files those that have changed are to be read anew."""
        return Session(self.folder, year, keep=self.keep, readings=self._readings)

    def board(self, as_of: date | None = None) -> Board:
        """The board at the end of `as_of`, or of the newest result's day.

        Raises `WardUnreadable` or `NotFound`, as `open_ward` does.
        """
        if self._ward is None:
            self._appearance = cache.appearance(self.folder, self.year)
            if cached := cache.load(self.folder, self.year, as_of):
                return cached
        from tui.ward.review import board_of

        board = board_of(self.ward(), as_of)
        if self.keep:
            cache.save(board, self.folder, as_of, fingerprint=self._fingerprint)
        return board

    def is_outdated(self) -> bool:
        """Whether files of the ward have changed, come or gone since its board was asked for first."""
        return cache.appearance(self.folder, self.year) != self._appearance

    def files(self, year: int) -> list[str]:
        """The files and folders that the boards of a year depend on."""
        return cache.files_of(self.folder, year)

    def sources(self, group: str | None, indicator: str, as_of: date) -> tuple[Source, ...]:
        """The newest of the results behind a figure, `MOST_SOURCES` at most; reads the ward if need be."""
        from tui.ward.figures import sources

        rows = sources(self.ward(), group, indicator, as_of).head(MOST_SOURCES)
        return tuple(Source(*row) for row in rows.select(*SOURCE_COLUMNS).iter_rows())

    def ward(self) -> "Ward":
        """The ward itself, read once; safe to call from a worker thread."""
        from tui.store.folder import open_ward

        with self._lock:
            if self._ward is None:
                self._fingerprint = cache.fingerprint(self.folder, self.year)
                self._ward = open_ward(self.folder, self.year, self._readings)
            return self._ward
