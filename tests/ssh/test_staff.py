"""Staff at the office's server: the app over a line, answers without a terminal, and lines that drop."""

import json
import os
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.small_ward import small_ward
from tests.ssh.conftest import FIRST_FIGURE, Login, block
from tests.ssh.server import Server
from tests.terminal.pseudo import ENTER, ESCAPE, F2, F10, HOME, RIGHT
from tui.resources import sample_ward

MOUSE = [f"\x1b[?{mode}h".encode() for mode in (9, 1000, 1001, 1002, 1003, 1005, 1006, 1015)]


def test_the_app_over_a_line(office: Server, log_in: Login) -> None:
    """Without a locale, as a line brings none along; without a mouse, which a phone's keyboard has not."""
    terminal = log_in(office, "giaoban")
    terminal.wait_for(FIRST_FIGURE)
    assert "Phường Ngọc Thụy" in terminal.lines[0]
    terminal.type("2", F10)
    assert terminal.wait() == 0
    assert terminal.is_as_found
    assert not [mode for mode in MOUSE if mode in terminal.raw]
    office.wait_until_empty()


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        (["giaoban", "group", "22"], 0, "Tổ dân phố 22"),
        (["giaoban", "group", "TDP", "22"], 0, "Tổ dân phố 22"),
        (["giaoban", "fund", "ngheo", "--lang", "en"], 0, "Fund for the Poor"),
        (["giaoban", "find", "ly", "son"], 0, "Lý Sơn"),
        (["giaoban"], 0, FIRST_FIGURE),
        (["giaoban", "check"], 1, "95,06"),
        (["giaoban", "group", "999"], 2, "999"),
        (["giaoban", "nowhere"], 2, "nowhere"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_answers_without_a_terminal(command: Sequence[str], code: int, said: str, office: Server) -> None:
    answer = office.run(*command)
    assert answer.returncode == code
    told, other = (answer.stderr, answer.stdout) if code == 2 else (answer.stdout, answer.stderr)
    assert said in told
    assert other == ""
    assert "\x1b" not in told


def test_answers_for_machines(office: Server) -> None:
    figures = json.loads(office.run("giaoban", "figures", "--indicator", "blood", "--json").stdout)
    assert {468, 300} <= {value for figure in figures for value in figure.values() if isinstance(value, int)}


def test_what_editors_save_is_left_to_the_others(office: Server, tmp_path: Path) -> None:
    """In a folder set up as the README says, whatever the umask of who saves."""
    ward = tmp_path / "ngoc-thuy"
    shutil.copytree(sample_ward(), ward)
    rights = block("folder").splitlines()[-1].replace("/srv/giaoban/ngoc-thuy", str(ward))
    subprocess.run(["sh", "-c", rights], check=True, timeout=60)
    saved = office.run(f"umask 077 && giaoban targets set blood 301 -w {ward}")
    assert (saved.returncode, saved.stderr) == (0, "")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in ward.rglob("*") if path.is_file()}
    assert modes == {0o664}
    assert {path.name for path in (ward / "2018").iterdir()} >= {"targets.toml", "journal.jsonl"}


def test_a_line_that_drops_leaves_nothing_running(office: Server, log_in: Login) -> None:
    terminal = log_in(office, "giaoban")
    terminal.wait_for(FIRST_FIGURE)
    assert office.running()
    terminal.signal(signal.SIGKILL)
    terminal.wait()
    office.wait_until_empty()


def test_a_server_that_goes_down_leaves_the_terminal_as_it_was(office: Server, log_in: Login) -> None:
    terminal = log_in(office, "giaoban")
    terminal.wait_for(FIRST_FIGURE)
    for pid in office.running():
        os.kill(pid, signal.SIGTERM)
    assert terminal.wait() == 128 + signal.SIGTERM
    assert terminal.is_as_found
    office.wait_until_empty()


@pytest.mark.parametrize("times", [1, pytest.param(40, marks=pytest.mark.long)])
def test_a_line_that_drops_at_any_moment_of_a_save(times: int, office: Server, log_in: Login, tmp_path: Path) -> None:
    """What was there before, or what was typed: never half of it, no faulty line, nobody left, room for the next."""
    ward = str(small_ward(tmp_path / "small"))
    before = 2_000_000
    for number in range(times):
        terminal = log_in(office, "giaoban", ward)
        terminal.wait_for("12.000.000")
        terminal.settle()
        typed = 2_100_000 + number
        terminal.type(ESCAPE, ESCAPE, "2", HOME, RIGHT * 2, F2, str(typed), ENTER)
        time.sleep(0.02 * (number % 20))
        terminal.signal(signal.SIGKILL)
        terminal.wait()
        office.wait_until_empty()
        (target,) = json.loads(
            office.run("giaoban", "targets", "get", "fund", "--group", "1", "--json", "-w", ward).stdout
        )
        assert target["value"] in (before, typed)
        before = target["value"]
    assert json.loads(office.run("giaoban", "check", "--json", "-w", ward).stdout)["problems"] == []
    assert office.run("giaoban", "targets", "set", "fund", "3tr", "--group", "1", "-w", ward).returncode == 0


def test_a_line_that_drops_while_the_app_starts(office: Server, log_in: Login) -> None:
    for moment in (0.0, 0.1, 0.2, 0.4, 0.8):
        terminal = log_in(office, "giaoban")
        time.sleep(moment)
        terminal.signal(signal.SIGKILL)
        terminal.wait()
    office.wait_until_empty()
