"""A meeting in words: how late it is, where a matter stands; its forms, and what is made of what is typed."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.boards import board_with
from tests.meetings import at, closed, make_meeting, signed
from tui import texts
from tui.errors import GiaoBanError
from tui.screens import meeting_fields as fields
from tui.screens import meeting_words as words
from tui.screens.form import Field
from tui.ward import proceedings as does
from tui.ward.matters import STANDING_WORDS, matters
from tui.ward.meeting import Act, Conclusion, Difficulty, Item, Kind, Meeting, Part, Ref, State

NOVEMBER = date(2018, 11, 8)


def running(minutes: int, **fields_: Any) -> Meeting:
    """A meeting that turned to its second item that many minutes ago, after 4 at the first."""
    return does.next_item(does.start(make_meeting(**fields_), at(14)), at(14, 4))


@pytest.mark.parametrize(
    ("meeting", "hour", "told"),
    [
        (make_meeting(), (14, 0), "chưa bắt đầu"),
        (does.start(make_meeting(), at(14)), (14, 0, 59), "mới bắt đầu · mục này 0/5 phút"),
        (does.start(make_meeting(), at(14)), (13, 0), "mới bắt đầu · mục này 0/5 phút"),
        (running(0), (14, 14, 59), "14 phút · mục này 10/10 phút"),
        (running(0), (14, 15), "15 phút · mục này 11/10 phút · quá giờ 1 phút"),
        (running(0), (16, 4), "124 phút · mục này 120/10 phút · quá giờ 110 phút"),
        (does.next_item(does.start(make_meeting(items=()), at(14)), at(14)), (15, 0), "60 phút · đã qua hết các mục"),
        (does.start(make_meeting(), at(14) - timedelta(days=1)), (14, 0), "mở từ 08/10/2018, chưa kết thúc"),
        (closed(make_meeting()), (18, 0), "chưa ký"),
        (signed(make_meeting()), (18, 0), "đã ký"),
    ],
)
def test_the_clock_in_words(meeting: Meeting, hour: tuple[int, ...], told: str) -> None:
    assert words.clock(meeting, at(*hour)) == told


def test_every_standing_fits_its_column() -> None:
    for language in ("vi", "en"):
        texts.use(language)
        assert max(len(texts._(each)) for each in STANDING_WORDS.values()) <= 15


@pytest.mark.parametrize(
    ("item", "told"),
    [
        (Item("a", Part.LAST), "10'"),
        (Item("a", Part.LAST, allotted=20), "20'"),
        (Item("a", Part.LAST, state=State.SKIPPED, spent=60), ""),
        (Item("a", Part.LAST, spent=61), "1/10'"),
        (Item("a", Part.GROUP, state=State.DONE, spent=599), "9/5'"),
        (Item("a", Part.GROUP, state=State.CURRENT, since=at(14)), "30/5'"),
        (Item("a", Part.LAST, spent=6000), "100'"),
        (Item("a", Part.LAST, spent=90000), ">999'"),
    ],
)
def test_the_time_of_an_item(item: Item, told: str) -> None:
    assert words.time_of(item, at(14, 30)) == told


@pytest.mark.parametrize(
    ("language", "public", "told"),
    [
        (
            "vi",
            False,
            [
                "09/10 · kết luận · Tổ dân phố 12 · Quỹ Vì người nghèo: Giúp bà Hoa",
                "quá hạn · Lê Minh · hạn 31/10",
                "08/11 Xin lùi hạn (30/11): bà Hoa đi vắng",
            ],
        ),
        (
            "en",
            True,
            [
                "09/10 · conclusion · Tổ dân phố 12 · Fund for the Poor: Giúp bà H.",
                "overdue · L.M. · until 31/10",
                "08/11 More time is asked for (30/11): bà H. đi vắng",
            ],
        ),
    ],
)
def test_a_matter_in_full(language: str, public: bool, told: list[str]) -> None:
    texts.use(language)
    board = board_with()
    task = does.conclude(
        make_meeting(), "Giúp bà Hoa", "Lê Minh", date(2018, 10, 31), group="12", indicator="fund-poor"
    )
    later = make_meeting(id="2018-11-08", date=NOVEMBER)
    asked = does.act(later, Ref("2018-10-09", "k-1"), Act.ASKED, "bà Hoa đi vắng", date(2018, 11, 30))
    (matter,) = matters([task, asked])
    assert words.told_in_full(matter, NOVEMBER, board, public=public) == told
    assert words.told(matter, NOVEMBER, board, public=public) == " · ".join(told)
    assert "12" not in words.told_in_full(matter, NOVEMBER, board, here="12")[0]


@pytest.mark.parametrize(
    ("deadline", "told"),
    [(None, "–"), (date(2018, 12, 31), "31/12"), (date(2019, 1, 15), "15/01/2019")],
)
def test_a_deadline_has_its_year_where_it_is_another(deadline: date | None, told: str) -> None:
    (matter,) = matters([does.conclude(make_meeting(), "x", "y", deadline)])
    assert words.deadline(matter, NOVEMBER) == told


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("", None),
        ("30/11", date(2018, 11, 30)),
        ("8/11", NOVEMBER),
        ("7/11", date(2019, 11, 7)),
        ("15/1", date(2019, 1, 15)),
        ("7/11/2018", date(2018, 11, 7)),
        ("2018-11-07", date(2018, 11, 7)),
        ("ngày 8 tháng 3", date(2019, 3, 8)),
    ],
)
def test_a_day_that_has_passed_is_next_years(typed: str, day: date | None) -> None:
    assert fields.day(typed, NOVEMBER) == day


@pytest.mark.parametrize("typed", ["31/11", "mai", "12"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(GiaoBanError):
        fields.day(typed, NOVEMBER)


DIFFICULTY = Difficulty("d-1", "Thiếu chỗ", "18", "blood")


@pytest.mark.parametrize(
    ("said", "typed", "made"),
    [
        (DIFFICULTY, {}, DIFFICULTY),
        (DIFFICULTY, {"kind": "proposal"}, Difficulty("d-1", "Thiếu chỗ", "18", "blood", proposal=True)),
        (DIFFICULTY, {"group": "", "text": "Khác"}, Difficulty("d-1", "Khác", None, "blood")),
        (DIFFICULTY, {"group": "tdp 22"}, Difficulty("d-1", "Thiếu chỗ", "22", "blood")),
        (Difficulty("", "x", "99"), {}, Difficulty("", "x", "99")),
    ],
)
def test_a_difficulty_as_typed(said: Difficulty, typed: dict[str, str], made: Difficulty) -> None:
    board = board_with()
    shown = {field.name: field.value for field in fields.difficulty_fields(said, board)}
    assert fields.difficulty(said, shown | typed, board) == made


def test_a_group_that_there_is_not_is_refused() -> None:
    board = board_with()
    shown = {field.name: field.value for field in fields.difficulty_fields(DIFFICULTY, board)}
    with pytest.raises(GiaoBanError):
        fields.difficulty(DIFFICULTY, shown | {"group": "99"}, board)


CONCLUSION = Conclusion("k-1", "Rà soát", "Tổ 12", date(2018, 11, 30), group="12")


@pytest.mark.parametrize(
    ("said", "typed", "made"),
    [
        (CONCLUSION, {}, CONCLUSION),
        (CONCLUSION, {"task": "none"}, Conclusion("k-1", "Rà soát", task=False, group="12")),
        (
            CONCLUSION,
            {"deadline": "15/1"},
            Conclusion("k-1", "Rà soát", "Tổ 12", date(2019, 1, 15), group="12"),
        ),
        (Conclusion("k-2", "Biểu dương", task=False), {}, Conclusion("k-2", "Biểu dương", task=False)),
        (Conclusion("", ""), {"text": "Làm"}, Conclusion("", "Làm")),
    ],
)
def test_a_conclusion_as_typed(said: Conclusion, typed: dict[str, str], made: Conclusion) -> None:
    shown = {field.name: field.value for field in fields.conclusion_fields(said)}
    assert fields.conclusion(said, shown | typed, NOVEMBER) == made


def test_particulars_as_typed() -> None:
    meeting = make_meeting(present=42, invited=44)
    shown = {field.name: field.value for field in fields.particulars_fields(meeting)}
    assert does.describe(meeting, **fields.particulars(shown)) == meeting
    typed = shown | {"kind": "party", "present": "", "invited": "45"}
    changed = does.describe(meeting, **fields.particulars(typed))
    assert (changed.kind, changed.present, changed.invited) == (Kind.PARTY, None, 45)
    for odd in ("nhiều", "trên 40", "42/44"):
        with pytest.raises(GiaoBanError):
            fields.particulars(shown | {"present": odd})


@pytest.mark.parametrize(
    ("field", "hint"),
    [
        (fields.person("owner", "", "Lan Anh"), "L.A."),
        (fields.person("owner", "", "Tổ dân phố 12"), ""),
        (fields.person("owner", ""), ""),
        (fields.sentence("text", "", "Hỗ trợ hộ bà Nguyễn Thị Hoa"), "Hỗ trợ hộ bà N.T.H."),
        (fields.sentence("text", "", "Vận động tiếp"), ""),
    ],
)
def test_in_public_a_line_that_names_somebody_shows_initials_and_stays(field: Field, hint: str) -> None:
    shown = fields.in_public(field)
    assert (shown.hint, shown.value or shown.stays) == (hint, field.value)
    assert bool(shown.stays) == bool(hint)
