"""`giaoban targets set|allocate|history|undo`: targets changed, looked back on and taken back without a screen.

Each answers a `Lookup` of what it did. What is saved goes the same way as from the screen, through `tui.store.edits`:
when a function here returns, the change is on disk.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path

from tui import change_words, phrases
from tui.errors import N_, NotFound, Refused
from tui.lookups import Lookup, heading, number
from tui.printing import Column, Page, Record, Table, Value
from tui.store import decisions, edits
from tui.store.edits import Conflict, Entry, Saved
from tui.store.keyed import Key as FilePath
from tui.store.keyed import as_float
from tui.store.session import Session
from tui.texts import _, language, ngettext
from tui.ward.allocate import BASIS_WORDS, WARD_ONLY, Basis, Plan, plan, usual_step
from tui.ward.board import Board, Group, Indicator, Key
from tui.ward.decisions import Grounds, decided
from tui.ward.expression import evaluate
from tui.ward.names import group_key
from tui.ward.numbers import parse_exact
from tui.ward.preview import Changes, Preview, preview
from tui.ward.target_amounts import amount_of

FILE = "targets.toml"

WHAT_WORDS = {"undo": N_("undone"), "redo": N_("done again")}


SEVERAL_CHANGED = N_("{count} values have changed since, so nothing was saved:\n{values}")
YOURS = N_("{sentence}; you wanted {mine}")


class Changed(Lookup):
    """`giaoban targets set`: one target before and after, and what that does."""

    fields: Sequence[str] = ("group", "indicator", "old", "new", "ratio", "status", "rank")

    def __init__(self, board: Board, changes: Changes, saved: Saved | None) -> None:
        self.board = board
        self.seen = preview(board, changes)
        self.indicator = board.indicator(self.seen.indicator)
        self.changes = changes
        self.saved = saved

    def records(self) -> list[Record]:
        """A record a target, with the figure that it makes."""
        return [self._record(at) for at in self.changes]

    def _record(self, at: Key) -> Record:
        figure = self.seen.figures[at]
        return {
            "group": figure.group,
            "indicator": figure.indicator,
            "old": number(self.board.figures[at].target, self.indicator),
            "new": number(figure.target, self.indicator),
            "ratio": figure.ratio,
            "status": figure.status.value,
            "rank": figure.rank,
        }

    def page(self) -> Page:
        """A line for the target, one for its figure, one for what is allocated."""
        yield from heading(self.board)
        for at in self.changes:
            yield from self._lines(at)
        yield from standing(self.board, self.seen)

    def _lines(self, at: Key) -> Iterator[str]:
        before, after = self.board.figures[at], self.seen.figures[at]
        old, new = (phrases.with_unit(figure.target, self.indicator, language()) for figure in (before, after))
        yield f"{phrases.subject(self.board, at[0])} · {self.indicator.name(language())}: {old} → {new}"
        verdict = [phrases.percent(after, language()), f"{after.status.glyph} {phrases.status_word(after.status)}"]
        if after.rank is not None:
            verdict.append(_("rank {rank} of {all}").format(rank=after.rank, all=len(self.board.residential)))
        yield " · ".join(verdict)

    def notices(self) -> Iterator[str]:
        """What is to be said besides the data."""
        if self.saved is None:
            yield _("nothing was saved: --dry-run")
        else:
            yield from saving_notices(self.board, self.saved)
        if self.indicator.of != "target":
            base = phrases.base_word(self.indicator, self.board, language())
            yield _("this indicator is held against {base}, whatever its target").format(base=base)


class Spread(Changed):
    """`giaoban targets allocate`: the targets of all groups before and after."""

    fields = ("group", "before", "after", "difference")

    def __init__(self, board: Board, planned: Plan, by: Basis, step: int, saved: Saved | None) -> None:
        super().__init__(board, changes_of(planned), saved)
        self.plan = planned
        self.by = by
        self.step = step

    def records(self) -> list[Record]:
        """A record a residential group."""
        return [
            {
                "group": row.group,
                "before": number(row.before, self.indicator),
                "after": number(row.after, self.indicator),
                "difference": number(row.difference, self.indicator),
            }
            for row in self.plan.rows
        ]

    def page(self) -> Page:
        """What is spread and how, a table of the groups, and what it would do."""
        yield from heading(self.board)
        yield _("{indicator}: {amount} spread {basis} in steps of {step}").format(
            indicator=self.indicator.name(language()),
            amount=self._amount(self.plan.total - self.plan.assigned),
            basis=_(BASIS_WORDS[self.by]),
            step=self._amount(self.step),
        )
        yield from self._remarks()
        yield ""
        titles = (_("Group"), _("Target now"), _("Target then"), _("Difference"))
        yield Table([Column(title, right=at > 0) for at, title in enumerate(titles)], list(self._rows()))
        yield ""
        yield from standing(self.board, self.seen)

    def _remarks(self) -> Iterator[str]:
        spread = self.plan.allocation
        if self.plan.assigned:
            yield _("assigned to others: {amount} of the ward's target").format(amount=self._amount(self.plan.assigned))
        if spread.odd:
            group, rest = self.board.group(spread.odd).name, self._amount(spread.values[spread.odd] % self.step)
            yield _("{group} gets {rest} that are no whole step").format(group=group, rest=rest)
        if spread.without:
            names = ", ".join(self.board.group(code).name for code in spread.without)
            yield _("Nothing to spread by is known of: {groups}; they get no target").format(groups=names)
        if count := len(spread.too_small):
            yield phrases.too_small(count)

    def _rows(self) -> Iterator[Sequence[str]]:
        for row in self.plan.rows:
            amounts = (phrases.amount(value, self.indicator, language()) for value in (row.before, row.after))
            difference = phrases.amount(row.difference, self.indicator, language()) if row.difference else ""
            yield row.group, *amounts, f"+{difference}" if row.difference > 0 else difference

    def _amount(self, value: int) -> str:
        return phrases.with_unit(value, self.indicator, language())


class History(Lookup):
    """`giaoban targets history`: every change of a target, newest first."""

    fields = ("at", "who", "group", "indicator", "old", "new", "reason")

    def __init__(
        self, board: Board, entries: Iterable[Entry], indicator: Indicator | None = None, group: Group | None = None
    ) -> None:
        self.board = board
        self.codes = codes_of(board)
        self.indicators = {each.key: each for each in board.indicators}
        changes = ((entry, *key_of(entry.path, self.codes)) for entry in entries if is_target(entry.path))
        self.entries = [
            entry
            for entry, code, key in changes
            if (group is None or code == group.code) and (indicator is None or key == indicator.key)
        ]

    def records(self) -> list[Record]:
        """A record a change; the group is null for the ward's own target."""
        return [self._record(entry) for entry in self.entries]

    def _record(self, entry: Entry) -> Record:
        group, indicator = key_of(entry.path, self.codes)
        return {
            "at": entry.at.isoformat(),
            "who": who(entry),
            "group": group,
            "indicator": indicator,
            "old": plain(entry.old),
            "new": plain(entry.new),
            "reason": entry.reason,
        }

    def page(self) -> Page:
        """One table, its times in the clock of this computer."""
        yield from heading(self.board)
        columns = (
            Column(_("When")),
            Column(_("Who"), least=8),
            Column(_("Group")),
            Column(_("Indicator"), least=12),
            Column(_("From"), right=True),
            Column(_("To"), right=True),
            Column(_("Reason"), least=0),
        )
        yield Table(columns, [self._row(entry) for entry in self.entries])

    def _row(self, entry: Entry) -> Sequence[str]:
        group, key = key_of(entry.path, self.codes)
        indicator = self.indicators.get(key)
        return (
            f"{entry.at.astimezone():%d/%m/%Y %H:%M}",
            who(entry) or _("without the app"),
            group or _("ward"),
            indicator.name(language()) if indicator else key,
            _told(entry.old, indicator),
            _told(entry.new, indicator),
            entry.reason or _(WHAT_WORDS.get(entry.what, "")),
        )


