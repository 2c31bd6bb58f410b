"""What stands beside the agenda: what an item is about in words, the matters that belong to it, what was said."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from tui import phrases
from tui.screens import meeting_words as words
from tui.texts import _
from tui.ward.board import Board, Figure, Status
from tui.ward.matters import Matter, history, matters, open_items
from tui.ward.meeting import Conclusion, Difficulty, Item, Meeting, Part
from tui.widgets.frame import plain
from tui.widgets.roles import ROLES

MOST_LAGS = 5


@dataclass(frozen=True, slots=True)
class About:
    """What is shown of an item, or of a meeting."""

    lines: Sequence[Content]
    matters: Sequence[Matter] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Describer:
    """Describes items on a board; on the projector it names nobody."""

    board: Board
    meetings: Sequence[Meeting]
    language: str
    projector: bool

    def meeting(self, meeting: Meeting) -> About:
        """A meeting: its particulars, and all that was raised and concluded in it."""
        own = [matter for matter in matters(self.meetings) if matter.ref.meeting == meeting.id]
        return About(self._particulars(meeting), own)

    def item(self, meeting: Meeting, item: Item) -> About:
        """An item of the agenda."""
        title = plain(words.item_title(item, self.board), "bold")
        match item.part:
            case Part.OPENING:
                return About(self._particulars(meeting), (), item.note)
            case Part.LAST:
                return About([title], self._earlier(meeting), item.note)
            case Part.RESULTS if item.indicator:
                lines = [title, *self._result(item.indicator)]
                return About(lines, self._about_indicator(meeting, item.indicator), item.note)
            case Part.GROUP if item.group:
                lags = [self._lag(figure) for figure in self._behind(item.group)[:MOST_LAGS]]
                return About([title, *lags], history(self.meetings, item.group, meeting.date), item.note)
            case Part.ANSWERS:
                return About([title], self._own(meeting, Difficulty), item.note)
            case Part.CONCLUSIONS:
                return About([title], self._own(meeting, Conclusion), item.note)
        return About([title], (), item.note)

    def _earlier(self, meeting: Meeting) -> list[Matter]:
        """What was open when the meeting began, as it stands now."""
        before = [each for each in self.meetings if each.id != meeting.id and each.date <= meeting.date]
        now = {matter.ref: matter for matter in matters([*before, meeting])}
        return [now[matter.ref] for matter in open_items(before, meeting.date)]

    def _own(self, meeting: Meeting, kind: type[Difficulty] | type[Conclusion]) -> list[Matter]:
        found = matters(self.meetings, meeting.date)
        return [matter for matter in found if matter.ref.meeting == meeting.id and isinstance(matter.said, kind)]

    def _about_indicator(self, meeting: Meeting, indicator: str) -> list[Matter]:
        found = matters(self.meetings, meeting.date)
        return [matter for matter in reversed(found) if matter.said.indicator == indicator]

    def _particulars(self, meeting: Meeting) -> list[Content]:
        """When, where, who."""
        rows = [
            (_("Place"), meeting.place),
            (_("Present"), words.attendance(meeting)),
            (_("Absent"), meeting.absent),
        ]
        if not self.projector:
            rows[1:1] = [(_("Chair"), meeting.chair), (_("Secretary"), meeting.secretary)]
        title = plain(words.meeting_title(meeting), "bold")
        return [title, *(_labelled(label, value or phrases.NOTHING) for label, value in rows)]

    def _result(self, key: str) -> list[Content]:
        """The ward's figure, and how many groups stand how."""
        figure = self.board.figures.get((None, key))
        if figure is None:
            return []
        indicator = self.board.indicator(key)
        amount = phrases.with_unit(figure.actual, indicator, self.language, figure.bound)
        base = f" / {phrases.with_unit(figure.base, indicator, self.language)}" if figure.base else ""
        lines = [Content.assemble(plain(f"{amount}{base}  "), *self._verdict(figure))]
        if indicator.scope == "groups":
            tally = self.board.tally(key)
            known = (status for status in Status if tally[status])
            counts = (f"{status.glyph} {phrases.status_word(status)} {tally[status]}" for status in known)
            lines.append(plain("   ".join(counts), "$gb-muted"))
        return lines

    def _verdict(self, figure: Figure) -> list[Content]:
        words_ = f"{phrases.percent(figure, self.language)} {figure.status.glyph} {phrases.status_word(figure.status)}"
        return [plain(words_, f"bold $gb-{ROLES[figure.status]}")]

    def _behind(self, group: str) -> list[Figure]:
        """The figures of a group that are behind, the furthest first."""
        figures = (figure for (code, _key), figure in self.board.figures.items() if code == group)
        behind = [figure for figure in figures if figure.status is Status.BEHIND]
        return sorted(behind, key=lambda figure: figure.ratio or 0)

    def _lag(self, figure: Figure) -> Content:
        """One thing in which a group is behind."""
        name = self.board.indicator(figure.indicator).name(self.language)
        return Content.assemble(
            plain(f"{figure.status.glyph} {phrases.percent(figure, self.language)} ", "$gb-bad"), plain(name)
        )


def _labelled(label: str, value: str) -> Content:
    return Content.assemble(plain(f"{label}: ", "$gb-muted"), plain(value))
