"""A ward's target spread over its groups, seen as a table before it is saved: by what, in which steps."""

from collections.abc import Mapping
from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui import keys, phrases, texts
from tui.errors import N_, GiaoBanError
from tui.screens.clashes import ClashScreen
from tui.screens.editor import NOTHING_SAVED, Answer, ask_to_save
from tui.texts import _, ngettext
from tui.ward.allocate import BASIS_WORDS, Basis, Plan, plan, usual_step
from tui.ward.board import Board, Figure, Indicator, Key
from tui.ward.decisions import Contested, Grounds, TargetDecision, decided
from tui.ward.numbers import format_amount
from tui.widgets.dialogue import Dialogue
from tui.widgets.frame import Line, Rule, plain
from tui.widgets.grid import Cell, Column, FigureGrid

STEPS = (1, 5, 10, 50, 100, 500, 1000)
"""What amounts can be rounded to, in usual steps."""

HINT = N_("⏎ save   Tab by what   ←→ round to   Esc leave")


class SpreadRows:
    """A row a residential group."""

    def __init__(self, board: Board, spread: Plan, indicator: Indicator, language: str) -> None:
        self.board = board
        self.rows = spread.rows
        self.indicator = indicator
        self.language = language

    def __len__(self) -> int:
        return len(self.rows)

    def key(self, row: int) -> str:
        """The group's code."""
        return self.rows[row].group

    def cell(self, row: int, column: str) -> Cell:
        """One cell; only those that show are asked for."""
        group, each = self.board.group(self.rows[row].group), self.rows[row]
        match column:
            case "group":
                return Cell(group.name)
            case "households":
                known = group.households
                return Cell(phrases.NOTHING if known is None else format_amount(known, self.language), "muted")
            case "before":
                return Cell(phrases.amount(each.before, self.indicator, self.language), "muted")
            case "after":
                return Cell(phrases.amount(each.after, self.indicator, self.language), "strong")
            case _:
                return self._difference(each.difference)

    def _difference(self, difference: int) -> Cell:
        if not difference:
            return Cell("=", "muted")
        sign = "+" if difference > 0 else "−"
        return Cell(sign + phrases.amount(abs(difference), self.indicator, self.language))


class SpreadTotal(SpreadRows):
    """What it comes to."""

    def __len__(self) -> int:
        return 1

    def key(self, row: int) -> str:
        """No group's code."""
        return ""

    def cell(self, row: int, column: str) -> Cell:
        """The sum of a column."""
        match column:
            case "group":
                return Cell(_("Together"))
            case "before":
                return self._sum([each.before for each in self.rows])
            case "after":
                return self._sum([each.after for each in self.rows])
            case "difference":
                return self._difference(sum(each.difference for each in self.rows))
        return Cell("")

    def _sum(self, amounts: list[int | None]) -> Cell:
        return Cell(phrases.amount(sum(amount or 0 for amount in amounts), self.indicator, self.language))


