"""Bars and sparklines: exact in cells, from zero, never falling while the number rises."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.widgets.bars import FULL, GAP, HALF, LEVELS, MARK, bar, sparkline

ratios = st.floats(0, 1e12, allow_nan=False)


def text(ratio: float | None, width: int, *, target_mark: bool = True, full: float | None = None) -> str:
    return "".join(piece for piece, _role in bar(ratio, width, target_mark=target_mark, full=full))


@pytest.mark.parametrize(
    ("ratio", "width", "expected"),
    [
        (0.0, 4, "    "),
        (0.5, 4, "▄▄  "),
        (0.6, 4, "▄▄▖ "),
        (1.0, 4, "▄▄▄▄"),
        (0.000001, 4, "▖   "),
        (0.999, 4, "▄▄▄▄"),
        (2.0, 8, "▄▄▄▄│▄▄▄"),
        (1.9084, 20, "▄▄▄▄▄▄▄▄▄▄│▄▄▄▄▄▄▄▄▄"),
        (1.01, 8, "▄▄▄▄▄▄▄│"),
        (1e9, 8, "▄│▄▄▄▄▄▄"),
        (1.5, 1, "▄"),
        (None, 3, "   "),
        (0.5, 0, ""),
        (0.5, -3, ""),
        (-0.2, 3, "   "),
    ],
)
def test_a_bar_has_a_mark_where_100_percent_is(ratio: float | None, width: int, expected: str) -> None:
    assert text(ratio, width) == expected


@pytest.mark.parametrize(
    ("ratio", "full", "expected"),
    [
        (0.5, 2.0, "▄▄  │   "),
        (1.0, 2.0, "▄▄▄▄│   "),
        (1.5, 2.0, "▄▄▄▄│▄  "),
        (3.0, 2.0, "▄▄▄│▄▄▄▄"),
        (0.5, 0.2, "▄▄▄▄    "),
    ],
)
def test_bars_of_one_scale_can_be_compared(ratio: float, full: float, expected: str) -> None:
    assert text(ratio, 8, full=full) == expected


def test_the_mark_can_be_left_out() -> None:
    assert text(2.0, 4, target_mark=False) == "▄▄▄▄"


@pytest.mark.parametrize("ratio", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_is_refused(ratio: float) -> None:
    with pytest.raises(ValueError, match="no bar"):
        bar(ratio, 5)


def test_a_bar_is_one_run_so_that_it_is_sent_as_one() -> None:
    assert bar(0.5, 4) == (("▄▄  ", "bar"),)
    assert bar(None, 4) == (("    ", ""),)


@given(ratios, st.integers(0, 60))
def test_a_bar_fills_its_cells(ratio: float, width: int) -> None:
    assert cell_len(text(ratio, width)) == width


@given(ratios, ratios, st.integers(1, 60))
def test_a_greater_ratio_has_no_shorter_bar(one: float, other: float, width: int) -> None:
    full = max(one, other)
    lengths = [_halves(text(ratio, width, target_mark=False, full=full)) for ratio in sorted((one, other))]
    assert lengths == sorted(lengths)


@given(ratios, st.integers(1, 60))
def test_a_bar_is_true_to_half_a_cell(ratio: float, width: int) -> None:
    drawn = _halves(text(ratio, width, target_mark=False, full=2.0)) / 2
    meant = ratio / max(ratio, 2.0) * width
    assert abs(drawn - meant) <= 1 / 4 + 1e-9 or (0 < meant < 1 / 2 and drawn == 1 / 2)


@given(st.floats(1.0001, 1000), st.integers(2, 60))
def test_the_mark_stands_at_100_percent(ratio: float, width: int) -> None:
    drawn = text(ratio, width)
    assert drawn.count(MARK) == 1
    assert abs(drawn.index(MARK) - width / ratio) <= 1


def _halves(drawn: str) -> int:
    return sum({FULL: 2, HALF: 1, " ": 0}[character] for character in drawn)


@pytest.mark.parametrize(
    ("values", "width", "expected"),
    [
        ([0, 1, 4, 8], 4, "_▁▄▇"),
        ([95, 98], 2, "▇▇"),
        ([8, None, 8], 3, "▇·▇"),
        ([5], 3, "▇  "),
        ([0, 0], 2, "__"),
        ([], 3, "   "),
        ([None, None], 2, "··"),
        ([1, 2, 3, 4], 2, "▄▇"),
        ([1, 2, None, 8, None, None], 3, "▂▇·"),
        ([1, 2], 0, ""),
        ([10**12, 1], 2, "▇▁"),
    ],
)
def test_a_sparkline_starts_at_zero(values: list[int | None], width: int, expected: str) -> None:
    assert sparkline(values, width) == expected


amounts = st.integers(0, 10**12)


@given(st.lists(amounts | st.none(), max_size=30), st.integers(0, 30))
def test_a_sparkline_fills_its_cells(values: list[int | None], width: int) -> None:
    drawn = sparkline(values, width)
    assert cell_len(drawn) == width
    assert set(drawn) <= {*LEVELS, GAP, " "}


@given(st.lists(amounts, min_size=1, max_size=12))
def test_a_greater_value_has_no_lower_column(values: list[int]) -> None:
    levels = [LEVELS.index(column) for column in sparkline(values, len(values))]
    order = sorted(range(len(values)), key=values.__getitem__)
    assert [levels[index] for index in order] == sorted(levels)
    assert all((level == 0) == (value == 0) for level, value in zip(levels, values, strict=True))
