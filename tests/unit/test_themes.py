"""Theme files: read each alone, refused with a reason, replaced by the user's, given to Textual, picked at a start."""

import os
import re
import tempfile
import tomllib
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from textual.app import App, ComposeResult
from textual.color import Color
from textual.design import ColorSystem
from textual.widgets import Input, OptionList, Static

from tui import themes
from tui.errors import Refused
from tui.resources import themes_folder
from tui.store.files import A_PLAIN_FILE, FileUnusable
from tui.themes import ThemeFile
from tui.ward.toml_table import A_KNOWN_KEY, A_SHOWABLE_TEXT, TRUE_OR_FALSE

SHIPPED = themes.load(themes_folder()).themes
SANG = (themes_folder() / "sang.toml").read_text(encoding="utf-8")
EVERY_THEME = pytest.mark.parametrize("theme", SHIPPED, ids=lambda theme: theme.key)


def write(folder: Path, name: str = "moi.toml", text: str = SANG) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def failures(folder: Path) -> list[tuple[str, int, str]]:
    return [(problem.column, problem.line, problem.expected) for problem in themes.load(folder).failures]


def line_of(key: str) -> int:
    return next(number for number, line in enumerate(SANG.splitlines(), 1) if line.startswith(f"{key} "))


def test_every_shipped_file_is_a_theme_without_fault() -> None:
    loaded = themes.load(themes_folder())
    assert loaded.failures == ()
    assert loaded.warnings == ()
    assert {theme.key for theme in loaded.themes} == {path.stem for path in themes_folder().glob("*.toml")}
    assert {themes.DEFAULT, themes.PROJECTOR, themes.SIXTEEN, themes.MONOCHROME, "toi", "khong-mau-do-luc"} <= {
        theme.key for theme in loaded.themes
    }


def test_the_fallback_is_what_its_file_says() -> None:
    read = themes.load(themes_folder()).get(themes.DEFAULT)
    assert read is not None
    assert read.file
    assert (read.names, read.dark, read.ansi, read.colors) == (
        themes.FALLBACK.names,
        themes.FALLBACK.dark,
        themes.FALLBACK.ansi,
        themes.FALLBACK.colors,
    )


@pytest.mark.parametrize("language", ["vi", "en"])
def test_themes_are_told_apart_by_their_names(language: str) -> None:
    names = [theme.name(language) for theme in SHIPPED]
    assert len(set(names)) == len(SHIPPED)
    assert all(name and unicodedata.is_normalized("NFC", name) for name in names)


def test_a_name_in_another_language_is_the_english_one() -> None:
    assert themes.FALLBACK.name("fr") == "Light"


def test_the_docstring_names_every_role() -> None:
    assert themes.__doc__ is not None
    assert set(themes.ROLES) <= set(re.findall(r"[\w-]+", themes.__doc__))


def test_a_theme_may_be_called_in_vietnamese(tmp_path: Path) -> None:
    write(tmp_path, unicodedata.normalize("NFD", "màu-mới.toml"))
    assert themes.load(tmp_path).get("màu-mới") is not None


@pytest.mark.parametrize(
    ("old", "new", "column", "line", "expected"),
    [
        ('text = "#1f2328"', 'text = "#12345"', "colors.text", line_of("text"), themes.A_COLOR),
        ('text = "#1f2328"', 'text = "red"', "colors.text", line_of("text"), themes.A_COLOR),
        ('text = "#1f2328"', 'text = "#1f2328; display: none"', "colors.text", line_of("text"), themes.A_COLOR),
        ('text = "#1f2328"', 'text = "ansi_red"', "colors.text", line_of("text"), themes.A_COLOR),
        ('text = "#1f2328"', "text = 3", "colors.text", line_of("text"), themes.A_COLOR),
        ('text = "#1f2328"\n', "", "colors.text", 0, themes.A_COLOR),
        ('text = "#1f2328"', 'texts = "#1f2328"\ntext = "#1f2328"', "colors.texts", line_of("text"), A_KNOWN_KEY),
        ("dark = false", "dark = 0", "dark", line_of("dark"), TRUE_OR_FALSE),
        ("dark = false\n", "", "dark", 0, TRUE_OR_FALSE),
        ("dark = false", "dark = false\nfont = 3", "font", line_of("dark") + 1, A_KNOWN_KEY),
        ("dark = false", 'dark = false\nansi = "no"', "ansi", line_of("dark") + 1, TRUE_OR_FALSE),
        ('name.en = "Light"\n', "", "name", 0, themes.TWO_NAMES),
        ('"Light"', '"Li\\u001bght"', "name", 0, A_SHOWABLE_TEXT),
    ],
)
def test_one_wrong_value_is_told_where_it_stands(
    tmp_path: Path, old: str, new: str, column: str, line: int, expected: str
) -> None:
    assert SANG.count(old) == 1
    path = write(tmp_path, text=SANG.replace(old, new))
    loaded = themes.load(tmp_path)
    assert loaded.get("moi") is None
    assert failures(tmp_path) == [(column, line, expected)]
    assert loaded.failures[0].file == str(path)


