"""Where the sample ward and the themes are: in the wheel's `tui/share`, else beside the package in a checkout."""

import os
from pathlib import Path
from zlib import crc32

_PACKAGE = Path(__file__).parent


def default_ward() -> Path:
    """The ward opened when none is named: `$GIAOBAN_WARD`, else the sample."""
    named = os.environ.get("GIAOBAN_WARD")
    return Path(named).expanduser() if named else sample_ward()


def sample_ward() -> Path:
    """The folder of the sample ward, Ngọc Thụy 2018."""
    return _shared() / "data" / "ngoc-thuy"


def themes_folder() -> Path:
    """The folder of the themes, one TOML file each."""
    return _shared() / "themes"


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
