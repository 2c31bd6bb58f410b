"""Environment (Môi trường): the volunteer teams, their weeks with every missed clean-up, and what was made where."""

from collections.abc import Sequence
from datetime import date, timedelta

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.content import Content

from tui import keys, phrases
from tui.errors import N_
from tui.screens.arrange import by_value
from tui.screens.base import BoardScreen, Subject
from tui.screens.picker import Choice, Picker
from tui.texts import _, ngettext
from tui.ward import names, numbers
from tui.ward.board import Board, Group, PlaceResult, Team
from tui.ward.judgement import judged
from tui.ward.weeks import WeekCell, WeekRow, Weeks, WeekState
from tui.widgets.frame import Line, Rule, plain
from tui.widgets.grid import Cell, Column, FigureGrid
from tui.widgets.heat import GLYPHS, ROLES, SEVERAL, heat, months

WORDS = {
    WeekState.HELD: N_("held"),
    WeekState.MISSED: N_("missed"),
    WeekState.NOT_REPORTED: N_("not reported"),
    WeekState.BLANK: N_("not due"),
}
NO_TEAMS = N_("No indicator counts clean-ups, and teams.csv is empty")
NONE_PASSES = N_("No group passes the filter; Esc shows all")
ORDERS = ("group", "held", "missed", "unreported", "silent", "members")
"""What the teams are sorted by, in the order of the sort key."""
RISING = ("group", "held")
"""Of these the lowest comes first, of the others the highest: either way the worst team is on top."""
COUNTED = {"held": WeekState.HELD, "missed": WeekState.MISSED, "unreported": WeekState.NOT_REPORTED}


class TeamRows:
    """A row a team: who leads it, its year week by week, how many weeks it held, missed, did not report."""

    def __init__(self, board: Board, rows: tuple[WeekRow, ...], language: str, strip: int) -> None:
        self.board = board
        self.rows = rows
        self.teams = {team.group: team for team in board.teams}
        self.language = language
        self.strip = strip

    def __len__(self) -> int:
        return len(self.rows)

    def key(self, row: int) -> str:
        """The group's code."""
        return self.rows[row].group

    def cell(self, row: int, column: str) -> Cell:
        """One cell; only those that show are asked for."""
        weeks = self.rows[row]
        team = self.teams.get(weeks.group)
        match column:
            case "group":
                return Cell(self.board.group(weeks.group).name)
            case "leader":
                return Cell(team.leader if team else phrases.NOTHING, "" if team else "muted")
            case "members":
                return _count(team.members if team else None)
            case "weekday":
                return Cell(phrases.weekday(team.weekday, self.language) if team else phrases.NOTHING, "muted")
            case "weeks":
                return Cell("", runs=heat(weeks.cells, self.strip))
            case "held":
                return _count(weeks.count(WeekState.HELD), "strong")
            case "missed":
                return _count(weeks.count(WeekState.MISSED), "bad")
            case "unreported":
                return _count(weeks.count(WeekState.NOT_REPORTED), "warn")
            case "silent":
                return _count(weeks.silent, "bad")
            case _:
                return Cell(self._last_year(weeks.group), "muted")

    def _last_year(self, group: str) -> str:
        weeks = judged(self.board).weeks
        before = self.board.last_year.get((group, weeks.indicator)) if weeks else None
        return (
            numbers.format_amount(before.actual, self.language)
            if before and before.actual is not None
            else phrases.NOTHING
        )


def _count(number: int | None, role: str = "") -> Cell:
    return Cell(str(number), role) if number else Cell(phrases.NOTHING, "muted")


class PlaceRows:
    """A row a place and a kind of work."""

    def __init__(self, board: Board, places: tuple[PlaceResult, ...], language: str, room: int) -> None:
        """What does not fit into `room` cells has its short name."""
        self.board = board
        self.places = places
        self.language = language
        self.room = room

    def __len__(self) -> int:
        return len(self.places)

    def key(self, row: int) -> str:
        """Place and indicator."""
        return place_key(self.places[row])

    def cell(self, row: int, column: str) -> Cell:
        """One cell; only those that show are asked for."""
        result = self.places[row]
        indicator = self.board.indicator(result.indicator)
        match column:
            case "place":
                return Cell(result.place or _("Whole ward"), "" if result.place else "muted")
            case "kind":
                return Cell(indicator.name_within(self.room, self.language))
            case "amount":
                return Cell(phrases.amount(result.actual, indicator, self.language, result.bound), "strong")
            case "unit":
                return Cell(indicator.unit_in(self.language), "muted")
            case _:
                return _count(len(result.groups))


