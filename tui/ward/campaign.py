"""The campaign's evaluation: models scored by the year's scheme, and counted by stage and by field.

A model has two sets of points, its own (`claimed`) and the reviewers' (`reviewed`); only the reviewers' decide. The
rules are the field's (domain, section 2): a grade needs a complete review; a criterion under its floor makes the model
"not met" whatever its total (NĐ 122/2018); a bonus may lift a total over 100; a disqualified model has no grade.
Missing points are missing, never 0.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from tui.errors import N_, Problem
from tui.ward.board import Model
from tui.ward.names import clean
from tui.ward.ranking import shared_ranks
from tui.ward.scheme import CANONICAL, KINDS, NONE, Band, Criterion, Extra, Field, Scheme
from tui.ward.toml_table import Lines, TomlTable, exact

STAGES: Mapping[str, str] = {
    "registered": N_("Registered"),
    "appraised": N_("Appraised"),
    "recognised": N_("Recognised"),
    "exemplary": N_("Exemplary"),
    "commended": N_("Commended"),
}
"""The stages of a model in order, each including those before, with the msgids of their names."""

A_MODEL = N_("the code of a registered model")
A_CRITERION = N_("a criterion of the scheme for this kind of model")
A_PART = N_("points for each part of the criterion")
A_SCORE = N_("points of at most two decimals, from 0 to the maximum")
NO_SELF_SCORE = N_("no self-score: only the reviewers score this criterion")
A_BONUS = N_("a bonus of the scheme")
A_DEDUCTION = N_("a deduction of the scheme")
A_DISQUALIFIER = N_("a disqualifier of the scheme")

Points = Mapping[str, Decimal]
"""Points by the key of what they are given for."""


@dataclass(frozen=True, slots=True)
class Scores:
    """The points given to one model, by criterion (its dotted key), bonus and deduction."""

    claimed: Points = field(default_factory=dict)
    """The model's own, `[model.X.self]`."""
    reviewed: Points = field(default_factory=dict)
    """The reviewers', `[model.X.review]`."""
    bonus: Points = field(default_factory=dict)
    deductions: Points = field(default_factory=dict)
    disqualified: str = ""
    """Key of a disqualifier; an unknown one disqualifies too, so that no grade is given by mistake."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion of one model."""

    criterion: Criterion
    claimed: Decimal | None
    """Of a criterion with parts, the sum of those that have points; None where none has."""
    reviewed: Decimal | None
    difference: Decimal | None
    """What the review added or took, over the parts that both sides gave points for; None where there is none."""
    under_floor: bool
    """Whether the review, once complete, misses the criterion's floor."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One model against the scheme."""

    model: Model
    lines: tuple[Line, ...]
    """The criteria of the model's kind with their parts, depth first."""
    total_self: Decimal
    total_review: Decimal
    bonus: Decimal
    deductions: Decimal
    missing_self: tuple[str, ...]
    """Keys of the criteria without a self-score."""
    missing: tuple[str, ...]
    """Keys of the criteria without a review: until there is none, no grade and no rank."""
    floors_missed: tuple[str, ...]
    """Keys of the criteria under their floor: any of them makes the grade the lowest."""
    disqualified: str
    extras: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)
    """("bonus" or "deductions", key) to the points given."""
    grade: Band | None = None
    next_grade: Band | None = None
    """The grade above; None where there is no grade yet, or none above."""
    to_next: Decimal | None = None
    """The fewest points that lift the model to `next_grade`, floors included."""
    rank: int | None = None
    """Among the gradable models of its kind: by total, after them those that miss a floor; ties share."""

    @property
    def total(self) -> Decimal:
        """What the grade goes by: the review, the bonus added, the deductions taken."""
        return self.total_review + self.bonus - self.deductions

    @property
    def gradable(self) -> bool:
        """Whether the review is complete and nothing disqualifies the model."""
        return bool(self.lines) and not self.missing and not self.disqualified


@dataclass(frozen=True, slots=True)
class FieldCount:
    """How many models work in one field."""

    field: Field
    counts: Mapping[str, int]
    """Kind to number of models."""


@dataclass(frozen=True, slots=True)
class FieldTable:
    """The models by field of work.

    A model in several fields counts in each: `mentions`, the sum over the fields, may be more than `models`.
    """

    fields: tuple[FieldCount, ...]
    """The ward's own fields."""
    canonical: Mapping[str, Mapping[str, int]]
    """Each of `CANONICAL` to its counts; a model in two own fields of one canonical field counts once there."""
    unplaced: Mapping[str, int]
    """Kind to number of models that name no field of the scheme."""
    models: int
    mentions: int


