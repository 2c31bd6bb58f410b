"""Changes of a ward's files, told once each: as the system tells of them, and by looking where it does not."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread
from time import sleep

import pytest

from tui.store import watch
from tui.store.watch import changes

PATIENCE = 20.0
"""Seconds to wait for what must come: long, as the machine may be busy; nothing waits longer than it has to."""

SILENCE = 0.4
"""Seconds to wait for what must not come."""

FILES = ("ward.toml", "indicators.toml", "2018/groups.csv", "2018/results.csv", "2018/targets.toml")


class Watching:
    """`changes` at work in a thread of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stop = Event()
        self.told: SimpleQueue[frozenset[str]] = SimpleQueue()
        self.thread = Thread(target=self._watch, daemon=True)
        self.thread.start()
        assert self.next() == frozenset()

    def next(self) -> frozenset[str]:
        """The next report."""
        return self.told.get(timeout=PATIENCE)

    def until(self, names: set[str]) -> list[frozenset[str]]:
        """The reports until all of `names` have been told."""
        reports: list[frozenset[str]] = []
        while not names <= frozenset().union(*reports):
            reports.append(self.next())
        return reports

    def is_silent(self) -> bool:
        """Whether nothing is told for a while."""
        try:
            self.told.get(timeout=SILENCE)
        except Empty:
            return True
        return False

    def _watch(self) -> None:
        for names in changes(self.folder, self.stop):
            self.told.put(names)


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    for name in FILES:
        file = tmp_path / "ward" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("as it was\n")
    return tmp_path / "ward"


@pytest.fixture(params=["events", "polling"])
def start(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], Watching]]:
    """Watches a folder, with events alone or with looks alone."""
    by_events = request.param == "events"
    monkeypatch.setattr(watch, "tells_of_changes", lambda _folder: by_events)
    for name, value in {"AT_REST": 0.15, "POLL": 0.1, "STEP_MS": 50, "LOOK_MS": 3_600_000}.items():
        monkeypatch.setattr(watch, name, value)
    started = []

    def begin(folder: Path) -> Watching:
        started.append(Watching(folder))
        return started[-1]

    yield begin
    for watching in started:
        watching.stop.set()
        watching.thread.join(PATIENCE)
        assert not watching.thread.is_alive()


@pytest.fixture
def watching(start: Callable[[Path], Watching], ward: Path) -> Watching:
    return start(ward)


def replaced(file: Path, text: str) -> None:
    """Save as the app does: a sibling in the file's place."""
    sibling = file.with_name(f".{file.name}.1234.tmp")
    sibling.write_text(text)
    os.replace(sibling, file)


def appended(file: Path, text: str) -> None:
    with file.open("a") as stream:
        stream.write(text)


