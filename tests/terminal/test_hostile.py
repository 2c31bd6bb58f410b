"""A ward whose every text is an attack: nothing of it steers the terminal, is read as markup, or ends the app.

The files say what an attacker would write: escape sequences that set titles and clipboards or ask the terminal to type,
markup that quits or crashes, and characters that turn text around or hide in it.
"""

import re
import shutil
import tomllib
import unicodedata
from pathlib import Path

import pytest

from tests.hostile import HOSTILE, MARKUP, STEERING, UNSEEN, poison, unseen
from tests.terminal.conftest import Opener
from tests.terminal.pseudo import DOWN, END, ENTER, ESCAPE, F1, F2, F3, F4, F5, F6, F8, F10, RIGHT, TAB, Terminal
from tui import resources

PASTED = f"\x1b[200~{HOSTILE}\x1b[201~"
"""What a terminal sends of a text that is pasted."""

FORM = "╭─"

SEQUENCE = re.compile(r"\x1b(?:\[[<=>?]?[0-9;]*[ -/]*[@-~]|\]22;[a-z]*\x07)")
"""What Textual sends: CSI, and the OSC for the shape of the mouse pointer."""


@pytest.fixture
def hostile_ward(tmp_path: Path) -> Path:
    """The sample with attacks in all its texts."""
    folder = tmp_path / "ward"
    shutil.copytree(resources.sample_ward(), folder)
    poison(folder)
    with (folder / "2018" / "results.csv").open("a", encoding="utf-8") as file_of_results:
        file_of_results.write(f"2018-13-01,1,blood,1,,,\n2018-11-01,1{HOSTILE},bl\x1bood{UNSEEN},{STEERING[:8]}1,,,\n")
    return folder


def assert_harmless(raw: bytes) -> None:
    """Only sequences of Textual's own, and between them only characters that can be seen."""
    text = raw.decode()
    assert not [found.group() for found in SEQUENCE.finditer(text) if "6666" in found.group()]
    rest = SEQUENCE.sub("", text)
    unseen = {f"U+{ord(each):04X}" for each in rest if unicodedata.category(each) in {"Cc", "Cf", "Zl", "Zp"}}
    assert unseen <= {"U+000A", "U+000D"}


def show(terminal: Terminal, *keys: str) -> None:
    terminal.type(*keys)
    terminal.settle(0.15 if ESCAPE in keys else 0.08)  # Textual waits that long for what may follow an Escape.
    assert terminal.code is None, terminal.text


def test_nothing_of_it_reaches_the_terminal(open_app: Opener, hostile_ward: Path) -> None:
    app = open_app(hostile_ward, size=(160, 48))
    app.wait_for("229.010.000")
    app.settle()
    for tab in "1234567":
        show(app, tab)
        show(app, DOWN, RIGHT, TAB, DOWN, END)
    for keys in [
        ("2", ENTER),
        (RIGHT,),
        (F3,),
        ("[/foo]", DOWN),
        (ESCAPE,),
        ("2", F6),
        ("x",),
        (ESCAPE,),
        (F1,),
        (END,),
    ]:
        show(app, *keys)
    show(app, ESCAPE)
    show(app, F5)
    show(app, RIGHT, DOWN)
    show(app, "\x0c")
    assert "x[/foo]" in app.text
    app.type(F10)
    assert app.wait() == 0
    assert_harmless(app.raw)


def test_nothing_of_it_reaches_the_terminal_from_editing_and_meeting(open_app: Opener, hostile_ward: Path) -> None:
    app = open_app(hostile_ward, size=(160, 48))
    app.wait_for("229.010.000")
    app.settle()
    for keys in [
        ("2", RIGHT, RIGHT, F2),
        (TAB, PASTED),
        (ESCAPE,),
        ("3", "\x07"),
        (TAB,),
    ]:
        show(app, *keys)
    app.type(ENTER)
    app.wait_until(lambda: FORM not in app.text, what="the target spread")
    for keys in [
        ("\x1a",),
        ("6", "\x0f"),
        (ENTER,),
        (ENTER,),
        (" ",),
    ]:
        show(app, *keys)
    for key, save in [(F8, ENTER), (F4, f"\x14{ENTER}")]:
        app.type(key)
        app.wait_for(FORM)
        show(app, PASTED)
        app.type(save)
        app.wait_until(lambda: FORM not in app.text, what="the form gone")
    assert "x[/foo]" in app.text
    meeting = hostile_ward / "2018/meetings/2018-11-08.toml"
    app.wait_until(lambda: "[conclusion.k-1]" in meeting.read_text(encoding="utf-8"), what="the minutes on disk")
    written = tomllib.loads(meeting.read_text(encoding="utf-8"))
    said = [written[table][key]["text"] for table, key in (("difficulty", "d-1"), ("conclusion", "k-1"))]
    assert [text for text in said if MARKUP not in text or unseen(text)] == []
    app.type(F10)
    assert app.wait() == 0
    assert_harmless(app.raw)


def test_nothing_of_it_reaches_the_terminal_from_a_lookup(open_app: Opener, hostile_ward: Path) -> None:
    """All of them, but not in a terminal: `tests/unit/test_hostile_lookups.py`."""
    for command in [("check",), ("fund", "\x1b[6666m")]:
        lookup = open_app(*command, "-w", hostile_ward)
        lookup.wait()
        assert lookup.raw
        assert_harmless(lookup.raw)


@pytest.mark.parametrize(
    "raw", [STEERING, *UNSEEN[::9], "\x1b[6666;6H", "\x1b]0;a\x07", "\x1bPq\x1b\\", "\x9b6n", "\x07"]
)
def test_what_would_reach_it_is_seen(raw: str) -> None:
    with pytest.raises(AssertionError):
        assert_harmless(f"\x1b[2Jabc{raw}\x1b[0m".encode())