def refusal(criterion: Criterion, value: object, *, claimed: bool = False) -> str | None:
    """The msgid of what was expected instead of `value` as points for `criterion`; None where they are right."""
    points = exact(value)
    in_range = points is not None and NONE <= points <= criterion.max
    return _not_scored(criterion, claimed=claimed) or (None if in_range else A_SCORE)


def scores_of(
    data: Mapping[str, object],
    scheme: Scheme,
    models: Iterable[Model],
    file: str = "scores.toml",
    *,
    lines: Lines | None = None,
) -> tuple[dict[str, Scores], tuple[Problem, ...]]:
    """The points of a parsed `scores.toml` by model code, and the problems; a wrong score counts as missing."""
    table = TomlTable(data, file, lines or {})
    table.only("model")
    kinds = {model.code: model.kind for model in models}
    entries = table.table("model")
    scores = {}
    for code, entry in entries.tables():
        if code in kinds:
            scores[code] = _scores(entry, scheme, kinds[code])
        else:
            entries.refuse(code, A_MODEL)
    return scores, tuple(table.problems)


def score_path(model: str, side: str, key: str) -> tuple[str, ...]:
    """Where `scores.toml` keeps the points of a criterion (side "self" or "review"), bonus or deduction."""
    return ("model", model, side, *key.split("."))


def evaluate(model: Model, scheme: Scheme, scores: Scores) -> Evaluation:
    """Score one model; its rank needs the others (`evaluate_all`)."""
    criteria = scheme.criteria_for(model.kind)
    leaves = [leaf for criterion in criteria for leaf in criterion.leaves()]
    lines = tuple(_line(part, scores) for criterion in criteria for part in criterion.walk())
    evaluation = Evaluation(
        model=model,
        lines=lines,
        total_self=_given(leaves, scores.claimed) or NONE,
        total_review=_given(leaves, scores.reviewed) or NONE,
        bonus=sum(scores.bonus.values(), NONE),
        deductions=sum(scores.deductions.values(), NONE),
        missing_self=tuple(leaf.key for leaf in leaves if leaf.self_scored and leaf.key not in scores.claimed),
        missing=tuple(leaf.key for leaf in leaves if leaf.key not in scores.reviewed),
        floors_missed=tuple(line.criterion.key for line in lines if line.under_floor),
        disqualified=scores.disqualified,
        extras={
            **{("bonus", key): points for key, points in scores.bonus.items()},
            **{("deductions", key): points for key, points in scores.deductions.items()},
        },
    )
    if not evaluation.gradable or not scheme.bands:
        return evaluation
    return _graded(evaluation, scheme.bands, sum((_short_of_floor(top, scores.reviewed) for top in criteria), NONE))


def evaluate_all(models: Iterable[Model], scheme: Scheme, scores: Mapping[str, Scores]) -> tuple[Evaluation, ...]:
    """Every model scored and ranked among its kind, in the order given."""
    evaluations = [evaluate(model, scheme, scores.get(model.code, Scores())) for model in models]
    ranks: dict[int, int] = {}
    for kind in KINDS:
        gradable = [n for n, each in enumerate(evaluations) if each.gradable and each.model.kind == kind]
        places = [(not evaluations[n].floors_missed, evaluations[n].total) for n in gradable]
        ranks |= zip(gradable, shared_ranks(places), strict=True)
    return tuple(replace(each, rank=ranks.get(n)) for n, each in enumerate(evaluations))


def funnel(models: Iterable[Model]) -> dict[str, tuple[int, ...]]:
    """Kind to the number of models that reached each of `STAGES`; an unknown status counts as registered."""
    stages = list(STAGES)
    reached: dict[str, list[int]] = {kind: [] for kind in KINDS}
    for model in models:
        if model.kind in reached:
            reached[model.kind].append(stages.index(model.status) if model.status in STAGES else 0)
    return {kind: tuple(sum(top >= n for top in tops) for n in range(len(stages))) for kind, tops in reached.items()}


def by_field(models: Sequence[Model], scheme: Scheme) -> FieldTable:
    """The models by the ward's own fields and by the canonical four."""
    keys = [(model.kind, _fields_of(model, scheme)) for model in models]
    canonical = {each.key: each.canonical for each in scheme.fields}
    tops = [(kind, {canonical[key] for key in own}) for kind, own in keys]
    own_counts = tuple(FieldCount(each, _count(keys, each.key)) for each in scheme.fields)
    return FieldTable(
        fields=own_counts,
        canonical={key: _count(tops, key) for key in CANONICAL},
        unplaced={kind: sum(each == kind and not own for each, own in keys) for kind in KINDS},
        models=len(models),
        mentions=sum(sum(each.counts.values()) for each in own_counts),
    )


