"""A meeting's file: what is wrong in it is told and left out, the rest is read."""

from datetime import date, datetime, timedelta

import pytest

from tui.store import meeting_file
from tui.store.meeting_file import ONE_OF, meeting_of
from tui.store.toml_file import read_toml
from tui.ward.meeting import Act, Item, Kind, Meeting, Part, Ref, State
from tui.ward.toml_table import A_TABLE, A_TEXT, TRUE_OR_FALSE, TomlTable

FILE = "2018/meetings/2018-10-09.toml"

Problems = list[tuple[int, str, str, str]]


def read(text: str, name: str = "2018-10-09") -> tuple[Meeting, Problems]:
    values, lines = read_toml(text.encode(), FILE)
    table = TomlTable(values, FILE, lines)
    meeting = meeting_of(name, table)
    return meeting, [(each.line, each.column, each.value, each.expected) for each in table.problems]


def test_an_empty_file_is_a_draft_of_its_day() -> None:
    assert read("") == (Meeting("2018-10-09", date(2018, 10, 9)), [])
    assert read("", "2018-10-09-2")[0] == Meeting("2018-10-09-2", date(2018, 10, 9))


def test_a_file_as_people_write_it() -> None:
    meeting, problems = read(
        """
        date = 09/10/2018
        """.replace("09/10/2018", '"09/10/2018"')
        + """
        kind = "front"
        started = 2018-10-09T14:00:00+07:00
        own = "kept"
        [item.last]
        part = "last"
        order = 2
        [item.opening]
        part = "opening"
        order = 1
        state = "current"
        since = "2018-10-09T14:00:00+07:00"
        [conclusion.k-10]
        text = "b"
        [conclusion.k-2]
        text = "a"
        deadline = 2018-11-01
        task = false
        [action.a-1]
        of = "2018-07-10/k-1"
        act = "extended"
        deadline = "1/11/2018"
        """
    )
    assert problems == []
    assert (meeting.kind, meeting.started) == (Kind.FRONT, datetime.fromisoformat("2018-10-09T14:00:00+07:00"))
    assert meeting.items == (
        Item("opening", Part.OPENING, state=State.CURRENT, since=meeting.started),
        Item("last", Part.LAST),
    )
    assert [(each.key, each.deadline, each.task) for each in meeting.conclusions] == [
        ("k-2", date(2018, 11, 1), False),
        ("k-10", None, True),
    ]
    assert [(each.of, each.act, each.deadline) for each in meeting.actions] == [
        (Ref("2018-07-10", "k-1"), Act.EXTENDED, date(2018, 11, 1))
    ]


def test_a_moment_without_a_zone_is_this_computers() -> None:
    meeting, _ = read("started = 2018-10-09T14:00:00")
    assert meeting.started == datetime(2018, 10, 9, 14).astimezone()
    assert meeting.started is not None
    assert meeting.started.utcoffset() is not None
    assert abs(meeting.started.utcoffset() or timedelta(0)) <= timedelta(hours=14)


@pytest.mark.parametrize(
    ("entry", "column", "value", "expected"),
    [
        ('date = "mai"', "date", "mai", meeting_file.A_DAY),
        ("date = 5", "date", "5", meeting_file.A_DAY),
        ('date = "8/11"', "date", "8/11", meeting_file.A_DAY),
        ("date = 2018-11-08T10:00:00", "date", "2018-11-08 10:00:00", meeting_file.A_DAY),
        ('kind = "x"', "kind", "x", ONE_OF[Kind]),
        ("present = -1", "present", "-1", meeting_file.A_COUNT),
        ("present = true", "present", "True", meeting_file.A_COUNT),
        ('invited = "38"', "invited", "38", meeting_file.A_COUNT),
        ('started = "14 giờ"', "started", "14 giờ", meeting_file.A_MOMENT),
        ("ended = 2018-10-09", "ended", "2018-10-09", meeting_file.A_MOMENT),
        ("chair = 5", "chair", "5", A_TEXT),
        ("item = 5", "item", "5", A_TABLE),
        ("[item]\nlast = 5", "item.last", "5", A_TABLE),
        ("[item.last]", "item.last.part", "", ONE_OF[Part]),
        ('[item.last]\npart = "x"', "item.last.part", "x", ONE_OF[Part]),
        ('[item.last]\npart = "last"\norder = "1"', "item.last.order", "1", meeting_file.A_COUNT),
        ('[item.last]\npart = "last"\nstate = "x"', "item.last.state", "x", ONE_OF[State]),
        ("[difficulty.d-1]", "difficulty.d-1.text", "", meeting_file.A_SENTENCE),
        ('[difficulty.d-1]\ntext = "x"\nproposal = 1', "difficulty.d-1.proposal", "1", TRUE_OR_FALSE),
        ('[conclusion.k-1]\nowner = "x"', "conclusion.k-1.text", "", meeting_file.A_SENTENCE),
        ('[conclusion.k-1]\ntext = "x"\ntask = 0', "conclusion.k-1.task", "0", TRUE_OR_FALSE),
        ('[action.a-1]\nact = "done"', "action.a-1.of", "", meeting_file.A_REF),
        ('[action.a-1]\nof = "k-1"\nact = "done"', "action.a-1.of", "k-1", meeting_file.A_REF),
        ('[action.a-1]\nof = "2018-10-09/k-1"', "action.a-1.act", "", ONE_OF[Act]),
        ('[action.a-1]\nof = "2018-10-09/k-1"\nact = "x"', "action.a-1.act", "x", ONE_OF[Act]),
        ('[supplement.s-1]\ncorrects = "k-1"', "supplement.s-1.text", "", meeting_file.A_SENTENCE),
        ("signed = true", "signed", "True", A_TABLE),
        ('[signed]\nby = "x"\nat = "y"', "signed.at", "y", meeting_file.A_MOMENT),
        ('[notice]\nnumber = "7"\nday = "y"', "notice.day", "y", meeting_file.A_DAY),
    ],
)
def test_what_is_wrong_is_told(entry: str, column: str, value: str, expected: str) -> None:
    meeting, problems = read(f'place = "Hội trường"\n{entry}\n')
    assert [each[1:] for each in problems] == [(column, value, expected)]
    assert problems[0][0] >= 2
    assert (meeting.place, meeting.date) == ("Hội trường", date(2018, 10, 9))


@pytest.mark.parametrize("signed", ["signed = true", "[signed]", '[signed]\nby = ""'])
def test_what_was_signed_stays_signed_however_it_is_written(signed: str) -> None:
    assert read(signed)[0].signed is not None
