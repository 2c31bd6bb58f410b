"""Figures in big digits: three rows of heavy lines for the desk, five rows of blocks and more for the back of the hall.

Textual's `Digits` has three rows and no comma, per cent or đồng sign. The fonts stand below as they look; a run of
letters that a font lacks in part ("triệu") stays plain text on the base line, so that no word is half big.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.ward import names

Glyph = tuple[str, ...]
"""Rows of equal width, top first."""


def _font(*blocks: tuple[str, str]) -> Mapping[str, Glyph]:
    """Fonts from blocks of (the characters, their pictures side by side, "|" between them)."""
    font: dict[str, Glyph] = {}
    for characters, picture in blocks:
        lines = [line.split("|")[1:-1] for line in picture.strip().splitlines()]
        font |= {character: tuple(rows) for character, *rows in zip(characters, *lines, strict=True)}
    return font | {"−": font["-"]}


LINES = _font(
    (
        "0123456789",
        """
        |┏━┓|╺┓ |╺━┓|╺━┓|╻ ╻|┏━╸|┏━╸|╺━┓|┏━┓|┏━┓|
        |┃ ┃| ┃ |┏━┛| ━┫|┗━┫|┗━┓|┣━┓|  ┃|┣━┫|┗━┫|
        |┗━┛|╺┻╸|┗━╸|╺━┛|  ╹|╺━┛|┗━┛|  ╹|┗━┛|╺━┛|
        """,
    ),
    (
        " .,%đ+-/",
        """
        | | | |▀ ▞|╺━╋╸|   |   |  ▞|
        | | | | ▞ |┏━┫ |╺╋╸|╺━╸| ▞ |
        | |.|,|▞ ▄|┗━┛ |   |   |▞  |
        """,
    ),
)

BLOCKS = _font(
    (
        "0123456789",
        """
        |▄████▄ | ▄██   |▄████▄ |▄████▄ |██  ██ |██████ |▄████▄ |██████ |▄████▄ |▄████▄ |
        |██  ██ |▀▀██   |▀▀  ██ |▀▀  ██ |██  ██ |██     |██     |    ██ |██  ██ |██  ██ |
        |██  ██ |  ██   | ▄▄██▀ |  ███▄ |▀█████ |▀████▄ |█████▄ |   ██  |▄████▄ |▀█████ |
        |██  ██ |  ██   |██▀▀   |▄▄  ██ |    ██ |▄▄  ██ |██  ██ |  ██   |██  ██ |▄▄  ██ |
        |▀████▀ |██████ |██████ |▀████▀ |    ██ |▀████▀ |▀████▀ |  ██   |▀████▀ |▀████▀ |
        """,
    ),
    (
        " .,%đ+-/",
        """
        |   |   |   |██  ▄█▀ |  ▄▄██▄ |       |      |    ██ |
        |   |   |   |   ▄█▀  | ▄▄▄██  |  ██   |      |   ██  |
        |   |   |   |  ▄█▀   |██▀▀██  |██████ |█████ |  ██   |
        |   |   |██ | ▄█▀    |██  ██  |  ██   |      | ██    |
        |   |██ |▄▀ |▄█▀  ██ |▀█████  |       |      |██     |
        """,
    ),
    (
        "tryỷ",
        """
        | ██  |      |       |  ▀█   |
        |████ |▄▄ ▄▄ |██  ██ |██  ██ |
        | ██  |███▀▀ |██  ██ |██  ██ |
        | ██  |██    |▀████▀ |▀████▀ |
        | ▀██ |██    | ▄██▀  | ▄██▀  |
        """,
    ),
)

BIG_BLOCKS = _font(
    (
        "01234",
        """
        |▄██████▄  |  ▄███    |▄██████▄  |▄██████▄  |███  ███  |
        |███▀▀███  |▄█████    |███▀▀███  |███▀▀███  |███  ███  |
        |███  ███  |▀▀▀███    |▀▀▀  ███  |     ███  |███  ███  |
        |███  ███  |   ███    |  ▄▄███▀  |  █████   |███▄▄███  |
        |███  ███  |   ███    |▄███▀▀    |     ███  |▀███████  |
        |███▄▄███  |▄▄▄███▄▄  |███▄▄▄▄▄  |███▄▄███  |     ███  |
        |▀██████▀  |████████  |████████  |▀██████▀  |     ███  |
        """,
    ),
    (
        "56789",
        """
        |████████  |▄██████▄  |████████  |▄██████▄  |▄██████▄  |
        |███▀▀▀▀▀  |███▀▀▀▀   |▀▀▀▀▀███  |███▀▀███  |███▀▀███  |
        |███▄▄▄▄   |███▄▄▄▄   |    ▄██▀  |███▄▄███  |███▄▄███  |
        |▀██████▄  |███████▄  |   ▄██▀   |▄██████▄  |▀███████  |
        |     ███  |███▀▀███  |  ▄██▀    |███▀▀███  | ▀▀▀▀███  |
        |███▄▄███  |███▄▄███  |  ███     |███▄▄███  | ▄▄▄▄███  |
        |▀██████▀  |▀██████▀  |  ███     |▀██████▀  |▀██████▀  |
        """,
    ),
    (
        " .,%đ+-/",
        """
        |    |     |     |▄██▄   ▄██  |     ███   |          |        |     ▄██  |
        |    |     |     |▀██▀  ▄██▀  |   ▀▀███▀  |          |        |    ▄██▀  |
        |    |     |     |     ▄██▀   | ▄▄▄▄███   |   ██     |        |   ▄██▀   |
        |    |     |     |    ▄██▀    |▄███████   |▄▄▄██▄▄▄  |▄▄▄▄▄▄  |  ▄██▀    |
        |    |     |▄▄▄  |   ▄██▀     |███  ███   |▀▀▀██▀▀▀  |▀▀▀▀▀▀  | ▄██▀     |
        |    |▄▄▄  |███  |  ▄██▀▄██▄  |███▄▄███   |   ██     |        |▄██▀      |
        |    |███  |▄█▀  | ▄██▀ ▀██▀  |▀███████   |          |        |██▀       |
        """,
    ),
    (
        "tryỷ",
        """
        | ███    |        |          |   ▀█▄    |
        | ███    |        |          |   ▄▀     |
        |██████  |███▄██  |███  ███  |███  ███  |
        | ███    |████▀▀  |███  ███  |███  ███  |
        | ███    |███     |▀██▄▄██▀  |▀██▄▄██▀  |
        | ███▄▄  |███     |  ████▀   |  ████▀   |
        | ▀████  |███     |▄▄██▀     |▄▄██▀     |
        """,
    ),
)


def _doubled(font: Mapping[str, Glyph]) -> Mapping[str, Glyph]:
    """A font of blocks at twice its size: each quarter of a glyph's cell becomes a whole one."""
    halves = {" ": ("  ", "  "), "█": ("██", "██"), "▀": ("██", "  "), "▄": ("  ", "██")}
    return {
        character: tuple("".join(halves[cell][half] for cell in row) for row in glyph for half in (0, 1))
        for character, glyph in font.items()
    }