class SpreadScreen(Dialogue[None]):
    """Spreads the ward's target of one indicator; nothing is saved before Enter."""

    DEFAULT_CSS = """
    SpreadScreen { align: center middle; background: $gb-background 60%; }
    SpreadScreen > Vertical { width: 76; max-width: 98%; height: 90%; padding: 0 1; background: $gb-surface;
        border: round $gb-accent; border-title-style: bold; }
    SpreadScreen FigureGrid { height: 1fr; background: $gb-surface; }
    SpreadScreen #remark { height: auto; max-height: 3; padding: 0 1; }
    """
    BINDINGS = keys.bindings("spread")

    def __init__(
        self, board: Board, indicator: Indicator, language: str, last_year: Mapping[Key, Figure] | None
    ) -> None:
        super().__init__()
        self.board = board
        self.indicator = indicator
        self.language = language
        self.last_year = last_year
        self.basis = Basis.HOUSEHOLDS
        self.step = 0
        self.plan: Plan | None = None

    def compose(self) -> ComposeResult:
        """How it is spread, the groups, what is special about it."""
        with Vertical() as box:
            box.border_title = plain(self.indicator.name(self.language))
            yield Line(id="how")
            yield Rule()
            yield FigureGrid(cursor="row", empty_text=N_("Nothing to spread"))
            yield Static(id="remark")
            yield Line(id="hint")

    def on_mount(self) -> None:
        """The table of what is usual."""
        self._show()
        self.query_one(FigureGrid).focus()

    def action_basis(self) -> None:
        """Spread by the next measure."""
        bases = list(Basis) if self.last_year else [Basis.HOUSEHOLDS, Basis.EVENLY]
        self.basis = bases[(bases.index(self.basis) + 1) % len(bases)]
        self._show()

    def action_round(self, steps: int) -> None:
        """Round to a larger or smaller step."""
        self.step = max(0, min(self.step + steps, len(STEPS) - 1))
        self._show()

    def action_leave(self) -> None:
        """Leave everything as it was."""
        self.dismiss()

    @on(FigureGrid.Opened)
    def save(self) -> None:
        """Save it."""
        if self.plan is not None:
            self._save()

    @work(exclusive=True)
    async def _save(self, over: tuple[Contested, ...] = ()) -> None:
        decision = self._decision()
        answer = Answer() if decision is None else await ask_to_save(self, decision, over)
        if answer.clashes:
            self.app.push_screen(ClashScreen(answer.clashes), partial(self._choose, answer.clashes))
        elif answer.refusal:
            self._say(answer.refusal, "$gb-bad")
        else:
            self.dismiss()

    def _choose(self, clashes: tuple[Contested, ...], is_mine: bool | None) -> None:
        """Save it over what somebody else has just set, or leave it."""
        if is_mine:
            self._save(clashes)
        else:
            self._say(_(NOTHING_SAVED), "$gb-bad")

    def _decision(self) -> TargetDecision | None:
        if self.plan is None:
            return None
        targets: dict[Key, int | None] = {(row.group, self.indicator.key): row.after for row in self.plan.rows}
        return decided(self.board, targets, Grounds(reason=_(BASIS_WORDS[self.basis])))

    @property
    def _rounding(self) -> int:
        return usual_step(self.indicator) * STEPS[self.step]

    def _show(self) -> None:
        figures = self.last_year if self.basis is Basis.LAST_YEAR else None
        try:
            self.plan = plan(self.board, self.indicator, self.basis, self._rounding, figures)
        except GiaoBanError as error:
            self.plan = None
            self._say(texts.tell(error), "$gb-bad")
            return
        self.query_one("#how", Line).left = self._how(self.plan)
        columns = [
            Column("group", _("Group"), 14, sticky=True, grow=1),
            Column("households", _("Hh."), 6, align="right"),
            Column("before", _("Target now"), 14, align="right"),
            Column("after", _("Target then"), 14, align="right"),
            Column("difference", _("Difference"), 13, align="right"),
        ]
        rows = SpreadRows(self.board, self.plan, self.indicator, self.language)
        total = SpreadTotal(self.board, self.plan, self.indicator, self.language)
        self.query_one(FigureGrid).show(columns, rows, total=total)
        self._say(self._remark(self.plan), "$gb-muted")

    def _how(self, spread: Plan) -> Content:
        """The amount, by what it is spread, and in which steps."""
        amount = phrases.with_unit(spread.total - spread.assigned, self.indicator, self.language)
        step = phrases.with_unit(self._rounding, self.indicator, self.language)
        return Content.assemble(
            plain(amount, "bold"),
            plain(" "),
            plain(f"[{_(BASIS_WORDS[self.basis])}]", "bold $gb-accent"),
            plain(" "),
            plain(_("rounded to {step}").format(step=step)),
        )

    def _remark(self, spread: Plan) -> str:
        """Who gets what is no whole step, who gets nothing, what is assigned to others."""
        given = spread.allocation
        parts = []
        if given.odd:
            rest = phrases.with_unit(given.values[given.odd] % self._rounding, self.indicator, self.language)
            parts.append(
                _("{group} gets {rest} that are no whole step").format(
                    group=self.board.group(given.odd).name, rest=rest
                )
            )
        if count := len(given.without):
            words = ngettext(
                "{count} group gets nothing: nothing to spread by is known",
                "{count} groups get nothing: nothing to spread by is known",
                count,
            )
            parts.append(words.format(count=count))
        if count := len(given.too_small):
            parts.append(phrases.too_small(count))
        if spread.assigned:
            amount = phrases.with_unit(spread.assigned, self.indicator, self.language)
            parts.append(_("assigned to others: {amount} of the ward's target").format(amount=amount))
        return " · ".join(parts)

    def _say(self, words: str, style: str) -> None:
        self.query_one("#remark", Static).update(plain(words, style))
        self.query_one("#hint", Line).left = plain(_(HINT), "$gb-muted")
