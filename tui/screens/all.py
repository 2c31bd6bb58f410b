"""The screens by name, each loaded when it is first asked for, or when there is time: the first picture needs one."""

from collections.abc import Mapping
from importlib import import_module

from tui.screens.base import BoardScreen

KINDS: Mapping[str, str] = {
    "overview": "overview:OverviewScreen",
    "groups": "groups:GroupsScreen",
    "funds": "funds:FundsScreen",
    "environment": "environment:EnvironmentScreen",
    "evaluation": "evaluation:EvaluationScreen",
    "meeting": "meeting:MeetingScreen",
    "check": "check:CheckScreen",
    "card": "card:GroupCard",
    "slides": "slides:SlideScreen",
}
"""Name of a screen to its module in this package and its class."""

OVERLAYS = ("card", "slides")
"""Laid over the screen they were asked for on."""


def kind_of(name: str) -> type[BoardScreen]:
    """The class of the screen of that name; loads it."""
    module, _, kind = KINDS[name].partition(":")
    found: type[BoardScreen] = getattr(import_module(f"tui.screens.{module}"), kind)
    return found
