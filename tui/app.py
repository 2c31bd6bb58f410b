"""The app only wires: it holds the board and the theme, installs the screens, and answers their wishes."""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from textual import on
from textual.driver import Driver
from textual.filter import LineFilter, Monochrome, NoColor
from textual.screen import Screen

from tui import keys, phrases, texts, themes
from tui.keeping import Keeping
from tui.screens.all import KINDS, OVERLAYS, kind_of
from tui.screens.base import BoardScreen, Wanted
from tui.store.session import Session
from tui.ward.board import Board
from tui.widgets.frame import TabBar
from tui.widgets.harmless import Harmless

LOAD_NEXT = 0.05
"""Seconds between loading one screen and the next, once the first picture shows: keys come between."""


class GiaoBanApp(Keeping):
    """The ward on the screen."""

    TITLE = "Giao Ban"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = keys.bindings("app")
    CSS = """
    Screen { color: $gb-text; }
    BoardScreen { background: $gb-background; }
    """

    def __init__(
        self,
        session: Session,
        board: Board,
        loaded: themes.Loaded,
        *,
        theme: str,
        read_only: bool = False,
        projector: bool = False,
        driver_class: type[Driver] | None = None,
    ) -> None:
        self._harmless = Harmless()
        super().__init__(driver_class)
        self.session = session
        self.loaded = loaded
        self.set_reactive(GiaoBanApp.board, board)
        self.set_reactive(GiaoBanApp.shown, board)
        self.set_reactive(GiaoBanApp.language, texts.language())
        self.set_reactive(GiaoBanApp.read_only, read_only)
        for file in loaded.themes:
            self.register_theme(file.to_textual())
        self.theme = self._desk_theme = theme
        self._starts_projector = projector

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Every variable the app's styles name, so that a theme without one never stops a meeting."""
        return themes.defaults()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own, then ours; without colour, a theme of the terminal's own colours sends none at all."""
        own = super().get_line_filters()
        if self.no_color and self.native_ansi_color:
            own = [NoColor() if isinstance(line_filter, Monochrome) else line_filter for line_filter in own]
        if self._harmless.others != tuple(own):
            self._harmless = Harmless(own)
        return [self._harmless]

    def get_default_screen(self) -> Screen[None]:
        """The overview: the first picture is the first screen."""
        overview: Screen[None] = self.get_screen("overview")
        return overview

    def get_screen(self, screen: Screen[Any] | str, screen_class: type[Any] | None = None) -> Any:
        """Textual's own; a screen of ours is installed when it is first asked for."""
        if isinstance(screen, str) and screen in KINDS and not self.is_screen_installed(screen):
            its = GiaoBanApp
            bound = (its.language, its.read_only, its.projector, its.unlocked, its.meetings)
            self.install_screen(kind_of(screen)().data_bind(*bound, board=its.shown), screen)
        return super().get_screen(screen, screen_class)

    def on_mount(self) -> None:
        """Say what could not be read of the themes; begin on the projector if asked to."""
        for file, faults in groupby(self.loaded.failures, key=attrgetter("file")):
            self.tell(phrases.in_short(file, list(faults)), bad=True)
        self._to_load = iter(KINDS)
        self.set_interval(LOAD_NEXT, self._load_next, repeat=len(KINDS))
        self.app_resume_signal.subscribe(self, lambda _app: self.action_redraw())
        if self._starts_projector:
            self.call_after_refresh(self.action_projector)

    def _load_next(self) -> None:
        """Load the next screen before anybody asks for it."""
        if name := next(self._to_load, None):  # Textual's timer ticks once more than it is told to repeat.
            self.get_screen(name)

    @on(TabBar.Chosen)
    def tab_chosen(self, event: TabBar.Chosen) -> None:
        """A tab was clicked."""
        self.action_show(event.name)

    @on(Wanted)
    def show_wanted(self, event: Wanted) -> None:
        """Turn a screen to a subject and show it."""
        self.get_screen(event.screen, BoardScreen).fulfil(event)
        self.action_show(event.screen)

    def action_show(self, name: str) -> None:
        """Show a screen: the overview lies at the bottom, one other over it, a card or slides over that."""
        screen = self.get_screen(name)
        lowest = self.screen_stack.index(screen) if screen in self.screen_stack else 1
        while len(self.screen_stack) > lowest + 1 and (screen in self.screen_stack[:-1] or name not in OVERLAYS):
            self.pop_screen()
        self.forget_notices()
        if self.screen is screen:
            return
        if name in OVERLAYS or len(self.screen_stack) == 1:
            self.push_screen(name)
        else:
            self.switch_screen(name)

    def action_projector(self) -> None:
        """Slides of what is under the cursor in the projector's theme; from there, back to the desk."""
        slides = self.get_screen("slides", BoardScreen)
        has_slide = isinstance(self.screen, BoardScreen) and self.screen.has_slide
        if self.projector and (self.screen is slides or not has_slide):
            self.projector, self.theme = False, self._desk_theme
            if self.screen is slides:
                slides.dismiss()
            return
        if not self.projector:
            self.projector, self._desk_theme = True, self.theme
            if self.loaded.get(themes.PROJECTOR) and not self.native_ansi_color:
                self.theme = themes.PROJECTOR
        if isinstance(self.screen, BoardScreen) and has_slide:
            slides.turn_to(self.screen.subject)
            self.action_show("slides")
