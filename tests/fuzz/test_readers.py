"""All readers of files and of what is typed, fed what a fuzzer makes of good input: they answer, or refuse in words.

As a test, good input is spoilt by chance; `python -m tests.fuzz` goes on under atheris.
"""

import random
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.hostile import unseen
from tests.property.test_reading import FILES
from tests.property.test_stored import GOOD, MEETING, check_line, check_meeting
from tests.small_ward import FILES as SMALL
from tests.wards import make_indicator
from tui import themes
from tui.errors import GiaoBanError, NumberRefused
from tui.lookups import Overview
from tui.resources import themes_folder
from tui.store import board_json
from tui.store.folder import open_ward
from tui.store.journal import encode
from tui.ward import expression, names, numbers
from tui.ward.judgement import judged
from tui.ward.review import board_of

TYPED = ["trên 4,5 triệu", "=tong/38+2*(ho-1)", "+10%", "ngày 08 tháng 11 năm 2018", "50k/hộ", "229.010.000đ/300 hộ"]
ODD = [
    "",
    "\x1b]0;x\x07",
    "\u202e",
    "\ud800",
    "\0",
    "nan",
    "1e999999999",
    "1e9999",
    "1e-9999",
    "9" * 20,
    '"',
    ",",
    "\n",
    "[",
    ".",
    "-",
    "ạ\u0323",
]


def ward_with(file: str) -> Callable[[bytes], None]:
    def check(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            for name, good in FILES.items():
                path = Path(folder, name)
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(data if name == file else good.encode())
            board = board_of(open_ward(Path(folder)))
        judged(board)
        assert board_json.decode(board_json.encode(board)) == board
        assert not [form for form in ("text", "json", "csv") if unseen(Overview(board).text(form, 80)) - {"\n"}]

    return check


def check_theme(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "x.toml").write_bytes(data)
        for found in themes.load(Path(folder)).themes:
            found.to_textual()


def check_typed(data: bytes) -> None:
    text = data.decode(errors="surrogateescape")
    names.rank_matches(text, ["Quỹ Vì người nghèo", text], lambda name: [name])
    for read_text in (numbers.parse_amount, numbers.parse_percent, numbers.parse_date):
        with suppress(NumberRefused):
            read_text(text)
    for indicator in (make_indicator("a", unit="đồng"), make_indicator("b", decimals=1)):
        with suppress(NumberRefused):
            expression.evaluate(
                text, indicator=indicator, current=7, households=90, total=5000, groups=3, language="vi"
            )


READERS: dict[str, tuple[Callable[[bytes], None], list[bytes]]] = {
    "typed": (check_typed, [text.encode() for text in TYPED]),
    "theme": (check_theme, [file.read_bytes() for file in themes_folder().glob("*.toml")]),
    "journal": (check_line, [encode(record).rstrip(b"\n") for record in GOOD]),
    "meeting": (check_meeting, [MEETING]),
    **{name: (ward_with(name), [good.encode(), SMALL.get(name, "").encode()]) for name, good in FILES.items()},
}
"""What reads, and good input for it."""


def read(name: str, data: bytes) -> None:
    """Nothing is raised but a refusal in words."""
    with suppress(GiaoBanError):
        READERS[name][0](data)


def spoilt(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 4)):
        start = chance.randint(0, len(data))
        end = start + chance.choice([0, 0, 1, 20])
        put = chance.choice(
            [data[start:end] * 2, chance.randbytes(3), *(odd.encode(errors="surrogatepass") for odd in ODD)]
        )
        data = data[:start] + put + data[end:]
    return data


@pytest.mark.parametrize("name", READERS)
def test_spoilt_input_is_read_or_refused(name: str) -> None:
    chance = random.Random(6)
    for good in READERS[name][1] * 5:
        read(name, spoilt(good, chance))
