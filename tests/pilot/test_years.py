"""Another year of the ward, through the palette: what is not there that year is left, and nothing breaks."""

from pathlib import Path

import pytest

from tests.pilot.opened import opened, write_ward

INDICATORS = '[clean-up]\ntopic = "environment"\nname.vi = "Dọn vệ sinh"\nunit = "buổi"\n'


@pytest.fixture
def two_years(tmp_path: Path) -> Path:
    """Group 2 is new in 2018; in 2017 only the first of January brought results, a Sunday before week 1."""
    return write_ward(
        tmp_path,
        {
            "indicators.toml": INDICATORS,
            "2017/groups.csv": "code,name\n1,Tổ dân phố 1\n",
            "2017/results.csv": "date,group,indicator,value\n2017-01-01,1,clean-up,1\n",
            "2018/results.csv": "date,group,indicator,value\n2018-12-30,1,clean-up,1\n2018-12-30,2,clean-up,1\n",
        },
    )


THE_YEAR_2017 = "ctrl+p 2 0 1 7 enter"


async def test_2017_and_back() -> None:
    async with opened(keys=f"2 {THE_YEAR_2017}") as desk:
        assert desk.title.startswith("Phường Ngọc Thụy · 2017 · số liệu đến ")
        assert desk.tab == "2 Tổ dân phố"
        await desk.press("ctrl+p 2 0 1 8 enter")
        assert desk.title.startswith("Phường Ngọc Thụy · 2018 · số liệu đến 08/11/2018")


@pytest.mark.parametrize("keys", ["2 down enter", "2 down enter right left", "3 f3 2 enter"])
async def test_the_card_of_a_group_that_was_not_there_closes(two_years: Path, keys: str) -> None:
    async with opened(two_years, keys=keys) as desk:
        assert "2/2" in desk.lines[2]
        await desk.press(THE_YEAR_2017, "down")
        assert desk.title.startswith("Phường Ngọc Thụy · 2017")
        assert "/2" not in desk.lines[2]
        assert "Tổ dân phố 2" not in desk.text


async def test_slides_of_a_group_that_was_not_there_show_the_ward(two_years: Path) -> None:
    async with opened(two_years, keys=f"f5 down down {THE_YEAR_2017}") as desk:
        assert "Phường Ngọc Thụy\n" in desk.text
        await desk.press("down right")
        assert "Tổ dân phố 1\n" in desk.text


async def test_the_week_stays_within_the_year(two_years: Path) -> None:
    async with opened(two_years, keys="4") as desk:
        assert "tuần 52 (24/12–30/12): ■ có tổ chức, 1 buổi" in desk.status
        await desk.press(THE_YEAR_2017)
        assert "tuần 1 (02/01–08/01): ■ có tổ chức, 1 buổi" in desk.status
        await desk.press("left left right")
        assert "tuần 2 (09/01–15/01)" in desk.status
