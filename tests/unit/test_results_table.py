from datetime import date
from typing import Any
from unicodedata import normalize

import polars as pl
import pytest

from tests.wards import make_indicator
from tui.store import kinds, results_table
from tui.store.files import A_COLUMN
from tui.store.irregular import NO_MORE_CELLS
from tui.store.tables import Table
from tui.ward import numbers
from tui.ward.board import AN_INDICATOR
from tui.ward.group_codes import GroupCodes
from tui.ward.numbers import LIMIT
from tui.ward.targets import A_GROUP
from tui.ward.toml_table import A_SHOWABLE_TEXT
from tui.ward.ward import GROUPS, results_schema

GROUP_ROWS = [
    ("2", "Tổ dân phố 2"),
    ("12", "Tổ dân phố 12"),
    ("1B1", "Tổ dân phố Lương Hậu"),
    ("TH", "Trường Ngọc Thụy"),
]
CATALOGUE = (
    make_indicator("blood", unit="đơn vị máu"),
    make_indicator("fund-poor", unit="đồng"),
    make_indicator("area", unit="ha", decimals=1),
    make_indicator("clean-up", measure="count"),
)
GROUP_FRAME = pl.DataFrame([(code, name, "residential", None, "") for code, name in GROUP_ROWS], GROUPS, orient="row")
SCHEMA = results_schema(GROUP_FRAME, CATALOGUE)
HEADER = "date,group,indicator,value,bound,place,note\n"


def read(text: str, header: str = HEADER) -> Table:
    return results_table.read_results((header + text).encode(), GroupCodes(GROUP_ROWS), CATALOGUE, 2018, SCHEMA)


def right(text: str) -> list[tuple[Any, ...]]:
    table = read(text)
    assert table.faults.is_empty(), table.faults.rows()
    return table.rows.rows()


def test_a_row_in_full() -> None:
    table = read("2018-03-04,2,blood,12,>=,Đê Ngọc Thụy,đợt 1\n")
    assert table.rows.schema == SCHEMA
    assert table.rows.rows() == [(date(2018, 3, 4), "2", "blood", 12, ">=", "Đê Ngọc Thụy", "đợt 1", 2)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2018-03-04", date(2018, 3, 4)),
        ("2018-3-4", date(2018, 3, 4)),
        ("04/03/2018", date(2018, 3, 4)),
        (" 4/3 ", date(2018, 3, 4)),
        ("ngày 04 tháng 3 năm 2018", date(2018, 3, 4)),
        ("2018-12-31 23:59", date(2018, 12, 31)),
        ("2018-01-01", date(2018, 1, 1)),
    ],
)
def test_days_as_people_write_them(text: str, day: date) -> None:
    assert right(f"{text},2,blood,1,,,\n")[0][0] == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12", "12"),
        ("012", "12"),
        ("TDP 12", "12"),
        ("tổ dân phố số 12", "12"),
        ("1b1", "1B1"),
        ("Tổ dân phố Lương Hậu", "1B1"),
        ("tổ dân phố luong hau", "1B1"),
        ("lương hậu", "1B1"),
        ("Trường Ngọc Thuỵ", "TH"),
        ("", None),
        ("  ", None),
    ],
)
def test_groups_as_people_write_them(text: str, code: str | None) -> None:
    assert right(f"2018-03-04,{text},blood,1,,,\n")[0][1] == code


