"""What every screen can be asked for: find, help, palette, theme, language, copy. The app inherits these."""

from collections.abc import Iterable, Iterator

from textual.await_complete import AwaitComplete
from textual.reactive import var

from tui import keys, texts, themes
from tui.errors import GiaoBanError
from tui.keys import Key
from tui.resources import copied_file
from tui.screens.base import BoardScreen, Subject, Wanted, screen_of
from tui.screens.finder import finder
from tui.screens.picker import Choice, Picker
from tui.terminal import AtTerminal
from tui.texts import _
from tui.ward.board import Board
from tui.ward.in_public import in_public

LANGUAGES = ("vi", "en")

CLEAR = "\x1b[2J"
"""Empties a terminal; after it, a driver that keeps a picture has none."""


def offered(several: Iterable[Key]) -> list[Choice]:
    """A choice a key: its sentence, its cap, and the action it runs as the id."""
    return [Choice(key.action, _(key.help), key.spoken) for key in several if key.action]


class Commands(AtTerminal):
    """An app with a board, a language and a theme, and the commands that need nothing else."""

    board: var[Board | None] = var(None)
    language: var[str] = var("vi")
    read_only: var[bool] = var(False)
    projector: var[bool] = var(False)
    unlocked: var[bool] = var(False)
    """Whether it may edit while on the projector."""
    shown: var[Board | None] = var(None)
    """The board as the screens have it: on the projector it names nobody."""

    loaded: themes.Loaded

    @property
    def is_locked(self) -> bool:
        """Whether the projector is locked, so that nobody may edit."""
        return self.projector and not self.unlocked

    def on_mount(self) -> None:
        """Show another board, or this one to everybody."""
        for name in ("board", "projector"):
            self.watch(self, name, self._show_what_may_be_seen, init=False)

    def _show_what_may_be_seen(self) -> None:
        self.shown = in_public(self.board) if self.projector and self.board is not None else self.board

    def tell(self, words: str, *, bad: bool = False, stays: bool = False) -> None:
        """Say a sentence in a notice; never read as markup. What is bad, or `stays`, is not gone with the screen."""
        self.notify(words, severity="error" if bad else "warning" if stays else "information", markup=False)

    def answer(self, words: str) -> None:
        """Say in the status line why a key does nothing here: there it covers no figure, and a step takes it away."""
        if isinstance(self.screen, BoardScreen):
            self.screen.say(words)

    def pop_screen(self) -> AwaitComplete:
        """Textual's own; what was said of a screen is gone with it, but not what was done in a dialogue."""
        if isinstance(self.screen, BoardScreen):
            self.forget_notices()
        return super().pop_screen()

    def forget_notices(self) -> None:
        """Take away what was said of what showed until now: it would cover the next figures."""
        for notice in list(self._notifications):
            if notice.severity == "information":
                self._unnotify(notice)

    def action_switch_language(self) -> None:
        """The other language, everywhere at once."""
        language = LANGUAGES[(LANGUAGES.index(self.language) + 1) % len(LANGUAGES)]
        texts.use(language)
        self.language = language

    def action_redraw(self) -> None:
        """Send everything again, to a terminal that lost some of it: noise on the line, a message of the system."""
        if self._driver is not None:
            self._driver.write(CLEAR)
        self.screen.refresh(layout=True)

    def action_find(self) -> None:
        """Find anything, and go there."""
        if self.shown is not None:
            self.push_screen(finder(self.shown, self.language), self._go)

    def _go(self, found: str | None) -> None:
        if not found or self.board is None:
            return
        kind, key, group = found.split("\t")
        match kind:
            case "indicator":
                self.post_message(Wanted(screen_of(self.board.indicator(key)), Subject(indicator=key)))
            case "model":
                self.post_message(Wanted("evaluation", Subject(key=key)))
            case "place":
                self.post_message(Wanted("environment", Subject(key=key)))
            case _:
                self.post_message(Wanted("card", Subject(group=group or key)))

    def action_help(self) -> None:
        """The keys that work on this screen, as it stands."""
        self._command(_("Keys"), offered(self._working()))

    def action_palette(self) -> None:
        """Every command that works on this screen by its name, and every year of the ward."""
        years = self.board.years if self.board else ()
        choices = offered(key for key in self._working() if key.palette)
        choices += [Choice(f"app.year({year})", _("The year {year}").format(year=year)) for year in reversed(years)]
        self._command(_("Commands"), choices)

    def _working(self) -> Iterator[Key]:
        """The keys that do something on this screen, as it stands."""
        screen = self.screen
        scopes, idle = (screen.SCOPES, screen.idle_keys) if isinstance(screen, BoardScreen) else (("app",), ())
        return (key for key in keys.of_scopes(scopes) if key.id not in idle)

    def _command(self, title: str, choices: list[Choice]) -> None:
        self.push_screen(Picker(title, choices), self._run_command)

    async def _run_command(self, action: str | None) -> None:
        name = (action or "").partition("(")[0]
        focused = self.screen.focused
        if action:
            await self.run_action(action, focused if hasattr(focused, f"action_{name}") else self.screen)

    def action_choose_theme(self) -> None:
        """Choose a theme, seeing each under the cursor."""
        before = self.theme
        choices = [Choice(file.key, file.name(self.language)) for file in self.loaded.themes]

        def done(chosen: str | None) -> None:
            self.theme = chosen or before
            if chosen and not self.read_only:
                self._remember(chosen)

        self.push_screen(Picker(_("Theme"), choices, preview=self._preview, start=before), done)

    def _preview(self, name: str) -> None:
        self.theme = name

    def _remember(self, theme: str) -> None:
        try:
            themes.remember(theme, themes.config_file())
        except GiaoBanError as error:
            self.tell(texts.tell(error), bad=True)

    def action_copy(self) -> None:
        """Copy what the status line says to the terminal's clipboard, and into a file: not every terminal has one."""
        if not isinstance(self.screen, BoardScreen):
            return
        words = self.screen.said
        self.copy_to_clipboard(words)
        if self.read_only:
            self.tell(_("Copied"))
            return
        file = copied_file()
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(words + "\n", encoding="utf-8")
        except OSError as error:
            self.tell(_("Copied, but not into {file}: {reason}").format(file=file, reason=error.strerror), bad=True)
        else:
            self.tell(_("Copied, also into {file}").format(file=file))
