"""Lines of the journal: what they say, which of them count, and what is shown of them."""

import errno
import json
import os
import pwd
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from zlib import crc32

import pytest

from tests.fault.seam import Counting, Failing, FailingAt, Fault, error, garbled, half, running
from tui.errors import Refused
from tui.store.durable import Unconfirmed
from tui.store.journal import JOURNAL, Entry, Past, Record, Who, decode, encode, intent, now, read_journal
from tui.store.keyed import Edit, same

BLOOD = ("group", "22", "blood", "value")

RECORD = Record(
    seq=1,
    at="2018-11-08T02:30:00Z",
    who="lan",
    host="p12",
    file="targets.toml",
    what="set",
    edits=(Edit(BLOOD, None, 8), Edit(("ward", "blood", "source"), "họp", None)),
    reason="họp giao ban 8/11",
    before="",
    after="ab",
)


def noted(folder: Path, *records: Record) -> None:
    with intent(folder, records):
        pass


def test_a_record_is_one_line_of_json_that_is_safe_to_look_at() -> None:
    line = encode(RECORD)
    assert line.isascii()
    assert line.endswith(b"}\n")
    fields = json.loads(line)
    assert {name: fields[name] for name in ("v", "seq", "at", "who", "host", "file", "what", "reason")} == {
        "v": 1,
        "seq": 1,
        "at": "2018-11-08T02:30:00Z",
        "who": "lan",
        "host": "p12",
        "file": "targets.toml",
        "what": "set",
        "reason": "họp giao ban 8/11",
    }
    assert fields["edits"][0] == {"path": ["group", "22", "blood", "value"], "old": None, "new": 8}


@pytest.mark.parametrize(
    "record",
    [
        RECORD,
        replace(RECORD, edits=()),
        replace(RECORD, what="undo", of=7),
        replace(RECORD, staged=".targets.toml.1a2b3c4d.tmp"),
        replace(RECORD, reason='"\n\x1b]0;x\x07\u202e,"crc":"00000000"}'),
        replace(RECORD, edits=(Edit(("a",), Decimal("9.5"), True), Edit(("a",), 10**30, Decimal("1e-7")))),
    ],
)
def test_a_record_is_read_as_it_was_written(record: Record) -> None:
    assert decode(encode(record).rstrip(b"\n")) == record


@pytest.mark.parametrize(
    "value",
    [
        Decimal("NaN"),
        Decimal("-Infinity"),
        Decimal("1e9999"),
        Decimal("-1e-9999"),
        Decimal("1e999999999"),
        datetime(2018, 11, 8),
        datetime(2018, 11, 8, 14, 5, tzinfo=UTC),
        date(2018, 11, 8),
        time(14, 5),
        [Decimal("1e9999"), [date(2018, 11, 8)], "1e9999"],
        {"a": [Decimal("1.5")]},
    ],
)
def test_what_json_has_not_comes_back_as_it_was(value: object) -> None:
    found = decode(encode(replace(RECORD, edits=(Edit(("a",), value, 1),))).rstrip(b"\n"))
    assert found is not None
    assert same(found.edits[0].old, value)
    (entry,) = found.entries()
    assert isinstance(entry.old, str | Decimal)


@pytest.mark.parametrize("text", ["1", '"1"', "[1.5]", "1.5\nb = 2", "x", "", "{a = 1.5}"])
def test_a_line_with_a_forged_value_is_put_aside(text: str) -> None:
    line = encode(replace(RECORD, edits=(Edit(("a",), {"toml": text}, 1),))).rstrip(b"\n")
    assert decode(line) is None


