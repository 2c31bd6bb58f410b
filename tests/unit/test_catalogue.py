from datetime import date

import pytest

from tui.store.toml_file import read_toml
from tui.ward import catalogue
from tui.ward.board import Indicator
from tui.ward.catalogue import catalogue_of
from tui.ward.toml_table import A_KNOWN_KEY, A_NAME, A_SHOWABLE_TEXT, A_TABLE, A_TEXT, TRUE_OR_FALSE, TomlTable

FILE = "indicators.toml"


def read(text: str, year: int = 2018) -> tuple[tuple[Indicator, ...], list[tuple[int, str, str, str]]]:
    values, lines = read_toml(text.encode(), FILE)
    table = TomlTable(values, FILE, lines)
    found = catalogue_of(table, year)
    return found, [(each.line, each.column, each.value, each.expected) for each in table.problems]


def right(text: str, year: int = 2018) -> tuple[Indicator, ...]:
    indicators, problems = read(text, year)
    assert problems == []
    return indicators


def test_an_indicator_in_full() -> None:
    (indicator,) = right(
        """
        [fund-poor]
        topic = "fund"
        name.vi = "Quỹ Vì người nghèo"
        name.en = "Fund for the Poor"
        short.vi = "VNN"
        unit = "đồng"
        unit_en = "dong"
        measure = "latest"
        of = "households"
        better = "lower"
        window = ["17/10", "18/11"]
        decimals = 0
        scope = "ward"
        headline = true
        """
    )
    assert indicator == Indicator(
        key="fund-poor",
        topic="fund",
        names={"vi": "Quỹ Vì người nghèo", "en": "Fund for the Poor"},
        shorts={"vi": "VNN"},
        unit="đồng",
        unit_en="dong",
        measure="latest",
        of="households",
        better="lower",
        window=(date(2018, 10, 17), date(2018, 11, 18)),
        scope="ward",
        headline=True,
    )


def test_an_indicator_needs_no_more_than_a_topic_and_a_name() -> None:
    assert right('blood = {topic = "blood", name = "Hiến máu"}') == (Indicator("blood", "blood", {"vi": "Hiến máu"}),)


def test_indicators_stay_in_their_order() -> None:
    text = "\n".join(f'[{key}]\ntopic = "land"\nname = "x"' for key in ("c", "a", "b"))
    assert [indicator.key for indicator in right(text)] == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("window", "year", "expected"),
    [
        ('["17/10", "18/11"]', 2018, (date(2018, 10, 17), date(2018, 11, 18))),
        ('["17/10", "18/11"]', 2019, (date(2019, 10, 17), date(2019, 11, 18))),
        ('["01/11", "31/01"]', 2018, (date(2018, 11, 1), date(2019, 1, 31))),
        ('["1/12", "29/2"]', 2019, (date(2019, 12, 1), date(2020, 2, 29))),
        ('["1/5", "1/5"]', 2018, (date(2018, 5, 1), date(2018, 5, 1))),
        ('["2018-10-17", "18/11/2018"]', 2018, (date(2018, 10, 17), date(2018, 11, 18))),
        ("[2018-10-17, 2018-11-18]", 2018, (date(2018, 10, 17), date(2018, 11, 18))),
    ],
)
def test_windows(window: str, year: int, expected: tuple[date, date]) -> None:
    (indicator,) = right(f'[a]\ntopic = "fund"\nname = "A"\nwindow = {window}', year)
    assert indicator.window == expected


@pytest.mark.parametrize(
    ("entry", "column", "value", "expected"),
    [
        ('topic = "money"', "topic", "money", catalogue.A_TOPIC),
        ("topic = 1", "topic", "1", catalogue.A_TOPIC),
        ('measure = "mean"', "measure", "mean", catalogue.A_MEASURE),
        ("measure = [1]", "measure", "[1]", catalogue.A_MEASURE),
        ('better = "up"', "better", "up", catalogue.A_DIRECTION),
        ('scope = "city"', "scope", "city", catalogue.A_SCOPE),
        ('of = "trees"', "of", "trees", catalogue.A_BASE),
        ('of = "a"', "of", "a", catalogue.A_BASE),
        ("of = 5", "of", "5", catalogue.A_BASE),
        ("decimals = 4", "decimals", "4", catalogue.DECIMALS),
        ("decimals = -1", "decimals", "-1", catalogue.DECIMALS),
        ("decimals = true", "decimals", "True", catalogue.DECIMALS),
        ("decimals = 1.0", "decimals", "1.0", catalogue.DECIMALS),
        ('headline = "yes"', "headline", "yes", TRUE_OR_FALSE),
        ("unit = 1", "unit", "1", A_TEXT),
        ('mesure = "latest"', "mesure", "latest", A_KNOWN_KEY),
        ("short = 1", "short", "1", A_NAME),
        ("window = []", "window", "[]", catalogue.A_WINDOW),
        ('window = "17/10"', "window", "17/10", catalogue.A_WINDOW),
        ('window = ["17/10", "18/13"]', "window", "['17/10', '18/13']", catalogue.A_WINDOW),
        ('window = ["29/2", "1/3"]', "window", "['29/2', '1/3']", catalogue.A_WINDOW),
        ('window = ["18/11/2018", "17/10/2018"]', "window", "['18/11/2018', '17/10/2018']", catalogue.A_WINDOW),
        ('window = ["17/10", "18/11", "1/1"]', "window", "['17/10', '18/11', '1/1']", catalogue.A_WINDOW),
        ('window = ["17/10", 5]', "window", "['17/10', 5]", catalogue.A_WINDOW),
    ],
)
def test_a_wrong_entry_falls_back_to_its_default(entry: str, column: str, value: str, expected: str) -> None:
    topic = "" if column == "topic" else 'topic = "fund"\n'
    indicators, problems = read(f'\n[a]\nname = "A"\n{topic}{entry}\n')
    assert problems == [(4 + bool(topic), f"a.{column}", value, expected)]
    (indicator,) = indicators
    assert indicator == Indicator("a", topic=value if value == "money" else "fund" if topic else "", names={"vi": "A"})


