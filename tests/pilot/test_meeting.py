"""The review meeting on its screen: each story ends at the meeting's file, and at the papers made of it."""

import re
import tomllib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from shutil import copytree
from typing import Any

import docx
import pytest
from textual.events import Paste

from tests.meetings import HANOI, at, closed, make_meeting
from tests.pilot.opened import NORMAL, SMALL, Desk, opened
from tests.small_ward import small_ward
from tui import together
from tui.resources import sample_ward
from tui.screens import clock, meeting
from tui.store import meetings as files
from tui.store.edits import Who
from tui.ward import proceedings
from tui.ward.meeting import Act, Conclusion, Meeting, Part, Ref

LAN = Who("lan", "p12")

BEGIN = "6 ctrl+o enter enter"
"""Keys to a new meeting."""

Clock = Callable[[float], None]
"""Lets minutes go by."""


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that stands still, a little before the journal's own, until minutes are let go by."""
    moments = [datetime.now(HANOI) - timedelta(minutes=10)]
    monkeypatch.setattr(clock, "now", lambda: moments[0])

    def wait(minutes: float) -> None:
        moments[0] += timedelta(minutes=minutes)

    return wait


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    return small_ward(tmp_path / "ward")


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return Path(copytree(sample_ward(), tmp_path / "ngoc-thuy"))


def record(ward: Path, name: str) -> dict[str, Any]:
    """What the file of a meeting has."""
    return tomllib.loads((ward / name[:4] / "meetings" / f"{name}.toml").read_text("utf-8"))


def words_of(paper: Path) -> str:
    """What a Word document says, in paragraphs and tables."""
    document = docx.Document(str(paper))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


async def paste(desk: Desk, words: str) -> None:
    """Put words into the line that has the keys, at once: letter by letter they are typed in the terminal's tests."""
    desk.app.post_message(Paste(words))
    await desk.settle()


async def choose(desk: Desk, *words: str) -> None:
    """Do something of the menu, and choose what it asks for."""
    await desk.press("ctrl+o")
    for each in words:
        await paste(desk, each)
        await desk.press("enter")


async def write(desk: Desk, key: str, *lines: str) -> None:
    """Open a form, fill in its lines, save."""
    await desk.press(key)
    await fill(desk, *lines)


async def fill(desk: Desk, *lines: str) -> None:
    """Fill in the lines of a form, save."""
    for number, line in enumerate(lines):
        await desk.press("tab" if number else "")
        await paste(desk, line)
    await desk.press("enter")


def head(desk: Desk) -> str:
    """The line over the agenda."""
    return desk.lines[2].strip()


def about(desk: Desk) -> str:
    """What stands beside the agenda, as one text."""
    return " ".join(" ".join(line.partition("│")[2].strip(" ▐─") for line in desk.lines[3:-2]).split())


ITEMS = (
    proceedings.item(Part.OPENING),
    proceedings.item(Part.LAST),
    proceedings.item(Part.RESULTS, indicator="fund"),
    proceedings.item(Part.GROUP, group="2"),
    proceedings.item(Part.ANSWERS),
    proceedings.item(Part.CONCLUSIONS),
)


def under_way(ward: Path, **fields: Any) -> Meeting:
    """A meeting that has just begun, on the small ward."""
    return files.begin(ward, proceedings.start(make_meeting(items=ITEMS, **fields), clock.now()))


def glyphs(desk: Desk) -> str:
    """Where the items of the agenda stand, in their order."""
    return "".join(line[1] for line in desk.lines[3 : 3 + len(ITEMS)])


