"""What was typed into a form and not saved when a line dropped: a window keeps it as it keeps what cells have."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tui.store.drafts import Keeper
from tui.ward.names import clean


@dataclass(frozen=True, slots=True)
class FormDraft:
    """The lines of a form that were changed."""

    place: Sequence[str]
    """Which form, and of what: whoever opens it again knows how."""
    title: str
    typed: Mapping[str, str]
    year: int


def kept(file: Path) -> FormDraft | None:
    """The draft in `file`; None where there is none that can be read."""
    try:
        draft = FormDraft(**json.loads(file.read_text("ascii")))
        texts = [draft.title, *draft.place, *draft.typed, *draft.typed.values()]
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return None
    is_sound = type(draft.place) is list and type(draft.year) is int
    return draft if is_sound and all(isinstance(each, str) and clean(each) == each for each in texts) else None


class FormWindow(Keeper[FormDraft]):
    """What one window keeps of its forms."""

    KIND = "form"
    read = staticmethod(kept)
