"""The review meeting on its screen: each story ends at the meeting's file, and at the papers made of it."""

import tomllib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copytree
from typing import Any

import docx
import pytest
from textual.events import Paste

from tests.meetings import HANOI, at, make_meeting, signed
from tests.pilot.opened import SMALL, Desk, opened
from tests.small_ward import small_ward
from tui.resources import sample_ward
from tui.screens import clock
from tui.store import meetings as files
from tui.store.edits import Who
from tui.ward import proceedings
from tui.ward.meeting import Act, Meeting, Part, Ref

LAN = Who("lan", "p12")

BEGIN = "6 ctrl+o enter enter"
"""Keys to a new meeting."""

Clock = Callable[[float], None]
"""Lets minutes go by."""


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that stands still, a little before the journal's own, until minutes are let go by."""
    moments = [datetime.now(HANOI) - timedelta(minutes=10)]
    monkeypatch.setattr(clock, "now", lambda: moments[0])

    def wait(minutes: float) -> None:
        moments[0] += timedelta(minutes=minutes)

    return wait


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    return small_ward(tmp_path / "ward")


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return Path(copytree(sample_ward(), tmp_path / "ngoc-thuy"))


def record(ward: Path, name: str) -> dict[str, Any]:
    """What the file of a meeting has."""
    return tomllib.loads((ward / name[:4] / "meetings" / f"{name}.toml").read_text("utf-8"))


def words_of(paper: Path) -> str:
    """What a Word document says, in paragraphs and tables."""
    document = docx.Document(str(paper))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


async def paste(desk: Desk, words: str) -> None:
    """Put words into the line that has the keys, at once: letter by letter they are typed in the terminal's tests."""
    desk.app.post_message(Paste(words))
    await desk.settle()


async def choose(desk: Desk, *words: str) -> None:
    """Do something of the menu, and choose what it asks for."""
    await desk.press("ctrl+o")
    for each in words:
        await paste(desk, each)
        await desk.press("enter")


async def write(desk: Desk, key: str, *lines: str) -> None:
    """Open a form, fill in its lines, save."""
    await desk.press(key)
    await fill(desk, *lines)


async def fill(desk: Desk, *lines: str) -> None:
    """Fill in the lines of a form, save."""
    for number, line in enumerate(lines):
        await desk.press("tab" if number else "")
        await paste(desk, line)
    await desk.press("enter")


def head(desk: Desk) -> str:
    """The line over the agenda."""
    return desk.lines[2].strip()


def about(desk: Desk) -> str:
    """What stands beside the agenda, as one text."""
    return " ".join(" ".join(line.partition("│")[2].strip(" ▐─") for line in desk.lines[3:-2]).split())


