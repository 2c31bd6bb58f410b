import tracemalloc
from decimal import Decimal
from textwrap import dedent

import pytest

from tui.store import toml_file
from tui.store.files import UTF_8_TEXT, FileUnusable
from tui.store.toml_file import TomlFile, read_toml

FILE = "2018/targets.toml"


def read(text: str) -> TomlFile:
    return read_toml(dedent(text).encode(), FILE)


def refused(data: bytes) -> FileUnusable:
    with pytest.raises(FileUnusable) as caught:
        read_toml(data, FILE)
    assert str(caught.value).startswith(f"{FILE} cannot be read")
    return caught.value


@pytest.mark.parametrize("data", [b"a = 1\n", b"\xef\xbb\xbfa = 1\n", b"a = 1\r\n", b"a = 1", b"\n\n# x\na=1"])
def test_one_file_in_many_forms(data: bytes) -> None:
    assert read_toml(data, FILE).values == {"a": 1}


def test_fractions_keep_their_places() -> None:
    values = read("a = 95.10\nb = 1e2\nc = 1_000.5").values
    assert {key: str(value) for key, value in values.items()} == {"a": "95.10", "b": "1E+2", "c": "1000.5"}


@pytest.mark.parametrize("text", ["nan", "inf", "-inf", "1e999999999999999999999"])
def test_a_number_that_is_none_is_read_and_left_to_whoever_wants_a_number(text: str) -> None:
    (value,) = read(f"a = {text}").values.values()
    assert isinstance(value, Decimal)
    assert not value.is_finite()


