"""A small ward with a bit of everything that is edited: quick to open, and its figures fit into a head."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tui.store.session import Session
from tui.ward.board import Board

TARGETS = """\
[ward.fund]
value = 12000000
assigned_by = "Quận"

[ward.blood]
value = 40

[group.1.fund]
value = 2000000
assigned_by = "Phường"

[group.1.blood]
value = 8

[group.2.fund]
value = 3000000

[group.2.blood]
value = 10

[group.3.fund]
value = 2000000
"""
"""As a save writes it, so that one shows as one line."""

SCORES = """\
[model.TT01.self]
registration = 10

[model.TT01.review]
registration = 9

[model.TT01.review.result]
verified = 18
goal = 8

[model.TT02.review]
registration = 8

[model.TT02.review.result]
verified = 17
"""

FILES = {
    "ward.toml": 'name = "Ngọc Thụy"\nkind = "phường"\n',
    "indicators.toml": """\
[fund]
topic = "fund"
name.vi = "Quỹ Vì người nghèo"
name.en = "Fund for the Poor"
short.vi = "VNN"
unit = "đồng"
of = "target"

[sea]
topic = "fund"
name.vi = "Quỹ Biển đảo"
name.en = "Sea Fund"
unit = "đồng"
of = "target"

[blood]
topic = "blood"
name.vi = "Hiến máu"
name.en = "Blood"
unit = "đơn vị"
of = "target"

[families]
topic = "culture"
name.vi = "Gia đình văn hóa"
name.en = "Families"
unit = "hộ"
measure = "latest"
of = "households"

[nights]
topic = "culture"
name.vi = "Đêm văn nghệ"
name.en = "Arts nights"
unit = "đêm"
scope = "ward"
""",
    "2018/groups.csv": """\
code,name,kind,households
1,Tổ dân phố 1,residential,100
2,Tổ dân phố 2,residential,150
3,Tổ dân phố 3,residential,120
4,Tổ dân phố 4,residential,80
5,Tổ dân phố 5,residential,
PN,Hội Phụ nữ,union,
TH,Trường Ngọc Thụy,school,
""",
    "2018/results.csv": """\
date,group,indicator,value
2018-03-15,1,fund,1000000
2018-09-20,1,fund,1500000
2018-09-20,2,fund,1500000
2018-09-20,3,fund,1900000
2018-09-20,PN,fund,500000
2018-06-14,1,blood,8
2018-06-14,2,blood,9
2018-09-20,1,families,95
2018-09-20,2,families,140
2018-09-20,,nights,4
""",
    "2018/targets.toml": TARGETS,
    "2018/models.csv": """\
code,kind,registrant,group,title,status
TT01,collective,Chi bộ 1,1,Tuyến đường nở hoa,registered
TT02,collective,Chi bộ 2,2,Camera an ninh,registered
""",
    "2018/scoring.toml": """\
[criteria.registration]
name.vi = "Đăng ký"
max = 10

[criteria.result]
name.vi = "Kết quả"
max = 30

[criteria.result.parts.verified]
name.vi = "Kiểm chứng"
max = 20

[criteria.result.parts.goal]
name.vi = "Mục tiêu"
max = 10

[bonus.flag]
name.vi = "Cờ thi đua"
max = 5

[bands.good]
name.vi = "Tốt"
from = 35

[bands.poor]
name.vi = "Chưa đạt"
from = 0
""",
    "2018/scores.toml": SCORES,
    "2017/groups.csv": "code,name\n1,Tổ dân phố 1\n2,Tổ dân phố 2\n3,Tổ dân phố 3\n",
    "2017/results.csv": "date,group,indicator,value\n2017-12-20,1,fund,1000000\n2017-12-20,2,fund,3000000\n",
}


def small_ward(folder: Path) -> Path:
    """That ward in `folder`."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@cache
def small_board() -> Board:
    """Its board, read once for all tests."""
    with TemporaryDirectory() as folder:
        return Session(small_ward(Path(folder)), keep=False).board()
