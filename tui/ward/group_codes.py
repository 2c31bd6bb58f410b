"""The groups of a ward by whatever people call them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from tui.ward.names import fold, group_key

_BETWEEN = re.compile(r"[,;/()&+–-]|(?<!\w)(?:và|với|cùng)(?!\w)", re.IGNORECASE)
"""What stands between those that are named together: "Tổ dân phố 16 và 33", "tổ 16 (chị Lan)"."""

_OFFICE = re.compile(
    "(?:(?:cac|to truong|to pho|bi thu|pho bi thu|truong ban|pho ban|ban|cong tac mat tran|chi bo|chi hoi truong"
    "|chu tich|pho chu tich|can bo|dai dien|nhan dan|dong chi|d c) )+"
)
"""Who of a group it is, folded, before the group's name."""


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


def groups_in(text: str) -> set[str]:
    """The keys, as of `group_key`, of all that a text may name as groups: "tổ trưởng tổ 16, 17 và Hội Phụ nữ"."""
    return {group_key(text), *_keys_in(text)} - {""}


def _keys_in(text: str) -> Iterator[str]:
    """A bare number names a group only behind another one: "tổ 16 và 33", and not "chi bộ 16"."""
    are_groups = False
    for part in map(fold, _BETWEEN.split(text)):
        office = _OFFICE.match(part)
        named = part[office.end() :] if office else part
        if not named.isdigit():
            are_groups = group_key(named) != named
        if are_groups or not named.isdigit():
            yield group_key(named)
