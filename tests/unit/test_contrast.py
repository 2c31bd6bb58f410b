"""Whatever the screens write in a theme's colours can be read, also in 256 and 16 colours and by eyes that see no red.

The pairs are spelt out here, not taken from `tui.themes`: they are what the screens do.
"""

from itertools import combinations, product
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

import pytest
from rich._palettes import EIGHT_BIT_PALETTE
from rich.color import Color, ColorSystem

from tui import themes
from tui.resources import themes_folder
from tui.themes import ThemeFile, contrast

LOADED = themes.load(themes_folder()).themes
RGB = [theme for theme in LOADED if not theme.ansi]

WORDS = ("text", "muted", "strong", "accent", "good", "on-pace", "warn", "bad", "info")
GROUNDS = ("background", "surface", "panel")
VERDICTS = ("good", "on-pace", "warn", "bad")
ON_COLOR = [
    ("on-accent", "accent"),
    ("on-cursor", "cursor"),
    ("text", "bar-rest"),
    *product(["on-accent"], ["good", "warn", "bad", "info"]),
]
TEXT_PAIRS = [*product(WORDS, GROUNDS), *ON_COLOR]
MARK_PAIRS = [*product(("bar", "mark"), (*GROUNDS, "bar-rest")), ("cursor", "background")]

TEXTUAL_PAIRS = [
    ("block-cursor-foreground", "block-cursor-background"),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("foreground", "block-cursor-blurred-background"),
    ("footer-key-foreground", "footer-background"),
    ("footer-description-foreground", "footer-description-background"),
    ("input-cursor-foreground", "input-cursor-background"),
    ("input-cursor-background", "gb-background"),
    ("input-selection-foreground", "input-selection-background"),
    ("screen-selection-foreground", "screen-selection-background"),
    ("text-disabled", "surface"),
    ("foreground", "panel-lighten-1"),
    ("text-success", "panel-lighten-1"),
    ("text-warning", "panel-lighten-1"),
    ("text-error", "panel-lighten-1"),
    ("text-success", "success-muted"),
    ("text-error", "error-muted"),
    ("button-color-foreground", "primary"),
    ("button-color-foreground", "success"),
    ("button-color-foreground", "error"),
    ("link-color", "background"),
    ("link-color-hover", "link-background-hover"),
]
"""What Textual's inputs, lists, toasts, buttons and key bar write on."""

Palette = dict[str, str]

PALETTES: dict[str, Palette] = {
    "VGA": {
        "black": "#000000", "white": "#aaaaaa", "cyan": "#00aaaa", "bright_white": "#ffffff", "bright_red": "#ff5555",
        "bright_green": "#55ff55", "bright_yellow": "#ffff55", "bright_cyan": "#55ffff", "bright_black": "#555555",
    },
    "xterm": {
        "black": "#000000", "white": "#e5e5e5", "cyan": "#00cdcd", "bright_white": "#ffffff", "bright_red": "#ff0000",
        "bright_green": "#00ff00", "bright_yellow": "#ffff00", "bright_cyan": "#00ffff", "bright_black": "#7f7f7f",
    },
    "PuTTY": {
        "black": "#000000", "white": "#bbbbbb", "cyan": "#00bbbb", "bright_white": "#ffffff", "bright_red": "#ff5555",
        "bright_green": "#55ff55", "bright_yellow": "#ffff55", "bright_cyan": "#55ffff", "bright_black": "#555555",
    },
    "Windows": {
        "black": "#0c0c0c", "white": "#cccccc", "cyan": "#3a96dd", "bright_white": "#f2f2f2", "bright_red": "#e74856",
        "bright_green": "#16c60c", "bright_yellow": "#f9f1a5", "bright_cyan": "#61d6d6", "bright_black": "#767676",
    },
    "VS Code": {
        "black": "#000000", "white": "#e5e5e5", "cyan": "#11a8cd", "bright_white": "#e5e5e5", "bright_red": "#f14c4c",
        "bright_green": "#23d18b", "bright_yellow": "#f5f543", "bright_cyan": "#29b8db", "bright_black": "#666666",
    },
}  # fmt: skip
"""Those of the sixteen that mau-16 uses, as terminals ship them (Wikipedia, "ANSI escape code", 4-bit colours)."""

