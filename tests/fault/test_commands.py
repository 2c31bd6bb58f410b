"""Several people at the command line at once: different targets are all set, one target by the first of them only."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.fault.scenes import FILE, ROOT
from tui.store import edits

GROUPS = range(1, 9)

WARD = {
    "ward.toml": 'name = "Ngọc Thụy"\n',
    "indicators.toml": '[blood]\ntopic = "blood"\nname.vi = "Hiến máu"\nunit = "đơn vị máu"\n',
    "2018/groups.csv": "code,name\n" + "".join(f"{code},Tổ dân phố {code}\n" for code in GROUPS),
    f"2018/{FILE}": '[group."1".blood]\nvalue = 100\n',
}


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    for name, text in WARD.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def at_once(ward: Path, *commands: str) -> list[dict[str, Any]]:
    """What came of the commands."""
    command = [sys.executable, "-m", "tests.fault.commands", str(ward), *commands]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


def targets(ward: Path) -> dict[int, int]:
    """The groups' targets in the file."""
    groups = tomllib.loads((ward / "2018" / FILE).read_text(encoding="utf-8"))["group"]
    return {int(code): tables["blood"]["value"] for code, tables in groups.items()}


def test_different_targets_are_all_set(ward: Path) -> None:
    answers = at_once(ward, *(f"targets set blood {code}0 --group {code}" for code in GROUPS))
    assert [answer["code"] for answer in answers] == [0] * 8, answers
    assert targets(ward) == {code: 10 * code for code in GROUPS}
    assert len(edits.history(ward / "2018", FILE)) == 8


def test_over_the_same_target_the_first_wins_and_the_others_see_both_values(ward: Path) -> None:
    answers = at_once(ward, *(f"targets set blood {code}0 --group 1" for code in GROUPS))
    (winner,) = [10 * code for code, answer in zip(GROUPS, answers, strict=True) if answer["code"] == 0]
    assert targets(ward) == {1: winner}
    for code, answer in zip(GROUPS, answers, strict=True):
        if 10 * code != winner:
            assert answer["code"] == 3
            assert f"Tổ dân phố 1 · Hiến máu đang là {winner} do " in answer["words"]
            assert f"chưa lưu {10 * code}." in answer["words"]
