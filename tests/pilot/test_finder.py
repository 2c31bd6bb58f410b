"""The finder: a few letters as people type them, and Enter goes there; from any screen."""

from tests.pilot.opened import opened


async def test_a_few_letters_and_enter() -> None:
    async with opened(size=(160, 40)) as desk:
        for typed, first, tab, status in [
            ("22", "Tổ dân phố 22 tổ dân phố", "2 Tổ dân phố", "Tổ dân phố 22 · Quỹ Đền ơn đáp nghĩa"),
            ("tdp 7", "Tổ dân phố 7 tổ dân phố", "2 Tổ dân phố", "Tổ dân phố 7 · "),
            ("ngheo", "Quỹ Vì người nghèo nội dung", "3 Quỹ", "Toàn phường · Quỹ Vì người nghèo · 156.040.000 đ"),
            ("nghèo", "Quỹ Vì người nghèo nội dung", "3 Quỹ", "Toàn phường · Quỹ Vì người nghèo · 156.040.000 đ"),
            ("qvnn", "Quỹ Vì người nghèo nội dung", "3 Quỹ", "Toàn phường · Quỹ Vì người nghèo · 156.040.000 đ"),
            ("hien mau", "Hiến máu nhân đạo nội dung", "2 Tổ dân phố", "Tổ dân phố 1 · Hiến máu nhân đạo"),
            ("nghi quyet", "Nghị quyết chuyên đề", "1 Tổng quan", "Toàn phường · Nghị quyết chuyên đề · 10"),
            ("ly son", "Đường Lý Sơn địa điểm", "4 Môi trường", "Đường Lý Sơn · Buổi tổng dọn vệ sinh hằng tuần"),
            ("TT04", "Biến điểm chân rác thành bồn hoa mô hình", "5 Đánh giá", "Hội Liên hiệp Phụ nữ phường"),
            ("ca nhan 05", "", "5 Đánh giá", "Cá nhân 05 · "),
            ("to truong tdp 9", "Tổ trưởng TDP 9 tổ trưởng", "2 Tổ dân phố", "Tổ dân phố 9 · "),
            ("tinh nguyen TDP 31", "", "2 Tổ dân phố", "Tổ dân phố 31 · "),
        ]:
            await desk.press("7 f3")
            await desk.type(typed)
            assert " ".join(desk.cursor.split()).startswith(first)
            await desk.press("enter")
            assert (desk.tab, desk.status[: len(status)]) == (tab, status)


async def test_from_every_screen_and_back() -> None:
    async with opened() as desk:
        for screen in ("1", "2", "2 enter", "3", "4", "5", "7", "f5"):
            await desk.press(screen)
            before = desk.lines
            for key in ("f3", "slash"):
                await desk.press(key)
                assert "╭─ Tìm" in desk.text
                await desk.press("escape")
                assert desk.lines == before


async def test_what_is_not_there() -> None:
    async with opened(keys="f3") as desk:
        await desk.type("zz xx")
        assert "Không tìm thấy" in desk.text
        assert desk.cursor == ""
        await desk.press("enter down enter")
        assert "╭─ Tìm" in desk.text
        await desk.press("backspace " * 5)
        assert desk.cursor.startswith("Tổ dân phố 1 ")


async def test_the_arrows_move_in_the_list_while_one_types() -> None:
    async with opened(keys="f3") as desk:
        await desk.type("ngheo")
        await desk.press("down")
        assert desk.cursor.startswith("Vận động quỹ Vì người nghèo từng hộ gia đình")
        await desk.press("pagedown pageup")
        assert desk.cursor.startswith("Quỹ Vì người nghèo")
        await desk.press("down down enter")
        assert desk.tab == "5 Đánh giá"


async def test_in_english_by_english_names_too() -> None:
    async with opened(keys="f3", language="en") as desk:
        await desk.type("gratitude")
        assert desk.cursor.startswith("Gratitude Fund")
        await desk.press("enter")
        assert desk.tab == "3 Funds"


async def test_keys_that_edit_where_there_is_nothing_to_edit() -> None:
    """Copy and cut find nothing selected; the finder goes on."""
    async with opened(keys="f3") as desk:
        for key in ("ctrl+c", "ctrl+x", "ctrl+k", "ctrl+w", "ctrl+u", "delete", "ctrl+v", "ctrl+a", "ctrl+c"):
            await desk.press(key)
            assert "╭─ Tìm" in desk.text
        await desk.type("22")
        assert desk.cursor.startswith("Tổ dân phố 22")
