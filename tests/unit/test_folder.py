import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tui.errors import NotFound, WardUnreadable
from tui.resources import sample_ward
from tui.store import cache, files, folder, kinds, toml_file
from tui.store.folder import open_ward
from tui.ward import campaign, scheme, targets
from tui.ward.board import WardInfo
from tui.ward.toml_table import A_TEXT, TRUE_OR_FALSE
from tui.ward.ward import Claim, Ward

SMALL = {
    "ward.toml": 'name = "Ngọc Thụy"\n',
    "indicators.toml": '[blood]\ntopic = "blood"\nname.vi = "Hiến máu"\n',
    "2018/groups.csv": "code,name\n1,Tổ dân phố 1\n2,Tổ dân phố 2\n",
}


def write(path: Path, contents: dict[str, str | bytes]) -> Path:
    for name, content in contents.items():
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.fixture
def ward_with(tmp_path: Path) -> Callable[..., Ward]:
    def opened(contents: dict[str, str | bytes] | None = None, year: int | None = None) -> Ward:
        return open_ward(write(tmp_path, {**SMALL, **(contents or {})}), year)

    return opened


def problems(ward: Ward) -> list[tuple[Any, ...]]:
    return ward.problems.rows()


def test_the_sample_has_no_problems() -> None:
    ward = open_ward(sample_ward())
    assert problems(ward) == []
    assert (ward.year, ward.years) == (2018, (2017, 2018))
    assert (len(ward.groups), len(ward.teams), len(ward.models)) == (38, 38, 48)
    assert ward.groups["code"].to_list() == [str(number) for number in range(1, 39)]
    assert ward.claims
    assert ward.previous is not None
    assert (ward.previous.year, ward.previous.previous) == (2017, None)


def test_three_files_make_a_ward(ward_with: Callable[..., Ward]) -> None:
    ward = ward_with()
    assert ward.info == WardInfo("Ngọc Thụy")
    assert (ward.year, ward.years, ward.previous) == (2018, (2018,), None)
    assert [indicator.key for indicator in ward.catalogue] == ["blood"]
    assert len(ward.groups) == 2
    frames = (ward.results, ward.targets, ward.teams, ward.models, ward.lineage, ward.problems)
    assert all(frame.is_empty() for frame in frames)
    assert (ward.claims, ward.scoring, ward.scores) == ((), {}, {})


def test_every_file_finds_its_place(ward_with: Callable[..., Ward]) -> None:
    ward = ward_with(
        {
            "lineage.csv": "from,to\n1,2\n",
            "2018/results.csv": "date,group,indicator,value\n2018-03-04,TDP 1,blood,8\n",
            "2018/targets.toml": "[ward.blood]\nvalue = 300\n",
            "2018/teams.csv": "group,leader\n2,Bà Lan\n",
            "2018/models.csv": "code,kind\nTT01,tập thể\n",
            "2018/claims.toml": '[[claim]]\nsays = "x"\npercent = 5\n',
            "2018/scoring.toml": "[criteria.plan]\nmax = 10\n[bands.all]\nfrom = 0\n",
            "2018/scores.toml": "[model.TT01.self]\nplan = 9\n",
        }
    )
    assert problems(ward) == []
    assert ward.results.rows() == [(date(2018, 3, 4), "1", "blood", 8, "", "", "", 2)]
    assert ward.targets.rows() == [(None, "blood", 300, "", "")]
    assert ward.teams["leader"].to_list() == ["Bà Lan"]
    assert ward.models["kind"].to_list() == ["collective"]
    assert ward.lineage["to"].to_list() == ["2"]
    assert ward.claims == (Claim("x", "", "5"),)
    assert ward.scoring == {"criteria": {"plan": {"max": 10}}, "bands": {"all": {"from": 0}}}
    assert ward.scores == {"model": {"TT01": {"self": {"plan": 9}}}}


