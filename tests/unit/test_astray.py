"""An amount typed by habit where the editor was refused goes nowhere; every other key goes where it always does."""

import pytest
from textual.events import Key

from tui.astray import MOMENT, Astray

PAUSE = 2 * MOMENT


def key(name: str) -> Key:
    return Key(name, name if len(name) == 1 else None)


@pytest.mark.parametrize(
    ("typed", "through"),
    [
        ("1 5 0 enter 3", "3"),
        ("1 5 0 escape escape", "escape"),
        ("1 5 backspace 0 enter", ""),
        ("4 , 5 t r enter down", "down"),
        ("+ 1 0 % enter", ""),
        ("= t o n g / 3 8 enter", ""),
        ("enter 3", "enter 3"),
        ("escape", "escape"),
        ("/ 3", "/ 3"),
        ("down 3", "down 3"),
        ("1 f5 3 enter", "f5 3 enter"),
        ("1 ctrl+k 3", "ctrl+k 3"),
        ("pause 3 enter", "3 enter"),
        ("1 5 pause 3 enter", "3 enter"),
    ],
)
def test_only_an_amount_and_what_ends_it_are_taken(typed: str, through: str) -> None:
    astray, now, passed = Astray(), 100.0, []
    astray.expect(now)
    for name in typed.split():
        now += PAUSE if name == "pause" else MOMENT / 2
        if name != "pause" and not astray.takes(key(name), now):
            passed.append(name)
    assert passed == through.split()


def test_nothing_is_taken_where_nothing_was_refused() -> None:
    assert not Astray().takes(key("1"), 0.5)
