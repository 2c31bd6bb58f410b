"""A paper as a new file: a Word document or Markdown, as its name says."""

import os
from pathlib import Path

from tui.errors import N_, NotFound, Refused
from tui.office.paper import Paper
from tui.store import durable

NO_PAPER = N_("“{file}” is no name of a paper: it has to end with .docx or .md")
EXISTS = N_("{file} is there already: give another name, or take it away first")


def require_name(to: str) -> None:
    """Raise `NotFound` for a name that is none of a paper: better before it is made than after."""
    if Path(to).suffix not in (".docx", ".md"):
        raise NotFound(NO_PAPER, file=to)


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
    temp = durable.stage(path, data)
    try:
        durable.publish(temp, path, data, None)
    finally:
        durable.discard(temp)
    durable.sync_folder(path.parent)


def _encoded(made: Paper, to: str) -> bytes:
    """What a file named `to` has to hold; the library for Word documents is loaded only for one."""
    if Path(to).suffix == ".docx":
        from tui.office.docx import to_docx

        return to_docx(made)
    from tui.office.markdown import to_markdown

    return to_markdown(made).encode()
