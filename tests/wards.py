"""Wards made in memory, so that a test shows on one screen what it is about."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import polars as pl

from tui.ward.board import Group, Indicator, WardInfo
from tui.ward.ward import (
    GROUPS,
    LINEAGE,
    MODELS,
    PROBLEMS,
    TARGETS,
    TEAMS,
    Claim,
    Ward,
    results_schema,
)

YEAR = 2018
INFO = WardInfo("Ngọc Thụy")

Result = tuple[Any, ...]
"""(date, group or None, indicator, value, bound="", place="", note=""); the date is a `date` or a text like "08/11"."""

Targets = Mapping[tuple[str | None, str], int]
"""(group or None for the ward, indicator) to the value assigned."""


def day(text: str, year: int = YEAR) -> date:
    """The day of a text like "08/11"."""
    number, month = text.split("/")
    return date(year, int(month), int(number))


def make_indicator(key: str, **fields: Any) -> Indicator:
    """An indicator of that key, counted in people and held against its target unless `fields` say otherwise."""
    return Indicator(**{"key": key, "topic": "campaign", "names": {"vi": key}, "unit": "người"} | fields)


def make_group(code: str, kind: str = "residential", households: int | None = 100, leader: str = "") -> Group:
    """A group of that code, residential and of 100 households unless said otherwise."""
    return Group(code, f"Tổ dân phố {code}", kind, households, leader)


def make_ward(
    indicators: Iterable[Indicator | str] = ("blood",),
    groups: Iterable[Group | str] = ("1", "2", "3"),
    results: Iterable[Result] = (),
    targets: Targets | None = None,
    *,
    year: int = YEAR,
    years: tuple[int, ...] = (),
    info: WardInfo = INFO,
    **fields: Any,
) -> Ward:
    """A ward of those indicators and groups (a text is a key or code), results and targets, in the given order.

    Results stand on lines 2, 3, ... of their file; `fields` are the further fields of `Ward`.
    """
    catalogue = tuple(make_indicator(item) if isinstance(item, str) else item for item in indicators)
    members = [make_group(item) if isinstance(item, str) else item for item in groups]
    group_frame = pl.DataFrame([_row(group) for group in members], GROUPS, orient="row")
    result_rows = [_result_row(result, line, year) for line, result in enumerate(results, start=2)]
    target_rows = [(group, indicator, value, "", "") for (group, indicator), value in (targets or {}).items()]
    return Ward(
        info=info,
        year=year,
        years=years or (year,),
        catalogue=catalogue,
        groups=group_frame,
        results=pl.DataFrame(result_rows, results_schema(group_frame, catalogue), orient="row"),
        targets=pl.DataFrame(target_rows, TARGETS, orient="row"),
        **fields,
    )


def full_ward() -> Ward:
    """A ward that has something of everything."""
    fund = make_indicator("fund", topic="fund", unit="đồng")
    clean_up = make_indicator("clean-up", topic="environment", unit="buổi")
    catalogue: list[Indicator | str] = ["blood", fund, clean_up]
    return make_ward(
        catalogue,
        ["2", "10", make_group("HPN", "union", None, "Lan")],
        [
            ("05/01", "2", "blood", 5, "", "Hội trường"),
            ("06/03", "10", "blood", 7, "~", "Hội trường"),
            ("07/02", "2", "fund", 40, ">="),
            ("07/05", None, "fund", 60),
            ("08/11", "2", "clean-up", 1, "", "Đường Lý Sơn"),
            ("08/11", None, "clean-up", 2, "", "Đường Lý Sơn"),
            ("08/11", None, "blood", 1, "", "Đường Lý Sơn"),
        ],
        {("2", "blood"): 10, (None, "blood"): 20},
        years=(YEAR - 1, YEAR),
        teams=_frame(TEAMS, ("2", "Mai", 12, "chủ nhật")),
        models=_frame(
            MODELS, ("TT01", "collective", "Chi bộ 2", "2", "Tuyến hoa", "culture", "cơ sở", None, "registered")
        ),
        claims=(Claim("156 %", "page 1", "156", 468, 300), Claim("65 %", "page 2", "65", indicator="blood")),
        problems=_frame(PROBLEMS, *((f"{n}.csv", n, "value", "x", "a number") for n in range(120))),
        scoring={"floor": 0.5},
        scores={"model": {}},
        previous=make_ward(catalogue, ["2", "10"], [("05/01", "2", "blood", 3)], {("2", "blood"): 3}, year=YEAR - 1),
        lineage=_frame(LINEAGE, ("10", "HPN", 0.5, date(YEAR, 2, 1), "")),
    )


def _frame(schema: pl.Schema, *rows: tuple[Any, ...]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema, orient="row")


def _row(group: Group) -> tuple[Any, ...]:
    return (group.code, group.name, group.kind, group.households, group.leader)


def _result_row(result: Result, line: int, year: int) -> Result:
    on, group, indicator, value, *texts = result
    bound, place, note = (*texts, "", "", "")[:3]
    return (on if isinstance(on, date) else day(on, year), group, indicator, value, bound, place, note, line)
