"""The sample ward says what the report of 08/11/2018 says: read here with csv and tomllib, not the app's reader."""

import csv
import re
import subprocess
import sys
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tui.store.folder import open_ward
from tui.store.meetings import read_meetings
from tui.ward.briefing import figures_shown
from tui.ward.matters import Standing, matters
from tui.ward.review import board_of

DATA = Path(__file__).parents[2] / "data"
SAMPLE = DATA / "ngoc-thuy"
POSTED = date(2018, 11, 8)
SILENT_FUNDS = ("fund-sea", "fund-disaster", "fund-red-cross", "fund-elderly")
JOINT_DAYS = {date(2018, 2, 8), date(2018, 6, 5), date(2018, 7, 26), date(2018, 10, 10)}
WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
BOTH_YEARS = pytest.mark.parametrize("year", [2017, 2018])


class Result(NamedTuple):
    day: date
    group: str
    indicator: str
    value: int
    bound: str
    place: str
    note: str


def table(name: str) -> list[dict[str, str]]:
    with (SAMPLE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


@cache
def toml(name: str) -> dict[str, Any]:
    return tomllib.loads((SAMPLE / name).read_text(encoding="utf-8"))


@cache
def results(year: int = 2018) -> tuple[Result, ...]:
    return tuple(
        Result(
            date.fromisoformat(row["date"]),
            row["group"],
            row["indicator"],
            int(row["value"]),
            row["bound"],
            row["place"],
            row["note"],
        )
        for row in table(f"{year}/results.csv")
    )


@cache
def households(year: int = 2018) -> dict[str, int]:
    return {row["code"]: int(row["households"]) for row in table(f"{year}/groups.csv")}


@cache
def by_group(indicator: str, year: int = 2018) -> dict[str, int]:
    """The indicator's figure of each group that has one, "" the ward's own, by the catalogue's measure."""
    measure = toml("indicators.toml")[indicator]["measure"]
    figures: dict[str, int] = defaultdict(int)
    for row in sorted(row for row in results(year) if row.indicator == indicator):
        match measure:
            case "sum":
                figures[row.group] += row.value
            case "count":
                figures[row.group] += 1
            case "latest":
                figures[row.group] = row.value
    return dict(figures)


def total(indicator: str, year: int = 2018) -> int:
    return sum(by_group(indicator, year).values())


def target(group: str, indicator: str, year: int = 2018) -> int:
    value: int = toml(f"{year}/targets.toml")["group"][group][indicator]["value"]
    return value


def over(indicator: str, percent: int) -> list[str]:
    """The groups at more than `percent` of their target."""
    return [group for group, value in by_group(indicator).items() if value * 100 > percent * target(group, indicator)]


def places(indicator: str) -> set[str]:
    return {row.place for row in results() if row.indicator == indicator}


def test_the_script_writes_the_same_bytes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, DATA / "make_ngoc_thuy.py", tmp_path], check=True)

    def files(folder: Path) -> dict[str, bytes]:
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.suffix in (".toml", ".csv")
        }

    written, kept = files(tmp_path), files(SAMPLE)
    assert written.keys() == kept.keys()
    assert [name for name in kept if written[name] != kept[name]] == []


@pytest.mark.parametrize(
    ("indicator", "value", "bound"),
    [
        ("fund-gratitude", 229_010_000, ""),
        ("fund-poor", 156_040_000, ""),
        ("blood", 468, ""),
        ("culture-families", 7775, ""),
        ("culture-groups", 38, ""),
        ("culture-houses", 9, ""),
        ("arts-nights", 2, ""),
        ("arts-performers", 90, ""),
        ("festival-people", 45, ""),
        ("sport-friendlies", 3, ""),
        ("sport-attendances", 90, ">="),
        ("renovation", 158_000_000, ">="),
        ("pledges", 188, ""),
        ("sites", 214, ""),
        ("sites-permitted", 214, ""),
        ("teams", 38, ""),
        ("flower-beds", 8, ""),
        ("plants", 200, ">="),
        ("bougainvillea", 650, ""),
        ("club-members", 200, ">="),
        ("land-sites", 4, ""),
        ("models", 48, ""),
        ("models-collective", 20, ""),
        ("models-individual", 28, ""),
        ("resolutions", 10, ""),
    ],
)
def test_the_totals_are_the_reports(indicator: str, value: int, bound: str) -> None:
    assert total(indicator) == value
    assert {row.bound for row in results() if row.indicator == indicator} == {bound}


