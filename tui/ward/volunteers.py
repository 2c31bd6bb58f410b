"""The environment volunteer teams of the groups. Their weeks are in `weeks`."""

import polars as pl

from tui.ward.board import Team
from tui.ward.ward import TEAMS


def teams_of(teams: pl.DataFrame) -> tuple[Team, ...]:
    """The teams of a frame of `TEAMS`, in its order."""
    return tuple(Team(*row) for row in teams.select(TEAMS.names()).iter_rows())