@pytest.mark.parametrize(
    "spoil",
    [
        lambda line: line[:-1],
        lambda line: line[1:],
        lambda line: line.replace(b'"lan"', b'"lam"'),
        lambda line: b"",
        lambda line: b"{}",
        lambda line: b"\0" * 30,
        lambda line: signed('{"v":1'),
        lambda line: signed(fields_of(line, v=2)),
        lambda line: signed(fields_of(line, at="yesterday")),
        lambda line: signed(fields_of(line, at="2018-11-08T14:05:00")),
        lambda line: signed(fields_of(line, seq="1")),
        lambda line: signed(fields_of(line, seq=10**4299)),
        lambda line: signed(fields_of(line, who=None)),
        lambda line: signed(fields_of(line, edits=[{"path": 1}])),
        lambda line: signed(fields_of(line, edits=[{"path": [], "old": 1, "new": 2}])),
        lambda line: signed(fields_of(line, edits=3)),
        lambda line: signed(fields_of(line, more=1)),
        lambda line: signed("[" * 100_000),
        lambda line: signed("[1"),
    ],
)
def test_a_line_that_is_no_record_does_not_count(spoil: Callable[[bytes], bytes]) -> None:
    line = encode(RECORD).rstrip(b"\n")
    past = Past(line + b"\n" + spoil(line) + b"\n" + encode(replace(RECORD, seq=2)))
    assert [record.seq for record in past.records] == [1, 2]
    assert past.damaged == (1 if spoil(line) else 0)


def fields_of(line: bytes, **changed: object) -> str:
    """The fields of a line without its checksum, some of them changed, without the last bracket."""
    fields = json.loads(line) | changed
    del fields["crc"]
    return json.dumps(fields)[:-1]


def signed(body: str) -> bytes:
    """A line with a checksum that fits."""
    return f'{body},"crc":"{crc32(body.encode()):08x}"}}'.encode()


def test_an_empty_journal_has_no_past() -> None:
    past = Past(b"")
    assert (list(past.newest_first()), past.seq, past.damaged, past.newest("targets.toml")) == ([], 0, 0, None)


def test_the_past_knows_the_newest_of_each_file() -> None:
    records = [RECORD, replace(RECORD, seq=2, file="scores.toml"), replace(RECORD, seq=3)]
    past = Past(b"".join(map(encode, records)))
    assert past.records == records
    assert list(past.newest_first()) == records[::-1]
    assert (past.seq, past.newest("targets.toml"), past.newest("scores.toml")) == (3, records[2], records[1])


def test_what_is_shown_is_clean() -> None:
    nasty = "\x1b]0;x\x07\u202e"
    edit = Edit((nasty,), nasty, [nasty])
    record = replace(RECORD, who=nasty, host=nasty, reason=nasty, edits=(edit,))
    (entry,) = record.entries()
    shown = [entry.who, entry.host, entry.reason, *entry.path, str(entry.old), str(entry.new)]
    assert all(shown)
    assert "".join(shown).replace("\ufffd", "").isprintable()


def test_an_entry_has_what_a_history_shows() -> None:
    assert next(RECORD.entries()) == Entry(
        *(1, datetime(2018, 11, 8, 2, 30, tzinfo=UTC), "lan", "p12", "targets.toml", "set"),
        *(BLOOD, None, 8, "họp giao ban 8/11"),
    )