def test_every_figure_of_the_catalogue_is_in_the_report_or_said_to_be_made_up() -> None:
    reported = {row.indicator for row in results()}
    assert toml("indicators.toml").keys() - reported == set(SILENT_FUNDS)
    for row in results():
        assert (
            row.note.startswith("minh họa")
            or row.note.startswith("báo cáo: ")
            or re.fullmatch(r"(TT|CN)\d\d", row.note)
        )


def test_the_ward_has_38_groups_and_8233_households() -> None:
    assert list(households()) == [str(number) for number in range(1, 39)]
    assert sum(households().values()) == 8233
    assert all(130 <= count <= 560 for count in households().values())
    assert {row["kind"] for row in table("2018/groups.csv")} == {"residential"}


@pytest.mark.parametrize(
    ("indicator", "value"), [("fund-gratitude", 120_000_000), ("blood", 300), ("clean-up", 52 * 38)]
)
def test_the_wards_targets(indicator: str, value: int) -> None:
    assert toml("2018/targets.toml")["ward"][indicator]["value"] == value


def test_nothing_but_what_is_assigned_has_a_target() -> None:
    targets = toml("2018/targets.toml")
    assert set(targets["ward"]) == {"fund-gratitude", "blood", "clean-up"}
    assert set(targets["group"]) == set(households())
    for group in targets["group"].values():
        assert set(group) == {"fund-gratitude", "fund-poor", "blood", "clean-up"}


def test_who_assigned_the_blood_target_is_two_bodies() -> None:
    targets = toml("2018/targets.toml")
    assert targets["ward"]["blood"]["assigned_by"] == "Hội Chữ thập đỏ quận"
    assert {group["blood"]["assigned_by"] for group in targets["group"].values()} == {"Phường"}


def test_21_groups_exceed_their_target_of_the_fund_for_the_poor() -> None:
    assert len(over("fund-poor", 100)) == 21
    assert len(by_group("fund-poor")) == 38


def test_11_groups_gave_107_percent_of_their_blood_target_or_more() -> None:
    at_least = [group for group, units in by_group("blood").items() if units * 100 >= 107 * target(group, "blood")]
    assert len(at_least) == 11
    assert set(over("blood", 100)) > set(at_least), "some are just over their target, so that 107 % and 100 % differ"


def test_some_groups_have_not_reported_blood_and_none_reported_nothing() -> None:
    assert len(by_group("blood")) == 36
    assert all(8 <= units <= 18 for units in by_group("blood").values())


def test_214_sites_in_28_groups_are_all_permitted() -> None:
    assert len(by_group("sites")) == 28
    assert by_group("sites") == by_group("sites-permitted")
    assert all(count > 0 for count in by_group("sites").values())


@pytest.mark.parametrize(
    ("indicator", "groups"),
    [("arts-nights", {"18": 1, "25": 1}), ("renovation", {"22": 158_000_000})],
)
def test_what_the_report_says_of_single_groups(indicator: str, groups: dict[str, int]) -> None:
    assert by_group(indicator) == groups


@pytest.mark.parametrize("indicator", ["culture-groups", "teams"])
def test_groups_count_once(indicator: str) -> None:
    assert set(by_group(indicator).values()) == {1}


