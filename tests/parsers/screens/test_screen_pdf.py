"""Text that a PDF page does not show is counted and not read; what it shows is read, however it is drawn."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from fixtures.broken import whole
from fixtures.hiding import SECRETS, hiding_pdf, remarked_pdf
from fixtures.hostile.pdfs import pdf, stream
from fixtures.layouts import LAYOUTS
from parsers.figure import Hidden
from parsers.pages.remarks import find_remarks
from parsers.reply import read_reply


def test_text_under_a_box_and_in_white_is_counted_and_not_read() -> None:
    data = hiding_pdf()
    page = pdfium.PdfDocument(data)[0]
    assert SECRETS[0] in page.get_textpage().get_text_range()
    (reading,) = read_reply(data, "reply.pdf")
    assert reading.hidden == [
        Hidden("covered text", "page 1", 1, 3, holds=True),
        Hidden("hidden text", "page 1", 1, 1, holds=True),
    ]
    assert reading.state == "held"
    assert reading.reason == ("hidden data: 1 hidden text (1 value), 1 covered text (3 values)")
    assert [figure.count for figure in reading.figures] == [95]
    words = [word for secret in SECRETS for word in secret.split()]
    assert not [word for word in words if word in repr(reading)]


def drawn(*, above: bool, alpha: float = 1) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.drawString(72, 700, "In 2021 there were 95 crimes.")
    if not above:
        canvas.showPage()
    canvas.setFillColorRGB(1, 1, 0, alpha)
    canvas.rect(60, 690, 300, 30, stroke=0, fill=1)
    if not above:
        canvas.setFillGray(0)
        canvas.drawString(72, 700, "In 2020 there were 80 crimes.")
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize(("above", "alpha"), [(False, 1), (True, 0.3)])
def test_shading_under_text_and_see_through_marks_over_it_hide_nothing(*, above: bool, alpha: float) -> None:
    (reading,) = read_reply(drawn(above=above, alpha=alpha), "reply.pdf")
    assert reading.hidden == []
    assert len(reading.figures) > 0


def test_an_opaque_mark_hides_what_is_under_it() -> None:
    (reading,) = read_reply(drawn(above=True), "reply.pdf")
    assert [found.kind for found in reading.hidden] == ["covered text"]
    assert reading.figures == []


@pytest.mark.parametrize("name", [name for name in LAYOUTS if name.startswith("pdf")])
def test_made_letters_hide_nothing(name: str) -> None:
    assert [reading.hidden for reading in read_reply(whole(name), "reply.pdf")] == [[]]


def layered(state: str) -> bytes:
    """A letter with a sentence on a layer that is ON or OFF."""
    page = (
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        "/Resources<</Font<</F1 5 0 R>>/Properties<</L1 6 0 R>>>>>>"
    )
    shown = b"BT /F1 12 Tf 72 700 Td (In 2021 there were 95 crimes.) Tj ET "
    layer = b"/OC /L1 BDC BT /F1 12 Tf 72 650 Td (In 2020 there were 80 crimes.) Tj ET EMC"
    return pdf(
        [
            f"<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[6 0 R]/D<</{state}[6 0 R]>>>>>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            page,
            stream(shown + layer),
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            "<</Type/OCG/Name(Draft)>>",
        ]
    )


def test_a_layer_that_is_off_is_counted_and_not_read() -> None:
    (reading,) = read_reply(layered("OFF"), "reply.pdf")
    assert reading.hidden == [Hidden("hidden layer", "page 1", 1, 6, holds=True)]
    assert [figure.count for figure in reading.figures] == [95]
    assert "80" not in repr(reading.figures)


def test_a_layer_that_is_on_is_read() -> None:
    (reading,) = read_reply(layered("ON"), "reply.pdf")
    assert reading.hidden == []
    assert [figure.count for figure in reading.figures] == [95, 80]


def test_remarks_on_a_page_are_counted_and_not_read() -> None:
    (reading,) = read_reply(remarked_pdf(), "reply.pdf")
    assert reading.hidden == [Hidden("comment", "page 1", 1, None, holds=True)]
    assert reading.reason == "hidden data: 1 comment"
    assert [figure.count for figure in reading.figures] == [95]
    assert all(check.passed for check in reading.checks)
    assert not [word for secret in SECRETS for word in secret.split() if word in repr(reading)]


def test_a_file_pinned_to_a_page_is_counted() -> None:
    data = annotated("/Subtype /FileAttachment /FS << /Type /Filespec /F (staff.csv) >>")
    assert find_remarks(data) == [Hidden("embedded file", "page 1", 1, None, holds=True)]


@pytest.mark.parametrize("kind", ["/Link", "/Popup", "/FreeText"])
def test_what_shows_its_words_or_has_none_is_no_remark(kind: str) -> None:
    assert find_remarks(annotated(f"/Subtype {kind} /Contents (Jane)")) == []


def annotated(annotation: str) -> bytes:
    return pdf(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Annots [4 0 R] >>",
            f"<< /Type /Annot /Rect [1 1 20 20] {annotation} >>",
        ]
    )
