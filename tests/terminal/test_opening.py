"""The app opens, rests and leaves; and where there is no terminal to open it in, it answers and goes."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal.conftest import FIRST_FIGURE, Opener
from tests.terminal.pseudo import ENTER, F1, F10, Terminal, start

COLOURS = re.compile(rb"\x1b\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9;]*)?m")
"""Any attribute that is a colour."""


@pytest.mark.parametrize("size", [(80, 24), (200, 60)], ids="{0[0]}x{0[1]}".format)
def test_it_opens_on_the_sample(open_app: Opener, size: tuple[int, int]) -> None:
    terminal = open_app(size=size)
    terminal.wait_for(FIRST_FIGURE)
    assert "Ngọc Thụy" in terminal.lines[0]


def test_it_leaves_the_terminal_as_it_was(app: Terminal) -> None:
    """Keys behind the one that quits come too late."""
    app.type(F10, "2", ENTER)
    assert app.wait() == 0
    assert app.is_as_found


FAULTY = """
import sys
from tui.app import GiaoBanApp
from tui.cli import main
def fault(app):
    secret = "0912 345 678"
    raise LookupError(secret)
GiaoBanApp.action_help = fault
sys.exit(main([]))
"""


def test_a_fault_is_told_in_a_sentence_and_kept_in_a_file(own_surroundings: Path) -> None:
    """Not on the projector: a traceback shows names, figures and paths to the whole room."""
    with start([sys.executable, "-c", FAULTY]) as terminal:
        terminal.wait_for(FIRST_FIGURE)
        terminal.type(F1)
        assert terminal.wait() != 0
        assert terminal.is_as_found
        told = terminal.raw.rpartition(b"\x1b[?1049l")[2].decode().replace("\r\n", "")
    assert not [word for word in ("Traceback", "LookupError", "0912", "fault(") if word in told]
    logs = [file for file in own_surroundings.rglob("*") if file.is_file() and b"LookupError" in file.read_bytes()]
    assert [file.stat().st_mode & 0o777 for file in logs] == [0o600]
    assert logs[0].name in told


def test_at_rest_it_sends_nothing(app: Terminal) -> None:
    sent = len(app.raw)
    assert not app.read(1.5)
    assert len(app.raw) == sent


def test_colours_are_sent(app: Terminal) -> None:
    assert COLOURS.search(app.raw)


def test_without_colours_none_is_sent(open_app: Opener) -> None:
    terminal = open_app(NO_COLOR="1")
    terminal.wait_for(FIRST_FIGURE)
    terminal.settle()
    terminal.type("2")
    terminal.wait_for("[2 ")
    terminal.settle()
    assert not COLOURS.search(terminal.raw)


def test_a_pipe_gets_the_overview(boards: Path) -> None:
    environment = {**os.environ, "XDG_CACHE_HOME": str(boards)}
    done = subprocess.run([sys.executable, "-m", "tui"], capture_output=True, env=environment, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    assert FIRST_FIGURE in done.stdout.decode()
    assert b"\x1b" not in done.stdout


@pytest.mark.parametrize("shut", ["</dev/null", "<&-", "2>&-", "2>/dev/full", "2>&1 | cat"])
def test_it_answers_and_ends_where_an_end_of_the_terminal_is_missing(shut: str, boards: Path) -> None:
    """Textual draws on standard error: an app whose picture nobody sees could not be left."""
    command = ["sh", "-c", f'"$0" -m tui {shut}', sys.executable]
    with start(command, env={"XDG_CACHE_HOME": str(boards)}) as terminal:
        assert terminal.wait() == 0
        assert FIRST_FIGURE in terminal.raw.decode()
        assert b"\x1b" not in terminal.raw


@pytest.mark.parametrize("shut", ["<&-", "<&- >&-", "<&- >&- 2>&-"])
def test_it_ends_where_there_is_no_one_to_talk_to(shut: str, boards: Path) -> None:
    """As under `ssh host giaoban`, sftp or cron, which would else leave an app that nobody can quit."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(boards)}
    command = ["sh", "-c", f'exec "$0" -m tui {shut}', sys.executable]
    done = subprocess.run(command, capture_output=True, env=environment, timeout=60)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    if ">&- " not in f"{shut} ":
        assert FIRST_FIGURE in done.stdout.decode()