@pytest.mark.parametrize(
    ("indicator", "named"),
    [
        ("plants", {"Tượng đài Lý Thường Kiệt"}),
        ("bougainvillea", {"Đê Ngọc Thụy"}),
        (
            "clean-up",
            {
                "Tượng đài Lý Thường Kiệt",
                "Khu vực đình thờ Thái úy Lý Thường Kiệt",
                "Vườn hoa Bắc Long Biên",
                "Đường Lý Sơn",
                "Đê Ngọc Thụy",
                "Dải phân cách trên đê",
            },
        ),
        (
            "land-sites",
            {
                "Trường Tiểu học Ngọc Thụy 2",
                "Khu tái định cư A4/NO1",
                "Khu tái định cư A4/NO4",
                "Đường 40m Ngọc Thụy – Bồ Đề",
            },
        ),
    ],
)
def test_the_places_are_those_the_report_names(indicator: str, named: set[str]) -> None:
    assert places(indicator) - {""} == named


@pytest.mark.parametrize("fund", SILENT_FUNDS)
def test_a_fund_without_money_in_the_report_has_none_here(fund: str) -> None:
    assert toml("indicators.toml")[fund]["topic"] == "fund"
    assert by_group(fund) == {}
    assert fund not in toml("2018/targets.toml")["ward"]


@pytest.mark.parametrize(
    ("fund", "first", "last"),
    [("fund-gratitude", (5, 1), (7, 27)), ("fund-poor", (10, 17), (11, 18))],
)
@BOTH_YEARS
def test_money_comes_in_within_the_window(fund: str, first: tuple[int, int], last: tuple[int, int], year: int) -> None:
    window = [date(year, *first), date(year, *last)]
    assert toml("indicators.toml")[fund]["window"] == [f"{day:%d/%m}" for day in window]
    days = {row.day for row in results(year) if row.indicator == fund}
    assert window[0] <= min(days) <= max(days) <= window[1]
    assert len(days) > 5, "enough days to draw a curve"


@pytest.mark.parametrize(("fund", "rate"), [("fund-gratitude", 27_816), ("fund-poor", 18_953)])
def test_money_per_household(fund: str, rate: int) -> None:
    assert round(total(fund) / sum(households().values())) == rate
    assert all(10_000 <= money / households()[group] <= 50_000 for group, money in by_group(fund).items())


def test_the_newest_result_is_of_the_day_of_the_report() -> None:
    assert max(row.day for row in results()) == POSTED


@BOTH_YEARS
def test_families_never_exceed_households(year: int) -> None:
    counted = [row for row in results(year) if row.indicator == "culture-families"]
    assert all(row.value <= households(year)[row.group] for row in counted)
    assert by_group("culture-families", year).keys() == households(year).keys()


def test_weekly_clean_ups_are_on_the_teams_own_day() -> None:
    weekday = {row["group"]: row["weekday"] for row in table("2018/teams.csv")}
    sessions = [row for row in results() if row.indicator == "clean-up"]
    own = [row for row in sessions if row.day not in JOINT_DAYS]
    assert all(WEEKDAYS[row.day.weekday()] == weekday[row.group] for row in own)
    assert len({(row.group, row.day) for row in sessions}) == len(sessions)


def test_a_week_without_a_clean_up_is_reported_as_such_and_names_no_place() -> None:
    sessions = [row for row in results() if row.indicator == "clean-up"]
    assert {row.value for row in sessions} == {0, 1}
    assert all((row.value == 0) == (row.place == "") == (row.note != "minh họa") for row in sessions)


def test_some_teams_report_no_clean_up_for_weeks() -> None:
    def longest_gap(group: str) -> timedelta:
        days = sorted({row.day for row in results() if row.indicator == "clean-up" and row.group == group} | {POSTED})
        return max(later - day for day, later in pairwise(days))

    assert sum(longest_gap(group) > timedelta(weeks=4) for group in households()) == 3


