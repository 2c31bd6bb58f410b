"""The finder: anything of the ward by a few letters, and the way to it."""

from tui.screens.picker import Choice, Picker
from tui.texts import _
from tui.ward.board import Board
from tui.ward.finder import KIND_WORDS, find


def finder(board: Board, language: str) -> Picker:
    """A picker over `board`; it answers with its kind, id and group, with tabs between them."""

    def search(query: str) -> list[Choice]:
        return [
            Choice(f"{found.kind}\t{found.id}\t{found.group or ''}", found.name, _(KIND_WORDS[found.kind]))
            for found in find(board, query, language, limit=50)
        ]

    return Picker(_("Find"), search)
