"""The pure half of the grid: texts in cells, widths of columns, which columns show, segments of a line."""

from collections.abc import Sequence
from unicodedata import category, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from textual.geometry import Size

from tui.widgets.bars import Run
from tui.widgets.cells import Align, Cell, CellRows, Column, fit, joined, printable
from tui.widgets.columns import GAP, Frame, column_widths, thumb

BASE = Style.parse("#111111 on #ffffff")
GOOD = Style.parse("#00aa00 on #ffffff")
BAD = Style.parse("#aa0000 on #ffffff")
CURSOR = Style.parse("reverse")
SELECTED = Style.parse("white on blue")


def fitted(text: str, width: int, align: Align = "left") -> str:
    return "".join(piece for piece, _role in fit(((text, ""),), width, align))


@pytest.mark.parametrize(
    ("text", "width", "align", "expected"),
    [
        ("Tổ 1", 6, "left", "Tổ 1  "),
        ("468", 6, "right", "   468"),
        ("●", 4, "center", " ●  "),
        ("", 3, "left", "   "),
        ("Tổ dân phố 22", 9, "left", "Tổ dân p…"),
        ("Tổ dân phố 22", 8, "left", "Tổ dân…"),
        ("Tổ dân", 1, "left", "…"),
        ("Tổ dân", 0, "left", ""),
        ("229.010.000", 10, "right", "##########"),
        ("≥ 200", 4, "right", "####"),
        ("chưa báo cáo", 8, "right", "chưa bá…"),
        ("229.010.000", 10, "left", "229.010.0…"),
        ("日本語", 5, "left", "日本…"),
        ("日本語", 4, "left", "日…"),
        ("a\x1b[31mb", 8, "left", "a\ufffd[31mb"),
        ("a\tb\r\nc", 6, "left", "a b c "),
        ("Thu\u0323y", 5, "left", "Thụy "),
        ("⚠\ufe0f!", 4, "left", "⚠!  "),
        ("\u202eabc", 6, "left", "\ufffdabc  "),
    ],
)
def test_a_text_gets_exactly_its_cells(text: str, width: int, align: Align, expected: str) -> None:
    assert fitted(text, width, align).rstrip() == expected.rstrip()
    assert cell_len(fitted(text, width, align)) == width


@pytest.mark.parametrize(
    ("parts", "width", "align", "expected"),
    [
        ((("95,06 % ", ""), ("▲", "good")), 12, "right", (("   ", ""), ("95,06 % ", ""), ("▲", "good"))),
        ((("95,06 % ", ""), ("▲", "good")), 8, "right", (("########", "good"),)),
        ((("██▌", "bar"), ("  ", "")), 5, "left", (("██▌", "bar"), ("  ", ""))),
        ((("Tổ ", ""), ("dân phố", "strong")), 6, "left", (("Tổ ", ""), ("dâ…", "strong"))),
        ((("Tổ dân", "strong"), (" phố", "")), 6, "left", (("Tổ dâ…", "strong"),)),
        ((("", "good"),), 2, "left", (("  ", ""),)),
    ],
)
def test_runs_keep_their_roles(parts: tuple[Run, ...], width: int, align: Align, expected: tuple[Run, ...]) -> None:
    assert fit(parts, width, align) == expected


runs = st.lists(st.tuples(st.text(max_size=8), st.sampled_from(["", "good"])), min_size=1, max_size=3).map(tuple)


@given(runs, st.integers(0, 20), st.sampled_from(["left", "right", "center"]))
def test_any_text_fills_its_cells_and_is_harmless(parts: tuple[Run, ...], width: int, align: Align) -> None:
    text = "".join(piece for piece, _role in fit(parts, width, align))
    assert cell_len(text) == width
    assert not {category(character) for character in text} & {"Cc", "Cf", "Zl", "Zp"}


@given(st.integers(0, 10**13), st.integers(1, 20))
def test_a_number_shows_whole_or_not_at_all(number: int, width: int) -> None:
    text = fitted(f"{number:,}", width, "right")
    assert text.strip() == f"{number:,}" or set(text) == {"#"}


@given(st.text())
def test_printable_text_stays_as_it_is(text: str) -> None:
    once = printable(text)
    assert printable(once) == once
    assert once == normalize("NFC", once)


def test_a_cell_is_a_text_or_runs() -> None:
    assert Cell("468", "good").parts == (("468", "good"),)
    assert Cell("", runs=(("468 ", ""), ("▲", "good"))).plain == "468 ▲"
    rows = CellRows([("22", {"a": Cell("x")})])
    assert (len(rows), rows.key(0), rows.cell(0, "a").text, rows.cell(0, "b").text) == (1, "22", "x", "")


def widths(room: int, *columns: Column, wanted: Sequence[int] | None = None) -> tuple[int, ...]:
    return column_widths(columns, wanted or [column.width for column in columns], room)


NAME = Column("name", "", 10, sticky=True)
NUMBER = Column("a", "", 8, align="right")


