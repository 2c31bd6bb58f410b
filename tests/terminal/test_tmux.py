"""In tmux: people attach, detach and come back at another size; the app goes on, and its clipboard gets out."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.needed import program
from tests.terminal.conftest import FIRST_FIGURE
from tests.terminal.pseudo import F10, Terminal, start
from tui.resources import copied_file

SETTINGS = """\
set -g default-terminal tmux-256color
set -s escape-time 0
set -s set-clipboard on
set -g status off
set -g history-limit 0
"""

DETACH = "\x02d"


class Tmux:
    """A tmux server of one test's own, and the terminals attached to it."""

    def __init__(self, folder: Path) -> None:
        self._program = [program("tmux"), "-S", str(folder / "socket"), "-f", str(folder / "tmux.conf")]
        self._attached: list[Terminal] = []
        (folder / "tmux.conf").write_text(SETTINGS)

    def attach(self, *words: str, size: tuple[int, int] = (120, 40)) -> Terminal:
        """A terminal attached to the session: `new-session …`, or the one that there is."""
        self._attached.append(start([*self._program, *(words or ["attach-session"])], size, {"TMUX": None}))
        return self._attached[-1]

    def says(self, *words: str) -> str:
        """What a command of tmux answers."""
        done = subprocess.run([*self._program, *words], capture_output=True, text=True, timeout=60)
        return done.stdout

    def close(self) -> None:
        """End the server and with it what runs in it."""
        self.says("kill-server")
        for terminal in self._attached:
            terminal.close()


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    opened = Tmux(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def app(tmux: Tmux, boards: Path) -> Terminal:
    """The sample, open in a session of its own."""
    environment = ["-e", f"XDG_CACHE_HOME={boards}"]
    environment += [word for name in ("HOME", "XDG_STATE_HOME") for word in ("-e", f"{name}={os.environ[name]}")]
    terminal = tmux.attach("new-session", *environment, sys.executable, "-m", "tui")
    terminal.wait_for(FIRST_FIGURE)
    terminal.settle()
    return terminal


def test_it_goes_on_while_nobody_is_attached(app: Terminal, tmux: Tmux) -> None:
    app.type("2")
    app.wait_for("[2 ")
    app.type(DETACH)
    assert app.wait() == 0
    again = tmux.attach(size=(80, 24))
    again.wait_for("[2 ")
    again.type("3")
    again.wait_for("[3 ")
    again.type(F10)
    assert again.wait() == 0
    assert tmux.says("list-sessions") == ""


def test_a_terminal_that_is_closed_is_no_more_than_a_detached_one(app: Terminal, tmux: Tmux) -> None:
    app.hang_up()
    app.wait()
    tmux.attach().wait_for(FIRST_FIGURE)


def test_another_size_is_taken_at_once(app: Terminal, tmux: Tmux) -> None:
    for size in [(80, 24), (20, 6), (200, 60), (120, 36)]:
        app.resize(*size)
        app.settle(0.05)
    app.wait_for(FIRST_FIGURE)
    app.wait_until(lambda: app.lines == tmux.says("capture-pane", "-p").split("\n")[:36], what="what tmux has")


def test_another_size_is_taken_while_nobody_is_attached(app: Terminal, tmux: Tmux) -> None:
    """A phone looks in for a moment, then somebody at a desk."""
    app.type("2")
    app.wait_for("[2 ")
    app.type(DETACH)
    app.wait()
    tmux.says("resize-window", "-x", "1", "-y", "1")
    tmux.says("set-option", "window-size", "latest")
    phone = tmux.attach(size=(40, 12))
    phone.settle()
    phone.hang_up()
    desk = tmux.attach(size=(200, 60))
    desk.wait_for("[2 ")
    desk.wait_until(lambda: desk.lines[-1].endswith("F10 Thoát"), what="the whole of a large screen")
    desk.wait_until(lambda: desk.lines == tmux.says("capture-pane", "-p").split("\n")[:60], what="what tmux has")


def test_without_its_clipboard_the_file_still_has_what_is_copied(app: Terminal, tmux: Tmux) -> None:
    tmux.says("set-option", "-s", "set-clipboard", "off")
    said = app.lines[-2].strip()
    app.type("\x03")
    app.wait_for("Đã chép")
    assert copied_file().read_text("utf-8").startswith(said.rstrip("… "))
    assert tmux.says("show-buffer") == ""


def test_what_is_copied_reaches_the_clipboard(app: Terminal, tmux: Tmux) -> None:
    """From the app to tmux, and from there to the terminal around it (OSC 52)."""
    status = app.lines[-2].strip()
    app.type("\x03")
    app.wait_until(lambda: tmux.says("show-buffer") != "", what="a buffer")
    assert tmux.says("show-buffer").startswith(status.rstrip("… "))
    app.wait_until(lambda: b"\x1b]52;" in app.raw, what="OSC 52 outside")
