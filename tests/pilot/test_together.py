"""Several on one folder: what others change shows by itself, what one is doing meanwhile is left alone."""

import asyncio
import re
import shutil
from collections.abc import Callable
from datetime import date
from errno import EIO
from functools import partial
from itertools import permutations
from pathlib import Path
from threading import Event

import pytest
from textual.events import Key as PressedKey

from tests.pilot.opened import LONG, SMALL, Desk, app_on, opened
from tests.small_ward import TARGETS, small_ward
from tui import together
from tui.resources import sample_ward
from tui.screens.editor import SaveWanted
from tui.store import durable, edits
from tui.store.edits import Edit, Saved, Who
from tui.store.keyed import Key
from tui.store.session import Session
from tui.together import FilesChanged
from tui.ward.board import Board
from tui.ward.decisions import TargetDecision

LAN = Who("lan", "p12")
HUNG = Who("hùng", "p14")

FUND_1, FUND_2 = (("group", code, "fund", "value") for code in "12")

BLOOD_1 = ("group", "1", "blood", "value")

SOON = 0.01


@pytest.fixture(autouse=True)
def watched(unwatched: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "FIRST_LOOK", SOON)


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    return small_ward(tmp_path / "ward")


def changed_by_lan(ward: Path, path: Key, old: object, new: object) -> None:
    edits.save(ward / "2018", "targets.toml", [Edit(path, old, new)], who=LAN)


async def until(desk: Desk, is_so: Callable[[], object]) -> None:
    """Wait for what comes in its own time: what somebody saved may be told before it shows."""
    async with asyncio.timeout(LONG):
        while not is_so():
            await desk.pilot.pause(0.02)
    await desk.settle()


async def watching(*desks: Desk) -> None:
    """Wait until they watch the folder."""
    for desk in desks:
        await until(desk, partial(getattr, desk.app, "_told"))


async def test_what_somebody_else_saves_shows_with_who_and_what(tmp_path: Path) -> None:
    """The cursor stays, and so does every row that is not concerned."""
    ward = shutil.copytree(sample_ward(), tmp_path / "ward")
    async with opened(ward, size=SMALL, keys="2 right right right ctrl+down up up") as desk:
        await watching(desk)
        before, cursor = desk.lines, desk.cursor
        changed_by_lan(ward, ("group", "30", "fund-poor", "value"), 4_520_000, 45_200_000)
        await until(desk, lambda: desk.notices and desk.lines[:16] != before[:16])
        assert re.fullmatch(r"lan lúc \d\d:\d\d: Tổ dân phố 30 · .*: 4\.520\.000 → 45\.200\.000", desk.notices[0])
        changed = [line for line, old in zip(desk.lines[:16], before, strict=False) if line != old]
        assert [line.split()[:4] for line in changed] == [["Tổ", "dân", "phố", "30"]]
        assert desk.cursor == cursor


async def test_two_apps_see_each_other_and_tell_nobody_of_themselves(ward: Path) -> None:
    async with opened(ward, size=SMALL, keys="2") as one, opened(ward, size=SMALL, keys="2") as other:
        await watching(one, other)
        await other.press("down right right f2")
        await other.type("1,5tr")
        await other.press("enter")
        await until(one, lambda: one.notices and "100,0 % ●" in one.row("Tổ dân phố 2"))
        assert re.search("Tổ dân phố 2 · .*: 3.000.000 → 1.500.000", one.notices[0])
        await other.press("escape")
        await one.press("right right f2")
        await one.type("5tr")
        await one.press("enter escape ctrl+z")
        await until(other, lambda: [told for told in other.notices if "5.000.000 → 2.000.000" in told])
        await until(other, lambda: "125,0 % ▲" in other.row("Tổ dân phố 1"))
        assert [notice for notice in one.notices if "lúc" in notice] == one.notices[:1]


