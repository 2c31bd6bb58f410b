"""People in running text: on the projector they are named by their initials only.

What was noted is free text, so this goes by how Vietnamese names are written: "bà Hoa", "đ/c Nguyễn Văn An", a surname
and two names more. A street that is named after somebody keeps its name. Only the standard library.
"""

import re
from collections.abc import Iterator, Sequence

from tui.ward.names import fold

SURNAME = re.compile(
    "nguyen|tran|le|pham|hoang|huynh|phan|vu|vo|dang|bui|do|ho|ngo|duong|ly|dao|doan|vuong|trinh|truong|dinh|lam|phung"
    "|mai|to|ha|ta|chu|cao|thai|quach|luong|luu|la|tong|kieu|nghiem|khuat|trieu|quan|dam|thach|bach|khong|tang|ninh"
    "|mac|ton|ong|luc|bang|cu|giap"
)
"""Folded."""

TITLE = re.compile("ông|bà|anh|chị|cô|chú|bác|cụ|cháu|đ/c|đồng chí")
"""After these comes a name."""

NAMESAKE = re.compile("đường|phố|ngõ|ngách|cầu|trường|chợ|đình|chùa|đền|tncs|tp|thành phố|công viên")
"""After these, a name is none of a person."""

LONG = 3
"""Words from which a surname and what follows make a name."""

WORD = re.compile(r"đ/c|[^\W\d_]+", re.IGNORECASE)


def initialled(text: str) -> str:
    """The text with the initials of people in the place of their names: "bà Nguyễn Thị Hoa" is "bà N.T.H."."""
    shown, end = "", 0
    for name in _names(text, list(WORD.finditer(text))):
        initials = "".join(f"{word[0][0]}." for word in name)
        shown += text[end : name[0].start()] + initials
        end = name[-1].end()
    return shown + text[end:]


def office(text: str) -> str:
    """Who is to do something: initials as well where the text is nothing but a name, "Lan Anh"."""
    words = [*WORD.finditer(text)]
    if words and text == " ".join(word[0] for word in words) and all(_is_capitalised(word[0]) for word in words):
        return "".join(f"{word[0][0]}." for word in words)
    return initialled(text)


def _names(text: str, words: Sequence[re.Match[str]]) -> Iterator[Sequence[re.Match[str]]]:
    """The words of each name; a title at its beginning, "Bà Hoa", is none of them."""
    place = 0
    while place < len(words):
        if TITLE.fullmatch(words[place][0].casefold()):
            place += 1
        end = place
        while end < len(words) and _is_capitalised(words[end][0]) and (end == place or _follows(text, words, end)):
            end += 1
        before = [word[0].casefold() for word in words[max(place - 2, 0) : place]]
        if end > place and _is_person(before, words[place:end]):
            yield words[place:end]
        place = max(end, place + 1)


def _is_person(before: Sequence[str], name: Sequence[re.Match[str]]) -> bool:
    """Whether capitalised words after these two are a name."""
    leads = (before[-1:], before)
    if any(TITLE.fullmatch(" ".join(lead)) for lead in leads):
        return True
    if any(NAMESAKE.fullmatch(" ".join(lead)) for lead in leads):
        return False
    return len(name) >= LONG and SURNAME.fullmatch(fold(name[0][0])) is not None


def _is_capitalised(word: str) -> bool:
    """Of more than a letter: that one is an initial."""
    return word[0].isupper() and word[1:].islower()


def _follows(text: str, words: Sequence[re.Match[str]], place: int) -> bool:
    """Whether only a blank stands before a word."""
    return text[words[place - 1].end() : words[place].start()] == " "
