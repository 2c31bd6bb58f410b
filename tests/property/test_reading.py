import csv
import io
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple
from unicodedata import category, normalize

import polars as pl
import tomli_w
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.wards import make_indicator
from tui.errors import WardUnreadable
from tui.store.files import FileUnusable
from tui.store.folder import open_ward
from tui.store.results_table import read_results
from tui.store.tables import read_table
from tui.store.toml_file import read_toml
from tui.store.ward_tables import read_groups
from tui.ward.group_codes import GroupCodes
from tui.ward.names import REPLACEMENT, UNSHOWABLE, clean, group_key
from tui.ward.ward import GROUPS, PROBLEMS, Ward, results_schema

FILES = {
    "ward.toml": 'name = "Ngọc Thụy"\nlanguage = "vi"\n[[aliases]]\nname = "x"\n',
    "indicators.toml": '[blood]\ntopic = "blood"\nname.vi = "Hiến máu"\nwindow = ["1/2", "3/4"]\n'
    '[area]\ntopic = "land"\nname = "Đất"\ndecimals = 1\nof = "blood"\n',
    "lineage.csv": "from,to,share,date,decision\n1,2,50 %,1/7/2020,x\n",
    "2018/groups.csv": "code,name,kind,households,leader\n1,Tổ 1,union,12,Lan\n2,Tổ 2,,,\n",
    "2018/results.csv": "date,group,indicator,value,bound,place,note\n"
    '2018-03-04,1,blood,8,>=,"Đê\n1",x\n4/3,2,area,"7,5",,,\n',
    "2018/teams.csv": "group,leader,members,weekday\n1,Hải,8,Thứ bảy\n",
    "2018/models.csv": "code,kind,registrant,group,title,fields,level,registered_on,status\nA,tập thể,x,1,y,,,1/2,\n",
    "2018/targets.toml": '[ward.blood]\nvalue = 300\n[group."1".area]\nvalue = 7.5\nsource = "x"\n',
    "2018/claims.toml": '[[claim]]\nsays = "x"\npercent = 95.06\nactual = 1\nindicator = "blood"\ngroup = "1"\n',
    "2018/scoring.toml": "[criteria.a]\nmax = 10\nparts.b.max = 10\n[bands.c]\nfrom = 0\n[weights]\nblood = 1\n",
    "2018/scores.toml": "[model.A.self.a]\nb = 9\n[model.A]\nnote = 'x'\n",
}

signs = st.sampled_from([*"\n\r\t,;\"'=[]{}#.-+~ 0179axđ%/", "\r\n", '""', "'''", '"""', "nan", "/", ">="])
unshowable = st.sampled_from(["\x00", "\x1b[", "\u200b", "\u2028", "\ufeff"])
texts = st.lists(signs | unshowable, max_size=30).map("".join) | st.text(max_size=30)
garbage = texts.map(str.encode) | st.binary(max_size=60)


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[str, bytes]:
    """One of the files, with something cut out of it and something put in its place."""
    name = draw(st.sampled_from(sorted(FILES)))
    data = FILES[name].encode()
    start, end = sorted(draw(st.lists(st.integers(0, len(data)), min_size=2, max_size=2)))
    return name, data[:start] + draw(garbage) + data[end:]


def open_or_error(name: str, content: bytes) -> Ward | WardUnreadable:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        (path / "2018").mkdir()
        for file, good in FILES.items():
            (path / file).write_bytes(content if file == name else good.encode())
        try:
            return open_ward(path)
        except WardUnreadable as error:
            return error


def is_showable(text: str) -> bool:
    return not {category(character) for character in text} & UNSHOWABLE


@given(spoilt() | st.tuples(st.sampled_from(sorted(FILES)), garbage))
def test_whatever_a_file_holds_the_ward_opens_or_says_why_not(spoilt_file: tuple[str, bytes]) -> None:
    name, content = spoilt_file
    ward = open_or_error(name, content)
    if isinstance(ward, WardUnreadable):
        assert name in str(ward)
        assert is_showable(str(ward))
        return
    assert ward.problems.schema == PROBLEMS
    for file, line, column, value, expected in ward.problems.iter_rows():
        written = content if file == name else FILES[file].encode()
        assert line <= 1 + written.count(b"\n") + written.count(b"\r")
        assert is_showable(column + value)
        assert len(value) <= 80
        assert expected
    for frame in (ward.groups, ward.results, ward.teams, ward.models, ward.lineage, ward.targets):
        assert all(is_showable(str(cell)) for row in frame.iter_rows() for cell in row)


