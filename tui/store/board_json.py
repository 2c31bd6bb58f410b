"""A board as JSON and back, exactly: what the cache keeps of a ward.

Values are rows without names and days are ISO texts, so that a ward's thousand figures are back in milliseconds.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from datetime import date, datetime, time
from itertools import starmap
from operator import attrgetter
from typing import Any

from tui.errors import Problem
from tui.ward.board import (
    Board,
    Figure,
    Group,
    Indicator,
    Key,
    Model,
    PlaceResult,
    Status,
    Target,
    Team,
    Verdict,
    WardInfo,
)

Row = list[Any]
"""The values of a dataclass in the order of its fields, each as JSON has it."""

_AS_ROW = {
    kind: attrgetter(*(field.name for field in fields(kind)))
    for kind in (Figure, Group, Indicator, Model, PlaceResult, Problem, Target, Team, Verdict, WardInfo)
}

_STATUSES = {status.value: status for status in Status}

_day = date.fromisoformat


def _decimal(text: str) -> object:
    from decimal import Decimal  # 2 ms that a ward without scores need not wait for

    return Decimal(text)


_FROM_TEXT = {"Decimal": _decimal, "date": _day, "datetime": datetime.fromisoformat, "time": time.fromisoformat}
"""What a TOML file may hold and JSON may not, by the name of its type."""


def encode(board: Board) -> str:
    """`board` as one line of ASCII."""
    plain = {field.name: getattr(board, field.name) for field in fields(board)}
    plain |= {name: list(plain[name].values()) for name in ("figures", "last_year")}
    plain |= {name: _marked(plain[name]) for name in ("scoring", "scores")}
    plain["months"] = list(board.months.items())
    return json.dumps(plain, default=_plain, separators=(",", ":"))


def decode(text: str) -> Board:
    """The board of which `encode` made `text`."""
    plain = json.loads(text)
    return Board(
        info=_mended(WardInfo(*plain["info"]), aliases=tuple),
        year=plain["year"],
        years=tuple(plain["years"]),
        as_of=_day(plain["as_of"]),
        newest=_day(plain["newest"]),
        indicators=tuple(_mended(Indicator(*row), window=_window) for row in plain["indicators"]),
        groups=tuple(starmap(Group, plain["groups"])),
        figures=_figures(plain["figures"]),
        months={(group, indicator): tuple(actuals) for (group, indicator), actuals in plain["months"]},
        last_year=_figures(plain["last_year"]),
        not_comparable=tuple(plain["not_comparable"]),
        targets=tuple(starmap(Target, plain["targets"])),
        teams=tuple(starmap(Team, plain["teams"])),
        models=tuple(_mended(Model(*row), registered_on=_known_day) for row in plain["models"]),
        places=tuple(_mended(PlaceResult(*row), groups=tuple) for row in plain["places"]),
        weekly=tuple((group, _day(monday), sessions, came) for group, monday, sessions, came in plain["weekly"]),
        days={key: tuple((_day(day), total) for day, total in totals) for key, totals in plain["days"].items()},
        scoring=_unmarked(plain["scoring"]),
        scores=_unmarked(plain["scores"]),
        verdicts=tuple(starmap(Verdict, plain["verdicts"])),
        problems=tuple(starmap(Problem, plain["problems"])),
        problem_count=plain["problem_count"],
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else _AS_ROW[type(value)](value)


def _marked(value: Any) -> Any:
    """A value of a TOML file, with what JSON lacks as [null, type, text]: TOML has no null that could be mistaken."""
    match value:
        case Mapping():
            return {key: _marked(each) for key, each in value.items()}
        case list():
            return [_marked(each) for each in value]
        case str() | int() | float():
            return value
    return [None, type(value).__name__, str(value)]


def _unmarked(value: Any) -> Any:
    match value:
        case dict():
            return {key: _unmarked(each) for key, each in value.items()}
        case [None, kind, text]:
            return _FROM_TEXT[kind](text)
        case list():
            return [_unmarked(each) for each in value]
    return value


def _mended(value: Any, **types: Callable[[Any], Any]) -> Any:
    """The dataclass `value` with the fields that JSON keeps in another type turned back into their own."""
    return replace(value, **{name: made_of(getattr(value, name)) for name, made_of in types.items()})


def _known_day(text: str | None) -> date | None:
    return None if text is None else _day(text)


def _window(ends: list[str] | None) -> tuple[date, date] | None:
    return None if ends is None else (_day(ends[0]), _day(ends[1]))


def _figures(rows: Iterable[Row]) -> dict[Key, Figure]:
    figures = {}
    for group, key, actual, bound, target, base, ratio, status, rank, gap, reported in rows:
        day = _known_day(reported)
        figures[group, key] = Figure(group, key, actual, bound, target, base, ratio, _STATUSES[status], rank, gap, day)
    return figures
