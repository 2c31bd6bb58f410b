"""An OpenSSH server of one test's own, on this computer alone, with keys that live as long as the test."""

import os
import pwd
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.needed import program

PATIENCE = 30.0
"""Seconds to wait for what must come: long, as the machine may be busy; nothing waits longer than it has to."""

USER = pwd.getpwuid(os.getuid()).pw_name

SERVER = """\
ListenAddress 127.0.0.1
Port {port}
HostKey {keys}/host
AuthorizedKeysFile {folder}/authorized_keys
PidFile none
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin yes
StrictModes no
UsePAM no
PrintMotd no
Subsystem sftp internal-sftp
SetEnv {environment}
{more}
"""

CLIENT = """\
Host ward
    HostName 127.0.0.1
    Port {port}
    User {user}
    IdentityFile {keys}/user
    IdentitiesOnly yes
    IdentityAgent none
    BatchMode yes
    UserKnownHostsFile {folder}/known_hosts
    LogLevel ERROR
"""


@dataclass(frozen=True)
class Server:
    """What a test knows of its server, which the client's configuration calls `ward`."""

    folder: Path
    keys: Path
    port: int
    process: subprocess.Popen[bytes]

    @property
    def home(self) -> Path:
        """Where those who log in have their files."""
        return self.folder / "home"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        """End the server, and what it has left."""
        self.process.terminate()
        self.process.wait()
        for pid in self.running():
            os.kill(pid, 9)

    def command(self, *words: str, options: Sequence[str] = (), client: str = "ssh") -> list[str]:
        """The command of a client; `options` stand before the host."""
        return [program(client), "-F", str(self.folder / "ssh_config"), *options, "ward", *words]

    def run(
        self, *words: str, options: Sequence[str] = (), env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a command over the line, without a terminal."""
        return subprocess.run(
            self.command(*words, options=options),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE,
            env={**os.environ, **(env or {})},
        )

    def running(self) -> list[int]:
        """The processes of those who have logged in: they know their home, and nobody else does (Linux)."""
        home = os.fsencode(self.home)
        return sorted(int(name) for name in os.listdir("/proc") if name.isdecimal() and home in _surroundings(name))

    def wait_until_empty(self) -> None:
        """Wait until nobody is logged in and nothing is left running; fail with what is."""
        end = time.monotonic() + PATIENCE
        while left := self.running():
            assert time.monotonic() < end, [_read(pid, "cmdline") for pid in left]
            time.sleep(0.02)


def keys_in(folder: Path) -> Path:
    """`folder` with a key of a host and one of a user."""
    for name in ("host", "user"):
        make = [program("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(folder / name)]
        subprocess.run(make, check=True, timeout=PATIENCE)
    return folder


def start(folder: Path, keys: Path, *, before_key: str = "", config: str = "", **environment: str) -> Server:
    """A server in `folder` that lets the user's key in, as this process's user.

    `before_key` are the options of the key, `config` more lines of sshd_config, `environment` what those who log in
    find besides `HOME` and a `PATH` with `giaoban` in it.
    """
    (folder / "home").mkdir()
    (folder / "authorized_keys").write_text(f"{before_key} {(keys / 'user.pub').read_text()}".lstrip())
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    found = {"HOME": str(folder / "home"), "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", **environment}
    named = " ".join(shlex.quote(f"{name}={value}") for name, value in found.items())
    port = _free_port()
    (folder / "sshd_config").write_text(
        SERVER.format(port=port, keys=keys, folder=folder, environment=named, more=config)
    )
    (folder / "ssh_config").write_text(CLIENT.format(port=port, user=USER, keys=keys, folder=folder))
    (folder / "known_hosts").write_text(f"[127.0.0.1]:{port} {(keys / 'host.pub').read_text()}")
    with open(folder / "log", "wb") as log:
        command = [program("sshd"), "-D", "-e", "-f", str(folder / "sshd_config")]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    server = Server(folder, keys, port, process)
    try:
        _wait_until_it_listens(server)
    except BaseException:
        server.__exit__()
        raise
    return server


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def _wait_until_it_listens(server: Server) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        told = (server.folder / "log").read_text()
        if "Server listening" in told:
            return
        assert server.process.poll() is None, told
        assert time.monotonic() < end, told
        time.sleep(0.01)


def _surroundings(pid: str) -> bytes:
    return _read(pid, "environ")


def _read(pid: str | int, what: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{what}").read_bytes()
    except OSError:
        return b""