class Undone(History):
    """`giaoban targets undo`: the values that are back."""

    def __init__(self, board: Board, saved: Saved) -> None:
        # Taken back last first; shown as they were made.
        super().__init__(board, reversed(saved.entries))
        self.saved = saved

    def notices(self) -> Iterator[str]:
        """What is to be said besides the data."""
        count = len(self.entries)
        yield ngettext("{count} target is as it was before", "{count} targets are as they were before", count).format(
            count=count
        )
        yield from saving_notices(self.board, self.saved)


def set_target(
    session: Session,
    board: Board,
    indicator: Indicator,
    group: Group | None,
    text: str,
    *,
    reason: str = "",
    dry_run: bool = False,
) -> Changed:
    """Give a group, or the ward, the target that `text` means (`expression.evaluate`); "" takes it away.

    Raises NumberRefused, `NotFound` where groups do not count that, `Refused` and `Conflict` as `edits.save` does.
    """
    at = (group.code if group else None, indicator.key)
    if at not in board.figures:
        raise NotFound(WARD_ONLY)
    target = evaluate(
        text,
        indicator=indicator,
        current=board.figures[at].target,
        households=(group or board).households,
        total=board.figures[None, indicator.key].target,
        groups=len(board.residential),
        language=language(),
    )
    changes = {at: target}
    return Changed(board, changes, None if dry_run else save(session, board, changes, reason))


def allocate(
    session: Session,
    board: Board,
    indicator: Indicator,
    by: Basis = Basis.HOUSEHOLDS,
    step: str | None = None,
    *,
    reason: str = "",
    dry_run: bool = False,
) -> Spread:
    """Spread the ward's own target over the residential groups; `step` is an amount as people write it.

    Raises as `allocate.plan` and `edits.save` do.
    """
    if step is None:
        size = usual_step(indicator)
    else:
        size = parse_exact(step, money=indicator.is_money, decimals=indicator.decimals)
    # Last year in full, where the board's own figures of it end at the same day.
    figures = session.board(date(board.year, 12, 31)).last_year if by == Basis.LAST_YEAR else None
    planned = plan(board, indicator, by, size, figures)
    reason = reason or _(BASIS_WORDS[by])
    saved = None if dry_run else save(session, board, changes_of(planned), reason)
    return Spread(board, planned, by, size, saved)


