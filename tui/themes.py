"""The app's colours: one TOML file a theme, read so that no file of theirs can stop a meeting.

A theme file (`themes/sang.toml` is the model; its own name without `.toml` is the theme's key) has exactly these keys:

    name.vi, name.en    what the theme is called
    dark                true where light text stands on a dark ground
    ansi                true where colours are the terminal's own sixteen; may be left out
    [colors]            the roles, each "#rrggbb"; where `ansi` is true, "default" or "ansi_red" ... "ansi_bright_white"

    background surface panel    grounds: the screen; header row, tabs and key bar; cards and every other row
    line                        rules between them
    text muted strong           words, secondary words (still readable), headline numbers and titles
    accent on-accent            the active tab, keys, focus; text upon it
    cursor on-cursor            the cell under the cursor; text upon it
    good on-pace warn bad info  verdicts, and notices
    bar bar-rest mark           the filled and the unfilled part of a bar, the mark where its target is

Style sheets name a role with `gb-` before it: `$gb-background`. `bar-rest` is a ground, drawn behind blanks, so that a
bar says the same without colours. Three text styles come with the roles. `$gb-cursor-style` and `$gb-accent-style` are
"reverse" where cursor or accent has the background's own colour, as in a theme without colours, else "none";
`$gb-on-cursor-style`, of the place in a cursor's text where one types, takes the cursor's back. Textual's own variables
are set from the roles as well, so that its inputs, lists, toasts and scrollbars fit.

A theme in the user's folder replaces the shipped one of the same key. What is wrong with a file is a `Problem`, never
an exception.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from platformdirs import user_config_path

from tui.errors import N_, GiaoBanError, Problem, Refused
from tui.store.files import A_PLAIN_FILE, FileUnusable, Limit, put_whole, read_file
from tui.ward.names import clean
from tui.ward.toml_table import TRUE_OR_FALSE, TomlTable

if TYPE_CHECKING:
    from textual.theme import Theme

A_FILE_NAME = N_("a file name of letters, digits, - and _")
TOML = N_("TOML in UTF-8")
TWO_NAMES = N_("a name in Vietnamese (name.vi) and one in English (name.en)")
A_COLOR = N_("a colour like #8c1d2c")
AN_ANSI_COLOR = N_("default, or a colour of the terminal like ansi_red or ansi_bright_red")
A_CONTRAST = {4.5: N_("a contrast of 4.5 at least"), 3.0: N_("a contrast of 3 at least")}

NOT_KEPT = N_("The theme is not kept for the next start: {file}: {why}")

DEFAULT = "sang"
PROJECTOR = "may-chieu"
SIXTEEN = "mau-16"
MONOCHROME = "don-sac"

LIMIT = Limit(8_192, N_("a file of at most 8 KiB"))
"""Ten times what a theme takes, and too little for TOML that is slow to parse."""

GROUNDS = ("background", "surface", "panel")
WORDS = ("text", "muted", "strong", "accent", "good", "on-pace", "warn", "bad", "info")
"""Roles that words are written in, on any of the grounds."""

PAIRS: Mapping[tuple[str, str], float] = {
    **dict.fromkeys(product(WORDS, GROUNDS), 4.5),
    **dict.fromkeys(product(("bar", "mark"), (*GROUNDS, "bar-rest")), 3.0),
    ("text", "bar-rest"): 4.5,
    ("on-cursor", "cursor"): 4.5,
    **dict.fromkeys(product(("on-accent",), ("accent", "good", "warn", "bad", "info")), 4.5),
}
"""Front and back that meet on the screens, and the contrast WCAG 2.2 asks of them (1.4.3 words, 1.4.11 graphics)."""

_SANG = {
    "background": "#ffffff",
    "surface": "#eeeeec",
    "panel": "#f6f6f4",
    "line": "#c4c4be",
    "text": "#1f2328",
    "muted": "#575c63",
    "strong": "#0b0d10",
    "accent": "#8c1d2c",
    "on-accent": "#ffffff",
    "cursor": "#274e78",
    "on-cursor": "#ffffff",
    "good": "#1e6b2e",
    "on-pace": "#0c5a78",
    "warn": "#8a5200",
    "bad": "#b3161b",
    "info": "#2b58a0",
    "bar": "#2f6f9f",
    "bar-rest": "#dededa",
    "mark": "#16191d",
}
"""The default theme's colours, here as well as in its file: the app has them even where the file is lost."""

