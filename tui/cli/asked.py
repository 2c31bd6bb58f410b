"""What the options mean of a ward: its folder, its year and day, the group and the indicator; in which language."""

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tui import resources, texts
from tui.cli.output import PROGRAM, say
from tui.cli.parser import Options
from tui.errors import N_, NotFound, NumberRefused
from tui.store.session import Session
from tui.ward import finder
from tui.ward.numbers import format_date, parse_date

if TYPE_CHECKING:
    from tui.ward.board import Board, Group, Indicator

NO_FOLDER = N_("“{word}” is no folder and no command; see giaoban --help")


def session_of(options: Options) -> Session:
    """The ward that is named, in the year asked for: that of `--as-of` where it names one that the ward has."""
    named = options.path if options.path is not None else options.ward
    if named == "":
        raise NotFound(NO_FOLDER, word="")
    folder = resources.named_folder(named) if named else resources.default_ward(leave_no_trace=options.read_only)
    year = _year_of(options.as_of, folder) if options.year is None else options.year
    return Session(folder, year, keep=not options.read_only)


def board_of(options: Options) -> "Board":
    """The board asked for; on standard error, how many lines of the ward's files are wrong."""
    board = board_in(session_of(options), options)
    if board.problem_count:
        say(faults_notice(board.problem_count, options))
    return board


def board_in(session: Session, options: Options) -> "Board":
    """The board of the day asked for; from here on its ward's language is spoken, unless another was chosen."""
    board = session.board()
    texts.use(spoken(options.lang, board.info.language))
    if options.as_of is None:
        return board
    day = parse_date(options.as_of, board.year)
    if day.year != board.year:
        raise NotFound(
            N_("{day} is no day of {year}, whose figures these are: give another --as-of or another --year"),
            day=format_date(day, texts.language()),
            year=board.year,
        )
    return session.board(day)


def group_asked(board: "Board", options: Options) -> "Group | None":
    """The group that `--group` names; None without it."""
    return finder.pick_group(board, options.group) if options.group is not None else None


def indicator_asked(board: "Board", options: Options) -> "Indicator | None":
    """The indicator that is named; None where none is."""
    if options.indicator is None:
        return None
    return finder.pick_indicator(board, options.indicator, texts.language())


def spoken(asked: str | None = None, wards: str = "vi") -> str:
    """The language asked for, else the environment's if we speak it, else the ward's."""
    preferred = os.environ.get("GIAOBAN_LANG", "")[:2].casefold()
    return asked or (preferred if preferred in texts.LANGUAGES else wards)


def faults_notice(count: int, options: Options) -> str:
    """How many lines of the ward's files are wrong, and the command that tells which."""
    from tui.lookups import problem_notice

    return f"{problem_notice(count)}: {' '.join([PROGRAM, *_ward_option(options), 'check'])}"


def _ward_option(options: Options) -> list[str]:
    """How the ward is named to another command, where it was named to this one."""
    from shlex import quote

    named = options.path if options.path is not None else options.ward
    return ["-w", quote(named)] if named else []


def _year_of(as_of: str | None, folder: Path) -> int | None:
    """The year that a date names, if the ward has it."""
    with suppress(NumberRefused):
        year = parse_date(as_of or "").year
        return year if (folder / str(year)).is_dir() else None
    return None