async def test_a_whole_meeting(sample: Path, wait: Clock) -> None:
    async with opened(sample, keys=BEGIN, size=SMALL) as desk:
        assert head(desk).endswith("chưa bắt đầu")
        await desk.press("space")
        assert head(desk).endswith("mới bắt đầu · mục này 0/5 phút")
        await write(desk, "f2", "Hội trường", "Trần Thị Hà", "Lê Văn Minh", "42", "44")
        assert "Có mặt: 42/44" in about(desk)

        # what is open of earlier meetings: more time is asked for and granted, another is done
        wait(4)
        await desk.press("space tab")
        assert "quá hạn · Tổ dân phố 16 · hạn 31/10" in about(desk)
        await desk.press("enter down enter")
        await fill(desk, "30/11", "chờ quận")
        await desk.press("enter down down enter")
        assert "đã lùi hạn · Tổ dân phố 16 · hạn 30/11" in about(desk)
        await desk.press("down enter enter enter")
        assert "đã xong · Tổ dân phố 31" in about(desk)

        # results; a target is changed meanwhile
        await desk.press("space space")
        assert about(desk).startswith("4/23 · Kết quả ► Quỹ Vì người nghèo 156.040.000 đ")
        await desk.press("2 right right f2")
        await fill(desk, "3tr")
        await desk.press("escape 6")

        # a group: its figures, what it raises, what is said
        await desk.press("end up up enter")
        assert about(desk).startswith("21/23 · Khó khăn, kiến nghị ► Tổ dân phố 34 ▼ Quỹ Vì người nghèo: 67,77 %")
        await write(desk, "f8", "Nhiều hộ đi xa")
        await desk.press("f8 ctrl+t")
        await fill(desk, "Đề nghị cấp thùng rác")
        await write(desk, "f2", "Còn 21 hộ")

        # answers on the spot
        await desk.press("space tab down enter enter")
        await fill(desk, "Cấp trong tháng")
        assert "đã giải đáp 08/11 Đã giải đáp: Cấp trong tháng" in about(desk)

        # conclusions: one needs an owner and a deadline, of the other no task follows
        await desk.press("space")
        await write(desk, "f4", "Vận động tiếp", "Tổ dân phố 12")
        await desk.press("f4 ctrl+t")
        await fill(desk, "Biểu dương tổ 18")
        wait(90)
        await choose(desk, "ket thuc")
        assert "╭─ Kết thúc cuộc họp? Còn 18 việc chưa xong ─" in desk.text
        await desk.press("down enter")
        assert head(desk).endswith("chưa ký")
        assert "Tổ dân phố 1: 3.050.000 đ → 3.000.000 đ" in about(desk)

        # signing: complete, and not by who kept them
        await choose(desk, "ky bien ban")
        await desk.press("enter")
        assert "Kết luận 1 cần ghi ai làm và thời hạn" in desk.text
        await desk.press("escape tab f2 tab tab")
        await fill(desk, "18/11")
        await choose(desk, "ky bien ban")
        await fill(desk, "Lê Văn Minh")
        assert "Lê Văn Minh là người ghi biên bản này" in desk.text
        await fill(desk, "Trần Thị Hà")
        assert head(desk).endswith("đã ký")

        # what is signed is added to, and put on paper
        await choose(desk, "so ngay")
        await fill(desk, "07-TB/ĐU", "12/11")
        await choose(desk, "bo sung", "so moi")
        await fill(desk, "45", "Lê Văn Minh")
        await choose(desk, "bien ban")
        paper = sample / "2018/meetings/bien-ban-2018-11-08.docx"
        assert desk.notices == [f"Đã ghi ra {paper}"]

    kept = record(sample, "2018-11-08")
    assert {name: kept[name] for name in ("place", "chair", "secretary", "present", "invited")} == {
        "place": "Hội trường",
        "chair": "Trần Thị Hà",
        "secretary": "Lê Văn Minh",
        "present": 42,
        "invited": 44,
    }
    assert kept["difficulty"] == {
        "d-1": {"text": "Nhiều hộ đi xa", "group": "34"},
        "d-2": {"text": "Đề nghị cấp thùng rác", "group": "34", "proposal": True},
    }
    assert kept["conclusion"] == {
        "k-1": {"text": "Vận động tiếp", "owner": "Tổ dân phố 12", "deadline": "2018-11-18"},
        "k-2": {"text": "Biểu dương tổ 18", "task": False},
    }
    assert [(each["of"], each["act"]) for each in kept["action"].values()] == [
        ("2018-10-09/k-1", "extension-asked"),
        ("2018-10-09/k-1", "extended"),
        ("2018-10-09/k-3", "done"),
        ("2018-11-08/d-2", "answered"),
    ]
    assert kept["figure"]["fund-gratitude"]["percent"] == "190,84 %"
    assert (kept["item"]["opening"]["spent"], kept["item"]["group-34"]["note"]) == (240, "Còn 21 hộ")
    assert kept["signed"]["by"] == "Trần Thị Hà"
    assert kept["notice"] == {"number": "07-TB/ĐU", "day": "2018-11-12"}
    assert kept["supplement"]["s-1"]["corrects"] == "invited"

    words = words_of(paper)
    for told in ("190,84 %", "3.050.000 đ", "3.000.000 đ", "Đề nghị cấp thùng rác", "Biểu dương tổ 18", "42"):
        assert told in words


