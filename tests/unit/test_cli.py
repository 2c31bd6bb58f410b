"""The command line, from what is typed to what is printed and the exit code."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tui import __version__, cli, printing, resources, texts, themes
from tui.app import GiaoBanApp
from tui.cli.commands import COMMANDS, TARGET_ACTIONS, WORDS
from tui.console import console

WARD = {
    "ward.toml": 'name = "Ngọc Thụy"\nillustrative = true\n',
    "indicators.toml": """
[fund-poor]
topic = "fund"
name.vi = "Quỹ Vì người nghèo"
name.en = "Fund for the Poor"
unit = "đồng"
measure = "sum"
of = "target"
better = "higher"

[fund-gratitude]
topic = "fund"
name.vi = "Quỹ Đền ơn đáp nghĩa"
name.en = "Gratitude Fund"
unit = "đồng"
measure = "sum"
of = "target"
better = "higher"

[blood]
topic = "blood"
name.vi = "Hiến máu nhân đạo"
name.en = "Blood donation"
unit = "đơn vị máu"
measure = "sum"
of = "target"
better = "higher"
""",
    "2017/groups.csv": "code,name\n22,Tổ dân phố 22\n",
    "2018/groups.csv": "code,name,households\n18,Tổ dân phố 18,198\n22,Tổ dân phố 22,215\n$(date),Tổ lạ,1\n",
    "2018/results.csv": (
        "date,group,indicator,value,bound,place,note\n"
        "2018-10-20,22,fund-poor,4.500.000,,,\n"
        "2018-11-08,22,fund-poor,1.500.000,>=,đường Lý Sơn,\n"
        "2018-07-30,18,blood,8,,,\n"
    ),
    "2018/targets.toml": (
        '[ward.blood]\nvalue = 300\nassigned_by = "Hội Chữ thập đỏ quận"\n'
        '[group."22".fund-poor]\nvalue = 4500000\n[group."18".blood]\nvalue = 8\n'
    ),
    "2018/claims.toml": '[[claim]]\nsays = "Gia đình văn hóa"\npercent = 94.44\nactual = 7775\nbase = 8233\n',
}
WRONG_RESULT = "2018-02-30,22,blood,1,,,\n"
WRONG_CLAIM = '[[claim]]\nsays = "Đăng ký"\npercent = 95.06\nactual = 7775\nbase = 8233\n'


@pytest.fixture
def ward(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ward of three groups without a fault, named by the environment; the cache is the test's own."""
    folder = tmp_path / "ward"
    for name, text in WARD.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.setenv("GIAOBAN_WARD", str(folder))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for name in ("GIAOBAN_LANG", "GIAOBAN_CACHE", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return folder


def add(file: Path, text: str) -> None:
    with file.open("a", encoding="utf-8") as out:
        out.write(text)


def add_meeting(ward: Path, text: str = 'kind = "front"\n') -> None:
    (ward / "2018/meetings").mkdir()
    add(ward / "2018/meetings/2018-10-09.toml", text)


class Answer:
    """What `giaoban` answered to some arguments."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def data(self) -> Any:
        return json.loads(self.out)


class Ask:
    """Asks `giaoban` inside this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *argv: str) -> Answer:
        try:
            code = cli.main(argv)
        except SystemExit as left:
            code = int(left.code or 0)
        return Answer(code, *self.capsys.readouterr())


@pytest.fixture
def ask(ward: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Ask]:
    before = texts.language()
    yield Ask(capsys)
    texts.use(before)


def run(*argv: str, env: Mapping[str, str] | None = None, **settings: Any) -> subprocess.CompletedProcess[bytes]:
    """Asks `giaoban` as a program of its own."""
    command = [sys.executable, "-m", "tui", *argv]
    return subprocess.run(command, env={**os.environ, **(env or {})}, capture_output=True, timeout=60, **settings)


