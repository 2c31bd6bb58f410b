"""Where the sample ward and the themes are: in the wheel's `tui/share`, else beside the package in a checkout."""

import os
import sys
from pathlib import Path
from zlib import crc32

_PACKAGE = Path(__file__).parent


def default_ward(*, leave_no_trace: bool = False) -> Path:
    """The ward opened when none is named: `$GIAOBAN_WARD`, else the user's copy of the sample.

    The sample itself is never edited. Where no copy can be made, or none shall be, it is opened as it is.
    """
    named = os.environ.get("GIAOBAN_WARD")
    if named:
        return named_folder(named)
    try:
        return sample_ward() if leave_no_trace else _copy_of_sample()
    except (OSError, RuntimeError):
        return sample_ward()


def named_folder(named: str) -> Path:
    """The folder that a user names, "~" being their home; "~nobody/x" stays as it is written, and is not found."""
    return Path(os.path.expanduser(named))


def sample_ward() -> Path:
    """The folder of the sample ward, Ngọc Thụy 2018."""
    return _shared() / "data" / "ngoc-thuy"


def themes_folder() -> Path:
    """The folder of the themes, one TOML file each."""
    return _shared() / "themes"


def _copy_of_sample() -> Path:
    """The user's own copy of the sample as it is now; one of another sample stays where it is."""
    sample = sample_ward()
    mark = 0
    for file in sorted(sample.rglob("*")):
        if file.is_file() and not file.name.startswith("."):
            mark = crc32(file.read_bytes(), mark)
    copy = _data_folder() / f"{sample.name}-{mark:08x}"
    if not copy.is_dir():
        from shutil import copytree, ignore_patterns, rmtree  # 5 ms that only the first start needs

        making = copy.with_name(f".{copy.name}-{os.getpid()}")
        copytree(sample, making, ignore=ignore_patterns(".*"))
        try:
            making.rename(copy)
        except OSError:
            # Somebody else has just made it.
            rmtree(making)
    return copy


def _data_folder() -> Path:
    """The user's folder for data; on Linux worked out here as platformdirs would, which takes 12 ms to load."""
    if sys.platform == "linux":
        named = os.environ.get("XDG_DATA_HOME", "")
        return Path(named if os.path.isabs(named) else Path.home() / ".local" / "share", "giaoban")
    from platformdirs import user_data_path

    return user_data_path("giaoban", appauthor=False)


def _shared() -> Path:
    share = _PACKAGE / "share"
    return share if share.is_dir() else _PACKAGE.parent


def copied_file() -> Path:
    """Where Ctrl+C also puts what it copies, for terminals without a clipboard."""
    return _state_folder() / "copied.txt"


def faults_file() -> Path:
    """Where a fault of the program is kept, for whoever mends it."""
    return _state_folder() / "faults.log"


def _state_folder() -> Path:
    from platformdirs import user_state_path

    return user_state_path("giaoban", appauthor=False)


def draft_file(ward: Path) -> Path:
    """Where it is kept what was typed about `ward` and not saved yet."""
    return _state_folder() / f"draft-{crc32(os.fsencode(os.path.realpath(ward))):08x}.json"
