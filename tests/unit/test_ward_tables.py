from datetime import date
from typing import Any

import pytest

from tui.store import kinds, ward_tables
from tui.store.files import A_COLUMN
from tui.store.tables import Table
from tui.store.ward_tables import (
    GROUP_KIND,
    MODEL_KIND,
    MODEL_STATUS,
    read_groups,
    read_lineage,
    read_models,
    read_teams,
)
from tui.ward.group_codes import GroupCodes
from tui.ward.targets import A_GROUP
from tui.ward.toml_table import A_SHOWABLE_TEXT, A_TEXT
from tui.ward.ward import GROUPS, LINEAGE, MODELS, TEAMS

CODES = GroupCodes([("2", "Tổ dân phố 2"), ("22", "Tổ dân phố 22")])


def groups(text: str) -> Table:
    return read_groups(text.encode())


def teams(text: str) -> Table:
    return read_teams(text.encode(), CODES)


def models(text: str) -> Table:
    return read_models(text.encode(), CODES, 2018)


def lineage(text: str) -> Table:
    return read_lineage(text.encode())


def faults(table: Table) -> list[tuple[Any, ...]]:
    return [fault[:4] for fault in table.faults.rows()]


def test_groups_in_natural_order_with_their_defaults() -> None:
    table = groups(
        "code,name,kind,households,leader\n10,Tổ 10,,,\n2,Tổ 2,union,1.200 hộ,Bà Lan\n1B1,Tổ 1B1,Trường học,007,\n"
    )
    assert table.rows.schema == GROUPS
    assert table.rows.rows() == [
        ("1B1", "Tổ 1B1", "school", 7, ""),
        ("2", "Tổ 2", "union", 1200, "Bà Lan"),
        ("10", "Tổ 10", "residential", None, ""),
    ]
    assert faults(table) == []


def test_groups_need_no_more_than_code_and_name() -> None:
    assert groups("code,name\n1,Tổ 1\n").rows.rows() == [("1", "Tổ 1", "residential", None, "")]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",Tổ 5,,,", ("code", "", A_SHOWABLE_TEXT)),
        ("01,Tổ khác,,,", ("code", "01", ward_tables.ANOTHER_GROUP)),
        ("TDP số 1,Tổ khác,,,", ("code", "TDP số 1", ward_tables.ANOTHER_GROUP)),
    ],
)
def test_a_group_that_cannot_be_told_from_others_is_left_out(row: str, fault: tuple[str, str, str]) -> None:
    table = groups(f"code,name,kind,households,leader\n1,Tổ 1,,,\n{row}\n")
    assert faults(table) == [(3, *fault)]
    assert table.rows["name"].to_list() == ["Tổ 1"]


@pytest.mark.parametrize("name", ["", "  "])
def test_a_group_without_a_name_is_called_by_its_code(name: str) -> None:
    table = groups(f"code,name,kind,households,leader\n1,Tổ 1,,,\n5,{name},union,12,Lan\n05,,,,\n")
    assert faults(table) == [(4, "code", "05", ward_tables.ANOTHER_GROUP), (3, "name", "", A_TEXT)]
    assert table.rows.rows()[1:] == [("5", "5", "union", 12, "Lan")]


@pytest.mark.parametrize(
    ("cells", "fault", "kept"),
    [
        ("club,,", ("kind", "club", GROUP_KIND.expected), ("residential", None, "")),
        (",nhiều,", ("households", "nhiều", kinds.A_WHOLE_NUMBER), ("residential", None, "")),
        (",-5,", ("households", "-5", kinds.A_WHOLE_NUMBER), ("residential", None, "")),
        (",trên 200,", ("households", "trên 200", kinds.A_WHOLE_NUMBER), ("residential", None, "")),
        (",200/210,", ("households", "200/210", kinds.A_WHOLE_NUMBER), ("residential", None, "")),
        (",,\x1b[31mLan", ("leader", "\ufffd[31mLan", A_SHOWABLE_TEXT), ("residential", None, "\ufffd[31mLan")),
    ],
)
def test_a_wrong_cell_beside_a_good_code_counts_as_missing(
    cells: str, fault: tuple[str, str, str], kept: tuple[Any, ...]
) -> None:
    table = groups(f"code,name,kind,households,leader\n1,Tổ 1,{cells}\n")
    assert faults(table) == [(2, *fault)]
    assert table.rows.rows() == [("1", "Tổ 1", *kept)]


