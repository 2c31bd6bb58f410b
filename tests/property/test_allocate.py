from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise, permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.errors import NotFound
from tui.ward.allocate import allocate
from tui.ward.names import natural_key
from tui.ward.numbers import LIMIT

totals = st.integers(1, LIMIT)
steps = st.sampled_from([1, 7, 10, 1_000, 10_000, 10**6])
codes = st.integers(1, 99).map(str) | st.sampled_from(["1A", "1B1", "10b", "tổ 5", "HPN"])
some_weight = st.none() | st.integers(0, 5) | st.integers(0, LIMIT)
weightings = st.dictionaries(codes, some_weight, min_size=1, max_size=40).filter(lambda weights: any(weights.values()))

Weights = Mapping[str, int | None]


def exact_shares(total: int, weights: Weights) -> dict[str, Fraction]:
    whole = sum(weight or 0 for weight in weights.values())
    return {group: Fraction(total * (weight or 0), whole) for group, weight in weights.items()}


@given(totals, weightings, steps)
def test_the_parts_add_up_to_the_total(total: int, weights: Weights, step: int) -> None:
    values = allocate(total, weights, step).values
    assert values.keys() == weights.keys()
    assert sum(values.values()) == total
    assert min(values.values()) >= 0


@given(totals, weightings, steps)
def test_no_part_is_a_step_away_from_its_exact_share(total: int, weights: Weights, step: int) -> None:
    shares = exact_shares(total, weights)
    assert all(abs(value - shares[group]) < step for group, value in allocate(total, weights, step).values.items())


@given(totals, weightings, steps)
def test_all_parts_are_whole_steps_but_one(total: int, weights: Weights, step: int) -> None:
    spread = allocate(total, weights, step)
    uneven = {group: value % step for group, value in spread.values.items() if value % step}
    assert uneven == ({spread.odd: total % step} if spread.odd else {})
    assert (spread.odd is None) == (total % step == 0)


@given(totals, weightings, steps)
def test_more_weight_is_never_less(total: int, weights: Weights, step: int) -> None:
    values = allocate(total, weights, step).values
    known = sorted((weight or 0, values[group]) for group, weight in weights.items())
    for (lighter, less), (heavier, more) in pairwise(known):
        assert more >= less if heavier > lighter else abs(more - less) <= step


@given(totals, weightings, steps, st.randoms())
def test_the_order_of_the_groups_does_not_matter(total: int, weights: Weights, step: int, random: Random) -> None:
    shuffled = list(weights.items())
    random.shuffle(shuffled)
    assert allocate(total, dict(shuffled), step) == allocate(total, weights, step)


@given(st.integers(1, 60), st.lists(st.integers(1, 9), min_size=1, max_size=5), st.sampled_from([1, 3, 10]))
def test_no_other_spread_is_nearer_to_the_exact_shares(total: int, sizes: list[int], step: int) -> None:
    """By trying every way to place the steps and the odd rest: the remainder is where it hurts least."""
    weights = {str(place): size for place, size in enumerate(sizes)}
    shares = exact_shares(total, weights)
    floors = {group: share // step * step for group, share in shares.items()}
    spread = allocate(total, weights, step).values

    def off(values: Mapping[str, int | Fraction]) -> Fraction:
        return sum((abs(values[group] - shares[group]) ** 2 for group in shares), Fraction(0))

    more, odd = divmod(total - sum(floors.values()), step)
    extras = [step] * int(more) + [int(odd)] + [0] * len(sizes)
    others = (
        {group: floors[group] + extra for group, extra in zip(shares, placed, strict=True)}
        for placed in set(permutations(extras[: len(sizes)]))
    )
    assert off(spread) == min(map(off, others))


@given(totals, weightings, steps)
def test_who_has_no_weight_gets_nothing(total: int, weights: Weights, step: int) -> None:
    spread = allocate(total, weights, step)
    assert spread.without == tuple(sorted((group for group in weights if not weights[group]), key=natural_key))
    assert not any(spread.values[group] for group in spread.without)


@given(totals, st.dictionaries(codes, st.none() | st.just(0)), steps)
def test_without_any_weight_nothing_is_spread(total: int, weights: Weights, step: int) -> None:
    with pytest.raises(NotFound):
        allocate(total, weights, step)
