"""The chart: exact in cells, true to days and amounts, readable without colours, quiet when nothing changes."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.geometry import Region

from tui import texts, themes
from tui.texts import _
from tui.ward.forecast import Point, forecast, pace_line
from tui.ward.numbers import format_short
from tui.ward.pace import Window
from tui.widgets.chart import FORECAST, NOTHING_YET, PACE, ROLES, TARGET, Chart, Course, Line, chart

MILLION = 1_000_000
WINDOW = date(2018, 10, 17), date(2018, 11, 18)
YEAR = date(2018, 1, 1), date(2018, 12, 31)
AS_OF = date(2018, 11, 8)
POOR: tuple[Point, ...] = (
    (date(2018, 10, 18), 18 * MILLION),
    (date(2018, 10, 24), 59 * MILLION),
    (date(2018, 11, 2), 121 * MILLION),
    (date(2018, 11, 8), 156 * MILLION),
)


def course_of(
    points: tuple[Point, ...] = POOR,
    *,
    target: int | None = 200 * MILLION,
    window: Window = WINDOW,
    as_of: date = AS_OF,
    language: str = "vi",
    amount_text: Callable[[int], str] = lambda amount: format_short(amount, "vi"),
) -> Course:
    return Course(
        points=points,
        pace=() if target is None else pace_line(target, window),
        target=target,
        window=window,
        as_of=as_of,
        forecast=forecast(points, target, window, as_of).at_end,
        language=language,
        amount_text=amount_text,
    )


def plain(lines: list[Line]) -> list[str]:
    return ["".join(text for text, _role in line) for line in lines]


def drawn(width: int, height: int, course: Course) -> list[str]:
    return plain(chart(width, height, course))


def cells_of(lines: list[Line], role: str) -> set[tuple[int, int]]:
    """Column and line of what is in a role between the axes."""
    cells = set()
    for y, line in enumerate(lines):
        x = 0
        for text, its_role in line:
            cells |= {(x + n, y) for n in range(len(text)) if its_role == role}
            x += len(text)
    between = {y for y, text in enumerate(plain(lines)) if set(text) & set("│├┤")}
    return {(x, y) for x, y in cells if y in between}


days = st.dates(*YEAR)
amounts = st.integers(0, 10**12)


@st.composite
def courses(draw: st.DrawFn, least: int = 0) -> Course:
    first, last = sorted((draw(days), draw(days)))
    totals = sorted(draw(st.lists(amounts, min_size=least, max_size=20)))
    on = sorted(draw(st.lists(days, min_size=len(totals), max_size=len(totals), unique=True)))
    return course_of(
        tuple(zip(on, totals, strict=True)),
        target=draw(st.none() | amounts),
        window=(first, last),
        as_of=draw(days) if not least else YEAR[1],
        language=draw(st.sampled_from(["vi", "en"])),
    )


@given(courses(), st.integers(-2, 200), st.integers(-2, 60))
def test_it_fills_its_room_exactly_and_says_nothing_to_the_terminal(course: Course, width: int, height: int) -> None:
    lines = chart(width, height, course)
    assert [cell_len(line) for line in plain(lines)] == [max(width, 0)] * max(height, 0)
    assert {role for line in lines for _text, role in line} <= set(ROLES)
    assert not {category(character) for line in plain(lines) for character in line} & {"Cc", "Cf", "Zl", "Zp"}


@pytest.mark.parametrize("width", [0, 1, 23, 24, 200])
@pytest.mark.parametrize("height", [0, 1, 5, 6, 200])
def test_no_room_is_too_small_or_too_large(width: int, height: int) -> None:
    assert [cell_len(line) for line in drawn(width, height, course_of())] == [width] * height


@given(courses(least=1), st.integers(24, 160), st.integers(6, 40))
def test_a_total_that_never_falls_is_a_line_that_never_falls(course: Course, width: int, height: int) -> None:
    result = cells_of(chart(width, height, course), "bar")
    highest = [min(y for x, y in result if x == column) for column in sorted({x for x, _y in result})]
    assert highest
    assert all(right <= left for left, right in pairwise(highest))


PICTURE = """\
         │                              │           ○ ○
200 triệu├──────────────────────────────┼───────○─○───•
         │                              │ ○ ○ ○ ••••••
         │                              ▐ ••••••
         │                      ▗▄▄▄▄▄▄▄▟•
100 triệu┤                   •••▐•••    │
         │              •••••   ▐       │
         │         ▐▀▀▀▀▀▀▀▀▀▀▀▀▀       │
         │ ▗▄▄▄▄▄▄▄▟                    │
      0 đ┤•▐••                          │
         └┬────────────────────┬────────┴─────────────┬
        17/10                01/11    08/11      18/11
