"""Viewers, set up as the README says: whatever they ask for, send along or type, they look, and do nothing else.

The tests' user may read and write everything here, so that nothing but the setup and the app itself is in the way.
"""

import random
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS

from tests.needed import program
from tests.ssh.conftest import FIRST_FIGURE, WALLS, Login
from tests.ssh.server import PATIENCE, USER, Server
from tests.terminal.pseudo import ESCAPE, F10
from tui.keys import KEYS

TYPED = {keys[0].value: data for data, keys in ANSI_SEQUENCES_KEYS.items() if isinstance(keys, tuple)} | {"slash": "/"}
"""What a terminal sends for the keys that Textual names."""

CTRL_Q = 17

Tree = dict[str, tuple[int, bytes]]


def tree(folder: Path) -> Tree:
    """Every file below, with its mode and bytes; not what the server itself says."""
    files = (path for path in sorted(folder.rglob("*")) if path.name != "log")
    return {str(path): (path.lstat().st_mode, path.read_bytes() if path.is_file() else b"") for path in files}


MOST_ROUNDS = 10
"""A busy machine reads an Escape and the key after it as one: all are pressed again then."""


@pytest.fixture
def untouched(kiosk: Server) -> Iterator[None]:
    """Nothing is written, and nobody stays."""
    before = tree(kiosk.folder)
    yield
    kiosk.wait_until_empty()
    assert tree(kiosk.folder) == before


pytestmark = pytest.mark.usefixtures("untouched")
either_wall = pytest.mark.parametrize("kiosk", WALLS, indirect=True)


ASKED = (
    "",
    "sh -c 'exit 7'",
    "giaoban targets set blood 1",
    "rsync --server --sender -logDtpre.iLsfxC . /etc/passwd",
    "/usr/lib/openssh/sftp-server",
    "\x1b]0;x\x07 $(touch ~/given); `id` | sh",
)
"""One wall is asked every other of these: behind either stands the same command."""


@pytest.mark.parametrize(
    ("kiosk", "asked"), [(wall, ASKED[number::2]) for number, wall in enumerate(WALLS)], indirect=["kiosk"], ids=WALLS
)
def test_whatever_they_ask_for_they_get_the_overview(kiosk: Server, asked: tuple[str, ...]) -> None:
    answers = [kiosk.run(each) for each in asked]
    assert FIRST_FIGURE in answers[0].stdout
    assert {(each.returncode, each.stdout, each.stderr) for each in answers} == {(0, answers[0].stdout, "")}


def test_no_key_leads_out_or_writes_anything(kiosk: Server, log_in: Login) -> None:
    """Every declared key and every control character, in any order, with words for whatever asks for them."""
    declared = [name for key in KEYS for name in key.keys.split(",") if key.action != "app.quit"]
    keys = [TYPED.get(name, name) for name in declared]
    keys += [chr(code) for code in range(32) if code != CTRL_Q]
    keys += ["\x1b[200~/tmp/a\x1b[201~", "4500000\r", "!sh\r", ":w\r"]
    terminal = log_in(kiosk, "sh")
    terminal.wait_for(FIRST_FIGURE)
    for key in random.Random(22).sample(keys * 2, len(keys) * 2):
        terminal.type(key)
        terminal.read(0.01)
        assert terminal.code is None
    terminal.settle()
    for key in ([ESCAPE] * 4 + [F10]) * MOST_ROUNDS:
        if terminal.code is None:
            terminal.type(key)
            terminal.settle(0.25)
    assert terminal.wait() == 0
    assert terminal.is_as_found


def test_keys_that_a_terminal_obeys_stop_nothing(kiosk: Server, log_in: Login) -> None:
    """Suspend, interrupt, quit, hold the output, end of input."""
    terminal = log_in(kiosk)
    terminal.wait_for(FIRST_FIGURE)
    for number, key in enumerate(("\x1a", "\x03", "\x1c", "\x13", "\x04"), 1):
        terminal.type(key, str(number))
        terminal.wait_for(f"[{number} ")