async def test_a_whole_meeting(sample: Path, wait: Clock) -> None:
    async with opened(sample, keys=BEGIN, size=SMALL) as desk:
        assert head(desk).endswith("chưa bắt đầu")
        await desk.press("space")
        assert head(desk).endswith("mới bắt đầu · mục này 0/5 phút")
        await write(desk, "f2", "Hội trường", "Trần Thị Hà", "Lê Văn Minh", "42", "44")
        assert "Có mặt: 42/44" in about(desk)

        # what is open of earlier meetings: more time is asked for and granted, another is done
        wait(4)
        await desk.press("space tab")
        assert "quá hạn · Tổ dân phố 16 · hạn 31/10" in about(desk)
        await desk.press("enter down enter")
        await fill(desk, "30/11", "chờ quận")
        await desk.press("enter down down enter")
        assert "đã lùi hạn · Tổ dân phố 16 · hạn 30/11" in about(desk)
        await desk.press("down enter enter")
        assert "đã xong · Tổ dân phố 31" in about(desk)

        # results; a target is changed meanwhile
        await desk.press("space space")
        assert about(desk).startswith("4/19 · Kết quả ► Quỹ Vì người nghèo 156.040.000 đ")
        await desk.press("2 right right f2")
        await fill(desk, "3tr")
        await desk.press("escape 6")

        # a group: its figures, what it raises, what is said
        await desk.press("end up up enter")
        assert about(desk).startswith("17/19 · Khó khăn, kiến nghị ► Tổ dân phố 34 ▼ Quỹ Vì người nghèo: 67,77 %")
        await write(desk, "f8", "Nhiều hộ đi xa")
        await desk.press("f8 ctrl+t")
        await fill(desk, "Đề nghị cấp thùng rác")
        await write(desk, "f2", "Còn 21 hộ")

        # answers on the spot
        await desk.press("space tab down enter enter")
        await fill(desk, "Cấp trong tháng")
        assert "đã giải đáp 08/11 Đã giải đáp: Cấp trong tháng" in about(desk)

        # conclusions: one needs an owner and a deadline, of the other no task follows
        await desk.press("space")
        await write(desk, "f4", "Vận động tiếp", "Tổ dân phố 12")
        await desk.press("f4 ctrl+t")
        await fill(desk, "Biểu dương tổ 18")
        wait(90)
        await choose(desk, "ket thuc")
        assert head(desk).endswith("chưa ký")
        assert "Tổ dân phố 1: 3.050.000 đ → 3.000.000 đ" in about(desk)

        # signing: complete, and not by who kept them
        await choose(desk, "ky bien ban")
        await desk.press("enter")
        assert "Kết luận 1 cần ghi ai làm và thời hạn" in desk.text
        await desk.press("escape tab f2 tab tab")
        await fill(desk, "18/11")
        await choose(desk, "ky bien ban")
        await fill(desk, "Lê Văn Minh")
        assert "Lê Văn Minh là người ghi biên bản này" in desk.text
        await fill(desk, "Trần Thị Hà")
        assert head(desk).endswith("đã ký")

        # what is signed is added to, and put on paper
        await choose(desk, "so ngay")
        await fill(desk, "07-TB/ĐU", "12/11")
        await choose(desk, "bo sung", "so moi")
        await fill(desk, "45", "Lê Văn Minh")
        await choose(desk, "bien ban")
        paper = sample / "2018/meetings/bien-ban-2018-11-08.docx"
        assert desk.notices == [f"Đã ghi ra {paper}"]

    kept = record(sample, "2018-11-08")
    assert {name: kept[name] for name in ("place", "chair", "secretary", "present", "invited")} == {
        "place": "Hội trường",
        "chair": "Trần Thị Hà",
        "secretary": "Lê Văn Minh",
        "present": 42,
        "invited": 44,
    }
    assert kept["difficulty"] == {
        "d-1": {"text": "Nhiều hộ đi xa", "group": "34"},
        "d-2": {"text": "Đề nghị cấp thùng rác", "group": "34", "proposal": True},
    }
    assert kept["conclusion"] == {
        "k-1": {"text": "Vận động tiếp", "owner": "Tổ dân phố 12", "deadline": "2018-11-18"},
        "k-2": {"text": "Biểu dương tổ 18", "task": False},
    }
    assert [(each["of"], each["act"]) for each in kept["action"].values()] == [
        ("2018-10-09/k-1", "extension-asked"),
        ("2018-10-09/k-1", "extended"),
        ("2018-10-09/k-3", "done"),
        ("2018-11-08/d-2", "answered"),
    ]
    assert kept["figure"]["fund-gratitude"]["percent"] == "190,84 %"
    assert (kept["item"]["opening"]["spent"], kept["item"]["group-34"]["note"]) == (240, "Còn 21 hộ")
    assert kept["signed"]["by"] == "Trần Thị Hà"
    assert kept["notice"] == {"number": "07-TB/ĐU", "day": "2018-11-12"}
    assert kept["supplement"]["s-1"]["corrects"] == "invited"

    words = words_of(paper)
    for told in ("190,84 %", "3.050.000 đ", "3.000.000 đ", "Đề nghị cấp thùng rác", "Biểu dương tổ 18", "42"):
        assert told in words
