"""The house of design section 7: which layer may import which, no circles of modules, an app that only wires."""

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from importlib.util import resolve_name
from pathlib import Path
from typing import NamedTuple

import pytest

import tui

PACKAGE = Path(tui.__file__).parent

APP_LINES = 150


class Layer(NamedTuple):
    """What the modules of one layer may import, of `tui` and of the two libraries that only some may know."""

    tui: frozenset[str]
    textual: bool = False
    why: str = ""
    """Why it may import what the design's one direction does not speak of."""


def layer(*names: str, textual: bool = False, why: str = "") -> Layer:
    return Layer(frozenset(names), textual, why)


WORDS = ("errors", "texts", "phrases")

LAYERS: Mapping[str, Layer] = {
    "errors": layer(why="everybody raises errors; they know nobody"),
    "resources": layer(why="only says where files are"),
    "ward": layer("errors"),
    "store": layer("ward", "errors"),
    "office": layer("ward", "errors"),
    "paper_file": layer("office", "store", "errors", why="puts a paper on disk as saves are put there"),
    "unforeseen": layer("ward", "errors", why="makes refusals of the system's errors"),
    "texts": layer("errors", why="tells errors in the language in use"),
    "phrases": layer("errors", "texts", "ward", why="figures in words, for screens and lookups alike"),
    "printing": layer("ward", why="aligns and cleans text, by the ward's rules for names"),
    "figure_table": layer("printing", "ward", *WORDS, why="a lookup: the columns that several of them print"),
    "lookups": layer("figure_table", "printing", "ward", *WORDS, why="answers without a screen"),
    "completion": layer(why="a shell's completions; knows only argparse"),
    "keys": layer("errors", textual=True, why="the keys as data; Textual's Binding is what they become"),
    "themes": layer(
        *("store", "ward", "errors"),
        textual=True,
        why="theme files as data, read as distrustfully as a ward's; Textual's Theme is what they become",
    ),
    "widgets": layer("keys", "ward", *WORDS, textual=True, why="key bar and words are data"),
    "screens": layer("widgets", "keys", "ward", *WORDS, textual=True, why="bindings and words are data"),
    "astray": layer(textual=True, why="a part of the app: which keys were meant for an editor that did not come up"),
    "terminal": layer("astray", "resources", "errors", "texts", textual=True, why="a part of the app: keys and faults"),
    "commands": layer(
        *("terminal", "keys", "screens", "themes", "resources", "ward", "errors", "texts"),
        textual=True,
        why="a part of the app: what every screen can be asked for",
    ),
    "change_words": layer("store", "ward", *WORDS, why="changes of the files in words"),
    "offers": layer(
        *("commands", "screens", "store", "ward", "texts"),
        textual=True,
        why="a part of the app: what cells and forms that were not saved have in common",
    ),
    "drafting": layer(
        *("boards", "offers", "change_words", "screens", "store", "resources", "ward"),
        textual=True,
        why="a part of the app: what is typed and not saved",
    ),
    "saving": layer(
        *("drafting", "change_words", "unforeseen", "screens", "store", "ward", *WORDS),
        textual=True,
        why="a part of the app: the one place where changes are saved",
    ),
    "together": layer(
        *("saving", "change_words", "store", "ward", "errors", "texts"),
        textual=True,
        why="a part of the app: what others change",
    ),
    "secretary": layer(
        *("together", "saving", "paper_file", "unforeseen", "screens", "store", "office", "ward", "errors", "texts"),
        textual=True,
        why="a part of the app: the record of meetings",
    ),
    "resuming": layer(
        *("secretary", "offers", "screens", "store", "resources", "ward"),
        textual=True,
        why="a part of the app: what is typed into forms and not saved",
    ),
    "boards": layer(
        *("commands", "unforeseen", "change_words", "screens", "store", "ward", "errors", "texts"),
        textual=True,
        why="a part of the app: the board that is looked at",
    ),
    "keeping": layer(
        *("resuming", "console", "driver", "picture", "store", "resources", "themes"),
        textual=True,
        why="a part of the app: the first picture of the next start",
    ),
    "console": layer(why="the terminal before and after Textual has it; knows only the standard library"),
    "underway": layer(why="counts what a line has taken"),
    "keyboard": layer(textual=True, why="reads what a terminal sends"),
    "brush": layer(why="what pens and moves cost; knows only the standard library"),
    "picture": layer("brush", textual=True, why="what a terminal shows; knows of others only Rich's widths"),
    "driver": layer(
        "picture",
        "underway",
        "keyboard",
        "console",
        textual=True,
        why="stands between Textual and the terminal; knows no ward",
    ),
    "app": layer(
        *("screens", "widgets", "store", "office", "ward", "keys", "themes", "keeping", "driver", *WORDS),
        textual=True,
        why="wires them all",
    ),
    "targets_cli": layer(
        *("lookups", "printing", "change_words", "store", "ward", *WORDS),
        why="a part of the entry: reads and sets targets",
    ),
    "meetings_cli": layer(
        *("lookups", "printing", "store", "office", "ward"),
        *WORDS,
        why="a part of the entry: looks up meetings and puts them on paper",
    ),
    "cli": layer(
        *(
            "app",
            "driver",
            "console",
            "store",
            "office",
            "ward",
            "lookups",
            "targets_cli",
            "meetings_cli",
            "paper_file",
        ),
        *("completion", "themes", "resources", *WORDS),
        why="the entry; imports the app only to open it, and never Textual itself",
    ),
    "__main__": layer("cli", "console", "store", why="the command; shows what it kept before it loads the rest"),
}


