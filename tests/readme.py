"""The parts of the README that are made from the source: `python -m tests.readme` writes them anew.

`tests/unit/test_readme.py` fails while they lag behind.
"""

from gettext import GNUTranslations
from pathlib import Path

from tui.keys import KEYS, Key
from tui.screens.all import KINDS, kind_of
from tui.texts import DOMAIN, LOCALES
from tui.widgets.frame import TABS

README = Path(__file__).parents[1] / "README.md"

WORDS = (
    "group",
    "indicator",
    "Target",
    "Result",
    "not reported",
    "no target",
    "exceeded",
    "behind",
    "Collectives",
    "Individuals",
    "volunteer team",
    "To raise in the meeting ({count})",
)
"""Terms that the screens use, by their msgids."""


SCREENS = {name: kind_of(name) for name in KINDS}

TITLES = {name: label for _digit, name, label in TABS} | {"card": "Group card", "slides": "Projector"}
"""What the README calls each screen."""


PLACES = {
    "app": "everywhere",
    "grid": "every table",
    "editor": "while editing",
    "spread": "while spreading",
    "form": "in a form",
    "choice": "in a form",
}
"""Where the keys of a scope work that is not of some screens only."""


def keys_table() -> str:
    """Every key with the screens where it works, in Vietnamese and English."""
    vi = _vietnamese()
    rows = [f"| `{key.spoken}` | {_where(key)} | {vi.gettext(key.help)} | {key.help} |" for key in KEYS if key.keys]
    return "\n".join(["| Key | Where | | |", "|--|--|--|--|", *rows])


def _where(key: Key) -> str:
    """The screens that have the key, or those that a key of all lacks."""
    lacking = [TITLES[name] for name, screen in SCREENS.items() if {*key.idle} & {*screen.SCOPES}]
    here = PLACES.get(key.scope)
    if here is None:
        return ", ".join(TITLES[name] for name, screen in SCREENS.items() if key.scope in screen.SCOPES)
    return f"{here} but {' and '.join(lacking)}" if lacking else here


def words_table() -> str:
    """Each term with its Vietnamese one, as the catalogue has them."""
    vi = _vietnamese()
    plain = (" ({count})", "")
    rows = [f"| {msgid.replace(*plain)} | {vi.gettext(msgid).replace(*plain)} |" for msgid in WORDS]
    return "\n".join(["| English | Tiếng Việt |", "|--|--|", *rows])


def written(text: str) -> str:
    """`text` of the README with both tables as they should be."""
    for name, table in (("keys", keys_table()), ("words", words_table())):
        block = f"<!-- {name} -->\n\n{table}\n\n<!-- /{name} -->"
        before, _, rest = text.partition(f"<!-- {name} -->")
        text = before + block + rest.partition(f"<!-- /{name} -->")[2]
    return text


def _vietnamese() -> GNUTranslations:
    with (LOCALES / "vi" / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as file:
        return GNUTranslations(file)


if __name__ == "__main__":
    README.write_text(written(README.read_text("utf-8")), "utf-8")