def test_a_wrong_color_is_quoted(tmp_path: Path) -> None:
    write(tmp_path, text=SANG.replace('"#1f2328"', '"#12345"'))
    assert themes.load(tmp_path).failures[0].value == "#12345"


def test_a_theme_of_the_terminals_colors_has_no_others(tmp_path: Path) -> None:
    write(tmp_path, text=SANG.replace("dark = false", "dark = false\nansi = true"))
    assert failures(tmp_path) == [(f"colors.{role}", line_of(role) + 1, themes.AN_ANSI_COLOR) for role in themes.ROLES]


@pytest.mark.parametrize(
    ("content", "line", "expected"),
    [
        (b"name = \n", 1, themes.TOML),
        (b"dark = true\ndark = false\n", 2, themes.TOML),
        (SANG.encode("utf-16"), 0, themes.TOML),
        (b"a = " + b"[" * 8000, 0, themes.TOML),
        (SANG.encode() + b"#" * 8192, 0, themes.LIMIT.expected),
    ],
)
def test_what_is_no_toml_is_refused_as_a_whole(tmp_path: Path, content: bytes, line: int, expected: str) -> None:
    (tmp_path / "moi.toml").write_bytes(content)
    assert failures(tmp_path) == [("", line, expected)]


def test_an_empty_file_lacks_everything(tmp_path: Path) -> None:
    write(tmp_path, text="")
    assert {column for column, _line, _expected in failures(tmp_path)} == {
        "name",
        "dark",
        *(f"colors.{role}" for role in themes.ROLES),
    }


def test_a_byte_order_mark_and_dos_lines_are_fine(tmp_path: Path) -> None:
    (tmp_path / "moi.toml").write_bytes(b"\xef\xbb\xbf" + SANG.replace("\n", "\r\n").encode())
    assert failures(tmp_path) == []
    assert themes.load(tmp_path).get("moi") is not None


@pytest.mark.parametrize("name", ["hai từ.toml", ".an.toml", "a\x1b[2J.toml", "a\u202eb.toml", "x" * 41 + ".toml"])
def test_an_odd_file_name_is_refused_and_told_harmlessly(tmp_path: Path, name: str) -> None:
    write(tmp_path, name)
    (problem,) = themes.load(tmp_path).failures
    assert problem.expected == themes.A_FILE_NAME
    assert (problem.file + problem.value).isprintable()


def test_only_plain_files_are_opened(tmp_path: Path) -> None:
    folder = tmp_path / "themes"
    elsewhere = write(tmp_path / "elsewhere")
    folder.mkdir()
    (folder / "link.toml").symlink_to(elsewhere)
    (folder / "folder.toml").mkdir()
    os.mkfifo(folder / "pipe.toml")
    assert failures(folder) == [("", 0, A_PLAIN_FILE)] * 3
    assert [theme.key for theme in themes.load(folder).themes] == [themes.DEFAULT]


def test_other_files_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "README.md", "# themes")
    assert themes.load(tmp_path).failures == ()


def test_a_missing_folder_still_leaves_a_theme(tmp_path: Path) -> None:
    assert themes.load(tmp_path / "none", tmp_path / "neither").themes == (themes.FALLBACK,)


def test_a_lost_default_is_there_nevertheless(tmp_path: Path) -> None:
    write(tmp_path, "sang.toml", "dark = ")
    loaded = themes.load(tmp_path)
    assert loaded.get(themes.DEFAULT) == themes.FALLBACK
    assert len(loaded.failures) == 1


def test_the_users_theme_replaces_the_shipped_one(tmp_path: Path) -> None:
    write(tmp_path, "toi.toml")
    write(tmp_path, "rieng.toml")
    loaded = themes.load(themes_folder(), tmp_path)
    toi = loaded.get("toi")
    assert toi is not None
    assert toi.name("en") == "Light"
    assert len(loaded.themes) == len(SHIPPED) + 1
    assert [theme.key for theme in loaded.themes] == sorted(theme.key for theme in loaded.themes)


def test_a_broken_theme_of_the_users_leaves_the_shipped_one(tmp_path: Path) -> None:
    write(tmp_path, "toi.toml", "dark")
    loaded = themes.load(themes_folder(), tmp_path)
    toi = loaded.get("toi")
    assert toi is not None
    assert toi.name("en") == "Dark"
    assert len(loaded.failures) == 1


