"""What a target would do, held against the figures that the ward has once it is saved."""

from collections.abc import Mapping
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.wards import Result, make_group, make_indicator, make_ward
from tui.ward.board import Board, Key
from tui.ward.preview import preview, with_targets
from tui.ward.review import board_of

CATALOGUE = (
    make_indicator("blood"),
    make_indicator("fires", better="lower"),
    make_indicator("poor", better="lower", measure="latest"),
    make_indicator("score", decimals=1, measure="latest"),
    make_indicator("families", of="households"),
    make_indicator("permitted", of="blood"),
)
GROUPS = (*map(make_group, ("1", "2", "3", "10")), make_group("HPN", kind="union"))

codes = st.sampled_from([group.code for group in GROUPS])
keys = st.tuples(st.none() | codes, st.sampled_from([indicator.key for indicator in CATALOGUE]))
few = st.integers(0, 6)
summed = st.tuples(
    st.sampled_from(["05/02", "03/06"]), st.none() | codes, st.sampled_from(["blood", "fires", "score"]), few
)
stated = st.tuples(st.just("07/02"), codes, st.sampled_from(["poor", "families", "permitted"]), few)
results = st.lists(summed | stated, max_size=30)
targets = st.dictionaries(keys, few, max_size=20)
changes = st.dictionaries(keys, st.none() | few, min_size=1, max_size=8)
days = st.sampled_from([date(2018, 1, 1), date(2018, 7, 2), date(2018, 12, 31)])

Targets = Mapping[Key, int]


def board(reported: list[Result], assigned: Targets, as_of: date) -> Board:
    return board_of(make_ward(CATALOGUE, GROUPS, reported, assigned), as_of)


@given(results, targets, changes, days)
def test_it_foretells_the_figures_of_the_saved_ward(
    reported: list[Result], assigned: Targets, changed: dict[Key, int | None], as_of: date
) -> None:
    saved = {at: value for at, value in {**assigned, **changed}.items() if value is not None}
    foretold = with_targets(board(reported, assigned, as_of), changed)
    after = board(reported, saved, as_of)
    assert foretold.figures == after.figures
    assert set(foretold.targets) == set(after.targets)


@given(results, targets, st.dictionaries(st.none() | codes, st.none() | few, min_size=1), days)
def test_it_tells_every_figure_that_changes(
    reported: list[Result], assigned: Targets, column: dict[str | None, int | None], as_of: date
) -> None:
    changed = {(group, "blood"): target for group, target in column.items()}
    before = board(reported, assigned, as_of)
    seen, after = preview(before, changed), with_targets(before, changed)
    assert {**before.figures, **seen.figures} == after.figures
    assert changed.keys() <= seen.figures.keys()
    assert seen.allocated == sum(
        target.value for target in after.targets if target.group and target.indicator == "blood"
    )
