"""The app opened in terminals that are closed whatever a test does."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from tests.terminal.pseudo import Terminal, start

FIRST_FIGURE = "229.010.000"
"""What the overview of the sample shows, and nothing before it."""


class Opener(Protocol):
    """Opens the app, or runs a command of it."""

    def __call__(self, *arguments: str | Path, size: tuple[int, int] = (120, 40), **env: str | None) -> Terminal: ...


@pytest.fixture(scope="session")
def boards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where boards are kept from one test to the next, so that only the first has to compute the sample's."""
    return tmp_path_factory.mktemp("boards")


@pytest.fixture
def open_app(boards: Path) -> Iterator[Opener]:
    """`giaoban` in a terminal."""
    terminals = []

    def open_it(*arguments: str | Path, size: tuple[int, int] = (120, 40), **env: str | None) -> Terminal:
        command = [sys.executable, "-m", "tui", *map(str, arguments)]
        terminals.append(start(command, size, {"XDG_CACHE_HOME": str(boards)} | env))
        return terminals[-1]

    yield open_it
    for terminal in terminals:
        terminal.close()


@pytest.fixture
def app(open_app: Opener) -> Terminal:
    """The sample, open and at rest."""
    terminal = open_app()
    terminal.wait_for(FIRST_FIGURE)
    terminal.settle()
    return terminal
