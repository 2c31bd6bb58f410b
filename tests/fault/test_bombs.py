"""Files made to keep their reader busy or to fill its memory: refused by their size or their first look, at no cost."""

import gzip
import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.fault.scenes import BLOOD, FILE, ROOT, put, values_at, worn
from tests.small_ward import small_ward
from tui.store import edits
from tui.store.files import FileUnusable
from tui.store.journal import JOURNAL
from tui.store.system import OS
from tui.store.toml_file import read_toml

ROWS = b"2018-03-04,1,blood,8\n"

HONEST = "".join(f'[group."{code}".blood]\nvalue = 8\n\n' for code in range(5_000)).encode()

TOML: Mapping[str, bytes] = {
    "dotted keys": b"a." * 20_000 + b"b = 1\n",
    "quoted dotted keys": b'"a" . ' * 20_000 + b"b = 1\n",
    "lists in lists": b"a = " + b"[" * 500 + b"]" * 500 + b"\n",
    "lists in lists on lines": b"a = " + b"[\n" * 50_000 + b"]\n" * 50_000,
    "tables in tables": b"a = " + b"{a=" * 500 + b"1" + b"}" * 500 + b"\n",
    "4,301 digits": b"a = " + b"1" * 4_301 + b"\n",
    "digits with lines between": b"a = [" + (b"1" * 1_000 + b",\n") * 500 + b"]\n",
}

MEASURE = """
import json, re, sys
from pathlib import Path
from tui.store.folder import open_ward
problems = open_ward(Path(sys.argv[1])).problems
most = re.search(r"VmHWM:\\s+([0-9]+) kB", Path("/proc/self/status").read_text())
print(json.dumps([int(most[1]) // 1024, problems["file"].to_list()]))
"""
"""Not `ru_maxrss`: that has the parent's memory in it, too."""

MOST_MEGABYTES = 50


def zipped(data: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", data)
    return out.getvalue()


def sparse(path: Path) -> None:
    """2 GB that take no room on the disk."""
    with path.open("wb") as file:
        file.truncate(2 * 2**30)


LARGE: Mapping[str, Callable[[Path], object]] = {
    "2 GB": sparse,
    "gzip": lambda path: path.write_bytes(gzip.compress(b"date,group,indicator,value\n" + ROWS * 3_000_000)),
    "workbook": lambda path: path.write_bytes(zipped(ROWS * 3_000_000)),
}


def seconds(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start


@pytest.mark.parametrize("bomb", TOML)
def test_slow_toml_is_refused_sooner_than_honest_toml_is_read(bomb: str) -> None:
    def refuse() -> None:
        with pytest.raises(FileUnusable):
            read_toml(TOML[bomb], "targets.toml")

    assert min(seconds(refuse) for _ in range(3)) < min(seconds(lambda: read_toml(HONEST, FILE)) for _ in range(3))


def measured(ward: Path) -> tuple[int, list[str]]:
    """The megabytes that opening a ward took, and the files that something is wrong in."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(ward)], capture_output=True, text=True, timeout=120, cwd=ROOT, check=True
    )
    megabytes, files = json.loads(done.stdout)
    return megabytes, files


@pytest.mark.skipif(sys.platform != "linux", reason="the most memory that a program had is what Linux tells")
@pytest.mark.parametrize("kind", LARGE)
def test_a_large_file_takes_no_memory(kind: str, tmp_path: Path) -> None:
    ward = small_ward(tmp_path)
    usual, problems = measured(ward)
    assert "2018/results.csv" not in problems
    LARGE[kind](ward / "2018/results.csv")
    megabytes, problems = measured(ward)
    assert "2018/results.csv" in problems
    assert megabytes - usual < MOST_MEGABYTES


def test_a_journal_of_10_000_saves_costs_a_save_little(tmp_path: Path) -> None:
    worn(tmp_path)
    few = min(seconds(lambda: save_next(tmp_path)) for _ in range(5))
    line = (tmp_path / JOURNAL).read_bytes().splitlines(keepends=True)[-1]
    (tmp_path / JOURNAL).write_bytes(line * 10_000)
    many = min(seconds(lambda: save_next(tmp_path)) for _ in range(5))
    whole = seconds(lambda: edits.history(tmp_path))
    assert len(edits.history(tmp_path)) > 10_000
    assert many < few + whole / 4


def save_next(folder: Path) -> None:
    value = values_at(folder, {BLOOD: None})[BLOOD]
    assert isinstance(value, int)
    put(folder, OS, (BLOOD, value + 1))
