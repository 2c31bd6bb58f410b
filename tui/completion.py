"""Completions for bash, zsh and fish: commands and options from the parser, codes and keys from the ward."""

import re
from argparse import Action, ArgumentParser
from collections.abc import Iterable, Iterator

import shtab


def script(parser: ArgumentParser, shell: str) -> str:
    """What the shell is to source."""
    for action in _actions(parser):
        if action.dest in _COMPLETERS:
            vars(action)["complete"] = _COMPLETERS[action.dest]
    return f"{shtab.complete(parser, shell)}\n"


def harmless(words: Iterable[str]) -> list[str]:
    """The words that a shell takes as they are: bash runs what `$(...)` holds in a list of completions."""
    return [word for word in words if re.fullmatch(r"\w[\w.-]*", word)]


_COMPLETERS = {
    "path": shtab.DIRECTORY,
    "ward": shtab.DIRECTORY,
    "group": shtab.cmd("giaoban words group 2>/dev/null"),
    "indicator": shtab.cmd("giaoban words indicator 2>/dev/null"),
}
"""By the name of the argument."""


def _actions(parser: ArgumentParser) -> Iterator[Action]:
    for action in parser._actions:
        yield action
        if isinstance(action.choices, dict):
            for command in action.choices.values():
                yield from _actions(command)
