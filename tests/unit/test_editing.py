"""What a cell's editor says and saves of what is typed into it, before there is a screen."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.small_ward import small_board
from tui.errors import NumberRefused
from tui.screens.editing import ScoreEditing, Seen, TargetEditing
from tui.ward.board import Key
from tui.ward.decisions import Grounds, ScoreDecision, TargetDecision
from tui.ward.judgement import judged
from tui.ward.numbers import LIMIT
from tui.ward.scheme import Criterion, Extra

NO_GROUNDS = Grounds()


def editing(*keys: Key, language: str = "vi") -> TargetEditing:
    return TargetEditing(small_board(), keys, language)


def points(key: str, model: str = "TT01", side: str = "review") -> ScoreEditing:
    scheme = judged(small_board()).scheme
    scored: list[Criterion | Extra] = [*(part for each in scheme.criteria for part in each.walk()), *scheme.bonus]
    return ScoreEditing(small_board(), model, side, next(each for each in scored if each.key == key), "vi")


def lines(seen: Seen) -> list[str]:
    return [seen.refusal] if seen.refusal else [line.plain for line in seen.lines]


GOOD = "Tổng 35 · Tốt · hạng 1/2"
"""The first model as it stands."""

FUND_1 = ("1", "fund")
FUND_2 = ("2", "fund")
FUND_4 = ("4", "fund")
WARD = (None, "fund")


class TestTargets:
    @pytest.mark.parametrize(
        ("key", "typed", "target"),
        [
            (FUND_1, "4500000", 4_500_000),
            (FUND_1, "4.500.000", 4_500_000),
            (FUND_1, "4,5tr", 4_500_000),
            (FUND_1, " 4,5 triệu ", 4_500_000),
            (FUND_1, "+10%", 2_200_000),
            (FUND_1, "-500k", 1_500_000),
            (FUND_1, "50k/hộ", 5_000_000),
            (FUND_1, "50k/ho", 5_000_000),
            (FUND_1, "=tong/38", 315_789),
            (FUND_1, "=ho*25k", 2_500_000),
            (FUND_1, "=hientai*1,5", 3_000_000),
            (FUND_1, "", None),
            (FUND_4, "", None),
            (FUND_4, "1", 1),
            (WARD, "10k/ho", 4_500_000),
            (WARD, "=hientai+to*1tr", 17_000_000),
            (("1", "blood"), "12", 12),
            (("TH", "sea"), "5tr", 5_000_000),
        ],
    )
    def test_take_what_people_say(self, key: Key, typed: str, target: int | None) -> None:
        cell, before = editing(key), small_board().figures[key].target
        decision = cell.decision(typed, NO_GROUNDS)
        expected = None if target == before else TargetDecision({key: target}, {key: before}, NO_GROUNDS, 2018)
        assert decision == expected

    @pytest.mark.parametrize(
        ("keys", "typed", "expected"),
        [
            (
                (FUND_1,),
                "2,5tr",
                [
                    "2.500.000 đ  100,00 % ● đạt · hạng 1",
                    "hiện 2.000.000 đ  125,00 % ▲ vượt · hạng 1",
                    "1/3 tổ đạt",
                    "đã giao 7.500.000 / 12.000.000 đ",
                ],
            ),
            (
                (FUND_1,),
                "+50%",
                [
                    "3.000.000 đ  83,33 % ◐ đúng tiến độ · hạng 2",
                    "hiện 2.000.000 đ  125,00 % ▲ vượt · hạng 1",
                    "0/3 tổ đạt · hiện 1/3",
                    "đã giao 8.000.000 / 12.000.000 đ",
                ],
            ),
            (
                (FUND_1,),
                "=tong",
                [
                    "12.000.000 đ  20,83 % ▼ chậm · hạng 3",
                    "hiện 2.000.000 đ  125,00 % ▲ vượt · hạng 1",
                    "0/3 tổ đạt · hiện 1/3",
                    "đã giao 17.000.000 / 12.000.000 đ · quá 5.000.000",
                ],
            ),
            (
                (FUND_1,),
                "2tr",
                ["2.000.000 đ  125,00 % ▲ vượt · hạng 1", "1/3 tổ đạt", "đã giao 7.000.000 / 12.000.000 đ"],
            ),
            (
                (FUND_1,),
                "",
                [
                    "chưa giao",
                    "hiện 2.000.000 đ  125,00 % ▲ vượt · hạng 1",
                    "0/2 tổ đạt · hiện 1/3",
                    "đã giao 5.000.000 / 12.000.000 đ",
                ],
            ),
            (
                (FUND_1, FUND_2),
                "50k/ho",
                [
                    "tổng cộng 12.500.000 đ",
                    "0/3 tổ đạt · hiện 1/3",
                    "đã giao 14.500.000 / 12.000.000 đ · quá 2.500.000",
                ],
            ),
            (
                (WARD,),
                "6,4tr",
                [
                    "6.400.000 đ  100,00 % ● đạt",
                    "hiện 12.000.000 đ  53,33 % ▼ chậm",
                    "1/3 tổ đạt",
                    "đã giao 7.000.000 / 6.400.000 đ · quá 600.000",
                ],
            ),
            (
                (FUND_4,),
                "1tr",
                [
                    "1.000.000 đ  · chưa báo cáo",
                    "hiện chưa giao",
                    "1/4 tổ đạt · hiện 1/3",
                    "đã giao 8.000.000 / 12.000.000 đ",
                ],
            ),
            (((None, "nights"),), "4", ["4 đêm  100,00 % ● đạt", "hiện chưa giao"]),
            (
                (("1", "families"),),
                "90",
                [
                    "90 hộ  95,00 % ◐ đúng tiến độ · hạng 1",
                    "hiện chưa giao",
                    "100 % là tổng số hộ, chỉ tiêu không làm đổi tỷ lệ",
                ],
            ),
        ],
    )
    def test_say_what_they_would_be_and_do(self, keys: tuple[Key, ...], typed: str, expected: list[str]) -> None:
        assert lines(editing(*keys).seen(typed)) == expected

    @pytest.mark.parametrize(
        ("key", "typed"),
        [
            (FUND_1, "nhiều"),
            (FUND_1, "4.5"),
            (FUND_1, "0"),
            (FUND_1, "-3tr"),
            (FUND_1, "=tong/0"),
            (FUND_1, "-"),
            (FUND_4, "+10%"),
            (("5", "fund"), "50k/ho"),
            (("1", "sea"), "=tong"),
            (("1", "blood"), "1,5"),
        ],
    )
    def test_refuse_in_a_sentence(self, key: Key, typed: str) -> None:
        assert editing(key).seen(typed).refusal
        with pytest.raises(NumberRefused):
            editing(key).decision(typed, NO_GROUNDS)

    @pytest.mark.parametrize(
        ("keys", "language", "title", "text"),
        [
            ((FUND_1,), "vi", "Tổ dân phố 1 · Quỹ Vì người nghèo", "2.000.000"),
            ((FUND_1,), "en", "Tổ dân phố 1 · Fund for the Poor", "2,000,000"),
            ((FUND_4,), "vi", "Tổ dân phố 4 · Quỹ Vì người nghèo", ""),
            ((WARD,), "vi", "Phường Ngọc Thụy · Quỹ Vì người nghèo", "12.000.000"),
            ((FUND_1, ("3", "fund")), "vi", "2 tổ · Quỹ Vì người nghèo", "2.000.000"),
            ((FUND_1, FUND_2), "vi", "2 tổ · Quỹ Vì người nghèo", ""),
        ],
    )
    def test_begin_with_what_stands_there(self, keys: tuple[Key, ...], language: str, title: str, text: str) -> None:
        cell = editing(*keys, language=language)
        assert (cell.title, cell.text) == (title, text)
        if text:
            assert cell.decision(text, NO_GROUNDS) is None

    def test_of_many_groups_only_the_changed_ones_are_saved(self) -> None:
        decision = editing(FUND_1, FUND_2, ("3", "fund")).decision("2tr", Grounds("họp"))
        assert decision == TargetDecision({FUND_2: 2_000_000}, {FUND_2: 3_000_000}, Grounds("họp"), 2018)


class TestPoints:
    @pytest.mark.parametrize(
        ("key", "side", "typed", "expected"),
        [
            ("registration", "review", "7,5", Decimal("7.5")),
            ("registration", "review", "0", 0),
            ("registration", "review", "", None),
            ("registration", "self", "9", 9),
            ("result.goal", "review", "10", 10),
            ("flag", "bonus", "5", 5),
        ],
    )
    def test_up_to_the_most_there_are(self, key: str, side: str, typed: str, expected: Decimal | None) -> None:
        decision = points(key, side=side).decision(typed, NO_GROUNDS)
        assert isinstance(decision, ScoreDecision)
        assert decision.points == expected
        assert decision.path == ("model", "TT01", side, *key.split("."))

    @pytest.mark.parametrize("typed", ["11", "10,01", "-1", "5/10", "trên 5", "khoảng 5", "1e1", "x", "10%"])
    def test_others_are_refused_in_a_sentence(self, typed: str) -> None:
        assert points("registration").seen(typed).refusal
        with pytest.raises(NumberRefused):
            points("registration").decision(typed, NO_GROUNDS)

    @pytest.mark.parametrize(
        ("model", "key", "typed", "expected"),
        [
            ("TT01", "registration", "7", ["7/10 điểm", "Tổng 33 · Chưa đạt · hạng 1/2", f"hiện {GOOD}"]),
            ("TT01", "registration", "9", ["9/10 điểm", GOOD]),
            ("TT01", "registration", "", ["–/10 điểm", "chưa chấm xong", f"hiện {GOOD}"]),
            ("TT02", "result.goal", "10", ["10/10 điểm", GOOD, "hiện chưa chấm xong"]),
        ],
    )
    def test_say_the_grade_and_rank_that_they_make(self, model: str, key: str, typed: str, expected: list[str]) -> None:
        assert lines(points(key, model).seen(typed)) == expected

    def test_begin_with_what_stands_there(self) -> None:
        cell = points("result.verified")
        assert (cell.title, cell.text) == ("Chi bộ 1 · Kiểm chứng", "18")
        assert cell.saved("7,50") == "Chi bộ 1 · Kiểm chứng: 7,5"

    @pytest.mark.parametrize("written", ["1e9999", "-1e999999999", "NaN"])
    def test_begin_with_nothing_where_no_points_can_be_told(self, written: str) -> None:
        cell = points("registration")
        scores = {"model": {"TT01": {"review": {"registration": Decimal(written)}}}}
        cell = ScoreEditing(replace(cell.board, scores=scores), cell.model, cell.side, cell.scored, "vi")
        decision = cell.decision("7", NO_GROUNDS)
        assert cell.text == ""
        assert isinstance(decision, ScoreDecision)
        assert decision.seen is None


WORDS = st.text(max_size=12) | st.from_regex(r"[-+=]?[0-9.,]{0,6} ?(%|tr|k|tỷ|/hộ|/38|\*ho)?", fullmatch=True)


@given(st.sampled_from([FUND_1, FUND_4, WARD, ("1", "blood"), ("5", "families")]), WORDS)
def test_any_text_is_a_refusal_nothing_or_one_amount(key: Key, typed: str) -> None:
    cell = editing(key)
    refusal = cell.seen(typed).refusal
    if refusal:
        with pytest.raises(NumberRefused):
            cell.decision(typed, NO_GROUNDS)
        return
    decision = cell.decision(typed, NO_GROUNDS)
    if decision is not None:
        (target,) = decision.targets.values()
        assert target is None or 1 <= target <= LIMIT
        assert target != small_board().figures[key].target
        assert decision.on(small_board()).figures[key].target == target


@given(st.sampled_from(["registration", "result.goal", "flag"]), WORDS)
def test_any_text_is_a_refusal_nothing_or_points_in_range(key: str, typed: str) -> None:
    cell = points(key, side="bonus" if key == "flag" else "review")
    if cell.seen(typed).refusal:
        with pytest.raises(NumberRefused):
            cell.decision(typed, NO_GROUNDS)
        return
    decision = cell.decision(typed, NO_GROUNDS)
    if decision is not None and decision.points is not None:
        assert 0 <= decision.points <= cell.scored.max
        after = replace(cell, board=decision.on(small_board()))
        assert after.decision(typed, NO_GROUNDS) is None
