"""What each lookup answers: the contracts of the JSON and CSV, and the pages."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.boards import BEDS, BLOOD, BOARD, FUND, GROUPS, SCORE, VERDICTS, board_with
from tui import texts
from tui.errors import Problem
from tui.lookups import Check, Figures, Findings, Fund, GroupCard, Lookup, Overview, Targets
from tui.printing import cells
from tui.ward.board import Board, Figure, Key, Status, WardInfo
from tui.ward.finder import find
from tui.ward.judgement import judged

GROUP_22 = GROUPS[2]
PROBLEMS = [
    Problem("2018/results.csv", 12, "value", "12x", "a number is missing"),
    Problem("ward.toml", 0, "", "", "a table"),
]


def lookups(board: Board, problems: Sequence[Problem]) -> dict[str, Lookup]:
    """One of each kind."""
    return {
        "figures": Figures(board),
        "overview": Overview(board),
        "group": GroupCard(board, board.groups[-1]),
        "fund": Fund(board, board.indicators[0]),
        "find": Findings(board, find(board, "", "vi")),
        "targets": Targets(board),
        "check": Check(board, problems),
    }


LOOKUPS = lookups(BOARD, PROBLEMS)
every_lookup = pytest.mark.parametrize("lookup", LOOKUPS.values(), ids=LOOKUPS)


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    before = texts.language()
    texts.use("vi")
    yield
    texts.use(before)


def load(lookup: Lookup) -> Any:
    return json.loads(lookup.text("json"))


def lines(lookup: Lookup, width: int | None = None) -> list[str]:
    return lookup.text("text", width).splitlines()


def row(lookup: Lookup, *starts: str) -> list[str]:
    """The cells of the line that begins with these, two spaces or more apart."""
    for line in lines(lookup):
        found = [cell.strip() for cell in line.split("  ") if cell.strip()]
        if found[: len(starts)] == list(starts):
            return found
    raise AssertionError(f"no line {starts}")


class TestFigures:
    def test_json_has_the_keys_of_the_contract(self) -> None:
        records = load(Figures(BOARD, GROUP_22, FUND))
        assert records == [
            {
                "group": "22",
                "indicator": "fund-poor",
                "actual": 6_000_000,
                "bound": ">=",
                "target": 4_500_000,
                "base": 4_500_000,
                "ratio": pytest.approx(4 / 3),
                "status": "exceeded",
                "rank": 1,
                "reported": "2018-11-08",
            }
        ]
        assert list(records[0]) == list(Figures.fields)

    def test_amounts_with_decimals_are_floats_and_others_whole(self) -> None:
        (score,) = load(Figures(BOARD, GROUP_22, SCORE))
        assert (score["actual"], score["base"]) == (8.5, 10.0)
        (blood,) = load(Figures(BOARD, GROUP_22, BLOOD))
        assert isinstance(blood["actual"], int)

    def test_what_is_missing_is_null(self) -> None:
        (blood,) = load(Figures(BOARD, GROUPS[1], BLOOD))
        assert {key for key, value in blood.items() if value is None} == {
            *("actual", "target", "base", "ratio", "rank", "reported"),
        }

    @pytest.mark.parametrize(
        ("group", "indicator", "count"), [(None, None, 17), (GROUP_22, None, 4), (None, FUND, 4), (GROUP_22, FUND, 1)]
    )
    def test_are_those_asked_for(self, group: Any, indicator: Any, count: int) -> None:
        assert len(load(Figures(BOARD, group, indicator))) == count

    def test_the_ward_comes_first(self) -> None:
        assert [record["group"] for record in load(Figures(BOARD, indicator=FUND))] == [None, "12", "18", "22"]

    def test_page(self) -> None:
        assert row(Figures(BOARD), "22", "Quỹ Vì người nghèo") == [
            *("22", "Quỹ Vì người nghèo", "≥ 6.000.000", "4.500.000", "133,33 %", "▲ vượt", "1/3", "08/11", "đồng")
        ]
        assert row(Figures(BOARD), "phường", "Hiến máu nhân đạo")[2:4] == ["468", "300"]

    def test_a_day_of_another_year_has_its_year(self) -> None:
        assert "30/12/2017" in row(Figures(BOARD), "22", "Hiến máu nhân đạo")


class TestGroupCard:
    def test_json(self) -> None:
        card = load(GroupCard(BOARD, GROUP_22))
        assert (card["code"], card["name"], card["households"]) == ("22", "Tổ dân phố 22", 215)
        assert card["figures"] == load(Figures(BOARD, GROUP_22))
        assert card["teams"] == [{"leader": "Phạm Thị Mai", "members": 12, "weekday": "thứ bảy"}]
        assert [model["code"] for model in card["models"]] == ["TT01"]

    def test_page_answers_the_ten_second_question(self) -> None:
        page = lines(GroupCard(BOARD, GROUP_22))
        assert page[0] == "Phường Ngọc Thụy · 2018 · số liệu đến 08/11/2018 (số liệu tổ minh họa)"
        assert page[2] == "Tổ dân phố 22 · 215 hộ · tổ trưởng: Lê Thị Hoa"
        assert row(GroupCard(BOARD, GROUP_22), "Quỹ Đền ơn đáp nghĩa")[1:] == [
            *("3.000.000", "3.000.000", "100,00 %", "● đạt", "2/3", "08/11", "đồng"),
        ]

    def test_what_says_nothing_comes_last(self) -> None:
        group_18 = [line for line in lines(GroupCard(BOARD, GROUPS[1])) if "·" in line or "%" in line]
        assert group_18[-1].startswith("Hiến máu")


class TestFund:
    def test_json(self) -> None:
        fund = load(Fund(BOARD, FUND))
        assert (fund["indicator"], fund["name"], fund["as_of"]) == ("fund-poor", "Quỹ Vì người nghèo", "2018-11-08")
        assert fund["ward"]["group"] is None
        assert [figure["group"] for figure in fund["groups"]] == ["12", "18", "22"]

    def test_page_counts_the_groups_and_says_what_is_missing(self) -> None:
        page = lines(Fund(BOARD, FUND))
        assert page[2] == "Quỹ Vì người nghèo (đồng)"
        assert page[3] == "▲ vượt: 1  ● đạt: 1  ▼ chậm: 1"
        assert row(Fund(BOARD, FUND), "12")[1:7] == ["2.480.000", "4.000.000", "62,00 %", "▼ chậm", "3/3", "1.520.000"]
        assert row(Fund(BOARD, FUND), "22")[6] == "–"

    def test_of_a_limit_nothing_is_missing(self) -> None:
        limit = replace(FUND, better="lower")
        figures = {**BOARD.figures, ("22", "fund-poor"): replace(BOARD.figures["22", "fund-poor"], gap=1_500_000)}
        page = Fund(board_with(indicators=(limit, *BOARD.indicators[1:]), figures=figures), limit)
        assert row(page, "Tổ")[2:7] == ["Mức cho phép", "Tỷ lệ", "Tình trạng", "Hạng", "Vượt"]
        assert row(page, "22")[4:] == ["▲ vượt mức cho phép", "1/3", "1.500.000", "08/11"]

    def test_before_its_window_no_group_is_late(self) -> None:
        early = board_with(as_of=date(2018, 10, 16))
        assert lines(Fund(early, FUND))[3] == "▲ vượt: 1  ● đạt: 1  ▼ chưa đến kỳ: 1"
        assert row(Overview(early), "Quỹ Vì người nghèo")[5:] == ["2/3", "đồng"]

    def test_an_indicator_of_the_ward_alone_has_no_groups(self) -> None:
        assert load(Fund(BOARD, BEDS))["groups"] == []
        assert row(Fund(BOARD, BEDS), "phường")[1] == "8"


class TestFindings:
    def test_json(self) -> None:
        assert load(Findings(BOARD, find(BOARD, "ly son", "vi"))) == [
            {"kind": "place", "id": "Đường Lý Sơn", "name": "Đường Lý Sơn", "group": "22"},
            {"kind": "model", "id": "TT01", "name": "Tuyến đường nở hoa Lý Sơn", "group": "22"},
        ]

    def test_page(self) -> None:
        assert row(Findings(BOARD, find(BOARD, "22", "vi")), "tổ dân phố")[:3] == ["tổ dân phố", "Tổ dân phố 22", "22"]


class TestTargets:
    def test_json(self) -> None:
        assert load(Targets(BOARD)) == [
            {
                "group": None,
                "indicator": "blood",
                "value": 300,
                "assigned_by": "Hội Chữ thập đỏ quận",
                "source": "Kế hoạch 12",
            },
            {"group": "22", "indicator": "score", "value": 10.0, "assigned_by": "UBND phường", "source": ""},
            {"group": "22", "indicator": "blood", "value": 8, "assigned_by": "=HYPERLINK()", "source": ""},
        ]

    @pytest.mark.parametrize(
        ("group", "indicator", "count"), [(None, BLOOD, 2), (GROUP_22, None, 2), (GROUP_22, BLOOD, 1), (None, FUND, 0)]
    )
    def test_are_those_asked_for(self, group: Any, indicator: Any, count: int) -> None:
        assert len(load(Targets(BOARD, group, indicator))) == count

    def test_csv_runs_no_formula(self) -> None:
        records = list(csv.DictReader(io.StringIO(Targets(BOARD).text("csv"))))
        assert records[2]["assigned_by"] == "'=HYPERLINK()"


class TestCheck:
    def test_json(self) -> None:
        checked = load(Check(BOARD, PROBLEMS))
        assert checked["problems"][0] == {
            "file": "2018/results.csv",
            "line": 12,
            "column": "value",
            "value": "12x",
            "expected": "thiếu số",
        }
        assert checked["claims"][0] == {
            "says": "Gia đình văn hóa",
            "where": "mục 2",
            "stated": 95.06,
            "computed": 94.44,
            "verdict": "wrong",
            "would_be_true": {"actual": 7826, "base": 8179},
        }
        assert [claim["would_be_true"] for claim in checked["claims"][1:]] == [None, None]
        assert checked["claims"][2]["stated"] is None

    @pytest.mark.parametrize(
        ("problems", "verdicts", "passed"),
        [([], VERDICTS[1:], True), ([], VERDICTS, False), (PROBLEMS, VERDICTS[1:], False), ([], (), True)],
    )
    def test_passes_where_nothing_is_wrong(self, problems: Any, verdicts: Any, passed: bool) -> None:
        assert Check(board_with(verdicts=verdicts), problems).passed is passed

    def test_page(self) -> None:
        page = lines(Check(BOARD, PROBLEMS))
        assert page[2:5] == [
            "2 dòng lỗi trong tệp",
            "2018/results.csv:12: value: “12x”: thiếu số",
            "ward.toml: một bảng",
        ]
        assert row(Check(BOARD, PROBLEMS), "SAI") == [
            *("SAI", "95,06 %", "94,44 %", "7.826/8.233 hoặc 7.775/8.179", "Gia đình văn hóa", "mục 2"),
        ]
        assert "Các tệp không có dòng lỗi nào" in lines(Check(BOARD, []))

    def test_csv_has_both_lists(self) -> None:
        records = list(csv.DictReader(io.StringIO(Check(BOARD, PROBLEMS).text("csv"))))
        assert [record["file"] for record in records][:2] == ["2018/results.csv", "ward.toml"]
        assert records[2]["would_be_base"] == "8179"


class TestOverview:
    def test_json_has_the_wards_figures(self) -> None:
        assert {record["group"] for record in load(Overview(BOARD))} == {None}

    def test_page_has_the_ward_and_what_to_raise(self) -> None:
        page = lines(Overview(BOARD))
        assert row(Overview(BOARD), "Quỹ Đền ơn đáp nghĩa")[1:6] == [
            *("229.010.000", "120.000.000", "190,84 %", "▲ vượt", "2/3"),
        ]
        heading = next(at for at, line in enumerate(page) if line.startswith("Cần đưa ra giao ban"))
        assert "Gia đình văn hóa" in page[heading + 1]
        assert any("Tổ dân phố 12" in line and "Quỹ Vì người nghèo" in line for line in page[heading:])

    def test_tells_how_many_more_there_are_to_raise(self) -> None:
        verdicts = tuple(replace(VERDICTS[0], says=f"Câu {n}") for n in range(3))
        few, late = board_with(verdicts=verdicts[:1]), BOARD.figures["12", "fund-poor"]
        figures: dict[Key, Figure] = dict(BOARD.figures)
        figures |= {(None, each.key): replace(late, group=None, indicator=each.key) for each in BOARD.indicators}
        many = board_with(verdicts=verdicts, figures=figures)
        assert "việc nữa" not in Overview(few).text("text")
        count = len(judged(many).items)
        assert lines(Overview(many))[-1] == f"… còn {count - 7} việc nữa; xem đủ trong ứng dụng"

    def test_of_a_ward_without_results_it_tells_the_next_step(self) -> None:
        silent = {
            key: replace(figure, actual=None, ratio=None, status=Status.NOT_REPORTED)
            for key, figure in BOARD.figures.items()
        }
        assert lines(Overview(board_with(figures=silent)))[2].startswith("Chưa có kết quả nào. ")
        assert "Chưa có kết quả nào" not in Overview(BOARD).text("text")

    def test_an_indicator_of_the_ward_alone_counts_no_groups(self) -> None:
        assert row(Overview(BOARD), "Bồn hoa") == ["Bồn hoa", "8", "–", "–", "– chưa giao", "bồn hoa"]


@every_lookup
class TestEveryLookup:
    @pytest.mark.parametrize("width", [40, 50, 60, 70, 80])
    def test_fits_a_terminal(self, lookup: Lookup, width: int) -> None:
        assert max(map(cells, lines(lookup, width))) <= width

    def test_has_no_trailing_space(self, lookup: Lookup) -> None:
        assert [line for line in lines(lookup) if line != line.rstrip()] == []

    def test_csv_has_the_columns_of_the_records(self, lookup: Lookup) -> None:
        reader = csv.DictReader(io.StringIO(lookup.text("csv")))
        assert reader.fieldnames == list(lookup.fields)
        assert len(list(reader)) == len(lookup.records())
        assert all(set(record) <= set(lookup.fields) for record in lookup.records())

    def test_speaks_english_too(self, lookup: Lookup) -> None:
        texts.use("en")
        assert not {"Nội dung", "Kết quả", "Tỷ lệ", "Tên"} & set(lookup.text("text").split("  "))


HOSTILE = "\x1b]0;x\x07\u202e\x9b"


@pytest.mark.parametrize("form", ["text", "csv"])
@pytest.mark.parametrize("kind", LOOKUPS)
def test_no_text_reaches_the_terminal_that_it_would_obey(kind: str, form: str) -> None:
    """Not even from a board that was never cleaned."""
    board = board_with(
        info=WardInfo(HOSTILE),
        indicators=tuple(replace(each, names={"vi": HOSTILE}, unit=HOSTILE) for each in BOARD.indicators),
        groups=tuple(replace(each, name=HOSTILE, leader=HOSTILE) for each in BOARD.groups),
        targets=tuple(replace(each, source=HOSTILE) for each in BOARD.targets),
        teams=tuple(replace(each, leader=HOSTILE) for each in BOARD.teams),
        models=tuple(replace(each, title=HOSTILE, registrant=HOSTILE) for each in BOARD.models),
        places=tuple(replace(each, place=HOSTILE) for each in BOARD.places),
        verdicts=tuple(replace(each, says=HOSTILE, where=HOSTILE) for each in BOARD.verdicts),
    )
    text = lookups(board, [replace(PROBLEMS[0], value=HOSTILE)])[kind].text(form)
    assert not set(HOSTILE) & set(text) - set("]0;x")
    assert form == "csv" or "\ufffd]0;x" in text


def test_only_made_up_figures_are_called_illustrative() -> None:
    real = board_with(info=WardInfo("Ngọc Thụy"))
    assert lines(Figures(real))[0] == "Phường Ngọc Thụy · 2018 · số liệu đến 08/11/2018"
