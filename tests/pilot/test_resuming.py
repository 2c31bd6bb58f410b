"""What was typed into a form and not saved when the app ended: offered at the next start, in the form where it was."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.meetings import closed, make_meeting
from tests.pilot.opened import LONG, SMALL, opened
from tests.small_ward import small_ward
from tui.resources import draft_file
from tui.screens import clock
from tui.store import meetings as files
from tui.store.form_drafts import FormDraft, FormWindow
from tui.ward import proceedings
from tui.ward.meeting import Conclusion, Part

OFFER = "╭─ Chưa lưu khi ứng dụng tắt: "

ITEMS = (
    proceedings.item(Part.OPENING),
    proceedings.item(Part.LAST),
    proceedings.item(Part.GROUP, group="2"),
    proceedings.item(Part.CONCLUSIONS),
)

EARLIER = make_meeting(
    id="2018-09-10", date=date(2018, 9, 10), conclusions=(Conclusion("k-1", "Rà soát", "tổ 1", date(2018, 9, 30)),)
)


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    folder = small_ward(tmp_path / "ward")
    files.begin(folder, EARLIER)
    told = Conclusion("k-1", "Vận động tiếp", "tổ 2", date(2018, 11, 18))
    files.begin(folder, proceedings.start(make_meeting(items=ITEMS, conclusions=(told,)), clock.now()))
    return folder


def record(ward: Path) -> dict[str, Any]:
    return tomllib.loads((ward / "2018/meetings/2018-10-09.toml").read_text("utf-8"))


def keep(ward: Path, draft: FormDraft) -> None:
    """What a window keeps that is then gone."""
    window = FormWindow.beside(draft_file(ward))
    window.keep(draft)
    window.end(LONG)


def kept(ward: Path) -> list[FormDraft]:
    """What windows that are gone have kept; it stays."""
    windows = FormWindow.lost(draft_file(ward))
    for window in windows:
        window.end(LONG)
    return [window.draft for window in windows if window.draft]


async def type_and_lose(ward: Path, keys: str, words: str) -> FormDraft:
    """Type into a form, and have the app end without a word: what it has kept then."""
    async with opened(ward, keys=keys, size=SMALL) as desk:
        await desk.type(words)
    (draft,) = kept(ward)
    return draft


@pytest.mark.parametrize(
    ("keys", "words", "title", "again"),
    [
        ("6 down down f8", "Thiếu chỗ", "Khó khăn, kiến nghị: Tổ dân phố 2", "Thiếu chỗ"),
        ("6 down down f4", "Làm", "Kết luận: Tổ dân phố 2", "Làm"),
        ("6 end tab f2 tab", "Tổ 3", "Kết luận", "Tổ 3"),
        ("6 down down f2", "Đã họp", "Tổ dân phố 2", "Đã họp"),
        ("6 f2", "Nhà văn hóa", "09/10/2018 · khối dân vận", "Nhà văn hóa"),
        ("6 end tab f2", " ngay", "Kết luận", "Vận động tiếp ngay"),
        ("6 down tab enter enter", "xong sớm", "Đã hoàn thành: Rà soát", "xong sớm"),
    ],
)
async def test_it_is_offered_in_its_form_at_its_item(ward: Path, keys: str, words: str, title: str, again: str) -> None:
    draft = await type_and_lose(ward, keys, words)
    before = record(ward)
    async with opened(ward, size=SMALL) as desk:
        assert f"{OFFER}{title} ─" in desk.text
        assert f"Gõ tiếp “{again}”" in desk.text
        await desk.press("enter")
        assert f"╭─ {title} ─" in desk.text
        assert again in desk.text
        assert record(ward) == before
        await desk.press("enter")
        assert f"╭─ {title} ─" not in desk.text
        assert desk.app.get_screen("meeting").agenda.row_key == draft.place[2]
    assert record(ward) != before
    assert kept(ward) == []


async def test_what_is_saved_or_left_is_not_offered(ward: Path) -> None:
    async with opened(ward, keys="6 down down f8", size=SMALL) as desk:
        await desk.type("Chậm")
        await desk.press("enter f4")
        await desk.type("Nhanh")
        await desk.press("escape f2")
        await desk.type("x")
        await desk.press("backspace")
    assert kept(ward) == []


async def test_a_choice_and_what_was_refused_are_kept(ward: Path) -> None:
    draft = await type_and_lose(ward, "6 down down f8 ctrl+t enter", "")
    assert draft.typed == {"kind": "proposal"}


async def test_one_noted_elsewhere_is_offered_too(ward: Path) -> None:
    await type_and_lose(ward, "2 down right right f8", "Hộ đi vắng")
    async with opened(ward, size=SMALL, keys="enter") as desk:
        assert "╭─ Khó khăn, kiến nghị: Tổ dân phố 2 · Quỹ Vì người nghèo ─" in desk.text
        await desk.press("enter")
        assert desk.notices == ["Đã ghi vào cuộc họp 09/10/2018 · khối dân vận"]
    assert record(ward)["difficulty"]["d-1"] == {"text": "Hộ đi vắng", "group": "2", "indicator": "fund"}


async def test_several_are_offered_one_by_one_and_may_be_forgotten_or_left_for_later(ward: Path) -> None:
    for text in ("một", "hai", "ba"):
        keep(ward, FormDraft(["difficulty", "", ""], text, {"text": text}, 2018))
    async with opened(ward, size=SMALL) as desk:
        assert f"{OFFER}ba ─" in desk.text
        await desk.press("escape")
        await desk.wait_for(f"{OFFER}hai ─")
        await desk.press("down enter")
        await desk.wait_for(f"{OFFER}một ─")
        await desk.press("enter")
    assert sorted(draft.title for draft in kept(ward)) == ["Khó khăn, kiến nghị", "ba"]


@pytest.mark.parametrize(
    "place",
    [
        ["meeting", "2018-12-01", "opening", "particulars"],
        ["difficulty", "99", ""],
        ["difficulty", "", "gone"],
        ["meeting", "2018-10-09"],
        ["x"],
        [],
    ],
)
async def test_of_what_is_gone_nothing_is_offered(ward: Path, place: list[str]) -> None:
    keep(ward, FormDraft(place, "x", {"text": "y"}, 2018))
    async with opened(ward, size=SMALL) as desk:
        assert OFFER not in desk.text


@pytest.mark.parametrize(
    ("form", "why"),
    [
        (["note", "gone"], "Không còn nữa"),
        (["act", "2018-09-10/k-1", "sung"], "Không còn nữa"),
        (["x"], "Không còn nữa"),
        (["conclusion", "", "", ""], "Biên bản 10/09/2018 đã được Trần Thị Hà ký"),
        (["act", "2018-09-10/k-9", "done"], "Biên bản"),
    ],
)
async def test_what_cannot_be_opened_is_not_lost(ward: Path, form: list[str], why: str) -> None:
    files.amend(ward, EARLIER, lambda seen: proceedings.sign(closed(seen), "Trần Thị Hà", clock.now()))
    meeting = "2018-10-09" if why == "Không còn nữa" else "2018-09-10"
    keep(ward, FormDraft(["meeting", meeting, "opening", *form], "x", {"text": "y"}, 2018))
    async with opened(ward, size=SMALL) as desk:
        await desk.wait_for(OFFER)
        await desk.press("enter")
        assert [notice for notice in desk.notices if notice.startswith(why)]
    assert len(kept(ward)) == 1


async def test_who_may_not_edit_is_not_asked(ward: Path) -> None:
    await type_and_lose(ward, "6 f4", "x")
    async with opened(ward, size=SMALL, read_only=True) as desk:
        assert OFFER not in desk.text
    assert len(kept(ward)) == 1
