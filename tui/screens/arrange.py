"""Putting groups in order by a value that some of them lack."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from tui.ward.board import Group


def by_value(
    groups: Sequence[Group], value: Callable[[Group], Fraction | float | None], *, descending: bool
) -> tuple[Group, ...]:
    """`groups` by `value`, equal ones as they stand; those without one come last, whichever way the sort goes."""
    known = [(number, group) for group in groups if (number := value(group)) is not None]
    unknown = [group for group in groups if value(group) is None]
    known.sort(key=lambda pair: pair[0], reverse=descending)
    return (*(group for _number, group in known), *unknown)
