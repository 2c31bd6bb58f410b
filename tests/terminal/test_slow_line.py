"""On a slow line pictures wait for those before them, the newest is the next, and no key is lost or lands elsewhere."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.conftest import FIRST_FIGURE, Opener
from tests.terminal.pseudo import DOWN, ENTER, F3, F10
from tests.terminal.slow_line import SlowTerminal
from tests.terminal.test_typing import wait_for_card
from tui.underway import MOST

LARGEST_PICTURE = 12_000
"""Bytes, at 120x40."""

HELD = 1 / 30
"""Seconds between keys that somebody holds down."""


@pytest.fixture
def far(boards: Path) -> Iterator[SlowTerminal]:
    """The sample, open and at rest, at the far end."""
    env = {"XDG_CACHE_HOME": str(boards), "SSH_CONNECTION": "10.0.0.7 50000 10.0.0.1 22"}
    with SlowTerminal.start([sys.executable, "-m", "tui"], (120, 40), env) as terminal:
        terminal.wait_for(FIRST_FIGURE)
        terminal.settle()
        terminal.most_underway = 0
        yield terminal


def hold(terminal: SlowTerminal, *keys: str) -> None:
    """Type them as quickly as keys repeat."""
    for key in keys:
        terminal.type(key)
        terminal.elapse(HELD)


def test_pictures_wait_for_those_before_them(far: SlowTerminal, open_app: Opener) -> None:
    """Those of a second would take six."""
    hold(far, *"23" * 20)
    far.wait_for("[3 ")
    far.settle()
    assert far.most_underway <= MOST + LARGEST_PICTURE
    near = open_app()
    near.wait_for(FIRST_FIGURE)
    near.type("2", "3")
    near.wait_for("[3 ")
    near.settle()
    assert far.cells == near.cells


def test_keys_typed_ahead_land_where_they_were_meant(far: SlowTerminal) -> None:
    far.type("2", DOWN * 3, ENTER, F3, "22", ENTER)
    wait_for_card(far, 22)
    far.type("1", "2", DOWN * 2, ENTER)
    wait_for_card(far, 6)


def test_nothing_that_was_asked_is_answered_to_the_shell(far: SlowTerminal) -> None:
    """It is left while a picture with a question behind it is on its way; a shell would echo the answer."""
    far.type("2", "1")
    far.settle(0.5)
    hold(far, "2", DOWN, DOWN, F10)
    assert far.wait() == 0
    assert far.unanswered == 0
    assert b"[1;1R" not in far.raw
    assert far.is_as_found
