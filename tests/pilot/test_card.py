"""The card of a group: from wherever it was opened, back there, and on to the neighbours."""

from tests.pilot.opened import SMALL, Desk, opened


def whose(desk: Desk) -> str:
    """The group that the card is of."""
    return desk.lines[2].strip().partition(" · ")[0]


async def test_all_of_one_group() -> None:
    async with opened(keys="2 f6 2 2 enter enter") as desk:
        assert desk.lines[2].split(" · ")[:3] == [" Tổ dân phố 22", "246 hộ", "Tổ trưởng TDP 22" + desk.lines[2][42:]]
        assert desk.lines[2].endswith("22/38")
        assert desk.rows(r"▲ Quỹ Đền ơn đáp nghĩa +7.190.000 +3.550.000 .* 202,54 % +16 ")
        assert desk.rows(r"– Ủng hộ cải tạo nhà văn hóa .* ≥ 158.000.000 +chưa giao ")
        assert "Tổ tình nguyện vì môi trường: Tổ trưởng tổ tình nguyện TDP 22 · 6 thành viên · Thứ sáu" in desk.text
        assert "Mô hình: Chi bộ tổ dân phố 22: Vận động nhân dân ủng hộ cải tạo nhà văn hóa" in desk.text
        assert "Hạng/38" in desk.text


async def test_what_it_has_no_result_or_target_for_comes_last() -> None:
    async with opened(keys="2 enter", size=(120, 60)) as desk:
        marks = [row[1] for row in desk.rows(r"^ [▲●◐▼–·] .+")]
        assert marks[-1] == "·"
        assert "·" not in "".join(marks).rstrip("·")


async def test_left_and_right_go_round() -> None:
    async with opened(keys="2 enter") as desk:
        assert whose(desk) == "Tổ dân phố 1"
        await desk.press("left")
        assert whose(desk) == "Tổ dân phố 38"
        await desk.press("right right")
        assert whose(desk) == "Tổ dân phố 2"
        await desk.press("escape")
        assert desk.cursor == "Tổ dân phố 1"


async def test_it_opens_from_everywhere_and_goes_back_there() -> None:
    async with opened() as desk:
        for way, group, back in [
            ("1 f3 t d p space 7 enter", "Tổ dân phố 7", "1 Tổng quan"),
            ("2 down down enter", "Tổ dân phố 3", "2 Tổ dân phố"),
            ("3 enter down enter", "Tổ dân phố 2", "3 Quỹ"),
            ("4 down enter", "Tổ dân phố 2", "4 Môi trường"),
            ("5 enter", "Tổ dân phố 18", "5 Đánh giá"),
            ("5 tab tab enter", "Tổ dân phố 26", "5 Đánh giá"),
            ("7 f3 2 2 enter", "Tổ dân phố 22", "7 Đối chiếu"),
        ]:
            await desk.press(way)
            assert whose(desk) == group
            assert desk.tab == "2 Tổ dân phố"
            assert "Esc Trở lại" in desk.key_bar
            assert desk.status.startswith(f"{group} · Quỹ Đền ơn đáp nghĩa")
            await desk.press("escape")
            assert desk.tab == back


async def test_a_card_over_a_card_is_one_card() -> None:
    async with opened(keys="4 enter f3 2 2 enter f3 3 1 enter") as desk:
        assert whose(desk) == "Tổ dân phố 31"
        await desk.press("escape")
        assert desk.tab == "4 Môi trường"


async def test_a_tab_leaves_it() -> None:
    async with opened(keys="4 enter 2 enter 2") as desk:
        assert desk.tab == "2 Tổ dân phố"
        assert desk.cursor == "Tổ dân phố 1"
        await desk.press("1")
        assert desk.tab == "1 Tổng quan"


async def test_a_collective_of_no_group_has_no_card() -> None:
    async with opened(keys="5 down down enter") as desk:
        assert desk.tab == "5 Đánh giá"
        assert desk.status.startswith("Hội Liên hiệp Phụ nữ phường")


async def test_the_wide_one_has_months_last_year_and_day() -> None:
    async with opened(keys="2 enter", size=(200, 40)) as desk:
        for title in ("Theo tháng", "Năm trước", "Đơn vị"):
            assert title in desk.lines[4]
        assert desk.rows(r"Quỹ Đền ơn đáp nghĩa .* ····▁▃▇")
        assert desk.rows(r"Quỹ Đền ơn đáp nghĩa .* 23/07")


async def test_at_80_by_24_whoever_works_there_is_told_in_full() -> None:
    async with opened(keys="2 f3 1 6 enter", size=SMALL) as desk:
        words = " ".join(line.strip() for line in desk.lines[-9:-2])
        assert "Tổ trưởng tổ tình nguyện TDP 16 · 5 thành viên · Chủ nhật Mô hình: Cá nhân 16" in words
        assert "Giao ban: 09/10 · khó khăn" in words
        await desk.press("ctrl+l 2 right right")
        assert "/ 3,050,000 đ" in desk.status
