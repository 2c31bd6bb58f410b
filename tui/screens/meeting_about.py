"""What stands beside the agenda: what an item is about in words, the matters that belong to it, what was said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content

from tui import phrases
from tui.errors import N_
from tui.screens import meeting_words as words
from tui.texts import _
from tui.ward import agenda
from tui.ward.board import Board, Figure
from tui.ward.judgement import judged
from tui.ward.matters import Matter, history, last_remark, matters, open_items
from tui.ward.meeting import Conclusion, Difficulty, Item, Meeting, Part
from tui.ward.numbers import short_date
from tui.widgets.frame import plain
from tui.widgets.paragraph import BETWEEN, in_lines
from tui.widgets.roles import ROLES

NOTHING = {
    Part.OPENING: N_("F2: place, chair, secretary, who is present"),
    Part.LAST: N_("Nothing is open from earlier meetings"),
    Part.RESULTS: N_("Nothing raised about it: F8 notes, F4 concludes"),
    Part.GROUP: N_("Nothing ever raised: F8 notes, F4 concludes"),
    Part.OTHER: N_("F2 writes down what is said"),
    Part.ANSWERS: N_("Nothing raised in this meeting: F8 notes"),
    Part.CONCLUSIONS: N_("Nothing concluded yet: F4 concludes"),
}
"""Of each part of the agenda what stands, or what to do, where nothing belongs to it."""

NOTHING_SAID = N_("Nothing was raised or concluded")


@dataclass(frozen=True, slots=True)
class About:
    """What is shown of an item, or of a meeting."""

    title: str
    lines: Sequence[Content] = ()
    matters: Sequence[Matter] = ()
    nothing: str = NOTHING_SAID
    """Msgid of what stands where there are no matters."""
    place: str = ""
    """Which item it is, and of which part."""
    figure: Figure | None = None
    """What the projector shows big."""


@dataclass(frozen=True, slots=True)
class Describer:
    """Describes items on a board; `public`, as on the projector, it names nobody."""

    board: Board
    meetings: Sequence[Meeting]
    language: str
    room: int
    """Cells of a line."""
    most: int
    """As many things to raise stand beside an item; 0 where there is only room for the ward's figure itself."""
    public: bool = False
    closed: bool = False
    """Whether nothing can be written down: no key that does is named."""

    def meeting(self, meeting: Meeting) -> About:
        """A meeting: its particulars, and all that was raised and concluded in it."""
        own = [matter for matter in matters(self.meetings) if matter.ref.meeting == meeting.id]
        still = [matter for matter in own if matter.is_open(self.board.as_of)]
        lines = [_labelled(words.state_of(meeting), words.came_of(meeting, len(still))), *self._particulars(meeting)]
        return About(words.meeting_title(meeting), lines, own)

    def item(self, meeting: Meeting, item: Item) -> About:
        """An item of the agenda."""
        said = [_labelled(_("Said"), words.wording(item.note, public=self.public))] if item.note else []
        return About(
            title=words.item_title(item, self.board, public=self.public),
            lines=[*self._lines(meeting, item), *said],
            matters=self._matters(meeting, item),
            nothing=NOTHING[item.part] if item.part is Part.LAST or not self.closed else NOTHING_SAID,
            place=words.item_place(item, meeting),
            figure=self._figure(item),
        )

    def _lines(self, meeting: Meeting, item: Item) -> Iterator[Content]:
        match item.part:
            case Part.OPENING:
                yield from self._particulars(meeting)
            case Part.RESULTS:
                if figure := self._figure(item):
                    yield from self._result(figure)
                yield from self._raised(item)
            case Part.GROUP if item.group:
                yield from self._raised(item)
                yield from self._before(meeting, item.group)
            case Part.CONCLUSIONS:
                yield from (_labelled(change.what, f"{change.old} → {change.new}") for change in meeting.changes)

    def _matters(self, meeting: Meeting, item: Item) -> Sequence[Matter]:
        match item.part:
            case Part.LAST:
                return self._earlier(meeting)
            case Part.RESULTS:
                found = matters(self.meetings, meeting.date)
                return [matter for matter in reversed(found) if matter.said.indicator == item.indicator]
            case Part.GROUP if item.group:
                return history(self.meetings, item.group, words.group_name(item.group, self.board), meeting.date)
            case Part.ANSWERS:
                return self._own(meeting, Difficulty)
            case Part.CONCLUSIONS:
                return self._own(meeting, Conclusion)
        return ()

    def _earlier(self, meeting: Meeting) -> list[Matter]:
        """What was open when the meeting began, as it stands now."""
        before = [each for each in self.meetings if each.when < meeting.when]
        now = {matter.ref: matter for matter in matters([*before, meeting])}
        return [now[matter.ref] for matter in open_items(before, meeting.date)]

    def _own(self, meeting: Meeting, kind: type[Difficulty] | type[Conclusion]) -> list[Matter]:
        found = matters(self.meetings, meeting.date)
        return [matter for matter in found if matter.ref.meeting == meeting.id and isinstance(matter.said, kind)]

    def _particulars(self, meeting: Meeting) -> Iterator[Content]:
        """Where, who."""
        yield _labelled(_("Place"), words.wording(meeting.place, public=self.public))
        yield _labelled(_("Chair"), words.person(meeting.chair, public=self.public))
        yield _labelled(_("Secretary"), words.person(meeting.secretary, public=self.public))
        yield _labelled(_("Present"), words.attendance(meeting))
        yield _labelled(_("Absent"), words.wording(meeting.absent, public=self.public))

    def _figure(self, item: Item) -> Figure | None:
        """The ward's figure of an item of results; of a group, the one that is the furthest behind."""
        match item.part:
            case Part.RESULTS if item.indicator:
                return self.board.figures.get((None, item.indicator))
            case Part.GROUP if item.group:
                behind = (each for each in self._to_raise(item) if each.kind is agenda.Kind.BEHIND)
                return next((self.board.figures.get((item.group, each.indicator or "")) for each in behind), None)
        return None

    def _result(self, figure: Figure) -> Iterator[Content]:
        """The ward's figure, and how many groups stand how."""
        indicator = self.board.indicator(figure.indicator)
        amounts = phrases.with_unit(figure.actual, indicator, self.language, figure.bound)
        if figure.base:
            amounts += f" / {phrases.with_unit(figure.base, indicator, self.language)}"
        verdict = f"{figure.status.glyph} {phrases.standing(figure, self.board)}"
        if figure.ratio is not None:
            verdict = f"{phrases.percent(figure, self.language)} {verdict}"
        between = BETWEEN if cell_len(amounts + BETWEEN + verdict) <= self.room else "\n"
        yield Content.assemble(plain(amounts + between, "bold"), plain(verdict, f"bold $gb-{ROLES[figure.status]}"))
        if indicator.scope == "groups" and self.most:
            yield plain(in_lines(phrases.tally(self.board, indicator.key), self.room), "$gb-muted")

    def _raised(self, item: Item) -> Iterator[Content]:
        """What the figures give to raise about the item, each with its figure, the worst first."""
        own = self._to_raise(item)
        # The last one takes no more room than the words that it was left out.
        told = own[: self.most + (len(own) == self.most + 1)] if self.most else []
        for raised in told:
            reason = phrases.raised_reason(raised, self.board, self.language)
            text = ": ".join(filter(None, (self._about(raised) if item.group else raised.subject, reason)))
            yield Content.assemble(plain(f"{raised.glyph} ", "$gb-bad"), plain(words.wording(text, public=self.public)))
        if told and len(own) > len(told):
            yield plain(_("and {count} more").format(count=len(own) - len(told)), "$gb-muted")

    def _to_raise(self, item: Item) -> Sequence[agenda.Item]:
        """What the figures give to raise about a group, each by itself, or about an indicator; the worst first."""
        found = judged(self.board).items
        if item.group:
            parts = (part for whole in found for part in (whole.parts or (whole,)))
            return [part for part in parts if part.group == item.group]
        return [whole for whole in found if whole.indicator == item.indicator]

    def _about(self, raised: agenda.Item) -> str:
        return self.board.indicator(raised.indicator).name(self.language) if raised.indicator else _(raised.heading)

    def _before(self, meeting: Meeting, group: str) -> Iterator[Content]:
        """What was said about the group in an earlier meeting."""
        earlier = [each for each in self.meetings if each.when < meeting.when]
        if remark := last_remark(earlier, group):
            day = short_date(remark.day)
            yield _labelled(_("Said on {day}").format(day=day), words.wording(remark.text, public=self.public))


def _labelled(label: str, value: str) -> Content:
    return Content.assemble(plain(f"{label}: ", "$gb-muted"), plain(value or phrases.NOTHING))