@pytest.mark.parametrize(
    ("indicator", "text", "value", "bound"),
    [
        ("blood", "08", 8, ""),
        ("blood", "1.234", 1234, ""),
        ("blood", "12 đơn vị máu", 12, ""),
        ("blood", "trên 200", 200, ">="),
        ("blood", "khoảng 90", 90, "~"),
        ("blood", "0", 0, ""),
        ("blood", "000", 0, ""),
        ("blood", str(LIMIT), LIMIT, ""),
        ("fund-poor", "229010000", 229_010_000, ""),
        ("fund-poor", "229.010.000", 229_010_000, ""),
        ("fund-poor", "229.010.000đ", 229_010_000, ""),
        ("fund-poor", "229.010.000 đồng", 229_010_000, ""),
        ("fund-poor", "1.000.000.000.000 đ", LIMIT, ""),
        ("fund-poor", "229 010 000 đ", 229_010_000, ""),
        ("fund-poor", '"4,5 triệu"', 4_500_000, ""),
        ("fund-poor", "hơn 158 triệu đồng", 158_000_000, ">="),
        ("area", "7", 70, ""),
        ("area", '"7,5"', 75, ""),
        ("area", "7.5", 75, ""),
        ("area", str(LIMIT // 10), LIMIT, ""),
        ("clean-up", "", 1, ""),
        ("clean-up", "  ", 1, ""),
        ("clean-up", "3", 3, ""),
        ("Clean-Up", "3", 3, ""),
    ],
)
def test_values_as_people_write_them(indicator: str, text: str, value: int, bound: str) -> None:
    assert right(f"2018-03-04,2,{indicator},{text},,,\n")[0][3:5] == (value, bound)


@pytest.mark.parametrize(
    ("text", "bound"),
    [("", ""), (">=", ">="), ("~", "~"), ("≥", ">="), ("trên", ">="), ("Hơn", ">="), ("khoảng", "~"), (" ", "")],
)
def test_bounds_as_people_write_them(text: str, bound: str) -> None:
    assert right(f"2018-03-04,2,blood,1,{text},,\n")[0][4] == bound


def test_a_bound_in_the_value_goes_before_the_one_beside_it() -> None:
    (row,) = right("2018-03-04,2,blood,trên 200,~,,\n")
    assert row[3:5] == (200, ">=")


@pytest.mark.parametrize(
    ("row", "column", "value", "expected"),
    [
        ("2019-01-01,2,blood,1,,,", "date", "2019-01-01", kinds.A_DAY_OF_THE_YEAR),
        ("2081-11-08,2,blood,1,,,", "date", "2081-11-08", kinds.A_DAY_OF_THE_YEAR),
        ("2018-02-29,2,blood,1,,,", "date", "2018-02-29", kinds.A_DAY_OF_THE_YEAR),
        ("08/11/2017,2,blood,1,,,", "date", "08/11/2017", kinds.A_DAY_OF_THE_YEAR),
        ("hôm qua,2,blood,1,,,", "date", "hôm qua", kinds.A_DAY_OF_THE_YEAR),
        (",2,blood,1,,,", "date", "", kinds.A_DAY_OF_THE_YEAR),
        ("2018-03-04,99,blood,1,,,", "group", "99", A_GROUP),
        ("2018-03-04,Cộng,blood,1,,,", "group", "Cộng", A_GROUP),
        ("2018-03-04,2,blod,1,,,", "indicator", "blod", AN_INDICATOR),
        ("2018-03-04,2,,1,,,", "indicator", "", AN_INDICATOR),
        ("2018-03-04,2,blood,,,,", "value", "", kinds.AN_AMOUNT),
        ("2018-03-04,2,blood", "value", "", kinds.AN_AMOUNT),
        ("2018-03-04,2,blood,nan,,,", "value", "nan", numbers.NO_NUMBER),
        ("2018-03-04,2,blood,inf,,,", "value", "inf", numbers.NO_NUMBER),
        ("2018-03-04,2,blood,-3,,,", "value", "-3", numbers.NEGATIVE),
        ("2018-03-04,2,blood,+3,,,", "value", "+3", numbers.NO_NUMBER),
        ("2018-03-04,2,blood,1e400,,,", "value", "1e400", numbers.NO_NUMBER),
        ("2018-03-04,2,blood,1.5,,,", "value", "1.5", numbers.DOUBTFUL),
        ("2018-03-04,2,blood,468/300,,,", "value", "468/300", kinds.AN_AMOUNT),
        ("2018-03-04,2,blood,4 triệu đồng,,,", "value", "4 triệu đồng", numbers.NO_COUNT),
        ('2018-03-04,2,fund-poor,"4,55",,,', "value", "4,55", numbers.NOT_WHOLE_DONG),
        ("2018-03-04,2,area,7.125,,,", "value", "7.125", numbers.DOUBTFUL),
        (f"2018-03-04,2,blood,{LIMIT + 1},,,", "value", str(LIMIT + 1), numbers.TOO_LARGE),
        ("2018-03-04,2,fund-poor,1.000.000.000.001,,,", "value", "1.000.000.000.001", numbers.TOO_LARGE),
        ("2018-03-04,2,blood,1.000 đ,,,", "value", "1.000 đ", numbers.NO_COUNT),
        ("2018-03-04,2,blood,0.123,,,", "value", "0.123", numbers.DOUBTFUL),
        (f"2018-03-04,2,area,{LIMIT // 10 + 1},,,", "value", str(LIMIT // 10 + 1), numbers.TOO_LARGE),
        (f"2018-03-04,2,blood,{2**63},,,", "value", str(2**63), numbers.TOO_LARGE),
        (f"2018-03-04,2,blood,{'9' * 400},,,", "value", "9" * 80, numbers.NO_NUMBER),
        ("2018-03-04,2,clean-up,nhiều,,,", "value", "nhiều", numbers.NO_NUMBER),
        ("2018-03-04,2,blood,1,<,,", "bound", "<", kinds.A_BOUND),
        ("2018-03-04,2,blood,1,exact,,", "bound", "exact", kinds.A_BOUND),
        ("2018-03-04,2,blood,1,12,,", "bound", "12", kinds.A_BOUND),
        ("2018-03-04,2,blood,1,5/,,", "bound", "5/", kinds.A_BOUND),
        ("2018-03-04,2\u200b,blood,1,,,", "group", "2\ufffd", A_GROUP),
        ("2018-03-04,2,blood,1\x00,,,", "value", "1\ufffd", kinds.AN_AMOUNT),
        ("2018-03-04,2,fund-poor,4,5,triệu,,x", "", "2018-03-04,2,fund-poor,4,5,triệu,,x", NO_MORE_CELLS),
    ],
)
def test_a_wrong_row_is_left_out_and_its_cell_reported(row: str, column: str, value: str, expected: str) -> None:
    table = read(f"2018-03-04,2,blood,7,,,\n{row}\n2018-03-05,2,blood,8,,,\n")
    assert table.faults.rows() == [(3, column, value, expected, True)]
    assert table.rows["value"].to_list() == [7, 8]


def test_every_wrong_cell_of_a_row_is_reported_once() -> None:
    table = read("x,y,blood,z,w,,\n")
    assert [fault[:3] for fault in table.faults.rows()] == [
        (2, "date", "x"),
        (2, "group", "y"),
        (2, "bound", "w"),
        (2, "value", "z"),
    ]
    assert table.rows.is_empty()


def test_a_key_that_could_be_two_is_none() -> None:
    catalogue = (make_indicator("tree-s"), make_indicator("tree s"))
    keys = kinds.indicator_of(catalogue, pl.String())
    for text in ("Tree-s", "TREE S"):
        with pytest.raises(ValueError, match=text):
            keys.parse(text)
    exact = "2018-03-04,2,tree s,1,,,\n2018-03-04,2,Tree s,1,,,\n"
    schema = results_schema(GROUP_FRAME, catalogue)
    table = results_table.read_results((HEADER + exact).encode(), GroupCodes(GROUP_ROWS), catalogue, 2018, schema)
    assert table.rows["indicator"].to_list() == ["tree s"]
    assert table.faults.select("line", "expected").rows() == [(3, AN_INDICATOR)]


NAMED = (
    make_indicator("blood", names={"vi": "Hiến máu nhân đạo", "en": "Blood"}, shorts={"vi": "Hiến máu"}),
    make_indicator("beds", names={"vi": "Bồn hoa"}, shorts={"vi": "Hoa", "en": "Flowers"}),
    make_indicator("trees", names={"vi": "Cây", "en": "Trees"}, shorts={"vi": "Hoa"}),
    make_indicator("cay", names={"vi": "Cày ruộng"}),
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("BLOOD", "blood"),
        ("Hiến máu nhân đạo", "blood"),
        ("hien mau", "blood"),
        ("Bồn hoa", "beds"),
        ("flowers", "beds"),
        ("cay ruong", "cay"),
        ("Hoa", None),
        ("Cây", None),
        ("cúc", None),
    ],
)
def test_an_indicator_is_named_by_its_key_or_by_a_name_of_its_own(text: str, key: str | None) -> None:
    kind = kinds.indicator_of(NAMED, pl.String())
    if key is not None:
        assert kind.parse(text) == key
        return
    with pytest.raises(ValueError, match=text):
        kind.parse(text)


def test_of_an_unknown_indicator_no_value_is_wrong() -> None:
    table = read("2018-03-04,2,x,y,,,\n")
    assert table.faults["column"].to_list() == ["indicator"]


def test_a_text_is_cleaned_and_only_reported_where_something_was_replaced() -> None:
    table = read('2018-03-04,2,blood,1,," Đê\n Ngọc\tThụy ",a\x1b[2Jb\n2018-03-05,2,blood,2,,Đê Ngọc Thụy,\n')
    assert table.rows.select("place", "note", "line").rows() == [
        ("Đê  Ngọc Thụy", "a\ufffd[2Jb", 2),
        ("Đê Ngọc Thụy", "", 4),
    ]
    assert table.faults.rows() == [(2, "note", "a\ufffd[2Jb", A_SHOWABLE_TEXT, False)]


def test_decomposed_texts_are_the_composed_ones() -> None:
    decomposed = normalize("NFD", "Đê Ngọc Thụy")
    table = read(f"2018-03-04,2,blood,1,,{decomposed},\n")
    assert table.rows["place"].to_list() == ["Đê Ngọc Thụy"]
    assert table.faults.is_empty()


@pytest.mark.parametrize("column", ["date", "group", "indicator", "value"])
def test_a_column_that_cannot_be_missed_is_reported_once(column: str) -> None:
    header = HEADER.replace(column, "x")
    table = read("2018-03-04,2,blood,1,,,\n" * 3, header)
    assert table.faults.rows() == [(1, column, "", A_COLUMN, True)]
    assert table.rows.schema == SCHEMA
    assert table.rows.is_empty()


def test_the_other_columns_may_be_missing() -> None:
    table = read("2018-03-04,2,blood,trên 1\n", "date,group,indicator,value\n")
    assert table.rows.rows() == [(date(2018, 3, 4), "2", "blood", 1, ">=", "", "", 2)]
    assert table.faults.is_empty()


def test_a_missing_file_is_an_empty_table() -> None:
    table = read("", "")
    assert table.rows.schema == SCHEMA
    assert table.rows.is_empty()
    assert table.faults.is_empty()
