"""Values at their paths: found, changed, merged with what others changed, and written as TOML that reads the same."""

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.errors import Refused
from tui.store.keyed import Edit, Key, has_remarks, merge, same, storable, to_bytes, value_at, with_value
from tui.store.toml_file import read_toml

BLOOD: Key = ("ward", "blood", "value")

VALUES: Mapping[str, Any] = {
    "ward": {"trees": {"value": 10}, "blood": {"value": 300, "source": "quận"}},
    "group": {"2": {"blood": {"value": 5}}, "TDP 10": {"blood": {"value": 7}}},
}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (BLOOD, 300),
        (("ward", "blood", "source"), "quận"),
        (("ward", "houses", "value"), None),
        (("ward", "blood", "value", "more"), None),
        (("group", "2", "blood", "value"), 5),
        (("group", "10", "blood", "value"), 7),
        (("group", "tổ 010", "blood", "value"), 7),
        (("group", "3", "blood", "value"), None),
        (("group",), VALUES["group"]),
    ],
)
def test_a_value_is_found_at_its_path(path: Key, expected: object) -> None:
    assert value_at(VALUES, path) == expected


def toml(values: Mapping[str, object]) -> str:
    return to_bytes(values, "targets.toml").decode()


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (BLOOD, 320, "[ward.blood]\nvalue = 320\nsource"),
        (("ward", "blood", "assigned_by"), "HCTĐ", "[ward.blood]\nvalue = 300\nassigned_by = "),
        (("ward", "houses", "value"), 1, "[ward.houses]\nvalue = 1\n\n[ward.trees]"),
        (("group", "9", "blood", "value"), 1, '[group.9.blood]\nvalue = 1\n\n[group."TDP 10".blood]'),
        (("group", "22", "blood", "value"), 1, "value = 5\n\n[group.22.blood]\nvalue = 1\n"),
        (("group", "10", "blood", "value"), 8, '[group."TDP 10".blood]\nvalue = 8\n'),
    ],
)
def test_a_change_is_one_place_in_the_file(path: Key, value: object, expected: str) -> None:
    written = toml(with_value(VALUES, path, value))
    assert expected in written
    kept = set(toml(VALUES).splitlines()) - set(written.splitlines())
    assert len(kept) <= 1


def test_the_ward_stands_before_its_groups() -> None:
    values = with_value({"group": {"1": {"blood": {"value": 1}}}}, BLOOD, 300)
    assert toml(values).startswith("[ward.blood]")


def test_a_value_stands_before_where_it_comes_from() -> None:
    values = with_value({"ward": {"blood": {"assigned_by": "quận"}}}, BLOOD, 300)
    assert toml(values) == '[ward.blood]\nvalue = 300\nassigned_by = "quận"\n'


def test_what_is_taken_away_leaves_no_empty_tables() -> None:
    assert with_value({"ward": {"blood": {"value": 1}}, "x": {}}, BLOOD, None) == {"x": {}}
    assert with_value({}, BLOOD, None) == {}


@given(st.lists(st.tuples(st.sampled_from([("a",), ("b", "c"), ("b", "d", "e"), BLOOD]), st.integers(0, 3))))
def test_a_change_taken_back_leaves_the_same_bytes(changes: list[tuple[Key, int]]) -> None:
    values: Mapping[str, object] = {}
    for path, new in changes:
        before = toml(values)
        changed = with_value(values, path, new)
        assert toml(with_value(changed, path, value_at(values, path))) == before
        values = changed


def test_values_are_never_changed_in_place() -> None:
    before = toml(VALUES)
    with_value(VALUES, ("group", "2", "blood", "value"), 9)
    with_value(VALUES, BLOOD, None)
    assert toml(VALUES) == before


def test_a_value_in_the_place_of_a_table_is_nobodys_to_replace() -> None:
    with pytest.raises(Refused, match=r"value at ward\.blood"):
        merge({"ward": {"blood": 300}}, [Edit(BLOOD, None, 320)])


