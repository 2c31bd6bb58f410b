"""What was typed and not saved when the app ended: kept at every letter, offered at the next start."""

import asyncio
import shutil
import tomllib
from collections.abc import Mapping
from pathlib import Path
from stat import S_IMODE
from threading import Event

import pytest

from tests.pilot.opened import LONG, SMALL, Desk, opened
from tests.small_ward import small_ward
from tui.resources import draft_file
from tui.store import drafts
from tui.store.drafts import Draft, Window
from tui.store.keyed import value_at

TO_FUND_1 = "2 home ctrl+up right right f2"

OFFER = "╭─ Chưa lưu khi ứng dụng tắt: "


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    return small_ward(tmp_path / "ward")


def fund_1(ward: Path) -> object:
    return value_at(tomllib.loads((ward / "2018/targets.toml").read_text("utf-8")), ("group", "1", "fund", "value"))


def files(ward: Path) -> list[Path]:
    """Where the ward's drafts are kept, a file a window."""
    file = draft_file(ward)
    return sorted(file.parent.glob(f"{file.stem}*.json"))


def kept(ward: Path) -> list[str]:
    """The texts that are kept."""
    return sorted(draft.text for file in files(ward) if (draft := drafts.kept(file)))


def leave(ward: Path, *left: Draft) -> None:
    """What windows that are gone now have left, the last one last."""
    for draft in left:
        drafts.keep(Window.beside(draft_file(ward)).file, draft)


async def until(desk: Desk, ward: Path, *texts: str) -> None:
    """Wait until these texts are kept, which happens beside the screen."""
    async with asyncio.timeout(LONG):
        while kept(ward) != sorted(texts):
            await desk.pilot.pause(0.01)


async def test_every_letter_is_kept_until_it_is_saved_or_left(ward: Path) -> None:
    async with opened(ward, size=SMALL, keys=TO_FUND_1) as desk:
        assert files(ward) == []
        for typed in ("3", "3t", "3tr"):
            await desk.type(typed[-1])
            await until(desk, ward, typed)
        assert [S_IMODE(file.stat().st_mode) for file in files(ward)] == [0o600]
        for keys in ("enter", "escape", "f2 5 down", "5 backspace delete"):
            await desk.press(keys)
            await until(desk, ward)
        await desk.press("5 escape")
        await until(desk, ward)
    assert list(draft_file(ward).parent.iterdir()) == []


