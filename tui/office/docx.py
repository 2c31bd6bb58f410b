"""A paper as a Word document, set as Nghị định 30/2020/NĐ-CP has it: A4, Times New Roman, its margins and rules."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table as DocxTable
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as DocxParagraph

from tui.office.paper import Block, Page, Paper, Paragraph, Signing, Style, Table

WIDTH, HEIGHT = 210, 297
"""A4, in millimetres."""

HEAD = (43, 57)
"""How agency and motto share the width."""
FOOT = (1, 1)

INDENT = 10
"""Of a first line, in millimetres."""

GAP = 6
"""Between paragraphs, in points."""

ROOM_TO_SIGN = 4
"""Empty lines."""

BLANK = "\u00a0"
"""An empty line that is as high as its letters would be: a space that ends no line."""

LANGUAGE = "vi-VN"

_NOT_XML = re.compile("[\ufffe\uffff]")


def to_docx(paper: Paper) -> bytes:
    """The bytes of a .docx file."""
    document = Document()
    _set_page(document, paper.page)
    _set_properties(document, paper)
    _head(document, paper)
    _titles(document, paper)
    for block in paper.body:
        _block(document, block, paper.page)
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    _foot(document, paper)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _set_page(document: DocxDocument, page: Page) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(WIDTH), Mm(HEIGHT)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.header_distance = Mm(page.top // 2)
    section.different_first_page_header_footer = True
    number = _element("w:fldSimple", instr="PAGE")
    number.append(OxmlElement("w:r"))
    header = section.header.paragraphs[0]
    header.alignment = ALIGN.CENTER
    header._p.append(number)
    style = document.styles["Normal"]
    assert isinstance(style, ParagraphStyle)
    style.font.size = Pt(page.size)
    style.paragraph_format.space_after = Pt(0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), page.font)


def _set_properties(document: DocxDocument, paper: Paper) -> None:
    properties = document.core_properties
    properties.title = _text(" ".join((paper.title, *paper.subject)))
    properties.author = properties.last_modified_by = _text(paper.agency[-1] if paper.agency else "")
    properties.created = properties.modified = datetime.now(UTC)
    properties.comments = ""
    properties.language = LANGUAGE
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)


def _head(document: DocxDocument, paper: Paper) -> None:
    small, size = paper.page.size - 2, paper.page.size - 1
    agency, motto = _side_by_side(document, paper.page, HEAD)
    agency_width, motto_width = _widths(paper.page, HEAD)
    *above, own = paper.agency or ("",)
    _lines(agency, above, small)
    _lines(agency, [own], small, bold=True)
    if paper.under_agency:
        _lines(agency, [paper.under_agency], size)
    else:
        _rule(agency, agency_width, 0.4)
    _lines(agency, [paper.number], size)
    first, *others = paper.motto or ("",)
    _lines(motto, [first], small, bold=True)
    _lines(motto, others, size, bold=True)
    _rule(motto, motto_width, 0.6)
    _lines(motto, [paper.dated], size, italic=True)
    _lines(document, paper.marks, size, bold=True)


def _titles(document: DocxDocument, paper: Paper) -> None:
    size = paper.page.size
    _lines(document, [BLANK, paper.title, *paper.subject], size, bold=True)
    _rule(document, sum(_widths(paper.page, FOOT)), 0.3)
    _lines(document, [BLANK], size // 2)


def _block(document: DocxDocument, block: Block, page: Page) -> None:
    if isinstance(block, Table):
        _table(document, block, page)
    else:
        _paragraph(document, block)


def _paragraph(document: DocxDocument, block: Paragraph) -> None:
    is_heading = block.style in (Style.HEADING, Style.SUBHEADING)
    paragraph = document.add_paragraph()
    run = paragraph.add_run(_text(block.text))
    run.bold, run.italic = is_heading, block.style == Style.SUBHEADING
    form = paragraph.paragraph_format
    form.alignment = ALIGN.JUSTIFY
    form.first_line_indent = Mm(INDENT)
    form.space_after = Pt(GAP)
    form.keep_with_next = is_heading


def _table(document: DocxDocument, block: Table, page: Page) -> None:
    shares = [column.share for column in block.columns]
    texts = [[column.title for column in block.columns], *block.rows]
    table = document.add_table(len(texts), len(shares), style="Table Grid")
    for place, row in enumerate(_rows(table, page, shares)):
        is_title = place == 0
        if is_title:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, column, text in zip(row.cells, block.columns, texts[place], strict=True):
            align = ALIGN.CENTER if is_title else ALIGN.RIGHT if column.right else ALIGN.LEFT
            _lines(cell, [text], page.size - 2, bold=is_title, align=align)
    _lines(document, [BLANK], GAP)


def _foot(document: DocxDocument, paper: Paper) -> None:
    left, right = _side_by_side(document, paper.page, FOOT)
    _sign(right, paper.right, paper.page)
    if paper.left.lines:
        _sign(left, paper.left, paper.page)
        _recipients(document, paper)
    else:
        _recipients(left, paper)


def _sign(cell: _Cell, signing: Signing, page: Page) -> None:
    _lines(cell, signing.lines, page.size - 1, bold=True)
    _lines(cell, [BLANK] * ROOM_TO_SIGN, page.size)
    _lines(cell, [signing.name], page.size, bold=True)


def _recipients(place: DocxDocument | _Cell, paper: Paper) -> None:
    title, *names = paper.recipients
    size = paper.page.size
    _lines(place, [title], size - 2, bold=True, italic=True, align=ALIGN.LEFT, keep=True)
    _lines(place, [f"- {name}" for name in names], size - 3, align=ALIGN.LEFT, keep=True)


def _side_by_side(document: DocxDocument, page: Page, shares: Sequence[int]) -> Sequence[_Cell]:
    """The cells of a table of one row that shows no lines and is not torn by the end of a page."""
    (row,) = _rows(document.add_table(1, len(shares)), page, shares)
    return row.cells


def _rows(table: DocxTable, page: Page, shares: Sequence[int]) -> Sequence[_Row]:
    """The rows of a new table, as wide as the page in those shares, none of them torn by its end."""
    table.autofit = False
    for column, width in zip(table.columns, _widths(page, shares), strict=True):
        column.width = Mm(width)
    rows = list(table.rows)
    for row in rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(row.cells, _widths(page, shares), strict=True):
            cell.width = Mm(width)
    return rows


def _widths(page: Page, shares: Sequence[int]) -> Iterable[float]:
    whole = WIDTH - page.left - page.right
    return (whole * share / sum(shares) for share in shares)


def _lines(
    place: DocxDocument | _Cell,
    texts: Iterable[str],
    size: int,
    *,
    bold: bool = False,
    italic: bool = False,
    align: ALIGN = ALIGN.CENTER,
    keep: bool = False,
) -> None:
    """A paragraph for each text; with `keep`, none of them ends a page."""
    for text in texts:
        paragraph = _next_paragraph(place)
        paragraph.alignment = align
        paragraph.paragraph_format.keep_with_next = keep
        run = paragraph.add_run(_text(text))
        run.bold, run.italic, run.font.size = bold, italic, Pt(size)


def _next_paragraph(place: DocxDocument | _Cell) -> DocxParagraph:
    """A new paragraph; in a cell, first the one that it has from the start."""
    is_new = isinstance(place, _Cell) and len(place.paragraphs) == 1 and not place.paragraphs[0].text
    paragraph: DocxParagraph = place.paragraphs[0] if is_new else place.add_paragraph()
    return paragraph


def _rule(place: DocxDocument | _Cell, width: float, share: float) -> None:
    """A line in the middle of its place, over a share of its width in millimetres."""
    paragraph = _next_paragraph(place)
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm(width * (1 - share) / 2)
    form.line_spacing = Pt(GAP)
    border = OxmlElement("w:pBdr")
    border.append(_element("w:top", val="single", sz="6", space="1", color="auto"))
    paragraph._p.get_or_add_pPr().insert_element_before(border, "w:spacing", "w:ind", "w:jc", "w:rPr")


def _element(tag: str, **attributes: str) -> BaseOxmlElement:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _text(text: str) -> str:
    """`text` without what XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)
