"""Keep the catalogues in step with the source: extract the msgids, merge them into each `.po`, compile each `.mo`.

    python -m tests.catalogue

After adding or changing words in `tui/` (in `_("...")`, `N_("...")` or `ngettext("...", "...", n)`) run it, fill in the
`msgstr` lines that it says are empty in `tui/locales/vi/LC_MESSAGES/giaoban.po`, run it again and commit both files.
It answers 1 while a translation is missing; `tests/unit/test_texts.py` fails until all of that is done.
"""

import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tui.texts import DOMAIN, LOCALES

KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
SOURCE = LOCALES.parent


ARGPARSE = (
    "usage: ",
    "options",
    "unrecognized arguments: %s",
    "the following arguments are required: %s",
    "argument %(argument_name)s: %(message)s",
    "expected one argument",
    "expected at most one argument",
    "expected at least one argument",
    "invalid choice: %(value)r (choose from %(choices)s)",
    "invalid %(type)s value: %(value)r",
    "ignored explicit argument %r",
)
"""The words of argparse itself that `giaoban` may print."""


def extracted() -> Catalog:
    """Every msgid in the source, with the files it stands in."""
    catalogue = Catalog()
    for words in ARGPARSE:
        catalogue.add(words, locations=[("argparse", 1)])
    for file, line, message, comments, context in extract_from_dir(
        SOURCE, method_map=[("**.py", "python")], keywords=KEYWORDS, directory_filter=lambda _: True
    ):
        catalogue.add(message, None, [(f"tui/{Path(file).as_posix()}", line)], auto_comments=comments, context=context)
    return catalogue


def po_files() -> list[Path]:
    """The catalogues that are translated by hand."""
    return sorted(LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def read(path: Path) -> Catalog:
    """The catalogue in a `.po`; its language is its folder's name."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3], domain=DOMAIN, abort_invalid=True)


def compiled(catalogue: Catalog) -> bytes:
    """What the `.mo` of `catalogue` holds."""
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def entries(catalogue: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Msgids, one or singular and plural, to their translations, without the header."""
    return {_several(message.id): _several(message.string) for message in catalogue if message.id}


def untranslated(catalogue: Catalog) -> list[str]:
    """The msgids that have no translation yet."""
    return [msgids[0] for msgids, strings in entries(catalogue).items() if not all(strings)]


def update(path: Path) -> list[str]:
    """Bring one `.po` and its `.mo` up to the source; answers what is still to be translated."""
    catalogue = read(path)
    catalogue.update(extracted(), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, sort_output=True, include_lineno=False)
    path.with_suffix(".mo").write_bytes(compiled(catalogue))
    return untranslated(catalogue)


def _several(texts: str | Sequence[str] | None) -> tuple[str, ...]:
    return (texts or "",) if texts is None or isinstance(texts, str) else tuple(texts)


def main() -> int:
    """Update every catalogue and list what is missing."""
    missing = [(path, msgid) for path in po_files() for msgid in update(path)]
    for path, msgid in missing:
        print(f"{path.relative_to(SOURCE.parent)}: {msgid!r}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
