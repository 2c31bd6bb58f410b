"""When the first picture is kept for the next start: once it stays as it is."""

from collections.abc import Callable, Coroutine
from types import SimpleNamespace
from typing import Any

import pytest

from tui.keeping import MOST_LOOKS, Keeping


@pytest.mark.parametrize(
    ("looks", "kept"),
    [
        pytest.param(["whole", "whole"], ["whole"], id="at rest"),
        pytest.param(["blank", "whole", "whole"], ["whole"], id="still being drawn"),
        pytest.param(["", "", "whole", "whole"], ["whole"], id="not known in full so far"),
        pytest.param([""] * (MOST_LOOKS + 1), [], id="never known in full"),
        pytest.param([None], [], id="not what every start shows"),
        pytest.param(["whole", None], [], id="touched meanwhile"),
    ],
)
async def test_the_first_picture_is_kept_once_it_stays_as_it_is(looks: list[str | None], kept: list[str]) -> None:
    found: list[str] = []
    later: list[Callable[[], Coroutine[Any, Any, None]]] = []
    app: Any = SimpleNamespace(
        _first_frame=iter(looks).__next__,
        _keep=lambda frame, *_made_of: found.append(frame),
        set_timer=lambda _seconds, callback: later.append(callback),
        board=SimpleNamespace(year=2018),
        session=None,
        size=SimpleNamespace(width=120, height=40),
    )
    app.keep_first_picture = lambda *again: Keeping.keep_first_picture(app, *again)
    await app.keep_first_picture()
    while later:
        await later.pop()()
    assert found == kept
