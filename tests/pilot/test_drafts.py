"""What was typed and not saved when the app ended: kept at every letter, offered at the next start."""

import shutil
import tomllib
from pathlib import Path
from stat import S_IMODE

import pytest

from tests.pilot.opened import SMALL, Desk, opened
from tests.small_ward import small_ward
from tui.resources import draft_file
from tui.store import drafts
from tui.store.drafts import Draft
from tui.store.keyed import value_at

TO_FUND_1 = "2 home ctrl+up right right f2"

OFFER = "╭─ Chưa lưu khi ứng dụng tắt: "


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    return small_ward(tmp_path / "ward")


def fund_1(ward: Path) -> object:
    return value_at(tomllib.loads((ward / "2018/targets.toml").read_text("utf-8")), ("group", "1", "fund", "value"))


def kept(ward: Path) -> str | None:
    """The text that is kept."""
    draft = drafts.kept(draft_file(ward))
    return draft.text if draft else None


async def test_every_letter_is_kept_until_it_is_saved_or_left(ward: Path) -> None:
    async with opened(ward, size=SMALL, keys=TO_FUND_1) as desk:
        assert kept(ward) is None
        for typed in ("3", "3t", "3tr"):
            await desk.type(typed[-1])
            assert kept(ward) == typed
        assert S_IMODE(draft_file(ward).stat().st_mode) == 0o600
        await desk.press("enter")
        assert kept(ward) is None
        for keys in ("escape", "f2 5 down", "5 backspace delete"):
            await desk.press(keys)
            assert kept(ward) is None
        await desk.press("5 escape")
        assert not draft_file(ward).exists()


async def test_what_is_refused_is_kept(ward: Path) -> None:
    async with opened(ward, size=SMALL, keys=TO_FUND_1) as desk:
        await desk.type("nhiều")
        await desk.press("enter")
        assert kept(ward) == "nhiều"


async def test_it_is_offered_where_it_was_typed(ward: Path) -> None:
    async with opened(ward, size=SMALL, keys=TO_FUND_1) as desk:
        await desk.type("3tr")
    async with opened(ward, size=SMALL) as desk:
        assert OFFER + "Tổ dân phố 1 · Quỹ Vì người nghèo ─" in desk.text
        assert "Gõ tiếp “3tr”" in desk.text
        await desk.press("enter")
        assert "╭─ Tổ dân phố 1 · Quỹ Vì người nghèo ─" in desk.text
        assert desk.rows("Tổ dân phố 1 .* 3tr ")
        await desk.press("enter")
        assert kept(ward) is None
    assert fund_1(ward) == 3_000_000
    async with opened(ward, size=SMALL) as desk:
        assert OFFER not in desk.text


async def test_it_may_be_forgotten_or_left_for_later(ward: Path) -> None:
    drafts.keep(draft_file(ward), Draft("1", "fund", "", "3tr", 2018))
    async with opened(ward, size=SMALL) as desk:
        await desk.press("escape")
        assert kept(ward) == "3tr"
        await desk.press(TO_FUND_1)
        assert " 3tr " in desk.row("Tổ dân phố 1")
    async with opened(ward, size=SMALL, keys="down enter") as desk:
        assert kept(ward) is None
        await desk.press(TO_FUND_1)
        assert " 2.000.000 " in desk.row("Tổ dân phố 1")
    assert fund_1(ward) == 2_000_000


async def offered(desk: Desk, ward: Path, draft: Draft) -> None:
    """What the next start does with this one."""
    drafts.keep(draft_file(ward), draft)
    desk.app.offer_draft()
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
            assert kept(ward) is None


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
        await offered(desk, ward, Draft("1", "fund", "", "3tr", 2018))
        assert "╭─ " in desk.text


async def test_each_ward_has_its_own_and_who_may_not_edit_is_not_asked(ward: Path) -> None:
    drafts.keep(draft_file(ward), Draft("1", "fund", "", "3tr", 2018))
    assert kept(shutil.copytree(ward, ward.with_name("other"))) is None
    async with opened(ward, size=SMALL, read_only=True) as desk:
        assert "╭─ " not in desk.text
    assert kept(ward) == "3tr"


async def test_letters_that_come_decomposed_are_offered_too(ward: Path) -> None:
    async with opened(ward, size=SMALL, keys=TO_FUND_1) as desk:
        await desk.type("50k/ho\u0323\u0302")
        assert kept(ward) == "50k/hộ"