async def test_items_are_skipped_moved_and_come_back_to(ward: Path, wait: Clock) -> None:
    under_way(ward)
    async with opened(ward, keys="6 space f6", size=SMALL) as desk:
        assert glyphs(desk) == "✓–►···"
        await desk.press("up enter")
        assert glyphs(desk) == "✓►····"
        await desk.press("space down shift+down")
        assert (glyphs(desk), desk.lines[7].split()[:4]) == ("✓✓►···", ["·", "Tổ", "dân", "phố"])
        await desk.press("shift+up space space space space")
        assert glyphs(desk) == "✓✓✓✓✓✓"
        assert head(desk).endswith("đã qua hết các mục")
        await desk.press("space")
        assert desk.status == "Đã qua hết các mục: Ctrl+O để kết thúc cuộc họp"
    assert [item["state"] for item in record(ward, "2018-10-09")["item"].values()] == ["done"] * len(ITEMS)


async def test_before_it_starts_items_are_left_out_and_taken_in_again(ward: Path) -> None:
    """The one under the cursor, which stays."""
    files.begin(ward, make_meeting(items=ITEMS))
    async with opened(ward, keys="6 down down f6 down f6 f6", size=SMALL) as desk:
        assert glyphs(desk) == "··–···"
        assert "4/6" in about(desk)
        await desk.press("space space down down f6")
        assert glyphs(desk) == "✓►––··"
        await desk.press("up up up f6")
        assert desk.status.startswith("Mục này đã làm xong")


async def test_the_clock_warns_in_words_and_outlives_the_app(
    ward: Path, wait: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meeting, "TICK", 0.05)
    under_way(ward)
    wait(5)
    async with opened(ward, keys="6", size=SMALL) as desk:
        assert head(desk).endswith("5 phút · mục này 5/5 phút")
        wait(1)
        await desk.wait_for("6 phút · mục này 6/5 phút · quá giờ 1 phút")
        await desk.press("space")
    wait(2)
    async with opened(ward, keys="6", size=SMALL) as desk:
        assert head(desk).endswith("8 phút · mục này 2/10 phút")
        assert glyphs(desk) == "✓►····"
        await choose(desk, "ket thuc", "van ket thuc")
        assert head(desk).split() == ["09/10/2018", "·", "khối", "dân", "vận", "chưa", "ký"]


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_80_columns_have_every_key_of_a_meeting(ward: Path, language: str) -> None:
    under_way(ward)
    async with opened(ward, keys="6", size=SMALL, language=language) as desk:
        assert {"F1", "Space", "^O", "F2", "F8", "F4", "F10"} <= set(desk.key_bar.split())


async def test_the_key_bar_has_only_what_works(ward: Path) -> None:
    of_a_meeting = {"Space", "F2", "F4", "F6", "F8", "^O", "^T"}
    async with opened(ward, keys="6") as desk:
        assert of_a_meeting & set(desk.key_bar.split()) == {"^O", "F8"}
    under_way(ward)
    async with opened(ward, keys="6") as desk:
        assert of_a_meeting <= set(desk.key_bar.split())
        await desk.press("ctrl+t")
        assert of_a_meeting & set(desk.key_bar.split()) == {"^O", "^T", "F8"}
        await desk.press("ctrl+t")
        await choose(desk, "ket thuc", "van ket thuc")
        assert of_a_meeting - set(desk.key_bar.split()) == {"Space", "F6"}
        await choose(desk, "ky bien ban")
        await desk.press("enter")
        assert of_a_meeting & set(desk.key_bar.split()) == {"^O", "^T"}
    async with opened(ward, keys="6", read_only=True) as desk:
        assert of_a_meeting & set(desk.key_bar.split()) == {"^O"}


