"""The projector names nobody: no screen, list or form of a ward whose files are full of names shows any of them."""

import re
import tomllib
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from tests.meetings import at
from tests.pilot.opened import LONG, Desk, opened
from tui.resources import draft_file, sample_ward
from tui.store import meetings as files
from tui.store.form_drafts import FormDraft, FormWindow
from tui.ward import proceedings as does
from tui.ward.meeting import Act, Item, Meeting, Part, Ref

LEADER, VOLUNTEER, MODEL = "Nguyễn Văn Hùng", "Đặng Thu Quyên", "Vũ Thị Xuyến"
CHAIR, SECRETARY, SIGNER = "Lê Khuê", "Trần Bảo Ngân", "Phạm Oanh"
OWNER, HOUSEHOLD, GUEST, OTHER = "Đỗ Uyên", "bà Hồ Thị Yến", "ông Bùi Khiêm", "đ/c Lâm Giang"
WHO_ADDS = "Ngô Vinh"

NAMES = {
    name
    for whole in (LEADER, VOLUNTEER, MODEL, CHAIR, SECRETARY, SIGNER, OWNER, HOUSEHOLD, GUEST, OTHER, WHO_ADDS)
    for name in whole.split()[-1:]
}
"""What each of them is called by."""

SIZES = [(80, 24), pytest.param((200, 60), marks=pytest.mark.long)]


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    folder = Path(copytree(sample_ward(), tmp_path / "ngoc-thuy"))
    for file, pattern, name in [
        ("2018/groups.csv", r"Tổ trưởng TDP \d+", LEADER),
        ("2018/teams.csv", r"Tổ trưởng tổ tình nguyện TDP \d+", VOLUNTEER),
        ("2018/models.csv", r"Cá nhân \d+", MODEL),
    ]:
        text, count = re.subn(pattern, name, (folder / file).read_text("utf-8"))
        assert count
        (folder / file).write_text(text, "utf-8")
    earlier = files.begin(folder, closed())
    signed = files.amend(folder, earlier, lambda seen: does.sign(seen, SIGNER, at(17)))
    files.amend(folder, signed, lambda seen: does.supplement(seen, "k-1", f"Hỏi {GUEST}", WHO_ADDS, at(18)))
    files.begin(folder, held())
    return folder


def closed() -> Meeting:
    """An earlier meeting, to be signed."""
    meeting = Meeting("2018-11-01", date(2018, 11, 1), chair=CHAIR, secretary=SECRETARY, items=items())
    meeting = does.conclude(meeting, f"Thăm hộ {HOUSEHOLD}", OWNER, date(2018, 11, 5), group="12")
    return does.close(does.start(meeting, at(14)), at(16))


def held() -> Meeting:
    """A meeting under way, in which everybody has been named."""
    meeting = Meeting("2018-11-08", date(2018, 11, 8), items=items())
    meeting = does.describe(
        meeting,
        chair=CHAIR,
        secretary=SECRETARY,
        place=f"nhà {GUEST}",
        absent=f"{GUEST}, {OTHER}",
        present=40,
        invited=44,
    )
    meeting = does.start(meeting, at(14))
    for item in meeting.items:
        meeting = does.note(meeting, item.key, f"Nghe {OTHER} và {OWNER} nói")
    meeting = does.note_difficulty(meeting, f"Hộ {HOUSEHOLD} đi vắng", "12", "fund-poor")
    meeting = does.note_difficulty(meeting, f"Đề nghị {OTHER} xem", proposal=True)
    meeting = does.conclude(
        meeting, f"Hỗ trợ {HOUSEHOLD}", OWNER, date(2018, 11, 18), group="12", indicator="fund-poor"
    )
    meeting = does.conclude(meeting, f"Khen {GUEST}", task=False)
    meeting = does.act(meeting, Ref("2018-11-01", "k-1"), Act.ASKED, f"chờ {GUEST}", date(2018, 11, 30))
    return does.act(meeting, Ref(meeting.id, "d-1"), Act.ANSWERED, f"{OTHER} sẽ đến")


