"""What to raise in the meeting, worst first.

The order is by kind, and within a kind by how bad it is; `severity` is the kind's place x 100,000 + the badness:

    7  a claim of the published report that is wrong     hundredths of a percentage point between stated and computed
    6  a figure of the ward behind the pace              hundredths of a percentage point behind the time gone by
    5  a figure of a group behind the pace               the same
    4  nothing reported for two weeks or longer          weeks
    3  clean-ups reported as not held                    how many in the last four weeks
    2  a model whose review is not complete              criteria without points
    1  a group that fell in rank by three or more        places

Wrong figures come before bad ones, because nobody can discuss a figure that does not hold; the ward comes before its
groups. So that nothing floods the list, at most three items of one kind and indicator stand alone; more become one
item that counts them and names the worst three. A group is expected to report what it has a base for: a target, its
households, itself.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from tui.errors import N_
from tui.ward import names, numbers
from tui.ward.board import Board, Figure, Group, Indicator, Status, Verdict
from tui.ward.pace import elapsed, has_begun, is_over, lag, window_of
from tui.ward.units import with_unit
from tui.ward.weeks import Weeks, WeekState

if TYPE_CHECKING:
    from tui.ward.campaign import Evaluation
    from tui.ward.ranking import GroupScore

ALONE = 3
"""As many items of one kind and indicator stand alone, and as many are named where there are more."""

QUIET_WEEKS = 2
"""One late week is no matter for a meeting."""

RECENT_WEEKS = 4
"""Meetings are monthly: what was missed before the last one was raised there."""

FAR_FALLEN = 3
"""Less is the coming and going of equals."""

KIND_WEIGHT = 100_000

WRONG_GLYPH = "≠"

SCREENS = {"fund": "funds", "environment": "environment"}
"""Topic of an indicator to the screen that shows it best; the others stand in the matrix of groups."""


class Kind(StrEnum):
    """Why an item is raised, the worst first."""

    CLAIM = "claim"
    WARD_BEHIND = "ward-behind"
    BEHIND = "behind"
    SILENT = "silent"
    MISSED = "missed"
    UNREVIEWED = "unreviewed"
    FELL = "fell"

    def severity(self, badness: int) -> int:
        """The severity of an item of this kind."""
        kinds = list(Kind)
        return (len(kinds) - kinds.index(self)) * KIND_WEIGHT + min(badness, KIND_WEIGHT - 1)


class Percent(NamedTuple):
    """A percentage with as many decimals as are to be shown."""

    digits: int
    places: int = 2


Value = int | str | Percent


class Way(NamedTuple):
    """Where an item leads."""

    screen: str
    """Name of the screen's tab."""
    key: str
    """What to turn to there: the code of a group or model, else the key of an indicator, else what a claim says."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to raise, or several of a kind."""

    kind: Kind
    severity: int
    glyph: str
    """One cell wide."""
    reason: str
    """Msgid of a line; its fields are those of `wording`."""
    target: Way
    values: Mapping[str, Value] = field(default_factory=dict)
    subject: str = ""
    """Whom it is about: a group, a registrant, the words of a claim; "" for the ward, and for several."""
    heading: str = ""
    """Msgid of what it is about where it names neither a subject nor an indicator."""
    group: str | None = None
    indicator: str | None = None
    model: str | None = None
    gap: int | None = None
    """What is missing to 100 % in the indicator's last place; of several, together."""
    parts: tuple["Item", ...] = ()
    """All that the item stands for, worst first; empty where it stands for itself."""

    @property
    def named(self) -> tuple["Item", ...]:
        """What its line names: itself, or the worst of what it stands for."""
        return self.parts[:ALONE] or (self,)


def to_raise(
    board: Board,
    weeks: Weeks | None = None,
    evaluations: "Sequence[Evaluation] | None" = None,
    group_ranks: "Sequence[GroupScore] | None" = None,
) -> tuple[Item, ...]:
    """Everything that deserves a word in the meeting, in the order above; equals in the board's order."""
    models, ranks = evaluations or (), group_ranks or ()
    items = [
        *_gathered(_wrong_claims(board.verdicts), N_("{count} figures of the report are wrong")),
        *_ward_behind(board),
        *_gathered(_groups_behind(board), N_("{count} groups behind; furthest: {worst}")),
        *_gathered(_silent(board, weeks), N_("{count} groups have not reported; the longest: {worst}")),
        *_gathered(_missed(board, weeks), N_("{count} groups missed clean-ups; the most: {worst}")),
        *_gathered(_unreviewed(models, "collective"), N_("{count} collectives without a full review: {worst}, …")),
        *_gathered(_unreviewed(models, "individual"), N_("{count} individuals without a full review: {worst}, …")),
        *_gathered(_fallen(board, ranks), N_("{count} groups fell in rank; the furthest: {worst}")),
    ]
    return tuple(sorted(items, key=lambda item: -item.severity))


