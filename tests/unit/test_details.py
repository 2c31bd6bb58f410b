"""What is under the cursor in full: each part on as many lines as it needs, and nothing cut where a line is free."""

import pytest
from textual.content import Content

from tui.widgets.details import laid_out

LONG, SHORT = "một hai ba bốn năm", "sáu"


@pytest.mark.parametrize(
    ("parts", "height", "expected"),
    [
        ((LONG, SHORT), 5, ["một hai", "ba bốn", "năm", "sáu"]),
        ((LONG, "", SHORT), 3, ["một hai", "ba bốn…", "sáu"]),
        ((SHORT, LONG), 3, ["sáu", "một hai", "ba bốn…"]),
        ((LONG, LONG), 2, ["một ha…", "một ha…"]),
        ((SHORT, SHORT, SHORT), 2, ["sáu", "sáu …"]),
        ((), 3, []),
        ((SHORT,), 0, []),
    ],
)
def test_every_part_has_a_line_and_the_first_have_the_rest(
    parts: tuple[str, ...], height: int, expected: list[str]
) -> None:
    assert [line.plain.rstrip() for line in laid_out([Content(part) for part in parts], 7, height)] == expected
