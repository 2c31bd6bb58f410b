"""People's names in what was noted: initials where everybody sees it, and nothing else is touched."""

import pytest

from tui.ward.persons import initialled, office

NAMED = [
    ("Hỗ trợ hộ bà Nguyễn Thị Hoa, tổ 12", "Hỗ trợ hộ bà N.T.H., tổ 12"),
    ("Bà Hoa và anh Tú đến", "Bà H. và anh T. đến"),
    ("đ/c Lan nhận việc", "đ/c L. nhận việc"),
    ("Đồng chí Lê Văn Tám", "Đồng chí L.V.T."),
    ("Trần Thị Hà báo cáo", "T.T.H. báo cáo"),
    ("Chủ tịch Nguyễn Thị Bình", "Chủ tịch N.T.B."),
    ("ông Đặng Văn Ngữ ở phố Đặng Văn Ngữ", "ông Đ.V.N. ở phố Đặng Văn Ngữ"),
]

UNTOUCHED = [
    "",
    "Quỹ Vì người nghèo của Hội Phụ nữ",
    "đường Lý Sơn, phố Nguyễn Văn Cừ, trường Ngô Gia Tự",
    "Đoàn TNCS Hồ Chí Minh, thành phố Hồ Chí Minh",
    "Mẹ Việt Nam anh hùng",
    "Ngày Thương binh – Liệt sĩ",
    "Phường Ngọc Thụy, quận Long Biên",
    "Tổ dân phố 16 và 33 rà soát",
    "UBND, MTTQ, HĐND",
    "bà",
]


@pytest.mark.parametrize(("text", "shown"), NAMED)
def test_people_are_told_by_their_initials(text: str, shown: str) -> None:
    assert initialled(text) == shown
    assert initialled(shown) == shown


@pytest.mark.parametrize("text", UNTOUCHED)
def test_nothing_else_is(text: str) -> None:
    assert initialled(text) == text


@pytest.mark.parametrize(
    ("owner", "shown"),
    [
        ("Lan", "L."),
        ("Lê Hà", "L.H."),
        ("Nguyễn Văn An, cán bộ văn hóa", "N.V.A., cán bộ văn hóa"),
        ("Tổ dân phố 16", "Tổ dân phố 16"),
        ("Mặt trận Tổ quốc phường", "Mặt trận Tổ quốc phường"),
        ("Công an phường", "Công an phường"),
        ("Đảng ủy", "Đảng ủy"),
        ("UBND", "UBND"),
        ("", ""),
    ],
)
def test_an_owner_that_is_nothing_but_a_name(owner: str, shown: str) -> None:
    assert office(owner) == shown
