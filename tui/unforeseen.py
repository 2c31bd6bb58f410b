"""Errors of the system that nobody foresaw where they happen: told as a refusal, they end no app in a meeting."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

from tui.errors import N_, Refused
from tui.ward.names import clean

NOT_DONE = N_("This could not be done: {why}")

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


@contextmanager
def refused() -> Iterator[None]:
    """Raise each `OSError` of the block as a `Refused` that says, as the system does, of which file and why."""
    try:
        yield
    except OSError as error:
        parts = (error.filename, error.strerror)
        why = ": ".join(clean(str(part)) for part in parts if part) or repr(error)
        raise Refused(NOT_DONE, why=why) from error


async def in_thread(call: Callable[Given, Answer], *args: Given.args, **options: Given.kwargs) -> Answer:
    """What `call` answers, off the event loop; raises as it does, but `Refused` for an `OSError`."""
    with refused():
        return await asyncio.to_thread(call, *args, **options)
