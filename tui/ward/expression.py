"""What is typed into a target's cell, as the amount that it means: `4,5tr`, `+10%`, `-500k`, `50k/hộ`, `=tổng/38`.

Amounts are read by the rules of `numbers`. What is calculated with them is exact until the end and then rounded half up
to the indicator's last place. As there, a text that could mean two amounts is refused and never guessed.
"""

import re
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from tui.errors import N_, NumberRefused
from tui.ward.board import Indicator
from tui.ward.names import clean, fold
from tui.ward.numbers import (
    LIMIT,
    LONGEST,
    NO_NUMBER,
    NOT_EXACT,
    NOT_WHOLE,
    NOT_WHOLE_DONG,
    SHOWN,
    TOO_FINE,
    TOO_LARGE,
    format_amount,
    half_up,
    parse_exact,
    parse_percent,
)

if TYPE_CHECKING:
    from fractions import Fraction

LONGEST_CALCULATION = 120
"""Characters of the longest calculation that is looked at; bounds how deep its brackets go."""

NOT_POSITIVE = N_("“{text}” would make the target {amount}: write more than 0, or nothing at all to have no target")
NO_CURRENT = N_("there is no target yet that “{text}” could change: write the target itself")
NO_HOUSEHOLDS = N_("the number of households is not known, so “{text}” cannot be calculated")
NO_TOTAL = N_("the ward has no target of its own here, so “{text}” cannot be calculated")
NO_DIVISION = N_("“{text}” divides by 0")
NO_CALCULATION = N_("“{text}” is not a calculation: write for example =tong/38 or =ho*50k")
NO_NAME = N_("“{text}” is not known here: tong is the ward's target, ho households, hientai the target now, to groups")
WITHOUT_SIGN = N_("“{text}”: of what? Write +10% or -10% to change the target, =tong*10/100 for a part of the ward's")
PERCENT_INSIDE = N_("“{text}” cannot stand in a calculation: write 10/100 for 10 %")
WITHOUT_EQUALS = N_("“{text}” looks like a calculation: write = before it")
PER_HOUSEHOLD_OR_DIVIDED = N_("“{text}” can be read in two ways: write 50k/hộ or =50k*ho for so much a household")

_NAMES = (
    dict.fromkeys(("tong", "total"), "total")
    | dict.fromkeys(("ho", "so ho", "households"), "households")
    | dict.fromkeys(("hientai", "hien tai", "current"), "current")
    | dict.fromkeys(("to", "so to", "groups"), "groups")
)
"""What may stand in a calculation besides numbers, folded."""

_MISSING = {"total": NO_TOTAL, "households": NO_HOUSEHOLDS, "current": NO_CURRENT}

_RATE = re.compile(r"(.*)(?:/|\s(?=mỗi|một|moi|mot))([^/]*)", re.IGNORECASE)
_A_HOUSEHOLD = {"ho", "1 ho", "mot ho", "moi ho", "ho gia dinh", "household"}
"""What so much is for, in 50k/hộ and 50k mỗi hộ, folded."""

_MINUS = "-−–"
_SIGNS = dict.fromkeys("xX×", "*") | dict.fromkeys("÷:", "/") | dict.fromkeys(_MINUS, "-")
"""Signs of arithmetic as people write them, to those of `_Calculation`."""

_SIGN = re.compile(r"([-−–+*×/÷:()]|(?<![^\W\d_])[xX](?![^\W\d_]))")
"""A sign of arithmetic; an x only where it is no part of a word."""

_FACTOR_PLACES = 4
"""Decimal places of a number that others are multiplied by, `=tong*1,05`."""


def evaluate(
    text: str,
    *,
    indicator: Indicator,
    current: int | None,
    households: int | None,
    total: int | None,
    groups: int,
    language: str,
) -> int | None:
    """The target that `text` asks for, in the indicator's last place; None where it is empty: no target.

    `current` is the target now, `total` the ward's own target of the indicator (both in its last place), `households`
    those of the group, `groups` the number of residential groups; refusals state amounts in `language`.
    Raises NumberRefused for everything that is not plainly one amount from the last place's 1 to `LIMIT`.
    """
    if len(text) > LONGEST:
        raise _refused(NO_NUMBER, text)
    plain = clean(text).strip()
    if not plain:
        return None
    known = {"current": current, "total": total}
    scaled = {name: None if value is None else _exact(value, 10**indicator.decimals) for name, value in known.items()}
    whole = {"households": None if households is None else _exact(households), "groups": _exact(groups)}
    meant = _Typed(plain, indicator, scaled | whole).meaning()
    value = half_up(meant.numerator, meant.denominator, indicator.decimals)
    if value > LIMIT:
        raise _refused(TOO_LARGE, plain)
    if value < 1:
        raise _refused(NOT_POSITIVE, plain, amount=_shown(format_amount(value, language, indicator.decimals)))
    return value