class TestLookups:
    def test_figures(self, ask: Ask) -> None:
        records = ask("figures", "--json").data
        assert len(records) == 4 * 3
        assert records[0]["group"] is None

    @pytest.mark.parametrize("group", ["22", "TDP 22", "tổ 022", "tổ dân phố số 22"])
    @pytest.mark.parametrize("indicator", ["fund-poor", "Quỹ Vì người nghèo", "ngheo", "qvnn", "Fund for the Poor"])
    def test_figures_of_one_group_and_indicator(self, ask: Ask, group: str, indicator: str) -> None:
        (record,) = ask("figures", "--group", group, "--indicator", indicator, "--json").data
        assert (record["group"], record["indicator"]) == ("22", "fund-poor")
        assert (record["actual"], record["bound"], record["base"]) == (6_000_000, ">=", 4_500_000)
        assert (record["status"], record["rank"], record["reported"]) == ("exceeded", 1, "2018-11-08")

    @pytest.mark.parametrize("as_of", ["2018-10-31", "31/10/2018", "31/10"])
    def test_figures_as_of_a_day(self, ask: Ask, as_of: str) -> None:
        (record,) = ask("figures", "--group", "22", "--indicator", "fund-poor", "--as-of", as_of, "--json").data
        assert record["actual"] == 4_500_000

    def test_a_day_of_another_year_is_answered_from_that_year(self, ask: Ask) -> None:
        assert {figure["group"] for figure in ask("figures", "--as-of", "30/06/2017", "--json").data} == {None, "22"}
        assert (
            ask("group", "22", "--as-of", "30/06/2017")
            .out.splitlines()[0]
            .endswith("· 2017 · số liệu đến 30/06/2017 (số liệu tổ minh họa)")
        )

    def test_group(self, ask: Ask) -> None:
        answer = ask("group", "22", "--json").data
        assert (answer["code"], answer["name"], len(answer["figures"])) == ("22", "Tổ dân phố 22", 3)

    def test_fund(self, ask: Ask) -> None:
        answer = ask("fund", "ngheo", "--json").data
        assert answer["indicator"] == "fund-poor"
        assert len(answer["groups"]) == 3

    def test_find(self, ask: Ask) -> None:
        assert ask("find", "ly son", "--json").data == [
            {"kind": "place", "id": "đường Lý Sơn", "name": "đường Lý Sơn", "group": "22"}
        ]

    def test_several_words_need_no_quotes(self, ask: Ask) -> None:
        assert ask("find", "ly", "son", "--csv").out == ask("find", "ly son", "--csv").out
        assert ask("group", "tổ", "dân", "phố", "22", "--json").data["code"] == "22"

    def test_targets(self, ask: Ask) -> None:
        assert ask("targets", "get", "blood", "--json").data == [
            {
                "group": None,
                "indicator": "blood",
                "value": 300,
                "assigned_by": "Hội Chữ thập đỏ quận",
                "source": "",
            },
            {"group": "18", "indicator": "blood", "value": 8, "assigned_by": "", "source": ""},
        ]
        assert len(ask("targets", "get", "--group", "22", "--json").data) == 1

    def test_targets_are_set_allocated_and_taken_back(self, ask: Ask, ward: Path) -> None:
        assert (
            ask("targets", "set", "ngheo", "-5%", "--group", "22", "--reason", "Họp", "--json").data[0]["new"]
            == 4_275_000
        )
        assert "4275000" in (ward / "2018/targets.toml").read_text(encoding="utf-8")
        assert [row["after"] for row in ask("targets", "allocate", "blood", "--by", "even", "--json").data] == [
            100,
            100,
            100,
        ]
        assert len(ask("targets", "history", "--json").data) == 4
        assert ask("targets", "history", "fund-poor", "--group", "22", "--json").data[0]["reason"] == "Họp"
        assert ask("targets", "undo").code == ask("targets", "undo").code == 0
        assert ask("targets", "undo").code == 3
        assert ask("targets", "get", "ngheo", "--group", "22", "--json").data[0]["value"] == 4_500_000

    @pytest.mark.parametrize(
        ("argv", "code"),
        [
            (("set", "blood", "9", "--group", "18", "--read-only"), 3),
            (("allocate", "blood", "--read-only"), 3),
            (("undo", "--read-only"), 3),
            (("set", "blood", "9", "--group", "18", "--read-only", "--dry-run"), 0),
            (("history", "--read-only"), 0),
            (("set", "blood", "-200%", "--group", "18"), 2),
            (("set", "blood", "9", "--group", "99"), 2),
            (("set", "unknown", "9"), 2),
            (("set", "blood"), 2),
            (("allocate", "fund-poor"), 2),
            (("allocate", "blood", "--by", "luck"), 2),
            (("allocate", "blood", "--step", "0"), 2),
        ],
    )
    def test_what_must_not_change_does_not(self, ask: Ask, ward: Path, argv: tuple[str, ...], code: int) -> None:
        before = (ward / "2018/targets.toml").read_bytes()
        answer = ask("targets", *argv)
        assert answer.code == code
        assert bool(answer.err) == (code != 0 or "--dry-run" in argv)
        assert (ward / "2018/targets.toml").read_bytes() == before

    def test_text_starts_with_the_ward_and_the_day(self, ask: Ask) -> None:
        first = "Phường Ngọc Thụy · 2018 · số liệu đến 08/11/2018 (số liệu tổ minh họa)"
        for command in (["figures"], ["group", "22"], ["fund", "ngheo"], ["check"], ["targets", "get"], []):
            assert ask(*command).out.splitlines()[0] == first

    @pytest.mark.parametrize("command", [("figures",), ("group", "22"), ("fund", "ngheo"), ("targets", "get"), ()])
    def test_what_is_aimed_at_has_one_word(self, ask: Ask, command: tuple[str, ...]) -> None:
        assert "  Target  " in ask(*command, "--lang", "en").out

    def test_csv(self, ask: Ask) -> None:
        header, *rows = ask("figures", "--csv", "--indicator", "blood").out.splitlines()
        assert header == "group,indicator,actual,bound,target,base,ratio,status,rank,reported"
        assert len(rows) == 4

    def test_without_a_terminal_the_overview_is_printed(self, ask: Ask) -> None:
        answer = ask()
        assert (answer.code, answer.err) == (0, "")
        assert "Quỹ Vì người nghèo" in answer.out

    def test_a_folder_is_opened(self, ask: Ask, ward: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        overview = ask().out
        monkeypatch.setenv("GIAOBAN_WARD", "/nowhere")
        assert ask(str(ward)).out == ask("open", str(ward)).out == ask("-w", str(ward)).out == overview
        monkeypatch.chdir(ward.parent)
        assert ask("ward").out == overview


class TestCheck:
    def test_nothing_wrong(self, ask: Ask) -> None:
        answer = ask("check", "--json")
        assert answer.code == 0
        assert answer.data["problems"] == []
        assert [claim["verdict"] for claim in answer.data["claims"]] == ["rounded"]

    def test_a_problem(self, ask: Ask, ward: Path) -> None:
        add(ward / "2018/results.csv", WRONG_RESULT)
        answer = ask("check", "--json")
        assert answer.code == 1
        (problem,) = answer.data["problems"]
        assert (problem["file"], problem["line"], problem["column"]) == ("2018/results.csv", 5, "date")
        assert problem["value"] == "2018-02-30"

    def test_a_wrong_claim(self, ask: Ask, ward: Path) -> None:
        add(ward / "2018/claims.toml", WRONG_CLAIM)
        answer = ask("check", "--json")
        assert answer.code == 1
        claim = answer.data["claims"][1]
        assert (claim["stated"], claim["computed"], claim["verdict"]) == (95.06, 94.44, "wrong")
        assert claim["would_be_true"] == {"actual": 7826, "base": 8179}

    def test_lists_every_problem(self, ask: Ask, ward: Path) -> None:
        add(ward / "2018/results.csv", WRONG_RESULT * 150)
        assert len(ask("check", "--json").data["problems"]) == 150

    def test_other_lookups_say_that_there_are_problems(self, ask: Ask, ward: Path) -> None:
        add(ward / "2018/results.csv", WRONG_RESULT * 3)
        answer = ask("group", "22", "--json")
        assert answer.code == 0
        assert answer.err == "giaoban: 3 dòng lỗi trong tệp: giaoban check\n"
        assert answer.data["code"] == "22"

    @pytest.mark.parametrize("name", ["ward", "a ward"])
    def test_the_command_to_see_them_names_the_same_ward(
        self, ask: Ask, ward: Path, monkeypatch: pytest.MonkeyPatch, name: str
    ) -> None:
        add(ward / "2018/results.csv", WRONG_RESULT)
        monkeypatch.chdir(ward.rename(ward.parent / name).parent)
        for argv in (("-w", name, "group", "22"), (name,)):
            command = ask(*argv).err.rpartition(": giaoban ")[2]
            assert ask(*shlex.split(command)).code == 1


class TestOptions:
    @pytest.mark.parametrize(
        "argv",
        [
            ("--lang", "en", "--json", "fund", "ngheo"),
            ("fund", "--lang", "en", "ngheo", "--json"),
            ("fund", "ngheo", "--json", "--lang=en"),
            ("--json", "fund", "ngheo", "--lang", "en"),
        ],
    )
    def test_stand_before_and_after_the_command(self, ask: Ask, argv: tuple[str, ...]) -> None:
        assert ask(*argv).data["name"] == "Fund for the Poor"

    @pytest.mark.parametrize(
        ("environment", "wards", "asked", "spoken"),
        [
            ("", "vi", (), "Nội dung"),
            ("", "en", (), "Indicator"),
            ("vi", "en", (), "Nội dung"),
            ("en_GB.UTF-8", "vi", (), "Indicator"),
            ("fr", "vi", (), "Nội dung"),
            ("en", "en", ("--lang", "vi"), "Nội dung"),
        ],
    )
    def test_language(
        self,
        ask: Ask,
        ward: Path,
        monkeypatch: pytest.MonkeyPatch,
        environment: str,
        wards: str,
        asked: tuple[str, ...],
        spoken: str,
    ) -> None:
        monkeypatch.setenv("GIAOBAN_LANG", environment)
        add(ward / "ward.toml", f'language = "{wards}"\n')
        assert spoken in ask("group", "22", *asked).out

    def test_version(self, ask: Ask) -> None:
        assert ask("--version").out == f"giaoban {__version__}\n"

    def test_read_only_leaves_no_trace(self, ask: Ask, tmp_path: Path) -> None:
        sample = str(resources.sample_ward())  # The test's own ward is too new to be kept.
        assert ask("figures", "--read-only", "-w", sample).code == 0
        assert not list((tmp_path / "cache").rglob("*"))
        assert ask("figures", "-w", sample).code == 0
        assert [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]

    def test_read_only_makes_no_copy_of_the_sample(
        self, ask: Ask, monkeypatch: pytest.MonkeyPatch, own_surroundings: Path
    ) -> None:
        monkeypatch.delenv("GIAOBAN_WARD")
        assert ask("group", "22", "--read-only").code == 0
        assert not list(own_surroundings.rglob("*"))

    def test_the_cache_changes_no_answer(self, ask: Ask, ward: Path) -> None:
        first, second = ask("figures"), ask("figures")
        assert first.out == second.out
        add(ward / "2018/results.csv", "2018-11-07,18,blood,2,,,\n")
        assert ask("figures", "--group", "18", "--indicator", "blood", "--json").data[0]["actual"] == 10

    @pytest.mark.parametrize(
        "command", [(), *((name,) for name in COMMANDS), *(("targets", name) for name in TARGET_ACTIONS)]
    )
    @pytest.mark.parametrize(
        ("language", "word", "never"), [("vi", "cách dùng", "print this"), ("en", "usage", "cách dùng")]
    )
    def test_help(self, ask: Ask, command: tuple[str, ...], language: str, word: str, never: str) -> None:
        answer = ask(*command, "--help", "--lang", language)
        assert (answer.code, answer.err) == (0, "")
        assert answer.out.startswith(word)
        assert never not in answer.out
        assert [line for line in answer.out.splitlines() if printing.cells(line) > 80] == []
        assert len(answer.out.split("\n\n")[0].splitlines()) == 1

    def test_help_has_what_commands_take_before_what_all_take(self, ask: Ask) -> None:
        parts = [part.split("\n")[0] for part in ask("targets", "set", "--help", "--lang", "en").out.split("\n\n")]
        assert parts[0] == "usage: giaoban targets set [OPTIONS] INDICATOR VALUE"
        assert parts[2:] == ["arguments:", "options:", "options everywhere:"]
        assert "\ncommands:\n  open " in ask("--help", "--lang", "en").out
        assert ask("group", "--help", "--lang", "en").out.startswith("usage: giaoban group [OPTIONS] GROUP\n")

    @pytest.mark.parametrize("language", ["vi", "en"])
    def test_help_tells_what_is_not_plain_from_the_json(self, ask: Ask, language: str) -> None:
        assert "would_be_true" in ask("check", "--help", "--lang", language).out

    def test_help_has_examples_that_work(self, ask: Ask) -> None:
        examples = ask("--help").out.split("ví dụ:")[1]
        commands = re.findall(r"^  giaoban(.*?)(?:  |$)", examples, re.MULTILINE)
        assert len(commands) >= 7
        for command in commands:
            assert cli.parse(shlex.split(command)).command in COMMANDS


class TestMeetings:
    MEETING = """
        kind = "front"
        [conclusion.k-1]
        text = "Rà soát"
        owner = "Tổ dân phố 22"
        deadline = "2018-11-01"
        [conclusion.k-2]
        text = "Tổng kết"
        owner = "Mặt trận"
        deadline = "2018-12-01"
        [difficulty.d-1]
        text = "Thiếu người"
        group = "18"
    """

    @pytest.fixture(autouse=True)
    def _meeting(self, ward: Path) -> None:
        add_meeting(ward, self.MEETING)

    def test_are_listed(self, ask: Ask) -> None:
        assert [(row["id"], row["open"]) for row in ask("meetings", "--json").data] == [("2018-10-09", 3)]
        assert "Mặt trận Tổ quốc" in ask("meetings").out
        assert ask("meetings", "--year", "2017", "--json").data == []

    def test_leave_open_items(self, ask: Ask) -> None:
        def refs(*argv: str) -> list[str]:
            return [row["ref"].partition("/")[2] for row in ask("open-items", *argv, "--json").data]

        assert refs() == ["k-1", "k-2", "d-1"]
        assert refs("--overdue") == ["k-1"]
        assert refs("--overdue", "--as-of", "1/11") == []
        assert refs("--as-of", "1/10") == []
        assert refs("--group", "22") == ["k-1"]
        assert refs("--group", "22", "--overdue", "--as-of", "31/12") == ["k-1"]

    def test_become_minutes(self, ask: Ask, tmp_path: Path) -> None:
        file = tmp_path / "bb.md"
        assert ask("minutes", "9/10", "--to", str(file)).code == 0
        assert "# BIÊN BẢN" in file.read_text(encoding="utf-8")
        again = ask("minutes", "9/10", "--to", str(file))
        assert (again.code, again.out) == (3, "")
        assert "đã có tệp" in again.err
        assert ask("minutes", "8/10", "--to", str(tmp_path / "x.md")).code == 2
        assert ask("minutes", "9/10", "--to", str(tmp_path / "none" / "x.md")).code == 2
        assert ask("minutes", "9/10", "--to", str(tmp_path / "tb.docx"), "--notice", "--form", "party").code == 0

    def test_are_checked(self, ask: Ask, ward: Path) -> None:
        add(ward / "2018/meetings/2018-10-09-2.toml", 'present = "x"\n')
        found = ask("check", "--json").data["problems"]
        assert [(each["file"], each["column"]) for each in found] == [("2018/meetings/2018-10-09-2.toml", "present")]
        assert "1 dòng lỗi trong tệp: giaoban check" in ask("meetings").err


class TestUsedWrongly:
    @pytest.mark.parametrize(
        ("argv", "said"),
        [
            (("figuers",), "có phải ý bạn là figures?"),
            (("/nowhere",), "“/nowhere” không phải thư mục"),
            (("22",), "không phải lệnh"),
            (("group", "99"), "không tìm thấy “99”; gần nhất là: "),
            (("fund", "hiền máo"), "gần nhất là: Hiến máu nhân đạo"),
            (("fund", "quỹ"), "có thể là: Quỹ Vì người nghèo, Quỹ Đền ơn đáp nghĩa"),
            (("figures", "--indicator", "xyz"), "không tìm thấy “xyz”"),
            (("find", "xyz"), "không tìm thấy gì với “xyz”"),
            (("find", "đường lí sơm"), "không tìm thấy “đường lí sơm”; gần nhất là: đường Lý Sơn"),
            (("group", ""), "còn thiếu tổ: hãy viết số hoặc tên tổ"),
            (("fund", ""), "còn thiếu nội dung: "),
            (("targets", "set", "", "5"), "còn thiếu nội dung: "),
            (("figures", "--as-of", "30/2"), "“30/2” không phải là ngày"),
            (("figures", "--year", "1999"), "1999"),
            (("figures", "--year", "x"), "“x” không phải là năm: viết ví dụ 2018"),
            (("figures", "--year", "18"), "“18” không phải là năm"),
            (("figures", "--as-of", "1/1/2025"), "01/01/2025 không thuộc năm 2018"),
            (("figures", "--as-of", "30/6/2017", "--year", "2018"), "30/06/2017 không thuộc năm 2018"),
            (("gruop", "22"), "“gruop” không phải thư mục, cũng không phải lệnh; có phải ý bạn là group?"),
            ((".", "group", "22"), "giaoban -w . group 22"),
            ((".", "gruop", "22"), "có phải ý bạn là group?"),
            (("group", "-1"), "“−1” không phải là tổ nào: hãy viết số hoặc tên tổ"),
            (("figures", "--group", "−1"), "không phải là tổ nào"),
            (("--lang", "fr"), "không có 'fr'"),
            (("group",), "còn thiếu: TỔ"),
            (("check", "23"), "không hiểu: 23"),
            (("figures", "--fr"), "không hiểu: --fr"),
            (("targets",), "còn thiếu: VIỆC"),
            (("completion", "tcsh"), "không có 'tcsh'"),
            (("minutes", "9/10"), "còn thiếu: --to"),
            (("minutes", "9/10", "--to", "x.md"), "phường chưa có cuộc họp nào"),
            (("minutes", "9/10", "--to", "x.pdf"), "kết thúc bằng .docx hoặc .md"),
            (("-w", "/nowhere", "figures"), "/nowhere"),
            (("-w",), "cần một giá trị"),
            (("figures", "--csv"), "muốn JSON thì bỏ --csv, muốn CSV thì bỏ --json"),
            (("--csv", "group", "22"), "bỏ --csv"),
        ],
    )
    def test_is_said_in_a_sentence(self, ask: Ask, argv: tuple[str, ...], said: str) -> None:
        answer = ask(*argv, *(["--json"] if "-w" not in argv else []))
        assert answer.code == 2
        assert answer.out == ""
        assert answer.err.startswith("giaoban: ")
        assert said in answer.err
        assert "Traceback" not in answer.err

    def test_a_ward_that_is_none(self, ask: Ask, tmp_path: Path) -> None:
        answer = ask(str(tmp_path))
        assert (answer.code, answer.out) == (2, "")
        assert f"{tmp_path} không phải là thư mục của một phường: không có ward.toml." in answer.err

    def test_the_home_of_nobody_is_no_ward(self, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
        assert (ask("check", "-w", "~nobody-here/x").code, ask("~nobody-here/x").code) == (2, 2)
        monkeypatch.setenv("GIAOBAN_WARD", "~nobody-here/x")
        answer = ask("group", "22")
        assert (answer.code, answer.out) == (2, "")
        assert "~nobody-here/x" in answer.err

    def test_control_characters_are_not_repeated(self, ask: Ask) -> None:
        assert "\x1b" not in ask("group", "\x1b]0;x\x07").err

    def test_an_interrupt_is_no_traceback(self, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupted(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(cli, "parse", interrupted)
        assert ask().code == 130


class TestApp:
    @pytest.fixture
    def opened(self, monkeypatch: pytest.MonkeyPatch) -> list[GiaoBanApp]:
        """The apps that were opened, of which none is run; what they change in the environment stays theirs."""
        apps: list[GiaoBanApp] = []
        monkeypatch.setattr(os, "environ", dict(os.environ))
        monkeypatch.setattr(type(console), "is_there", True)
        monkeypatch.setattr(GiaoBanApp, "run", lambda app, **_: apps.append(app))
        return apps

    def test_is_opened_on_the_ward_and_the_day(self, ask: Ask, opened: list[GiaoBanApp]) -> None:
        answer = ask("--as-of", "31/10", "--read-only")
        assert (answer.code, answer.out, answer.err) == (0, "", "")
        (app,) = opened
        assert app.board is not None
        assert app.board.as_of == date(2018, 10, 31)
        assert app.read_only

    def test_has_the_theme_asked_for(self, ask: Ask, opened: list[GiaoBanApp]) -> None:
        assert ask("--theme", "toi").code == 0
        assert opened[0].theme == "toi"

    def test_a_theme_that_is_none_is_said(self, ask: Ask, opened: list[GiaoBanApp]) -> None:
        answer = ask("--theme", "xanh-lo")
        assert (answer.code, opened) == (2, [])
        assert "“xanh-lo”" in answer.err
        assert "sang, toi" in answer.err

    def test_a_remembered_theme_that_is_gone_stops_no_meeting(
        self, ask: Ask, opened: list[GiaoBanApp], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(themes, "remembered", lambda _config: "gone")
        assert ask().code == 0
        assert opened[0].theme == themes.DEFAULT

    @pytest.mark.parametrize(
        ("environment", "expected"),
        [
            ({}, {"TEXTUAL_ANIMATIONS": "none"}),
            (
                {"SSH_CONNECTION": "::1 1 ::1 22"},
                {"TEXTUAL_ANIMATIONS": "none", "TEXTUAL_FPS": "15", "TEXTUAL_SMOOTH_SCROLL": "0"},
            ),
            ({"TEXTUAL_ANIMATIONS": "full", "TEXTUAL_FPS": "30"}, {"TEXTUAL_ANIMATIONS": "full", "TEXTUAL_FPS": "30"}),
            ({"TEXTUAL_DRIVER": "a:b", "TEXTUAL_LOG": "log", "TEXTUAL": "debug"}, {"TEXTUAL_ANIMATIONS": "none"}),
        ],
    )
    def test_is_set_up_for_the_line(
        self, environment: dict[str, str], expected: dict[str, str], ask: Ask, opened: list[GiaoBanApp]
    ) -> None:
        os.environ.update(environment)
        assert ask().code == 0
        assert {name: value for name, value in os.environ.items() if name.startswith("TEXTUAL")} == expected
        assert len(opened) == 1

    @pytest.mark.parametrize("form", ["--json", "--csv"])
    def test_is_not_opened_for_a_machine(self, ask: Ask, opened: list[GiaoBanApp], form: str) -> None:
        assert ask(form).out
        assert opened == []


class TestPipes:
    def test_a_reader_who_leaves_is_no_fault(self, ward: Path) -> None:
        add(ward / "2018/results.csv", "2018-11-07,18,blood,2,,,\n")
        command = f"{sys.executable} -m tui figures | head -1; echo ${{PIPESTATUS[0]}}"
        done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=60, text=True)
        assert done.stdout.splitlines()[1:] == ["0"]
        assert done.stderr == ""

    @pytest.mark.parametrize("argv", [("--help",), ("--version",), ("check",)])
    def test_a_reader_who_has_left_before(self, ward: Path, argv: tuple[str, ...]) -> None:
        reading, writing = os.pipe()
        os.close(reading)
        with os.fdopen(writing, "wb") as out:
            command = [sys.executable, "-m", "tui", *argv]
            done = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, timeout=60)
        assert (done.returncode, done.stderr) == (0, b"")

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
    def test_a_full_disk_is_said(self, ward: Path) -> None:
        with Path("/dev/full").open("wb") as out:
            command = [sys.executable, "-m", "tui", "group", "22"]
            done = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, timeout=60)
        assert done.returncode == 2
        assert done.stderr.startswith(b"giaoban: ")
        assert b"Traceback" not in done.stderr
        assert b"Exception" not in done.stderr

    def test_a_word_that_is_no_text(self, ward: Path) -> None:
        done = run("find", os.fsdecode(b"\xff\xfe"))
        assert done.returncode == 2
        assert b"Traceback" not in done.stderr


class TestCompletion:
    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_is_printed(self, ask: Ask, shell: str) -> None:
        answer = ask("completion", shell)
        assert (answer.code, answer.err) == (0, "")
        assert "giaoban" in answer.out

    @pytest.mark.parametrize(
        ("typed", "completed"),
        [
            ("giaoban gr", {"group"}),
            ("giaoban group ", {"18", "22"}),
            ("giaoban figures --group 2", {"22"}),
            ("giaoban figures --indicator fund-", {"fund-poor", "fund-gratitude"}),
            ("giaoban --lang ", {"vi", "en"}),
            ("giaoban targets ", {"get", "set", "allocate", "history", "undo"}),
            ("giaoban fund b", {"blood"}),
            ("giaoban fund ngh", {"nghia", "ngheo"}),
            ("giaoban minutes --to bb.md 2018-", {"2018-10-09"}),
            ("giaoban -w '{another}' group ", {"7"}),
            ("giaoban group --ward='{another}' ", {"7"}),
        ],
    )
    def test_bash_completes(self, ask: Ask, typed: str, completed: set[str], ward: Path, tmp_path: Path) -> None:
        add_meeting(ward)
        another = shutil.copytree(ward, tmp_path / "another ward")
        (another / "2018/groups.csv").write_text("code,name\n7,Tổ 7\n", encoding="utf-8")
        typed = typed.format(another=another)
        (tmp_path / "giaoban.bash").write_text(ask("completion", "bash").out)
        script = f"""
giaoban() {{ {sys.executable} -m tui "$@"; }}
source {tmp_path}/giaoban.bash
COMP_WORDS=({typed}{" ''" if typed.endswith(" ") else ""})
COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))
COMP_LINE={shlex.quote(typed)}
_shtab_giaoban
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
        done = subprocess.run(["bash", "-c", script], capture_output=True, timeout=60, text=True)
        assert set(done.stdout.split()) == completed

    def test_offers_no_code_that_a_shell_would_run(self, ask: Ask) -> None:
        assert ask("words", "group").out == "18\n22\n"

    @pytest.mark.parametrize(
        ("asked", "words"),
        [
            (("fund",), "fund-poor fund-gratitude"),
            (("indicator",), "fund-poor fund-gratitude blood"),
            (("fund", "--", "ngh"), "ngheo nghia"),
            (("indicator", "--", "nghè"), "nghèo"),
            (("indicator", "quy-vi"), "quy-vi-nguoi-ngheo"),
            (("indicator", "Hi"), ""),
            (("indicator", "hi"), "hien-mau-nhan-dao"),
            (("fund", "bl"), "blood"),
            (("group", ""), "18 22"),
            (("group", "to"), "to-dan-pho-18 to-dan-pho-22 to-la"),
            (("year",), "2017 2018"),
            (("group", "--", "2", "giaoban group '2"), "22"),
            (("meeting",), ""),
        ],
    )
    def test_offers_what_names_one_thing(self, ask: Ask, asked: tuple[str, ...], words: str) -> None:
        answer = ask("words", *asked)
        assert (answer.code, answer.out.split()) == (0, words.split())
        command = {"fund": "fund", "indicator": "fund", "group": "group"}.get(asked[0])
        assert all(ask(command, word).code == 0 for word in answer.out.split() if command)

    def test_offers_the_themes(self, ask: Ask) -> None:
        assert {"sang", "may-chieu"} <= set(ask("words", "theme").out.split())

    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_asks_at_the_key_what_the_ward_has(self, ask: Ask, shell: str) -> None:
        script = ask("completion", shell).out
        for kind in WORDS:
            assert f"giaoban words {kind} --" in script
        assert ":($(giaoban" not in script  # zsh would ask when the script is read, and never again
