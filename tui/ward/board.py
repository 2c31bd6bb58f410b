"""The board: everything the screens and lookups show of a ward at one date, as plain values.

It is made from a `Ward` by `tui.ward.review.board_of` and can be kept in a cache, so that neither the first screen nor
a lookup has to wait for polars; this module must therefore import nothing but the standard library and `errors`.

Amounts (`actual`, `target`, `base`, `gap`, months) are whole numbers in the last place of their indicator: đồng,
households, units; with `decimals = 1`, tenths. `numbers.format_amount` puts the point back.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from tui.errors import N_, Problem


class Reached(NamedTuple):
    """How many groups have reached 100 %, of those of which something is expected."""

    met: int
    expected: int


class Status(StrEnum):
    """How a figure stands against what 100 % is, and against the time gone by (design, section 2)."""

    EXCEEDED = "exceeded"
    MET = "met"
    ON_PACE = "on-pace"
    BEHIND = "behind"
    NOT_REPORTED = "not-reported"
    NO_TARGET = "no-target"

    @property
    def glyph(self) -> str:
        """One cell wide, distinct without colour."""
        return GLYPHS[self]


GLYPHS = {
    Status.EXCEEDED: "▲",
    Status.MET: "●",
    Status.ON_PACE: "◐",
    Status.BEHIND: "▼",
    Status.NOT_REPORTED: "·",
    Status.NO_TARGET: "–",
}


@dataclass(frozen=True, slots=True)
class WardInfo:
    """What `ward.toml` says."""

    name: str
    kind: str = "phường"
    district: str = ""
    province: str = ""
    code: str = ""
    language: str = "vi"
    illustrative: bool = False
    aliases: tuple[str, ...] = ()


AN_INDICATOR = N_("an indicator of indicators.toml")
"""What was expected where a file names no indicator that there is."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing the ward counts: six lines of `indicators.toml`."""

    key: str
    topic: str
    names: Mapping[str, str]
    """Language to name: {"vi": "Quỹ Vì người nghèo", "en": "Fund for the Poor"}."""
    shorts: Mapping[str, str] = field(default_factory=dict)
    """Language to a name short enough for a column header; may be empty."""
    unit: str = ""
    unit_en: str = ""
    measure: str = "sum"
    """sum | latest | count"""
    of: str = "target"
    """target | households | groups | the key of another indicator"""
    better: str = "higher"
    """higher | lower"""
    window: tuple[date, date] | None = None
    """First and last day of its run in the board's year; the whole year where none is given."""
    decimals: int = 0
    scope: str = "groups"
    """groups | ward: a ward-only indicator is not expected from groups."""
    headline: bool = False

    def name(self, language: str) -> str:
        """Its name in `language`, else in whatever language it has."""
        return self.names.get(language) or next(iter(self.names.values()), self.key)

    def short(self, language: str) -> str:
        """Its short name in `language`, else its name."""
        return self.shorts.get(language) or self.name(language)

    def name_within(self, room: int, language: str) -> str:
        """Its name in `language` where that has no more letters than `room`, else the short one."""
        name = self.name(language)
        return name if len(name) <= room else self.short(language)

    def unit_in(self, language: str, amount: int | None = None) -> str:
        """Its unit in `language`; an English one, which is a plural, in the singular behind an `amount` of one."""
        if language != "en" or not self.unit_en:
            return self.unit
        return _singular(self.unit_en) if amount == 10**self.decimals else self.unit_en

    @property
    def is_money(self) -> bool:
        """Whether its amounts are đồng."""
        return self.unit.casefold() in ("đồng", "đ", "vnđ", "vnd", "dong")


def _singular(plural: str) -> str:
    """One of what an English plural says: team, family, person."""
    endings = (("people", "person"), ("ies", "y"), ("s", ""))
    return next((plural.removesuffix(many) + one for many, one in endings if plural.endswith(many)), plural)


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the ward: residential, or a union, school or office that has targets of its own."""

    code: str
    name: str
    kind: str = "residential"
    households: int | None = None
    leader: str = ""


@dataclass(frozen=True, slots=True)
class Team:
    """An environment volunteer team."""

    group: str
    leader: str
    members: int | None
    weekday: str


@dataclass(frozen=True, slots=True)
class Model:
    """A registered model of the campaign."""

    code: str
    kind: str
    """collective | individual"""
    registrant: str
    group: str | None
    title: str
    fields: str
    level: str
    registered_on: date | None
    status: str


@dataclass(frozen=True, slots=True)
class Target:
    """A target as assigned."""

    group: str | None
    indicator: str
    value: int
    assigned_by: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator of one group (None: the ward) at the board's date."""

    group: str | None
    indicator: str
    actual: int | None
    bound: str
    """"" exact, ">=" at least, "~" about."""
    target: int | None
    base: int | None
    """What 100 % is, in the same last place as `actual`."""
    ratio: float | None
    """actual / base; 1.0 is 100 %. Percentages shown are computed from the two integers, not from this."""
    status: Status
    rank: int | None
    """Among residential groups, ties shared; None for the ward."""
    gap: int | None
    """What is missing to 100 %; negative where it is exceeded."""
    reported: date | None
    """Day of the newest result."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A figure stated in a published report, held against the computed one."""

    says: str
    where: str
    stated: str
    """The stated percentage as a decimal text, "95.06"; "" where the claim has none."""
    computed: float | None
    """Percent, half up to two places."""
    verdict: str
    """exact | rounded | truncated | wrong | unchecked"""
    would_be_actual: int | None
    would_be_base: int | None
    actual: int | None = None
    base: int | None = None


