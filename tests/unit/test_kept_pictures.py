"""A kept picture comes back only under the same mark, from a whole file of ours, while what it shows is the same."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tui.store import caches, pictures

MARK, SENT, FRAME = "mark", "\x1b[Hđã gửi\n", "\x1b[1;1Hđã gửi\x1b[1;1H"
EVER = 2**63


@pytest.fixture
def shown(tmp_path: Path) -> Path:
    """A file that the picture was made of."""
    file = tmp_path / "results.csv"
    file.write_text("date,group\n")
    return file


@pytest.fixture
def kept(shown: Path) -> Path:
    """The only kept picture: made of a file, its folder, and one that is not there."""
    pictures.save(MARK, [str(shown), str(shown.parent), str(shown / "missing")[:-8]], SENT, FRAME, since=EVER)
    (file,) = Path(caches.folder("pictures")).iterdir()
    return file


@pytest.mark.usefixtures("kept")
def test_it_comes_back_as_it_was() -> None:
    assert pictures.load(MARK) == (SENT, FRAME)


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("mark", ["", "another", "MARK"])
def test_under_another_mark_there_is_none(mark: str) -> None:
    assert pictures.load(mark) is None


Change = Callable[[Path], object]


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    "change",
    [
        lambda file: file.write_text("date,group\n1,2\n"),
        lambda file: os.utime(file, (1, 1)),
        lambda file: file.unlink(),
        lambda file: file.rename(file.with_name("others.csv")),
        lambda file: file.with_name("claims.toml").touch(),
    ],
    ids=["written", "touched", "removed", "renamed", "another beside it"],
)
def test_what_changed_is_not_shown(change: Change, shown: Path) -> None:
    change(shown)
    assert pictures.load(MARK) is None


def test_a_file_that_appears_is_a_change(tmp_path: Path, shown: Path) -> None:
    draft = tmp_path / "draft" / "d.json"
    pictures.save(MARK, [str(shown), str(draft)], SENT, FRAME, since=EVER)
    assert pictures.load(MARK) == (SENT, FRAME)
    draft.parent.mkdir()
    draft.touch()
    assert pictures.load(MARK) is None


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file.write_bytes(file.read_bytes()[:-1]),
        lambda file: file.write_bytes(file.read_bytes().replace("đã".encode(), b"\x1b]0")),
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(b"\xff\n\n\n"),
        lambda file: file.write_bytes(b"a\nmark\nx\nb"),
        lambda file: file.write_bytes(b"0" * (pictures.MOST_BYTES + 1)),
        lambda file: file.chmod(0o666),
        lambda file: (file.unlink(), file.mkdir()),
    ],
    ids=["cut", "garbled", "empty", "no UTF-8", "no count", "huge", "writable by all", "a folder"],
)
def test_what_is_not_whole_or_not_ours_is_none(spoil: Change, kept: Path) -> None:
    spoil(kept)
    assert pictures.load(MARK) is None


def test_of_files_that_were_changed_since_nothing_is_kept(shown: Path) -> None:
    pictures.save(MARK, [str(shown)], SENT, FRAME, since=shown.stat().st_mtime_ns - 1)
    assert pictures.load(MARK) is None


def test_the_programs_own_files_are_among_them(shown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_PACKAGE", str(shown.parent))
    pictures.save(MARK, [], SENT, FRAME, since=EVER)
    assert pictures.load(MARK) == (SENT, FRAME)
    shown.write_text("changed\n")
    assert pictures.load(MARK) is None


def test_nothing_is_kept_where_nothing_shall_be(shown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIAOBAN_CACHE", "0")
    pictures.save(MARK, [str(shown)], SENT, FRAME, since=EVER)
    assert not Path(caches.folder("pictures")).exists()


def test_a_folder_that_cannot_be_written_to_is_no_error(shown: Path) -> None:
    Path(os.environ["XDG_CACHE_HOME"]).write_text("a file")
    pictures.save(MARK, [str(shown)], SENT, FRAME, since=EVER)
    assert pictures.load(MARK) is None


class TestMark:
    @pytest.fixture(autouse=True)
    def _terminal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "get_terminal_size", lambda *_: os.terminal_size((120, 40)))

    def test_the_same_start_has_the_same(self) -> None:
        assert pictures.mark_of(["ward"]) == pictures.mark_of(["ward"]) != ""

    @pytest.mark.parametrize(
        "name", ["TERM", "NO_COLOR", "GIAOBAN_LANG", "XDG_CONFIG_HOME", "TEXTUAL_FPS", "HOME", "COLUMNS", "LINES"]
    )
    def test_another_environment_has_another(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        before = pictures.mark_of([])
        monkeypatch.setenv(name, "another")
        assert pictures.mark_of([]) != before

    def test_another_command_has_another(self) -> None:
        assert pictures.mark_of(["--lang", "vi"]) != pictures.mark_of(["--lang vi"])

    def test_another_folder_has_another(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        before = pictures.mark_of(["ward"])
        monkeypatch.chdir(tmp_path)
        assert pictures.mark_of(["ward"]) != before

    def test_another_day_has_another(self, monkeypatch: pytest.MonkeyPatch) -> None:
        before = pictures.mark_of([])
        monkeypatch.setattr("time.strftime", lambda _format: "2018-11-09")
        assert pictures.mark_of([]) != before

    def test_over_which_line_makes_no_difference_but_whether(self, monkeypatch: pytest.MonkeyPatch) -> None:
        near = pictures.mark_of([])
        far = []
        for port in ("50000", "50001"):
            monkeypatch.setenv("SSH_CONNECTION", f"192.0.2.7 {port} 192.0.2.1 22")
            far.append(pictures.mark_of([]))
        assert far[0] == far[1] != near

    def test_without_a_terminal_there_is_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def no_terminal(*_: object) -> os.terminal_size:
            raise OSError

        monkeypatch.setattr(os, "get_terminal_size", no_terminal)
        assert pictures.mark_of([]) == ""
