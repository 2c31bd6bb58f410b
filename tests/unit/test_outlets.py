"""No text from a file is read as markup: what reaches an outlet of Textual is `Content`, `Text`, or a literal of ours.

Textual reads every `str` that a widget shows as markup: `x[/foo]` in a group's name would end the app,
`[@click=app.quit]` would be a link. Types do not tell the two apart, so this looks at the source: at what is handed to
the outlets below.
"""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeGuard

import pytest

import tui

PACKAGE = Path(tui.__file__).parent
APP = ("app", "boards", "commands", "drafting", "saving", "secretary", "terminal", "together")
"""The app and what it inherits from."""
SOURCES = sorted(
    [*PACKAGE.glob("screens/*.py"), *PACKAGE.glob("widgets/*.py"), *(PACKAGE / f"{name}.py" for name in APP)]
)

SAFE_TYPES = {"Content", "Text"}
SAFE_CALLS = {*SAFE_TYPES, "plain"}
"""Their texts are never parsed."""

PARSERS = {"from_markup", "from_text", "from_ansi", "visualize", "render_str"}
"""Calls that read markup or escape codes: not to be used at all."""

WIDGETS = {
    *("Static", "Label", "Button", "Link", "Checkbox", "RadioButton", "Option", "OptionList", "Selection", "Select"),
    *("SelectionList", "Collapsible", "Tab", "Tabs", "TabPane", "Tree", "Placeholder", "ContentTab", "ToggleButton"),
}
"""Widgets whose own texts are markup."""

METHODS = {
    *("update", "notify", "panic", "exit", "write", "write_line", "add_option", "add_options", "set_options"),
    *("add_column", "add_columns", "add_row", "add_rows", "add_leaf", "update_cell", "set_label"),
}
"""Methods of widgets and of the app that take such texts; here a `dict.update` can be written with `|=`."""

TEXTS = {"content", "label", "title", "subtitle", "prompt", "message", "tooltip", "options"}
"""Keywords of these calls that are texts; all that is positional is taken for one."""

ATTRIBUTES = {"border_title", "border_subtitle", "tooltip", "label"}
"""Attributes that read a `str` given to them as markup."""


@dataclass
class Names:
    """What a source file is known to hold that is safe to show."""

    functions: set[str] = field(default_factory=set)
    """Functions and methods that return safe types."""
    attributes: set[str] = field(default_factory=set)
    """Attributes of safe types."""
    locals: dict[str, list[ast.expr | None]] = field(default_factory=dict)
    """Everything that a name stands for in this function; None for what is not known."""

    def is_safe(self, node: ast.expr | None, literals: bool = True) -> bool:
        """Whether this expression can only be a `Content`, a `Text`, or, where they count, a literal."""
        match node:
            case ast.Constant():
                return literals
            case ast.IfExp(body=body, orelse=orelse):
                return self.is_safe(body, literals) and self.is_safe(orelse, literals)
            case ast.BoolOp(values=values):
                return all(self.is_safe(value, literals) for value in values)
            case ast.Name(id=name):
                known = self.locals.get(name, [])
                return bool(known) and all(self.is_safe(value, literals) for value in known)
            case ast.Attribute(attr=name):
                return name in self.attributes
            case ast.Call(func=ast.Name(id=name)):
                return name in SAFE_CALLS | self.functions
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)) if name in SAFE_TYPES:
                return method not in PARSERS
            case ast.Call(func=ast.Attribute(value=value, attr=method)):
                return method in self.functions or self.is_safe(value, literals=False)
        return False


def leaks(source: str) -> list[str]:
    """Each place of `source` where a text could be read as markup, as "line: code"."""
    tree = ast.parse(source)
    names = Names(
        {each.name for each in ast.walk(tree) if is_function(each) and is_safe_type(each.returns)},
        {
            each.target.id
            for each in ast.walk(tree)
            if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name) and is_safe_type(each.annotation)
        },
    )
    names.locals |= {name: [value] for name, value in constants(tree) if isinstance(value, ast.Constant)}
    return [f"{node.lineno}: {ast.unparse(node)}" for node in leaking(tree, names)]


def constants(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """What the module's own names stand for."""
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield name, value


def leaking(tree: ast.AST, names: Names) -> Iterator[ast.expr | ast.stmt]:
    for node in ast.iter_child_nodes(tree):
        inner = names
        if is_function(node):
            inner = Names(names.functions, names.attributes, names.locals | assigned(node))
        if isinstance(node, ast.expr | ast.stmt) and leaks_here(node, names):
            yield node
        yield from leaking(node, inner)


def leaks_here(node: ast.expr | ast.stmt, names: Names) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="os"))):
            return False
        case ast.Call():
            return not all(map(names.is_safe, shown(node)))
        case ast.Assign(targets=targets, value=value):
            return any(map(is_outlet, targets)) and not names.is_safe(value)
        case ast.FunctionDef(name="render", returns=annotation):
            return not is_safe_type(annotation)
    return False


