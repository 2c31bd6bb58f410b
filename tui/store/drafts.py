"""What was typed and not saved when a line dropped: kept at every letter, offered again, gone once saved or left.

Each window keeps its own, in a file that is locked as long as the process lives, however it ends: what is not locked is
of a window that is gone, and whoever takes it up locks it.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Condition, Thread
from typing import TYPE_CHECKING, ClassVar, Generic, Self, TypeVar

from tui.store.files import put_whole
from tui.store.lock import TAKEN
from tui.store.system import OS
from tui.ward.names import clean

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Kept = TypeVar("Kept", bound="DataclassInstance")

MOST = 20
"""How many drafts of windows that are gone are kept; the oldest go."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A text in a cell: of a target's group and indicator, or of the place of a model's points."""

    group: str | None
    indicator: str | None
    key: str
    """A model's code, side and criterion, with tabs between them."""
    text: str
    year: int = 0


def keep(file: Path, draft: "DataclassInstance") -> None:
    """Keep `draft` instead of any other; only its user may read it. That it cannot be kept stops nobody's typing."""
    with suppress(OSError):
        put(file, asdict(draft))


def put(file: Path, fields: Mapping[str, object]) -> None:
    """Put `fields` into `file` as JSON, whole or not at all; only its user may read it."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    put_whole(file, json.dumps(fields).encode("ascii"))


def kept(file: Path) -> Draft | None:
    """The draft in `file`; None where there is none that can be read."""
    try:
        fields = json.loads(file.read_text("ascii"))
        draft = Draft(**fields)
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    texts = [draft.text, *(text for text in (draft.group, draft.indicator) if text is not None)]
    if not all(isinstance(text, str) for text in (draft.key, *texts)) or type(draft.year) is not int:
        return None
    return draft if all(clean(text) == text for text in (*draft.key.split("\t"), *texts)) else None


def drop(file: Path) -> None:
    """Forget the draft."""
    with suppress(OSError):
        file.unlink(missing_ok=True)


class Keeper(Generic[Kept]):
    """What one window keeps of a kind, written by a thread of its own: a slow disk stops nobody's typing."""

    KIND: ClassVar[str]
    """Is in the names of its files."""

    def __init__(self, file: Path, draft: Kept | None = None, lock: int = -1) -> None:
        self.draft = draft
        """What is kept, or will be as soon as it is written."""
        self.file = file
        self._lock = lock
        self._change = Condition()
        self._thread: Thread | None = None
        self._is_behind = False

    @classmethod
    def beside(cls, draft_file: Path) -> Self:
        """That of a new window of the ward whose drafts are beside `draft_file`."""
        return cls(draft_file.with_name(f"{draft_file.stem}-{cls.KIND}-{os.urandom(4).hex()}.json"))

    @classmethod
    def lost(cls, draft_file: Path) -> list[Self]:
        """Those of a ward's windows that are gone with something kept, the newest first; from now on nobody else's."""
        found = []
        for file in draft_file.parent.glob(f"{draft_file.stem}-{cls.KIND}-*.json"):
            with suppress(OSError):
                at, lock = file.stat().st_mtime_ns, _locked(file)
                found.append((at, cls(file, cls.read(file), lock)))
        # Of one that was forgotten between the two looks, or is no draft, nothing is left.
        found.sort(key=lambda each: (each[1].draft is not None, each[0]), reverse=True)
        windows = [window for _at, window in found if window.draft is not None][:MOST]
        for _at, window in found[len(windows) :]:
            window.leave()
        return windows

    @staticmethod
    def read(file: Path) -> Kept | None:
        """The draft in `file`; None where there is none that can be read."""
        raise NotImplementedError

    def keep(self, draft: Kept | None) -> None:
        """Keep `draft` in place of what this window has kept; None keeps nothing.

        It is written soon: of several in a row perhaps only the newest.
        """
        with self._change:
            if draft is None and self.draft is None:
                return
            self.draft, self._is_behind = draft, True
            self._change.notify_all()
        if self._thread is None:
            self._thread = Thread(target=self._write, daemon=True)
            self._thread.start()

    def end(self, patience: float) -> None:
        """Leave what is kept to a later window, once all is written; wait for that, but not for ever."""
        with self._change:
            if self._change.wait_for(lambda: not self._is_behind, patience):
                self._unlock()

    def _write(self) -> None:
        while True:
            with self._change:
                self._change.wait_for(lambda: self._is_behind)
                draft = self.draft
            if draft is None:
                self.leave()
            else:
                self._take()
                keep(self.file, draft)
            with self._change:
                self._is_behind = self.draft is not draft
                self._change.notify_all()

    def _take(self) -> None:
        """Lock the file; where that cannot be done, it is kept all the same."""
        if self._lock < 0:
            with suppress(OSError):
                self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._lock = _locked(self.file)

    def leave(self) -> None:
        """Have nothing left on disk; the lock goes last."""
        for file in (self.file, _lock_of(self.file)):
            drop(file)
        self._unlock()

    def _unlock(self) -> None:
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1


class Window(Keeper[Draft]):
    """What one window keeps of its cells."""

    KIND = "cell"
    read = staticmethod(kept)


def lost(draft_file: Path) -> list[Window]:
    """What the windows of a ward that are gone have kept of cells, the newest first."""
    return Window.lost(draft_file)


def _locked(file: Path) -> int:
    """The lock of a window's file, -1 where there are no locks; raises `OSError` where the window is there."""
    lock = os.open(_lock_of(file), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        OS.lock(lock)
    except OSError as error:
        os.close(lock)
        if error.errno in TAKEN:
            raise
        return -1
    return lock


def _lock_of(file: Path) -> Path:
    return file.with_suffix(".lock")
