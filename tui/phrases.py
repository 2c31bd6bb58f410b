"""How a board is said in words: amounts with bounds, percentages, statuses, verdicts; for screens and lookups alike."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.errors import N_, Problem
from tui.texts import _, ngettext
from tui.ward import names, numbers, units
from tui.ward.board import AN_INDICATOR, Board, Figure, Indicator, Key, Reached, Status, Verdict
from tui.ward.pace import has_begun, is_over

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal
    from fractions import Fraction

    from tui.ward.agenda import Item
    from tui.ward.decisions import Contested

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

CEILING_WORDS = {
    Status.EXCEEDED: N_("within the limit"),
    Status.MET: N_("at the limit"),
    Status.ON_PACE: N_("within the limit"),
    Status.BEHIND: N_("too much for the time gone by"),
}
"""Of what should stay low, under its limit: there is nothing to exceed and nothing missing."""

JUDGED_BY_PACE = (Status.ON_PACE, Status.BEHIND, Status.NOT_REPORTED)

VERDICT_WORDS = {
    "exact": N_("exact"),
    "rounded": N_("rounded"),
    "truncated": N_("truncated"),
    "wrong": N_("WRONG"),
    "unchecked": N_("unchecked"),
}

WARD_KINDS = {
    "phường": N_("{name} ward"),
    "xã": N_("{name} commune"),
    "thị trấn": N_("{name} township"),
    "đặc khu": N_("{name} special zone"),
}

WEEKDAYS = {
    ("thứ hai", "thứ 2", "t2"): N_("Monday"),
    ("thứ ba", "thứ 3", "t3"): N_("Tuesday"),
    ("thứ tư", "thứ 4", "t4"): N_("Wednesday"),
    ("thứ năm", "thứ 5", "t5"): N_("Thursday"),
    ("thứ sáu", "thứ 6", "t6"): N_("Friday"),
    ("thứ bảy", "thứ bẩy", "thứ 7", "t7"): N_("Saturday"),
    ("chủ nhật", "cn"): N_("Sunday"),
}
"""As wards write them."""

NEAREST = 5
"""How many keys are proposed where none was recognised."""

MANY_TIMES = 10
"""From so many times its base on, hundredths of a percent say nothing more of a figure."""

BOUND_SIGNS = {"": "", ">=": "≥ ", "~": "~ "}


def status_word(status: Status) -> str:
    """The status in a word or two."""
    return _(STATUS_WORDS[status])


def standing(figure: Figure, board: Board) -> str:
    """How a figure stands, in words that suit its indicator: nothing is late before its window, nor a limit missed."""
    indicator = board.indicator(figure.indicator)
    if is_over(indicator, figure):
        return _("over the limit")
    if figure.status in JUDGED_BY_PACE and not has_begun(indicator, board.as_of, board.year):
        return _("not begun")
    words = CEILING_WORDS if indicator.better == "lower" else STATUS_WORDS
    return _(words.get(figure.status, STATUS_WORDS[figure.status]))


def standings(board: Board, key: str) -> list[tuple[Status, str, int]]:
    """How the residential groups stand in the indicator of that key: status, its words, and how many, best first.

    None do in what the ward alone reports.
    """
    figures = (board.figures.get((group.code, key)) for group in board.residential)
    counts = Counter((figure.status, standing(figure, board)) for figure in figures if figure is not None)
    order = list(Status)
    return [(*found, counts[found]) for found in sorted(counts, key=lambda found: order.index(found[0]))]


def tally(board: Board, key: str) -> list[str]:
    """The same in words, one text a standing: "▲ vượt 37"."""
    return [f"{status.glyph} {words} {count}" for status, words, count in standings(board, key)]


def reached(found: Reached) -> str:
    """How many groups have reached 100 %, of those of which something is expected: "21/38"; "" where nothing is."""
    return f"{found.met}/{found.expected}" if found.expected else ""


def is_empty(board: Board) -> bool:
    """Whether nobody has reported anything yet, up to the board's date."""
    return all(figure.actual is None for figure in board.figures.values())


def next_step(board: Board) -> str:
    """What to do where there is no result."""
    return _("No result yet. Write them into {file}: date, group, indicator and value, a line each.").format(
        file=f"{board.year}/results.csv"
    )


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


def amount_within(room: int, value: int | None, indicator: Indicator, language: str, bound: str = "") -> str:
    """Like `amount`; money that does not fit into so many cells is told in millions or billions: "12,3 tỷ"."""
    full = amount(value, indicator, language, bound)
    return full if len(full) <= room else short_amount(value, indicator, language, bound)


def with_unit(value: int | None, indicator: Indicator, language: str, bound: str = "") -> str:
    """An amount with its unit, its bound before it: "468 đơn vị máu", "≥ 229.010.000 đ"; a dash where there is none."""
    return NOTHING if value is None else BOUND_SIGNS[bound] + units.with_unit(value, indicator, language)


def households(count: int, language: str) -> str:
    """How many households: "8.233 hộ"."""
    words = ngettext("{count} household", "{count} households", count)
    return words.format(count=numbers.format_amount(count, language))


