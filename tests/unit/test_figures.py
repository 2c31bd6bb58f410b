"""The rules of the figures, one by one, on wards small enough to count by hand."""

from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import pytest

from tests.wards import YEAR, Result, Targets, day, make_group, make_indicator, make_ward
from tui.ward.board import Group, Indicator
from tui.ward.figures import FIGURES, MONTHS, at_places, figures, months, newest, running_totals, sources
from tui.ward.ward import Ward

END = date(YEAR, 12, 31)
JUNE = (day("01/06"), day("30/06"))


def figure(ward: Ward, group: str | None = "1", indicator: str = "blood", as_of: date = END) -> dict[str, Any]:
    """The one row of that key."""
    mine = pl.col("group").eq_missing(pl.lit(group)) & (pl.col("indicator") == indicator)
    return figures(ward, as_of).row(by_predicate=mine, named=True)


def column(ward: Ward, name: str, indicator: str = "blood", as_of: date = END) -> dict[str | None, Any]:
    """Group to the value of one column."""
    table = figures(ward, as_of).filter(pl.col("indicator") == indicator)
    return dict(table.select("group", name).iter_rows())


def against(actual: int | None, base: int | None, **fields: Any) -> Ward:
    """One group that reported `actual` on New Year's Day against a target of `base`."""
    results = [] if actual is None else [("01/01", "1", "blood", actual)]
    targets: Targets = {} if base is None else {("1", "blood"): base}
    return make_ward([make_indicator("blood", **fields)], ["1"], results, targets)


@pytest.mark.parametrize(
    ("actual", "base", "as_of", "status"),
    [
        (None, None, "15/06", "not-reported"),
        (None, 300, "15/06", "not-reported"),
        (5, None, "15/06", "no-target"),
        (5, 0, "15/06", "no-target"),
        (0, 0, "15/06", "no-target"),
        (301, 300, "15/06", "exceeded"),
        (300, 300, "15/06", "met"),
        (299, 300, "15/06", "on-pace"),
        (150, 300, "15/06", "on-pace"),
        (149, 300, "15/06", "behind"),
        (0, 300, "15/06", "behind"),
        (0, 300, "31/05", "on-pace"),
        (10, 300, "01/06", "on-pace"),
        (9, 300, "01/06", "behind"),
        (290, 300, "29/06", "on-pace"),
        (289, 300, "29/06", "behind"),
        (299, 300, "30/06", "behind"),
        (300, 300, "30/06", "met"),
        (299, 300, "01/07", "behind"),
        (299, 300, "31/12", "behind"),
        (301, 300, "31/12", "exceeded"),
    ],
)
def test_status_where_higher_is_better(actual: int | None, base: int | None, as_of: str, status: str) -> None:
    assert figure(against(actual, base, window=JUNE), as_of=day(as_of))["status"] == status


@pytest.mark.parametrize(
    ("measure", "actual", "base", "as_of", "status"),
    [
        ("sum", None, 300, "15/06", "not-reported"),
        ("sum", 5, None, "15/06", "no-target"),
        ("sum", 0, 0, "15/06", "no-target"),
        ("sum", 301, 300, "15/06", "behind"),
        ("sum", 300, 300, "15/06", "met"),
        ("sum", 150, 300, "15/06", "on-pace"),
        ("sum", 151, 300, "15/06", "behind"),
        ("sum", 0, 300, "31/05", "on-pace"),
        ("sum", 1, 300, "31/05", "behind"),
        ("sum", 10, 300, "01/06", "on-pace"),
        ("sum", 290, 300, "29/06", "on-pace"),
        ("sum", 291, 300, "29/06", "behind"),
        ("sum", 299, 300, "30/06", "exceeded"),
        ("sum", 299, 300, "01/07", "exceeded"),
        ("sum", 301, 300, "01/07", "behind"),
        ("latest", 299, 300, "31/05", "exceeded"),
        ("latest", 299, 300, "15/06", "exceeded"),
        ("latest", 300, 300, "15/06", "met"),
        ("latest", 301, 300, "15/06", "behind"),
    ],
)
def test_status_where_lower_is_better(
    measure: str, actual: int | None, base: int | None, as_of: str, status: str
) -> None:
    ward = against(actual, base, window=JUNE, better="lower", measure=measure)
    assert figure(ward, as_of=day(as_of))["status"] == status


