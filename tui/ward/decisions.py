"""What a meeting decides about a board: new targets, new points. Seen on the board before they are saved, and after."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import NamedTuple

from tui.ward.board import Board, Key, Target
from tui.ward.campaign import score_path
from tui.ward.preview import Changes, with_targets

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why a target is what it is; each may be empty."""

    reason: str = ""
    """Kept in the journal."""
    assigned_by: str = ""
    source: str = ""
    """The document; kept, like who assigned it, beside the target."""

    @property
    def stay(self) -> bool:
        """Whether any of it is kept beside the target, not only in the journal."""
        return bool(self.assigned_by or self.source)


@dataclass(frozen=True, slots=True)
class TargetDecision:
    """New targets of one indicator."""

    targets: Changes
    seen: Changes
    """What the targets were when they were decided on; somebody may have changed them since."""
    grounds: Grounds = field(default_factory=Grounds)
    year: int | None = None
    """Of the board that it was decided on; None fits any."""

    def fits(self, board: Board) -> bool:
        """Whether `board` is of that year and has all that is decided on; groups may have gone since."""
        return self.year in (None, board.year) and self.targets.keys() <= board.figures.keys()

    def on(self, board: Board) -> Board:
        """`board` as it is then."""
        after = with_targets(board, self.targets)
        return replace(after, targets=tuple(map(self._grounded, after.targets)))

    def _grounded(self, target: Target) -> Target:
        if (target.group, target.indicator) not in self.targets:
            return target
        grounds = self.grounds
        return replace(
            target, assigned_by=grounds.assigned_by or target.assigned_by, source=grounds.source or target.source
        )


@dataclass(frozen=True, slots=True)
class ScoreDecision:
    """New points of one model; `path` is where `scores.toml` keeps them."""

    path: Path
    points: Decimal | None
    seen: Decimal | None
    grounds: Grounds = field(default_factory=Grounds)
    year: int | None = None
    """Of the board that it was decided on; None fits any."""

    def fits(self, board: Board) -> bool:
        """Whether `board` is of that year and has the model."""
        return self.year in (None, board.year) and self.path[1] in {model.code for model in board.models}

    def on(self, board: Board) -> Board:
        """`board` as it is then."""
        return replace(board, scores=_with_value(board.scores, self.path, self.points))


Decision = TargetDecision | ScoreDecision


class Contested(NamedTuple):
    """A value that is no longer what it was when something else was decided for it, in words."""

    what: str
    short: str
    """Which value it is, where there is little room."""
    theirs: str
    mine: str
    who: str
    """Who has changed it; "" where the file was changed without the app."""
    when: str


def decided(board: Board, targets: Changes, grounds: Grounds | None = None) -> TargetDecision | None:
    """The decision for `targets` on `board`; None where all are so already and no grounds are to be kept."""
    grounds = grounds or Grounds()
    seen: dict[Key, int | None] = {
        at: before
        for at, target in targets.items()
        if (before := board.figures[at].target) != target or (target is not None and grounds.stay)
    }
    return TargetDecision({at: targets[at] for at in seen}, seen, grounds, board.year) if seen else None


def place_of_points(scores: Mapping[str, object], model: str, side: str, key: str) -> Path:
    """Where the points of a criterion stand: parts may be written under their dotted key, "result.goal"."""
    table: object = scores
    for part in ("model", model, side):
        table = table.get(part) if isinstance(table, Mapping) else None
    if isinstance(table, Mapping) and key in table:
        return ("model", model, side, key)
    return score_path(model, side, key)


def _with_value(table: Mapping[str, object], path: Path, value: object) -> Mapping[str, object]:
    key, *deeper = path
    if deeper:
        inner = table.get(key)
        value = _with_value(inner if isinstance(inner, Mapping) else {}, tuple(deeper), value)
    others = {name: each for name, each in table.items() if name != key}
    return others if value is None else {**table, key: value}
