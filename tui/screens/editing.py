"""What an editor edits: the target of a group, of several, or of the ward. What saving would do, before it is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from textual.content import Content

from tui import phrases, texts
from tui.errors import N_, NumberRefused
from tui.screens.base import Subject
from tui.screens.model_words import evaluation_words
from tui.texts import _, ngettext
from tui.ward import names, numbers
from tui.ward.board import Board, Figure, Key
from tui.ward.campaign import evaluate_all, scores_of
from tui.ward.decisions import Decision, Grounds, ScoreDecision, TargetDecision, decided, place_of_points
from tui.ward.expression import evaluate
from tui.ward.judgement import judged
from tui.ward.preview import Changes, Preview, preview
from tui.ward.scheme import Criterion, Extra
from tui.ward.toml_table import PLACES, exact
from tui.widgets.frame import plain
from tui.widgets.roles import ROLES

OUT_OF_RANGE = N_("“{text}” is not from 0 to {max} points")

SEPARATOR = "\t"
"""Between the parts of a subject's key; no key has one."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a text would do."""

    lines: tuple[Content, ...] = ()
    refusal: str = ""
    """Why it cannot be saved, in a sentence."""


class Editing(Protocol):
    """One cell that is being edited, or several that get the same."""

    @property
    def subject(self) -> Subject:
        """What is edited, as drafts know it."""

    @property
    def title(self) -> str:
        """What is edited, in words."""

    @property
    def text(self) -> str:
        """What stands there, as it would be typed."""

    @property
    def has_grounds(self) -> bool:
        """Whether it is kept who assigned it, by which document."""

    def seen(self, text: str) -> Seen:
        """What saving `text` would do."""

    def decision(self, text: str, grounds: Grounds) -> Decision | None:
        """What to save; None where nothing changes. Raises NumberRefused."""

    def saved(self, text: str) -> str:
        """What has been saved when `text` has been."""


@dataclass(frozen=True)
class TargetEditing:
    """The target of one indicator, for a group, for several marked ones, or for the ward."""

    board: Board
    keys: tuple[Key, ...]
    language: str

    has_grounds = True

    @property
    def subject(self) -> Subject:
        """The first of what is edited."""
        group, indicator = self.keys[0]
        return Subject(group, indicator)

    @property
    def title(self) -> str:
        """Whose target of what."""
        name = self.board.indicator(self.keys[0][1]).name(self.language)
        if len(self.keys) > 1:
            who = ngettext("{count} group", "{count} groups", len(self.keys)).format(count=len(self.keys))
        else:
            who = phrases.subject(self.board, self.keys[0][0])
        return f"{who} · {name}"

    @property
    def text(self) -> str:
        """The target now; nothing where several differ."""
        targets = {self.board.figures[key].target for key in self.keys}
        target = targets.pop()
        if targets or target is None:
            return ""
        return phrases.amount(target, self.board.indicator(self.keys[0][1]), self.language)

    def seen(self, text: str) -> Seen:
        """The new target and its figure; how many groups would meet theirs; what of the ward's is given out."""
        try:
            changes = self._changes(text)
        except NumberRefused as refused:
            return Seen(refusal=texts.tell(refused))
        outlook = preview(self.board, changes)
        lines = [self._sum(changes)] if len(changes) > 1 else self._figure(outlook.figures[self.keys[0]])
        return Seen((*lines, *self._standing(outlook)))

    def decision(self, text: str, grounds: Grounds) -> TargetDecision | None:
        """The new targets, each with the one that was seen."""
        return decided(self.board, self._changes(text), grounds)

    def saved(self, text: str) -> str:
        """Whose target, and what it is now."""
        changes = self._changes(text)
        if len(changes) > 1:
            return f"{self.title}: {self._sum(changes).plain}"
        return f"{phrases.subject(self.board, self.keys[0][0])}: {self._amount(changes[self.keys[0]])}"

    def _changes(self, text: str) -> Changes:
        return {key: self._target(key, text) for key in self.keys}

    def _target(self, key: Key, text: str) -> int | None:
        group = self.board.group(key[0]) if key[0] else None
        return evaluate(
            text,
            indicator=self.board.indicator(key[1]),
            current=self.board.figures[key].target,
            households=(group or self.board).households,
            total=self.board.figures[None, key[1]].target,
            groups=len(self.board.residential),
            language=self.language,
        )

    def _amount(self, target: int | None) -> str:
        indicator = self.board.indicator(self.keys[0][1])
        return phrases.with_unit(target, indicator, self.language) if target else _("no target")

    def _figure(self, figure: Figure) -> list[Content]:
        """The target with its unit and the figure that it makes, over the one of now."""
        before = self.board.figures[figure.group, figure.indicator]
        lines = [self._judged(plain(self._amount(figure.target), "bold"), figure)]
        if before.target != figure.target:
            was = _("now {figure}").format(figure=self._amount(before.target))
            lines.append(self._judged(plain(was, "$gb-muted"), before))
        return lines

    def _judged(self, target: Content, figure: Figure) -> Content:
        """A target, and the verdict on the figure where there is one."""
        return Content("  ").join([target, *([Content.assemble(*self._verdict(figure))] if figure.target else [])])

    def _verdict(self, figure: Figure) -> list[Content]:
        """ "62,00 % ▼ chậm · hạng 12"."""
        words = f"{figure.status.glyph} {phrases.status_word(figure.status)}"
        parts = [plain(words, f"$gb-{ROLES[figure.status]}")]
        if figure.ratio is not None:
            parts.insert(0, plain(f"{phrases.percent(figure, self.language)} "))
        if figure.rank is not None:
            parts.append(plain(" · " + _("rank {rank}").format(rank=figure.rank)))
        return parts

    def _sum(self, changes: Changes) -> Content:
        """What several get, together."""
        indicator = self.board.indicator(self.keys[0][1])
        total = sum(target or 0 for target in changes.values())
        words = phrases.with_unit(total, indicator, self.language)
        return plain(_("together {amount}").format(amount=words), "bold")

    def _standing(self, outlook: Preview) -> list[Content]:
        """How many groups would have met theirs, and how much of the ward's target is given out."""
        indicator = self.board.indicator(outlook.indicator)
        lines = []
        if indicator.scope == "groups" and indicator.of == "target":
            lines += [plain(words)] if (words := self._met(outlook)) else []
        elif indicator.of != "target":
            base = phrases.base_word(indicator, self.board, self.language)
            lines.append(plain(_("100 % is {base}, whatever the target").format(base=base), "$gb-muted"))
        if outlook.ward_target is not None and indicator.scope == "groups":
            lines.append(self._allocated(outlook))
        return lines

    def _met(self, outlook: Preview) -> str:
        """How many groups would have met theirs of those that have one, and how many have now; "" where none has."""
        met, before = outlook.met, outlook.met_before
        words = ngettext("{count} of {all} group met", "{count} of {all} groups met", met.expected)
        words = words.format(count=met.met, all=met.expected)
        if met == before:
            return words if met.expected else ""
        return f"{words} · " + _("now {figure}").format(figure=phrases.reached(before) or phrases.NOTHING)

    def _allocated(self, outlook: Preview) -> Content:
        indicator = self.board.indicator(outlook.indicator)
        words = _("given out {amount} of {total}").format(
            amount=phrases.amount(outlook.allocated, indicator, self.language),
            total=phrases.with_unit(outlook.ward_target, indicator, self.language),
        )
        over = outlook.allocated - (outlook.ward_target or 0)
        if over <= 0:
            return plain(words)
        more = _("{amount} too much").format(amount=phrases.amount(over, indicator, self.language))
        return Content.assemble(plain(words), plain(f" · {more}", "$gb-warn"))


