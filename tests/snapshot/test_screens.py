"""How the screens look: each beside the picture of it that somebody has looked at and accepted.

After a change that is meant to show, `pytest tests/snapshot --snapshot-update` takes the pictures anew; look at those
that differ before they are committed.
"""

from collections.abc import Awaitable, Callable
from pathlib import Path
from shutil import copytree
from typing import NamedTuple

import pytest
from textual.pilot import Pilot

from tests.meetings import going_on
from tests.pilot.opened import NORMAL, SMALL, Desk, app_on
from tui.app import GiaoBanApp
from tui.resources import sample_ward
from tui.screens import clock

SCREENS = {
    "overview": "1 down",
    "groups": "2 right right right f4",
    "card": "2 down down down down down down down down down down down enter",
    "funds": "3 down enter",
    "environment": "4 left left",
    "evaluation": "5 down right right right right right",
    "ranking": "5 tab tab",
    "check": "7",
    "slide": "f5 right right right right right right right",
    "finder": "f3 n g h e o",
}
"""What to press for each."""


class Look(NamedTuple):
    """How the app is started, and what is pressed then."""

    keys: str
    size: tuple[int, int] = NORMAL
    theme: str = "sang"
    language: str = "vi"
    projector: bool = False


LOOKS = {
    **{
        f"{name}-{width}": Look(keys, (width, height))
        for name, keys in SCREENS.items()
        for width, height in (SMALL, NORMAL)
    },
    "chart-80": Look("3 ctrl+t", SMALL),
    "filtered": Look("2 right right right f6 down down down enter"),
    "sources": Look("2 right right right f7"),
    "help": Look("2 f1"),
    "english": Look("1", language="en", theme="toi"),
    "english-funds": Look("3 down", language="en", theme="xanh-dem"),
    "projector-tables": Look("2 right right right", theme="may-chieu"),
    "slide-of-a-group": Look("down right", projector=True),
    "sixteen-colours": Look("2", theme="mau-16"),
}

MEETING = {
    "meeting-80": Look("6", SMALL),
    "meeting-120": Look("6 tab"),
    "meeting-projector": Look("6 up up up up up up f5 escape", SMALL),
    "conclusion": Look("6 f4", SMALL, theme="toi", language="en"),
}
"""The same of a meeting that is under way."""


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
def test_it_looks_as_it_did(look: Look, snap_compare: Callable[..., bool]) -> None:
    app = app_on(theme=look.theme, language=look.language, projector=look.projector)
    assert snap_compare(app, terminal_size=look.size, run_before=pressing(look.keys))


@pytest.mark.parametrize("look", MEETING.values(), ids=MEETING.keys())
def test_a_meeting_looks_as_it_did(
    look: Look, snap_compare: Callable[..., bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ward = Path(copytree(sample_ward(), tmp_path / "ward"))
    now = going_on(ward)
    monkeypatch.setattr(clock, "now", lambda: now)
    app = app_on(ward, theme=look.theme, language=look.language)
    assert snap_compare(app, terminal_size=look.size, run_before=pressing(look.keys))


def pressing(keys: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    """Presses keys before the picture is taken."""

    async def press(pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app, GiaoBanApp)
        desk = Desk(pilot.app, pilot)
        await desk.settle()
        await desk.press(keys)

    return press
