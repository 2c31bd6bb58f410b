"""Servers that end with their test, and terminals that log in to them."""

import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest

from tests.ssh import server
from tests.ssh.server import USER, Server, keys_in
from tests.terminal.pseudo import Terminal, start
from tui.resources import sample_ward

FIRST_FIGURE = "229.010.000"
"""What the overview of the sample shows, and nothing before it."""


README = Path(__file__).parents[2] / "README.md"


class Login(Protocol):
    """Logs in with a terminal, to run a command there."""

    def __call__(self, server: Server, *words: str, **env: str | None) -> Terminal: ...


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Throw-away keys: making them takes longer than starting a server."""
    return keys_in(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="session")
def looked_at(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A ward that nobody edits and where its boards are kept, so that only the first test has to compute them."""
    ward = shutil.copytree(sample_ward(), tmp_path_factory.mktemp("looked-at") / "ward")
    return {"GIAOBAN_WARD": str(ward), "XDG_CACHE_HOME": str(ward.parent)}


@pytest.fixture
def log_in() -> Iterator[Login]:
    """`ssh -tt` in a terminal."""
    terminals = []

    def begin(server: Server, *words: str, **env: str | None) -> Terminal:
        terminals.append(start(server.command(*words, options=["-tt", "-e", "none"]), env=env))
        return terminals[-1]

    yield begin
    for terminal in terminals:
        terminal.close()


@pytest.fixture
def office(tmp_path: Path, keys: Path, looked_at: dict[str, str]) -> Iterator[Server]:
    """The office's server, for staff."""
    with server.start(tmp_path, keys, **looked_at) as started:
        yield started


WALLS = ("by the key", "by the server")
"""What keeps viewers to their command."""


@pytest.fixture
def kiosk(request: pytest.FixtureRequest, tmp_path: Path, keys: Path) -> Iterator[Server]:
    """The office's server for viewers, as the README sets it up with one of its walls; lets any variable in."""
    wall = getattr(request, "param", WALLS[0])
    shutil.copytree(sample_ward(), tmp_path / "ward")
    here = as_here(tmp_path)
    command = tmp_path / "giaoban-view"
    command.write_text(here(block("viewer-command")))
    command.chmod(0o755)
    options = here(block("viewer-key")).partition(" ssh-ed25519 ")[0] if wall == "by the key" else ""
    config = here(block("viewer-config")) if wall == "by the server" else ""
    ward = str(tmp_path / "ward")
    with server.start(
        tmp_path, keys, before_key=options, config=f"AcceptEnv *\n{config}", GIAOBAN_WARD=ward
    ) as started:
        yield started


def block(marker: str) -> str:
    """The README's code block under this marker."""
    found = re.search(f"<!-- {marker} -->\n\n((?:    .*\n)+)", README.read_text("utf-8"))
    assert found, marker
    return re.sub("^    ", "", found[1], flags=re.MULTILINE)


def as_here(folder: Path) -> Callable[[str], str]:
    """Puts the places of this test for those of the README."""
    places = {
        "/opt/giaoban/bin/giaoban": str(Path(sys.executable).with_name("giaoban")),
        "/usr/local/bin/giaoban-view": str(folder / "giaoban-view"),
        "/srv/giaoban/ngoc-thuy": str(folder / "ward"),
        "/etc/ssh/ward-viewers": str(folder / "authorized_keys"),
        "HOME=/nonexistent": f"HOME={folder / 'home'}",
        "ward-viewer": USER,
    }

    def put(text: str) -> str:
        for place, one_here in places.items():
            text = text.replace(place, one_here)
        return text

    return put
