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


PASTED = [
    "1,5 tr\r\nb",
    "",
    "a\x1b]0;x\x07b\rc",
    "\x1b[21~\x1bOS\r",
    "a\x1b",
    "\x1b[200~a",
    "\x1b[55296u\x1b[<0;1;1M",
    "\x1b]" + "\r" * 99,
]


@pytest.mark.parametrize("size", [1, 5, 7, 4096])
@pytest.mark.parametrize("text", PASTED)
def test_what_is_pasted_is_one_whole(text: str, size: int) -> None:
    """Text all of it, with escapes in it, too, in whatever pieces it comes; what is typed around it are keys."""
    keyboard, data = Keyboard(), f"\x1b[Ba\x1b[200~{text}\x1b[201~\x1b[Bz".encode()
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    found = [message for piece in pieces for message in keyboard.feed(piece)]
    told = [message.text if isinstance(message, Paste) else getattr(message, "key", "") for message in found]
    assert told == ["down", "a", text, "down", "z"]
    assert [type(message) for message in found] == [Key, Key, Paste, Key, Key]


@given(st.lists(st.one_of(st.binary(max_size=30), st.sampled_from(NO_KEYS)), max_size=8))
def test_whatever_comes_a_key_behind_it_is_read(noise: list[bytes]) -> None:
    """Once what was pasted has ended, and no sequence is open any more."""
    keyboard = Keyboard()
    for each in noise:
        for message in keyboard.feed(each):
            assert not isinstance(message, Resize) or message.size
    ended = b"\x1b[201~" + b" " * 64
    assert [message.key for message in keyboard.feed(ended + b"q") if isinstance(message, Key)][-1] == "q"