@dataclass(frozen=True, slots=True)
class PlaceResult:
    """What was done at one place, up to the board's date."""

    place: str
    indicator: str
    actual: int
    bound: str
    groups: tuple[str, ...]
    """Codes of the groups that did it; empty where it was the ward."""


@dataclass(frozen=True, slots=True)
class Source:
    """One result behind a figure, and where it stands in the files."""

    day: date
    group: str | None
    value: int
    bound: str
    place: str
    note: str
    line: int


Key = tuple[str | None, str]
"""(group code or None for the ward, indicator key)"""


@dataclass(frozen=True, slots=True)
class Board:
    """A ward at a date, ready to show. Groups are in natural order, indicators in the catalogue's."""

    info: WardInfo
    year: int
    years: tuple[int, ...]
    as_of: date
    newest: date
    """Day of the newest result of the year, whatever the board's date."""
    indicators: tuple[Indicator, ...]
    groups: tuple[Group, ...]
    figures: Mapping[Key, Figure]
    months: Mapping[Key, tuple[int | None, ...]]
    """The actual at the end of each month up to the board's date, January first; None before the first report."""
    last_year: Mapping[Key, Figure]
    """The same day last year; empty where there is no last year. Only keys of this year's groups."""
    not_comparable: tuple[str, ...] = ()
    """Codes of groups that `last_year` leaves out because they have only a part of one of last year's groups."""
    targets: tuple[Target, ...] = ()
    teams: tuple[Team, ...] = ()
    models: tuple[Model, ...] = ()
    places: tuple[PlaceResult, ...] = ()
    """What was done where, by place and then the catalogue's order; at most 2,000."""
    weekly: tuple[tuple[str, date, int, int | None], ...] = ()
    """(group, Monday, sessions, attendance) of the clean-ups reported (`weeks.weekly_reports`)."""
    days: Mapping[str, tuple[tuple[date, int], ...]] = field(default_factory=dict)
    """Indicator key to the ward's running total at the end of each day that brought results, for sums of topic fund."""
    scoring: Mapping[str, object] = field(default_factory=dict)
    """`scoring.toml` as it was parsed; `judgement` makes the scheme of it."""
    scores: Mapping[str, object] = field(default_factory=dict)
    """`scores.toml` as it was parsed."""
    verdicts: tuple[Verdict, ...] = ()
    """The claims held against the newest figures: a report stays right or wrong when an earlier day is looked at."""
    problems: tuple[Problem, ...] = ()
    """The first hundred; `problem_count` has them all."""
    problem_count: int = 0

    def indicator(self, key: str) -> Indicator:
        """The indicator of that key; KeyError where there is none."""
        for indicator in self.indicators:
            if indicator.key == key:
                return indicator
        raise KeyError(key)

    def group(self, code: str) -> Group:
        """The group of that code; KeyError where there is none."""
        for group in self.groups:
            if group.code == code:
                return group
        raise KeyError(code)

    @property
    def residential(self) -> tuple[Group, ...]:
        """The residential groups, without unions, schools and offices."""
        return tuple(group for group in self.groups if group.kind == "residential")

    @property
    def households(self) -> int | None:
        """How many households the groups have together; None where none are known."""
        known = [group.households for group in self.groups if group.households is not None]
        return sum(known) if known else None

    def __hash__(self) -> int:
        return hash((self.info, self.year, self.as_of))

    def expected(self, key: str) -> tuple[Figure, ...]:
        """The figures of those residential groups of which something is expected: what has a base."""
        figures = (self.figures[group.code, key] for group in self.residential if (group.code, key) in self.figures)
        return tuple(figure for figure in figures if figure.base)

    def reached(self, key: str) -> Reached:
        """How many of those have reached 100 %."""
        expected = self.expected(key)
        return Reached(sum(figure.status in (Status.MET, Status.EXCEEDED) for figure in expected), len(expected))

    def tally(self, key: str) -> Counter[Status]:
        """How many residential groups stand how in the indicator of that key."""
        return Counter(self.figures[group.code, key].status for group in self.residential)