def test_without_a_window_the_pace_is_the_years() -> None:
    ward = against(182, 365)
    assert figure(ward, as_of=day("01/07"))["status"] == "on-pace"
    assert figure(ward, as_of=day("02/07"))["status"] == "behind"


@pytest.mark.parametrize(
    ("actual", "base", "status"),
    [
        (4 * 10**17, 5 * 10**17, "on-pace"),
        (10**18, 2 * 10**18, "on-pace"),
        (10**18 - 1, 2 * 10**18 - 1, "behind"),
    ],
)
def test_pace_is_exact_where_amount_times_days_passes_64_bits(actual: int, base: int, status: str) -> None:
    assert figure(against(actual, base, window=JUNE), as_of=day("15/06"))["status"] == status


@pytest.mark.parametrize(
    ("measure", "results", "actual", "bound", "reported"),
    [
        ("sum", [("02/01", 3, ""), ("01/01", 4, "")], 7, "", "02/01"),
        ("sum", [("01/01", 0, "")], 0, "", "01/01"),
        ("sum", [("01/01", 3, ""), ("01/01", 4, "~")], 7, "~", "01/01"),
        ("sum", [("01/01", 3, ">="), ("01/01", 4, "~")], 7, ">=", "01/01"),
        ("sum", [("01/01", 3, "~"), ("02/01", 4, ">="), ("03/01", 1, "")], 8, ">=", "03/01"),
        ("latest", [("02/01", 3, ""), ("01/01", 4, "")], 3, "", "02/01"),
        ("latest", [("02/01", 3, ""), ("02/01", 4, "")], 4, "", "02/01"),
        ("latest", [("02/01", 3, ""), *[("01/01", 4, "~")] * 40], 3, "", "02/01"),
        ("latest", [("02/01", 4, "~"), ("02/01", 3, ">="), ("01/01", 9, "~")], 3, ">=", "02/01"),
        ("latest", [("01/01", 4, ">="), ("01/02", 3, "")], 3, "", "01/02"),
        ("latest", [("28/02", 4, ""), ("01/01", 9, ">=")], 4, "", "28/02"),
        ("count", [("01/01", 9, ">="), ("01/02", 0, "~")], 2, "", "01/02"),
    ],
)
def test_what_results_of_a_group_add_up_to(
    measure: str, results: list[tuple[str, int, str]], actual: int, bound: str, reported: str
) -> None:
    rows = [(on, "1", "blood", value, word) for on, value, word in results]
    row = figure(make_ward([make_indicator("blood", measure=measure)], ["1"], rows))
    assert (row["actual"], row["bound"], row["last_report"]) == (actual, bound, day(reported))


@pytest.mark.parametrize(
    ("as_of", "actual", "reported"),
    [("31/12", 12, "08/11"), ("08/11", 12, "08/11"), ("07/11", 5, "01/01"), ("01/01", 5, "01/01")],
)
def test_the_day_asked_for_counts(as_of: str, actual: int, reported: str) -> None:
    ward = make_ward(results=[("01/01", "1", "blood", 5), ("08/11", "1", "blood", 7)])
    row = figure(ward, as_of=day(as_of))
    assert (row["actual"], row["last_report"]) == (actual, day(reported))


def test_before_the_first_result_nothing_is_reported() -> None:
    row = figure(make_ward(results=[("02/01", "1", "blood", 5)]), as_of=day("01/01"))
    assert (row["actual"], row["bound"], row["status"], row["last_report"]) == (None, "", "not-reported", None)


WARD_RESULTS: list[Result] = [
    ("05/01", None, "blood", 100, ""),
    ("01/01", "1", "blood", 20, "~"),
    ("02/01", "1", "blood", 1, "~"),
    ("03/02", "HPN", "blood", 3, ""),
]


@pytest.mark.parametrize(("measure", "actual", "bound"), [("sum", 124, "~"), ("latest", 104, "~"), ("count", 4, "")])
def test_the_wards_figure_is_its_own_and_all_groups(measure: str, actual: int, bound: str) -> None:
    groups: list[Group | str] = ["1", "2", make_group("HPN", "union")]
    ward = make_ward([make_indicator("blood", measure=measure)], groups, WARD_RESULTS)
    row = figure(ward, None)
    assert (row["actual"], row["bound"], row["last_report"], row["rank"]) == (actual, bound, day("03/02"), None)


