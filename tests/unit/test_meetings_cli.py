"""Meetings looked up and put on paper without a screen."""

import csv
import io
import json
import os
import sys
from datetime import date
from pathlib import Path
from stat import S_IMODE

import pytest
from docx import Document

from tests.boards import BOARD, GROUPS
from tests.meetings import closed, make_meeting, signed
from tui import meetings_cli, paper_file, texts
from tui.errors import NotFound, Refused
from tui.meetings_cli import MeetingList, OpenItems, day_of, make_paper, meetings_of, pick_meeting
from tui.office import words
from tui.paper_file import write_paper
from tui.store import durable, system
from tui.store import meetings as store
from tui.store.files import FileUnusable
from tui.store.meetings import Meetings, begin
from tui.store.session import Session
from tui.ward import proceedings as does
from tui.ward.board import Board
from tui.ward.meeting import Act, Meeting, Ref

NOVEMBER = date(2018, 11, 8)


def july() -> Meeting:
    meeting = make_meeting(id="2018-07-10", date=date(2018, 7, 10))
    meeting = does.conclude(meeting, "Rà soát", "Tổ dân phố 12", date(2018, 10, 1), group="12")
    meeting = does.conclude(meeting, "Biểu dương", task=False)
    return does.note_difficulty(meeting, "Thiếu người", "22", "blood")


def october() -> Meeting:
    meeting = does.note_difficulty(make_meeting(present=36, invited=38), "Cho mượn loa", "18", proposal=True)
    meeting = does.act(meeting, Ref("2018-07-10", "d-1"), Act.FOLLOWED_UP, "đã hỏi")
    return does.number_notice(signed(meeting), "07-TB/ĐU", NOVEMBER)


FOUND = Meetings((make_meeting(id="2017-12-20", date=date(2017, 12, 20)), july(), october()), ())


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    texts.use("en")


def test_the_meetings_of_the_year() -> None:
    lookup = MeetingList(BOARD, FOUND, NOVEMBER)
    first, second = json.loads(lookup.text("json"))
    assert first == {
        "id": "2018-07-10",
        "date": "2018-07-10",
        "kind": "bloc",
        "chair": "Trần Thị Hà",
        "secretary": "Lê Văn Minh",
        "present": None,
        "invited": None,
        "started": None,
        "ended": None,
        "difficulties": 1,
        "conclusions": 2,
        "open": 2,
        "signed": None,
        "notice": None,
    }
    assert (second["started"], second["ended"]) == ("2018-10-09T14:00:00+07:00", "2018-10-09T16:00:00+07:00")
    assert (second["open"], second["signed"], second["notice"]) == (1, "Trần Thị Hà", "07-TB/ĐU")
    assert [tuple(row) for row in csv.DictReader(io.StringIO(lookup.text("csv")))] == [tuple(lookup.fields)] * 2
    assert "2018-07-10  mobilisation bloc" in lookup.text("text")
    assert "2017-12-20" not in lookup.text("text")


def test_what_is_open_with_the_overdue_first() -> None:
    lookup = OpenItems(BOARD, FOUND, NOVEMBER)
    records = json.loads(lookup.text("json"))
    assert [(each["ref"], each["what"], each["standing"]) for each in records] == [
        ("2018-07-10/k-1", "conclusion", "overdue"),
        ("2018-07-10/d-1", "difficulty", "followed-up"),
        ("2018-10-09/d-1", "proposal", "raised"),
    ]
    assert records[0] == {
        "ref": "2018-07-10/k-1",
        "raised": "2018-07-10",
        "what": "conclusion",
        "group": "12",
        "indicator": None,
        "text": "Rà soát",
        "owner": "Tổ dân phố 12",
        "deadline": "2018-10-01",
        "standing": "overdue",
    }
    assert tuple(records[0]) == tuple(lookup.fields)
    assert "3 open items on 08/11/2018" in lookup.text("text")
    assert [each["ref"] for each in OpenItems(BOARD, FOUND, NOVEMBER, GROUPS[2]).records()] == ["2018-07-10/d-1"]
    assert [each["ref"] for each in OpenItems(BOARD, FOUND, NOVEMBER, overdue=True).records()] == ["2018-07-10/k-1"]
    assert "1 open item on" in OpenItems(BOARD, FOUND, NOVEMBER, overdue=True).text("text")


