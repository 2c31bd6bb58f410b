"""The groups of a ward by whatever people call them."""

from collections import Counter
from collections.abc import Iterable

from tui.ward.names import fold, group_key


class GroupCodes:
    """Finds the code of the group that a text means: by its code in any spelling, else by its name.

    A name that two groups share finds neither: a guess would put one group's money into another's fund.
    """

    def __init__(self, groups: Iterable[tuple[str, str]] = ()) -> None:
        """Take the groups as (code, name)."""
        groups = list(groups)
        self.codes = {group_key(code): code for code, _ in groups}
        self.names = unshared((fold(name), code) for code, name in groups)
        self.keys = unshared((group_key(name), code) for code, name in groups)

    def find(self, text: str) -> str | None:
        """The code of the group that `text` means; None where it means no group, or more than one."""
        key = group_key(text)
        return self.codes.get(key) or self.names.get(fold(text)) or self.keys.get(key)


def unshared(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Name to code, without the names of more than one code."""
    pairs = list(pairs)
    times = Counter(name for name, _ in pairs)
    return {name: code for name, code in pairs if times[name] == 1}