@dataclass(frozen=True)
class ScoreEditing:
    """Points of one model: by the model itself or by the reviewers for a criterion, a bonus, a deduction."""

    board: Board
    model: str
    side: str
    """self | review | bonus | deductions: the table of `scores.toml`."""
    scored: Criterion | Extra
    language: str

    has_grounds = False

    @property
    def subject(self) -> Subject:
        """The model, and which of its points."""
        return Subject(key=SEPARATOR.join((self.model, self.side, self.scored.key)))

    @property
    def title(self) -> str:
        """Which model, points for what."""
        registrant = next(each.registrant for each in self.board.models if each.code == self.model)
        return f"{registrant} · {self.scored.name(self.language)}"

    @property
    def text(self) -> str:
        """The points now."""
        points = exact(self._found)
        return "" if points is None else phrases.points(points, self.language)

    def seen(self, text: str) -> Seen:
        """The total, grade and rank that these points make, over those of now."""
        try:
            decision = self.decision(text, Grounds())
        except NumberRefused as refused:
            return Seen(refusal=texts.tell(refused))
        points = self._points(text)
        given = phrases.points(points, self.language)
        most = phrases.points(self.scored.max, self.language)
        words = ngettext("{points} of {max} point", "{points} of {max} points", 1 if self.scored.max == 1 else 2)
        first = plain(words.format(points=given, max=most), "bold")
        now = self._standing(self.board)
        if decision is None:
            return Seen((first, plain(now)))
        was = plain(_("now {figure}").format(figure=now), "$gb-muted")
        return Seen((first, plain(self._standing(decision.on(self.board))), was))

    def decision(self, text: str, grounds: Grounds) -> ScoreDecision | None:
        """The new points, with those that were seen."""
        points, seen = self._points(text), exact(self._found)
        return None if points == seen else ScoreDecision(self._path, points, seen, grounds, self.board.year)

    def saved(self, text: str) -> str:
        """Whose points for what, and how many they are now."""
        return f"{self.title}: {phrases.points(self._points(text), self.language)}"

    @property
    def _path(self) -> tuple[str, ...]:
        return place_of_points(self.board.scores, self.model, self.side, self.scored.key)

    @property
    def _found(self) -> object:
        found: object = self.board.scores
        for key in self._path:
            found = found.get(key) if isinstance(found, Mapping) else None
        return found

    def _points(self, text: str) -> Decimal | None:
        plain_text = names.clean(text).strip()
        if not plain_text:
            return None
        points = Decimal(numbers.parse_exact(plain_text, decimals=PLACES)).scaleb(-PLACES)
        if points > self.scored.max:
            raise NumberRefused(OUT_OF_RANGE, text=plain_text, max=phrases.points(self.scored.max, self.language))
        return points

    def _standing(self, board: Board) -> str:
        """Total, grade and rank, or what keeps the model from having them."""
        scheme = judged(self.board).scheme
        scores, _problems = scores_of(board.scores, scheme, board.models)
        evaluation = next(each for each in evaluate_all(board.models, scheme, scores) if each.model.code == self.model)
        of = sum(each.kind == evaluation.model.kind for each in board.models)
        return evaluation_words(evaluation, of, self.language)
