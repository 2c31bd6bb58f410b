"""Every test on its own: no cache, settings or environment of the machine; hypothesis without a clock.

`--hypothesis-profile thorough` tries forty times as much.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tui import texts

settings.register_profile("giaoban", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", settings.get_profile("giaoban"), max_examples=2_000)
settings.load_profile("giaoban")

FOREIGN = ("GIAOBAN_WARD", "GIAOBAN_LANG", "GIAOBAN_CACHE", "NO_COLOR", "COLORTERM", "SSH_CONNECTION", "TEXTUAL_THEME")


@pytest.fixture(autouse=True)
def own_surroundings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of its own for caches and settings; Vietnamese to begin with."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    for name in FOREIGN:
        monkeypatch.delenv(name, raising=False)
    texts.use("vi")
    yield home
    texts.use("vi")
