"""Frames as Textual writes them, what is left of them where the terminal shows most of it, and what is forgotten."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from tui.picture import BEGIN, END, LONG, NotAPicture, Picture, cells_of

SIZE = (20, 5)
RED, GREEN = "38;2;255;0;0", "38;2;0;255;0"
ON_WHITE = "48;2;255;255;255"

Painted = tuple[int, int, str]


def inked(codes: str, text: str) -> str:
    return f"\x1b[{codes}m{text}\x1b[0m"


def frame(*painted: Painted, cursor: tuple[int, int] = (1, 1)) -> str:
    """Texts at their places, line feeds between lines, the cursor at the end."""
    feeds = ["\n" if later[0] > here[0] else "" for here, later in pairwise(painted)]
    places = [f"\x1b[{y};{x}H{text}{feed}" for (y, x, text), feed in zip(painted, [*feeds, ""], strict=True)]
    return "".join(places) + "\x1b[{};{}H".format(*cursor)


def after(*earlier: str) -> Callable[[str], str]:
    """What a picture passes on that has seen these."""
    picture = Picture()
    for data in earlier:
        picture.pass_on(data, SIZE)
    return lambda data: picture.pass_on(data, SIZE)


@pytest.mark.parametrize(
    ("shown", "wanted", "sent"),
    [
        ((2, 3, "abc"), (2, 3, "abc"), ""),
        ((2, 3, "abc"), (2, 3, "axc"), "\x1b[2;4Hx"),
        ((2, 1, "abc"), (2, 1, "xbc"), "\x1b[2Hx"),
        ((2, 3, "abcdefgh"), (2, 3, "Abcdefgh"), "\x1b[2;3HA"),
        ((2, 3, "abcdef"), (2, 3, "AbcdeF"), "\x1b[2;3HAbcdeF"),
        ((2, 3, "abcdefg"), (2, 3, "AbcdefG"), "\x1b[2;3HA\x1b[5CG"),
        ((2, 3, "tổ đệm"), (2, 3, "tổ đêm"), "\x1b[2;7Hê"),
        ((2, 3, "abc"), (2, 5, "cd"), "\x1b[2;6Hd"),
        ((2, 3, "abc"), (2, 2, "a"), "\x1b[2;2Ha"),
        ((2, 3, "abc"), (3, 3, "abc"), "\x1b[3;3Habc"),
        ((2, 3, inked(RED, "abc")), (2, 3, inked(RED, "abd")), "\x1b[2;5Hd"),
        ((2, 3, inked(RED, "abc")), (2, 3, "abc"), "\x1b[2;3H\x1b[mabc"),
        ((2, 3, "abc"), (2, 3, inked("1", "abc")), "\x1b[2;3H\x1b[1mabc"),
        (
            (2, 3, "abcdef"),
            (2, 3, inked(RED, "A") + "bc" + inked(RED, "D") + "ef"),
            f"\x1b[2;3H\x1b[{RED}mA\x1b[2CD",
        ),
        ((2, 3, ""), (2, 3, inked(RED, "a") + inked(GREEN, "b")), f"\x1b[2;3H\x1b[{RED}ma\x1b[{GREEN}mb"),
        (
            (2, 3, ""),
            (2, 3, inked(RED, "a") + inked(GREEN, "b") + inked(RED, "c")),
            f"\x1b[2;3H\x1b[{RED}ma\x1b[1Cc\r\x1b[3C\x1b[{GREEN}mb",
        ),
        (
            (2, 3, ""),
            (2, 3, inked("31", "a") + inked("32", "b") + inked("31", "c")),
            "\x1b[2;3H\x1b[31ma\x1b[32mb\x1b[31mc",
        ),
        ((2, 3, inked(RED, "a b")), (2, 3, inked(RED, "a") + " " + inked(RED, "c")), "\x1b[2;5Hc"),
        ((2, 3, ""), (2, 3, inked(RED, "a") + "  " + inked(RED, "b")), f"\x1b[2;3H\x1b[{RED}ma  b"),
        ((2, 3, inked(RED, "a b")), (2, 3, inked(RED, "a") + inked(ON_WHITE, " ")), f"\x1b[2;4H\x1b[0;{ON_WHITE}m "),
        ((2, 3, inked(RED, "a b")), (2, 3, inked(RED, "a") + inked(f"4;{RED}", " ")), "\x1b[2;4H\x1b[4m "),
        ((5, 1, "x" * 20), (5, 1, "x" * 19 + "y"), "\x1b[5;20Hy"),
    ],
)
def test_only_what_changed_is_sent(shown: Painted, wanted: Painted, sent: str) -> None:
    again = "\x1b[1H" if sent else ""
    assert after(frame(shown))(frame(wanted)) == sent + again


def test_the_first_frame_is_sent_whole() -> None:
    assert after()(frame((1, 1, "ab"), (2, 1, inked("1", "c")))) == "\x1b[1Hab\x1b[2H\x1b[1mc\x1b[1H"


def test_the_cursor_is_moved_where_nothing_else_is() -> None:
    assert after(frame((2, 3, "a")))(frame((2, 3, "a"), cursor=(2, 4))) == "\x1b[2;4H"


@pytest.mark.parametrize(
    "data",
    [
        "\x07",
        "\x1b[?25l",
        "\x1b[?1003h",
        "\x1b[?2026$p",
        "\x1b[?2048h",
        "\x1b[>25u",
        "\x1b[<u",
        "\x1b]52;c;4buVIERPIA==\x07",
        "\x1b]22;pointer\x07",
        "\x1b]2;Tổ dân phố\x1b\\",
        "\x1b[?2004l\x1b[?7h",
    ],
)
def test_what_is_no_picture_passes_and_leaves_it_alone(data: str) -> None:
    shown = frame((2, 3, "abc"))
    passes = after(shown)
    assert passes(data) == data
    assert passes(shown) == ""


@pytest.mark.parametrize(
    "data",
    [
        "\x1b[?1049h",
        "\x1b[?1049l",
        "\x1b[?47h",
        "\x1b[?25h\x1b[?1049h",
        "\x1b[2J",
        "\x1b[K",
        "\x1bc",
        "\x1b[5;1r",
        "\x1b[!p",
        "\x1bPq#0;2;0;0;0\x1b\\",
        "\x1b_Gf=32;AAAA\x1b\\",
        "\x1b]4;1;red\x07",
        "\x1b[6n",
        "some text",
        "text\x1b[1;1H",
        "\n\x1b[2;3Ha\x1b[1;1H",
        "\x1b[2;3Ha",
        "\x1b[2;3Ha\x1b[K\x1b[1;1H",
        "\x1b[2;3Ha\nb\x1b[1;1H",
        "\x1b[2;3Ha\r\x1b[1;1H",
        "\x1b[2;3Ha\x9bb\x1b[1;1H",
        "\x1b[2;3H\x1b[1mabc\x1b[1;1H",
        "\x1b[2;3H\x1b[1mabc\x1b[3mdef\x1b[0m\x1b[1;1H",
        "\x1b[2;3H\x1b[8mabc\x1b[0m\x1b[1;1H",
        "\x1b[2;3H\x1b[38;2;1;2mabc\x1b[0m\x1b[1;1H",
        "\x1b[2;3H\x1b]8;id=1;https://example.org\x1b\\abc\x1b]8;;\x1b\\\x1b[1;1H",
        "\x1b[0;3Ha\x1b[1;1H",
        "\x1b[6;1Ha\x1b[1;1H",
        "\x1b[5;1Ha\n\x1b[1;1H",
        "\x1b[4;1Ha\n\n\x1b[1;1H",
        "\x1b[2;19Habc\x1b[1;1H",
        "\x1b[2;3H\u0301\x1b[1;1H",
    ],
    ids=repr,
)
def test_whatever_else_passes_as_it_is_and_the_picture_is_forgotten(data: str) -> None:
    shown = frame((2, 3, "abc"))
    passes = after(shown)
    assert passes(data) == data
    assert passes(shown) == "\x1b[2;3Habc\x1b[1H"


@pytest.mark.parametrize(
    "text", ["a日b", "e\u0301a", "👍", "👩\u200d👩", "⚠\ufe0f", "a\u00adb", "a\u200bb", "ก็", "🇻🇳", "｡"]
)
class TestTextOfDoubtfulWidth:
    def test_is_sent_every_time(self, text: str) -> None:
        shown = frame((2, 3, text))
        assert after(shown)(shown) == f"\x1b[2;3H{text}\x1b[1H"

    def test_leaves_nothing_known_of_its_line(self, text: str) -> None:
        around = frame((1, 1, "x"), (2, 1, "a"), (2, 20, "z"), (3, 1, "y"))
        assert after(around, frame((2, 3, text)))(around) == "\x1b[2Ha\x1b[18Cz\x1b[1H"

    def test_is_left_whole_among_what_changes(self, text: str) -> None:
        wanted = frame((1, 1, inked(RED, "a")), (2, 1, inked("1", "-") + text), (2, 15, "b"))
        sent = f"\x1b[1H\x1b[{RED}ma\x1b[m\x1b[2;1H{inked('1', '-')}{text}\x1b[2;15Hb\x1b[1H"
        assert after()(wanted) == sent


@pytest.mark.parametrize("text", ["Ngọc Thụy", "ữẵỹĐơƯ", "229.010.000\u00a0đ", "▲●◐▼·–…≥×", "╶─╯▐▄▌█▖⣿"])
def test_the_letters_and_signs_of_the_app_take_one_cell(text: str) -> None:
    cells = cells_of(text)
    assert cells is not None
    assert cells.line.text == text


@pytest.mark.parametrize("painted", ["\x1b[m", "a\tb", "\x1b[1mab", "ab\x1b[0m", "\n\na", "\u0301"])
def test_what_is_no_text_in_colours_is_refused(painted: str) -> None:
    with pytest.raises(NotAPicture):
        cells_of(painted)


class TestThePen:
    SHOWN = frame((2, 3, inked(RED, "abc")))

    def test_stays_on_until_the_next_frame(self) -> None:
        assert after(self.SHOWN)(frame((2, 6, inked(RED, "d")))) == "\x1b[2;6Hd\x1b[1H"

    def test_is_put_down_before_anything_else(self) -> None:
        passes = after(self.SHOWN)
        assert passes("\x1b[?25l") == "\x1b[?25l"
        assert passes("\x1b[2J") == "\x1b[m\x1b[2J"
        assert passes("\x1b[2J") == "\x1b[2J"

    def test_is_put_down_where_the_picture_was_forgotten(self) -> None:
        picture = Picture()
        sent = [picture.pass_on(self.SHOWN, SIZE)]
        picture.forget()
        assert [*sent, picture.pass_on(self.SHOWN, SIZE)] == [sent[0], "\x1b[m" + sent[0]]

    def test_is_put_down_before_a_frame_of_another_form(self) -> None:
        picture = Picture()
        picture.pass_on(self.SHOWN, SIZE)
        picture.forget()
        broken = "\x1b[2;3Hxyz\x1b[3;1H\x1b[K\x1b[1;1H"
        assert picture.pass_on(broken, SIZE) == "\x1b[m" + broken


class TestForgetting:
    SHOWN = frame((2, 3, "abc"))

    def test_when_told(self) -> None:
        picture = Picture()
        whole = picture.pass_on(self.SHOWN, SIZE)
        assert picture.pass_on(self.SHOWN, SIZE) == ""
        picture.forget()
        assert picture.pass_on(self.SHOWN, SIZE) == whole
        assert picture.pass_on(self.SHOWN, SIZE) == ""

    def test_even_the_cursor(self) -> None:
        picture = Picture()
        moves = [picture.pass_on("\x1b[2;3H", SIZE) for _ in range(2)]
        picture.forget()
        assert [*moves, picture.pass_on("\x1b[2;3H", SIZE)] == ["\x1b[2;3H", "", "\x1b[2;3H"]

    @pytest.mark.parametrize("size", [(21, 5), (20, 6), (19, 5)])
    def test_at_another_size(self, size: tuple[int, int]) -> None:
        picture = Picture()
        whole = picture.pass_on(self.SHOWN, SIZE)
        assert picture.pass_on(self.SHOWN, size) == whole
        assert picture.pass_on(self.SHOWN, SIZE) == whole

    def test_a_frame_that_turns_out_to_be_none_leaves_nothing(self) -> None:
        passes = after(self.SHOWN)
        broken = "\x1b[2;3Hxyz\x1b[3;1H\x1b[K\x1b[1;1H"
        assert passes(broken) == broken
        assert passes(frame((2, 3, "xyz"))) == "\x1b[2;3Hxyz\x1b[1H"


def test_lines_of_the_same_text_change_one_by_one() -> None:
    text = "x" * 20
    passes = after(frame((1, 1, text), (2, 1, text)), frame((1, 2, "y")))
    assert passes(frame((1, 1, text), (2, 1, text))) == "\x1b[1Cx\r"


class TestHoldingPaintBack:
    def test_a_short_frame_needs_none(self) -> None:
        passes = after()
        sent = [passes(data) for data in (BEGIN, frame((1, 1, "a")), END)]
        assert sent == ["", "\x1b[1Ha\r", ""]

    def test_a_long_one_is_put_between(self) -> None:
        lines = [
            (line, 1, "".join(inked(f"38;5;{line * column}", "x") for column in range(1, 21))) for line in (1, 2, 3, 4)
        ]
        passes = after()
        sent = [passes(data) for data in (BEGIN, frame(*lines), END, frame(*lines))]
        assert len(sent[1]) > LONG
        assert sent[1].startswith(BEGIN + "\x1b[1H")
        assert sent[1].endswith("\x1b[1H" + END)
        assert [sent[0], *sent[2:]] == ["", "", ""]

    def test_so_is_what_is_no_frame(self) -> None:
        passes = after(BEGIN)
        strange = "\x1bPq" + "A" * LONG + "\x1b\\"
        assert passes(strange) == BEGIN + strange + END

    def test_where_the_terminal_does_not_know_how_none_is_sent(self) -> None:
        strange = "A" * 2 * LONG
        assert after()(strange) == strange


def test_what_is_dropped_is_not_sent_and_the_pen_is_put_down() -> None:
    picture = Picture()
    picture.pass_on(frame((2, 3, inked(RED, "abc"))), SIZE)
    assert picture.pass_on(frame((3, 3, inked(GREEN, "def"))), SIZE, hold=True) == ""
    picture.drop()
    assert picture.pass_on("\x1b[?1049l", SIZE) == "\x1b[m\x1b[?1049l"
