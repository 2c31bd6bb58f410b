"""Everything that can go wrong on purpose, and how it is said.

    GiaoBanError
    ├── NumberRefused     a text that is no number we would vouch for
    ├── WardUnreadable    a folder that cannot be opened as a ward      exit 2
    ├── NotFound          a group, fund or date that the ward has not   exit 2
    └── Refused           allowed to nobody, or not now                 exit 3

Messages are English msgids with named fields; whoever shows one translates it (`tui.texts.tell`). The heart never does.
"""

from dataclasses import dataclass


def N_(msgid: str) -> str:
    """Mark `msgid` for the catalogues without translating it here."""
    return msgid


class GiaoBanError(Exception):
    """An error with a sentence for the user: a msgid and the values of its fields."""

    exit_code = 2

    def __init__(self, msgid: str, **values: object) -> None:
        super().__init__(msgid)
        self.msgid = msgid
        self.values = values

    def __str__(self) -> str:
        return self.msgid.format(**self.values)


class NumberRefused(GiaoBanError, ValueError):
    """A text that is no number, or one that could mean two."""


class WardUnreadable(GiaoBanError):
    """The folder has no readable `ward.toml`, `indicators.toml` or `groups.csv`."""


class NotFound(GiaoBanError):
    """Nothing in the ward answers to what was asked for."""


class Refused(GiaoBanError):
    """Understood, and not done: read-only, or in conflict with somebody else."""

    exit_code = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a ward's files; the rest of the ward works."""

    file: str
    """Relative to the ward, `2018/results.csv`."""
    line: int
    """The header is 1; 0 where a file as a whole is meant."""
    column: str
    """Column of a table, dotted key of a TOML file."""
    value: str
    """As it stands in the file, cleaned of control characters."""
    expected: str
    """Msgid of what was expected there."""