class TestMerge:
    @pytest.mark.parametrize(
        ("old", "new", "changed"),
        [
            (300, 320, [Edit(BLOOD, 300, 320)]),
            (300.0, 320, [Edit(BLOOD, 300, 320)]),
            (Decimal(300), None, [Edit(BLOOD, 300, None)]),
            (1, 300, []),
        ],
    )
    def test_takes_what_is_as_it_was_seen_or_already_as_wanted(
        self, old: object, new: object, changed: list[Edit]
    ) -> None:
        values, made, clashes = merge(VALUES, [Edit(BLOOD, old, new)])
        assert (list(made), clashes) == (changed, ())
        assert value_at(values, BLOOD) == new

    @pytest.mark.parametrize("seen", [None, 299, "300", True])
    def test_refuses_what_somebody_else_has_changed(self, seen: object) -> None:
        values, made, clashes = merge(VALUES, [Edit(BLOOD, seen, 320)])
        assert (values, made, clashes) == (VALUES, (), (Edit(BLOOD, 300, 320),))

    def test_refuses_what_somebody_else_has_taken_away(self) -> None:
        assert merge({}, [Edit(BLOOD, 300, 320)]).clashes == (Edit(BLOOD, None, 320),)

    def test_takes_it_nevertheless_when_told_to(self) -> None:
        merged = merge(VALUES, [Edit(BLOOD, 299, 320)], force=True)
        assert (merged.changed, merged.clashes) == ((Edit(BLOOD, 300, 320),), ())

    def test_keeps_other_keys(self) -> None:
        mine = merge(VALUES, [Edit(BLOOD, 300, 320)]).values
        both = merge(mine, [Edit(("ward", "trees", "value"), 10, 11)]).values
        assert (value_at(both, BLOOD), value_at(both, ("ward", "trees", "value"))) == (320, 11)


@pytest.mark.parametrize(
    "new",
    [
        float("nan"),
        float("inf"),
        "two\nlines",
        "\x1b[2J",
        "Thu\u0309y",
        "\u202etxt",
        [1],
        {"a": 1},
        b"x",
    ],
)
def test_what_could_not_be_had_back_is_refused(new: object) -> None:
    with pytest.raises(Refused, match="cannot be kept"):
        storable(Edit(BLOOD, None, new))


@pytest.mark.parametrize("path", [(), ("ward", "a\nb", "value"), ("ward", "\x1b", "value")])
def test_keys_are_as_clean_as_values(path: Key) -> None:
    with pytest.raises(Refused, match="cannot be kept"):
        storable(Edit(path, None, 1))


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (9.5, Decimal("9.5")),
        (Decimal("9.50"), Decimal("9.5")),
        (True, True),
        (10**12, 10**12),
        (Decimal("1e9999"), Decimal("1e9999")),
        (Decimal("1e-9999"), Decimal("1e-9999")),
        (date(2018, 1, 1), date(2018, 1, 1)),
    ],
)
def test_fractions_are_kept_as_the_journal_gives_them_back(new: object, expected: object) -> None:
    found = storable(Edit(BLOOD, None, new))
    assert str(found) == str(expected)


numbers = st.integers() | st.decimals(allow_nan=False) | st.just(Decimal("NaN")) | st.booleans()
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
scalars = numbers | texts | st.dates()
tables = st.recursive(
    st.dictionaries(texts, scalars | st.lists(scalars, max_size=3), max_size=3),
    lambda inner: st.dictionaries(texts, inner | st.lists(inner, max_size=2), max_size=3),
    max_leaves=8,
)


@given(tables)
def test_what_is_written_reads_the_same(values: dict[str, object]) -> None:
    data = to_bytes(values, "targets.toml")
    assert same(read_toml(data, "targets.toml").values, values)
    assert tomllib.loads(data.decode()).keys() == values.keys()


@pytest.mark.parametrize(
    "values",
    [
        {"a": None},
        {"a": "x" * (5 * 2**20)},
        {"a": int("9" * 1200)},
        {"a": object()},
        {"a": "\ud800"},
    ],
)
def test_what_would_not_read_the_same_is_not_written(values: dict[str, object]) -> None:
    with pytest.raises(Refused, match="nothing was saved"):
        to_bytes(values, "targets.toml")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (1, 1, True),
        (1, Decimal("1.0"), True),
        (1, True, False),
        (True, 1, False),
        (0, False, False),
        (1, "1", False),
        (None, None, True),
        (None, 0, False),
        (Decimal("NaN"), Decimal("NaN"), True),
        (Decimal("NaN"), 1, False),
        ([1, 2], [1, 2], True),
        ([1, 2], [1], False),
        ([1], {"a": 1}, False),
        ({"a": 1}, {"a": 1, "b": 2}, False),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
        (date(2018, 1, 1), date(2018, 1, 1), True),
    ],
)
def test_which_values_are_the_same(one: object, other: object, expected: bool) -> None:
    assert same(one, other) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = 1\n", False),
        ("# agreed\na = 1\n", True),
        ("a = 1 # agreed\n", True),
        ('a = "#1"\n', False),
        ('a = "#1" # agreed\n', True),
        ('"#" = 1\n', False),
    ],
)
def test_which_files_have_remarks(text: str, expected: bool) -> None:
    data = text.encode()
    assert has_remarks(data, to_bytes(tomllib.loads(text), "targets.toml")) is expected