class TestIntent:
    def test_is_on_disk_while_it_is_done(self, tmp_path: Path) -> None:
        io = Counting()
        with running(io), intent(tmp_path, [RECORD], io):
            assert io.names.index("write") < io.names.index("fsync")
            assert read_journal(tmp_path).records == [RECORD]

    def test_stays_when_it_has_been_done(self, tmp_path: Path) -> None:
        noted(tmp_path, RECORD)
        noted(tmp_path, replace(RECORD, seq=2))
        assert [record.seq for record in read_journal(tmp_path).records] == [1, 2]

    def test_is_withdrawn_when_it_fails(self, tmp_path: Path) -> None:
        noted(tmp_path, RECORD)
        with pytest.raises(RuntimeError), intent(tmp_path, [replace(RECORD, seq=2)]):
            raise RuntimeError
        assert read_journal(tmp_path).records == [RECORD]

    @pytest.mark.parametrize("fault", [error(errno.ENOSPC), half, garbled])
    def test_that_cannot_be_written_is_no_intent(self, fault: Fault, tmp_path: Path) -> None:
        noted(tmp_path, RECORD)
        before = (tmp_path / JOURNAL).read_bytes()
        with (
            running(FailingAt(fault, "write")) as io,
            pytest.raises(OSError, match=r"."),
            intent(tmp_path, [RECORD], io),
        ):
            raise AssertionError("it must not be done")
        assert (tmp_path / JOURNAL).read_bytes() == before

    def test_that_cannot_be_withdrawn_is_unconfirmed(self, tmp_path: Path) -> None:
        with (
            running(FailingAt(error(errno.EIO), "ftruncate")) as io,
            pytest.raises(Unconfirmed),
            intent(tmp_path, [RECORD], io),
        ):
            raise OSError(errno.EIO, "the disk is gone")
        assert read_journal(tmp_path).records == [RECORD]

    def test_that_may_have_been_done_is_not_withdrawn(self, tmp_path: Path) -> None:
        with pytest.raises(Unconfirmed), intent(tmp_path, [RECORD]):
            raise Unconfirmed("targets.toml", OSError(errno.EIO, "the disk is gone"))
        assert read_journal(tmp_path).records == [RECORD]

    @pytest.mark.parametrize("torn", [b'{"v":1,"se', b"\0\0\0", b"x"])
    def test_keeps_apart_from_a_torn_line(self, torn: bytes, tmp_path: Path) -> None:
        (tmp_path / JOURNAL).write_bytes(encode(RECORD) + torn)
        noted(tmp_path, replace(RECORD, seq=2))
        past = read_journal(tmp_path)
        assert ([record.seq for record in past.records], past.damaged) == ([1, 2], 1)

    def test_takes_a_whole_line_without_its_break_for_whole(self, tmp_path: Path) -> None:
        (tmp_path / JOURNAL).write_bytes(encode(RECORD).rstrip(b"\n"))
        noted(tmp_path, replace(RECORD, seq=2))
        past = read_journal(tmp_path)
        assert ([record.seq for record in past.records], past.damaged) == ([1, 2], 0)


def test_a_journal_that_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / JOURNAL).mkdir()
    with pytest.raises(Refused, match="not a plain file"):
        read_journal(tmp_path)


def test_a_journal_that_fails_is_no_empty_one(tmp_path: Path) -> None:
    noted(tmp_path, RECORD)
    with running(Failing(error(errno.EIO), 1)) as io, pytest.raises(OSError, match=r"."):
        read_journal(tmp_path, io)


def test_the_time_is_utc() -> None:
    said = datetime.fromisoformat(now())
    assert now().endswith("Z")
    assert abs((datetime.now(UTC) - said).total_seconds()) < 3600


class TestWho:
    def test_without_an_account_is_a_number(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def unknown(uid: int) -> None:
            raise KeyError(uid)

        monkeypatch.setattr(pwd, "getpwuid", unknown)
        assert Who.here().user == str(os.geteuid())

    def test_is_the_account_whatever_the_environment_says(self) -> None:
        script = "from tui.store.journal import Who; print(Who.here().user)"
        names = {
            subprocess.run(
                [sys.executable, "-c", script], env=os.environ | {"USER": name, "LOGNAME": name}, capture_output=True
            ).stdout
            for name in ("lan", "minh")
        }
        assert len(names) == 1

    def test_is_the_same_in_another_program(self) -> None:
        here = Who.here()
        assert here.pid == os.getpid()
        assert replace(here, pid=1) == here
        assert replace(RECORD, who=here.user, host=here.host).is_by(replace(here, pid=1))

    def test_is_another_at_another_computer(self) -> None:
        assert not RECORD.is_by(Who("lan", "p13"))
