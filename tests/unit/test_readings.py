"""What is read again, with what files said before: the very same ward, and no more parsing than there are changes."""

from functools import cache
from pathlib import Path
from shutil import copytree
from unittest.mock import Mock

import pytest

from tui.resources import sample_ward
from tui.store import folder
from tui.store.folder import open_ward
from tui.store.readings import Readings
from tui.store.results_table import read_results
from tui.ward.review import board_of
from tui.ward.ward import Ward

YEAR = "2018"
CHANGES = {
    "ward.toml": ("Long Biên", "Ba Đình"),
    "indicators.toml": ('unit = "', 'unit = "x'),
    f"{YEAR}/groups.csv": ("\n1,", "\n01,wrong\n1,"),
    f"{YEAR}/results.csv": ("\n2018-", "\n2018-01-01,1,blood,7,,,\n2018-"),
    f"{YEAR}/targets.toml": ("= 1", "= 2"),
    f"{YEAR}/teams.csv": ("\n", "\nwrong\n"),
    f"{YEAR}/models.csv": ("\n", "\nwrong\n"),
    f"{YEAR}/claims.toml": ("= ", '= "wrong" # '),
    f"{YEAR}/scoring.toml": ("= ", '= "wrong" # '),
    f"{YEAR}/scores.toml": ("= ", '= "wrong" # '),
    "2017/results.csv": ("\n2017-", "\n2017-01-01,1,blood,7,,,\n2017-"),
    "2017/groups.csv": ("\n1,", "\n99,new\n1,"),
}
"""By the files of the sample, what is put in the place of what, once."""


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    return copytree(sample_ward(), tmp_path / "ward")


def seen(ward: Ward) -> tuple[object, ...]:
    return board_of(ward), ward.problems.rows()


@cache
def sample_read() -> Readings:
    """What the files of the sample say."""
    readings = Readings()
    open_ward(sample_ward(), readings=readings)
    return readings


@cache
def sample_as_it_is() -> tuple[object, ...]:
    return seen(open_ward(sample_ward()))


@pytest.mark.parametrize("file", CHANGES)
def test_after_a_change_it_is_the_same_ward_as_read_anew(ward: Path, file: str) -> None:
    text = (ward / file).read_text("utf-8")
    (ward / file).write_text(text.replace(*CHANGES[file], 1), "utf-8")
    again = seen(open_ward(ward, readings=sample_read()))
    assert again == seen(open_ward(ward))
    assert again != sample_as_it_is()


@pytest.mark.parametrize(
    ("changed", "parsed"),
    [
        (None, 0),
        (f"{YEAR}/targets.toml", 0),
        (f"{YEAR}/results.csv", 1),
        ("2017/results.csv", 1),
        (f"{YEAR}/groups.csv", 1),
        ("indicators.toml", 2),
    ],
)
def test_results_are_parsed_again_only_where_they_may_be_others(
    ward: Path, monkeypatch: pytest.MonkeyPatch, changed: str | None, parsed: int
) -> None:
    readings = Readings()
    open_ward(ward, readings=readings)
    if changed:
        (ward / changed).write_bytes((ward / changed).read_bytes() + b"\n")
    parsing = Mock(wraps=read_results)
    monkeypatch.setattr(folder, "read_results", parsing)
    open_ward(ward, readings=readings)
    assert parsing.call_count == parsed
