"""Tables by terminal cells, JSON, and CSV that no spreadsheet runs."""

import csv
import io
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile import HOSTILE, unseen
from tui.printing import Column, Table, cells, csv_text, cut, json_text, page_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", 0), ("abc", 3), ("Hiến máu", 8), ("日本", 4), ("ＡB", 3), ("▲ đạt", 5), ("a\u0301", 1)],
)
def test_measures_in_cells(text: str, expected: int) -> None:
    assert cells(text) == expected


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("Hiến máu", 8, "Hiến máu"),
        ("Hiến máu", 7, "Hiến m…"),
        ("Hiến máu", 6, "Hiến…"),
        ("日本語", 5, "日本…"),
        ("日本語", 4, "日…"),
        ("abc", 1, "…"),
    ],
)
def test_cuts_in_cells(text: str, width: int, expected: str) -> None:
    assert cut(text, width) == expected


@given(st.text(), st.integers(1, 30))
def test_never_cuts_too_little(text: str, width: int) -> None:
    shown = cut(text, width)
    assert cells(shown) <= width
    assert shown == text or cells(text) > width


NAMES = Table(
    (Column("Nội dung", least=8), Column("Kết quả", right=True), Column("Đơn vị", least=0)),
    (("Quỹ Vì người nghèo", "1.520.000", "đồng"), ("Hiến máu", "8", "đơn vị máu")),
)


def test_aligns_numbers_right_and_names_left() -> None:
    assert page_text([NAMES], None).splitlines() == [
        "Nội dung              Kết quả  Đơn vị",
        "Quỹ Vì người nghèo  1.520.000  đồng",
        "Hiến máu                    8  đơn vị máu",
    ]


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (41, "Quỹ Vì người nghèo  1.520.000  đồng"),
        (39, "Quỹ Vì người nghèo 1.520.000 đồng"),
        (38, "Quỹ Vì người nghèo 1.520.000"),
        (28, "Quỹ Vì người nghèo 1.520.000"),
        (24, "Quỹ Vì người… 1.520.000"),
        (3, "Quỹ Vì… 1.520.000"),
    ],
)
def test_gives_way_to_a_narrow_terminal(width: int, expected: str) -> None:
    """First the gaps, then the columns that may go, then the names; what may not be cut stays whole."""
    row = page_text([NAMES], width).splitlines()[1]
    assert " ".join(row.split()) == " ".join(expected.split())
    assert cells(row) <= max(width, 18)


FIGURES = Table(
    (
        Column("Nội dung", least=8),
        Column("Kết quả", right=True),
        Column("Tỷ lệ", right=True, spare=1),
        Column("Tình trạng", spare=2, marked=True),
        Column("Hạng", spare=3),
    ),
    (("Hiến máu nhân đạo", "468", "156,00 %", "▲ vượt", "16/38"),),
)


@pytest.mark.parametrize(
    ("width", "title", "expected"),
    [
        (60, "Nội dung Kết quả Tỷ lệ Tình trạng Hạng", "Hiến máu nhân đạo 468 156,00 % ▲ vượt 16/38"),
        (43, "Nội dung Kết quả Tỷ lệ Tình trạng Hạng", "Hiến máu… 468 156,00 % ▲ vượt 16/38"),
        (41, "Nội dung Kết quả Tỷ lệ Tình trạng", "Hiến máu nhâ… 468 156,00 % ▲ vượt"),
        (35, "Nội dung Kết quả Tỷ lệ", "Hiến máu nhân đ… 468 156,00 % ▲"),
        (26, "Nội dung Kết quả", "Hiến máu nhân đ… 468 ▲"),
        (5, "Nội dung Kết quả", "Hiến má… 468 ▲"),
    ],
)
def test_spare_columns_go_when_cutting_is_not_enough(width: int, title: str, expected: str) -> None:
    """The most spare first; of a column with marks these stay, and what remains has the room."""
    lines = page_text([FIGURES], width).splitlines()
    assert [" ".join(line.split()) for line in lines] == [title, expected]
    assert max(map(cells, lines)) <= max(width, 18)


def test_a_table_without_rows_has_its_header() -> None:
    assert page_text(["Đầu", Table((Column("A"), Column("B")), ())], 80) == "Đầu\nA  B\n"


def test_wraps_what_is_no_table() -> None:
    assert page_text(["2018/results.csv:12: value: “12x”: thiếu số"], 30).splitlines() == [
        "2018/results.csv:12: value:",
        "  “12x”: thiếu số",
    ]


def test_no_control_character_leaves() -> None:
    page: list[str | Table] = ["a\x1b[2Jb", Table((Column("\u202eX"),), (("\x9b31m",), ("a\nb",)))]
    assert page_text(page, None).splitlines() == ["a\ufffd[2Jb", "\ufffdX", "\ufffd31m", "a b"]


def test_json_is_readable_and_loads_back() -> None:
    records = [{"name": "Hiến máu", "value": 8}, {"name": "x", "value": None}]
    text = json_text(records)
    assert json.loads(text) == records
    assert text.splitlines()[1] == ' {"name": "Hiến máu", "value": 8},'
    assert json.loads(json_text([])) == []
    assert json.loads(json_text({"a": records})) == {"a": records}


@pytest.mark.parametrize("put", [lambda text: [{"name": text}], lambda text: {"name": text}])
def test_json_holds_what_it_does_not_show(put: Callable[[str], object]) -> None:
    value = put(f"{HOSTILE}\udcff đ")
    text = json_text(value)
    assert json.loads(text) == value
    assert unseen(text) <= {"\n"}
    assert " đ" in text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "＝", "＋", "－", "＠"])
def test_csv_keeps_a_spreadsheet_from_running_a_text(start: str) -> None:
    rows = list(csv.reader(io.StringIO(csv_text(["a"], [{"a": f"{start}1+1"}]), newline="")))
    assert rows == [["a"], [f"'{start}1+1".replace("\t", " ").replace("\r", " ")]]


def test_csv_keeps_numbers_and_harmless_texts() -> None:
    text = csv_text(["a", "b", "c"], [{"a": -5, "b": "x,y", "c": None}, {"a": 1.5, "b": 'nói "được"'}])
    assert text == 'a,b,c\n-5,"x,y",\n1.5,"nói ""được""",\n'
