"""The declared keys against the classes that answer them: nothing dead, nothing twice, nothing that Telex would eat."""

import inspect
import pkgutil
from collections import Counter
from importlib import import_module
from itertools import groupby

import pytest
from rich.cells import cell_len
from textual import actions
from textual.binding import BindingsMap
from textual.dom import DOMNode

import tui
from tui import keys, screens, texts, widgets
from tui.app import GiaoBanApp
from tui.keys import KEYS, Key
from tui.screens.base import BoardScreen
from tui.screens.editor import CellInput
from tui.screens.form import FormChoice, FormInput
from tui.screens.spread import SpreadScreen
from tui.texts import _
from tui.widgets.grid import FigureGrid

for package in (screens, widgets):
    for module in pkgutil.iter_modules(package.__path__):
        import_module(f"{package.__name__}.{module.name}")


def below(kind: type[DOMNode]) -> set[type[DOMNode]]:
    """`kind` and all that is made of it in this package."""
    found = {each for child in kind.__subclasses__() for each in below(child)}
    return {each for each in {kind, *found} if each.__module__.split(".")[0] == tui.__name__}


SCREENS = sorted((each for each in below(BoardScreen) if each is not BoardScreen), key=lambda each: each.__name__)
CLASSES = sorted(below(DOMNode), key=lambda each: each.__name__)

DIALOGUES: dict[str, type[DOMNode]] = {
    "editor": CellInput,
    "spread": SpreadScreen,
    "form": FormInput,
    "choice": FormChoice,
}
"""The class that has the keys of a scope that is on no screen."""

HELP_ROOM = 60
"""Cells that the help has for a sentence at 80 columns, where it has the longest cap, too."""

A_LIST_LEAVES = {"left", "right", "space"}
"""Keys of the grid that it leaves to the screen where rows are chosen and not cells, or nothing can be marked."""

TELEX = {"w": "ư", "left_square_bracket": "ơ", "right_square_bracket": "ư"}
"""Keys that a Vietnamese keyboard turns into other letters at once."""

PRINTED = {
    "enter": "⏎",
    "escape": "Esc",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "slash": "/",
    "pageup": "PgUp",
    "pagedown": "PgDn",
}


def bound(kind: type[DOMNode]) -> BindingsMap:
    """The keys of a class, its bases' included."""
    return kind._merge_bindings()


def scopes_of(screen: type[DOMNode]) -> tuple[str, ...]:
    assert issubclass(screen, BoardScreen)
    return screen.SCOPES


def answering(key: Key, screen: type[DOMNode]) -> type[DOMNode]:
    """The class that has the binding of `key` on `screen`."""
    elsewhere: dict[str, type[DOMNode]] = {"app": GiaoBanApp, "grid": FigureGrid}
    return elsewhere.get(key.scope, screen)


def printed(name: str) -> str:
    """How a key is printed: f3 as F3, ctrl+left as ^←."""
    if name.startswith("ctrl+"):
        return "^" + printed(name.removeprefix("ctrl+"))
    if name.startswith("shift+"):
        return "⇧" + printed(name.removeprefix("shift+"))
    return PRINTED.get(name, name.capitalize())


def is_eaten(name: str) -> bool:
    """Whether an input method may turn this key into something else."""
    return (len(name) == 1 and name.isalpha()) or name in TELEX


def test_there_are_screens_to_look_at() -> None:
    assert len(SCREENS) >= 4
    assert len(CLASSES) > len(SCREENS)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.id)
def test_a_key_says_what_it_is(key: Key) -> None:
    assert key.id
    assert key.cap
    assert key.label
    assert key.help
    assert any(printed(name) in key.cap or name in key.cap for name in key.keys.split(","))


def test_ids_are_unique() -> None:
    assert [name for name, count in Counter(key.id for key in KEYS).items() if count > 1] == []


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.id)
def test_no_key_needs_a_letter(key: Key) -> None:
    names = key.keys.split(",")
    assert not all(map(is_eaten, names))
    assert {TELEX[name] for name in names if name in TELEX} <= set(names)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.id)
def test_a_key_works_on_some_screen(key: Key) -> None:
    assert key.scope in DIALOGUES or [screen for screen in SCREENS if key.scope in scopes_of(screen)]


