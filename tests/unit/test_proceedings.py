"""What may happen in a meeting, and what becomes of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.meetings import DAY, at, closed, make_meeting, signed, usual_items
from tui.errors import Refused
from tui.ward import proceedings as does
from tui.ward.meeting import Act, Conclusion, Difficulty, Item, Meeting, Notice, Part, Ref, Shown, State

Step = Callable[[Meeting], Meeting]

STARTED = does.start(make_meeting(), at(14))


def states(meeting: Meeting) -> str:
    """The agenda's states by their first letters, the current one as a capital."""
    return "".join(each.state[0].upper() if each.state == State.CURRENT else each.state[0] for each in meeting.items)


def after(meeting: Meeting, *steps: Step) -> Meeting:
    for step in steps:
        meeting = step(meeting)
    return meeting


def on(meeting: Meeting) -> Meeting:
    return does.next_item(meeting, at(14, 10))


def skip(meeting: Meeting) -> Meeting:
    return does.skip(meeting, meeting.current.key if meeting.current else "opening", at(14, 10))


def leave_out(key: str) -> Step:
    return lambda meeting: does.skip(meeting, key, at(14, 10))


def back(meeting: Meeting) -> Meeting:
    return does.back(meeting, at(14, 10))


def to(key: str) -> Step:
    return lambda meeting: does.go_to(meeting, key, at(14, 10))


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([], "Cttttt"),
        ([on], "dCtttt"),
        ([skip], "sCtttt"),
        ([on, back], "Cttttt"),
        ([on, skip, back], "dCtttt"),
        ([on, on, back], "dCtttt"),
        ([on, skip, to("last")], "dCtttt"),
        ([to("conclusions")], "tttttC"),
        ([to("conclusions"), on], "Cttttd"),
        ([to("opening")], "Cttttt"),
        ([on] * 6, "dddddd"),
        ([on] * 7, "dddddd"),
        ([*[on] * 6, back], "dddddC"),
        ([*[on] * 5, skip], "ddddds"),
        ([leave_out("last")], "Cstttt"),
        ([leave_out("last"), on], "dsCttt"),
        ([leave_out("last"), leave_out("last")], "Cttttt"),
        ([skip, leave_out("opening")], "tCtttt"),
    ],
)
def test_the_agenda_goes_on(steps: list[Step], expected: str) -> None:
    assert states(after(STARTED, *steps)) == expected


def test_nothing_comes_before_the_first_item() -> None:
    with pytest.raises(Refused) as refused:
        back(STARTED)
    assert refused.value.msgid == does.NO_ITEM_BEFORE


def test_each_item_has_its_time() -> None:
    meeting = after(
        STARTED,
        lambda each: does.next_item(each, at(14, 5)),
        lambda each: does.go_to(each, "opening", at(14, 12)),
        lambda each: does.next_item(each, at(14, 13, 30)),
    )
    opening, last, *_ = meeting.items
    assert (opening.spent, opening.since) == (300 + 90, None)
    assert (last.spent, last.since, last.seconds(at(14, 20))) == (420, at(14, 13, 30), 420 + 390)
    assert (meeting.seconds(at(15)), does.close(meeting, at(16)).seconds(at(18))) == (3600, 7200)


@pytest.mark.parametrize(("allotted", "minute", "overtime"), [(0, 4, -60), (0, 6, 60), (10, 6, -240), (1, 1, 0)])
def test_an_item_tells_how_far_it_is_over_its_time(allotted: int, minute: int, overtime: int) -> None:
    items = (replace(usual_items()[0], allotted=allotted),)
    assert does.start(make_meeting(items=items), at(14)).items[0].overtime(at(14, minute)) == overtime


def test_a_clock_that_was_set_back_takes_no_time_away() -> None:
    assert STARTED.items[0].seconds(at(13)) == 0
    assert STARTED.seconds(at(13)) == 0


