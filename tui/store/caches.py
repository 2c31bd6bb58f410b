"""The user's folder of what is kept to be quicker next time; losing it loses nothing."""

import os
import sys
from contextlib import suppress

from tui.store.files import put_whole

MOST_FILES = 64


def folder(kind: str) -> str:
    """The folder for files of that kind.

    On Linux it is worked out here as platformdirs would, which takes 12 ms to load. Raises FileNotFoundError for a user
    without a home: the files would land in whatever folder they work in.
    """
    xdg = os.environ.get("XDG_CACHE_HOME", "")
    if sys.platform == "linux":
        caches = xdg if os.path.isabs(xdg) else os.path.expanduser("~/.cache")
        if not os.path.isabs(caches):
            raise FileNotFoundError(caches)
        return os.path.join(caches, "giaoban", kind)
    from platformdirs import user_cache_path

    return os.path.join(user_cache_path("giaoban"), kind)


def replace(path: str, text: str) -> None:
    """Put `text` (UTF-8) into the file at `path`, whole or not at all; of all files beside it only the newest stay.

    Raises OSError, and ValueError for a text that cannot be encoded.
    """
    kept = os.path.dirname(path)
    os.makedirs(kept, mode=0o700, exist_ok=True)
    put_whole(path, text.encode())
    _prune(kept)


def is_off() -> bool:
    """Whether the user wants nothing kept."""
    return os.environ.get("GIAOBAN_CACHE") == "0"


def _prune(kept: str) -> None:
    """Leave the newest of the files; what a killed run left of one goes with the old."""
    with os.scandir(kept) as entries:
        oldest_first = sorted((entry.stat().st_mtime_ns, entry.path) for entry in entries if entry.is_file())
    for _modified, path in oldest_first[:-MOST_FILES]:
        with suppress(FileNotFoundError):
            os.unlink(path)
