"""Targets changed without a screen: what comes to the disk, what is answered, what is refused."""

import csv
import io
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tui import cli, targets_cli, texts
from tui.errors import NotFound, NumberRefused, Refused
from tui.lookups import Lookup
from tui.store import edits
from tui.store.edits import Clash, Conflict, Edit, Who
from tui.store.session import Session
from tui.targets_cli import Changed, History, Spread, Undone
from tui.ward.allocate import Basis

WARD = {
    "ward.toml": 'name = "Ngọc Thụy"\n',
    "indicators.toml": """
[fund-poor]
topic = "fund"
name.vi = "Quỹ Vì người nghèo"
name.en = "Fund for the Poor"
unit = "đồng"

[blood]
topic = "blood"
name.vi = "Hiến máu nhân đạo"
name.en = "Blood donation"
unit = "đơn vị máu"
unit_en = "units"

[score]
topic = "campaign"
name.vi = "Điểm thi đua"
unit = "điểm"
measure = "latest"
decimals = 1

[families]
topic = "culture"
name.vi = "Gia đình văn hóa"
unit = "hộ"
measure = "latest"
of = "households"

[beds]
topic = "environment"
name.vi = "Bồn hoa"
unit = "bồn"
scope = "ward"
""",
    "2017/groups.csv": "code,name\n18,Tổ dân phố 18\n22,Tổ dân phố 22\n",
    "2017/results.csv": "date,group,indicator,value\n2017-07-01,18,blood,3\n2017-12-20,22,blood,9\n",
    "2018/groups.csv": (
        "code,name,kind,households\n"
        "18,Tổ dân phố 18,residential,100\n22,Tổ dân phố 22,residential,300\n30,Tổ dân phố 30,residential,\n"
        "HPN,Hội Phụ nữ,union,\n"
    ),
    "2018/results.csv": (
        "date,group,indicator,value\n"
        "2018-10-20,22,fund-poor,6.000.000\n2018-10-20,18,fund-poor,1.000.000\n"
        "2018-07-30,18,blood,8\n2018-11-08,22,score,8.5\n2018-11-08,22,families,150\n2018-11-08,,beds,3\n"
    ),
    "2018/targets.toml": """
[ward.blood]
value = 40
assigned_by = "Hội Chữ thập đỏ quận"

[ward.fund-poor]
value = 10_000_500

[group.18.blood]
value = 8

[group."TDP 22".fund-poor]
value = "4,5 triệu"
assigned_by = "Phường"
own-key = "kept"

[group.30.blood]
value = 5

[group.HPN.blood]
value = 4
""",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in WARD.items():
        file = tmp_path / "ward" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path / "ward"


class Desk:
    """Somebody at the command line: each command reads the ward anew."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def set(self, indicator: str, text: str, group: str | None = None, **given: Any) -> Changed:
        session = self.session()
        board = session.board()
        who = board.group(group) if group else None
        return targets_cli.set_target(session, board, board.indicator(indicator), who, text, **given)

    def allocate(self, indicator: str, by: Basis = Basis.HOUSEHOLDS, step: str | None = None, **given: Any) -> Spread:
        session = self.session()
        board = session.board()
        return targets_cli.allocate(session, board, board.indicator(indicator), by, step, **given)

    def history(self, indicator: str | None = None, group: str | None = None) -> History:
        session = self.session()
        board = session.board()
        about = board.indicator(indicator) if indicator else None
        return targets_cli.history(session, board, about, board.group(group) if group else None)

    def undo(self) -> Undone:
        session = self.session()
        return targets_cli.undo(session, session.board())

    def session(self) -> Session:
        return Session(self.folder, keep=False)

    def file(self) -> dict[str, Any]:
        return tomllib.loads((self.folder / "2018" / "targets.toml").read_text(encoding="utf-8"))

    def on_disk(self) -> dict[str, bytes]:
        return {str(file): file.read_bytes() for file in self.folder.rglob("*") if file.is_file()}


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    before = texts.language()
    texts.use("en")
    yield Desk(folder)
    texts.use(before)


def load(lookup: Lookup) -> Any:
    return json.loads(lookup.text("json"), parse_constant=pytest.fail)


def lines(lookup: Lookup) -> list[str]:
    return lookup.text("text").splitlines()[2:]


class TestSet:
    @pytest.mark.parametrize(
        ("indicator", "group", "text", "expected"),
        [
            ("fund-poor", "22", "5tr", 5_000_000),
            ("fund-poor", "22", "+10%", 4_950_000),
            ("fund-poor", "22", "−500k", 4_000_000),
            ("fund-poor", "22", "20k/hộ", 6_000_000),
            ("fund-poor", "22", "=tong/so to", 3_333_500),
            ("fund-poor", "30", "3.000.000 đ", 3_000_000),
            ("blood", "HPN", "6", 6),
            ("score", "22", "9,5", 9.5),
            ("score", "22", "10", 10),
        ],
    )
    def test_a_group_s_target_is_on_disk(
        self, desk: Desk, indicator: str, group: str, text: str, expected: float
    ) -> None:
        answer = load(desk.set(indicator, text, group))
        spelling = "TDP 22" if group == "22" else group
        assert desk.file()["group"][spelling][indicator]["value"] == expected
        assert (answer[0]["group"], answer[0]["indicator"], answer[0]["new"]) == (group, indicator, expected)

    def test_without_a_group_it_is_the_ward_s_own(self, desk: Desk) -> None:
        assert load(desk.set("blood", "+10%"))[0] == {
            "group": None,
            "indicator": "blood",
            "old": 40,
            "new": 44,
            "ratio": 8 / 44,
            "status": "behind",
            "rank": None,
        }
        assert desk.file()["ward"]["blood"] == {"value": 44, "assigned_by": "Hội Chữ thập đỏ quận"}

    def test_the_ward_counts_the_households_of_all_groups(self, desk: Desk) -> None:
        assert load(desk.set("fund-poor", "20k/hộ"))[0]["new"] == 400 * 20_000

    def test_everything_else_in_the_file_stays(self, desk: Desk) -> None:
        before = desk.file()
        desk.set("fund-poor", "5tr", "22")
        before["group"]["TDP 22"]["fund-poor"]["value"] = 5_000_000
        assert desk.file() == before

    def test_nothing_typed_takes_it_away(self, desk: Desk) -> None:
        assert load(desk.set("blood", "", "18"))[0]["new"] is None
        assert "18" not in desk.file()["group"]
        assert desk.session().board().figures["18", "blood"].target is None

    def test_people_read_what_it_was_is_and_does(self, desk: Desk) -> None:
        assert lines(desk.set("fund-poor", "6tr", "22")) == [
            "Tổ dân phố 22 · Fund for the Poor: 4,500,000 đ → 6,000,000 đ",
            "100.00 % · ● met · rank 1 of 3",
            "met by 1 of 1 group, 1/1 before",
            "allocated 6,000,000 of 10,000,500 đ",
        ]
        assert lines(desk.set("beds", "5")) == ["Ngọc Thụy ward · Bồn hoa: – → 5 bồn", "60.00 % · ▼ behind"]

    def test_machines_read_csv(self, desk: Desk) -> None:
        (row,) = csv.DictReader(io.StringIO(desk.set("blood", "9", "18").text("csv")))
        assert (row["group"], row["old"], row["new"], row["status"]) == ("18", "8", "9", "on-pace")

    def test_a_dry_run_only_says_what_it_would_do(self, desk: Desk) -> None:
        before = desk.on_disk()
        dry = desk.set("fund-poor", "6tr", "22", dry_run=True)
        assert desk.on_disk() == before
        assert list(dry.notices()) == ["nothing was saved: --dry-run"]
        assert dry.text("json") == desk.set("fund-poor", "6tr", "22").text("json")

    def test_what_is_already_so_is_not_saved_again(self, desk: Desk) -> None:
        before = desk.on_disk()
        same = desk.set("blood", "8", "18")
        assert list(same.notices()) == ["that is what it was already: nothing had to be saved"]
        assert desk.on_disk() == before

    def test_a_target_that_is_not_what_100_percent_is_gets_a_remark(self, desk: Desk) -> None:
        notices = list(desk.set("families", "200", "22").notices())
        assert notices == ["this indicator is held against all households, whatever its target"]

    def test_comments_that_are_dropped_are_kept_beside_the_file(self, desk: Desk) -> None:
        file = desk.folder / "2018" / "targets.toml"
        file.write_text("# theo Kế hoạch 12\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
        (notice,) = desk.set("blood", "9", "18").notices()
        assert notice.startswith("targets.toml had comments")
        assert any("Kế hoạch 12".encode() in data for name, data in desk.on_disk().items() if ".goc" in name)

    @pytest.mark.parametrize(
        ("indicator", "group", "text", "error"),
        [
            ("blood", "18", "-100%", NumberRefused),
            ("blood", "22", "+10%", NumberRefused),
            ("blood", "30", "2/hộ", NumberRefused),
            ("blood", "18", "8 đ", NumberRefused),
            ("beds", "18", "5", NotFound),
        ],
    )
    def test_what_makes_no_sense_is_refused_and_leaves_no_trace(
        self, desk: Desk, indicator: str, group: str, text: str, error: type[Exception]
    ) -> None:
        before = desk.on_disk()
        with pytest.raises(error):
            desk.set(indicator, text, group)
        assert desk.on_disk() == before

    def test_a_change_reckoned_from_an_old_target_is_refused(self, desk: Desk) -> None:
        session = desk.session()
        board = session.board()
        desk.set("blood", "20", "18")
        with pytest.raises(Refused) as refused:
            targets_cli.set_target(session, board, board.indicator("blood"), board.group("18"), "+1")
        assert str(refused.value).startswith("Tổ dân phố 18 · Blood donation is 20 since ")
        assert str(refused.value).endswith(", so 9 was not saved.")
        assert desk.file()["group"]["18"]["blood"]["value"] == 20

    def test_a_conflict_over_what_the_board_has_not_names_the_place_in_the_file(self, desk: Desk) -> None:
        clash = Clash(("group", "99", "blood", "value"), 8, 9, None)
        with pytest.raises(Conflict) as conflict, targets_cli.telling(desk.session().board()):
            raise Conflict([clash])
        assert str(conflict.value).startswith('group."99".blood.value is 9 since ')


class TestAllocate:
    def test_the_ward_s_target_is_on_disk_group_by_group(self, desk: Desk) -> None:
        answer = load(desk.allocate("blood"))
        assert answer == [
            {"group": "18", "before": 8, "after": 9, "difference": 1},
            {"group": "22", "before": None, "after": 27, "difference": 27},
            {"group": "30", "before": 5, "after": None, "difference": -5},
        ]
        groups = {code: tables["blood"]["value"] for code, tables in desk.file()["group"].items() if "blood" in tables}
        assert groups == {"18": 9, "TDP 22": 27, "HPN": 4}

    def test_people_read_a_table_and_what_was_special(self, desk: Desk) -> None:
        page = lines(desk.allocate("blood", step="10"))
        assert page[0] == "Blood donation: 36 units spread by households in steps of 10 units"
        assert page[1] == "assigned to others: 4 units of the ward's target"
        assert page[2] == "Tổ dân phố 22 gets 6 units that are no whole step"
        assert page[3] == "Nothing to spread by is known of: Tổ dân phố 30; they get no target"
        assert [line.split() for line in page[6:9]] == [
            ["18", "8", "10", "+2"],
            ["22", "–", "26", "+26"],
            ["30", "5", "–", "-5"],
        ]
        assert page[-2:] == ["met by 0 of 2 groups, 1/2 before", "allocated 40 of 40 units"]

    @pytest.mark.parametrize(
        ("by", "step", "expected"),
        [
            (Basis.HOUSEHOLDS, None, [2_500_000, 7_500_500, None]),
            (Basis.HOUSEHOLDS, "1tr", [2_000_500, 8_000_000, None]),
            (Basis.EVENLY, None, [3_334_000, 3_333_500, 3_333_000]),
            (Basis.EVENLY, "100 nghìn", [3_400_000, 3_300_500, 3_300_000]),
        ],
    )
    def test_by_what_and_in_which_steps(
        self, desk: Desk, by: Basis, step: str | None, expected: list[int | None]
    ) -> None:
        assert [row["after"] for row in load(desk.allocate("fund-poor", by, step, dry_run=True))] == expected

    def test_by_last_year_counts_the_whole_of_it(self, desk: Desk) -> None:
        assert [row["after"] for row in load(desk.allocate("blood", Basis.LAST_YEAR))] == [9, 27, None]

    def test_a_dry_run_saves_nothing(self, desk: Desk) -> None:
        before = desk.on_disk()
        assert list(desk.allocate("blood", dry_run=True).notices()) == ["nothing was saved: --dry-run"]
        assert desk.on_disk() == before

    @pytest.mark.parametrize("step", ["0", "abc", "trên 5", "10/2", "-5"])
    def test_a_step_is_one_amount(self, desk: Desk, step: str) -> None:
        with pytest.raises(NumberRefused):
            desk.allocate("blood", step=step)

    @pytest.mark.parametrize("indicator", ["score", "beds"])
    def test_without_a_target_to_spread_it_is_refused(self, desk: Desk, indicator: str) -> None:
        with pytest.raises(NotFound):
            desk.allocate(indicator)


class TestHistory:
    def test_newest_first_with_who_and_why(self, desk: Desk) -> None:
        desk.set("blood", "9", "18", reason="Họp giao ban 08/11")
        desk.set("blood", "50")
        newest, older = load(desk.history())
        assert list(newest) == ["at", "who", "group", "indicator", "old", "new", "reason"]
        assert (newest["group"], newest["indicator"], newest["old"], newest["new"]) == (None, "blood", 40, 50)
        assert (older["group"], older["old"], older["new"]) == ("18", 8, 9)
        assert (newest["reason"], older["reason"]) == ("", "Họp giao ban 08/11")
        assert newest["at"] >= older["at"] > "2018"
        assert newest["who"] == older["who"] != ""

    def test_of_one_indicator_or_group(self, desk: Desk) -> None:
        desk.set("blood", "9", "18")
        desk.set("fund-poor", "5tr", "22")
        desk.set("blood", "50")
        assert [entry["new"] for entry in load(desk.history("blood"))] == [50, 9]
        assert [entry["new"] for entry in load(desk.history(group="22"))] == [5_000_000]
        assert load(desk.history("fund-poor", "18")) == []

    def test_values_are_told_as_they_stand_in_the_file(self, desk: Desk) -> None:
        desk.set("fund-poor", "5tr", "22")
        desk.set("score", "9,5", "22")
        desk.set("score", "", "22")
        assert [(entry["old"], entry["new"]) for entry in load(desk.history(group="22"))] == [
            (9.5, None),
            (None, 9.5),
            ("4,5 triệu", 5_000_000),
        ]

    def test_people_read_amounts(self, desk: Desk) -> None:
        desk.set("fund-poor", "5tr", "22", reason="Họp")
        desk.undo()
        undone, done = ([cell for cell in line.split("  ") if cell] for line in lines(desk.history())[1:])
        assert [cell.strip() for cell in done[2:]] == ["22", "Fund for the Poor", "4,500,000", "5,000,000", "Họp"]
        assert [cell.strip() for cell in undone[2:]] == ["22", "Fund for the Poor", "5,000,000", "4,500,000", "undone"]

    def test_what_was_wrong_in_the_file_is_told_as_it_stood(self, desk: Desk) -> None:
        file = desk.folder / "2018" / "targets.toml"
        text = (
            file.read_text(encoding="utf-8").replace("value = 8", 'value = "tám"').replace("value = 5", "value = [5]")
        )
        file.write_text(text, encoding="utf-8")
        desk.set("blood", "8", "18")
        desk.set("blood", "5", "30")
        assert [(entry["old"], entry["new"]) for entry in load(desk.history())] == [("[5]", 5), ("tám", 8)]
        assert "tám" in desk.history("blood", "18").text("text")

    @pytest.mark.parametrize(("written", "told"), [("1e9999", "1E+9999"), ("inf", "Infinity"), ("nan", "NaN")])
    def test_what_is_no_number_of_json_is_told_as_text(self, desk: Desk, written: str, told: str) -> None:
        file = desk.folder / "2018" / "targets.toml"
        file.write_text(file.read_text(encoding="utf-8").replace("value = 8", f"value = {written}"), encoding="utf-8")
        desk.set("blood", "9", "18")
        (entry,) = load(desk.history())
        assert (entry["old"], entry["new"]) == (told, 9)

    def test_without_a_journal_it_is_empty(self, desk: Desk) -> None:
        assert load(desk.history()) == []

    def test_what_an_editor_changed_without_the_app_has_no_name(self, desk: Desk) -> None:
        desk.set("blood", "9", "18")
        file = desk.folder / "2018" / "targets.toml"
        text = file.read_text(encoding="utf-8").replace("value = 9", "value = 11").replace('"Phường"', '"UBND phường"')
        file.write_text(text, encoding="utf-8")
        notices = list(desk.set("blood", "50").notices())
        assert any("targets.toml was changed without the app: " in each and "9 → 11" in each for each in notices)
        _, foreign, _ = load(desk.history())
        assert (foreign["old"], foreign["new"], foreign["who"]) == (9, 11, "")
        assert "without the app" in desk.history("blood", "18").text("text")


class TestUndo:
    def test_takes_back_the_newest_change_and_then_the_one_before(self, desk: Desk) -> None:
        before = desk.file()
        desk.set("blood", "9", "18")
        desk.set("fund-poor", "5tr", "22")
        undone = desk.undo()
        assert [(entry["old"], entry["new"]) for entry in load(undone)] == [(5_000_000, "4,5 triệu")]
        assert list(undone.notices()) == ["1 target is as it was before"]
        assert desk.file()["group"]["18"]["blood"]["value"] == 9
        desk.undo()
        assert desk.file() == before

    def test_an_allocation_is_taken_back_as_one(self, desk: Desk) -> None:
        before = desk.file()
        desk.allocate("blood")
        undone = desk.undo()
        assert [entry["group"] for entry in load(undone)] == ["18", "22", "30"]
        assert list(undone.notices()) == ["3 targets are as they were before"]
        assert desk.file() == before

    def test_without_a_change_it_is_refused(self, desk: Desk) -> None:
        with pytest.raises(Refused):
            desk.undo()

    def test_all_that_others_changed_since_is_told(self, desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
        desk.allocate("blood")
        now = desk.file()["group"]
        old = {"18": now["18"]["blood"]["value"], "22": now["TDP 22"]["blood"]["value"]}
        changes = [Edit(("group", code, "blood", "value"), value, 99) for code, value in old.items()]
        edits.save(desk.folder / "2018", "targets.toml", changes, who=Who("lan", "p12"))
        assert cli.main(["targets", "undo", "-w", str(desk.folder), "--lang", "en"]) == 3
        first, *values = capsys.readouterr().err.splitlines()
        assert first == "giaoban: 2 values have changed since, so nothing was saved:"
        assert [re.sub(r"\d\d:\d\d", "T", value) for value in values] == [
            "giaoban: Tổ dân phố 22 · Blood donation is 99 now: lan changed it at T; you wanted –",
            "giaoban: Tổ dân phố 18 · Blood donation is 99 now: lan changed it at T; you wanted 8",
        ]

    def test_what_somebody_changed_since_is_not_taken_back(self, desk: Desk) -> None:
        desk.set("blood", "9", "18")
        file = desk.folder / "2018" / "targets.toml"
        file.write_text(file.read_text(encoding="utf-8").replace("value = 9", "value = 11"), encoding="utf-8")
        with pytest.raises(Refused):
            desk.undo()
        assert desk.file()["group"]["18"]["blood"]["value"] == 11
