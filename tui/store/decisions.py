"""What a meeting decided, put on disk: targets into `targets.toml`, points into `scores.toml`, both through `edits`."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

from tui.store import edits
from tui.store.edits import Edit, Entry, Saved
from tui.store.keyed import Force, Tables, value_at
from tui.store.keyed import Key as FilePath
from tui.ward.board import Board, Indicator, Key
from tui.ward.decisions import Decision, Grounds, ScoreDecision, TargetDecision
from tui.ward.target_amounts import amount_of
from tui.ward.toml_table import exact

TARGETS = "targets.toml"
SCORES = "scores.toml"


def save(folder: Path, board: Board, decision: Decision, *, force: Force = False) -> Saved:
    """Put `decision`, made on `board`, into a year's `folder`; when this returns it is on disk.

    Raises as `edits.save` does: `Conflict` where a value is no longer what was seen, but for `force`.
    """
    file = TARGETS if isinstance(decision, TargetDecision) else SCORES
    values = edits.current(folder, file)
    if isinstance(decision, TargetDecision):
        wanted = list(_target_edits(board, values, decision))
    else:
        wanted = [_score_edit(values, decision)]
    return edits.save(folder, file, wanted, reason=decision.grounds.reason, force=force)


def history(folder: Path, at: Key) -> list[Entry]:
    """The changes of a target, the newest first; raises `Refused` where the journal cannot be read."""
    path = (*target_path(at), "value")
    return edits.history(folder, TARGETS, path)


def target_path(at: Key) -> FilePath:
    """The table of a target."""
    group, indicator = at
    return ("ward", indicator) if group is None else ("group", group, indicator)


def _target_edits(board: Board, values: Tables, decision: TargetDecision) -> Iterator[Edit]:
    for at, target in decision.targets.items():
        indicator = board.indicator(at[1])
        path = (*target_path(at), "value")
        found, seen = value_at(values, path), decision.seen[at]
        # A target may be written as a text, "4,5 triệu": what was seen is what it means.
        is_as_seen = amount_of(found, indicator) == seen
        yield Edit(path, found if is_as_seen else in_file(seen, indicator), in_file(target, indicator))
        if target is not None:
            yield from _ground_edits(values, target_path(at), decision.grounds)


def _ground_edits(values: Tables, table: FilePath, grounds: Grounds) -> Iterable[Edit]:
    for name, text in (("assigned_by", grounds.assigned_by), ("source", grounds.source)):
        if text:
            path = (*table, name)
            yield Edit(path, value_at(values, path), text)


def _score_edit(values: Tables, decision: ScoreDecision) -> Edit:
    found = value_at(values, decision.path)
    is_as_seen = exact(found) == decision.seen
    return Edit(decision.path, found if is_as_seen else _plain(decision.seen), _plain(decision.points))


def in_file(amount: int | None, indicator: Indicator) -> int | Decimal | None:
    """An amount as `targets.toml` has it."""
    if amount is None or not indicator.decimals:
        return amount
    return Decimal(amount).scaleb(-indicator.decimals)


def _plain(points: Decimal | None) -> int | Decimal | None:
    """Points as `scores.toml` has them: whole ones without a point."""
    if points is None or points != points.to_integral_value():
        return points
    return int(points)