@pytest.mark.parametrize(
    ("room", "columns", "wanted", "expected"),
    [
        (28, (NAME, NUMBER, NUMBER), None, (10, 8, 8)),
        (20, (NAME, NUMBER, NUMBER), None, (10, 8, 8)),
        (38, (NAME, NUMBER, NUMBER), None, (10, 13, 13)),
        (38, (NAME, NUMBER, NUMBER), (14, 8, 8), (14, 11, 11)),
        (38, (NAME, NUMBER, NUMBER), (30, 8, 8), (20, 8, 8)),
        (39, (NAME, Column("a", "", 8, grow=1), Column("b", "", 8, grow=2)), None, (10, 11, 16)),
        (40, (Column("n", "", 10, sticky=True, grow=1), NUMBER), None, (31, 8)),
        (20, (NAME, Column("a", "", 0)), (10, 9), (10, 9)),
        (15, (NAME, NUMBER, NUMBER), None, (6, 8, 8)),
        (13, (NAME, NUMBER, NUMBER), None, (4, 8, 8)),
        (3, (NAME, NUMBER), None, (4, 8)),
        (0, (NAME, NUMBER), None, (4, 8)),
        (50, (), None, ()),
        (50, (NAME,), None, (10,)),
    ],
)
def test_columns_share_the_room(
    room: int, columns: tuple[Column, ...], wanted: tuple[int, ...] | None, expected: tuple[int, ...]
) -> None:
    assert widths(room, *columns, wanted=wanted) == expected


@given(st.lists(st.tuples(st.integers(1, 20), st.integers(0, 3)), min_size=1, max_size=8), st.integers(0, 200))
def test_spare_room_is_used_to_the_last_cell(shapes: list[tuple[int, int]], room: int) -> None:
    columns = [Column(str(index), "", width, grow=grow) for index, (width, grow) in enumerate(shapes)]
    given_widths = widths(room, *columns)
    assert all(width >= column.width for width, column in zip(given_widths, columns, strict=True))
    least = sum(column.width for column in columns) + GAP * (len(columns) - 1)
    assert sum(given_widths) + GAP * (len(columns) - 1) == max(room, least)


def frame(width: int, *columns: int, sticky: int = 0) -> Frame:
    return Frame(Size(width, 10), 1, 9, 0, columns, sticky)


@pytest.mark.parametrize(
    ("shape", "left", "expected"),
    [
        (frame(40, 10, 8, 8, 8, sticky=1), 1, [(0, 1, 10), (1, 12, 8), (2, 21, 8), (3, 30, 8)]),
        (frame(38, 10, 8, 8, 8, sticky=1), 1, [(0, 1, 10), (1, 12, 8), (2, 21, 8)]),
        (frame(38, 10, 8, 8, 8, sticky=1), 2, [(0, 1, 10), (2, 12, 8), (3, 21, 8)]),
        (frame(15, 10, 8, sticky=1), 1, [(0, 1, 10), (1, 12, 2)]),
        (frame(8, 10, 8, sticky=1), 1, [(0, 1, 6)]),
        (frame(10, 30), 0, [(0, 1, 8)]),
        (frame(2, 30), 0, []),
        (frame(0, 30), 0, []),
        (frame(30), 0, []),
    ],
)
def test_whole_columns_show_and_at_least_one(shape: Frame, left: int, expected: list[tuple[int, int, int]]) -> None:
    assert [tuple(slot) for slot in shape.slots(left)] == expected


@pytest.mark.parametrize(
    ("column", "room", "expected"), [(5, 26, 3), (5, 25, 4), (5, 8, 5), (5, 3, 5), (2, 100, 1), (1, 8, 1)]
)
def test_how_far_left_columns_reach(column: int, room: int, expected: int) -> None:
    assert frame(60, 10, 8, 8, 8, 8, 8, sticky=1).first_before(column, room) == expected


@pytest.mark.parametrize(
    ("top", "page", "rows", "expected"),
    [
        (0, 10, 10, range(0)),
        (0, 10, 20, range(5)),
        (10, 10, 20, range(5, 10)),
        (5, 10, 20, range(2, 7)),
        (0, 10, 100_000, range(1)),
        (99_990, 10, 100_000, range(9, 10)),
        (0, 0, 5, range(0)),
    ],
)
def test_the_thumb_runs_from_the_first_line_to_the_last(top: int, page: int, rows: int, expected: range) -> None:
    assert thumb(top, page, rows) == expected


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([("a", BASE), ("b", BASE), (" ", BASE)], [("ab ", BASE)]),
        ([(" ", BASE), ("1", GOOD), ("  ", BASE), ("2", GOOD), (" ", BASE)], [(" 1  2 ", GOOD)]),
        ([("a", BASE), (" ", BASE), ("1", BAD), ("2", GOOD)], [("a ", BASE), ("1", BAD), ("2", GOOD)]),
        ([(" ", BASE), ("x", CURSOR), (" ", BASE)], [(" ", BASE), ("x", CURSOR), (" ", BASE)]),
        ([("a", BASE), (" ", SELECTED), ("b", BASE)], [("a", BASE), (" ", SELECTED), ("b", BASE)]),
    ],
)
def test_a_line_has_one_segment_per_run_of_style(
    pieces: list[tuple[str, Style]], expected: list[tuple[str, Style]]
) -> None:
    strip = joined(pieces, sum(len(text) for text, _style in pieces))
    assert [(segment.text, segment.style) for segment in strip] == expected