async def test_closing_early_says_what_is_open_and_asks_once(ward: Path, wait: Clock) -> None:
    under_way(ward, conclusions=(Conclusion("k-1", "Vận động tiếp", "tổ 1"), Conclusion("k-2", "Khen", task=False)))
    async with opened(ward, keys="6 space space", size=SMALL) as desk:
        await choose(desk, "ket thuc")
        assert [" ".join(each.split()) for each in desk.rows("[^│ ][^│]* (chưa bàn|thời hạn) ")] == [
            "Tổ dân phố 2 chưa bàn",
            "Giải đáp tại chỗ và việc cần theo dõi chưa bàn",
            "Kết luận chưa bàn",
            "Vận động tiếp thiếu người làm hoặc thời hạn",
        ]
        assert "Gõ để tìm" not in desk.text
        await desk.press("escape")
        assert head(desk).endswith("mục này 0/3 phút")
        await choose(desk, "ket thuc")
        await desk.press("enter")
        assert (head(desk).endswith("mục này 0/3 phút"), glyphs(desk)) == (True, "✓✓►···"), "one Enter too many"
        await choose(desk, "ket thuc", "to dan pho 2")
        assert glyphs(desk) == "✓✓·►··"
        assert desk.cursor.startswith("► Tổ dân phố 2")
        await choose(desk, "ket thuc", "van dong tiep")
        assert "╭─ Kết luận ─" in desk.text
        await desk.press("tab tab")
        await paste(desk, "18/11")
        await desk.press("enter space space space space")
        assert glyphs(desk) == "✓✓✓✓✓✓"
        await choose(desk, "ket thuc")
        assert head(desk).endswith("chưa ký")
    assert "ended" in record(ward, "2018-10-09")


async def test_more_present_than_invited_is_refused(ward: Path) -> None:
    under_way(ward)
    async with opened(ward, keys="6", size=SMALL) as desk:
        await write(desk, "f2", "Hội trường", "Trần Thị Hà", "Lê Văn Minh", "45", "44")
        assert "Có mặt 45 mà chỉ mời 44" in desk.text
        await desk.press("shift+tab")
        assert "Có mặt 45 mà chỉ mời 44" in desk.text
        await paste(desk, "44")
        assert "mà chỉ mời" not in desk.text
        await desk.press("enter")
        assert "Có mặt: 44/44" in about(desk)
    assert record(ward, "2018-10-09")["present"] == 44


async def test_f8_takes_what_is_under_the_cursor() -> None:
    places = {
        "tab down down down down down": "Tổ dân phố 14 · Hiến máu nhân đạo",
        "2 down right right right": "Tổ dân phố 2 · Quỹ Vì người nghèo",
        "3 down enter down": "Tổ dân phố 2 · Quỹ Vì người nghèo",
        "4 down": "Tổ dân phố 2 · Buổi tổng dọn vệ sinh hằng tuần",
        "5 down": "Tổ dân phố 22",
        "2 ctrl+up enter down": "Tổ dân phố 1 · Quỹ Vì người nghèo",
    }
    async with opened(size=SMALL) as desk:
        for keys, about in places.items():
            await desk.press(keys, "f8")
            assert f"╭─ Khó khăn, kiến nghị: {about} ─" in desk.text
            await desk.press("escape")
        await desk.press("escape 7 f8")
        assert "╭─ Khó khăn, kiến nghị ─" in desk.text


async def test_the_first_difficulty_begins_a_meeting(ward: Path) -> None:
    async with opened(ward, keys="2 down right right f8", size=SMALL) as desk:
        await fill(desk, "Thiếu kinh phí", "", "tổ 99")
        assert "“tổ 99”" in desk.text
        await paste(desk, "phu nu")
        await desk.press("ctrl+t enter")
        assert desk.notices == ["Đã ghi vào cuộc họp 20/09/2018 · khối dân vận"]
    (noted,) = record(ward, "2018-09-20")["difficulty"].values()
    assert noted == {"text": "Thiếu kinh phí", "group": "PN", "indicator": "fund", "proposal": True}


