"""Targets and points edited where they stand: each story ends at the bytes of the files."""

import asyncio
import json
import tomllib
from errno import EIO, ENOSPC, ESTALE
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.events import Key as PressedKey

from tests.fault.seam import FailingAt, error, slip
from tests.pilot.opened import LONG, SMALL, Desk, opened
from tests.small_ward import SCORES, TARGETS, small_ward
from tui import astray
from tui.errors import Refused
from tui.saving import FAULTY
from tui.store import decisions, edits
from tui.store.durable import FULL
from tui.store.edits import Edit, Saved, Who
from tui.store.keyed import Force, Key, value_at
from tui.store.session import Session
from tui.texts import _
from tui.unforeseen import NOT_DONE

LAN = Who("lan", "p12")

FUND_1, FUND_2, FUND_3 = (("group", code, "fund", "value") for code in "123")
REGISTRATION_1 = ("model", "TT01", "review", "registration")

TO_FUND_1 = "2 home ctrl+up right right f2"
"""Keys to the editor in the matrix."""

TO_POINTS_1 = "5 home ctrl+up" + " right" * 6
"""Keys to what the first model has for its registration."""


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    return small_ward(tmp_path / "ward")


def text_of(ward: Path, file: str) -> str:
    return (ward / "2018" / file).read_text("utf-8")


def found(ward: Path, *path: str) -> object:
    """What stands there on disk."""
    file = "scores.toml" if path[0] == "model" else "targets.toml"
    return value_at(tomllib.loads(text_of(ward, file)), path)


def funds(ward: Path) -> list[object]:
    """The fund's targets of the first groups."""
    return [found(ward, *path) for path in (FUND_1, FUND_2, FUND_3)]


def is_untouched(ward: Path) -> bool:
    """Whether nothing was saved."""
    files = {path.name for path in (ward / "2018").iterdir()}
    is_alone = not files & {"journal.jsonl"} and not [name for name in files if name.endswith(".tmp")]
    return is_alone and (text_of(ward, "targets.toml"), text_of(ward, "scores.toml")) == (TARGETS, SCORES)


def records(ward: Path) -> list[dict[str, Any]]:
    """The saves that the journal tells of."""
    return [json.loads(line) for line in text_of(ward, "journal.jsonl").splitlines()]


def changed_by_lan(ward: Path, path: Key, old: object, new: object) -> None:
    """Somebody else saves meanwhile."""
    file = "scores.toml" if path[0] == "model" else "targets.toml"
    edits.save(ward / "2018", file, [Edit(path, old, new)], who=LAN)


def panel(desk: Desk) -> list[str]:
    """The lines of the editor's panel, its title first, without the keys; none where nothing is edited."""
    top = next((number for number, line in enumerate(desk.lines) if "╭─ " in line), None)
    if top is None:
        return []
    left, right = desk.lines[top].index("╭"), desk.lines[top].index("╮")
    bottom = next(number for number, line in enumerate(desk.lines[top:], top) if line[left : left + 1] == "╰")
    return [line[left + 1 : right].strip("─ ") for line in desk.lines[top : bottom - 1]]


async def enter(desk: Desk, words: str, *keys: str) -> None:
    """Type words and save them."""
    await desk.type(words)
    await desk.press("enter", *keys)


