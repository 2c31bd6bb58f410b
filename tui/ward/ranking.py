"""Ranks that ties share, and the ranking of residential groups over the scheme's weighted indicators."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from tui.ward.board import Board, Figure, Indicator, Key
from tui.ward.scheme import Scheme

Place = TypeVar("Place", Fraction, tuple[bool, Decimal])


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """What one indicator brings one group."""

    indicator: str
    weight: Fraction
    achieved: Fraction | None
    """The share of 100 % before the cap; None where it is missing."""
    points: Fraction
    """weight x min(achieved, cap); 0 where it is missing."""


@dataclass(frozen=True, slots=True)
class GroupScore:
    """One group in the ranking of groups."""

    group: str
    points: Fraction
    rank: int
    lines: tuple[IndicatorScore, ...]
    """One for each weight, in the scheme's order: their points are the group's."""
    missing: tuple[str, ...]
    """Indicators that count 0 because nothing was reported or there is no target, not because nothing was achieved."""
    last_rank: int | None = None
    """The rank that last year's figures give by this year's weights, among the groups that have any."""

    @property
    def change(self) -> int | None:
        """Places gained since last year, negative where lost; None where there is no last year."""
        return None if self.last_rank is None else self.last_rank - self.rank


def rank_groups(board: Board, scheme: Scheme) -> tuple[GroupScore, ...]:
    """The residential groups ranked over the scheme's weighted indicators, best first, ties sharing a rank.

    points = sum of weight x min(achieved, cap), exact. A missing figure counts 0 and is listed. Achieved is actual /
    base; where lower is better, base / actual. Weights of indicators that groups do not report are passed over.
    """
    weights, cap = _weighted(board, scheme), Fraction(scheme.cap)
    if not weights:
        return ()
    now = _score_groups(board, board.figures, weights, cap)
    last = _score_groups(board, board.last_year, weights, cap)
    known = {group: lines for group, lines in last.items() if any(line.achieved is not None for line in lines)}
    points = {group: _points(lines) for group, lines in now.items()}
    ranks, last_ranks = _ranks(points), _ranks({group: _points(lines) for group, lines in known.items()})
    scored = (
        GroupScore(
            group=group,
            points=points[group],
            rank=ranks[group],
            lines=lines,
            missing=tuple(line.indicator for line in lines if line.achieved is None),
            last_rank=last_ranks.get(group),
        )
        for group, lines in now.items()
    )
    return tuple(sorted(scored, key=lambda score: score.rank))


def shared_ranks(places: Sequence[Place]) -> list[int]:
    """The rank of each of `places`, the greatest first; equal ones share a rank and the next is left out (1, 1, 3)."""
    ranks: dict[Place, int] = {}
    for rank, place in enumerate(sorted(places, reverse=True), start=1):
        ranks.setdefault(place, rank)
    return [ranks[place] for place in places]


def _ranks(points: Mapping[str, Fraction]) -> dict[str, int]:
    return dict(zip(points, shared_ranks(list(points.values())), strict=True))


def _weighted(board: Board, scheme: Scheme) -> list[tuple[Indicator, Fraction]]:
    """The scheme's weights, in its order, with their indicators; those that groups do not report are left out."""
    reported = {each.key: each for each in board.indicators if each.scope != "ward"}
    return [(reported[key], Fraction(weight)) for key, weight in scheme.weights.items() if key in reported]


def _score_groups(
    board: Board, figures: Mapping[Key, Figure], weights: Sequence[tuple[Indicator, Fraction]], cap: Fraction
) -> dict[str, tuple[IndicatorScore, ...]]:
    return {
        group.code: tuple(_score(each, weight, figures.get((group.code, each.key)), cap) for each, weight in weights)
        for group in board.residential
    }


def _score(indicator: Indicator, weight: Fraction, figure: Figure | None, cap: Fraction) -> IndicatorScore:
    if figure is None or figure.actual is None or not figure.base:
        return IndicatorScore(indicator.key, weight, None, Fraction(0))
    achieved = _achieved(indicator, figure.actual, figure.base, cap)
    return IndicatorScore(indicator.key, weight, achieved, weight * min(achieved, cap))


def _achieved(indicator: Indicator, actual: int, base: int, cap: Fraction) -> Fraction:
    if indicator.better != "lower":
        return Fraction(actual, base)
    return Fraction(base, actual) if actual else cap


def _points(lines: Sequence[IndicatorScore]) -> Fraction:
    return sum((line.points for line in lines), Fraction(0))
