"""The command line: `giaoban` opens the app, its commands print and exit.

Data goes to standard output, words to standard error. Exit: 0 done, 1 problems found, 2 used wrongly or not found,
3 refused. The app, polars and the shell completions are imported by the command that needs them and no other: a lookup
has answered from the cache before polars would have started.
"""

import argparse
import gc
import io
import os
import re
import sys
from argparse import SUPPRESS
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from tui import __version__, resources, texts
from tui.console import console
from tui.errors import N_, GiaoBanError, NotFound, NumberRefused, Problem, Refused
from tui.store.session import Session
from tui.texts import _, ngettext, tell
from tui.ward import finder
from tui.ward.names import clean
from tui.ward.numbers import format_date, parse_date

if TYPE_CHECKING:
    from tui.driver import ThriftyDriver
    from tui.lookups import Lookup
    from tui.store.meetings import Meetings
    from tui.targets_cli import Changed, Undone
    from tui.ward.board import Board, Group, Indicator

PROGRAM = "giaoban"

EXAMPLES = N_(
    """\
examples:
  giaoban                       open the ward of $GIAOBAN_WARD, else the sample
  giaoban data/ngoc-thuy        open a ward's folder
  giaoban group 22              how group 22 stands
  giaoban fund ngheo --csv      the Fund for the Poor, group by group
  giaoban figures --as-of 30/9  all figures at the end of September
  giaoban find "ly son"         everything of that name
  giaoban check --json          what is wrong in the files and in the report
  giaoban targets set ngheo 4,5tr --group 22
                                a target, on disk when this returns
  giaoban open-items --overdue  what was concluded and is overdue
  giaoban minutes 9/10 --to bien-ban.docx
                                the minutes of a meeting

exit: 0 done, 1 problems found, 2 used wrongly or not found, 3 refused"""
)

FOLDER = N_(
    """\
a ward's folder:
  ward.toml indicators.toml     what the ward is called, what it counts
  2018/groups.csv results.csv   a folder for each year: groups, their results
  2018/targets.toml ...         and what else there is; README.md has columns"""
)

CHECKED = N_(
    """\
with --json, "would_be_true" is for a wrong percentage, null otherwise:
  "actual"  the result that would make it true, of the base as it is
  "base"    the base that would make it true, for the result as it is
Either of them would, so put right one or the other, never both."""
)

NO_TERMINAL_WIDTH = 80
"""How wide help is where nobody sees it."""

TEXTUAL_SETTINGS = {
    "TEXTUAL_ANIMATIONS": "none|basic|full",
    "TEXTUAL_COLOR_SYSTEM": "auto|standard|256|truecolor",
    "TEXTUAL_DISABLE_KITTY_KEY": "[01]",
    "TEXTUAL_FPS": "[1-9][0-9]{0,2}",
    "TEXTUAL_SMOOTH_SCROLL": "[01]",
    "TEXTUAL_SPEEDUPS": "[01]",
}
"""Those that only change how the screen is drawn and keys are read, and the values that they may have."""

WARD_HELP = N_("the ward's folder; else $GIAOBAN_WARD, else the sample")
GROUP_HELP = N_("a group: 22, TDP 22, its name or a part of it")
INDICATOR_HELP = N_("an indicator: its key, its name, a part of it or its initials")
FUND_HELP = N_("a fund, or any other indicator: its key, its name, a part of it or its initials")


class Options(argparse.Namespace):
    """What was asked for; the class holds what is meant where nothing was said."""

    command = "open"
    action = ""
    path: str | None = None
    ward: str | None = None
    year: int | None = None
    lang: str | None = None
    forms: Sequence[str] = []
    as_of: str | None = None
    read_only = False
    theme: str | None = None
    projector = False
    version = False
    group: str | None = None
    indicator: str | None = None
    fund = ""
    query = ""
    kind = ""
    typed = ""
    line = ""
    shell = ""
    value = ""
    reason = ""
    by = "households"
    step: str | None = None
    dry_run = False
    overdue = False
    day = ""
    to = ""
    paper_form: str | None = None
    notice = False

    @property
    def form(self) -> str:
        """text | json | csv."""
        return self.forms[-1] if self.forms else "text"


