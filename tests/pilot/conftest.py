"""What all tests of the app's screens share."""

import pytest

from tui import together
from tui.app import GiaoBanApp

NEVER = 3600.0


@pytest.fixture(autouse=True)
def unwatched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody else changes the wards of these tests; those of `test_together` watch."""
    monkeypatch.setattr(together, "FIRST_LOOK", NEVER)


@pytest.fixture(autouse=True)
def lasting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Notices stay until a test has read them, however busy the machine is."""
    monkeypatch.setattr(GiaoBanApp, "NOTIFICATION_TIMEOUT", NEVER)
