"""What would make a wrong claim true, against trying every number."""

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.wards import make_ward
from tui.ward.claims import verdicts
from tui.ward.ward import Claim

REACH = 2000
numbers = st.integers(0, 300)
percents = (
    st.integers(0, 300).map(str) | st.decimals(0, 300, places=1).map(str) | st.decimals(0, 300, places=2).map(str)
)


def gives(percent: str, actual: int, base: int) -> bool:
    """Whether `actual` of `base`, rounded half up to the places of `percent`, is `percent`."""
    whole = int("100" + "0" * len(percent.partition(".")[2]))
    below, rest = divmod(whole * actual, base)
    return below + (2 * rest >= base) == int(percent.replace(".", ""))


def nearest(wanted: int, candidates: list[int]) -> int | None:
    return min(candidates, key=lambda number: abs(number - wanted), default=None)


@given(percents, numbers, numbers.filter(bool))
def test_other_numbers_give_the_percentage_and_none_is_nearer(percent: str, actual: int, base: int) -> None:
    (judged,) = verdicts(replace(make_ward(), claims=(Claim("", "", percent, actual, base),)), {})
    assume(judged.verdict == "wrong")
    assert judged.would_be_actual == nearest(actual, [n for n in range(REACH) if gives(percent, n, base)])
    within_reach = nearest(base, [n for n in range(1, REACH) if gives(percent, actual, n)])
    if within_reach is not None or judged.would_be_base is None:
        assert judged.would_be_base == within_reach
    else:
        assert judged.would_be_base >= REACH
        assert gives(percent, actual, judged.would_be_base)
