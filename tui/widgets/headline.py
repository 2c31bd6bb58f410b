"""One headline figure: its name, its percentage in big digits, and the two amounts behind it."""

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from tui import phrases
from tui.ward import numbers
from tui.ward.board import Figure, Indicator
from tui.widgets.digits import big, fitting
from tui.widgets.frame import plain
from tui.widgets.roles import ROLES


class Headline(Widget):
    """Name, big digits, amounts; the digits in the colour of the status."""

    DEFAULT_CSS = "Headline { width: 1fr; height: auto; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Content, ...] = ()

    def show(self, figure: Figure, indicator: Indicator, language: str, rows: int) -> None:
        """Draw `figure` with digits of `rows` rows."""
        room = max(8, (self.app.size.width - 2) // 4 - 2)
        digits = _big_figure(figure, indicator, language, rows, room)
        style = f"bold $gb-{ROLES[figure.status] if figure.ratio is not None else 'strong'}"
        self._lines = (
            plain(indicator.name_within(room, language), "bold"),
            *(plain(line, style) for line in digits),
            plain(_amounts(figure, indicator, language, room), "$gb-muted"),
        )
        self.styles.height = len(self._lines)
        self.refresh()

    def render(self) -> Content:
        """The lines, each cut to the room."""
        room = self.content_size.width
        return Content("\n").join(line.truncate(room, ellipsis=True) for line in self._lines)


def _big_figure(figure: Figure, indicator: Indicator, language: str, rows: int, room: int) -> list[str]:
    """The percentage with as many places as fit, else the amount itself."""
    if figure.ratio is None or figure.actual is None or not figure.base:
        return fitting(phrases.amount(figure.actual, indicator, language), rows, room)
    for places in (2, 1, 0):
        lines = big(numbers.format_percent(figure.actual, figure.base, language, places), rows)
        if len(lines[0]) <= room:
            break
    return lines


def _amounts(figure: Figure, indicator: Indicator, language: str, room: int) -> str:
    """Result and base with the unit; where there is no room, money in millions, of a unit the words that fit."""
    if figure.base is None:
        return indicator.unit_in(language, figure.actual)
    actual = phrases.amount(figure.actual, indicator, language, figure.bound)
    full = f"{actual} / {phrases.with_unit(figure.base, indicator, language)}"
    if cell_len(full) <= room:
        return full
    if not indicator.is_money:
        return _whole_words(full, f"{actual} / {phrases.amount(figure.base, indicator, language)}", room)
    million = phrases.short_amount(figure.actual, indicator, language).rpartition(" ")
    base = phrases.short_amount(figure.base, indicator, language).rpartition(" ")
    return f"{million[0]}/{base[0]} {base[2]}" if million[2] == base[2] else full


def _whole_words(text: str, least: str, room: int) -> str:
    """As many words of `text` as fit, but always `least`, with which it begins."""
    while text != least and cell_len(text) > room:
        text = text.rpartition(" ")[0]
    return text