def test_what_another_program_wrote_while_the_app_saved_is_a_problem_until_it_is_deleted(
    ward_with: Callable[..., Ward],
) -> None:
    ward = ward_with({"2018/conflicts/targets-1a2b.toml": "[ward.blood]\nvalue = 300\n"})
    assert problems(ward) == [("2018/conflicts/targets-1a2b.toml", 0, "", "", folder.NOTHING_KEPT)]


def test_what_ward_toml_says(ward_with: Callable[..., Ward]) -> None:
    ward = ward_with(
        {
            "ward.toml": """
            name = " Ngọc Thụy "
            kind = "xã"
            district = "Long Biên"
            province = "Hà Nội"
            code = "00118"
            valid_from = 2003-11-06
            language = "en"
            illustrative = true
            aliases = ["Ngọc Thuỵ", {name = "Bồ Đề"}]
            """
        }
    )
    assert ward.info == WardInfo("Ngọc Thụy", "xã", "Long Biên", "Hà Nội", "00118", "en", True, ("Ngọc Thuỵ", "Bồ Đề"))
    assert problems(ward) == []


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ("code = 118", ("code", "118", A_TEXT)),
        ('language = "fr"', ("language", "fr", folder.VI_OR_EN)),
        ("language = [1]", ("language", "[1]", folder.VI_OR_EN)),
        ("illustrative = 1", ("illustrative", "1", TRUE_OR_FALSE)),
        ('aliases = "x"', ("aliases", "x", folder.ALIASES)),
        ("aliases = [1]", ("aliases", "[1]", folder.ALIASES)),
    ],
)
def test_what_ward_toml_says_wrongly(ward_with: Callable[..., Ward], entry: str, problem: tuple[str, str, str]) -> None:
    ward = ward_with({"ward.toml": f'name = "Ngọc Thụy"\n{entry}\n'})
    assert problems(ward) == [("ward.toml", 2, *problem)]
    assert ward.info == WardInfo("Ngọc Thụy")


def test_problems_stand_file_by_file_and_line_by_line(ward_with: Callable[..., Ward]) -> None:
    ward = ward_with(
        {
            "indicators.toml": '[blood]\nname = "Hiến máu"\ntopic = "x"\n',
            "2018/groups.csv": "code,name,households\n1,Tổ 1,x\n1,Tổ 1,\n",
            "2018/results.csv": "date,group,indicator,value\n2018-03-04,9,blood,y\n\n2019-03-04,1,blood,8\n",
            "2018/targets.toml": '[group."9".blood]\nvalue = 300\n[ward.blood]\nvalue = 1.5\n',
            "2018/scoring.toml": "[criteria.plan]\nmax = 0\n[bands.all]\nfrom = 0\n",
            "2018/scores.toml": "[model.TT01.self]\nplan = 9\n",
        }
    )
    assert [problem[:4] for problem in problems(ward)] == [
        ("2018/groups.csv", 2, "households", "x"),
        ("2018/groups.csv", 3, "code", "1"),
        ("2018/results.csv", 2, "group", "9"),
        ("2018/results.csv", 2, "value", "y"),
        ("2018/results.csv", 4, "date", "2019-03-04"),
        ("2018/scores.toml", 1, "model.TT01", "{'self': {'plan': 9}}"),
        ("2018/scoring.toml", 2, "criteria.plan.max", "0"),
        ("2018/targets.toml", 1, 'group."9"', "9"),
        ("2018/targets.toml", 4, "ward.blood.value", "1.5"),
        ("indicators.toml", 3, "blood.topic", "x"),
    ]
    expected = {problem[4] for problem in problems(ward)}
    assert {kinds.A_WHOLE_NUMBER, targets.A_GROUP, campaign.A_MODEL, scheme.A_MAXIMUM} < expected


