from unicodedata import normalize

import pytest

from tui.ward import names
from tui.ward.names import Hit


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("", ""),
        ("Quỹ Vì người nghèo", "Quỹ Vì người nghèo"),
        (normalize("NFD", "Quỹ Vì người nghèo"), "Quỹ Vì người nghèo"),
        ("229\u00a0010", "229\u00a0010"),
        ("một\tdòng", "một dòng"),
        ("hai\r\n\r\n\tdòng", "hai dòng"),
        ("a\x1b[31mb", "a\ufffd[31mb"),
        ("\x9b\x85\x00", "\ufffd\ufffd\ufffd"),
        ("a\u200bb\u00adc\ufeff", "a\ufffdb\ufffdc\ufffd"),
        ("\u202eabc\u2066", "\ufffdabc\ufffd"),
        ("a\u2028b\u2029c", "a\ufffdb\ufffdc"),
        ("\udcff", "\ufffd"),
        ("[red]x[/]", "[red]x[/]"),
    ],
)
def test_clean_leaves_nothing_that_a_terminal_obeys(text: str, cleaned: str) -> None:
    assert names.clean(text) == cleaned
    assert names.is_clean(text) == (text == cleaned)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Quỹ Đền ơn đáp nghĩa", "quy den on dap nghia"),
        ("ĐƯỜNG LÝ SƠN", "duong ly son"),
        ("Ngọc Thụy", "ngoc thuy"),
        ("Ngọc Thuỵ", "ngoc thuy"),
        (normalize("NFD", "Ngọc Thụy"), "ngoc thuy"),
        ("Ðường", "duong"),
        ("Xanh – Sạch - Đẹp", "xanh sach dep"),
        ("“Vì một Long Biên”, (A4/NO1).", "vi mot long bien a4 no1"),
        ("  a\t\u00a0b\n", "a b"),
        ("tổ_18", "to 18"),
        ("\u0301", ""),
        ("– …", ""),
    ],
)
def test_fold_is_what_a_searcher_types(text: str, folded: str) -> None:
    assert names.fold(text) == folded


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Quỹ Vì người nghèo", "qvnn"),
        ("Quỹ Đền ơn đáp nghĩa", "qdodn"),
        ("Tổ dân phố 22", "tdp22"),
        ("", ""),
    ],
)
def test_initials(text: str, letters: str) -> None:
    assert names.initials(text) == letters


@pytest.mark.parametrize(
    ("key", "spellings"),
    [
        (
            "18",
            "18|018|TDP 18|TDP18|tdp số 18|TDP số : 18|Tổ dân phố 18|tổ dân phố số 18|tổ 18|tổ 018|Tổ số 18|to 18|số 18"
            "|Khu phố 18|KP18|KDC số 18|khu dân cư 18|địa bàn dân cư số 18|thôn 18|Ấp 18|xóm 18|tổ dân 18|TDP tổ 18",
        ),
        ("5", "5|05|KP05|Tổ 5|005"),
        ("0", "0|00|Tổ 0"),
        ("1b1", "1B1|tổ dân phố 1B1|TDP 1b1|01B1"),
        ("10a", "10A|Tổ 10A"),
        ("5 me tri thuong", "so 5 Me Tri Thuong|Tổ dân phố số 5 Mễ Trì Thượng|5 Mễ Trì Thượng|TDP 05 Mễ Trì Thượng"),
        ("luong hau", "Lương Hậu|Tổ dân phố Lương Hậu|TDP Lương Hậu|Thôn Lương Hậu"),
        ("bac", "Bắc|Ấp Bắc"),
        ("to hieu", "Tô Hiệu|Tổ dân phố Tô Hiệu"),
        ("so dau", "Sở Dầu|TDP Sở Dầu"),
        ("tdp", "TDP"),
        ("to dan pho", "Tổ dân phố"),
        ("truong thcs ngoc thuy", "Trường THCS Ngọc Thụy|trường THCS Ngọc Thuỵ"),
        ("", ""),
    ],
)
def test_group_key_is_one_for_all_spellings(key: str, spellings: str) -> None:
    assert {names.group_key(spelling) for spelling in spellings.split("|")} == {key}


@pytest.mark.parametrize(
    "ordered",
    [
        "an|ăn|ân|bà|cá|da|đa|e|ê|gà|hè|i|kè|la|mẹ|nó|o|ô|ơ|pa|qua|ra|sa|ta|u|ư|va|xa|ý",
        "ma|mà|mả|mã|má|mạ",
        "fa|ga|ia|ja|ka|va|wa|xa|ya|za",
        "An|Ấn|Ất|Dung|Đông|Em",
        "Tổ 1|Tổ 2|Tổ 10|Tổ 10A|Tổ 20|Tổ A",
        "a|á|ab",
        "hoa|Hoa|HOA|hòa",
        "Lê Văn An|Lê Văn Ân|Lê Vân An|Lý An",
        "Lý Sơn|Ly Sơn Tây",
        "2 An|10 An|An",
        "Mn|Mö|Mu|ш",
    ],
)
def test_names_sort_by_the_vietnamese_alphabet(ordered: str) -> None:
    expected = ordered.split("|")
    assert sorted(reversed(expected), key=names.sort_key) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [("Thụy", "Thuỵ"), ("Hòa Bình", "Hoà Bình"), ("Lý Sơn", "Lý–Sơn"), ("Đông", normalize("NFD", "Đông"))],
)
def test_spellings_of_one_name_sort_as_one(one: str, other: str) -> None:
    assert names.sort_key(one) == names.sort_key(other)


