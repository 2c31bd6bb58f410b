"""People's names in what was noted: initials where everybody sees it, and nothing else is touched."""

import pytest

from tui.ward import persons
from tui.ward.persons import initialled, office

NAMED = [
    ("Hỗ trợ hộ bà Nguyễn Thị Hoa, tổ 12", "Hỗ trợ hộ bà N.T.H., tổ 12"),
    ("Bà Hoa và anh Tú đến", "Bà H. và anh T. đến"),
    ("đ/c Lan nhận việc", "đ/c L. nhận việc"),
    ("Đồng chí Lê Văn Tám", "Đồng chí L.V.T."),
    ("Trần Thị Hà báo cáo", "T.T.H. báo cáo"),
    ("Chủ tịch Nguyễn Thị Bình", "Chủ tịch N.T.B."),
    ("Lê Hà nhận việc, báo cáo Trần Nam", "L.H. nhận việc, báo cáo T.N."),
    ("Tran Thi Ha bao cao", "T.T.H. bao cao"),
    ("đồng chí Bí thư Lê Hà", "đồng chí Bí thư L.H."),
    ("Phó Chủ Tịch Nguyễn Văn An", "Phó Chủ Tịch N.V.A."),
    ("chị Chi, anh Công và cô Đoàn Thu Hà", "chị C., anh C. và cô Đ.T.H."),
    ("Đoàn Văn Nam, Đoàn Minh", "Đ.V.N., Đ.M."),
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
    "Tổ Dân Phố 16, Hội Phụ Nữ, Đoàn Thanh niên, Đoàn Phường",
    "học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
    "tượng đài Lý Thường Kiệt, đình thờ Thái úy Lý Thường Kiệt, phường Thạch Bàn",
    "đồng chí Chủ tịch, đ/c Phó Bí thư, anh Tổ trưởng, đồng chí Công an phường",
    "Hoàng Sa, Trường Sa, Hà Nội, Bác Hồ, Trường THCS Lê Quý Đôn",
    "Trưởng Ban Công tác Mặt trận",
    "To dan pho 16, Ha Noi",
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
        ("Phường", "Phường"),
        ("Đoàn", "Đoàn"),
        ("Hội Cựu Chiến Binh", "Hội Cựu Chiến Binh"),
        ("Hà Nội", "Hà Nội"),
        ("Đoàn Hà", "Đ.H."),
        ("Tổ trưởng TDP 1", "Tổ trưởng TDP 1"),
        ("UBND", "UBND"),
        ("", ""),
    ],
)
def test_an_owner_that_is_nothing_but_a_name(owner: str, shown: str) -> None:
    assert office(owner) == shown


@pytest.mark.parametrize("words", ["Ab ", "Hoa ", "Hội ", "Lê "])
def test_however_many_words_somebody_noted_each_is_looked_at_a_few_times(
    words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folded = 0

    def counted(text: str) -> str:
        nonlocal folded
        folded += len(text)
        return text.casefold()

    monkeypatch.setattr(persons, "fold", counted)
    text = words * 300
    initialled(text)
    assert folded <= 20 * len(text)
