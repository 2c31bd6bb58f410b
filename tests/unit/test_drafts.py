"""What was typed and not saved: kept at every letter, for its user only, and had back as it was."""

import json
import os
import subprocess
import sys
from errno import ENOLCK
from pathlib import Path
from stat import S_IMODE

import pytest

from tui.store import drafts
from tui.store.drafts import Draft, Window, lost
from tui.store.system import OS

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


LONG = 30.0

KEPT_BY_ANOTHER = """
import sys
from pathlib import Path
from tests.unit.test_drafts import TARGET
from tui.store.drafts import Window
window = Window.beside(Path(sys.argv[1]))
window.keep(TARGET)
with window._change:
    window._change.wait_for(lambda: not window._is_behind)
print("kept", flush=True)
sys.stdin.readline()
"""


class TestWindows:
    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        return tmp_path / "state" / "draft-1.json"

    def test_only_one_that_is_gone_has_lost_something_and_only_once(self, file: Path) -> None:
        with subprocess.Popen(
            [sys.executable, "-c", KEPT_BY_ANOTHER, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as other:
            assert other.stdout is not None
            assert other.stdout.readline() == "kept\n"
            assert lost(file) == []
            other.kill()
        (window,) = lost(file)
        assert window.draft == TARGET
        assert lost(file) == []
        window.end(LONG)
        (again,) = lost(file)
        again.keep(None)
        again.end(LONG)
        assert lost(file) == []
        assert list(file.parent.iterdir()) == []

    def test_the_newest_is_what_is_kept(self, file: Path) -> None:
        window = Window.beside(file)
        for number in range(200):
            window.keep(Draft("1", "fund", "", str(number), 2018))
        window.end(LONG)
        (found,) = lost(file)
        assert found.draft == Draft("1", "fund", "", "199", 2018)
        found.end(LONG)

    def test_what_is_no_draft_is_swept_away_and_of_many_the_oldest(self, file: Path) -> None:
        file.parent.mkdir()
        (file.parent / "draft-1-cell-0a.json").write_text("{}", "ascii")
        (file.parent / "draft-2-cell-0a.json").write_text("{}", "ascii")
        for number in range(drafts.MOST + 2):
            kept = file.parent / f"draft-1-cell-{number:02}.json"
            drafts.keep(kept, Draft("1", "fund", "", str(number), 2018))
            os.utime(kept, (number, number))
        found = lost(file)
        numbers = [int(window.draft.text) for window in found if window.draft]
        assert numbers == [*range(drafts.MOST + 1, 1, -1)]
        assert len([each for each in file.parent.glob("*.json") if each.name.startswith("draft-1")]) == drafts.MOST
        assert (file.parent / "draft-2-cell-0a.json").exists()
        for window in found:
            window.end(LONG)

    def test_without_locks_it_is_kept_and_found_all_the_same(self, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def lock(_fd: int) -> None:
            raise OSError(ENOLCK, "no locks")

        monkeypatch.setattr(OS, "lock", lock)
        window = Window.beside(file)
        window.keep(TARGET)
        window.end(LONG)
        assert [each.draft for each in lost(file)] == [TARGET]

    def test_that_it_cannot_be_kept_stops_nobody(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        window = Window.beside(tmp_path / "file" / "draft-1.json")
        window.keep(TARGET)
        window.keep(None)
        window.end(LONG)
        assert lost(tmp_path / "file" / "draft-1.json") == []
