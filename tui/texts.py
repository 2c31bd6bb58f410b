"""The words of the interface, in the language in use.

Msgids are English, so English needs no catalogue; `locales/vi` is complete, and a test says so. One process speaks one
language at a time: `use` picks it, `_` and `ngettext` answer in it. Modules that may not translate mark their words by
`errors.N_` and whoever shows them calls `_`; an error raised there is told by `tell`. After changing words, run
`python -m tests.catalogue`.
"""

from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from tui.errors import GiaoBanError

DOMAIN = "giaoban"
LANGUAGES = ("vi", "en")
LOCALES = Path(__file__).parent / "locales"

_language = "en"
_words = NullTranslations()


def use(language: str) -> None:
    """Speak `language` from now on; one without a catalogue is answered in English."""
    global _language, _words
    if language != _language:
        _language, _words = language, _catalogue(language)


def language() -> str:
    """The language in use, "vi" or "en"."""
    return _language


def _(msgid: str) -> str:
    """`msgid` in the language in use."""
    return _words.gettext(msgid) if msgid else ""


def ngettext(one: str, many: str, number: int) -> str:
    """`one` or `many` in the language in use, by the plural rules of that language."""
    return _words.ngettext(one, many, number)


def tell(error: GiaoBanError) -> str:
    """What `error` says, in the language in use."""
    return _(error.msgid).format(**error.values)


def _catalogue(language: str) -> NullTranslations:
    # Not gettext.translation: it imports locale, which takes longer than all else here.
    try:
        with (LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as file:
            return GNUTranslations(file)
    except FileNotFoundError:
        return NullTranslations()
