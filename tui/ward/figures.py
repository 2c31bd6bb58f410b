"""The figures: every group and the ward itself against every indicator, at a date.

Each function is one lazy plan over the results, in whole numbers until the ratio. What a result adds, what 100 % is and
how a figure stands are rules of the design (section 2); each is written here once, as an expression.
"""

from collections.abc import Collection
from datetime import date

import polars as pl

from tui.ward.board import Indicator, Status
from tui.ward.pace import elapsed
from tui.ward.ward import Ward

FIGURES = pl.Schema(
    {
        "group": pl.String,
        "indicator": pl.String,
        "actual": pl.Int64,
        "bound": pl.String,
        "target": pl.Int64,
        "base": pl.Int64,
        "ratio": pl.Float64,
        "status": pl.String,
        "rank": pl.Int64,
        "gap": pl.Int64,
        "last_report": pl.Date,
    }
)
"""The fields of `board.Figure`, in their order. `group` null: the ward; `bound` and `status` are never null."""

MONTHS = pl.Schema({"group": pl.String, "indicator": pl.String, "month": pl.Int8, "actual": pl.Int64})
"""`actual` at the end of the month, 1 to 12; null where nothing was reported yet."""

BOUNDS = pl.Enum(["", "~", ">="])
"""In rising order: of the bounds of a sum's parts the greatest is the sum's."""

_INDICATORS = pl.Schema(
    {
        "indicator": pl.String,
        "of": pl.String,
        "factor": pl.Int64,
        "latest": pl.Boolean,
        "lower": pl.Boolean,
        "ward_only": pl.Boolean,
        "elapsed": pl.Int64,
        "days": pl.Int64,
    }
)
"""`factor`: by what its base is multiplied to be in the indicator's own last place. `elapsed` of the `days` of its
window are over."""

_MANY_RESULTS = 300_000
"""From here on polars' streaming engine is the faster one; below, starting it takes longer than the sums."""

_KEY = ["group", "indicator"]

_LATER = pl.col("date").to_physical().cast(pl.Int64) * 2**32 + pl.col("line")

_AMOUNT = {
    "sum": pl.col("value").sum(),
    "latest": pl.col("value").sort_by(_LATER).last(),
    "count": pl.len().cast(pl.Int64),
}

_BOUND = {
    "sum": pl.col("bound").max(),
    "latest": pl.col("bound").sort_by(_LATER).last(),
    "count": pl.lit("", BOUNDS),
}


def figures(ward: Ward, as_of: date, parts: pl.DataFrame | None = None) -> pl.DataFrame:
    """The table that every screen, lookup and export is a view of, from the results up to and including `as_of`.

    `parts` is `monthly(ward, as_of)`, for who has it already. Returns `FIGURES`: the ward's rows first, then the
    groups' in the ward's order, each with the indicators in the catalogue's order. An indicator of `scope = "ward"` has
    no rows of groups.
    """
    actuals = _actuals(ward, monthly(ward, as_of) if parts is None else parts)
    targets = ward.targets.lazy().select(*_KEY, target="value")
    return judged(_with_base(_beside(_beside(grid(ward, as_of), actuals), targets))).collect()


def months(ward: Ward, as_of: date, parts: pl.DataFrame | None = None) -> pl.DataFrame:
    """What `figures` would call the actual at the end of each month; of the last month, at `as_of`.

    `parts` is `monthly(ward, as_of)`, for who has it already. Returns `MONTHS`: the keys of `figures` in its order,
    each with every month of the ward's year begun by `as_of`.
    """
    steps = _steps(ward, monthly(ward, as_of) if parts is None else parts)
    begun = [month for month in range(1, 13) if date(ward.year, month, 1) <= as_of]
    return (
        grid(ward, as_of)
        .join(pl.LazyFrame({"month": begun}, {"month": pl.Int8}), how="cross")
        .join(steps, on=[*_KEY, "month"], how="left", nulls_equal=True)
        .sort("row", "column", "month")
        .with_columns(actual=pl.col("step").cum_sum().forward_fill().over("row", "column"))
        .select(MONTHS.names())
        .collect()
    )


def monthly(ward: Ward, as_of: date) -> pl.DataFrame:
    """What the results up to `as_of` come to, by key and month: the one pass over them that all figures come from.

    Returns `group` (null: the ward's own results), `indicator`, `month`, `amount`, `bound` (`BOUNDS`), `last_report`.
    """
    results = ward.results.lazy().filter(pl.col("date") <= as_of).with_columns(month=pl.col("date").dt.month())
    return _parts(ward, results, "month")