class TestWhereItStands:
    async def test_a_save_changes_one_line(self, ward: Path) -> None:
        async with opened(ward, size=SMALL, keys=TO_FUND_1) as desk:
            await desk.type("2,5tr")
            assert panel(desk)[1:3] == [
                "2.500.000 đ  100,00 % ● đạt · hạng 1",
                "hiện 2.000.000 đ  125,00 % ▲ vượt · hạng 1",
            ]
            await desk.press("enter")
            assert panel(desk)[:2] == ["Tổ dân phố 2 · Quỹ Vì người nghèo", "✓ đã lưu: Tổ dân phố 1: 2.500.000 đ"]
            assert "100,0 % ●" in desk.row("Tổ dân phố 1")
            await desk.press("escape")
            assert "100,0 % ●" in desk.row("Tổ dân phố 1")
        changed = TARGETS.replace('2000000\nassigned_by = "Phường"', '2500000\nassigned_by = "Phường"')
        assert text_of(ward, "targets.toml") == changed
        (record,) = records(ward)
        assert record["edits"] == [{"path": list(FUND_1), "old": 2_000_000, "new": 2_500_000}]
        assert (record["what"], record["who"], record["file"]) == ("set", Who.here().user, "targets.toml")

    async def test_f2_opens_wherever_a_target_stands(self, ward: Path) -> None:
        places = {
            "2 down right right right f2": ("group", "2", "blood", "value"),
            "3 enter down f2": FUND_2,
            "right right right enter": FUND_3,
            "shift+tab f2": ("ward", "fund", "value"),
            "f2": ("ward", "sea", "value"),
            "2 ctrl+up enter down f2": ("group", "1", "blood", "value"),
            "home enter": FUND_1,
            "1 end f2": ("ward", "nights", "value"),
            "home f5 ctrl+k f2": ("ward", "fund", "value"),
        }
        async with opened(ward, size=SMALL) as desk:
            for number, (keys, path) in enumerate(places.items(), start=31):
                await desk.press(keys)
                await enter(desk, str(number), *["escape"] * (number < 39))
                assert found(ward, *path) == number, keys
            assert panel(desk) == []
        assert len(records(ward)) == len(places)

    async def test_where_there_is_none_it_says_so(self, ward: Path) -> None:
        async with opened(ward, size=SMALL) as desk:
            for keys in ("2", "right", "1 tab", "5", "right right right right right right right"):
                await desk.press(keys, "f2")
                assert panel(desk) == []
                assert desk.status == "Ở đây không có gì để sửa: F2 dùng cho chỉ tiêu và điểm", keys
            assert desk.notices == []
        assert is_untouched(ward)

    async def test_in_a_month_that_is_not_the_newest(self, ward: Path) -> None:
        async with opened(ward, size=SMALL, keys=f"ctrl+left ctrl+left {TO_FUND_1}") as desk:
            await desk.type("1tr")
            assert panel(desk)[1] == "1.000.000 đ  100,00 % ● đạt · hạng 1"
            await desk.press("enter escape")
            assert "31/07/2018" in desk.title
            assert "100,0 % ●" in desk.row("Tổ dân phố 1")
        assert found(ward, *FUND_1) == 1_000_000

    async def test_in_a_column_out_of_sight_and_on_a_smaller_screen(self, ward: Path) -> None:
        async with opened(ward, size=SMALL, keys="2 end f2") as desk:
            await desk.type("123456")
            assert "123456" in desk.row("Tổ dân phố 1")
            await desk.resize(40, 12)
            assert "123456" in desk.text
            assert panel(desk)[0] == "Tổ dân phố 1 · Quỹ Biển đảo"
            await desk.press("enter")
        assert found(ward, "group", "1", "sea", "value") == 123_456


class TestUntilItIsRight:
    async def test_a_refusal_keeps_what_was_typed_and_esc_leaves_all_as_it_was(self, ward: Path) -> None:
        async with opened(ward, size=SMALL, keys=TO_FUND_1) as desk:
            await enter(desk, "nhiều", "enter")
            assert panel(desk)[1].startswith("“nhiều” không phải là số")
            assert "nhiều" in desk.row("Tổ dân phố 1")
            await desk.press(*["backspace"] * 4, "escape")
            assert "125,0 % ▲" in desk.row("Tổ dân phố 1")
            await desk.press("f2 tab")
            await desk.type("họp")
            await desk.press("shift+tab")
            await desk.type("3tr")
            await desk.press("escape")
            assert "125,0 % ▲" in desk.row("Tổ dân phố 1")
        assert is_untouched(ward)

    async def test_what_comes_decomposed_is_saved_composed(self, ward: Path) -> None:
        async with opened(ward, size=SMALL, keys=TO_FUND_1 + " tab") as desk:
            await desk.type("ho\u0323p")
            await desk.press("tab tab")
            await enter(desk, "Đa\u0309ng u\u0309y")
        assert found(ward, "group", "1", "fund", "source") == "Đảng ủy"
        assert records(ward)[0]["reason"] == "họp"


