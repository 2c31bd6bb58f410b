"""The group card: all figures of one group, its months, last year beside this year, its volunteers and models."""

from collections.abc import Iterator, Sequence

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from tui import keys, phrases
from tui.errors import N_
from tui.screens import meeting_words
from tui.screens.base import BoardScreen, Subject
from tui.screens.cells import TargetCells
from tui.screens.overview import ACTUAL, BASE, base_cell, named_and_barred
from tui.texts import _
from tui.ward import numbers
from tui.ward.board import Board, Group, Indicator, Key
from tui.ward.matters import history, last_remark
from tui.ward.meeting import Meeting
from tui.widgets.bars import bar, sparkline
from tui.widgets.details import Details
from tui.widgets.frame import Line, Rule, plain
from tui.widgets.grid import Cell, Column, FigureGrid
from tui.widgets.roles import ROLES


class CardRows:
    """A row an indicator of one group."""

    def __init__(
        self, board: Board, code: str, indicators: tuple[Indicator, ...], language: str, bar_width: int
    ) -> None:
        self.board = board
        self.code = code
        self.indicators = indicators
        self.language = language
        self.bar_width = bar_width
        self.full = max((board.figures[code, each.key].ratio or 0 for each in indicators), default=1.0)

    def __len__(self) -> int:
        return len(self.indicators)

    def key(self, row: int) -> str:
        """The indicator's key."""
        return self.indicators[row].key

    def cell(self, row: int, column: str) -> Cell:
        """One cell; only those that show are asked for."""
        indicator = self.indicators[row]
        figure = self.board.figures[self.code, indicator.key]
        match column:
            case "status":
                return Cell(figure.status.glyph, ROLES[figure.status])
            case "name":
                return Cell(indicator.name(self.language))
            case "actual":
                if figure.actual is None:
                    return Cell(_("not reported"), "muted")
                return Cell(self._amount(ACTUAL, figure.actual, indicator, figure.bound), "strong")
            case "base":
                return base_cell(figure, indicator, self.language)
            case "unit":
                return Cell(indicator.unit_in(self.language), "muted")
            case "bar":
                return Cell("", runs=bar(figure.ratio, self.bar_width, full=self.full))
            case "percent":
                return Cell(phrases.percent(figure, self.language), ROLES[figure.status])
            case "rank":
                return Cell(
                    phrases.NOTHING if figure.rank is None else str(figure.rank), "" if figure.rank else "muted"
                )
            case "months":
                return Cell(sparkline(self.board.months.get((self.code, indicator.key), ()), 12), "bar")
            case "reported":
                day = figure.reported
                return Cell(numbers.short_date(day) if day else phrases.NOTHING, "muted")
            case _:
                before = self.board.last_year.get((self.code, indicator.key))
                return Cell(phrases.percent(before, self.language) if before else phrases.NOTHING, "muted")

    def _amount(self, room: int, value: int | None, indicator: Indicator, bound: str = "") -> str:
        return phrases.amount_within(room, value, indicator, self.language, bound)


