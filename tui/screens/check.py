"""Check (Đối chiếu): each figure of the published report beside the computed one, and what is wrong in the files."""

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from tui import keys, phrases
from tui.errors import N_
from tui.screens.base import BoardScreen, Subject
from tui.texts import _, ngettext
from tui.ward.board import Board, Verdict
from tui.widgets.frame import Line, Rule, plain
from tui.widgets.grid import Cell, Column, FigureGrid

MARKS = {"exact": "●", "rounded": "●", "truncated": "◐", "wrong": "▼", "unchecked": "·"}
MARK_ROLES = {"exact": "good", "rounded": "good", "truncated": "on-pace", "wrong": "bad", "unchecked": "muted"}


AROUND = 11
"""Lines around the tables: the frame's four, two titles, the rule, and four of detail."""


class VerdictRows:
    """A row a claim of the report."""

    def __init__(self, verdicts: tuple[Verdict, ...], language: str) -> None:
        self.verdicts = verdicts
        self.language = language

    def __len__(self) -> int:
        return len(self.verdicts)

    def key(self, row: int) -> int:
        """Its place among the claims."""
        return row

    def cell(self, row: int, column: str) -> Cell:
        """One cell; only those that show are asked for."""
        verdict = self.verdicts[row]
        role = MARK_ROLES[verdict.verdict]
        match column:
            case "mark":
                return Cell(MARKS[verdict.verdict], role)
            case "says":
                return Cell(verdict.says)
            case "where":
                return Cell(verdict.where, "muted")
            case "stated":
                return Cell(phrases.stated_percent(verdict, self.language), "strong")
            case "computed":
                return Cell(phrases.computed_percent(verdict, self.language), role)
            case "verdict":
                return Cell(phrases.verdict_word(verdict.verdict), role)
            case _:
                return Cell(phrases.true_with(verdict, self.language), "" if verdict.verdict == "wrong" else "muted")


