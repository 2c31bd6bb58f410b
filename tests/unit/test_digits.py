"""Big digits: equal rows, nothing lost, no two characters alike; and the widget that shows them."""

from itertools import combinations
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.widgets.digits import FONTS, big, fitting

FIGURES = "0123456789.,%đ+-/ "
HEIGHTS = [3, 5, 7, 10, 14]


@pytest.mark.parametrize("rows", HEIGHTS)
@pytest.mark.parametrize(
    "text", ["229.010.000 đ", "95,06 %", "+12", "−3", "38/38", "1,2 tỷ", "229,0 tr", "triệu", "", "≥ 200"]
)
def test_rows_are_as_many_as_asked_and_equally_wide(text: str, rows: int) -> None:
    lines = big(text, rows)
    assert len(lines) == rows
    assert len({cell_len(line) for line in lines}) == 1


@given(st.text(alphabet=st.characters(), max_size=12), st.sampled_from([1, *HEIGHTS]))
def test_any_text_can_be_asked_for(text: str, rows: int) -> None:
    lines = big(text, rows)
    assert len(lines) == rows
    assert len({cell_len(line) for line in lines}) == 1
    assert not {category(character) for line in lines for character in line} & {"Cc", "Cf", "Zl", "Zp"}


@pytest.mark.parametrize("rows", HEIGHTS)
def test_no_two_characters_look_alike(rows: int) -> None:
    assert set(FIGURES) <= FONTS[rows].keys()
    for one, other in combinations(FIGURES, 2):
        assert big(f"8{one}8", rows) != big(f"8{other}8", rows), (one, other)


@pytest.mark.parametrize("rows", HEIGHTS)
def test_glyphs_have_one_width_and_only_the_characters_of_their_font(rows: int) -> None:
    allowed = set(" █▀▄") if rows > 3 else set(" ┏━┓┃┗┛╺╸┻┣┫╻╹╋▞▀▄.,")
    for character, glyph in FONTS[rows].items():
        assert len(glyph) == rows, character
        assert len({len(line) for line in glyph}) == 1, character
        assert set("".join(glyph)) <= allowed, character


@pytest.mark.parametrize("rows", HEIGHTS)
def test_digits_are_equally_wide_so_that_amounts_stand_under_each_other(rows: int) -> None:
    assert len({len(FONTS[rows][digit][0]) for digit in "0123456789"}) == 1
    assert all(len(FONTS[rows][sign][0]) < len(FONTS[rows]["0"][0]) for sign in ".,")


@pytest.mark.parametrize("rows", HEIGHTS)
def test_what_the_font_lacks_stays_plain_on_the_last_line(rows: int) -> None:
    *above, base = big("12 triệu", rows)
    assert base.endswith("triệu")
    assert all(line.endswith(" " * 5) for line in above)


def test_a_word_is_big_as_a_whole_or_not_at_all() -> None:
    assert big("đồng", 5)[-1] == "đồng"
    assert "đ" not in "".join(big("5 đ", 5))
    assert "t" not in "".join(big("5 tỷ", 7))


def test_a_minus_is_a_hyphen_and_decomposed_is_composed() -> None:
    assert big("−3") == big("-3")
    assert big("ty\u0309", 7) == big("tỷ", 7)


def test_control_characters_do_not_get_through() -> None:
    assert "".join(big("1\x1b[31m", 3)).isprintable()


def test_there_is_no_font_of_four_rows() -> None:
    with pytest.raises(KeyError):
        big("1", 4)


@pytest.mark.parametrize(
    ("width", "rows", "height"),
    [
        (240, 14, 14),
        (160, 14, 10),
        (120, 14, 7),
        (120, 7, 7),
        (80, 7, 5),
        (80, 5, 5),
        (50, 7, 3),
        (20, 7, 1),
        (2, 7, 1),
        (100, 6, 5),
        (100, 2, 1),
    ],
)
def test_the_biggest_digits_that_fit(width: int, rows: int, height: int) -> None:
    lines = fitting("229.010.000 đ", rows, width)
    assert len(lines) == height
    assert cell_len(lines[0]) <= width or height == 1


def test_three_rows_look_as_designed() -> None:
    assert big("190,84 %") == [
        "╺┓ ┏━┓┏━┓ ┏━┓╻ ╻ ▀ ▞",
        " ┃ ┗━┫┃ ┃ ┣━┫┗━┫  ▞ ",
        "╺┻╸╺━┛┗━┛,┗━┛  ╹ ▞ ▄",
    ]