async def test_read_only_says_so_before_anybody_types(ward: Path) -> None:
    under_way(ward)
    before = record(ward, "2018-10-09")
    async with opened(ward, keys="6", size=SMALL, read_only=True) as desk:
        menu = ("bien ban", "cuoc hop moi")
        for doing in ("space", "f4", "f8", "ctrl+z", *menu, "1 f8"):
            await (choose(desk, doing) if doing in menu else desk.press(doing))
            assert desk.status == "Chỉ xem: ứng dụng mở bằng --read-only"
            await desk.press("ctrl+l ctrl+l")
            assert desk.status != "Chỉ xem: ứng dụng mở bằng --read-only"
        assert not desk.notices
    assert record(ward, "2018-10-09") == before


async def test_signed_minutes_stay_as_they_are(ward: Path) -> None:
    closed_meeting = files.begin(ward, closed(make_meeting()))
    files.amend(ward, closed_meeting, lambda seen: proceedings.sign(seen, "Trần Thị Hà", at(17)))
    before = record(ward, "2018-10-09")
    async with opened(ward, keys="6 enter", size=SMALL) as desk:
        for key in ("space", "f2", "f4", "f8", "f6", "shift+down", "ctrl+z"):
            await desk.press(key)
            assert desk.status.startswith("Biên bản 09/10/2018 đã được Trần Thị Hà ký")
            await desk.press("ctrl+l ctrl+l")
        assert not desk.notices
    assert record(ward, "2018-10-09") == before


async def test_steps_are_taken_back_but_not_the_meeting(ward: Path) -> None:
    async with opened(ward, keys=f"{BEGIN} space space ctrl+z", size=SMALL) as desk:
        assert glyphs(desk).startswith("►·")
        await desk.press("ctrl+y")
        assert glyphs(desk).startswith("✓►")
        await desk.press("ctrl+z ctrl+z ctrl+z")
        assert head(desk).endswith("chưa bắt đầu")
        assert desk.status.startswith("Bạn không có thay đổi nào để hoàn tác.")


async def test_what_others_do_shows_and_leaves_the_cursor_alone(ward: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "FIRST_LOOK", 0.05)
    begun = under_way(ward)
    async with opened(ward, keys="6 end", size=SMALL) as desk:
        board = desk.app.board
        seen = files.amend(ward, begun, lambda seen: proceedings.next_item(seen, clock.now()), who=LAN)
        files.amend(ward, seen, lambda seen: proceedings.conclude(seen, "Vận động tiếp"), who=LAN)
        await desk.wait_for("1. Vận động tiếp")
        assert desk.status.startswith("6/6 · Kết luận")
        assert glyphs(desk) == "✓►····"
        assert desk.app.board is board, "figures do not depend on what is said"
        await write(desk, "f4", "Biểu dương tổ 1")
    assert [each["text"] for each in record(ward, "2018-10-09")["conclusion"].values()] == [
        "Vận động tiếp",
        "Biểu dương tổ 1",
    ]


async def test_the_projector_shows_the_figure_and_names_nobody(ward: Path) -> None:
    person = Conclusion("k-1", "Hỗ trợ hộ bà Nguyễn Thị Hoa", "Trần Văn Nam", date(2018, 11, 18), indicator="fund")
    under_way(ward, conclusions=(person,))
    async with opened(ward, keys="6 f5", size=SMALL) as desk:
        assert desk.app.theme == "may-chieu"
        assert (desk.tab, desk.lines[3].split("│")[0].strip()) == ("6 Giao ban", "► Khai mạc")
        assert not set(re.findall("Trần Thị Hà|Lê Văn Minh", desk.text))
        await desk.press("space space f5")
        assert "Phường Ngọc Thụy" in desk.text
        assert "Quỹ Vì người nghèo" in desk.text
        await desk.press("escape")
        assert desk.status.startswith("3/6 · Kết quả · Quỹ Vì người nghèo")
        assert "█" in desk.text
        assert "Hỗ trợ hộ bà N.T.H." in about(desk)
        assert "T.V.N." in about(desk)
        await write(desk, "f8", "Chậm")
        await desk.press("f5 f5")
        assert (desk.app.theme, desk.tab) == ("sang", "6 Giao ban")
        assert desk.status.startswith("3/6 · Kết quả · Quỹ Vì người nghèo")