class Command(NamedTuple):
    """A command of `giaoban`."""

    help: str
    """A sentence (msgid); "" hides the command."""
    add_arguments: Callable[[argparse.ArgumentParser], None]
    """Adds what it takes besides the options that all take."""
    run: Callable[[Options], int]
    """Does it and answers the exit code."""
    more: str = ""
    """What its help ends with (msgid)."""


class HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Help without what is the same for all: options are in the lists alone, each with its value's name once.

    Knows how wide the terminal is; argparse would import shutil to find out, for each argument that is added.
    """

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=26, width=_width() or NO_TERMINAL_WIDTH)

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """With what has to be given; a parser asks without a prefix for what its commands begin with."""
        if prefix is None:
            self._prog += " " + _("[OPTIONS]")
            actions = [action for action in actions if action.required or not action.option_strings]
        super().add_usage(usage, actions, groups, prefix)

    def _format_args(self, action: argparse.Action, default_metavar: str) -> str:
        return str(action.metavar) if isinstance(action, Words) else super()._format_args(action, default_metavar)

    def _format_action_invocation(self, action: argparse.Action) -> str:
        """`-w, --ward PATH`, for `-w PATH, --ward PATH`."""
        if not action.option_strings or action.nargs == 0:
            return super()._format_action_invocation(action)
        names = ", ".join(action.option_strings)
        return f"{names} {self._format_args(action, self._get_default_metavar_for_optional(action))}"

    def _format_action(self, action: argparse.Action) -> str:
        """Commands without a line above them that only says that they are commands."""
        if not isinstance(action, argparse._SubParsersAction):
            return super()._format_action(action)
        return "".join(map(super()._format_action, action._get_subactions()))


class Words(argparse.Action):
    """Several words that are one: ssh takes the quotes from `giaoban find "ly son"`."""

    def __call__(self, _parser: object, namespace: argparse.Namespace, values: Any, _option: str | None = None) -> None:
        """Keep them, with a space between."""
        setattr(namespace, self.dest, " ".join(values))


class Parser(argparse.ArgumentParser):
    """Says what is wrong in a sentence, takes no abbreviations, and leaves unsaid what was not given."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(
            formatter_class=HelpFormatter,
            argument_default=SUPPRESS,
            allow_abbrev=False,
            add_help=False,
            **settings,
        )
        self._positionals.title = _("arguments")

    def error(self, message: str) -> NoReturn:
        """Leave with exit code 2."""
        say(message)
        say(_("see {command} --help").format(command=self.prog))
        raise SystemExit(2)

    def print_help(self, file: object = None) -> None:
        """Help goes to standard output."""
        put(self.format_help())


