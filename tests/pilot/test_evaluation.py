"""Models by the year's scheme, each kind apart; the groups ranked, each explained; the fields of work."""

import pytest

from tests.pilot.opened import SMALL, opened

TO_RESULT = "right right right right right right right right right"


async def test_collectives_first_the_best_on_top() -> None:
    async with opened(keys="5") as desk:
        assert "[Tập thể 20] Cá nhân 28  Tổ dân phố 38" in desk.lines[2]
        assert desk.lines[2].endswith("Đăng ký 20 → 17 → 12 → 4 → 1")
        assert desk.rows(r"^ +1 TT02 +Chi bộ tổ dân phố 18 +106 Xuất sắc +– ")
        assert desk.rows(r"^ +5 TT09 .* 87 Tốt +3 ")
        assert desk.rows(r"^ +– TT18 .* – chưa chấm xong")
        assert "Đêm văn nghệ tự tổ chức tại tổ dân phố · Văn hóa, thể thao, giáo dục · Điển hình" in desk.text
        assert "Đã ở loại cao nhất" in desk.text


@pytest.mark.parametrize(
    ("size", "funnel"),
    [
        ((80, 24), "Đăng ký 20→17→12→4→1"),
        ((160, 40), "Đăng ký 20 → Thẩm định 17 → Công nhận 12 → Điển hình 4 → Khen thưởng 1"),
    ],
)
async def test_how_many_came_how_far_is_never_cut(size: tuple[int, int], funnel: str) -> None:
    async with opened(keys="5", size=size) as desk:
        assert desk.lines[2].endswith(funnel)


async def test_what_is_missing_to_the_next_grade() -> None:
    async with opened(keys="5 down down down down") as desk:
        assert desk.status.startswith("Hội Người cao tuổi phường · Tổng 87 · Tốt · hạng 5/20")
        assert "còn thiếu 3 điểm để đạt Xuất sắc" in desk.text


async def test_a_self_score_alone_gives_no_grade() -> None:
    async with opened(keys="5 ctrl+down", size=(120, 40)) as desk:
        assert "chưa chấm xong" in desk.status
        assert "Tổng" not in desk.status
        assert "Chưa xếp loại khi chưa thẩm định xong; còn thiếu: " in desk.text
        assert desk.rows(r"– TT18 .*\(8\)")


async def test_the_criterion_under_the_cursor_with_its_parts() -> None:
    async with opened(keys=f"5 {TO_RESULT}") as desk:
        assert "Kết quả so với mục tiêu: tự chấm" in desk.lines[-4] + desk.lines[-3]
        assert "Kết quả kiểm chứng được: tự chấm" in desk.text


async def test_individuals_a_floor_and_a_disqualification() -> None:
    async with opened(keys="5 tab", size=(140, 50)) as desk:
        assert "[Cá nhân 28]" in desk.lines[2]
        assert desk.cursor == "1"
        assert desk.rows(r"– CN14 .* 76 không xếp loại")
        words = set()
        for _model in range(28):
            words |= {line.strip() for line in desk.lines[-5:-2]}
            await desk.press("down")
        assert [line for line in words if line.startswith("Không đủ điều kiện xếp loại: ")]
        assert [line for line in words if line.startswith("Dưới mức sàn: ")]


async def test_groups_ranked_and_explained() -> None:
    async with opened(keys="5 tab tab") as desk:
        assert "[Tổ dân phố 38]" in desk.lines[2]
        assert "→" not in desk.lines[2]
        assert desk.rows(r"^ +1 Tổ dân phố 26 +115,61 +▲ 9 ")
        assert "Tổ dân phố 26: ĐƠĐN 22,5 + VNN 21,2 + Hiến máu 30,0 + GĐVH 19,4 + Dọn VS 22,6 = 115,61" in desk.text
        await desk.press("ctrl+down")
        assert desk.rows(r"^ Tính 0 điểm vì chưa có số liệu: Hiến máu nhân đạo")
        assert "· hạng 38/38" in desk.status


async def test_fields_and_round_again() -> None:
    async with opened(keys="5 tab tab tab") as desk:
        assert "[Lĩnh vực 7]" in desk.lines[2]
        for field in ("Kinh tế", "Văn hóa – xã hội", "Quốc phòng – an ninh", "Xây dựng hệ thống chính trị"):
            assert desk.row(field)
        await desk.press("enter down enter")
        assert desk.tab == "5 Đánh giá"
        await desk.press("tab")
        assert "[Tập thể 20]" in desk.lines[2]
        await desk.press("shift+tab ctrl+pageup ctrl+pagedown")
        assert "[Lĩnh vực 7]" in desk.lines[2]


async def test_at_80_by_24_the_details_take_the_lines_there_are() -> None:
    async with opened(keys="5", size=SMALL) as desk:
        assert [line.strip() for line in desk.lines[-4:-2]] == ["hình", "Đã ở loại cao nhất"]
        await desk.press("tab tab")
        assert "Dọn VS 22,6 = 115,61" in " ".join(line.strip() for line in desk.lines[-5:-2])