@pytest.mark.parametrize(
    ("key", "by", "expected"),
    [
        ("last", -1, ["last", "opening", "results-blood"]),
        ("last", 1, ["opening", "results-blood", "last"]),
        ("last", 0, ["opening", "last", "results-blood"]),
        ("opening", -5, ["opening", "last", "results-blood"]),
        ("opening", 9, ["last", "results-blood", "opening"]),
    ],
)
def test_items_are_moved(key: str, by: int, expected: list[str]) -> None:
    meeting = make_meeting(items=usual_items()[:3])
    assert [each.key for each in does.move(meeting, key, by).items] == expected


@pytest.mark.parametrize(
    ("new", "place"),
    [
        (does.item(Part.RESULTS, indicator="fund-poor"), 3),
        (does.item(Part.GROUP, group="31"), 4),
        (does.item(Part.OTHER, title="Việc khác", key="other-1"), 4),
    ],
)
def test_an_item_is_put_where_its_part_comes(new: Item, place: int) -> None:
    meeting = does.add_item(make_meeting(), new)
    assert meeting.items[place] == new
    with pytest.raises(Refused):
        does.add_item(meeting, new)
    assert does.add_item(make_meeting(items=()), new).items == (new,)


def test_other_matters_get_a_key_of_their_own() -> None:
    meeting = make_meeting(items=())
    for title in ("Bầu cử", "Phòng cháy"):
        meeting = does.add_item(meeting, does.item(Part.OTHER, title=title))
    assert [(each.key, each.title) for each in meeting.items] == [("other-1", "Bầu cử"), ("other-2", "Phòng cháy")]


def test_an_entry_without_a_key_is_new_and_one_with_a_key_is_revised() -> None:
    meeting = make_meeting()
    for entry in (Difficulty("", "Thiếu", "12", proposal=True), Conclusion("", "Làm", "Tổ 12")):
        meeting = does.enter(meeting, entry)
    assert meeting.entries == (Difficulty("d-1", "Thiếu", "12", proposal=True), Conclusion("k-1", "Làm", "Tổ 12"))
    changed = Conclusion("k-1", "Làm ngay", "Tổ 12")
    assert does.enter(meeting, changed).conclusions == (changed,)


def test_difficulties_and_conclusions_are_numbered() -> None:
    meeting = after(
        make_meeting(),
        lambda each: does.note_difficulty(each, " Khó  vận động\n", "12", "fund-poor"),
        lambda each: does.note_difficulty(each, "Đề nghị hỗ trợ loa", "31", proposal=True),
        lambda each: does.conclude(each, "Rà soát lại", " Tổ dân phố 12 ", date(2018, 11, 1), group="12"),
        lambda each: does.conclude(each, "Biểu dương tổ 18", task=False),
    )
    assert meeting.difficulties == (
        Difficulty("d-1", "Khó  vận động", "12", "fund-poor"),
        Difficulty("d-2", "Đề nghị hỗ trợ loa", "31", proposal=True),
    )
    assert meeting.conclusions == (
        Conclusion("k-1", "Rà soát lại", "Tổ dân phố 12", date(2018, 11, 1), group="12"),
        Conclusion("k-2", "Biểu dương tổ 18", task=False),
    )


def test_what_is_withdrawn_takes_what_was_done_about_it_along() -> None:
    here, elsewhere = Ref("2018-10-09", "d-1"), Ref("2018-07-10", "d-1")
    meeting = after(
        make_meeting(),
        lambda each: does.note_difficulty(each, "a"),
        lambda each: does.note_difficulty(each, "b"),
        lambda each: does.act(each, here, Act.ANSWERED, "đã rõ"),
        lambda each: does.act(each, elsewhere, Act.RESOLVED),
        lambda each: does.withdraw(each, "d-1"),
    )
    assert [each.key for each in meeting.difficulties] == ["d-2"]
    assert [each.of for each in meeting.actions] == [elsewhere]
    assert does.withdraw(meeting, "a-2").actions == ()
    assert does.note_difficulty(meeting, "c").difficulties[-1].key == "d-3"


def test_an_entry_is_revised() -> None:
    meeting = does.conclude(does.note_difficulty(make_meeting(), "a"), "b")
    meeting = does.revise(meeting, replace(meeting.conclusions[0], owner=" UBND ", deadline=DAY))
    meeting = does.revise(meeting, replace(meeting.difficulties[0], text="c", group="5"))
    assert meeting.conclusions == (Conclusion("k-1", "b", "UBND", DAY),)
    assert meeting.difficulties == (Difficulty("d-1", "c", "5"),)