@pytest.mark.parametrize("name", ["targets.toml", "claims.toml", "scoring.toml", "scores.toml"])
@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"a = 1\n[x\n", (2, "", "[x", toml_file.GOOD_TOML)),
        (b"a = '\xff'", (1, "", "a = '\ufffd'", files.UTF_8_TEXT)),
        (b"x" * (files.TOML_LIMIT.size + 1), (0, "", "", files.TOML_LIMIT.expected)),
    ],
    ids=["no TOML", "no UTF-8", "too large"],
)
def test_a_toml_file_that_cannot_be_read_is_one_problem(
    ward_with: Callable[..., Ward], name: str, content: bytes, problem: tuple[Any, ...]
) -> None:
    ward = ward_with({f"2018/{name}": content})
    assert problems(ward) == [(f"2018/{name}", *problem)]


def test_an_optional_file_that_is_none_is_one_problem(ward_with: Callable[..., Ward], tmp_path: Path) -> None:
    (tmp_path / "2018" / "teams.csv").mkdir(parents=True)
    os.mkfifo(tmp_path / "2018" / "results.csv")
    assert problems(ward_with()) == [
        ("2018/results.csv", 0, "", "", files.A_PLAIN_FILE),
        ("2018/teams.csv", 0, "", "", files.A_PLAIN_FILE),
    ]


def test_a_table_over_the_limit_is_one_problem(ward_with: Callable[..., Ward], tmp_path: Path) -> None:
    write(tmp_path, {"2018/results.csv": ""})
    os.truncate(tmp_path / "2018" / "results.csv", files.CSV_LIMIT.size + 1)
    assert problems(ward_with()) == [("2018/results.csv", 0, "", "", files.CSV_LIMIT.expected)]


YEARS: dict[str, str | bytes] = {
    "2017/groups.csv": "code,name\n1,Tổ 1\n",
    "2017/results.csv": "date,group,indicator,value\n2017-03-04,1,blood,5\nx,1,blood,5\n",
    "2015/groups.csv": "code,name\n1,Tổ 1\n",
    "2016/results.csv": "",
    "18/groups.csv": "code,name\n1,Tổ 1\n",
    "2019x/groups.csv": "",
    "٢٠١٩/groups.csv": "",
    "0000/groups.csv": "",
    "2014": "",
}


def test_the_years_are_folders_with_groups(ward_with: Callable[..., Ward]) -> None:
    assert ward_with(YEARS).years == (2015, 2017, 2018)


def test_the_newest_year_is_opened_or_refused_and_never_an_older_one(tmp_path: Path) -> None:
    write(tmp_path, {**SMALL, **YEARS})
    (tmp_path / "2019").mkdir()
    (tmp_path / "2019" / "groups.csv").symlink_to(tmp_path / "share" / "groups.csv")
    assert cache.latest_year(tmp_path) == 2019
    with pytest.raises(WardUnreadable, match=r"^2019/groups\.csv cannot be read\."):
        open_ward(tmp_path)


def test_a_year_that_cannot_be_looked_into_is_not_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {**SMALL, **YEARS})
    see = Path.lstat

    def forbidden(path: Path) -> os.stat_result:
        if path.match("2018/groups.csv"):
            raise PermissionError(path)
        return see(path)

    monkeypatch.setattr(Path, "lstat", forbidden)
    assert open_ward(tmp_path).year == 2018


def test_the_newest_year_comes_with_the_one_before(ward_with: Callable[..., Ward]) -> None:
    ward = ward_with(YEARS)
    assert ward.year == 2018
    assert problems(ward) == []
    assert ward.previous is not None
    assert (ward.previous.year, ward.previous.previous) == (2017, None)
    assert ward.previous.results["value"].to_list() == [5]


def test_a_year_that_is_asked_for(ward_with: Callable[..., Ward]) -> None:
    ward = ward_with(YEARS, 2017)
    assert (ward.year, ward.previous) == (2017, None)
    assert [problem[:3] for problem in problems(ward)] == [("2017/results.csv", 3, "date")]


def test_a_year_that_is_not_there(ward_with: Callable[..., Ward]) -> None:
    with pytest.raises(NotFound, match=r"no files of 2016, but of 2015, 2017, 2018\."):
        ward_with(YEARS, 2016)


