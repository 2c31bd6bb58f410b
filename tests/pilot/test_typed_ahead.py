"""Keys typed ahead of what must be read first, and screens that are left before they are there."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.events import Key
from textual.screen import Screen

from tests.pilot.opened import opened


@pytest.mark.parametrize("key", ["f7", "ctrl+g", "f2", "f3", "f1"])
async def test_a_dialogue_that_is_left_before_it_is_there(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It never gets its parts, and ended the app that looked for them."""
    async with opened(keys="3") as desk:
        before, lines, push = desk.app.screen, desk.lines, desk.app.push_screen
        seen = []

        def push_and_pop(screen: Screen[Any], callback: Callable[..., Any] | None = None) -> None:
            push(screen, callback)
            seen.append(desk.app.screen)
            desk.app.pop_screen()

        monkeypatch.setattr(desk.app, "push_screen", push_and_pop)
        await desk.press(key)
        assert len(seen) == 1
        assert (desk.app.screen, desk.lines) == (before, lines)


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("ctrl+left ctrl+left ctrl+left", "số liệu đến 31/08/2018"),
        ("ctrl+left ctrl+left ctrl+right", "số liệu đến 31/10/2018"),
        ("f7 escape 3", "[3 Quỹ]"),
        ("ctrl+left f7 escape 3", "[3 Quỹ]"),
    ],
)
async def test_each_key_meets_what_the_one_before_it_asked_for(keys: str, shown: str) -> None:
    async with opened(keys="2") as desk:
        for key in keys.split():
            desk.app.post_message(Key(key, key if len(key) == 1 else None))
        await desk.wait_for(shown)
        assert "╭─" not in desk.text