ROLES = tuple(_SANG)

WIDGET_ROLES: Mapping[str, str] = {
    "text-primary": "accent",
    "text-secondary": "info",
    "text-accent": "accent",
    "text-success": "good",
    "text-warning": "warn",
    "text-error": "bad",
    "primary-muted": "surface",
    "secondary-muted": "surface",
    "accent-muted": "surface",
    "success-muted": "surface",
    "warning-muted": "surface",
    "error-muted": "surface",
    "text": "text",
    "text-muted": "muted",
    "text-disabled": "muted",
    "foreground-muted": "muted",
    "foreground-disabled": "muted",
    "surface-active": "surface",
    "panel-lighten-1": "surface",
    "panel-darken-1": "surface",
    "ansi-background": "surface",
    "ansi-foreground": "text",
    "border": "accent",
    "border-blurred": "line",
    "block-cursor-foreground": "on-cursor",
    "block-cursor-background": "cursor",
    "block-cursor-blurred-foreground": "text",
    "block-cursor-blurred-background": "bar-rest",
    "block-hover-background": "panel",
    "button-foreground": "text",
    "button-color-foreground": "on-accent",
    "footer-foreground": "text",
    "footer-background": "surface",
    "footer-item-background": "surface",
    "footer-key-foreground": "accent",
    "footer-key-background": "surface",
    "footer-description-foreground": "text",
    "footer-description-background": "surface",
    "input-cursor-foreground": "background",
    "input-cursor-background": "text",
    "input-selection-foreground": "on-cursor",
    "input-selection-background": "cursor",
    "screen-selection-foreground": "on-cursor",
    "screen-selection-background": "cursor",
    "link-color": "info",
    "link-color-hover": "on-accent",
    "link-background-hover": "accent",
    "scrollbar": "line",
    "scrollbar-hover": "muted",
    "scrollbar-active": "accent",
    "scrollbar-background": "surface",
    "scrollbar-background-hover": "surface",
    "scrollbar-background-active": "surface",
    "scrollbar-corner-color": "surface",
    **{f"markdown-h{level}-color": "strong" for level in range(1, 7)},
}
"""Textual's variables and the role each is drawn in, where it would else mix colours that nobody has looked at."""

_KEY = re.compile(r"[\w-]{1,40}")
_RGB = re.compile(r"#[0-9a-fA-F]{6}")
_ANSI = re.compile(r"default|ansi_(bright_)?(black|red|green|yellow|blue|magenta|cyan|white)")


@dataclass(frozen=True, slots=True)
class ThemeFile:
    """A theme as its file has it."""

    key: str
    """The file's name without `.toml`; what `--theme` takes."""
    names: Mapping[str, str]
    """By language, "vi" and "en"."""
    dark: bool
    ansi: bool
    colors: Mapping[str, str]
    """By role."""
    file: str = ""
    """Where it was read."""

    def name(self, language: str) -> str:
        """Its name in `language`, else in English."""
        return self.names.get(language, self.names["en"])

    def variables(self) -> dict[str, str]:
        """The variables of our own style sheets, `gb-...`."""
        colors = {role: "ansi_default" if value == "default" else value for role, value in self.colors.items()}
        styles = {
            f"{role}-style": "reverse" if colors[role] == colors["background"] else "none"
            for role in ("cursor", "accent")
        }
        styles["on-cursor-style"] = "none" if styles["cursor-style"] == "none" else "not reverse"
        return {f"gb-{name}": value for name, value in {**colors, **styles}.items()}

    def to_textual(self) -> "Theme":
        """The theme as Textual registers it, under its key."""
        from textual.theme import Theme

        own = self.variables()
        colors = {role: own[f"gb-{role}"] for role in ROLES}
        return Theme(
            name=self.key,
            dark=self.dark,
            ansi=self.ansi,
            foreground=colors["text"],
            background=colors["background"],
            surface=colors["surface"],
            panel=colors["panel"],
            primary=colors["accent"],
            secondary=colors["info"],
            accent=colors["accent"],
            success=colors["good"],
            warning=colors["warn"],
            error=colors["bad"],
            variables={**_widget_variables(colors, own["gb-cursor-style"]), **own},
        )


