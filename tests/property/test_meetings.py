"""Whatever happens in a meeting, no item is lost, and its file says the same as it does."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.meetings import at, make_meeting, usual_items
from tui.errors import Refused
from tui.store import keyed
from tui.store.keyed import Edit, Tables
from tui.store.meeting_file import meeting_of, values_of
from tui.store.toml_file import read_toml
from tui.ward import proceedings as does
from tui.ward.matters import matters
from tui.ward.meeting import Act, Change, Kind, Meeting, Ref, Shown, State
from tui.ward.toml_table import TomlTable

Step = Callable[[Meeting], Meeting]

DAYS = st.dates(date(2018, 1, 1), date(2019, 12, 31))
SENTENCES = st.sampled_from(["Khó vận động", 'Nói: "được" \\ #1', "Tổ 12 – 50 %", "1", "[x]"])
GROUPS = st.sampled_from([None, "12", "1B1", "31"])
KEYS = st.sampled_from([each.key for each in usual_items()])
MOMENTS = st.integers(0, 4 * 3600).map(lambda seconds: at(14) + timedelta(seconds=seconds))
REFS = st.sampled_from([Ref("2018-07-10", "k-1"), Ref("2018-07-10", "d-2"), Ref("2018-10-09", "d-1")])


def call(function: Callable[..., Meeting], *given_: st.SearchStrategy[Any]) -> st.SearchStrategy[Step]:
    return st.tuples(*given_).map(lambda values: lambda meeting: function(meeting, *values))


STEPS = st.one_of(
    call(does.start, MOMENTS),
    call(does.next_item, MOMENTS),
    call(does.skip, KEYS, MOMENTS),
    call(does.back, MOMENTS),
    call(does.go_to, KEYS, MOMENTS),
    call(does.move, KEYS, st.integers(-9, 9)),
    call(does.note, KEYS, SENTENCES),
    call(does.note_difficulty, SENTENCES, GROUPS, st.sampled_from([None, "blood"])),
    call(does.conclude, SENTENCES, st.sampled_from(["", "Tổ dân phố 12"]), st.none() | DAYS),
    call(does.act, REFS, st.sampled_from(Act), SENTENCES, DAYS),
    call(lambda meeting, key: does.withdraw(meeting, key), st.sampled_from(["d-1", "k-1", "a-1"])),
    call(lambda meeting, kind: does.describe(meeting, kind=kind, present=36), st.sampled_from(Kind)),
    call(
        lambda meeting, now: does.close(
            meeting, now, [Shown("blood", "Hiến máu", "468")], [Change("c-1", "Chỉ tiêu", "", "300", now, "ha")]
        ),
        MOMENTS,
    ),
    call(does.sign, st.just("Trần Thị Hà"), MOMENTS),
    call(does.number_notice, st.just("07-TB/ĐU"), DAYS),
    call(does.supplement, st.sampled_from(["k-1", "chair"]), SENTENCES, st.just("Minh"), MOMENTS),
)
STORIES = st.lists(STEPS, max_size=25)


def lived(steps: Sequence[Step], meeting: Meeting | None = None) -> Meeting:
    """A meeting after those of `steps` that were not refused."""
    meeting = meeting or make_meeting()
    for step in steps:
        with suppress(Refused):
            meeting = step(meeting)
    return meeting


def file_of(meeting: Meeting) -> Tables:
    values: Tables = {}
    for path, value in values_of(meeting).items():
        values = keyed.with_value(values, path, value)
    return values


def read_back(values: Tables) -> Meeting:
    parsed = read_toml(keyed.to_bytes(values, "x.toml"), "x.toml").values
    table = TomlTable(parsed, "x.toml")
    meeting = meeting_of("2018-10-09", table)
    assert table.problems == []
    return meeting


@given(STORIES)
def test_no_item_is_lost_and_one_at_most_is_current(steps: list[Step]) -> None:
    meeting = lived(steps)
    assert sorted(each.key for each in meeting.items) == sorted(each.key for each in usual_items())
    current = [each for each in meeting.items if each.state == State.CURRENT]
    assert len(current) <= 1
    assert [each for each in meeting.items if each.since] == current
    assert all(each.spent >= 0 for each in meeting.items)
    for entries in (meeting.difficulties, meeting.conclusions, meeting.actions):
        assert len({each.key for each in entries}) == len(entries)


@given(STORIES)
def test_the_file_says_what_the_meeting_is(steps: list[Step]) -> None:
    meeting = lived(steps)
    assert read_back(file_of(meeting)) == meeting


@given(STORIES, STORIES)
def test_what_is_signed_is_only_added_to(before: list[Step], after: list[Step]) -> None:
    over = replace(make_meeting(), started=at(14), ended=at(16))
    complete = [conclusion for conclusion in lived(before, over).conclusions if conclusion.complete]
    meeting = does.sign(replace(over, conclusions=tuple(complete)), "Trần Thị Hà", at(17))
    later = lived(after, meeting)
    assert replace(later, notice=None, supplements=()) == meeting


@given(STORIES, st.lists(STEPS, max_size=3), st.lists(STEPS, max_size=3))
def test_merged_edits_keep_everybodys_entries(shared: list[Step], mine: list[Step], yours: list[Step]) -> None:
    start = lived(shared)
    found = file_of(start)
    merged = found
    added: set[tuple[str, ...]] = set()
    for wanted in (lived(mine, start), lived(yours, start)):
        before, after = values_of(start), values_of(wanted)
        changes = [Edit(path, before.get(path), after.get(path)) for path in before | after]
        result = keyed.merge(merged, changes)
        if not result.clashes:
            merged = result.values
            added |= after.keys() - before.keys()
    assert all(keyed.value_at(merged, path) is not None for path in added)
    assert {each.key for each in read_back(merged).items} == {each.key for each in start.items}


@given(STORIES)
def test_every_difficulty_and_conclusion_is_a_matter(steps: list[Step]) -> None:
    meeting = lived(steps)
    found = matters([meeting])
    assert [each.said for each in found] == [*meeting.difficulties, *meeting.conclusions]
    assert sum(len(each.events) for each in found) == sum(each.of.meeting == meeting.id for each in meeting.actions)
