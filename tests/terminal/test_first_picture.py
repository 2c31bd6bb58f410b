"""What a start shows before the app is loaded: what the last one like it showed, if that still holds."""

import signal
import sys
from collections.abc import Callable
from compileall import compile_dir
from pathlib import Path
from shutil import copytree
from time import sleep, time_ns

import pytest

import tui
from tests.terminal.conftest import FIRST_FIGURE, Opener
from tests.terminal.pseudo import DOWN, ENTER, F10, SURROUNDINGS, Terminal, start
from tui.resources import sample_ward
from tui.store.cache import FRESH_NS

LOADED = b"\x1b[?2004h"
"""What Textual sends when it begins."""

SHOWN = FIRST_FIGURE.encode()


@pytest.fixture(scope="module", autouse=True)
def compiled() -> None:
    """The program as it is after its first start: of a program whose folders have just changed no picture is kept."""
    program = Path(tui.__file__).parent
    compile_dir(program, quiet=2)
    changed = [path.stat().st_ctime_ns for path in (program, *program.rglob("*")) if "__pycache__" not in path.parts]
    sleep(max(0, max(changed) + FRESH_NS - time_ns()) / 10**9)


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    """The sample, which nobody has changed for a while: of files that are newer nothing is kept."""
    copy = copytree(sample_ward(), tmp_path / "ward")
    sleep(FRESH_NS / 10**9)
    return Path(copy)


@pytest.fixture
def pictures(boards: Path) -> Callable[[], set[Path]]:
    """The pictures that are kept; not one that is just being written, nor how many: the oldest go."""
    folder = boards / "giaoban" / "pictures"
    return lambda: set(folder.glob("[!.]*"))


Keeper = Callable[..., Terminal]


@pytest.fixture
def kept(open_app: Opener, pictures: Callable[[], set[Path]]) -> Keeper:
    """Opens the app and waits until it has kept its first picture."""

    def keep(*arguments: str | Path) -> Terminal:
        before = pictures()
        terminal = open_app(*arguments)
        terminal.wait_until(lambda: bool(pictures() - before), what="a kept picture")
        terminal.settle()
        return terminal

    return keep


def is_early(terminal: Terminal) -> bool:
    """Whether the first figure came before the app was there."""
    terminal.wait_until(lambda: SHOWN in terminal.raw and LOADED in terminal.raw, what="figure and app")
    return terminal.raw.index(SHOWN) < terminal.raw.index(LOADED)


def test_it_shows_before_the_app_is_loaded_and_is_sent_once(kept: Keeper, open_app: Opener) -> None:
    first = kept(sample_ward())
    again = open_app(sample_ward())
    assert is_early(again)
    again.settle(0.5)
    assert SHOWN not in again.raw.partition(LOADED)[2]
    assert again.cells == first.cells
    again.type(F10)
    assert again.wait() == 0
    assert again.is_as_found


def test_keys_typed_while_it_shows_are_not_lost(kept: Keeper, open_app: Opener) -> None:
    kept(sample_ward())
    terminal = open_app(sample_ward())
    terminal.wait_until(lambda: SHOWN in terminal.raw, what="the figure")
    terminal.type("2", DOWN * 3, "\r")
    terminal.wait_until(lambda: " Tổ dân phố 4 · " in terminal.lines[2], what="the card of group 4")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_told_to_go_while_it_shows_the_terminal_is_left_as_it_was(
    number: signal.Signals, kept: Keeper, open_app: Opener
) -> None:
    kept(sample_ward())
    terminal = open_app(sample_ward())
    terminal.wait_until(lambda: SHOWN in terminal.raw, what="the figure")
    terminal.signal(number)
    assert terminal.wait() == 128 + number
    assert terminal.is_as_found


GIVES_BACK = """
from select import select
from tui.console import console
console.paint("abc", "abc")
select([0], [], [])
console.give_back()
print("left", select([0], [], [], 0.1)[0])
"""


def test_what_cannot_go_on_leaves_the_terminal_as_it_was() -> None:
    """What was typed at the picture is not left to the shell."""
    with start([sys.executable, "-c", GIVES_BACK]) as terminal:
        terminal.wait_until(lambda: b"abc" in terminal.raw, what="the picture")
        terminal.type("2", ENTER)
        assert terminal.wait() == 0
        assert terminal.is_as_found
        assert terminal.raw.endswith(b"left []\r\n")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("NO_COLOR", "1", marks=pytest.mark.long),
        ("GIAOBAN_CACHE", "0"),
        ("SSH_CONNECTION", "10.0.0.7 50000 10.0.0.1 22"),
    ],
)
def test_it_does_not_show_elsewhere(
    name: str, value: str | None, kept: Keeper, monkeypatch: pytest.MonkeyPatch, open_app: Opener
) -> None:
    kept(sample_ward()).close()
    monkeypatch.setitem(SURROUNDINGS, name, value)
    assert not is_early(open_app(sample_ward()))


def change_a_target(ward: Path) -> None:
    file = ward / "2018" / "targets.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("300", "301"), encoding="utf-8")


def lose_the_claims(ward: Path) -> None:
    (ward / "2018" / "claims.toml").unlink()


@pytest.mark.parametrize("change", [change_a_target, pytest.param(lose_the_claims, marks=pytest.mark.long)])
def test_it_does_not_show_what_no_longer_holds(
    change: Callable[[Path], None], ward: Path, kept: Keeper, open_app: Opener
) -> None:
    kept(ward).close()
    change(ward)
    assert not is_early(open_app(ward))


def test_what_was_kept_for_looking_only_is_nothing(open_app: Opener, pictures: Callable[[], set[Path]]) -> None:
    before = pictures()
    terminal = open_app("--read-only", sample_ward())
    terminal.wait_for(FIRST_FIGURE)
    terminal.settle(1.5)
    assert pictures() == before


def test_a_touched_picture_is_not_kept(open_app: Opener, pictures: Callable[[], set[Path]]) -> None:
    before = pictures()
    terminal = open_app(sample_ward(), GIAOBAN_LANG="en")
    terminal.type(DOWN)
    terminal.wait_for("229,010,000")
    terminal.settle(1.5)
    assert pictures() == before
