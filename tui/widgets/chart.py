"""The chart of a fund: what came in day by day, against the pace line and the target, and where it ends at this pace.

plotext draws it, which places lines, axes and labels well in any room; it is loaded when the first chart is drawn. What
it is given as colours are numbers of roles, so that themes decide on colours here as everywhere. Each line has a glyph
of its own besides, for screens without colours.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, NamedTuple

from rich.cells import cell_len
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from tui.errors import N_
from tui.texts import _
from tui.ward.forecast import Point
from tui.ward.pace import Window
from tui.widgets.bars import Run, sparkline
from tui.widgets.cells import fit, joined, printable

Line = tuple[Run, ...]
Spot = tuple[int, int]
"""The ordinal of a day, and an amount."""
Label = tuple[int, str]
"""A place on an axis, the ordinal of a day or an amount, and what stands there."""

ROLES = ("", "muted", "mark", "bar", "good", "warn")
"""Roles of what is drawn; their places here are the colours that plotext is given."""

RESULT, TARGET, FORECAST, PACE = "▄", "─", "○", "•"
"""What the lines are drawn with, the result in quarter blocks. No braille: DejaVu Sans Mono and Consolas have none."""

SMALLEST = Size(24, 6)
"""Less has no room for axes."""
TWO_LINES = 10
"""A chart of so many lines can spare two for its legend."""

ROWS_AN_AMOUNT = 3
MOST_AMOUNTS = 5
MONTHS_FROM = 120
"""A chart of so many days is labelled by months, a shorter one by dates."""
LABELLED_MONTH = 8
"""Cells that a month needs if each is to be labelled; in fewer, only those of `QUARTERS` are."""
QUARTERS = (1, 4, 7, 10)
MONTHS = {
    "vi": tuple(f"th {month}" for month in range(1, 13)),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}

NOTHING_YET = N_("Nothing reported yet")

_PAINTED = re.compile("\x1b\\[(?:38;5;)?([0-9]+)m([^\x1b]*)")


@dataclass(frozen=True, slots=True)
class Course:
    """The course of one figure through its window."""

    points: Sequence[Point]
    """Running totals by day (`figures.daily`); those after `as_of` are not drawn."""
    pace: Sequence[Point]
    """`forecast.pace_line`; empty without a target."""
    target: int | None
    window: Window
    as_of: date
    forecast: int | None
    """What will stand at the window's end (`Forecast.at_end`)."""
    language: str
    amount_text: Callable[[int], str]
    """An amount in few cells, "50,0 triệu"."""


class Plane(NamedTuple):
    """Where days and amounts go: the days in `columns` cells beside the margin with the amounts' labels."""

    first: int
    """Ordinal of the first day, as `last`."""
    last: int
    top: int
    """The amount of the highest row; the lowest is zero."""
    amounts: Sequence[Label]
    columns: int

    @property
    def margin(self) -> int:
        """Cells of the amounts' labels, which may be too long to stand there, and of the axis beside them."""
        return max((cell_len(label) for _amount, label in self.amounts), default=0) + 1

    def column(self, day: float) -> int:
        """The column of a day."""
        return round((self.columns - 1) * (day - self.first) / (self.last - self.first))

    def day(self, column: int) -> float:
        """The day, and part of a day, in the middle of a column."""
        return self.first + (self.last - self.first) * column / (self.columns - 1)