async def test_a_slow_disk_stops_nobody_and_gets_the_newest(ward: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    goes_on, put, texts = Event(), drafts.put, []

    def slow(file: Path, fields: Mapping[str, object]) -> None:
        texts.append(fields["text"])
        assert goes_on.wait(LONG)
        put(file, fields)

    monkeypatch.setattr(drafts, "put", slow)
    async with opened(ward, size=SMALL, keys=TO_FUND_1) as desk:
        for letter in "3.500.000":
            await desk.press(letter)
        assert " 3.500.000 " in desk.row("Tổ dân phố 1")
        assert kept(ward) == []
        goes_on.set()
        await until(desk, ward, "3.500.000")
    assert texts == ["3", "3.500.000"]


async def test_what_is_refused_is_kept(ward: Path) -> None:
    async with opened(ward, size=SMALL, keys=TO_FUND_1) as desk:
        await desk.type("nhiều")
        await desk.press("enter f10")
    assert kept(ward) == ["nhiều"]


async def test_it_is_offered_where_it_was_typed(ward: Path) -> None:
    async with opened(ward, size=SMALL, keys=TO_FUND_1) as desk:
        await desk.type("3tr")
    async with opened(ward, size=SMALL) as desk:
        assert OFFER + "Tổ dân phố 1 · Quỹ Vì người nghèo ─" in desk.text
        assert "Gõ tiếp “3tr”" in desk.text
        await desk.press("enter")
        assert "╭─ Tổ dân phố 1 · Quỹ Vì người nghèo ─" in desk.text
        assert desk.rows("Tổ dân phố 1 .* 3tr ")
        assert kept(ward) == ["3tr"]
        await desk.type("5")
        assert desk.rows("Tổ dân phố 1 .* 3tr5 ")
        await desk.press("backspace enter")
        await until(desk, ward)
    assert fund_1(ward) == 3_000_000
    async with opened(ward, size=SMALL) as desk:
        assert OFFER not in desk.text


FUND_1, FUND_2 = (Draft(code, "fund", "", "3tr", 2018) for code in "12")


async def test_it_may_be_forgotten_or_left_for_later(ward: Path) -> None:
    leave(ward, FUND_1)
    async with opened(ward, size=SMALL) as desk:
        await desk.press("escape")
        assert kept(ward) == ["3tr"]
        await desk.press(TO_FUND_1)
        assert " 3tr " in desk.row("Tổ dân phố 1")
    async with opened(ward, size=SMALL, keys="down enter") as desk:
        await until(desk, ward)
        await desk.press(TO_FUND_1)
        assert " 2.000.000 " in desk.row("Tổ dân phố 1")
    assert fund_1(ward) == 2_000_000


@pytest.mark.parametrize("key", ["f5 f5", "ctrl+k", "f5 ctrl+k"])
async def test_on_a_projector_that_is_locked_the_offer_waits(ward: Path, key: str) -> None:
    leave(ward, FUND_1, FUND_2)
    async with opened(ward, size=SMALL, projector=True, keys="right escape") as desk:
        assert OFFER not in desk.text
        await desk.press(key)
        assert OFFER + "Tổ dân phố 2 · " in desk.text
        await desk.press("enter")
        assert "╭─ Tổ dân phố 2 · Quỹ Vì người nghèo ─" in desk.text
        await desk.press("enter escape")
        assert OFFER + "Tổ dân phố 1 · " in desk.text
    assert kept(ward) == ["3tr"]


class TestSeveralWindows:
    async def test_each_keeps_its_own(self, ward: Path) -> None:
        async with opened(ward, size=SMALL, keys=TO_FUND_1) as one, opened(ward, size=SMALL, keys=TO_FUND_1) as other:
            await one.type("3tr")
            await until(one, ward, "3tr")
            await other.type("4tr")
            await until(other, ward, "3tr", "4tr")
            await other.press("escape")
            await until(other, ward, "3tr")
        assert kept(ward) == ["3tr"]

    async def test_all_are_offered_one_after_the_other(self, ward: Path) -> None:
        leave(ward, FUND_1, FUND_2)
        async with opened(ward, size=SMALL) as desk:
            assert OFFER + "Tổ dân phố 2 · " in desk.text
            await desk.press("enter")
            assert "╭─ Tổ dân phố 2 · Quỹ Vì người nghèo ─" in desk.text
            await desk.press("enter escape")
            assert OFFER + "Tổ dân phố 1 · " in desk.text
            await desk.press("down enter")
            assert "╭─ " not in desk.text
            await until(desk, ward)

    async def test_none_is_offered_to_two(self, ward: Path) -> None:
        leave(ward, FUND_1, FUND_2)
        async with opened(ward, size=SMALL) as one, opened(ward, size=SMALL) as other:
            assert OFFER + "Tổ dân phố 2 · " in one.text
            assert "╭─ " not in other.text
            await one.press("escape")
            assert OFFER + "Tổ dân phố 1 · " in one.text
            await other.press(TO_FUND_1)
            assert " 2.000.000 " in other.row("Tổ dân phố 1")
        assert len(kept(ward)) == 2


async def offered(desk: Desk, ward: Path, draft: Draft) -> None:
    """What the next start does with this one."""
    leave(ward, draft)
    desk.app.look_for_drafts()
    await desk.settle()


async def test_points_and_the_wards_own_are_offered_too(ward: Path) -> None:
    places = {
        Draft(None, None, "TT01\treview\tresult.verified", "3", 2018): "Chi bộ 1 · Kiểm chứng",
        Draft(None, None, "TT02\tself\tregistration", "3", 2018): "Chi bộ 2 · Đăng ký · Tự chấm",
        Draft(None, None, "TT01\tbonus\tflag", "3", 2018): "Chi bộ 1 · Cờ thi đua",
        Draft(None, "nights", "", "3", 2018): "Phường Ngọc Thụy · Đêm văn nghệ",
        Draft("PN", "blood", "", "3", 2018): "Hội Phụ nữ · Hiến máu",
    }
    async with opened(ward, size=SMALL) as desk:
        for number, (draft, what) in enumerate(places.items(), start=1):
            await offered(desk, ward, draft)
            assert f"{OFFER}{what} ─" in desk.text
            await desk.press("enter")
            assert f"╭─ {what.removesuffix(' · Tự chấm')} ─" in desk.text
            await desk.press("enter escape")
            assert len((ward / "2018/journal.jsonl").read_text("utf-8").splitlines()) == number
            await until(desk, ward)


async def test_of_what_is_gone_nothing_is_offered(ward: Path) -> None:
    gone = [
        Draft("99", "fund", "", "3tr", 2018),
        Draft("1", "gone", "", "3tr", 2018),
        Draft("1", "fund", "", "3tr", 2017),
        Draft(None, None, "TT99\treview\tregistration", "3", 2018),
        Draft(None, None, "", "3", 2018),
    ]
    async with opened(ward, size=SMALL) as desk:
        for draft in gone:
            await offered(desk, ward, draft)
            assert "╭─ " not in desk.text
        await offered(desk, ward, FUND_1)
        assert "╭─ " in desk.text
    assert len(kept(ward)) == len(gone) + 1


async def test_each_ward_has_its_own_and_who_may_not_edit_is_not_asked(ward: Path) -> None:
    leave(ward, FUND_1)
    assert kept(Path(shutil.copytree(ward, ward.with_name("other")))) == []
    async with opened(ward, size=SMALL, read_only=True) as desk:
        assert "╭─ " not in desk.text
    assert kept(ward) == ["3tr"]


async def test_letters_that_come_decomposed_are_offered_too(ward: Path) -> None:
    async with opened(ward, size=SMALL, keys=TO_FUND_1) as desk:
        await desk.type("50k/ho\u0323\u0302")
        await until(desk, ward, "50k/hộ")
