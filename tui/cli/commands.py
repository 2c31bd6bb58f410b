"""The commands of `giaoban`, each with the arguments that it takes and what it does; each answers its exit code."""

import argparse
import re
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from tui import __version__, resources, texts
from tui.cli.asked import NO_FOLDER, board_in, board_of, faults_notice, group_asked, indicator_asked, session_of
from tui.cli.output import PROGRAM, put, say, width
from tui.cli.parser import WARD_HELP, Command, JoinedWords, Options, add_commands, build_parser, common_options
from tui.console import console
from tui.errors import N_, NotFound, Problem, Refused
from tui.store.session import Session
from tui.texts import _
from tui.ward import finder

if TYPE_CHECKING:
    from tui.lookups import Lookup
    from tui.store.meetings import Meetings
    from tui.targets_cli import Changed, Undone
    from tui.ward.board import Board

CHECKED = N_(
    """\
with --json, "would_be_true" is for a wrong percentage, null otherwise:
  "actual"  the result that would make it true, of the base as it is
  "base"    the base that would make it true, for the result as it is
Either of them would, so put right one or the other, never both."""
)

GROUP_HELP = N_("a group: 22, TDP 22, its name or a part of it")
INDICATOR_HELP = N_("an indicator: its key, its name, a part of it or its initials")
FUND_HELP = N_("a fund, or any other indicator: its key, its name, a part of it or its initials")


def _add_nothing(_parser: argparse.ArgumentParser) -> None:
    """For a command that takes nothing else."""


