"""Take the README's pictures of the running app: `python -m tests.pictures` writes one SVG a screen beside this file.

Each is the app itself on the sample ward, driven by keys; run it after a change that shows, and commit what differs.
"""

import asyncio
import os
import re
import sys
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.meetings import going_on
from tui import texts, themes
from tui.app import GiaoBanApp
from tui.resources import sample_ward, themes_folder
from tui.screens import clock
from tui.store.session import Session

HERE = Path(__file__).parent


class Picture(NamedTuple):
    """What to press for a picture, and how the app is started."""

    name: str
    keys: str = ""
    size: tuple[int, int] = (110, 32)
    theme: str = "sang"
    language: str = "vi"
    meeting: bool = False
    """Whether a meeting is under way."""


PICTURES = (
    Picture("overview"),
    Picture("groups", "2 right right right"),
    Picture("card", "2 down down down down down down down down down down down enter"),
    Picture("funds", "3 down"),
    Picture("editing", "3 tab right right right down down down down down f2 5 comma 5 t r", (110, 20)),
    Picture("environment", "4"),
    Picture("evaluation", "5"),
    Picture("ranking", "5 tab tab", theme="giay"),
    Picture("meeting", "6", meeting=True),
    Picture("check", "7 down down"),
    Picture("projector", "f5", (80, 24)),
    Picture("finder", "f3 n g h e o", theme="toi"),
    Picture("sources", "2 right right right down down f7"),
    Picture("english", "2", theme="xanh-dem", language="en"),
)


async def take(picture: Picture) -> str:
    """The picture as SVG, with no reference to anything outside it."""
    texts.use(picture.language)
    session = Session(ward_of(picture))
    loaded = themes.load(themes_folder())
    app = GiaoBanApp(session, session.board(), loaded, theme=picture.theme)
    async with app.run_test(size=picture.size) as pilot:
        await pilot.pause()
        for key in picture.keys.split():
            await pilot.press(key)
            await app.workers.wait_for_complete()
            await pilot.pause()
        await pilot.pause(0.2)
        svg = app.export_screenshot(title="giaoban")
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL).replace("Fira Code", "DejaVu Sans Mono")


def ward_of(picture: Picture) -> Path:
    """The sample; with a meeting under way, a copy of it, and the clock stopped."""
    if not picture.meeting:
        return sample_ward()
    ward = Path(copytree(sample_ward(), Path.home() / "ward"))
    now = going_on(ward)
    clock.now = lambda: now
    return ward


def main(wanted: list[str]) -> None:
    """Take the pictures of these names, or all."""
    for picture in PICTURES:
        if not wanted or picture.name in wanted:
            # A home of its own: what was being typed in one would be offered in the next.
            with TemporaryDirectory() as home:
                os.environ.update(HOME=home, XDG_CACHE_HOME=home, XDG_CONFIG_HOME=home, XDG_STATE_HOME=home)
                (HERE / f"{picture.name}.svg").write_text(asyncio.run(take(picture)), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
