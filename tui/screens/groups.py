"""Groups (Tổ dân phố): every group against every indicator, sorted and filtered as the meeting asks."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult

from tui import keys, phrases
from tui.errors import N_
from tui.screens.base import BoardScreen, Subject
from tui.screens.cells import TargetCells
from tui.screens.matrix import SHOWS, MatrixRows, TotalRow, View, change_words, columns_of, figure_cell
from tui.screens.picker import Choice, Picker
from tui.texts import _, ngettext
from tui.ward import names
from tui.ward.board import Board, Group, Indicator, Key, Status
from tui.widgets.grid import Column, FigureGrid

NEXT = {"rate": N_("Amounts"), "amount": N_("Change"), "change": N_("Rate")}
"""By what the cells show, the label of the key that shows something else: what comes next."""


class GroupsScreen(TargetCells, BoardScreen):
    """The matrix; Enter opens a group's card."""

    TAB = "groups"
    SCOPES = ("app", "grid", "editable", "spreadable", "sortable", "filterable", "groups")
    BINDINGS = keys.bindings("editable", "spreadable", "sortable", "filterable", "groups")
    DEFAULT_CSS = "GroupsScreen FigureGrid { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.view = View()
        self._turn: Subject | None = None

    def body(self) -> ComposeResult:
        """The matrix alone."""
        yield FigureGrid(cursor="cell", markable=True, empty_text=N_("No group passes the filter; Esc shows all"))

    @property
    def grid(self) -> FigureGrid:
        """The matrix."""
        return self.query_one(FigureGrid)

    def indicators(self, board: Board) -> tuple[Indicator, ...]:
        """Those that groups report on."""
        return columns_of(board)

    @property
    def key_labels(self) -> Mapping[str, str]:
        """What the cells show next."""
        return {"values": NEXT[self.view.shows]}

    def show(self, board: Board) -> None:
        """The matrix of `board` as it is looked at now."""
        if self._turn is not None and self._turn.indicator and self._turn.wants_worst:
            self.view = self.view.worst_first(board.indicator(self._turn.indicator))
        self.view = self.view.on(board)
        groups = self.view.arrange(board)
        total = TotalRow(board, (), self.view, self.language)
        self.grid.show(self._columns(board), MatrixRows(board, groups, self.view, self.language), total=total)
        if self._turn is not None:
            self._point(self._turn, groups)
            self._turn = None

    def _point(self, subject: Subject, groups: tuple[Group, ...]) -> None:
        if subject.indicator:
            self.grid.column_key = subject.indicator
        if subject.group:
            self.grid.row_key = subject.group
        elif subject.wants_worst and groups:
            self.grid.row_key = groups[0].code

    def turn_to(self, subject: Subject) -> None:
        """Bring the cursor to that group and indicator; a filter that hides the group is lifted."""
        if subject.group:
            self.view = replace(self.view, status=None, text="")
        self._turn = subject
        self._changed()

    @property
    def subject(self) -> Subject:
        """The group and the indicator under the cursor."""
        column = self.grid.column_key
        known = self.board is not None and column in {indicator.key for indicator in self.board.indicators}
        return Subject(group=str(self.grid.row_key or "") or None, indicator=column if known else None)

    def edited_targets(self) -> tuple[Key, ...]:
        """The targets of the column under the cursor."""
        indicator = self.subject.indicator
        return tuple((code, indicator) for code in self.edited_rows()) if indicator else ()

    def _columns(self, board: Board) -> list[Column]:
        name = max((cell_len(group.name) for group in board.groups), default=10)
        title = self._corner(board)
        columns = [
            Column("group", title, min(max(name, cell_len(title)), 28), sticky=True),
            Column("households", self._title("households", _("Hh.")), 6, align="right", sticky=self.has_room(100)),
        ]
        for indicator in self.indicators(board):
            title = self._title(indicator.key, indicator.short(self.language))
            columns.append(Column(indicator.key, title, self._width(board, indicator), align="right"))
        return columns

    def _width(self, board: Board, indicator: Indicator) -> int:
        """As wide as its widest cell and a legible title."""
        keys_ = [(code, indicator.key) for code in (None, *(group.code for group in board.groups))]
        cells = (figure_cell(board, key, indicator, self.language, self.view.shows) for key in keys_)
        widest = max(cell_len(cell.plain) for cell in cells)
        return max(widest, min(cell_len(indicator.short(self.language)) + 2, 12))

    def _group_title(self, board: Board) -> str:
        """How many of all groups there are to see, where a filter may hide some."""
        if not self.view.is_filtered:
            return _("Group")
        return " ".join([_("Group"), f"{len(self.view.arrange(board))}/{len(board.groups)}"])

    def _corner(self, board: Board) -> str:
        """The title over the groups; it also says what the cells show, where that is not percentages."""
        shows = SHOWS[self.view.shows]
        return " · ".join([self._title("group", self._group_title(board)), *([_(shows)] if shows else [])])

    def _title(self, column: str, title: str) -> str:
        """The title, with the status that the filter asks of it, and an arrow on the column that sorts."""
        parts = [title]
        if self.view.status is not None and self.view.status_of == column:
            parts.append(self.view.status.glyph)
        if self.view.sort == column:
            parts.append("↓" if self.view.descending else "↑")
        return " ".join(parts)

    def action_sort(self) -> None:
        """Sort by the column under the cursor, best first; once more turns it round."""
        column = self.grid.column_key
        if column is None:
            return
        if column == self.view.sort:
            self._look(replace(self.view, descending=not self.view.descending))
        else:
            self._look(replace(self.view, sort=column, descending=column != "group"))

    @on(FigureGrid.HeaderChosen)
    def sort_by_header(self, event: FigureGrid.HeaderChosen) -> None:
        """A click on a title sorts by it."""
        self.grid.column_key = event.column_key
        self.action_sort()

    def action_values(self) -> None:
        """Amounts instead of percentages, then the change since last year, and back."""
        shows = list(SHOWS)
        self._look(replace(self.view, shows=shows[(shows.index(self.view.shows) + 1) % len(shows)]))

    def action_filter(self) -> None:
        """Ask for a status of this column's indicator, or for a text."""
        board = self.board
        if board is None:
            return
        column = self.grid.column_key or ""
        indicator = next((i for i in self.indicators(board) if i.key == column), None)

        def choices(query: str) -> list[Choice]:
            found = [Choice("", _("All groups"))]
            if indicator is not None and not query:
                tally = Counter(board.figures[group.code, indicator.key].status for group in board.groups)
                found += [
                    Choice(status.value, f"{status.glyph} {phrases.status_word(status)}", f"{tally[status]}")
                    for status in Status
                    if tally[status]
                ]
            if query:
                kept = sum(1 for group in board.groups if names.match(query, group.name))
                found.insert(0, Choice(f"={query}", _("Groups with “{text}”").format(text=query), str(kept)))
            return found

        title = ": ".join([_("Filter"), *([indicator.name(self.language)] if indicator else [])])
        self.app.push_screen(Picker(title, choices), lambda chosen: self._filter(chosen, column))

    def _filter(self, chosen: str | None, column: str) -> None:
        match chosen:
            case None:
                return
            case "":
                self._look(replace(self.view, status=None, text=""))
            case text if text.startswith("="):
                self._look(replace(self.view, status=None, text=text[1:]))
            case status:
                self._look(replace(self.view, status=Status(status), status_of=column, text=""))

    def action_lift(self) -> None:
        """Show all groups again; where all show already, the overview."""
        if self.view.is_filtered:
            self._filter("", "")
        else:
            self.want_overview()

    def _look(self, view: View) -> None:
        """Look at the matrix so; the status line then says the filter, even where the cursor came to another row."""
        self.view = view
        if self.board is None:
            return
        with self.grid.prevent(FigureGrid.CursorMoved):
            self.show_again()
        if view.is_filtered:
            self.say(self._filter_words(self.board))
        else:
            self.say(*self._figure_words(self.board))

    def _filter_words(self, board: Board) -> str:
        view = self.view
        asked = f"“{view.text}”"
        if view.status is not None:
            name = board.indicator(view.status_of).name(self.language)
            asked = f"{name} · {phrases.status_word(view.status)}"
        count = len(board.groups)
        shown = ngettext("{shown} of {all} group", "{shown} of {all} groups", count)
        shown = shown.format(shown=len(view.arrange(board)), all=count)
        return _("Filter: {what}").format(what=f"{asked} · {shown}")

    def _figure_words(self, board: Board) -> Sequence[str]:
        """The figure under the cursor in full; where the table shows changes, how it moved."""
        code, column = str(self.grid.row_key or ""), self.grid.column_key
        if code and column and self.view.shows == "change" and (code, column) in board.figures:
            return change_words(board, (code, column), self.language)
        return phrases.figure_words(board, code, column, self.language) if code and column else ()

    @on(FigureGrid.CursorMoved)
    def tell(self) -> None:
        """Say the figure under the cursor in full."""
        if self.board is not None:
            self.say(*self._figure_words(self.board))

    @on(FigureGrid.Opened)
    def open_card(self, event: FigureGrid.Opened) -> None:
        """The card of the group under the cursor."""
        self.want_group(event.row_key)