async def test_the_projector_says_why_a_group_is_on_the_agenda(sample: Path) -> None:
    async with opened(sample, keys="6 f5 " + BEGIN[2:] + " space" * 10, size=SMALL) as desk:
        assert "► Tổ dân phố 7" in about(desk)
        assert "█" in desk.text, "the figure furthest behind"
        assert "▼ Gia đình văn hóa (đăng ký): 77,06 % sau 85 %" in about(desk)
        assert "▼ Xếp hạng tổ: tụt từ hạng 11 xuống hạng 22" in about(desk)
        assert "Chưa nêu gì: F8 ghi khó khăn, F4 kết luận" in about(desk)
        await desk.press("space space space space")
        assert "► Tổ dân phố 16" in about(desk)
        assert "█" not in desk.text, "what was said of it before needs the room"
        assert "44 tuần chưa báo cáo và 2 việc nữa" in about(desk)
        assert about(desk).endswith("quá hạn · Tổ dân phố 16 · hạn 31/10")


async def test_a_short_time_leaves_its_room_to_the_name(ward: Path) -> None:
    async with opened(keys="6 enter", size=SMALL) as desk:
        assert desk.rows(r"✓ Giải đáp +13/10'")
        assert desk.rows(r"✓ Gia đình văn hóa \(đă… 7/3'")
        assert desk.rows(r"✓ Quỹ Đền ơn đáp nghĩa +5/3'")


async def test_the_list_of_all_meetings() -> None:
    async with opened(keys="6", size=SMALL) as desk:
        assert head(desk) == "Mọi cuộc họp"
        assert re.search("quá hạn .* 31/10", about(desk))
        await desk.resize(160, 40)
        assert [line.split("│")[0].strip() for line in desk.lines[3:5]] == [
            "09/10/2018 · khối dân vận  4 kết luận · còn 6 việc mở  đã ký",
            "10/07/2018 · khối dân vận  4 kết luận · còn 2 việc mở  đã ký",
        ]
        await desk.resize(*NORMAL)
        assert [line.split("│")[0].strip() for line in desk.lines[3:5]] == [
            "09/10/2018 · khối dân vận đã ký",
            "10/07/2018 · khối dân vận đã ký",
        ]
        await desk.press("down enter")
        assert head(desk).startswith("10/07/2018 · khối dân vận")
        await desk.press("enter ctrl+t")
        assert desk.cursor.startswith("10/07/2018")
        await desk.press("escape")
        assert head(desk).startswith("10/07/2018 · khối dân vận")
        await desk.press("tab escape")
        assert desk.cursor.startswith("✓ Khai mạc")
        await desk.press("escape")
        assert desk.tab == "1 Tổng quan"


async def test_the_card_says_what_was_said_of_the_group_and_what_is_open(ward: Path) -> None:
    begun = files.begin(ward, make_meeting(id="2018-09-10", date=date(2018, 9, 10), items=ITEMS))
    noted = files.amend(ward, begun, lambda seen: proceedings.note(seen, "group-2", "Đã họp hai buổi"))
    raised = files.amend(ward, noted, lambda seen: proceedings.note_difficulty(seen, "Thiếu chỗ", "2", "blood"))
    answer = Ref(raised.id, "d-1")
    files.amend(ward, raised, lambda seen: proceedings.act(seen, answer, Act.FOLLOWED_UP, "hỏi trường học"))
    async with opened(ward, keys="2 down enter", size=SMALL) as desk:
        said = [line.strip() for line in desk.lines if line.startswith(" Giao ban: ")]
        assert said[0] == "Giao ban: 10/09 Đã họp hai buổi"
        assert said[1].startswith("Giao ban: 10/09 · khó khăn · Hiến máu: Thiếu chỗ · đang theo dõi")
        assert "hỏi trường học" in desk.text