class TestOneAfterTheOther:
    async def test_enter_goes_to_the_cell_below_and_arrows_go_without_saving(self, ward: Path) -> None:
        async with opened(ward, size=SMALL, keys=TO_FUND_1) as desk:
            for typed, key in (("21", "enter"), ("22", "down"), ("23", "up"), ("24", "enter"), ("25", "enter")):
                await desk.type(typed)
                await desk.press(key)
            assert funds(ward) == [21, 24, 25]
            await desk.press("escape ctrl+down f2")
            await enter(desk, "5")
            assert panel(desk) == []
        assert found(ward, "group", "TH", "fund", "value") == 5

    @pytest.mark.parametrize("keys", [TO_FUND_1, "3 enter f2"])
    async def test_the_table_and_the_status_line_follow_the_edited_cell(self, ward: Path, keys: str) -> None:
        async with opened(ward, size=SMALL, keys=keys) as desk:
            for key, status, cell in (
                ("down", "VNN · 1.500.000", "3.000.000"),
                ("enter", "VNN · 1.900.000", "2.000.000"),
            ):
                await desk.press(key)
                assert desk.status.startswith(status)
                assert desk.cursor.strip("▲▼◐") == cell

    async def test_in_the_order_and_with_the_filter_that_were_seen(self, ward: Path) -> None:
        """Sorted by what is being changed, the next is the one that was below before."""
        async with opened(ward, size=SMALL, keys="3 enter right right right f4 f2") as desk:
            await enter(desk, "4tr")
            await enter(desk, "5tr", "escape")
            assert desk.rows(r"Tổ dân phố [1-3]") == ["Tổ dân phố 3", "Tổ dân phố 1", "Tổ dân phố 2"]
            assert funds(ward) == [4_000_000, 3_000_000, 5_000_000]
            await desk.press("2 right right f6")
            await enter(desk, "3", "f2")
            await enter(desk, "9")
            assert panel(desk) == []
        assert funds(ward) == [4_000_000, 3_000_000, 9]

    async def test_marked_rows_take_one_edit_each_by_its_own_households(self, ward: Path) -> None:
        async with opened(ward, size=SMALL, keys="2 right right space down space") as desk:
            await desk.press("down down space f2")
            assert panel(desk)[0] == "3 tổ · Quỹ Vì người nghèo"
            await enter(desk, "+10%")
            assert "chưa có chỉ tiêu" in panel(desk)[1]
            await desk.press("escape")
            assert desk.text.count("✓") == 3
            await desk.press("space f2")
            await enter(desk, "50k/ho")
            assert panel(desk) == []
            assert "✓" not in desk.text
        assert funds(ward) == [5_000_000, 7_500_000, 2_000_000]
        assert [len(record["edits"]) for record in records(ward)] == [2]

    async def test_nothing_takes_the_target_away(self, ward: Path) -> None:
        async with opened(ward, size=SMALL, keys=f"{TO_FUND_1} delete enter") as desk:
            assert panel(desk)[1] == "✓ đã lưu: Tổ dân phố 1: chưa giao"
            await desk.press("escape up")
            assert "2,5 triệu   " in desk.row("Tổ dân phố 1")
        assert found(ward, *FUND_1) is None


