"""A paper as a new file: a Word document or Markdown, as its name says."""

import os
from pathlib import Path
from stat import S_IMODE, S_IWGRP

from tui.errors import N_, NotFound, Refused
from tui.office.paper import Paper
from tui.store import durable

NO_PAPER = N_("“{file}” is no name of a paper: it has to end with .docx or .md")
EXISTS = N_("{file} is there already: give another name, or take it away first")

MOST_RIGHTS = 0o664
"""Papers name people: strangers may at most read them, wherever they are put."""

GROUP_RIGHTS = 0o060


def require_name(to: str) -> None:
    """Raise `NotFound` for a name that is none of a paper: better before it is made than after."""
    if Path(to).suffix not in (".docx", ".md"):
        raise NotFound(NO_PAPER, file=to)


def free_name(folder: Path, name: str) -> Path:
    """A Word document of that name that is not there yet: "bien-ban (2).docx", since "-2" is a day's second meeting."""
    file, number = folder / f"{name}.docx", 2
    while os.path.lexists(file):
        file, number = folder / f"{name} ({number}).docx", number + 1
    return file


def write_paper(made: Paper, to: str) -> None:
    """Write a paper, whole or not at all, into a file that is not there yet.

    Raises as `require_name` does, `Refused` for a file that is there already, `OSError` for one that cannot be written.
    """
    require_name(to)
    data = _encoded(made, to)
    try:
        _put(Path(to), data)
    except durable.SlippedError as error:
        raise Refused(EXISTS, file=to) from error
    except OSError as error:
        # The name that the file has while it is written says nothing to anybody.
        raise OSError(error.errno, error.strerror, to) from error


def _put(path: Path, data: bytes) -> None:
    if os.path.lexists(path):
        raise durable.SlippedError(path.name)
    folder = path.parent.stat()
    rights = S_IMODE(folder.st_mode) & MOST_RIGHTS
    temp = durable.stage(path, data, mode=rights)
    try:
        _share(temp, folder, rights)
        durable.publish(temp, path, data, None)
    finally:
        durable.discard(temp)
    durable.sync_folder(path.parent)


def _share(temp: Path, folder: os.stat_result, rights: int) -> None:
    """Let the group go on with a paper where it may write into the folder, whatever the umask of who wrote it."""
    found = temp.stat()
    if folder.st_mode & S_IWGRP and found.st_gid == folder.st_gid:
        durable.give_mode(temp, S_IMODE(found.st_mode) | rights & GROUP_RIGHTS)


def _encoded(made: Paper, to: str) -> bytes:
    """What a file named `to` has to hold; the library for Word documents is loaded only for one."""
    if Path(to).suffix == ".docx":
        from tui.office.docx import to_docx

        return to_docx(made)
    from tui.office.markdown import to_markdown

    return to_markdown(made).encode()
