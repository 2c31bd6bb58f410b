"""The scoring scheme of a year: criteria, bonus, bands, fields and weights, as `scoring.toml` has them.

A scheme is data, because wards score differently (domain, section 2): criteria may have parts to any depth and a
floor of their own, a bonus may lift a total over 100, some criteria are scored by the reviewers only, and a reason
can bar a model from any grade. Points and shares are `Decimal`, so that half points add up exactly.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from tui.errors import N_, Problem
from tui.ward.toml_table import Lines, TomlTable

KINDS = ("collective", "individual")
"""The two kinds of registrant; always counted and ranked apart."""

CANONICAL: Mapping[str, str] = {
    "economy": N_("Economy"),
    "culture": N_("Culture and society"),
    "defence": N_("Defence and security"),
    "politics": N_("Building the political system"),
}
"""The four fields that the movement is reported by, with the msgids of their names; a ward's own fields map to them."""

NONE = Decimal(0)
ONE = Decimal(1)
MOST_POINTS = Decimal(1000)
MOST_CAP = Decimal(10)

MOST_LEVELS = 20
"""Deeper parts are refused: a file made to be deep must not exhaust the stack."""

A_MAXIMUM = N_("points above 0, at most 1000")
A_SHARE = N_("a share from 0 to 1")
A_START = N_("points from 0 to 1000 where the band starts")
A_WEIGHT = N_("a weight from 0 to 1000")
A_CAP = N_("a number from 1 to 10")
KINDS_LISTED = N_("a list of collective, individual")
A_CANONICAL_FIELD = N_("economy, culture, defence or politics")
A_GROUP_INDICATOR = N_("an indicator that groups report")
ANOTHER_START = N_("a start that no other band has")
A_START_AT_0 = N_("0 for the lowest band")
SUM_OF_PARTS = N_("the sum of the maxima of its parts")
FEWER_LEVELS = N_("parts at most 20 levels deep")


@dataclass(frozen=True, slots=True)
class Named:
    """Anything of a scheme that has a key and names."""

    key: str
    """Unique among its like; a criterion's is its dotted path, "result.verified"."""
    names: Mapping[str, str]
    """Language to name."""

    def name(self, language: str) -> str:
        """Its name in `language`, else in whatever language it has, else its key."""
        return self.names.get(language) or next(iter(self.names.values()), self.key)


@dataclass(frozen=True, slots=True)
class Criterion(Named):
    """What points are given for; one with parts is the sum of its parts."""

    max: Decimal
    floor: Decimal = NONE
    """The share of `max` that the review must reach."""
    kinds: tuple[str, ...] = KINDS
    """The kinds of registrant it applies to."""
    self_scored: bool = True
    """False where only the reviewers give points (domain, section 2, scheme A)."""
    parts: tuple["Criterion", ...] = ()

    def walk(self) -> Iterator["Criterion"]:
        """The criterion, then its parts, depth first."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def leaves(self) -> Iterator["Criterion"]:
        """What scores are given to: the criteria without parts."""
        return (criterion for criterion in self.walk() if not criterion.parts)

    def for_kind(self, kind: str) -> "Criterion | None":
        """The criterion as it applies to `kind`, with the parts and maximum of that kind; None where it does not."""
        if kind not in self.kinds:
            return None
        if not self.parts:
            return self
        parts = _for_kind(self.parts, kind)
        return replace(self, parts=parts, max=_maximum(parts)) if parts else None


@dataclass(frozen=True, slots=True)
class Extra(Named):
    """A bonus that is added after the scoring, or a deduction: points are written as positive either way."""

    max: Decimal


@dataclass(frozen=True, slots=True)
class Band(Named):
    """A grade."""

    start: Decimal
    """The lowest total it is given for."""


@dataclass(frozen=True, slots=True)
class Field(Named):
    """A field of work as the ward names it."""

    canonical: str
    """One of `CANONICAL`; "" where it is mapped to none."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """How a year's models are scored and its groups ranked."""

    names: Mapping[str, str] = field(default_factory=dict)
    criteria: tuple[Criterion, ...] = ()
    bonus: tuple[Extra, ...] = ()
    deductions: tuple[Extra, ...] = ()
    bands: tuple[Band, ...] = ()
    """Highest first; the lowest starts at 0 and is the grade of what is not met."""
    disqualifiers: tuple[Named, ...] = ()
    """The reasons for which a model gets no grade."""
    fields: tuple[Field, ...] = ()
    weights: Mapping[str, Decimal] = field(default_factory=dict)
    """Indicator key to its weight in the ranking of groups."""
    cap: Decimal = ONE
    """The ratio that a weight counts at most; 1 gives a target exceeded no more than a target met."""

    def criteria_for(self, kind: str) -> tuple[Criterion, ...]:
        """The criteria as they apply to `kind`."""
        return _for_kind(self.criteria, kind)

    def max_for(self, kind: str) -> Decimal:
        """The most points that a model of `kind` can have without bonus."""
        return _maximum(self.criteria_for(kind))


def scheme_of(
    data: Mapping[str, object],
    file: str = "scoring.toml",
    *,
    indicators: Collection[str] | None = None,
    lines: Lines | None = None,
) -> tuple[Scheme, tuple[Problem, ...]]:
    """The scheme that a parsed `scoring.toml` describes, without what is wrong in it, and the problems.

    `indicators` are the keys of those that groups report; where given, a weight of any other is a problem. `lines`
    gives the problems their lines (0 where it has none).
    """
    table = TomlTable(data, file, lines or {})
    table.only(
        "name",
        "floor",
        "criteria",
        "bonus",
        "deductions",
        "bands",
        "disqualifiers",
        "fields",
        "weights",
        "weights-caps",
    )
    floor = table.number("floor", A_SHARE, ONE)
    scheme = Scheme(
        names=table.names(),
        criteria=tuple(_criteria(table.table("criteria"), "", KINDS, floor or NONE)),
        bonus=tuple(_extras(table.table("bonus"))),
        deductions=tuple(_extras(table.table("deductions"))),
        bands=_bands(table.table("bands")),
        disqualifiers=tuple(_disqualifiers(table.table("disqualifiers"))),
        fields=tuple(_fields(table.table("fields"))),
        weights=dict(_weights(table.table("weights"), indicators)),
        cap=_cap(table.table("weights-caps")),
    )
    return scheme, tuple(table.problems)


