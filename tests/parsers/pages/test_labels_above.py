"""Labels beside rows of two pages, which a sheet prints where their cell begins: above the second page."""

from __future__ import annotations

import io

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from parsers.formats.pdf import read_pdf
from tests.parsers.layout.paged_tables import texts

XS = (60, 160, 300, 360, 420)
NAMES = ("Victim declines|or cannot support", "Out of court|disposal", "Filed")


def draw(canvas: Canvas, y: float, rows: list[tuple[str, str]]) -> None:
    """Draw rows of an offence, an outcome of one or two lines and three values from the height `y` down."""
    canvas.setFont("Helvetica", 10)
    for number, (offence, name) in enumerate(rows):
        canvas.drawString(XS[0], y, offence)
        for at, line in enumerate(name.split("|")):
            canvas.drawString(XS[1], y - 11.5 * at, line)
        for at, x in enumerate(XS[2:]):
            canvas.drawString(x, y, str(3 * number + at))
        y -= 40


def test_a_label_above_all_rows_stands_beside_the_first_of_them() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 10)
    for x, head in zip(XS, ("Offence", "Outcome", "2019", "2020", "2021"), strict=True):
        canvas.drawString(x, 730, head)
    draw(canvas, 710, list(zip(("Fraud", "", "", "Theft"), (*NAMES, NAMES[0]), strict=True)))
    canvas.showPage()
    draw(canvas, 750, list(zip(("", "", "Arson", "", ""), (*NAMES[1:], *NAMES), strict=True)))
    canvas.drawString(XS[0], 790, "Theft")
    canvas.save()
    first, second = read_pdf(target.getvalue()).tables
    assert [row[0] for row in texts(first)] == ["Offence", "Fraud", "Fraud", "Fraud", "Theft"]
    assert [row[0] for row in texts(second)] == ["Theft", "Theft", "Arson", "Arson", "Arson"]
    assert not any(cell.doubt for row in second.grid for cell in row)
