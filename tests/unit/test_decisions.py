"""What a meeting decides, on the board and on disk: a save and a new reading give what showed before."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.boards import SCORE
from tests.small_ward import SCORES, TARGETS, small_board, small_ward
from tui.errors import Refused
from tui.store import decisions, edits
from tui.store.edits import Conflict, Edit, Who
from tui.store.session import Session
from tui.ward.board import Board, Key
from tui.ward.decisions import Decision, Grounds, ScoreDecision, TargetDecision, decided, place_of_points
from tui.ward.judgement import judged

LAN = Who("lan", "p12")

FUND_1: Key = ("1", "fund")
FUND_2: Key = ("2", "fund")
WARD: Key = (None, "fund")
FAMILIES_1: Key = ("1", "families")

REGISTRATION = ("model", "TT01", "review", "registration")
GOAL = ("model", "TT02", "review", "result", "goal")


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    return small_ward(tmp_path / "ward")


def deciding(targets: Mapping[Key, int | None], **grounds: str) -> TargetDecision:
    found = decided(small_board(), targets, Grounds(**grounds))
    assert found is not None
    return found


def rejudged(points: object, path: tuple[str, ...] = REGISTRATION, seen: object = 9) -> ScoreDecision:
    old, new = (None if value is None else Decimal(str(value)) for value in (seen, points))
    return ScoreDecision(path, new, old, year=2018)


def reread(ward: Path) -> Board:
    return Session(ward, keep=False).board()


def tables(ward: Path, file: str = "targets.toml") -> dict[str, object]:
    return tomllib.loads((ward / "2018" / file).read_text("utf-8"))


class TestDecided:
    @pytest.mark.parametrize(
        ("targets", "grounds", "changed"),
        [
            ({FUND_1: 2_000_000}, {}, set()),
            ({FUND_1: 3_000_000}, {}, {FUND_1}),
            ({FUND_1: 3_000_000, FUND_2: 3_000_000}, {}, {FUND_1}),
            ({FUND_1: None}, {}, {FUND_1}),
            ({("4", "fund"): None}, {}, set()),
            ({FUND_1: 2_000_000}, {"reason": "họp"}, set()),
            ({FUND_1: 2_000_000}, {"source": "Kế hoạch 12"}, {FUND_1}),
            ({FUND_1: 2_000_000}, {"assigned_by": "Đảng ủy"}, {FUND_1}),
            ({("4", "fund"): None}, {"source": "Kế hoạch 12"}, set()),
        ],
    )
    def test_only_what_changes(
        self, targets: dict[Key, int | None], grounds: dict[str, str], changed: set[Key]
    ) -> None:
        found = decided(small_board(), targets, Grounds(**grounds))
        assert (set(found.targets) if found else set()) == changed
        if found:
            assert found.seen == {at: small_board().figures[at].target for at in changed}

    @pytest.mark.parametrize("decision", [deciding({FUND_1: 1}), rejudged(1)])
    def test_fits_a_board_of_its_year_that_has_it(self, decision: Decision) -> None:
        assert decision.fits(small_board())
        assert not decision.fits(replace(small_board(), year=2017))
        assert not decision.fits(replace(small_board(), figures={}, models=()))


@pytest.mark.parametrize(
    "decision",
    [
        deciding({FUND_1: 3_000_000}),
        deciding({FUND_1: 3_000_000}, assigned_by="Đảng ủy", source="Kế hoạch 12", reason="họp"),
        deciding({FUND_1: 2_000_000}, source="Kế hoạch 12"),
        deciding({FUND_1: None, FUND_2: 1, ("5", "fund"): 7}),
        deciding({WARD: 20_000_000}),
        deciding({WARD: None}),
        deciding({FAMILIES_1: 90}),
        deciding({(None, "nights"): 4}),
        deciding({("PN", "fund"): 500_000}),
        rejudged("7.5"),
        rejudged(None),
        rejudged(10, GOAL, None),
        rejudged(3, ("model", "TT02", "bonus", "flag"), None),
        rejudged(9, ("model", "TT02", "self", "registration"), None),
    ],
)
def test_what_shows_after_a_save_is_what_a_new_reading_gives(decision: Decision, ward: Path) -> None:
    before = reread(ward)
    decisions.save(ward / "2018", before, decision)
    shown, read = decision.on(before), reread(ward)
    assert shown.figures == read.figures
    assert set(shown.targets) == set(read.targets)
    assert shown.scores == read.scores
    assert judged(shown).evaluations == judged(read).evaluations
    assert read.problems == ()


class TestOnDisk:
    def test_a_target_written_as_text_is_seen_as_what_it_means(self, ward: Path) -> None:
        targets = ward / "2018/targets.toml"
        targets.write_text(TARGETS.replace("value = 3000000", 'value = "3 triệu"'), "utf-8")
        board = reread(ward)
        decisions.save(ward / "2018", board, deciding({FUND_2: 4_000_000}))
        assert targets.read_text("utf-8") == TARGETS.replace("3000000", "4000000")

    def test_a_group_keeps_the_name_that_the_file_gives_it(self, ward: Path) -> None:
        targets = ward / "2018/targets.toml"
        targets.write_text('[group."TDP 01".fund]\nvalue = 2000000\n', "utf-8")
        decisions.save(ward / "2018", reread(ward), deciding({FUND_1: 5}))
        assert targets.read_text("utf-8") == '[group."TDP 01".fund]\nvalue = 5\n'

    @pytest.mark.parametrize(
        ("points", "line"),
        [
            ("7.5", "registration = 7.5"),
            ("7.0", "registration = 7"),
            ("10", "registration = 10"),
            ("0", "registration = 0"),
        ],
    )
    def test_whole_points_have_no_point(self, points: str, line: str, ward: Path) -> None:
        decisions.save(ward / "2018", small_board(), rejudged(points))
        assert (ward / "2018/scores.toml").read_text("utf-8") == SCORES.replace("registration = 9", line)

    @pytest.mark.parametrize(
        ("amount", "decimals", "value"),
        [
            (None, 0, None),
            (None, 1, None),
            (5, 0, 5),
            (85, 1, Decimal("8.5")),
            (80, 1, Decimal("8.0")),
            (1, 2, Decimal("0.01")),
        ],
    )
    def test_amounts_have_the_places_of_their_indicator(self, amount: int | None, decimals: int, value: object) -> None:
        assert decisions.in_file(amount, replace(SCORE, decimals=decimals)) == value

    def test_what_somebody_else_has_changed_is_a_conflict_unless_forced(self, ward: Path) -> None:
        folder, decision = ward / "2018", deciding({FUND_1: 3_000_000, FUND_2: 4_000_000}, reason="họp")
        edits.save(folder, "targets.toml", [Edit(("group", "2", "fund", "value"), 3_000_000, 5_000_000)], who=LAN)
        with pytest.raises(Conflict) as caught:
            decisions.save(folder, small_board(), decision)
        (clash,) = caught.value.clashes
        assert (clash.path, clash.mine, clash.theirs) == (("group", "2", "fund", "value"), 4_000_000, 5_000_000)
        assert clash.by is not None
        assert clash.by.who == "lan"
        assert [reread(ward).figures[at].target for at in (FUND_1, FUND_2)] == [2_000_000, 5_000_000]
        decisions.save(folder, small_board(), decision, force=True)
        assert [reread(ward).figures[at].target for at in (FUND_1, FUND_2)] == [3_000_000, 4_000_000]

    def test_grounds_of_a_target_taken_away_are_not_kept(self, ward: Path) -> None:
        decisions.save(ward / "2018", small_board(), deciding({FUND_2: None}, source="Kế hoạch 12"))
        assert "fund" not in tables(ward)["group"]["2"]  # type: ignore[index]

    def test_a_file_that_cannot_be_read_is_refused(self, ward: Path) -> None:
        (ward / "2018/targets.toml").write_text("value ==\n", "utf-8")
        with pytest.raises(Refused):
            decisions.save(ward / "2018", small_board(), deciding({FUND_1: 1}))

    def test_its_history_is_that_of_its_value(self, ward: Path) -> None:
        for target in (3_000_000, 4_000_000):
            decisions.save(ward / "2018", reread(ward), deciding({FUND_1: target}, source=f"KH {target}"), force=True)
        decisions.save(ward / "2018", reread(ward), deciding({FUND_2: 1, WARD: 5}))
        assert [entry.new for entry in decisions.history(ward / "2018", FUND_1)] == [4_000_000, 3_000_000]
        assert [entry.new for entry in decisions.history(ward / "2018", WARD)] == [5]
        assert decisions.history(ward / "2018", ("3", "fund")) == []


@pytest.mark.parametrize(
    ("scores", "side", "key", "place"),
    [
        ({}, "review", "registration", ("review", "registration")),
        ({}, "review", "result.goal", ("review", "result", "goal")),
        ({"review": {"result": {"goal": 1}}}, "review", "result.goal", ("review", "result", "goal")),
        ({"review": {"result.goal": 1}}, "review", "result.goal", ("review", "result.goal")),
        ({"self": {"result.goal": 1}}, "review", "result.goal", ("review", "result", "goal")),
        ({"review": 5}, "review", "result.goal", ("review", "result", "goal")),
        ({}, "bonus", "flag", ("bonus", "flag")),
    ],
)
def test_parts_stand_in_a_table_or_under_their_dotted_key(
    scores: dict[str, object], side: str, key: str, place: tuple[str, ...]
) -> None:
    assert place_of_points({"model": {"TT01": scores}}, "TT01", side, key) == ("model", "TT01", *place)
