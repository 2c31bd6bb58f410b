"""The command line as argparse takes it: the options of all commands, help that fits a terminal, words for mistakes.

Which commands there are is data (`Command`); what they do is in `tui.cli.commands`.
"""

import argparse
from argparse import SUPPRESS
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, NoReturn

from tui import texts
from tui.cli.output import PROGRAM, put, say, width
from tui.errors import N_
from tui.texts import _

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

NO_TERMINAL_WIDTH = 80
"""How wide help is where nobody sees it."""

WARD_HELP = N_("the ward's folder; else $GIAOBAN_WARD, else the sample")


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
    """Short help: options stand in the lists and not in the usage line, each with the name of its value once.

    It is told how wide the terminal is; argparse would import shutil to find out, for each argument that is added.
    """

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=26, width=width() or NO_TERMINAL_WIDTH)

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Show what has to be given, and that there are options.

        Without a `prefix`, argparse asks for what the usage of the parser's commands begins with.
        """
        if prefix is None:
            self._prog += " " + _("[OPTIONS]")
            actions = [action for action in actions if action.required or not action.option_strings]
        super().add_usage(usage, actions, groups, prefix)

    def _format_args(self, action: argparse.Action, default_metavar: str) -> str:
        return str(action.metavar) if isinstance(action, JoinedWords) else super()._format_args(action, default_metavar)

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


class JoinedWords(argparse.Action):
    """Several words that are meant as one: ssh takes the quotes from `giaoban find "ly son"`."""

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


def build_parser(commands: Mapping[str, Command]) -> Parser:
    """The whole command line, in the language in use."""
    common = common_options()
    parser = Parser(
        prog=PROGRAM,
        parents=[common],
        description=_("Review meetings (giao ban) of a ward's campaign, in the terminal"),
        epilog="\n\n".join([_(EXAMPLES), _(FOLDER)]),
    )
    add_commands(parser, commands, common, dest="command", title=_("commands"), metavar=_("COMMAND"))
    return parser


def add_commands(
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


def common_options(*, helps: bool = True) -> Parser:
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
