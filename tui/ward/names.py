"""Names as people write and type them: made safe to show, compared, put in order, found.

A computer takes for different texts what is one Vietnamese name: composed and decomposed (NFC, NFD), with and without
tone marks, with the tone on one vowel or the next (Thụy, Thuỵ). What is compared here is compared folded; what is shown
is the stored form. Only the standard library: names are sorted and found before polars is loaded.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import IntEnum
from functools import lru_cache
from typing import TypeVar
from unicodedata import category, is_normalized, normalize

T = TypeVar("T")

SortKey = tuple[str, str, str]
"""Letters, tones, capitals: compared in that order."""

REPLACEMENT = "\ufffd"
"""Stands in a cleaned text for each character that a terminal might obey; a row that gains one deserves a report."""

UNSHOWABLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode categories that never reach a terminal: controls, invisible formatting, lone surrogates, line separators."""

TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Combining tone marks in dictionary order: huyền, hỏi, ngã, sắc, nặng; a word without (ngang) comes first."""

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
"""The Vietnamese alphabet, with the four Latin letters it lacks in their Latin places."""

_PLACES = {letter: chr(ord("A") + place) for place, letter in enumerate(ALPHABET)}

_GROUP_WORDS = (
    r"(?:"
    r"(?:to dan pho|tdp|khu pho|kp|khu dan cu|kdc|dia ban dan cu|thon|ap|xom)(?: |(?=[0-9]))"
    r"|(?:to dan|to) (?=so ?[0-9])"
    r"|(?:to dan|to|so) ?(?=[0-9])"
    r")+"
)
"""What people write before a group's own number or name, folded; "to" only before a number: "Tô Hiệu" is a name."""


class Hit(IntEnum):
    """How well a name answers a query, both folded, from not at all to equal."""

    NONE = 0
    SCATTERED = 1
    """Every word of the query is somewhere in the name."""
    INSIDE = 2
    """The query as a whole is somewhere in the name."""
    INITIALS = 3
    """The query is a run of the name's initials: "qvnn", "vnn"."""
    STARTS = 4
    """Every word of the query starts a word of the name, in any order: "quy ngheo"."""
    PREFIX = 5
    """The name starts with the query."""
    WORDS = 6
    """Every word of the query is a word of the name, in any order."""
    PHRASE = 7
    """So, and in the query's order."""
    EQUAL = 8
    """The same name, or the same group: "tổ 018" and "TDP 18"."""
    MARKED = 10
    """Added to the others when the name has the query with its very tone marks."""


def is_clean(text: str) -> bool:
    """Whether `clean` would leave `text` as it is; fast enough to be asked of every cell."""
    return (text.isprintable() and is_normalized("NFC", text)) or clean(text) == text


def clean(text: str) -> str:
    """`text` in NFC and safe to show: a run of tabs and line breaks is one space, all else unshowable `REPLACEMENT`."""
    composed = normalize("NFC", text)
    if composed.isprintable():
        return composed
    one_line = re.sub(r"[\t\r\n]+", " ", composed)
    return "".join(REPLACEMENT if category(character) in UNSHOWABLE else character for character in one_line)


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """`text` as a searcher types it: no case, no marks, d for đ, words of letters and digits one space apart."""
    return " ".join(_without_marks(word) for word in _words(text))


def initials(text: str) -> str:
    """The first letters of its words, numbers in full: "Quỹ Vì người nghèo" is "qvnn", "Tổ dân phố 22" is "tdp22"."""
    return "".join(word if word.isdigit() else word[0] for word in fold(text).split())


def group_key(text: str) -> str:
    """What two spellings of one group share: "TDP 18", "tổ dân phố số 18", "tổ 018" and "18" are all "18".

    Only words in front and leading zeros go: "1B1" is "1b1", "Tổ dân phố số 5 Mễ Trì Thượng" is "5 me tri thuong".
    """
    own = re.sub(f"^{_GROUP_WORDS}", "", fold(text))
    return re.sub(r"^0+(?=[0-9])", "", own)


def sort_key(text: str) -> SortKey:
    """Puts names in Vietnamese order: by the alphabet over the whole name, then by tones, then small before capital.

    The tone belongs to its word, wherever it stands in it. Numbers count as numbers (Tổ 2 before Tổ 10) and come before
    letters; punctuation only separates words.
    """
    words = _words(text)
    capitals = "".join("01"[letter.isupper()] for letter in normalize("NFD", text) if letter.isalpha())
    return " ".join(map(_places, words)), " ".join(map(_tones, words)), capitals


