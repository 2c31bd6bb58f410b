"""Errors of the system that nobody foresaw: a sentence for the user, and no end of the app."""

import asyncio
from errno import EIO, ESTALE
from functools import partial

import pytest

from tui.errors import Refused
from tui.store.edits import is_of_disk
from tui.unforeseen import in_thread, refused


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(ESTALE, "Stale file handle", "/w/a\x1b.toml"), "/w/a\ufffd.toml: Stale file handle"),
        (OSError(EIO, "Input/output error"), "Input/output error"),
        (OSError(), "OSError()"),
    ],
)
async def test_an_error_in_a_thread_is_a_refusal(error: OSError, words: str) -> None:
    def fails(_of: int, *, what: str) -> None:
        raise error

    with pytest.raises(Refused, match="could not be done") as caught:
        await in_thread(fails, 1, what="x")
    assert caught.value.values == {"why": words}
    assert is_of_disk(caught.value) == (error.errno == EIO)


async def test_what_takes_too_long_is_none() -> None:
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(in_thread(partial(asyncio.run, asyncio.sleep(0.05))), 0.01)


async def test_answers_and_other_errors_are_handed_on() -> None:
    assert await in_thread(int, "7") == 7
    with pytest.raises(ValueError, match="seven"), refused():
        raise ValueError("seven")
