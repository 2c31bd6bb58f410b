"""Things in the place of a ward's files that are none: nobody waits for them, and each is said to be no plain file."""

import os
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Event

import pytest

from tests.fault.scenes import BLOOD, FILE, values_at, worn
from tests.small_ward import small_ward
from tui.errors import GiaoBanError, Refused
from tui.store import edits
from tui.store.folder import open_ward
from tui.store.journal import JOURNAL
from tui.store.keyed import Edit
from tui.store.lock import LOCK
from tui.store.meetings import read_meetings
from tui.store.watch import changes


def bound(path: Path) -> None:
    """A socket; the longest name that one may have is short."""
    here = os.getcwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)
    finally:
        os.chdir(here)


ODD: Mapping[str, Callable[[Path], object]] = {
    "pipe": os.mkfifo,
    "socket": bound,
    "folder": os.mkdir,
    "endless": lambda path: os.symlink("/dev/zero", path),
    "nothing": lambda path: os.symlink("/dev/null", path),
    "circle": lambda path: os.symlink(path, path),
}

WARD_FILES = ("ward.toml", "indicators.toml", "2018/groups.csv", "2018/results.csv", "2018/targets.toml")

kinds = pytest.mark.parametrize("kind", ODD)


def said_of(ward: Path) -> str:
    """The names of the files that something is wrong in; the sentence, where nothing can be read at all."""
    try:
        return " ".join(open_ward(ward).problems["file"])
    except GiaoBanError as error:
        return str(error)


@kinds
@pytest.mark.parametrize("file", WARD_FILES)
def test_a_ward_opens_without_it_or_says_which_file(kind: str, file: str, tmp_path: Path) -> None:
    ward = small_ward(tmp_path)
    with suppress(FileNotFoundError):
        (ward / file).unlink()
    ODD[kind](ward / file)
    assert file in said_of(ward)
    read_meetings(ward, 2018)
    stop = Event()
    stop.set()
    assert list(changes(ward, stop)) == [frozenset()]


@kinds
@pytest.mark.parametrize("file", [FILE, JOURNAL, LOCK])
def test_nothing_is_saved_into_it(kind: str, file: str, tmp_path: Path) -> None:
    worn(tmp_path)
    before = (tmp_path / FILE).read_bytes()
    (tmp_path / file).unlink()
    ODD[kind](tmp_path / file)
    is_saved = False
    with suppress(Refused):
        edits.save(tmp_path, FILE, [Edit(BLOOD, 310, 320)])
        is_saved = True
    if file == FILE:
        assert not is_saved
    else:
        assert values_at(tmp_path, {BLOOD: None}) == {BLOOD: 320 if is_saved else 310}
        assert is_saved or (tmp_path / FILE).read_bytes() == before
