import gzip
import random
import zlib
from collections.abc import Callable

import pytest

from tui.store import irregular, tables
from tui.store.files import UTF_8_TEXT
from tui.store.tables import ONE_COLUMN, read_table

Rows = list[tuple[str | None, str | None, int]]


def rows(data: bytes) -> Rows:
    return read_table(data, ["a", "b"]).rows.rows()


def faults(data: bytes) -> list[tuple[int, str, str, str]]:
    return [fault[:4] for fault in read_table(data, ["a", "b"]).faults.rows()]


ZSTANDARD = b"\x28\xb5\x2f\xfd\x20\x08\x41\x00\x00a,b\n1,2\n"
PLAIN: Rows = [("1", "2", 2), ("3", "4", 3)]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"a,b\n1,2\n3,4\n", id="plain"),
        pytest.param(b"a,b\n1,2\n3,4", id="no line end at the end"),
        pytest.param(b"a,b\r\n1,2\r\n3,4\r\n", id="CRLF"),
        pytest.param(b"a,b\r1,2\r3,4\r", id="lone CR"),
        pytest.param(b"\xef\xbb\xbfa,b\n1,2\n3,4\n", id="byte order mark"),
        pytest.param("a,b\n1,2\n3,4\n".encode("utf-16"), id="UTF-16"),
        pytest.param(b"\xfe\xff" + "a,b\r\n1,2\r\n3,4\r\n".encode("utf-16-be"), id="big-endian UTF-16"),
        pytest.param(b"a;b\n1;2\n3;4\n", id="semicolon"),
        pytest.param(b"a\tb\n1\t2\n3\t4\n", id="tab"),
        pytest.param(b'"a","b"\n"1","2"\n"3","4"\n', id="quoted"),
        pytest.param(b'"a";b\n1;"2"\n3;4\n', id="quoted in part"),
        pytest.param(b'"x, y";a;b\n"p; q";1;2\n;3;4\n', id="separators in quotes"),
        pytest.param(b" A ,B\n1,2\n3,4\n", id="header in capitals, with spaces"),
        pytest.param("Á,Ḅ\n1,2\n3,4\n".encode(), id="header with marks"),
        pytest.param(b"b,a\n2,1\n4,3\n", id="other order"),
        pytest.param(b"x,a,y,b\n9,1,8,2\n9,3,,4\n", id="further columns"),
        pytest.param(b"a,b,,\n1,2,,\n3,4,,\n", id="empty columns"),
        pytest.param(b"a,b\n1,2,,\n3,4,\n", id="empty cells too many"),
        pytest.param(b'a,b\r\n"1",2,, \r\n3,4, , \r\n', id="blank cells too many"),
    ],
)
def test_one_table_in_many_forms(data: bytes) -> None:
    assert rows(data) == PLAIN
    assert faults(data) == []


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a,b\n\n1,2\n\n\n3,4\n\n", [("1", "2", 3), ("3", "4", 6)]),
        (b"\n \na,b\n1,2\n", [("1", "2", 4)]),
        (b"a,b\n1,2\n   \n,\n3,4\n", [("1", "2", 2), ("3", "4", 5)]),
        (b"a,b\r\n\r\n1,2\r\n", [("1", "2", 3)]),
        (b'a,b\n1,"two\nlines"\n3,4\n', [("1", "two\nlines", 2), ("3", "4", 4)]),
        (b'a,b\r\n1,"two\nlines"\r\n3,4\r\n', [("1", "two\nlines", 2), ("3", "4", 4)]),
        (b'a,b\n"\n\n1","\n"\n\n3,4\n', [("\n\n1", "\n", 2), ("3", "4", 7)]),
        (b'"x\ny",a,b\n0,1,2\n0,3,4\n', [("1", "2", 3), ("3", "4", 4)]),
        (b'a,b\n1,say ""x""\n3,"say ""x"""\n', [("1", 'say ""x""', 2), ("3", 'say "x"', 3)]),
        (b'a,b\n1,5" wide\n3,6" wide\n', [("1", '5" wide', 2), ("3", '6" wide', 3)]),
        (b'x"y,z"w,a,b\n0,0,1,2\n', [("1", "2", 2)]),
        (b"a,b\n1\n3,\n", [("1", None, 2), ("3", None, 3)]),
        (b"a,b\r\n1\r\n3,4\r\n", [("1", None, 2), ("3", "4", 3)]),
        (b'a,b\n1,""\n', [("1", "", 2)]),
        (b"a,b\n1,x\ry\n", [("1", "x\ry", 2)]),
    ],
)
def test_each_row_has_its_true_line(data: bytes, expected: Rows) -> None:
    assert rows(data) == expected
    assert faults(data) == []


