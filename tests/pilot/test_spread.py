"""The ward's target spread over its groups: shown as a table, and saved as it was shown."""

import asyncio
import json
import tomllib
from errno import ENOSPC
from functools import partial
from pathlib import Path
from shutil import copytree

import pytest

from tests.fault.seam import FailingAt, error
from tests.pilot.opened import SMALL, Desk, opened
from tests.small_ward import TARGETS, small_ward
from tui import terminal
from tui.resources import sample_ward
from tui.store import edits
from tui.store.edits import Edit, Who


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    return small_ward(tmp_path / "ward")


@pytest.mark.parametrize("keys", ["ctrl+g enter", "ctrl+g tab right enter"])
async def test_what_is_shown_is_saved(keys: str, ward: Path) -> None:
    async with opened(ward, keys=f"3 {keys}") as desk:
        assert "╭─" not in desk.text
        await desk.press("2")
        assert desk.tab == "2 Tổ dân phố"
    targets = tomllib.loads((ward / "2018/targets.toml").read_text("utf-8"))
    parts = [group["fund"]["value"] for group in targets["group"].values() if "fund" in group]
    assert sum(parts) == targets["ward"]["fund"]["value"]
    (record,) = (ward / "2018/journal.jsonl").read_text("utf-8").splitlines()
    assert len(json.loads(record)["edits"]) == len(parts)