def history(session: Session, board: Board, indicator: Indicator | None = None, group: Group | None = None) -> History:
    """The changes of targets, newest first: of all, of one indicator, of one group, of both."""
    return History(board, edits.history(folder_of(session, board), FILE), indicator, group)


def undo(session: Session, board: Board) -> Undone:
    """Take back this user's newest change of targets; raises as `edits.undo` does."""
    with telling(board):
        return Undone(board, edits.undo(folder_of(session, board), file=FILE))


def save(session: Session, board: Board, changes: Changes, reason: str) -> Saved:
    """Save those of `changes` that differ from the board; raises as `decisions.save` does."""
    decision = decided(board, changes, Grounds(reason))
    if decision is None:
        return Saved()
    with telling(board):
        return decisions.save(folder_of(session, board), board, decision)


@contextmanager
def telling(board: Board) -> Iterator[None]:
    """Raise a `Conflict` over a target as a `Refused` that names group and indicator, not the place in the file."""
    try:
        yield
    except Conflict as conflict:
        if len(conflict.clashes) > 1:
            clashes = [change_words.contested(board, clash) for clash in conflict.clashes]
            values = [_(YOURS).format(sentence=phrases.contested(each), mine=each.mine) for each in clashes]
            raise Refused(SEVERAL_CHANGED, count=len(values), values="\n".join(values)) from conflict
        clash = conflict.clashes[0]
        at = key_of(clash.path, codes_of(board)) if is_target(clash.path) else None
        if at is None or at not in board.figures:
            raise
        indicator = board.indicator(at[1])
        words = {
            "key": f"{phrases.subject(board, at[0])} · {indicator.name(language())}",
            "mine": _told(clash.mine, indicator),
            "theirs": _told(clash.theirs, indicator),
        }
        raise Refused(conflict.msgid, **conflict.values | words) from conflict


def changes_of(planned: Plan) -> dict[Key, int | None]:
    """What a plan would set each group's target to."""
    return {(row.group, planned.indicator): row.after for row in planned.rows}


def standing(board: Board, seen: Preview) -> Iterator[str]:
    """What the new targets of an indicator come to, in a line or two."""
    indicator = board.indicator(seen.indicator)
    if indicator.scope == "ward":
        return
    if seen.met.expected or seen.met_before.expected:
        words = ngettext(
            "met by {count} of {groups} group, {before} before",
            "met by {count} of {groups} groups, {before} before",
            seen.met.expected,
        )
        yield words.format(
            count=seen.met.met,
            groups=seen.met.expected,
            before=phrases.reached(seen.met_before) or phrases.NOTHING,
        )
    if seen.ward_target is not None:
        yield _("allocated {amount} of {total}").format(
            amount=phrases.amount(seen.allocated, indicator, language()),
            total=phrases.with_unit(seen.ward_target, indicator, language()),
        )


def saving_notices(board: Board, saved: Saved) -> Iterator[str]:
    """What a save did besides what it was asked for."""
    yield from change_words.remarks(board, saved)
    if not saved.entries:
        yield _("that is what it was already: nothing had to be saved")


def folder_of(session: Session, board: Board) -> Path:
    """The folder of the board's year."""
    return session.folder / str(board.year)


def is_target(path: FilePath) -> bool:
    """Whether the value of a target stands at that path of targets.toml."""
    match path:
        case ("ward", _, "value") | ("group", _, _, "value"):
            return True
    return False


def key_of(path: FilePath, codes: Mapping[str, str]) -> tuple[str | None, str]:
    """Group (None: the ward) and indicator of a target's path; `codes` has the groups' by `group_key`."""
    if path[0] == "ward":
        return None, path[1]
    return codes.get(group_key(path[1]), path[1]), path[2]


def codes_of(board: Board) -> dict[str, str]:
    """The groups' codes by `group_key`."""
    return {group_key(each.code): each.code for each in board.groups}


def who(entry: Entry) -> str:
    """Who made a change and where; "" where an editor changed the file without the app."""
    return f"{entry.who} ({entry.host})" if entry.who else ""


def plain(value: object) -> Value:
    """A value of the journal for machines."""
    match value:
        case Decimal() if (near := as_float(value)) is not None:
            return near
        case None | str() | int() | float():
            return value
    return str(value)


def _told(value: object, indicator: Indicator | None) -> str:
    """A value of the journal for people."""
    amount = amount_of(value, indicator) if indicator else None
    if amount is not None and indicator:
        return phrases.amount(amount, indicator, language())
    return phrases.NOTHING if value is None else str(value)
