"""What a board gives a meeting: the agenda it proposes, and in words the figures that it saw and the changes it made.

Words here are Vietnamese whatever the screen speaks: minutes are kept in it.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from tui.ward.board import Board, Figure, Indicator
from tui.ward.group_codes import GroupCodes
from tui.ward.meeting import Item, Meeting, Part, Shown, State
from tui.ward.numbers import format_percent
from tui.ward.proceedings import item, new_id
from tui.ward.scheme import scheme_of
from tui.ward.target_amounts import amount_of
from tui.ward.units import with_unit

if TYPE_CHECKING:
    from tui.ward import agenda

LANGUAGE = "vi"

BOUNDS = {"": "", ">=": "trên ", "~": "khoảng "}

SIDES = {
    "self": "tự chấm",
    "review": "thẩm định",
    "bonus": "điểm cộng",
    "deductions": "điểm trừ",
    "disqualified": "không đủ điều kiện xếp loại",
}

Path = tuple[str, ...]


def proposed(board: Board, raised: Iterable["agenda.Item"] = ()) -> tuple[Item, ...]:
    """An agenda: what is usual, headline figures and unions, and each indicator and group that `raised` names."""
    named = [one for each in raised for one in each.named]
    indicators = {each.indicator for each in named} | {each.key for each in board.indicators if each.headline}
    groups = {each.group for each in named} | {each.code for each in board.groups if each.kind == "union"}
    return (
        item(Part.OPENING),
        item(Part.LAST),
        *(item(Part.RESULTS, indicator=each.key) for each in board.indicators if each.key in indicators),
        *(item(Part.GROUP, group=each.code) for each in board.groups if each.code in groups),
        item(Part.ANSWERS),
        item(Part.CONCLUSIONS),
    )


def prepared(board: Board, day: date, meetings: Sequence[Meeting], raised: Iterable["agenda.Item"] = ()) -> Meeting:
    """A meeting of that day with the agenda proposed, of the kind, place and people of the last one."""
    name = new_id(day, {each.id for each in meetings})
    items = proposed(board, raised)
    last = max(meetings, key=lambda each: each.when, default=None)
    if last is None:
        return Meeting(name, day, items=items)
    return Meeting(name, day, last.kind, last.place, last.chair, last.secretary, invited=last.invited, items=items)


def figures_shown(board: Board, meeting: Meeting) -> tuple[Shown, ...]:
    """The ward's figures of those indicators on the agenda that had their turn."""
    seen = [each.indicator for each in meeting.items if each.state in (State.CURRENT, State.DONE)]
    return tuple(
        _shown(figure, indicator)
        for indicator in board.indicators
        if indicator.key in seen and (figure := board.figures.get((None, indicator.key)))
    )


def subject(board: Board, path: Path) -> str:
    """What a path of `targets.toml` or `scores.toml` is about; "" where it is no target and no score."""
    match path:
        case ("ward", key, "value"):
            return f"Chỉ tiêu {_indicator(board, key)}, {board.info.kind} {board.info.name}"
        case ("group", name, key, "value"):
            code = GroupCodes((each.code, each.name) for each in board.groups).find(name)
            return f"Chỉ tiêu {_indicator(board, key)}, {board.group(code).name if code else name}"
        case ("model", model, side, *key) if side in SIDES:
            return ", ".join(filter(None, (f"Mô hình {model}", _scheme_name(board, ".".join(key)), SIDES[side])))
    return ""


def value_told(board: Board, path: Path, value: object) -> str:
    """A value at such a path; "" where there is none."""
    indicator = next((each for each in board.indicators if path[-1] == "value" and each.key == path[-2]), None)
    amount = amount_of(value, indicator) if indicator else None
    if amount is not None and indicator:
        return with_unit(amount, indicator, LANGUAGE)
    if value is None or isinstance(value, str):
        return _scheme_name(board, value or "")
    return str(value).replace(".", ",")


def _indicator(board: Board, key: str) -> str:
    return next((each.name(LANGUAGE) for each in board.indicators if each.key == key), key)


def _scheme_name(board: Board, key: str) -> str:
    """What the scoring scheme calls a criterion, bonus, deduction or reason for no grade."""
    scheme, _ = scheme_of(board.scoring)
    criteria = (part for each in scheme.criteria for part in each.walk())
    named = (*criteria, *scheme.bonus, *scheme.deductions, *scheme.disqualifiers)
    return next((each.name(LANGUAGE) for each in named if each.key == key), key)


def _shown(figure: Figure, indicator: Indicator) -> Shown:
    percent = format_percent(figure.actual, figure.base, LANGUAGE) if figure.actual is not None and figure.base else ""
    return Shown(
        key=indicator.key,
        name=indicator.name(LANGUAGE),
        result=_amount(figure.actual, indicator, figure.bound),
        base=_amount(figure.base, indicator),
        percent=percent,
    )


def _amount(value: int | None, indicator: Indicator, bound: str = "") -> str:
    return "" if value is None else BOUNDS[bound] + with_unit(value, indicator, LANGUAGE)
