"""People in running text: on the projector they are named by their initials only.

What was noted is free text, so this goes by how Vietnamese names are written: "bà Hoa", "đ/c Nguyễn Văn An", "Lê Hà". A
street that is named after somebody keeps its name, and so do offices and well-known places. Only the standard library.
"""

import re
from collections.abc import Iterator, Sequence

from tui.ward.names import fold

SURNAME = re.compile(
    "nguyễn|trần|lê|phạm|hoàng|huỳnh|phan|vũ|võ|đặng|bùi|đỗ|hồ|ngô|dương|lý|đào|đoàn|vương|trịnh|trương|đinh|lâm|phùng"
    "|mai|tô|hà|tạ|chu|cao|thái|quách|lương|lưu|la|tống|kiều|nghiêm|khuất|triệu|quản|đàm|thạch|bạch|khổng|tăng|ninh"
    "|mạc|tôn|ông|lục|bằng|cù|giáp"
)

SURNAME_TYPED = re.compile(fold(SURNAME.pattern).replace(" ", "|"))
"""The same without marks."""

TITLE = re.compile("ông|bà|anh|chị|cô|chú|bác|cụ|cháu|đ/c|đồng chí")
"""After these comes a name, unless it is an office."""

OFFICE = re.compile(
    "(?:phó|trưởng|tổ|hội|ban|khối|đảng|quận|phường|đoàn|ủy|uỷ) .*|chủ tịch|bí thư|chi (?:bộ|hội|ủy|uỷ|đoàn)|công an"
    "|cán bộ|mặt trận|thường trực|liên đoàn|câu lạc|quân sự|văn phòng|giám đốc|hiệu trưởng"
)
"""The first two words of an office, or of who holds it."""

UNIT = re.compile("phường|quận|huyện|xã|tỉnh|sở|ban|hội|đảng|đoàn|khối|tổ|trường|trạm|chùa")
"""An office that is called by one word."""

FAMILY = re.compile("đoàn (?!thanh|phường|trường|viên|thể|kết|tncs).*")
"""What begins like an office and is a name: Đoàn is a surname, too."""

NAMESAKE = re.compile(
    "đường|phố|ngõ|ngách|cầu|trường|chợ|đình|chùa|đền|tncs|tp|thành phố|công viên|tượng đài|vườn hoa|phường|xã|quận"
    "|huyện|thị xã|tỉnh|thôn|làng|khu|đảo|sông|hồ|bệnh viện|thái úy|vua|thcs|thpt|tiểu học|mầm non|cơ sở|phổ thông"
)
"""After these, a name is none of a person, or of none who lives here."""

KNOWN = {
    *("ho chi minh", "bac ho", "ly thuong kiet", "viet nam", "ha noi", "ha dong", "ha nam", "ha giang", "ha tinh"),
    *("thai binh", "thai nguyen", "cao bang", "ninh binh", "ninh thuan", "lam dong", "ly son", "hoang sa", "hoang mai"),
    *("mai dich", "mai dong", "to lich", "bach dang", "bach mai", "thach ban", "ho tay", "doan thanh"),
}
"""Folded, what looks like a name: of places, of those whom everybody knows, of the youth union (Đoàn Thanh niên)."""

LONGEST_KNOWN = max(len(known.split()) for known in KNOWN)

LONG = 3
"""Words from which a surname without marks and what follows make a name."""

WORD = re.compile(r"đ/c|[^\W\d_]+", re.IGNORECASE)

Words = Sequence[re.Match[str]]


def initialled(text: str) -> str:
    """The text with the initials of people in the place of their names: "bà Nguyễn Thị Hoa" is "bà N.T.H."."""
    shown, end = "", 0
    for name in _names(text, list(WORD.finditer(text))):
        shown += text[end : name[0].start()] + _initials(name)
        end = name[-1].end()
    return shown + text[end:]


def office(text: str) -> str:
    """Who is to do something: initials as well where the text is nothing but a name, "Lan Anh"."""
    words = [*WORD.finditer(text)]
    is_name = words and text == " ".join(word[0] for word in words) and all(_is_capitalised(word[0]) for word in words)
    is_known = UNIT.fullmatch(text.casefold()) is not None or _is_office(words) or fold(text) in KNOWN
    return _initials(words) if is_name and not is_known else initialled(text)


def _initials(name: Words) -> str:
    return "".join(f"{word[0][0]}." for word in name)


def _names(text: str, words: Words) -> Iterator[Words]:
    """The words of each name; a title at its beginning, "Bà Hoa", is none of them."""
    place = 0
    while place < len(words):
        if TITLE.fullmatch(words[place][0].casefold()):
            place += 1
        end = place
        while end < len(words) and _is_capitalised(words[end][0]) and (end == place or _follows(text, words, end)):
            end += 1
        for start in range(place, end):
            if _is_person(words, start, end):
                yield words[start:end]
                break
        place = max(end, place + 1)


def _is_person(words: Words, start: int, end: int) -> bool:
    """Whether the capitalised words from `start` to `end`, between others, are a name."""
    # No more of them than tell: somebody may have noted thousands.
    name = words[start : min(end, start + LONGEST_KNOWN + 1)]
    last = [word[0].casefold() for word in words[max(start - 2, 0) : start]]
    leads = (" ".join(last[-1:]), " ".join(last))
    if (
        any(map(NAMESAKE.fullmatch, leads))
        or _is_office(words[start : start + 2])
        or not KNOWN.isdisjoint(fold(" ".join([*lead, *(word[0] for word in name)])) for lead in ([], last[-1:]))
    ):
        return False
    surname = name[0][0].casefold()
    is_marked = SURNAME.fullmatch(surname) is not None and len(name) > 1
    is_typed = SURNAME_TYPED.fullmatch(surname) is not None and len(name) >= LONG
    return is_marked or is_typed or any(map(TITLE.fullmatch, leads))


def _is_office(words: Words) -> bool:
    first = " ".join(word[0].casefold() for word in words[:2])
    return OFFICE.fullmatch(first) is not None and FAMILY.fullmatch(first) is None


def _is_capitalised(word: str) -> bool:
    """Of more than a letter: that one is an initial."""
    return word[0].isupper() and word[1:].islower()


def _follows(text: str, words: Sequence[re.Match[str]], place: int) -> bool:
    """Whether only a blank stands before a word."""
    return text[words[place - 1].end() : words[place].start()] == " "
