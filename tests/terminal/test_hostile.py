"""A ward whose every text is an attack: nothing of it steers the terminal, is read as markup, or ends the app.

The files say what an attacker would write: escape sequences that set titles and clipboards or ask the terminal to type,
markup that quits or crashes, and characters that turn text around or hide in it.
"""

import csv
import re
import shutil
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from tests.terminal.conftest import Opener
from tests.terminal.pseudo import DOWN, END, ENTER, ESCAPE, F1, F3, F5, F6, F10, RIGHT, TAB, Terminal
from tui import resources

MARKUP = "x[/foo][@click=app.quit]y[/][red"
STEERING = "\x1b]0;pwned\x07\x1b[6666;6H\x1b]52;c;cHduZWQ=\x1b\\\x1bPpwned\x1b\\\x1b[c\x9b6666m\x85\x7f\x08\x0c\x0e"
UNSEEN = "\u202edrawkcab\u202c\u200b\u200d\u2066\u2069\ufeff\u2028\u2029\u00ad\U000e0041"
HOSTILE = MARKUP + STEERING + UNSEEN

CSV_TEXTS = {"name", "leader", "weekday", "registrant", "title", "level", "place", "note"}
TOML_TEXTS = {"name", "short", "unit", "unit_en", "kind", "district", "says", "where", "assigned_by", "source", "note"}

SEQUENCE = re.compile(r"\x1b(?:\[[<=>?]?[0-9;]*[ -/]*[@-~]|\]22;[a-z]*\x07)")
"""What Textual sends: CSI, and the OSC for the shape of the mouse pointer."""


@pytest.fixture
def hostile_ward(tmp_path: Path) -> Path:
    """The sample with attacks in all its texts."""
    folder = tmp_path / "ward"
    shutil.copytree(resources.sample_ward(), folder)
    for file in folder.rglob("*.csv"):
        poison_csv(file)
    for file in folder.rglob("*.toml"):
        values = tomllib.loads(file.read_text(encoding="utf-8"))
        file.write_text(tomli_w.dumps(poisoned(values)), encoding="utf-8")
    with (folder / "2018" / "results.csv").open("a", encoding="utf-8") as file_of_results:
        file_of_results.write(f"2018-13-01,1,blood,1,,,\n2018-11-01,1{HOSTILE},bl\x1bood{UNSEEN},{STEERING[:8]}1,,,\n")
    return folder


def poison_csv(file: Path) -> None:
    with file.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, list(rows[0]))
        writer.writeheader()
        for row in rows:
            writer.writerow({key: text + HOSTILE if key in CSV_TEXTS and text else text for key, text in row.items()})


def poisoned(value: Any, key: str = "") -> Any:
    """`value` with an attack at the end of every text that is shown somewhere; `name.vi` is a text of `name`."""
    if isinstance(value, dict):
        return {name: poisoned(each, key if name in {"vi", "en"} else name) for name, each in value.items()}
    if isinstance(value, list):
        return [poisoned(each, key) for each in value]
    return value + HOSTILE if isinstance(value, str) and key in TOML_TEXTS else value


def assert_harmless(raw: bytes) -> None:
    """Only sequences of Textual's own, and between them only characters that can be seen."""
    text = raw.decode()
    assert not [found.group() for found in SEQUENCE.finditer(text) if "6666" in found.group()]
    rest = SEQUENCE.sub("", text)
    unseen = {f"U+{ord(each):04X}" for each in rest if unicodedata.category(each) in {"Cc", "Cf", "Zl", "Zp"}}
    assert unseen <= {"U+000A", "U+000D"}


def show(terminal: Terminal, *keys: str) -> None:
    terminal.type(*keys)
    terminal.settle(0.08)
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


def test_nothing_of_it_reaches_the_terminal_from_a_lookup(open_app: Opener, hostile_ward: Path) -> None:
    for command in [
        ("check",),
        ("group", "1"),
        ("find", "foo"),
        ("figures", "--indicator", "blood"),
        ("fund", "\x1b[6666m"),
    ]:
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
