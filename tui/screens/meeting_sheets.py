"""The forms of a meeting by their names: what each asks for, and the step it makes of what is typed.

A form is named by texts, ("conclusion", "k-2", "", ""), so that it can be opened again after a dropped line.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tui.errors import N_
from tui.screens import clock
from tui.screens import meeting_fields as fields
from tui.screens import meeting_words as words
from tui.screens.form import Field
from tui.screens.steps import Step
from tui.texts import _
from tui.ward import proceedings
from tui.ward.board import Board
from tui.ward.matters import Matter, matters
from tui.ward.meeting import Act, Conclusion, Difficulty, Meeting
from tui.ward.numbers import parse_date

Typed = Mapping[str, str]

Said = TypeVar("Said", Difficulty, Conclusion)

OF_SIGNED = ("number", "supplement")
"""What may still be done to signed minutes."""

PARTICULAR_WORDS = {
    "date": N_("Day"),
    "kind": N_("Kind"),
    "place": N_("Place"),
    "chair": N_("Chair"),
    "secretary": N_("Secretary"),
    "present": N_("Present"),
    "invited": N_("Invited"),
    "absent": N_("Absent"),
}


def difficulty(said: Difficulty) -> Sequence[str]:
    """The form of a difficulty or proposal; a new one without a key."""
    return "difficulty", said.key, said.group or "", said.indicator or ""


def conclusion(said: Conclusion) -> Sequence[str]:
    """The form of a conclusion; a new one without a key."""
    return "conclusion", said.key, said.group or "", said.indicator or ""


def corrected(meeting: Meeting, board: Board) -> Mapping[str, str]:
    """What a supplement can correct, by its key: what was said, the particulars, the agenda."""
    said = {each.key: each.text for each in meeting.entries}
    items = {item.key: words.item_title(item, board) for item in meeting.items}
    return {**said, **{name: _(words_) for name, words_ in PARTICULAR_WORDS.items()}, **items}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form before it shows."""

    title: str
    lines: Sequence[Field]
    step: Callable[[Typed], Step]
    """Makes a step of what was typed; raises `GiaoBanError` for what it cannot be made of."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """The forms of a meeting."""

    meeting: Meeting
    meetings: Sequence[Meeting]
    board: Board

    def of(self, form: Sequence[str]) -> Sheet | None:
        """The form of that name; None where what it is about is not there any more."""
        match [*form]:
            case ["note", item]:
                return self._note(item)
            case ["particulars"]:
                return self._particulars()
            case ["difficulty", key, group, indicator]:
                return self._difficulty(self._noted(key, Difficulty("", "", group or None, indicator or None)))
            case ["conclusion", key, group, indicator]:
                new = Conclusion("", "", group=group or None, indicator=indicator or None)
                return self._conclusion(self._noted(key, new))
            case ["act", ref, act] if act in {*Act}:
                found = (each for each in matters(self.meetings) if str(each.ref) == ref)
                return next((self._act(matter, Act(act)) for matter in found), None)
            case ["sign"]:
                return self._sign()
            case ["number"]:
                return self._number()
            case ["supplement", corrects]:
                return self._supplement(corrects)
        return None

    def _noted(self, key: str, new: Said) -> Said:
        return next((each for each in self.meeting.entries if each.key == key and isinstance(each, type(new))), new)

    def _note(self, key: str) -> Sheet | None:
        item = next((each for each in self.meeting.items if each.key == key), None)
        if item is None:
            return None

        def step(typed: Typed) -> Step:
            return lambda meeting: proceedings.note(meeting, key, typed["text"])

        line = fields.sentence("text", _("What was said"), item.note)
        return Sheet(words.item_title(item, self.board), [line], step)

    def _particulars(self) -> Sheet:
        def step(typed: Typed) -> Step:
            particulars = fields.particulars(typed)
            return lambda meeting: proceedings.describe(meeting, **particulars)

        return Sheet(words.meeting_title(self.meeting), fields.particulars_fields(self.meeting), step)

    def _difficulty(self, said: Difficulty) -> Sheet:
        def step(typed: Typed) -> Step:
            entry = fields.difficulty(said, typed, self.board)
            return lambda meeting: proceedings.enter(meeting, entry)

        title = fields.title(_("Difficulty or proposal"), said, self.board)
        return Sheet(title, fields.difficulty_fields(said, self.board), step)

    def _conclusion(self, said: Conclusion) -> Sheet:
        def step(typed: Typed) -> Step:
            entry = fields.conclusion(said, typed, self.meeting.date)
            return lambda meeting: proceedings.enter(meeting, entry)

        return Sheet(fields.title(_("Conclusion"), said, self.board), fields.conclusion_fields(said), step)

    def _act(self, matter: Matter, act: Act) -> Sheet:
        """The sentence that goes with an act, and the day of an extension."""
        until = [Field("deadline", _("Until"), hint=fields.A_DAY)] if act is Act.ASKED else []

        def step(typed: Typed) -> Step:
            day = fields.day(typed.get("deadline", ""), self.meeting.date)
            return lambda meeting: proceedings.act(meeting, matter.ref, act, typed["text"], day)

        title = f"{_(words.ACT_WORDS[act])}: {matter.said.text}"
        return Sheet(title, [*until, fields.sentence("text", _("What was said"))], step)

    def _sign(self) -> Sheet:
        def step(typed: Typed) -> Step:
            return lambda meeting: proceedings.sign(meeting, typed["signer"], clock.now())

        title = _("Sign the minutes: nothing in them can be changed afterwards")
        return Sheet(title, [fields.person("signer", _("Who signs"), self.meeting.chair)], step)

    def _number(self) -> Sheet:
        def step(typed: Typed) -> Step:
            day = parse_date(typed["day"], self.meeting.date.year)
            return lambda meeting: proceedings.number_notice(meeting, typed["number"], day)

        lines = [
            Field("number", _("Number"), hint=fields.NUMBERS[self.meeting.kind]),
            Field("day", _("Day"), hint=fields.A_DAY),
        ]
        return Sheet(_("Number and day of the notice of conclusions"), lines, step)

    def _supplement(self, corrects: str) -> Sheet | None:
        title = corrected(self.meeting, self.board).get(corrects)
        if title is None:
            return None

        def step(typed: Typed) -> Step:
            return lambda meeting: proceedings.supplement(meeting, corrects, typed["text"], typed["by"], clock.now())

        lines = [fields.sentence("text", _("It should say")), fields.person("by", _("Who adds it"))]
        return Sheet(title, lines, step)
