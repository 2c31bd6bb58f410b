"""What the app itself has written, spoilt by whatever: journal, meetings, drafts and words of papers.

A reader never fails but in a way that is told, and a wrong line costs no good one beside it.
"""

import json
import tempfile
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
import tomli_w
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.hostile import unseen
from tests.meetings import at, make_meeting, signed
from tests.small_ward import small_board
from tui import change_words
from tui.errors import Refused
from tui.office.words import words_of
from tui.store import drafts
from tui.store.journal import JOURNAL, Record, decode, encode, read_journal
from tui.store.keyed import Edit, Tables, to_bytes, with_value
from tui.store.meeting_file import meeting_of, values_of
from tui.store.meetings import read_meetings
from tui.store.toml_file import read_toml
from tui.targets_cli import History
from tui.ward import proceedings as does
from tui.ward.meeting import Meeting
from tui.ward.toml_table import TomlTable

LONG = 3_000

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(["2018-13-01", "{x}", "1e9"])
plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
values = st.recursive(plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner))
garbage = st.binary(max_size=40) | st.text(max_size=30).map(lambda text: text.encode(errors="surrogatepass"))
moments = st.sampled_from(["2018-11-08T07:00:00Z", "0001-01-01T00:00:00", "9999-12-31T23:59:59-12:00", "x"]) | (
    st.datetimes().map(datetime.isoformat)
)

seconds = st.datetimes().map(lambda moment: moment.replace(microsecond=0))
storable = st.booleans() | st.integers(-(10**20), 10**20) | st.floats() | words | seconds | st.just({"x": 1})

RECORD: dict[str, Any] = {
    "v": 1,
    "seq": 1,
    "at": "2018-11-08T07:00:00Z",
    "who": "lan",
    "host": "p12",
    "file": "targets.toml",
    "what": "set",
    "edits": [{"path": ["ward", "blood", "value"], "old": None, "new": 3}],
    "reason": "",
    "before": "",
    "after": "",
}
edits = st.lists(st.fixed_dictionaries({"path": st.lists(st.text(max_size=5), max_size=4), "old": plain, "new": plain}))


def as_json(fields: object) -> bytes:
    return json.dumps(fields).encode()


def sealed(body: str) -> bytes:
    """A line of the journal whose checksum is right, whatever it says."""
    data = body.removesuffix("}").encode(errors="surrogatepass")
    return data + b',"crc":"%08x"}' % crc32(data)


@st.composite
def forged(draw: st.DrawFn) -> bytes:
    """A line with a right checksum and wrong, strange or missing fields."""
    fields = RECORD | {"at": draw(moments), "edits": draw(edits | values)}
    if name := draw(st.sampled_from(["", *RECORD, "of", "staged", "other"])):
        fields[name] = draw(values)
    if name := draw(st.sampled_from(["", *RECORD])):
        fields.pop(name)
    return sealed(json.dumps(fields, separators=(",", ":"), ensure_ascii=draw(st.booleans())))


def check_line(line: bytes) -> None:
    """It is a record that can be shown and written again, or none."""
    record = decode(line)
    if record is None:
        return
    for entry in record.entries():
        assert entry.at.tzinfo
        assert not unseen(change_words.dated(small_board(), entry) + change_words.news(small_board(), [entry]))
        assert not unseen("".join([entry.who, entry.host, entry.file, entry.reason, *entry.path]))
        assert not unseen(f"{entry.old}{entry.new}")
    json.loads(History(small_board(), record.entries()).text("json"), parse_constant=pytest.fail)
    again = decode(encode(record).rstrip(b"\n"))
    assert again is not None
    assert (again.seq, again.at, again.who) == (record.seq, record.at, record.who)


E9999 = sealed(json.dumps(RECORD, separators=(",", ":")).replace(":3}", ":1e9999}"))


@given(forged() | garbage)
@settings(max_examples=150)
@example(E9999)
@example(sealed(json.dumps(RECORD | {"at": "0001-01-01T00:00:00"})))
@example(sealed(json.dumps(RECORD | {"at": "2018-11-08T14:05:00"})))
def test_a_line_of_the_journal_is_a_record_or_none(line: bytes) -> None:
    check_line(line)


@pytest.mark.long
@given(forged() | garbage)
@settings(max_examples=LONG)
def test_a_line_of_the_journal_is_a_record_or_none_at_length(line: bytes) -> None:
    check_line(line)


GOOD = [
    Record(seq, "2018-11-08T07:00:00Z", "lan", "p12", "targets.toml", "set", (Edit(("a",), None, seq),), "", "", "")
    for seq in range(1, 5)
]


