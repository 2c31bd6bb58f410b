"""The lines of a meeting's forms, and what is made of what was typed into them.

What was typed is refused with a `GiaoBanError` that says what was expected.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date

from tui.errors import NumberRefused
from tui.screens import meeting_words as words
from tui.screens.form import Field
from tui.texts import _, language
from tui.ward.board import Board
from tui.ward.finder import pick_group
from tui.ward.meeting import KIND_WORDS, Conclusion, Difficulty, Kind, Meeting
from tui.ward.numbers import format_date, parse_date, parse_exact
from tui.ward.persons import initialled, office

A_DAY = "30/11"

NUMBERS = {
    Kind.PARTY: "07-TB/ĐU",
    Kind.COMMITTEE: "07/TB-UBND",
    Kind.FRONT: "07/TB-MTTQ-BTT",
    Kind.BLOC: "07-TB/KDV",
    Kind.EXTRAORDINARY: "07/TB-UBND",
}
"""How a notice is numbered, by who reviews."""


def title(what: str, said: Difficulty | Conclusion, board: Board) -> str:
    """What is asked for, and about what."""
    return ": ".join(filter(None, (what, words.about(said.group, said.indicator, board))))


def sentence(name: str, label: str, value: str = "") -> Field:
    """A line for a sentence, which one goes on with."""
    return Field(name, label, value, goes_on=True)


def person(name: str, label: str, value: str = "") -> Field:
    """A line for whoever does something."""
    return Field(name, label, value, is_person=True)


def in_public(field: Field) -> Field:
    """The line as everybody may see it: one that names people shows their initials, and stays what nothing replaces."""
    seen = office(field.value) if field.is_person else initialled(field.value)
    return field if seen == field.value else replace(field, value="", hint=seen, stays=field.value)


def difficulty_fields(said: Difficulty, board: Board) -> list[Field]:
    """What, whether it is a proposal, whose."""
    kinds = {"difficulty": _("difficulty"), "proposal": _("proposal")}
    return [
        sentence("text", _("What"), said.text),
        Field("kind", _("Kind"), "proposal" if said.proposal else "difficulty", choices=kinds),
        Field("group", _("Whose"), words.about(said.group, None, board), _("the ward's own")),
    ]


def difficulty(said: Difficulty, typed: Mapping[str, str], board: Board) -> Difficulty:
    """`said` as it was typed."""
    group = said.group
    if typed["group"] != words.about(group, None, board):
        group = pick_group(board, typed["group"]).code if typed["group"] else None
    return replace(said, text=typed["text"], proposal=typed["kind"] == "proposal", group=group)


def conclusion_fields(said: Conclusion) -> list[Field]:
    """What, who, until when, or that no task follows."""
    return [
        sentence("text", _("What"), said.text),
        person("owner", _("Who"), said.owner),
        Field("deadline", _("Until"), format_date(said.deadline, language()) if said.deadline else "", A_DAY),
        Field("task", _("Task"), "task" if said.task else "none", choices={"task": _("a task"), "none": _("no task")}),
    ]


def conclusion(said: Conclusion, typed: Mapping[str, str], near: date) -> Conclusion:
    """`said` as it was typed; its deadline lies behind the day `near`."""
    if typed["task"] == "none":
        return replace(said, text=typed["text"], owner="", deadline=None, task=False)
    return replace(said, text=typed["text"], owner=typed["owner"], deadline=day(typed["deadline"], near), task=True)


def particulars_fields(meeting: Meeting) -> list[Field]:
    """Kind, place, chair, secretary, who was there."""
    return [
        Field("kind", _("Kind"), meeting.kind, choices={kind: _(KIND_WORDS[kind]) for kind in Kind}),
        Field("place", _("Place"), meeting.place),
        person("chair", _("Chair"), meeting.chair),
        person("secretary", _("Secretary"), meeting.secretary),
        Field("present", _("Present"), _number(meeting.present)),
        Field("invited", _("Invited"), _number(meeting.invited)),
        sentence("absent", _("Absent"), meeting.absent),
    ]


def particulars(typed: Mapping[str, str]) -> dict[str, object]:
    """The particulars that were typed, by their names."""
    counts = {name: parse_exact(typed[name]) if typed[name] else None for name in ("present", "invited")}
    return {**typed, "kind": Kind(typed["kind"]), **counts}


def day(text: str, near: date) -> date | None:
    """The day that a text names; one without a year that lies before `near` is next year's."""
    if not text:
        return None
    with suppress(NumberRefused):
        return parse_date(text)
    found = parse_date(text, near.year)
    return found if found >= near else parse_date(text, near.year + 1)


def _number(count: int | None) -> str:
    return "" if count is None else str(count)