def shown(call: ast.Call) -> Sequence[ast.expr | None]:
    """What this call would show as markup; a None is never safe."""
    name = getattr(call.func, "attr", None) or getattr(call.func, "id", "")
    keywords = {keyword.arg: keyword.value for keyword in call.keywords}
    is_literal = isinstance(markup := keywords.get("markup"), ast.Constant) and markup.value is False
    if name in PARSERS:
        return [None]
    if name not in (METHODS if isinstance(call.func, ast.Attribute) else WIDGETS) or is_literal:
        return []
    return [*call.args, *(value for keyword, value in keywords.items() if keyword is None or keyword in TEXTS)]


def assigned(function: ast.FunctionDef | ast.AsyncFunctionDef) -> dict[str, list[ast.expr | None]]:
    """What the names of a function stand for; a parameter or variable of a safe type stands for a `Content()`."""
    a_content = ast.parse("Content()", mode="eval").body
    found: dict[str, list[ast.expr | None]] = {}
    for parameter in [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]:
        found[parameter.arg] = [a_content if is_safe_type(parameter.annotation) else None]
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                found.setdefault(name, []).append(value)
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation, value=value):
                found.setdefault(name, []).append(a_content if is_safe_type(annotation) else value)
            case (
                ast.NamedExpr(target=ast.Name(id=name), value=value)
                | ast.AugAssign(target=ast.Name(id=name), value=value)
            ):
                found.setdefault(name, []).append(value)
            case ast.Name(id=name, ctx=ast.Store()) if name not in found:
                found[name] = [None]
    return found


def is_function(node: ast.AST) -> TypeGuard[ast.FunctionDef | ast.AsyncFunctionDef]:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def is_safe_type(annotation: ast.expr | None) -> bool:
    """`Content`, `Text`, or a reactive of one."""
    match annotation:
        case ast.Name(id=name):
            return name in SAFE_TYPES
        case ast.Subscript(value=ast.Name(id="reactive" | "var"), slice=inner):
            return is_safe_type(inner)
    return False


def is_outlet(target: ast.expr) -> bool:
    return isinstance(target, ast.Attribute) and target.attr in ATTRIBUTES


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_content_is_shown(path: Path) -> None:
    assert leaks(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "Static(group.name)",
        "Static(f'Tổ {code}')",
        "yield_(Label(content=name))",
        "Button(label=_('Save'))",
        "OptionList(*names)",
        "OptionList(*[Option(name) for name in names])",
        "Static(**settings)",
        "static.update(name)",
        "static.update('Tổ ' + code)",
        "static.update('Tổ %s' % code)",
        "static.update(' · '.join(parts))",
        "def show():\n    gap = ' '\n    static.update(gap.join(names))",
        "static.update(plain(name) if name else name)",
        "static.update(Content.from_markup(name))",
        "static.update(Text.from_ansi(name))",
        "plain(Content.from_text(name))",
        "app.notify(name)",
        "app.notify(name, markup=True)",
        "app.notify(plain(name), title=name)",
        "app.exit(message=name)",
        "box.border_title = name",
        "box.tooltip = f'{name}'",
        "table.add_row(name, 1)",
        "def show(name: str):\n    static.update(name)",
        "def show():\n    words = plain(name)\n    words = name\n    static.update(words)",
        "def show():\n    words = plain(name)\n    words += name\n    static.update(words)",
        "def show():\n    for words in names:\n        static.update(words)",
        "def show():\n    with open(path) as words:\n        static.update(words)",
        "def words() -> str: ...\nstatic.update(words())",
        "WORDS = str(name)\nstatic.update(WORDS)",
        "WORDS = 'literal'\ndef show(WORDS: str):\n    static.update(WORDS)",
        "class Word(Widget):\n    def render(self) -> str:\n        return self.name",
        "class Word(Widget):\n    def render(self):\n        return self.name",
    ],
)
def test_a_planted_leak_is_seen(source: str) -> None:
    assert len(leaks(source)) >= 1


@pytest.mark.parametrize(
    "source",
    [
        "Static()",
        "Static('literal', id=name)",
        "Static(name, markup=False)",
        "app.notify(name, markup=False)",
        "static.update(plain(name))",
        "static.update(Content(name) if name else Content())",
        "static.update(Content('\\n').join([plain(name), name]))",
        "static.update(Content.assemble(name, ' ', (name, 'bold')))",
        "static.update(Text(name).append(name))",
        "box.border_title = plain(name)",
        "WORDS = 'literal'\nstatic.update(WORDS)",
        "def words() -> Content: ...\nstatic.update(words())",
        "def show(words: Content):\n    static.update(words)",
        "def show():\n    words = plain(name)\n    static.update(words)",
        "class Word(Widget):\n    left: reactive[Content]\n    def tell(self):\n        s.update(self.left)",
        "class Word(Widget):\n    left: Content\n    def tell(self):\n        static.update(self.left)",
    ],
)
def test_what_is_safe_passes(source: str) -> None:
    assert leaks(source) == []
