"""What all tests of faults share."""

import pytest

from tui.store import writer


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of folders that were written just now need not come to rest."""
    monkeypatch.setattr(writer, "AT_REST", 0)
