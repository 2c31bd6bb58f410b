"""Themes: seen under the cursor, left as it was with Esc, kept with Enter; a broken file is a notice."""

import tomllib
from pathlib import Path

import pytest
from rich.color import Color
from rich.style import Style

from tests.pilot.opened import SMALL, Desk, opened
from tui import themes
from tui.resources import themes_folder


def ground(desk: Desk) -> str:
    """The screen's background as it is drawn."""
    return desk.app.screen.styles.background.hex.lower()


def color(theme: str, role: str = "background") -> str:
    found = themes.load(themes_folder()).get(theme)
    assert found is not None
    return found.colors[role]


def _ground(style: Style) -> Color:
    """What is behind the words, as a terminal draws it."""
    return (style.color if style.reverse else style.bgcolor) or Color.default()


def _around_end(desk: Desk, words: str) -> tuple[Style, Style]:
    """How the last letter of these words is drawn, and the cell after it."""
    line, end = next((line, at + len(words)) for line, text in enumerate(desk.lines) if (at := text.find(words)) >= 0)
    return desk.style_of(line, end - 1), desk.style_of(line, end)


async def test_each_shows_under_the_cursor_and_escape_restores() -> None:
    async with opened(keys="2 f9") as desk:
        assert desk.cursor == "Sáng"
        await desk.press("down")
        assert desk.cursor == "Tối"
        assert desk.app.theme == "toi"
        await desk.press("up up")
        assert desk.app.theme == "may-chieu"
        await desk.press("escape")
        assert desk.app.theme == "sang"
        assert ground(desk) == color("sang")
    assert themes.remembered(themes.config_file()) is None


async def test_enter_keeps_it_for_the_next_start(own_surroundings: Path) -> None:
    async with opened(keys="f9") as desk:
        await desk.type("toi")
        await desk.press("enter")
        assert desk.app.theme == "toi"
        assert ground(desk) == color("toi")
    assert themes.config_file().is_relative_to(own_surroundings)
    assert tomllib.loads(themes.config_file().read_text("utf-8")) == {"theme": "toi"}
    assert themes.pick(None, {}) == "toi"


async def test_read_only_keeps_nothing() -> None:
    async with opened(keys="f9", read_only=True) as desk:
        await desk.type("toi")
        await desk.press("enter")
        assert desk.app.theme == "toi"
    assert not themes.config_file().exists()


async def test_a_theme_that_cannot_be_kept_is_said(own_surroundings: Path) -> None:
    themes.config_file().parent.mkdir(parents=True)
    themes.config_file().mkdir()
    async with opened(keys="f9") as desk:
        await desk.type("toi")
        await desk.press("enter")
        assert desk.app.theme == "toi"
        assert "giaoban.toml không phải tệp thường" in desk.text


@pytest.mark.parametrize("theme", [themes.SIXTEEN, themes.MONOCHROME])
async def test_every_screen_opens_in_the_colours_of_the_terminal(theme: str) -> None:
    """The projector's own are not forced on it: it may be a terminal that has no others."""
    async with opened(theme=theme, keys="2 enter 3 4 5 7 f3 escape f5") as desk:
        assert desk.title.endswith("máy chiếu")
        assert desk.app.theme == theme


TYPING = {
    "the cell": "2 home ctrl+up right right f2",
    "its reason": "tab",
    "a form": "escape f8",
    "the finder": "escape f3",
}
"""Keys to places where one types, one after the other."""


USUAL = (themes.SIXTEEN, themes.MONOCHROME, "toi")
THEMES = [
    pytest.param(theme.key, marks=() if theme.key in USUAL else pytest.mark.long)
    for theme in themes.load(themes_folder()).themes
]


@pytest.mark.parametrize("theme", THEMES)
async def test_where_one_types_is_seen_in_every_theme(theme: str) -> None:
    async with opened(theme=theme, size=SMALL) as desk:
        for number, (where, keys) in enumerate(TYPING.items()):
            await desk.press(keys, f"7 {number} 7")
            styles = _around_end(desk, f"7{number}7")
            if theme == themes.MONOCHROME:
                assert [bool(style.reverse) for style in styles].count(True) == 1, where
                continue
            field, cursor = map(_ground, styles)
            assert field != cursor, where
            if theme == themes.SIXTEEN:
                assert not field.is_default, where
            else:
                assert themes.contrast(field.get_truecolor().hex, cursor.get_truecolor().hex) >= 3, where


async def test_of_several_lines_only_the_one_that_has_the_keys_is_lit() -> None:
    async with opened(size=SMALL, keys="2 home ctrl+up right right f2 tab x") as desk:
        assert desk.cursor.rstrip() == "x"


async def test_a_broken_file_is_a_notice_and_the_rest_works(tmp_path: Path) -> None:
    (tmp_path / "hong.toml").write_text("name.vi = 'x[/foo]'\n[colors]\ntext = 'đỏ[@click=app.quit]'\n", "utf-8")
    (tmp_path / "rieng.toml").write_text(
        (themes_folder() / "toi.toml").read_text("utf-8").replace("Tối", "Riêng"), "utf-8"
    )
    async with opened(own_themes=tmp_path) as desk:
        assert desk.text.count("/21)") == 1
        assert "229.010.000 / 120.000.000 đ" in desk.text
        await desk.press("f9")
        await desk.type("rieng")
        assert desk.cursor == "Riêng"
        await desk.press("enter 2")
        assert desk.app.theme == "rieng"
        assert desk.tab == "2 Tổ dân phố"


async def test_the_projector_goes_back_to_the_theme_that_was_chosen() -> None:
    async with opened(keys="f9") as desk:
        await desk.type("giay")
        await desk.press("enter f5")
        assert desk.app.theme == "may-chieu"
        await desk.press("f5")
        assert desk.app.theme == "giay"
