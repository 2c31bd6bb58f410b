"""What follows from a board without another look at the files: evaluations, group ranks, weeks, what to raise."""

from dataclasses import dataclass
from functools import lru_cache

from tui.ward.agenda import Item, to_raise
from tui.ward.board import Board
from tui.ward.campaign import Evaluation, evaluate_all, scores_of
from tui.ward.ranking import GroupScore, rank_groups
from tui.ward.scheme import Scheme, scheme_of
from tui.ward.weeks import Weeks, weeks_of


@dataclass(frozen=True, slots=True)
class Judgement:
    """A board, judged."""

    scheme: Scheme
    evaluations: tuple[Evaluation, ...]
    """One a model, in the order of the models."""
    ranks: tuple[GroupScore, ...]
    """The residential groups, best first."""
    weeks: Weeks | None
    """None where no indicator counts clean-ups."""
    items: tuple[Item, ...]
    """What to raise in the meeting, worst first."""


@lru_cache(maxsize=2)
def judged(board: Board) -> Judgement:
    """The judgement of `board`, worked out once for all screens; what is wrong in its files is told elsewhere."""
    scheme, _problems = scheme_of(board.scoring)
    scores, _problems = scores_of(board.scores, scheme, board.models)
    evaluations = evaluate_all(board.models, scheme, scores)
    ranks = rank_groups(board, scheme)
    weeks = weeks_of(board)
    return Judgement(scheme, evaluations, ranks, weeks, to_raise(board, weeks, evaluations, ranks))
