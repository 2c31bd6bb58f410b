"""Wards with hostile names, with one group, with very many; and terminals of any size."""

import unicodedata
from pathlib import Path

import pytest

from tests.pilot.opened import opened, table, write_ward
from tests.pilot.test_bare_wards import EVERYWHERE

OTHERS = [(20, 5), (300, 100)]

SCREENS = ("1", "2", "2 enter", "3", "4", "5", "5 tab tab", "7", "f3", "escape f1", "escape 1 f7", "escape f5")

HOSTILE = "x[/foo][@click=app.quit]Z[/][red]\x1b[31m\x1b]0;t\x07\u202eabc"
SEEN = "x[/foo][@click=app.quit]Z"
MARKUP = "m[/foo][@click=app.quit]M[/]"


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """Every text an attack; what TOML cannot hold is markup only."""
    indicator = f'[{{}}]\ntopic = "{{}}"\nname.vi = "{MARKUP}"\nshort.vi = "[/s]"\nunit = "{{}}"\n'
    kinds = [("blood", "blood", "u[/b]"), ("fund", "fund", "đồng"), ("clean", "environment", "buổi")]
    results = [("02/02", 1, key, 5, "", HOSTILE, HOSTILE) for key, _topic, _unit in kinds]
    return write_ward(
        tmp_path,
        {
            "ward.toml": f'name = "{MARKUP}"\nkind = "[/k]"\n',
            "indicators.toml": "".join(indicator.format(*kind) for kind in kinds),
            "2018/groups.csv": table(("code", "name", "leader"), (1, HOSTILE, HOSTILE), ("a[/]b", "[/]", HOSTILE)),
            "2018/results.csv": table(
                ("date", "group", "indicator", "value", "bound", "place", "note"), *results, ("30/02", *[HOSTILE] * 6)
            ),
            "2018/teams.csv": table(("group", "leader", "members", "weekday"), (1, HOSTILE, 7, HOSTILE)),
            "2018/models.csv": table(
                ("code", "kind", "registrant", "group", "title", "fields", "level", "status"),
                ("T[/]", "collective", HOSTILE, 1, HOSTILE, "culture;[/x]", HOSTILE, "registered"),
            ),
            "2018/claims.toml": f'[[claim]]\nsays = "{MARKUP}"\nwhere = "[/w]"\npercent = 50\nactual = 1\nbase = 3\n',
            "2018/scoring.toml": f'[criteria.c]\nname.vi = "{MARKUP}"\nmax = 10\n[weights]\nblood = 10\n',
        },
    )


async def test_hostile_names_are_seen_as_they_are_on_every_screen(hostile: Path) -> None:
    async with opened(hostile, size=(160, 40)) as desk:
        for keys in SCREENS:
            await desk.press(keys)
            assert SEEN in desk.text or MARKUP in desk.text
            assert {unicodedata.category(each) for each in desk.text} & {"Cc", "Cf", "Zl", "Zp"} <= {"Cc"}
            assert set(desk.text) & set(map(chr, range(32))) <= {"\n"}
        await desk.press("escape 2 ctrl+c")
        assert SEEN in desk.app.clipboard


async def test_hostile_words_of_a_query_and_of_a_filter(hostile: Path) -> None:
    async with opened(hostile, keys="2 f6", size=(160, 40)) as desk:
        await desk.type("[/foo][@click=app.quit]")
        assert "[/foo][@click=app.quit]" in desk.text
        await desk.press("enter")
        assert "[/foo][@click=app.quit]" in desk.status


async def test_one_group(tmp_path: Path) -> None:
    files = {
        "2018/groups.csv": "code,name\n1,Tổ 1\n",
        "2018/results.csv": "date,group,indicator,value\n05/01,1,blood,3\n",
        "2018/scoring.toml": "[weights]\nblood = 10\n",
    }
    async with opened(write_ward(tmp_path, files), keys="2 enter") as desk:
        assert desk.lines[2].rstrip().endswith("1/1")
        await desk.press("left right right")
        assert desk.lines[2].strip().startswith("Tổ 1")
        await desk.press("escape 5 tab tab")
        assert desk.status.startswith("Tổ 1 · ")
        await desk.press("1", EVERYWHERE)


class TestManyGroups:
    @pytest.fixture
    def many(self, tmp_path: Path) -> Path:
        """400 groups and 20 indicators, each with a result."""
        kinds = [("fund", "đồng"), ("blood", "đơn vị"), ("environment", "buổi"), ("culture", "hộ")]
        topics = [(f"i{number}", *kinds[number % 4]) for number in range(20)]
        entry = '[{}]\ntopic = "{}"\nname.vi = "Chỉ tiêu {}"\nunit = "{}"\nof = "households"\n'
        groups = [(code, f"Tổ dân phố {code}", 100 + code) for code in range(1, 401)]
        results = [
            (f"{1 + (code + number) % 28}/{1 + number % 11}", code, key, code + number)
            for code, _name, _households in groups
            for number, (key, _topic, _unit) in enumerate(topics)
        ]
        return write_ward(
            tmp_path,
            {
                "indicators.toml": "".join(entry.format(key, topic, key, unit) for key, topic, unit in topics),
                "2018/groups.csv": table(("code", "name", "households"), *groups),
                "2018/results.csv": table(("date", "group", "indicator", "value"), *results),
            },
        )

    async def test_every_screen_shows_them(self, many: Path) -> None:
        async with opened(many) as desk:
            await desk.press("2 ctrl+down end")
            assert desk.status.startswith("Tổ dân phố 400 · Chỉ tiêu i19 · 419 / 500 hộ · 83,80 %")
            await desk.press("f4")
            assert desk.status.startswith("Tổ dân phố 400 · Chỉ tiêu i19")
            await desk.press("f6 3 9 9 enter enter")
            assert desk.lines[2].rstrip().endswith("399/400")
            await desk.press("3 enter ctrl+down pageup")
            assert "· Chỉ tiêu i0 · " in desk.status
            await desk.press("4 ctrl+down right left")
            assert desk.status.startswith("Tổ dân phố 400 · tuần ")
            await desk.press("7 5 tab tab f5 down right f5 ctrl+left ctrl+end 1")
            assert desk.tab == "1 Tổng quan"


@pytest.mark.parametrize("size", [(1, 1), (40, 10), *(pytest.param(size, marks=pytest.mark.long) for size in OTHERS)])
async def test_any_size_is_borne_on_every_screen(size: tuple[int, int]) -> None:
    async with opened(size=size) as desk:
        for keys in SCREENS:
            await desk.press(keys, "down right pagedown end")
            assert len(desk.lines) == size[1]
            assert all(len(line) <= size[0] for line in desk.lines)
        await desk.press("escape 1")
        await desk.resize(120, 36)
        assert "229.010.000" in desk.text