class TestGrounds:
    async def test_are_on_disk_and_in_the_history(self, ward: Path) -> None:
        async with opened(ward, size=SMALL, keys=TO_FUND_1) as desk:
            await desk.type("3tr")
            for words in ("họp giao ban", "Đảng ủy", "Kế hoạch 12"):
                await desk.press("tab")
                await desk.type(words)
            await desk.press("enter escape up f7")
            assert desk.rows("Chỉ tiêu 3.000.000 đ · Đảng ủy · Kế hoạch 12 ")
            assert desk.rows(r"\d\d:\d\d \S+: 2\.000\.000 → 3\.000\.000 · họp giao ban ")
        kept = {"value": 3_000_000, "assigned_by": "Đảng ủy", "source": "Kế hoạch 12"}
        assert found(ward, "group", "1", "fund") == kept
        assert [record["reason"] for record in records(ward)] == ["họp giao ban"]

    async def test_may_be_given_for_a_target_that_stays(self, ward: Path) -> None:
        """A reason alone is nothing to save."""
        async with opened(ward, size=SMALL, keys=f"{TO_FUND_1} tab") as desk:
            await enter(desk, "vì sao", "escape")
            assert is_untouched(ward)
            await desk.press(TO_FUND_1, "tab tab tab")
            await enter(desk, "Kế hoạch 12", "escape up f7")
            assert desk.rows("Chỉ tiêu 2.000.000 đ · Phường · Kế hoạch 12 ")
        assert found(ward, "group", "1", "fund") == {
            "value": 2_000_000,
            "assigned_by": "Phường",
            "source": "Kế hoạch 12",
        }


class TestPoints:
    async def test_make_grade_and_rank(self, ward: Path) -> None:
        async with opened(ward, size=SMALL, keys=f"{TO_POINTS_1} f2") as desk:
            await desk.type("7,5")
            assert panel(desk)[1:] == [
                "7,5/10 điểm",
                "Tổng 33,5 · Chưa đạt · hạng 1/2",
                "hiện Tổng 35 · Tốt · hạng 1/2",
            ]
            await desk.press("enter escape up")
            assert desk.status == "Chi bộ 1 · Tổng 33,5 · Chưa đạt · hạng 1/2"
        assert text_of(ward, "scores.toml") == SCORES.replace("registration = 9", "registration = 7.5")

    async def test_each_in_its_place(self, ward: Path) -> None:
        places = {
            "down right right right f2": ("TT02", "review", "result", "goal"),
            "right right right right right right right f2": ("TT01", "bonus", "flag"),
            "ctrl+t down f2": ("TT02", "self", "registration"),
        }
        async with opened(ward) as desk:
            for number, (keys, path) in enumerate(places.items(), start=3):
                await desk.press(TO_POINTS_1, keys)
                await enter(desk, "11")
                assert panel(desk)[1].startswith("“11” không nằm trong khoảng từ 0 đến ")
                await desk.press("backspace backspace")
                await enter(desk, str(number), "escape")
                assert found(ward, "model", *path) == number
        assert len(records(ward)) == len(places)


