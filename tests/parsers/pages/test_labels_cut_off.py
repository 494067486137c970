"""Labels that a sheet prints on two pages and cuts off one are no secret; what else is not shown is one."""

from __future__ import annotations

import io

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from parsers.formats.pdf import read_pdf
from tests.parsers.pages.test_over_pages import HEIGHT, XS


@pytest.mark.parametrize(
    ("printed", "down", "kind", "holds"),
    [
        ("S33 Act 2015", -20, "text off the page", False),
        ("S34 Act 2015", -20, "text off the page", True),
        ("S33 Act 2015", 12, "hidden text", False),
        ("40", 12, "hidden text", True),
        ("S33 Act 2015/and after it", 32, "hidden text", False),
        ("S33 Act 2015/and others", 32, "hidden text", True),
    ],
    ids=["a label off the page", "another", "cut by its cell", "a number", "two lines", "two of two labels"],
)
def test_a_label_cut_off_is_no_secret_where_the_page_before_shows_it(
    printed: str, down: float, kind: str, holds: bool
) -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    for number, row in enumerate((("S33 Act 2015", "4", "5"), ("and after it",), ("40", "12", "7"))):
        for x, text in zip(XS, row, strict=False):
            canvas.drawString(x, 730 - 18 * number, text)
    canvas.showPage()
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(50, 40, 500, HEIGHT - 90)
    canvas.clipPath(clip, stroke=0)
    for number, line in enumerate(printed.split("/")):
        canvas.drawString(60, HEIGHT - down + 14 * (1 - number) * (down > 20), line)
    canvas.restoreState()
    canvas.drawString(60, 700, "Charged or summonsed")
    canvas.save()
    (hidden,) = read_pdf(target.getvalue()).hidden
    assert (hidden.kind, hidden.holds) == (kind, holds)
