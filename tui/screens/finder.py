"""The finder: anything of the ward by a few letters, and the way to it."""

from tui.errors import N_
from tui.screens.picker import Choice, Picker
from tui.texts import _
from tui.ward.board import Board
from tui.ward.finder import find

KINDS = {
    "group": N_("group"),
    "indicator": N_("indicator"),
    "team": N_("volunteer team"),
    "place": N_("place"),
    "model": N_("model"),
    "leader": N_("group leader"),
}


def finder(board: Board, language: str) -> Picker:
    """A picker over `board`; it answers with "kind id group"."""

    def search(query: str) -> list[Choice]:
        return [
            Choice(f"{found.kind}\t{found.id}\t{found.group or ''}", found.name, _(KINDS.get(found.kind, found.kind)))
            for found in find(board, query, language, limit=50)
        ]

    return Picker(_("Find"), search)