def test_what_they_send_along_stays_outside(kiosk: Server, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Even where the server lets it in."""
    theirs = tmp_path_factory.mktemp("theirs")
    (theirs / "sitecustomize.py").write_text(f"open({str(theirs / 'loaded')!r}, 'w')\n")
    sent = {
        "PYTHONPATH": str(theirs),
        "PYTHONSTARTUP": str(theirs / "sitecustomize.py"),
        "PYTHONDONTWRITEBYTECODE": "",
        "GIAOBAN_WARD": "/etc",
        "GIAOBAN_LANG": "en",
        "TEXTUAL_LOG": str(theirs / "textual"),
        "HOME": str(theirs),
        "XDG_STATE_HOME": str(theirs),
    }
    before = tree(theirs)
    answer = kiosk.run(options=["-o", f"SendEnv={' '.join(sent)}"], env=sent)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "Phường Ngọc Thụy" in answer.stdout
    assert tree(theirs) == before


@contextmanager
def instead(command: Path, script: str) -> Iterator[None]:
    """Another program in the place of theirs, to see what it would be given."""
    before = command.read_text()
    command.write_text(script)
    yield
    command.write_text(before)


def names_in(environment: str) -> set[str]:
    return {line.partition("=")[0] for line in environment.splitlines()}


def test_their_command_is_given_nothing_of_the_callers(kiosk: Server) -> None:
    command = kiosk.folder / "giaoban-view"
    sent = {"LC_ALL": "x", "TEXTUAL_LOG": "x", "GIAOBAN_WARD": "/etc", "PYTHONPATH": "/tmp", "PATH": "/tmp"}
    with instead(command, re.sub(r"/\S*/giaoban --read-only \S+", "/usr/bin/env", command.read_text())):
        found = kiosk.run("sh", options=["-o", f"SendEnv={' '.join(sent)}"], env=sent)
    assert names_in(found.stdout) == {"HOME", "LANG", "TERM", "SSH_CONNECTION"}


@either_wall
def test_keys_and_screens_of_the_callers_stay_theirs(kiosk: Server, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Without the walls the agent would come along: a viewer's keys in the hands of whoever else is on the server."""
    socket_of_agent = tmp_path_factory.mktemp("agent") / "socket"
    with subprocess.Popen([program("ssh-agent"), "-D", "-a", socket_of_agent], stdout=subprocess.DEVNULL) as agent:
        options = ["-A", "-X", "-o", f"IdentityAgent={socket_of_agent}"]
        with instead(kiosk.folder / "giaoban-view", "#!/bin/sh\nenv\n"):
            found = kiosk.run("sh", options=options, env={"DISPLAY": "127.0.0.1:0"})
        agent.terminate()
    assert {"HOME", "SSH_ORIGINAL_COMMAND"} <= names_in(found.stdout)
    assert not {"SSH_AUTH_SOCK", "DISPLAY"} & names_in(found.stdout)


@pytest.mark.parametrize("kiosk", ["by the server"], indirect=True)
def test_what_the_server_leaves_to_viewers(kiosk: Server) -> None:
    """What cannot be tried here, as it would have to lie in the home of whoever runs the tests."""
    command = [
        program("sshd"),
        "-T",
        "-f",
        str(kiosk.folder / "sshd_config"),
        "-C",
        f"user={USER},host=x,addr=127.0.0.1",
    ]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE).stdout.splitlines()
    assert {"permituserrc no", "disableforwarding yes", "permituserenvironment no", "permittunnel no"} <= set(told)
    assert f"forcecommand {kiosk.folder / 'giaoban-view'}" in told


CALLERS = ("ssh", "ssh -tt", "ssh -N", "sftp", "scp")


@either_wall
@pytest.mark.parametrize("times", [2, pytest.param(20, marks=pytest.mark.long)])
def test_whoever_is_cut_off_leaves_nothing_running(kiosk: Server, times: int) -> None:
    """At any moment, also before the app is there; the fixture waits until nobody is."""
    for number in range(times):
        callers = []
        for caller in CALLERS:
            client, *options = caller.split()
            asked = ["/tmp/x"] if client == "scp" else []
            command = kiosk.command(*asked, client=client, options=options)
            command = [*command[:-2], "ward:/etc/passwd", "/dev/null"] if client == "scp" else command
            callers.append(
                subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            )
        time.sleep(0.15 * (number % 8))
        for process in callers:
            process.kill()
            process.communicate()


@either_wall
@pytest.mark.parametrize("copy", ["sftp", "scp", "scp -O"])
def test_no_file_is_copied_out_or_in(copy: str, kiosk: Server, tmp_path: Path) -> None:
    client, *options = copy.split()
    inside, outside = kiosk.folder / "ward/ward.toml", tmp_path / "taken"
    if client == "sftp":
        command = kiosk.command(client="sftp", options=["-b", "-"])
        asked = f"get {inside} {outside}\nput {__file__} {kiosk.folder}/given\n"
    else:
        command = [*kiosk.command(client="scp", options=options)[:-1], f"ward:{inside}", str(outside)]
        asked = ""
    done = subprocess.run(command, input=asked, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode != 0
    assert not outside.exists()


@either_wall
def test_no_connection_goes_through(kiosk: Server) -> None:
    with socket.create_server(("127.0.0.1", 0)) as inside:
        there = f"127.0.0.1:{inside.getsockname()[1]}"
        outward = kiosk.run(options=["-W", there])
        back = kiosk.run(options=["-N", "-o", "ExitOnForwardFailure=yes", "-R", f"0:{there}"])
        inside.settimeout(0.1)
        with pytest.raises(TimeoutError):
            inside.accept()
    assert outward.returncode == back.returncode == 255