def members(count: int) -> str:
    """How many members a team has."""
    return ngettext("{count} member", "{count} members", count).format(count=count)


def too_small(count: int) -> str:
    """How many groups a rounding leaves without anything."""
    return ngettext(
        "{count} group gets nothing: the step is too large",
        "{count} groups get nothing: the step is too large",
        count,
    ).format(count=count)


def percent(figure: Figure, language: str, places: int = 2) -> str:
    """The figure's percentage from its two integers: "95,06 %", from 1.000 % on without places; a dash for no ratio."""
    if figure.ratio is None or figure.actual is None or not figure.base:
        return NOTHING
    if figure.actual >= MANY_TIMES * figure.base:
        places = 0
    return numbers.format_percent(figure.actual, figure.base, language, places)


def headline(figure: Figure, indicator: Indicator, language: str) -> str:
    """A figure for big digits: the percentage, else the amount."""
    if figure.ratio is not None:
        return percent(figure, language)
    return amount(figure.actual, indicator, language)


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
    """The ward with its kind: "Phường Ngọc Thụy", in English "Ngọc Thụy ward"."""
    kind, name = board.info.kind, board.info.name
    form = WARD_KINDS.get(kind.casefold())
    return _(form).format(name=name) if form else f"{kind[:1].upper()}{kind[1:]} {name}".strip()


def subject(board: Board, code: str | None) -> str:
    """Whose figure: a group by its name, else the ward."""
    return board.group(code).name if code else ward_name(board)


def title(board: Board, *, short: bool = False) -> str:
    """The line above everything: ward, year, date of the figures, in short without saying that year twice."""
    day = numbers.format_date(board.as_of, board.info.language)
    day = day.removesuffix(f"/{board.year}") if short else day
    return f"{ward_name(board)} · {board.year} · " + _("figures to {day}").format(day=day)


def weekday(written: str, language: str) -> str:
    """A weekday as the ward has written it, in another language by its name there if it is one."""
    folded = names.fold(written)
    known = (name for forms, name in WEEKDAYS.items() if folded in map(names.fold, forms))
    return written if language == "vi" else _(next(known, written))


def month(day: "date", language: str) -> str:
    """The month of `day` as a sentence has it: "6", which stands behind "tháng", in English "06/2018"."""
    return str(day.month) if language == "vi" else numbers.format_date(day, language)[len("01/") :]


def changed_since(count: int) -> str:
    """That others have changed so many values since they were seen."""
    words = ngettext("Somebody has changed it since", "{count} values have been changed since", count)
    return words.format(count=count)


def contested(value: "Contested") -> str:
    """What somebody else has made of a value, who and when."""
    if not value.who:
        words = _("{what} is {theirs} now: the file was changed without the app")
    else:
        words = _("{what} is {theirs} now: {who} changed it at {time}")
    return words.format(what=value.what, theirs=value.theirs, who=value.who, time=value.when)