MACHADO = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
"""On linear RGB, severity 1: Machado, Oliveira, Fernandes, "A Physiologically-based Model for Simulation of Color
Vision Deficiency", IEEE TVCG 15(6), 2009, supplementary table."""

Lab = tuple[float, float, float]


def in_256(color: str) -> str:
    """The colour that Rich sends to a terminal of 256 colours."""
    number = Color.parse(color).downgrade(ColorSystem.EIGHT_BIT).number
    assert number is not None
    return EIGHT_BIT_PALETTE[number].hex


def seen(theme: ThemeFile, depth: int) -> Palette:
    return {role: in_256(color) if depth == 256 else color for role, color in theme.colors.items()}


def unreadable(colors: Palette, pairs: list[tuple[str, str]], least: float) -> dict[tuple[str, str], float]:
    reached = {(front, back): contrast(colors[front], colors[back]) for front, back in pairs}
    return {pair: ratio for pair, ratio in reached.items() if ratio < least}


every_theme = pytest.mark.parametrize("theme", RGB, ids=lambda theme: theme.key)
every_depth = pytest.mark.parametrize("depth", [24, 256])


def test_there_is_something_to_look_at() -> None:
    assert len(RGB) >= 6


def test_a_users_theme_is_held_to_the_same_pairs() -> None:
    assert {pair for pair, least in themes.PAIRS.items() if least == 4.5} == set(TEXT_PAIRS)
    assert {pair for pair, least in themes.PAIRS.items() if least == 3.0} == set(MARK_PAIRS) - {
        ("cursor", "background")
    }


@every_depth
@every_theme
def test_words_can_be_read(theme: ThemeFile, depth: int) -> None:
    least = 7.0 if theme.key == themes.PROJECTOR else 4.5
    assert unreadable(seen(theme, depth), TEXT_PAIRS, least) == {}


@every_depth
@every_theme
def test_bars_marks_and_the_cursor_stand_out(theme: ThemeFile, depth: int) -> None:
    assert unreadable(seen(theme, depth), MARK_PAIRS, 3.0) == {}


@every_depth
@pytest.mark.parametrize(
    "theme", [theme for theme in RGB if theme.key == themes.PROJECTOR], ids=lambda theme: theme.key
)
def test_marks_reach_the_back_row(theme: ThemeFile, depth: int) -> None:
    pairs = [*product(("bar", "mark", "line"), GROUNDS), ("cursor", "background")]
    assert unreadable(seen(theme, depth), pairs, 4.5) == {}


@every_depth
@every_theme
def test_rules_can_be_seen(theme: ThemeFile, depth: int) -> None:
    assert unreadable(seen(theme, depth), [("line", "background"), ("line", "panel")], 1.3) == {}


@every_theme
def test_the_ground_is_as_dark_as_the_theme_says(theme: ThemeFile) -> None:
    towards_black = contrast(theme.colors["background"], "#000000")
    assert (towards_black < contrast(theme.colors["background"], "#ffffff")) == theme.dark


@every_theme
def test_textuals_own_widgets_can_be_read(theme: ThemeFile) -> None:
    textual = theme.to_textual()
    variables = {**textual.to_color_system().generate(), **textual.variables}
    colors = {name: variables[name].lower() for pair in TEXTUAL_PAIRS for name in pair}
    assert unreadable(colors, TEXTUAL_PAIRS, 4.5) == {}


@pytest.mark.parametrize("terminal", PALETTES)
def test_sixteen_colors_can_be_read_in_the_palettes_terminals_come_with(terminal: str) -> None:
    theme = next(theme for theme in LOADED if theme.key == themes.SIXTEEN)
    colors = {role: PALETTES[terminal][name.removeprefix("ansi_")] for role, name in theme.colors.items()}
    assert unreadable(colors, TEXT_PAIRS, 4.5) == {}
    assert unreadable(colors, MARK_PAIRS, 3.0) == {}