def test_a_meeting_is_described() -> None:
    meeting = does.describe(make_meeting(), present=36, invited=38, absent=" TDP 16\n", chair="Bà Hà")
    assert (meeting.present, meeting.invited, meeting.absent, meeting.chair) == (36, 38, "TDP 16", "Bà Hà")
    with pytest.raises(TypeError):
        does.describe(make_meeting(), signed=None)


def test_a_closed_meeting_keeps_what_it_saw() -> None:
    shown = Shown("blood", "Hiến máu", "468 đơn vị máu")
    meeting = does.close(STARTED, at(16), [shown])
    assert (meeting.ended, meeting.figures, meeting.current) == (at(16), (shown,), None)
    assert meeting.items[0].spent == 7200
    again = does.start(meeting, at(16, 30))
    assert (again.started, again.ended, again.figures, states(again)) == (at(14), None, (), "dCtttt")


@pytest.mark.parametrize(
    ("step", "msgid"),
    [
        (lambda m: does.next_item(m, at(14)), does.NOT_RUNNING),
        (lambda m: does.skip(closed(m), "last", at(17)), does.NOT_RUNNING),
        (lambda m: does.skip(does.next_item(does.start(m, at(14)), at(14)), "opening", at(15)), does.HAD_ITS_TURN),
        (lambda m: does.skip(m, "x", at(14)), does.NO_ITEM),
        (lambda m: does.go_to(m, "last", at(14)), does.NOT_RUNNING),
        (lambda m: does.close(m, at(14)), does.NOT_RUNNING),
        (lambda m: does.close(closed(m), at(17)), does.NOT_RUNNING),
        (lambda m: does.start(does.start(m, at(14)), at(15)), does.UNDER_WAY),
        (lambda m: does.go_to(does.start(m, at(14)), "x", at(15)), does.NO_ITEM),
        (lambda m: does.move(m, "x", 1), does.NO_ITEM),
        (lambda m: does.note(m, "x", "y"), does.NO_ITEM),
        (lambda m: does.note_difficulty(m, " \t"), does.NOTHING_SAID),
        (lambda m: does.conclude(m, ""), does.NOTHING_SAID),
        (lambda m: does.revise(m, Conclusion("k-1", "x")), does.NO_ENTRY),
        (lambda m: does.revise(does.conclude(m, "x"), Conclusion("k-1", " ")), does.NOTHING_SAID),
        (lambda m: does.withdraw(m, "d-1"), does.NO_ENTRY),
        (lambda m: does.act(m, Ref("2018-10-09", "d-1"), Act.RESOLVED), does.NO_ENTRY),
        (lambda m: does.act(m, Ref("2018-07-10", "d-1"), Act.DONE), does.NOT_FOR_IT),
        (lambda m: does.act(m, Ref("2018-07-10", "k-1"), Act.ANSWERED, "x"), does.NOT_FOR_IT),
        (lambda m: does.act(m, Ref("2018-07-10", "x"), Act.DONE), does.NOT_FOR_IT),
        (lambda m: does.act(m, Ref("2018-07-10", "d-1"), Act.ANSWERED), does.NOTHING_SAID),
        (lambda m: does.act(m, Ref("2018-07-10", "d-1"), Act.FOLLOWED_UP), does.NOTHING_SAID),
        (lambda m: does.act(m, Ref("2018-07-10", "k-1"), Act.ASKED, "x"), does.NO_DEADLINE),
        (lambda m: does.act(m, Ref("2018-07-10", "k-1"), Act.EXTENDED), does.NO_DEADLINE),
        (lambda m: does.sign(m, "Trần Thị Hà", at(17)), does.NOT_RUNNING),
        (lambda m: does.sign(does.start(m, at(14)), "Trần Thị Hà", at(17)), does.RUNNING),
        (lambda m: does.sign(closed(replace(m, secretary="")), "Trần Thị Hà", at(17)), does.NO_CHAIR),
        (lambda m: does.sign(closed(replace(m, chair="")), "Trần Thị Hà", at(17)), does.NO_CHAIR),
        (lambda m: does.sign(closed(m), " ", at(17)), does.NO_SIGNER),
        (lambda m: does.sign(closed(m), "lê văn minh", at(17)), does.OWN_MINUTES),
        (lambda m: does.sign(closed(does.conclude(m, "x", "UBND")), "Hà", at(17)), does.INCOMPLETE),
        (lambda m: does.sign(closed(does.conclude(m, "x", deadline=DAY)), "Hà", at(17)), does.INCOMPLETE),
        (lambda m: does.describe(m, present=39, invited=38), does.TOO_MANY),
        (lambda m: does.describe(replace(m, invited=38), present=39), does.TOO_MANY),
        (lambda m: does.sign(closed(replace(m, present=1, invited=0)), "Hà", at(17)), does.TOO_MANY),
        (lambda m: does.number_notice(m, "07-TB/ĐU", DAY), does.NOT_SIGNED),
        (lambda m: does.supplement(m, "k-1", "x", "y", at(18)), does.NOT_SIGNED),
    ],
)
def test_what_may_not_happen_is_refused(step: Step, msgid: str) -> None:
    with pytest.raises(Refused) as refused:
        step(make_meeting())
    assert refused.value.msgid == msgid
    assert "{" not in str(refused.value)


