"""The ward as read from its folder: a frozen value of typed polars frames. A change is a new `Ward`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from tui.ward.board import Indicator, WardInfo

GROUPS = pl.Schema(
    {"code": pl.String, "name": pl.String, "kind": pl.String, "households": pl.Int64, "leader": pl.String}
)
"""Rows in natural order of `code`; `households` null where missing or wrong; `leader` never null."""

RESULTS = pl.Schema(
    {
        "date": pl.Date,
        "group": pl.String,
        "indicator": pl.String,
        "value": pl.Int64,
        "bound": pl.String,
        "place": pl.String,
        "note": pl.String,
        "line": pl.Int64,
    }
)
"""Rows in the file's order, only those that are right. `group` null: the ward's own. `group` and `indicator` are Enums
over the ward's codes and keys in the frame itself (`results_schema`). `value` is in the indicator's last place. `bound`
is "", ">=" or "~"."""

TARGETS = pl.Schema(
    {"group": pl.String, "indicator": pl.String, "value": pl.Int64, "assigned_by": pl.String, "source": pl.String}
)
"""`group` null: the ward's. `value` is in the indicator's last place."""

TEAMS = pl.Schema({"group": pl.String, "leader": pl.String, "members": pl.Int64, "weekday": pl.String})

MODELS = pl.Schema(
    {
        "code": pl.String,
        "kind": pl.String,
        "registrant": pl.String,
        "group": pl.String,
        "title": pl.String,
        "fields": pl.String,
        "level": pl.String,
        "registered_on": pl.Date,
        "status": pl.String,
    }
)

LINEAGE = pl.Schema({"from": pl.String, "to": pl.String, "share": pl.Float64, "date": pl.Date, "decision": pl.String})

PROBLEMS = pl.Schema(
    {"file": pl.String, "line": pl.Int64, "column": pl.String, "value": pl.String, "expected": pl.String}
)
"""The columns of `errors.Problem`; `expected` is a msgid."""


def results_schema(groups: pl.DataFrame, catalogue: tuple[Indicator, ...]) -> pl.Schema:
    """`RESULTS` with `group` and `indicator` as Enums: a million rows then group by small integers."""
    return pl.Schema(
        {
            **RESULTS,
            "group": pl.Enum(groups.get_column("code")),
            "indicator": pl.Enum([indicator.key for indicator in catalogue]),
        }
    )


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure stated in a published report, from `claims.toml`."""

    says: str
    where: str
    percent: str
    """As stated, as a decimal text: "95.06"."""
    actual: int | None = None
    base: int | None = None
    indicator: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Ward:
    """One year of a ward, read and checked."""

    info: WardInfo
    year: int
    years: tuple[int, ...]
    catalogue: tuple[Indicator, ...]
    groups: pl.DataFrame
    results: pl.DataFrame
    targets: pl.DataFrame = field(default_factory=TARGETS.to_frame)
    teams: pl.DataFrame = field(default_factory=TEAMS.to_frame)
    models: pl.DataFrame = field(default_factory=MODELS.to_frame)
    lineage: pl.DataFrame = field(default_factory=LINEAGE.to_frame)
    claims: tuple[Claim, ...] = ()
    scoring: Mapping[str, object] = field(default_factory=dict)
    """`scoring.toml` as parsed: `scheme.scheme_of` reads it."""
    scores: Mapping[str, object] = field(default_factory=dict)
    """`scores.toml` as parsed: `campaign.scores_of` reads it."""
    problems: pl.DataFrame = field(default_factory=PROBLEMS.to_frame)
    previous: "Ward | None" = None
    """Last year, where the folder has one."""