@pytest.mark.parametrize(
    ("indicator", "first", "last"),
    [("fund-poor", date(2018, 10, 17), date(2018, 11, 18)), ("clean-up", date(2018, 1, 1), date(2018, 12, 31))],
)
def test_some_groups_are_behind_and_most_are_not(indicator: str, first: date, last: date) -> None:
    gone, days = (POSTED - first).days + 1, (last - first).days + 1
    behind = [
        group for group in households() if by_group(indicator).get(group, 0) * days < target(group, indicator) * gone
    ]
    assert 3 <= len(behind) <= 12


def test_the_ward_allocated_less_of_the_gratitude_fund_than_it_was_assigned() -> None:
    assert sum(target(group, "fund-gratitude") for group in households()) == 118_400_000
    assert len(over("fund-gratitude", 99)) == 38


@pytest.mark.parametrize("name", ["2018/groups.csv", "2017/groups.csv", "2018/teams.csv"])
def test_leaders_are_posts_and_not_persons(name: str) -> None:
    assert all(re.fullmatch(r"Tổ trưởng (tổ tình nguyện )?TDP \d+", row["leader"]) for row in table(name))


def test_there_is_a_team_in_each_group() -> None:
    teams = table("2018/teams.csv")
    assert [row["group"] for row in teams] == list(households())
    assert all(4 <= int(row["members"]) <= 10 for row in teams)


def test_models_are_counted_apart_and_nobody_is_invented() -> None:
    models = table("2018/models.csv")
    assert [row["code"] for row in models if row["kind"] == "collective"] == [f"TT{n:02}" for n in range(1, 21)]
    individuals = [row for row in models if row["kind"] == "individual"]
    assert [row["code"] for row in individuals] == [f"CN{n:02}" for n in range(1, 29)]
    assert [row["registrant"] for row in individuals] == [f"Cá nhân {n:02}" for n in range(1, 29)]


def test_models_use_the_schemes_fields_and_stand_at_every_stage() -> None:
    fields = toml("2018/scoring.toml")["fields"]
    models = table("2018/models.csv")
    assert {key for row in models for key in row["fields"].split(";")} == fields.keys()
    assert {field["canonical"] for field in fields.values()} == {"economy", "culture", "defence", "politics"}
    stages = {"registered", "appraised", "recognised", "exemplary", "commended"}
    for kind in ("collective", "individual"):
        assert {row["status"] for row in models if row["kind"] == kind} == stages
    for row in models:
        assert row["group"] in {"", *households()}
        assert row["level"] == "ward"
        assert date(2018, 1, 1) <= date.fromisoformat(row["registered_on"]) <= date(2018, 3, 31)


def leaves(criteria: dict[str, Any], kind: str, prefix: str = "") -> dict[str, int]:
    """The maxima of the criteria without parts, by dotted key."""
    maxima: dict[str, int] = {}
    for key, criterion in criteria.items():
        if kind in criterion.get("applies", [kind]):
            parts = criterion.get("parts")
            maxima |= leaves(parts, kind, f"{prefix}{key}.") if parts else {prefix + key: criterion["max"]}
    return maxima


def flat(scores: dict[str, Any], prefix: str = "") -> dict[str, int]:
    points: dict[str, int] = {}
    for key, value in scores.items():
        points |= flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {prefix + key: value}
    return points


@pytest.mark.parametrize("kind", ["collective", "individual"])
def test_the_scheme_has_100_points_for_each_kind(kind: str) -> None:
    assert sum(leaves(toml("2018/scoring.toml")["criteria"], kind).values()) == 100


def test_the_ranking_weighs_indicators_that_groups_report() -> None:
    weights = toml("2018/scoring.toml")["weights"]
    assert sum(weights.values()) == 100
    assert all(toml("indicators.toml")[key].get("scope", "groups") == "groups" for key in weights)


