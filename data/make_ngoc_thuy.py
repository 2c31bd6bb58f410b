"""Write the groups, results, targets, teams, scores and meetings of the sample ward, Ngọc Thụy.

    python data/make_ngoc_thuy.py [FOLDER]

The totals of 2018 are those of the report that the ward posted on 08/11/2018, exactly. No public table by residential
group exists, so how they split over groups is made up here, as are the days, the meetings and all of 2017; all that is
made up says "minh họa".
What the report only names, as it does four of its six funds, gets no figure.

The catalogue, the models, the scoring scheme and the claims are written by hand in `data/ngoc-thuy`; another FOLDER
gets a copy of them. The script writes the same bytes everywhere: its only source of variety is a hash of names.
"""

import csv
import shutil
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from hashlib import blake2b
from math import fsum
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import tomli_w

SOURCE = Path(__file__).parent / "ngoc-thuy"
BY_HAND = ("ward.toml", "indicators.toml", "2018/models.csv", "2018/scoring.toml", "2018/claims.toml")

MADE_UP = "minh họa"
MONUMENT = "Tượng đài Lý Thường Kiệt"
TEMPLE = "Khu vực đình thờ Thái úy Lý Thường Kiệt"
GARDEN = "Vườn hoa Bắc Long Biên"
STREET = "Đường Lý Sơn"
DIKE = "Đê Ngọc Thụy"
DIKE_STRIP = "Dải phân cách trên đê"
PLACES = (DIKE, TEMPLE, GARDEN, STREET, DIKE_STRIP, MONUMENT)
LAND_SITES = (
    "Trường Tiểu học Ngọc Thụy 2",
    "Khu tái định cư A4/NO1",
    "Khu tái định cư A4/NO4",
    "Đường 40m Ngọc Thụy – Bồ Đề",
)
WEEKDAYS = {"Thứ sáu": 4, "Thứ bảy": 5, "Chủ nhật": 6}
WEEKS = 52

LEVELS = {"registered": 0.7, "appraised": 0.76, "recognised": 0.87, "exemplary": 0.94, "commended": 0.98}
"""Status of a model to the share of the points that its review gives, about."""

UNSCORED = ("TT20", "CN26", "CN27", "CN28")

Share = dict[str, int]
"""Group code to an amount."""

Table = dict[str, Any]
"""A table of a TOML file."""

Name = TypeVar("Name", str, date)


@dataclass(frozen=True)
class Year:
    """A year's totals, and the groups that stand out in it."""

    year: int
    newest: date
    """Day of the newest result."""
    households: Share
    gratitude: int
    gratitude_target: int
    gratitude_allocated: int
    poor: int
    poor_rate: int
    """đồng a household: the target that the ward assigns its groups."""
    poor_short: Mapping[str, int]
    """Groups under that target, with the percentage that they reached."""
    blood: int
    blood_target: int
    blood_near: Mapping[str, int]
    """Groups that gave their target and this many units more or less; the others are well over it."""
    blood_silent: Sequence[str]
    families: int
    families_whole: Sequence[str]
    """Groups of which every household registered."""
    families_weak: Sequence[str]
    holiday: tuple[date, date]
    """The days of Tết, without clean-ups."""
    joint_days: Sequence[date]
    """Clean-ups of all teams together."""
    silences: Mapping[str, tuple[date, date]]
    """Spells of which a team reported nothing."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """Indicators of which the report states the ward's target, and its words."""

    def day(self, month: int, day: int) -> date:
        """A day of this year."""
        return date(self.year, month, day)


class Result(NamedTuple):
    """A row of `results.csv`."""

    date: date
    group: str
    indicator: str
    value: int
    bound: str = ""
    place: str = ""
    note: str = MADE_UP


def numbered(amounts: Iterable[int]) -> Share:
    """Amounts by group code, from group 1 on."""
    return {str(number): amount for number, amount in enumerate(amounts, start=1)}


