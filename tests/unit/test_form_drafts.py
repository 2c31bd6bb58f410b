"""What was typed into a form: kept at every letter, a file a window, told as lost only when its window is gone."""

import json
import subprocess
import sys
from pathlib import Path
from stat import S_IMODE

import pytest

from tui.store.form_drafts import FormDraft, Window, discard, lost

DRAFT = FormDraft(
    ["meeting", "2018-11-08", "group-16", "conclusion", "", "16", ""],
    "Kết luận: Tổ dân phố 16",
    {"text": "Vận động tiếp", "owner": ""},
    2018,
)

KEPT_BY_ANOTHER = """
import sys
from pathlib import Path
from tests.unit.test_form_drafts import DRAFT
from tui.store.form_drafts import Window
window = Window(Path(sys.argv[1]))
window.keep(DRAFT)
print("kept", flush=True)
sys.stdin.readline()
"""


def names(folder: Path) -> list[str]:
    return sorted(file.suffix for file in folder.iterdir())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "draft-1.json"


def test_only_a_window_that_is_gone_has_lost_it(file: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", KEPT_BY_ANOTHER, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "kept\n"
        own = Window(file)
        own.keep(DRAFT)
        assert lost(file) == []
        own.drop()
        other.kill()
    ((found, draft),) = lost(file)
    assert draft == DRAFT
    assert S_IMODE(found.stat().st_mode) == 0o600
    discard(found)
    assert names(file.parent) == []


def test_the_newest_replaces_what_was_kept_and_what_is_dropped_is_gone(file: Path) -> None:
    window = Window(file)
    window.keep(DRAFT)
    window.keep(FormDraft(["difficulty", "", ""], "x", {"text": "y"}, 2018))
    (kept,) = (each for each in file.parent.iterdir() if each.suffix == ".json")
    assert json.loads(kept.read_text("ascii"))["typed"] == {"text": "y"}
    for _again in range(2):
        window.drop()
        assert names(file.parent) == []
    window.keep(DRAFT)
    assert lost(file) == []


def test_that_it_cannot_be_kept_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    window = Window(tmp_path / "file" / "draft-1.json")
    window.keep(DRAFT)
    window.drop()
    assert lost(tmp_path / "file" / "draft-1.json") == []


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
    assert lost(file) == []
    assert names(file.parent) == []