def wording(item: Item, board: Board, language: str) -> dict[str, str]:
    """The fields of the item's reason as they are written in `language`: `_(item.reason).format(**wording(...))`."""
    fields = {name: _worded(value, language) for name, value in item.values.items()}
    if item.gap is not None and item.indicator is not None:
        fields["gap"] = with_unit(item.gap, board.indicator(item.indicator), language)
    return fields


def _worded(value: Value, language: str) -> str:
    if isinstance(value, Percent):
        return f"{numbers.format_amount(value.digits, language, value.places)} %"
    return str(value)


def _gathered(items: Iterable[Item], many: str) -> Iterator[Item]:
    """The items, those of one indicator together; where they are more than stand alone, one with the msgid `many`."""
    for _indicator, alike in groupby(items, key=lambda item: item.indicator):
        worst = sorted(alike, key=lambda item: -item.severity)
        if len(worst) <= ALONE:
            yield from worst
        else:
            yield _as_one(worst, many)


def _as_one(worst: Sequence[Item], many: str) -> Item:
    first = worst[0]
    gaps = [item.gap for item in worst if item.gap is not None]
    return Item(
        kind=first.kind,
        severity=first.severity,
        glyph=first.glyph,
        reason=many,
        target=Way(first.target.screen, first.indicator or first.target.key),
        values={"count": len(worst), "worst": names.listed([item.subject for item in worst[:ALONE]])},
        heading=first.heading,
        indicator=first.indicator,
        gap=sum(gaps) if gaps else None,
        parts=tuple(worst),
    )


def _wrong_claims(verdicts: Iterable[Verdict]) -> Iterator[Item]:
    for verdict in verdicts:
        if verdict.verdict == "wrong":
            yield _wrong_claim(verdict)


def _wrong_claim(verdict: Verdict) -> Item:
    reason, badness = N_("the report's figure does not hold"), 0
    values: dict[str, Value] = {}
    if verdict.stated and verdict.computed is not None:
        stated, computed = _percent_of(verdict.stated), Percent(round(verdict.computed * 100))
        reason = N_("reported {stated}, computed {computed}")
        badness = abs(numbers.half_up(stated.digits * 100, 10**stated.places) - computed.digits)
        values = {"stated": stated, "computed": computed}
    return Item(
        kind=Kind.CLAIM,
        severity=Kind.CLAIM.severity(badness),
        glyph=WRONG_GLYPH,
        reason=reason,
        target=Way("check", verdict.says),
        values=values,
        subject=verdict.says,
        heading=N_("Published report"),
    )


def _percent_of(stated: str) -> Percent:
    whole, _point, places = stated.partition(".")
    return Percent(int(whole + places), len(places))


def _ward_behind(board: Board) -> Iterator[Item]:
    for indicator in board.indicators:
        figure = board.figures.get((None, indicator.key))
        if figure and _is_late(board, indicator, figure):
            yield _behind(board, Kind.WARD_BEHIND, indicator, figure)


def _groups_behind(board: Board) -> Iterator[Item]:
    for indicator in board.indicators:
        for group, figure in _of_groups(board, indicator, Status.BEHIND):
            if _is_late(board, indicator, figure):
                yield _behind(board, Kind.BEHIND, indicator, figure, group)


def _is_late(board: Board, indicator: Indicator, figure: Figure) -> bool:
    """Whether it is behind, and that for a reason: before a window opens only a limit can be broken."""
    begun = has_begun(indicator, board.as_of, board.year)
    return figure.status == Status.BEHIND and (begun or is_over(indicator, figure))


def _of_groups(board: Board, indicator: Indicator, status: Status) -> Iterator[tuple[Group, Figure]]:
    for group in board.groups:
        figure = board.figures.get((group.code, indicator.key))
        if figure and figure.status == status:
            yield group, figure


def _behind(board: Board, kind: Kind, indicator: Indicator, figure: Figure, group: Group | None = None) -> Item:
    actual, base = figure.actual or 0, figure.base or 1
    gone = elapsed(indicator, board.as_of, board.year)
    lower = indicator.better == "lower"
    return Item(
        kind=kind,
        severity=kind.severity(lag(indicator, actual, base, gone)),
        glyph=figure.status.glyph,
        reason=N_("{percent}, {due} due: more than allowed") if lower else N_("{percent}, {due} due; {gap} missing"),
        target=_way(indicator, group),
        values={
            "percent": Percent(numbers.half_up(100 * actual, base, 2)),
            "due": Percent(numbers.half_up(100 * gone[0], gone[1]), 0),
        },
        subject=group.name if group else "",
        group=figure.group,
        indicator=indicator.key,
        gap=figure.gap,
    )