def test_an_empty_answer_is_an_answer() -> None:
    nothing = Meetings((), ())
    assert json.loads(OpenItems(BOARD, nothing, NOVEMBER).text("json")) == []
    assert "0 open items" in OpenItems(BOARD, nothing, NOVEMBER).text("text")
    assert MeetingList(BOARD, nothing, NOVEMBER).text("csv").splitlines() == [",".join(MeetingList.fields)]


def test_of_a_past_year_the_figures_day_counts() -> None:
    assert day_of(BOARD, asked=False) == day_of(BOARD, asked=True) == BOARD.as_of


@pytest.mark.parametrize("text", ["2018-10-09", "9/10", "09/10/2018", "ngày 09 tháng 10 năm 2018"])
def test_a_meeting_is_found_by_its_day(text: str) -> None:
    assert pick_meeting(FOUND.meetings, text, 2018).id == "2018-10-09"


@pytest.mark.parametrize(
    ("text", "msgid"),
    [
        ("10/10", meetings_cli.NO_MEETING),
        ("mai", meetings_cli.NO_MEETING),
        ("2018-10-09-2", meetings_cli.NO_MEETING),
    ],
)
def test_a_meeting_that_there_is_not(text: str, msgid: str) -> None:
    with pytest.raises(NotFound) as refused:
        pick_meeting(FOUND.meetings, text, 2018)
    assert refused.value.msgid == msgid
    assert "2018-07-10, 2018-10-09" in str(refused.value)


def test_a_ward_without_meetings() -> None:
    with pytest.raises(NotFound) as refused:
        pick_meeting((), "9/10", 2018)
    assert refused.value.msgid == meetings_cli.NO_MEETINGS


def test_two_meetings_on_a_day_are_told_apart() -> None:
    both = (*FOUND.meetings, make_meeting(id="2018-10-09-2"))
    with pytest.raises(NotFound) as refused:
        pick_meeting(both, "9/10", 2018)
    assert refused.value.values["known"] == "2018-10-09, 2018-10-09-2"
    assert pick_meeting(both, "2018-10-09-2", 2018).id == "2018-10-09-2"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    for name, text in {
        "ward.toml": 'name = "Ngọc Thụy"\n',
        "indicators.toml": '[blood]\ntopic = "blood"\nname.vi = "Hiến máu"\n',
        "2018/groups.csv": "code,name\n12,Tổ dân phố 12\n",
    }.items():
        (tmp_path / "ward" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "ward" / name).write_text(text, encoding="utf-8")
    begin(tmp_path / "ward", closed(july()))
    begin(tmp_path / "ward", closed(make_meeting()))
    return Session(tmp_path / "ward", keep=False)


staged = durable.stage


def write(session: Session, to: Path, day: str = "9/10", **asked: object) -> None:
    board = session.board()
    made = make_paper(session, board, meetings_of(session, board), day, **asked)  # type: ignore[arg-type]
    write_paper(made, str(to))


def test_minutes_as_a_word_document(session: Session, tmp_path: Path) -> None:
    write(session, tmp_path / "a.docx")
    document = Document(str(tmp_path / "a.docx"))
    assert "BIÊN BẢN" in [paragraph.text for paragraph in document.paragraphs]
    assert "Rà soát" in [cell.text for table in document.tables for cell in table.rows[-1].cells]
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in document.tables[0].rows[0].cells[1].text


def test_a_notice_as_text_in_the_other_form(session: Session, tmp_path: Path) -> None:
    write(session, tmp_path / "a.md", form="state", notice=True)
    text = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert "# THÔNG BÁO" in text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text


