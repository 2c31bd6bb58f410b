"""The app opened: what Textual is to believe of the terminal, with which theme and which driver."""

import gc
import os
import re
from typing import TYPE_CHECKING

from tui import resources
from tui.cli.asked import board_in, session_of
from tui.cli.parser import Options
from tui.console import console
from tui.errors import N_, NotFound

if TYPE_CHECKING:
    from tui.driver import ThriftyDriver

TEXTUAL_SETTINGS = {
    "TEXTUAL_ANIMATIONS": "none|basic|full",
    "TEXTUAL_COLOR_SYSTEM": "auto|standard|256|truecolor",
    "TEXTUAL_DISABLE_KITTY_KEY": "[01]",
    "TEXTUAL_FPS": "[1-9][0-9]{0,2}",
    "TEXTUAL_SMOOTH_SCROLL": "[01]",
    "TEXTUAL_SPEEDUPS": "[01]",
}
"""Settings of Textual that only change how the screen is drawn and keys are read, and the values they may have."""


def open_app(options: Options) -> int:
    """Open the app and stay in it until it is left; answers its exit code."""
    # Nothing that is loaded from here on is garbage before the first picture; the app collects from then on.
    gc.disable()
    from tui import themes

    loaded = themes.load(resources.themes_folder(), themes.own_folder())
    theme = themes.pick(options.theme, os.environ)
    _set_up_textual(colorless=theme == themes.MONOCHROME)
    from tui.app import GiaoBanApp

    if options.theme and not loaded.get(theme):
        known = ", ".join(file.key for file in loaded.themes)
        raise NotFound(N_("there is no theme “{name}”; there are: {known}"), name=theme, known=known)
    session = session_of(options)
    board = board_in(session, options)
    app = GiaoBanApp(
        session,
        board,
        loaded,
        theme=theme if loaded.get(theme) else themes.DEFAULT,
        read_only=options.read_only,
        projector=options.projector,
        driver_class=driver_class(),
    )
    console.leave_on_signals()
    app.run(mouse=not os.environ.get("SSH_CONNECTION"))
    return app.return_code or 0


def _set_up_textual(*, colorless: bool) -> None:
    """Set up the environment that Textual reads when it is imported: few frames over ssh, and nothing that harms.

    Of Textual's own settings only the known ones stay: by others, whoever calls the app could have it load code, write
    files, press keys or stop. COLUMNS and LINES go, for Textual believes them before the terminal. NO_COLOR goes unless
    the theme has no colours anyway: Textual would grey a theme that was asked for by name, even where it is set to "".
    """
    for name in list(os.environ):
        is_known = re.fullmatch(TEXTUAL_SETTINGS.get(name, ""), os.environ[name])
        if (name.startswith("TEXTUAL") and not is_known) or name in ("COLUMNS", "LINES"):
            del os.environ[name]
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    if os.environ.get("SSH_CONNECTION"):
        os.environ.setdefault("TEXTUAL_FPS", "15")
        os.environ.setdefault("TEXTUAL_SMOOTH_SCROLL", "0")
    if not colorless:
        os.environ.pop("NO_COLOR", None)


def driver_class() -> "type[ThriftyDriver] | None":
    """Ours, in the place of the one that Textual has for Linux and macOS; not where Textual's is asked for."""
    if os.name == "nt" or os.environ.get("GIAOBAN_DRIVER") == "plain":
        return None
    from tui.driver import ThriftyDriver

    return ThriftyDriver
