"""Every test on its own: no cache, settings or environment of the machine; hypothesis without a clock.

`--hypothesis-profile thorough` tries fifty times as much.
"""

import gc
import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import polars
import pytest
from hypothesis import HealthCheck, settings

from tui import texts
from tui.store.readings import Readings

# There is a worker for each processor: threads of polars would wait for those of other workers. Programs that tests
# start have as many as ever.
os.environ["POLARS_MAX_THREADS"] = "1"
polars.thread_pool_size()
del os.environ["POLARS_MAX_THREADS"]

settings.register_profile("giaoban", deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", settings.get_profile("giaoban"), max_examples=2_000)
settings.load_profile("giaoban")

FOREIGN = (
    *("GIAOBAN_WARD", "GIAOBAN_LANG", "GIAOBAN_CACHE", "NO_COLOR", "COLORTERM", "SSH_CONNECTION", "TEXTUAL_THEME"),
    "PYTHONDONTWRITEBYTECODE",
)
"""What of the environment a test must not feel. Without bytecode each start of the app would compile it again."""

YOUNG = 100_000
"""Objects made before the young ones are searched for garbage: a collection looks at all that an app is made of."""

READINGS = Readings()
"""What files said in the tests before: most are copies of the sample's, and a file is known by its content."""

numbers = count()


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: a test in a terminal waits more than it works."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    """Let collections of garbage pass over what will stay: libraries, thousands of tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 10, 10)


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where homes stand: `mktemp` for each test would read through the folders of all tests before it."""
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def own_surroundings(homes: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of its own for caches and settings; Vietnamese to begin with."""
    home = homes / str(next(numbers))
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    for name in FOREIGN:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("tui.store.session.Readings", lambda: READINGS)
    texts.use("vi")
    yield home
    texts.use("vi")
