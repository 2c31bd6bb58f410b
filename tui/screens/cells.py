"""What screens share whose cells can be edited: where the cell is, which is the next, what the marked rows are."""

from collections.abc import Hashable
from typing import TYPE_CHECKING

from textual.geometry import Region

from tui.screens.base import BoardScreen
from tui.ward.board import Key
from tui.widgets.grid import FigureGrid

if TYPE_CHECKING:
    from tui.screens.editing import Editing

    Screen = BoardScreen
else:
    Screen = object


class GridCells(Screen):
    """A screen whose edited cells stand in a grid."""

    @property
    def edited_grid(self) -> FigureGrid:
        """The grid that has the cell."""
        return self.query_one(FigureGrid)

    @property
    def edited_column(self) -> str:
        """The column that the editor opens in."""
        return self.edited_grid.column_key or ""

    def editing(self) -> "Editing | None":
        """What is under the cursor, None where that cannot be edited."""
        return None

    def edited_region(self) -> Region:
        """Where that stands on the screen."""
        return self.edited_grid.region_of(self.edited_column)

    def neighbour(self, steps: int) -> Hashable | None:
        """The row so many below; None at the end, or where several rows are edited at once."""
        return None if self.edited_grid.marks else self.edited_grid.neighbour(steps)

    def point_at(self, row: Hashable) -> None:
        """Move the cursor to that row."""
        assert isinstance(row, str | int)
        self.edited_grid.row_key = row

    def has_saved(self) -> None:
        """Take the marks away: what was marked is on disk."""
        self.edited_grid.marks = frozenset()


class TargetCells(GridCells):
    """A screen that edits targets."""

    def edited_targets(self) -> tuple[Key, ...]:
        """The targets of the marked rows, else of the row under the cursor; none where there is no target."""
        return ()

    def editing(self) -> "Editing | None":
        """Those targets, if there are any."""
        targets = self.edited_targets()
        if self.board is None or not targets or any(key not in self.board.figures for key in targets):
            return None
        from tui.screens.editing import TargetEditing  # what nobody needs before the first edit

        return TargetEditing(self.board, targets, self.language)

    def edited_rows(self) -> list[str]:
        """The keys of the marked rows, else of the row under the cursor."""
        grid = self.edited_grid
        return sorted(map(str, grid.marks)) or ([str(grid.row_key)] if grid.row_key is not None else [])