def test_a_year_before_that_cannot_be_read_is_none(ward_with: Callable[..., Ward]) -> None:
    ward = ward_with({"2017/groups.csv": "x\n"})
    assert (ward.years, ward.previous) == ((2017, 2018), None)
    assert problems(ward) == []


def test_windows_are_those_of_the_year(ward_with: Callable[..., Ward]) -> None:
    catalogue = '[a]\ntopic = "fund"\nname = "A"\nwindow = ["17/10", "18/11"]\n'
    ward = ward_with({"indicators.toml": catalogue, "2017/groups.csv": "code,name\n1,Tổ 1\n"})
    assert ward.previous is not None
    assert ward.catalogue[0].window == (date(2018, 10, 17), date(2018, 11, 18))
    assert ward.previous.catalogue[0].window == (date(2017, 10, 17), date(2017, 11, 18))


@pytest.mark.parametrize(
    ("contents", "sentence"),
    [
        ({"ward.toml": None}, "{path} is no folder of a ward: it has no ward.toml."),
        ({"ward.toml": ""}, "ward.toml does not say what the ward is called."),
        ({"ward.toml": "name = 1"}, "ward.toml does not say what the ward is called."),
        ({"ward.toml": "name = ' '"}, "ward.toml does not say what the ward is called."),
        ({"ward.toml": "\nname ="}, "ward.toml cannot be read: line 2 is not TOML, “name =”."),
        ({"ward.toml": b"name = '\xff'"}, "ward.toml cannot be read: line 1 is not UTF-8 text."),
        ({"indicators.toml": None}, "{path} is no folder of a ward: it has no indicators.toml."),
        ({"indicators.toml": ""}, "indicators.toml has no usable indicator."),
        ({"indicators.toml": "[blood]\ntopic = 'blood'"}, "indicators.toml has no usable indicator."),
        ({"2018/groups.csv": None}, "{path} has no year."),
        ({"2018/groups.csv": ""}, "2018/groups.csv has no usable group."),
        ({"2018/groups.csv": "code,name\n"}, "2018/groups.csv has no usable group."),
        ({"2018/groups.csv": "a,b\n1,2\n"}, "2018/groups.csv has no usable group."),
        ({"2018/groups.csv": "code,name\n,Tổ 1\n"}, "2018/groups.csv has no usable group."),
    ],
)
def test_without_a_required_file_there_is_no_ward(
    tmp_path: Path, contents: dict[str, str | bytes | None], sentence: str
) -> None:
    path = write(tmp_path, {name: text for name, text in {**SMALL, **contents}.items() if text is not None})
    with pytest.raises(WardUnreadable) as caught:
        open_ward(path)
    said = str(caught.value)
    assert said.startswith(sentence.format(path=path) + " ")
    assert "\n" not in said


@pytest.mark.parametrize("name", ["ward.toml", "indicators.toml", "2018/groups.csv"])
def test_a_required_file_that_is_none_is_not_waited_for(tmp_path: Path, name: str) -> None:
    write(tmp_path, dict(SMALL))
    (tmp_path / name).unlink()
    os.mkfifo(tmp_path / name)
    with pytest.raises(WardUnreadable, match=f"^{name} is not a plain file"):
        open_ward(tmp_path)


@pytest.mark.parametrize("name", ["nowhere", "file", "a\x00b", "\x1b[31m"])
def test_a_path_that_is_no_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WardUnreadable, match="is not a folder that can be read") as caught:
        open_ward(tmp_path / name)
    assert str(caught.value).isprintable()


def test_a_file_that_changes_while_it_is_read_is_one_problem(
    ward_with: Callable[..., Ward], monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_file(path: Path, limit: files.Limit, file: str) -> bytes | None:
        if file == "2018/results.csv":
            raise files.FileUnusable(files.NOT_AT_REST, files.A_FILE_AT_REST, file)
        return files.read_file(path, limit, file)

    monkeypatch.setattr(folder, "read_file", read_file)
    assert problems(ward_with()) == [("2018/results.csv", 0, "", "", files.A_FILE_AT_REST)]
