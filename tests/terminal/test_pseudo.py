"""The terminal that the other tests look through."""

import signal
import sys

import pytest

from tests.terminal.pseudo import Terminal, start


def run(program: str, size: tuple[int, int] = (80, 24)) -> Terminal:
    return start([sys.executable, "-c", f"import os, sys, time, tty\n{program}"], size)


def test_it_shows_and_keeps_what_is_sent() -> None:
    with run("print('a\\x1b]0;title\\x07b\\x1b[31mc')") as terminal:
        terminal.wait_for("abc")
        assert b"\x1b]0;title\x07" in terminal.raw
        assert terminal.wait() == 0


def test_it_answers_even_a_question_that_comes_in_two_pieces() -> None:
    program = """
tty.setraw(0)
for part in (b"\\x1b[?20", b"26$p"):
    os.write(1, part)
    time.sleep(0.05)
print(os.read(0, 99))
"""
    with run(program) as terminal:
        terminal.wait_for(r"b'\x1b[?2026;2$y'")


@pytest.mark.parametrize(
    ("program", "code"),
    [("sys.exit(3)", 3), ("os.kill(os.getpid(), 15)", 128 + signal.SIGTERM)],
)
def test_it_tells_exit_codes_as_a_shell_does(program: str, code: int) -> None:
    with run(program) as terminal:
        assert terminal.wait() == code


def test_it_knows_which_modes_are_on() -> None:
    with run("print('\\x1b[?1000;1049h\\x1b[?1000l\\x1b[?25l.')") as terminal:
        terminal.wait()
        assert terminal.modes == {1049}


def test_another_size_reaches_the_program() -> None:
    program = """
import signal
signal.signal(signal.SIGWINCH, lambda *_: print(*os.get_terminal_size(), sep="x"))
print("ready")
time.sleep(30)
"""
    with run(program) as terminal:
        terminal.wait_for("ready")
        terminal.resize(33, 9)
        terminal.wait_for("33x9")


def test_what_never_comes_fails_with_the_screen() -> None:
    with run("print('something else'); time.sleep(30)") as terminal:
        terminal.wait_for("something else")
        with pytest.raises(AssertionError, match="never seen: gold\nsomething else"):
            terminal.wait_for("gold", timeout=0.1)
