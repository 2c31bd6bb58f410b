"""What was typed and not saved: kept at every letter, for its user only, and had back as it was."""

import json
from pathlib import Path
from stat import S_IMODE

import pytest

from tui.store import drafts
from tui.store.drafts import Draft

TARGET = Draft("12", "fund-poor", "", "4,5tr", 2018)
POINTS = Draft(None, None, "TT01\treview\tresult.goal", "8,5", 2018)


@pytest.mark.parametrize("draft", [TARGET, POINTS, Draft(None, "blood", "", "=tổng/38", 2018)])
def test_it_comes_back_as_it_was(draft: Draft, tmp_path: Path) -> None:
    file = tmp_path / "state" / "draft.json"
    drafts.keep(file, TARGET)
    drafts.keep(file, draft)
    assert drafts.kept(file) == draft
    assert S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in file.parent.iterdir()] == [file.name]
    drafts.drop(file)
    assert drafts.kept(file) is None
    drafts.drop(file)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "\xff",
        '{"group": null, "indicator": null, "key": 1, "text": "x"}',
        '{"group": null, "indicator": null, "key": "k", "text": "x", "year": "2018"}',
        json.dumps({"group": "1\x1b[2J", "indicator": "blood", "key": "", "text": "x", "year": 2018}),
        json.dumps({"group": None, "indicator": None, "key": "TT01\treview\t\u202ex", "text": "x", "year": 2018}),
    ],
)
def test_what_is_no_draft_is_none(text: str, tmp_path: Path) -> None:
    file = tmp_path / "draft.json"
    file.write_text(text, encoding="latin-1" if text == "\xff" else "utf-8")
    assert drafts.kept(file) is None


def test_that_it_cannot_be_kept_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    drafts.keep(tmp_path / "file" / "draft.json", TARGET)
