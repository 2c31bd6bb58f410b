"""What screens ask for of a meeting; the app alone takes the step, and answers when it is on disk or is refused."""

import asyncio
from collections.abc import Callable, Mapping, Sequence

from textual.message import Message

from tui.ward.meeting import Meeting

Step = Callable[[Meeting], Meeting]

NOTHING_TYPED: Mapping[str, str] = {}


class FormTyped(Message):
    """Lines of a form were changed and not saved; none of them, where there is nothing left to lose."""

    def __init__(self, place: Sequence[str], title: str, typed: Mapping[str, str]) -> None:
        super().__init__()
        self.place = place
        """Which form of what it is, to open it again; () where nothing is lost with it."""
        self.title = title
        self.typed = typed


class StepWanted(Message):
    """A step in a meeting as it was seen; `answer` is why it was refused, "" once it is on disk."""

    def __init__(self, meeting: Meeting, step: Step) -> None:
        super().__init__()
        self.meeting = meeting
        self.step = step
        self.answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()


class MeetingWanted(Message):
    """Somebody wants to begin a meeting; `answer` is as that of a step."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__()
        self.meeting = meeting
        self.answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()


class StepBackWanted(Message):
    """Somebody wants to take back one's newest step in a meeting, or to take it again."""

    def __init__(self, meeting: Meeting, *, again: bool) -> None:
        super().__init__()
        self.meeting = meeting
        self.again = again


class ClosingWanted(Message):
    """Somebody wants to end a meeting with the figures that it saw and the changes that it made."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__()
        self.meeting = meeting


class PaperWanted(Message):
    """Somebody wants minutes, or the notice of conclusions, as a file."""

    def __init__(self, meeting: Meeting, which: str) -> None:
        super().__init__()
        self.meeting = meeting
        self.which = which