LINES = '''\
# value = """
[ward . blood]
value = 300 # [no]
source = """
value = 5
[group]
"""

[group."22".blood]
value = [
  1, # ]
  "]", ']', """
]""",
]
note = {vi = "x", en = {long = 1}}
a.b."c d".e = \'\'\'
[x]
\'\'\'
["a.b"]
'c' = 1979-05-27T07:32:00
[[claim]]
says = 1
[claim.where]
page = 3
[[claim]]
says = 2
[[claim.part]]
[[claim.part]]
says = 3
[end]
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("ward",), 2),
        (("ward", "blood"), 2),
        (("ward", "blood", "value"), 3),
        (("ward", "blood", "source"), 4),
        (("group",), 9),
        (("group", "22", "blood", "value"), 10),
        (("group", "22", "blood", "note"), 15),
        (("group", "22", "blood", "note", "vi"), 15),
        (("group", "22", "blood", "a", "b"), 16),
        (("group", "22", "blood", "a", "b", "c d", "e"), 16),
        (("a.b", "c"), 20),
        (("claim",), 21),
        (("claim[1]",), 21),
        (("claim[1]", "says"), 22),
        (("claim[1]", "where", "page"), 24),
        (("claim[2]", "says"), 26),
        (("claim[2]", "part[2]", "says"), 29),
        (("end",), 30),
        pytest.param(("ward", "blood", "note"), 2, id="a missing key is at its table"),
        pytest.param(("group", "22", "tree", "value"), 9, id="a missing table is at the one around it"),
        pytest.param(("claim[3]", "says"), 21, id="a missing entry is at its list"),
        pytest.param(("x",), 0, id="nothing known"),
        pytest.param((), 0, id="the file itself"),
    ],
)
def test_the_line_of_each_key(path: tuple[str, ...], line: int) -> None:
    assert read(LINES).lines[path] == line


def test_lines_are_those_of_the_file_whatever_its_line_ends() -> None:
    lines = read_toml(b'\xef\xbb\xbfa = """\r\n\r\n"""\r\n\r\n[b]\r\nc = 1\r\n', FILE).lines
    assert dict(lines) == {("a",): 1, ("b",): 5, ("b", "c"): 6}
    assert len(lines) == 3


def test_lines_of_no_file_are_none() -> None:
    assert not read("").lines
    assert read("").lines.get(("a",), 7) == 0


@pytest.mark.parametrize(
    ("data", "line", "value", "expected"),
    [
        (b"a = 1\nb =\n", 2, "b =", toml_file.GOOD_TOML),
        (b"a = 1\na = 2\n", 2, "a = 2", toml_file.GOOD_TOML),
        (b"a = 1\n\n[b", 3, "[b", toml_file.GOOD_TOML),
        (b'a = """\n\n', 1, 'a = """', toml_file.GOOD_TOML),
        (b"a = '\x1b'\n", 1, "a = '\ufffd'", toml_file.GOOD_TOML),
        (b"a = 2018-02-30\n", 1, "a = 2018-02-30", toml_file.GOOD_TOML),
        (b"# x\na = '\xff'\n", 2, "a = '\ufffd'", UTF_8_TEXT),
        ("a = 1".encode("utf-16"), 1, "\ufffd\ufffda\ufffd \ufffd=\ufffd \ufffd1\ufffd", UTF_8_TEXT),
        (b"b = 1\na = [" + b"1," * 2048 + b"]", 2, ("a = [" + "1," * 40)[:80], toml_file.SHORTER_LINES),
        (b"a" * 5000 + b" = 1", 1, "a" * 80, toml_file.SHORTER_LINES),
        (b"b = 1\na = 0x" + b"f" * 3999, 2, ("a = 0x" + "f" * 80)[:80], toml_file.SHORTER_WORDS),
        (b"a" * 1000 + b" = 1", 1, "a" * 80, toml_file.SHORTER_WORDS),
        (b"b = 1\n1.2.3.4.5.6.7.8.9.0 = 1", 2, "1.2.3.4.5.6.7.8.9.0 = 1", toml_file.SHORTER_KEYS),
        (b"[a.'b'.c . \"d\".e.f.g.h.i.j]", 1, "[a.'b'.c . \"d\".e.f.g.h.i.j]", toml_file.SHORTER_KEYS),
        (b"a = {b.c.d.e.f.g.h.i.j.k = 1}", 1, "a = {b.c.d.e.f.g.h.i.j.k = 1}", toml_file.SHORTER_KEYS),
        (b'a = """\n"""\nb.c.d.e.f.g.h.i.j.k=1', 3, "b.c.d.e.f.g.h.i.j.k=1", toml_file.SHORTER_KEYS),
        (b"a = [" + b"[\n" * 4000 + b"]" * 4000 + b"]", 0, "", toml_file.FLATTER_VALUES),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_what_is_no_toml_is_refused_by_its_line(data: bytes, line: int, value: str, expected: str) -> None:
    error = refused(data)
    assert (error.line, error.value, error.expected) == (line, value, expected)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f'a = "{"x" * 9000}"', id="a long text"),
        pytest.param(f'a = """\n{"x" * 9000}"""', id="a long line in a text"),
        pytest.param(f"# {'x' * 9000}", id="a long remark"),
        pytest.param(f"a = '{'.' * 30}'", id="dots in a text"),
        pytest.param("a = '''\na.b.c.d.e.f.g.h.i.j.k = 1\n'''", id="dots in a line of a text"),
        pytest.param("# a.b.c.d.e.f.g.h.i.j.k = 1", id="dots in a remark"),
        pytest.param(f"a = [{'1.5, ' * 30}]", id="dots in numbers"),
        pytest.param("a.b.c.d.e.f.g.h.i = 1", id="eight dots"),
        pytest.param(f"a = 0x{'f' * 997}", id="a long number"),
    ],
)
def test_what_is_long_but_not_slow_is_read(text: str) -> None:
    assert read(text).values.keys() <= {"a"}


@pytest.mark.parametrize("text", ['"""{}"""', '"{}"', "'''{}'''", "'{}'"])
@pytest.mark.parametrize("letters", ["a", '\\"', "\\n"])
def test_a_text_takes_no_more_room_than_itself(text: str, letters: str) -> None:
    """Looking for its end keeps no place for each of its letters: that took a hundred times its size."""
    data = f"a = {text.format(letters * (300_000 // len(letters)))}\n".encode()
    tracemalloc.start()
    try:
        read_toml(data, FILE)
        assert tracemalloc.get_traced_memory()[1] < 30 * len(data)
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b'a = """' + b'\\"""' * 200_000, id="escaped"),
        pytest.param(b"a = '''" + b"\n''" * 200_000, id="literal"),
        pytest.param(b'"' * 500_001, id="quotes only"),
    ],
)
def test_an_open_text_is_refused_without_looking_for_its_end_again_and_again(data: bytes) -> None:
    assert refused(data).expected in (toml_file.GOOD_TOML, toml_file.SHORTER_LINES)
