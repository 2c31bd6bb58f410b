"""A reader's session, watched by the kernel: whatever is typed, nothing is written, run or called up."""

import random
import re
import shutil
import sys
from pathlib import Path

import pytest
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS

from tests.needed import program
from tests.terminal.conftest import FIRST_FIGURE
from tests.terminal.pseudo import DOWN, ENTER, ESCAPE, F2, F5, F8, F9, F10, RIGHT, TAB, Terminal, start
from tui import texts
from tui.keys import KEYS
from tui.resources import sample_ward

CALLS = "execve,execveat,fork,vfork,socket,connect,bind,open,openat,openat2,creat,rename,renameat,renameat2,unlink"
CALLS += ",unlinkat,rmdir,mkdir,mkdirat,link,linkat,symlink,symlinkat,chmod,fchmodat,chown,truncate,mknod,mknodat"

CALL = re.compile(r"^\d+ +(?P<name>\w+)\((?P<told>.*)", re.M)
WRITING = re.compile(r"O_(WRONLY|RDWR|CREAT|TRUNC|APPEND|TMPFILE)")

CTRL_C, CTRL_G, CTRL_K, CTRL_O, CTRL_P, CTRL_Q, CTRL_Y, CTRL_Z = map(chr, (3, 7, 11, 15, 16, 17, 25, 26))

ATTEMPTS = (
    ("2", RIGHT * 2, F2, "77\r"),
    ("3", CTRL_G, TAB, ENTER),
    ("3", F8, "x\r"),
    (CTRL_Z,),
    (CTRL_Y,),
    ("5", F2, "7\r"),
    ("6", CTRL_O, ENTER),
    ("6", CTRL_O, DOWN * 9, ENTER, ENTER),
    ("6", F2, "x\r"),
    (F9, DOWN, ENTER),
    (CTRL_C,),
    (F5, CTRL_K, F2, "7\r"),
    (F5,),
)
"""What would change a figure, write a paper, keep a theme, a copy, or a draft of what is typed."""
WORDS = ["22\r", "ngheo\r", "4,5tr\r", "+10%\r", "!sh\r", ":w\r", "/etc/passwd", "\x1b[200~a\nb\x1b[201~"]
SEQUENCES = sorted({*ANSI_SEQUENCES_KEYS, *map(chr, range(127))} - {CTRL_Q, F10, *"\x1b[1;5Q"})


def offences(log: str) -> list[str]:
    """What the kernel saw, but for reading and the program's own start."""
    return [
        call[0]
        for call in list(CALL.finditer(log))[1:]
        if not call["name"].startswith("open") or (WRITING.search(call["told"]) and '"/dev/' not in call["told"])
    ]


def tree(folder: Path) -> dict[str, tuple[int, float]]:
    return {str(path): (path.lstat().st_mode, path.lstat().st_mtime) for path in folder.rglob("*")}


def palette() -> list[str]:
    """The commands by the names that the app has for them, in Vietnamese."""
    return [texts._(key.help) for key in KEYS if key.palette and key.action != "app.quit"]


def leave(terminal: Terminal) -> None:
    """Out of whatever dialogue is open; what was typed is worked off first."""
    for key in (*[ESCAPE] * 5, F10):
        terminal.type(key)
        terminal.settle(0.3, timeout=300)
    assert terminal.wait(timeout=300) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="strace is of Linux")
@pytest.mark.parametrize("count", [60, pytest.param(5_000, marks=pytest.mark.long)])
def test_no_key_writes_a_file_or_runs_a_program(count: int, tmp_path: Path, own_surroundings: Path) -> None:
    """What writes for an editor, every command of the palette, then whatever a terminal can send, with words."""
    ward = shutil.copytree(sample_ward(), tmp_path / "ward")
    before = tree(ward), tree(own_surroundings)
    watched = [program("strace"), "--seccomp-bpf", "-f", "-qq", "-o", str(tmp_path / "log"), "-e", f"trace={CALLS}"]
    command = [*watched, "-e", "signal=none", sys.executable, "-m", "tui", "--read-only", str(ward)]
    with start(command, env={"SSH_CONNECTION": "x", "PYTHONDONTWRITEBYTECODE": "1"}) as terminal:
        terminal.wait_for(FIRST_FIGURE)
        for asked in (*ATTEMPTS, *((CTRL_P, name, ENTER) for name in palette())):
            terminal.type(ESCAPE)
            terminal.settle()
            terminal.type(*asked)
            terminal.settle()
        for number, keys in enumerate(random.Random(count).choices([*SEQUENCES, *WORDS * 20], k=count)):
            terminal.type(keys)
            terminal.settle(0.02 if number % 20 else 0.5, timeout=300)
            assert terminal.code is None, keys
        leave(terminal)
        assert terminal.is_as_found
    assert offences((tmp_path / "log").read_text(errors="replace")) == []
    assert (tree(ward), tree(own_surroundings)) == before


@pytest.mark.parametrize(
    "call",
    [
        'openat(AT_FDCWD, "/home/x/copied.txt", O_WRONLY|O_CREAT|O_CLOEXEC, 0666) = 3',
        'openat(AT_FDCWD, "targets.toml", O_RDWR <unfinished ...>',
        'execve("/bin/sh", ["sh"], 0x0) = 0',
        "vfork( <unfinished ...>",
        'mkdir("/home/x", 0777) = -1 EEXIST (File exists)',
        "socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3",
    ],
)
def test_an_offence_is_seen(call: str) -> None:
    started = '1 execve("giaoban") = 0\n2 openat(AT_FDCWD, "/dev/tty", O_RDWR) = 3\n1 openat(3, "a", O_RDONLY) = 4\n'
    assert len(offences(f"{started}17 {call}\n")) == 1
