"""The big figure in rooms of any size."""

import pytest
from textual.app import App, ComposeResult

from tui import themes
from tui.widgets.digits import BigFigure, big


class FigureApp(App[None]):
    CSS = "BigFigure.filling { width: 1fr; height: 1fr; }"

    def __init__(self, figure: BigFigure) -> None:
        super().__init__()
        self.figure = figure

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.defaults()

    def compose(self) -> ComposeResult:
        yield self.figure


def picture(figure: BigFigure) -> list[str]:
    return [figure.render_line(y).text for y in range(figure.size.height)]


@pytest.mark.parametrize(
    ("size", "rows"),
    [((120, 20), 7), ((80, 24), 7), ((60, 24), 5), ((30, 24), 3), ((60, 4), 3), ((60, 2), 1), ((8, 9), 1)],
)
async def test_it_takes_the_biggest_digits_that_fit_and_stands_in_the_middle(size: tuple[int, int], rows: int) -> None:
    figure = BigFigure("190,84 %", rows=7, classes="filling")
    async with FigureApp(figure).run_test(size=size):
        shown = picture(figure)
        assert [line.strip() for line in shown if line.strip()] == [line.strip() for line in big("190,84 %", rows)]
        assert {len(line) for line in shown} == {size[0]}
        above = next(y for y, line in enumerate(shown) if line.strip())
        assert above == (size[1] - rows) // 2


async def test_half_a_number_is_not_shown() -> None:
    figure = BigFigure("229.010.000 đ", classes="filling")
    async with FigureApp(figure).run_test(size=(9, 3)):
        assert "".join(picture(figure)).strip() == "#########"


@pytest.mark.parametrize("size", [(1, 1), (2, 3)])
async def test_tiny_rooms_do_not_break_it(size: tuple[int, int]) -> None:
    figure = BigFigure("95,06 %", rows=7, classes="filling")
    async with FigureApp(figure).run_test(size=size):
        assert len("".join(picture(figure))) == size[0] * size[1]


async def test_another_text_and_role_show_at_once() -> None:
    figure = BigFigure("1", rows=3, classes="filling")
    async with FigureApp(figure).run_test(size=(40, 5)) as pilot:
        before = figure.render_line(2).text
        style = figure.render_line(2)._segments[0].style
        figure.text, figure.role = "2", "bad"
        await pilot.pause()
        assert figure.render_line(2).text != before
        assert figure.render_line(2)._segments[0].style != style


async def test_left_to_itself_it_is_as_big_as_its_digits() -> None:
    figure = BigFigure("95 %", rows=5)
    async with FigureApp(figure).run_test(size=(80, 24)):
        assert tuple(figure.size) == (len(big("95 %", 5)[0]), 5)