def main(argv: Sequence[str] | None = None) -> int:
    """Run `giaoban` with these arguments (default: the program's); answers the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        options = parse(sys.argv[1:] if argv is None else argv)
        return COMMANDS[options.command].run(options)
    except GiaoBanError as error:
        console.give_back()
        for sentence in tell(error).split("\n"):
            say(sentence)
        return error.exit_code
    except OSError as error:
        console.give_back()
        say(": ".join(str(part) for part in (error.filename, error.strerror) if part) or repr(error))
        return GiaoBanError.exit_code
    except KeyboardInterrupt:
        return 130


def parse(argv: Sequence[str]) -> Options:
    """The options, wherever they stand; a first word that is no command is a folder to open.

    Raises SystemExit for what makes no sense, and after `--help`.
    """
    # A change like -5% is no option: with the minus sign proper argparse does not take it for one.
    argv = [f"−{word[1:]}" if word[:1] == "-" and word[1:2].isdigit() else word for word in argv]
    texts.use(_language())
    # Else argparse asks the process's locale for its words, and imports it for that.
    vars(argparse).update(_=_, ngettext=ngettext)
    given, rest = Parser(prog=PROGRAM, parents=[_common(helps=False)]).parse_known_args(argv, Options())
    texts.use(_language(given.lang))
    if len({*given.forms}) > 1:
        raise GiaoBanError(N_("one answer has one form: leave out --csv for JSON, or --json for CSV"))
    words = [word for word in rest if not word.startswith("-")]
    is_open = words[0] not in COMMANDS if words else not {"-h", "--help"}.intersection(rest)
    if is_open and len(words) > 1:
        raise _no_command(*words)
    return build_parser().parse_args(["open", *argv] if is_open else argv, Options())


def build_parser() -> Parser:
    """The whole command line, in the language in use."""
    common = _common()
    parser = Parser(
        prog=PROGRAM,
        parents=[common],
        description=_("Review meetings (giao ban) of a ward's campaign, in the terminal"),
        epilog="\n\n".join([_(EXAMPLES), _(FOLDER)]),
    )
    _add_commands(parser, COMMANDS, common, dest="command", title=_("commands"), metavar=_("COMMAND"))
    return parser


def _add_commands(
    parser: argparse.ArgumentParser, commands: Mapping[str, Command], common: Parser, **settings: Any
) -> None:
    """Add commands; help has them before all else."""
    to = parser.add_subparsers(**settings)
    group = parser._action_groups.pop()
    group.description = None  # argparse has nothing translated, and shows that
    parser._action_groups.insert(0, group)
    for name, command in commands.items():
        shown: dict[str, Any] = {"help": _(command.help), "description": _(command.help)} if command.help else {}
        more = _(command.more) if command.more else None
        command.add_arguments(to.add_parser(name, parents=[common], epilog=more, **shown))


def _common(*, helps: bool = True) -> Parser:
    """The options that every command takes, before and after its name; without `helps`, no request for help."""
    common = Parser()
    add = common.add_argument_group(_("options everywhere")).add_argument
    add("-w", "--ward", metavar=_("PATH"), help=_(WARD_HELP))
    add("--year", type=_year, metavar=_("YEAR"), help=_("the year; the newest one if not given"))
    add("--as-of", metavar=_("DATE"), help=_("figures to the end of a day, 30/9; else to the newest"))
    add("--lang", choices=texts.LANGUAGES, help=_("language; else $GIAOBAN_LANG, else the ward's"))
    add("--json", dest="forms", action="append_const", const="json", help=_("for machines, as JSON"))
    add("--csv", dest="forms", action="append_const", const="csv", help=_("for machines, as CSV"))
    add("--read-only", action="store_true", help=_("write nothing, not even the cache"))
    add("--theme", metavar=_("NAME"), help=_("colours of the app, by name: sang, toi, ...; F9 shows them"))
    add("--projector", action="store_true", help=_("start the app in projector mode"))
    add("--version", action="store_true", help=_("print the version"))
    if helps:
        add("-h", "--help", action="help", help=_("print this help"))
    return common


def _year(text: str) -> int:
    if not (text.isdecimal() and len(text) == len("2018")):
        raise argparse.ArgumentTypeError(_("“{text}” is no year: write for example 2018").format(text=text))
    return int(text)


def _add_nothing(_parser: argparse.ArgumentParser) -> None:
    """For a command that takes nothing else."""


def _add_path(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", nargs="?", metavar=_("PATH"), help=_(WARD_HELP))


def _add_filters(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--group", metavar=_("GROUP"), help=_(GROUP_HELP))
    parser.add_argument("--indicator", metavar=_("INDICATOR"), help=_(INDICATOR_HELP))


def _add_group(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("group", nargs="+", action=Words, metavar=_("GROUP"), help=_(GROUP_HELP))


def _add_fund(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("fund", nargs="+", action=Words, metavar=_("FUND"), help=_(FUND_HELP))


def _add_query(parser: argparse.ArgumentParser) -> None:
    shown = _("as you would type it: ngheo, ly son, qvnn, 22")
    parser.add_argument("query", nargs="+", action=Words, metavar=_("WORDS"), help=shown)


def _add_target_actions(parser: argparse.ArgumentParser) -> None:
    title, metavar = _("what to do with them"), _("ACTION")
    _add_commands(parser, TARGET_ACTIONS, _common(), dest="action", title=title, metavar=metavar, required=True)


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
        raise _no_folder(options.path)
    if options.form == "text" and console.is_there:
        return _open_app(options)
    from tui.lookups import Overview

    return _answer(options, Overview(_board(options)))


def _open_app(options: Options) -> int:
    # Nothing that is loaded from here on is garbage before the first picture; the app collects from then on.
    gc.disable()
    from tui import themes

    loaded = themes.load(resources.themes_folder(), themes.own_folder())
    theme = themes.pick(options.theme, os.environ)
    _set_up_textual(colorless=theme == themes.MONOCHROME)
    from tui.app import GiaoBanApp

    if options.theme and not loaded.get(theme):
        known = ", ".join(file.key for file in loaded.themes)
        raise NotFound(N_("there is no theme “{name}”; there are: {known}"), name=theme, known=known)
    session = _session(options)
    board = _board_of(session, options)
    app = GiaoBanApp(
        session,
        board,
        loaded,
        theme=theme if loaded.get(theme) else themes.DEFAULT,
        read_only=options.read_only,
        projector=options.projector,
        driver_class=_driver_class(),
    )
    console.leave_on_signals()
    app.run(mouse=not os.environ.get("SSH_CONNECTION"))
    return app.return_code or 0


def _set_up_textual(*, colorless: bool) -> None:
    """Settings that Textual reads when it is imported: on a line, few frames; NO_COLOR only where a theme follows it.

    Textual takes an empty NO_COLOR for a set one, and greys a theme of colours that was asked for by name. By other
    settings whoever calls the app has it load code, write files, press keys or stop. A size that was true of another
    terminal would go before what this one says.
    """
    for name in list(os.environ):
        is_known = re.fullmatch(TEXTUAL_SETTINGS.get(name, ""), os.environ[name])
        if (name.startswith("TEXTUAL") and not is_known) or name in ("COLUMNS", "LINES"):
            del os.environ[name]
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    if os.environ.get("SSH_CONNECTION"):
        os.environ.setdefault("TEXTUAL_FPS", "15")
        os.environ.setdefault("TEXTUAL_SMOOTH_SCROLL", "0")
    if not colorless:
        os.environ.pop("NO_COLOR", None)


def _driver_class() -> "type[ThriftyDriver] | None":
    """Ours, in the place of the one that Textual has for Linux and macOS; not where Textual's is asked for."""
    if os.name == "nt" or os.environ.get("GIAOBAN_DRIVER") == "plain":
        return None
    from tui.driver import ThriftyDriver

    return ThriftyDriver