def running_totals(ward: Ward, as_of: date, indicators: Collection[str]) -> pl.DataFrame:
    """What the ward and all its groups had brought together at the end of each day with results, up to `as_of`.

    For indicators that are sums. Returns `indicator`, `date` and `total`, by indicator and day.
    """
    return (
        ward.results.lazy()
        .filter(pl.col("indicator").is_in(list(indicators)), pl.col("date") <= as_of)
        .group_by("indicator", "date")
        .agg(total=pl.col("value").sum())
        .sort("indicator", "date")
        .select(pl.col("indicator").cast(pl.String), "date", pl.col("total").cum_sum().over("indicator"))
        .collect()
    )


def at_places(ward: Ward, as_of: date) -> pl.DataFrame:
    """What the results up to `as_of` that name a place come to, by key and place.

    Returns `place`, `group` (null: the ward's own results), `indicator`, `amount`, `bound` (`BOUNDS`), `last_report`.
    """
    return _parts(ward, ward.results.lazy().filter(pl.col("date") <= as_of, pl.col("place") != ""), "place")


def sources(ward: Ward, group: str | None, indicator: str, as_of: date) -> pl.DataFrame:
    """The results that a figure is made of (group None: the ward and all groups), newest first, as `RESULTS`."""
    mine = pl.col("indicator") == indicator
    if group is not None:
        mine &= pl.col("group") == group
    rows = ward.results.lazy().filter(pl.col("date") <= as_of, mine).sort("date", "line", descending=True)
    return rows.with_columns(pl.col("group", "indicator").cast(pl.String)).collect()


def newest(ward: Ward, today: date) -> date:
    """The day of the newest result; without results `today`, where that is in the ward's year, else the year's last."""
    last = ward.results.get_column("date").max()
    if isinstance(last, date):
        return last
    return today if today.year == ward.year else date(ward.year, 12, 31)


def grid(ward: Ward, as_of: date) -> pl.LazyFrame:
    """The rows of `figures` before anything is counted, with what judging them needs.

    Columns: `row` and `column` to sort by, `group` and `indicator`, `residential` (false for the ward), `households`,
    `units` (residential groups in the row), and those of the indicator.
    """
    residential = pl.col("kind") == "residential"
    groups = ward.groups.lazy().select(
        "households", group="code", residential=residential, units=pl.when(residential).then(pl.lit(1, pl.Int64))
    )
    total = groups.select(
        sum_if_any("households"), group=pl.lit(None, pl.String), residential=pl.lit(False), units=pl.col("units").sum()
    )
    rows = pl.concat([total, groups]).with_row_index("row")
    columns = _indicators(ward, as_of).with_row_index("column")
    return rows.join(columns, how="cross").filter(pl.col("group").is_null() | ~pl.col("ward_only"))


def judged(rows: pl.LazyFrame) -> pl.LazyFrame:
    """`FIGURES` from the rows of a `grid` beside their `actual`, `bound`, `target`, `base` and `last_report`."""
    has_base = pl.col("base") != 0
    missing = pl.col("base") - pl.col("actual")
    best_first = pl.when("lower").then("ratio").otherwise(-pl.col("ratio"))
    return (
        rows.with_columns(
            pl.col("bound").cast(pl.String).fill_null(""),
            ratio=pl.when(has_base).then(pl.col("actual") / pl.col("base")),
            status=_status(),
            gap=pl.when(has_base).then(pl.when("lower").then(-missing).otherwise(missing)),
        )
        .with_columns(rank=pl.when("residential").then(best_first).rank("min").over("indicator"))
        .sort("row", "column")
        .select(pl.col(name).cast(dtype) for name, dtype in FIGURES.items())
    )


def sum_if_any(column: str) -> pl.Expr:
    """The sum of what is known; null, not 0, where nothing is."""
    return pl.when(pl.col(column).count() > 0).then(pl.col(column).sum()).alias(column)


def _beside(rows: pl.LazyFrame, facts: pl.LazyFrame) -> pl.LazyFrame:
    return rows.join(facts, on=_KEY, how="left", nulls_equal=True)


