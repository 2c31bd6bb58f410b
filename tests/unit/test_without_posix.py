"""Saving where the system has not what Linux has: played in a process from which all that is taken away."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tui import store

WINDOWS = """
import fcntl, os, platform, random, socket, struct, sys, tempfile, types

fcntl_, request, kind = fcntl.fcntl, fcntl.F_OFD_SETLK, fcntl.F_WRLCK


def locking(fd, mode, size):
    assert mode == 2, "waits for nobody"
    place = os.lseek(fd, 0, os.SEEK_CUR)
    try:
        fcntl_(fd, request, struct.pack("hhqqi4x", kind, os.SEEK_SET, place, size, 0))
    except OSError as error:
        raise PermissionError(13, "Permission denied") from error


sys.modules["msvcrt"] = types.SimpleNamespace(locking=locking, LK_NBLCK=2)
for name in ("fcntl", "grp", "pwd", "resource", "termios"):
    sys.modules[name] = None
for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_DIRECTORY", "chown", "fchmod", "fchown", "geteuid", "getuid",
             "getxattr", "setxattr", "statvfs", "sync"):
    delattr(os, name)
sys.platform = "win32"
"""

STORY = """
import json
from pathlib import Path
from tui.errors import Refused
from tui.store import edits, lock
from tui.store.edits import Conflict, Edit

folder, blood = Path(sys.argv[1]), ("ward", "blood", "value")
told = []
edits.writable(folder)
for old, new in ((None, 300), (300, 310)):
    told.append(edits.save(folder, "targets.toml", [Edit(blood, old, new)]).seq)
edits.undo(folder)
try:
    edits.save(folder, "targets.toml", [Edit(blood, 310, 320)])
except Conflict as conflict:
    told.append(str(conflict.clashes[0].theirs))
lock.PATIENCE = 0.05
with lock.locked(folder, "lan (p12)"):
    try:
        edits.save(folder, "targets.toml", [Edit(blood, 300, 320)])
    except Refused as refused:
        told.append(refused.values["who"])
told.append(len(edits.history(folder)))
print(json.dumps(told))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="plays Windows on Linux")
def test_saving_needs_nothing_that_windows_has_not(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WINDOWS + STORY, str(tmp_path)], capture_output=True, text=True, timeout=60
    )
    assert done.stderr == ""
    assert json.loads(done.stdout) == [1, 2, "300", "lan (p12)", 3]
    assert (tmp_path / ".giaoban.lock").stat().st_size < 100


@pytest.mark.skipif(sys.platform != "linux", reason="plays Windows on Linux")
def test_the_modules_of_the_store_are_imported_without_what_windows_has_not() -> None:
    modules = [f"tui.store.{path.stem}" for path in sorted(Path(store.__file__).parent.glob("[a-z]*.py"))]
    done = subprocess.run(
        [sys.executable, "-c", f"import polars\n{WINDOWS}\nimport {', '.join(modules)}"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stderr == ""
