"""Keys typed ahead of what must be read first, and screens that are left before they are there."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from textual.events import Key
from textual.screen import Screen

from tests.pilot.opened import LONG, opened


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


async def test_a_fault_in_what_follows_a_key_ends_the_app(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would take no key any more, not even the one that quits."""

    def fault() -> None:
        raise LookupError("drawn wrong")

    async def press_a_key() -> None:
        async with opened(keys="2") as desk:
            monkeypatch.setattr(desk.app, "_draw_below", fault)
            desk.app.post_message(Key("down", None))
            await asyncio.wait_for(desk.app._exception_event.wait(), LONG)

    with pytest.raises(LookupError, match="drawn wrong"):
        await press_a_key()
