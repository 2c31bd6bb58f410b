"""Evaluation (Đánh giá): the campaign's models by the year's scheme, each kind apart, and the groups ranked."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.content import Content

from tui import keys, phrases
from tui.errors import N_
from tui.screens.base import BoardScreen, Subject
from tui.screens.cells import GridCells
from tui.screens.editing import SEPARATOR, Editing, ScoreEditing
from tui.screens.evaluation_rows import VIEWS, FieldRows, ModelRows, RankRows
from tui.screens.model_words import evaluation_words
from tui.texts import _, ngettext
from tui.ward.board import Board
from tui.ward.campaign import STAGES, Evaluation, FieldTable, Line, by_field, funnel
from tui.ward.judgement import Judgement, judged
from tui.ward.ranking import GroupScore
from tui.ward.scheme import Criterion, Extra, Scheme
from tui.widgets.details import Details
from tui.widgets.frame import Line as TextLine
from tui.widgets.frame import Rule, plain
from tui.widgets.grid import Column, FigureGrid

NO_MODELS = N_("No models: models.csv is missing or empty")
EMPTY = {"groups": N_("No ranking: scoring.toml has no weights")}
"""What stands where a view has no rows, if not `NO_MODELS`."""

SIDES = {"review": N_("points of the review"), "self": N_("their own points")}
"""Whose points the criteria show and F2 edits."""

MODELS = ("collective", "individual")
"""The views of models, whose points are edited."""

EXTRAS = ("bonus", "deductions")


def _score_words(board: Board, score: GroupScore, language: str) -> str:
    """A group's place in a line."""
    points = " ".join([_("Points"), phrases.points(score.points, language, 2)])
    rank = _("rank {rank} of {all}").format(rank=score.rank, all=len(board.residential))
    return " · ".join([board.group(score.group).name, points, rank])


def _field_words(table: FieldTable) -> str:
    """Why the fields' counts may be more than the models."""
    words = ngettext(
        "{models} model, fields named: {mentions}; a model in several fields counts in each",
        "{models} models, fields named: {mentions}; a model in several fields counts in each",
        table.models,
    )
    return words.format(models=table.models, mentions=table.mentions)