def points(value: "Decimal | Fraction | None", language: str, places: int | None = None) -> str:
    """Points of a score, half up to two places, or exactly to `places`; a dash where there are none: "8,5"."""
    if value is None:
        return NOTHING
    numerator, denominator = value.as_integer_ratio()
    hundredths = numbers.half_up(numerator, denominator, 2 if places is None else places)
    if places is not None:
        return numbers.format_amount(hundredths, language, places)
    for kept, unit in ((0, 100), (1, 10)):
        if hundredths % unit == 0:
            return numbers.format_amount(hundredths // unit, language, kept)
    return numbers.format_amount(hundredths, language, 2)


def signed_points(value: "Decimal | None", language: str) -> str:
    """A difference of points with its sign, "+1,5"; a dash where there is none."""
    if value is None or not value:
        return NOTHING
    return ("+" if value > 0 else "−") + points(abs(value), language)


def signed_percent(share: "Fraction", language: str) -> str:
    """A change as a share of 1, in percent to one place with its sign: "+12,3 ↑"; "0 =" where it rounds to nothing."""
    tenths = numbers.half_up(abs(share.numerator) * 100, share.denominator, 1)
    if not tenths:
        return "0 ="
    sign, arrow = ("+", "↑") if share > 0 else ("−", "↓")
    return f"{sign}{numbers.format_amount(tenths, language, 1)} {arrow}"


def verdict_word(verdict: str) -> str:
    """A claim's verdict in a word."""
    return _(VERDICT_WORDS[verdict])


def stated_percent(claim: Verdict, language: str) -> str:
    """The percentage as the report states it, with its own places."""
    return _decimal_percent(claim.stated, language)


def computed_percent(claim: Verdict, language: str) -> str:
    """The percentage that the figures give."""
    return NOTHING if claim.computed is None else _decimal_percent(f"{claim.computed:.2f}", language)


def true_with(claim: Verdict, language: str) -> str:
    """The fractions that would give the stated percentage: one with another result, or one with another base."""
    fractions = ((claim.would_be_actual, claim.base), (claim.actual, claim.would_be_base))
    either = _("or")
    return f" {either} ".join(
        f"{numbers.format_amount(actual, language)}/{numbers.format_amount(base, language)}"
        for actual, base in fractions
        if actual is not None and base is not None
    )


def _decimal_percent(decimal: str, language: str) -> str:
    """ "95.06" as it is written in `language`."""
    if not decimal:
        return NOTHING
    whole, _point, fraction = decimal.partition(".")
    return f"{numbers.format_amount(int(whole + fraction), language, len(fraction))} %"


SHORTER = (
    (0, "before"),
    (1, "before"),
    (1, "before who"),
    (1, "before who day"),
    (2, "before who day"),
    (2, "before who day rank"),
)
"""How a figure is told in less and less room: which of its amounts, and what is left out; its row shows whose it is."""


def figure_words(board: Board, code: str | None, key: str, language: str) -> Sequence[str]:
    """A figure in a line, in full and then shorter and shorter: group, indicator, amounts, percentage, status, ..."""
    who = board.group(code).name if code else _("Whole ward")
    if (code, key) not in board.figures:
        group = board.group(code) if code else None
        return [" · ".join(part for part in (who, group.leader if group else "") if part)]
    indicator, figure = board.indicator(key), board.figures[code, key]
    amounts, day = _amounts(figure, indicator, language), figure.reported
    rank = _("rank {rank} of {all}") if figure.rank is not None else ""
    parts = {
        "who": who,
        "name": indicator.name(language),
        "amounts": amounts[0],
        "percent": "" if figure.ratio is None else percent(figure, language),
        "standing": standing(figure, board),
        "rank": rank.format(rank=figure.rank, all=len(board.residential)),
        "day": "" if day is None else numbers.format_date(day, language),
        "before": last_year(board, (code, key), language),
    }
    told = [parts]
    in_short = {"name": indicator.short(language), "day": parts["day"][: len("31/12")]}
    for place, gone in SHORTER:
        shorter = in_short | {"amounts": amounts[place]} if place else {}
        told.append(parts | shorter | dict.fromkeys(gone.split(), ""))
    return [" · ".join(filter(None, each.values())) for each in told]


def _amounts(figure: Figure, indicator: Indicator, language: str) -> Sequence[str]:
    """Result and base in three lengths: in full; with the unit said once; money in millions."""
    full = with_unit(figure.actual, indicator, language, figure.bound)
    short = short_amount(figure.actual, indicator, language, figure.bound) if indicator.is_money else full
    if figure.base is None:
        return full, full, short
    base = with_unit(figure.base, indicator, language)
    once = f"{amount(figure.actual, indicator, language, figure.bound)} / {base}"
    if indicator.is_money:
        return f"{full} / {base}", once, f"{short} / {short_amount(figure.base, indicator, language)}"
    return once, once, once


def last_year(board: Board, key: Key, language: str) -> str:
    """The figure of `key` last year, or why there is none to be compared with; "" where it is only missing."""
    before = board.last_year.get(key)
    if before is not None and before.actual is not None:
        return _("last year {figure}").format(figure=ratio_or_amount(before, board.indicator(key[1]), language))
    return _("not comparable with last year: groups were split") if key[0] in board.not_comparable else ""


def ratio_or_amount(figure: Figure, indicator: Indicator, language: str) -> str:
    """A figure in short: its percentage, else its amount."""
    if figure.ratio is None:
        return with_unit(figure.actual, indicator, language, figure.bound)
    return percent(figure, language)


def expected(problem: Problem, board: Board) -> str:
    """What was expected; where no indicator was recognised, also the keys that there are, the nearest first.

    The value itself, with which a refusal begins, stands beside it already.
    """
    words = _(problem.expected).removeprefix("“{text}” ").replace("{text}", problem.value)
    if problem.expected != AN_INDICATOR:
        return words
    from difflib import get_close_matches  # 2 ms that only a problem should cost

    keys = {names.fold(each.key): each.key for each in board.indicators}
    near = get_close_matches(names.fold(problem.value), keys, NEAREST, cutoff=0)
    listed = ", ".join([*(keys[key] for key in near), *(["…"] if len(keys) > NEAREST else [])])
    return _("{expected}: {keys}").format(expected=words, keys=listed)


def raised_about(item: "Item", board: Board, language: str, *, short: bool = False) -> str:
    """What a thing to raise is about: whom, and which indicator; else what its kind is about."""
    indicator = board.indicator(item.indicator) if item.indicator else None
    name = (indicator.short(language) if short else indicator.name(language)) if indicator else ""
    return " · ".join(part for part in (item.subject, name) if part) or _(item.heading)


def raised_reason(item: "Item", board: Board, language: str) -> str:
    """Why it is to be raised."""
    from tui.ward.agenda import wording

    return _(item.reason).format(**wording(item, board, language))


def in_short(file: str, faults: Sequence[Problem]) -> str:
    """What is wrong with a file: the first fault, and how many there are."""
    first = faults[0]
    words = ": ".join(part for part in (file, f"{first.column} {first.value}".strip(), _(first.expected)) if part)
    return words if len(faults) == 1 else f"{words} (1/{len(faults)})"
