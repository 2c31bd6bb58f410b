"""Words: the catalogues are complete, in step with the source and with what is compiled."""

import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from unicodedata import is_normalized

import pytest
from babel.messages.mofile import read_mo

from tests import catalogue
from tui import texts
from tui.errors import N_, GiaoBanError, NotFound

FILES = catalogue.po_files()


@pytest.fixture(autouse=True)
def restored_language() -> Iterator[None]:
    before = texts.language()
    yield
    texts.use(before)


def fields(text: str) -> list[str]:
    braced = [f"{{{name}}}" for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None]
    return sorted(braced + re.findall(r"%(?:\(\w+\))?[a-z]", text))


def test_vietnamese_is_there() -> None:
    assert [file.parts[-3] for file in FILES] == ["vi"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parts[-3])
class TestCatalogue:
    def test_has_every_msgid_of_the_source_and_no_other(self, file: Path) -> None:
        in_source = set(catalogue.entries(catalogue.extracted()))
        in_file = set(catalogue.entries(catalogue.read(file)))
        assert in_file == in_source, "run python -m tests.catalogue"

    def test_translates_everything(self, file: Path) -> None:
        assert catalogue.untranslated(catalogue.read(file)) == []

    def test_guesses_nothing(self, file: Path) -> None:
        messages = catalogue.read(file)
        assert [message.id for message in messages if message.id and message.fuzzy] == []
        assert not messages.obsolete

    def test_keeps_the_fields(self, file: Path) -> None:
        pairs = [
            (ids[-1], text) for ids, strings in catalogue.entries(catalogue.read(file)).items() for text in strings
        ]
        assert [pair for pair in pairs if fields(pair[0]) != fields(pair[1])] == []

    def test_is_what_was_compiled(self, file: Path) -> None:
        with file.with_suffix(".mo").open("rb") as compiled:
            in_mo = catalogue.entries(read_mo(compiled))
        assert in_mo == catalogue.entries(catalogue.read(file)), "run python -m tests.catalogue"

    def test_is_composed(self, file: Path) -> None:
        assert is_normalized("NFC", file.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("language", "expected"), [("vi", "Tỷ lệ"), ("en", "Rate"), ("fr", "Rate"), ("../vi", "Rate"), ("", "Rate")]
)
def test_speaks(language: str, expected: str) -> None:
    texts.use(language)
    assert texts._("Rate") == expected
    assert texts.language() == language


@pytest.mark.parametrize(
    ("language", "number", "expected"),
    [("en", 1, "1 household"), ("en", 2, "2 households"), ("vi", 1, "1 hộ"), ("vi", 2, "2 hộ")],
)
def test_counts(language: str, number: int, expected: str) -> None:
    texts.use(language)
    assert texts.ngettext("{count} household", "{count} households", number).format(count=number) == expected


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_nothing_is_said_by_nothing(language: str) -> None:
    texts.use(language)
    assert texts._("") == ""


def test_tells_an_error_in_the_language_in_use() -> None:
    error = NotFound(N_("nothing answers to “{query}”"), query="{x}")
    texts.use("vi")
    assert texts.tell(error) == "không tìm thấy gì với “{x}”"
    texts.use("en")
    assert texts.tell(error) == str(error) == "nothing answers to “{x}”"


def test_an_untranslated_error_is_told_in_english() -> None:
    texts.use("vi")
    assert texts.tell(GiaoBanError("{count} unknown words", count=3)) == "3 unknown words"


def test_no_words_hide_in_f_strings() -> None:
    """Babel reads tokens, and before Python 3.12 an f-string is one: what stands in there is never found."""
    calls = re.compile(r"""\{\s*(?:_|N_|ngettext)\(\s*['"]""")
    hidden = [path.name for path in texts.LOCALES.parent.rglob("*.py") if calls.search(path.read_text("utf-8"))]
    assert hidden == []