HOUSEHOLDS = numbered([
    212, 187, 243, 168, 221, 196, 388, 174, 205, 158, 230, 200, 182, 265, 149, 137, 276, 254, 191,
    163, 208, 246, 179, 312, 271, 155, 218, 202, 144, 226, 348, 185, 132, 197, 233, 170, 161, 447,
])  # fmt: skip


def on_target(*groups: int) -> Share:
    """Groups that gave neither more nor less than their target."""
    return {str(group): 0 for group in groups}


def spread(*names: object) -> float:
    """A number from 0 up to 1 that looks random and depends on nothing but `names`."""
    digest = blake2b("/".join(map(str, names)).encode(), digest_size=6).digest()
    return int.from_bytes(digest) / 2**48


def apportion(total: int, weights: Mapping[Name, float], step: int = 1) -> dict[Name, int]:
    """Split `total` in proportion to `weights` into multiples of `step`, by largest remainder.

    What is left under a step goes to the first.
    """
    if total < 0:
        raise ValueError(f"{total} cannot be split")
    whole = fsum(weights.values())  # sum() of floats differs between versions of Python
    exact = {name: total / step * weight / whole for name, weight in weights.items()}
    parts = {name: int(share) for name, share in exact.items()}
    left = total // step - sum(parts.values())
    for name in sorted(exact, key=lambda name: parts[name] - exact[name])[:left]:
        parts[name] += 1
    amounts = {name: part * step for name, part in parts.items()}
    amounts[next(iter(amounts))] += total % step
    return amounts


YEARS = (
    Year(
        year=2018,
        newest=date(2018, 11, 8),
        households=HOUSEHOLDS,
        gratitude=229_010_000,
        gratitude_target=120_000_000,
        gratitude_allocated=118_400_000,
        poor=156_040_000,
        poor_rate=20_000,
        poor_short={"12": 62, "31": 64, "5": 66, "34": 68, "9": 71, "27": 73, "2": 75, "16": 78, "20": 80}
        | {"33": 82, "10": 84, "29": 87, "35": 90, "6": 92, "37": 94, "23": 96, "4": 98},
        blood=468,
        blood_target=300,
        blood_near=on_target(1, 2, 3, 5, 6, 9, 15, 17, 20, 22, 23, 25, 27, 31, 35)
        | {"7": 1, "24": 1, "38": 1, "12": -1, "14": -3, "18": -2, "21": -2, "30": -1, "32": -1, "34": -2},
        blood_silent=("16", "33"),
        families=7775,
        families_whole=("3", "18", "22", "25"),
        families_weak=("7", "31"),
        holiday=(date(2018, 2, 15), date(2018, 2, 21)),
        joint_days=(date(2018, 2, 8), date(2018, 6, 5), date(2018, 7, 26), date(2018, 10, 10)),
        silences={
            "9": (date(2018, 6, 11), date(2018, 7, 20)),
            "16": (date(2018, 9, 17), date(2018, 12, 31)),
            "31": (date(2018, 10, 1), date(2018, 12, 31)),
        },
        sources={
            "fund-gratitude": "báo cáo: 229.010.000/120.000.000đ, đạt 190 %",
            "blood": "báo cáo: 468/300 đơn vị máu, đạt 156% chỉ tiêu hội chữ thập đỏ quận giao",
        },
    ),
    Year(
        year=2017,
        newest=date(2017, 12, 31),
        households=apportion(8_046, HOUSEHOLDS),
        gratitude=187_430_000,
        gratitude_target=110_000_000,
        gratitude_allocated=108_500_000,
        poor=152_180_000,
        poor_rate=20_000,
        poor_short={"2": 70, "4": 92, "5": 81, "9": 66, "10": 88, "13": 95, "16": 74, "17": 90, "20": 85, "23": 97}
        | {"26": 83, "29": 79, "31": 68, "32": 94, "33": 77, "34": 72, "35": 96, "37": 91},
        blood=456,
        blood_target=290,
        blood_near=on_target(1, 4, 7, 8, 11, 15, 17, 18, 22, 24, 25, 28, 31, 36, 38)
        | {"6": 1, "2": -1, "5": -2, "9": -2, "12": -3, "20": -1, "23": -1, "27": -2, "30": -3, "34": -2, "35": -1},
        blood_silent=("33",),
        families=7_521,
        families_whole=("18", "25"),
        families_weak=("7", "34"),
        holiday=(date(2017, 1, 27), date(2017, 2, 2)),
        joint_days=(date(2017, 1, 19), date(2017, 6, 5), date(2017, 7, 26), date(2017, 10, 10)),
        silences={"34": (date(2017, 8, 1), date(2017, 9, 3))},
    ),
)


