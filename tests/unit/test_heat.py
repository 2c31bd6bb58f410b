"""The heat strip: exact in cells, every state known by its glyph, the months over the weeks in which they begin."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.ward.weeks import THURSDAY, WeekCell, WeekState, mondays_of
from tui.widgets.heat import GLYPHS, ROLES, SEVERAL, heat, months

HELD, MISSED, SILENT, BLANK = WeekState.HELD, WeekState.MISSED, WeekState.NOT_REPORTED, WeekState.BLANK
TWICE = 2


def week(state: WeekState, sessions: int | None = None) -> WeekCell:
    return WeekCell(state, date(2018, 1, 1), int(state == HELD) if sessions is None else sessions)


def weeks(text: str) -> list[WeekCell]:
    """Weeks by their glyphs, "2" for one of two sessions."""
    states = {glyph: state for state, glyph in GLYPHS.items()}
    return [week(HELD, TWICE) if glyph == "2" else week(states[glyph]) for glyph in text]


def plain(cells: Sequence[WeekCell], width: int) -> str:
    return "".join(text for text, _role in heat(cells, width))


years = st.integers(1990, 2060)
strips = st.lists(st.builds(week, st.sampled_from(WeekState)), max_size=53)


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("■×· ", 4, "■×· "),
        ("■×· ", 6, "■×·   "),
        ("■×· ", 7, "■×·    "),
        ("■×· ", 8, "■ × ·   "),
        ("■2■", 3, "■▇■"),
        ("■2■", 6, "■ ▇ ■ "),
        ("■■■■", 2, "■■"),
        ("■■■×", 2, "■×"),
        ("■·■×", 2, "·×"),
        ("■   ", 2, "■ "),
        ("2■22", 2, "▇▇"),
        ("·×", 1, "×"),
        ("×", 0, ""),
        ("×", -1, ""),
        ("", 3, "   "),
        ("", 0, ""),
    ],
)
def test_a_week_has_a_cell_or_two_or_shares_one_with_the_worst(text: str, width: int, expected: str) -> None:
    assert plain(weeks(text), width) == expected


def test_each_state_is_told_by_its_glyph_without_colours() -> None:
    assert set(GLYPHS) == set(ROLES) == set(WeekState)
    assert len({*GLYPHS.values(), SEVERAL}) == len(WeekState) + 1
    assert all(cell_len(glyph) == 1 for glyph in (*GLYPHS.values(), SEVERAL))


def test_weeks_of_one_role_are_one_run() -> None:
    assert heat(weeks("■2■××·  "), 10) == (("■▇■", "good"), ("××", "bad"), ("·", "warn"), ("    ", ""))


@given(strips, st.integers(-3, 130))
def test_a_strip_fills_its_width(cells: list[WeekCell], width: int) -> None:
    assert cell_len(plain(cells, width)) == max(width, 0)
    assert all(text for text, _role in heat(cells, width))


@given(strips, st.integers(1, 130))
def test_no_missed_week_is_lost_in_a_narrow_strip(cells: list[WeekCell], width: int) -> None:
    is_missed = any(cell.state == MISSED for cell in cells)
    assert (GLYPHS[MISSED] in plain(cells, width)) == is_missed


@given(years, st.integers(-3, 130))
def test_the_months_fill_the_width_of_the_strip(year: int, width: int) -> None:
    line = months(mondays_of(year), width)
    assert cell_len(line) == max(width, 0)
    numbers = [int(number) for number in line.split()]
    assert numbers == sorted(set(numbers))
    assert set(numbers) <= set(range(1, 13))


@given(years, st.integers(0, 30))
@pytest.mark.parametrize("each", [1, 2])
def test_every_month_stands_over_its_first_week(each: int, year: int, spare: int) -> None:
    mondays = mondays_of(year)
    width = each * len(mondays) + min(spare, len(mondays) - 1)
    line = months(mondays, width)
    assert [int(number) for number in line.split()] == list(range(1, 13))
    for month in range(1, 13):
        first = next(n for n, monday in enumerate(mondays) if (monday + THURSDAY).month == month)
        assert line[first * each :].split()[0] == str(month)
        assert line[: first * each].split() == [str(before) for before in range(1, month)]


@pytest.mark.parametrize(
    ("year", "width", "line"),
    [
        (2018, 52, "1   2   3    4   5    6   7   8    9   10  11   12  "),
        (2020, 53, "1    2   3   4    5   6   7    8   9   10   11  12   "),
        (2018, 30, "1  2 3  4 5  6 7  8  9 10   12"),
        (2018, 5, "1 5  "),
        (2018, 1, "1"),
        (2018, 0, ""),
    ],
)
def test_months_without_room_are_left_out(year: int, width: int, line: str) -> None:
    assert months(mondays_of(year), width) == line


def test_no_weeks_have_no_months() -> None:
    assert months((), 4) == "    "


@given(st.lists(st.sampled_from(WeekState), min_size=53, max_size=53), st.sampled_from([53, 60, 106, 120]))
def test_the_glyph_of_a_week_stands_at_its_place(states: list[WeekState], width: int) -> None:
    each = 2 if width >= 106 else 1
    drawn = plain([week(state) for state in states], width)
    assert [drawn[n * each] for n in range(53)] == [GLYPHS[state] for state in states]