def test_missing_is_not_zero() -> None:
    ward = make_ward(results=[("01/01", "2", "blood", 0)], targets={("1", "blood"): 5, ("2", "blood"): 5})
    assert column(ward, "actual") == {None: 0, "1": None, "2": 0, "3": None}
    assert column(ward, "ratio") == {None: None, "1": None, "2": 0.0, "3": None}
    assert column(ward, "status") == {None: "no-target", "1": "not-reported", "2": "behind", "3": "not-reported"}


HOUSEHOLDS: list[Group] = [
    make_group("1", households=200),
    make_group("2", households=None),
    make_group("HPN", "union", 50),
]


@pytest.mark.parametrize(
    ("of", "groups", "bases"),
    [
        ("households", HOUSEHOLDS, {None: 250, "1": 200, "2": None, "HPN": 50}),
        ("households", [make_group("1", households=None)], {None: None, "1": None}),
        ("households", [make_group("1", households=0)], {None: 0, "1": 0}),
        ("groups", HOUSEHOLDS, {None: 2, "1": 1, "2": 1, "HPN": None}),
        ("groups", [make_group("HPN", "union")], {None: 0, "HPN": None}),
        ("target", HOUSEHOLDS, {None: 300, "1": 9, "2": None, "HPN": None}),
        ("sites", HOUSEHOLDS, {None: 14, "1": 6, "2": None, "HPN": 7}),
        ("permits", HOUSEHOLDS, {None: 4, "1": None, "2": None, "HPN": None}),
        ("nothing", HOUSEHOLDS, {None: None, "1": None, "2": None, "HPN": None}),
    ],
)
def test_what_a_hundred_percent_is(of: str, groups: list[Group], bases: dict[str | None, int | None]) -> None:
    codes = [group.code for group in groups]
    sites = [
        ("01/01", code, "sites", value) for code, value in (("1", 6), ("HPN", 7), (None, 1)) if code in [None, *codes]
    ]
    catalogue: list[Indicator | str] = [
        make_indicator("blood", of=of),
        "sites",
        make_indicator("permits", scope="ward"),
    ]
    results = [*sites, ("01/01", codes[0], "permits", 4)]
    ward = make_ward(catalogue, groups, results, {(None, "blood"): 300, (codes[0], "blood"): 9})
    assert column(ward, "base") == bases


def test_the_target_shows_whatever_a_hundred_percent_is() -> None:
    ward = make_ward([make_indicator("blood", of="households")], ["1"], targets={("1", "blood"): 9})
    row = figure(ward)
    assert (row["target"], row["base"]) == (9, 100)


@pytest.mark.parametrize(
    ("of", "decimals", "base"),
    [
        ("households", 1, 1000),
        ("groups", 2, 100),
        ("target", 2, 7),
        ("whole", 2, 500),
        ("tenths", 2, 50),
        ("tenths", 1, 5),
        ("tenths", 0, None),
    ],
)
def test_a_base_is_in_the_last_place_of_the_actual(of: str, decimals: int, base: int | None) -> None:
    catalogue: list[Indicator | str] = [
        make_indicator("blood", of=of, decimals=decimals),
        "whole",
        make_indicator("tenths", decimals=1),
    ]
    results = [("01/01", "1", "whole", 5), ("01/01", "1", "tenths", 5)]
    assert figure(make_ward(catalogue, ["1"], results, {("1", "blood"): 7}))["base"] == base


@pytest.mark.parametrize(
    ("better", "actual", "base", "ratio", "gap"),
    [
        ("higher", 468, 300, 1.56, -168),
        ("higher", 30, 120, 0.25, 90),
        ("lower", 30, 120, 0.25, -90),
        ("lower", 150, 120, 1.25, 30),
        ("higher", 30, 0, None, None),
        ("higher", 30, None, None, None),
        ("higher", None, 30, None, None),
    ],
)
def test_ratio_and_gap(better: str, actual: int | None, base: int | None, ratio: float | None, gap: int | None) -> None:
    row = figure(against(actual, base, better=better))
    assert (row["ratio"], row["gap"]) == (ratio, gap)


