"""What a terminal sends, read to its end whatever comes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key, Paste, Resize

from tui.keyboard import Keyboard

NO_KEYS = [
    b"\x1b[1114112;1u",
    b"\x1b[97:65;2u",
    b"\x1b[" + b"9" * 5000 + b";1u",
    b"\x1b[48;24;80;0;0t\x1b[<0;5;5M",
    b"\x1b[55296;1u",
    b"\xff\xfe",
]


def keys(*data: bytes) -> list[str]:
    keyboard = Keyboard()
    return [message.key for each in data for message in keyboard.feed(each) if isinstance(message, Key)]


@pytest.mark.parametrize("no_key", NO_KEYS)
def test_what_is_no_key_costs_itself_only(no_key: bytes) -> None:
    """In the midst of others, at once or by and by; a letter right behind it included, where it has an end."""
    assert [key for key in keys(b"a" + no_key + b"\x1b[Bz") if key in {"a", "down", "z"}] == ["a", "down", "z"]
    assert [key for key in keys(b"a", no_key, b"\x1b[Bz") if key in {"a", "down", "z"}] == ["a", "down", "z"]
    assert [key for key in keys(b"a" + no_key + b"zq") if key in {"a", "z", "q"}] == ["a", "z", "q"]


def test_a_letter_of_several_bytes_may_come_in_two() -> None:
    assert keys(b"\xe1\xbb", b"\x9d") == ["ờ"]


def test_what_is_pasted_is_one_whole() -> None:
    (paste,) = [each for each in Keyboard().feed(b"\x1b[200~1,5 tr\r\nb\x1b[201~") if isinstance(each, Paste)]
    assert paste.text == "1,5 tr\r\nb"


@given(st.lists(st.one_of(st.binary(max_size=30), st.sampled_from(NO_KEYS)), max_size=8))
def test_whatever_comes_a_key_behind_it_is_read(noise: list[bytes]) -> None:
    """Once what was pasted has ended, and no sequence is open any more."""
    keyboard = Keyboard()
    for each in noise:
        for message in keyboard.feed(each):
            assert not isinstance(message, Resize) or message.size
    ended = b"\x1b[201~" + b" " * 64
    assert [message.key for message in keyboard.feed(ended + b"q") if isinstance(message, Key)][-1] == "q"
