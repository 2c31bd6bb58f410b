"""Programs to measure: the figure grid, or Textual's DataTable with the same data, as a whole screen.

    python -m tests.bench.grid_bench grid|datatable|matrix [rows] [theme]

`matrix` is the grid with a coloured glyph in each cell. Run it under a pty, for bytes and milliseconds a key.
"""

import sys

from textual.app import App, ComposeResult
from textual.widgets import DataTable

from tui import themes
from tui.resources import themes_folder
from tui.widgets.grid import Cell, Column, FigureGrid

COLUMNS = 24
ROLES = ("good", "on-pace", "bad", "muted")
COLUMN_LIST = [
    Column("0", "Tổ dân phố", 14, sticky=True),
    *(Column(str(column), f"Chỉ tiêu {column}", 12, align="right") for column in range(1, COLUMNS)),
]


def text(row: int, column: int) -> str:
    """The same text for every program."""
    return f"Tổ dân phố {row + 1}" if column == 0 else f"{(row * 7919 + column * 104729) % 900_000:,}".replace(",", ".")


class NumberRows:
    """Rows made up when asked for."""

    def __init__(self, rows: int, *, coloured: bool = False) -> None:
        self.rows = rows
        self.coloured = coloured

    def __len__(self) -> int:
        return self.rows

    def key(self, row: int) -> int:
        """Its number."""
        return row

    def cell(self, row: int, column: str) -> Cell:
        """A number, with a coloured glyph behind it if so wished."""
        words = text(row, int(column))
        if not self.coloured or column == "0":
            return Cell(words)
        return Cell("", runs=((words + " ", ""), ("▼", ROLES[(row + int(column)) % len(ROLES)])))


class BenchApp(App[None]):
    """One table, nothing else."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [("q", "quit", "Quit")]

    def __init__(self, kind: str, rows: int, theme: str) -> None:
        super().__init__()
        self.kind = kind
        self.rows = rows
        for file in themes.load(themes_folder()).themes:
            self.register_theme(file.to_textual())
        self.theme = theme

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own variables."""
        return themes.defaults()

    def compose(self) -> ComposeResult:
        """The table."""
        yield DataTable(fixed_columns=1) if self.kind == "datatable" else FigureGrid()

    def on_mount(self) -> None:
        """Fill it."""
        if self.kind == "datatable":
            table = self.query_one(DataTable)
            for column in COLUMN_LIST:
                table.add_column(column.title, key=column.key, width=column.width)
            for row in range(self.rows):
                table.add_row(*(text(row, column) for column in range(COLUMNS)))
        else:
            self.query_one(FigureGrid).show(COLUMN_LIST, NumberRows(self.rows, coloured=self.kind == "matrix"))
        self.set_focus(self.query("FigureGrid, DataTable").first())


if __name__ == "__main__":
    kind, rows, theme = [*sys.argv[1:], *("grid", "38", themes.DEFAULT)[len(sys.argv) - 1 :]]
    BenchApp(kind, int(rows), theme).run()
