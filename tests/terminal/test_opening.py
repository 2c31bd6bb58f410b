"""The app opens, rests and leaves; and where there is no terminal to open it in, it answers and goes."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal.conftest import FIRST_FIGURE, Opener
from tests.terminal.pseudo import F10, Terminal

COLOURS = re.compile(rb"\x1b\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9;]*)?m")
"""Any attribute that is a colour."""


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids="{0[0]}x{0[1]}".format)
def test_it_opens_on_the_sample(open_app: Opener, size: tuple[int, int]) -> None:
    terminal = open_app(size=size)
    terminal.wait_for(FIRST_FIGURE)
    assert "Ngọc Thụy" in terminal.lines[0]


def test_it_leaves_the_terminal_as_it_was(app: Terminal) -> None:
    app.type(F10)
    assert app.wait() == 0
    assert app.is_as_found


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


def test_a_terminal_that_cannot_draw_gets_the_overview(open_app: Opener) -> None:
    terminal = open_app(TERM="dumb")
    assert terminal.wait() == 0
    assert FIRST_FIGURE in terminal.text
    assert b"\x1b" not in terminal.raw


def test_a_pipe_gets_the_overview(boards: Path) -> None:
    environment = {**os.environ, "XDG_CACHE_HOME": str(boards)}
    done = subprocess.run([sys.executable, "-m", "tui"], capture_output=True, env=environment, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    assert FIRST_FIGURE in done.stdout.decode()
    assert b"\x1b" not in done.stdout


@pytest.mark.parametrize("shut", ["<&-", "</dev/null", "<&- >&-", "2>&-", "<&- >&- 2>&-"])
def test_it_ends_where_there_is_no_one_to_talk_to(shut: str, boards: Path) -> None:
    """As under `ssh host giaoban`, sftp or cron, which would else leave an app that nobody can quit."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(boards)}
    command = ["sh", "-c", f'exec "$0" -m tui {shut}', sys.executable]
    done = subprocess.run(command, capture_output=True, env=environment, timeout=60)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    if ">&- " not in f"{shut} ":
        assert FIRST_FIGURE in done.stdout.decode()
