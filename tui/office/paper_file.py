"""A paper as a new file: a Word document or Markdown, as its name says."""

from pathlib import Path

from tui.errors import N_, NotFound, Refused
from tui.office.paper import Paper

NO_PAPER = N_("“{file}” is no name of a paper: it has to end with .docx or .md")
EXISTS = N_("{file} is there already: give another name, or take it away first")


def require_name(to: str) -> None:
    """Raise `NotFound` for a name that is none of a paper: better before it is made than after."""
    if Path(to).suffix not in (".docx", ".md"):
        raise NotFound(NO_PAPER, file=to)


def write_paper(made: Paper, to: str) -> None:
    """Write a paper into a file that is not there yet.

    Raises as `require_name` does, `Refused` for a file that is there already, `OSError` for one that cannot be written.
    """
    require_name(to)
    data = _encoded(made, to)
    try:
        with open(to, "xb") as file:
            file.write(data)
    except FileExistsError as error:
        raise Refused(EXISTS, file=to) from error


def _encoded(made: Paper, to: str) -> bytes:
    """What a file named `to` has to hold; the library for Word documents is loaded only for one."""
    if Path(to).suffix == ".docx":
        from tui.office.docx import to_docx

        return to_docx(made)
    from tui.office.markdown import to_markdown

    return to_markdown(made).encode()
