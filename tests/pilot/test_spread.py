"""The ward's target spread over its groups: shown as a table, and saved as it was shown."""

import asyncio
import json
import tomllib
from pathlib import Path

import pytest

from tests.pilot.opened import opened
from tests.small_ward import small_ward
from tui import terminal


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    return small_ward(tmp_path / "ward")


@pytest.mark.parametrize("keys", ["ctrl+g enter", "ctrl+g tab right enter"])
async def test_what_is_shown_is_saved(keys: str, ward: Path) -> None:
    async with opened(ward, keys=f"3 {keys}") as desk:
        assert "╭─" not in desk.text
        await desk.press("2")
        assert desk.tab == "2 Tổ dân phố"
    targets = tomllib.loads((ward / "2018/targets.toml").read_text("utf-8"))
    parts = [group["fund"]["value"] for group in targets["group"].values() if "fund" in group]
    assert sum(parts) == targets["ward"]["fund"]["value"]
    (record,) = (ward / "2018/journal.jsonl").read_text("utf-8").splitlines()
    assert len(json.loads(record)["edits"]) == len(parts)


@pytest.mark.parametrize("keys", ["3 ctrl+g enter", "3 f2 1 enter"])
async def test_who_waits_for_a_save_does_not_hold_it(keys: str, ward: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The app saves while the key that asked for it waits; it once waited out its patience at every save."""
    monkeypatch.setattr(terminal, "PATIENCE", 3600)
    async with asyncio.timeout(60), opened(ward, keys=keys):
        assert (ward / "2018/journal.jsonl").exists()


async def test_left_alone_it_changes_nothing(ward: Path) -> None:
    before = (ward / "2018/targets.toml").read_bytes()
    async with opened(ward, keys="3 ctrl+g tab right escape"):
        assert (ward / "2018/targets.toml").read_bytes() == before
        assert not (ward / "2018/journal.jsonl").exists()
