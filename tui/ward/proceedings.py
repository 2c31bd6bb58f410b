"""What happens in a meeting: functions from a `Meeting` to a new one that raise `Refused` where it may not happen.

All of them go through `_changed`: to what is signed nothing happens any more, but for a supplement and the notice's
number.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeVar

from tui.errors import N_, Refused
from tui.ward.meeting import (
    ACTS,
    CONCLUSION,
    DIFFICULTY,
    PARTICULARS,
    Act,
    Action,
    Change,
    Conclusion,
    Difficulty,
    Item,
    Keyed,
    Meeting,
    Notice,
    Part,
    Ref,
    Shown,
    Signature,
    State,
    Supplement,
)
from tui.ward.names import clean, fold
from tui.ward.numbers import format_date

SIGNED = N_("The minutes of {day} are signed by {signer}: add a supplement that says what it corrects.")
NOT_SIGNED = N_("The minutes of {day} are not signed yet: correct them as they stand.")
NOT_RUNNING = N_("The meeting of {day} is not under way.")
RUNNING = N_("The meeting of {day} is under way: close it first.")
UNDER_WAY = N_("The meeting of {day} is under way already.")
NO_ITEM = N_("There is no item “{key}” on the agenda.")
NO_ITEM_BEFORE = N_("This is the first item of the agenda.")
HAD_ITS_TURN = N_("This item has had its turn.")
ON_AGENDA = N_("That is on the agenda already.")
NOTHING_SAID = N_("Write a sentence.")
NO_ENTRY = N_("There is no “{key}” in the minutes of {day}.")
NOT_FOR_IT = N_("That is not what becomes of “{key}”.")
NO_DEADLINE = N_("Say until when.")
TOO_MANY = N_("{present} present of {invited} invited: correct one of the two.")
NO_CHAIR = N_("Say who chaired the meeting and who kept its minutes.")
NO_SIGNER = N_("Say who signs.")
OWN_MINUTES = N_("{signer} kept these minutes, so somebody else has to sign them.")
INCOMPLETE = N_("Conclusion {number} needs who does it and until when, or that it is no task.")
NUMBERED = N_("The notice of this meeting has its number already: {number}.")

NEED_WORDS = (Act.ANSWERED, Act.FOLLOWED_UP)
NEED_A_DAY = (Act.ASKED, Act.EXTENDED)

Entry = TypeVar("Entry", bound=Keyed)


def new_id(day: date, taken: Collection[str]) -> str:
    """The id of a new meeting of that day."""
    number = 2
    name = day.isoformat()
    while name in taken:
        name, number = f"{day.isoformat()}-{number}", number + 1
    return name


def item(part: Part, *, indicator: str | None = None, group: str | None = None, title: str = "", key: str = "") -> Item:
    """An item of the agenda; its key tells what it is about, so that nothing is twice on an agenda."""
    about = indicator or group
    return Item(key or (f"{part}-{about}" if about else str(part)), part, indicator, group, clean(title))


def require_unsigned(meeting: Meeting) -> None:
    """Raise `Refused` if nothing can be changed in its minutes any more: better before somebody types than after."""
    _changed(meeting)


def describe(meeting: Meeting, **particulars: object) -> Meeting:
    """Set some of `PARTICULARS`."""
    if not particulars.keys() <= set(PARTICULARS):
        raise TypeError(particulars)
    tidy = {name: clean(value).strip() if type(value) is str else value for name, value in particulars.items()}
    described = _changed(meeting, **tidy)
    _require_room(described)
    return described


def add_item(meeting: Meeting, new: Item) -> Meeting:
    """Put an item on the agenda, where its part usually comes; another matter that has no key gets the next."""
    if new.key == Part.OTHER:
        new = replace(new, key=_next_key(Part.OTHER, (each for each in meeting.items if each.part is Part.OTHER)))
    if any(each.key == new.key for each in meeting.items):
        raise Refused(ON_AGENDA)
    order = list(Part)
    before = [at for at, each in enumerate(meeting.items, 1) if order.index(each.part) <= order.index(new.part)]
    place = before[-1] if before else 0
    return _changed(meeting, items=(*meeting.items[:place], new, *meeting.items[place:]))


def move(meeting: Meeting, key: str, by: int) -> Meeting:
    """Put an item `by` places later on the agenda, or earlier; not beyond its ends."""
    moved = _item(meeting, key)
    others = [each for each in meeting.items if each is not moved]
    place = min(max(meeting.items.index(moved) + by, 0), len(others))
    return _changed(meeting, items=(*others[:place], moved, *others[place:]))


def start(meeting: Meeting, now: datetime) -> Meeting:
    """Start a meeting with its first item; or take it up again where it was closed too early."""
    if meeting.running:
        raise _refused(UNDER_WAY, meeting)
    opened = _changed(meeting, started=meeting.started or now, ended=None, figures=(), changes=())
    return _advanced(opened, now, State.DONE)


def next_item(meeting: Meeting, now: datetime) -> Meeting:
    """Be done with the current item and turn to the next that has not had its turn; behind the last, to none."""
    return _advanced(meeting, now, State.DONE)


def skip(meeting: Meeting, key: str, now: datetime) -> Meeting:
    """Leave an item out, also before the start, or take it in again; from the current one it goes on to the next."""
    require_unsigned(meeting)
    left = _item(meeting, key)
    if left.state == State.CURRENT:
        return _advanced(meeting, now, State.SKIPPED)
    if left.state == State.DONE:
        raise Refused(HAD_ITS_TURN)
    if meeting.ended:
        raise _refused(NOT_RUNNING, meeting)
    state = State.TODO if left.state == State.SKIPPED else State.SKIPPED
    return _changed(meeting, items=_with(meeting.items, replace(left, state=state)))


def go_to(meeting: Meeting, key: str, now: datetime) -> Meeting:
    """Turn to any item, also one that is done or was skipped; the current one waits for its turn again."""
    _item(meeting, key)
    return _turned(meeting, key, now, State.TODO)


def back(meeting: Meeting, now: datetime) -> Meeting:
    """Go back to the item before the current one; from behind the last, to the last."""
    place = meeting.items.index(meeting.current) if meeting.current else len(meeting.items)
    if place == 0:
        raise Refused(NO_ITEM_BEFORE)
    return go_to(meeting, meeting.items[place - 1].key, now)


def note(meeting: Meeting, key: str, text: str) -> Meeting:
    """Keep what was said about an item; "" takes it away."""
    noted = replace(_item(meeting, key), note=clean(text).strip())
    return _changed(meeting, items=_with(meeting.items, noted))


def note_difficulty(
    meeting: Meeting, text: str, group: str | None = None, indicator: str | None = None, *, proposal: bool = False
) -> Meeting:
    """Note a difficulty, or a proposal, as the next of this meeting."""
    new = Difficulty(_next_key(DIFFICULTY, meeting.difficulties), _said(text), group, indicator, proposal)
    return _changed(meeting, difficulties=(*meeting.difficulties, new))


def conclude(
    meeting: Meeting,
    text: str,
    owner: str = "",
    deadline: date | None = None,
    *,
    task: bool = True,
    group: str | None = None,
    indicator: str | None = None,
) -> Meeting:
    """Conclude something; what is still missing of a task may follow until the minutes are signed."""
    key = _next_key(CONCLUSION, meeting.conclusions)
    new = Conclusion(key, _said(text), clean(owner).strip(), deadline, task, group, indicator)
    return _changed(meeting, conclusions=(*meeting.conclusions, new))


def enter(meeting: Meeting, entry: Difficulty | Conclusion) -> Meeting:
    """Put an entry into the record: in the place of what had its key, or as the next where it has none yet."""
    if entry.key:
        return revise(meeting, entry)
    about = {"group": entry.group, "indicator": entry.indicator}
    if isinstance(entry, Difficulty):
        return note_difficulty(meeting, entry.text, proposal=entry.proposal, **about)
    return conclude(meeting, entry.text, entry.owner, entry.deadline, task=entry.task, **about)


def revise(meeting: Meeting, entry: Difficulty | Conclusion) -> Meeting:
    """Put `entry` in the place of what had its key."""
    _entry(meeting, entry.key)
    if isinstance(entry, Difficulty):
        return _changed(meeting, difficulties=_with(meeting.difficulties, replace(entry, text=_said(entry.text))))
    tidy = replace(entry, text=_said(entry.text), owner=clean(entry.owner).strip())
    return _changed(meeting, conclusions=_with(meeting.conclusions, tidy))


def withdraw(meeting: Meeting, key: str) -> Meeting:
    """Take back a difficulty, conclusion or action of this meeting, with what it did about it itself."""
    if not any(each.key == key for each in meeting.actions):
        _entry(meeting, key)
    of = Ref(meeting.id, key)
    return _changed(
        meeting,
        difficulties=tuple(each for each in meeting.difficulties if each.key != key),
        conclusions=tuple(each for each in meeting.conclusions if each.key != key),
        actions=tuple(each for each in meeting.actions if each.key != key and each.of != of),
    )


def act(meeting: Meeting, of: Ref, what: Act, text: str = "", deadline: date | None = None) -> Meeting:
    """Answer, follow up or resolve a difficulty; finish a conclusion, ask for more time, or grant it.

    An answer and what is to be followed up need a sentence, an extension its new deadline.
    """
    if what not in ACTS.get(of.key.partition("-")[0], ()):
        raise Refused(NOT_FOR_IT, key=of.key)
    if of.meeting == meeting.id:
        _entry(meeting, of.key)
    if what in NEED_A_DAY and deadline is None:
        raise Refused(NO_DEADLINE)
    words = _said(text) if what in NEED_WORDS else clean(text).strip()
    new = Action(_next_key("a", meeting.actions), of, what, words, deadline if what in NEED_A_DAY else None)
    return _changed(meeting, actions=(*meeting.actions, new))


def waiting(meeting: Meeting) -> tuple[Item, ...]:
    """The items that have not had their turn: what closing the meeting now would leave out."""
    return tuple(each for each in meeting.items if each.state is State.TODO)


def incomplete(meeting: Meeting) -> tuple[Conclusion, ...]:
    """The conclusions that keep the minutes from being signed."""
    return tuple(each for each in meeting.conclusions if not each.complete)


def close(meeting: Meeting, now: datetime, figures: Iterable[Shown] = (), changes: Iterable[Change] = ()) -> Meeting:
    """End the meeting, and keep the figures that it saw and the changes that it made."""
    ended = _turned(meeting, "", now, State.DONE)
    return _changed(ended, ended=now, figures=tuple(figures), changes=tuple(changes))


def sign(meeting: Meeting, signer: str, now: datetime) -> Meeting:
    """Sign the minutes, which then stay as they are: a meeting that is over, complete, and not by who kept them."""
    signer = clean(signer).strip()
    if meeting.ended is None:
        raise _refused(RUNNING if meeting.running else NOT_RUNNING, meeting)
    if not (meeting.chair and meeting.secretary):
        raise Refused(NO_CHAIR)
    if not signer:
        raise Refused(NO_SIGNER)
    if fold(signer) == fold(meeting.secretary):
        raise Refused(OWN_MINUTES, signer=signer)
    _require_room(meeting)
    for conclusion in incomplete(meeting):
        raise Refused(INCOMPLETE, number=meeting.conclusions.index(conclusion) + 1)
    return _changed(meeting, signed=Signature(signer, now))


def number_notice(meeting: Meeting, number: str, day: date) -> Meeting:
    """Keep the number of the notice, which a clerk gives it once, when the minutes are signed."""
    if not meeting.signed:
        raise _refused(NOT_SIGNED, meeting)
    if meeting.notice:
        raise Refused(NUMBERED, number=meeting.notice.number)
    return replace(meeting, notice=Notice(_said(number), day))


def supplement(meeting: Meeting, corrects: str, text: str, by: str, now: datetime) -> Meeting:
    """Correct signed minutes by an addition that names what it corrects."""
    if not meeting.signed:
        raise _refused(NOT_SIGNED, meeting)
    if corrects not in (*PARTICULARS, *meeting.keys()):
        raise _refused(NO_ENTRY, meeting, key=corrects)
    new = Supplement(_next_key("s", meeting.supplements), corrects, _said(text), _said(by), now)
    return replace(meeting, supplements=(*meeting.supplements, new))


def _require_room(meeting: Meeting) -> None:
    """Raise `Refused` where more are present than were invited: one of the two is a slip."""
    present, invited = meeting.present, meeting.invited
    if present is not None and invited is not None and present > invited:
        raise Refused(TOO_MANY, present=present, invited=invited)


def _changed(meeting: Meeting, **values: Any) -> Meeting:
    """`meeting` with other values of its fields, unless it is signed."""
    if meeting.signed:
        raise _refused(SIGNED, meeting, signer=meeting.signed.by)
    return replace(meeting, **values)


def _refused(msgid: str, meeting: Meeting, **values: object) -> Refused:
    return Refused(msgid, day=format_date(meeting.date, ""), **values)


def _advanced(meeting: Meeting, now: datetime, left: State) -> Meeting:
    place = meeting.items.index(meeting.current) + 1 if meeting.current else 0
    in_turn = (*meeting.items[place:], *meeting.items[:place])
    waiting = (each.key for each in in_turn if each.state == State.TODO)
    return _turned(meeting, next(waiting, ""), now, left)


def _turned(meeting: Meeting, key: str, now: datetime, left: State) -> Meeting:
    """The meeting at the item `key`; whatever was current is `left`."""
    require_unsigned(meeting)
    if not meeting.running:
        raise _refused(NOT_RUNNING, meeting)
    items = []
    for each in meeting.items:
        if each.key == key:
            each = replace(each, state=State.CURRENT, since=each.since or now)
        elif each.state == State.CURRENT:
            each = replace(each, state=left, spent=each.seconds(now), since=None)
        items.append(each)
    return _changed(meeting, items=tuple(items))


def _item(meeting: Meeting, key: str) -> Item:
    for each in meeting.items:
        if each.key == key:
            return each
    raise Refused(NO_ITEM, key=clean(key))


def _entry(meeting: Meeting, key: str) -> Difficulty | Conclusion:
    for each in meeting.entries:
        if each.key == key:
            return each
    raise _refused(NO_ENTRY, meeting, key=clean(key))


def _with(entries: tuple[Entry, ...], new: Entry) -> tuple[Entry, ...]:
    return tuple(new if each.key == new.key else each for each in entries)


def _next_key(prefix: str, entries: Iterable[Keyed]) -> str:
    numbers = [int(number) for each in entries if (number := each.key.partition("-")[2]).isdecimal()]
    return f"{prefix}-{max(numbers, default=0) + 1}"


def _said(text: str) -> str:
    said = clean(text).strip()
    if not said:
        raise Refused(NOTHING_SAID)
    return said