@pytest.mark.parametrize(
    ("better", "ranks"),
    [
        ("higher", {None: None, "1": 2, "2": 1, "3": 2, "4": 4, "5": None, "6": None, "HPN": None}),
        ("lower", {None: None, "1": 2, "2": 4, "3": 2, "4": 1, "5": None, "6": None, "HPN": None}),
    ],
)
def test_residential_groups_rank_and_ties_share(better: str, ranks: dict[str | None, int | None]) -> None:
    groups = [*"123456", make_group("HPN", "union")]
    actuals = {"1": 5, "2": 6, "3": 10, "4": 0, "6": 99, "HPN": 99}
    targets = {"1": 10, "2": 10, "3": 20, "4": 10, "5": 10, "HPN": 10}
    ward = make_ward(
        [make_indicator("blood", better=better)],
        groups,
        [("01/01", code, "blood", value) for code, value in actuals.items()],
        {(code, "blood"): value for code, value in targets.items()} | {(None, "blood"): 10},
    )
    assert column(ward, "rank") == ranks


def test_rows_stand_in_the_wards_order() -> None:
    ward = make_ward(["fund", make_indicator("plants", scope="ward"), "blood"], ["10", "2", "HPN"])
    keys = figures(ward, END).select("group", "indicator").rows()
    per_group = [(code, key) for code in ("10", "2", "HPN") for key in ("fund", "blood")]
    assert keys == [(None, "fund"), (None, "plants"), (None, "blood"), *per_group]


def test_a_groups_part_in_a_ward_indicator_counts_for_the_ward() -> None:
    ward = make_ward([make_indicator("blood", scope="ward")], ["1"], [("01/01", "1", "blood", 158, ">=")])
    assert column(ward, "actual") == {None: 158}
    assert column(ward, "bound") == {None: ">="}


@pytest.mark.parametrize(
    "ward",
    [
        make_ward(),
        make_ward([], []),
        make_ward([], ["1"]),
        make_ward(["blood"], []),
        make_ward(results=WARD_RESULTS[:2]),
    ],
)
@pytest.mark.parametrize("as_of", [date.min, date(YEAR, 2, 28), END, date.max])
def test_every_ward_has_a_table_of_the_same_columns(ward: Ward, as_of: date) -> None:
    assert figures(ward, as_of).schema == FIGURES
    assert months(ward, as_of).schema == MONTHS


def test_many_results_give_the_same_figures_by_the_streaming_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    results = [
        (date(YEAR, 1 + n % 12, 1 + n % 28), "123"[n % 3], "ab"[n % 2], n % 7, ["", "~"][n % 5 == 0])
        for n in range(500)
    ]
    ward = make_ward(["a", make_indicator("b", measure="latest")], results=results)
    few = figures(ward, END), months(ward, END)
    monkeypatch.setattr("tui.ward.figures._MANY_RESULTS", 1)
    assert figures(ward, END).equals(few[0])
    assert months(ward, END).equals(few[1])


@pytest.mark.parametrize(
    ("measure", "as_of", "group", "expected"),
    [
        ("sum", "31/05", "1", [None, 3, 3, 8, 8]),
        ("sum", "30/04", "1", [None, 3, 3, 8]),
        ("sum", "19/04", "1", [None, 3, 3, 3]),
        ("latest", "31/05", "1", [None, 2, 2, 5, 5]),
        ("count", "31/05", "1", [None, 2, 2, 3, 3]),
        ("sum", "31/05", None, [7, 10, 10, 15, 15]),
        ("latest", "31/05", None, [7, 9, 9, 12, 12]),
        ("sum", "31/05", "2", [None] * 5),
    ],
)
def test_months_add_up_from_january(measure: str, as_of: str, group: str | None, expected: list[int | None]) -> None:
    results = [
        ("15/01", None, "blood", 7),
        ("01/02", "1", "blood", 1),
        ("28/02", "1", "blood", 2),
        ("20/04", "1", "blood", 5),
    ]
    ward = make_ward([make_indicator("blood", measure=measure)], ["1", "2"], results)
    table = months(ward, day(as_of)).filter(pl.col("group").eq_missing(pl.lit(group)))
    assert table.get_column("actual").to_list() == expected


