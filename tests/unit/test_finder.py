"""Finding and picking by what people type."""

from dataclasses import replace

import pytest

from tests.boards import BLOOD, BOARD, FUND, GROUPS, board_with
from tui.errors import GiaoBanError, NotFound
from tui.ward.board import Group
from tui.ward.finder import Found, find, missed, pick_group, pick_indicator

GROUP_22 = Found("group", "22", "Tổ dân phố 22", "22")
POOR = Found("indicator", "fund-poor", "Quỹ Vì người nghèo", None)
LY_SON = Found("place", "Đường Lý Sơn", "Đường Lý Sơn", "22")
MONUMENT = Found("place", "Lý Thường Kiệt", "Lý Thường Kiệt", None)
ROAD = Found("model", "TT01", "Tuyến đường nở hoa Lý Sơn", "22")


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("22", GROUP_22),
        ("TDP 22", GROUP_22),
        ("tổ 022", GROUP_22),
        ("tổ dân phố số 22", GROUP_22),
        ("ngheo", POOR),
        ("qvnn", POOR),
        ("QUY VI NGUOI NGHEO", POOR),
        ("fund for the poor", POOR),
        ("fund-poor", POOR),
        ("ly son", LY_SON),
        ("Lý Sơn", LY_SON),
        ("ly thuong kiet", MONUMENT),
        ("TT01", ROAD),
        ("no hoa", ROAD),
        ("chi bộ 22", ROAD),
        ("pham thi mai", Found("team", "22", "Phạm Thị Mai", "22")),
        ("thị hoa", Found("leader", "22", "Lê Thị Hoa", "22")),
    ],
)
def test_finds(query: str, best: Found) -> None:
    assert find(BOARD, query, "vi")[0] == best


def test_a_place_is_found_once_however_many_results_name_it() -> None:
    assert find(BOARD, "ly son", "vi") == [LY_SON, ROAD]


@pytest.mark.parametrize("query", ["xyzzy", "99", "?"])
def test_finds_nothing(query: str) -> None:
    assert find(BOARD, query, "vi") == []


def test_an_empty_query_finds_everything_that_has_a_name() -> None:
    board = board_with(groups=(*GROUPS, type(GROUPS[0])("23", "Tổ dân phố 23")))
    found = find(board, "", "vi")
    assert [each.kind for each in found].count("group") == 4
    assert [each.kind for each in found].count("leader") == 3


def test_finds_no_more_than_asked_for() -> None:
    assert find(BOARD, "", "vi", limit=2) == [
        Found("group", "12", "Tổ dân phố 12", "12"),
        Found("group", "18", "Tổ dân phố 18", "18"),
    ]


def test_names_are_in_the_language_asked_for() -> None:
    assert find(BOARD, "qvnn", "en")[0].name == "Fund for the Poor"


@pytest.mark.parametrize("query", ["22", "TDP 22", "tổ 022", "Tổ dân phố 22", "to dan pho so 22"])
def test_picks_the_group(query: str) -> None:
    assert pick_group(BOARD, query).code == "22"


@pytest.mark.parametrize(("query", "code"), [("5", "5"), ("TDP 05", "5"), ("bđ5", "BĐ5"), ("Hải Quân", "6")])
def test_picks_by_code_where_groups_of_old_wards_share_their_names(query: str, code: str) -> None:
    names = {"5": "Tổ 5", "BĐ5": "Tổ 5", "6": "Khu Hải Quân", "7": "Tổ 6"}
    board = board_with(groups=tuple(Group(code, name) for code, name in names.items()))
    assert pick_group(board, query).code == code


def test_groups_of_one_name_are_told_apart_by_their_codes() -> None:
    board = board_with(groups=(Group("NL5", "Tổ 5"), Group("BĐ5", "Tổ 5"), Group("7", "Tổ 7")))
    with pytest.raises(GiaoBanError) as refused:
        pick_group(board, "tổ 5")
    assert refused.value.values["candidates"] == "Tổ 5 (NL5), Tổ 5 (BĐ5)"
    with pytest.raises(NotFound) as missed:
        pick_group(board, "tổ 77")
    assert str(missed.value.values["near"]).startswith("Tổ 7, ")


