"""The frame of every screen: title and date of the figures, tabs, status line, key bar; one line each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive, var
from textual.widget import Widget

from tui import phrases
from tui.errors import N_
from tui.keys import Key
from tui.texts import _, ngettext
from tui.ward.board import Board

TABS = (
    ("1", "overview", N_("Overview")),
    ("2", "groups", N_("Groups")),
    ("3", "funds", N_("Funds")),
    ("4", "environment", N_("Environment")),
    ("5", "evaluation", N_("Evaluation")),
    ("6", "meeting", N_("Meeting")),
    ("7", "check", N_("Check")),
)
"""Digit key, screen and name of each tab."""


PART = " · "
"""Stands between the parts of a line, of which the last says least."""


def plain(text: str, style: str = "") -> Content:
    """Content of a text from anywhere: never read as markup."""
    return Content.styled(text, style)


class Line(Widget):
    """One line of words, left and right; on a narrow screen the right part gives way."""

    DEFAULT_CSS = "Line { height: 1; width: 1fr; padding: 0 1; }"

    auto_links: reactive[bool] = reactive(False)
    left: reactive[Content] = reactive(Content, layout=False)
    right: reactive[Content] = reactive(Content, layout=False)

    def render(self) -> Content:
        """Both parts, a gap between them as wide as the line allows."""
        return _beside(self.left, self.right, self.content_size.width)


def _beside(left: Content, right: Content, room: int) -> Content:
    left = left.truncate(room, ellipsis=True)
    right = right.truncate(max(0, room - left.cell_length - 1), ellipsis=True)
    return Content.assemble(left, " " * max(0, room - left.cell_length - right.cell_length), right)


class TitleBar(Line):
    """Which ward, which year, figures of which day; what is special about this session."""

    DEFAULT_CSS = "TitleBar { background: $gb-accent; color: $gb-on-accent; }"

    board: var[Board | None] = var(None)
    language: var[str] = var("vi")
    read_only: var[bool] = var(False)
    projector: var[bool] = var(False)
    unlocked: var[bool] = var(False)

    def watch_board(self) -> None:
        """Say which ward and day it is now."""
        self.refresh()

    def watch_projector(self) -> None:
        """Say that this is the projector's picture, or no longer."""
        self.refresh()

    def watch_unlocked(self) -> None:
        """Say that targets may be edited on the projector, or no longer."""
        self.refresh()

    def watch_language(self) -> None:
        """Say it in the other language."""
        self.refresh()

    def render(self) -> Content:
        """As much as fits: the day without its year, which stands before it, then nothing of the projector."""
        if self.board is None:
            return Content()
        full, short = phrases.title(self.board), phrases.title(self.board, short=True)
        notes = self._notes(self.board)
        all_notes = [*notes, _("projector")] if self.projector and not self.unlocked else notes
        ways = [(full, PART.join(all_notes)), (short, PART.join(all_notes)), (full, PART.join(notes))]
        room = self.content_size.width
        left, right = next((way for way in ways if cell_len(" ".join(way)) <= room), ways[-1])
        return _beside(plain(left, "bold"), plain(right), room)

    def _notes(self, board: Board) -> list[str]:
        notes = [_("may be edited")] if self.unlocked else []
        if board.as_of != board.newest:
            notes.append(_("not the newest"))
        if board.info.illustrative:
            notes.append(_("sample group figures"))
        if self.read_only:
            notes.append(_("read only"))
        return notes