@pytest.mark.parametrize("model", table("2018/models.csv"), ids=lambda model: model["code"])
def test_points_are_within_the_scheme(model: dict[str, str]) -> None:
    maxima = leaves(toml("2018/scoring.toml")["criteria"], model["kind"])
    scores = toml("2018/scores.toml")["model"].get(model["code"], {})
    for side in ("self", "review"):
        for key, points in flat(scores.get(side, {})).items():
            assert 0 <= points <= maxima[key]


def _incomplete(scores: dict[str, Any], maxima: dict[str, int]) -> bool:
    return 0 < len(flat(scores.get("review", {}))) < len(maxima)


def _over_100(scores: dict[str, Any], maxima: dict[str, int]) -> bool:
    return sum(flat(scores.get("review", {})).values()) + sum(flat(scores.get("bonus", {})).values()) > 100


def _under_a_floor(scores: dict[str, Any], maxima: dict[str, int]) -> bool:
    return any(2 * points < maxima[key] for key, points in flat(scores.get("review", {})).items())


@pytest.mark.parametrize(
    ("case", "models"),
    [
        (lambda scores, maxima: scores.get("disqualified") == "duplicate" and scores["note"], {"CN14"}),
        (_incomplete, {"CN22"}),
        (_over_100, {"TT01", "TT02"}),
        (_under_a_floor, {"CN11"}),
        (lambda scores, maxima: "deductions" in scores, {"TT16"}),
        (lambda scores, maxima: not scores, {"TT20", "CN26", "CN27", "CN28"}),
        (lambda scores, maxima: "self" in scores and "review" not in scores, {"TT18", "TT19", "CN23", "CN24", "CN25"}),
    ],
    ids=["disqualified", "incomplete", "over 100", "under a floor", "deduction", "unscored", "not reviewed"],
)
def test_the_cases_that_a_review_decides(
    case: Callable[[dict[str, Any], dict[str, int]], object], models: set[str]
) -> None:
    criteria = toml("2018/scoring.toml")["criteria"]
    given = toml("2018/scores.toml")["model"]
    found = {
        row["code"]
        for row in table("2018/models.csv")
        if case(given.get(row["code"], {}), leaves(criteria, row["kind"]))
    }
    assert found == models


@pytest.mark.parametrize(
    ("percent", "held_against"),
    [
        (95.06, (7775, 8233)),
        (190, "fund-gratitude"),
        (156, "blood"),
        (100, "culture-groups"),
        (100, "sites-permitted"),
        (100, (38, 38)),
    ],
)
def test_claims_hold_what_the_report_states(percent: float, held_against: object) -> None:
    claims = toml("2018/claims.toml")["claim"]
    assert (percent, held_against) in [(c["percent"], c.get("indicator") or (c["actual"], c["base"])) for c in claims]
    assert len({c["says"] for c in claims}) == len(claims) == 6


@pytest.mark.parametrize("claim", toml("2018/claims.toml")["claim"], ids=lambda claim: claim["where"])
def test_a_claim_has_its_sentence_and_something_to_hold_it_against(claim: dict[str, Any]) -> None:
    assert claim["says"]
    assert claim["where"].startswith("Đoạn ")
    assert ("indicator" in claim) != ("actual" in claim and "base" in claim)
    assert claim.get("indicator", "blood") in toml("indicators.toml")


@pytest.mark.parametrize("key", toml("indicators.toml"))
def test_an_indicator_is_complete(key: str) -> None:
    catalogue = toml("indicators.toml")
    indicator = catalogue[key]
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", key)
    assert {"name", "short"} <= indicator.keys()
    assert indicator["name"].keys() == indicator["short"].keys() == {"vi", "en"}
    assert all(len(short) <= 10 for short in indicator["short"].values())
    assert indicator["unit"]
    assert indicator["unit_en"]
    assert indicator["topic"] in ("fund", "blood", "culture", "urban", "environment", "land", "campaign")
    assert indicator["measure"] in ("sum", "latest", "count")
    assert indicator["of"] in ("target", "households", "groups", *catalogue)
    assert indicator["better"] == "higher"