def test_faint_words_are_a_warning_and_no_failure(tmp_path: Path) -> None:
    path = write(tmp_path, text=SANG.replace('muted = "#575c63"', 'muted = "#999999"'))
    loaded = themes.load(tmp_path)
    assert loaded.get("moi") is not None
    assert loaded.failures == ()
    assert [(problem.file, problem.column, problem.value) for problem in loaded.warnings] == [
        (str(path), "colors.muted", "#999999 / background #ffffff = 2.8"),
        (str(path), "colors.muted", "#999999 / surface #eeeeec = 2.5"),
        (str(path), "colors.muted", "#999999 / panel #f6f6f4 = 2.6"),
    ]


@settings(deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))))
def test_no_content_of_a_file_stops_the_app(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "moi.toml").write_bytes(content)
        loaded = themes.load(Path(folder))
    assert loaded.failures
    assert loaded.get("moi") is None
    assert all((problem.value + problem.column).isprintable() for problem in loaded.failures)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
).filter(lambda value: value is not None)


@settings(deadline=None)
@given(st.sampled_from(["name", "dark", "ansi", "colors", "text", "mark"]), JUNK)
def test_no_value_in_a_theme_stops_the_app(key: str, value: object) -> None:
    tables: dict[str, Any] = tomllib.loads(SANG)
    (tables["colors"] if key in themes.ROLES else tables)[key] = value
    try:
        text = tomli_w.dumps(tables)
    except (TypeError, UnicodeEncodeError):
        return
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "moi.toml").write_bytes(text.encode("utf-8", "replace"))
        loaded = themes.load(Path(folder))
    theme = loaded.get("moi")
    assert (theme is None) == bool(loaded.failures)
    if theme is not None:
        theme.to_textual().to_color_system().generate()


@EVERY_THEME
def test_every_variable_is_a_color_or_a_text_style(theme: ThemeFile) -> None:
    for name, value in theme.to_textual().variables.items():
        if name.endswith("-style"):
            assert set(value.split()) <= {"none", "not", "bold", "underline", "reverse"}
        else:
            Color.parse(value)


@EVERY_THEME
def test_the_defaults_cover_whatever_a_theme_sets(theme: ThemeFile) -> None:
    assert themes.defaults().keys() == theme.variables().keys()
    assert {f"gb-{role}" for role in themes.ROLES} <= themes.defaults().keys()


@EVERY_THEME
def test_each_variable_set_for_textuals_widgets_is_one_that_textual_has(theme: ThemeFile) -> None:
    known = ColorSystem("#000000", ansi=False).generate().keys() | ColorSystem("ansi_red", ansi=True).generate().keys()
    assert theme.to_textual().variables.keys() - theme.variables().keys() <= known


def test_a_cursor_without_a_color_of_its_own_is_reversed() -> None:
    styles = {theme.key: theme.variables()["gb-cursor-style"] for theme in SHIPPED}
    assert {key for key, style in styles.items() if style == "reverse"} == {themes.MONOCHROME}


def test_the_monochrome_theme_names_no_color() -> None:
    theme = themes.load(themes_folder()).get(themes.MONOCHROME)
    assert theme is not None
    assert set(theme.colors.values()) == {"default"}
    assert {value for name, value in theme.to_textual().variables.items() if not name.endswith("-style")} == {
        "ansi_default"
    }


class Sheet(App[None]):
    """An app that uses every variable there is."""

    CSS = "\n".join(
        f"#{name} {{ text-style: ${name}; }}" if name.endswith("-style") else f"#{name} {{ color: ${name}; }}"
        for name in themes.defaults()
    )

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.defaults()

    def compose(self) -> ComposeResult:
        for name in themes.defaults():
            yield Static("x", id=name)
        yield Input("x")
        yield OptionList("x", "y")


async def test_textual_takes_every_theme_and_themes_without_our_variables() -> None:
    app = Sheet()
    async with app.run_test() as pilot:
        for theme in SHIPPED:
            app.register_theme(theme.to_textual())
        for key in [theme.key for theme in SHIPPED] + ["textual-dark", "ansi-light", themes.DEFAULT]:
            app.theme = key
            await pilot.pause()
            file = themes.load(themes_folder()).get(key) or themes.FALLBACK
            assert app.query_one("#gb-bad").styles.color == Color.parse(file.variables()["gb-bad"])


@pytest.mark.parametrize(
    ("front", "back", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#0000FF", "#ffffff", 8.59),
    ],
)
def test_contrast_is_that_of_wcag(front: str, back: str, expected: float) -> None:
    assert themes.contrast(front, back) == pytest.approx(expected, abs=0.005)
    assert themes.contrast(back, front) == themes.contrast(front, back)


FULL = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