def test_an_exact_key_is_no_guess() -> None:
    fund = replace(FUND, key="x", names={"vi": "blood"})
    assert pick_indicator(board_with(indicators=(fund, BLOOD)), "blood", "vi", topic="fund") == BLOOD


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("fund-poor", "fund-poor"),
        ("nghèo", "fund-poor"),
        ("ngheo", "fund-poor"),
        ("qvnn", "fund-poor"),
        ("Hiến máu nhân đạo", "blood"),
        ("hien mau", "blood"),
        ("score", "score"),
    ],
)
def test_picks_the_indicator(query: str, key: str) -> None:
    assert pick_indicator(BOARD, query, "vi").key == key


def test_names_the_candidates_where_several_answer_alike() -> None:
    with pytest.raises(GiaoBanError) as refused:
        pick_indicator(BOARD, "quỹ", "vi")
    assert not isinstance(refused.value, NotFound)
    assert refused.value.exit_code == 2
    assert refused.value.values["candidates"] == "Quỹ Vì người nghèo, Quỹ Đền ơn đáp nghĩa"


def test_the_topic_asked_for_comes_first() -> None:
    assert pick_indicator(BOARD, "d", "vi", topic="fund").key == "fund-gratitude"
    assert pick_indicator(BOARD, "hien mau", "vi", topic="fund").key == "blood"


def test_names_the_nearest_where_none_answers() -> None:
    with pytest.raises(NotFound) as missed:
        pick_indicator(BOARD, "hien mao", "vi")
    assert str(missed.value.values["near"]).startswith("Hiến máu nhân đạo")
    with pytest.raises(NotFound, match="Tổ dân phố 22"):
        pick_group(BOARD, "222")


@pytest.mark.parametrize(
    ("query", "nearest"),
    [
        ("nghoe", "Quỹ Vì người nghèo"),
        ("quỹ ngèo", "Quỹ Vì người nghèo"),
        ("lyson", "Đường Lý Sơn"),
        ("lý sơm", "Đường Lý Sơn"),
        ("fund-por", "Quỹ Vì người nghèo"),
        ("phan thi may", "Phạm Thị Mai"),
    ],
)
def test_a_misspelling_is_told_the_nearest_of_all_names(query: str, nearest: str) -> None:
    assert find(BOARD, query, "vi") == []
    near = str(missed(BOARD, query, "vi").values["near"]).split(", ")
    assert near[0] == nearest
    assert len(near) <= 3


@pytest.mark.parametrize("query", ["xyzzy", "99", "?", " "])
def test_what_nothing_is_like_is_told_no_name(query: str) -> None:
    assert "near" not in missed(BOARD, query, "vi").values


@pytest.mark.parametrize(
    ("query", "nearest"), [("nghoe", "Quỹ Vì người nghèo"), ("fund-por", "Quỹ Vì người nghèo"), ("hien mua", "Hiến")]
)
def test_an_indicator_is_near_by_a_word_or_its_key(query: str, nearest: str) -> None:
    with pytest.raises(NotFound) as refused:
        pick_indicator(BOARD, query, "vi")
    assert str(refused.value.values["near"]).startswith(nearest)


@pytest.mark.parametrize("query", ["22", "TDP 22"])
def test_a_group_is_told_that_it_is_no_indicator(query: str) -> None:
    with pytest.raises(NotFound, match=f"“{query}” is a group, Tổ dân phố 22; what is needed here is an indicator"):
        pick_indicator(BOARD, query, "vi")


@pytest.mark.parametrize("query", ["", "  "])
def test_nothing_names_neither_group_nor_indicator(query: str) -> None:
    with pytest.raises(NotFound, match="a group is missing"):
        pick_group(BOARD, query)
    with pytest.raises(NotFound, match="an indicator is missing"):
        pick_indicator(BOARD, query, "vi")


def test_a_ward_without_groups_has_none_to_propose() -> None:
    with pytest.raises(NotFound):
        pick_group(board_with(groups=()), "22")
