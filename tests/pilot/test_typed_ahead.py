"""What comes up when it has been read, and is left again before it is there: a key that was typed before leads on."""

from collections.abc import Callable
from typing import Any

import pytest
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