@dataclass(frozen=True, slots=True)
class _Typed:
    """A text typed into a cell of `indicator`, and what it may count with there."""

    text: str
    indicator: Indicator
    known: "Mapping[str, Fraction | None]"

    def meaning(self) -> "Fraction":
        """What the text comes to, in whole units."""
        first, rest = self.text[0], self.text[1:].lstrip()
        if first == "=":
            return self._calculated(rest)
        if first == "+":
            return self.value_of("current") + self._by(rest)
        if first in _MINUS:
            return self.value_of("current") - self._by(rest)
        if self.text.endswith("%"):
            raise _refused(WITHOUT_SIGN, self.text)
        return self._stated(self.text)

    def value_of(self, name: str) -> "Fraction":
        """The value of one of `_NAMES`."""
        value = self.known[name]
        if value is None:
            raise _refused(_MISSING[name], self.text)
        return value

    def operand(self, text: str) -> "Fraction":
        """What stands between the signs of a calculation: a name or a number."""
        if name := _name(text):
            return self.value_of(name)
        if text.endswith("%"):
            raise _refused(PERCENT_INSIDE, text)
        if not any(character.isdigit() for character in text):
            raise _refused(NO_NAME, text)
        return self._factor(text)

    def _calculated(self, text: str) -> "Fraction":
        if len(text) > LONGEST_CALCULATION:
            raise _refused(NO_CALCULATION, self.text)
        rate = _per_household(text)
        if rate and len(_parts(rate)) == 1 and not _name(rate):
            raise _refused(PER_HOUSEHOLD_OR_DIVIDED, self.text)
        return _Calculation(self, text).result()

    def _by(self, text: str) -> "Fraction":
        """How much a change is: a share of the target now, or an amount."""
        if not text.endswith("%"):
            return self._stated(text)
        percent, bound = parse_percent(text)
        if bound:
            raise _refused(NOT_EXACT, self.text)
        return self.value_of("current") * _exact(*percent.as_integer_ratio()) / 100

    def _stated(self, text: str) -> "Fraction":
        """An amount, in all or for each household."""
        if rate := _per_household(text):
            each = self._amount(rate) if self.indicator.is_money else self._factor(rate)
            return each * self.value_of("households")
        try:
            return self._amount(text)
        except NumberRefused:
            if _is_calculation(text):
                raise _refused(WITHOUT_EQUALS, self.text) from None
            raise

    def _factor(self, text: str) -> "Fraction":
        """An amount, or a number of more places than the indicator's amounts have."""
        try:
            return self._amount(text)
        except NumberRefused as refused:
            if refused.msgid in (NOT_WHOLE, NOT_WHOLE_DONG, TOO_FINE):
                with suppress(NumberRefused):
                    return _exact(parse_exact(text, decimals=_FACTOR_PLACES), 10**_FACTOR_PLACES)
            raise

    def _amount(self, text: str) -> "Fraction":
        decimals = self.indicator.decimals
        return _exact(parse_exact(text, money=self.indicator.is_money, decimals=decimals), 10**decimals)


class _Calculation:
    """Sums of products of operands and brackets, exact; raises NumberRefused."""

    def __init__(self, typed: _Typed, text: str) -> None:
        self.typed = typed
        self.left = deque(_parts(text))

    def result(self) -> "Fraction":
        """What the whole of it comes to."""
        value = self._sum()
        return value if not self.left else self._refuse()

    def _sum(self) -> "Fraction":
        value = self._product()
        while sign := self._take("+-"):
            term = self._product()
            value += term if sign == "+" else -term
        return value

    def _product(self) -> "Fraction":
        value = self._operand()
        while sign := self._take("*/"):
            factor = self._operand()
            if sign == "/" and not factor:
                raise _refused(NO_DIVISION, self.typed.text)
            value = value * factor if sign == "*" else value / factor
        return value

    def _operand(self) -> "Fraction":
        if self._take("-"):
            return -self._operand()
        if self._take("("):
            value = self._sum()
            return value if self._take(")") else self._refuse()
        if not self.left or self.left[0] in "+*/)":
            self._refuse()
        return self.typed.operand(self.left.popleft())

    def _take(self, signs: str) -> str:
        """The next part, where it is one of `signs`."""
        return self.left.popleft() if self.left and self.left[0] in signs else ""

    def _refuse(self) -> NoReturn:
        raise _refused(NO_CALCULATION, self.typed.text)


def _exact(numerator: int, denominator: int = 1) -> "Fraction":
    from fractions import Fraction  # 2 ms that a table without an edit need not wait for

    return Fraction(numerator, denominator)


def _refused(msgid: str, text: str, **values: object) -> NumberRefused:
    return NumberRefused(msgid, text=_shown(clean(text[: SHOWN + 1])), **values)


def _shown(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def _parts(text: str) -> list[str]:
    """Operands and signs in their order."""
    parts = (part.strip() for part in _SIGN.split(text))
    return [_SIGNS.get(part, part) for part in parts if part]


def _name(text: str) -> str:
    """Which of `_NAMES` a text is; "" for none. Other signs than letters, which folding drops, make it none."""
    return _NAMES.get(fold(text), "") if "".join(text.split()).isalpha() else ""


def _per_household(text: str) -> str:
    """What there is to be of each household; "" where the text does not say that."""
    rate = _RATE.fullmatch(text)
    return rate[1].strip() if rate and fold(rate[2]) in _A_HOUSEHOLD else ""


def _is_calculation(text: str) -> bool:
    return any(part in "+-*/" or _name(part) for part in _parts(text))
