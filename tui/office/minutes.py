"""The papers of a meeting: its minutes (biên bản), and the notice of its conclusions (thông báo kết luận).

All parts that the rules demand are there, with a dotted line where nothing is known yet. Everything comes from the
record of the meeting and its predecessors; the board only gives names. Papers are in Vietnamese.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from tui.office.paper import Block, Page, Paper, Paragraph, Signing, Style
from tui.office.record import Record
from tui.office.words import Words, filled, is_known
from tui.ward.meeting import Meeting
from tui.ward.numbers import long_date

FORMS = ("state", "party")
MINUTES, NOTICE = "minutes", "notice"

HEADINGS = (Style.HEADING, Style.SUBHEADING)
"""The higher first."""

_BLOCK = re.compile(r"\{([a-z]+)(\??)\}")


def paper(which: str, record: Record, form: str | None = None) -> Paper:
    """`MINUTES` or `NOTICE` of a meeting, in the form usual for its kind unless another of `FORMS` is asked for.

    Raises `Refused` where a ward's own words ask for what there is not.
    """
    meeting, words = record.meeting, record.words
    form = form or words.text("kinds", meeting.kind, "form")
    fields = _fields(which, record)

    def line(*path: str) -> str:
        return filled(words.text(*path), fields)

    def lines(*path: str) -> tuple[str, ...]:
        return tuple(filled(each, fields) for each in words.lines(*path))

    agency = [each for each in words.lines("kinds", meeting.kind, "agency") if is_known(each, fields)]
    signers = "\n".join(lines(which, "right"))
    return Paper(
        page=_page(words),
        agency=tuple(filled(each, fields) for each in agency),
        under_agency=words.text("forms", form, "under_agency"),
        number=filled(words.text("forms", form, "number"), {"number": _number(which, record, form)}),
        motto=words.lines("forms", form, "motto"),
        dated=_dated(which, record),
        marks=_marks(record),
        title=line(which, "title"),
        subject=tuple(line(which, "subject").split("\n")),
        body=_with_content([*_body(words.text(which, "body"), fields, record)]),
        left=Signing(lines(which, "left"), meeting.secretary if which == MINUTES else ""),
        right=Signing(tuple(signers.split("\n")), _signer(which, meeting)),
        recipients=(words.text("words", "recipients"), *lines(which, "recipients")),
    )


def _page(words: Words) -> Page:
    measures = (words.number("page", name) for name in ("size", "top", "bottom", "left", "right"))
    return Page(words.text("page", "font"), *measures)


def _fields(which: str, record: Record) -> Mapping[str, str]:
    meeting, words, info = record.meeting, record.words, record.board.info
    blank = words.text("words", "blank")
    ward = f"{info.kind} {info.name}"
    return {
        "ward": ward,
        "WARD": ward.upper(),
        "district": info.district,
        "DISTRICT": info.district.upper(),
        "province": info.province,
        "PROVINCE": info.province.upper(),
        "name": words.text("kinds", meeting.kind, "name"),
        "code": words.text("kinds", meeting.kind, "code"),
        "symbol": words.text(which, "symbol"),
        "signs": "\n".join(words.lines("kinds", meeting.kind, "signs")),
        "date": long_date(meeting.date),
        "start": _clock(record, meeting.started),
        "end": _clock(record, meeting.ended),
        "place": meeting.place or blank,
        "chair": meeting.chair or blank,
        "secretary": meeting.secretary or blank,
        "absent": meeting.absent or _missing(record) or blank,
        "attendance": _attendance(record) or blank,
    }


def _clock(record: Record, moment: datetime | None) -> str:
    if moment is None:
        return record.words.text("words", "blank")
    parts = {"hour": f"{moment.hour:02}", "minute": f"{moment.minute:02}", "date": long_date(moment.date())}
    return filled(record.words.text("words", "clock"), parts)


def _attendance(record: Record) -> str:
    present, invited = record.meeting.present, record.meeting.invited
    if present is None:
        return ""
    if invited is None:
        return filled(record.words.text("words", "attendance_only"), {"present": str(present)})
    return filled(record.words.text("words", "attendance"), {"present": str(present), "invited": str(invited)})


def _missing(record: Record) -> str:
    """How many are absent, where nobody noted who; "" where that cannot be told either."""
    present, invited = record.meeting.present, record.meeting.invited
    if present is None or invited is None or present > invited:
        return ""
    if present == invited:
        return record.words.text("words", "nobody")
    return filled(record.words.text("words", "absent_only"), {"count": str(invited - present)})


def _number(which: str, record: Record, form: str) -> str:
    if which == NOTICE and record.meeting.notice:
        return record.meeting.notice.number
    names = {
        "symbol": record.words.text(which, "symbol"),
        "code": record.words.text("kinds", record.meeting.kind, "code"),
    }
    return filled(record.words.text("forms", form, "unnumbered"), names)


def _dated(which: str, record: Record) -> str:
    """Place and day; the notice's day is left open until the clerk has given it one with its number."""
    name = record.board.info.name
    place = f"{record.board.info.kind.capitalize()} {name}" if name.isdigit() else name
    if which == MINUTES:
        day = long_date(record.meeting.date)
    elif record.meeting.notice and record.meeting.notice.day:
        day = long_date(record.meeting.notice.day)
    else:
        day = filled(record.words.text("words", "undated"), {"year": str(record.meeting.date.year)})
    return f"{place}, {day}"


def _marks(record: Record) -> tuple[str, ...]:
    marks = {"draft": not record.meeting.signed, "illustrative": record.board.info.illustrative}
    return tuple(record.words.text("words", mark) for mark, holds in marks.items() if holds)


def _signer(which: str, meeting: Meeting) -> str:
    return meeting.signed.by if which == NOTICE and meeting.signed else meeting.chair


def _body(template: str, fields: Mapping[str, str], record: Record) -> Iterator[Block]:
    """The lines of a template, and what the record has in the place of those that name a part of it."""
    parts = record.parts()
    for line in filter(None, map(str.strip, template.splitlines())):
        named = _BLOCK.fullmatch(line)
        if named and named[1] in parts:
            blocks = parts[named[1]]()
            yield from blocks
            if not blocks and not named[2]:
                yield Paragraph(record.words.text("words", "nothing"))
        else:
            yield _paragraph(filled(line, fields))


def _with_content(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks without headings that nothing comes under."""
    kept: list[Block] = []
    for block in reversed(blocks):
        if _rank(block) == len(HEADINGS) or (kept and _rank(block) < _rank(kept[-1])):
            kept.append(block)
    return tuple(reversed(kept))


def _rank(block: Block) -> int:
    """How far below the highest headings a block is."""
    if isinstance(block, Paragraph) and block.style in HEADINGS:
        return HEADINGS.index(block.style)
    return len(HEADINGS)


def _paragraph(line: str) -> Paragraph:
    for sign, style in (("## ", Style.SUBHEADING), ("# ", Style.HEADING)):
        if line.startswith(sign):
            return Paragraph(line.removeprefix(sign), style)
    return Paragraph(line)
