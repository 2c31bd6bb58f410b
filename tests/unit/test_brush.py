"""What is written for text in colours: the shortest changes of pens, the shortest moves, and what they are spared."""

import pytest

from tui.brush import Brush, NotAPen, Piece, Place, pen_of, stroke

RED, GREEN = "38;2;255;0;0", "38;2;0;255;0"
ON_WHITE = "48;2;255;255;255"


@pytest.mark.parametrize(
    ("codes", "following", "sgr"),
    [
        ("", "", ""),
        ("", "1", "\x1b[1m"),
        ("1", "", "\x1b[m"),
        ("1", "3", "\x1b[0;3m"),
        (f"1;{RED};{ON_WHITE}", f"{RED};{ON_WHITE}", "\x1b[22m"),
        (f"1;2;{RED}", f"2;{RED}", "\x1b[22;2m"),
        (f"{RED};{ON_WHITE}", f"{GREEN};{ON_WHITE}", f"\x1b[{GREEN}m"),
        (f"{RED};{ON_WHITE}", ON_WHITE, "\x1b[39m"),
        (f"{RED};{ON_WHITE}", RED, "\x1b[49m"),
        (f"7;9;{RED}", RED, "\x1b[27;29m"),
        ("31", "39", "\x1b[m"),
        ("39;49", "", ""),
        ("92;104", "92;48;5;7", "\x1b[48;5;7m"),
        ("1;3;4", "3", "\x1b[0;3m"),
    ],
)
def test_colours_change_by_the_shortest_way(codes: str, following: str, sgr: str) -> None:
    assert stroke(codes, following) == sgr


@pytest.mark.parametrize("codes", ["8", "0", "1;", "38;2;1;2", "38;5;1;1", "x"])
def test_what_textual_does_not_write_is_no_pen(codes: str) -> None:
    with pytest.raises(NotAPen):
        pen_of(codes)


@pytest.mark.parametrize(
    ("here", "there", "move"),
    [
        ((2, 3), (2, 3), ""),
        ((2, 3), (2, 5), "\x1b[2C"),
        ((2, 3), (2, 2), "\r\x1b[1C"),
        ((2, 3), (2, 1), "\r"),
        ((2, 3), (3, 1), "\x1b[3H"),
        ((2, 3), (3, 3), "\x1b[3;3H"),
        (None, (2, 3), "\x1b[2;3H"),
    ],
)
def test_the_cursor_moves_by_the_shortest_way(here: Place | None, there: Place, move: str) -> None:
    assert Brush(here, RED).end(*there) == (move, RED)


@pytest.mark.parametrize(
    ("drawn", "sent"),
    [
        ([[(1, 1, "a", RED), (1, 2, "b", "")]], f"\x1b[{RED}ma\x1b[mb"),
        ([[(1, 1, "a", RED), (1, 2, " ", "")]], f"\x1b[{RED}ma "),
        ([[(1, 1, "a", RED)], [(1, 2, "b", GREEN), (1, 3, "c", RED)]], f"\x1b[{RED}ma\x1b[1Cc\r\x1b[1C\x1b[{GREEN}mb"),
        ([[(1, 1, "a", RED), (1, 2, "b", GREEN)], [(1, 1, "c", RED)]], f"\x1b[{RED}ma\x1b[{GREEN}mb\r\x1b[{RED}mc"),
    ],
    ids=["in order", "a blank in the colours at hand", "one colour after the other", "not before what it lies over"],
)
def test_pieces_are_written_with_few_changes_of_pen(drawn: list[list[Piece]], sent: str) -> None:
    brush = Brush((1, 1), "")
    for pieces in drawn:
        brush.draw(pieces)
    assert brush.end(2, 1)[0] == f"{sent}\x1b[2H"