def _way(indicator: Indicator, group: Group | None = None) -> Way:
    return Way(SCREENS.get(indicator.topic, "groups"), group.code if group else indicator.key)


def _silent(board: Board, weeks: Weeks | None) -> Iterator[Item]:
    for indicator in board.indicators:
        for group, quiet in _silences(board, indicator, weeks):
            if quiet >= QUIET_WEEKS:
                yield _silence(indicator, quiet, group)


def _silences(board: Board, indicator: Indicator, weeks: Weeks | None) -> Iterator[tuple[Group | None, int]]:
    """Who is silent in `indicator`, and for how many weeks: since its window began, or on end where it is the weekly
    one.

    Where nobody reported, it is the ward (None) that is silent, not each of its groups.
    """
    quiet = (board.as_of - window_of(indicator, board.year)[0]).days // 7
    ward = board.figures.get((None, indicator.key))
    if ward and ward.status == Status.NOT_REPORTED and ward.base:
        yield None, quiet
    elif weeks and weeks.indicator == indicator.key:
        yield from ((board.group(row.group), row.silent) for row in weeks.rows)
    else:
        silent = _of_groups(board, indicator, Status.NOT_REPORTED)
        yield from ((group, quiet) for group, figure in silent if figure.base)


def _silence(indicator: Indicator, weeks: int, group: Group | None) -> Item:
    return Item(
        kind=Kind.SILENT,
        severity=Kind.SILENT.severity(weeks),
        glyph=Status.NOT_REPORTED.glyph,
        reason=N_("nothing reported for {weeks} weeks"),
        target=_way(indicator, group),
        values={"weeks": weeks},
        subject=group.name if group else "",
        group=group.code if group else None,
        indicator=indicator.key,
    )


def _missed(board: Board, weeks: Weeks | None) -> Iterator[Item]:
    if weeks is None:
        return
    indicator = board.indicator(weeks.indicator)
    for row in weeks.rows:
        missed = sum(cell.state == WeekState.MISSED for cell in row.expected[-RECENT_WEEKS:])
        if missed:
            yield _missed_clean_ups(indicator, board.group(row.group), missed)


def _missed_clean_ups(indicator: Indicator, group: Group, missed: int) -> Item:
    return Item(
        kind=Kind.MISSED,
        severity=Kind.MISSED.severity(missed),
        glyph=Status.BEHIND.glyph,
        reason=N_("clean-ups missed in the last {weeks} weeks: {missed}"),
        target=_way(indicator, group),
        values={"weeks": RECENT_WEEKS, "missed": missed},
        subject=group.name,
        group=group.code,
        indicator=indicator.key,
    )


def _unreviewed(evaluations: "Iterable[Evaluation]", kind: str) -> Iterator[Item]:
    for evaluation in evaluations:
        if evaluation.model.kind == kind and evaluation.missing and not evaluation.disqualified:
            yield _unreviewed_model(evaluation)


def _unreviewed_model(evaluation: "Evaluation") -> Item:
    model, missing = evaluation.model, len(evaluation.missing)
    return Item(
        kind=Kind.UNREVIEWED,
        severity=Kind.UNREVIEWED.severity(missing),
        glyph=Status.NOT_REPORTED.glyph,
        reason=N_("criteria without a review: {missing} of {all}"),
        target=Way("evaluation", model.code),
        values={"missing": missing, "all": sum(not line.criterion.parts for line in evaluation.lines)},
        subject=model.registrant,
        heading=N_("Collectives") if model.kind == "collective" else N_("Individuals"),
        group=model.group,
        model=model.code,
    )


def _fallen(board: Board, ranks: "Iterable[GroupScore]") -> Iterator[Item]:
    for score in ranks:
        if score.change is not None and score.change <= -FAR_FALLEN:
            yield _fall(score, board.group(score.group))


def _fall(score: "GroupScore", group: Group) -> Item:
    return Item(
        kind=Kind.FELL,
        severity=Kind.FELL.severity(-(score.change or 0)),
        glyph=Status.BEHIND.glyph,
        reason=N_("fell from rank {last_rank} to {rank}"),
        target=Way("evaluation", group.code),
        values={"last_rank": score.last_rank or 0, "rank": score.rank},
        subject=group.name,
        heading=N_("Ranking of groups"),
        group=group.code,
    )
