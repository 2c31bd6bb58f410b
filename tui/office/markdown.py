"""A paper as Markdown, to be read as it is or pasted elsewhere."""

import re
from collections.abc import Iterator, Sequence

from tui.office.paper import Block, Paper, Style, Table

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~&])")
"""Emphasis, links, tags, tables, headings; also ~~struck out~~, and &#8238; for what a text may not hold itself."""

_STYLES = {Style.HEADING: "## {}", Style.SUBHEADING: "### {}", Style.TEXT: "{}", Style.ENTRY: "{}"}


def to_markdown(paper: Paper) -> str:
    """The text of `paper`; what was written by people is escaped."""
    return "\n\n".join(_parts(paper)) + "\n"


def _parts(paper: Paper) -> Iterator[str]:
    yield _lines([*map(_bold, paper.agency), paper.under_agency, _plain(paper.number)])
    yield _lines([*map(_bold, paper.motto), f"*{_plain(paper.dated)}*"])
    if paper.marks:
        yield _bold(" · ".join(paper.marks))
    yield f"# {_plain(paper.title)}"
    yield _lines([*map(_bold, paper.subject)])
    for block in paper.body:
        yield _block(block)
    for signing in (paper.left, paper.right):
        if signing.lines:
            yield _lines([*map(_bold, signing.lines), _plain(signing.name)])
    yield _lines([_bold(paper.recipients[0]), *(f"- {_plain(each)}" for each in paper.recipients[1:])])


def _block(block: Block) -> str:
    if isinstance(block, Table):
        return _table(block)
    return _STYLES[block.style].format(_plain(block.text))


def _table(table: Table) -> str:
    titles = [_plain(column.title) for column in table.columns]
    rules = ["--:" if column.right else "---" for column in table.columns]
    rows = [[_plain(cell) for cell in row] for row in table.rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in (titles, rules, *rows))


def _lines(lines: Sequence[str]) -> str:
    """Lines below one another."""
    return "  \n".join(line for line in lines if line)


def _bold(text: str) -> str:
    return f"**{_plain(text)}**"


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
