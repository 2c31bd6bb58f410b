"""What was typed and not saved when a line dropped: kept at every letter, offered again, gone once saved or left."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from tui.ward.names import clean


@dataclass(frozen=True, slots=True)
class Draft:
    """A text in a cell: of a target's group and indicator, or of the place of a model's points."""

    group: str | None
    indicator: str | None
    key: str
    """A model's code, side and criterion, with tabs between them."""
    text: str
    year: int = 0


def keep(file: Path, draft: Draft) -> None:
    """Keep `draft` instead of any other; only its user may read it. That it cannot be kept stops nobody's typing."""
    with suppress(OSError):
        put(file, asdict(draft))


def put(file: Path, fields: Mapping[str, object]) -> None:
    """Put `fields` into `file` as JSON, whole or not at all; only its user may read it."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temp = file.with_suffix(f".{os.getpid()}")
    with open(os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as out:
        json.dump(fields, out)
    os.replace(temp, file)


def kept(file: Path) -> Draft | None:
    """The draft in `file`; None where there is none that can be read."""
    try:
        fields = json.loads(file.read_text("ascii"))
        draft = Draft(**fields)
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    texts = [draft.text, *(text for text in (draft.group, draft.indicator) if text is not None)]
    if not all(isinstance(text, str) for text in (draft.key, *texts)) or type(draft.year) is not int:
        return None
    return draft if all(clean(text) == text for text in (*draft.key.split("\t"), *texts)) else None


def drop(file: Path) -> None:
    """Forget the draft."""
    with suppress(OSError):
        file.unlink(missing_ok=True)