class EnvironmentScreen(BoardScreen):
    """Left and right move the week, Enter opens the group's card, Tab goes to the places."""

    TAB = "environment"
    SCOPES = ("app", "grid", "environment", "filterable")
    BINDINGS = keys.bindings("environment", "filterable")
    DEFAULT_CSS = """
    EnvironmentScreen #teams { height: 2fr; }
    EnvironmentScreen #places { height: 1fr; min-height: 4; max-height: 14; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.order = "group"
        self.only = ""
        self.week: int | None = None
        """The place of the week that somebody chose; until then it is that of the board's day."""
        self._turn = Subject()

    def body(self) -> ComposeResult:
        """Legend, teams, places."""
        yield Line(id="legend")
        yield FigureGrid(cursor="row", id="teams", empty_text=NO_TEAMS)
        yield Rule()
        yield FigureGrid(cursor="row", id="places", empty_text=N_("No result names a place"))

    @property
    def teams(self) -> FigureGrid:
        """The teams."""
        return self.query_one("#teams", FigureGrid)

    @property
    def places(self) -> FigureGrid:
        """The places."""
        return self.query_one("#places", FigureGrid)

    @property
    def subject(self) -> Subject:
        """The team under the cursor, and its clean-ups."""
        weeks = judged(self.board).weeks if self.board else None
        return Subject(str(self.teams.row_key or "") or None, weeks.indicator if weeks else None)

    def turn_to(self, subject: Subject) -> None:
        """Bring that team, or that place, under the cursor."""
        self._turn, self.only = subject, ""
        self._changed()

    def show(self, board: Board) -> None:
        """Teams and places of `board`."""
        weeks = judged(board).weeks
        if self._turn.wants_worst:
            self.order = "held"
        self.query_one("#legend", Line).left = self._legend(board, weeks)
        rows = self._arranged(board, weeks)
        self.teams.empty_text = NONE_PASSES if self.only else NO_TEAMS
        columns, strip = self._team_columns(board, weeks, len(rows))
        self.teams.show(columns, TeamRows(board, rows, self.language, strip))
        places = _environment(board)
        columns, room = self._place_columns(places)
        self.places.show(columns, PlaceRows(board, places, self.language, room))
        self._point(rows, places)
        self._tell()

    def _point(self, rows: tuple[WeekRow, ...], places: tuple[PlaceResult, ...]) -> None:
        turn, self._turn = self._turn, Subject()
        if turn.group:
            self.teams.row_key = turn.group
        elif turn.wants_worst and rows:
            self.teams.row_key = rows[0].group
        named = next((p for p in places if turn.key and p.place == turn.key), None)
        if named is not None:
            self.places.row_key = place_key(named)
            self.places.focus()

    def _legend(self, board: Board, weeks: Weeks | None) -> Content:
        """The ward's weeks in numbers, each with its glyph, behind the full name if that leaves room."""
        if weeks is None:
            return plain(_("Environment volunteer teams"), "bold")
        indicator = board.indicator(weeks.indicator)
        wide = self._told(weeks, indicator.name(self.language), "   ")
        if self.has_room(wide.cell_length + 2):
            return wide
        return self._told(weeks, indicator.short(self.language), "  ")

    def _told(self, weeks: Weeks, name: str, gap: str) -> Content:
        parts = [plain(name, "bold")]
        for state in COUNTED.values():
            count = numbers.format_amount(sum(row.count(state) for row in weeks.rows), self.language)
            parts += [plain(f"{gap}{GLYPHS[state]} ", f"$gb-{ROLES[state]}"), plain(f"{_(WORDS[state])} {count}")]
        more = [plain(f"{gap}{SEVERAL} ", f"$gb-{ROLES[WeekState.HELD]}"), plain(_("held twice or more"))]
        return Content.assemble(*parts, *more)

    def _arranged(self, board: Board, weeks: Weeks | None) -> tuple[WeekRow, ...]:
        of_teams = tuple(WeekRow(team.group, ()) for team in board.teams)
        rows = {row.group: row for row in (weeks.rows if weeks else of_teams)}
        members = {team.group: team.members for team in board.teams}

        def measure(group: Group) -> int | None:
            if self.order == "members":
                return members.get(group.code)
            row = rows[group.code]
            return row.silent if self.order == "silent" else row.count(COUNTED[self.order])

        groups = tuple(group for group in board.groups if group.code in rows and self._keeps(group, rows[group.code]))
        if self.order != "group":
            groups = by_value(groups, measure, descending=self.order not in RISING)
        return tuple(rows[group.code] for group in groups)

    def _team_columns(self, board: Board, weeks: Weeks | None, shown: int) -> tuple[list[Column], int]:
        """The columns that there is room for, and the cells of the strip: two a week where they fit."""
        of_all = [f"{shown}/{len(weeks.rows) if weeks else len(board.teams)}"] if self.only else []
        group_title = " ".join([_("Group"), *of_all])
        mondays = weeks.mondays if weeks else ()
        leader = max((len(team.leader) for team in board.teams), default=0)
        head = [Column("group", self._title("group", group_title), 14 if self.has_room(100) else 13, sticky=True)]
        tail = self._counts()
        extra = [
            Column("members", self._title("members", _("Members")), 9, align="right"),
            Column("before", _("Last year"), 9, align="right"),
            Column("weekday", _("Weekday"), 9),
            Column("leader", _("Leader"), min(leader, 28)),
        ]
        cells = len(mondays)
        used = sum(column.width + 1 for column in [*head, *tail]) + 3
        doubled = self.size.width - used >= 2 * cells + 12
        strip = 2 * cells if doubled else cells
        for column in extra if not self.projector else ():
            if used + column.width + 1 + strip <= self.size.width:
                used += column.width + 1
                (tail if column.key in ("before",) else head).append(column)
        if not cells:
            return [*head, *tail], 0
        title = _strip_title(mondays, strip, self._week_in(mondays, board.as_of))
        return [*head, Column("weeks", title, strip), *tail], strip

    def _counts(self) -> list[Column]:
        """The columns of numbers of weeks; where there is no room for words, under their glyphs."""
        if not self.has_room(100):
            glyphs = {key: GLYPHS[state] for key, state in COUNTED.items()}
            return [Column(key, self._title(key, glyph), 3, align="right") for key, glyph in glyphs.items()]
        titles = {"held": _("Held"), "missed": _("Missed"), "unreported": _("Not\nrep."), "silent": _("In a\nrow")}
        written = {key: self._title(key, title) for key, title in titles.items()}
        return [
            Column(key, title, max(6, *map(cell_len, title.split("\n"))), align="right")
            for key, title in written.items()
        ]

    def _week_in(self, mondays: tuple[date, ...], as_of: date) -> int:
        """The place of the week that is looked at; another year may have fewer, and begin after `as_of`."""
        week = sum(monday <= as_of for monday in mondays) - 1 if self.week is None else self.week
        return min(max(week, 0), len(mondays) - 1)

    def _title(self, column: str, title: str) -> str:
        return title if column != self.order else f"{title} {'↑' if column in RISING else '↓'}"

    def _place_columns(self, places: tuple[PlaceResult, ...]) -> tuple[list[Column], int]:
        """The columns, and the cells for what was made; the place is as wide as the widest that leaves room for it."""
        wide = self.has_room(110)
        widest = max((cell_len(each.place or _("Whole ward")) for each in places), default=0)
        columns = [
            Column("place", _("Place"), min(max(widest, cell_len(_("Place"))), 46 if wide else 24), sticky=True),
            Column("amount", _("Result"), 9, align="right"),
            Column("unit", _("Unit"), 10),
            *([Column("groups", _("Teams"), 6, align="right")] if wide else []),
        ]
        room = max(16, self.size.width - sum(column.width + 1 for column in columns) - 2)
        columns.insert(3, Column("kind", _("What"), room))
        return columns, room

    @on(FigureGrid.CursorMoved)
    def moved(self) -> None:
        """Say the week under the cursor, or the place."""
        self._tell()

    def _tell(self) -> None:
        if self.board is not None:
            self.say(*(self._place_words(self.board) if self.places.has_focus else self._team_in_words(self.board)))

    def _place_words(self, board: Board) -> Sequence[str]:
        """The place under the cursor with what was made there, in full and shorter."""
        key = self.places.row_key
        result = next((each for each in _environment(board) if place_key(each) == key), None)
        if result is None:
            return ()
        indicator = board.indicator(result.indicator)
        amount = phrases.with_unit(result.actual, indicator, self.language, result.bound)
        what = [f"{name(self.language)} · {amount}" for name in (indicator.name, indicator.short)]
        return [" · ".join([result.place or _("Whole ward"), what[0]]), *what]

    def _team_in_words(self, board: Board) -> Sequence[str]:
        """The team under the cursor, and its week that is looked at; where there is less room, not who leads it."""
        code, weeks = str(self.teams.row_key or ""), judged(board).weeks
        if not code:
            return ()
        words = [board.group(code).name]
        if weeks is not None:
            row, week = weeks.row(code), self._week_in(weeks.mondays, board.as_of)
            words.append(week_words(row.cells[week], week + 1, self.language))
            if row.silent:
                silent = ngettext("nothing reported for a week", "nothing reported for {weeks} weeks", row.silent)
                words.append(silent.format(weeks=row.silent))
        of_team = _team_words(next((team for team in board.teams if team.group == code), None), self.language)
        return [" · ".join([*words, *told]) for told in (of_team, of_team[1:], of_team[1:2], ())]

    def _keeps(self, group: Group, row: WeekRow) -> bool:
        """Whether the filter lets a team through: a state that any of its weeks has, else a text in its name."""
        if self.only in (WeekState.MISSED, WeekState.NOT_REPORTED):
            return row.count(WeekState(self.only)) > 0
        return not self.only or names.match(self.only, group.name) > 0

    def action_filter(self) -> None:
        """Ask for the teams that missed, or did not report, or have a text in the name."""

        def choices(query: str) -> list[Choice]:
            if query:
                return [Choice(query, _("Groups with “{text}”").format(text=query)), Choice("", _("All groups"))]
            states = (WeekState.MISSED, WeekState.NOT_REPORTED)
            return [Choice("", _("All groups")), *(Choice(s, f"{GLYPHS[s]} {_(WORDS[s])}") for s in states)]

        self.app.push_screen(Picker(_("Filter"), choices, start=self.only), self._filter)

    def action_lift(self) -> None:
        """Show all teams again; where all show already, the overview."""
        if self.only:
            self._filter("")
        else:
            self.want_overview()

    def _filter(self, chosen: str | None) -> None:
        if chosen is not None:
            self.only = chosen
            self.show_again()

    def action_week(self, steps: int) -> None:
        """The week after, or before."""
        weeks = judged(self.board).weeks if self.board else None
        if self.board is None or weeks is None:
            return
        week = self._week_in(weeks.mondays, self.board.as_of) + steps
        self.week = min(max(week, 0), len(weeks.mondays) - 1)
        self.show_again()

    def action_sort(self) -> None:
        """Sort by the next column."""
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        self.show_again()

    @on(FigureGrid.Opened, "#teams")
    def open_card(self, event: FigureGrid.Opened) -> None:
        """The card of the team's group."""
        self.want_group(event.row_key)


