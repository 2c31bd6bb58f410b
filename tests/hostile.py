"""Wards whose every text is an attack: what an attacker would write into the files of an office, put where it is shown.

Escape sequences that set titles and clipboards or ask the terminal to type, markup that quits or crashes, characters
that turn text around or hide in it, formulas, and texts without an end.
"""

import csv
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import tomli_w

from tui.store.files import CONFLICTS
from tui.store.journal import JOURNAL, Record, encode
from tui.store.keyed import Edit

MARKUP = "x[/foo][@click=app.quit]y[/][red"
STEERING = "\x1b]0;pwned\x07\x1b[6666;6H\x1b]52;c;cHduZWQ=\x1b\\\x1bPpwned\x1b\\\x1b[c\x9b6666m\x85\x7f\x08\x0c\x0e"
UNSEEN = "\u202edrawkcab\u202c\u200b\u200d\u2066\u2069\ufeff\u2028\u2029\u00ad\U000e0041"
FORMULA = "=HYPERLINK(1)"
HOSTILE = MARKUP + STEERING + UNSEEN
ENDLESS = 10_000

NAME_BYTES = 200
"""Of a file name, which may have 255."""

CSV_TEXTS = {"name", "leader", "weekday", "registrant", "title", "level", "place", "note"}
TOML_TEXTS = {
    *("name", "short", "unit", "unit_en", "kind", "district", "says", "where", "assigned_by", "source", "note"),
    *("text", "owner", "place", "chair", "secretary", "absent", "by", "title", "corrects", "number"),
    *("what", "old", "new", "who", "reason", "result", "base", "percent"),
}
MEETING_WORDS = {"kind"}
"""Texts of a meeting that are words of a list."""


def poison(ward: Path, attack: str = HOSTILE, before: str = "") -> Path:
    """`ward` with `attack` at the end of all its texts, in its journal, its own words for papers, and in file names.

    `before` is put before the texts.
    """
    for file in ward.rglob("*.csv"):
        _poison_csv(file, attack, before)
    for file in ward.rglob("*.toml"):
        words = TOML_TEXTS - (MEETING_WORDS if file.parent.name == "meetings" else set())
        values = tomllib.loads(file.read_text(encoding="utf-8"))
        file.write_text(tomli_w.dumps(_poisoned(values, attack, before, words)), encoding="utf-8")
    (ward / "2018" / JOURNAL).write_bytes(
        b"".join(encode(record) for record in _records(before + attack)) + attack.encode()
    )
    (ward / "templates").mkdir()
    (ward / "templates" / "papers.toml").write_text(tomli_w.dumps({"words": {"draft": attack}}), encoding="utf-8")
    for folder in ("meetings", CONFLICTS):
        (ward / "2018" / folder).mkdir(exist_ok=True)
        (ward / "2018" / folder / f"2018-11-08{file_name(attack)}.toml").write_text("", encoding="utf-8")
    return ward


def file_name(attack: str) -> str:
    """As much of `attack` as a file can be called."""
    return attack.translate({0: None, ord("/"): None}).encode()[:NAME_BYTES].decode(errors="ignore")


def unseen(text: str) -> set[str]:
    """The characters of `text` that a terminal might obey, or that nobody sees."""
    return {each for each in text if unicodedata.category(each) in {"Cc", "Cf", "Cs", "Zl", "Zp"}}


def _poison_csv(file: Path, attack: str, before: str) -> None:
    with file.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, list(rows[0]))
        writer.writeheader()
        for row in rows:
            writer.writerow(
                {key: before + text + attack if key in CSV_TEXTS and text else text for key, text in row.items()}
            )


def _poisoned(value: Any, attack: str, before: str, words: set[str], key: str = "") -> Any:
    """`value` with `attack` at the end of each text at one of `words`; `name.vi` is a text of `name`."""
    if isinstance(value, dict):
        keys = {name: key if name in {"vi", "en"} else name for name in value}
        return {name: _poisoned(each, attack, before, words, keys[name]) for name, each in value.items()}
    if isinstance(value, list):
        return [_poisoned(each, attack, before, words, key) for each in value]
    return before + value + attack if isinstance(value, str) and key in words else value


def _records(attack: str) -> list[Record]:
    """Changes of a target, of one that there is not, and of a place that is none, by somebody called `attack`."""
    paths = (("group", "1", "fund", "value"), ("ward", attack, "value"), (attack,), ())
    return [
        Record(
            seq=seq,
            at="2018-11-08T07:00:00Z",
            who=attack,
            host=attack,
            file="targets.toml",
            what="set",
            edits=(Edit(path, attack, seq),),
            reason=attack,
            before="",
            after=attack,
        )
        for seq, path in enumerate(paths, start=1)
    ]
