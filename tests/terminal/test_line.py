"""What happens at the far end of a line: windows are resized and closed, lines drop, machines shut down."""

import random
import signal
import sys
from pathlib import Path

import pytest

from tests.terminal.conftest import FIRST_FIGURE
from tests.terminal.pseudo import ENTER, ESCAPE, F1, F2, F3, F5, F8, F10, TAB, Terminal, start

SIZES = [(1, 1), (2, 3), (0, 0), (7, 5), (300, 2), (80, 0), (20, 70)]


def resize_through_all(terminal: Terminal) -> None:
    for size in SIZES:
        terminal.resize(*size)
        terminal.settle(0.05)
    terminal.resize(120, 40)
    terminal.settle()


def test_any_size_is_borne(app: Terminal) -> None:
    for keys, shown in [("", FIRST_FIGURE), ("3", "[3 "), ("2", "[2 "), (ENTER, " Tổ dân phố 1 · "), (F3, "╭─ Tìm")]:
        app.type(keys)
        app.wait_for(shown)
        resize_through_all(app)
        app.wait_for(shown)
    app.type(ESCAPE)
    app.wait_until(lambda: "╭─ Tìm" not in app.text, what="the finder gone")
    app.type(F10)
    assert app.wait() == 0


def test_a_size_that_is_back_before_anybody_looks_is_drawn_anew(app: Terminal) -> None:
    """The terminal has cut what it showed, and the app is told of nothing but the size that it had."""
    shown = app.lines
    app.resize(20, 5)
    app.resize(120, 40)
    app.wait_until(lambda: app.lines == shown, timeout=5, what="all of it again")


@pytest.mark.long
def test_many_sizes_in_a_row_on_every_screen(app: Terminal) -> None:
    """From 1x1 to 200x60, and one that no screen has; a dialogue open or not."""
    chance = random.Random(60)
    for keys in ("1", "2", f"2{ENTER}", "3", "3\x07", "4", "5", f"5{TAB}{TAB}", "6\x0f", "7", F1, F3, F8, f"2{F2}", F5):
        for key in (ESCAPE, ESCAPE, ESCAPE, keys):
            app.type(key)
            app.settle()
        for size in [(1000, 1000), *((chance.randint(1, 200), chance.randint(1, 60)) for _ in range(60))]:
            app.resize(*size)
            app.settle(0.02)
            assert app.code is None, size
        app.resize(120, 40)
        app.settle()
    app.type(ESCAPE)
    app.settle()
    app.type(F10)
    assert app.wait() == 0
    assert app.is_as_found


ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)

STARTING = """
import os, runpy, sys
module, number = sys.argv.pop(), int(sys.argv.pop())
sys.addaudithook(lambda event, told: event == "import" and told[0] == module and os.kill(os.getpid(), number))
runpy.run_module("tui", run_name="__main__")
"""


@pytest.mark.parametrize("module", ["tui.cli", "textual.app", "tui.picture"])
@pytest.mark.parametrize("number", ENDING)
def test_told_to_go_while_it_starts_it_goes_without_a_word(number: signal.Signals, module: str) -> None:
    """As by Ctrl+C from somebody who meant another command; with nothing left of it."""
    with start([sys.executable, "-c", STARTING, str(int(number)), module]) as terminal:
        assert terminal.wait() == 128 + number
        assert terminal.is_as_found
        assert b"Traceback" not in terminal.raw
        assert terminal.family() == []


BEHIND = """
import os, signal, sys
app = os.posix_spawn(sys.executable, [sys.executable, "-m", "tui"], os.environ, setpgroup=0)
os.waitpid(app, os.WUNTRACED)
os.kill(app, signal.SIGTERM)
os.kill(app, signal.SIGCONT)
_, status = os.waitpid(app, os.WUNTRACED)
os.WIFSTOPPED(status) and os.kill(app, signal.SIGKILL)
sys.exit(os.WEXITSTATUS(status))
"""


def test_told_to_go_in_the_background_it_goes() -> None:
    """There it has been stopped by the terminal; who then gives settings back is stopped for that, and stays."""
    with start([sys.executable, "-c", BEHIND]) as terminal:
        assert terminal.wait() == 128 + signal.SIGTERM
        assert terminal.family() == []


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGQUIT])
def test_told_to_go_it_leaves_the_terminal_as_it_was(app: Terminal, number: signal.Signals) -> None:
    app.signal(number)
    assert app.wait() == 128 + number
    assert app.is_as_found


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_dropped_line_leaves_nothing_behind(app: Terminal) -> None:
    assert app.family() == [app.pid]
    app.hang_up()
    app.wait()
    assert app.family() == []


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_dropped_line_is_noticed_where_no_signal_tells_of_it(own_surroundings: Path) -> None:
    """Only the leader of a session is told; one that ignores it leaves the app with a terminal that has gone."""
    with start(["sh", "-c", f"trap '' HUP; '{sys.executable}' -m tui; echo $? > ~/code"]) as terminal:
        terminal.wait_for(FIRST_FIGURE)
        terminal.hang_up()
        terminal.wait()
    assert (own_surroundings / "code").read_text() == f"{128 + signal.SIGHUP}\n"


OTHER_SCREEN = b"\x1b[?1049h"

STOPPED = """
import os, runpy, signal
from tui.picture import Picture
paint, lines = Picture._paint, iter(range(60))
def halt_and_paint(*args, **options):
    next(lines, 0) == 59 and os.kill(os.getpid(), signal.SIGTSTP)
    return paint(*args, **options)
Picture._paint = halt_and_paint
runpy.run_module("tui", run_name="__main__")
"""


def wake_up(terminal: Terminal) -> None:
    terminal.wait_until_asleep()
    before = terminal.raw.count(OTHER_SCREEN)
    terminal.signal(signal.SIGCONT)
    # What is typed earlier is not for the app.
    terminal.wait_until(lambda: terminal.raw.count(OTHER_SCREEN) > before, what="awake")
    terminal.wait_for(FIRST_FIGURE)


def answer_and_end(terminal: Terminal) -> None:
    terminal.type("2")
    terminal.wait_for("[2 ")
    terminal.type(F10)
    assert terminal.wait() == 0
    assert terminal.is_as_found


def test_stopped_without_being_told_it_goes_on_as_one(app: Terminal) -> None:
    for _ in range(3):
        app.signal(signal.SIGSTOP)
        wake_up(app)
    answer_and_end(app)


def test_sent_to_sleep_in_the_midst_of_a_picture_it_goes_on_with_it() -> None:
    with start([sys.executable, "-c", STOPPED]) as terminal:
        wake_up(terminal)
        answer_and_end(terminal)


def test_a_stuck_line_does_not_hold_it(app: Terminal) -> None:
    """Pictures that nobody takes fill the line until the app can only wait; the signal gets through all the same."""
    app.stall("12")
    app.signal(signal.SIGTERM)
    assert app.wait(reading=False) == 128 + signal.SIGTERM