def _environment(board: Board) -> tuple[PlaceResult, ...]:
    """What was made where, and, without a place, what the environment's other indicators come to in the whole ward."""
    kinds = {indicator.key for indicator in board.indicators if indicator.topic == "environment"}
    placed = [result for result in board.places if result.indicator in kinds]
    rest = kinds - {result.indicator for result in placed}
    figures = (board.figures[None, indicator.key] for indicator in board.indicators if indicator.key in rest)
    whole = [PlaceResult("", f.indicator, f.actual, f.bound, ()) for f in figures if f.actual is not None]
    return (*whole, *placed)


def place_key(result: PlaceResult) -> str:
    """Place and indicator: one row."""
    return f"{result.place}\t{result.indicator}"


def _strip_title(mondays: tuple[date, ...], strip: int, week: int) -> str:
    """The months over their weeks, and a pointer at the week that is looked at."""
    each = strip // len(mondays)
    return f"{months(mondays, strip)}\n{' ' * week * each}▾"


def week_words(cell: WeekCell, number: int, language: str) -> str:
    """A week in words: its number, days, and what is known of it."""
    first, last = (numbers.short_date(day) for day in (cell.monday, cell.monday + timedelta(days=6)))
    words = _("week {number} ({first}–{last}): {state}").format(
        number=number, first=first, last=last, state=f"{GLYPHS[cell.state]} {_(WORDS[cell.state])}".strip()
    )
    if cell.sessions:
        words += ", " + ngettext("{count} session", "{count} sessions", cell.sessions).format(count=cell.sessions)
    if cell.attendance is not None:
        attended = ngettext("{count} attendance", "{count} attendances", cell.attendance)
        words += ", " + attended.format(count=numbers.format_amount(cell.attendance, language))
    return words


def _team_words(team: Team | None, language: str) -> Sequence[str]:
    """Who leads a team, how many it has, when it goes out: what is known of that."""
    if team is None:
        return ()
    members = "" if team.members is None else phrases.members(team.members)
    return [part for part in (team.leader, members, phrases.weekday(team.weekday, language)) if part]
