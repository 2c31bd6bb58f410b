"""A fault of the program itself: a sentence for the room, and where it happened in a file for whoever mends it."""

import pytest
from rich.segment import Segments
from textual.worker import WorkerFailed

from tui.resources import faults_file
from tui.terminal import AtTerminal


@pytest.mark.parametrize("is_beside_the_loop", [False, True])
async def test_it_is_kept_with_where_it_happened(is_beside_the_loop: bool) -> None:
    app = AtTerminal()
    try:
        raise KeyError("Tổ 12 \udcff")
    except KeyError as error:
        app._handle_exception(WorkerFailed(error) if is_beside_the_loop else error)
    assert app.return_code == 1
    (told,) = app._exit_renderables
    assert isinstance(told, Segments)
    assert faults_file().name in "".join(segment.text for segment in told.segments).replace("\n", "")
    assert 'raise KeyError("Tổ 12 ' in faults_file().read_text(encoding="utf-8")
    assert faults_file().stat().st_mode & 0o077 == 0


def test_of_several_the_first_is_told_and_all_are_kept() -> None:
    app = AtTerminal()
    for error in (KeyError("first"), KeyError("second")):
        app._handle_exception(error)
    assert len(app._exit_renderables) == 1
    assert faults_file().read_text(encoding="utf-8").count("KeyError") == 2
