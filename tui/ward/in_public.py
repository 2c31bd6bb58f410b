"""What everybody may see of a ward: on the projector nobody is named, people are told by their initials."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from tui.ward.board import Board, Source
from tui.ward.persons import initialled, office


@lru_cache(maxsize=2)
def in_public(board: Board) -> Board:
    """The board with the initials of those who lead groups and teams, registered models, assigned targets."""
    return replace(
        board,
        groups=tuple(replace(each, leader=office(each.leader)) for each in board.groups),
        teams=tuple(replace(each, leader=office(each.leader)) for each in board.teams),
        models=tuple(
            replace(each, registrant=office(each.registrant), title=initialled(each.title)) for each in board.models
        ),
        targets=tuple(
            replace(each, assigned_by=office(each.assigned_by), source=initialled(each.source))
            for each in board.targets
        ),
    )


def sources_in_public(sources: Iterable[Source]) -> tuple[Source, ...]:
    """The results behind a figure, with initials in what was noted."""
    return tuple(replace(each, place=initialled(each.place), note=initialled(each.note)) for each in sources)
