"""Any board comes back from JSON as it was."""

from datetime import timedelta, timezone
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tui.errors import Problem
from tui.store.board_json import decode, encode
from tui.ward.board import (
    Board,
    Figure,
    Group,
    Indicator,
    Model,
    PlaceResult,
    Status,
    Target,
    Team,
    Verdict,
    WardInfo,
)

texts = st.text(max_size=8)
numbers = st.integers(-(10**18), 10**18)
ratios = st.floats(allow_nan=False, allow_infinity=False)
names = st.dictionaries(st.sampled_from(["vi", "en"]), texts)
keys = st.tuples(st.none() | texts, texts)
offsets = st.integers(-23, 23).map(lambda hours: timezone(timedelta(hours=hours)))
toml_values = st.recursive(
    texts
    | st.booleans()
    | st.integers()
    | st.decimals(allow_nan=False)
    | ratios
    | st.dates()
    | st.datetimes(timezones=st.none() | offsets).map(lambda at: at.replace(fold=0))
    | st.times().map(lambda at: at.replace(fold=0)),
    lambda values: st.lists(values, max_size=3) | st.dictionaries(texts, values, max_size=3),
    max_leaves=6,
)
documents = st.dictionaries(texts, toml_values, max_size=3)


def rows(kind: type, **special: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """A few values of a dataclass; `special` are the strategies of fields whose type does not tell enough."""
    return st.lists(st.builds(kind, **special), max_size=3).map(tuple)


figures = st.builds(Figure, ratio=st.none() | ratios, actual=st.none() | numbers, status=st.sampled_from(Status))
tables = st.lists(figures, max_size=4).map(lambda values: {(each.group, each.indicator): each for each in values})

boards = st.builds(
    Board,
    info=st.builds(WardInfo, aliases=st.lists(texts, max_size=2).map(tuple)),
    years=st.lists(st.integers(1900, 2100), max_size=3).map(tuple),
    indicators=rows(Indicator, names=names, shorts=names, window=st.none() | st.tuples(st.dates(), st.dates())),
    groups=rows(Group),
    figures=tables,
    months=st.dictionaries(keys, st.lists(st.none() | numbers, max_size=12).map(tuple), max_size=3),
    last_year=tables,
    not_comparable=st.lists(texts, max_size=2).map(tuple),
    targets=rows(Target),
    teams=rows(Team),
    models=rows(Model),
    places=rows(PlaceResult, groups=st.lists(texts, max_size=2).map(tuple)),
    weekly=st.lists(st.tuples(texts, st.dates(), numbers, st.none() | numbers), max_size=3).map(tuple),
    days=st.dictionaries(texts, st.lists(st.tuples(st.dates(), numbers), max_size=3).map(tuple), max_size=2),
    scoring=documents,
    scores=documents,
    verdicts=rows(Verdict, computed=st.none() | ratios),
    problems=rows(Problem),
    problem_count=numbers,
)


@given(boards)
def test_a_board_comes_back_as_it_was(board: Board) -> None:
    text = encode(board)
    again = decode(text)
    assert again == board
    assert repr(again) == repr(board), "equality lets a plain text pass for a status, 1.0 for 1 and True for 1"
    assert text.isascii()
    assert "\n" not in text
