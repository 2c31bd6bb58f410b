"""What a meeting's papers tell of it, part by part: each part is what a template has between braces on a line."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tui.office.paper import Block, Column, Paragraph, Style, Table
from tui.office.words import Words, filled
from tui.ward.board import Board
from tui.ward.matters import Matter, Standing, matters, open_items
from tui.ward.meeting import Act, Action, Conclusion, Difficulty, Item, Meeting, Part, Supplement
from tui.ward.numbers import format_date, long_date

LANGUAGE = "vi"
"""Papers are in it, whatever the screen speaks."""

AMOUNTS = ("result", "base", "percent")
"""Columns whose cells stand to the right."""

Parts = Mapping[str, Callable[[], Sequence[Block]]]


@dataclass(frozen=True, slots=True)
class Record:
    """A meeting with all that its papers need: the meetings before it, and the board, which gives names."""

    meeting: Meeting
    meetings: Sequence[Meeting]
    board: Board
    words: Words

    def parts(self) -> Parts:
        """The parts by the names that templates have for them."""
        return {
            "earlier": self.earlier,
            "figures": self.figures,
            "changes": self.changes,
            "difficulties": self.difficulties,
            "opinions": self.opinions,
            "conclusions": self.conclusions,
            "statements": self.statements,
            "tasks": self.tasks,
            "supplements": self.supplements,
        }

    def earlier(self) -> Sequence[Block]:
        """The tasks that were still open when the meeting began, and where it left them."""
        were_open = {each.ref for each in open_items(self._before(), self.meeting.date)}
        tasks = [each for each in self._matters() if each.ref in were_open and isinstance(each.said, Conclusion)]
        rows = [
            (str(number), task.said.text, format_date(task.day, LANGUAGE), task.owner, *self._standing(task))
            for number, task in enumerate(tasks, start=1)
        ]
        shares = {"number": 12, "conclusion": 46, "meeting": 25, "owner": 28, "deadline": 25, "standing": 29}
        return self._table(shares, rows)

    def figures(self) -> Sequence[Block]:
        """The figures that the meeting saw, in the order of the catalogue."""
        order = {each.key: at for at, each in enumerate(self.board.indicators)}
        shown = sorted(self.meeting.figures, key=lambda each: order.get(each.key, len(order)))
        rows = [
            (str(number), each.name, each.result, each.base, each.percent) for number, each in enumerate(shown, start=1)
        ]
        return self._table({"number": 12, "indicator": 52, "result": 40, "base": 38, "percent": 23}, rows)

    def changes(self) -> Sequence[Block]:
        """The targets and scores that the meeting changed."""
        rows = [
            (str(number), each.what, each.old, each.new, each.reason)
            for number, each in enumerate(self.meeting.changes, start=1)
        ]
        table = self._table({"number": 12, "what": 60, "old": 31, "new": 31, "reason": 31}, rows)
        return [Paragraph(self.words.text("words", "changes")), *table] if table else []

    def difficulties(self) -> Sequence[Block]:
        """What was raised here, or raised earlier and taken up again, each with what was said to it."""
        taken_up = {each.of for each in self.meeting.actions}
        found = [
            each
            for each in self._matters()
            if isinstance(each.said, Difficulty) and (each.ref.meeting == self.meeting.id or each.ref in taken_up)
        ]
        return [Paragraph(f"- {self._difficulty(each)}", Style.ENTRY) for each in found]

    def opinions(self) -> Sequence[Block]:
        """What the secretary noted of each item, in the order of the agenda."""
        noted = (each for each in self.meeting.items if each.note)
        return [Paragraph(f"- {self._title(each)}: {_sentence(each.note)}", Style.ENTRY) for each in noted]

    def conclusions(self) -> Sequence[Block]:
        """The conclusions, numbered, with who does them until when."""
        return [
            Paragraph(f"{number}. {self._conclusion(each)}", Style.ENTRY)
            for number, each in enumerate(self.meeting.conclusions, start=1)
        ]

    def statements(self) -> Sequence[Block]:
        """The conclusions that are no tasks."""
        return [
            Paragraph(f"- {_sentence(each.text)}", Style.ENTRY) for each in self.meeting.conclusions if not each.task
        ]

    def tasks(self) -> Sequence[Block]:
        """The conclusions that are tasks."""
        tasks = [each for each in self.meeting.conclusions if each.task]
        rows = [
            (str(number), each.text, each.owner, format_date(each.deadline, LANGUAGE) if each.deadline else "")
            for number, each in enumerate(tasks, start=1)
        ]
        return self._table({"number": 12, "conclusion": 82, "owner": 46, "deadline": 25}, rows)

    def supplements(self) -> Sequence[Block]:
        """What corrects the minutes since they were signed."""
        return [Paragraph(f"- {_sentence(self._supplement(each))}", Style.ENTRY) for each in self.meeting.supplements]

    def _before(self) -> Sequence[Meeting]:
        return [each for each in self.meetings if each.when < self.meeting.when]

    def _matters(self) -> tuple[Matter, ...]:
        """All matters as this meeting left them."""
        return matters([*self._before(), self.meeting])

    def _standing(self, task: Matter) -> tuple[str, str]:
        """A task's deadline, and where it stands after the meeting; also until when more time is asked for."""
        standings = [task.standing(self.meeting.date)]
        last = task.events[-1].action if task.events else None
        if last is not None and last.act == Act.ASKED and standings != [Standing.ASKED]:
            standings.append(Standing.ASKED)
        deadline, asked = _day(task.deadline), _day(last.deadline if last else None)
        told = (filled(self.words.text("standings", each), {"date": deadline, "asked": asked}) for each in standings)
        said = (each.text for each in self.meeting.actions if each.of == task.ref)
        return deadline, " ".join(_sentence(each) for each in (*told, *said) if each)

    def _difficulty(self, matter: Matter) -> str:
        said = matter.said
        about = [self._group(said.group), self._indicator(said.indicator)]
        if isinstance(said, Difficulty) and said.proposal:
            about.append(self.words.text("words", "proposal"))
        answers = (each for action in self.meeting.actions if action.of == matter.ref for each in self._answer(action))
        return " ".join([f"{', '.join(filter(None, about))}: {_sentence(said.text)}", *map(_sentence, answers)])

    def _answer(self, action: Action) -> Sequence[str]:
        """What became of a difficulty, and what was said to that, where its words have no place for it."""
        words = self.words.text("acts", action.act)
        own = [action.text] if action.text and "{text}" not in words else []
        return [filled(words, {"text": action.text}), *own]

    def _conclusion(self, said: Conclusion) -> str:
        if not said.task:
            return f"{_sentence(said.text)} {self.words.text('words', 'no_task')}"
        blank = self.words.text("words", "blank")
        owner = filled(self.words.text("words", "owner"), {"owner": said.owner or blank})
        day = long_date(said.deadline) if said.deadline else blank
        return " ".join((_sentence(said.text), owner, filled(self.words.text("words", "deadline"), {"date": day})))

    def _supplement(self, said: Supplement) -> str:
        at = long_date(said.at.date()) if said.at else self.words.text("words", "blank")
        fields = {"at": at, "by": said.by, "corrects": self._corrected(said.corrects), "text": said.text}
        return filled(self.words.text("words", "supplement"), fields)

    def _corrected(self, key: str) -> str:
        """What a supplement corrects, as people call it."""
        if name := self.words.text("particulars", key):
            return name
        for item in self.meeting.items:
            if item.key == key:
                return filled(self.words.text("words", "part"), {"title": self._title(item)})
        prefix, _, number = key.partition("-")
        return filled(self.words.text("entries", prefix), {"number": number}) or key

    def _title(self, item: Item) -> str:
        if item.part == Part.GROUP:
            return self._group(item.group)
        return item.title or self._indicator(item.indicator) or self.words.text("parts", item.part)

    def _group(self, code: str | None) -> str:
        """The name of a group, or of the ward for None; a code that the board has not stays as it is."""
        info = self.board.info
        if code is None:
            return f"{info.kind[:1].upper()}{info.kind[1:]} {info.name}"
        return next((each.name for each in self.board.groups if each.code == code), code)

    def _indicator(self, key: str | None) -> str:
        return next((each.name(LANGUAGE) for each in self.board.indicators if each.key == key), key or "")

    def _table(self, shares: Mapping[str, int], rows: Sequence[Sequence[str]]) -> Sequence[Block]:
        """A table of the columns that `shares` names, with their part of its width; none without rows."""
        columns = [Column(self.words.text("columns", key), share, key in AMOUNTS) for key, share in shares.items()]
        return [Table(columns, rows)] if rows else []


def _sentence(text: str) -> str:
    """`text` with a capital and a full stop."""
    tidy = text.strip()
    return f"{tidy[:1].upper()}{tidy[1:]}{'' if tidy.endswith(('.', '!', '?', '…')) else '.'}"


def _day(day: date | None) -> str:
    return format_date(day, LANGUAGE) if day else ""
