"""Minutes and notices: every compulsory part, from the meeting's record, in a ward's own words where it has some."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from markdown_it import MarkdownIt

from tests.boards import BOARD, board_with
from tests.meetings import at, closed, make_meeting, signed
from tui.errors import Refused
from tui.office import words
from tui.office.markdown import to_markdown
from tui.office.minutes import FORMS, MINUTES, NOTICE, paper
from tui.office.paper import Page, Paper, Paragraph, Style, Table
from tui.office.record import Record
from tui.office.words import filled, words_of
from tui.ward import proceedings as does
from tui.ward.board import Board, WardInfo
from tui.ward.meeting import Act, Change, Kind, Meeting, Part, Ref, Shown

OWN_WORDS = re.compile(r"(?<!\w)(thu|nộp|nợ)(?!\w)", re.IGNORECASE)
"""Nobody collects, pays in or owes in a campaign."""


def july() -> Meeting:
    meeting = make_meeting(id="2018-07-10", date=date(2018, 7, 10))
    meeting = does.note_difficulty(meeting, "thiếu người trong dịp hè", "12", "blood")
    meeting = does.note_difficulty(meeting, "chưa ai hỏi tới", "18")
    meeting = does.conclude(meeting, "Rà soát danh sách", "Tổ dân phố 12", date(2018, 10, 1))
    meeting = does.conclude(meeting, "Lắp biển báo", "UBND phường", date(2018, 10, 5))
    meeting = does.conclude(meeting, "Tổng kết quý", "Khối dân vận", date(2018, 8, 1))
    return does.conclude(meeting, "Biểu dương tổ 18", task=False)


def august() -> Meeting:
    meeting = make_meeting(id="2018-08-09", date=date(2018, 8, 9))
    return does.act(meeting, Ref("2018-07-10", "k-3"), Act.DONE)


def october() -> Meeting:
    meeting = make_meeting(present=36, invited=38, absent="tổ dân phố 16")
    meeting = does.act(meeting, Ref("2018-07-10", "k-1"), Act.DONE, "đủ 38 tổ")
    meeting = does.act(meeting, Ref("2018-07-10", "k-2"), Act.EXTENDED, deadline=date(2018, 11, 30))
    meeting = does.act(meeting, Ref("2018-07-10", "d-1"), Act.RESOLVED, "đã có người thay")
    meeting = does.note_difficulty(meeting, "đề nghị hỗ trợ âm thanh", "22", proposal=True)
    meeting = does.note_difficulty(meeting, "Thiếu nơi họp")
    meeting = does.act(meeting, Ref("2018-10-09", "d-1"), Act.ANSWERED, "phường cho mượn")
    meeting = does.conclude(meeting, "Vận động Quỹ Vì người nghèo", "Mặt trận Tổ quốc", date(2018, 11, 3))
    meeting = does.conclude(meeting, "Đánh giá cao kết quả.", task=False)
    meeting = does.note(meeting, "last", "nhất trí")
    meeting = does.start(meeting, at(14, 5))
    shown = [
        Shown("blood", "Hiến máu nhân đạo", "468 đơn vị máu", "300 đơn vị máu", "156,00 %"),
        Shown("fund-poor", "Quỹ Vì người nghèo", "13.480.000 đ"),
    ]
    changed = Change("c-1", "Chỉ tiêu Hiến máu nhân đạo, Tổ dân phố 12", "8 đơn vị máu", "10 đơn vị máu", reason="họp")
    return does.close(meeting, at(16), shown, [changed])


def make(
    which: str = MINUTES,
    meeting: Meeting | None = None,
    form: str | None = None,
    own: Mapping[str, Any] | None = None,
    board: Board = BOARD,
) -> Paper:
    meeting = meeting or october()
    return paper(which, Record(meeting, [july(), august(), meeting], board, words_of(own)), form)


def texts(made: Paper) -> list[str]:
    return [block.text for block in made.body if isinstance(block, Paragraph)]


def under(made: Paper, heading: str) -> list[Any]:
    """The blocks from a heading to the next one."""
    blocks = iter(made.body)
    next(block for block in blocks if isinstance(block, Paragraph) and heading in block.text)
    found: list[Any] = []
    for block in blocks:
        if isinstance(block, Paragraph) and block.style in (Style.HEADING, Style.SUBHEADING):
            break
        found.append(block)
    return found


def rows(made: Paper, heading: str) -> Sequence[Sequence[str]]:
    (table,) = (block for block in under(made, heading) if isinstance(block, Table))
    return table.rows


def test_minutes_say_who_when_and_where() -> None:
    assert texts(make())[:6] == [
        "Thời gian bắt đầu: 14 giờ 05 phút, ngày 09 tháng 10 năm 2018.",
        "Địa điểm: Hội trường.",
        "Thành phần tham dự: có mặt 36/38 đại biểu được mời.",
        "Vắng mặt: tổ dân phố 16.",
        "Chủ trì: Trần Thị Hà.",
        "Thư ký: Lê Văn Minh.",
    ]
    assert "Hội nghị kết thúc vào 16 giờ 00 phút, ngày 09 tháng 10 năm 2018." in texts(make())[-1]


def test_what_is_not_known_yet_is_a_dotted_line() -> None:
    made = make(meeting=Meeting("2018-10-09", date(2018, 10, 9)))
    assert [text for text in texts(made) if text.endswith("……………….")] == texts(made)[:6]


@pytest.mark.parametrize(
    ("counts", "attendance", "absent"),
    [
        ({"present": 36}, "có mặt 36 đại biểu", "………………"),
        ({"invited": 38}, "………………", "………………"),
        ({"present": 38, "invited": 38}, "có mặt 38/38 đại biểu được mời", "không"),
        ({"present": 36, "invited": 38}, "có mặt 36/38 đại biểu được mời", "2 đại biểu"),
        ({"present": 40, "invited": 38}, "có mặt 40/38 đại biểu được mời", "………………"),
        ({"present": 36, "absent": "không"}, "có mặt 36 đại biểu", "không"),
        ({"present": 37, "invited": 38, "absent": "tổ 5"}, "có mặt 37/38 đại biểu được mời", "tổ 5"),
    ],
)
def test_that_nobody_was_absent_is_said_only_where_it_is_known(
    counts: Mapping[str, Any], attendance: str, absent: str
) -> None:
    assert texts(make(meeting=make_meeting(**counts)))[2:4] == [
        f"Thành phần tham dự: {attendance}.",
        f"Vắng mặt: {absent}.",
    ]


def test_an_empty_meeting_has_every_compulsory_part() -> None:
    made = make(meeting=Meeting("2018-01-02", date(2018, 1, 2)))
    headings = [block.text for block in made.body if isinstance(block, Paragraph) and block.style != Style.TEXT]
    assert [text[:6] for text in headings] == ["I. DIỄ", "1. Việ", "2. Kết", "3. Khó", "4. Ý k", "II. KẾ"]
    assert texts(made).count("Không có.") == 5


def test_tasks_of_earlier_meetings_and_where_they_stand() -> None:
    assert rows(make(), "1. Việc còn") == [
        ("1", "Rà soát danh sách", "10/07/2018", "Tổ dân phố 12", "01/10/2018", "Đã xong. Đủ 38 tổ."),
        ("2", "Lắp biển báo", "10/07/2018", "UBND phường", "30/11/2018", "Được lùi hạn đến 30/11/2018."),
    ]


@pytest.mark.parametrize(
    ("acts", "standing"),
    [
        ([], "Quá hạn."),
        ([(Act.ASKED, date(2018, 12, 1))], "Quá hạn. Đề nghị lùi hạn đến 01/12/2018."),
        ([(Act.EXTENDED, date(2018, 12, 1))], "Được lùi hạn đến 01/12/2018."),
        ([(Act.EXTENDED, date(2018, 12, 1)), (Act.ASKED, date(2018, 12, 5))], "Đề nghị lùi hạn đến 05/12/2018."),
    ],
)
def test_the_words_of_a_tasks_standing(acts: list[tuple[Act, date]], standing: str) -> None:
    meeting = make_meeting()
    for act, deadline in acts:
        meeting = does.act(meeting, Ref("2018-07-10", "k-2"), act, deadline=deadline)
    assert rows(make(meeting=meeting), "1. Việc còn")[1][-1] == standing


def test_the_figures_are_those_that_the_meeting_saw() -> None:
    tables = [block for block in under(make(), "2. Kết quả") if isinstance(block, Table)]
    assert tables[0].rows == [
        ("1", "Quỹ Vì người nghèo", "13.480.000 đ", "", ""),
        ("2", "Hiến máu nhân đạo", "468 đơn vị máu", "300 đơn vị máu", "156,00 %"),
    ]
    assert [column.right for column in tables[0].columns] == [False, False, True, True, True]


def test_the_changes_that_the_meeting_made_are_told() -> None:
    blocks = under(make(), "2. Kết quả")
    assert blocks[1] == Paragraph("Trong hội nghị đã điều chỉnh:")
    assert blocks[2].rows == [
        ("1", "Chỉ tiêu Hiến máu nhân đạo, Tổ dân phố 12", "8 đơn vị máu", "10 đơn vị máu", "họp")
    ]
    without = under(make(meeting=replace(october(), changes=())), "2. Kết quả")
    assert len(without) == 1


def test_difficulties_with_what_was_said_to_them() -> None:
    assert [block.text for block in under(make(), "3. Khó khăn")] == [
        "- Tổ dân phố 12, Hiến máu nhân đạo: Thiếu người trong dịp hè. Đã tháo gỡ. Đã có người thay.",
        "- Tổ dân phố 22, kiến nghị: Đề nghị hỗ trợ âm thanh. Giải đáp: phường cho mượn.",
        "- Phường Ngọc Thụy: Thiếu nơi họp.",
    ]


def test_opinions_stand_under_their_item() -> None:
    meeting = make_meeting()
    for key, text in (("results-blood", "đạt khá"), ("group-12", "đồng tình"), ("opening", "đủ thành phần")):
        meeting = does.note(meeting, key, text)
    meeting = does.note(does.add_item(meeting, does.item(Part.OTHER, title="Bầu cử", key="x")), "x", "xong!")
    assert [block.text for block in under(make(meeting=meeting), "4. Ý kiến")] == [
        "- Khai mạc: Đủ thành phần.",
        "- Hiến máu nhân đạo: Đạt khá.",
        "- Tổ dân phố 12: Đồng tình.",
        "- Bầu cử: Xong!",
    ]


def test_conclusions_are_numbered_with_who_and_when() -> None:
    made = under(make(), "II. KẾT LUẬN")
    assert [block.text for block in made[:2]] == [
        "1. Vận động Quỹ Vì người nghèo. Thực hiện: Mặt trận Tổ quốc. Thời hạn: ngày 03 tháng 11 năm 2018.",
        "2. Đánh giá cao kết quả. (Không phát sinh nhiệm vụ.)",
    ]


@pytest.mark.parametrize(
    ("corrects", "name"),
    [
        ("k-1", "kết luận 1"),
        ("d-2", "khó khăn, kiến nghị 2"),
        ("present", "số có mặt"),
        ("last", "phần “Việc kỳ trước”"),
        ("results-blood", "phần “Hiến máu nhân đạo”"),
        ("a-1", "a-1"),
    ],
)
def test_supplements_name_what_they_correct(corrects: str, name: str) -> None:
    meeting = does.sign(october(), "Trần Thị Hà", at(17))
    assert "BỔ SUNG" not in texts(make(meeting=meeting))
    meeting = does.supplement(meeting, corrects, "37", "Minh", at(9) + timedelta(days=1))
    (block,) = under(make(meeting=meeting), "BỔ SUNG")
    assert block.text == f"- Ngày 10 tháng 10 năm 2018, Minh sửa {name} như sau: 37."


def test_a_notice_has_statements_and_tasks() -> None:
    made = make(NOTICE)
    assert [type(block) for block in under(made, "1. Đánh giá")] == [Table, Paragraph]
    assert under(made, "1. Đánh giá")[1].text == "- Đánh giá cao kết quả."
    assert rows(made, "2. Kết luận") == [("1", "Vận động Quỹ Vì người nghèo", "Mặt trận Tổ quốc", "03/11/2018")]
    assert made.left.lines == ()


@pytest.mark.parametrize(
    ("kind", "form", "agency", "number", "motto"),
    [
        (Kind.PARTY, None, "ĐẢNG ỦY PHƯỜNG NGỌC THỤY", "Số         -TB/ĐU", "ĐẢNG CỘNG SẢN VIỆT NAM"),
        (Kind.COMMITTEE, None, "PHƯỜNG NGỌC THỤY", "Số:         /TB-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (Kind.FRONT, None, "PHƯỜNG NGỌC THỤY", "Số:         /TB-MTTQ-BTT", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (Kind.BLOC, None, "KHỐI DÂN VẬN", "Số         -TB/KDV", "ĐẢNG CỘNG SẢN VIỆT NAM"),
        (Kind.BLOC, "state", "KHỐI DÂN VẬN", "Số:         /TB-KDV", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (Kind.COMMITTEE, "party", "PHƯỜNG NGỌC THỤY", "Số         -TB/UBND", "ĐẢNG CỘNG SẢN VIỆT NAM"),
        (Kind.EXTRAORDINARY, None, "PHƯỜNG NGỌC THỤY", "Số:         /TB-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ],
)
def test_the_form_of_each_kind(kind: Kind, form: str | None, agency: str, number: str, motto: str) -> None:
    made = make(NOTICE, make_meeting(kind=kind), form)
    assert (made.agency[-1], made.number, made.motto[0]) == (agency, number, motto)
    assert (made.under_agency == "*") == (motto == "ĐẢNG CỘNG SẢN VIỆT NAM")
    assert made.right.lines[-1] in ("BÍ THƯ", "CHỦ TỊCH", "TRƯỞNG KHỐI")


def test_a_line_about_what_a_ward_has_not_is_left_out() -> None:
    with_district = board_with(info=WardInfo("Ngọc Thụy", district="Long Biên"))
    meeting = make_meeting(kind=Kind.PARTY)
    assert make(meeting=meeting, board=with_district).agency == ("ĐẢNG BỘ QUẬN LONG BIÊN", "ĐẢNG ỦY PHƯỜNG NGỌC THỤY")
    assert make(meeting=meeting, board=board_with(info=WardInfo("Bồ Đề"))).agency == ("ĐẢNG ỦY PHƯỜNG BỒ ĐỀ",)


@pytest.mark.parametrize(
    ("name", "day", "dated"),
    [
        ("Ngọc Thụy", date(2018, 10, 9), "Ngọc Thụy, ngày 09 tháng 10 năm 2018"),
        ("Ngọc Thụy", date(2018, 2, 28), "Ngọc Thụy, ngày 28 tháng 02 năm 2018"),
        ("1", date(2018, 4, 3), "Phường 1, ngày 03 tháng 4 năm 2018"),
    ],
)
def test_place_and_day_by_the_official_rule(name: str, day: date, dated: str) -> None:
    made = make(meeting=make_meeting(date=day), board=board_with(info=WardInfo(name)))
    assert made.dated == dated


def test_a_notice_is_numbered_and_dated_when_the_clerk_has_done_so() -> None:
    assert make(NOTICE).dated == "Ngọc Thụy, ngày       tháng       năm 2018"
    meeting = does.number_notice(signed(make_meeting()), "07-TB/ĐU", date(2018, 10, 12))
    made = make(NOTICE, meeting)
    assert (made.number, made.dated) == ("Số 07-TB/ĐU", "Ngọc Thụy, ngày 12 tháng 10 năm 2018")
    assert make(MINUTES, meeting).number == "Số         -BB/KDV"


def test_drafts_and_made_up_figures_say_so() -> None:
    honest = board_with(info=WardInfo("Ngọc Thụy"))
    assert make().marks == ("DỰ THẢO", "SỐ LIỆU MINH HỌA")
    assert make(board=honest).marks == ("DỰ THẢO",)
    assert make(meeting=signed(make_meeting()), board=honest).marks == ()


def test_secretary_and_chair_sign_the_minutes_and_the_signer_the_notice() -> None:
    meeting = does.sign(closed(make_meeting()), "Phó chủ tịch", at(17))
    made, notice = make(meeting=meeting), make(NOTICE, meeting)
    assert (made.left.lines, made.left.name) == (("THƯ KÝ",), "Lê Văn Minh")
    assert (made.right.lines, made.right.name) == (("CHỦ TRÌ",), "Trần Thị Hà")
    assert (notice.right.lines, notice.right.name) == (("T/M KHỐI DÂN VẬN", "TRƯỞNG KHỐI"), "Phó chủ tịch")


def test_a_code_without_a_name_stays_as_it_is() -> None:
    meeting = does.note_difficulty(make_meeting(), "x", "99", "trees")
    assert under(make(meeting=meeting), "3. Khó khăn")[0].text == "- 99, trees: X."


def test_what_comes_later_is_in_no_earlier_minutes() -> None:
    later = does.act(make_meeting(id="2018-12-01", date=date(2018, 12, 1)), Ref("2018-07-10", "k-1"), Act.DONE)
    made = paper(MINUTES, Record(august(), [july(), august(), later], BOARD, words_of()))
    assert [row[1] for row in rows(made, "1. Việc còn")] == ["Rà soát danh sách", "Lắp biển báo", "Tổng kết quý"]
    assert {row[-1] for row in rows(made, "1. Việc còn")} == {"Đang thực hiện.", "Đã xong."}


@pytest.mark.parametrize("which", [MINUTES, NOTICE])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", Kind)
def test_no_paper_speaks_of_dues(which: str, form: str, kind: Kind) -> None:
    text = to_markdown(make(which, replace(october(), kind=kind), form))
    assert not OWN_WORDS.search(text)
    assert "{" not in text


def test_markdown_reads_as_it_was_meant() -> None:
    meeting = does.conclude(make_meeting(), "Đạt 50 | 60 *rất* tốt <b> [x] #1", "A_B", date(2018, 11, 3))
    text = to_markdown(make(NOTICE, meeting))
    assert r"| 1 | Đạt 50 \| 60 \*rất\* tốt \<b\> \[x\] \#1 | A\_B | 03/11/2018 |" in text
    assert "# THÔNG BÁO" in text.splitlines()
    assert "| --- | --- | --- | --- |" in text.splitlines()
    assert to_markdown(make()).count("--:") == 3


@pytest.mark.parametrize(
    "text",
    [
        *(
            "~~Không~~ đồng ý",
            "~~~ rào",
            "A &#8238; b",
            "&lt;b&gt; &nbsp;",
            "![x](http://a/b)",
            "[x]: http://a",
            "<!-- a",
        ),
        *("``` x", "$x$ **a**__b__", "A | b", "# a", "> a", "<http://a>", "\\*a\\*", "A \\| b", "<script>x</script>"),
    ],
)
def test_what_people_say_is_no_markdown(text: str) -> None:
    """Nothing of it is struck out, hidden, a link, or another character than was written."""
    meeting = does.note_difficulty(make_meeting(), text, "12", "blood")
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    inlines = [each.children or [] for each in reader.parse(to_markdown(make(meeting=meeting))) if each.children]
    (found,) = [parts for parts in inlines if "".join(part.content for part in parts).endswith(f": {text}.")]
    assert {part.type for part in found} <= {"text", "text_special"}


def test_a_ward_has_its_own_words() -> None:
    own = {
        "page": {"size": 13},
        "kinds": {"bloc": {"agency": ["ĐẢNG ỦY {WARD}", "TỔ DÂN VẬN"]}},
        "minutes": {"body": "# A\n{earlier?}\n# B\nNgày {date}\n## C\n{supplements?}\n", "recipients": []},
    }
    meeting = Meeting("2018-01-02", date(2018, 1, 2))
    made = make(meeting=meeting, own=own)
    assert made.page == Page("Times New Roman", 13, 20, 20, 30, 15)
    assert made.agency == ("ĐẢNG ỦY PHƯỜNG NGỌC THỤY", "TỔ DÂN VẬN")
    assert made.body == (Paragraph("B", Style.HEADING), Paragraph("Ngày ngày 02 tháng 01 năm 2018"))
    assert (made.title, made.recipients) == ("BIÊN BẢN", ("Nơi nhận:",))
    assert make(meeting=meeting).page.size == 14


@pytest.mark.parametrize(
    ("own", "msgid", "told"),
    [
        ({"minute": {}}, words.UNKNOWN_KEY, "minute"),
        ({"minutes": {"tittle": "x"}}, words.UNKNOWN_KEY, "minutes.tittle"),
        ({"page": {"size": "14"}}, words.OTHER_KIND, "page.size"),
        ({"page": 5}, words.OTHER_KIND, "page"),
        ({"minutes": {"title": ["x"]}}, words.OTHER_KIND, "minutes.title"),
        ({"minutes": {"left": "x"}}, words.OTHER_KIND, "minutes.left"),
        ({"minutes": {"left": [5]}}, words.OTHER_KIND, "minutes.left"),
        ({"page": {"size": True}}, words.OTHER_KIND, "page.size"),
        ({"minutes": {"title": "{x}"}}, words.UNKNOWN_FIELD, "{x}"),
        ({"minutes": {"body": "{figure}"}}, words.UNKNOWN_FIELD, "{figure}"),
    ],
)
def test_words_that_make_no_paper_are_refused(own: Mapping[str, Any], msgid: str, told: str) -> None:
    with pytest.raises(Refused) as refused:
        make(own=own)
    assert refused.value.msgid == msgid
    assert told in str(refused.value)


def test_fields_reach_nothing_behind_them() -> None:
    assert filled("{name} {name.__class__} {0} {{x}}", {"name": "A", "x": "B"}) == "A {name.__class__} {0} {B}"


def test_own_words_are_made_fit_to_print() -> None:
    assert make(own={"minutes": {"title": "A\x1b[2J"}}).title == "A�[2J"