@pytest.mark.parametrize("keys", ["3 ctrl+g enter", "3 f2 1 enter"])
async def test_who_waits_for_a_save_does_not_hold_it(keys: str, ward: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The app saves while the key that asked for it waits; it once waited out its patience at every save."""
    monkeypatch.setattr(terminal, "PATIENCE", 3600)
    async with asyncio.timeout(60), opened(ward, keys=keys):
        assert (ward / "2018/journal.jsonl").exists()


async def test_left_alone_it_changes_nothing(ward: Path) -> None:
    before = (ward / "2018/targets.toml").read_bytes()
    async with opened(ward, keys="3 ctrl+g tab right escape"):
        assert (ward / "2018/targets.toml").read_bytes() == before
        assert not (ward / "2018/journal.jsonl").exists()


LAN = Who("lan", "p12")
FUND_1 = ("group", "1", "fund", "value")


def parts(desk: Desk) -> list[str]:
    """What each group would get, and the sum: the column that counts."""
    rows = desk.rows(r"(?<=│  )(?:Tổ dân phố \d|Cộng)  .*?(?=│)")
    return [row.split()[-2] for row in rows]


async def test_the_differences_are_summed(ward: Path) -> None:
    async with opened(ward, size=SMALL, keys="3 ctrl+g") as desk:
        assert desk.rows(r"(?<=│  )Cộng  .*?(?=│)")[0].split()[-3:] == ["7.000.000", "12.000.000", "+5.000.000"]


async def test_by_each_measure_and_in_each_step(ward: Path) -> None:
    by_households = ["2.667.000", "4.000.000", "3.200.000", "2.133.000", "–"]
    by_last_year = ["3.000.000", "9.000.000", "–", "–", "–"]
    spreads = [
        ("left", "[theo số hộ] làm tròn đến 1.000 đ", by_households),
        ("right right right", "đến 50.000 đ", ["2.650.000", "4.000.000", "3.200.000", "2.150.000", "–"]),
        ("tab", "[chia đều] làm tròn đến 50.000 đ", ["2.400.000"] * 5),
        ("right right right right right", "đến 1.000.000 đ", ["3.000.000", "3.000.000", *["2.000.000"] * 3]),
        ("tab", "[theo kết quả năm trước]", by_last_year),
        ("tab left left left left left left left", "[theo số hộ] làm tròn đến 1.000 đ", by_households),
    ]
    async with opened(ward, size=SMALL, keys="3 ctrl+g") as desk:
        for keys, how, expected in spreads:
            await desk.press(keys)
            assert how in desk.text
            assert parts(desk) == [*expected, "12.000.000"]
        assert "1 tổ không được giao: chưa biết căn cứ để chia" in desk.text
    assert not (ward / "2018/journal.jsonl").exists()


async def test_what_others_have_is_not_spread_and_a_rest_is_told(ward: Path) -> None:
    with (ward / "2018/targets.toml").open("a", encoding="utf-8") as file:
        file.write("[group.PN.blood]\nvalue = 7\n")
    async with opened(ward, size=SMALL, keys="2 right right right ctrl+g right right") as desk:
        assert "33 đơn vị [theo số hộ] làm tròn đến 10 đơn vị" in desk.text
        assert parts(desk) == ["10", "10", "10", "3", "–", "33"]
        assert desk.rows("│ +Tổ dân phố 4 nhận thêm 3 đơn vị phần lẻ · 1 tổ không được giao: ")
        assert desk.rows("│ .*7 đơn vị .*│")


@pytest.mark.parametrize("keys", ["3 down ctrl+g", "1 end ctrl+g", "2 ctrl+g"])
async def test_where_there_is_nothing_to_spread_it_says_so(keys: str, ward: Path) -> None:
    async with opened(ward, size=SMALL, keys=keys) as desk:
        assert "╭─ " not in desk.text
        assert bool(desk.notices) != desk.status.startswith("Ở đây không có chỉ tiêu để phân bổ")


async def test_it_is_taken_back_as_one(ward: Path) -> None:
    async with opened(ward, size=SMALL, keys="3 ctrl+g enter ctrl+z") as desk:
        assert desk.notices[-1].startswith("Đã hoàn tác: Tổ dân phố 4 · Quỹ Vì người nghèo: 2.133.000 → –")
        assert desk.notices[-1].endswith("và 3 thay đổi nữa")
    assert (ward / "2018/targets.toml").read_text("utf-8") == TARGETS


async def test_spread_so_already_there_is_nothing_to_save(ward: Path) -> None:
    async with opened(ward, size=SMALL, keys="3 ctrl+g enter ctrl+g enter"):
        assert len((ward / "2018/journal.jsonl").read_text("utf-8").splitlines()) == 1


async def test_what_somebody_else_has_changed_since_asks(ward: Path) -> None:
    async with opened(ward, size=SMALL, keys="3 ctrl+g") as desk:
        edits.save(ward / "2018", "targets.toml", [Edit(FUND_1, 2_000_000, 5_000_000)], who=LAN)
        await desk.press("enter enter")
        assert "Tổ dân phố 1 · Quỹ Vì người nghèo nay là 5.000.000: lan đã" in desk.text
        assert desk.rows("F2 ghi đè 1 giá trị")
        assert edits.history(ward / "2018")[0].who == "lan"
        await desk.press("escape")
        assert parts(desk)[-1] == "12.000.000"
        assert "Chưa lưu gì" in desk.text
        await desk.press("enter f2")
        assert "╭─ " not in desk.text
    assert "value = 2667000" in (ward / "2018/targets.toml").read_text("utf-8")


async def test_more_than_fit_can_be_looked_through(tmp_path: Path) -> None:
    """All the sample's groups, on the smallest screen."""
    ward = Path(copytree(sample_ward(), tmp_path / "ward"))
    groups = tomllib.loads((ward / "2018/targets.toml").read_text("utf-8"))["group"]
    async with opened(ward, size=SMALL, keys="3 ctrl+g") as desk:
        changed = [
            Edit(("group", code, "fund-gratitude", "value"), groups[code]["fund-gratitude"]["value"], 1)
            for code in groups
        ]
        edits.save(ward / "2018", "targets.toml", changed, who=LAN)
        await desk.press("enter")
        assert "╭─ 38 giá trị đã bị người khác sửa ─" in desk.text
        assert desk.rows("Tổ dân phố 1 · ")
        await desk.press("ctrl+down")
        assert desk.rows("Tổ dân phố 38 · .* 1 +[0-9.]+ lan ")
        assert desk.rows("Tổ dân phố 38 · .* nay là 1: lan đã sửa lúc ")
        assert desk.rows("F2 ghi đè 38 giá trị   Esc để nguyên")


async def test_a_refusal_leaves_the_table_open(ward: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(ward, size=SMALL, keys="3 ctrl+g") as desk:
        with monkeypatch.context() as full:
            full.setattr(edits, "save", partial(edits.save, io=FailingAt(error(ENOSPC), "write")))
            await desk.press("enter")
        assert "Đĩa đã đầy" in desk.text
        assert parts(desk)[-1] == "12.000.000"
        await desk.press("enter")
        assert "╭─ " not in desk.text
    assert "value = 2667000" in (ward / "2018/targets.toml").read_text("utf-8")