def test_the_files_that_are_spoilt_are_right() -> None:
    ward = open_or_error("", b"")
    assert isinstance(ward, Ward)
    assert ward.problems.rows() == []
    frames = (ward.groups, ward.results, ward.teams, ward.models, ward.lineage, ward.targets)
    assert not any(frame.is_empty() for frame in frames)


cells = st.lists(st.sampled_from([*'ax1đ,;"\t \n', "\r\n", "\u0301", "5.000"]), max_size=5).map("".join)
tables = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=6)
)
Row = tuple[Any, ...]


class File(NamedTuple):
    """A table as some program writes it."""

    text: str
    encoding: str
    columns: list[str]
    rows: list[Row]
    """The cells as they should be read, and the line."""


@st.composite
def files(draw: st.DrawFn) -> File:
    table = draw(tables)
    line_end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    if line_end == "\r":
        table = [[cell.replace("\r", "").replace("\n", " ") for cell in row] for row in table]
    columns = [f"c{place}" for place in range(len(table[0]))]
    separator = draw(st.sampled_from(",;\t"))
    quoting: Literal[0, 1] = csv.QUOTE_ALL if draw(st.booleans()) else csv.QUOTE_MINIMAL
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator=line_end, quoting=quoting)
    writer.writerow(columns)
    rows = []
    for row in table:
        if draw(st.booleans()):
            out.write(line_end)
        rows.append((*row, 1 + out.getvalue().count(line_end[-1])))
        writer.writerow(row)
    text = out.getvalue().removesuffix(draw(st.sampled_from(["", line_end])))
    return File(text, draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])), columns, rows)


def filled(rows: Iterable[Row]) -> list[Row]:
    """The rows in which more than spaces stands, "" for an empty cell: the others may be left out as blank lines."""
    plain = [tuple(cell or "" for cell in row) for row in rows]
    return [row for row in plain if any(cell.strip() for cell in row[:-1])]


@given(files())
@settings(max_examples=150)
def test_a_table_is_read_back_however_it_is_written(file: File) -> None:
    table = read_table(file.text.encode(file.encoding), file.columns)
    assert table.faults.is_empty()
    assert filled(table.rows.iter_rows()) == filled(file.rows)


@given(files())
@settings(max_examples=100)
def test_a_broken_record_costs_itself_only(file: File) -> None:
    line_end = "\n" if "\n" in file.text else "\r"
    text = file.text if file.text.endswith(line_end) else file.text + line_end
    table = read_table(f'{text}"open'.encode(file.encoding), file.columns)
    assert filled(table.rows.iter_rows()) == filled(file.rows)
    assert table.faults["line"].to_list() == [text.count(line_end) + 1]


@given(st.lists(signs | unshowable, max_size=60).map("".join))
@settings(max_examples=150)
@example('1,"x\n2,y"z\n')
@example('""\n"\n')
@example("1,2,,3\n")
def test_every_line_is_read_once_or_reported_unless_it_is_blank(text: str) -> None:
    table = read_table(f"a,b\n{text}".encode(), ["a", "b"])
    lines, reported = table.rows["line"].to_list(), table.faults["line"].to_list()
    assert lines == sorted(set(lines))
    assert not {*lines} & {*reported}
    assert {*lines, *reported} <= set(range(2, text.count("\n") + 3))
    if '"' not in text:
        full = {number for number, line in enumerate(text.split("\n"), start=2) if line.replace(",", " ").strip()}
        assert full - {*lines, *reported} == set()


names = st.text(st.sampled_from("aăâeêioôơuưyAĐđ 12\u0301\u0323"), min_size=1, max_size=12)


@given(st.lists(st.tuples(names, names), min_size=1, max_size=5))
def test_composed_and_decomposed_names_are_the_same(groups: list[tuple[str, str]]) -> None:
    def read(form: Literal["NFC", "NFD"]) -> list[Row]:
        text = "code,name\n" + "".join(f"{code},{name}\n" for code, name in groups)
        return read_groups(normalize(form, text).encode()).rows.rows()

    assert read("NFC") == read("NFD")
    keys = [group_key(row[0]) for row in read("NFC")]
    assert len(keys) == len(set(keys))


