"""Find anything in a ward by what people type: "22", "ngheo", "ly son", "qvnn"; or the one thing that is meant.

Only the standard library, like the board.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import combinations
from typing import TypeVar

from tui.errors import N_, GiaoBanError, NotFound
from tui.ward import names
from tui.ward.board import Board, Group, Indicator
from tui.ward.group_codes import GroupCodes

T = TypeVar("T")

MINUS = ("-", "−")
"""Before a number it makes no group's code, though folding would drop it."""

NEAREST = 3
"""How many names are proposed where none answers."""

NEAR = 0.75
"""From how alike on, of 1, a name is proposed of all that a ward has; below it is only another name."""

SWAPPED = 0.95
"""How alike words of the same letters are: two keys that were struck the wrong way round."""

SLIPS = 2
"""Letters that may be missing or too many where words ran together."""

KIND_WORDS = {
    "group": N_("group"),
    "indicator": N_("indicator"),
    "place": N_("place"),
    "model": N_("model"),
    "team": N_("volunteer team"),
    "leader": N_("group leader"),
}
"""What can be found."""

MISSED = N_("nothing answers to “{query}”")
MISSED_NEARLY = N_("nothing answers to “{query}”; the nearest are: {near}")
NO_GROUP = N_("a group is missing: write its number or its name")
A_GROUP = N_(
    "“{query}” is a group, {group}; what is needed here is an indicator: its name, a part of it or its initials"
)
NO_INDICATOR = N_("an indicator is missing: write its name, a part of it or its initials")


@dataclass(frozen=True, slots=True)
class Found:
    """One thing of the ward that answers to a query."""

    kind: str
    """group | indicator | place | model | team | leader"""
    id: str
    """A group's code (also for its team and its leader), an indicator's key, a model's code, a place's name."""
    name: str
    """As it is shown."""
    group: str | None
    """Code of the group it belongs to; None: the ward's own."""


def find(board: Board, query: str, language: str, limit: int = 50) -> list[Found]:
    """What `query` finds, best first and at most `limit`; an empty query finds everything.

    Of equally good answers groups come first, then indicators, places, models, people.
    """
    answers = {found: texts for found, texts in _everything(board, language) if found.name}
    return names.rank_matches(query, answers, lambda found: answers[found])[:limit]


def missed(board: Board, query: str, language: str) -> NotFound:
    """What to say where `find` finds nothing: with the nearest names, if any is near enough to be meant."""
    names_of = {found.name: texts for found, texts in _everything(board, language) if found.name}
    near = _nearest(query, names_of.items(), NEAR)
    return NotFound(MISSED_NEARLY, query=query, near=near) if near else NotFound(MISSED, query=query)


def pick_group(board: Board, query: str) -> Group:
    """The one group that `query` names: "22", "TDP 22", "tổ 022", or a part of a name that only one group has.

    It names the group that the same text would name in `results.csv`, if that is any: where several old wards had a
    "Tổ 5", "5" is still the group of that code. Raises `NotFound` with the nearest names, or for an empty query,
    `GiaoBanError` with the candidates where several answer alike.
    """
    if not query.strip():
        raise NotFound(NO_GROUP)
    if query.lstrip().startswith(MINUS):
        raise NotFound(N_("“{query}” is no group: write its number or its name"), query=query)
    code = _code(board, query)
    return board.group(code) if code else _pick(query, board.groups, _group_texts, _group_name)


def pick_indicator(board: Board, query: str, language: str, topic: str | None = None) -> Indicator:
    """The one indicator that `query` names by key, name, part of a name or initials; those of `topic` are asked first.

    A key as it stands names its indicator, whatever the others are called. Raises like `pick_group`; of a group's
    number it says that it is one.
    """
    if not query.strip():
        raise NotFound(NO_INDICATOR)
    with suppress(KeyError):
        return board.indicator(query)
    of_topic = [indicator for indicator in board.indicators if indicator.topic == topic]
    known = names.pick(query, of_topic, _indicator_texts)
    if not known and not names.pick(query, board.indicators, _indicator_texts) and (code := _code(board, query)):
        raise NotFound(A_GROUP, query=query, group=board.group(code).name)
    return _pick(query, known or board.indicators, _indicator_texts, lambda indicator: indicator.name(language))


def _code(board: Board, query: str) -> str | None:
    return GroupCodes((group.code, group.name) for group in board.groups).find(query)


def begun_groups(board: Board, typed: str) -> list[str]:
    """What `typed` may be the beginning of, as one word of a command line each, so that it names a group."""
    return _begun(typed, board.groups, lambda group: group.code, _group_texts)


