from decimal import Decimal
from fractions import Fraction

import pytest

from tui import phrases


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (Decimal(100), "100", "100"),
        (Decimal("9.50"), "9,5", "9.5"),
        (Decimal("0.25"), "0,25", "0.25"),
        (Decimal(0), "0", "0"),
        (Decimal("-2.5"), "-2,5", "-2.5"),
        (Fraction(200, 3), "66,67", "66.67"),
        (Fraction(1, 8), "0,13", "0.13"),
        (Fraction(1500), "1.500", "1,500"),
    ],
)
def test_points_are_written_without_zeros_at_the_end(value: Decimal | Fraction, vietnamese: str, english: str) -> None:
    assert phrases.points(value, "vi") == vietnamese
    assert phrases.points(value, "en") == english