@dataclass(frozen=True, slots=True)
class Loaded:
    """The themes there are, in the order of their files' names, the default one always among them."""

    themes: tuple[ThemeFile, ...]
    failures: tuple[Problem, ...] = ()
    """Why files were left out."""

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Colours that are hard to read; their themes can be used."""
        return tuple(problem for theme in self.themes for problem in _faint(theme))

    def get(self, key: str) -> ThemeFile | None:
        """The theme of that key, if there is one."""
        return next((theme for theme in self.themes if theme.key == key), None)


FALLBACK = ThemeFile(DEFAULT, {"vi": "Sáng", "en": "Light"}, dark=False, ansi=False, colors=_SANG)


def defaults() -> dict[str, str]:
    """For `App.get_theme_variable_defaults`: a variable that a theme lacks stops the app."""
    return FALLBACK.variables()


def load(shipped: Path, own: Path | None = None) -> Loaded:
    """Every theme of the two folders that can be used, and why the others cannot; a missing folder has none."""
    themes = {FALLBACK.key: FALLBACK}
    failures: list[Problem] = []
    for folder in filter(None, (shipped, own)):
        for path in _theme_paths(folder):
            try:
                theme = _read_theme(path)
            except _UnfitError as error:
                failures += error.problems
            else:
                themes[theme.key] = theme
    return Loaded(tuple(themes[key] for key in sorted(themes)), tuple(failures))


def contrast(front: str, back: str) -> float:
    """Contrast of two "#rrggbb" colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((_luminance(front), _luminance(back)))
    return (lighter + 0.05) / (darker + 0.05)


def config_file() -> Path:
    """The app's own settings of this user; the app writes it, nobody by hand."""
    return user_config_path("giaoban", appauthor=False) / "giaoban.toml"


def own_folder() -> Path:
    """Where a user puts themes of their own."""
    return user_config_path("giaoban", appauthor=False) / "themes"


def pick(asked: str | None, env: Mapping[str, str], config: Path | None = None) -> str:
    """The key of the theme to start with: the one asked for, else the one last chosen, else what the terminal can show.

    Chosen settings come before NO_COLOR, as no-color.org has it. The key may be one that no file has (any more).
    """
    chosen = asked or remembered(config or config_file())
    if chosen:
        return chosen
    if env.get("NO_COLOR"):
        return MONOCHROME
    return SIXTEEN if _has_sixteen_colors(env) else DEFAULT


def remembered(config: Path) -> str | None:
    """The key of the theme last chosen; None where none was, or the file cannot be read."""
    try:
        key = _parsed(read_file(config, LIMIT)).get("theme")
    except (GiaoBanError, ValueError, RecursionError):
        return None
    return key if isinstance(key, str) and _KEY.fullmatch(key) else None


def remember(key: str, config: Path) -> None:
    """Keep `key` as the theme to start with, beside whatever else the file holds.

    Raises `FileUnusable` or `Refused` where the file cannot be read or written; it is then as it was.
    """
    import tomli_w

    try:
        settings = _parsed(read_file(config, LIMIT))
        config.parent.mkdir(parents=True, exist_ok=True)
        put_whole(config, tomli_w.dumps({**settings, "theme": key}).encode(), synced=True)
    except (OSError, ValueError, RecursionError) as error:
        raise Refused(NOT_KEPT, file=clean(str(config)), why=clean(str(error))) from error