@pytest.mark.parametrize("scope", DIALOGUES)
def test_a_dialogue_answers_its_keys(scope: str) -> None:
    there = bound(DIALOGUES[scope]).key_to_bindings
    for key in keys.of_scopes([scope]):
        _namespace, name, arguments = actions.parse(key.action)
        inspect.signature(getattr(DIALOGUES[scope], f"action_{name}")).bind(None, *arguments)
        for pressed in key.keys.split(","):
            assert key.action in {each.action for each in there[pressed]}


@pytest.mark.parametrize(
    ("cap", "spoken"), [("^T", "Ctrl+T"), ("^←", "Ctrl+←"), ("⇧Tab", "Shift+Tab"), ("F4", "F4"), ("↓", "↓")]
)
def test_a_key_is_told_as_people_say_it(cap: str, spoken: str) -> None:
    assert Key("x", "x", cap, "", "", "").spoken == spoken


@pytest.mark.parametrize(
    ("scopes", "caps"),
    [(("app", "grid", "tab"), ["Esc", "⏎", "F1"]), (("app", "slides"), ["←", "F1"]), (("grid", "app"), ["⏎", "F1"])],
)
def test_the_screens_own_keys_come_first_then_the_tables_then_the_apps(
    scopes: tuple[str, ...], caps: list[str]
) -> None:
    told = keys.of_scopes(scopes)
    assert [next(group).cap for _scope, group in groupby(told, key=lambda key: key.scope)] == caps


@pytest.mark.parametrize(("key", "scope"), [("open", "check"), ("sources", "check"), ("sources", "evaluation")])
def test_a_key_is_not_told_where_it_does_nothing(key: str, scope: str) -> None:
    assert key in {each.id for each in keys.of_scopes(("app", "grid"))}
    assert key not in {each.id for each in keys.of_scopes(("app", "grid", scope))}


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_backspace_is_bound_nowhere(kind: type[DOMNode]) -> None:
    own = BindingsMap(kind.__dict__.get("BINDINGS", ()))
    assert not {"backspace", "ctrl+h", "delete"} & own.key_to_bindings.keys()


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
class TestOnEveryScreen:
    def test_no_key_means_two_things(self, screen: type[DOMNode]) -> None:
        own = (key for key in keys.of_scopes(scopes_of(screen)) if key.scope != "grid")
        names = Counter(name for key in own for name in key.keys.split(","))
        assert [name for name, count in names.items() if count > 1] == []

    def test_the_grid_takes_no_key_away(self, screen: type[DOMNode]) -> None:
        if "FigureGrid(" not in inspect.getsource(screen):
            return
        own = {name for key in keys.of_scopes(scopes_of(screen)) if key.scope != "grid" for name in key.keys.split(",")}
        assert own & bound(FigureGrid).key_to_bindings.keys() <= A_LIST_LEAVES

    def test_what_is_declared_is_bound(self, screen: type[DOMNode]) -> None:
        for key in keys.of_scopes(scopes_of(screen)):
            there = bound(answering(key, screen)).key_to_bindings
            for name in key.keys.split(","):
                assert name in there, key.id
                assert not key.action or key.scope == "grid" or key.action in {each.action for each in there[name]}

    def test_what_is_bound_is_declared(self, screen: type[DOMNode]) -> None:
        declared = {name for key in keys.of_scopes(scopes_of(screen)) for name in key.keys.split(",")}
        own = BindingsMap(screen.__dict__.get("BINDINGS", ()))
        assert own.key_to_bindings.keys() <= declared

    def test_every_action_exists_and_takes_what_it_is_given(self, screen: type[DOMNode]) -> None:
        for key in keys.of_scopes(scopes_of(screen)):
            if not key.action:
                continue
            namespace, name, arguments = actions.parse(key.action)
            kinds = {"app": GiaoBanApp, "": answering(key, screen)}
            assert namespace in kinds, f"{key.id}: Textual knows no {namespace}.{name}"
            method = getattr(kinds[namespace], f"action_{name}", None)
            assert method is not None, key.id
            inspect.signature(method).bind(None, *arguments)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_a_key_does_is_said_whole_beside_its_cap_at_80_columns(language: str) -> None:
    texts.use(language)
    assert [key.id for key in KEYS if cell_len(_(key.help)) > HELP_ROOM] == []