@pytest.mark.parametrize(
    ("as_of", "count"), [(date(YEAR - 1, 12, 31), 0), (date(YEAR, 1, 1), 1), (date(YEAR + 1, 3, 1), 12)]
)
def test_there_are_the_months_of_the_wards_year_only(as_of: date, count: int) -> None:
    assert months(make_ward(groups=["1"]), as_of).get_column("month").n_unique() == count


@pytest.mark.parametrize(
    ("results", "today", "expected"),
    [
        ([("08/11", "1", "blood", 1), ("07/11", "1", "blood", 1)], date(YEAR, 3, 1), day("08/11")),
        ([], date(YEAR, 3, 1), date(YEAR, 3, 1)),
        ([], date(YEAR + 8, 3, 1), END),
        ([], date(YEAR - 1, 3, 1), END),
    ],
)
def test_the_newest_day(results: list[Result], today: date, expected: date) -> None:
    assert newest(make_ward(results=results), today) == expected


def test_figures_of_a_ward_that_never_was_enumerated() -> None:
    """Results may come as plain texts, without the Enums of `results_schema`."""
    ward = make_ward(results=[("01/01", "1", "blood", 5)])
    plain = replace(ward, results=ward.results.cast({"group": pl.String, "indicator": pl.String}))
    assert figures(plain, END).equals(figures(ward, END))


def test_running_totals_are_the_wards_day_by_day() -> None:
    results: list[Result] = [
        ("09/01", "1", "blood", 2),
        ("01/01", None, "blood", 1),
        ("01/01", "2", "blood", 3),
        ("05/01", "1", "other", 7),
        ("10/01", "1", "blood", 90),
    ]
    ward = make_ward(["other", "blood"], results=results)
    assert running_totals(ward, day("09/01"), ["blood"]).rows() == [
        ("blood", day("01/01"), 4),
        ("blood", day("09/01"), 6),
    ]
    assert running_totals(ward, day("06/01"), ["other", "blood"]).get_column("indicator").to_list() == [
        "other",
        "blood",
    ]
    assert running_totals(ward, END, []).is_empty()


def test_what_was_done_at_places() -> None:
    results: list[Result] = [
        ("01/01", "1", "blood", 1, "", "đê"),
        ("02/01", "1", "blood", 2, "~", "đê"),
        ("03/01", None, "blood", 4, "", "đê"),
        ("03/01", "1", "blood", 8, "", ""),
        ("09/01", "1", "blood", 16, "", "đê"),
    ]
    table = at_places(make_ward(results=results), day("08/01")).select("place", "group", "amount", "bound")
    assert set(table.cast({"bound": pl.String}).rows()) == {("đê", "1", 3, "~"), ("đê", None, 4, "")}


@pytest.mark.parametrize(
    ("group", "indicator", "as_of", "values"),
    [
        ("1", "blood", "31/12", [4, 3, 1]),
        ("1", "blood", "02/01", [3, 1]),
        ("2", "blood", "31/12", [5]),
        ("3", "blood", "31/12", []),
        ("1", "other", "31/12", [9]),
        (None, "blood", "02/01", [3, 2, 5, 1]),
    ],
)
def test_the_results_behind_a_figure_newest_first(
    group: str | None, indicator: str, as_of: str, values: list[int]
) -> None:
    results: list[Result] = [
        ("01/01", "1", "blood", 1),
        ("02/01", None, "blood", 2),
        ("02/01", "1", "blood", 3),
        ("03/01", "1", "blood", 4),
        ("01/01", "2", "blood", 5),
        ("01/01", "1", "other", 9),
    ]
    ward = make_ward(["blood", "other"], results=results)
    assert sources(ward, group, indicator, day(as_of))["value"].to_list() == values


@pytest.mark.parametrize("measure", ["sum", "latest", "count"])
def test_many_results_come_to_the_same(measure: str, monkeypatch: pytest.MonkeyPatch) -> None:
    results = [(f"{n:02}/0{month}", "12"[n % 2], "blood", n, "~"[n % 2 :]) for month in (1, 2) for n in range(1, 29)]
    ward = make_ward([make_indicator("blood", measure=measure)], results=results)
    few = figures(ward, END)
    monkeypatch.setattr("tui.ward.figures._MANY_RESULTS", 1)
    assert figures(ward, END).equals(few)
