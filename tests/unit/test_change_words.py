"""Changes of the files in words: which value, from what to what, by whom and when."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from tests.small_ward import small_board
from tui import change_words, texts
from tui.change_words import Path
from tui.store.journal import Entry

NOON = datetime(2018, 11, 8, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (("ward", "fund", "value"), "Phường Ngọc Thụy · Quỹ Vì người nghèo"),
        (("ward", "fund"), "Phường Ngọc Thụy · Quỹ Vì người nghèo"),
        (("group", "1", "fund", "value"), "Tổ dân phố 1 · Quỹ Vì người nghèo"),
        (("group", "TDP 01", "blood", "source"), "Tổ dân phố 1 · Hiến máu · Văn bản"),
        (("group", "99", "fund", "value"), "99 · Quỹ Vì người nghèo"),
        (("model", "TT01", "review", "registration"), "Chi bộ 1 · Đăng ký"),
        (("model", "TT01", "self", "registration"), "Chi bộ 1 · Đăng ký · Tự chấm"),
        (("model", "TT01", "review", "result", "goal"), "Chi bộ 1 · Mục tiêu"),
        (("model", "TT01", "review", "result.goal"), "Chi bộ 1 · Mục tiêu"),
        (("model", "TT01", "bonus", "flag"), "Chi bộ 1 · Cờ thi đua"),
        (("model", "TT01", "bonus", "registration"), "Chi bộ 1 · bonus.registration"),
        (("model", "TT01", "note"), "Chi bộ 1 · note"),
        (("model", "TT99", "review", "registration"), "model.TT99.review.registration"),
        (("ward", "gone", "value"), "ward.gone.value"),
        (("group", "1"), 'group."1"'),
        (("anything",), "anything"),
    ],
)
def test_which_value_it_is(path: Path, words: str) -> None:
    assert change_words.place(small_board(), path) == words


@pytest.mark.parametrize(
    ("path", "found", "words"),
    [
        (("ward", "fund", "value"), 12_000_000, "12.000.000"),
        (("ward", "fund", "value"), "4,5 triệu", "4.500.000"),
        (("ward", "fund", "value"), "nhiều\x1b[31m", "nhiều\ufffd[31m"),
        (("ward", "fund", "value"), None, "–"),
        (("ward", "fund", "source"), "Kế hoạch 12", "Kế hoạch 12"),
        (("ward", "gone", "value"), 5, "5"),
        (("model", "TT01", "review", "registration"), Decimal("7.5"), "7,5"),
        (("model", "TT01", "review", "registration"), 7, "7"),
        (("model", "TT01", "review", "registration"), Decimal("1e9999"), "1E+9999"),
        (("model", "TT01", "review", "registration"), Decimal("7.125"), "7.125"),
        (("model", "TT01", "review", "registration"), Decimal("NaN"), "NaN"),
        (("ward", "fund", "value"), Decimal("1e999999999"), "1E+999999999"),
    ],
)
def test_a_value(path: Path, found: object, words: str) -> None:
    assert change_words.value(small_board(), path, found) == words


def test_in_english_numbers_are_english() -> None:
    texts.use("en")
    change = change_words.change(small_board(), ("group", "1", "fund", "value"), 1_000, 2_000)
    assert change == "Tổ dân phố 1 · Fund for the Poor: 1,000 → 2,000"


@pytest.mark.parametrize(
    ("paths", "words"),
    [
        ([("1", "fund", "value")], "Tổ dân phố 1 · Quỹ Vì người nghèo: 1 → 2"),
        (
            [("1", "fund", "value"), ("2", "fund", "value")],
            "Tổ dân phố 1 · Quỹ Vì người nghèo: 1 → 2, và 1 thay đổi nữa",
        ),
        (
            [("1", "fund", "source"), ("1", "fund", "assigned_by"), ("2", "blood", "value")],
            "Tổ dân phố 2 · Hiến máu: 1 → 2, và 2 thay đổi nữa",
        ),
        ([("1", "fund", "source")], "Tổ dân phố 1 · Quỹ Vì người nghèo · Văn bản: 1 → 2"),
        ([], "–"),
    ],
)
def test_of_several_the_first_target_is_told_in_full(paths: list[Path], words: str) -> None:
    changes: list[tuple[Path, object, object]] = [(("group", *path), 1, 2) for path in paths]
    assert change_words.several(small_board(), changes) == words


@pytest.mark.parametrize(
    ("who", "reason", "words"),
    [
        ("lan", "họp giao ban", "lan: 8 → 10 · họp giao ban"),
        ("lan", "", "lan: 8 → 10"),
        ("", "", "ngoài chương trình: 8 → 10"),
    ],
)
def test_a_change_with_who_and_why(who: str, reason: str, words: str) -> None:
    entry = Entry(1, NOON, who, "p12", "targets.toml", "set", ("group", "1", "blood", "value"), 8, 10, reason)
    assert change_words.dated(small_board(), entry) == f"{change_words.moment(NOON)} {words}"


def test_news_tell_the_newest_change_and_how_much_of_whom_else() -> None:
    told = []
    for who in ("lan", "hùng", "lan", "minh", "hoa", "hoa", "tâm", "ba"):
        told.append(Entry(9, NOON, who, "p12", "targets.toml", "set", ("group", "1", "blood", "value"), 8, 10, ""))
    seen = [change_words.news(small_board(), told[:number]) for number in (1, 3, 8)]
    first = f"lan lúc {change_words.moment(NOON)}: Tổ dân phố 1 · Hiến máu: 8 → 10"
    assert seen == [
        first,
        f"{first}, và 1 thay đổi nữa · hùng: 1 thay đổi",
        f"{first}, và 1 thay đổi nữa · hùng: 1 thay đổi · minh: 1 thay đổi · hoa: 2 thay đổi · 2 người nữa",
    ]


def test_today_has_a_time_and_other_days_their_date_too() -> None:
    now = datetime.now().astimezone()
    assert change_words.moment(now) == f"{now:%H:%M}"
    assert change_words.moment(now - timedelta(days=3)) == f"{now - timedelta(days=3):%H:%M %d/%m}"