@pytest.mark.parametrize(
    "data",
    [
        b'a,b\n"1","two\n\nlines"\n"3","say ""\nx"""\n\n4,\n',
        b'a,b\r\n"1","two\r\n\r\nlines"\r\n"3","say ""\r\nx"""\r\n\r\n4,\r\n',
        b'\n\n\na,b\n"1","two\n\nlines"\n"3","say ""\nx"""\n\n4',
    ],
    ids=["LF", "CRLF", "header on the fourth line"],
)
def test_cells_of_several_lines_are_left_to_polars(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    # Record by record, a million of them take a minute and gigabytes.
    monkeypatch.setattr(tables, "irregular_cells", None)
    first = 2 + (data[0] == 10) * 3
    plain = [(a, b and b.replace("\r", ""), line) for a, b, line in rows(data)]
    assert plain == [("1", "two\n\nlines", first), ("3", 'say "\nx"', first + 3), ("4", None, first + 6)]
    assert faults(data) == []


@pytest.mark.parametrize(
    "data", [b"", b"\n", b" \r\n\t\n", b"\xef\xbb\xbf", b"\xff\xfe", b"a,b", b"a,b\n", b"a,b\r\n\r\n"]
)
def test_a_file_without_rows_is_an_empty_table(data: bytes) -> None:
    table = read_table(data, ["a", "b"])
    assert table.rows.columns == ["a", "b", "line"]
    assert table.rows.is_empty()
    assert table.faults.is_empty()
    assert table.absent == frozenset()


def test_an_absent_column_is_null_and_said_to_be_absent() -> None:
    table = read_table(b"\nb\n2\n", ["a", "b"])
    assert table.rows.rows() == [(None, "2", 3)]
    assert (set(table.absent), table.header_line) == ({"a"}, 2)


@pytest.mark.parametrize(
    "data", [b'"a,b\n1,"2\n3",4\n', b'a,"b\n1,2\n', b'\r"a",b"\n"1\n', b'"\n', b'"""\n', b'"a" b"\n"\n']
)
def test_a_header_with_an_open_quotation_is_its_line_and_no_more(data: bytes) -> None:
    assert read_table(data, ["a", "b"]).header_line == 1
    assert {line for line, *_ in faults(data)} <= {2, 3}


@pytest.mark.parametrize(
    "pack", [gzip.compress, zlib.compress, lambda data: zlib.compress(data, 1), lambda _: ZSTANDARD]
)
def test_a_packed_file_is_not_unpacked(pack: Callable[[bytes], bytes]) -> None:
    table = read_table(pack(b"a,b\n1,2\n"), ["a", "b"])
    assert "a" in table.absent
    assert UTF_8_TEXT in table.faults["expected"]


def test_a_file_of_none_of_the_columns_has_no_rows() -> None:
    table = read_table(b"x,y\n1,2\n", ["a", "b"])
    assert table.rows.is_empty()
    assert table.absent == {"a", "b"}


@pytest.mark.parametrize(
    ("data", "fault", "kept"),
    [
        (b"a,b,A\n1,2,3\n", (1, "a", "a", ONE_COLUMN), [("1", "2", 2)]),
        (b"a,b\n1,2,3\n3,4\n", (2, "", "1,2,3", irregular.NO_MORE_CELLS), [("3", "4", 3)]),
        (b"a,b\n\n1,4,5,6,7,8\n3,4\n", (3, "", "1,4,5,6,7,8", irregular.NO_MORE_CELLS), [("3", "4", 4)]),
        (b"a,b\n1,2,,5\n3,4\n", (2, "", "1,2,,5", irregular.NO_MORE_CELLS), [("3", "4", 3)]),
        (b"a,b\n,,,5\n3,4\n", (2, "", ",,,5", irregular.NO_MORE_CELLS), [("3", "4", 3)]),
        (b"a,b\n1\x1f,2,5\n3,4\x1f\n", (2, "", "1\ufffd,2,5", irregular.NO_MORE_CELLS), [("3", "4\x1f", 3)]),
        (b'a;b\n1;"2";3\n3;4\n', (2, "", '1;"2";3', irregular.NO_MORE_CELLS), [("3", "4", 3)]),
        (b'a,b\n1,"open\n3,4\n', (2, "", '1,"open', irregular.WHOLE_QUOTATION), [("3", "4", 3)]),
        (b'a,b\n1,"open\n3,"4"\n', (2, "", '1,"open', irregular.WHOLE_QUOTATION), [("3", "4", 3)]),
        (b'a,b\n1,"open\n3,"4\n5"\n', (2, "", '1,"open', irregular.WHOLE_QUOTATION), [("3", "4\n5", 3)]),
        (b'a,b\n1,"x" y\n3,4\n', (2, "", '1,"x" y', irregular.WHOLE_QUOTATION), [("3", "4", 3)]),
        (b'a,b\n"1\n2"x"y",3\n4,"5"\n', (2, "", '"1', irregular.WHOLE_QUOTATION), [('2"x"y"', "3", 3), ("4", "5", 4)]),
        (b"a,b\n1,\xff2\n", (2, "", "1,\ufffd2", UTF_8_TEXT), [("1", "\ufffd2", 2)]),
        (b'a,b\n1,"\n\xff"\n', (3, "", '\ufffd"', UTF_8_TEXT), [("1", "\n\ufffd", 2)]),
        (
            "a,b\n1,2\n".encode("utf-16") + b"\x00\xdc\n\x00",
            (3, "", "\ufffd", UTF_8_TEXT),
            [("1", "2", 2), ("\ufffd", None, 3)],
        ),
    ],
)
def test_what_is_broken_is_reported_and_the_rest_kept(
    data: bytes, fault: tuple[int, str, str, str], kept: Rows
) -> None:
    assert faults(data) == [fault]
    assert rows(data) == kept


def test_an_invalid_byte_in_the_header_does_not_shift_the_lines() -> None:
    data = b"a,b,\xff\xff\n1,2,\n3,\xff,\n"
    assert faults(data) == [(1, "", "a,b,\ufffd\ufffd", UTF_8_TEXT), (3, "", "3,\ufffd,", UTF_8_TEXT)]
    assert rows(data) == [("1", "2", 2), ("3", "\ufffd", 3)]


def test_a_long_wrong_row_is_quoted_in_part_and_without_control_characters() -> None:
    data = b"a,b\n\x1b]0;t\x07\xe2\x80\xae," + b"x" * 500 + b",3\n"
    ((_, _, value, _),) = faults(data)
    assert value.startswith("\ufffd]0;t\ufffd\ufffd,xxx")
    assert len(value) == 80


def test_every_good_line_survives_any_number_of_broken_ones() -> None:
    chance = random.Random(7)
    broken = [b'1,"open', b'1,"x"y', b"1,2,3", b'a"b",c,d', b'"open']
    lines = [chance.choice([*broken, b"%d,ok" % number]) for number in range(2, 2002)]
    good = [(str(number), "ok", number) for number, line in enumerate(lines, start=2) if line.endswith(b"ok")]
    data = b"\n".join([b"a,b", *lines])
    assert [row for row in rows(data) if row[1] == "ok"] == good
    assert {line for line, *_ in faults(data)} | {row[2] for row in rows(data)} == set(range(2, 2002))


def test_reading_stays_linear_in_unbalanced_quotation_marks() -> None:
    # Each mark looks for the next odd line only: a search to the end of the file from each would not come back.
    data = b"a,b\n" + b'1,"x\n' * 50_001
    assert len(faults(data)) == 50_001