def natural_key(code: str) -> tuple[SortKey, str]:
    """Puts codes of groups in natural order, 2 before 10 before 10A; codes are equal only where their texts are."""
    return sort_key(code), code


def match(query: str, name: str) -> int:
    """How well `name` answers what somebody typed: 0 not at all, else a `Hit`, perhaps with `Hit.MARKED` on top.

    An empty query is answered by every name alike: a filter that is cleared shows everything.
    """
    if not query.strip():
        return Hit.SCATTERED
    hit = _hit(query, name)
    return hit + Hit.MARKED if hit and _has_marked(query, name) else hit


def rank_matches(query: str, items: Iterable[T], texts: Callable[[T], Iterable[str]]) -> list[T]:
    """The items of which any text answers `query`, best first; equally good ones keep their order."""
    found = sorted(_scored(query, items, texts), key=lambda scored: scored[0], reverse=True)
    return [item for _, item in found]


def listed(found: Sequence[str]) -> str:
    """Names in a row; those that differ only in their number have the words before it once: "Tổ dân phố 16, 9, 31"."""
    parts = [name.rpartition(" ") for name in found]
    is_numbered = len({before for before, _gap, _end in parts}) == 1 and all(end.isdecimal() for _, _, end in parts)
    return ", ".join([*found[:1], *(end for _, _, end in parts[1:])] if is_numbered else found)


def pick(query: str, items: Iterable[T], texts: Callable[[T], Iterable[str]]) -> list[T]:
    """The items that answer `query` best: one where it is clear which is meant, several where it is not, none."""
    found = list(_scored(query, items, texts))
    best = max((score for score, _ in found), default=0)
    return [item for score, item in found if score == best]


def _words(text: str) -> list[str]:
    """Words of letters, digits and their marks, casefolded, in NFD; ð, which a wrong keyboard writes, is đ."""
    folded = normalize("NFD", text.casefold()).replace("ð", "đ")
    spaced = "".join(character if character.isalnum() or _is_mark(character) else " " for character in folded)
    return [word for word in spaced.split() if not all(map(_is_mark, word))]


def _is_mark(character: str) -> bool:
    return category(character).startswith("M")


def _without_marks(word: str) -> str:
    return "".join(character for character in word if not _is_mark(character)).replace("đ", "d")


def _tones(word: str) -> str:
    return "".join(str(TONES.index(mark) + 1) for mark in word if mark in TONES)


def _places(word: str) -> str:
    """The word with each letter as its place in the alphabet and each number behind its length."""
    letters = normalize("NFC", "".join(character for character in word if character not in TONES))
    numbered = re.sub(r"[0-9]+", _sized, letters)
    return "".join(
        _PLACES.get(letter) or _PLACES.get(_without_marks(normalize("NFD", letter)), letter) for letter in numbered
    )


def _sized(number: re.Match[str]) -> str:
    digits = number[0].lstrip("0")
    return f"{len(digits):03}{digits}"


def _hit(query: str, name: str) -> Hit:
    sought, held = fold(query), fold(name)
    starts, words = sought.split(), held.split()
    if not sought:
        return Hit.NONE
    if group_key(query) == group_key(name):
        return Hit.EQUAL
    if f" {sought} " in f" {held} ":
        return Hit.PHRASE
    if all(word in words for word in starts):
        return Hit.WORDS
    if held.startswith(sought):
        return Hit.PREFIX
    if all(any(word.startswith(start) for word in words) for start in starts):
        return Hit.STARTS
    if sought[0].isalpha() and sought in initials(name):
        return Hit.INITIALS
    if sought in held:
        return Hit.INSIDE
    return Hit.SCATTERED if all(part in held for part in starts) else Hit.NONE


def _has_marked(query: str, name: str) -> bool:
    """A query without marks has to be the whole name: "quy" is no better at home in "Quyên" than in "Quỹ"."""
    typed, stored = (normalize("NFC", text).casefold().strip() for text in (query, name))
    return typed == stored or (not typed.isascii() and typed in stored)


def _scored(query: str, items: Iterable[T], texts: Callable[[T], Iterable[str]]) -> Iterator[tuple[int, T]]:
    for item in items:
        if score := max((match(query, text) for text in texts(item)), default=0):
            yield score, item
