"""Figures of random wards against a slow reading of the design's rules, result by result."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from tests.wards import YEAR, Result, make_group, make_indicator, make_ward
from tui.ward.board import Group, Indicator
from tui.ward.figures import figures, months, running_totals
from tui.ward.pace import elapsed, status_of
from tui.ward.ward import Ward

KEYS = ("a", "b", "c")
CODES = ("1", "2", "3", "HPN")
JANUARY, DECEMBER = date(YEAR, 1, 1), date(YEAR, 12, 31)


class Case(NamedTuple):
    """A ward as plain values, and as the frames under test have it."""

    indicators: list[Indicator]
    groups: list[Group]
    results: list[Result]
    targets: dict[tuple[str | None, str], int]
    ward: Ward


days = st.dates(JANUARY, DECEMBER)
few_days = st.sampled_from([date(YEAR, 3, 31), date(YEAR, 4, 1), date(YEAR, 4, 2), date(YEAR, 6, 30)])
amounts = st.integers(0, 6) | st.integers(0, 10**12)
windows = st.none() | st.tuples(few_days | days, few_days | days).map(lambda ends: (min(ends), max(ends)))
bounds = st.sampled_from(["", "", "", "~", ">="])


@st.composite
def indicators(draw: Callable[..., Any], key: str) -> Indicator:
    return make_indicator(
        key,
        measure=draw(st.sampled_from(["sum", "latest", "count"])),
        of=draw(st.sampled_from(["target", "households", "groups", *KEYS])),
        better=draw(st.sampled_from(["higher", "lower"])),
        window=draw(windows),
        decimals=draw(st.integers(0, 2)),
        scope=draw(st.sampled_from(["groups", "groups", "ward"])),
    )


@st.composite
def cases(draw: Callable[..., Any]) -> Case:
    catalogue = [draw(indicators(key)) for key in KEYS[: draw(st.integers(1, len(KEYS)))]]
    groups = [
        make_group(code, draw(st.sampled_from(["residential", "residential", "union"])), draw(st.none() | amounts))
        for code in CODES[: draw(st.integers(0, len(CODES)))]
    ]
    keys = st.sampled_from([indicator.key for indicator in catalogue])
    units = st.sampled_from([None, *(group.code for group in groups)])
    results = draw(st.lists(st.tuples(few_days | days, units, keys, amounts, bounds), max_size=25))
    targets = draw(st.dictionaries(st.tuples(units, keys), amounts, max_size=8))
    return Case(catalogue, groups, results, targets, make_ward(catalogue, groups, results, targets))


class Part(NamedTuple):
    """What one group's results, or the ward's own, come to."""

    amount: int
    bound: str
    last: date


def part_of(case: Case, indicator: Indicator, code: str | None, as_of: date) -> Part | None:
    mine = [row for row in case.results if row[0] <= as_of and row[1] == code and row[2] == indicator.key]
    if not mine:
        return None
    newest = max(row[0] for row in mine)
    if indicator.measure == "count":
        return Part(len(mine), "", newest)
    if indicator.measure == "latest":
        *_, last = (row for row in mine if row[0] == newest)
        return Part(last[3], last[4], newest)
    return Part(sum(row[3] for row in mine), strongest([row[4] for row in mine]), newest)


def strongest(words: list[str]) -> str:
    return next((word for word in (">=", "~") if word in words), "")


def expected_part(case: Case, indicator: Indicator, code: str | None, as_of: date) -> Part | None:
    units = [None, *(group.code for group in case.groups)] if code is None else [code]
    parts = [part for unit in units if (part := part_of(case, indicator, unit, as_of))]
    if not parts:
        return None
    return Part(sum(p.amount for p in parts), strongest([p.bound for p in parts]), max(p.last for p in parts))


def expected_base(case: Case, indicator: Indicator, code: str | None, as_of: date) -> int | None:
    mine = [group for group in case.groups if code is None or group.code == code]
    places = indicator.decimals
    base: int | None
    match indicator.of:
        case "target":
            return case.targets.get((code, indicator.key))
        case "households":
            known = [group.households for group in mine if group.households is not None]
            base = sum(known) if known else None
        case "groups":
            residential = [group for group in mine if group.kind == "residential"]
            base = len(residential) if residential or code is None else None
        case key:
            other = next((i for i in case.indicators if i.key == key), None)
            if other is None or other.decimals > places or (code is not None and other.scope == "ward"):
                return None
            places -= other.decimals
            part = expected_part(case, other, code, as_of)
            base = part.amount if part else None
    return None if base is None else base * 10**places


def expected_status(indicator: Indicator, actual: int | None, base: int | None, as_of: date) -> str:
    if actual is None:
        return "not-reported"
    if not base:
        return "no-target"
    if actual == base:
        return "met"
    first, last = indicator.window or (JANUARY, DECEMBER)
    total = (last - first).days + 1
    gone = sum(first + timedelta(n) <= as_of for n in range(total))
    if indicator.better == "higher":
        if actual > base:
            return "exceeded"
        return "on-pace" if actual * total >= base * gone else "behind"
    if actual > base:
        return "behind"
    if indicator.measure == "latest" or as_of >= last:
        return "exceeded"
    return "on-pace" if actual * total <= base * gone else "behind"


def expected_figures(case: Case, as_of: date) -> list[tuple[Any, ...]]:
    rows: dict[tuple[str | None, str], list[Any]] = {}
    for code in (None, *(group.code for group in case.groups)):
        for indicator in case.indicators:
            if code is not None and indicator.scope == "ward":
                continue
            part = expected_part(case, indicator, code, as_of)
            actual = part.amount if part else None
            base = expected_base(case, indicator, code, as_of)
            ratio = actual / base if actual is not None and base else None
            gap = None if actual is None or not base else base - actual
            rows[code, indicator.key] = [
                actual,
                part.bound if part else "",
                case.targets.get((code, indicator.key)),
                base,
                ratio,
                expected_status(indicator, actual, base, as_of),
                None,
                -gap if gap is not None and indicator.better == "lower" else gap,
                part.last if part else None,
            ]
    residential = [group.code for group in case.groups if group.kind == "residential"]
    for indicator in case.indicators:
        ranked = [row for code in residential if (row := rows.get((code, indicator.key))) and row[4] is not None]
        for row in ranked:
            ahead = [o for o in ranked if (o[4] < row[4] if indicator.better == "lower" else o[4] > row[4])]
            row[6] = 1 + len(ahead)
    return [(*key, *row) for key, row in rows.items()]


@given(cases(), few_days | days)
def test_figures_are_what_the_rules_say(case: Case, as_of: date) -> None:
    assert figures(case.ward, as_of).rows() == expected_figures(case, as_of)


@given(cases(), few_days | days)
def test_a_single_figure_is_judged_alike(case: Case, as_of: date) -> None:
    catalogue = {indicator.key: indicator for indicator in case.indicators}
    for row in figures(case.ward, as_of).iter_rows(named=True):
        indicator = catalogue[row["indicator"]]
        gone = elapsed(indicator, as_of, YEAR)
        assert row["status"] == status_of(indicator, row["actual"], row["base"], gone)


@given(cases(), few_days | days, st.data())
def test_months_are_the_figures_at_their_ends(case: Case, as_of: date, data: st.DataObject) -> None:
    table = months(case.ward, as_of)
    assert table.get_column("month").unique().sort().to_list() == list(range(1, as_of.month + 1))
    month = data.draw(st.integers(1, as_of.month))
    end = min(as_of, date(YEAR + month // 12, month % 12 + 1, 1) - timedelta(1))
    column = table.filter(pl.col("month") == month).select("group", "indicator", "actual")
    assert column.rows() == figures(case.ward, end).select("group", "indicator", "actual").rows()


@given(cases(), few_days | days)
def test_running_totals_are_the_figures_on_their_days(case: Case, as_of: date) -> None:
    sums = {indicator.key: indicator for indicator in case.indicators if indicator.measure == "sum"}
    reported = {(key, on) for on, _, key, *_ in case.results if key in sums and on <= as_of}
    parts = [(key, on, expected_part(case, sums[key], None, on)) for key, on in sorted(reported)]
    totals = [(key, on, part.amount) for key, on, part in parts if part]
    assert running_totals(case.ward, as_of, sums).rows() == totals


@given(cases(), st.data())
def test_only_lines_of_one_day_must_be_in_order(case: Case, data: st.DataObject) -> None:
    days_of_file = data.draw(st.permutations(sorted({row[0] for row in case.results})))
    shuffled = sorted(case.results, key=lambda row: days_of_file.index(row[0]))
    again = make_ward(case.indicators, case.groups, shuffled, case.targets)
    assert figures(again, DECEMBER).equals(figures(case.ward, DECEMBER))