def _figures(options: Options) -> int:
    from tui.lookups import Figures

    board = _board(options)
    return _answer(options, Figures(board, _group(board, options), _indicator(board, options)))


def _group_card(options: Options) -> int:
    from tui.lookups import GroupCard

    board = _board(options)
    return _answer(options, GroupCard(board, finder.pick_group(board, options.group or "")))


def _fund(options: Options) -> int:
    from tui.lookups import Fund

    board = _board(options)
    fund = finder.pick_indicator(board, options.fund, texts.language(), topic="fund")
    return _answer(options, Fund(board, fund))


def _find(options: Options) -> int:
    from tui.lookups import Findings

    board = _board(options)
    found = finder.find(board, options.query, texts.language())
    if not found:
        raise finder.missed(board, options.query, texts.language())
    return _answer(options, Findings(board, found))


def _check(options: Options) -> int:
    from tui.lookups import Check
    from tui.meetings_cli import meetings_of

    session = _session(options)
    problems = [Problem(**row) for row in session.ward().problems.iter_rows(named=True)]
    board = _board_of(session, options)
    check = Check(board, [*problems, *meetings_of(session, board).problems])
    _answer(options, check)
    return 0 if check.passed else 1


def _targets(options: Options) -> int:
    return TARGET_ACTIONS[options.action].run(options)


def _get_targets(options: Options) -> int:
    from tui.lookups import Targets

    board = _board(options)
    return _answer(options, Targets(board, _group(board, options), _indicator(board, options)))


def _set_target(options: Options) -> int:
    from tui.targets_cli import set_target

    session, board = _to_change(options)
    indicator = finder.pick_indicator(board, options.indicator or "", texts.language())
    group = _group(board, options)
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

    session = _session(options)
    board = _board_of(session, options)
    return _answer(options, history(session, board, _indicator(board, options), _group(board, options)))


def _undo_target(options: Options) -> int:
    from tui.targets_cli import undo

    return _told(options, undo(*_to_change(options)))


def _to_change(options: Options) -> "tuple[Session, Board]":
    """The ward, of which something is to be changed."""
    if options.read_only and not options.dry_run:
        raise Refused(N_("--read-only: nothing was changed"))
    session = _session(options)
    return session, _board_of(session, options)


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
    return _answer(options, OpenItems(board, found, today, _group(board, options), overdue=options.overdue))


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

    session = _session(options)
    board = _board_of(session, options)
    found = meetings_of(session, board)
    if found.problems:
        say(_faults_notice(len(found.problems), options))
    return session, board, found


