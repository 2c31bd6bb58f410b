"""The Word document, read back; in a long run also as LibreOffice lays it out."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as DocxDocument
from docx.oxml.ns import qn
from docx.shared import Pt

from tests.unit.test_papers import make, october
from tui.office.docx import to_docx
from tui.office.minutes import FORMS, MINUTES, NOTICE
from tui.office.paper import Paper, Paragraph, Table
from tui.ward import proceedings as does
from tui.ward.meeting import Meeting

POINTS = 72 / 25.4
"""In a millimetre."""


def read_back(paper: Paper) -> DocxDocument:
    return Document(BytesIO(to_docx(paper)))


def plain(document: DocxDocument) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def cells(document: DocxDocument, table: int) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[table].rows]


@pytest.mark.parametrize("which", [MINUTES, NOTICE])
@pytest.mark.parametrize("form", FORMS)
def test_the_document_says_what_the_paper_says(which: str, form: str) -> None:
    paper = make(which, form=form)
    document = read_back(paper)
    body = [block for block in paper.body if isinstance(block, Paragraph)]
    found = [text for text in plain(document) if text.strip()]
    assert [block.text for block in body] == found[found.index(body[0].text) :][: len(body)]
    tables = [block for block in paper.body if isinstance(block, Table)]
    for at, table in enumerate(tables, start=1):
        assert cells(document, at) == [[column.title for column in table.columns], *map(list, table.rows)]
    assert len(document.tables) == len(tables) + 2


def test_the_head_has_agency_and_motto_side_by_side() -> None:
    ((agency, motto),) = cells(read_back(make(form="state")), 0)
    assert agency.split("\n") == ["ĐẢNG ỦY PHƯỜNG NGỌC THỤY", "KHỐI DÂN VẬN", "", "Số:         /BB-KDV"]
    assert motto.split("\n") == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "",
        "Ngọc Thụy, ngày 09 tháng 10 năm 2018",
    ]
    ((agency, motto),) = cells(read_back(make(form="party")), 0)
    assert agency.split("\n")[2:] == ["*", "Số         -BB/KDV"]
    assert motto.split("\n")[0] == "ĐẢNG CỘNG SẢN VIỆT NAM"


def test_the_page_is_as_the_decree_has_it() -> None:
    document = read_back(make())
    (section,) = document.sections
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    measures = (section.page_width, section.page_height, *margins)
    assert [round(each.mm) for each in measures if each] == [210, 297, 20, 20, 30, 15]
    style = document.styles["Normal"]
    fonts = style.element.rPr.rFonts
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs", "eastAsia")} == {"Times New Roman"}
    assert style.element.rPr.sz.val == Pt(14)
    assert document.core_properties.author == "KHỐI DÂN VẬN"
    assert section.header.paragraphs[0]._p.xpath(".//w:fldSimple/@w:instr") == ["PAGE"]


def test_titles_of_tables_come_again_on_every_page() -> None:
    for table in read_back(make()).tables[1:-1]:
        assert [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows][:2] == [True, False]


def test_signatures_have_room() -> None:
    ((secretary, chair),) = cells(read_back(make()), -1)
    assert (secretary.split("\n")[0], secretary.split("\n")[-1]) == ("THƯ KÝ", "Lê Văn Minh")
    assert chair.count("\u00a0") == 4


@pytest.mark.parametrize(
    ("text", "found"), [("<b>&amp;</b>", "<b>&amp;</b>"), ("a\ufffe \uffff", "A\ufffd \ufffd"), ("=1+1", "=1+1")]
)
def test_any_text_can_be_in_it(text: str, found: str) -> None:
    document = read_back(make(meeting=does.note_difficulty(october(), text)))
    assert any(found in each for each in plain(document))


def long_meeting() -> Meeting:
    meeting = october()
    for number in range(60):
        meeting = does.conclude(meeting, f"Kết luận số {number} " + "dài " * 30, "Tổ dân phố 12", meeting.date)
    return meeting


@pytest.mark.long
@pytest.mark.parametrize(("which", "form"), [(MINUTES, "state"), (MINUTES, "party"), (NOTICE, "state")])
def test_libreoffice_lays_it_out(which: str, form: str, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    assert office, "LibreOffice is missing: apt-get install libreoffice-writer poppler-utils fonts-liberation"
    (tmp_path / "paper.docx").write_bytes(to_docx(make(which, long_meeting(), form)))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    convert = [
        office,
        home,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "paper.docx"),
    ]
    subprocess.run(convert, check=True, capture_output=True, timeout=300)
    words = pdf_words(tmp_path / "paper.pdf")
    pages = {page for page, *_ in words}
    assert len(pages) > 3
    for _page, left, right, word in words:
        assert 30 * POINTS - 8 <= left < right <= (210 - 15) * POINTS + 8, word
    # Letters that the font lacks come from another, and as words of their own.
    text = "".join(word for *_, word in words)
    assert text.count("STT") >= (len(pages) - 1 if which == NOTICE else 3)
    for needed in (*make(which, form=form).motto, "Ngọc Thụy, ngày", "KHỐI DÂN VẬN", "Kết luận số 59"):
        assert needed.replace(" ", "") in text


def pdf_words(path: Path) -> list[tuple[int, float, float, str]]:
    """Page, left and right edge in points, and text of each word of a PDF."""
    from xml.etree import ElementTree

    out = path.with_suffix(".xml")
    subprocess.run(["pdftotext", "-bbox", str(path), str(out)], check=True, timeout=60)
    spaces = {"x": "http://www.w3.org/1999/xhtml"}
    pages = ElementTree.parse(out).getroot().findall(".//x:page", spaces)
    return [
        (number, float(word.attrib["xMin"]), float(word.attrib["xMax"]), word.text or "")
        for number, page in enumerate(pages)
        for word in page.findall("x:word", spaces)
    ]
