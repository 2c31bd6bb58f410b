"""What a hostile ward answers on the command line: texts and tables that steer no terminal and run no formula."""

import csv
import io
import json
from collections.abc import Callable
from functools import cache
from itertools import cycle, product
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile import FORMULA, HOSTILE, MARKUP, poison, unseen
from tests.small_ward import small_ward
from tui import cli
from tui.printing import FORMULA_STARTS, UNSAFE, csv_text
from tui.store import folder
from tui.ward.names import clean

COMMANDS = [
    *("group 1", "check", "targets get", "targets history", "meetings", "open-items"),
    *("fund blood", "find foo", "figures --indicator blood"),
]
MEETING_FILE = """\
chair = "Hà"
[item.i-1]
part = "group"
group = "1"
note = "Đã nghe"
[difficulty.d-1]
text = "Thiếu người"
[conclusion.k-1]
text = "Vận động"
owner = "Tổ dân phố 1"
deadline = "2018-08-20"
[conclusion.k-2]
text = "Rà soát"
owner = "Tổ dân phố 2"
deadline = "2018-12-20"
[change.c-1]
what = "Chỉ tiêu"
old = "1"
new = "2"
reason = "thiếu"
[figure.blood]
name = "Hiến máu"
result = "5"
"""
CLAIM = '[[claim]]\nsays = "5 %"\npercent = 5\nactual = 1\nbase = 3\n'


read_once = cache(folder.open_ward)
"""Nobody changes these wards."""


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "open_ward", read_once)


def make_ward(place: Path, attack: str, before: str = "") -> Path:
    ward = small_ward(place)
    (ward / "2018" / "meetings").mkdir()
    (ward / "2018" / "meetings" / "2018-08-09.toml").write_text(MEETING_FILE, encoding="utf-8")
    (ward / "2018" / "claims.toml").write_text(CLAIM, encoding="utf-8")
    return poison(ward, attack, before)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_ward(tmp_path_factory.mktemp("hostile") / "ward", HOSTILE)