def in_new_folder(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("new\n")


def folder_instead(file: Path) -> None:
    file.unlink()
    file.mkdir()


EDITS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "replaced": ("2018/targets.toml", lambda file: replaced(file, "as it is now\n")),
    "written in place": ("2018/targets.toml", lambda file: file.write_text("as it is now\n")),
    "of the same length": ("2018/targets.toml", lambda file: file.write_text("as it wa5\n")),
    "appended to": ("2018/results.csv", lambda file: appended(file, "one more\n")),
    "deleted": ("2018/results.csv", lambda file: file.unlink()),
    "new": ("2018/scores.toml", lambda file: file.write_text("new\n")),
    "the journal's": ("2018/journal.jsonl", lambda file: appended(file, "{}\n")),
    "the ward's own": ("indicators.toml", lambda file: replaced(file, "as it is now\n")),
    "of minutes": ("2018/meetings/2018-11-08.toml", in_new_folder),
    "kept of another's": ("2018/conflicts/targets-1a2b.toml", in_new_folder),
    "of a new year": ("2019/groups.csv", in_new_folder),
    "emptied": ("ward.toml", lambda file: file.write_text("")),
    "a folder instead": ("2018/groups.csv", folder_instead),
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_change_is_told_once(edit: str, watching: Watching) -> None:
    name, change = EDITS[edit]
    change(watching.folder / name)
    assert watching.next() == {name}
    assert watching.is_silent()


@pytest.mark.parametrize(
    ("looks", "told"),
    [
        pytest.param(["j1 t1"] * 2, ["jt"], id="at once"),
        pytest.param(["j1", "j1 t1", "j1 t1"], ["jt"], id="the journal first"),
        pytest.param(["j1", "j1 t1", "j1 t1 s1", "j1 t1 s1"], ["jst"], id="one by one"),
        pytest.param(["r1", "r2", "r3 t1", "r4 t1", "r5 t1", "r5 t1"], ["t", "r"], id="beside one that grows"),
        pytest.param(["j1", "j1 t1", "j1", "j1"], ["j"], id="and one put back"),
    ],
)
def test_one_save_of_several_files_is_told_once_whenever_looked_at(
    looks: list[str], told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each look sees files, a letter each, in a state of theirs."""
    seen = iter([{}, *({word[0]: (int(word[1]),) for word in look.split()} for look in looks)])
    monkeypatch.setattr(watch, "_look", lambda _folder: next(seen))
    monkeypatch.setattr(watch, "_moments", lambda *_: [None])
    monkeypatch.setattr(watch, "AT_REST", 0)
    assert ["".join(sorted(names)) for names in changes(Path(), Event())] == ["", *told]


def test_rapid_saves_are_few_reports(watching: Watching) -> None:
    for number in range(200):
        replaced(watching.folder / "2018/targets.toml", f"value = {number}\n")
    reports = watching.until({"2018/targets.toml"})
    assert watching.is_silent()
    assert len(reports) <= 2


FOREIGN = (
    *(".targets.toml.1234.tmp", ".targets.toml.swp", "targets.toml.goc", "targets.toml~", "targets.toml#"),
    *(".giaoban.lock", "~$results.csv", ".~lock.results.csv#", ".hidden.toml", "BIENBAN.docx", "notes.txt"),
    *("conflicts/old/targets.toml", "meetings/old/a.toml", "journal.jsonl.bak"),
)


def test_files_that_are_not_the_wards_are_silent(watching: Watching) -> None:
    for name in FOREIGN:
        for folder in (watching.folder, watching.folder / "2018", watching.folder / "exports"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text("as it is now\n")
    assert watching.is_silent()


def test_what_leaves_a_file_as_it_was_is_silent(watching: Watching) -> None:
    (watching.folder / "2018/targets.toml").touch()
    replaced(watching.folder / "2018/groups.csv", "as it was\n")
    (watching.folder / "ward.toml").read_bytes()
    assert watching.is_silent()


def moved_away(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))


@pytest.mark.parametrize("goes", [shutil.rmtree, moved_away])
def test_a_folder_goes_and_comes_back(goes: Callable[[Path], object], watching: Watching) -> None:
    """Moved away, the old one tells nothing; a new one in its place tells again."""
    saved = watching.folder.with_name("saved")
    shutil.copytree(watching.folder, saved)
    goes(watching.folder)
    watching.until(set(FILES))
    saved.rename(watching.folder)
    watching.until(set(FILES))
    replaced(watching.folder / "2018/targets.toml", "as it is now\n")
    assert watching.next() == {"2018/targets.toml"}
    assert watching.is_silent()


def test_a_folder_that_comes_only_later(tmp_path: Path, start: Callable[[Path], Watching]) -> None:
    watching = start(tmp_path / "later")
    (tmp_path / "later").mkdir()
    (tmp_path / "later/ward.toml").write_text("name = 'Ngọc Thụy'\n")
    assert watching.next() == {"ward.toml"}


def test_a_file_that_grows_is_told_when_it_is_complete(watching: Watching) -> None:
    """Copied in slowly; what is saved beside it meanwhile need not wait for it."""
    growing = watching.folder / "2018/results.csv"
    with growing.open("w", buffering=1) as copy:
        for number in range(12):
            copy.write(f"{number}\n")
            sleep(watch.AT_REST / 5)
            if number == 4:
                replaced(watching.folder / "2018/targets.toml", "as it is now\n")
    watching.until({"2018/targets.toml", "2018/results.csv"})
    assert watching.is_silent()


def test_a_file_that_never_rests_is_told_all_the_same(watching: Watching, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "RESTLESS", 0.5)
    with (watching.folder / "2018/results.csv").open("w", buffering=1) as copy:
        while watching.told.empty():
            copy.write("one more\n")
            sleep(watch.AT_REST / 10)
        copy.write("the last\n")
    assert [watching.next(), watching.next()] == [{"2018/results.csv"}] * 2


def test_a_large_file_is_told_by_its_time(
    ward: Path, start: Callable[[Path], Watching], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "SMALL", 4)
    watching = start(ward)
    (watching.folder / "2018/results.csv").write_text("as it wa5\n")
    assert watching.next() == {"2018/results.csv"}


def test_a_link_counts_for_the_file_it_leads_to(ward: Path, start: Callable[[Path], Watching]) -> None:
    real = ward.parent / "real.toml"
    (ward / "2018/targets.toml").rename(real)
    (ward / "2018/targets.toml").symlink_to(real)
    watching = start(ward)
    replaced(real, "as it is now\n")
    assert watching.next() == {"2018/targets.toml"}


def test_a_ward_reached_by_a_link(ward: Path, start: Callable[[Path], Watching]) -> None:
    link = ward.with_name("link")
    link.symlink_to(ward)
    watching = start(link)
    replaced(ward / "2018/targets.toml", "as it is now\n")
    assert watching.next() == {"2018/targets.toml"}


def test_a_fifo_and_a_link_to_nothing_hold_nobody(ward: Path, start: Callable[[Path], Watching]) -> None:
    os.mkfifo(ward / "2018/models.csv")
    (ward / "2018/teams.csv").symlink_to(ward / "nothing")
    watching = start(ward)
    replaced(ward / "2018/targets.toml", "as it is now\n")
    assert watching.next() == {"2018/targets.toml"}


def test_where_the_system_has_no_watches_left_looks_are_taken(ward: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import watchfiles._rust_notify

    def refuse(*_arguments: object, **_named: object) -> None:
        raise OSError("OS file watch limit reached")

    monkeypatch.setattr(watchfiles._rust_notify, "RustNotify", refuse)
    watching = Watching(ward)
    replaced(ward / "2018/targets.toml", "as it is now\n")
    assert watching.next() == {"2018/targets.toml"}
    watching.stop.set()
    watching.thread.join(PATIENCE)
    assert not watching.thread.is_alive()


def test_stopped_before_it_began_it_ends(ward: Path) -> None:
    stop = Event()
    stop.set()
    assert list(changes(ward, stop)) == [frozenset()]


def test_loading_it_does_not_load_watchfiles() -> None:
    ask = "import sys, tui.store.watch; sys.exit('watchfiles' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", ask], timeout=60).returncode == 0
