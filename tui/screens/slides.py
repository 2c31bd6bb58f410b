"""Slides: one figure at a time for the back row, its verdict in a word; the projector's own screen.

Left and right (and the PageUp and PageDown of a presenter) go through the indicators, up and down through the ward and
its groups.
"""

from collections.abc import Hashable
from textwrap import wrap

from rich.cells import cell_len, set_cell_size
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Region
from textual.widgets import Static

from tui import keys, phrases
from tui.screens.base import BoardScreen, Subject, Wanted
from tui.screens.cells import TargetCells
from tui.screens.sources import age
from tui.texts import _, ngettext
from tui.ward import numbers
from tui.ward.board import Board, Figure, Indicator, Key, Status
from tui.widgets.bars import FULL, HALF, bar
from tui.widgets.digits import BigFigure, fitting
from tui.widgets.frame import plain
from tui.widgets.paragraph import BETWEEN, in_lines
from tui.widgets.roles import ROLES

FULL_HEIGHT = str.maketrans({FULL: "█", HALF: "▌"})
"""A bar alone on its line need not be kept apart from its neighbours."""


WIDEST = 100
"""Cells of bar and bands at most, unless the digits are wider: beyond, the eye wanders."""


class SlideScreen(TargetCells, BoardScreen):
    """The figure of a group (None: the ward) and an indicator, alone."""

    SCOPES = ("app", "editable", "slides")
    BINDINGS = keys.bindings("editable", "slides")
    DEFAULT_CSS = """
    SlideScreen TabBar { display: none; }
    SlideScreen #slide { height: 1fr; align: center middle; }
    SlideScreen #slide Static { width: 1fr; content-align: center middle; text-align: center; height: auto; }
    SlideScreen BigFigure { width: 1fr; margin: 1 0 0 0; }
    SlideScreen #verdict { margin: 1 0; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.group: str | None = None
        self.indicator = ""

    def body(self) -> ComposeResult:
        """Whose, what, how much, how good, and the amounts behind it."""
        yield Static(id="title")
        with Vertical(id="slide"):
            yield BigFigure(rows=7)
            yield Static(id="verdict")
            yield Static(id="bar")
            yield Static(id="amounts")
            yield Static(id="around")

    def turn_to(self, subject: Subject) -> None:
        """Show the figure of that group and indicator; without an indicator, the one that showed last."""
        self.group, self.indicator = subject.group, subject.indicator or self.indicator
        self._changed()

    @property
    def subject(self) -> Subject:
        """What is shown."""
        return Subject(self.group, self.indicator)

    def edited_targets(self) -> tuple[Key, ...]:
        """The target of the figure that shows."""
        return ((self.group, self.indicator),)

    def edited_region(self) -> Region:
        """Where the amounts stand, under the verdict."""
        amounts = self.query_one("#amounts").region
        return Region(max(0, self.size.width // 2 - 8), amounts.y, 16, 1)

    def neighbour(self, steps: int) -> Hashable | None:
        """There is one figure only."""
        return None

    def has_saved(self) -> None:
        """Nothing is marked here."""

    def indicators(self, board: Board) -> tuple[Indicator, ...]:
        """Those of the ward; of a group, those on which it has a result or a target, else all that groups report."""
        if self.group is None:
            return board.indicators
        of_groups = tuple(each for each in board.indicators if each.scope == "groups")
        figures = ((each, board.figures[self.group, each.key]) for each in of_groups)
        known = tuple(each for each, figure in figures if figure.actual is not None or figure.base is not None)
        return known or of_groups

    def show(self, board: Board) -> None:
        """The one figure; the ward's where the board has no such group, or nothing that groups report."""
        if self.group not in {group.code for group in board.groups} or not self.indicators(board):
            self.group = None
        indicators = self.indicators(board)
        if self.indicator not in {each.key for each in indicators}:
            self.indicator = indicators[0].key
        indicator, figure = board.indicator(self.indicator), board.figures[self.group, self.indicator]
        room = self.size.width - 4
        role = ROLES[figure.status]
        title = [phrases.subject(board, self.group), indicator.name(self.language)]
        self._put_band("title", title, "accent", self.size.width)
        wide = min(room, max(WIDEST, self._digits(figure, indicator, role)))
        verdict = f"{figure.status.glyph} {phrases.standing(figure, board).upper()}"
        self._put_band("verdict", [verdict], role, wide)
        self._put_bar(figure, wide)
        self._put("amounts", self._amounts(board, figure, indicator, room))
        self._put("around", self._around(board, figure, indicator, room), "$gb-muted")
        place = indicators.index(indicator) + 1
        self.say(_("{place} of {all}").format(place=place, all=len(indicators)) + self._reported(board, figure))

    def _put(self, name: str, words: str, style: str = "") -> None:
        self.query_one(f"#{name}", Static).update(plain(words, style))

    def _put_band(self, name: str, lines: list[str], role: str, width: int) -> None:
        """Words for the back row: bold, on a ground of the role's colour that stands out above and below them.

        The ground is the letters' colour reversed, so that a theme without colours has it too.
        """
        room = max(1, width)
        words = ["", *(part for line in lines for part in wrap(line, room)), ""]
        centred = (" " * ((room - cell_len(line)) // 2) + line for line in words)
        band = "\n".join(set_cell_size(line, room) for line in centred)
        self._put(name, band, f"bold reverse $gb-{role} on $gb-background")

    def _digits(self, figure: Figure, indicator: Indicator, role: str) -> int:
        """Show them; answers how wide they are."""
        big, text = self.query_one(BigFigure), phrases.headline(figure, indicator, self.language)
        big.display = figure.actual is not None
        big.rows = 14 if self.size.height >= 30 else 7
        lines = fitting(text, big.rows, self.size.width)
        big.styles.height = len(lines)
        big.role = role if role in ("good", "on-pace", "bad", "muted") else ""
        big.text = text
        return cell_len(lines[0])

    def _put_bar(self, figure: Figure, width: int) -> None:
        """The bar at its full height, and shaded what is missing to 100 %."""
        text = "".join(text for text, _role in bar(figure.ratio, width)) if figure.ratio is not None else ""
        done = text.rstrip().translate(FULL_HEIGHT)
        self.query_one("#bar", Static).update(
            Content.assemble(plain(done, "$gb-bar"), plain("░" * (len(text) - len(done)), "$gb-muted"))
        )

    def _amounts(self, board: Board, figure: Figure, indicator: Indicator, room: int) -> str:
        """Result and base; where nothing is reported, as the verdict says, only what it would be held against."""
        base = phrases.with_unit(figure.base, indicator, self.language)
        actual = phrases.with_unit(figure.actual, indicator, self.language, figure.bound)
        if figure.actual is None:
            return "" if figure.base is None else f"{phrases.base_word(indicator, board, self.language)}: {base}"
        if figure.base is None:
            return actual
        words = f"{actual}  /  {base}"
        return words if cell_len(words) <= room else f"{actual}\n/ {base}"

    def _around(self, board: Board, figure: Figure, indicator: Indicator, room: int) -> str:
        """Of the ward, how its groups stand; of a group, its rank and what is missing."""
        if self.group is None:
            return "" if indicator.scope != "groups" or figure.actual is None else self._tally(board, indicator, room)
        parts = []
        if figure.rank is not None:
            parts.append(_("rank {rank} of {all}").format(rank=figure.rank, all=len(board.residential)))
        if figure.gap is not None and figure.gap > 0 and figure.status is not Status.EXCEEDED:
            words = _("{amount} missing") if indicator.better == "higher" else _("{amount} too many")
            parts.append(words.format(amount=phrases.with_unit(figure.gap, indicator, self.language)))
        return " · ".join(parts)

    def _tally(self, board: Board, indicator: Indicator, room: int) -> str:
        """How many groups stand how: "▲ 37 tổ vượt"; where there is no room shorter, then over several lines."""
        full = [
            f"{status.glyph} "
            + ngettext("{count} group {standing}", "{count} groups {standing}", count).format(
                count=count, standing=words
            )
            for status, words, count in phrases.standings(board, indicator.key)
        ]
        in_short = phrases.tally(board, indicator.key)
        return in_lines(full if cell_len(BETWEEN.join(full)) <= room else in_short, room)

    def _reported(self, board: Board, figure: Figure) -> str:
        """When the newest result is from, and how old it is at the board's date."""
        if figure.reported is None:
            return ""
        day = numbers.format_date(figure.reported, self.language)
        words = _("last report {day} ({age})").format(day=day, age=age(figure.reported, board.as_of))
        return " · ".join(["", words, _("F7: sources")])

    def action_turn(self, steps: int) -> None:
        """The next indicator, or the one before."""
        if self.board is None:
            return
        keys_ = [each.key for each in self.indicators(self.board)]
        key = keys_[(keys_.index(self.indicator) + steps) % len(keys_)]
        self.post_message(Wanted("slides", Subject(self.group, key)))

    def action_subject(self, steps: int) -> None:
        """The next group, or the one before; the ward comes before the first."""
        if self.board is None:
            return
        subjects = [None, *(group.code for group in self.board.groups)]
        code = subjects[(subjects.index(self.group) + steps) % len(subjects)]
        self.post_message(Wanted("slides", Subject(code, self.indicator)))

    def action_back(self) -> None:
        """Back to where the slides were started."""
        self.dismiss()
