"""Changes of the ward's files in words: which value it is, what it was and is, who changed it and when."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal

from tui import phrases
from tui.errors import N_
from tui.store.edits import Clash
from tui.store.journal import Entry
from tui.store.writer import Saved
from tui.texts import _, language, ngettext
from tui.ward.board import Board, Indicator
from tui.ward.decisions import Contested
from tui.ward.names import clean, group_key
from tui.ward.scheme import scheme_of
from tui.ward.target_amounts import amount_of
from tui.ward.toml_table import dotted, exact

Path = tuple[str, ...]
"""Keys of a value in `targets.toml` or `scores.toml`."""

BESIDE = {"assigned_by": N_("Assigned by"), "source": N_("Document")}
"""What is kept beside a target."""

MOST_OTHERS = 3
"""How many are named besides the one who made the newest change."""


def place(board: Board, path: Path, *, short: bool = False) -> str:
    """Which value it is: "Tổ dân phố 12 · Hiến máu nhân đạo"; its keys where the board does not know them."""
    match path:
        case ("ward", key, *rest) if indicator := _indicator(board, key):
            return " · ".join((phrases.ward_name(board), _name(indicator, short), *_beside(rest)))
        case ("group", code, key, *rest) if indicator := _indicator(board, key):
            return " · ".join((_group(board, code), _name(indicator, short), *_beside(rest)))
        case ("model", code, side, *key):
            names = [model.registrant for model in board.models if model.code == code]
            return " · ".join([*names, *_points_words(board, side, key)]) if names else dotted(path)
    return dotted(path)


def value(board: Board, path: Path, found: object) -> str:
    """A value in words; a dash for none."""
    if found is None:
        return phrases.NOTHING
    indicator = _indicator_of(board, path)
    amount = amount_of(found, indicator) if indicator and path[-1] == "value" else None
    if indicator and amount is not None:
        return phrases.amount(amount, indicator, language())
    points = exact(found) if isinstance(found, Decimal) else None
    return clean(str(found)) if points is None else phrases.points(points, language())


def contested(board: Board, clash: Clash) -> Contested:
    """A value that somebody else has changed since it was seen."""
    by = clash.by if clash.by and clash.by.who else None
    return Contested(
        what=place(board, clash.path),
        short=place(board, clash.path, short=True),
        theirs=value(board, clash.path, clash.theirs),
        mine=value(board, clash.path, clash.mine),
        who=by.who if by else "",
        when=moment(by.at) if by else "",
    )


def moment(at: datetime) -> str:
    """When it was: the time of day, of another day with its date."""
    there = at.astimezone()
    is_today = there.date() == datetime.now().astimezone().date()
    return f"{there:%H:%M}" if is_today else f"{there:%H:%M %d/%m}"


def change(board: Board, path: Path, old: object, new: object) -> str:
    """A change in a line: "Tổ dân phố 12 · Hiến máu nhân đạo: 8 → 10"."""
    return f"{place(board, path)}: {value(board, path, old)} → {value(board, path, new)}"


def dated(board: Board, entry: Entry) -> str:
    """A change of one value in a line, without which value: "14:05 lan: 8 → 10 · họp giao ban"."""
    who = entry.who or _("without the app")
    change = f"{value(board, entry.path, entry.old)} → {value(board, entry.path, entry.new)}"
    return " · ".join(part for part in (f"{moment(entry.at)} {who}: {change}", entry.reason) if part)


def several(board: Board, changes: list[tuple[Path, object, object]]) -> str:
    """The first of some changes in full, and how many more there are."""
    if not changes:
        return phrases.NOTHING
    # Who assigned a target, by which document, may be changed with it, and says less.
    words = change(board, *min(changes, key=lambda each: each[0][-1] in BESIDE))
    more = len(changes) - 1
    return _("{change}, and {count} more").format(change=words, count=more) if more else words


def remarks(board: Board, saved: Saved) -> Iterator[str]:
    """What a save did besides what it was asked for, and what it found done by others without the app."""
    if saved.original:
        yield _("{file} had comments, which saving drops; it has been kept as {copy}").format(
            file=saved.file, copy=saved.original.name
        )
    if saved.is_unlinked:
        yield _("{file} had a second name elsewhere (a hard link), which still has the old values").format(
            file=saved.file
        )
    for kept in saved.kept:
        yield _("{file} was written by another program at that very moment; what it wrote is in {copy}").format(
            file=saved.file, copy=f"{kept.parent.name}/{kept.name}"
        )
    if dropped := [(entry.path, entry.old, entry.new) for entry in saved.foreign if entry.what == "external"]:
        yield _("{file} was changed without the app: {changes}").format(
            file=saved.file, changes=several(board, dropped)
        )


def news(board: Board, entries: Sequence[Entry]) -> str:
    """What others have changed, the newest first: whose is the newest, and what; of further persons how many."""
    by: dict[str, list[Entry]] = {}
    for entry in entries:
        by.setdefault(entry.who, []).append(entry)
    (who, made), *others = by.items()
    what = several(board, [(entry.path, entry.old, entry.new) for entry in made])
    parts = [_("{who} at {time}: {what}").format(who=who, time=moment(made[0].at), what=what)]
    for name, theirs in others[:MOST_OTHERS]:
        count = ngettext("{who}: {count} change", "{who}: {count} changes", len(theirs))
        parts.append(count.format(who=name, count=len(theirs)))
    if more := len(others[MOST_OTHERS:]):
        parts.append(ngettext("{count} more person", "{count} more people", more).format(count=more))
    return " · ".join(parts)


def _points_words(board: Board, side: str, key: list[str]) -> list[str]:
    """What points are for; that the model gave them to itself, where it did."""
    scheme, _problems = scheme_of(board.scoring)
    extras = {"bonus": scheme.bonus, "deductions": scheme.deductions}.get(side)
    scored = [part for each in scheme.criteria for part in each.walk()] if extras is None else extras
    names = [each.name(language()) for each in scored if each.key == ".".join(key)] or [dotted((side, *key))]
    return [names[0], _("Self")] if side == "self" else names[:1]


def _group(board: Board, code: str) -> str:
    wanted = group_key(code)
    return next((group.name for group in board.groups if group_key(group.code) == wanted), code)


def _name(indicator: Indicator, short: bool) -> str:
    return indicator.short(language()) if short else indicator.name(language())


def _beside(keys: list[str]) -> list[str]:
    return [_(BESIDE[key]) for key in keys if key in BESIDE]


def _indicator(board: Board, key: str) -> Indicator | None:
    return next((each for each in board.indicators if each.key == key), None)


def _indicator_of(board: Board, path: Path) -> Indicator | None:
    match path:
        case ("ward", key, *_rest) | ("group", _, key, *_rest):
            return _indicator(board, key)
    return None