def reached(total: int, targets: Share, fixed: Share, least: int, step: int = 1) -> Share:
    """What each group reached: as `fixed` says; the others their target and at least `least` more, `total` in all."""
    over = {group: target + least for group, target in targets.items() if group not in fixed}
    surplus = total - sum(fixed.values()) - sum(over.values())
    extra = apportion(surplus, {group: over[group] * (0.3 + spread("surplus", total, group)) for group in over}, step)
    return fixed | {group: amount + extra[group] for group, amount in over.items()}


def dated(indicator: str, amounts: Share, days: Sequence[date], parts: int, step: int = 1) -> Iterator[Result]:
    """Each group's amount, reported in about `parts` parts on some of `days`."""
    for group, amount in amounts.items():
        chosen = sorted(days, key=lambda day: spread(indicator, group, day))[:parts]
        weights = {day: 0.4 + spread(day, group, indicator) for day in sorted(chosen)}
        for day, part in apportion(amount, weights, step).items():
            if part:
                yield Result(day, group, indicator, part)


def every(days: int, first: date, last: date) -> list[date]:
    """The days from `first` to `last`, `days` apart."""
    return [first + timedelta(offset) for offset in range(0, (last - first).days + 1, days)]


def gratitude_targets(year: Year) -> Share:
    """By households, in steps of 50.000 đ."""
    return apportion(year.gratitude_allocated, year.households, step=50_000)


def poor_targets(year: Year) -> Share:
    """The same for every household."""
    return {group: households * year.poor_rate for group, households in year.households.items()}