class GroupCard(TargetCells, BoardScreen):
    """One group; left and right go to its neighbours, Esc goes back."""

    TAB = "groups"
    SCOPES = ("app", "editable", "card")
    BINDINGS = keys.bindings("editable", "card")
    DEFAULT_CSS = """
    GroupCard FigureGrid { height: 1fr; }
    GroupCard #who { color: $gb-strong; }
    GroupCard Details { max-height: 30%; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.code = ""

    def body(self) -> ComposeResult:
        """Who it is, its figures, its people."""
        yield Line(id="who")
        yield Rule()
        yield FigureGrid(cursor="row", empty_text=N_("No indicator in indicators.toml"))
        yield Rule()
        yield Details()

    def show(self, board: Board) -> None:
        """The card of the group of `code` on `board`; a year that has no such group has no card of it."""
        if not self._is_on(board):
            self._leave()
            return
        group = board.group(self.code)
        who = self.query_one("#who", Line)
        who.left, who.right = _who(group, self.language), plain(self._place(board, group), "$gb-muted")
        indicators = self._indicators(board)
        columns, bar_width = self._columns(board, indicators)
        self.query_one(FigureGrid).show(columns, CardRows(board, self.code, indicators, self.language, bar_width))
        said = _said(board, self.meetings, self.code, public=self.projector)
        self.query_one(Details).parts = (_team(board, self.code, self.language), _models(board, self.code), *said)

    def _leave(self) -> None:
        """Back to where the card was opened; from under a dialogue, once that is left."""
        if self.app.screen is self:
            self.dismiss()
        else:
            self._stale = True

    def _is_on(self, board: Board) -> bool:
        return any(group.code == self.code for group in board.groups)

    def _place(self, board: Board, group: Group) -> str:
        """Where the card is among all; that last year cannot be beside this one, where it cannot."""
        place = _("{place} of {all}").format(place=board.groups.index(group) + 1, all=len(board.groups))
        split = [_("not comparable with last year: groups were split")] if group.code in board.not_comparable else []
        return " · ".join([*split, place])

    def _indicators(self, board: Board) -> tuple[Indicator, ...]:
        """Those that mean something to this group first, then those on which it has neither result nor target."""
        of_groups = [indicator for indicator in board.indicators if indicator.scope == "groups"]
        figures = {indicator.key: board.figures[self.code, indicator.key] for indicator in of_groups}
        idle = [i for i in of_groups if figures[i.key].actual is None and figures[i.key].base is None]
        return (*(i for i in of_groups if i not in idle), *idle)

    def watch_meetings(self) -> None:
        """Something was raised or concluded."""
        self._changed()

    def turn_to(self, subject: Subject) -> None:
        """Turn to that group."""
        self.code = subject.group or self.code
        self._changed()

    @property
    def subject(self) -> Subject:
        """This group, and the indicator under the cursor."""
        return Subject(group=self.code, indicator=str(self.query_one(FigureGrid).row_key or "") or None)

    @property
    def edited_column(self) -> str:
        """The one of what 100 % is."""
        return "base"

    def edited_targets(self) -> tuple[Key, ...]:
        """This group's target of the indicator under the cursor."""
        return tuple((self.code, indicator) for indicator in self.edited_rows())

    @on(FigureGrid.Opened)
    async def edit(self) -> None:
        """Enter edits here: there is nothing to open."""
        await self.run_action("app.edit")

    def _columns(self, board: Board, indicators: tuple[Indicator, ...]) -> tuple[list[Column], int]:
        wide, very_wide = self.has_room(110), self.has_room(150)
        columns = [
            Column("actual", _("Result"), ACTUAL, align="right"),
            Column("base", _("Target"), BASE, align="right"),
        ]
        if very_wide:
            columns.append(Column("unit", _("Unit"), 12))
        tail = [
            Column("percent", _("Rate"), 9, align="right"),
            Column("rank", _("Rank/{all}").format(all=len(board.residential)), 8, align="right"),
        ]
        if wide:
            tail += [Column("months", _("By month"), 12), Column("before", _("Last year"), 10, align="right")]
        if very_wide:
            tail.append(Column("reported", _("Reported"), 9, align="right"))
        return named_and_barred(indicators, self.language, columns, tail, self.size.width)

    @on(FigureGrid.CursorMoved)
    def tell(self, event: FigureGrid.CursorMoved) -> None:
        """Say the figure under the cursor in full."""
        if self.board is not None and self._is_on(self.board):
            self.say(*phrases.figure_words(self.board, self.code, str(event.row_key), self.language))

    def action_step(self, steps: int) -> None:
        """The card of a neighbour; from the last on to the first."""
        if self.board is None:
            return
        codes = [group.code for group in self.board.groups]
        self.want_group(codes[(codes.index(self.code) + steps) % len(codes)])

    def action_back(self) -> None:
        """Back to where the card was opened."""
        self.dismiss()


def _who(group: Group, language: str) -> Content:
    parts = [group.name]
    if group.households is not None:
        parts.append(phrases.households(group.households, language))
    if group.leader:
        parts.append(group.leader)
    return Content.assemble(plain(parts[0], "bold"), plain("".join(f" · {part}" for part in parts[1:])))


def _team(board: Board, code: str, language: str) -> Content:
    team = next((team for team in board.teams if team.group == code), None)
    if team is None:
        return plain(_("No environment volunteer team"), "$gb-muted")
    parts = [team.leader]
    if team.members is not None:
        parts.append(phrases.members(team.members))
    parts.append(phrases.weekday(team.weekday, language))
    words = " · ".join(part for part in parts if part)
    return Content.assemble(plain(_("Environment volunteers") + ": ", "$gb-muted"), plain(words))


def _said(board: Board, meetings: Sequence[Meeting], code: str, *, public: bool) -> Iterator[Content]:
    """What was said last about the group, then each of its open matters, else its last, with what became of it last."""
    label = plain(_("Meeting") + ": ", "$gb-muted")
    if remark := last_remark(meetings, code, board.as_of):
        day = numbers.short_date(remark.day)
        yield Content.assemble(label, plain(f"{day} {meeting_words.wording(remark.text, public=public)}"))
    found = history(meetings, code, board.group(code).name, board.as_of)
    waiting = [matter for matter in found if matter.is_open(board.as_of)]
    for matter in waiting or found[:1]:
        yield Content.assemble(label, plain(meeting_words.told(matter, board.as_of, board, here=code, public=public)))


def _models(board: Board, code: str) -> Content:
    titles = [f"{model.registrant}: {model.title}" for model in board.models if model.group == code]
    if not titles:
        return plain(_("No model registered"), "$gb-muted")
    return Content.assemble(plain(_("Models") + ": ", "$gb-muted"), plain(" · ".join(titles)))
