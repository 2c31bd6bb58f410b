"""Whatever stands in a ward's files, and whatever is typed: every screen shows it, and nothing of it is obeyed."""

import asyncio
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from tests.hostile import ENDLESS, FORMULA, HOSTILE, MARKUP, STEERING, UNSEEN, poison, unseen
from tests.pilot.opened import Desk, opened
from tests.pilot.test_bare_wards import EVERYWHERE
from tests.small_ward import small_ward
from tui import together

MEETINGS = "6 ctrl+o enter enter space ctrl+t down escape tab down"
EDITS = "2 right right f2 tab escape 3 f2 escape ctrl+g tab right escape"

PIECES = [MARKUP, STEERING, UNSEEN, FORMULA, "[@click=app.quit]q[/]", "[/]", "[", "\\[", "{0}", "%s", "${x}", "$gb-bad"]
SCREENS = "1 ctrl+c 2 ctrl+c enter escape 3 4 5 ctrl+c 7 ctrl+c"
WHERE_TYPED = ("2 f6", "f3", "2 right right f2", "6 f8", "ctrl+p")

attacks = st.one_of(
    st.lists(st.sampled_from(PIECES) | st.characters(), min_size=1, max_size=4).map("".join),
    st.text(min_size=1),
    st.sampled_from([HOSTILE, "ạ\u0323" * ENDLESS, "x" * ENDLESS]),
)


@pytest.fixture(autouse=True)
def unwatched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "FIRST_LOOK", 3600.0)


async def visit(ward: Path, attack: str, shown: str, typed: Iterable[str]) -> None:
    async with opened(ward, size=(100, 30)) as desk:
        for key in shown.split():
            await desk.press(key)
            assert_shown(desk, f"after {key}")
        for keys in typed:
            await desk.press(f"escape escape {keys}")
            await desk.type(attack[:12])
            assert_shown(desk, f"typed after {keys}")
            await desk.press("escape")


def assert_shown(desk: Desk, when: str) -> None:
    """The app runs, and shows only what can be seen, none of it a link to one of its actions."""
    assert desk.app.is_running, when
    assert unseen(desk.text) <= {"\n"}, when
    assert not [meta for meta in metas(desk) if "@click" in meta], when
    assert unseen(desk.app.clipboard) <= {"\n"}, when


def metas(desk: Desk) -> Iterator[dict[str, object]]:
    return (part.style.meta for strip in desk._strips for part in strip if part.style and part.style.meta)


def visit_ward_of(attack: str, *shown: str, typed: Iterable[str]) -> None:
    with TemporaryDirectory() as folder:
        asyncio.run(visit(poison(small_ward(Path(folder) / "ward"), attack), attack, " ".join(shown), typed))


@given(attacks, st.sampled_from(WHERE_TYPED))
@settings(max_examples=1)
def test_every_screen_shows_a_hostile_ward(attack: str, where_typed: str) -> None:
    visit_ward_of(attack, SCREENS, EDITS, MEETINGS, typed=[where_typed])


@pytest.mark.long
@given(attacks)
@settings(max_examples=12)
def test_every_screen_shows_many_hostile_wards(attack: str) -> None:
    visit_ward_of(attack, EVERYWHERE, EDITS, MEETINGS, typed=WHERE_TYPED)


async def test_what_is_shown_uncleaned_is_dropped_on_its_way_to_the_terminal() -> None:
    """The last of the layers, which nothing reaches otherwise: Textual's filters, of a private kind."""
    async with opened() as desk:
        await desk.app.push_screen(Screen())
        await desk.app.screen.mount(Static(Content(f"{HOSTILE} \u1ed9")))
        await desk.settle()
        assert f"{MARKUP}]0;pwned" in desk.text
        assert " ộ" in desk.text
        assert unseen(desk.text) <= {"\n"}
