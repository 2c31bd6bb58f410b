"""What may load what: the heart needs no terminal, a lookup no app, and one from the cache not even polars."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import tui
from tui.resources import sample_ward

PACKAGE = Path(tui.__file__).parent
SOURCES = sorted(PACKAGE.rglob("*.py"))

HEADLESS = ("ward", "store", "office")
"""Packages that never touch a terminal."""

LIGHT = (
    *("tui.cli", "tui.lookups", "tui.figure_table", "tui.printing", "tui.phrases", "tui.texts", "tui.resources"),
    *("tui.errors", "tui.ward.board", "tui.ward.names", "tui.ward.numbers", "tui.ward.finder", "tui.ward.pace"),
    *("tui.ward.agenda", "tui.store.session", "tui.store.cache"),
)
"""Modules that a lookup from the cache may load: without polars, and without what is slow in the standard library."""

HEAVY = ("textual", "rich", "polars", "asyncio", "locale", "difflib", "shutil", "tomllib", "csv", "shtab")

LOOK_UP = f"from tui.cli import main\nassert main(['-w', {str(sample_ward())!r}, *sys.argv[1:]]) == 0"
"""On the sample where it lies: a copy that has just been made is too new to be kept."""

MAY_IMPORT = {"ward": {"errors"}, "store": {"ward", "errors"}, "office": {"ward", "errors"}}
"""What else of `tui` a package may import."""

MAY_NOT_IMPORT = {
    "widgets": {"screens", "store", "office", "app", "cli"},
    "screens": {"store", "office", "app", "cli"},
}


def module_name(source: Path) -> str:
    parts = source.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def loaded_by(code: str, *argv: str) -> set[str]:
    """Names of the modules that a fresh interpreter has loaded after running `code`."""
    script = f"import sys\n{code}\nprint('\\n'.join(sys.modules), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", script, *argv], capture_output=True, text=True, timeout=60, env=os.environ
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


def imported(source: Path) -> Iterator[str]:
    """Packages and modules of `tui`, by their first name, that a source file names in an import."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (name.split(".")[1] for name in names if name.startswith("tui.") and name != "tui.__version__")


@pytest.mark.parametrize("source", SOURCES, ids=module_name)
def test_imports_go_one_way(source: Path) -> None:
    package = source.relative_to(PACKAGE).parts[0]
    named = set(imported(source)) - {package}
    if package in MAY_IMPORT:
        assert named <= MAY_IMPORT[package]
    assert not named & MAY_NOT_IMPORT.get(package, set())


def test_the_heart_needs_no_terminal() -> None:
    modules = [module_name(source) for source in SOURCES if source.relative_to(PACKAGE).parts[0] in HEADLESS]
    assert len(modules) > 20
    assert not loaded_by(f"import {', '.join(modules)}") & {"textual", "rich"}


@pytest.mark.parametrize("module", LIGHT)
def test_lookups_stand_on_light_modules(module: str) -> None:
    assert not loaded_by(f"import {module}") & set(HEAVY)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that has the sample's board."""
    cache = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(cache))
        patch.delenv("GIAOBAN_CACHE", raising=False)
        cold = loaded_by(LOOK_UP, "group", "22")
    assert "polars" in cold
    assert not cold & {"textual", "rich"}
    return cache


@pytest.mark.parametrize(
    "argv",
    [
        ("group", "22"),
        ("group", "22", "--json"),
        ("figures", "--lang", "en"),
        ("fund", "ngheo"),
        ("find", "ly son"),
        ("targets", "get"),
        (),
    ],
    ids=" ".join,
)
def test_a_lookup_from_the_cache_loads_nothing_slow(
    argv: tuple[str, ...], kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(kept))
    assert not loaded_by(LOOK_UP, *argv) & set(HEAVY)
