"""What a key costs: milliseconds and bytes for the cursor, a page, another screen and an edit, beside others' tables.

python -m tests.bench keys
"""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.bench.bare import FIGURE
from tests.bench.measure import Answer, Line, Program, medians, open_program, press, python, visidata
from tests.bench.start import matrix
from tests.terminal.pseudo import DOWN, ENTER, ESCAPE, F2, LEFT, PAGE_DOWN, PAGE_UP, RIGHT, UP, Terminal
from tui.resources import sample_ward

MATRIX_KEYS = {"down": (DOWN, UP), "right": (RIGHT, LEFT), "page": (PAGE_DOWN, PAGE_UP), "switch": ("3", "2")}
VISIDATA_KEYS = {"down": ("j", "k"), "right": ("l", "h"), "page": (PAGE_DOWN, PAGE_UP), "switch": ("S", "q")}
EDIT_KEYS = {"the editor": F2, "a letter": "7", "Enter, to disk and to the cell below": ENTER, "leave": ESCAPE}


def measure(folder: Path, rounds: int) -> Iterator[Line]:
    """The lines of the table; `folder` is for files of its own."""
    app = Program(python("-m", "tui"), FIGURE)
    overview = answers(app, {"down": (DOWN, UP)}, rounds)
    ours = answers(app, MATRIX_KEYS, rounds, before=("2", "3", "2"))
    first = answers(app, {"2": ("2",), "3": ("3",), "4": ("4",), "5": ("5",), "7": ("7",)}, 1)
    datatable = Program(python("-m", "tests.bench.grid_bench", "datatable", "1000"), "Tổ dân phố 38")
    # Never back up: DataTable keeps the lines it has drawn, as they are as long as nobody changes a cell.
    theirs = answers(datatable, {"down": (DOWN, UP), "right": (RIGHT, LEFT), "page": (PAGE_DOWN,)}, rounds)
    vd = answers(visidata(matrix(sample_ward(), folder), FIGURE.replace(".", "")), VISIDATA_KEYS, rounds)
    for key, name in (("down", "cursor down"), ("right", "cursor right")):
        yield from lines(f"{name}, matrix", ours[key], {"DataTable": theirs[key], "VisiData": vd[key]}, 4, 150)
    yield from lines("cursor down, overview", overview["down"], {}, 4, 150)
    yield from lines("page, matrix", ours["page"], {"DataTable": theirs["page"], "VisiData": vd["page"]}, 12, 7000)
    yield from lines("another screen, seen before", ours["switch"], {"VisiData": vd["switch"]}, 12, 7000)
    for key, answer in first.items():
        yield from lines(f"screen {key}, seen for the first time", answer, {}, None, 7000)
    ward = shutil.copytree(sample_ward(), folder / "edited")
    for name, answer in edits(Program(python("-m", "tui", str(ward)), FIGURE), rounds).items():
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


def edits(program: Program, rounds: int, kind: type[Terminal] = Terminal) -> dict[str, Answer]:
    """The median answer to each key that changes a target: all of them in turn, in a ward that is the program's own."""
    with open_program(program, kind) as terminal:
        terminal.settle(0.5)
        for key in ("2", RIGHT, RIGHT):
            press(terminal, key)
        runs = [[press(terminal, key) for key in EDIT_KEYS.values()] for _ in range(rounds + 1)][1:]
    return {name: Answer(*medians(each)) for name, each in zip(EDIT_KEYS, zip(*runs, strict=True), strict=True)}


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