@pytest.fixture(scope="module")
def formulas(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A ward whose texts begin with that character and a formula."""

    @cache
    def ward(start: str) -> Path:
        return make_ward(tmp_path_factory.mktemp("formulas") / "ward", "", f"{start}{FORMULA}")

    return ward


@pytest.mark.parametrize("form", ["", "--json", "--csv"])
@pytest.mark.parametrize("command", COMMANDS)
def test_an_answer_is_harmless(command: str, form: str, hostile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main([*command.split(), "-w", str(hostile), "--read-only", *form.split()])
    out, err = capsys.readouterr()
    assert MARKUP in out or form
    assert unseen(out + err) <= {"\n"}
    assert not form or (json.loads(out) if form == "--json" else len(out.splitlines()) > 1)


@pytest.mark.parametrize("suffix", [".md", ".docx"])
@pytest.mark.parametrize("of", ["minutes", "notice"])
def test_a_paper_is_harmless(of: str, suffix: str, hostile: Path, tmp_path: Path) -> None:
    file = tmp_path / f"paper{suffix}"
    notice = ["--notice"] if of == "notice" else []
    assert cli.main(["minutes", "9/8", "-w", str(hostile), "--to", str(file), "--read-only", *notice]) == 0
    if suffix == ".md":
        text = file.read_text(encoding="utf-8")
        assert r"x\[/foo\]\[@click=app.quit\]" in text
    else:
        document = Document(str(file))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        text = "\n".join([*(each.text for each in document.paragraphs), *cells])
        assert MARKUP in text
    assert unseen(text) <= {"\n"}


BEHIND = ("", "\t", "\r\n", "a;", "a,b;", '"a"; ', ";'", ';"', ";;")
"""What may stand before a formula: that of a semicolon is a cell of its own to Excel with Vietnamese settings."""


def assert_no_formula(out: str) -> None:
    """The table shows the formula, and neither program takes it for one, whatever parts its cells."""
    for separator in ",;":
        rows = list(csv.reader(io.StringIO(out), delimiter=separator))
        assert any(FORMULA in cell for row in rows for cell in row)
        assert not [cell for row in rows for cell in row if cell.lstrip(' "').startswith(FORMULA_STARTS)]


@pytest.mark.parametrize("command", ["targets history", "targets get", "meetings", "open-items", "check"])
def test_no_exported_text_is_a_formula(
    command: str, formulas: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    for before, start in zip(BEHIND, cycle(FORMULA_STARTS), strict=False):
        cli.main([*command.split(), "-w", str(formulas(f"{before}{start}")), "--read-only", "--csv"])
        assert_no_formula(capsys.readouterr().out)


@pytest.mark.parametrize(("before", "start"), product(BEHIND, FORMULA_STARTS))
def test_no_text_of_a_table_is_a_formula(before: str, start: str) -> None:
    text = f"{before}{start}{FORMULA}"
    assert_no_formula(csv_text("ab", [{"a": text, "b": "x"}, {"a": "x", "b": text}]))


CELLS = st.text(st.sampled_from(["a", "1", ",", ";", "'", '"', "=", "-", "＋", " ", "\t", "\n", "ộ"]), max_size=9)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=4))
def test_csv_is_safe_and_loses_nothing_whether_parted_by_commas_or_semicolons(records: list[list[str]]) -> None:
    out = csv_text("abc", [dict(zip("abc", record, strict=True)) for record in records])
    _header, *by_commas = csv.reader(io.StringIO(out))
    assert [list(map(unguarded, row)) for row in by_commas] == [list(map(clean, row)) for row in records]
    by_semicolons = list(csv.reader(io.StringIO(out), delimiter=";"))
    assert len(by_semicolons) == len(records) + 1
    assert not [cell for row in by_semicolons for cell in row if cell.lstrip(' "').startswith(FORMULA_STARTS)]


def unguarded(cell: str) -> str:
    """A cell without the apostrophes that it got."""
    added = {found.start() for found in UNSAFE.finditer(cell)}
    return "".join(letter for at, letter in enumerate(cell) if at not in added)


WORDS = [
    *(
        "\x1b]0;x\x07",
        "\u202ex",
        "\x9b6n",
        "\udcff\udc80",
        "[red]x[/foo]",
        "%s%(prog)s{0}{x}",
        "x" * 5_000,
        "9" * 5_000,
    ),
    *(
        "..",
        "../../etc",
        "/etc/passwd",
        "/dev/zero",
        "~nobody-here/x",
        "-5%",
        "--",
        "-",
        "",
        "\n",
        "=1+1",
        "９",
        "٣",
        "1e999",
    ),
]
COMMAND_LINES = [
    *("group {}", "fund {}", "find {}", "figures --group {}", "figures --indicator {}", "figures --as-of {}"),
    *("check --year {}", "check -w {}", "{}", "{} check", "check --lang {}", "--theme {}", "completion {}", "words {}"),
    *("--{}", "-{}", "targets {}", "targets get {}", "targets history {}", "targets set blood {} --dry-run"),
    *("targets set {} 1 --dry-run", "targets set blood 1 --group {} --dry-run", "targets allocate blood --by {}"),
    *(
        "targets allocate blood --step {} --dry-run",
        "minutes {} --to x.md",
        "minutes 9/8 --to {}",
        "open-items --group {}",
    ),
]


@pytest.mark.parametrize("line", COMMAND_LINES)
def test_a_hostile_argument_is_answered_or_refused(
    line: str, hostile: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIAOBAN_WARD", str(hostile))
    for word in WORDS:
        try:
            code: object = cli.main([part.replace("{}", word) for part in line.split()])
        except SystemExit as left:
            code = left.code
        out, err = capsys.readouterr()
        assert code in (0, 1, 2, 3), word
        assert unseen(out + err) <= {"\n"}, word
