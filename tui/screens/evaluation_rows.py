"""The tables of the evaluation: a row a model, a group, a field of work."""

from collections.abc import Mapping, Sequence

from tui import phrases
from tui.errors import N_
from tui.screens.model_words import grade_role, grade_words
from tui.texts import _
from tui.ward.board import Board
from tui.ward.campaign import STAGES, Evaluation, FieldTable
from tui.ward.ranking import GroupScore
from tui.ward.scheme import CANONICAL
from tui.widgets.grid import Cell

VIEWS = {
    "collective": N_("Collectives"),
    "individual": N_("Individuals"),
    "groups": N_("Groups"),
    "fields": N_("Fields"),
}


class ModelRows:
    """A row a model: its points by criterion, total, grade, what is missing to the next."""

    def __init__(self, evaluations: Sequence[Evaluation], language: str, side: str) -> None:
        self.evaluations = evaluations
        self.language = language
        self.side = side

    def __len__(self) -> int:
        return len(self.evaluations)

    def key(self, row: int) -> str:
        """The model's code."""
        return self.evaluations[row].model.code

    def cell(self, row: int, column: str) -> Cell:
        """One cell; only those that show are asked for."""
        evaluation = self.evaluations[row]
        match column:
            case "rank":
                return Cell(str(evaluation.rank or phrases.NOTHING), "strong" if evaluation.rank else "muted")
            case "code":
                return Cell(evaluation.model.code, "muted")
            case "registrant":
                return Cell(evaluation.model.registrant)
            case "self":
                claimed = any(line.claimed is not None for line in evaluation.lines)
                return Cell(phrases.points(evaluation.total_self if claimed else None, self.language), "muted")
            case "review":
                return self._review(evaluation)
            case "extra":
                return Cell(phrases.signed_points(evaluation.bonus - evaluation.deductions, self.language))
            case "total":
                known = bool(evaluation.lines) and not evaluation.missing
                return Cell(
                    phrases.points(evaluation.total if known else None, self.language), "strong" if known else "muted"
                )
            case "grade":
                return Cell(grade_words(evaluation, self.language), grade_role(evaluation))
            case "next":
                return Cell(phrases.points(evaluation.to_next, self.language), "" if evaluation.to_next else "muted")
            case "status":
                return Cell(_(STAGES.get(evaluation.model.status, evaluation.model.status)), "muted")
            case _:
                return self._points(evaluation, column)

    def _review(self, evaluation: Evaluation) -> Cell:
        """The reviewers' points: all of them, what there is so far, or a dash."""
        if evaluation.lines and not evaluation.missing:
            return Cell(phrases.points(evaluation.total_review, self.language))
        begun = any(line.reviewed is not None for line in evaluation.lines)
        return Cell(phrases.points(evaluation.total_review, self.language) + "…" if begun else phrases.NOTHING, "muted")

    def _extra(self, evaluation: Evaluation, column: str) -> Cell:
        """Points of one bonus or deduction, "bonus.city-flag"."""
        side, _dot, key = column.partition(".")
        given = evaluation.extras.get((side, key))
        return Cell(phrases.points(given, self.language), "" if given else "muted")

    def _points(self, evaluation: Evaluation, key: str) -> Cell:
        line = next((line for line in evaluation.lines if line.criterion.key == key), None)
        if line is None:
            return self._extra(evaluation, key)
        if self.side == "self":
            return Cell(phrases.points(line.claimed, self.language), "" if line.claimed is not None else "muted")
        if line.reviewed is None:
            claimed = phrases.points(line.claimed, self.language)
            return Cell(f"({claimed})" if line.claimed is not None else phrases.NOTHING, "muted")
        return Cell(phrases.points(line.reviewed, self.language), "bad" if line.under_floor else "")


class RankRows:
    """A row a group: its points by indicator, its rank and how that changed."""

    def __init__(self, board: Board, scores: Sequence[GroupScore], language: str) -> None:
        self.board = board
        self.scores = scores
        self.language = language

    def __len__(self) -> int:
        return len(self.scores)

    def key(self, row: int) -> str:
        """The group's code."""
        return self.scores[row].group

    def cell(self, row: int, column: str) -> Cell:
        """One cell; only those that show are asked for."""
        score = self.scores[row]
        match column:
            case "rank":
                return Cell(str(score.rank), "strong")
            case "group":
                return Cell(self.board.group(score.group).name)
            case "points":
                return Cell(phrases.points(score.points, self.language, 2), "strong")
            case "change":
                return _change(score.change)
            case "missing":
                return Cell(
                    str(len(score.missing)) if score.missing else phrases.NOTHING, "warn" if score.missing else "muted"
                )
            case _:
                line = next(line for line in score.lines if line.indicator == column)
                if line.achieved is None:
                    return Cell("·", "muted")
                return Cell(phrases.points(line.points, self.language, 1), "good" if line.achieved >= 1 else "")


class FieldRows:
    """A row a field of work: the four canonical ones, each followed by the ward's own that belong to it."""

    def __init__(self, table: FieldTable, language: str) -> None:
        self.rows: list[tuple[str, Mapping[str, int], bool]] = []
        for canonical, counts in table.canonical.items():
            self.rows.append((_(CANONICAL[canonical]), counts, True))
            own = (each for each in table.fields if each.field.canonical == canonical)
            self.rows += [(f"  {each.field.name(language)}", each.counts, False) for each in own]
        unmapped = (each for each in table.fields if not each.field.canonical)
        self.rows += [(each.field.name(language), each.counts, False) for each in unmapped]
        if any(table.unplaced.values()):
            self.rows.append((_("No field given"), table.unplaced, False))

    def __len__(self) -> int:
        return len(self.rows)

    def key(self, row: int) -> int:
        """Its place in the list."""
        return row

    def cell(self, row: int, column: str) -> Cell:
        """One cell; only those that show are asked for."""
        name, counts, is_canonical = self.rows[row]
        if column == "field":
            return Cell(name, "strong" if is_canonical else "")
        count = sum(counts.values()) if column == "all" else counts.get(column, 0)
        return Cell(str(count) if count else phrases.NOTHING, ("strong" if is_canonical else "") if count else "muted")

    def words(self, row: int) -> str:
        """A row in a line."""
        name, counts, _is_canonical = self.rows[row]
        kinds = (f"{_(VIEWS[kind])} {count}" for kind, count in counts.items())
        return " · ".join([name.strip(), *kinds])


def _change(places: int | None) -> Cell:
    if not places:
        return Cell("=" if places == 0 else phrases.NOTHING, "muted")
    return Cell(f"{'▲' if places > 0 else '▼'} {abs(places)}", "good" if places > 0 else "bad")