@pytest.mark.parametrize(
    "step",
    [
        lambda m: does.start(m, at(18)),
        lambda m: does.describe(m, chair="x"),
        lambda m: does.add_item(m, does.item(Part.RESULTS, indicator="x")),
        lambda m: does.move(m, "last", 1),
        lambda m: does.note(m, "last", "x"),
        lambda m: does.note_difficulty(m, "x"),
        lambda m: does.conclude(m, "x"),
        lambda m: does.revise(m, Conclusion("k-1", "x")),
        lambda m: does.withdraw(m, "k-1"),
        lambda m: does.act(m, Ref("2018-10-09", "k-1"), Act.DONE),
        lambda m: does.sign(m, "Trần Thị Hà", at(19)),
    ],
)
def test_what_is_signed_stays(step: Step) -> None:
    meeting = signed(does.conclude(make_meeting(), "x", task=False))
    with pytest.raises(Refused) as refused:
        step(meeting)
    assert refused.value.msgid == does.SIGNED
    assert "Trần Thị Hà" in str(refused.value)


@pytest.mark.parametrize("corrects", ["k-1", "last", "present", "chair"])
def test_a_supplement_names_what_it_corrects(corrects: str) -> None:
    meeting = signed(does.conclude(make_meeting(), "x", task=False))
    supplemented = does.supplement(meeting, corrects, "Có mặt 37", "Lê Văn Minh", at(18))
    assert supplemented.supplements[0].corrects == corrects
    assert replace(supplemented, supplements=()) == meeting


@pytest.mark.parametrize("corrects", ["k-2", "", "signed", "items"])
def test_a_supplement_about_nothing_is_refused(corrects: str) -> None:
    with pytest.raises(Refused) as refused:
        does.supplement(signed(does.conclude(make_meeting(), "x", task=False)), corrects, "y", "z", at(18))
    assert refused.value.msgid == does.NO_ENTRY


def test_a_notice_is_numbered_once() -> None:
    meeting = does.number_notice(signed(make_meeting()), "07-TB/ĐU", DAY + timedelta(3))
    assert meeting.notice == Notice("07-TB/ĐU", DAY + timedelta(3))
    with pytest.raises(Refused) as refused:
        does.number_notice(meeting, "08-TB/ĐU", DAY)
    assert refused.value.msgid == does.NUMBERED


@pytest.mark.parametrize(
    ("taken", "expected"),
    [([], "2018-10-09"), (["2018-10-09"], "2018-10-09-2"), (["2018-10-09", "2018-10-09-2"], "2018-10-09-3")],
)
def test_a_second_meeting_on_a_day_gets_a_suffix(taken: list[str], expected: str) -> None:
    assert does.new_id(DAY, taken) == expected