FONTS: Mapping[int, Mapping[str, Glyph]] = {
    1: {},
    3: LINES,
    5: BLOCKS,
    7: BIG_BLOCKS,
    10: _doubled(BLOCKS),
    14: _doubled(BIG_BLOCKS),
}
"""Rows to font; one row is plain text."""


def big(text: str, rows: int = 3) -> list[str]:
    """`text` in digits of `rows` rows (1, 3, 5, 7, 10 or 14), as so many lines of equal width in cells.

    What the font lacks stays as it is, on the last line. KeyError for a height that there is no font of.
    """
    glyphs = list(_glyphs(names.clean(text), FONTS[rows], rows))
    lines = ["".join(glyph[row] for glyph in glyphs).rstrip() for row in range(rows)]
    width = max(map(cell_len, lines))
    return [line + " " * (width - cell_len(line)) for line in lines]


def fitting(text: str, rows: int, width: int) -> list[str]:
    """`text` in the biggest digits of at most `rows` rows that fit into `width` cells; as plain text where none do."""
    heights = sorted((height for height in FONTS if height <= rows), reverse=True)
    drawn = (big(text, height) for height in heights)
    return next((lines for lines in drawn if cell_len(lines[0]) <= width), None) or big(text, 1)


def _glyphs(text: str, font: Mapping[str, Glyph], rows: int) -> Iterator[Glyph]:
    for is_word, characters in groupby(text, str.isalpha):
        run = list(characters)
        if is_word and not font.keys() >= set(run):
            yield _plain("".join(run), rows)
        else:
            yield from (font.get(character) or _plain(character, rows) for character in run)


def _plain(text: str, rows: int) -> Glyph:
    return (*[" " * cell_len(text)] * (rows - 1), text)


class BigFigure(Widget):
    """A figure in the biggest digits that its size and `rows` allow, placed by `content-align`.

    Where not even plain text fits it shows "###": half a number is another number.
    """

    DEFAULT_CSS = """
    BigFigure { width: auto; height: auto; content-align: center middle; }
    BigFigure > .figure--good { color: $gb-good; }
    BigFigure > .figure--on-pace { color: $gb-on-pace; }
    BigFigure > .figure--warn { color: $gb-warn; }
    BigFigure > .figure--bad { color: $gb-bad; }
    BigFigure > .figure--muted { color: $gb-muted; }
    BigFigure > .figure--strong { color: $gb-strong; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "figure--good",
        "figure--on-pace",
        "figure--warn",
        "figure--bad",
        "figure--muted",
        "figure--strong",
    }
    ALLOW_SELECT = False

    text: reactive[str] = reactive("", layout=True)
    rows: reactive[int] = reactive(3, layout=True)
    """The most rows it may take: 1, 3, 5, 7, 10 or 14."""
    role: reactive[str] = reactive("")
    """"" or good, on-pace, warn, bad, muted, strong."""

    def __init__(
        self, text: str = "", *, rows: int = 3, role: str = "", id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.set_reactive(BigFigure.text, text)
        self.set_reactive(BigFigure.rows, rows)
        self.set_reactive(BigFigure.role, role)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as its digits."""
        return cell_len(fitting(self.text, self.rows, container.width)[0])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as the digits that fit into `width`."""
        return len(fitting(self.text, self.rows, width))

    def render_line(self, y: int) -> Strip:
        """Line `y` of the digits, or a blank above or below them."""
        width, height = self.size
        lines = fitting(self.text, min(self.rows, max(height, 1)), width)
        across, down = self.styles.content_align
        row = y - _before(down, height - len(lines))
        style = self.get_visual_style(*([f"figure--{self.role}"] if self.role else ())).rich_style
        if not 0 <= row < len(lines):
            return Strip.blank(width, style)
        line = lines[row] if cell_len(lines[row]) <= width else "#" * width
        left = _before(across, width - cell_len(line))
        return Strip([Segment(" " * left + line, style)]).adjust_cell_length(width, style)


def _before(align: str, spare: int) -> int:
    """How much of the spare room comes before."""
    return {"left": 0, "top": 0, "right": spare, "bottom": spare}.get(align, spare // 2)