def chart(width: int, height: int, course: Course) -> list[Line]:
    """The chart in exactly `height` lines of exactly `width` cells.

    A legend with the amounts stands above the axes. Results before the window or after it widen the chart. Where there
    is no room for axes a sparkline is all; where nothing is known at the date, a sentence says so.
    """
    size = Size(max(width, 0), max(height, 0))
    known = sorted(_spots(point for point in course.points if point[0] <= course.as_of))
    if not known:
        sentence = fit(((_(NOTHING_YET), "muted"),), size.width, "center")
        lines = [*[()] * ((size.height - 1) // 2), sentence]
    elif size.width < SMALLEST.width or size.height < SMALLEST.height:
        lines = [((sparkline([total for _day, total in known], size.width), "bar"),)]
    else:
        legend = _legend(course, known[-1][1], size)
        lines = [*legend, *_plotted(course, known, size - (0, len(legend)))]
    blanks = [()] * (size.height - len(lines))
    return [fit(line, size.width, "left") for line in [*lines, *blanks][: size.height]]


def _spots(points: Iterable[Point]) -> list[Spot]:
    return [(day.toordinal(), total) for day, total in points]


def _legend(course: Course, total: int, size: Size) -> list[Line]:
    """What each line is and where it stands; of what finds no room, the last goes first."""
    most = 2 if size.height >= TWO_LINES else 1
    lines: list[Line] = [()]
    for piece in _pieces(course, total):
        line = (*lines[-1], ("   ", ""), *piece)
        if not lines[-1]:
            lines[-1] = piece
        elif sum(cell_len(text) for text, _role in line) <= size.width:
            lines[-1] = line
        elif len(lines) < most:
            lines.append(piece)
        else:
            break
    return lines


def _pieces(course: Course, total: int) -> Iterator[Line]:
    """The target's amount stands on the axis."""
    yield _piece(RESULT, "bar", " ".join([_("Result"), course.amount_text(total)]))
    if course.target is not None:
        yield _piece(TARGET, "mark", _("Target"))
    if course.forecast is not None and course.as_of < course.window[1]:
        words = _("Forecast to {day}").format(day=f"{course.window[1]:%d/%m}")
        yield _piece(FORECAST, _forecast_role(course), f"{words} {course.amount_text(course.forecast)}")
    if course.pace:
        yield _piece(PACE, "muted", _("Pace"))


def _piece(glyph: str, role: str, words: str) -> Line:
    return (glyph * 2, role), (f" {words}", "")


def _forecast_role(course: Course) -> str:
    if course.target is None or course.forecast is None:
        return "bar"
    return "good" if course.forecast >= course.target else "warn"


def _plotted(course: Course, known: Sequence[Spot], size: Size) -> list[Line]:
    """The axes and all between them; what is drawn later covers what was drawn before."""
    plot, color, plane = _figure(size), ROLES.index, _plane(course, known, size)
    plot.ticks_color(color("muted"))
    plot.xlim(plane.first, plane.last)
    plot.ylim(0, plane.top)
    plot.xticks(*_unzipped(_days(course, plane)))
    plot.yticks(*_unzipped(plane.amounts))
    if course.target is not None:
        plot.horizontal_line(course.target, color=color("mark"))
    if course.as_of.toordinal() <= plane.last:
        plot.vertical_line(course.as_of.toordinal(), color=color("muted"))
    plot.plot(*_unzipped(_spots(course.pace)), marker=PACE, color=color("muted"))
    plot.scatter(*_unzipped(_ahead(course, known[-1][1], plane)), marker=FORECAST, color=color(_forecast_role(course)))
    plot.plot(*_unzipped(_steps(known, min(course.as_of.toordinal(), plane.last))), marker="hd", color=color("bar"))
    return [_painted(line) for line in plot.build().splitlines()]


def _figure(size: Size) -> Any:
    """plotext with nothing drawn. It has one figure, and would cut that to the terminal that it believes to be in."""
    import plotext

    plotext.clear_figure()
    plotext.limit_size(False, False)
    plotext.plot_size(*size)
    plotext.theme("clear")
    plotext.xaxes(True, False)
    plotext.yaxes(True, False)
    return plotext


def _unzipped(pairs: Sequence[tuple[object, object]]) -> tuple[list[object], list[object]]:
    return [one for one, _other in pairs], [other for _one, other in pairs]


def _painted(line: str) -> Line:
    """Runs from a line of plotext's, whose colours are numbers of roles; 0 ends a colour."""
    return tuple((text, ROLES[int(number)]) for number, text in _PAINTED.findall(f"\x1b[0m{line}") if text)


def _plane(course: Course, known: Sequence[Spot], size: Size) -> Plane:
    start, end = (day.toordinal() for day in course.window)
    first = min(start, known[0][0])
    last = max(end, known[-1][0], first + 1)
    top = _top(course, known)
    plane = Plane(first, last, top, _amounts(course, top, size.height - 2), size.width)
    if plane.margin > size.width // 2:
        plane = plane._replace(amounts=())
    return plane._replace(columns=size.width - plane.margin)


def _top(course: Course, known: Sequence[Spot]) -> int:
    """As high as all there is; but a forecast far above the rest, after one gift on the first day, is cut off."""
    highest = max([1, course.target or 0, *(total for _day, total in known)])
    return max(highest, min(course.forecast or 0, 2 * highest))


def _steps(known: Sequence[Spot], end: int) -> list[Spot]:
    """The running total as it was on every day: it rises on the days of `known` and stands between them."""
    days = [day for day, _total in known for _side in range(2)]
    totals = [total for _day, total in known for _side in range(2)]
    return list(zip([*days, end], [0, *totals], strict=True))


def _ahead(course: Course, total: int, plane: Plane) -> list[tuple[float, float]]:
    """The forecast as dots in every other column, from the window's end back to the date."""
    if course.forecast is None:
        return []
    start, end = course.as_of.toordinal(), course.window[1].toordinal()
    days = [plane.day(column) for column in range(plane.column(end), plane.column(start), -2)]
    return [(day, total + (course.forecast - total) * (day - start) / (end - start)) for day in days]


def _amounts(course: Course, top: int, rows: int) -> list[Label]:
    """A few round amounts, and the target in place of those less than two rows from it."""
    step = _round_up(-(-top // max(1, min(rows // ROWS_AN_AMOUNT, MOST_AMOUNTS))))
    amounts = list(range(0, top + 1, step))
    if course.target is not None:
        amounts = [amount for amount in amounts if abs(amount - course.target) * (rows - 1) >= 2 * top]
        amounts.append(course.target)
    return [(amount, _rounded(course.amount_text(amount))) for amount in amounts]


def _round_up(least: int) -> int:
    """The least of 1, 2, 5, 10, 20, 50 … that is not below `least`."""
    unit: int = 10 ** (len(str(least)) - 1)
    return next(unit * digit for digit in (1, 2, 5, 10) if unit * digit >= least)


def _rounded(text: str) -> str:
    """An amount as an axis has it: "50 triệu" for "50,0 triệu"."""
    return re.sub("[.,]0(?![0-9])", "", printable(text))


def _days(course: Course, plane: Plane) -> list[Label]:
    """As many days as their labels stand apart: the date, the window's ends, then months."""
    placed: dict[int, Label] = {}
    for day in _wanted(course, plane):
        label = _day_text(day, course, plane)
        width = len(label)
        centre = min(plane.margin + plane.column(day.toordinal()), plane.margin + plane.columns - 2 - width // 2)
        if all(abs(centre - other) >= (width + len(text)) // 2 + 2 for other, (_day, text) in placed.items()):
            placed[centre] = day.toordinal(), label
    return list(placed.values())


def _wanted(course: Course, plane: Plane) -> Iterator[date]:
    """Days that deserve a label, the most important first."""
    if course.as_of.toordinal() <= plane.last:
        yield course.as_of
    yield from course.window
    is_wide = plane.columns * 30 >= LABELLED_MONTH * (plane.last - plane.first)
    days = map(date.fromordinal, range(plane.first, plane.last + 1))
    yield from (day for day in days if day.day == 1 and (is_wide or day.month in QUARTERS))


def _day_text(day: date, course: Course, plane: Plane) -> str:
    if plane.last - plane.first >= MONTHS_FROM and day.day == 1:
        return MONTHS[course.language][day.month - 1]
    return f"{day:%d/%m}"


class Chart(Widget):
    """A chart that fills its room; `show` gives it another course, and only the lines that differ are sent."""

    DEFAULT_CSS = """
    Chart { height: 1fr; background: $gb-background; color: $gb-text; }
    Chart > .chart--muted { color: $gb-muted; }
    Chart > .chart--mark { color: $gb-mark; }
    Chart > .chart--bar { color: $gb-bar; }
    Chart > .chart--good { color: $gb-good; }
    Chart > .chart--warn { color: $gb-warn; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"chart--{role}" for role in ROLES if role}
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.auto_links = False
        self._course: Course | None = None
        self._size_drawn = Size()
        self._lines: list[Line] = []
        self._styles: dict[str, Style] = {}

    def show(self, course: Course) -> None:
        """Draw another course."""
        before = self._lines
        self._course = course
        self._draw()
        if changed := [
            Region(0, y, self.size.width, 1) for y, line in enumerate(self._lines) if before[y : y + 1] != [line]
        ]:
            self.refresh(*changed)

    def render_line(self, y: int) -> Strip:
        """A line of the chart, drawn anew where the room has changed."""
        if self._size_drawn != self.size:
            self._draw()
        if y >= len(self._lines):
            return Strip.blank(self.size.width, self._style(""))
        return joined([(text, self._style(role)) for text, role in self._lines[y]], self.size.width)

    def notify_style_update(self) -> None:
        """Another theme: its styles are looked up anew."""
        super().notify_style_update()
        self._styles.clear()

    def _draw(self) -> None:
        self._size_drawn = self.size
        self._lines = chart(*self.size, self._course) if self._course else []

    def _style(self, role: str) -> Style:
        if role not in self._styles:
            self._styles[role] = self.get_visual_style(*([f"chart--{role}"] if role else ())).rich_style
        return self._styles[role]