class EvaluationScreen(GridCells, BoardScreen):
    """Tab goes from collectives to individuals, groups and fields."""

    TAB = "evaluation"
    SCOPES = ("app", "grid", "editable", "evaluation", "tab")
    BINDINGS = keys.bindings("editable", "evaluation", "tab")
    DEFAULT_CSS = """
    EvaluationScreen FigureGrid { height: 1fr; }
    EvaluationScreen #views { background: $gb-panel; }
    EvaluationScreen Details { height: 3; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.view = "collective"
        self.side = "review"
        self._turn: str | None = None
        self._column = ""

    def body(self) -> ComposeResult:
        """Which view, how many models came how far, the table, what is under the cursor in full."""
        yield TextLine(id="views")
        yield FigureGrid(cursor="cell", empty_text=NO_MODELS)
        yield Rule()
        yield Details()

    @property
    def grid(self) -> FigureGrid:
        """The table."""
        return self.query_one(FigureGrid)

    def turn_to(self, subject: Subject) -> None:
        """Bring that model or group under the cursor; of a model, the points that are meant."""
        self._turn, _separator, place = subject.key.partition(SEPARATOR)
        side, _separator, self._column = place.partition(SEPARATOR)
        if side in SIDES:
            self.side = side
        elif side:
            self._column = f"{side}.{self._column}"
        self._turn = self._turn or subject.group
        self._changed()

    @property
    def subject(self) -> Subject:
        """The group under the cursor, or that of the model."""
        key = str(self.grid.row_key or "")
        if self.view == "groups":
            return Subject(group=key or None)
        models = self.board.models if self.board else ()
        return Subject(group=next((model.group for model in models if model.code == key), None))

    @property
    def idle_keys(self) -> frozenset[str]:
        """Points are those of models: elsewhere there is nothing to unlock on the projector either."""
        return super().idle_keys | (frozenset() if self.view in MODELS else {"edit", "side", "unlock"})

    def show(self, board: Board) -> None:
        """The view of `board` that is chosen."""
        judgement = judged(board)
        if self._turn is not None:
            kinds = {model.code: model.kind for model in board.models}
            self.view = kinds.get(self._turn, "groups")
        views = self.query_one("#views", TextLine)
        views.left = self._views(board)
        views.right = self._funnel(board, self.size.width - views.left.cell_length - 3)
        self.grid.empty_text = EMPTY.get(self.view, NO_MODELS)
        if self.view == "fields":
            self._show_fields(board, judgement)
        elif self.view == "groups":
            self.grid.show(self._rank_columns(board, judgement), RankRows(board, judgement.ranks, self.language))
        else:
            evaluations = sorted(self._evaluations(judgement), key=lambda each: each.rank or 10_000)
            columns = self._model_columns(judgement, evaluations)
            self.grid.show(columns, ModelRows(evaluations, self.language, self.side))
        if self._turn is not None:
            self.grid.row_key, self._turn = self._turn, None
            if self._column:
                self.grid.column_key = self._column
        self._tell(board)

    def _show_fields(self, board: Board, judgement: Judgement) -> None:
        table = by_field(board.models, judgement.scheme)
        columns = [
            Column("field", _("Field"), 30, sticky=True, grow=1),
            Column("collective", _("Collectives"), 12, align="right"),
            Column("individual", _("Individuals"), 12, align="right"),
            Column("all", _("Together"), 12, align="right"),
        ]
        self.grid.show(columns, FieldRows(table, self.language))

    def _evaluations(self, judgement: Judgement) -> list[Evaluation]:
        return [evaluation for evaluation in judgement.evaluations if evaluation.model.kind == self.view]

    def _views(self, board: Board) -> Content:
        counts = {kind: sum(model.kind == kind for model in board.models) for kind in VIEWS}
        counts["groups"] = len(board.residential)
        counts["fields"] = len(judged(board).scheme.fields)
        parts = []
        for view, label in VIEWS.items():
            text = f"{_(label)} {counts[view]}"
            parts.append(plain(f"[{text}]", "bold $gb-accent") if view == self.view else plain(f" {text} "))
        if self.view in MODELS and (self.side == "self" or self.has_room(130)):
            parts.append(plain(f"  {_(SIDES[self.side])}", "$gb-warn" if self.side == "self" else "$gb-muted"))
        return Content.assemble(*parts)

    def _funnel(self, board: Board, room: int) -> Content:
        """How many came how far, registered → … → commended, as explicitly as there is room for; else nothing."""
        if self.view not in MODELS:
            return Content()
        reached = funnel(board.models)[self.view]
        named = [f"{_(label)} {count}" for label, count in zip(STAGES.values(), reached, strict=True)]
        counted = [named[0], *map(str, reached[1:])]
        words = " → ".join(named), " → ".join(counted), "→".join(counted)
        return plain(next((each for each in words if cell_len(each) <= room), ""), "$gb-muted")

    def _model_columns(self, judgement: Judgement, evaluations: Sequence[Evaluation]) -> list[Column]:
        wide = self.has_room(110)
        names = max(cell_len(name) for name in (_("Registrant"), *(each.model.registrant for each in evaluations)))
        grades = [band.name(self.language) for band in judgement.scheme.bands] + [_("disqualified"), _("not yet")]
        columns = [
            Column("rank", "#", 3, align="right", sticky=True),
            Column("code", _("Code"), 5, sticky=wide),
            Column("registrant", _("Registrant"), min(names, 44 if wide else 22), sticky=True),
            Column("total", _("Total"), 6, align="right"),
            Column("grade", _("Grade"), max(map(cell_len, grades))),
            Column("next", _("To next"), 8, align="right"),
        ]
        for number, criterion in enumerate(judgement.scheme.criteria_for(self.view), 1):
            columns.append(self._criterion_column(str(number), criterion))
            parts = [leaf for leaf in criterion.leaves() if leaf is not criterion]
            columns += [self._criterion_column(f"{number}.{n}", part) for n, part in enumerate(parts, 1)]
        columns += [
            Column("self", _("Self"), 7, align="right"),
            Column("review", _("Review"), 9, align="right"),
            Column("extra", _("+/−"), 5, align="right"),
            *self._extra_columns(judgement.scheme),
            Column("status", _("Stage"), 12),
        ]
        return columns

    def _criterion_column(self, number: str, criterion: Criterion) -> Column:
        """Its number, as on paper sheets, over its maximum; the name of the one at the cursor stands below."""
        letter = _("C")
        most = phrases.points(criterion.max, self.language)
        return Column(criterion.key, f"{letter}{number}\n/{most}", 5, align="right")

    def _extra_columns(self, scheme: Scheme) -> list[Column]:
        """A column each bonus and each deduction, numbered like the criteria."""
        return [
            Column(f"{side}.{extra.key}", f"{sign}{n}\n/{phrases.points(extra.max, self.language)}", 5, align="right")
            for side, sign, extras in (("bonus", "+", scheme.bonus), ("deductions", "−", scheme.deductions))
            for n, extra in enumerate(extras, 1)
        ]

    def _rank_columns(self, board: Board, judgement: Judgement) -> list[Column]:
        columns = [
            Column("rank", "#", 3, align="right", sticky=True),
            Column("group", _("Group"), 14, sticky=True),
            Column("points", _("Points"), 7, align="right"),
            Column("change", _("Change"), 8, align="right"),
            Column("missing", _("Missing"), 9, align="right"),
        ]
        lines = judgement.ranks[0].lines if judgement.ranks else ()
        for line in lines:
            short = board.indicator(line.indicator).short(self.language)
            title = f"{short}\n/{phrases.points(line.weight, self.language)}"
            columns.append(Column(line.indicator, title, max(7, min(12, cell_len(short))), align="right"))
        return columns

    def editing(self) -> Editing | None:
        """The points under the cursor; a criterion with parts is their sum and not edited itself."""
        if self.board is None or self.view not in MODELS or self.grid.row_key is None:
            return None
        scheme, column = judged(self.board).scheme, self.edited_column
        scored: Criterion | Extra | None
        side, _dot, key = column.partition(".")
        if side in EXTRAS:
            scored = next((each for each in (*scheme.bonus, *scheme.deductions) if each.key == key), None)
        else:
            side = self.side
            leaves = (leaf for criterion in scheme.criteria_for(self.view) for leaf in criterion.leaves())
            given = (leaf for leaf in leaves if leaf.self_scored or side == "review")
            scored = next((leaf for leaf in given if leaf.key == column), None)
        return ScoreEditing(self.board, str(self.grid.row_key), side, scored, self.language) if scored else None

    def action_side(self) -> None:
        """The models' own points instead of the reviewers', or back."""
        self.side = "self" if self.side == "review" else "review"
        self.show_again()

    @on(FigureGrid.CursorMoved)
    def tell(self) -> None:
        """Say what is under the cursor in full."""
        if self.board is not None:
            self._tell(self.board)

    def _tell(self, board: Board) -> None:
        judgement = judged(board)
        key, column = self.grid.row_key, self.grid.column_key
        details: list[Content] = []
        words: Sequence[str] = ()
        if self.view == "fields":
            table = by_field(board.models, judgement.scheme)
            details = [plain(_field_words(table), "$gb-muted")]
            words = [FieldRows(table, self.language).words(int(key or 0))]
        elif self.view == "groups":
            score = next((score for score in judgement.ranks if score.group == key), None)
            if score is not None:
                details = self._group_details(board, score)
                words = [_score_words(board, score, self.language)]
        else:
            evaluation = next((each for each in judgement.evaluations if each.model.code == key), None)
            if evaluation is not None:
                details = self._model_details(evaluation, judgement, column or "")
                grade = evaluation_words(evaluation, len(self._evaluations(judgement)), self.language)
                words = [" · ".join([evaluation.model.registrant, grade]), grade]
        self.say(*words)
        self.query_one(Details).parts = details

    def _model_details(self, evaluation: Evaluation, judgement: Judgement, column: str) -> list[Content]:
        model, names = evaluation.model, {c.key: c.name(self.language) for c in self._criteria(judgement)}
        fields = {field.key: field.name(self.language) for field in judgement.scheme.fields}
        worked = ", ".join(fields.get(key.strip(), key.strip()) for key in model.fields.split(";") if key.strip())
        first = Content.assemble(
            plain(model.title, "bold"),
            plain(f" · {worked}" if worked else "", "$gb-muted"),
            plain(f" · {_(STAGES.get(model.status, model.status))}", "$gb-muted"),
        )
        return [
            first,
            plain(self._standing(evaluation, judgement, names)),
            plain(self._column_words(evaluation, column, judgement.scheme, names), "$gb-muted"),
        ]

    def _criteria(self, judgement: Judgement) -> list[Criterion]:
        return [part for criterion in judgement.scheme.criteria for part in criterion.walk()]

    def _standing(self, evaluation: Evaluation, judgement: Judgement, names: dict[str, str]) -> str:
        """Why this grade, and what the next one takes."""
        if evaluation.disqualified:
            reasons = {each.key: each.name(self.language) for each in judgement.scheme.disqualifiers}
            return _("Not gradable: {reason}").format(
                reason=reasons.get(evaluation.disqualified, evaluation.disqualified)
            )
        if not evaluation.lines:
            return _("No grade: scoring.toml has no criteria")
        if evaluation.missing:
            missing = ", ".join(names.get(key, key) for key in evaluation.missing)
            return _("No grade before the review is complete; without review: {criteria}").format(criteria=missing)
        parts = []
        if evaluation.floors_missed:
            floors = ", ".join(names.get(key, key) for key in evaluation.floors_missed)
            parts.append(_("Under its floor: {criteria}").format(criteria=floors))
        if evaluation.next_grade is not None:
            number = 1 if evaluation.to_next == 1 else 2
            words = ngettext("{points} point to {grade}", "{points} points to {grade}", number)
            points = phrases.points(evaluation.to_next, self.language)
            parts.append(words.format(points=points, grade=evaluation.next_grade.name(self.language)))
        if not parts and evaluation.grade is not None:
            return _("The highest grade")
        return " · ".join(parts)

    def _column_words(self, evaluation: Evaluation, column: str, scheme: Scheme, names: dict[str, str]) -> str:
        """The criterion under the cursor with its parts, self and review; a bonus or deduction by its name."""
        extras = {f"bonus.{each.key}": each for each in scheme.bonus}
        extras |= {f"deductions.{each.key}": each for each in scheme.deductions}
        if extra := extras.get(column):
            return _("{name}: at most {max}").format(
                name=extra.name(self.language), max=phrases.points(extra.max, self.language)
            )
        lines = [
            line
            for line in evaluation.lines
            if line.criterion.key == column or line.criterion.key.startswith(f"{column}.")
        ]
        return " · ".join(self._line_words(line, names) for line in lines)

    def _line_words(self, line: Line, names: dict[str, str]) -> str:
        given = _("{name}: self {claimed}, review {reviewed} of {max}").format(
            name=names.get(line.criterion.key, line.criterion.key),
            claimed=phrases.points(line.claimed, self.language),
            reviewed=phrases.points(line.reviewed, self.language),
            max=phrases.points(line.criterion.max, self.language),
        )
        return f"{given} ({phrases.signed_points(line.difference, self.language)})" if line.difference else given

    def _group_details(self, board: Board, score: GroupScore) -> list[Content]:
        name = board.group(score.group).name
        first = Content.assemble(
            plain(f"{name}: ", "bold"),
            plain(
                " + ".join(
                    f"{board.indicator(line.indicator).short(self.language)} "
                    f"{phrases.points(line.points, self.language, 1)}"
                    for line in score.lines
                )
            ),
            plain(f" = {phrases.points(score.points, self.language, 2)}", "bold"),
        )
        missing = ", ".join(board.indicator(key).name(self.language) for key in score.missing)
        second = plain(
            _("Counts 0 because missing: {indicators}").format(indicators=missing) if missing else "", "$gb-muted"
        )
        return [first, second]

    def action_view(self, steps: int) -> None:
        """The next view, or the one before."""
        views = list(VIEWS)
        self.view = views[(views.index(self.view) + steps) % len(views)]
        self.show_again()

    @on(FigureGrid.Opened)
    def open_card(self, event: FigureGrid.Opened) -> None:
        """A group's card; of a model, its group's."""
        if self.view == "groups":
            self.want_group(event.row_key)
        elif self.board is not None and self.view != "fields":
            self.want_group(next(model.group for model in self.board.models if model.code == event.row_key))