def blood_targets(year: Year) -> Share:
    """A unit for every 17 households, from 8 to 16."""
    return {group: min(max(households // 17, 8), 16) for group, households in year.households.items()}


def funds(year: Year) -> Iterator[Result]:
    """The two funds of which the report gives the money."""
    targets = gratitude_targets(year)
    exactly = {group: targets[group] for group in ("37",)}
    amounts = reached(year.gratitude, targets, exactly, least=200_000, step=10_000)
    days = [*every(7, year.day(5, 14), year.day(7, 23)), year.day(7, 27)]
    yield from dated("fund-gratitude", amounts, days, parts=5, step=10_000)

    targets = poor_targets(year)
    short = {group: targets[group] * percent // 100 // 10_000 * 10_000 for group, percent in year.poor_short.items()}
    amounts = reached(year.poor, targets, short, least=20_000, step=10_000)
    days = [day for day in every(3, year.day(10, 18), year.day(11, 17)) if day <= year.newest]
    yield from dated("fund-poor", amounts, days, parts=4, step=10_000)


def blood(year: Year) -> Iterator[Result]:
    """Units given on the ward's donation days."""
    targets = blood_targets(year)
    fixed = {group: targets[group] + more for group, more in year.blood_near.items()}
    fixed |= dict.fromkeys(year.blood_silent, 0)
    days = [year.day(3, 11), year.day(4, 7), year.day(6, 14), year.day(9, 16)]
    yield from dated("blood", reached(year.blood, targets, fixed, least=2), days, parts=3)


def families(year: Year) -> Iterator[Result]:
    """Three counts of the registered households in each group, the last one final."""
    weights = {
        group: households * (0.3 + spread("families", year.year, group)) * (3 if group in year.families_weak else 1)
        for group, households in year.households.items()
        if group not in year.families_whole
    }
    missing = apportion(sum(year.households.values()) - year.families, weights)
    for group, households in year.households.items():
        final = households - missing.get(group, 0)
        for month, percent in ((3, 74), (6, 90), (10, 100)):
            day = year.day(month, 10 + int(20 * spread("families", group, month)))
            yield Result(day, group, "culture-families", final * percent // 100)


def weekday(group: str) -> str:
    """The day of the week on which the team of a group cleans up."""
    return list(WEEKDAYS)[int(3 * spread("weekday", group))]


def clean_ups(year: Year) -> Iterator[Result]:
    """The teams' weekly clean-ups, and those that all teams hold together; of some spells nothing is reported."""
    for group in year.households:
        first = next(
            day for day in every(1, year.day(1, 1), year.day(1, 7)) if day.weekday() == WEEKDAYS[weekday(group)]
        )
        home = int(len(PLACES) * spread("home", group))
        weekly = {day: PLACES[(home + week % 3) % len(PLACES)] for week, day in enumerate(every(7, first, year.newest))}
        joint = {day: MONUMENT if day.month < 6 else DIKE for day in year.joint_days if day <= year.newest}
        silence = year.silences.get(group, (date.max, date.min))
        for day, place in sorted((weekly | joint).items()):
            if not silence[0] <= day <= silence[1]:
                yield clean_up(year, group, day, place)


def clean_up(year: Year, group: str, day: date, place: str) -> Result:
    """One clean-up, or the report that there was none: at Tết, and now and then."""
    if year.holiday[0] <= day <= year.holiday[1]:
        return Result(day, group, "clean-up", 0, note=f"{MADE_UP}: nghỉ Tết")
    if spread("missed", group, day) < 0.06 * spread("care", year.year, group):
        return Result(day, group, "clean-up", 0, note=f"{MADE_UP}: không tổ chức")
    return Result(day, group, "clean-up", 1, place=place)


def urban_order() -> Iterator[Result]:
    """188 pledges in all groups; 214 sites in 28 of them, each with its permit."""
    pledges = apportion(
        188, {group: households * (0.3 + spread("pledges", group)) for group, households in HOUSEHOLDS.items()}
    )
    yield from dated("pledges", pledges, [date(2018, 3, 20), date(2018, 4, 24), date(2018, 5, 22)], parts=2)

    building = sorted(HOUSEHOLDS, key=lambda group: spread("sites", group))[:28]
    weights = {group: HOUSEHOLDS[group] * (0.3 + spread("building", group)) for group in building}
    sites = apportion(214, weights)
    for row in dated("sites", sites, every(30, date(2018, 1, 30), date(2018, 10, 30)), parts=5):
        yield row
        yield row._replace(indicator="sites-permitted")


def culture() -> Iterator[Result]:
    """Cultural groups, model houses, arts, sport and the renovation, as far as the report says."""
    for group in HOUSEHOLDS:
        yield Result(
            date(2018, 3, 30), group, "culture-groups", 1, note="báo cáo: 38/38 tổ dân phố đăng ký, đạt tỷ lệ 100%"
        )
    for group in ("3", "7", "11", "14", "18", "22", "25", "31", "38"):
        yield Result(date(2018, 10, 15), group, "culture-houses", 1)
    for day, group, performers in ((date(2018, 8, 31), "18", 48), (date(2018, 9, 22), "25", 42)):
        yield Result(day, group, "arts-nights", 1, note="báo cáo: tổ 18, tổ 25 tự tổ chức 02 đêm văn nghệ")
        yield Result(day, group, "arts-performers", performers)
    yield Result(date(2018, 10, 12), "", "festival-people", 45, note="báo cáo: liên hoan do quận tổ chức với 45 người")
    for day in (date(2018, 3, 24), date(2018, 6, 30), date(2018, 9, 1)):
        yield Result(day, "", "sport-friendlies", 1)
        yield Result(day, "", "sport-attendances", 30, bound=">=")
    renovated = "báo cáo: tổ dân phố 22 ủng hộ trên 158.000.000 đồng"
    yield Result(date(2018, 7, 20), "22", "renovation", 158_000_000, ">=", "Nhà văn hóa tổ dân phố 22", renovated)


def environment() -> Iterator[Result]:
    """Teams, flower beds, plants and the club."""
    for group in HOUSEHOLDS:
        yield Result(date(2018, 1, 5), group, "teams", 1, note="báo cáo: 38 tổ tình nguyện tại 38 tổ dân phố")
    for day, beds, place in (
        (date(2018, 3, 17), 2, DIKE_STRIP),
        (date(2018, 4, 21), 3, DIKE_STRIP),
        (date(2018, 5, 19), 1, STREET),
        (date(2018, 8, 18), 2, DIKE),
    ):
        yield Result(day, "", "flower-beds", beds, place=place)
    planted = "báo cáo: trên 200 cây hoa các loại và cây cảnh"
    yield Result(date(2018, 5, 12), "", "plants", 200, ">=", MONUMENT, planted)
    yield Result(date(2018, 10, 20), "", "bougainvillea", 650, place=DIKE, note="báo cáo: 650 cây hoa giấy")
    yield Result(date(2018, 10, 31), "", "club-members", 200, ">=", note="báo cáo: trên 200 thành viên")


def campaign(models: Sequence[Mapping[str, str]]) -> Iterator[Result]:
    """Resolutions and land-clearance sites, and each registered model on the day of its registration."""
    for number, day in enumerate(every(25, date(2018, 1, 16), date(2018, 9, 1))[:10], start=1):
        yield Result(day, "", "resolutions", 1, note=f"báo cáo: 10 nghị quyết chuyên đề ({number}/10)")
    for day, site in zip(every(40, date(2018, 2, 6), date(2018, 6, 6)), LAND_SITES, strict=True):
        yield Result(day, "", "land-sites", 1, place=site)
    for model in models:
        for indicator in ("models", f"models-{model['kind']}"):
            yield Result(date.fromisoformat(model["registered_on"]), "", indicator, 1, note=model["code"])


def results(year: Year, models: Sequence[Mapping[str, str]]) -> list[Result]:
    """All results of a year by day, then by group; within those as they are told here."""
    rows = [*funds(year), *blood(year), *families(year), *clean_ups(year)]
    if year.year == 2018:
        rows += [*urban_order(), *culture(), *environment(), *campaign(models)]
    return sorted(rows, key=lambda row: (row.date, int(row.group or 0)))


def targets(year: Year) -> Table:
    """What the district and the ward assigned; the two ward targets of 2018 are the report's."""
    ward: Table = {
        "fund-gratitude": {"value": year.gratitude_target},
        "blood": {"value": year.blood_target, "assigned_by": "Hội Chữ thập đỏ quận"},
        "clean-up": {"value": WEEKS * len(year.households)},
    }
    for indicator, target in ward.items():
        target["source"] = year.sources.get(indicator, MADE_UP)
    weekly = dict.fromkeys(year.households, WEEKS)
    rules: dict[str, tuple[Share, str, str]] = {
        "fund-gratitude": (gratitude_targets(year), "Phường", "theo số hộ"),
        "fund-poor": (poor_targets(year), "Phường", f"{year.poor_rate // 1000}.000 đ một hộ"),
        "blood": (blood_targets(year), "Phường", "17 hộ một đơn vị, từ 8 đến 16"),
        "clean-up": (weekly, "Đảng ủy phường (hằng tuần)", f"{WEEKS} tuần"),
    }
    group = {
        code: {
            indicator: {"value": shares[code], "assigned_by": assigner, "source": f"{rule} ({MADE_UP})"}
            for indicator, (shares, assigner, rule) in rules.items()
        }
        for code in year.households
    }
    return {"ward": ward, "group": group}


def points(criteria: Table, model: Mapping[str, str], level: float, side: str) -> Table:
    """Points for each criterion that applies to a model, around `level` of its maximum; parts in their own table."""
    given: Table = {}
    for key, criterion in criteria.items():
        if model["kind"] not in criterion.get("applies", (model["kind"],)):
            continue
        if "parts" in criterion:
            given[key] = points(criterion["parts"], model, level, side)
        else:
            share = level + 0.12 * (spread(model["code"], key, side) - 0.5)
            given[key] = min(round(criterion["max"] * share), criterion["max"])
    return given


def scores(models: Sequence[Mapping[str, str]], criteria: Table) -> Table:
    """Self-scores of most models, the review of those appraised, and a case of each kind that it has to decide."""
    given: Table = {}
    for model in models:
        code = model["code"]
        level = LEVELS[model["status"]] + 0.08 * (spread("level", code) - 0.5)
        if code in UNSCORED:
            continue
        given[code] = {"self": points(criteria, model, level + 0.04, "self")}
        if model["status"] != "registered":
            given[code]["review"] = points(criteria, model, level, "review")
    given["TT01"]["bonus"] = {"district-commendation": 5}
    given["TT02"]["bonus"] = {"city-flag": 10}
    given["TT16"]["deductions"] = {"late-file": 2}
    given["CN14"] |= {"disqualified": "duplicate", "note": f"trùng với phong trào của Mặt trận ({MADE_UP})"}
    given["CN11"]["review"]["file"] = 4
    del given["CN22"]["review"]["spread"]
    return {"model": given}


def shown(rows: Iterable[Result], day: date, catalogue: Table) -> Table:
    """The ward's figures at the end of a day, as a meeting keeps those that it saw: in words."""
    past = [row for row in rows if row.date <= day]
    families = {row.group: row.value for row in past if row.indicator == "culture-families"}
    figures = {
        "fund-gratitude": (sum(row.value for row in past if row.indicator == "fund-gratitude"), 120_000_000),
        "blood": (sum(row.value for row in past if row.indicator == "blood"), 300),
        "culture-families": (sum(families.values()), sum(HOUSEHOLDS.values())),
    }
    units = {key: catalogue[key]["unit"].replace("đồng", "đ") for key in figures}
    return {
        key: {
            "name": catalogue[key]["name"]["vi"],
            "result": f"{dotted(actual)} {units[key]}",
            "base": f"{dotted(base)} {units[key]}",
            "percent": f"{dotted((20_000 * actual + base) // (2 * base), decimals=2)} %",
        }
        for key, (actual, base) in figures.items()
    }


def dotted(number: int, decimals: int = 0) -> str:
    """A number as Vietnamese write it, given in its last place."""
    whole, fraction = divmod(number, 10**decimals)
    return f"{whole:,}".replace(",", ".") + (f",{fraction:0{decimals}}" if decimals else "")


def meeting(figures: Table, day: date, present: int, absent: str, **tables: Table) -> Table:
    """A signed meeting at two in the afternoon, which saw `figures`."""
    groups = dict.fromkeys(entry["group"] for entry in tables["difficulty"].values())
    agenda: list[tuple[str, Table, int]] = [("opening", {}, 6), ("last", {}, 12)]
    agenda += [("results", {"indicator": key}, 5 + at) for at, key in enumerate(figures)]
    agenda += [("group", {"group": code}, 7 - at) for at, code in enumerate(groups)]
    agenda += [("answers", {}, 13), ("conclusions", {}, 16)]
    items = {
        "-".join((part, *about.values())): {"order": order, "part": part, **about, "state": "done", "spent": 60 * spent}
        for order, (part, about, spent) in enumerate(agenda, start=1)
    }
    items["opening"]["note"] = f"Cuộc họp này là {MADE_UP}, không phải biên bản thật"
    start = datetime.combine(day, time(14), timezone(timedelta(hours=7)))
    end = start + timedelta(seconds=sum(item["spent"] for item in items.values()))
    return {
        "date": day.isoformat(),
        "kind": "bloc",
        "place": "hội trường UBND phường",
        "chair": "Trưởng khối dân vận",
        "secretary": "Cán bộ văn phòng Đảng ủy",
        "present": present,
        "invited": 44,
        "absent": absent,
        "started": start.isoformat(),
        "ended": end.isoformat(),
        "item": items,
        "figure": figures,
        **tables,
        "signed": {"by": "Trưởng khối dân vận", "at": (end + timedelta(days=1)).isoformat()},
    }


def meetings(rows: Sequence[Result], catalogue: Table) -> Mapping[date, Table]:
    """Two review meetings of 2018, with difficulties and conclusions of each kind that there can be."""
    july_10, october_9 = date(2018, 7, 10), date(2018, 10, 9)
    july = meeting(
        shown(rows, july_10, catalogue),
        july_10,
        present=41,
        absent="đại diện tổ dân phố 20 và 33, Công an phường (đều có lý do)",
        difficulty={
            "d-1": {
                "text": "Tổ tình nguyện thiếu người trong dịp hè, chưa báo cáo tổng vệ sinh hằng tuần",
                "group": "9",
                "indicator": "clean-up",
            },
            "d-2": {"text": "Nhà văn hóa đang cải tạo, chưa có chỗ sinh hoạt chung", "group": "22"},
            "d-3": {
                "text": "Đề nghị phường cho mượn bộ âm thanh tổ chức đêm văn nghệ",
                "group": "18",
                "indicator": "arts-nights",
                "proposal": True,
            },
        },
        conclusion={
            "k-1": {
                "text": "Hoàn thành đợt vận động Quỹ Đền ơn đáp nghĩa trước Ngày Thương binh – Liệt sĩ",
                "owner": "Các tổ dân phố",
                "deadline": "2018-07-27",
                "indicator": "fund-gratitude",
            },
            "k-2": {
                "text": "Tổ dân phố 9 bố trí lại lực lượng, tổng vệ sinh hằng tuần trở lại",
                "owner": "Tổ dân phố 9",
                "deadline": "2018-07-31",
                "group": "9",
                "indicator": "clean-up",
            },
            "k-3": {
                "text": "Lập danh sách các điểm chân rác còn lại dọc đê Ngọc Thụy, đề xuất chuyển thành bồn hoa",
                "owner": "Công chức môi trường phường",
                "deadline": "2018-09-30",
                "indicator": "flower-beds",
            },
            "k-4": {"text": "Biểu dương các tổ dân phố sớm hoàn thành đăng ký Gia đình văn hóa", "task": False},
        },
        action={"a-1": {"of": "2018-07-10/d-3", "act": "answered", "text": "phường cho mượn, báo trước một tuần"}},
        notice={"number": "05-TB/KDV", "day": "2018-07-12"},
    )
    october = meeting(
        shown(rows, october_9, catalogue),
        october_9,
        present=42,
        absent="đại diện tổ dân phố 5 và 33 (có lý do)",
        difficulty={
            "d-1": {
                "text": "Chưa báo cáo được kết quả vận động hiến máu",
                "group": "16",
                "indicator": "blood",
            },
            "d-2": {
                "text": "Người phụ trách tổng vệ sinh ốm, chưa có người thay",
                "group": "31",
                "indicator": "clean-up",
            },
            "d-3": {
                "text": "Đề nghị bố trí thêm điểm hiến máu phía ngoài đê",
                "group": "38",
                "indicator": "blood",
                "proposal": True,
            },
        },
        conclusion={
            "k-1": {
                "text": "Tổ dân phố 16 và 33 rà soát, báo cáo kết quả vận động hiến máu cả năm",
                "owner": "Tổ dân phố 16",
                "deadline": "2018-10-31",
                "group": "16",
                "indicator": "blood",
            },
            "k-2": {
                "text": "Chuẩn bị tháng cao điểm Quỹ Vì người nghèo, vận động trên tinh thần tự nguyện",
                "owner": "Mặt trận Tổ quốc phường",
                "deadline": "2018-11-18",
                "indicator": "fund-poor",
            },
            "k-3": {
                "text": "Tổ dân phố 31 cử người thay phụ trách tổng vệ sinh",
                "owner": "Tổ dân phố 31",
                "deadline": "2018-11-15",
                "group": "31",
                "indicator": "clean-up",
            },
            "k-4": {"text": "Đánh giá cao kết quả vận động hiến máu, đã vượt chỉ tiêu quận giao", "task": False},
        },
        action={
            "a-1": {"of": "2018-07-10/k-1", "act": "done", "text": "vượt chỉ tiêu cả năm"},
            "a-2": {"of": "2018-07-10/k-2", "act": "done"},
            "a-3": {
                "of": "2018-07-10/k-3",
                "act": "extension-asked",
                "text": "cần khảo sát thêm sau mùa mưa",
                "deadline": "2018-11-30",
            },
            "a-4": {"of": "2018-07-10/k-3", "act": "extended", "deadline": "2018-11-30"},
            "a-5": {"of": "2018-07-10/d-1", "act": "resolved"},
            "a-6": {"of": "2018-07-10/d-2", "act": "followed-up", "text": "dùng tạm phòng họp của chi bộ"},
            "a-7": {"of": "2018-10-09/d-3", "act": "followed-up", "text": "Hội Chữ thập đỏ phường khảo sát địa điểm"},
        },
        notice={"number": "07-TB/KDV", "day": "2018-10-11"},
    )
    return {july_10: july, october_9: october}


def read_models(folder: Path) -> list[dict[str, str]]:
    """The models as registered, by the names of their columns."""
    with (folder / "2018/models.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table as UTF-8 without a byte order mark, on every system with the same line ends."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def write_toml(path: Path, table: Table) -> None:
    """Write a table that the app owns, as the app writes it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(tomli_w.dumps(table).encode())


def write_year(folder: Path, year: Year, models: Sequence[Mapping[str, str]]) -> None:
    """Write what every year has: groups, results and targets."""
    groups = [
        (code, f"Tổ dân phố {code}", "residential", households, f"Tổ trưởng TDP {code}")
        for code, households in year.households.items()
    ]
    write_csv(folder / "groups.csv", ("code", "name", "kind", "households", "leader"), groups)
    write_csv(folder / "results.csv", Result._fields, results(year, models))
    write_toml(folder / "targets.toml", targets(year))


def write_ward(folder: Path) -> None:
    """Write the whole ward into `folder`."""
    if folder.resolve() != SOURCE.resolve():
        for name in BY_HAND:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(SOURCE / name, folder / name)
    models = read_models(folder)
    scheme = tomllib.loads((folder / "2018/scoring.toml").read_text(encoding="utf-8"))
    for year in YEARS:
        write_year(folder / str(year.year), year, models)
    teams = [
        (code, f"Tổ trưởng tổ tình nguyện TDP {code}", 5 + int(4 * spread("members", code)), weekday(code))
        for code in HOUSEHOLDS
    ]
    write_csv(folder / "2018/teams.csv", ("group", "leader", "members", "weekday"), teams)
    write_toml(folder / "2018/scores.toml", scores(models, scheme["criteria"]))
    catalogue = tomllib.loads((folder / "indicators.toml").read_text(encoding="utf-8"))
    for day, table in meetings(results(YEARS[0], models), catalogue).items():
        write_toml(folder / f"2018/meetings/{day.isoformat()}.toml", table)


if __name__ == "__main__":
    write_ward(Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCE)
