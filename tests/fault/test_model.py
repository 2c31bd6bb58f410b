"""Two people, an editor without the app, and kills, held against a model that remembers everything in dictionaries."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import tomli_w
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.fault.scenes import FILE, is_in_step, leftovers
from tests.fault.seam import Counting, Failing, Killed, killed, running
from tui.errors import Refused
from tui.store import edits
from tui.store.edits import Conflict
from tui.store.journal import Who
from tui.store.keyed import Edit, Key, value_at

KEYS: Sequence[Key] = (
    ("ward", "blood", "value"),
    ("ward", "blood", "source"),
    ("group", "2", "blood", "value"),
    ("group", "10", "blood", "value"),
)
PEOPLE = (Who("lan", "p12"), Who("minh", "p12"))

values = st.none() | st.integers(0, 3)
people = st.sampled_from(PEOPLE)
keys = st.sampled_from(KEYS)
changes = st.dictionaries(keys, values, min_size=1, max_size=3)


@dataclass
class Person:
    """What one of them can undo and redo: the changes of each save."""

    done: list[list[Edit]] = field(default_factory=list)
    undone: list[list[Edit]] = field(default_factory=list)


class Meeting(RuleBasedStateMachine):
    """Everybody works on one file."""

    def __init__(self) -> None:
        super().__init__()
        self.home = TemporaryDirectory()
        self.folder = Path(self.home.name)
        self.values: dict[Key, object] = dict.fromkeys(KEYS)
        self.people = {who: Person() for who in PEOPLE}

    def teardown(self) -> None:
        with running(Counting()) as io:
            edits.save(self.folder, FILE, [], io=io)
        assert self.found() == self.values
        assert is_in_step(self.folder)
        assert leftovers(self.folder) == []
        self.home.cleanup()

    @initialize(start=st.dictionaries(keys, st.integers(0, 3)))
    def begin(self, start: Mapping[Key, object]) -> None:
        self.outside(start)

    @rule(who=people, wanted=changes)
    def saves(self, who: Who, wanted: Mapping[Key, object]) -> None:
        made = [Edit(path, self.values[path], new) for path, new in wanted.items()]
        self.attempt(who, made, lambda io: edits.save(self.folder, FILE, made, who=who, io=io))

    @rule(who=people, wanted=changes, seen=values, force=st.booleans())
    def saves_late(self, who: Who, wanted: Mapping[Key, object], seen: object, force: bool) -> None:
        made = [Edit(path, seen, new) for path, new in wanted.items()]
        self.attempt(who, made, lambda io: edits.save(self.folder, FILE, made, who=who, force=force, io=io), force)

    @rule(kind=st.sampled_from(["undo", "redo"]), who=people, force=st.booleans())
    def undoes_or_redoes(self, kind: str, who: Who, force: bool) -> None:
        self.step(kind, who, force)

    @rule(start=st.dictionaries(keys, st.integers(0, 3)))
    def outside(self, start: Mapping[Key, object]) -> None:
        """An editor writes the whole file anew."""
        self.values = dict.fromkeys(KEYS) | dict(start)
        tables: dict[str, Any] = {}
        for path, value in start.items():
            table = tables
            for part in path[:-1]:
                table = table.setdefault(part, {})
            table[path[-1]] = value
        (self.folder / FILE).write_bytes(tomli_w.dumps(tables).encode())

    @rule(who=people, path=keys, new=values, at=st.integers(1, 60))
    def is_killed(self, who: Who, path: Key, new: object, at: int) -> None:
        """A save ends at some call; the next one tells whether it was to be."""
        made = [Edit(path, self.values[path], new)]
        with running(Failing(killed, at)) as io, suppress(Killed):
            edits.save(self.folder, FILE, made, who=who, io=io)
        with running(Counting()) as io:
            edits.save(self.folder, FILE, [], io=io)
        if self.found() != self.values:
            self.people[who].done.append(made)
            self.people[who].undone.clear()
            self.values[path] = new

    @invariant()
    def the_file_has_what_the_model_has(self) -> None:
        assert self.found() == self.values

    def attempt(self, who: Who, made: Sequence[Edit], save: Callable[[Counting], object], force: bool = False) -> None:
        """Save, and see that it does what the model does, or conflicts where the model does."""
        before = dict(self.values)
        if self.clashed(made, save, force):
            return
        self.values |= {edit.path: edit.new for edit in made}
        changed = [Edit(edit.path, before[edit.path], edit.new) for edit in made if before[edit.path] != edit.new]
        if changed:
            self.people[who].done.append(changed)
            self.people[who].undone.clear()

    def step(self, kind: str, who: Who, force: bool) -> None:
        """Undo or redo, and see that it does what the model does."""
        person = self.people[who]
        source, target = (person.done, person.undone) if kind == "undo" else (person.undone, person.done)
        steps = {"undo": edits.undo, "redo": edits.redo}
        if not source:
            with running(Counting()) as io, pytest.raises(Refused, match=f"to {kind}"):
                steps[kind](self.folder, who, io=io)
            return
        made = [edit.reversed() for edit in source[-1]] if kind == "undo" else source[-1]
        if self.clashed(made, lambda io: steps[kind](self.folder, who, force=force, io=io), force):
            return
        self.values |= {edit.path: edit.new for edit in made}
        target.append(source.pop())

    def clashed(self, made: Sequence[Edit], save: Callable[[Counting], object], force: bool) -> bool:
        """Save, and see that it is refused for the values that the model finds changed since, and no others."""
        changed = {edit.path for edit in made if self.values[edit.path] not in (edit.old, edit.new)}
        clashes = set()
        with running(Counting()) as io:
            try:
                save(io)
            except Conflict as conflict:
                clashes = {clash.path for clash in conflict.clashes}
        assert clashes == (set() if force else changed)
        return bool(clashes)

    def found(self) -> dict[Key, object]:
        tables = edits.current(self.folder, FILE)
        return {path: value_at(tables, path) for path in KEYS}


TestMeeting = Meeting.TestCase
TestMeeting.settings = settings(max_examples=45, stateful_step_count=25)


@pytest.mark.long
def test_a_long_meeting() -> None:
    run_state_machine_as_test(Meeting, settings=settings(max_examples=3_000, stateful_step_count=40))
