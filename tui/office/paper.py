"""A paper of the ward before it is a file: its head, its body in paragraphs and tables, its foot."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """How a paragraph is set."""

    HEADING = "heading"
    SUBHEADING = "subheading"
    TEXT = "text"
    ENTRY = "entry"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body."""

    text: str
    style: Style = Style.TEXT


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    title: str
    share: int = 1
    """Of the width, in proportion to the others."""
    right: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the body."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Page:
    """Measures of the page: millimetres, and points for the letters."""

    font: str
    size: int
    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs: the lines above the signature, and the name below."""

    lines: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as the state or the Party has it."""

    page: Page
    agency: tuple[str, ...]
    """Whose paper it is; the last line the most."""
    under_agency: str
    """What stands below it, "*" in the Party's form; "" for a rule."""
    number: str
    motto: tuple[str, ...]
    dated: str
    marks: tuple[str, ...]
    """What nobody may overlook: that it is a draft, that its figures are made up."""
    title: str
    subject: tuple[str, ...]
    body: tuple[Block, ...]
    left: Signing
    """Without lines, the recipients stand in its place."""
    right: Signing
    recipients: tuple[str, ...]
    """Their heading first."""