def _for_kind(criteria: tuple[Criterion, ...], kind: str) -> tuple[Criterion, ...]:
    return tuple(kept for criterion in criteria if (kept := criterion.for_kind(kind)))


def _maximum(criteria: tuple[Criterion, ...]) -> Decimal:
    return sum((criterion.max for criterion in criteria), NONE)


def _criteria(
    table: TomlTable, prefix: str, kinds: tuple[str, ...], floor: Decimal, *, self_scored: bool = True
) -> Iterator[Criterion]:
    """The criteria of a table. `floor` is of those that state none: the scheme's for whole criteria, none for parts."""
    for key, entry in table.tables():
        entry.only("name", "max", "floor", "applies", "self", "parts")
        criterion = _criterion(entry, prefix + key, kinds, floor, self_scored=self_scored)
        if criterion.max:
            yield criterion


def _criterion(
    entry: TomlTable, key: str, inherited: tuple[str, ...], floor: Decimal, *, self_scored: bool
) -> Criterion:
    kinds = _kinds(entry, inherited)
    self_scored = entry.flag("self", default=self_scored)
    own_floor = entry.number("floor", A_SHARE, ONE)
    parts = tuple(_criteria(_parts(entry, key), f"{key}.", kinds, NONE, self_scored=self_scored))
    criterion = Criterion(
        key, entry.names(), _maximum(parts), floor if own_floor is None else own_floor, kinds, self_scored, parts
    )
    if "parts" not in entry.values:
        return replace(criterion, max=_own_maximum(entry) or NONE)
    _check_maximum(entry, criterion)
    return criterion


def _parts(entry: TomlTable, key: str) -> TomlTable:
    """The table of a criterion's parts; an empty one below the deepest level that is read."""
    if key.count(".") < MOST_LEVELS:
        return entry.table("parts")
    entry.refuse("parts", FEWER_LEVELS)
    return replace(entry, values={})


def _kinds(table: TomlTable, inherited: tuple[str, ...]) -> tuple[str, ...]:
    applies = table.values.get("applies", inherited)
    listed = applies if isinstance(applies, list | tuple) else ()
    kinds = tuple(kind for kind in inherited if kind in listed)
    if not kinds or not all(kind in KINDS for kind in listed):
        table.refuse("applies", KINDS_LISTED)
    return kinds or inherited


def _check_maximum(table: TomlTable, criterion: Criterion) -> None:
    """A maximum stated beside parts must be their sum, for every kind that the criterion applies to."""
    stated = table.number("max", A_MAXIMUM, MOST_POINTS)
    sums = {kept.max for kind in criterion.kinds if (kept := criterion.for_kind(kind))}
    if stated is not None and sums - {stated}:
        table.refuse("max", SUM_OF_PARTS)


def _own_maximum(table: TomlTable) -> Decimal | None:
    maximum = table.number("max", A_MAXIMUM, MOST_POINTS)
    if maximum == 0 or "max" not in table.values:
        table.refuse("max", A_MAXIMUM)
    return maximum


def _extras(table: TomlTable) -> Iterator[Extra]:
    for key, entry in table.tables():
        entry.only("name", "max")
        if maximum := _own_maximum(entry):
            yield Extra(key, entry.names(), maximum)


def _bands(table: TomlTable) -> tuple[Band, ...]:
    bands: dict[Decimal, Band] = {}
    for key, entry in table.tables():
        entry.only("name", "from")
        start = entry.number("from", A_START, MOST_POINTS)
        if start in bands:
            entry.refuse("from", ANOTHER_START)
        elif start is not None:
            bands[start] = Band(key, entry.names(), start)
        elif "from" not in entry.values:
            entry.refuse("from", A_START)
    return _grounded(table, sorted(bands.values(), key=lambda band: -band.start))


def _grounded(table: TomlTable, bands: list[Band]) -> tuple[Band, ...]:
    """The bands with the lowest one down to 0, so that every total has a grade."""
    if bands and bands[-1].start:
        table.table(bands[-1].key).refuse("from", A_START_AT_0)
        bands[-1] = replace(bands[-1], start=NONE)
    return tuple(bands)


def _disqualifiers(table: TomlTable) -> Iterator[Named]:
    for key, entry in table.tables():
        entry.only("name")
        yield Named(key, entry.names())


def _fields(table: TomlTable) -> Iterator[Field]:
    for key, entry in table.tables():
        entry.only("name", "canonical")
        canonical = entry.text("canonical")
        if canonical not in CANONICAL:
            entry.refuse("canonical", A_CANONICAL_FIELD)
            canonical = ""
        yield Field(key, entry.names(), canonical)


def _weights(table: TomlTable, indicators: Collection[str] | None) -> Iterator[tuple[str, Decimal]]:
    for key in table.values:
        weight = table.number(key, A_WEIGHT, MOST_POINTS)
        if indicators is not None and key not in indicators:
            table.refuse(key, A_GROUP_INDICATOR)
        elif weight is not None:
            yield key, weight


def _cap(table: TomlTable) -> Decimal:
    table.only("cap")
    cap = table.number("cap", A_CAP, MOST_CAP, least=ONE)
    return ONE if cap is None else cap
