"""What was typed into a form and not saved when a line dropped: kept at every letter, a file a window, offered again.

A window that is there holds a lock, so that none of the others takes its draft for a lost one; the lock goes with the
process, however that ends.
"""

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from tui.store.drafts import put
from tui.store.durable import OS
from tui.ward.names import clean


@dataclass(frozen=True, slots=True)
class FormDraft:
    """The lines of a form that were changed."""

    place: Sequence[str]
    """Which form, and of what: whoever opens it again knows how."""
    title: str
    typed: Mapping[str, str]
    year: int


class Window:
    """Keeps the form of one window; that it cannot be kept stops nobody's typing."""

    def __init__(self, draft_file: Path) -> None:
        """Keep beside a ward's `draft_file`."""
        self._file = draft_file.with_name(f"{draft_file.stem}-form-{os.urandom(4).hex()}.json")
        self._lock = -1

    def keep(self, draft: FormDraft) -> None:
        """Keep `draft` instead of any other of this window."""
        with suppress(OSError):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self._lock < 0:
                self._lock = _locked(self._file)
            put(self._file, asdict(draft))

    def drop(self) -> None:
        """Forget it."""
        discard(self._file)
        self.leave()

    def leave(self) -> None:
        """Leave what is kept to a later window, as the end of the process does."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1


def lost(draft_file: Path) -> list[tuple[Path, FormDraft]]:
    """The drafts of windows that are gone, the oldest first, each with its file."""
    found = []
    for file in draft_file.parent.glob(f"{draft_file.stem}-form-*.json"):
        with suppress(OSError):
            lock = _locked(file)
            try:
                draft = _read(file.read_text("ascii"))
                if draft is None:
                    discard(file)
                else:
                    found.append((file.stat().st_mtime_ns, file, draft))
            finally:
                os.close(lock)
    return [(file, draft) for _at, file, draft in sorted(found, key=lambda each: each[:2])]


def discard(file: Path) -> None:
    """Forget the draft in a file."""
    for each in (file, file.with_suffix(".lock")):
        with suppress(OSError):
            each.unlink(missing_ok=True)


def _locked(file: Path) -> int:
    """The lock of a draft's window; raises `OSError` where the window is there."""
    lock = os.open(file.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        OS.lock(lock)
    except OSError:
        os.close(lock)
        raise
    return lock


def _read(text: str) -> FormDraft | None:
    try:
        draft = FormDraft(**json.loads(text))
        texts = [draft.title, *draft.place, *draft.typed, *draft.typed.values()]
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    is_sound = type(draft.place) is list and type(draft.year) is int
    return draft if is_sound and all(isinstance(each, str) and clean(each) == each for each in texts) else None