def begun_indicators(board: Board, typed: str, topic: str | None = None) -> list[str]:
    """What `typed` may be the beginning of so that it names an indicator, of `topic` if one of its own is."""
    of_topic = [indicator for indicator in board.indicators if indicator.topic == topic]
    found = _begun(typed, of_topic, lambda indicator: indicator.key, _indicator_texts)
    return found or _begun(typed, board.indicators, lambda indicator: indicator.key, _indicator_texts)


def _begun(typed: str, items: Sequence[T], key: Callable[[T], str], texts: Callable[[T], Iterable[str]]) -> list[str]:
    """The keys that begin so; of items with another key, what does of their names, as one word of a command line.

    That is a whole name with hyphens for spaces, or a word of it, and only where no other item answers to it as well.
    """

    def is_clear(word: str) -> bool:
        return word.startswith(typed) and len(names.pick(word, items, texts)) == 1

    found: dict[str, None] = {}
    for item in items:
        if key(item).startswith(typed):
            found[key(item)] = None
        else:
            words = (word for text in texts(item) for word in _spellings(text, typed))
            found |= dict.fromkeys(filter(is_clear, words))
    return list(found)


def _spellings(text: str, typed: str) -> Iterator[str]:
    """A name as one word, and its words but for the first; with tone marks only where some were typed."""
    words = re.findall(r"\w+", names.fold(text) if typed.isascii() else names.clean(text).casefold())
    yield "-".join(words)
    if len(typed) > 1:  # most words begin with any one letter
        yield from words[1:]


def _pick(query: str, items: Sequence[T], texts: Callable[[T], Iterable[str]], name: Callable[[T], str]) -> T:
    match names.pick(query, items, texts):
        case [only]:
            return only
        case []:
            known = ((name(item), texts(item)) for item in items)
            raise NotFound(MISSED_NEARLY, query=query, near=_nearest(query, known))
        case several:
            raise GiaoBanError(
                N_("“{query}” could be any of these: {candidates}"), query=query, candidates=_listed(map(name, several))
            )


def _nearest(query: str, known: Iterable[tuple[str, Iterable[str]]], least: float = 0) -> str:
    """The names, each with the texts it answers to, that are most like `query`, if at least so much."""
    alike = {name: max(map(partial(_likeness, query), texts), default=0.0) for name, texts in known}
    near = sorted((name for name in alike if alike[name] >= least), key=lambda name: -alike[name])
    return _listed(near[:NEAREST])


def _likeness(query: str, name: str) -> float:
    """How alike they look without tone marks, 1 at most: word by word in any order, or where a space was forgotten."""
    sought, held = names.fold(query).split(), names.fold(name).split()
    if not sought or not held:
        return 0
    by_words = sum(max(_alike(word, other) for other in held) for word in sought) / len(sought)
    joined = "".join(sought)
    runs = ("".join(held[start:end]) for start, end in combinations(range(len(held) + 1), 2))
    return max([by_words, *(_alike(joined, run) for run in runs if abs(len(run) - len(joined)) <= SLIPS)])


@lru_cache(maxsize=8192)
def _alike(one: str, other: str) -> float:
    from difflib import SequenceMatcher  # 2 ms that only a miss should cost

    if one != other and sorted(one) == sorted(other):
        return SWAPPED
    return SequenceMatcher(None, one, other).ratio()


def _listed(several: Iterable[str]) -> str:
    return ", ".join(several)


def _everything(board: Board, language: str) -> Iterator[tuple[Found, Iterable[str]]]:
    """All that can be found, with the texts it answers to."""
    for group in board.groups:
        yield Found("group", group.code, group.name, group.code), _group_texts(group)
    for indicator in board.indicators:
        yield Found("indicator", indicator.key, indicator.name(language), None), _indicator_texts(indicator)
    for place, codes in _places(board).items():
        yield Found("place", place, place, next(iter(codes)) if len(codes) == 1 else None), (place,)
    for model in board.models:
        yield Found("model", model.code, model.title, model.group), (model.code, model.title, model.registrant)
    for team in board.teams:
        yield Found("team", team.group, team.leader, team.group), (team.leader,)
    for group in board.groups:
        yield Found("leader", group.code, group.leader, group.code), (group.leader,)


def _places(board: Board) -> dict[str, set[str]]:
    """Each place with the groups that did something there."""
    places: dict[str, set[str]] = {}
    for result in board.places:
        places.setdefault(result.place, set()).update(result.groups)
    return places


def _group_name(group: Group) -> str:
    """Its name, with its code where the name does not tell it."""
    is_told = names.group_key(group.name) == names.group_key(group.code)
    return group.name if is_told else f"{group.name} ({group.code})"


def _group_texts(group: Group) -> Iterable[str]:
    return group.code, group.name


def _indicator_texts(indicator: Indicator) -> Iterable[str]:
    return indicator.key, *indicator.names.values(), *indicator.shorts.values()
