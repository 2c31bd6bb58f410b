"""The command line: `giaoban` opens the app, its commands print and exit.

Data goes to standard output, words to standard error. Exit: 0 done, 1 problems found, 2 used wrongly or not found,
3 refused. The app, polars and the shell completions are imported by the command that needs them and no other: a lookup
has answered from the cache before polars would have started.
"""

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path

from tui import texts
from tui.cli.asked import spoken
from tui.cli.commands import COMMANDS, no_folder
from tui.cli.output import PROGRAM, say
from tui.cli.parser import Options, Parser, build_parser, common_options
from tui.console import console
from tui.errors import N_, GiaoBanError, NotFound
from tui.texts import _, ngettext, tell


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
    texts.use(spoken())
    # Else argparse asks the process's locale for its words, and imports it for that.
    vars(argparse).update(_=_, ngettext=ngettext)
    given, rest = Parser(prog=PROGRAM, parents=[common_options(helps=False)]).parse_known_args(argv, Options())
    texts.use(spoken(given.lang))
    if len({*given.forms}) > 1:
        raise GiaoBanError(N_("one answer has one form: leave out --csv for JSON, or --json for CSV"))
    words = [word for word in rest if not word.startswith("-")]
    is_open = words[0] not in COMMANDS if words else not {"-h", "--help"}.intersection(rest)
    if is_open and len(words) > 1:
        raise _no_command(*words)
    return build_parser(COMMANDS).parse_args(["open", *argv] if is_open else argv, Options())


def _no_command(word: str, *further: str) -> NotFound:
    """Words where a command should be: a folder before one, or a misspelt command."""
    if Path(word).is_dir() and further[0] in COMMANDS:
        example = " ".join([PROGRAM, "-w", word, *further])
        return NotFound(N_("a ward before a command is named by -w: {example}"), example=example)
    return no_folder(further[0] if Path(word).is_dir() else word)
