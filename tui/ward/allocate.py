"""A ward's target spread over its groups: by households, evenly or by last year's results, rounded, its sum exact.

Only the standard library, like the board.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tui.errors import N_, NotFound, NumberRefused
from tui.ward.board import Board, Figure, Indicator, Key
from tui.ward.names import natural_key

MONEY_STEP = 1_000
"""Đồng that targets are rounded to unless another step is asked for."""

NOTHING_TO_SPREAD = N_("there is nothing to spread: more than 0 is expected")
NO_STEP = N_("a step is more than 0")
NO_WEIGHTS = N_("there is nothing to spread by: it is known of no group")
WARD_ONLY = N_("this indicator is counted for the ward only")
NO_WARD_TARGET = N_("the ward has no target of its own here that could be spread: set it first")
ALL_ASSIGNED = N_("the ward's target is all assigned to units that are no residential groups")


class Basis(StrEnum):
    """What a target can be spread by."""

    HOUSEHOLDS = "households"
    EVENLY = "even"
    LAST_YEAR = "last-year"


BASIS_WORDS = {
    Basis.HOUSEHOLDS: N_("by households"),
    Basis.EVENLY: N_("evenly"),
    Basis.LAST_YEAR: N_("by last year's results"),
}


@dataclass(frozen=True, slots=True)
class Allocation:
    """What each gets of a total, in the unit of the total."""

    values: Mapping[str, int]
    """Group to its part, in natural order; the parts' sum is the total. 0 is no target."""
    raised: tuple[str, ...]
    """Those that got a whole step of the remainder, the largest fraction first."""
    odd: str | None
    """Who got what is no whole step, and so has no round part; None where the total is whole steps."""
    without: tuple[str, ...]
    """Those that get nothing because nothing is known to spread by."""

    @property
    def too_small(self) -> tuple[str, ...]:
        """Those that get nothing because their part is less than a step."""
        return tuple(group for group, value in self.values.items() if not value and group not in self.without)


@dataclass(frozen=True, slots=True)
class Row:
    """One group in the preview of an allocation."""

    group: str
    before: int | None
    after: int | None
    difference: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A ward's target spread over its residential groups, before anything is saved."""

    indicator: str
    total: int
    """The ward's own target."""
    assigned: int
    """What units that are no residential groups have of it already; the rest is spread."""
    allocation: Allocation
    rows: tuple[Row, ...]
    """The residential groups in the board's order."""


def allocate(total: int, weights: Mapping[str, int | None], step: int = 1) -> Allocation:
    """`total` in parts proportional to `weights`, each a multiple of `step`, whose sum is exactly `total`.

    Parts are rounded down; of the remainder those with the largest fractions get one step each, of equal ones the first
    in natural order. What of the total is no whole step goes to the next largest fraction. No part is a step or more
    away from its exact share. A group of no weight gets nothing. Raises NumberRefused for a total or a step below 1,
    NotFound where nobody has a weight.
    """
    if total < 1 or step < 1:
        raise NumberRefused(NOTHING_TO_SPREAD if total < 1 else NO_STEP)
    order = sorted(weights, key=natural_key)
    shares = {group: weight for group in order if (weight := weights[group]) and weight > 0}
    if not shares:
        raise NotFound(NO_WEIGHTS)
    # A share in steps is total * weight / whole; its floor and the numerator of its fraction.
    whole = sum(shares.values()) * step
    floors = {group: divmod(total * weight, whole) for group, weight in shares.items()}
    steps, odd = divmod(total, step)
    more = steps - sum(floor for floor, _fraction in floors.values())
    by_fraction = sorted(shares, key=lambda group: floors[group][1], reverse=True)
    values = dict.fromkeys(order, 0) | {group: floor * step for group, (floor, _fraction) in floors.items()}
    for group in by_fraction[:more]:
        values[group] += step
    if odd:
        values[by_fraction[more]] += odd
    return Allocation(
        values=values,
        raised=tuple(by_fraction[:more]),
        odd=by_fraction[more] if odd else None,
        without=tuple(group for group in order if group not in shares),
    )


def plan(
    board: Board,
    indicator: Indicator,
    by: Basis = Basis.HOUSEHOLDS,
    step: int = 1,
    last_year: Mapping[Key, Figure] | None = None,
) -> Plan:
    """The ward's target of `indicator` spread over the residential groups, in steps of `step`.

    What units of other kinds have been assigned is theirs and not spread again. A group that gets nothing has no target
    afterwards. `step` and all amounts are in the indicator's last place; `last_year` as for `weights`. Raises like
    `allocate`, and NotFound where there is no ward target or nothing left of it to spread.
    """
    if indicator.scope == "ward":
        raise NotFound(WARD_ONLY)
    total = board.figures[None, indicator.key].target
    if not total:
        raise NotFound(NO_WARD_TARGET)
    others = (group.code for group in board.groups if group.kind != "residential")
    assigned = sum(board.figures[code, indicator.key].target or 0 for code in others)
    if assigned >= total:
        raise NotFound(ALL_ASSIGNED)
    allocation = allocate(total - assigned, weights(board, indicator, by, last_year), step)
    return Plan(indicator.key, total, assigned, allocation, _rows(board, indicator, allocation))


def weights(
    board: Board, indicator: Indicator, by: Basis, last_year: Mapping[Key, Figure] | None = None
) -> dict[str, int | None]:
    """What each residential group counts where a target is spread by that; None where it is not known.

    `last_year` are last year's figures: of the board at the year's end, as the board's own only go to the same day.
    """
    groups = board.residential
    match by:
        case Basis.HOUSEHOLDS:
            return {group.code: group.households for group in groups}
        case Basis.EVENLY:
            return {group.code: 1 for group in groups}
        case Basis.LAST_YEAR:
            before = board.last_year if last_year is None else last_year
            figures = {group.code: before.get((group.code, indicator.key)) for group in groups}
            return {code: figure.actual if figure else None for code, figure in figures.items()}


def usual_step(indicator: Indicator) -> int:
    """What targets are rounded to where no step is asked for, in the indicator's last place."""
    last_place: int = 10**indicator.decimals
    return last_place * (MONEY_STEP if indicator.is_money else 1)


def _rows(board: Board, indicator: Indicator, allocation: Allocation) -> tuple[Row, ...]:
    return tuple(
        _row(group.code, board.figures[group.code, indicator.key].target, allocation.values[group.code] or None)
        for group in board.residential
    )


def _row(group: str, before: int | None, after: int | None) -> Row:
    return Row(group, before, after, (after or 0) - (before or 0))