class TestTakenBack:
    async def test_and_made_again_even_by_another_run(self, ward: Path) -> None:
        async with opened(ward, size=SMALL, keys=TO_FUND_1) as desk:
            await enter(desk, "3tr", "escape ctrl+z")
            assert desk.notices[-1] == "Đã hoàn tác: Tổ dân phố 1 · Quỹ Vì người nghèo: 3.000.000 → 2.000.000"
            assert text_of(ward, "targets.toml") == TARGETS
            assert "125,0 %" in desk.row("Tổ dân phố 1")
            await desk.press("ctrl+y")
            assert desk.notices[-1] == "Đã làm lại: Tổ dân phố 1 · Quỹ Vì người nghèo: 2.000.000 → 3.000.000"
            assert "83,3 %" in desk.row("Tổ dân phố 1")
        async with opened(ward, size=SMALL, keys="5 ctrl+z ctrl+z") as desk:
            (notice,) = desk.notices
            assert notice.startswith("Đã hoàn tác: Tổ dân phố 1 · Quỹ Vì người nghèo")
            assert desk.status.startswith("Bạn không có thay đổi nào để hoàn tác.")
        assert text_of(ward, "targets.toml") == TARGETS

    async def test_with_its_grounds_and_with_points(self, ward: Path) -> None:
        async with opened(ward, size=SMALL, keys=TO_FUND_1) as desk:
            await desk.type("3tr")
            await desk.press("tab tab")
            await enter(desk, "Đảng ủy", "escape", TO_POINTS_1, "ctrl+t f2")
            await enter(desk, "4", "escape ctrl+z ctrl+z")
            assert desk.notices == [
                "Đã hoàn tác: Chi bộ 1 · Đăng ký · Tự chấm: 4 → 10",
                "Đã hoàn tác: Tổ dân phố 1 · Quỹ Vì người nghèo: 3.000.000 → 2.000.000, và 1 thay đổi nữa",
            ]
        assert (text_of(ward, "targets.toml"), text_of(ward, "scores.toml")) == (TARGETS, SCORES)

    async def test_what_somebody_else_has_changed_since_asks(self, ward: Path) -> None:
        async with opened(ward, keys=TO_FUND_1) as desk:
            await enter(desk, "3tr", "escape")
            changed_by_lan(ward, FUND_1, 3_000_000, 4_000_000)
            await desk.press("ctrl+z")
            assert "Tổ dân phố 1 · Quỹ Vì người nghèo nay là 4.000.000: lan đã sửa lúc" in desk.text
            assert desk.rows(r"Tổ dân phố 1 · .* 4\.000\.000 +2\.000\.000 lan ")
            await desk.press("enter escape")
            assert found(ward, *FUND_1) == 4_000_000
            await desk.press("ctrl+z f2")
            assert desk.notices[-1].endswith("4.000.000 → 2.000.000")
        assert found(ward, *FUND_1) == 2_000_000


class TestTwoAtOnce:
    async def test_the_same_cell_asks_showing_both(self, ward: Path) -> None:
        async with opened(ward, size=SMALL, keys=TO_FUND_1) as desk:
            await desk.type("3tr")
            changed_by_lan(ward, FUND_1, 2_000_000, 4_000_000)
            await desk.press("enter")
            assert "Quỹ Vì người nghèo nay là 4.000.000: lan đã sửa lúc" in " ".join(panel(desk))
            await enter(desk, "99")
            assert " 3tr " in desk.row("Tổ dân phố 1")
            assert found(ward, *FUND_1) == 4_000_000
            await desk.press("f2")
            assert panel(desk)[1] == "✓ đã lưu: Tổ dân phố 1: 3.000.000 đ"
        assert found(ward, *FUND_1) == 3_000_000

    async def test_esc_keeps_theirs_and_another_value_is_asked_about_again(self, ward: Path) -> None:
        async with opened(ward, size=SMALL, keys=TO_FUND_1) as desk:
            await desk.type("3tr")
            changed_by_lan(ward, FUND_1, 2_000_000, 4_000_000)
            await desk.press("enter backspace backspace backspace")
            await enter(desk, "5tr")
            assert "lan đã sửa lúc" in " ".join(panel(desk))
            await desk.press("escape")
            assert panel(desk) == []
        assert found(ward, *FUND_1) == 4_000_000

    async def test_different_cells_both_win(self, ward: Path) -> None:
        async with opened(ward, size=SMALL, keys=TO_FUND_1) as desk:
            await desk.type("3tr")
            changed_by_lan(ward, FUND_2, 3_000_000, 4_000_000)
            await desk.press("enter")
            assert panel(desk)[1] == "✓ đã lưu: Tổ dân phố 1: 3.000.000 đ"
            await desk.press("escape", TO_POINTS_1, "f2")
            await desk.type("7")
            changed_by_lan(ward, REGISTRATION_1, 9, 8)
            await desk.press("enter")
            assert "Chi bộ 1 · Đăng ký nay là 8: lan đã sửa lúc" in " ".join(panel(desk))
            await desk.press("f2")
        assert funds(ward)[:2] == [3_000_000, 4_000_000]
        assert found(ward, *REGISTRATION_1) == 7