class TabBar(Line):
    """The screens and their digits; the one that shows is marked by brackets as well as by colour."""

    DEFAULT_CSS = "TabBar { background: $gb-surface; color: $gb-muted; padding: 0 0 0 1; }"

    class Chosen(Message):
        """A tab was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    language: reactive[str] = reactive("vi", layout=False)

    def __init__(self, current: str) -> None:
        super().__init__()
        self.current = current
        self._ends: list[tuple[int, str]] = []

    def render(self) -> Content:
        """The tabs, closer together where there is less room: each in two cells, one between two, or brackets in it."""
        labels = [f"{digit} {_(label)}" for digit, _name, label in TABS]
        here = next((place for place, (_digit, name, _label) in enumerate(TABS) if name == self.current), None)
        room, least = self.content_size.width, sum(map(cell_len, labels)) + len(labels)
        is_wide, is_apart = least + len(labels) <= room, least + 1 <= room
        parts: list[Content] = []
        self._ends = []
        end = 1
        for place, label in enumerate(labels):
            left, right = ("[", "]") if place == here else (" ", " ") if is_wide else ("", "")
            is_beside = not is_apart and here in (place, place - 1)
            gap = "" if is_wide or not place or is_beside else " "
            text = f"{gap}{left}{label}{right}"
            parts.append(plain(text, "bold $gb-accent" if place == here else ""))
            end += len(text)
            self._ends.append((end, TABS[place][1]))
        tabs = Content.assemble(*parts).truncate(room, ellipsis=True)
        return Content.assemble(tabs, " " * max(0, room - tabs.cell_length))

    def on_click(self, event: Click) -> None:
        """Choose the tab under the pointer."""
        for end, name in self._ends:
            if event.x < end:
                self.post_message(self.Chosen(name))
                return


def fitting(words: Sequence[str], room: int) -> str:
    """The first of `words` that fits into so many cells; else as many parts of the last as do, and if need be cut."""
    if not words:
        return ""
    found = next((each for each in words if cell_len(each) <= room), words[-1])
    while cell_len(found) > room and PART in found:
        found = found.rpartition(PART)[0]
    return plain(found).truncate(room, ellipsis=True).plain


class StatusLine(Line):
    """What is under the cursor in words, as full as the line allows; problems of the files always have room, right."""

    DEFAULT_CSS = "StatusLine { background: $gb-surface; color: $gb-text; }"

    board: var[Board | None] = var(None)
    language: var[str] = var("vi")
    words: reactive[Sequence[str]] = reactive((), layout=False)
    """What is said, in full and then shorter and shorter."""

    def watch_board(self) -> None:
        """Count the problems."""
        self._say()

    def watch_language(self) -> None:
        """Say it in the other language."""
        self._say()

    def _say(self) -> None:
        count = self.board.problem_count if self.board else 0
        words = ngettext("{count} faulty line", "{count} faulty lines", count).format(count=count)
        self.right = plain(f"! {words}", "bold $gb-bad") if count else Content()

    def render(self) -> Content:
        """The fullest words that the problems leave room for."""
        room = self.content_size.width - self.right.cell_length
        left = plain(fitting(self.words, max(0, room - 1)))
        return Content.assemble(left, " " * max(0, room - left.cell_length), self.right)


class KeyBar(Line):
    """The keys that work here and now: help, those of this screen, those of every screen; as many as fit."""

    DEFAULT_CSS = "KeyBar { background: $gb-background; color: $gb-muted; }"

    language: var[str] = var("vi")
    labels: reactive[Mapping[str, str]] = reactive[Mapping[str, str]]({}, layout=False)
    """By a key's id its label (msgid) where it does something else as the screen stands."""
    idle: reactive[frozenset[str]] = reactive(frozenset, layout=False)
    """Ids of the keys that do nothing now."""

    def __init__(self, keys: Iterable[Key]) -> None:
        super().__init__()
        keys = tuple(keys)
        here = {key.scope for key in keys}
        shown = sorted(
            (key for key in keys if key.bar),
            key=lambda key: (
                key.id != "help",
                key.scope != "grid" or not here.isdisjoint(key.yields),
                key.scope == "app",
            ),
        )
        self.keys = tuple(key for key in shown if key.id != "quit")
        self.last = tuple(key for key in shown if key.id == "quit")
        self.instead = {key.instead: key for key in keys if key.instead}

    def watch_language(self) -> None:
        """Write the labels in the language."""
        self.refresh()

    def render(self) -> Content:
        """Caps and labels until the line is full, the way out at the right end."""
        room = self.content_size.width
        last = Content("  ").join(map(self._labelled, self.last))
        used, pieces = last.cell_length, []
        for piece in map(self._labelled, self._working()):
            used += piece.cell_length + 2
            if used > room:
                break
            pieces.append(piece)
        shown = Content("  ").join(pieces)
        return Content.assemble(shown, " " * max(0, room - shown.cell_length - last.cell_length), last)

    def _working(self) -> Iterator[Key]:
        """The keys that do something now; in the place of one that does not, the key that stands in for it."""
        for key in self.keys:
            found = key if key.id not in self.idle else self.instead.get(key.id)
            if found is not None and found.id not in self.idle:
                yield found

    def _labelled(self, key: Key) -> Content:
        label = self.labels.get(key.id, key.label)
        return Content.assemble(plain(key.bar_cap or key.cap, "bold $gb-text"), " ", plain(_(label)))


class Rule(Widget):
    """A thin line across."""

    DEFAULT_CSS = "Rule { height: 1; color: $gb-line; }"

    def render(self) -> Content:
        """As wide as the room."""
        return Content("─" * self.size.width)
