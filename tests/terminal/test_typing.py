"""What is typed lands in the order it was typed, however fast and in whatever charset it comes.

A whole burst reaches the app in one read: that is how type-ahead arrives over a slow line, and how a Vietnamese input
method types, which takes letters back and sends others at once.
"""

from tests.terminal.conftest import Opener
from tests.terminal.pseudo import BACKSPACE, DOWN, ENTER, ESCAPE, F3, F10, RIGHT, Terminal

FINDER = "╭─ Tìm"

WORDS = {
    "Việt": f"Vie{BACKSPACE}ê{BACKSPACE}ệt",
    "đường": f"d{BACKSPACE}đuo{BACKSPACE * 2}ương{BACKSPACE * 3}ờng",
    "nghèo": f"ngheo{BACKSPACE * 2}èo",
    "Tổ dân phố": f"To{BACKSPACE}ô{BACKSPACE}ổ dan{BACKSPACE * 2}ân pho{BACKSPACE}ô{BACKSPACE}ố",
}
"""What the input method sends while somebody types these words in Telex."""


FOREIGN = (b"\xff\xfe\x80", "nghèo".encode("cp1258", "replace"), b"\xc3", b"\xed\xa0\x80")
"""What is no UTF-8: an old Vietnamese charset, a letter cut short, half a surrogate pair."""


def query(terminal: Terminal) -> str:
    """What stands in the finder's input: the first line of its box, beside which the screen behind shows."""
    lines = terminal.lines
    box = next((number for number, line in enumerate(lines) if FINDER in line), None)
    if box is None:
        return ""
    return lines[box + 1][lines[box].index(FINDER) + 1 :].partition("│")[0].strip()


def wait_for_query(terminal: Terminal, text: str) -> None:
    terminal.wait_until(lambda: query(terminal) == text, what=f"{text} in the finder")


def leave_finder(terminal: Terminal) -> None:
    terminal.type(ESCAPE)
    terminal.wait_until(lambda: FINDER not in terminal.text, what="the finder gone")


def wait_for_card(terminal: Terminal, group: int) -> None:
    terminal.wait_until(lambda: f" Tổ dân phố {group} · " in terminal.lines[2], what=f"the card of group {group}")


def test_an_input_method_types_faster_than_anyone(app: Terminal) -> None:
    for word, keys in WORDS.items():
        app.type(F3)
        app.wait_for(FINDER)
        app.type(keys)
        wait_for_query(app, word)
        leave_finder(app)


def test_what_is_typed_ahead_of_the_finder_is_not_lost(app: Terminal) -> None:
    app.type(F3, WORDS["Việt"])
    wait_for_query(app, "Việt")
    leave_finder(app)
    for group in (22, 31):
        app.type(F3, str(group), ENTER)
        wait_for_card(app, group)


def test_an_arrow_moves_in_what_the_letters_before_it_found(app: Terminal) -> None:
    """The first hit is a fund, the second one a model."""
    app.type(F3, "ngheo", ENTER)
    app.wait_for("[3 ")
    app.type(F3, "ngheo", DOWN, ENTER)
    app.wait_for("[5 ")


def test_keys_typed_ahead_land_in_order(open_app: Opener) -> None:
    """Also those typed before the app had the terminal; only Enter is another key then."""
    terminal = open_app()
    terminal.type("2", DOWN * 3)
    terminal.wait_until(lambda: terminal.lines[-2].startswith(" Tổ dân phố 4 · "), what="the cursor on group 4")
    terminal.type("1", "2", DOWN, ENTER, RIGHT * 2, F3)
    terminal.wait_for(FINDER)
    leave_finder(terminal)
    wait_for_card(terminal, 7)


def test_a_terminal_in_another_charset_does_no_harm(app: Terminal) -> None:
    for typed in FOREIGN:
        app.type(F3)
        app.wait_for(FINDER)
        app.type(typed, "!")
        app.wait_until(lambda: query(app).endswith("!"), what="the key after the foreign ones")
        leave_finder(app)
    app.type(F10)
    assert app.wait() == 0


def test_what_is_pasted_is_cleaned(app: Terminal) -> None:
    app.type(F3)
    app.wait_for(FINDER)
    app.type("\x1b[200~Lý\x1b]0;title\x07 \u202eSơn\x1b\r\x1b[21~\x1b[201~")
    wait_for_query(app, "Lý\ufffd]0;title\ufffd \ufffdSơn\ufffd \ufffd[21~")
    assert b"\x1b]0;" not in app.raw
    assert "\u202e".encode() not in app.raw
