"""Every key of the app, declared once: bindings, key bar, help, palette and the README's table are made from this list.

Keys are the ones staff know from Excel and PowerPoint. A Vietnamese keyboard in Telex mode turns bare letters into
others (`w` into ư, `dd` into a backspace and đ), so each action has a key that is no letter, and Backspace is bound to
nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding, BindingType

from tui.errors import N_


@dataclass(frozen=True, slots=True)
class Key:
    """One action: its keys, the action they run, and the words for it."""

    id: str
    keys: str
    """As Textual writes them, the first one being the one that is shown: "f3,slash"."""
    cap: str
    """How the first key is printed: "F3"."""
    action: str
    label: str
    """A word or two for the key bar (msgid)."""
    help: str
    """A sentence for help and palette (msgid)."""
    scope: str = "app"
    """app: everywhere; else the one kind of place where it works: grid, sortable, groups, funds, card, slides …"""
    bar: bool = False
    """Whether the key bar shows it."""
    palette: bool = False
    """Whether the palette offers it."""
    bar_cap: str = ""
    """How the key bar prints it where one label stands for two keys: "↑↓"."""
    idle: tuple[str, ...] = ()
    """Scopes of the screens where it has nothing to do, and where neither key bar nor help offers it."""
    yields: tuple[str, ...] = ()
    """Scopes of the screens where the key bar has their own keys before it."""
    instead: str = ""
    """Id of the key whose place in the key bar it takes while that one does nothing."""
    always: bool = False
    """Whether it works in dialogues, too, over which the key bar still shows."""

    @property
    def spoken(self) -> str:
        """The cap as people say it, where there is room: "Ctrl+T" for "^T"."""
        return self.cap.replace("^", "Ctrl+").replace("⇧", "Shift+")


KEYS: tuple[Key, ...] = (
    Key("help", "f1", "F1", "app.help", N_("Help"), N_("Show the keys that work here"), bar=True),
    Key(
        "open",
        "enter",
        "⏎",
        "open",
        N_("Open"),
        N_("Open what is under the cursor"),
        scope="grid",
        bar=True,
        idle=("check",),
        yields=("meeting",),
    ),
    Key("up", "up", "↑", "step(-1, 0)", N_("Up"), N_("The row above"), scope="grid"),
    Key("down", "down", "↓", "step(1, 0)", N_("Down"), N_("The row below"), scope="grid"),
    Key("left", "left", "←", "step(0, -1)", N_("Left"), N_("The column before"), scope="grid"),
    Key("right", "right", "→", "step(0, 1)", N_("Right"), N_("The column after"), scope="grid"),
    Key("page-up", "pageup", "PgUp", "page(-1)", N_("Page up"), N_("A page up"), scope="grid"),
    Key("page-down", "pagedown", "PgDn", "page(1)", N_("Page down"), N_("A page down"), scope="grid"),
    Key(
        "first",
        "home",
        "Home",
        "first",
        N_("First"),
        N_("The row's first cell; in a list, its first row"),
        scope="grid",
    ),
    Key("last", "end", "End", "last", N_("Last"), N_("The row's last cell; in a list, its last row"), scope="grid"),
    Key("top", "ctrl+up,ctrl+home", "^↑", "top", N_("Top"), N_("The column's first cell"), scope="grid"),
    Key("bottom", "ctrl+down", "^↓", "bottom", N_("Bottom"), N_("The column's last cell"), scope="grid"),
    Key("mark", "space", "Space", "mark", N_("Mark"), N_("Mark the row, where rows can be marked"), scope="grid"),
    Key(
        "edit",
        "f2",
        "F2",
        "app.edit",
        N_("Edit"),
        N_("Edit target or points here: 4,5tr, +10%, 50k/ho, =tong/38"),
        scope="editable",
        bar=True,
    ),
    Key(
        "allocate",
        "ctrl+g",
        "^G",
        "app.allocate",
        N_("Spread"),
        N_("Spread the ward's target over its groups"),
        scope="spreadable",
        bar=True,
    ),
    Key("back", "escape", "Esc", "back", N_("Back"), N_("Go back to where you came from"), scope="card", bar=True),
    Key(
        "find",
        "f3,slash",
        "F3",
        "app.find",
        N_("Find"),
        N_("Find a group, fund, place or model: 22, ngheo, ly son, qvnn"),
        bar=True,
        palette=True,
    ),
    Key(
        "sort",
        "f4",
        "F4",
        "sort",
        N_("Sort"),
        N_("Sort by the column at the cursor; once more turns it round"),
        scope="sortable",
        bar=True,
    ),
    Key(
        "projector",
        "f5",
        "F5",
        "app.projector",
        N_("Projector"),
        N_("Projector mode on and off"),
        bar=True,
        palette=True,
    ),
    Key(
        "filter",
        "f6",
        "F6",
        "filter",
        N_("Filter"),
        N_("Show only groups of one status, or with a text in the name"),
        scope="filterable",
        bar=True,
    ),
    Key("home", "escape", "Esc", "overview", N_("Overview"), N_("Back to the overview"), scope="tab", bar=True),
    Key(
        "lift",
        "escape",
        "Esc",
        "lift",
        N_("All groups"),
        N_("Show all groups again, then the overview"),
        scope="filterable",
    ),
    Key(
        "sources",
        "f7",
        "F7",
        "app.sources",
        N_("Sources"),
        N_("The results behind the figure here: file, line, date"),
        bar=True,
        palette=True,
        idle=("check", "evaluation"),
    ),
    Key("theme", "f9", "F9", "app.choose_theme", N_("Theme"), N_("Choose a theme and see it at once"), palette=True),
    Key(
        "quit",
        "f10,ctrl+q",
        "F10",
        "app.quit",
        N_("Quit"),
        N_("Leave; everything is saved"),
        bar=True,
        palette=True,
        always=True,
    ),
    Key("screen-1", "1", "1", "app.show('overview')", N_("Overview"), N_("Overview of the ward"), palette=True),
    Key(
        "screen-2", "2", "2", "app.show('groups')", N_("Groups"), N_("All groups against all indicators"), palette=True
    ),
    Key(
        "screen-3",
        "3",
        "3",
        "app.show('funds')",
        N_("Funds"),
        N_("The funds, and the groups of one fund"),
        palette=True,
    ),
    Key(
        "screen-4",
        "4",
        "4",
        "app.show('environment')",
        N_("Environment"),
        N_("Volunteer teams, their weeks, and what was made where"),
        palette=True,
    ),
    Key(
        "screen-5",
        "5",
        "5",
        "app.show('evaluation')",
        N_("Evaluation"),
        N_("The campaign's models by points, and the groups ranked"),
        palette=True,
    ),
    Key(
        "screen-6",
        "6",
        "6",
        "app.show('meeting')",
        N_("Meeting"),
        N_("The meeting: agenda, difficulties, conclusions, minutes"),
        palette=True,
    ),
    Key(
        "screen-7",
        "7",
        "7",
        "app.show('check')",
        N_("Check"),
        N_("The published report beside computed figures; faulty lines"),
        palette=True,
    ),
    Key(
        "values",
        "ctrl+t",
        "^T",
        "values",
        N_("Amounts"),
        N_("Percentages, amounts, change since last year"),
        scope="groups",
        bar=True,
    ),
    Key(
        "month-back",
        "ctrl+left",
        "^←",
        "app.month(-1)",
        N_("Month back"),
        N_("The figures at the end of the month before"),
        palette=True,
    ),
    Key(
        "month-on",
        "ctrl+right",
        "^→",
        "app.month(1)",
        N_("Month on"),
        N_("The figures at the end of the month after"),
        palette=True,
    ),
    Key("newest", "ctrl+end", "^End", "app.newest", N_("Newest"), N_("Back to the newest figures"), palette=True),
    Key(
        "previous-group",
        "left",
        "←",
        "step(-1)",
        N_("Group before"),
        N_("The card of the group before"),
        scope="card",
        bar=True,
    ),
    Key(
        "next-group",
        "right",
        "→",
        "step(1)",
        N_("Next group"),
        N_("The card of the next group"),
        scope="card",
        bar=True,
    ),
    Key("order", "f4", "F4", "sort", N_("Sort"), N_("Sort by the next column"), scope="environment", bar=True),
    Key("week-before", "left", "←", "week(-1)", N_("Week before"), N_("The week before"), scope="environment"),
    Key(
        "week-after",
        "right",
        "→",
        "week(1)",
        N_("Week"),
        N_("The week after"),
        scope="environment",
        bar=True,
        bar_cap="←→",
    ),
    Key(
        "other-table",
        "tab",
        "Tab",
        "app.focus_next",
        N_("Next table"),
        N_("From the teams to the places, and back"),
        scope="environment",
        bar=True,
    ),
    Key(
        "next-view",
        "ctrl+pagedown,tab",
        "Tab",
        "view(1)",
        N_("Next table"),
        N_("Collectives, individuals, groups, fields"),
        scope="evaluation",
        bar=True,
    ),
    Key(
        "previous-view",
        "ctrl+pageup,shift+tab",
        "⇧Tab",
        "view(-1)",
        N_("Table before"),
        N_("The table before"),
        scope="evaluation",
    ),
    Key(
        "side",
        "ctrl+t",
        "^T",
        "side",
        N_("Self, review"),
        N_("The points they gave themselves, or those of the review"),
        scope="evaluation",
        bar=True,
    ),
    Key(
        "chart",
        "ctrl+t",
        "^T",
        "chart",
        N_("Chart"),
        N_("Chart or groups, where there is no room for both"),
        scope="funds",
        bar=True,
    ),
    Key(
        "slide-back", "left,pageup", "←", "turn(-1)", N_("Before"), N_("The indicator before"), scope="slides", bar=True
    ),
    Key(
        "slide-on",
        "right,pagedown,space",
        "→",
        "turn(1)",
        N_("Next"),
        N_("The next indicator"),
        scope="slides",
        bar=True,
    ),
    Key(
        "subject-back",
        "up",
        "↑",
        "subject(-1)",
        N_("Group before"),
        N_("The group before; before the first, the ward"),
        scope="slides",
    ),
    Key(
        "subject-on",
        "down",
        "↓",
        "subject(1)",
        N_("Ward, groups"),
        N_("The next group"),
        scope="slides",
        bar=True,
        bar_cap="↑↓",
    ),
    Key(
        "slide-end",
        "escape",
        "Esc",
        "back",
        N_("Back"),
        N_("Back to the tables, still on the projector"),
        scope="slides",
        bar=True,
    ),
    Key(
        "undo",
        "ctrl+z",
        "^Z",
        "app.undo",
        N_("Undo"),
        N_("Take back your newest change"),
        palette=True,
        idle=("meeting",),
    ),
    Key(
        "redo",
        "ctrl+y",
        "^Y",
        "app.redo",
        N_("Redo"),
        N_("Make again what you took back last"),
        palette=True,
        idle=("meeting",),
    ),
    Key(
        "unlock",
        "ctrl+k",
        "^K",
        "app.unlock",
        N_("Unlock"),
        N_("Allow or forbid editing while on the projector"),
        palette=True,
        instead="edit",
    ),
    Key("save", "enter", "⏎", "submit", N_("Save"), N_("Save, and go on to the cell below"), scope="editor"),
    Key("leave", "escape", "Esc", "leave", N_("Leave"), N_("Leave everything as it was"), scope="editor"),
    Key("above", "up", "↑", "above", N_("Above"), N_("The cell above, without saving"), scope="editor"),
    Key("below", "down", "↓", "below", N_("Below"), N_("The cell below, without saving"), scope="editor"),
    Key(
        "grounds",
        "tab",
        "Tab",
        "grounds",
        N_("Reason"),
        N_("The reason, who assigned it, by which document"),
        scope="editor",
    ),
    Key(
        "overwrite",
        "f2",
        "F2",
        "overwrite",
        N_("Keep mine"),
        N_("Where somebody has changed it since: keep what you typed"),
        scope="editor",
    ),
    Key("spread-by", "tab", "Tab", "basis", N_("By what"), N_("By households, evenly, by last year"), scope="spread"),
    Key("spread-less", "left", "←", "round(-1)", N_("Finer"), N_("Round to a smaller step"), scope="spread"),
    Key("spread-more", "right", "→", "round(1)", N_("Coarser"), N_("Round to a larger step"), scope="spread"),
    Key("spread-leave", "escape", "Esc", "leave", N_("Leave"), N_("Leave everything as it was"), scope="spread"),
    Key(
        "difficulty",
        "f8",
        "F8",
        "app.difficulty",
        N_("Difficulty"),
        N_("Note a difficulty or proposal of what is under the cursor"),
        palette=True,
        idle=("meeting",),
    ),
    Key(
        "next",
        "space",
        "Space",
        "next",
        N_("Go on"),
        N_("Start; then take the next item"),
        scope="meeting",
        bar=True,
    ),
    Key(
        "menu",
        "ctrl+o",
        "^O",
        "menu",
        N_("Menu…"),
        N_("Begin, close, sign, minutes, supplement"),
        scope="meeting",
        bar=True,
    ),
    Key(
        "words",
        "f2",
        "F2",
        "words",
        N_("Write"),
        N_("Write down what was said, correct what was noted"),
        scope="meeting",
        bar=True,
    ),
    Key(
        "raise",
        "f8",
        "F8",
        "difficulty",
        N_("Difficulty"),
        N_("Note a difficulty or proposal of the item or matter here"),
        scope="meeting",
        bar=True,
    ),
    Key(
        "conclude",
        "f4",
        "F4",
        "conclude",
        N_("Conclude"),
        N_("Note a conclusion: task, owner, deadline"),
        scope="meeting",
        bar=True,
    ),
    Key(
        "skip",
        "f6",
        "F6",
        "skip",
        N_("Skip"),
        N_("Leave the item under the cursor out, or take it in again"),
        scope="meeting",
        bar=True,
    ),
    Key(
        "meetings",
        "ctrl+t",
        "^T",
        "meetings",
        N_("All"),
        N_("All meetings, or back to this one"),
        scope="meeting",
        bar=True,
    ),
    Key(
        "earlier", "shift+up,ctrl+pageup", "⇧↑", "move(-1)", N_("Earlier"), N_("Put the item earlier"), scope="meeting"
    ),
    Key("later", "shift+down,ctrl+pagedown", "⇧↓", "move(1)", N_("Later"), N_("Put the item later"), scope="meeting"),
    Key("undo-step", "ctrl+z", "^Z", "undo", N_("Undo"), N_("Take back your newest step"), scope="meeting"),
    Key("redo-step", "ctrl+y", "^Y", "redo", N_("Redo"), N_("Take it again"), scope="meeting"),
    Key(
        "leave-meeting",
        "escape",
        "Esc",
        "back",
        N_("Back"),
        N_("Back to the agenda, to the meeting, to the overview"),
        scope="meeting",
    ),
    Key("form-save", "enter", "⏎", "submit", N_("Save"), N_("Save"), scope="form"),
    Key("form-leave", "escape", "Esc", "leave", N_("Leave"), N_("Leave everything as it was"), scope="form"),
    Key("form-turn", "ctrl+t", "^T", "turn", N_("Kind"), N_("The next of what there is to choose from"), scope="form"),
    Key("choose-before", "left", "←", "choose(-1)", N_("Before"), N_("The choice before"), scope="choice"),
    Key("choose-next", "right,space", "→", "choose(1)", N_("Next"), N_("The next choice"), scope="choice"),
    Key("language", "ctrl+l", "^L", "app.switch_language", N_("English"), N_("Tiếng Việt / English"), palette=True),
    Key(
        "copy",
        "ctrl+c",
        "^C",
        "app.copy",
        N_("Copy"),
        N_("Copy what the status line says"),
        palette=True,
    ),
    Key(
        "redraw",
        "ctrl+r",
        "^R",
        "app.redraw",
        N_("Redraw"),
        N_("Redraw the screen"),
        palette=True,
    ),
    Key("palette", "ctrl+p", "^P", "app.palette", N_("Commands"), N_("Every command by its name"), bar=True),
)
"""In the order of the key bar."""

EDITING = frozenset(key.id for key in KEYS if key.scope in ("editable", "spreadable")) | {"undo", "redo"}
"""Ids of the keys that edit figures."""

COMMON = ("grid", "app")
"""Scopes of many screens, the nearer one first."""


def of_scopes(scopes: Iterable[str]) -> tuple[Key, ...]:
    """The keys that work where these scopes meet: the screen's own first, then the table's, then the app's."""
    here = set(scopes)
    working = (key for key in KEYS if key.scope in here and not here.intersection(key.idle))
    return tuple(sorted(working, key=lambda key: COMMON.index(key.scope) + 1 if key.scope in COMMON else 0))


def bindings(*scopes: str) -> list[BindingType]:
    """Textual's bindings for the keys of `scopes`; the key bar is our own, so none is shown by Textual."""
    return [
        Binding(key.keys, key.action, key.label, show=False, id=key.id, priority=key.always)
        for key in of_scopes(scopes)
    ]
