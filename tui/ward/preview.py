"""What a target will do before it is saved: the figures as they would be, without polars and without a file.

`tui.ward.figures` has the same rules for whole frames; a test holds the two against each other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tui.ward.board import Board, Figure, Indicator, Key, Reached, Target
from tui.ward.pace import elapsed, status_of

Changes = Mapping[Key, int | None]
"""(group or None for the ward, indicator) to its new target in the indicator's last place; None: no target."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What new targets of one indicator would do."""

    indicator: str
    figures: Mapping[Key, Figure]
    """Those that get a new target, and those whose rank it moves, as they would be; in the board's order."""
    met_before: Reached
    met: Reached
    """How many residential groups would have reached 100 %, and how many have now."""
    allocated: int
    """The sum of the targets of all groups, whatever their kind."""
    ward_target: int | None
    """The ward's own target; None where it has none."""


def preview(board: Board, changes: Changes) -> Preview:
    """What `changes`, new targets of one indicator for one or several groups or the ward, would do to `board`.

    Raises ValueError unless they are of one indicator, KeyError where the board has no such figure.
    """
    (key,) = {indicator for _group, indicator in changes}
    after = with_targets(board, changes)
    column = [(code, key) for code in (None, *(group.code for group in board.groups)) if (code, key) in board.figures]
    targets = [after.figures[at].target for at in column if at[0] is not None]
    return Preview(
        indicator=key,
        figures={at: after.figures[at] for at in column if at in changes or after.figures[at] != board.figures[at]},
        met_before=board.reached(key),
        met=after.reached(key),
        allocated=sum(target or 0 for target in targets),
        ward_target=after.figures[None, key].target,
    )


def with_targets(board: Board, changes: Changes) -> Board:
    """`board` with its targets changed, and the figures that follow from them; its claims stay as they were judged.

    Raises KeyError where the board has no such figure.
    """
    figures = dict(board.figures)
    for (group, key), target in changes.items():
        figures[group, key] = _retargeted(board, board.indicator(key), figures[group, key], target)
    for key in {key for _group, key in changes}:
        figures |= _ranked(board, board.indicator(key), figures)
    return replace(board, figures=figures, targets=tuple(_targets(board.targets, changes)))


def _retargeted(board: Board, indicator: Indicator, figure: Figure, target: int | None) -> Figure:
    if indicator.of != "target":
        return replace(figure, target=target)
    actual = figure.actual
    gap = target - actual if target and actual is not None else None
    return replace(
        figure,
        target=target,
        base=target,
        ratio=actual / target if target and actual is not None else None,
        status=status_of(indicator, actual, target, elapsed(indicator, board.as_of, board.year)),
        gap=-gap if gap is not None and indicator.better == "lower" else gap,
    )


def _ranked(board: Board, indicator: Indicator, figures: Mapping[Key, Figure]) -> dict[Key, Figure]:
    """The residential groups' figures of `indicator` with the ranks that their ratios give."""
    column = [at for group in board.residential if (at := (group.code, indicator.key)) in figures]
    ratios = sorted(
        (ratio for at in column if (ratio := figures[at].ratio) is not None), reverse=indicator.better != "lower"
    )
    ranks: dict[float | None, int] = {}
    for rank, ratio in enumerate(ratios, start=1):
        ranks.setdefault(ratio, rank)
    return {at: replace(figures[at], rank=ranks.get(figures[at].ratio)) for at in column}


def _targets(targets: Iterable[Target], changes: Changes) -> list[Target]:
    """The targets with their new values, in their order; new ones come last."""
    known = {(target.group, target.indicator): target for target in targets}
    for group, key in changes:
        known.setdefault((group, key), Target(group, key, 0))
    values = {at: target.value for at, target in known.items()} | dict(changes)
    return [replace(target, value=value) for at, target in known.items() if (value := values[at]) is not None]
