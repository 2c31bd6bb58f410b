"""What was typed into a form: had back as it was, apart from what is kept of cells. How windows keep: `test_drafts`."""

import json
from pathlib import Path

import pytest

from tui.store import drafts
from tui.store.drafts import Draft
from tui.store.form_drafts import FormDraft, FormWindow

DRAFT = FormDraft(
    ["meeting", "2018-11-08", "group-16", "conclusion", "", "16", ""],
    "Kết luận: Tổ dân phố 16",
    {"text": "Vận động tiếp", "owner": ""},
    2018,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "draft-1.json"


def test_it_comes_back_as_it_was_and_apart_from_cells(file: Path) -> None:
    window = FormWindow.beside(file)
    window.keep(FormDraft(["difficulty", "", ""], "x", {"text": "y"}, 2018))
    window.keep(DRAFT)
    window.end(30)
    cell = drafts.Window.beside(file)
    cell.keep(Draft(None, "blood", "", "3", 2018))
    cell.end(30)
    (found,) = FormWindow.lost(file)
    assert found.draft == DRAFT
    assert [each.draft for each in drafts.lost(file)] == [cell.draft]
    assert FormWindow.lost(file) == [], "it is offered once"
    found.keep(None)
    found.end(30)
    assert FormWindow.lost(file) == []


@pytest.mark.parametrize(
    "fields",
    [
        "",
        "[]",
        {},
        {"place": "meeting"},
        {"place": ["a", 1]},
        {"title": "a\x1b[2J"},
        {"title": 5},
        {"typed": ["text"]},
        {"typed": {"text": 5}},
        {"typed": {"text": "a\u202eb"}},
        {"year": "2018"},
        {"more": 1},
    ],
    ids=str,
)
def test_what_is_no_draft_is_swept_away(fields: object, file: Path) -> None:
    good = {"place": ["difficulty", "", ""], "title": "x", "typed": {"text": "y"}, "year": 2018}
    text = fields if isinstance(fields, str) else json.dumps(good | fields if fields else {})  # type: ignore[operator]
    file.parent.mkdir()
    (file.parent / "draft-1-form-0a.json").write_text(text, "ascii")
    assert FormWindow.lost(file) == []
    assert [*file.parent.iterdir()] == []
