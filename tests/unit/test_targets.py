from decimal import Decimal
from typing import Any

import pytest

from tests.wards import make_indicator
from tui.store.toml_file import read_toml
from tui.ward import targets
from tui.ward.board import AN_INDICATOR
from tui.ward.group_codes import GroupCodes
from tui.ward.numbers import LIMIT
from tui.ward.target_amounts import amount_of
from tui.ward.targets import targets_of
from tui.ward.toml_table import A_SHOWABLE_TEXT, A_TABLE, A_TEXT, TomlTable
from tui.ward.ward import TARGETS

FILE = "2018/targets.toml"
BLOOD = make_indicator("blood", unit="đơn vị máu")
FUND = make_indicator("fund-poor", unit="đồng")
AREA = make_indicator("area", unit="ha", decimals=1)
GROUPS = GroupCodes([("2", "Tổ dân phố 2"), ("22", "Tổ dân phố 22"), ("LH", "Tổ dân phố Lương Hậu")])

Problems = list[tuple[int, str, str, str]]


def read(text: str) -> tuple[list[tuple[Any, ...]], Problems]:
    values, lines = read_toml(text.encode(), FILE)
    table = TomlTable(values, FILE, lines)
    frame = targets_of(table, (BLOOD, FUND, AREA), GROUPS)
    assert frame.schema == TARGETS
    return frame.rows(), [(each.line, each.column, each.value, each.expected) for each in table.problems]


def test_targets_of_the_ward_and_of_groups() -> None:
    assert read(
        """
        [ward.blood]
        value = 300
        assigned_by = "Hội Chữ thập đỏ quận"
        source = "KH 12"
        further = "kept"

        [group."22".fund-poor]
        value = "4,5 triệu"

        [group."tổ 2".area]
        value = 7.5
        [group."luong hau".blood]
        value = "08"
        """
    ) == (
        [
            (None, "blood", 300, "Hội Chữ thập đỏ quận", "KH 12"),
            ("22", "fund-poor", 4_500_000, "", ""),
            ("2", "area", 75, "", ""),
            ("LH", "blood", 8, "", ""),
        ],
        [],
    )


@pytest.mark.parametrize("text", ["", "[ward]\n[group]\n", "version = 1\n", '[ward.blood]\nassigned_by = "UBND"\n'])
def test_no_value_is_no_target(text: str) -> None:
    assert read(text) == ([], [])


@pytest.mark.parametrize(
    ("value", "indicator", "amount"),
    [
        (0, BLOOD, 0),
        (LIMIT, BLOOD, LIMIT),
        (7, AREA, 70),
        (Decimal("7.5"), AREA, 75),
        (7.5, AREA, 75),
        (Decimal("1e2"), AREA, 1000),
        ("7,5", AREA, 75),
        ("4.500.000 đ", FUND, 4_500_000),
        (" 12 đơn vị máu ", BLOOD, 12),
        (Decimal("8.0"), BLOOD, None),
        (8.0, FUND, None),
        (Decimal("7.55"), AREA, None),
        (Decimal("NaN"), AREA, None),
        (Decimal("Infinity"), AREA, None),
        (float("nan"), AREA, None),
        (Decimal("1e999999"), AREA, None),
        (Decimal("-0.5"), AREA, None),
        (-1, BLOOD, None),
        (LIMIT + 1, BLOOD, None),
        (LIMIT // 10 + 1, AREA, None),
        (10**4000, BLOOD, None),
        (True, BLOOD, None),
        (False, BLOOD, None),
        (None, BLOOD, None),
        ([8], BLOOD, None),
        ("", BLOOD, None),
        ("trên 200", BLOOD, None),
        ("468/300", BLOOD, None),
        ("4,5 triệu", BLOOD, 4_500_000),
        ("4,5 triệu đồng", BLOOD, None),
        ("8\u200b", BLOOD, None),
    ],
)
def test_amounts(value: object, indicator: Any, amount: int | None) -> None:
    assert amount_of(value, indicator) == amount


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[ward.blood]\n\nvalue = -1", (3, "ward.blood.value", "-1", targets.AN_AMOUNT)),
        ("[ward.blood]\nvalue = true", (2, "ward.blood.value", "True", targets.AN_AMOUNT)),
        ("[ward.blood]\nvalue = nan", (2, "ward.blood.value", "NaN", targets.AN_AMOUNT)),
        ('[group."22".blood]\nvalue = "nhiều"', (2, 'group."22".blood.value', "nhiều", targets.AN_AMOUNT)),
        ("[group.22.blood]\nvalue = 1.5", (2, 'group."22".blood.value', "1.5", targets.AN_AMOUNT)),
        ("[ward.trees]\nvalue = 1", (1, "ward.trees", "trees", AN_INDICATOR)),
        ('[group."22".trees]\nvalue = 1', (1, 'group."22".trees', "trees", AN_INDICATOR)),
        ('[group."99".blood]\nvalue = 1', (1, 'group."99"', "99", targets.A_GROUP)),
        ('[group."22".area]\n[group."TDP 22".blood]\nvalue = 1', (2, 'group."TDP 22"', "TDP 22", targets.GROUP_ONCE)),
        ("[ward]\nblood = 300", (2, "ward.blood", "300", A_TABLE)),
        ("[group]\n22 = 300", (2, 'group."22"', "300", A_TABLE)),
        ("ward = 300", (1, "ward", "300", A_TABLE)),
        ("group = [1]", (1, "group", "[1]", A_TABLE)),
    ],
)
def test_a_wrong_target_is_left_out_and_reported_where_it_stands(text: str, problem: tuple[int, str, str, str]) -> None:
    assert read(text) == ([], [problem])


@pytest.mark.parametrize(
    ("entry", "problem", "kept"),
    [
        ("assigned_by = 1", ("ward.blood.assigned_by", "1", A_TEXT), ("", "")),
        (
            'source = "\\u001b]0;x\\u0007"',
            ("ward.blood.source", "\ufffd]0;x\ufffd", A_SHOWABLE_TEXT),
            ("", "\ufffd]0;x\ufffd"),
        ),
    ],
)
def test_a_wrong_remark_leaves_the_target(entry: str, problem: tuple[str, str, str], kept: tuple[str, str]) -> None:
    rows, problems = read(f"[ward.blood]\nvalue = 300\n{entry}\n")
    assert rows == [(None, "blood", 300, *kept)]
    assert problems == [(3, *problem)]
