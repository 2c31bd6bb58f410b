"""Wards that have little: every screen opens, says what is missing, and bears every key."""

from pathlib import Path

import pytest

from tests.pilot.opened import SMALL, opened, write_ward

EVERYWHERE = (
    "1 down enter escape tab enter f7 escape escape "
    "2 right right f4 f4 ctrl+t f7 escape f6 down enter enter left right down f7 escape escape "
    "3 f4 down enter f4 ctrl+t ctrl+t f7 escape 4 right left f4 f4 f4 tab down enter escape shift+tab enter escape "
    "5 right f7 escape enter escape tab enter escape tab enter escape f5 escape f5 tab enter tab 7 down tab enter "
    "1 f5 right left up right left down down right pageup pagedown f7 escape escape 2 f5 f5 "
    "ctrl+left ctrl+right ctrl+end ctrl+l 1 2 3 4 5 7 ctrl+c f3 escape f1 escape ctrl+p escape f9 escape"
)
"""Keys that pass through all that there is."""


@pytest.fixture
def least(tmp_path: Path) -> Path:
    return write_ward(tmp_path)


async def test_groups_and_nothing_else(least: Path) -> None:
    async with opened(least, size=(100, 30)) as desk:
        for keys, words in [
            ("1", "Không có việc gì cần nêu"),
            ("2 enter", "Chưa có tổ tình nguyện vì môi trường"),
            ("right", "Chưa đăng ký mô hình"),
            ("3", "indicators.toml chưa có quỹ nào"),
            ("4", "Không có nội dung nào đếm buổi tổng vệ sinh, và teams.csv trống"),
            ("4", "Chưa có kết quả nào ghi địa điểm"),
            ("5", "Chưa có mô hình: thiếu models.csv hoặc tệp trống"),
            ("tab tab", "Chưa xếp hạng: scoring.toml không có trọng số"),
            ("7", "Không có số liệu để đối chiếu: claims.toml thiếu hoặc trống"),
            ("7", "Các tệp không có dòng lỗi nào"),
            ("1 f7", "Chưa có kết quả nào cho con số này"),
            ("escape f5", "· CHƯA BÁO CÁO"),
        ]:
            await desk.press(keys)
            assert words in desk.text


async def test_every_key_is_borne(least: Path) -> None:
    async with opened(least, size=SMALL, keys=EVERYWHERE) as desk:
        await desk.press("1")
        assert desk.title.startswith("Ngọc Thụy ward · 2018")


async def test_nothing_to_raise_leads_nowhere(least: Path) -> None:
    async with opened(least, keys="1 tab enter f7 escape f5") as desk:
        assert "Phường Ngọc Thụy\n" in desk.text


async def test_slides_of_a_group_that_has_nothing_show_what_is_missing(least: Path) -> None:
    async with opened(least, keys="f5 down") as desk:
        assert "Tổ dân phố 1" in desk.text
        assert "· CHƯA BÁO CÁO" in desk.text
        await desk.press("right up")
        assert "Phường Ngọc Thụy\n" in desk.text


async def test_models_without_a_scheme_have_no_points(tmp_path: Path) -> None:
    models = "code,kind,registrant,group,title\nT1,collective,Chi bộ,2,Tuyến hoa\n"
    async with opened(write_ward(tmp_path, {"2018/models.csv": models}), keys="5") as desk:
        assert "Chưa xếp loại: scoring.toml không có tiêu chí" in desk.text
        assert "0" not in desk.row("T1").split()
        assert "cao nhất" not in desk.text
        assert "chưa chấm xong" not in desk.text
        await desk.press("enter")
        assert "Chi bộ: Tuyến hoa" in desk.text


async def test_one_of_a_thing_is_one_in_english(tmp_path: Path) -> None:
    ward = write_ward(
        tmp_path,
        {
            "2018/groups.csv": "code,name\n1,Group 1\n",
            "2018/models.csv": "code,kind,registrant,title,fields\nT1,collective,A,B,culture\n",
            "2018/scoring.toml": "[criteria.a]\nname.vi = 'A'\nmax = 1\n[fields.culture]\nname.vi = 'B'\n",
        },
    )
    async with opened(ward, keys="ctrl+l 2 f6 1 enter") as desk:
        assert desk.status.startswith("Filter: “1” · 1 of 1 group ")
        await desk.press("5" + " right" * 6 + " f2 1")
        assert desk.rows(r"│ +1 of 1 point +│")
        await desk.press("escape tab tab tab")
        assert desk.text.count("1 model, fields named: 1;") == 1
