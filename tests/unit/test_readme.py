"""The README is true: its tables are the source's, its commands are those of the parser, its pictures are there."""

import re
from pathlib import Path

import pytest

from tests.readme import README, WORDS, keys_table, words_table, written
from tui.cli.commands import COMMANDS
from tui.store.folder import open_ward
from tui.texts import LOCALES
from tui.ward.agenda import Kind
from tui.ward.board import Status
from tui.ward.judgement import judged
from tui.ward.review import board_of
from tui.ward.ward import GROUPS, LINEAGE, MODELS, RESULTS, TEAMS, Ward

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
    assert command in COMMANDS


FILES = {
    name: "".join(f"{line.removeprefix('    ')}\n" for line in block.splitlines())
    for name, block in re.findall(r"<!-- file (\S+) -->\n\n(.*?)\n\n(?=<!-- file)", TEXT, flags=re.DOTALL)
}
"""The small ward of the README, file by file."""


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return open_ward(tmp_path)


def test_the_small_ward_has_no_faulty_line_and_something_of_everything(ward: Ward) -> None:
    assert ward.problems.rows() == []
    frames = (ward.groups, ward.results, ward.targets, ward.teams, ward.models, ward.lineage)
    assert [len(frame) for frame in frames] == [2, 3, 2, 1, 1, 1]
    board = board_of(ward)
    assert board.figures["22", "fund-poor"].status is Status.MET
    assert board.figures["22", "blood"].actual == 12
    assert [claim.verdict for claim in board.verdicts] == ["wrong"]
    (evaluation,) = judged(board).evaluations
    assert evaluation.total == 93
    assert not evaluation.missing


@pytest.mark.parametrize(
    ("file", "columns"),
    [
        ("2018/groups.csv", GROUPS.names()),
        ("2018/results.csv", RESULTS.names()[:-1]),
        ("2018/teams.csv", TEAMS.names()),
        ("2018/models.csv", MODELS.names()),
        ("lineage.csv", LINEAGE.names()),
    ],
)
def test_the_table_of_files_has_every_column(file: str, columns: list[str]) -> None:
    row = next(line for line in TEXT.splitlines() if line.startswith(f"| `{file}`"))
    assert [column for column in columns if f"`{column}`" not in row] == []
    assert FILES[file].splitlines()[0] == ",".join(columns)


def test_the_rule_of_what_is_raised_has_every_kind() -> None:
    rule = TEXT.partition("what to raise in the meeting*")[2].partition("Within a kind")[0]
    assert len(re.findall(r"^[0-9]\. ", rule, flags=re.MULTILINE)) == len(Kind)
