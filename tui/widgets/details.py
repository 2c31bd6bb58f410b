"""What is under the cursor in full, in the few lines under a table."""

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

Parts = Sequence[Content]


class Details(Widget):
    """Parts under each other, each over as many lines as it needs; what has no room for all ends in "…"."""

    DEFAULT_CSS = "Details { height: auto; padding: 0 1; }"

    auto_links: reactive[bool] = reactive(False)
    parts: reactive[Parts] = reactive((), layout=False)

    def watch_parts(self, before: Parts, now: Parts) -> None:
        """Another height is laid out anew, where the height is that of the parts."""
        width = self.content_size.width
        if self.styles.is_auto_height and (not width or _lines(before, width) != _lines(now, width)):
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as all parts need."""
        return _lines(self.parts, width)

    def render(self) -> Content:
        """The parts in the lines that there are."""
        width, height = self.content_size
        return Content("\n").join(laid_out(self.parts, width, height)) if width else Content()


def laid_out(parts: Parts, width: int, height: int) -> list[Content]:
    """The lines of `parts`: each has one at least, the first have what is left; the rest is cut off."""
    told = [part for part in parts if part]
    shown = told[:height]
    spare = height - len(shown)
    lines: list[Content] = []
    for part in shown:
        wrapped = part.wrap(width)
        kept, gone = wrapped[: 1 + spare], wrapped[1 + spare :]
        if gone or (part is shown[-1] and len(told) > len(shown)):
            kept[-1] = Content.assemble(kept[-1].rstrip(), " ", *gone, "…").truncate(width, ellipsis=True)
        spare -= len(kept) - 1
        lines += kept
    return lines


def _lines(parts: Parts, width: int) -> int:
    return sum(len(part.wrap(width)) for part in parts if part) if width else 0