class _UnfitError(Exception):
    """A file that is no theme, and all that is wrong with it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(problems)
        self.problems = problems


def _theme_paths(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    except OSError:
        return []


def _read_theme(path: Path) -> ThemeFile:
    file, key = clean(str(path)), clean(path.stem)
    if not _KEY.fullmatch(key):
        raise _UnfitError(Problem(file, 0, "", clean(path.name), A_FILE_NAME))
    if path.is_symlink():
        raise _UnfitError(Problem(file, 0, "", "", A_PLAIN_FILE))
    try:
        content = read_file(path, LIMIT)
        values = _parsed(content)
    except FileUnusable as error:
        raise _UnfitError(Problem(file, 0, "", "", error.expected)) from error
    except (ValueError, RecursionError) as error:
        line = re.search(r"\(at line (\d+)", str(error))
        raise _UnfitError(Problem(file, int(line[1]) if line else 0, "", clean(str(error)), TOML)) from error
    return _theme_of(TomlTable(values, file, _lines(_text(content))), key)


def _theme_of(table: TomlTable, key: str) -> ThemeFile:
    table.only("name", "dark", "ansi", "colors")
    names = table.names()
    if not {"vi", "en"} <= names.keys():
        table.refuse("name", TWO_NAMES)
    if "dark" not in table.values:
        table.refuse("dark", TRUE_OR_FALSE)
    dark = table.flag("dark", default=False)
    ansi = table.flag("ansi", default=False)
    colors = _colors(table.table("colors"), ansi=ansi)
    if table.problems:
        raise _UnfitError(*table.problems)
    return ThemeFile(key, names, dark, ansi, colors, table.file)


def _colors(table: TomlTable, *, ansi: bool) -> dict[str, str]:
    table.only(*ROLES)
    form, expected = (_ANSI, AN_ANSI_COLOR) if ansi else (_RGB, A_COLOR)
    colors = {}
    for role in ROLES:
        value = table.values.get(role)
        if isinstance(value, str) and form.fullmatch(value):
            colors[role] = value.lower()
        else:
            table.refuse(role, expected)
    return colors


def _lines(text: str) -> dict[tuple[str, ...], int]:
    """Line of each key that is written plainly."""
    lines: dict[tuple[str, ...], int] = {}
    section: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[([\w.-]+)\]", line):
            section = tuple(header[1].split("."))
        elif key := re.match(r"\s*([\w.-]+)\s*=", line):
            lines.setdefault((*section, *key[1].split(".")), number)
    return lines


def _faint(theme: ThemeFile) -> Iterator[Problem]:
    if theme.ansi:
        return
    for (front, back), least in PAIRS.items():
        reached = contrast(theme.colors[front], theme.colors[back])
        if reached < least:
            shown = f"{theme.colors[front]} / {back} {theme.colors[back]} = {reached:.1f}"
            yield Problem(theme.file, 0, f"colors.{front}", shown, A_CONTRAST[least])


def _luminance(color: str) -> float:
    red, green, blue = (_linear(int(color[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _widget_variables(colors: Mapping[str, str], cursor_style: str) -> dict[str, str]:
    # Textual's lists drop "reverse" (Widget.get_visual_style), so a cursor without colours needs more than that.
    cursor = "bold" if cursor_style == "none" else "bold underline reverse"
    return {
        **{name: colors[role] for name, role in WIDGET_ROLES.items()},
        "block-cursor-text-style": cursor,
        "block-cursor-blurred-text-style": cursor,
        "input-cursor-text-style": cursor_style,
    }


def _has_sixteen_colors(env: Mapping[str, str]) -> bool:
    """Whether Textual, by Rich's reading of the environment, will send sixteen colours."""
    forced = env.get("TEXTUAL_COLOR_SYSTEM", "auto")
    if forced != "auto":
        return forced == "standard"
    if env.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return False
    term = env.get("TERM", "").strip().lower()
    return term not in ("", "dumb", "unknown") and term.rpartition("-")[2] not in ("256color", "kitty")


def _parsed(content: bytes | None) -> dict[str, Any]:
    return tomllib.loads(_text(content))


def _text(content: bytes | None) -> str:
    return (content or b"").decode("utf-8-sig")
