"""The app only wires: it holds the board, the language and the theme, installs the screens, and answers their wishes."""

from collections.abc import Mapping, Sequence

from textual import on, work
from textual.app import App
from textual.filter import LineFilter, Monochrome, NoColor
from textual.reactive import var
from textual.screen import Screen

from tui import commands, keys, texts, themes
from tui.screens.base import BoardScreen, GroupWanted, IndicatorWanted
from tui.screens.card import GroupCard
from tui.screens.finder import finder
from tui.screens.funds import FundsScreen
from tui.screens.groups import GroupsScreen
from tui.screens.overview import OverviewScreen
from tui.screens.picker import Choice, Picker, matching
from tui.store.session import Session
from tui.texts import _
from tui.ward.board import Board
from tui.widgets.frame import TabBar
from tui.widgets.harmless import Harmless

SCREENS: Mapping[str, type[BoardScreen]] = {
    "overview": OverviewScreen,
    "groups": GroupsScreen,
    "funds": FundsScreen,
    "card": GroupCard,
}
LANGUAGES = ("vi", "en")


class GiaoBanApp(App[None]):
    """The ward on the screen."""

    TITLE = "Giao Ban"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = keys.bindings("app")
    CSS = "Screen { background: $gb-background; color: $gb-text; }"

    board: var[Board | None] = var(None)
    language: var[str] = var("vi")
    read_only: var[bool] = var(False)

    def __init__(
        self, session: Session, board: Board, loaded: themes.Loaded, *, theme: str, read_only: bool = False
    ) -> None:
        self._harmless = Harmless()
        super().__init__()
        self.session = session
        self.loaded = loaded
        self.set_reactive(GiaoBanApp.board, board)
        self.set_reactive(GiaoBanApp.language, texts.language())
        self.set_reactive(GiaoBanApp.read_only, read_only)
        for file in loaded.themes:
            self.register_theme(file.to_textual())
        self.theme = theme

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Every variable the app's styles name, so that a theme without one never stops a meeting."""
        return themes.defaults()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own filters, and ours last; without colour, a theme of the terminal's own colours sends none at all."""
        own = super().get_line_filters()
        if self.no_color and self.native_ansi_color:
            own = [NoColor() if isinstance(line_filter, Monochrome) else line_filter for line_filter in own]
        return [*own, self._harmless]

    def get_default_screen(self) -> Screen[None]:
        """The overview: the first picture is the first screen."""
        for name, screen in SCREENS.items():
            bound = screen().data_bind(GiaoBanApp.board, GiaoBanApp.language, GiaoBanApp.read_only)
            self.install_screen(bound, name)
        return self.get_screen("overview")

    def on_mount(self) -> None:
        """Say what could not be read of the themes."""
        for failure in self.loaded.failures:
            self.notify(f"{failure.file}: {failure.column} {failure.value}: {_(failure.expected)}", severity="warning", markup=False)

    @work(thread=True, exclusive=True, group="board")
    def show_date(self, steps: int) -> None:
        """Compute the board some month ends away (0: the newest) off the event loop, and hand it down."""
        from tui.ward.review import step

        if self.board is None:
            return
        day = step(self.board, self.board.as_of, steps) if steps else None
        board = self.session.board(day)
        self.call_from_thread(setattr, self, "board", board)

    @on(TabBar.Chosen)
    def tab_chosen(self, event: TabBar.Chosen) -> None:
        """A tab was clicked."""
        self.action_show(event.name)

    def action_show(self, name: str) -> None:
        """Show a screen: the overview lies at the bottom, one other over it, and whatever lies over that is left."""
        screen = self.get_screen(name)
        while len(self.screen_stack) > (1 if screen is self.screen_stack[0] else 2):
            self.pop_screen()
        if screen in self.screen_stack:
            return
        if len(self.screen_stack) > 1:
            self.switch_screen(name)
        else:
            self.push_screen(name)

    @on(GroupWanted)
    def open_group(self, event: GroupWanted) -> None:
        """Lay the group's card over the screen."""
        card = self.get_screen("card", GroupCard)
        card.turn_to(event.code)
        if self.screen is not card:
            self.push_screen(card)

    @on(IndicatorWanted)
    def open_indicator(self, event: IndicatorWanted) -> None:
        """Show a fund among the funds, anything else in the matrix."""
        if self.board is None:
            return
        name = "funds" if self.board.indicator(event.key).topic == "fund" else "groups"
        self.get_screen(name, BoardScreen).turn_to(event.key)
        self.action_show(name)

    def action_month(self, steps: int) -> None:
        """The figures some months before or after those that show."""
        self.show_date(steps)

    def action_newest(self) -> None:
        """The newest figures."""
        self.show_date(0)

    def action_switch_language(self) -> None:
        """The other language, everywhere at once."""
        language = LANGUAGES[(LANGUAGES.index(self.language) + 1) % len(LANGUAGES)]
        texts.use(language)
        self.language = language

    def action_find(self) -> None:
        """Find anything, and go there."""
        if self.board is not None:
            self.push_screen(finder(self.board, self.language), self._go)

    def _go(self, found: str | None) -> None:
        kind, key, group = (found or "\t\t").split("\t")
        if kind == "indicator":
            self.post_message(IndicatorWanted(key))
        elif group or kind == "group":
            self.post_message(GroupWanted(group or key))

    def action_help(self) -> None:
        """The keys that work on this screen."""
        scopes = getattr(self.screen, "SCOPES", ("app",))
        self._command(_("Keys"), commands.offered(keys.of_scopes(scopes)))

    def action_palette(self) -> None:
        """Every command by its name."""
        self._command(_("Commands"), commands.offered(key for key in keys.KEYS if key.palette))

    def _command(self, title: str, choices: list[Choice]) -> None:
        self.push_screen(Picker(title, matching(choices)), self._run_command)

    async def _run_command(self, action: str | None) -> None:
        if action:
            await self.run_action(action, self.screen)

    def action_choose_theme(self) -> None:
        """Choose a theme, seeing each under the cursor."""
        before = self.theme
        choices = [Choice(file.key, file.name(self.language)) for file in self.loaded.themes]

        def done(chosen: str | None) -> None:
            self.theme = chosen or before
            if chosen:
                themes.remember(chosen, themes.config_file())

        self.push_screen(Picker(_("Theme"), matching(choices), preview=self._preview, start=before), done)

    def _preview(self, name: str) -> None:
        self.theme = name

    def action_copy(self) -> None:
        """Copy what the status line says."""
        if isinstance(self.screen, BoardScreen):
            self.copy_to_clipboard(self.screen.said)
