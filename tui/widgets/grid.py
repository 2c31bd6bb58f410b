"""The one table of the app, on Textual's line API: header, first columns and total rows stay, rows and columns scroll.

Three things keep it quick over a slow line. Only cells that show are asked for, whatever stands behind the rows. A line
has one segment per run of one style, because Textual sends each with its colours in full. And what was drawn is kept: a
cursor move sends two cells, new rows only the lines that differ. Past an edge it scrolls by half a page, so that a held
key repaints once in twenty.

It is no `ScrollView`: that scrolls by single cells and draws its bars one by one; here the first row and the first
column that show are all there is to scrolling.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple

from rich.cells import cell_len
from rich.style import Style
from textual.actions import SkipAction
from textual.binding import BindingType
from textual.events import Blur, Click, Focus, MouseScrollDown, MouseScrollUp
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip
from textual.widget import Widget

from tui.keys import bindings
from tui.texts import _
from tui.widgets.cells import NO_ROWS, Cell, CellRows, Column, Key, Rows, fit, joined, printable
from tui.widgets.columns import GAP, Frame, Slot, column_widths, thumb

__all__ = ["Cell", "CellRows", "Column", "FigureGrid", "Key", "Place", "Rows"]

Kind = Literal["cell", "row"]
Painted = tuple[str, Style]

SAMPLE = 256
"""Rows measured, spread over all, for a column as wide as its texts."""
WHEEL = 3
"""Rows a notch of the mouse wheel."""
MARK = "✓"
THUMB = "▐"
CUT = "│"
"""Between sticky columns and the others, where some of these are scrolled out of sight; `MORE_LEFT` in the header."""
MORE_LEFT = "‹"
MORE_RIGHT = "›"


class Place(NamedTuple):
    """Where the cursor is: indexes of row and column."""

    row: int
    column: int


class FigureGrid(Widget, can_focus=True):
    """A table with a cursor. `show` gives it columns and rows; it answers with messages and changes nothing itself."""

    DEFAULT_CSS = """
    FigureGrid { height: 1fr; background: $gb-background; color: $gb-text; }
    FigureGrid > .grid--header { background: $gb-surface; color: $gb-text; text-style: bold; }
    FigureGrid > .grid--total { background: $gb-surface; text-style: bold; }
    FigureGrid > .grid--cursor { background: $gb-cursor; color: $gb-on-cursor; text-style: $gb-cursor-style; }
    FigureGrid > .grid--cursor-idle { background: $gb-bar-rest; color: $gb-text; text-style: underline; }
    FigureGrid > .grid--good { color: $gb-good; }
    FigureGrid > .grid--on-pace { color: $gb-on-pace; }
    FigureGrid > .grid--warn { color: $gb-warn; }
    FigureGrid > .grid--bad { color: $gb-bad; }
    FigureGrid > .grid--muted { color: $gb-muted; }
    FigureGrid > .grid--strong { color: $gb-strong; }
    FigureGrid > .grid--bar { color: $gb-bar; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "grid--header",
        "grid--total",
        "grid--cursor",
        "grid--cursor-idle",
        "grid--good",
        "grid--on-pace",
        "grid--warn",
        "grid--bad",
        "grid--muted",
        "grid--strong",
        "grid--bar",
    }
    BINDINGS: ClassVar[list[BindingType]] = bindings("grid")
    """As in Excel, Home and End go along the row and Ctrl with an arrow to the end of the column; in a list, where rows
    are chosen and not cells, Home and End are its first and last row."""
    ALLOW_SELECT = False

    cursor: var[Place] = var(Place(0, 0), init=False)
    cursor_kind: var[Kind] = var[Kind]("cell", init=False)
    """What the cursor covers: its cell, or its whole row."""
    marks: var[frozenset[Key]] = var[frozenset[Key]](frozenset(), init=False)
    """Keys of the rows with a mark before them."""
    empty_text: var[str] = var("", init=False)
    """Msgid of the sentence that stands where there are no rows."""

    @dataclass
    class Told(Message):
        """Something happened in a grid."""

        grid: "FigureGrid"

        @property
        def control(self) -> "FigureGrid":
            """The grid, for `@on` with a selector."""
            return self.grid

    @dataclass
    class CursorMoved(Told):
        """The cursor is on another row or column, be it because the rows under it changed."""

        row_key: Key
        column_key: str

    @dataclass
    class Opened(Told):
        """Enter, or a double click on a cell."""

        row_key: Key
        column_key: str

    @dataclass
    class HeaderChosen(Told):
        """A click on a column's title."""

        column_key: str

    def __init__(
        self,
        *,
        cursor: Kind = "cell",
        header: bool = True,
        markable: bool = False,
        empty_text: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Without `markable`, Space is left to the screen."""
        super().__init__(id=id, classes=classes)
        self.auto_links = False
        self.set_reactive(FigureGrid.cursor_kind, cursor)
        self.set_reactive(FigureGrid.empty_text, empty_text)
        self._with_header = header
        self._markable = markable
        self._columns: tuple[Column, ...] = ()
        self._rows: Rows = NO_ROWS
        self._total: Rows = NO_ROWS
        self._frame = Frame(Size(0, 0), 0, 0, 0, (), 0)
        self._top = 0
        self._left = 0
        self._slots: tuple[Slot, ...] = ()
        self._thumb = range(0)
        self._lines: dict[int, Strip] = {}
        self._styles: dict[tuple[str, str], Style] = {}

    def show(self, columns: Sequence[Column], rows: Rows, *, total: Rows | None = None) -> None:
        """Show other columns and rows; `total` has the rows that stay at the bottom, usually one.

        The cursor stays on the row and column of the same keys and at the same height of the screen; where that row is
        gone, at the same place. Marks of rows that are gone go too: what is out of sight must not be changed with what
        is not.
        """
        before, height = self._keys, self.cursor.row - self._top
        row_key, column_key = before or (None, None)
        self._columns, self._rows, self._total = tuple(columns), rows, total or NO_ROWS
        self.set_reactive(FigureGrid.cursor, self._nearest(self._row_of(row_key), self._column_of(column_key)))
        if self.marks:
            self.set_reactive(FigureGrid.marks, self.marks.intersection(map(rows.key, range(len(rows)))))
        self._arrange(self.cursor.row - height)
        self._redraw()
        if self.styles.is_auto_height:
            self.refresh(layout=True)
        if self._keys != before:
            self._tell_cursor()

    @property
    def row_key(self) -> Key | None:
        """The key of the cursor's row, None where there are no rows. Set, it sends the cursor there if it exists."""
        return self._keys[0] if self._keys else None

    @row_key.setter
    def row_key(self, key: Key) -> None:
        self.cursor = Place(self._row_of(key), self.cursor.column)

    @property
    def column_key(self) -> str | None:
        """The key of the cursor's column, None where there are no rows. Set, it sends the cursor there if it exists."""
        return self._keys[1] if self._keys else None

    @column_key.setter
    def column_key(self, key: str) -> None:
        self.cursor = Place(self.cursor.row, self._column_of(key))

    @property
    def cursor_region(self) -> Region:
        """The cursor's cell inside the grid, where an editor may open; empty where it does not show."""
        self._fitted()
        return self._cell_region(self.cursor)

    def region_of(self, column: str) -> Region:
        """The cell of the cursor's row in that column, on the screen; where it does not show, the row's first cells."""
        self._fitted()
        keys = [each.key for each in self._columns]
        place = Place(self.cursor.row, keys.index(column) if column in keys else -1)
        cell = self._cell_region(place) or self._cell_region(Place(self.cursor.row, 0))
        return cell.translate(self.content_region.offset)

    def neighbour(self, steps: int) -> Key | None:
        """The key of the row so many below the cursor's; None where there is none."""
        row = self.cursor.row + steps
        return self._rows.key(row) if 0 <= row < len(self._rows) else None

    def move(self, rows: int, columns: int = 0) -> None:
        """Move the cursor by so many rows and columns, as far as there are any."""
        self.cursor = Place(self.cursor.row + rows, self.cursor.column + columns)

    def action_step(self, rows: int, columns: int) -> None:
        """One row or column on; in a list, left and right are the screen's."""
        if columns and self.cursor_kind == "row":
            raise SkipAction
        self.move(rows, columns)

    def action_page(self, direction: int) -> None:
        """A page up or down, the cursor at the same height."""
        page = direction * max(self._fitted().body, 1)
        self._scroll(page)
        self.move(page)

    def action_first(self) -> None:
        """To the row's first cell, and all columns back in place; in a list, to the first row."""
        if self.cursor_kind == "row":
            self.action_top()
        else:
            self.move(0, -len(self._columns))
            self._scroll(0, -len(self._columns))

    def action_last(self) -> None:
        """To the row's last cell; in a list, to the last row."""
        if self.cursor_kind == "row":
            self.action_bottom()
        else:
            self.move(0, len(self._columns))

    def action_top(self) -> None:
        """To the first row."""
        self.move(-len(self._rows))

    def action_bottom(self) -> None:
        """To the last row."""
        self.move(len(self._rows))

    def action_open(self) -> None:
        """Ask for what is under the cursor."""
        if self._keys:
            self.post_message(self.Opened(self, *self._keys))

    def action_mark(self) -> None:
        """Mark the cursor's row, or take its mark away."""
        if not self._markable:
            raise SkipAction
        if (key := self.row_key) is not None:
            self.marks = self.marks ^ {key}

    def validate_cursor(self, place: Place) -> Place:
        """Keep it among the rows and columns there are."""
        return self._nearest(*place)

    def watch_cursor(self, before: Place, now: Place) -> None:
        """Draw the two cells again, or everything where the cursor was out of sight."""
        self._fitted()
        if self._aim(*self._in_sight()):
            self._redraw()
        else:
            self._refresh_cells(before, now)
        self._tell_cursor()

    def watch_cursor_kind(self) -> None:
        """Another shape of the cursor."""
        self._redraw()

    def watch_marks(self) -> None:
        """Other rows are marked."""
        self._redraw()

    def watch_empty_text(self) -> None:
        """Another sentence."""
        self._redraw()

    def on_focus(self, _event: Focus) -> None:
        """The cursor comes to life."""
        self._refresh_cells(self.cursor)

    def on_blur(self, _event: Blur) -> None:
        """The cursor steps back."""
        self._refresh_cells(self.cursor)

    def on_click(self, event: Click) -> None:
        """Move the cursor there, at the second click open it; a title is chosen."""
        offset = event.get_content_offset(self)
        slot = next((slot for slot in self._slots if offset and slot.x <= offset.x < slot.x + slot.width), None)
        if offset is None or slot is None:
            return
        line = offset.y - self._frame.header
        if line < 0:
            self.post_message(self.HeaderChosen(self, self._columns[slot.column].key))
        elif line < self._shown:
            self.cursor = Place(self._top + line, slot.column)
            if event.chain == 2:
                self.action_open()

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Scroll the rows on; the cursor keeps its row."""
        event.stop()
        self._scroll(WHEEL)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Scroll the rows back."""
        event.stop()
        self._scroll(-WHEEL)

    def notify_style_update(self) -> None:
        """Another theme: what was drawn in the old one is forgotten."""
        super().notify_style_update()
        self._styles.clear()
        self._lines.clear()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """What `height: auto` is: header, rows, total."""
        return self._header_height + max(len(self._rows), 1) + len(self._total)

    def render_line(self, y: int) -> Strip:
        """A line as drawn last, or drawn now."""
        self._fitted()
        if y not in self._lines:
            self._lines[y] = self._draw(y)
        return self._lines[y]

    @property
    def _keys(self) -> tuple[Key, str] | None:
        """The keys of the cursor's row and column."""
        if not len(self._rows) or not self._columns:
            return None
        return self._rows.key(self.cursor.row), self._columns[self.cursor.column].key

    @property
    def _header_height(self) -> int:
        return max((len(column.title.split("\n")) for column in self._columns), default=0) if self._with_header else 0

    @property
    def _shown(self) -> int:
        """How many rows show."""
        return max(0, min(self._frame.body, len(self._rows) - self._top))

    def _nearest(self, row: int, column: int) -> Place:
        return Place(max(0, min(row, len(self._rows) - 1)), max(0, min(column, len(self._columns) - 1)))

    def _row_of(self, key: Key | None) -> int:
        """The row of that key; where there is none, the cursor's."""
        here = self.cursor.row
        if key is None or (here < len(self._rows) and self._rows.key(here) == key):
            return here
        return next((row for row in range(len(self._rows)) if self._rows.key(row) == key), here)

    def _column_of(self, key: str | None) -> int:
        keys = [column.key for column in self._columns]
        return keys.index(key) if key in keys else self.cursor.column

    def _tell_cursor(self) -> None:
        if self._keys:
            self.post_message(self.CursorMoved(self, *self._keys))

    def _fitted(self) -> Frame:
        """The frame of the present size; in another size everything is arranged anew, the cursor in sight."""
        if self._frame.size != self.size:
            self._lines.clear()
            self._arrange(self._top)
        return self._frame

    def _arrange(self, top: int) -> None:
        """Divide the screen anew, `top` its first row if the cursor shows then."""
        self._frame = self._divided()
        self._aim(top, self._left)
        self._aim(*self._in_sight())

    def _divided(self) -> Frame:
        """The present size divided; where it is too low for all, first the total goes, then the header."""
        size = self.size
        header = self._header_height if size.height > self._header_height else 0
        total = len(self._total) if size.height > header + len(self._total) else 0
        sticky = sum(column.sticky for column in self._columns)
        widths = column_widths(self._columns, [self._wanted(column) for column in self._columns], size.width - 2 * GAP)
        return Frame(size, header, size.height - header - total, total, widths, sticky)

    def _wanted(self, column: Column) -> int:
        """The width a column would like; its texts are measured only where that matters."""
        title = max(map(cell_len, column.title.split("\n")))
        if column.width and not column.sticky:
            return title
        sample = range(0, len(self._rows), max(1, -(-len(self._rows) // SAMPLE)))
        cells = [self._rows.cell(row, column.key) for row in sample]
        cells += [self._total.cell(row, column.key) for row in range(len(self._total))]
        return max(title, *(cell_len(printable(cell.plain)) for cell in cells), 1)

    def _aim(self, top: int, left: int) -> bool:
        """Show from row `top` and column `left` on, as near as can be; whether that changes anything."""
        frame = self._frame
        top = max(0, min(top, len(self._rows) - frame.body))
        left = max(frame.sticky, min(left, frame.first_before(len(self._columns) - 1, frame.beside)))
        before = self._top, self._left, self._slots
        self._top, self._left, self._slots = top, left, frame.slots(left)
        self._thumb = thumb(top, frame.body, len(self._rows))
        return before != (self._top, self._left, self._slots)

    def _in_sight(self) -> tuple[int, int]:
        """From which row and column on to show, so that the cursor does: as now, else with it in the middle."""
        frame, (row, column) = self._frame, self.cursor
        top = self._top if self._top <= row < self._top + frame.body else row - frame.body // 2
        shows = column < frame.sticky or any(slot.column == column for slot in self._slots)
        return top, self._left if shows else frame.first_before(column, frame.beside // 2)

    def _scroll(self, rows: int, columns: int = 0) -> None:
        self._fitted()
        if self._aim(self._top + rows, self._left + columns):
            self._redraw()

    def _redraw(self) -> None:
        """Draw every line and send those that differ from what was drawn before."""
        width, height = self._fitted().size
        before, self._lines = self._lines, {y: self._draw(y) for y in range(height)}
        if changed := [Region(0, y, width, 1) for y, line in self._lines.items() if line != before.get(y)]:
            self.refresh(*changed)

    def _refresh_cells(self, *places: Place) -> None:
        """Draw the lines of these cells again, and send no more of them than the cursor covers."""
        regions = [self._covered(region) for place in places if (region := self._cell_region(place))]
        for region in regions:
            self._lines.pop(region.y, None)
        if regions:
            self.refresh(*regions)

    def _covered(self, cell: Region) -> Region:
        """What a cursor at this cell covers: in a list the whole row; the blank before the first cell goes with it."""
        if self.cursor_kind == "row":
            return Region(0, cell.y, self._frame.size.width, 1)
        return Region(0, cell.y, cell.right, 1) if cell.x == GAP else cell

    def _cell_region(self, place: Place) -> Region:
        slot = next((slot for slot in self._slots if slot.column == place.column), None)
        line = place.row - self._top
        if slot is None or not 0 <= line < self._shown:
            return Region()
        return Region(slot.x, self._frame.header + line, slot.width, 1)

    def _draw(self, y: int) -> Strip:
        """Line `y`: header, a row or the sentence for none, a total row right under the rows, or nothing."""
        line, body = y - self._frame.header, max(self._shown, 1)
        if self._frame.size.width < 2 * GAP:
            return Strip.blank(self._frame.size.width, self._style())
        if line < 0:
            return self._header_line(y)
        if line < self._shown:
            return self._row_line(line)
        if line < body:
            return self._sentence()
        if line < body + self._frame.total:
            cells = [self._painted(self._total, line - body, slot, "total") for slot in self._slots]
            return self._line(cells, self._style("total"))
        return self._line([], self._style())

    def _sentence(self) -> Strip:
        width = self._frame.size.width
        words = fit(((" " * GAP + _(self.empty_text), "muted"),), width, "left")
        return joined([(text, self._style("", role)) for text, role in words], width)

    def _header_line(self, y: int) -> Strip:
        """Titles stand on the lowest line, where it also says that there are more columns to the left or right."""
        base, height = self._style("header"), self._frame.header
        more = bool(self._slots) and self._slots[-1].column < len(self._columns) - 1
        end = self._frame.size.width - GAP
        cells = []
        for slot in self._slots:
            column = self._columns[slot.column]
            title = ([""] * height + column.title.split("\n"))[y - height]
            if more and slot.x + slot.width == end and cell_len(title) < slot.width:
                title += " "  # apart from the arrow, which stands right behind
            align = column.align if cell_len(title) <= slot.width else "left"
            cells.append([(text, base) for text, _role in fit(((title, ""),), slot.width, align)])
        if y < height - 1:
            return self._line(cells, base)
        return self._line(cells, base, edge=MORE_LEFT, last=MORE_RIGHT if more else " ")

    def _row_line(self, line: int) -> Strip:
        row, here, is_list = self._top + line, self.cursor, self.cursor_kind == "row"
        cursor = "" if row != here.row else "cursor" if self.has_focus else "cursor-idle"
        cells = [
            self._painted(self._rows, row, slot, cursor if is_list or slot.column == here.column else "")
            for slot in self._slots
        ]
        is_first = is_list or (bool(self._slots) and self._slots[0].column == here.column)
        first = MARK if self.marks and self._rows.key(row) in self.marks else " "
        last = THUMB if line in self._thumb else " "
        base = self._style(cursor if is_list else "")
        return self._line(cells, base, first=(first, self._style(cursor if is_first else "")), last=last)

    def _painted(self, rows: Rows, row: int, slot: Slot, kind: str) -> list[Painted]:
        """A cell in its slot; under a cursor without roles."""
        column = self._columns[slot.column]
        runs = fit(rows.cell(row, column.key).parts, slot.width, column.align)
        if kind and kind != "total":
            return [(text, self._style(kind)) for text, _role in runs]
        return [(text, self._style(kind, role)) for text, role in runs]

    def _line(
        self,
        cells: Sequence[Sequence[Painted]],
        base: Style,
        *,
        first: Painted | None = None,
        edge: str = CUT,
        last: str = " ",
    ) -> Strip:
        """Cells with gaps between them, and blanks up to the last; `edge` stands where columns are out of sight."""
        runs, end = [first or (" ", base)], GAP
        for slot, cell in zip(self._slots, cells, strict=False):
            is_edge = slot.column == self._left > self._frame.sticky
            if slot.x > GAP:
                runs.append((edge if is_edge else " ", base))
            elif is_edge and edge != CUT:
                runs = [(edge, base)]
            runs += cell
            end = slot.x + slot.width
        width = self._frame.size.width
        return joined([*runs, (" " * (width - end - GAP), base), (last, base)], width)

    def _style(self, kind: str = "", role: str = "") -> Style:
        """The style of a role in a line of that kind: header, total, cursor, cursor-idle."""
        style = self._styles.get((kind, role))
        if style is None:
            classes = [f"grid--{name}" for name in (kind, role) if name]
            # get_visual_style loses "reverse", which is all that a cursor has in a theme without colours.
            is_reverse = any(self.get_component_styles(name).text_style.reverse for name in classes)
            style = self.get_visual_style(*classes).rich_style + Style(reverse=is_reverse)
            self._styles[kind, role] = style
        return style
