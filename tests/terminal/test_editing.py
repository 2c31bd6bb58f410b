"""Editing as it comes over a line: bursts without a gap, typed ahead, pasted, cut off in the middle."""

import json
import signal
import tomllib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.small_ward import small_ward
from tests.terminal.conftest import Opener
from tests.terminal.pseudo import BACKSPACE, DOWN, ENTER, ESCAPE, F2, F10, HOME, RIGHT, TAB, Terminal
from tests.terminal.test_typing import WORDS
from tui.resources import draft_file
from tui.store import drafts
from tui.store.keyed import value_at

FIRST_FIGURE = "12.000.000"
"""What the overview of the small ward shows."""

TO_FUND_1 = ("2", HOME, RIGHT * 2, F2)

PASTE = "\x1b[200~{}\x1b[201~"


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    return small_ward(tmp_path / "ward")


@pytest.fixture
def app(ward: Path, open_app: Opener) -> Terminal:
    """The small ward, open and at rest."""
    terminal = open_app(ward, size=(80, 24))
    terminal.wait_for(FIRST_FIGURE)
    terminal.settle()
    return terminal


def target(ward: Path, code: str, key: str = "value") -> object:
    return value_at(tomllib.loads((ward / "2018/targets.toml").read_text("utf-8")), ("group", code, "fund", key))


def reasons(ward: Path) -> list[str]:
    return [json.loads(line)["reason"] for line in (ward / "2018/journal.jsonl").read_text("utf-8").splitlines()]


def test_what_is_typed_ahead_of_saves_lands_in_its_cells(app: Terminal, ward: Path) -> None:
    """All of it is there before the first key is answered."""
    app.type(*TO_FUND_1, "100", ENTER, "200", ENTER, "4.500.000", BACKSPACE * 3, "001", ENTER, "7", ESCAPE)
    app.wait_until(lambda: target(ward, "3") == 4_500_001, what="three saves")
    app.wait_until(lambda: "╭─" not in app.text, what="the editor gone")
    assert [target(ward, code) for code in "124"] == [100, 200, None]
    app.type(F10)
    assert app.wait() == 0


def test_an_input_method_types_a_reason_and_a_paste_is_cleaned(app: Terminal, ward: Path) -> None:
    telex = " ".join(WORDS.values())
    pasted = PASTE.format("Đa\u0309ng u\u0309y \u202e12\x9b\r\nphường\n")
    app.type(*TO_FUND_1, PASTE.format("5.000.000\r\n"), TAB, telex, TAB, pasted, ENTER)
    app.wait_until(lambda: target(ward, "1") == 5_000_000, what="a save")
    assert reasons(ward) == [" ".join(WORDS)]
    assert target(ward, "1", "assigned_by") == "Đảng ủy \ufffd12\ufffd phường"


def test_what_was_typed_when_the_line_dropped_is_offered_again(ward: Path, open_app: Opener) -> None:
    ends: list[tuple[str, Callable[[Terminal], None]]] = [
        ("3tr", lambda terminal: terminal.signal(signal.SIGKILL)),
        ("4tr", lambda terminal: terminal.signal(signal.SIGHUP)),
        ("5tr", Terminal.hang_up),
    ]
    terminal = open_app(ward, size=(80, 24))
    terminal.wait_for(FIRST_FIGURE)
    for typed, end in ends:
        terminal.type(*TO_FUND_1, typed)
        terminal.wait_until(partial(is_kept, ward, typed), what="the draft")
        end(terminal)
        assert terminal.wait() != 0
        terminal = open_app(ward, size=(80, 24))
        terminal.wait_for(f"Gõ tiếp “{typed}”")
        terminal.settle()
        terminal.type(DOWN, ENTER)
        terminal.wait_until(lambda: kept(ward) == [], what="the draft gone")
    assert target(ward, "1") == 2_000_000


def test_two_windows_that_are_gone_are_offered_to_two(ward: Path, open_app: Opener) -> None:
    ways = {"3tr": TO_FUND_1, "4tr": ("2", HOME, DOWN, RIGHT * 2, F2)}
    windows = [open_app(ward, size=(80, 24)) for _way in ways]
    texts = list[str]()
    for terminal, (typed, way) in zip(windows, ways.items(), strict=True):
        terminal.wait_for(FIRST_FIGURE)
        terminal.settle()
        terminal.type(*way, typed)
        texts.append(typed)
        # The newest is offered first: nothing is typed into the next before this one is kept.
        terminal.wait_until(partial(is_kept, ward, *texts), what="the draft")
    for terminal in windows:
        terminal.signal(signal.SIGKILL)
        terminal.wait()
    first = open_app(ward, size=(80, 24))
    first.wait_for("Gõ tiếp “4tr”")
    second = open_app(ward, size=(80, 24))
    second.wait_for(FIRST_FIGURE)
    second.settle()
    assert "Gõ tiếp" not in second.text
    first.type(ENTER)
    first.wait_for("╭─ Tổ dân phố 2 ")
    first.type(ENTER, ESCAPE)
    first.wait_for("Gõ tiếp “3tr”")
    first.type(ENTER)
    first.wait_for("╭─ Tổ dân phố 1 ")
    first.type(ENTER, ESCAPE)
    first.wait_until(lambda: kept(ward) == [], what="no draft")
    assert [target(ward, code) for code in "12"] == [3_000_000, 4_000_000]


def is_kept(ward: Path, *texts: str) -> bool:
    return kept(ward) == [*texts]


def kept(ward: Path) -> list[str]:
    """The texts that are kept, of all windows."""
    file = draft_file(ward)
    found = map(drafts.kept, file.parent.glob(f"{file.stem}*.json"))
    return sorted(draft.text for draft in found if draft)


def test_a_letter_costs_little_beside_a_screen(app: Terminal) -> None:
    def sent_for(*keys: str, shown: str = "") -> int:
        before = len(app.raw)
        app.type(*keys)
        app.wait_until(lambda: len(app.raw) > before and shown in app.text, what=shown)
        app.settle()
        return len(app.raw) - before

    screen = min(sent_for(key, shown=f"[{key} ") for key in "232")
    opening = sent_for(*TO_FUND_1[1:])
    letters = [sent_for(letter) for letter in "2.500.000"]
    leaving = sent_for(ESCAPE)
    print(f"screen {screen} B, editor {opening} B, a letter {letters} B, leaving {leaving} B")
    assert sum(letters) / len(letters) < screen / 2