def test_four_indicators_are_headlines_and_topics_are_together() -> None:
    catalogue = toml("indicators.toml")
    headlines = [key for key, indicator in catalogue.items() if indicator.get("headline")]
    assert headlines == ["fund-gratitude", "blood", "culture-families", "models"]
    topics = [indicator["topic"] for indicator in catalogue.values()]
    assert sorted(topics, key=topics.index) == topics


@pytest.mark.parametrize("short", ["vi", "en"])
def test_headers_are_distinct(short: str) -> None:
    counts = Counter(indicator["short"][short] for indicator in toml("indicators.toml").values())
    assert [header for header, count in counts.items() if count > 1] == []


def test_last_year_can_be_compared() -> None:
    assert households(2017).keys() == households().keys()
    assert all(row.note.startswith("minh họa") for row in results(2017))
    indicators = {"fund-gratitude", "fund-poor", "blood", "culture-families", "clean-up"}
    assert {row.indicator for row in results(2017)} == indicators
    for group in toml("2017/targets.toml")["group"].values():
        assert set(group) == indicators - {"culture-families"}
        assert all(target["source"].endswith("(minh họa)") for target in group.values())


@BOTH_YEARS
def test_results_name_what_the_ward_has(year: int) -> None:
    catalogue = toml("indicators.toml")
    for row in results(year):
        assert row.day.year == year
        assert row.group in {"", *households(year)}
        assert row.indicator in catalogue
        assert (row.group == "") == (catalogue[row.indicator].get("scope") == "ward")
    assert 1_000 < len(results(year)) < 5_000


@BOTH_YEARS
def test_the_app_finds_nothing_wrong_in_it(year: int) -> None:
    ward = open_ward(SAMPLE, year)
    assert ward.problems.is_empty()
    assert ward.results.height == len(results(year))


def test_the_ward_is_marked_as_illustrative() -> None:
    ward = toml("ward.toml")
    assert ward["illustrative"] is True
    assert (ward["name"], ward["kind"], ward["code"]) == ("Ngọc Thụy", "phường", "00118")
    assert (ward["district"], ward["province"], ward["language"]) == ("Long Biên", "Hà Nội", "vi")
    assert ward["aliases"] == [{"name": "Ngọc Thuỵ"}]


def test_its_meetings_show_whatever_can_become_of_a_matter() -> None:
    meetings, problems = read_meetings(SAMPLE, 2018)
    assert problems == ()
    assert [each.id for each in meetings] == ["2018-07-10", "2018-10-09"]
    assert all(each.signed and "minh họa" in each.items[0].note for each in meetings)
    standings = {matter.standing(POSTED) for matter in matters(meetings)}
    assert standings >= {*Standing} - {Standing.ASKED, Standing.ANSWERED}
    assert {each.said.group for each in matters(meetings)} <= {None, *households()}
    assert {each.said.indicator for each in matters(meetings)} <= {None, *toml("indicators.toml")}


def test_its_meetings_saw_the_figures_of_their_day() -> None:
    ward = open_ward(SAMPLE, 2018)
    for meeting in read_meetings(SAMPLE, 2018).meetings:
        shown = figures_shown(board_of(ward, meeting.date), meeting)
        assert sorted(shown, key=lambda each: each.key) == sorted(meeting.figures, key=lambda each: each.key)


@pytest.mark.parametrize(
    "path",
    sorted([*SAMPLE.rglob("*.csv"), *SAMPLE.rglob("*.toml")]),
    ids=lambda path: path.relative_to(SAMPLE).as_posix(),
)
def test_files_are_plain(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert text == unicodedata.normalize("NFC", text)
    assert text.endswith("\n")
    unprintable = {char for char in text if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp")}
    assert unprintable == {"\n"}, "no byte order mark, no carriage return, no tab"