class TestSeveralAtOnce:
    """Lan changes groups 1 and 2 while all three get their target by households."""

    async def begin(self, desk: Desk, ward: Path) -> None:
        await desk.press("2 right right space down space down space f2")
        await desk.type("50k/ho")
        changed_by_lan(ward, FUND_1, 2_000_000, 2_500_000)
        changed_by_lan(ward, FUND_2, 3_000_000, 3_500_000)

    async def test_every_value_is_shown_that_would_be_overwritten(self, ward: Path) -> None:
        async with opened(ward, size=SMALL) as desk:
            await self.begin(desk, ward)
            await desk.press("enter")
            assert desk.rows(r"Tổ dân phố 1 · VNN +2\.500\.000 +5\.000\.000 lan +\d\d:\d\d")
            assert desk.rows(r"Tổ dân phố 2 · VNN +3\.500\.000 +7\.500\.000 lan +\d\d:\d\d")
            await desk.press("down")
            assert desk.rows("Tổ dân phố 2 · Quỹ Vì người nghèo nay là 3.500.000: lan đã sửa lúc ")
            await desk.press("escape")
            assert panel(desk)[1] == "Chưa lưu gì"
            assert funds(ward) == [2_500_000, 3_500_000, 2_000_000]
            await desk.press("enter f2")
            assert panel(desk) == []
        assert funds(ward) == [5_000_000, 7_500_000, 6_000_000]

    async def test_what_is_changed_once_more_is_asked_about_again(self, ward: Path) -> None:
        async with opened(ward, size=SMALL) as desk:
            await self.begin(desk, ward)
            await desk.press("enter")
            changed_by_lan(ward, FUND_2, 3_500_000, 9_000_000)
            await desk.press("f2")
            assert desk.rows(r"Tổ dân phố 2 · VNN +9\.000\.000 +7\.500\.000 lan ")
            assert funds(ward) == [2_500_000, 9_000_000, 2_000_000]

    async def test_even_in_the_very_moment(self, ward: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        save = edits.save

        def late(*arguments: Any, force: Force = False, **named: Any) -> Saved:
            if force:
                save(ward / "2018", "targets.toml", [Edit(FUND_2, 3_500_000, 9_000_000)], who=LAN)
            return save(*arguments, force=force, **named)

        async with opened(ward, size=SMALL) as desk:
            await self.begin(desk, ward)
            await desk.press("enter")
            monkeypatch.setattr(edits, "save", late)
            await desk.press("f2")
            assert panel(desk)[1].startswith("Tổ dân phố 2 · Quỹ Vì người nghèo nay là 9.000.000")
        assert funds(ward) == [2_500_000, 9_000_000, 2_000_000]

    async def test_a_key_typed_before_they_showed_chooses_nothing(self, ward: Path) -> None:
        async with opened(ward, size=SMALL) as desk:
            await self.begin(desk, ward)
            for key in ("enter", "down", "f2"):
                desk.app.post_message(PressedKey(key, None))
            await desk.settle()
            assert desk.rows("F2 ghi đè 2 giá trị")
            assert funds(ward) == [2_500_000, 3_500_000, 2_000_000]

    async def test_who_assigned_it_is_told_apart_from_it(self, ward: Path) -> None:
        async with opened(ward, size=SMALL, keys=TO_FUND_1) as desk:
            await desk.type("3tr")
            await desk.press("tab tab")
            await enter(desk, "Đảng ủy", "escape")
            changed_by_lan(ward, FUND_1, 3_000_000, 2_500_000)
            changed_by_lan(ward, (*FUND_1[:3], "assigned_by"), "Đảng ủy", "Quận")
            await desk.press("ctrl+z")
            assert desk.rows(r"Tổ dân phố 1 · VNN +2\.500\.000 2\.000\.000 lan ")
            assert desk.rows(r"Tổ dân phố 1 · VNN · Người giao +Quận +Phường lan ")
            await desk.press("f2")
        assert found(ward, "group", "1", "fund") == {"value": 2_000_000, "assigned_by": "Phường"}


class TestRefused:
    async def test_read_only(self, ward: Path) -> None:
        async with opened(ward, size=SMALL, keys="2 home ctrl+up right right", read_only=True) as desk:
            for key in ("f2", "ctrl+g", "ctrl+z", "ctrl+y"):
                await desk.press("down", key)
                assert panel(desk) == []
                assert desk.status == "Chỉ xem: ứng dụng mở bằng --read-only"
        assert is_untouched(ward)

    async def test_on_the_projector_until_it_is_unlocked(self, ward: Path) -> None:
        async with opened(ward, size=SMALL, projector=True) as desk:
            said = desk.status
            for key in ("f2", "ctrl+z"):
                await desk.press(key)
                assert desk.status == "Đang chiếu nên không sửa được; bấm Ctrl+K để mở khóa"
                await desk.press("ctrl+k")
                assert desk.status == said
                await desk.press("ctrl+k")
            await desk.press("ctrl+k f2")
            await enter(desk, "13tr")
            assert found(ward, "ward", "fund", "value") == 13_000_000
            for keys in ("ctrl+k f2", "ctrl+k f5 f5 f2"):
                await desk.press(keys)
                assert panel(desk) == []
        assert len(records(ward)) == 1

    @pytest.mark.parametrize(("keys", "options"), [("escape", {"projector": True}), ("2", {"read_only": True})])
    async def test_an_amount_typed_all_the_same_turns_to_no_screen(
        self, ward: Path, monkeypatch: pytest.MonkeyPatch, keys: str, options: dict[str, bool]
    ) -> None:
        monkeypatch.setattr(astray, "MOMENT", LONG)
        async with opened(ward, size=SMALL, keys=keys, **options) as desk:
            await desk.press("f2")
            refused = desk.lines
            for key in ("1", "5", "0", "enter"):
                desk.app.post_message(PressedKey(key, key if len(key) == 1 else None))
            await desk.settle()
            assert desk.lines == refused
            await desk.press("3")
            assert desk.tab == "3 Quỹ"

    async def test_a_folder_that_takes_nothing_says_so_before_anybody_types(
        self, ward: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(_folder: Path) -> None:
            raise Refused(FULL, file="2018")

        monkeypatch.setattr(edits, "writable", refuse)
        async with opened(ward, size=SMALL, keys=f"{TO_FUND_1} ctrl+g ctrl+z") as desk:
            assert panel(desk) == []
            assert desk.notices == [_(FULL).format(file="2018")] * 3
        assert is_untouched(ward)

    async def test_an_error_that_nobody_foresaw_ends_nothing(self, ward: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def stale(*_given: object, **_options: object) -> None:
            raise OSError(ESTALE, "Stale file handle")

        words = _(NOT_DONE).format(why="Stale file handle")
        async with opened(ward, size=SMALL, keys=TO_FUND_1) as desk:
            await desk.type("3tr")
            for place, name in ((decisions, "save"), (edits, "undo"), (Session, "sources"), (Session, "board")):
                monkeypatch.setattr(place, name, stale)
            await desk.press("enter")
            assert panel(desk)[1:] == [words]
            await desk.press("escape")
            for number, key in enumerate(("ctrl+z", "f7", "ctrl+left"), start=1):
                await desk.press(key)
                assert desk.notices == [words] * number
        assert is_untouched(ward)

    async def test_a_full_disk_keeps_what_was_typed(self, ward: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        async with opened(ward, size=SMALL, keys=TO_FUND_1) as desk:
            await desk.type("3tr")
            with monkeypatch.context() as full:
                full.setattr(edits, "save", partial(edits.save, io=FailingAt(error(ENOSPC), "write")))
                await desk.press("enter")
            assert " ".join(panel(desk)[1:]) == _(FULL).format(file="targets.toml")
            assert " 3tr " in desk.row("Tổ dân phố 1")
            assert is_untouched(ward)
            await desk.press("enter")
        assert found(ward, *FUND_1) == 3_000_000

    async def test_a_disk_that_fails_three_times_is_trusted_no_more(
        self, ward: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(edits, "save", partial(edits.save, io=FailingAt(error(EIO), "fsync")))
        async with opened(ward, size=SMALL, keys=TO_FUND_1) as desk:
            await desk.type("3tr")
            for _failure in range(3):
                await desk.press("enter")
            await desk.press("escape f2")
            assert panel(desk) == []
            assert desk.notices == [_(FAULTY).format(count=3)]
        assert is_untouched(ward)

    async def test_what_another_program_wrote_in_that_moment_is_kept_and_told_of(
        self, ward: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = ward / "2018/targets.toml"
        io = FailingAt(slip(lambda: file.write_text("# theirs\n")), "rename")
        monkeypatch.setattr(edits, "save", partial(edits.save, io=io))
        async with opened(ward, size=SMALL, keys=TO_FUND_1) as desk:
            await desk.type("3tr")
            await desk.press("enter")
            (kept,) = (ward / "2018/conflicts").iterdir()
            assert [notice for notice in desk.notices if f"conflicts/{kept.name}" in notice]
        assert kept.read_text() == "# theirs\n"
        assert found(ward, *FUND_1) == 3_000_000

    async def test_a_folder_that_vanishes_keeps_what_was_typed(self, ward: Path) -> None:
        away = ward.with_name("away")
        async with opened(ward, size=SMALL, keys=TO_FUND_1) as desk:
            await desk.type("3tr")
            ward.rename(away)
            await desk.press("enter")
            assert len(panel(desk)) > 1
            assert " 3tr " in desk.row("Tổ dân phố 1")
            await desk.press("escape f2")
            assert panel(desk) == []
            assert desk.notices
            assert not ward.exists()
            away.rename(ward)
            await desk.press("f2")
            await enter(desk, "3tr")
        assert found(ward, *FUND_1) == 3_000_000

    async def test_a_group_that_is_gone_meanwhile(self, ward: Path) -> None:
        async with opened(ward, size=SMALL, keys="2 down down enter f2") as desk:
            await desk.type("3tr")
            groups = ward / "2018/groups.csv"
            groups.write_text(groups.read_text("utf-8").replace("3,Tổ dân phố 3,residential,120\n", ""), "utf-8")
            desk.app.reload()
            await desk.settle()
            await desk.press("enter")
            assert panel(desk)[1].startswith("Phường không còn mục này nữa")
            await desk.press("escape")
            assert desk.tab == "2 Tổ dân phố"
            assert not desk.rows("Tổ dân phố 3")
        assert is_untouched(ward)

    async def test_quitting_never_asks(self, ward: Path) -> None:
        async with opened(ward, size=SMALL, keys=TO_FUND_1) as desk:
            await enter(desk, "3tr")
            await desk.type("4tr")
            await desk.press("f10")
            assert not desk.app.is_running
        assert funds(ward) == [3_000_000, 3_000_000, 2_000_000]

    async def test_quitting_waits_for_nobody_who_waits_for_a_save(
        self, ward: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The save goes on to its end all the same."""
        goes_on, save = Event(), edits.save

        def slow(*arguments: Any, **named: Any) -> Saved:
            assert goes_on.wait(LONG)
            return save(*arguments, **named)

        monkeypatch.setattr(edits, "save", slow)
        async with asyncio.timeout(LONG), opened(ward, size=SMALL, keys=TO_FUND_1) as desk:
            await desk.type("3tr")
            for key in ("enter", "f10"):
                desk.app.post_message(PressedKey(key, None))
            while desk.app.is_running:
                await desk.pilot.pause(0.02)
        goes_on.set()
        while funds(ward)[0] != 3_000_000:
            await asyncio.sleep(0.02)


async def test_enter_on_several_that_differ_takes_nothing_away(ward: Path) -> None:
    async with opened(ward, keys="2 right right space down space down space f2") as desk:
        assert "3 tổ" in desk.text
        await desk.press("enter")
        assert not (ward / "2018" / "journal.jsonl").exists()
