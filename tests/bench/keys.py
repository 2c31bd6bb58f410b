"""What a key costs: milliseconds and bytes for the cursor, a page, another screen and an edit, beside others' tables.

python -m tests.bench keys
"""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.bench.bare import FIGURE
from tests.bench.measure import Answer, Line, Program, medians, open_program, press, python
from tests.bench.start import matrix
from tests.terminal.pseudo import DOWN, ENTER, ESCAPE, F2, LEFT, PAGE_DOWN, PAGE_UP, RIGHT, UP, Terminal
from tui.resources import sample_ward


def measure(folder: Path, rounds: int) -> Iterator[Line]:
    """The lines of the table; `folder` is for files of its own."""
    app = Program(python("-m", "tui"), FIGURE)
    overview = answers(app, {"down": (DOWN, UP)}, rounds)
    matrix_keys = {"down": (DOWN, UP), "right": (RIGHT, LEFT), "page": (PAGE_DOWN, PAGE_UP), "switch": ("3", "2")}
    ours = answers(app, matrix_keys, rounds, before=("2", "3", "2"))
    first = answers(app, {"2": ("2",), "3": ("3",), "4": ("4",), "5": ("5",), "7": ("7",)}, 1)
    datatable = Program(python("-m", "tests.bench.grid_bench", "datatable", "1000"), "Tổ dân phố 38")
    # Never back up: DataTable keeps the lines it has drawn, as they are as long as nobody changes a cell.
    theirs = answers(datatable, {"down": (DOWN, UP), "right": (RIGHT, LEFT), "page": (PAGE_DOWN,)}, rounds)
    visidata = Program([str(Path(python()[0]).with_name("vd")), str(matrix(folder))], FIGURE.replace(".", ""))
    vd = answers(visidata, {"down": ("j", "k"), "right": ("l", "h"), "switch": ("S", "q")}, rounds)
    for key, name in (("down", "cursor down"), ("right", "cursor right")):
        yield from lines(f"{name}, matrix", ours[key], {"DataTable": theirs[key], "VisiData": vd[key]}, 4, 150)
    yield from lines("cursor down, overview", overview["down"], {}, 4, 150)
    yield from lines("page, matrix", ours["page"], {"DataTable": theirs["page"]}, 12, 7000)
    yield from lines("another screen, seen before", ours["switch"], {"VisiData": vd["switch"]}, 12, 7000)
    for key, answer in first.items():
        yield from lines(f"screen {key}, seen for the first time", answer, {}, None, 7000)
    for name, answer in edits(folder, rounds).items():
        yield from lines(f"edit: {name}", answer, {}, None, 7000)


def answers(
    program: Program, keys: Mapping[str, tuple[str, ...]], rounds: int, before: tuple[str, ...] = ()
) -> dict[str, Answer]:
    """The median answer to each set of keys, pressed in turn in one run of the program."""
    with open_program(program) as terminal:
        terminal.settle(0.3)
        for key in before:
            press(terminal, key)
        return {name: median_answer(terminal, each, rounds) for name, each in keys.items()}


def edits(folder: Path, rounds: int) -> dict[str, Answer]:
    """The median answer to each key that changes a target: all of them in turn, in a ward of its own."""
    ward = shutil.copytree(sample_ward(), folder / "edited")
    keys = {"the editor": F2, "a letter": "7", "Enter, to disk and to the cell below": ENTER, "leave": ESCAPE}
    with open_program(Program(python("-m", "tui", str(ward)), FIGURE)) as terminal:
        terminal.settle(0.3)
        for key in ("2", RIGHT, RIGHT):
            press(terminal, key)
        runs = [[press(terminal, key) for key in keys.values()] for _ in range(rounds + 1)][1:]
    return {name: Answer(*medians(each)) for name, each in zip(keys, zip(*runs, strict=True), strict=True)}


def median_answer(terminal: Terminal, keys: tuple[str, ...], rounds: int) -> Answer:
    return Answer(*medians([press(terminal, key) for _ in range(rounds) for key in keys]))


def lines(
    what: str, ours: Answer, others: Mapping[str, Answer], milliseconds: float | None, sent: float
) -> Iterator[Line]:
    """The frame, the last byte, the work and the bytes of an answer, against the goals and against others."""
    yield Line(f"{what}: frame", ours.frame, "ms", goal=milliseconds)
    for name, other in others.items():
        yield Line(f"{what}: frame", ours.frame, "ms", name, other.frame)
    yield Line(f"{what}: last byte", ours.last, "ms")
    yield Line(f"{what}: work", ours.work, "ms")
    for name, other in others.items():
        yield Line(f"{what}: work", ours.work, "ms", name, other.work)
    yield Line(f"{what}: sent", ours.sent, "bytes", goal=sent)
    for name, other in others.items():
        yield Line(f"{what}: sent", ours.sent, "bytes", name, other.sent)