def test_codes_sort_naturally() -> None:
    expected = ["1", "1B1", "02", "2", "9", "10", "10A", "10B", "22", "100", "Lương Hậu", "số 5 Mễ Trì Thượng"]
    assert sorted(reversed(expected), key=names.natural_key) == expected


@pytest.mark.parametrize(
    ("query", "name", "hit"),
    [
        ("nghèo", "Quỹ Vì người nghèo", Hit.PHRASE + Hit.MARKED),
        ("Quỹ Vì người nghèo", "Quỹ Vì người nghèo", Hit.EQUAL + Hit.MARKED),
        (normalize("NFD", "nghèo"), "Quỹ Vì người nghèo", Hit.PHRASE + Hit.MARKED),
        ("nghè", "Quỹ Vì người nghèo", Hit.STARTS + Hit.MARKED),
        ("quy vi nguoi ngheo", "Quỹ Vì người nghèo", Hit.EQUAL),
        ("ngheo", "Quỹ Vì người nghèo", Hit.PHRASE),
        ("nguoi ngheo", "Quỹ Vì người nghèo", Hit.PHRASE),
        ("quy ngheo", "Quỹ Vì người nghèo", Hit.WORDS),
        ("nghèo quỹ", "Quỹ Vì người nghèo", Hit.WORDS),
        ("quy vi ng", "Quỹ Vì người nghèo", Hit.PREFIX),
        ("ngh qu", "Quỹ Vì người nghèo", Hit.STARTS),
        ("qvnn", "Quỹ Vì người nghèo", Hit.INITIALS),
        ("vnn", "Quỹ Vì người nghèo", Hit.INITIALS),
        ("heo", "Quỹ Vì người nghèo", Hit.INSIDE),
        ("heo uoi", "Quỹ Vì người nghèo", Hit.SCATTERED),
        ("ngan", "Quỹ Vì người nghèo", Hit.NONE),
        ("ly son", "Đường Lý Sơn", Hit.PHRASE),
        ("thuỵ", "Ngọc Thụy", Hit.PHRASE),
        ("22", "22", Hit.EQUAL + Hit.MARKED),
        ("22", "Tổ dân phố 22", Hit.EQUAL),
        ("tổ 022", "Tổ dân phố 22", Hit.EQUAL),
        ("TDP22", "Tổ dân phố 22", Hit.EQUAL),
        ("22", "22 Lý Sơn", Hit.PHRASE),
        ("2", "22", Hit.PREFIX),
        ("2", "Tổ dân phố 22", Hit.STARTS),
        ("18", "Tổ dân phố 118", Hit.INSIDE),
        ("p1", "Tổ dân phố 118", Hit.INITIALS),
        ("v", "Quỹ Đền ơn", Hit.NONE),
        ("", "Quỹ Đền ơn", Hit.SCATTERED),
        ("  ", "22", Hit.SCATTERED),
        ("?!", "22", Hit.NONE),
        ("?!", "…", Hit.NONE),
    ],
)
def test_match_tells_how_well_a_name_answers(query: str, name: str, hit: int) -> None:
    assert names.match(query, name) == hit


FUNDS = {
    "gratitude": ("fund-gratitude", "Quỹ Đền ơn đáp nghĩa"),
    "poor": ("fund-poor", "Quỹ Vì người nghèo"),
    "budget": ("budget", "Thu ngân sách"),
    "stop": ("stop", "Ngăn chặn lấn chiếm"),
    "street": ("street", "Trồng cây đường Lý Sơn"),
    "2": ("2", "Tổ dân phố 2"),
    "22": ("22", "Tổ dân phố 22"),
    "122": ("122", "Tổ dân phố 122"),
}


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("22", ["22", "122"]),
        ("2", ["2", "22", "122"]),
        ("ngheo", ["poor"]),
        ("quy ngheo", ["poor"]),
        ("qvnn", ["poor"]),
        ("ly son", ["street"]),
        ("quỹ", ["gratitude", "poor"]),
        ("ngan", ["budget", "stop"]),
        ("ngăn", ["stop", "budget"]),
        ("fund", ["gratitude", "poor"]),
        ("xyz", []),
        ("", list(FUNDS)),
    ],
)
def test_what_is_found_comes_best_first(query: str, keys: list[str]) -> None:
    assert names.rank_matches(query, FUNDS, FUNDS.__getitem__) == keys


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("22", ["22"]),
        ("2", ["2"]),
        ("ngheo", ["poor"]),
        ("quy", ["gratitude", "poor"]),
        ("ngăn", ["stop"]),
        ("xyz", []),
    ],
)
def test_pick_gives_more_than_one_only_where_it_is_not_clear(query: str, keys: list[str]) -> None:
    assert names.pick(query, FUNDS, FUNDS.__getitem__) == keys


def test_pick_prefers_the_words_in_the_query_s_order() -> None:
    assert names.pick("ly son", ["Sơn Lý", "Đường Lý Sơn"], lambda name: [name]) == ["Đường Lý Sơn"]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (["Tổ dân phố 16", "Tổ dân phố 9", "Tổ dân phố 31"], "Tổ dân phố 16, 9, 31"),
        (["Tổ dân phố 16", "Trường Tiểu học 2"], "Tổ dân phố 16, Trường Tiểu học 2"),
        (["Hội Nông dân phường", "Hội Phụ nữ phường"], "Hội Nông dân phường, Hội Phụ nữ phường"),
        (["Tổ dân phố 4"], "Tổ dân phố 4"),
        ([], ""),
    ],
)
def test_names_in_a_row_say_their_common_words_once(found: list[str], expected: str) -> None:
    assert names.listed(found) == expected
