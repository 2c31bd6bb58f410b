"""Slides: one figure at a time for the back row, its verdict in a word; the projector's own screen.

Left and right (and the PageUp and PageDown of a presenter) go through the indicators, up and down through the ward and
its groups.
"""

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui import keys, phrases
from tui.screens.base import BoardScreen, Subject
from tui.screens.sources import age
from tui.texts import _
from tui.ward import numbers
from tui.ward.board import Board, Figure, Indicator, Status
from tui.widgets.bars import FULL, HALF, bar
from tui.widgets.digits import BigFigure, fitting
from tui.widgets.frame import plain
from tui.widgets.roles import ROLES

FULL_HEIGHT = str.maketrans({FULL: "█", HALF: "▌"})
"""A bar alone on its line need not be kept apart from its neighbours."""


class SlideScreen(BoardScreen):
    """The figure of a group (None: the ward) and an indicator, alone."""

    SCOPES = ("app", "slides")
    BINDINGS = keys.bindings("slides")
    DEFAULT_CSS = """
    SlideScreen TabBar { display: none; }
    SlideScreen #slide { height: 1fr; align: center middle; }
    SlideScreen #slide Static { width: 1fr; content-align: center middle; text-align: center; height: auto; }
    SlideScreen #subject { color: $gb-muted; }
    SlideScreen #indicator { color: $gb-strong; text-style: bold; }
    SlideScreen BigFigure { width: 1fr; margin: 1 0; }
    SlideScreen #verdict { text-style: bold; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.group: str | None = None
        self.indicator = ""

    def body(self) -> ComposeResult:
        """Whose, what, how much, how good, and the amounts behind it."""
        with Vertical(id="slide"):
            yield Static(id="subject")
            yield Static(id="indicator")
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
        self._put("subject", phrases.subject(board, self.group))
        self._put("indicator", indicator.name(self.language))
        self._digits(figure, indicator, role)
        is_over = figure.status is Status.BEHIND and indicator.better == "lower"
        verdict = _("over the limit") if is_over else phrases.status_word(figure.status)
        self._put("verdict", f"{figure.status.glyph} {verdict.upper()}", f"$gb-{role}")
        self._put_bar(figure, min(room, 100))
        self._put("amounts", self._amounts(figure, indicator, room))
        self._put("around", self._around(board, figure, indicator), "$gb-muted")
        place = indicators.index(indicator) + 1
        self.say(_("{place} of {all}").format(place=place, all=len(indicators)) + self._reported(board, figure))

    def _put(self, name: str, words: str, style: str = "") -> None:
        self.query_one(f"#{name}", Static).update(plain(words, style))

    def _digits(self, figure: Figure, indicator: Indicator, role: str) -> None:
        big = self.query_one(BigFigure)
        big.rows = 14 if self.size.height >= 30 else 7
        big.styles.height = len(fitting(self._figure(figure, indicator), big.rows, self.size.width))
        big.role = role if role in ("good", "on-pace", "bad", "muted") else ""
        big.text = self._figure(figure, indicator)

    def _figure(self, figure: Figure, indicator: Indicator) -> str:
        """The percentage, else the amount."""
        if figure.ratio is not None:
            return phrases.percent(figure, self.language)
        return phrases.amount(figure.actual, indicator, self.language)

    def _put_bar(self, figure: Figure, width: int) -> None:
        """The bar at its full height, and shaded what is missing to 100 %."""
        text = "".join(text for text, _role in bar(figure.ratio, width)) if figure.ratio is not None else ""
        done = text.rstrip().translate(FULL_HEIGHT)
        self.query_one("#bar", Static).update(
            Content.assemble(plain(done, "$gb-bar"), plain("░" * (len(text) - len(done)), "$gb-muted"))
        )

    def _amounts(self, figure: Figure, indicator: Indicator, room: int) -> str:
        actual = phrases.with_unit(figure.actual, indicator, self.language, figure.bound)
        if figure.actual is None:
            actual = phrases.status_word(Status.NOT_REPORTED)
        if figure.base is None:
            return actual
        words = f"{actual}  /  {phrases.with_unit(figure.base, indicator, self.language)}"
        if cell_len(words) <= room:
            return words
        return f"{actual}\n/ {phrases.with_unit(figure.base, indicator, self.language)}"

    def _around(self, board: Board, figure: Figure, indicator: Indicator) -> str:
        """Of the ward, how its groups stand; of a group, its rank and what is missing."""
        if self.group is None:
            if indicator.scope != "groups":
                return ""
            tally = board.tally(indicator.key)
            return "   ".join(
                f"{status.glyph} {phrases.status_word(status)} {tally[status]}" for status in Status if tally[status]
            )
        parts = []
        if figure.rank is not None:
            parts.append(_("rank {rank} of {all}").format(rank=figure.rank, all=len(board.residential)))
        if figure.gap is not None and figure.gap > 0 and figure.status is not Status.EXCEEDED:
            words = _("{amount} missing") if indicator.better == "higher" else _("{amount} too many")
            parts.append(words.format(amount=phrases.with_unit(figure.gap, indicator, self.language)))
        return " · ".join(parts)

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
        self.turn_to(Subject(self.group, keys_[(keys_.index(self.indicator) + steps) % len(keys_)]))

    def action_subject(self, steps: int) -> None:
        """The next group, or the one before; the ward comes before the first."""
        if self.board is None:
            return
        subjects = [None, *(group.code for group in self.board.groups)]
        self.turn_to(Subject(subjects[(subjects.index(self.group) + steps) % len(subjects)], self.indicator))

    def action_back(self) -> None:
        """Back to where the slides were started."""
        self.dismiss()