def sources() -> dict[str, str]:
    """Every module of `tui` by its dotted name."""
    return {module_name(path): path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))}


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(module: str, source: str) -> Iterator[str]:
    """The dotted names that `source` imports anywhere, inside functions and for type checking too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            relative = "." * node.level + (node.module or "")
            base = resolve_name(relative, module.rpartition(".")[0])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def layer_of(name: str, modules: Mapping[str, str]) -> str:
    """The layer of a dotted name; "" for the package itself and for names that `tui/__init__` holds."""
    parts = name.split(".")
    return parts[1] if parts[0] == "tui" and ".".join(parts[:2]) in modules.keys() - {"tui"} else ""


def trespasses(module: str, source: str, modules: Mapping[str, str]) -> list[str]:
    """The imports of `source` that the table does not allow, as "module: what it imports"."""
    here = layer_of(module, modules)
    allowed = LAYERS[here]
    found = []
    for name in imported(module, source):
        top = name.split(".")[0]
        there = layer_of(name, modules)
        is_foreign = top in {"textual", "rich"} and not allowed.textual
        if is_foreign or (there and there != here and there not in allowed.tui):
            found.append(f"{module}: {name}")
    return found


def dependencies(modules: Mapping[str, str]) -> dict[str, set[str]]:
    """For every module the modules it imports: `from tui.ward import names` is about `tui.ward.names`."""
    graph = {}
    for module, source in modules.items():
        names = {name if name in modules else name.rpartition(".")[0] for name in imported(module, source)}
        graph[module] = (names & modules.keys()) - {module, "tui"}
    return graph


def test_the_table_knows_every_layer_and_no_other() -> None:
    there = {layer_of(name, modules) for modules in [sources()] for name in modules} - {""}
    assert there == LAYERS.keys()
    assert {name for each in LAYERS.values() for name in each.tui} <= LAYERS.keys()


def test_imports_go_one_way() -> None:
    modules = sources()
    assert [each for name in modules if name != "tui" for each in trespasses(name, modules[name], modules)] == []


def test_the_layers_themselves_go_one_way() -> None:
    TopologicalSorter({name: each.tui for name, each in LAYERS.items()}).prepare()


def test_no_modules_import_each_other() -> None:
    TopologicalSorter(dependencies(sources())).prepare()


def test_the_app_only_wires() -> None:
    assert len(sources()["tui.app"].splitlines()) <= APP_LINES


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("tui.ward.pace", "from tui.screens import funds"),
        ("tui.ward.pace", "import rich.text"),
        ("tui.ward.pace", "def late():\n    import textual.app"),
        ("tui.store.folder", "from tui import texts"),
        ("tui.store.folder", "from ..widgets import grid"),
        ("tui.screens.funds", "import tui.store.folder"),
        ("tui.screens.funds", "if TYPE_CHECKING:\n    from tui.store.session import Session"),
        ("tui.widgets.grid", "from tui.screens.base import BoardScreen"),
        ("tui.lookups", "from tui.widgets.bars import bar"),
        ("tui.errors", "from tui.texts import _"),
        ("tui.cli", "from textual.app import App"),
    ],
)
def test_a_planted_trespass_is_seen(module: str, source: str) -> None:
    assert len(trespasses(module, source, sources())) == 1


def test_a_planted_circle_is_seen() -> None:
    circle = {
        "tui.ward.names": "from tui import errors",
        "tui.errors": "def late():\n    from .ward.names import clean",
    }
    with pytest.raises(CycleError):
        TopologicalSorter(dependencies(circle)).prepare()
