"""What holds of any scheme and any scores: exact totals, grades that only rise with points, ranks that ties share."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.judged import make_board
from tests.wards import YEAR
from tui.ward.board import Key, Model
from tui.ward.campaign import Scores, evaluate, evaluate_all, scores_of
from tui.ward.forecast import forecast, pace_line
from tui.ward.ranking import rank_groups, shared_ranks
from tui.ward.scheme import Band, Criterion, Scheme, scheme_of

MODEL = Model("TT01", "collective", "", None, "", "", "", None, "registered")
KEYS = ("a", "b", "c", "d", "e")

hundredths = st.integers(1, 5000).map(lambda n: Decimal(n) / 100)
shares = st.integers(0, 100).map(lambda n: Decimal(n) / 100)

json_like: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5) | st.sampled_from(KEYS), inner),
    max_leaves=12,
)
"""Whatever a TOML file can hold, and more."""


@st.composite
def criteria(draw: st.DrawFn, prefix: str = "", depth: int = 2) -> tuple[Criterion, ...]:
    keys = draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=4, unique=True))
    return tuple(draw(criterion(f"{prefix}{key}", depth)) for key in keys)


@st.composite
def criterion(draw: st.DrawFn, key: str, depth: int) -> Criterion:
    parts = draw(criteria(f"{key}.", depth - 1)) if depth and draw(st.booleans()) else ()
    maximum = sum((part.max for part in parts), Decimal(0)) if parts else draw(hundredths)
    return Criterion(key, {}, maximum, draw(shares), parts=parts)


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    starts = draw(st.sets(st.integers(1, 120), max_size=4))
    bands = tuple(Band(f"from-{start}", {}, Decimal(start)) for start in [*sorted(starts, reverse=True), 0])
    return Scheme(criteria=draw(criteria()), bands=bands)


def leaves(scheme: Scheme) -> list[Criterion]:
    return [leaf for top in scheme.criteria for leaf in top.leaves()]


@st.composite
def scored(draw: st.DrawFn) -> tuple[Scheme, dict[str, Decimal]]:
    """A scheme with a complete review."""
    scheme = draw(schemes())
    return scheme, {leaf.key: (leaf.max * draw(shares)).quantize(Decimal("0.01")) for leaf in leaves(scheme)}


def grade(scheme: Scheme, reviewed: Mapping[str, Decimal]) -> Decimal:
    """The start of the band that the review gives."""
    band = evaluate(MODEL, scheme, Scores(reviewed=reviewed)).grade
    assert band is not None
    return band.start


@given(scored())
def test_totals_are_exact_and_every_whole_is_the_sum_of_its_parts(case: tuple[Scheme, dict[str, Decimal]]) -> None:
    scheme, reviewed = case
    got = evaluate(MODEL, scheme, Scores(reviewed=reviewed))
    assert Fraction(got.total) == sum(map(Fraction, reviewed.values()))
    by_key = {line.criterion.key: line.reviewed for line in got.lines}
    for line in got.lines:
        if line.criterion.parts:
            assert line.reviewed == sum(by_key[part.key] or 0 for part in line.criterion.parts)


@given(scored(), st.randoms(use_true_random=False))
def test_the_order_of_criteria_changes_nothing(case: tuple[Scheme, dict[str, Decimal]], random: Any) -> None:
    scheme, reviewed = case
    shuffled = Scheme(criteria=tuple(random.sample(scheme.criteria, len(scheme.criteria))), bands=scheme.bands)
    one, other = (evaluate(MODEL, each, Scores(reviewed=reviewed)) for each in (scheme, shuffled))
    assert (one.total, one.grade, one.to_next) == (other.total, other.grade, other.to_next)
    assert set(one.floors_missed) == set(other.floors_missed)


@given(scored(), st.data())
def test_more_points_never_lower_the_grade(case: tuple[Scheme, dict[str, Decimal]], data: st.DataObject) -> None:
    scheme, reviewed = case
    leaf = data.draw(st.sampled_from(leaves(scheme)))
    raised = max(reviewed[leaf.key], (leaf.max * data.draw(shares)).quantize(Decimal("0.01")))
    assert grade(scheme, reviewed | {leaf.key: raised}) >= grade(scheme, reviewed)


@given(scored())
def test_the_next_grade_is_above_and_no_fewer_points_than_the_total_lacks(
    case: tuple[Scheme, dict[str, Decimal]],
) -> None:
    scheme, reviewed = case
    got = evaluate(MODEL, scheme, Scores(reviewed=reviewed))
    assert got.grade is not None
    if got.next_grade is None or got.to_next is None:
        assert got.grade == scheme.bands[0]
        return
    assert got.next_grade.start > got.grade.start
    assert got.to_next > 0
    assert got.total + got.to_next >= got.next_grade.start


@given(scored(), st.data())
def test_no_grade_while_any_review_is_missing(case: tuple[Scheme, dict[str, Decimal]], data: st.DataObject) -> None:
    scheme, reviewed = case
    missing = data.draw(st.sampled_from(leaves(scheme))).key
    partial = {key: points for key, points in reviewed.items() if key != missing}
    got = evaluate(MODEL, scheme, Scores(claimed=reviewed, reviewed=partial))
    assert (got.grade, got.next_grade, got.missing) == (None, None, (missing,))


@given(scored(), st.lists(shares, min_size=1, max_size=8))
def test_equal_models_share_a_rank_and_a_better_one_is_never_behind(
    case: tuple[Scheme, dict[str, Decimal]], parts: list[Decimal]
) -> None:
    scheme, reviewed = case
    models = [Model(f"M{n}", "collective", "", None, "", "", "", None, "registered") for n in range(len(parts))]
    given_points = [
        {key: (points * part).quantize(Decimal("0.01")) for key, points in reviewed.items()} for part in parts
    ]
    scores = {model.code: Scores(reviewed=points) for model, points in zip(models, given_points, strict=True)}
    got = evaluate_all(models, scheme, scores)
    for one in got:
        assert one.rank == 1 + sum(
            (not other.floors_missed, other.total) > (not one.floors_missed, one.total) for other in got
        )


@given(st.lists(st.integers(0, 5)))
def test_a_rank_is_one_more_than_the_number_of_better_places(places: list[int]) -> None:
    expected = [1 + sum(other > place for other in places) for place in places]
    assert shared_ranks([Fraction(place) for place in places]) == expected


amounts = st.tuples(st.none() | st.integers(0, 10**12), st.none() | st.integers(0, 10**12))


@given(
    st.dictionaries(st.tuples(st.sampled_from(("1", "2", "3")), st.sampled_from(("blood", "fund"))), amounts),
    st.dictionaries(st.sampled_from(("blood", "fund")), st.integers(0, 50).map(Decimal), min_size=1),
    st.integers(100, 300).map(lambda n: Decimal(n) / 100),
)
def test_group_points_are_the_sum_of_their_lines_within_the_cap(
    figures: dict[Key, tuple[int | None, int | None]], weights: dict[str, Decimal], cap: Decimal
) -> None:
    scores = rank_groups(make_board(("blood", "fund"), figures=figures), Scheme(weights=weights, cap=cap))
    assert [score.rank for score in scores] == sorted(score.rank for score in scores)
    for score in scores:
        assert score.points == sum(line.points for line in score.lines)
        assert 0 <= score.points <= sum(Fraction(weight) * Fraction(cap) for weight in weights.values())
        assert score.missing == tuple(line.indicator for line in score.lines if line.achieved is None)


@given(json_like, json_like)
def test_whatever_the_files_hold_becomes_a_scheme_scores_and_problems(scoring: Any, scores: Any) -> None:
    sections = ("name", "floor", "criteria", "bonus", "deductions", "bands", "disqualifiers", "fields", "weights")
    data = {section: scoring for section in sections}
    scheme, problems = scheme_of(data, "scoring.toml")
    given_scores, wrong = scores_of({"model": {MODEL.code: scores}}, scheme, [MODEL])
    evaluate_all([MODEL], scheme, given_scores)
    assert all(problem.expected and problem.column for problem in (*problems, *wrong))


days = st.integers(0, 364).map(lambda n: date(YEAR, 1, 1) + timedelta(n))
windows = st.tuples(days, days).map(lambda pair: (min(pair), max(pair)))


@given(st.lists(st.tuples(days, st.integers(0, 10**12))), st.integers(0, 10**12), windows, days)
def test_what_the_months_left_must_bring_is_exactly_what_is_missing(
    points: list[tuple[date, int]], target: int, window: tuple[date, date], as_of: date
) -> None:
    got = forecast(points, target, window, as_of)
    assert all(need.amount >= 0 and need.days > 0 for need in got.needs)
    assert sum(need.days for need in got.needs) <= (window[1] - window[0]).days + 1
    if as_of < window[1]:
        assert sum(need.amount for need in got.needs) == got.missing
    else:
        assert got.needs == ()
        assert got.at_end == got.total


@given(st.integers(0, 10**12), windows)
def test_the_pace_line_rises_from_nothing_to_the_target(target: int, window: tuple[date, date]) -> None:
    line = pace_line(target, window)
    assert [total for _day, total in line] == sorted(total for _day, total in line)
    assert (line[0][1], line[-1]) == (0, (window[1], target))