@every_depth
@every_theme
def test_no_two_verdicts_look_the_same(theme: ThemeFile, depth: int) -> None:
    colors = seen(theme, depth)
    assert len({colors[verdict] for verdict in VERDICTS}) == len(VERDICTS)


@every_depth
@pytest.mark.parametrize("eyes", MACHADO)
@pytest.mark.parametrize(("one", "other"), combinations(VERDICTS, 2))
def test_verdicts_stay_apart_without_red_or_green(one: str, other: str, eyes: str, depth: int) -> None:
    theme = next(theme for theme in RGB if theme.key == "khong-mau-do-luc")
    colors = seen(theme, depth)
    assert difference(lab(colors[one], eyes), lab(colors[other], eyes)) >= 20


@pytest.mark.parametrize(("one", "other"), [("good", "bad"), ("good", "warn")])
def test_the_simulation_sees_what_the_default_theme_asks_of_color_blind_eyes(one: str, other: str) -> None:
    sang = themes.FALLBACK.colors
    full, without_green = (
        difference(lab(sang[one], eyes), lab(sang[other], eyes)) for eyes in ("none", "deuteranopia")
    )
    assert without_green < full / 2


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((90.8027, -2.0831, 1.4410), (91.1528, -1.6435, 0.0447), 1.4441),
    ],
)
def test_the_difference_is_that_of_ciede2000(one: Lab, other: Lab, expected: float) -> None:
    """Pairs published by Sharma, Wu, Dalal, "The CIEDE2000 Color-Difference Formula", 2005, table 1."""
    assert difference(one, other) == pytest.approx(expected, abs=0.0001)


def lab(color: str, eyes: str) -> Lab:
    """CIELAB (D65) of an sRGB colour as `eyes` see it."""
    linear = [to_linear(int(color[at : at + 2], 16) / 255) for at in (1, 3, 5)]
    red, green, blue = (min(1.0, max(0.0, product_of(row, linear))) for row in MACHADO[eyes])
    x = root((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047)
    y = root(0.2126729 * red + 0.7151522 * green + 0.0721750 * blue)
    z = root((0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def to_linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def product_of(row: tuple[float, float, float], column: list[float]) -> float:
    return sum(factor * value for factor, value in zip(row, column, strict=True))


def root(value: float) -> float:
    return value ** (1 / 3) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116


def difference(one: Lab, other: Lab) -> float:
    """CIEDE2000, names as in Sharma, Wu, Dalal."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    chroma = (hypot(a1, b1) + hypot(a2, b2)) / 2
    stretch = 1 + (1 - sqrt(chroma**7 / (chroma**7 + 25**7))) / 2
    c1, c2 = hypot(a1 * stretch, b1), hypot(a2 * stretch, b2)
    h1, h2 = degrees(atan2(b1, a1 * stretch)) % 360, degrees(atan2(b2, a2 * stretch)) % 360
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    hue = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    weight = (
        1
        - 0.17 * cos(radians(hue - 30))
        + 0.24 * cos(radians(2 * hue))
        + 0.32 * cos(radians(3 * hue + 6))
        - 0.20 * cos(radians(4 * hue - 63))
    )
    by_light = (l2 - l1) / (1 + 0.015 * (light - 50) ** 2 / sqrt(20 + (light - 50) ** 2))
    by_chroma = (c2 - c1) / (1 + 0.045 * chroma)
    by_hue = 2 * sqrt(c1 * c2) * sin(radians(turn / 2)) / (1 + 0.015 * chroma * weight)
    twist = -2 * sqrt(chroma**7 / (chroma**7 + 25**7)) * sin(radians(60 * exp(-(((hue - 275) / 25) ** 2))))
    return sqrt(by_light**2 + by_chroma**2 + by_hue**2 + twist * by_chroma * by_hue)
