"""A clock that is wrong, and changes: what was saved last is what its number says, whenever it was."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.fault.scenes import BLOOD, LAN, put, values_at, write
from tui.store import edits, journal
from tui.store.edits import Conflict, Who
from tui.store.keyed import Edit
from tui.store.system import OS

CLOCKS = (
    datetime(2018, 11, 8, tzinfo=UTC),
    datetime(1970, 1, 1, tzinfo=UTC),
    datetime(2038, 1, 20, tzinfo=UTC),
    datetime(2262, 4, 11, tzinfo=UTC),
    datetime(1980, 1, 1, tzinfo=UTC),
    datetime(2018, 11, 7, tzinfo=UTC),
)


def test_saves_go_by_their_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path)
    for number, time in enumerate(CLOCKS):
        set_to(time, monkeypatch)
        put(tmp_path, OS, (BLOOD, 310 + number))
    assert [entry.new for entry in edits.history(tmp_path)] == [315, 314, 313, 312, 311, 310]
    for number in reversed(range(5)):
        edits.undo(tmp_path, LAN)
        assert values_at(tmp_path, {BLOOD: None}) == {BLOOD: 310 + number}


@pytest.mark.parametrize("time", CLOCKS)
def test_who_changed_it_is_told_whatever_the_time_was(
    time: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path)
    set_to(time, monkeypatch)
    put(tmp_path, OS, (BLOOD, 310))
    with pytest.raises(Conflict) as caught:
        edits.save(tmp_path, "targets.toml", [Edit(BLOOD, 300, 320)], who=Who("minh", "p12"))
    assert caught.value.clashes[0].by is not None
    assert "lan" in str(caught.value)


def set_to(time: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> "Clock":
            return cls.fromtimestamp(0, UTC).replace(
                year=time.year, month=time.month, day=time.day, hour=time.hour, minute=time.minute, second=time.second
            )

    monkeypatch.setattr(journal, "datetime", Clock)