def test_a_missing_topic_is_a_problem_of_the_indicator() -> None:
    assert read('[b]\nname = "B"\ntopic="fund"\n\n[a]\nname = "A"\n')[1] == [(5, "a.topic", "", catalogue.A_TOPIC)]


@pytest.mark.parametrize("name", ["", "name = 1", 'name = ""', 'name.vi = " "', "name.vi = 1", "name = []"])
def test_an_indicator_without_a_name_is_left_out(name: str) -> None:
    indicators, problems = read(f'[b]\nname = "B"\ntopic = "fund"\n[a]\ntopic = "fund"\n{name}\n')
    assert [indicator.key for indicator in indicators] == ["b"]
    assert [(column, expected) for _, column, _, expected in problems] == [("a.name", A_NAME)]


ENTRY = '{topic = "fund", name = "X"}'


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (f'"" = {ENTRY}', (1, '""', "")),
        (f'" " = {ENTRY}', (1, '" "', " ")),
        (f'"a\\u200b" = {ENTRY}', (1, "a\ufffd", "a\ufffd")),
        (f'"\u1ebb" = {ENTRY}\n"e\u0309" = {ENTRY}', (2, "\u1ebb", "\u1ebb")),
    ],
)
def test_an_indicator_without_a_key_of_its_own_is_left_out(text: str, problem: tuple[int, str, str]) -> None:
    indicators, problems = read(f"{text}\nb = {ENTRY}\n")
    assert problems == [(*problem, catalogue.A_KEY)]
    assert [indicator.key for indicator in indicators] in (["b"], ["\u1ebb", "b"])


def test_an_entry_that_is_no_table_is_a_problem() -> None:
    indicators, problems = read('version = 2\n[a]\nname = "A"\ntopic = "fund"\n')
    assert len(indicators) == 1
    assert problems == [(1, "version", "2", A_TABLE)]


def test_texts_are_cleaned_and_reported() -> None:
    (indicator,), problems = read('[a]\ntopic = "fund"\nname = "Quy\\u0303\\u001b"\nunit = "\\u202eh"\n')
    assert (indicator.names, indicator.unit) == ({"vi": "Qu\u1ef9\ufffd"}, "\ufffdh")
    assert problems == [
        (3, "a.name", "Qu\u1ef9\ufffd", A_SHOWABLE_TEXT),
        (4, "a.unit", "\ufffdh", A_SHOWABLE_TEXT),
    ]


BASED = """
[{key}]
name = "{key}"
topic = "culture"
of = "{of}"
decimals = {decimals}
"""


@pytest.mark.parametrize(
    ("bases", "wrong"),
    [
        ([("a", "b", 0), ("b", "target", 0)], []),
        ([("a", "b", 1), ("b", "c", 0), ("c", "households", 0)], []),
        ([("a", "b", 0), ("b", "target", 1)], ["a"]),
        ([("a", "b", 0), ("b", "a", 0)], ["a", "b"]),
        ([("a", "b", 0), ("b", "c", 0), ("c", "b", 0)], ["b", "c"]),
        ([("a", "x", 0), ("b", "a", 0)], ["a"]),
    ],
)
def test_an_indicator_of_another(bases: list[tuple[str, str, int]], wrong: list[str]) -> None:
    text = "".join(BASED.format(key=key, of=of, decimals=decimals) for key, of, decimals in bases)
    indicators, problems = read(text)
    assert {key: "target" if key in wrong else of for key, of, _ in bases} == {each.key: each.of for each in indicators}
    assert [(column, expected) for _, column, _, expected in problems] == [
        (f"{key}.of", catalogue.A_BASE) for key in wrong
    ]
