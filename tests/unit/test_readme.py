"""The README is true: its tables are the source's, its commands are those of the parser, its pictures are there."""

import re
from pathlib import Path

import pytest

from tests.readme import README, WORDS, keys_table, words_table, written
from tui.texts import LOCALES

TEXT = README.read_text("utf-8")


def test_the_tables_are_made_from_the_source() -> None:
    assert written(TEXT) == TEXT, "run python -m tests.readme"


def test_tables_have_a_row_for_everything() -> None:
    assert keys_table().count("\n") > 20
    assert words_table().count("\n") == len(WORDS) + 1
    assert "tổ dân phố" in words_table().casefold()
    assert LOCALES.is_dir()


@pytest.mark.parametrize("picture", re.findall(r"!\[[^]]*\]\(([^)]*)\)", TEXT))
def test_every_picture_is_there(picture: str) -> None:
    path = README.parent / picture
    assert path.read_text("utf-8").startswith("<svg")


@pytest.mark.parametrize("marker", ["open", "test"])
def test_each_of_the_two_commands_is_a_single_line(marker: str) -> None:
    block = TEXT.split(f"<!-- {marker} -->\n\n")[1].split("\n\n")[0]
    assert block.startswith("    python3 -m venv .venv && ")
    assert "\n" not in block


@pytest.mark.parametrize("command", sorted(set(re.findall(r"^    giaoban (\w+)", TEXT, flags=re.MULTILINE))))
def test_every_command_it_shows_exists(command: str) -> None:
    source = (Path(README.parent) / "tui" / "cli.py").read_text("utf-8")
    assert f'"{command}"' in source
