"""How a board is said in words: amounts with their bounds, percentages, statuses, the title line; for screens and lookups alike."""

from tui.errors import N_
from tui.texts import _
from tui.ward import numbers
from tui.ward.board import Board, Figure, Indicator, Status

NOTHING = "–"
"""Shown where there is nothing to show: no target, no base."""

STATUS_WORDS = {
    Status.EXCEEDED: N_("exceeded"),
    Status.MET: N_("met"),
    Status.ON_PACE: N_("on pace"),
    Status.BEHIND: N_("behind"),
    Status.NOT_REPORTED: N_("not reported"),
    Status.NO_TARGET: N_("no target"),
}

BOUND_SIGNS = {"": "", ">=": "≥ ", "~": "~ "}


def status_word(status: Status) -> str:
    """The status in a word or two."""
    return _(STATUS_WORDS[status])


def amount(value: int | None, indicator: Indicator, language: str, bound: str = "") -> str:
    """An amount of `indicator` without its unit, its bound before it: "≥ 158.000.000"; a dash where there is none."""
    if value is None:
        return NOTHING
    return BOUND_SIGNS[bound] + numbers.format_amount(value, language, indicator.decimals)


def short_amount(value: int | None, indicator: Indicator, language: str, bound: str = "") -> str:
    """Like `amount`, money in millions: "229,0 triệu"."""
    if value is None or not indicator.is_money:
        return amount(value, indicator, language, bound)
    return BOUND_SIGNS[bound] + numbers.format_short(value, language)


def with_unit(value: int | None, indicator: Indicator, language: str, bound: str = "") -> str:
    """An amount with its unit: "468 đơn vị máu", "229.010.000 đ"."""
    if value is None:
        return NOTHING
    if indicator.is_money:
        return BOUND_SIGNS[bound] + numbers.format_money(value, language)
    return f"{amount(value, indicator, language, bound)} {indicator.unit_in(language)}".rstrip()


def percent(figure: Figure, language: str, places: int = 2) -> str:
    """The figure's percentage from its two integers: "95,06 %"; a dash where it has no ratio."""
    if figure.ratio is None or figure.actual is None or not figure.base:
        return NOTHING
    return numbers.format_percent(figure.actual, figure.base, language, places)


def base_word(indicator: Indicator, board: Board, language: str) -> str:
    """What 100 % is, in words."""
    match indicator.of:
        case "target":
            return _("the target")
        case "households":
            return _("all households")
        case "groups":
            return _("all residential groups")
        case other:
            return board.indicator(other).name(language)


def ward_name(board: Board) -> str:
    """The ward with its kind: "Phường Ngọc Thụy"."""
    kind = board.info.kind
    return f"{kind[:1].upper()}{kind[1:]} {board.info.name}".strip()


def title(board: Board) -> str:
    """The line above everything: ward, year, date of the figures."""
    day = numbers.format_date(board.as_of, board.info.language)
    return f"{ward_name(board)} · {board.year} · " + _("figures to {day}").format(day=day)