def _add_path(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", nargs="?", metavar=_("PATH"), help=_(WARD_HELP))


def _add_filters(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--group", metavar=_("GROUP"), help=_(GROUP_HELP))
    parser.add_argument("--indicator", metavar=_("INDICATOR"), help=_(INDICATOR_HELP))


def _add_group(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("group", nargs="+", action=JoinedWords, metavar=_("GROUP"), help=_(GROUP_HELP))


def _add_fund(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("fund", nargs="+", action=JoinedWords, metavar=_("FUND"), help=_(FUND_HELP))


def _add_query(parser: argparse.ArgumentParser) -> None:
    shown = _("as you would type it: ngheo, ly son, qvnn, 22")
    parser.add_argument("query", nargs="+", action=JoinedWords, metavar=_("WORDS"), help=shown)


def _add_target_actions(parser: argparse.ArgumentParser) -> None:
    title, metavar = _("what to do with them"), _("ACTION")
    add_commands(parser, TARGET_ACTIONS, common_options(), dest="action", title=title, metavar=metavar, required=True)


def _add_target_filters(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("indicator", nargs="?", metavar=_("INDICATOR"), help=_(INDICATOR_HELP))
    parser.add_argument("--group", metavar=_("GROUP"), help=_(GROUP_HELP))


def _add_new_target(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("indicator", metavar=_("INDICATOR"), help=_(INDICATOR_HELP))
    parser.add_argument(
        "value", metavar=_("VALUE"), help=_("4500000, 4,5tr, +10%%, -500k, 50k/ho, =tong/38; '' takes the target away")
    )
    parser.add_argument("--group", metavar=_("GROUP"), help=_("whose target; the ward's own if not given"))
    _add_change(parser)


def _add_spreading(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("indicator", metavar=_("INDICATOR"), help=_(INDICATOR_HELP))
    by = ("households", "even", "last-year")
    parser.add_argument("--by", choices=by, help=_("what the groups' parts follow; their households if not given"))
    parser.add_argument("--step", metavar=_("AMOUNT"), help=_("round to this; to 1.000 đ or one unit if not given"))
    _add_change(parser)


def _add_change(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reason", metavar=_("TEXT"), help=_("why, for the history"))
    parser.add_argument("--dry-run", action="store_true", help=_("print what it would do and save nothing"))


def _add_open_items(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--group", metavar=_("GROUP"), help=_(GROUP_HELP))
    parser.add_argument("--overdue", action="store_true", help=_("only what is overdue"))


def _add_paper(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "day", metavar=_("DATE"), help=_("the meeting's day, 9/10 or 2018-10-09; of the second on it, 2018-10-09-2")
    )
    parser.add_argument("--to", required=True, metavar=_("FILE"), help=_("a new file, .docx or .md"))
    forms = ("state", "party")
    parser.add_argument(
        "--form",
        choices=forms,
        dest="paper_form",
        help=_("the state's form or the Party's; the usual one if not given"),
    )
    parser.add_argument("--notice", action="store_true", help=_("the notice of its conclusions instead of its minutes"))


def _add_shell(parser: argparse.ArgumentParser) -> None:
    shown = _("the shell; what is printed says at its top where to put it")
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help=shown)


def _add_kind(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=tuple(WORDS), metavar="KIND")
    parser.add_argument("typed", nargs="?")
    parser.add_argument("line", nargs="?")


def _open(options: Options) -> int:
    if options.version:
        put(f"{PROGRAM} {__version__}\n")
        return 0
    if options.path is not None and not Path(options.path).is_dir():
        raise no_folder(options.path)
    if options.form == "text" and console.is_there:
        from tui.cli.opening import open_app

        return open_app(options)
    from tui.lookups import Overview

    return _answer(options, Overview(board_of(options)))


def _figures(options: Options) -> int:
    from tui.lookups import Figures

    board = board_of(options)
    return _answer(options, Figures(board, group_asked(board, options), indicator_asked(board, options)))


def _group_card(options: Options) -> int:
    from tui.lookups import GroupCard

    board = board_of(options)
    return _answer(options, GroupCard(board, finder.pick_group(board, options.group or "")))


def _fund(options: Options) -> int:
    from tui.lookups import Fund

    board = board_of(options)
    fund = finder.pick_indicator(board, options.fund, texts.language(), topic="fund")
    return _answer(options, Fund(board, fund))


def _find(options: Options) -> int:
    from tui.lookups import Findings

    board = board_of(options)
    found = finder.find(board, options.query, texts.language())
    if not found:
        raise finder.missed(board, options.query, texts.language())
    return _answer(options, Findings(board, found))


def _check(options: Options) -> int:
    from tui.lookups import Check
    from tui.meetings_cli import meetings_of

    session = session_of(options)
    problems = [Problem(*row) for row in session.ward().problems.iter_rows()]
    board = board_in(session, options)
    check = Check(board, [*problems, *meetings_of(session, board).problems])
    _answer(options, check)
    return 0 if check.passed else 1


def _targets(options: Options) -> int:
    return TARGET_ACTIONS[options.action].run(options)


def _get_targets(options: Options) -> int:
    from tui.lookups import Targets

    board = board_of(options)
    return _answer(options, Targets(board, group_asked(board, options), indicator_asked(board, options)))


def _set_target(options: Options) -> int:
    from tui.targets_cli import set_target

    session, board = _to_change(options)
    indicator = finder.pick_indicator(board, options.indicator or "", texts.language())
    group = group_asked(board, options)
    done = set_target(session, board, indicator, group, options.value, reason=options.reason, dry_run=options.dry_run)
    return _told(options, done)


def _allocate_target(options: Options) -> int:
    from tui.targets_cli import allocate
    from tui.ward.allocate import Basis

    session, board = _to_change(options)
    indicator = finder.pick_indicator(board, options.indicator or "", texts.language())
    by = Basis(options.by)
    done = allocate(session, board, indicator, by, options.step, reason=options.reason, dry_run=options.dry_run)
    return _told(options, done)


def _target_history(options: Options) -> int:
    from tui.targets_cli import history

    session = session_of(options)
    board = board_in(session, options)
    return _answer(options, history(session, board, indicator_asked(board, options), group_asked(board, options)))


def _undo_target(options: Options) -> int:
    from tui.targets_cli import undo

    return _told(options, undo(*_to_change(options)))


def _to_change(options: Options) -> "tuple[Session, Board]":
    """The ward, of which something is to be changed."""
    if options.read_only and not options.dry_run:
        raise Refused(N_("--read-only: nothing was changed"))
    session = session_of(options)
    return session, board_in(session, options)


def _told(options: Options, done: "Changed | Undone") -> int:
    """What was changed, and on standard error what else is to be known."""
    for notice in done.notices():
        say(notice)
    return _answer(options, done)


def _list_meetings(options: Options) -> int:
    from tui.meetings_cli import MeetingList, day_of

    _, board, found = _meetings(options)
    return _answer(options, MeetingList(board, found, day_of(board, asked=options.as_of is not None)))


def _open_items(options: Options) -> int:
    from tui.meetings_cli import OpenItems, day_of

    _, board, found = _meetings(options)
    today = day_of(board, asked=options.as_of is not None)
    return _answer(options, OpenItems(board, found, today, group_asked(board, options), overdue=options.overdue))


def _minutes(options: Options) -> int:
    from tui.meetings_cli import make_paper
    from tui.paper_file import require_name, write_paper

    require_name(options.to)
    session, board, found = _meetings(options)
    made = make_paper(session, board, found, options.day, options.paper_form, notice=options.notice)
    write_paper(made, options.to)
    return 0


def _meetings(options: Options) -> "tuple[Session, Board, Meetings]":
    """The ward with its meetings; on standard error, how many lines of theirs are wrong."""
    from tui.meetings_cli import meetings_of

    session = session_of(options)
    board = board_in(session, options)
    found = meetings_of(session, board)
    if found.problems:
        say(faults_notice(len(found.problems), options))
    return session, board, found


def _completion(options: Options) -> int:
    from tui.completion import script

    put(script(build_parser(COMMANDS), options.shell))
    return 0


def _words(options: Options) -> int:
    options.ward = options.ward or _ward_named_in(options.line)
    put("".join(f"{word}\n" for word in _harmless(WORDS[options.kind](options))))
    return 0


def _ward_named_in(line: str) -> str | None:
    """The ward that a command line names, which somebody is still typing; None where it names none."""
    from shlex import split

    try:
        words = split(line)
    except ValueError:  # a quotation mark that is not closed yet
        words = line.split()
    for word, following in pairwise([*words, ""]):
        option, _sign, value = word.partition("=")
        if option in ("-w", "--ward"):
            return value or following or None
    return None


def _theme_words(_options: Options) -> Iterable[str]:
    from tui import themes

    return [theme.key for theme in themes.load(resources.themes_folder(), themes.own_folder()).themes]


def _meeting_words(options: Options) -> Iterable[str]:
    _, _, found = _meetings(options)
    return [meeting.id for meeting in found.meetings]


def _harmless(words: Iterable[str]) -> list[str]:
    """The words that a shell takes as they are: bash runs what `$(...)` holds in a list of completions."""
    return [word for word in words if re.fullmatch(r"\w[\w.-]*", word)]


WORDS: Mapping[str, Callable[[Options], Iterable[str]]] = {
    "group": lambda options: finder.begun_groups(board_of(options), options.typed),
    "indicator": lambda options: finder.begun_indicators(board_of(options), options.typed),
    "fund": lambda options: finder.begun_indicators(board_of(options), options.typed, topic="fund"),
    "meeting": _meeting_words,
    "theme": _theme_words,
    "year": lambda options: map(str, board_of(options).years),
}
"""What a shell can ask for to complete what is being typed."""

TARGET_ACTIONS = {
    "get": Command(N_("print targets"), _add_target_filters, _get_targets),
    "set": Command(N_("set a target; exit 0 means it is on disk"), _add_new_target, _set_target),
    "allocate": Command(N_("spread the ward's target over its groups"), _add_spreading, _allocate_target),
    "history": Command(N_("print every change of targets, newest first"), _add_target_filters, _target_history),
    "undo": Command(N_("take back your newest change of targets"), _add_nothing, _undo_target),
}

COMMANDS = {
    "open": Command(N_("open the app; without a terminal, print the overview"), _add_path, _open),
    "figures": Command(N_("print the figures, all or those of a group or indicator"), _add_filters, _figures),
    "group": Command(N_("print how one group stands"), _add_group, _group_card),
    "fund": Command(N_("print a fund, or any other indicator, group by group"), _add_fund, _fund),
    "find": Command(N_("find groups, indicators, places, models, people"), _add_query, _find),
    "check": Command(N_("check the files and the report; exit 1 if anything is wrong"), _add_nothing, _check, CHECKED),
    "targets": Command(N_("print and change targets"), _add_target_actions, _targets),
    "meetings": Command(N_("print the meetings of the year"), _add_nothing, _list_meetings),
    "open-items": Command(N_("print what is still to be done, the overdue first"), _add_open_items, _open_items),
    "minutes": Command(N_("write the minutes of a meeting into a file"), _add_paper, _minutes),
    "completion": Command(N_("print the completions for a shell"), _add_shell, _completion),
    "words": Command("", _add_kind, _words),
}


def _answer(options: Options, lookup: "Lookup") -> int:
    put(lookup.text(options.form, width()))
    return 0


def no_folder(word: str) -> NotFound:
    """What to say of a word that is neither a folder to open nor a command: perhaps which one was meant."""
    from difflib import get_close_matches

    shown = [name for name, command in COMMANDS.items() if command.help]
    near = get_close_matches(word, shown, 1)
    if near:
        return NotFound(N_("“{word}” is no folder and no command; did you mean {near}?"), word=word, near=near[0])
    return NotFound(NO_FOLDER, word=word)