@pytest.mark.parametrize(
    ("asked", "saved", "env", "expected"),
    [
        (None, None, FULL, "sang"),
        (None, None, {}, "sang"),
        (None, None, {"TERM": "xterm-256color"}, "sang"),
        (None, None, {"TERM": "tmux-256color"}, "sang"),
        (None, None, {"TERM": "xterm-kitty"}, "sang"),
        (None, None, {"TERM": "xterm", "COLORTERM": "truecolor"}, "sang"),
        (None, None, {"TERM": "linux"}, "mau-16"),
        (None, None, {"TERM": "xterm"}, "mau-16"),
        (None, None, {"TERM": "xterm-16color"}, "mau-16"),
        (None, None, {"TERM": "screen"}, "mau-16"),
        (None, None, {"TERM": "vt100"}, "mau-16"),
        (None, None, {**FULL, "TEXTUAL_COLOR_SYSTEM": "standard"}, "mau-16"),
        (None, None, {"TERM": "linux", "TEXTUAL_COLOR_SYSTEM": "truecolor"}, "sang"),
        (None, None, {**FULL, "NO_COLOR": "1"}, "don-sac"),
        (None, None, {**FULL, "NO_COLOR": ""}, "sang"),
        (None, None, {"TERM": "linux", "NO_COLOR": "1"}, "don-sac"),
        (None, "toi", {"TERM": "linux", "NO_COLOR": "1"}, "toi"),
        ("giay", "toi", {"TERM": "linux", "NO_COLOR": "1"}, "giay"),
        ("giay", None, FULL, "giay"),
        ("", "toi", FULL, "toi"),
    ],
)
def test_the_theme_to_start_with(
    tmp_path: Path, asked: str | None, saved: str | None, env: Mapping[str, str], expected: str
) -> None:
    config = tmp_path / "giaoban.toml"
    if saved:
        themes.remember(saved, config)
    assert themes.pick(asked, env, config) == expected


@pytest.mark.parametrize(
    "term", ["xterm", "linux", "screen", "vt220", "rxvt-16color", "screen-256color", "xterm-kitty"]
)
@pytest.mark.parametrize("colorterm", ["", "truecolor", " 24BIT ", "yes"])
def test_sixteen_colors_are_seen_as_rich_sees_them(tmp_path: Path, term: str, colorterm: str) -> None:
    env = {"TERM": term, "COLORTERM": colorterm}
    system = Console(force_terminal=True, _environ=env).color_system
    assert (themes.pick(None, env, tmp_path / "none") == themes.SIXTEEN) == (system == "standard")


def test_the_choice_is_read_from_the_users_own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(themes, "user_config_path", lambda *_names, **_options: tmp_path)
    themes.remember("toi", themes.config_file())
    assert themes.pick(None, FULL) == "toi"
    assert themes.own_folder().parent == themes.config_file().parent == tmp_path


def test_a_choice_is_kept_beside_other_settings(tmp_path: Path) -> None:
    config = tmp_path / "new" / "giaoban.toml"
    themes.remember("toi", config)
    config.write_text('language = "en"\ntheme = "toi"\n[window]\nwide = true\n')
    themes.remember("giay", config)
    assert themes.remembered(config) == "giay"
    assert tomllib.loads(config.read_text()) == {"language": "en", "theme": "giay", "window": {"wide": True}}
    assert [path.name for path in config.parent.iterdir()] == ["giaoban.toml"]


@pytest.mark.parametrize(
    "content", [b"", b"theme = 3", b'theme = "../toi"', b'theme = "a\\u001b"', b"theme =", b"\xff", b"a=" + b"[" * 8000]
)
def test_a_choice_that_cannot_be_read_is_none(tmp_path: Path, content: bytes) -> None:
    config = tmp_path / "giaoban.toml"
    config.write_bytes(content)
    assert themes.remembered(config) is None


@pytest.mark.parametrize("content", [b"theme =", b"\xff\xfe"])
def test_settings_that_cannot_be_read_are_not_overwritten(tmp_path: Path, content: bytes) -> None:
    config = tmp_path / "giaoban.toml"
    config.write_bytes(content)
    with pytest.raises(Refused):
        themes.remember("toi", config)
    assert config.read_bytes() == content


def test_settings_too_large_to_be_read_are_not_overwritten(tmp_path: Path) -> None:
    config = tmp_path / "giaoban.toml"
    config.write_bytes(b"#" * 10_000)
    with pytest.raises(FileUnusable):
        themes.remember("toi", config)
    assert config.stat().st_size == 10_000


def test_a_replacement_that_fails_leaves_all_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "giaoban.toml"
    themes.remember("toi", config)

    def full(_descriptor: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused) as caught:
        themes.remember("giay", config)
    assert "no space left" in str(caught.value)
    assert themes.remembered(config) == "toi"
    assert list(tmp_path.iterdir()) == [config]
