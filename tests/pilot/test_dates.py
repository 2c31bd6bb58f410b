"""Through the months: what the title says, where it ends, what screens show then."""

from tests.pilot.opened import opened


async def test_back_month_by_month_and_on_to_the_newest() -> None:
    async with opened(keys="2") as desk:
        assert desk.title.startswith("Phường Ngọc Thụy · 2018 · số liệu đến 08/11/2018")
        assert "chưa phải mới nhất" not in desk.title
        for day in ("31/10/2018", "30/09/2018", "31/08/2018"):
            await desk.press("ctrl+left")
            assert f"số liệu đến {day}" in desk.title
            assert "chưa phải mới nhất" in desk.title
        for day in ("30/09/2018", "31/10/2018", "08/11/2018", "08/11/2018"):
            await desk.press("ctrl+right")
            assert f"số liệu đến {day}" in desk.title
        assert "chưa phải mới nhất" not in desk.title
        await desk.press("ctrl+left ctrl+left ctrl+end")
        assert "số liệu đến 08/11/2018" in desk.title


async def test_january_is_the_first() -> None:
    async with opened(keys="1" + " ctrl+left" * 12) as desk:
        assert "số liệu đến 31/01/2018" in desk.title
        assert "chưa báo cáo" in desk.row("Hiến máu nhân đạo")
        assert "229.010.000" not in desk.text


async def test_every_screen_goes_along() -> None:
    async with opened(keys="ctrl+left " * 6) as desk:
        for keys, words in [
            ("1", "63.200.000"),
            ("2", "52,7 % ◐"),
            ("3", "63.200.000"),
            ("4", "tuần 22 (28/05–03/06)"),
            ("5 tab tab", "Điểm"),
        ]:
            await desk.press(keys)
            assert "31/05/2018" in desk.title
            assert words in desk.text