def test_a_file_that_is_there_is_left_alone(session: Session, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("mine", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        write(session, tmp_path / "a.md")
    assert refused.value.msgid == paper_file.EXISTS
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == "mine"


def test_of_a_paper_that_cannot_be_written_nothing_is_left(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    with monkeypatch.context() as full:
        full.setattr(system.OS, "write", lambda fd, data: os.write(fd, data[:9]) if not os.fstat(fd).st_size else 0)
        with pytest.raises(OSError, match="No space left") as refused:
            write(session, papers / "a.md")
    assert (refused.value.filename, [*papers.iterdir()]) == (str(papers / "a.md"), [])
    write(session, papers / "a.md")
    assert [file.name for file in papers.iterdir()] == ["a.md"]


def test_a_paper_that_somebody_writes_at_the_same_moment_stays(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = tmp_path / "a.md"
    monkeypatch.setattr(
        durable, "stage", lambda *given, **how: (staged(*given, **how), to.write_text("theirs", "utf-8"))[0]
    )
    with pytest.raises(Refused) as refused:
        write(session, to)
    assert refused.value.msgid == paper_file.EXISTS
    assert [(file.name, file.read_text("utf-8")) for file in tmp_path.iterdir() if file.is_file()] == [
        ("a.md", "theirs")
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="no modes")
@pytest.mark.parametrize(
    ("folder", "umask", "paper"),
    [
        (0o755, 0o022, 0o644),
        (0o755, 0o077, 0o600),  # who lets nobody read their files lets nobody read the minutes
        (0o700, 0o022, 0o600),
        (0o2775, 0o022, 0o664),  # whose folder it is, theirs is the paper
        (0o2770, 0o077, 0o660),
        (0o1777, 0o000, 0o664),  # no stranger writes into it
        (0o777, 0o077, 0o660),
    ],
)
def test_a_paper_is_for_those_whose_folder_it_is(
    session: Session, tmp_path: Path, folder: int, umask: int, paper: int
) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    papers.chmod(folder)
    before = os.umask(umask)
    try:
        write(session, papers / "a.md")
    finally:
        os.umask(before)
    assert [S_IMODE(file.stat().st_mode) for file in papers.iterdir()] == [paper]


def test_a_second_paper_of_a_day_is_called_like_no_meeting(tmp_path: Path) -> None:
    names = ["bien-ban-2018-11-08.docx", "bien-ban-2018-11-08 (2).docx", "bien-ban-2018-11-08 (3).docx"]
    for name in names:
        file = paper_file.free_name(tmp_path, "bien-ban-2018-11-08")
        assert file.name == name
        file.symlink_to("gone")


@pytest.mark.parametrize("name", ["a.pdf", "a", "docx", "a.DOC"])
def test_no_other_papers_are_made(session: Session, tmp_path: Path, name: str) -> None:
    with pytest.raises(NotFound) as refused:
        write(session, tmp_path / name)
    assert refused.value.msgid == paper_file.NO_PAPER
    assert not (tmp_path / name).exists()


def test_a_wards_own_words_are_used(session: Session, tmp_path: Path) -> None:
    own = session.folder / words.OWN
    own.parent.mkdir()
    own.write_text('[minutes]\ntitle = "BIÊN BẢN GIAO BAN"\n', encoding="utf-8")
    write(session, tmp_path / "a.md")
    assert "# BIÊN BẢN GIAO BAN" in (tmp_path / "a.md").read_text(encoding="utf-8")
    own.write_text("[minutes", encoding="utf-8")
    with pytest.raises(FileUnusable):
        write(session, tmp_path / "b.md")
    own.write_text('[minutes]\ntitel = "x"\n', encoding="utf-8")
    with pytest.raises(Refused):
        write(session, tmp_path / "b.md")
    assert not (tmp_path / "b.md").exists()


def test_problems_of_the_years_meetings_are_told(session: Session) -> None:
    (session.folder / "2018/meetings/hop.toml").write_text("", encoding="utf-8")
    board: Board = session.board()
    assert [each.expected for each in meetings_of(session, board).problems] == [store.A_NAME]
