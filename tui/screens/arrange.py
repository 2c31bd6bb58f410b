"""Putting groups in order by a value that some of them lack."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from tui.ward.board import Group


def by_value(
    groups: Sequence[Group], value: Callable[[Group], Fraction | float | None], *, descending: bool
) -> tuple[Group, ...]:
    """`groups` sorted by `value`, equal ones in the order given; those without a value come last either way."""
    known = [(number, group) for group in groups if (number := value(group)) is not None]
    unknown = [group for group in groups if value(group) is None]
    known.sort(key=lambda pair: pair[0], reverse=descending)
    return (*(group for _number, group in known), *unknown)