CATALOGUE = (
    make_indicator("count", unit="người"),
    make_indicator("money", unit="đồng"),
    make_indicator("tenths", unit="ha", decimals=1),
)
GROUP_FRAME = pl.DataFrame([("1", "Tổ 1", "residential", None, "")], GROUPS, orient="row")
SCHEMA = results_schema(GROUP_FRAME, CATALOGUE)


def result(value: str, indicator: str = "count", day: str = "2018-03-04", place: str = "") -> Row:
    """What becomes of a result: day, value, bound and place, None where it is left out; and how many faults it has."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["date", "group", "indicator", "value", "place"], [day, "1", indicator, value, place]])
    table = read_results(out.getvalue().encode(), GroupCodes([("1", "Tổ 1")]), CATALOGUE, 2018, SCHEMA)
    rows = table.rows.select("date", "value", "bound", "place").rows()
    return (*(rows[0] if rows else (None,) * 4), len(table.faults))


numbers = st.from_regex(r"[-+0 ]?[0-9]{1,14}([.,][0-9]{1,3}){0,4} ?(đ|đồng)?", fullmatch=True)


@given(numbers, st.sampled_from([indicator.key for indicator in CATALOGUE]))
@example("1000000000000", "tenths")
@example("100000000000", "tenths")
def test_a_plain_number_is_what_its_parser_says(text: str, indicator: str) -> None:
    # With a space behind it, it is no plain number any more.
    assert result(text, indicator) == result(f"{text} ", indicator)


@given(st.dates().map(str) | st.from_regex(r"2018-[0-9]{1,2}-[0-9]{1,2}", fullmatch=True))
def test_a_plain_day_is_what_its_parser_says(day: str) -> None:
    assert result("1", day=day) == result("1", day=f"{day} ")


@given(st.text(st.characters(exclude_categories=["Cs"])) | texts)
def test_a_text_is_read_clean_and_reported_where_that_replaced_something(text: str) -> None:
    cleaned = clean(text).strip()
    *_, place, faults = result("1", place=text)
    assert place == cleaned
    assert faults == (cleaned.count(REPLACEMENT) > text.count(REPLACEMENT))


keys = st.text(st.sampled_from("abc.12 \"'#=[]đ-_"), min_size=1, max_size=6)
noise = st.sampled_from(
    ["x\n[a]\nb = 1\n", '"""', "'''", "# x", "x" * 120, ["[a]", "]", "#", '"'], True, 1.5, [], ["x" * 120]]
)


def documents(depth: int = 2) -> st.SearchStrategy[dict[str, Any]]:
    """Tables in tables in lists, with values that look like other TOML; each `n` is a number of its own."""
    tables = st.fixed_dictionaries({"n": st.integers(10**9, 10**12)})
    parts = [st.dictionaries(keys, noise, max_size=3)]
    if depth:
        smaller = documents(depth - 1)
        parts += [
            st.dictionaries(keys, smaller, max_size=2),
            st.dictionaries(keys, st.lists(smaller, min_size=1, max_size=2), max_size=1),
        ]
    return st.tuples(*parts, tables).map(lambda dictionaries: {k: v for each in dictionaries for k, v in each.items()})


def leaves(table: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], int]]:
    for key, value in table.items():
        if key == "n":
            yield (*path, "n"), value
        elif isinstance(value, dict):
            yield from leaves(value, (*path, key))
        elif isinstance(value, list):
            for place, entry in enumerate(value, start=1):
                if isinstance(entry, dict):
                    yield from leaves(entry, (*path, f"{key}[{place}]"))


@given(documents(), st.booleans(), st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=100)
def test_each_key_is_on_the_line_that_is_said(document: dict[str, Any], multiline: bool, line_end: str) -> None:
    text = tomli_w.dumps(document, multiline_strings=multiline).replace("\r", "").replace("\n", line_end)
    values, lines = read_toml(text.encode(), "x.toml")
    assert values["n"] == document["n"]
    content = text.split("\n")
    for path, number in leaves(document):
        if path in set(lines):
            assert str(number) in content[lines[path] - 1]
        else:
            assert content[lines[path] - 1].rstrip("\r").endswith(("[", "]"))


@given(garbage)
@settings(max_examples=100)
def test_no_bytes_get_through_as_toml_but_toml(data: bytes) -> None:
    try:
        values, lines = read_toml(data, "x.toml")
    except FileUnusable as error:
        said = error
        assert said.line <= data.count(b"\n") + 1
    else:
        assert {path[0] for path in lines} >= set(values)