def _scores(entry: TomlTable, scheme: Scheme, kind: str) -> Scores:
    entry.only("self", "review", "bonus", "deductions", "disqualified", "note")
    criteria = {part.key: part for criterion in scheme.criteria_for(kind) for part in criterion.walk()}
    disqualified = entry.text("disqualified")
    if disqualified and disqualified not in (each.key for each in scheme.disqualifiers):
        entry.refuse("disqualified", A_DISQUALIFIER)
    return Scores(
        claimed=dict(_criterion_points(entry.table("self"), criteria, claimed=True)),
        reviewed=dict(_criterion_points(entry.table("review"), criteria)),
        bonus=dict(_extra_points(entry.table("bonus"), scheme.bonus, A_BONUS)),
        deductions=dict(_extra_points(entry.table("deductions"), scheme.deductions, A_DEDUCTION)),
        disqualified=disqualified,
        note=entry.text("note"),
    )


def _criterion_points(
    table: TomlTable, criteria: Mapping[str, Criterion], prefix: str = "", *, claimed: bool = False
) -> Iterator[tuple[str, Decimal]]:
    """The right points of a table; a criterion's parts stand in a table of its own, or under their dotted keys."""
    for name, value in table.values.items():
        key = prefix + clean(name)
        criterion = criteria.get(key)
        if criterion is None:
            table.refuse(name, A_CRITERION)
        elif criterion.parts and isinstance(value, Mapping):
            yield from _criterion_points(table.table(name), criteria, f"{key}.", claimed=claimed)
        elif expected := _not_scored(criterion, claimed=claimed):
            table.refuse(name, expected)
        elif (points := table.number(name, A_SCORE, criterion.max)) is not None:
            yield key, points


def _extra_points(table: TomlTable, extras: Iterable[Extra], expected: str) -> Iterator[tuple[str, Decimal]]:
    maxima = {extra.key: extra.max for extra in extras}
    for name in table.values:
        key = clean(name)
        if key not in maxima:
            table.refuse(name, expected)
        elif (points := table.number(name, A_SCORE, maxima[key])) is not None:
            yield key, points


def _not_scored(criterion: Criterion, *, claimed: bool) -> str | None:
    """Why no points stand at the criterion itself, as the msgid of what was expected."""
    if criterion.parts:
        return A_PART
    return NO_SELF_SCORE if claimed and not criterion.self_scored else None


def _line(criterion: Criterion, scores: Scores) -> Line:
    leaves = list(criterion.leaves())
    both = [leaf.key for leaf in leaves if leaf.key in scores.claimed and leaf.key in scores.reviewed]
    reviewed = _given(leaves, scores.reviewed)
    complete = all(leaf.key in scores.reviewed for leaf in leaves)
    return Line(
        criterion=criterion,
        claimed=_given(leaves, scores.claimed),
        reviewed=reviewed,
        difference=sum((scores.reviewed[key] - scores.claimed[key] for key in both), NONE) if both else None,
        under_floor=complete and reviewed is not None and reviewed < criterion.floor * criterion.max,
    )


def _given(leaves: Iterable[Criterion], points: Points) -> Decimal | None:
    given = [points[leaf.key] for leaf in leaves if leaf.key in points]
    return sum(given, NONE) if given else None


def _graded(evaluation: Evaluation, bands: Sequence[Band], short_of_floors: Decimal) -> Evaluation:
    reached = next((n for n, band in enumerate(bands) if band.start <= evaluation.total), len(bands) - 1)
    place = len(bands) - 1 if evaluation.floors_missed else reached
    if place == 0:
        return replace(evaluation, grade=bands[place])
    above = bands[place - 1]
    to_next = max(above.start - evaluation.total, short_of_floors)
    return replace(evaluation, grade=bands[place], next_grade=above, to_next=to_next)


def _short_of_floor(criterion: Criterion, reviewed: Points) -> Decimal:
    """The fewest points that lift a completely reviewed criterion and all its parts to their floors."""
    own = criterion.floor * criterion.max - (_given(criterion.leaves(), reviewed) or NONE)
    return max(own, sum((_short_of_floor(part, reviewed) for part in criterion.parts), NONE), NONE)


def _fields_of(model: Model, scheme: Scheme) -> set[str]:
    """The keys of the scheme's fields that the model works in."""
    return {key.strip() for key in model.fields.split(";")} & {each.key for each in scheme.fields}


def _count(models: Iterable[tuple[str, set[str]]], key: str) -> Mapping[str, int]:
    """Kind to the number of models, given by their kind and keys, that have `key`."""
    found = Counter(kind for kind, keys in models if key in keys)
    return {kind: found[kind] for kind in KINDS}