def check_journal(bad: list[bytes]) -> None:
    """The good records are read, whatever lines stand between them."""
    lines = [line for record, spoilt in zip(GOOD, bad, strict=True) for line in (encode(record).rstrip(b"\n"), spoilt)]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / JOURNAL).write_bytes(b"\n".join(lines))
        past = read_journal(Path(folder))
    assert [record for record in past.records if record.who == "lan"] == GOOD
    assert past.damaged == sum(1 for line in b"\n".join(bad).split(b"\n") if line and decode(line) is None)


four_lines = st.lists(garbage, min_size=len(GOOD), max_size=len(GOOD))


@given(four_lines)
@settings(max_examples=50)
def test_bad_lines_hide_no_good_ones(bad: list[bytes]) -> None:
    check_journal(bad)


@pytest.mark.long
@given(four_lines)
@settings(max_examples=LONG)
def test_bad_lines_hide_no_good_ones_at_length(bad: list[bytes]) -> None:
    check_journal(bad)


def full_meeting() -> Meeting:
    """One that has something of everything but actions."""
    meeting = does.note_difficulty(make_meeting(present=36), "Thiếu người", "12", "blood")
    meeting = signed(does.conclude(meeting, "Vận động", "Tổ dân phố 12", at(14).date()))
    return does.number_notice(meeting, "07-TB/ĐU", at(17).date())


def file_of(meeting: Meeting) -> bytes:
    tables: Tables = {}
    for path, value in values_of(meeting).items():
        tables = with_value(tables, path, value)
    return to_bytes(tables, "x.toml")


MEETING = file_of(full_meeting())


@st.composite
def spoilt_meetings(draw: st.DrawFn) -> bytes:
    """The file of a meeting, with something cut out of it and something put in its place."""
    start, length = draw(st.integers(0, len(MEETING))), draw(st.integers(0, 40))
    return MEETING[:start] + draw(garbage) + MEETING[start + length :]


@st.composite
def strange_meetings(draw: st.DrawFn) -> bytes:
    """The file of a meeting, with strange values at some of its paths."""
    tables: Tables = {}
    for path, value in values_of(full_meeting()).items():
        tables = with_value(tables, path, draw(storable) if draw(st.integers(0, 3)) == 0 else value)
    return tomli_w.dumps(tables).encode()


def check_meeting(data: bytes) -> None:
    """It opens or is told of, it hides no other meeting, and what was signed stays signed."""
    with tempfile.TemporaryDirectory() as folder:
        ward = Path(folder)
        meetings = ward / "2018" / "meetings"
        meetings.mkdir(parents=True)
        (ward / "2018" / "groups.csv").write_text("code,name\n", encoding="utf-8")
        (meetings / "2018-07-10.toml").write_bytes(MEETING)
        (meetings / "2018-10-09.toml").write_bytes(data)
        found = read_meetings(ward, 2018)
    good, *others = found.meetings
    assert good == replace(full_meeting(), id="2018-07-10")
    assert [each.id for each in others] == ["2018-10-09"] or found.problems
    assert not unseen("".join(f"{each.column}{each.value}" for each in found.problems))
    for meeting in others:
        assert not unseen("".join(f"{path}{value}" for path, value in values_of(meeting).items()))
        again = meeting_of(meeting.id, TomlTable(read_toml(file_of(meeting), "x").values, "x"))
        assert again == meeting


@given(spoilt_meetings() | strange_meetings())
@settings(max_examples=60)
def test_whatever_a_meeting_holds_it_opens_or_is_told_of(data: bytes) -> None:
    check_meeting(data)


@pytest.mark.long
@given(spoilt_meetings() | strange_meetings())
@settings(max_examples=LONG)
def test_whatever_a_meeting_holds_it_opens_or_is_told_of_at_length(data: bytes) -> None:
    check_meeting(data)


own_words = st.recursive(
    storable | st.lists(words, max_size=2),
    lambda inner: st.dictionaries(st.sampled_from(["words", "draft", "page", "size", "kinds", "bloc", "x"]), inner),
)


@given(own_words)
def test_a_wards_own_words_are_used_or_refused(own: object) -> None:
    with suppress(Refused):
        words_of(own if isinstance(own, dict) else {"words": own})


@given(garbage | st.dictionaries(st.sampled_from(["group", "indicator", "key", "text", "x"]), plain).map(as_json))
def test_a_draft_is_one_or_none(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "draft"
        file.write_bytes(data)
        draft = drafts.kept(file)
    assert draft is None or not unseen(f"{draft.group}{draft.indicator}{draft.key}{draft.text}")
