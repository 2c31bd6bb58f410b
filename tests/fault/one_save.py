"""One save, for a tracer: `python -m tests.fault.one_save FOLDER` puts the blood of a `worn` folder from 310 to 320.

It prints how that went. What a tracer sees from the look at `MARK` on is the save itself. `RLIMIT_FSIZE 100` behind the
folder is a limit that it has to live with.
"""

import os
import resource
import sys
from contextlib import suppress
from pathlib import Path

from tests.fault.scenes import BLOOD, FILE, LAN
from tui.errors import Refused
from tui.store import edits
from tui.store.keyed import Edit

MARK = "/here begins the save"


def main(folder: Path, limit: str = "", most: str = "0") -> None:
    if limit:
        which = getattr(resource, limit)
        resource.setrlimit(which, (int(most), resource.getrlimit(which)[1]))
    with suppress(OSError):
        os.stat(MARK)
    try:
        edits.save(folder, FILE, [Edit(BLOOD, 310, 320)], who=LAN)
        print("saved")
    except Refused as refused:
        print(type(refused).__name__)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