class ProblemRows:
    """A row a problem of the files."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.problems = board.problems

    def __len__(self) -> int:
        return len(self.problems)

    def key(self, row: int) -> int:
        """Its place among the problems."""
        return row

    def cell(self, row: int, column: str) -> Cell:
        """One cell; only those that show are asked for."""
        problem = self.problems[row]
        match column:
            case "where":
                return Cell(f"{problem.file}:{problem.line}" if problem.line else problem.file, "bad")
            case "column":
                return Cell(problem.column)
            case "value":
                return Cell(problem.value, "strong")
            case _:
                return Cell(phrases.expected(problem, self.board))


class CheckScreen(BoardScreen):
    """Claims above, problems below, and what is under the cursor in full; Tab goes from one table to the other."""

    TAB = "check"
    SCOPES = ("app", "grid", "tab", "check")
    BINDINGS = keys.bindings("tab")
    DEFAULT_CSS = """
    CheckScreen #problems { height: 1fr; }
    CheckScreen #detail { height: 4; padding: 0 1; background: $gb-panel; }
    """

    _turn: str | None = ""
    """What the claim says that is to come under the cursor; "" is the first wrong one, which is where it begins."""

    def body(self) -> ComposeResult:
        """What the report says, then what the files say wrongly."""
        yield Line(id="claims-title")
        yield FigureGrid(cursor="row", id="claims", empty_text=N_("No claim to check: claims.toml is missing or empty"))
        yield Rule()
        yield Line(id="problems-title")
        yield FigureGrid(cursor="row", id="problems")
        yield Static(id="detail")

    @property
    def claims(self) -> FigureGrid:
        """The claims of the report."""
        return self.query_one("#claims", FigureGrid)

    @property
    def faulty(self) -> FigureGrid:
        """The problems of the files."""
        return self.query_one("#problems", FigureGrid)

    def show(self, board: Board) -> None:
        """Claims and problems of `board`."""
        wrong = sum(verdict.verdict == "wrong" for verdict in board.verdicts)
        judged = ngettext("{count} wrong of {all}", "{count} wrong of {all}", wrong)
        self._title("claims-title", _("Figures of the published report"), wrong, judged, len(board.verdicts))
        faults = _("Faulty lines in the files") if board.problems else _("No faulty line in the files")
        self._title("problems-title", faults, board.problem_count, "{count}")
        self._divide(len(board.verdicts), len(board.problems))
        self.claims.show(self._claim_columns(board), VerdictRows(board.verdicts, self.language))
        self.faulty.show(self._problem_columns(board), ProblemRows(board))
        if self._turn is not None:
            self._point(board, self._turn)
            self._turn = None
        if board.problems and not board.verdicts and self.claims.has_focus:
            self.faulty.focus()
        if not board.problems and not board.verdicts:
            self.say("")
            self._detail()

    def turn_to(self, subject: Subject) -> None:
        """Bring the claim of those words under the cursor."""
        self._turn = subject.key
        self._changed()

    def _point(self, board: Board, claim: str) -> None:
        found = (verdict.says == claim if claim else verdict.verdict == "wrong" for verdict in board.verdicts)
        self.claims.row_key = next((row for row, is_it in enumerate(found) if is_it), 0)

    def _title(self, name: str, words: str, count: int, right: str, total: int = 0) -> None:
        line = self.query_one(f"#{name}", Line)
        line.left = plain(words, "bold")
        line.right = plain(right.format(count=count, all=total), "bold $gb-bad" if count else "$gb-good")

    def _divide(self, claims: int, problems: int) -> None:
        """As many lines for each table as it has rows; where there are too few, half for each, or what one spares."""
        room = max(self.size.height - AROUND, 2)
        self.faulty.display = bool(problems)
        self.claims.styles.height = min(max(claims, 1) + 1, max(room - problems - 1, room // 2)) if problems else "1fr"

    def _claim_columns(self, board: Board) -> list[Column]:
        """What the report says has the room that the others leave."""
        columns = [
            Column("mark", "", 1, sticky=True),
            Column("stated", _("Stated"), 9, align="right"),
            Column("computed", _("Computed"), 10, align="right"),
            Column("verdict", _("Verdict"), 10),
        ]
        if self.has_room(110):
            rows = VerdictRows(board.verdicts, self.language)
            widest = {
                key: max((cell_len(rows.cell(row, key).plain) for row in range(len(rows))), default=0)
                for key in ("would", "where")
            }
            if widest["would"]:
                columns.append(Column("would", _("True would be"), max(widest["would"], cell_len(_("True would be")))))
            if self.has_room(150):
                columns.append(Column("where", _("Where"), min(max(widest["where"], 6), 20)))
        left = self.size.width - sum(column.width + 1 for column in columns) - 2
        columns.insert(1, Column("says", _("The report says"), max(24, left), sticky=True))
        return columns

    def _problem_columns(self, board: Board) -> list[Column]:
        """As narrow as their words allow: what is expected has the room that is left."""
        rows, wide = ProblemRows(board), self.has_room(110)
        titles = {"where": _("File and line"), "column": _("Column"), "value": _("Value")}
        most = {"where": 34, "column": 24, "value": 24} if wide else {"where": 26, "column": 12, "value": 12}
        columns = []
        for key, title in titles.items():
            widest = max([cell_len(title), *(cell_len(rows.cell(row, key).plain) for row in range(len(rows)))])
            columns.append(Column(key, title, min(widest, most[key]), sticky=key == "where"))
        return [*columns, Column("expected", _("Expected"), 20, grow=1)]

    @on(FigureGrid.CursorMoved, "#claims")
    def tell_claim(self, event: FigureGrid.CursorMoved) -> None:
        """Say the claim in full below the tables, and in the status line what would make it true."""
        row = int(event.row_key)
        if self.board is None or not self.claims.has_focus or row >= len(self.board.verdicts):
            return
        verdict = self.board.verdicts[row]
        fractions = phrases.true_with(verdict, self.language)
        stated = phrases.stated_percent(verdict, self.language)
        truth = _("{percent} would be {fractions}").format(percent=stated, fractions=fractions) if fractions else ""
        found = _("stated {stated}, computed {computed}: {verdict}").format(
            stated=stated,
            computed=phrases.computed_percent(verdict, self.language),
            verdict=phrases.verdict_word(verdict.verdict),
        )
        short = truth or phrases.verdict_word(verdict.verdict)
        told = ((truth, verdict.says, verdict.where), (short, verdict.where), (short,))
        self.say(*(" · ".join(filter(None, each)) for each in told))
        self._detail(" · ".join(part for part in (f"“{verdict.says}”", verdict.where) if part), found)

    @on(FigureGrid.CursorMoved, "#problems")
    def tell_problem(self, event: FigureGrid.CursorMoved) -> None:
        """Say the problem in full."""
        row = int(event.row_key)
        if self.board is None or not self.faulty.has_focus or row >= len(self.board.problems):
            return
        problem = self.board.problems[row]
        place = f"{problem.file}:{problem.line} {problem.column} “{problem.value}”"
        expected = phrases.expected(problem, self.board)
        self.say(f"{place}: {expected}", f"{problem.file}:{problem.line}: {expected}", expected)
        self._detail(place, ": ".join([_("Expected"), expected]))

    def _detail(self, *lines: str) -> None:
        """What the tables have no room for."""
        self.query_one("#detail", Static).update(plain("\n".join(line for line in lines if line)))
