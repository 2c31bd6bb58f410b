"""A meeting kept on real terminals: typed ahead as input methods do, by two at once, through a kill."""

import re
import signal
import tomllib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.meetings import HANOI, make_meeting
from tests.small_ward import small_ward
from tests.terminal.conftest import Opener
from tests.terminal.pseudo import BACKSPACE, END, ENTER, F2, F4, TAB, Terminal
from tui.store import meetings as files
from tui.ward import proceedings
from tui.ward.meeting import Part

TASK = f"Vie{BACKSPACE}ê{BACKSPACE}ệt hóa bien{BACKSPACE * 2}ên bản"
"""What an input method sends while somebody types "Việt hóa biên bản" in Telex."""

ITEMS = tuple(proceedings.item(part) for part in (Part.OPENING, Part.LAST, Part.ANSWERS, Part.CONCLUSIONS))

SIZE = (80, 24)


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    """A ward whose meeting has been at its first item for a quarter of an hour."""
    folder = small_ward(tmp_path / "ward")
    begun = datetime.now(HANOI) - timedelta(minutes=15, seconds=30)
    files.begin(folder, proceedings.start(make_meeting(items=ITEMS), begun))
    return folder


def conclusions(ward: Path) -> list[dict[str, str]]:
    """What the meeting's file has of them."""
    file = ward / "2018/meetings/2018-10-09.toml"
    return list(tomllib.loads(file.read_text("utf-8")).get("conclusion", {}).values())


def at_the_meeting(terminal: Terminal) -> Terminal:
    """The app on its meeting."""
    terminal.wait_for("[1 ")
    terminal.type("6")
    terminal.wait_for("09/10/2018 · khối dân vận")
    return terminal


def test_two_keep_one_meeting_and_a_killed_app_goes_on(open_app: Opener, ward: Path) -> None:
    one = at_the_meeting(open_app(ward, size=SIZE))
    one.wait_for("15 phút · mục này 15/5 phút · quá giờ 10 phút")
    two = at_the_meeting(open_app(ward, size=SIZE))

    # a conclusion in one burst, then the next item; the other, at the conclusions, notes one at the same time
    two.type(END)
    one.type(" ", F4, TASK, TAB, "To 1", TAB, "30/11", ENTER)
    two.type(F4, "Biểu dương", ENTER)
    for terminal in (one, two):
        terminal.type(END)
        for text in ("Việt hóa biên bản", "Biểu dương"):
            terminal.wait_for(text)
        terminal.wait_for("✓ Khai mạc")
    assert sorted(each["text"] for each in conclusions(ward)) == ["Biểu dương", "Việt hóa biên bản"]

    one.signal(signal.SIGKILL)
    assert one.wait() == 128 + signal.SIGKILL
    again = at_the_meeting(open_app(ward, size=SIZE))
    again.wait_for("► Việc kỳ trước")
    assert re.search("(1[5-9]|2[0-9]) phút · mục này [0-9]+/10 phút", again.lines[2])
    again.type(F2, "Đã xong", ENTER)
    again.wait_for("Ý kiến: Đã xong")


@pytest.mark.parametrize(
    "end",
    [
        lambda terminal: terminal.signal(signal.SIGKILL),
        pytest.param(lambda terminal: terminal.signal(signal.SIGHUP), marks=pytest.mark.long),
        pytest.param(lambda terminal: terminal.hang_up(), marks=pytest.mark.long),
    ],
    ids=["killed", "line dropped", "window closed"],
)
def test_what_is_typed_into_a_form_outlives_its_terminal(
    open_app: Opener, ward: Path, tmp_path: Path, end: Callable[[Terminal], None]
) -> None:
    own = {"XDG_STATE_HOME": str(tmp_path / "state")}
    beside = at_the_meeting(open_app(ward, size=SIZE, **own))
    beside.type(F4, "Nhắc lịch họp")
    beside.wait_for("Nhắc lịch họp")
    one = at_the_meeting(open_app(ward, size=SIZE, **own))
    one.type(END, F4, TASK, TAB, "Tổ 1")
    one.wait_for("Tổ 1")
    end(one)
    one.wait(reading=False)

    # the other window's own is still its own, and it goes on
    again = open_app(ward, size=SIZE, **own)
    again.wait_for("Gõ tiếp “Việt hóa biên bản · Tổ 1”")
    beside.type(ENTER)
    beside.wait_for("09/10/2018 · khối dân vận")
    again.type(ENTER)
    again.wait_for("Ai làm    Tổ 1")
    again.type(TAB, TAB, "30/11", ENTER)
    again.wait_until(lambda: len(conclusions(ward)) == 2, what="both are saved")
    assert {each["text"]: each.get("owner") for each in conclusions(ward)} == {
        "Nhắc lịch họp": None,
        "Việt hóa biên bản": "Tổ 1",
    }
    again.wait_until(lambda: not [*(tmp_path / "state").rglob("*form*")], what="nothing left to offer")