"""


def test_it_shows_result_pace_target_forecast_and_date() -> None:
    assert [line.rstrip() for line in drawn(55, 14, course_of())[2:]] == PICTURE.splitlines()


@pytest.mark.parametrize(
    ("width", "height", "legend"),
    [
        (90, 10, ["▄▄ Result 156,0 triệu   ── Target   ○○ Forecast to 18/11 223,8 triệu   •• Pace"]),
        (60, 10, ["▄▄ Result 156,0 triệu   ── Target", "○○ Forecast to 18/11 223,8 triệu   •• Pace"]),
        (40, 10, ["▄▄ Result 156,0 triệu   ── Target", "○○ Forecast to 18/11 223,8 triệu"]),
        (60, 9, ["▄▄ Result 156,0 triệu   ── Target"]),
        (24, 6, ["▄▄ Result 156,0 triệu"]),
    ],
)
def test_the_legend_keeps_what_matters_most(width: int, height: int, legend: list[str]) -> None:
    texts.use("en")
    lines = [line.strip() for line in drawn(width, height, course_of())]
    assert lines[: len(legend)] == legend
    assert set(lines[len(legend)]) & set("│├")


@pytest.mark.parametrize(
    ("course", "missing"),
    [
        (course_of(target=None), {TARGET, PACE}),
        (course_of(as_of=WINDOW[1]), {FORECAST}),
        (course_of(as_of=date(2018, 12, 1)), {FORECAST}),
        (course_of(((date(2018, 10, 2), MILLION),), as_of=date(2018, 10, 3)), {FORECAST}),
        (course_of(target=None, as_of=WINDOW[1]), {TARGET, PACE, FORECAST}),
    ],
)
def test_there_is_no_line_for_what_there_is_not(course: Course, missing: set[str]) -> None:
    *lines, _axis, _days = drawn(90, 20, course)
    assert {TARGET, PACE, FORECAST} - set("".join(lines)) == missing


@pytest.mark.parametrize(
    ("points", "target", "role"),
    [(POOR, 200 * MILLION, "good"), (POOR, 300 * MILLION, "warn"), (POOR, None, "bar")],
)
def test_a_forecast_under_the_target_is_to_be_looked_at(
    points: tuple[Point, ...], target: int | None, role: str
) -> None:
    lines = chart(90, 20, course_of(points, target=target))
    assert {role for line in lines for text, role in line if FORECAST in text} == {role}


def test_the_target_s_row_is_labelled_with_its_amount() -> None:
    (line,) = [line for line in drawn(90, 20, course_of(target=170 * MILLION)) if TARGET * 9 in line and "├" in line]
    assert line.startswith("170 triệu├")


@pytest.mark.parametrize(
    ("width", "height", "target", "labels"),
    [
        (90, 20, None, ["0 đ", "50 triệu", "100 triệu", "150 triệu", "200 triệu"]),
        (90, 12, None, ["0 đ", "100 triệu", "200 triệu"]),
        (90, 12, 190 * MILLION, ["0 đ", "100 triệu", "190 triệu"]),
        (90, 20, 1_200 * MILLION, ["0 đ", "500 triệu", "1 tỷ", "1,2 tỷ"]),
        (30, 20, 10**18, []),
    ],
)
def test_amounts_are_few_and_round(width: int, height: int, target: int | None, labels: list[str]) -> None:
    lines = drawn(width, height, course_of(target=target))
    found = [line[: line.index(mark)].strip() for line in lines for mark in "┤├" if mark in line]
    assert list(filter(None, reversed(found))) == labels


@pytest.mark.parametrize(
    ("width", "course", "labels"),
    [
        (90, course_of(), "17/10 01/11 08/11 18/11"),
        (40, course_of(), "17/10 08/11"),
        (24, course_of(), "17/10 08/11"),
        (90, course_of(as_of=date(2018, 12, 1)), "17/10 01/11 18/11"),
        (90, course_of(((date(2018, 9, 20), 1), *POOR)), "01/10 17/10 01/11 08/11 18/11"),
        (90, course_of((*POOR, (date(2018, 12, 20), 200 * MILLION)), as_of=YEAR[1]), "17/10 01/11 18/11 01/12"),
        (60, course_of(window=YEAR), "th 1 th 4 th 7 08/11"),
        (60, course_of(window=YEAR, language="en"), "Jan Apr Jul 08/11"),
        (140, course_of(window=YEAR), "th 1 th 2 th 3 th 4 th 5 th 6 th 7 th 8 th 9 th 10 08/11 th 12 31/12"),
        (60, course_of(window=(AS_OF, AS_OF), points=((AS_OF, 5),)), "08/11"),
    ],
)
def test_days_are_labelled_as_far_as_they_stand_apart(width: int, course: Course, labels: str) -> None:
    *_lines, axis = drawn(width, 12, course)
    assert " ".join(axis.split()) == labels


@given(courses(least=1), st.integers(24, 160))
def test_every_labelled_day_has_its_mark_on_the_axis(course: Course, width: int) -> None:
    *_lines, axis, labels = drawn(width, 12, course)
    marks = [x for x, character in enumerate(axis) if character in "┬┴"]
    ends = [x for x, character in enumerate(labels) if character != " "]
    assert marks
    assert all(min(abs(x - mark) for x in ends) <= 1 for mark in marks if axis[mark] == "┬")


def test_a_result_before_the_window_or_after_it_is_in_the_picture() -> None:
    early, late = date(2018, 9, 1), date(2018, 12, 20)
    points = ((early, 40 * MILLION), (late, 90 * MILLION))
    result = cells_of(chart(80, 20, course_of(points, as_of=YEAR[1])), "bar")
    columns = {x for x, _y in result}
    assert (min(columns), max(columns)) == (len("200 triệu│"), 79)


def test_what_was_reported_after_the_date_is_not() -> None:
    later = (*POOR, (date(2018, 11, 12), 900 * MILLION))
    assert drawn(70, 14, course_of(later)) == drawn(70, 14, course_of())


def test_a_wild_forecast_does_not_press_the_rest_to_the_ground() -> None:
    first_day = course_of(((WINDOW[0], 50 * MILLION),), target=60 * MILLION, as_of=WINDOW[0])
    lines = drawn(90, 20, first_day)
    (height,) = [y for y, line in enumerate(reversed(lines)) if "├" in line]
    assert height >= len(lines) // 3
    assert "1,7 tỷ" in lines[0]


@pytest.mark.parametrize("course", [course_of(()), course_of(as_of=date(2018, 10, 1))])
@pytest.mark.parametrize(("width", "height", "line"), [(70, 15, 7), (70, 14, 6), (9, 1, 0)])
def test_a_sentence_says_that_there_is_nothing(course: Course, width: int, height: int, line: int) -> None:
    lines = drawn(width, height, course)
    assert [y for y, text in enumerate(lines) if text.strip()] == [line]
    if width == 70:
        assert lines[line].strip() == _(NOTHING_YET)
        assert lines[line] == _(NOTHING_YET).center(70)


def test_a_small_room_has_a_sparkline() -> None:
    assert drawn(10, 2, course_of()) == ["▁▃▆▇      ", " " * 10]
    assert drawn(3, 1, course_of()) == ["▁▃▇"]


def test_an_amount_s_text_is_cleaned_and_cannot_break_the_lines() -> None:
    lines = drawn(90, 14, course_of(amount_text=lambda amount: f"\x1b[2J{amount}\n\u202e\u2028"))
    assert [cell_len(line) for line in lines] == [90] * 14
    assert not set("".join(lines)) & set("\x1b\n\u202e\u2028")
    assert lines[-1].split() == ["17/10", "01/11", "08/11", "18/11"]


def test_plotext_is_loaded_with_the_first_chart_and_no_sooner() -> None:
    code = "import sys, tui.widgets.chart; sys.exit('plotext' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], timeout=60, check=False).returncode == 0


class ChartApp(App[None]):
    CSS = "Chart { width: 70; height: 14; }"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.defaults()

    def compose(self) -> ComposeResult:
        yield Chart()

    @property
    def chart(self) -> Chart:
        return self.query_one(Chart)

    def shown(self) -> list[str]:
        return [self.chart.render_line(y).text for y in range(self.chart.size.height)]


async def test_the_widget_shows_the_chart_of_its_room() -> None:
    app = ChartApp()
    async with app.run_test(size=(100, 30)) as pilot:
        assert app.shown() == [" " * 70] * 14
        app.chart.show(course_of())
        assert app.shown() == drawn(70, 14, course_of())
        app.chart.styles.width = 50
        await pilot.pause()
        assert app.shown() == drawn(50, 14, course_of())


def inks(shown: Chart) -> set[str]:
    """The colours of what is drawn."""
    segments = [segment for y in range(14) for segment in shown.render_line(y) if segment.text.strip()]
    return {segment.style.color.name for segment in segments if segment.style and segment.style.color}


async def test_the_widget_has_the_colours_of_the_theme_in_use() -> None:
    app = ChartApp()
    dark = replace(themes.FALLBACK, key="dark", colors={**themes.FALLBACK.colors, "bar": "#00ff00"})
    async with app.run_test(size=(100, 30)) as pilot:
        app.chart.show(course_of())
        await pilot.pause()
        assert inks(app.chart) == {themes.FALLBACK.colors[role] for role in ("text", "muted", "mark", "bar", "good")}
        app.register_theme(dark.to_textual())
        app.theme = "dark"
        await pilot.pause()
        assert inks(app.chart) == {dark.colors[role] for role in ("text", "muted", "mark", "bar", "good")}


async def test_the_widget_has_a_segment_a_run() -> None:
    app = ChartApp()
    async with app.run_test(size=(100, 30)):
        app.chart.show(course_of())
        assert len(list(app.chart.render_line(0))) == 6


async def test_only_lines_that_differ_are_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    app = ChartApp()
    async with app.run_test(size=(100, 30)):
        app.chart.show(course_of())
        asked: list[Region] = []
        monkeypatch.setattr(app.chart, "refresh", lambda *regions: asked.extend(regions))
        app.chart.show(course_of())
        assert asked == []
        higher = course_of((*POOR[:-1], (AS_OF, 157 * MILLION)))
        app.chart.show(higher)
        assert 0 < len(asked) < 10
        assert {region.y for region in asked} == {
            y
            for y, pair in enumerate(zip(chart(70, 14, course_of()), chart(70, 14, higher), strict=True))
            if len(set(pair)) > 1
        }
