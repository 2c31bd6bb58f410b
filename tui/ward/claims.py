"""Claims: the percentages of a published report, held against the numbers they stand for.

The 2018 report states 95.06 % where 7,775 of 8,233 is 94.44 %. Such slips are common, and one of the two numbers is
usually a stale cell: so a wrong percentage comes with the whole numbers that would make it true. All is in integers: a
claim is right to the last place that it states, or it is wrong.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tui.ward.board import Figure, Key, Verdict
from tui.ward.numbers import half_up
from tui.ward.ward import Claim, Ward

LEAST_PLACES = 2
"""Decimals of a computed percentage, unless the claim states more."""


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage to the places in which it is stated."""

    value: int
    """In units of the last place: 9506 for "95.06"."""
    places: int

    @classmethod
    def stated(cls, text: str) -> "Percent":
        """The percentage of a decimal text."""
        return cls(int(text.replace(".", "")), len(text.partition(".")[2]))

    @property
    def whole(self) -> int:
        """100 % in units of the last place."""
        return int(100 * 10**self.places)

    def verdict(self, actual: int, base: int) -> str:
        """How `actual` of `base`, which is not 0, comes to this percentage: exact | rounded | truncated | wrong."""
        if actual * self.whole == self.value * base:
            return "exact"
        if half_up(100 * actual, base, self.places) == self.value:
            return "rounded"
        return "truncated" if actual * self.whole // base == self.value else "wrong"

    def nearest_actual(self, actual: int, base: int) -> int | None:
        """The whole number nearest to `actual` that, of `base`, rounds half up to this percentage."""
        least = _ceil((2 * self.value - 1) * base, 2 * self.whole)
        most = _ceil((2 * self.value + 1) * base, 2 * self.whole) - 1
        return _nearest(actual, max(least, 0), most)

    def nearest_base(self, actual: int, base: int) -> int | None:
        """The whole number nearest to `base` of which `actual` rounds half up to this percentage."""
        least = 2 * self.whole * actual // (2 * self.value + 1) + 1
        most = 2 * self.whole * actual // (2 * self.value - 1) if self.value else max(least, base)
        return _nearest(base, least, most)


def verdicts(ward: Ward, figures: Mapping[Key, Figure]) -> tuple[Verdict, ...]:
    """What is to be said of each claim, in their order: exact | rounded | truncated | wrong | unchecked.

    Numbers that a claim states itself come before those of the figure that it names. It stays unchecked where a number
    or the percentage is missing, or the base is 0.
    """
    return tuple(_verdict(claim, figures.get((claim.group, claim.indicator or ""))) for claim in ward.claims)


def _verdict(claim: Claim, figure: Figure | None) -> Verdict:
    actual = figure.actual if figure and claim.actual is None else claim.actual
    base = figure.base if figure and claim.base is None else claim.base
    unchecked = Verdict(claim.says, claim.where, claim.percent, None, "unchecked", None, None, actual, base)
    if actual is None or not base:
        return unchecked
    if not claim.percent:
        return replace(unchecked, computed=_percent(actual, base, LEAST_PLACES))
    stated = Percent.stated(claim.percent)
    checked = replace(
        unchecked,
        computed=_percent(actual, base, max(LEAST_PLACES, stated.places)),
        verdict=stated.verdict(actual, base),
    )
    if checked.verdict != "wrong":
        return checked
    return replace(
        checked,
        would_be_actual=stated.nearest_actual(actual, base),
        would_be_base=stated.nearest_base(actual, base),
    )


def _percent(actual: int, base: int, places: int) -> float:
    return float(half_up(100 * actual, base, places) / 10**places)


def _ceil(numerator: int, denominator: int) -> int:
    return -(-numerator // denominator)


def _nearest(number: int, least: int, most: int) -> int | None:
    return min(max(number, least), most) if least <= most else None