@pytest.mark.parametrize(("header", "absent"), [("code,ten", "name"), ("ma,name", "code")])
def test_without_code_or_name_there_are_no_groups(header: str, absent: str) -> None:
    table = groups(f"{header}\n1,Tổ 1\n")
    assert faults(table) == [(1, absent, "", A_COLUMN)]
    assert table.rows.is_empty()


def test_teams() -> None:
    table = teams("group,leader,members,weekday\nTDP 22,Ông Hải,8,Thứ bảy\n2,,,\n")
    assert table.rows.schema == TEAMS
    assert table.rows.rows() == [("22", "Ông Hải", 8, "Thứ bảy"), ("2", "", None, "")]
    assert faults(table) == []


def test_wrong_teams() -> None:
    table = teams("group,leader,members,weekday\n99,,8,\n,,8,\n22,,x,\n")
    assert faults(table) == [
        (2, "group", "99", A_GROUP),
        (3, "group", "", A_GROUP),
        (4, "members", "x", kinds.A_WHOLE_NUMBER),
    ]
    assert table.rows.rows() == [("22", "", None, "")]


MODEL_HEADER = "code,kind,registrant,group,title,fields,level,registered_on,status\n"


def test_models() -> None:
    table = models(
        MODEL_HEADER + "TT01,collective,Chi bộ 22,TDP 22,Vườn hoa,culture;charity,ward,2018-01-22,exemplary\n"
        "CN01,Cá nhân,Bà Lan,,,,,22/1,khen thưởng\nCN02,individual,,,,,,,\n"
    )
    assert table.rows.schema == MODELS
    assert table.rows.rows() == [
        (
            "TT01",
            "collective",
            "Chi bộ 22",
            "22",
            "Vườn hoa",
            "culture;charity",
            "ward",
            date(2018, 1, 22),
            "exemplary",
        ),
        ("CN01", "individual", "Bà Lan", None, "", "", "", date(2018, 1, 22), "commended"),
        ("CN02", "individual", "", None, "", "", "", None, "registered"),
    ]
    assert faults(table) == []


@pytest.mark.parametrize(
    ("row", "fault", "stays"),
    [
        ("A,,,,,,,,", ("kind", "", MODEL_KIND.expected), False),
        ("A,nhóm,,,,,,,", ("kind", "nhóm", MODEL_KIND.expected), False),
        (",collective,,,,,,,", ("code", "", A_SHOWABLE_TEXT), False),
        ("tt 01,collective,,,,,,,", ("code", "tt 01", ward_tables.ANOTHER_MODEL), False),
        ("A,collective,,99,,,,,", ("group", "99", A_GROUP), True),
        ("A,collective,,,,,,30/2,", ("registered_on", "30/2", kinds.A_DAY), True),
        ("A,collective,,,,,,0000-01-01,", ("registered_on", "0000-01-01", kinds.A_DAY), True),
        ("A,collective,,,,,,,won", ("status", "won", MODEL_STATUS.expected), True),
    ],
)
def test_wrong_models(row: str, fault: tuple[str, str, str], stays: bool) -> None:
    table = models(f"{MODEL_HEADER}TT 01,collective,,,,,,,\n{row}\n")
    assert faults(table) == [(3, *fault)]
    assert table.rows.rows()[1:] == [("A", "collective", "", None, "", "", "", None, "registered")] * stays


def test_lineage() -> None:
    table = lineage("from,to,share,date,decision\n1,1,,01/07/2020,12/QĐ\n2,1,0.5,,\n2,3,50 %,,\n4,3,1,,\n")
    assert table.rows.schema == LINEAGE
    assert table.rows.rows() == [
        ("1", "1", 1.0, date(2020, 7, 1), "12/QĐ"),
        ("2", "1", 0.5, None, ""),
        ("2", "3", 0.5, None, ""),
        ("4", "3", 1.0, None, ""),
    ]
    assert faults(table) == []


@pytest.mark.parametrize("share", ["0", "2", "50", "-1", "101 %", "trên 50 %", "half", "nan"])
def test_a_group_of_a_doubtful_share_is_left_out(share: str) -> None:
    table = lineage(f"from,to,share\n1,2,{share}\n")
    assert faults(table) == [(2, "share", share, kinds.A_SHARE)]
    assert table.rows.is_empty()


@pytest.mark.parametrize("read", [groups, teams, models, lineage])
def test_an_empty_file_has_neither_rows_nor_faults(read: Any) -> None:
    for text in ("", "\n"):
        table = read(text)
        assert table.rows.is_empty()
        assert table.faults.is_empty()
