"""Check (Đối chiếu): each figure of the published report beside the computed one, and what is wrong in the files."""

from textual import on
from textual.app import ComposeResult

from tui import keys, phrases
from tui.errors import N_, Problem
from tui.screens.base import BoardScreen, Subject
from tui.texts import _, ngettext
from tui.ward.board import Board, Verdict
from tui.widgets.frame import Line, Rule, plain
from tui.widgets.grid import Cell, Column, FigureGrid

MARKS = {"exact": "●", "rounded": "●", "truncated": "◐", "wrong": "▼", "unchecked": "·"}
MARK_ROLES = {"exact": "good", "rounded": "good", "truncated": "on-pace", "wrong": "bad", "unchecked": "muted"}


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

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems

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
                return Cell(_(problem.expected))


class CheckScreen(BoardScreen):
    """Claims above, problems below; Tab goes from one to the other."""

    TAB = "check"
    SCOPES = ("app", "grid", "tab", "check")
    BINDINGS = keys.bindings("tab")
    DEFAULT_CSS = """
    CheckScreen #claims { height: 2fr; }
    CheckScreen #problems { height: 1fr; }
    """

    _turn = ""

    def body(self) -> ComposeResult:
        """What the report says, then what the files say wrongly."""
        yield Line(id="claims-title")
        yield FigureGrid(cursor="row", id="claims", empty_text=N_("No claim to check: claims.toml is missing or empty"))
        yield Rule()
        yield Line(id="problems-title")
        yield FigureGrid(cursor="row", id="problems", empty_text=N_("No problem in the files"))

    def show(self, board: Board) -> None:
        """Claims and problems of `board`."""
        wrong = sum(verdict.verdict == "wrong" for verdict in board.verdicts)
        self._title(
            "claims-title",
            _("Figures of the published report"),
            wrong,
            ngettext("{count} wrong of {all}", "{count} wrong of {all}", wrong),
            len(board.verdicts),
        )
        self._title("problems-title", _("Faulty lines in the files"), board.problem_count, "{count}")
        self.query_one("#claims", FigureGrid).show(self._claim_columns(), VerdictRows(board.verdicts, self.language))
        self.query_one("#problems", FigureGrid).show(self._problem_columns(), ProblemRows(board.problems))

        if self._turn:
            says = [verdict.says for verdict in board.verdicts]
            self.query_one("#claims", FigureGrid).row_key = says.index(self._turn) if self._turn in says else 0
            self._turn = ""

    def turn_to(self, subject: Subject) -> None:
        """Bring the claim of those words under the cursor."""
        self._turn = subject.key
        self._changed()

    def _title(self, name: str, words: str, count: int, right: str, total: int = 0) -> None:
        line = self.query_one(f"#{name}", Line)
        line.left = plain(words, "bold")
        line.right = plain(right.format(count=count, all=total), "bold $gb-bad" if count else "$gb-good")

    def _claim_columns(self) -> list[Column]:
        wide = self.has_room(110)
        columns = [
            Column("mark", "", 1, sticky=True),
            Column("says", _("The report says"), max(24, self.size.width - (100 if wide else 56)), sticky=True),
            Column("stated", _("Stated"), 9, align="right"),
            Column("computed", _("Computed"), 9, align="right"),
            Column("verdict", _("Verdict"), 10),
        ]
        if wide:
            columns.append(Column("would", _("True would be"), 30))
            columns.append(Column("where", _("Where"), 20))
        return columns

    def _problem_columns(self) -> list[Column]:
        return [
            Column("where", _("File and line"), 24, sticky=True),
            Column("column", _("Column"), 20),
            Column("value", _("Value"), 18),
            Column("expected", _("Expected"), 20, grow=1),
        ]

    @on(FigureGrid.CursorMoved, "#claims")
    def tell_claim(self, event: FigureGrid.CursorMoved) -> None:
        """Say the claim in full, with what would make it true."""
        if self.board is None:
            return
        verdict = self.board.verdicts[int(event.row_key)]
        fractions = phrases.true_with(verdict, self.language)
        truth = _("{percent} would be {fractions}").format(
            percent=phrases.stated_percent(verdict, self.language), fractions=fractions
        )
        self.say(" · ".join(words for words in (truth if fractions else "", verdict.says, verdict.where) if words))

    @on(FigureGrid.CursorMoved, "#problems")
    def tell_problem(self, event: FigureGrid.CursorMoved) -> None:
        """Say the problem in full."""
        if self.board is not None:
            problem = self.board.problems[int(event.row_key)]
            self.say(f"{problem.file}:{problem.line} {problem.column} “{problem.value}”: {_(problem.expected)}")