def _completion(options: Options) -> int:
    from tui.completion import script

    put(script(build_parser(), options.shell))
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
    "group": lambda options: finder.begun_groups(_board(options), options.typed),
    "indicator": lambda options: finder.begun_indicators(_board(options), options.typed),
    "fund": lambda options: finder.begun_indicators(_board(options), options.typed, topic="fund"),
    "meeting": _meeting_words,
    "theme": _theme_words,
    "year": lambda options: map(str, _board(options).years),
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


def say(sentence: str) -> None:
    """A sentence on standard error; control characters in it are replaced."""
    with suppress(OSError):
        if sys.stderr:
            print(f"{PROGRAM}: {clean(sentence)}", file=sys.stderr)


def put(text: str) -> None:
    """Write to standard output; a reader who has gone has read what they wanted.

    Raises OSError where it cannot be written otherwise, a full disk for one.
    """
    if not sys.stdout:
        return
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        # What is still in the buffer would be written at exit, and fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise


def _answer(options: Options, lookup: "Lookup") -> int:
    put(lookup.text(options.form, _width()))
    return 0


def _session(options: Options) -> Session:
    named = options.path if options.path is not None else options.ward
    if named == "":
        raise _no_folder(named)
    folder = resources.named_folder(named) if named else resources.default_ward(leave_no_trace=options.read_only)
    year = _year_of(options.as_of, folder) if options.year is None else options.year
    return Session(folder, year, keep=not options.read_only)


def _year_of(as_of: str | None, folder: Path) -> int | None:
    """The year that a date names, if the ward has it."""
    with suppress(NumberRefused):
        year = parse_date(as_of or "").year
        return year if (folder / str(year)).is_dir() else None
    return None


def _board(options: Options) -> "Board":
    board = _board_of(_session(options), options)
    if board.problem_count:
        say(_faults_notice(board.problem_count, options))
    return board


def _faults_notice(count: int, options: Options) -> str:
    """How many lines of the ward's files are wrong, and the command that tells which."""
    from tui.lookups import problem_notice

    return f"{problem_notice(count)}: {' '.join([PROGRAM, *_ward_option(options), 'check'])}"


def _ward_option(options: Options) -> list[str]:
    """How the ward is named to another command, where it was named to this one."""
    from shlex import quote

    named = options.path if options.path is not None else options.ward
    return ["-w", quote(named)] if named else []


def _board_of(session: Session, options: Options) -> "Board":
    """The board asked for; from here on its ward's language is spoken unless another was chosen."""
    board = session.board()
    texts.use(_language(options.lang, board.info.language))
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


def _group(board: "Board", options: Options) -> "Group | None":
    return finder.pick_group(board, options.group) if options.group is not None else None


def _indicator(board: "Board", options: Options) -> "Indicator | None":
    if options.indicator is None:
        return None
    return finder.pick_indicator(board, options.indicator, texts.language())


def _language(asked: str | None = None, wards: str = "vi") -> str:
    """The language asked for, else the environment's if we speak it, else the ward's."""
    preferred = os.environ.get("GIAOBAN_LANG", "")[:2].casefold()
    return asked or (preferred if preferred in texts.LANGUAGES else wards)


def _no_command(word: str, *further: str) -> NotFound:
    """Words where a command should be: a folder before one, or a misspelt command."""
    if Path(word).is_dir() and further[0] in COMMANDS:
        example = " ".join([PROGRAM, "-w", word, *further])
        return NotFound(N_("a ward before a command is named by -w: {example}"), example=example)
    return _no_folder(further[0] if Path(word).is_dir() else word)


def _no_folder(word: str) -> NotFound:
    from difflib import get_close_matches

    shown = [name for name, command in COMMANDS.items() if command.help]
    near = get_close_matches(word, shown, 1)
    if near:
        return NotFound(N_("“{word}” is no folder and no command; did you mean {near}?"), word=word, near=near[0])
    return NotFound(N_("“{word}” is no folder and no command; see giaoban --help"), word=word)


def _width() -> int | None:
    """Columns of the terminal, None where output goes elsewhere."""
    if not (sys.stdout and sys.stdout.isatty()):
        return None
    return os.get_terminal_size(sys.stdout.fileno()).columns or None