def items() -> tuple[Item, ...]:
    return (
        does.item(Part.OPENING),
        does.item(Part.LAST),
        does.item(Part.RESULTS, indicator="fund-poor"),
        does.item(Part.GROUP, group="12"),
        does.item(Part.OTHER, title=OTHER, key="other-1"),
        does.item(Part.ANSWERS),
        does.item(Part.CONCLUSIONS),
    )


class Public:
    """A desk whose every picture is looked at for names."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.found: dict[str, set[str]] = {}
        self.dialogues: set[str] = set()

    async def __call__(self, keys: str) -> None:
        for key in keys.split():
            await self.desk.press(key)
            assert self.desk.app.projector, keys
            for line in self.desk.lines:
                self.dialogues |= {line.partition("╭─ ")[2].partition(" ─")[0]}
                if named := {name for name in NAMES if name in line}:
                    self.found.setdefault(f"{keys}: {line.strip()}", set()).update(named)


@pytest.mark.parametrize("size", SIZES)
async def test_no_screen_names_anybody(ward: Path, size: tuple[int, int]) -> None:
    async with opened(ward, size=size, keys="f5 escape") as desk:
        look = Public(desk)
        assert desk.app.projector
        for keys in (
            "1 tab down down tab",
            "2 down ctrl+up enter down down f7 escape f5 down down escape right escape",
            "3 down enter down f7 escape",
            "4 down tab down right down right",
            "5 down tab down down down tab down down tab down tab",
            "7 down tab down",
            "1 f3 h u n g escape f3 x u y e n escape f3 q u y e n escape",
        ):
            await look(keys)
    assert look.found == {}


async def test_no_form_of_a_meeting_names_anybody(ward: Path) -> None:
    async with opened(ward, size=(80, 24), keys="6 f5") as desk:
        look = Public(desk)
        assert desk.app.projector
        for _item in items():
            await look("f2 escape down")
        await look("end tab home f2")
        assert desk.rows("Nội dung +Hỗ trợ bà H.T.Y.")
        assert desk.rows("Ai làm +Đ.U.")
        await look("enter down f2 escape shift+tab up tab f2 escape down f2 escape shift+tab")
        await look("f8 escape f4 escape home down down f5 down escape")
        for keys in ("", "down", "down down"):  # of a conclusion of an earlier meeting, of a difficulty, of a new one
            await look(f"home down tab home down enter {keys} enter escape escape 6")
            await look(f"end up tab enter {keys} enter escape escape 6")
        for place in range(5):
            await look(f"ctrl+o {'down ' * place}enter down escape escape 6")
        await look("ctrl+t down enter tab down shift+tab")
        for place in range(1, 4):
            await look(f"ctrl+o {'down ' * place}enter down enter escape escape 6")
    assert {
        *("08/11/2018 · khối dân vận", "đ/c L.G.", "Tổ dân phố 12", "Kết luận: Tổ dân phố 12 · Quỹ Vì người nghèo"),
        *("Đã hoàn thành: Thăm hộ bà H.T.Y.", "Đã giải quyết: Đề nghị đ/c L.G. xem", "Thăm hộ bà H.T.Y."),
        "Kết thúc cuộc họp? Còn 6 việc chưa xong",
    } <= look.dialogues
    assert any(title.startswith("Bổ sung, sửa cho phần nào") for title in look.dialogues)
    assert look.found == {}
    kept = tomllib.loads((ward / "2018/meetings/2018-11-08.toml").read_text("utf-8"))["conclusion"]["k-1"]
    assert (kept["text"], kept["owner"]) == (f"Hỗ trợ {HOUSEHOLD}", OWNER), "what does not show is not lost"


async def test_what_was_lost_is_offered_without_names(ward: Path) -> None:
    window = FormWindow.beside(draft_file(ward))
    window.keep(FormDraft(["difficulty", "", ""], f"Khó khăn: {HOUSEHOLD}", {"text": f"Hỏi {GUEST}"}, 2018))
    window.end(LONG)
    async with opened(ward, size=(80, 24), projector=True) as desk:
        await desk.wait_for("Gõ tiếp “Hỏi ông B.K.”")
        assert not [name for name in NAMES if name in desk.text]
