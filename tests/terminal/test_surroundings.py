"""Any terminal, any locale, any environment: the app opens where it can be drawn, and answers where it cannot."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal.conftest import FIRST_FIGURE, Opener
from tests.terminal.pseudo import F10


@pytest.mark.parametrize("term", ["vt100", "linux", "screen", "../x"])
def test_any_terminal_that_draws(term: str, open_app: Opener) -> None:
    """What TERM says changes colours at most: nothing is looked up by it."""
    terminal = open_app(TERM=term, COLORTERM=None)
    terminal.wait_for(FIRST_FIGURE)
    terminal.type("2", F10)
    assert terminal.wait() == 0
    assert terminal.is_as_found


@pytest.mark.parametrize("term", ["Dumb", "unknown", None])
def test_a_terminal_that_draws_nothing_gets_the_overview(term: str | None, open_app: Opener) -> None:
    terminal = open_app(TERM=term)
    assert terminal.wait() == 0
    assert FIRST_FIGURE in terminal.raw.decode()
    assert b"\x1b" not in terminal.raw


@pytest.mark.parametrize("size", ["1", "99999999"])
def test_the_terminal_says_how_large_it_is(size: str, open_app: Opener) -> None:
    """What is left in the environment of another one does not."""
    terminal = open_app(COLUMNS=size, LINES=size)
    terminal.wait_for(FIRST_FIGURE)
    terminal.settle()
    assert terminal.lines[-1].endswith(" F10 Thoát")
    assert max(map(len, terminal.lines)) == 120


def test_a_setting_that_textual_does_not_know_is_none(open_app: Opener) -> None:
    terminal = open_app(TEXTUAL_COLOR_SYSTEM="colourful", TEXTUAL_FPS="999999999999", TEXTUAL_SPEEDUPS="x")
    terminal.wait_for(FIRST_FIGURE)
    terminal.type("2")
    terminal.wait_for("[2 ")


OTHERS = ("unknown", "ASCII")
LOCALES: dict[str, dict[str, str]] = {
    "none": {},
    "unknown": {"LC_ALL": "vi_VN.TCVN"},
    "no UTF-8 in Python": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "ASCII": {"PYTHONIOENCODING": "ascii"},
}


@pytest.fixture(params=["none", "no UTF-8 in Python", *(pytest.param(each, marks=pytest.mark.long) for each in OTHERS)])
def _locale(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANG", "LC_ALL", "LC_CTYPE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in LOCALES[request.param].items():
        monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("_locale")
def test_any_locale(open_app: Opener) -> None:
    terminal = open_app()
    terminal.wait_for(FIRST_FIGURE)
    assert "Phường Ngọc Thụy" in terminal.lines[0]
    terminal.type(F10)
    assert terminal.wait() == 0


@pytest.mark.usefixtures("_locale")
def test_any_locale_without_a_terminal() -> None:
    done = subprocess.run([sys.executable, "-m", "tui", "group", "22"], capture_output=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Phường Ngọc Thụy" in done.stdout.decode()
    done = subprocess.run([sys.executable, "-m", "tui", "group", "99"], capture_output=True, timeout=60)
    assert done.stderr.decode().startswith("giaoban: không tìm thấy “99”")


def test_the_environment_loads_no_code_and_writes_no_file(open_app: Opener, tmp_path: Path) -> None:
    """Textual would: a driver of anybody's, a log, a picture of the screen, keys pressed by nobody."""
    (tmp_path / "foreign.py").write_text(f"open({str(tmp_path / 'loaded')!r}, 'w')\n")
    terminal = open_app(
        PYTHONPATH=str(tmp_path),
        PYTHONDONTWRITEBYTECODE="1",
        TEXTUAL="debug,devtools",
        TEXTUAL_DRIVER="foreign:Driver",
        TEXTUAL_LOG=str(tmp_path / "log"),
        TEXTUAL_SCREENSHOT="0",
        TEXTUAL_SCREENSHOT_LOCATION=str(tmp_path),
        TEXTUAL_SCREENSHOT_FILENAME="screen.svg",
        TEXTUAL_PRESS="2,f10",
        TEXTUAL_ALLOW_SIGNALS="1",
    )
    terminal.wait_for(FIRST_FIGURE)
    terminal.type("\x1a", "\x03", "\x1c", "2")
    terminal.wait_for("[2 ")
    terminal.type(F10)
    assert terminal.wait() == 0
    assert terminal.is_as_found
    assert [file.name for file in tmp_path.iterdir()] == ["foreign.py"]
