"""A small ward's board made by hand: three groups, two funds, blood units, a decimal score, the ward's own beds."""

from dataclasses import replace
from datetime import date

from tui.ward.board import Board, Figure, Group, Indicator, Model, PlaceResult, Status, Target, Team, Verdict, WardInfo

AS_OF = date(2018, 11, 8)

FUND = Indicator(
    "fund-poor",
    "fund",
    {"vi": "Quỹ Vì người nghèo", "en": "Fund for the Poor"},
    unit="đồng",
    window=(date(2018, 10, 17), date(2018, 11, 18)),
    headline=True,
)
GRATITUDE = Indicator("fund-gratitude", "fund", {"vi": "Quỹ Đền ơn đáp nghĩa", "en": "Gratitude Fund"}, unit="đồng")
BLOOD = Indicator(
    "blood", "blood", {"vi": "Hiến máu nhân đạo", "en": "Blood donation"}, unit="đơn vị máu", unit_en="units"
)
SCORE = Indicator("score", "campaign", {"vi": "Điểm thi đua", "en": "Score"}, unit="điểm", decimals=1, measure="latest")
BEDS = Indicator("flower-beds", "environment", {"vi": "Bồn hoa", "en": "Flower beds"}, unit="bồn hoa", scope="ward")

GROUPS = (
    Group("12", "Tổ dân phố 12", households=210, leader="Nguyễn Thị Lan"),
    Group("18", "Tổ dân phố 18", households=198, leader="Trần Văn Bình"),
    Group("22", "Tổ dân phố 22", households=215, leader="Lê Thị Hoa"),
)


def figure(
    group: str | None,
    indicator: str,
    actual: int | None,
    base: int | None,
    status: Status,
    *,
    bound: str = "",
    rank: int | None = None,
    reported: date | None = AS_OF,
) -> Figure:
    """A figure whose target is its base."""
    has_ratio = actual is not None and base is not None
    return Figure(
        group=group,
        indicator=indicator,
        actual=actual,
        bound=bound,
        target=base,
        base=base,
        ratio=actual / base if actual is not None and base else None,
        status=status,
        rank=rank,
        gap=base - actual if has_ratio and actual is not None and base is not None else None,
        reported=reported if actual is not None else None,
    )


FIGURES = (
    figure(None, "fund-poor", 13_480_000, None, Status.NO_TARGET),
    figure("12", "fund-poor", 2_480_000, 4_000_000, Status.BEHIND, rank=3),
    figure("18", "fund-poor", 5_000_000, 5_000_000, Status.MET, rank=2),
    figure("22", "fund-poor", 6_000_000, 4_500_000, Status.EXCEEDED, bound=">=", rank=1),
    figure(None, "fund-gratitude", 229_010_000, 120_000_000, Status.EXCEEDED),
    figure("12", "fund-gratitude", None, 3_000_000, Status.NOT_REPORTED),
    figure("18", "fund-gratitude", 6_000_000, 3_000_000, Status.EXCEEDED, rank=1),
    figure("22", "fund-gratitude", 3_000_000, 3_000_000, Status.MET, rank=2),
    figure(None, "blood", 468, 300, Status.EXCEEDED, reported=date(2018, 7, 30)),
    figure("12", "blood", 8, 8, Status.MET, rank=2, reported=date(2018, 7, 30)),
    figure("18", "blood", None, None, Status.NOT_REPORTED),
    figure("22", "blood", 12, 8, Status.EXCEEDED, rank=1, reported=date(2017, 12, 30)),
    figure(None, "score", 255, 300, Status.ON_PACE),
    figure("12", "score", 85, 100, Status.ON_PACE, rank=1),
    figure("18", "score", 85, 100, Status.ON_PACE, rank=1),
    figure("22", "score", 85, 100, Status.ON_PACE, rank=1),
    figure(None, "flower-beds", 8, None, Status.NO_TARGET),
)

VERDICTS = (
    Verdict("Gia đình văn hóa", "mục 2", "95.06", 94.44, "wrong", 7826, 8179, 7775, 8233),
    Verdict("Hiến máu", "mục 4", "156", 156.0, "exact", None, None, 468, 300),
    Verdict("Đêm văn nghệ", "mục 3", "", None, "unchecked", None, None),
)

BOARD = Board(
    info=WardInfo("Ngọc Thụy", illustrative=True),
    year=2018,
    years=(2017, 2018),
    as_of=AS_OF,
    newest=AS_OF,
    indicators=(FUND, GRATITUDE, BLOOD, SCORE, BEDS),
    groups=GROUPS,
    figures={(each.group, each.indicator): each for each in FIGURES},
    months={},
    last_year={},
    targets=(
        Target(None, "blood", 300, "Hội Chữ thập đỏ quận", "Kế hoạch 12"),
        Target("22", "score", 100, "UBND phường"),
        Target("22", "blood", 8, "=HYPERLINK()"),
    ),
    teams=(Team("22", "Phạm Thị Mai", 12, "thứ bảy"),),
    models=(
        Model("TT01", "collective", "Chi bộ 22", "22", "Tuyến đường nở hoa Lý Sơn", "", "phường", None, "registered"),
    ),
    places=(
        PlaceResult("Đường Lý Sơn", "flower-beds", 3, "", ("22",)),
        PlaceResult("Đường Lý Sơn", "fund-poor", 1_000_000, "", ("22",)),
        PlaceResult("Lý Thường Kiệt", "blood", 4, "", ()),
    ),
    verdicts=VERDICTS,
)


def board_with(**changes: object) -> Board:
    """The board with some of its fields changed."""
    return replace(BOARD, **changes)  # type: ignore[arg-type]
