from typing import Any

import pytest

from tui.store import claims_file
from tui.store.claims_file import read_claims
from tui.store.toml_file import read_toml
from tui.ward.board import AN_INDICATOR
from tui.ward.group_codes import GroupCodes
from tui.ward.targets import A_GROUP
from tui.ward.toml_table import A_TEXT, TomlTable
from tui.ward.ward import Claim

FILE = "2018/claims.toml"
GROUPS = GroupCodes([("2", "Tổ dân phố 2"), ("22", "Tổ dân phố 22")])

Problems = list[tuple[int, str, str, str]]


def read(text: str) -> tuple[tuple[Claim, ...], Problems]:
    values, lines = read_toml(text.encode(), FILE)
    table = TomlTable(values, FILE, lines)
    claims = read_claims(table, {"blood", "fund-poor"}, GROUPS)
    return claims, [(each.line, each.column, each.value, each.expected) for each in table.problems]


def test_claims_in_their_order() -> None:
    claims, problems = read(
        """
        [[claim]]
        says = "7775/8233 hộ"
        where = "Đoạn 3"
        percent = 95.06
        actual = 7775
        base = "8.233"
        [[claim]]
        says = "vượt chỉ tiêu"
        percent = 100
        indicator = "fund-poor"
        group = "TDP 22"
        """
    )
    assert claims == (
        Claim("7775/8233 hộ", "Đoạn 3", "95.06", actual=7775, base=8233),
        Claim("vượt chỉ tiêu", "", "100", indicator="fund-poor", group="22"),
    )
    assert problems == []


@pytest.mark.parametrize(
    ("written", "percent"),
    [
        ("95.06", "95.06"),
        ("95.10", "95.10"),
        ("190", "190"),
        ("0", "0"),
        ("1.5e2", "150"),
        ('"95,06"', "95.06"),
        ('"95,10 %"', "95.10"),
        ('"190 %"', "190"),
    ],
)
def test_a_percentage_keeps_the_places_that_are_stated(written: str, percent: str) -> None:
    ((claim,), problems) = read(f'[[claim]]\nsays = "x"\npercent = {written}\n')
    assert (claim.percent, problems) == (percent, [])


@pytest.mark.parametrize(
    ("entry", "column", "value", "expected"),
    [
        ("percent = true", "percent", "True", claims_file.A_PERCENTAGE),
        ("percent = nan", "percent", "NaN", claims_file.A_PERCENTAGE),
        ("percent = inf", "percent", "Infinity", claims_file.A_PERCENTAGE),
        ("percent = -5", "percent", "-5", claims_file.A_PERCENTAGE),
        ("percent = 1e999", "percent", "1E+999", claims_file.A_PERCENTAGE),
        ("percent = 1e-9999", "percent", "1E-9999", claims_file.A_PERCENTAGE),
        ("percent = 0e-9999", "percent", "0E-9999", claims_file.A_PERCENTAGE),
        ('percent = "0,00000000001"', "percent", "0,00000000001", claims_file.A_PERCENTAGE),
        ("percent = [1]", "percent", "[1]", claims_file.A_PERCENTAGE),
        ('percent = "trên 100 %"', "percent", "trên 100 %", claims_file.A_PERCENTAGE),
        ('percent = "nhiều"', "percent", "nhiều", claims_file.A_PERCENTAGE),
        ("actual = -1", "actual", "-1", claims_file.A_WHOLE_NUMBER),
        ("actual = 1.5", "actual", "1.5", claims_file.A_WHOLE_NUMBER),
        ("base = true", "base", "True", claims_file.A_WHOLE_NUMBER),
        ('base = "trên 200"', "base", "trên 200", claims_file.A_WHOLE_NUMBER),
        ('base = "1/2"', "base", "1/2", claims_file.A_WHOLE_NUMBER),
        ('base = "x"', "base", "x", claims_file.A_WHOLE_NUMBER),
        ("base = 1000000000001", "base", "1000000000001", claims_file.A_WHOLE_NUMBER),
        ("percent = 1000001", "percent", "1000001", claims_file.A_PERCENTAGE),
        ("where = 5", "where", "5", A_TEXT),
        ('indicator = "trees"', "indicator", "trees", AN_INDICATOR),
    ],
)
def test_a_wrong_entry_counts_as_missing(entry: str, column: str, value: str, expected: str) -> None:
    claims, problems = read(f'[[claim]]\nsays = "y"\n\n[[claim]]\nsays = "x"\n{entry}\n')
    assert problems == [(6, f"claim[2].{column}", value, expected)]
    assert claims == (Claim("y", "", ""), Claim("x", "", ""))


@pytest.mark.parametrize(("written", "value"), [('"99"', "99"), ("22", "22"), ("[]", "[]")])
def test_a_claim_about_an_unknown_group_is_not_held_against_the_ward(written: str, value: str) -> None:
    claims, problems = read(f'[[claim]]\nsays = "x"\nindicator = "blood"\ngroup = {written}\n')
    assert claims == (Claim("x", "", ""),)
    assert problems == [(4, "claim[1].group", value, A_GROUP)]


def test_a_claim_must_say_something() -> None:
    claims, problems = read("[[claim]]\npercent = 5\n")
    assert claims == (Claim("", "", "5"),)
    assert problems == [(1, "claim[1].says", "", claims_file.WHAT_IT_SAYS)]


@pytest.mark.parametrize("text", ["claim = 1", "claim = [1]", "[claim]\nsays = 'x'", "claim = 'x'"])
def test_claims_that_are_no_tables(text: str) -> None:
    claims, problems = read(text)
    assert claims == ()
    assert [(line, column, expected) for line, column, _, expected in problems] == [(1, "claim", claims_file.CLAIMS)]


def test_a_claim_in_a_line_is_found_by_that_line() -> None:
    problem: Any = read('\nclaim = [{says = "x"}, {says = "y", percent = true}]\n')[1]
    assert problem == [(2, "claim[2].percent", "True", claims_file.A_PERCENTAGE)]