def _parts(ward: Ward, results: pl.LazyFrame, by: str) -> pl.DataFrame:
    """What `results` come to by key and the column `by`."""
    results = results.with_columns(pl.col("bound").cast(BOUNDS))
    parts = pl.concat(
        results.filter(_measured(ward, measure))
        .group_by(*_KEY, by)
        .agg(amount.alias("amount"), _BOUND[measure].alias("bound"), last_report=pl.col("date").max())
        for measure, amount in _AMOUNT.items()
    ).with_columns(pl.col(_KEY).cast(pl.String))
    return parts.collect(engine="streaming" if ward.results.height >= _MANY_RESULTS else "in-memory")


def _for_all(parts: pl.LazyFrame) -> pl.LazyFrame:
    """The parts under each key that they count for: the ward's, and their group's."""
    return pl.concat([parts.with_columns(group=pl.lit(None, pl.String)), parts.filter(pl.col("group").is_not_null())])


def _measured(ward: Ward, measure: str) -> pl.Expr:
    return pl.col("indicator").is_in([indicator.key for indicator in ward.catalogue if indicator.measure == measure])


def _actuals(ward: Ward, parts: pl.DataFrame) -> pl.LazyFrame:
    """`actual`, `bound` and `last_report` of each key with results."""
    is_last = pl.col("month") == pl.col("month").max().over(_KEY)
    return (
        _for_all(parts.lazy().filter(is_last | ~_measured(ward, "latest")))
        .group_by(_KEY)
        .agg(pl.col("amount").sum().alias("actual"), pl.col("bound").max(), pl.col("last_report").max())
    )


def _steps(ward: Ward, parts: pl.DataFrame) -> pl.LazyFrame:
    """What each month adds to each key: `step`, whose sum up to a month is the actual at its end."""
    before = pl.col("amount").shift(1).over(_KEY, order_by="month").fill_null(0)
    step = pl.col("amount") - pl.when(_measured(ward, "latest")).then(before).otherwise(0)
    return _for_all(parts.lazy().with_columns(step=step)).group_by(*_KEY, "month").agg(pl.col("step").sum())


def _with_base(rows: pl.LazyFrame) -> pl.LazyFrame:
    """The rows with `base`, what 100 % is, in the last place of `actual`."""
    others = rows.select("group", of="indicator", other="actual")
    of = pl.col("of")
    base = (
        pl.when(of == "target")
        .then("target")
        .when(of == "households")
        .then("households")
        .when(of == "groups")
        .then("units")
        .otherwise("other")
    )
    return rows.join(others, on=["group", "of"], how="left", nulls_equal=True).with_columns(
        base=base * pl.col("factor")
    )


def _status() -> pl.Expr:
    """How `actual` stands against `base` and against the time gone by; of the latter, exact beyond 64 bits."""
    actual, base, lower = pl.col("actual"), pl.col("base"), pl.col("lower")
    done, due = actual.cast(pl.Int128) * pl.col("days"), base.cast(pl.Int128) * pl.col("elapsed")
    kept = (actual < base) & (pl.col("latest") | (pl.col("elapsed") == pl.col("days")))
    return (
        pl.when(actual.is_null())
        .then(pl.lit(Status.NOT_REPORTED.value))
        .when(base.fill_null(0) == 0)
        .then(pl.lit(Status.NO_TARGET.value))
        .when(actual == base)
        .then(pl.lit(Status.MET.value))
        .when(pl.when(lower).then(kept).otherwise(actual > base))
        .then(pl.lit(Status.EXCEEDED.value))
        .when(pl.when(lower).then(done <= due).otherwise(done >= due))
        .then(pl.lit(Status.ON_PACE.value))
        .otherwise(pl.lit(Status.BEHIND.value))
    )


def _indicators(ward: Ward, as_of: date) -> pl.LazyFrame:
    rows = [_indicator_row(ward, indicator, as_of) for indicator in ward.catalogue]
    return pl.LazyFrame(rows, _INDICATORS, orient="row")


def _indicator_row(ward: Ward, indicator: Indicator, as_of: date) -> tuple[str | bool | int | None, ...]:
    return (
        indicator.key,
        indicator.of,
        _factor(ward.catalogue, indicator),
        indicator.measure == "latest",
        indicator.better == "lower",
        indicator.scope == "ward",
        *elapsed(indicator, as_of, ward.year),
    )


def _factor(catalogue: tuple[Indicator, ...], indicator: Indicator) -> int | None:
    """By what the base is multiplied to be in the indicator's own last place, where a target is already."""
    decimals = {other.key: other.decimals for other in catalogue} | {"target": indicator.decimals}
    places = indicator.decimals - decimals.get(indicator.of, 0)
    return 10**places if places >= 0 else None