async def test_what_several_change_within_one_look_is_told_of_all_of_them(
    ward: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(together, "FIRST_LOOK", LONG)
    async with opened(ward, size=SMALL, keys="2") as desk:
        for who in (None, HUNG, LAN):
            if who:
                edits.save(ward / "2018", "targets.toml", [Edit(BLOOD_1, None, len(who.user))], who=who, force=True)
            if who is not HUNG:
                seen = edits.history(ward / "2018")
                desk.app.post_message(FilesChanged(frozenset(), is_outdated=False, year=2018, entries=seen))
        await desk.settle()
        (told,) = desk.notices
        assert re.fullmatch(r"lan lúc \d\d:\d\d: Tổ dân phố 1 · Hiến máu: 4 → 3 · hùng: 1 thay đổi", told)


async def test_what_others_change_while_one_saves_is_told_too(ward: Path) -> None:
    async with opened(ward, size=SMALL, keys="2 right right f2") as desk:
        await watching(desk)
        await desk.type("1,5tr")
        changed_by_lan(ward, BLOOD_1, 8, 4)
        await desk.press("enter escape")
        await until(desk, lambda: desk.notices and "200,0 % ▲" in desk.row("Tổ dân phố 1"))
        assert [notice.split(": ", 1)[1] for notice in desk.notices] == ["Tổ dân phố 1 · Hiến máu: 8 → 4"]
        assert "166,7 % ▲" in desk.row("Tổ dân phố 1")


@pytest.mark.parametrize(("keys", "shown"), [("enter", "41,7 % ▼"), ("escape ctrl+z", "125,0 % ▲")])
async def test_a_slow_save_is_not_taken_for_somebody_elses(
    keys: str, shown: str, ward: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The journal has it, and what somebody else saves meanwhile, before the app knows that it is on disk."""
    monkeypatch.setattr(together, "FIRST_LOOK", LONG)
    edits.save(ward / "2018", "targets.toml", [Edit(FUND_1, 2_000_000, 5_000_000)])
    async with opened(ward, size=SMALL, keys="2 right right f2") as desk:

        def look(*files: str) -> None:
            found = edits.history(ward / "2018")
            desk.app.follow_files(FilesChanged(frozenset(files), is_outdated=bool(files), year=2018, entries=found))

        def slow(self: object, over: object, save: Callable[..., Saved]) -> Saved:
            saved = save()
            desk.app.call_from_thread(look, "2018/targets.toml")
            changed_by_lan(ward, BLOOD_1, 8, 4)
            desk.app.call_from_thread(look, "2018/targets.toml")
            return saved

        look()
        monkeypatch.setattr(together.Together, "_over", slow)
        await desk.type("6tr")
        await desk.press(keys)
        told = [notice.split(": ", 1)[1] for notice in desk.notices if "lúc" in notice]
        assert told == ["Tổ dân phố 1 · Hiến máu: 8 → 4"]
        assert shown in desk.row("Tổ dân phố 1")


async def test_nor_is_one_that_the_disk_may_not_have_kept(ward: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_of: object) -> None:
        raise OSError(EIO, "the disk is gone")

    async with opened(ward, size=SMALL, keys="2 right right f2") as desk:
        await watching(desk)
        await desk.type("6tr")
        with monkeypatch.context() as disk:
            disk.setattr(durable, "sync_folder", fails)
            await desk.press("enter escape")
        changed_by_lan(ward, BLOOD_1, 8, 4)
        await until(desk, lambda: desk.notices and "41,7 % ▼" in desk.row("Tổ dân phố 1"))
        assert [notice.split(": ", 1)[1] for notice in desk.notices] == ["Tổ dân phố 1 · Hiến máu: 8 → 4"]


async def test_while_one_types_the_rest_follows(ward: Path) -> None:
    async with opened(ward, size=SMALL, keys="2 right right f2") as desk:
        await watching(desk)
        await desk.type("1tr")
        changed_by_lan(ward, ("group", "1", "blood", "value"), 8, 4)
        await until(desk, lambda: "200,0 % ▲" in desk.row("Tổ dân phố 1"))
        assert " 1tr " in desk.row("Tổ dân phố 1")
        changed_by_lan(ward, FUND_1, 2_000_000, 4_000_000)
        await until(desk, lambda: len(desk.notices) == 2 and _target(desk, "1", "fund") == 4_000_000)
        await desk.press("enter")
        assert "nay là 4.000.000:" in desk.text


async def test_what_changed_between_reading_and_the_first_look(ward: Path) -> None:
    """It shows; who did it is no news."""
    app = app_on(ward)
    changed_by_lan(ward, FUND_2, 3_000_000, 1_500_000)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        desk = Desk(app, pilot)
        await desk.press("2")
        await until(desk, lambda: "100,0 % ●" in desk.row("Tổ dân phố 2"))
        assert desk.notices == []


async def test_new_results_are_read(ward: Path) -> None:
    async with opened(ward, size=SMALL, keys="2") as desk:
        await watching(desk)
        with (ward / "2018/results.csv").open("a", encoding="utf-8") as file:
            file.write("2018-10-05,3,fund,2100000\n")
        await until(desk, lambda: "200,0 % ▲" in desk.row("Tổ dân phố 3"))
        assert desk.title.endswith("số liệu đến 05/10/2018")
        assert desk.notices == []


class TestBroken:
    async def test_by_hand_the_last_good_state_stays(self, ward: Path) -> None:
        targets = ward / "2018/targets.toml"
        async with opened(ward, size=SMALL, keys="7") as desk:
            await watching(desk)
            for line in ("value == 1", "value == 2"):
                targets.write_text(f"{line}\n", "utf-8")
                await desk.wait_for(line)
                assert desk.notices == ["Không đọc được 2018/targets.toml nữa: màn hình vẫn hiện nội dung trước đó"]
            await desk.press("2 right right f2")
            await desk.type("3tr")
            await desk.press("enter")
            assert "125,0 %" not in desk.row("Tổ dân phố 1")
            assert " 3tr " in desk.row("Tổ dân phố 1")
            assert "targets.toml" in desk.text
            await desk.press("escape", "5" + " right" * 6, "f2")
            await desk.type("7")
            await desk.press("enter escape 2")
            assert "125,0 % ▲" in desk.row("Tổ dân phố 1")
            targets.write_text(TARGETS.replace("3000000", "1500000"), "utf-8")
            await until(desk, lambda: "100,0 % ●" in desk.row("Tổ dân phố 2"))
            await desk.press("7")
            assert "value ==" not in desk.text
        assert "registration = 7" in (ward / "2018/scores.toml").read_text("utf-8")

    async def test_results_that_cannot_be_read_empty_nothing(self, ward: Path) -> None:
        results = ward / "2018/results.csv"
        text = results.read_text("utf-8")
        async with opened(ward, size=SMALL, keys="2") as desk:
            await watching(desk)
            results.unlink()
            results.mkdir()
            await until(desk, lambda: desk.notices)
            assert "số liệu đến 20/09/2018" in desk.title
            assert "125,0 % ▲" in desk.row("Tổ dân phố 1")
            results.rmdir()
            results.write_text(text.replace("1500000\n2018-09-20,2", "3500000\n2018-09-20,2"), "utf-8")
            await until(desk, lambda: "225,0 % ▲" in desk.row("Tổ dân phố 1"))

    async def test_a_ward_that_is_away_for_a_while(self, ward: Path) -> None:
        away = ward.with_name("away")
        async with opened(ward, size=SMALL, keys="2") as desk:
            await watching(desk)
            ward.rename(away)
            await until(desk, lambda: desk.notices)
            assert "125,0 % ▲" in desk.row("Tổ dân phố 1")
            changed_by_lan(away, FUND_2, 3_000_000, 1_500_000)
            away.rename(ward)
            await until(desk, lambda: "100,0 % ●" in desk.row("Tổ dân phố 2"))

    async def test_from_the_start_it_is_shown_as_it_is(self, ward: Path) -> None:
        """There is no better state to keep: what changes shows."""
        (ward / "2018/targets.toml").write_text("value ==\n", "utf-8")
        async with opened(ward, size=SMALL, keys="2") as desk:
            await watching(desk)
            with (ward / "2018/results.csv").open("a", encoding="utf-8") as file:
                file.write("2018-10-05,3,fund,2100000\n")
            await until(desk, lambda: "05/10/2018" in desk.title)
            assert desk.notices == []


ASKED = {"month": "31/08/2018", "year": "20/12/2017", "both": "30/11/2017"}
"""What shows after a step back, after another year, and after that step in that year."""


WAYS = ("month", "year", "reload", "save")


@pytest.mark.parametrize("is_read", [True, pytest.param(False, marks=pytest.mark.long)], ids=["read", "unread"])
@pytest.mark.parametrize(
    "order",
    [*permutations(WAYS, 2), *(pytest.param(order, marks=pytest.mark.long) for order in permutations(WAYS))],
)
async def test_what_was_asked_last_is_shown(
    order: tuple[str, ...], is_read: bool, ward: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is read before all has been asked for, or all has been read before it, and is old."""
    goes_on, board = Event(), Session.board

    def slow(self: Session, as_of: date | None = None) -> Board:
        read = board(self, as_of) if is_read else None
        assert goes_on.wait(LONG)
        return read or board(self, as_of)

    monkeypatch.setattr(together, "FIRST_LOOK", LONG)
    async with opened(ward, size=SMALL, keys="2") as desk:
        monkeypatch.setattr(Session, "board", slow)
        for what in order:
            match what:
                case "month":
                    desk.app.action_month(-1)
                case "year":
                    desk.app.action_year(2017)
                case "reload":
                    changed_by_lan(ward, BLOOD_1, 8, 16)
                    desk.app.reload()
                case "save":
                    saving = SaveWanted(TargetDecision({("1", "fund"): 6}, {("1", "fund"): 2_000_000}), ())
                    desk.app.post_message(saving)
                    assert (await saving.answer).refusal == ""
        goes_on.set()
        await desk.settle()
        asked = [what for what in order if what in ASKED]
        day = ASKED["both" if asked == ["year", "month"] else asked[-1]] if asked else "20/09/2018"
        assert f"số liệu đến {day}" in desk.title
        if "year" not in order:
            assert _target(desk, "1", "fund") == (6 if "save" in order else 2_000_000)
            assert _target(desk, "1", "blood") == (16 if "reload" in order else 8)


async def test_a_step_while_a_file_is_broken_stays_where_it_can_be_trusted(ward: Path) -> None:
    targets = ward / "2018/targets.toml"
    async with opened(ward, size=SMALL, keys="2") as desk:
        await watching(desk)
        targets.write_text("value ==\n", "utf-8")
        await until(desk, lambda: desk.notices)
        await desk.press("ctrl+left")
        assert "số liệu đến 20/09/2018" in desk.title
        assert "125,0 % ▲" in desk.row("Tổ dân phố 1")
        assert desk.notices[1:] == ["Không đọc được 2018/targets.toml: sửa xong tệp này mới xem được tháng khác"]
        targets.write_text(TARGETS, "utf-8")
        await until(desk, lambda: desk.app.board and not desk.app.board.problem_count)
        await desk.press("ctrl+left")
        assert "số liệu đến 31/08/2018" in desk.title


async def test_what_was_read_before_a_save_is_not_shown_after_it(ward: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    has_read, goes_on, board = Event(), Event(), Session.board

    def slow(self: Session, as_of: date | None = None) -> Board:
        read = board(self, as_of)
        has_read.set()
        assert goes_on.wait(LONG)
        return read

    monkeypatch.setattr(together, "FIRST_LOOK", LONG)
    async with opened(ward, size=SMALL, keys="2 right right f2") as desk:
        monkeypatch.setattr(Session, "board", slow)
        desk.app.reload()
        assert await asyncio.to_thread(has_read.wait, LONG)
        for key in ("6", "enter"):
            desk.app.post_message(PressedKey(key, key if len(key) == 1 else None))
        async with asyncio.timeout(LONG):
            while "đã lưu" not in desk.text:
                await desk.pilot.pause(0.02)
        goes_on.set()
        await desk.settle()
        assert _target(desk, "1", "fund") == 6


def _target(desk: Desk, group: str, indicator: str) -> object:
    assert desk.app.board is not None
    return desk.app.board.figures[group, indicator].target
