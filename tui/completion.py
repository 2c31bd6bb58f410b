"""Completions for bash, zsh and fish: commands and options from the parser, what a ward has by `giaoban words`."""

from argparse import Action, ArgumentParser
from collections.abc import Iterator

import shtab


def script(parser: ArgumentParser, shell: str) -> str:
    """What the shell is to source."""
    for action in _actions(parser):
        if action.dest in _COMPLETERS:
            vars(action)["complete"] = _COMPLETERS[action.dest]
    return f"{shtab.complete(parser, shell)}\n"


def _asked(kind: str) -> dict[str, object]:
    """Completes by what `giaoban words` answers to what has been typed, at the moment when Tab is pressed.

    It is given the whole line, too, which may name the ward.
    """
    name = f"_giaoban_{kind}"
    words = f"giaoban words {kind} --"
    return {
        "bash": name,
        "zsh": name,
        "fish": f"({words} (commandline -ct) (commandline -cp) 2>/dev/null)",
        "preamble": {
            "bash": f'{name}() {{\n  compgen -W "$({words} "$1" "$COMP_LINE" 2>/dev/null)" -- "$1"\n}}\n',
            "zsh": f'{name}() {{\n  compadd -- ${{(f)"$({words} "$PREFIX" "$BUFFER" 2>/dev/null)"}}\n}}\n',
        },
    }


_COMPLETERS = {
    "path": shtab.DIRECTORY,
    "ward": shtab.DIRECTORY,
    "to": shtab.FILE,
    **{dest: _asked(dest) for dest in ("group", "indicator", "fund", "theme", "year")},
    "day": _asked("meeting"),
}
"""By the name of the argument."""


def _actions(parser: ArgumentParser) -> Iterator[Action]:
    for action in parser._actions:
        yield action
        if isinstance(action.choices, dict):
            for command in action.choices.values():
                yield from _actions(command)
