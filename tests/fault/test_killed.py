"""Programs killed at any moment, and several that save at once, in a real folder with a disk that is really synced."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.fault.lockless import STYLES
from tests.fault.scenes import ROOT


def run(folder: Path, *options: object, module: str = "tests.fault.forks") -> dict[str, Any]:
    """What came of the writers of that module."""
    command = [sys.executable, "-m", module, str(folder), *map(str, options)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=3600, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def is_whole(report: dict[str, Any]) -> bool:
    """Whether nothing was lost or broken, and nothing taken for somebody else's."""
    wrong = ("lost", "unreadable", "damaged", "noticed", "out_of_step", "leftovers")
    return not any(report[name] for name in wrong)


@pytest.mark.parametrize(("writers", "saves"), [(2, 20), (5, 8), (8, 5)])
def test_writers_at_once_lose_nothing(writers: int, saves: int, tmp_path: Path) -> None:
    report = run(tmp_path, "--writers", writers, "--saves", saves)
    assert is_whole(report), report
    assert writers * saves <= report["acknowledged"] <= 2 * writers * saves


@pytest.mark.parametrize(("writers", "kills"), [(1, 25), (3, 27)])
def test_a_killed_program_loses_nothing(writers: int, kills: int, tmp_path: Path) -> None:
    report = run(tmp_path, "--writers", writers, "--kills", kills, "--seed", writers)
    assert is_whole(report), report
    assert report["kills"] >= kills


def beside_an_editor(folder: Path, style: str, kills: int, seed: int) -> dict[str, Any]:
    """What came of an editor without the lock beside programs that are killed."""
    options = (style, "--slowed", 0.004, "--kills", kills, "--seed", seed)
    return run(folder, *options, module="tests.fault.lockless")


def is_all_kept(report: dict[str, Any]) -> bool:
    return not any(report[name] for name in ("lost", "leftovers", "out_of_step"))


@pytest.mark.parametrize("style", STYLES)
def test_what_an_editor_without_the_lock_writes_is_kept(style: str, tmp_path: Path) -> None:
    report = beside_an_editor(tmp_path, style, kills=8, seed=1)
    assert is_all_kept(report), report
    assert report["versions"] > 0


@pytest.mark.long
@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("style", STYLES)
def test_all_that_an_editor_without_the_lock_writes_is_kept(style: str, seed: int, tmp_path: Path) -> None:
    report = beside_an_editor(tmp_path, style, kills=100, seed=seed)
    assert is_all_kept(report), report
    assert report["overwritten"] > 0


@pytest.mark.long
@pytest.mark.parametrize("writers", [1, 2, 4])
def test_a_thousand_killed_programs_lose_nothing(writers: int, tmp_path: Path) -> None:
    report = run(tmp_path, "--writers", writers, "--kills", 1_000, "--seed", 10 + writers)
    assert is_whole(report), report
    assert report["acknowledged"] > 500
