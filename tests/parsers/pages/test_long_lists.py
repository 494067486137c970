"""Long sheets of one row for each kind of crime, printed over pages without their head."""

from __future__ import annotations

import io
from itertools import product

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from parsers.formats.pdf import read_pdf
from parsers.layout.stitch import stitch
from tests.parsers.layout.paged_tables import texts

PITCH = 11.0
XS = (60, 240, 330, 440)
END = 500
"""Where numbers of the last column end; years end where the offences begin."""
HEAD = ("Year", "Offence", "Outcome", "Crimes")
Row = tuple[str, tuple[str, ...], tuple[str, ...], str]

OFFENCES = (("Violence with ", "injury"), ("Burglary",))
OUTCOMES = (
    ("Charged",),
    ("Evidential ", "difficulties - ", "suspect identified", "victim supports"),
    ("Cautioned",),
)


def rows_of(year: str, *values: str) -> list[Row]:
    """Return the rows of a year, six of them."""
    found = product(OFFENCES, OUTCOMES)
    return [(year, *labels, value) for labels, value in zip(found, values, strict=True)]


def read(*pages: list[Row]) -> list[list[list[str]]]:
    """Return the tables read from pages of rows, the first below the head."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    for number, rows in enumerate(pages):
        canvas.setFont("Helvetica", 9)
        y = 760.0
        if not number:
            for x, text in zip(XS, HEAD, strict=True):
                canvas.drawString(x, y, text)
            y -= 2 * PITCH
        for year, offence, outcome, value in rows:
            canvas.drawString(
                XS[1] - 2 - stringWidth(year, "Helvetica", 9) if year.isdecimal() else XS[0], y, year
            )
            for x, lines in zip(XS[1:], (offence, outcome), strict=False):
                for at, line in enumerate(lines):
                    canvas.drawString(x, y - PITCH * at, line)
            width = stringWidth(value, "Helvetica", 9)
            canvas.drawString(END - width if value.isdecimal() else XS[3], y, value)
            y -= PITCH * max(len(offence), len(outcome))
        canvas.showPage()
    canvas.save()
    tables = read_pdf(target.getvalue()).tables
    return [texts(whole.table) for whole in stitch(tables)]


def expected(rows: list[Row]) -> list[list[str]]:
    """Return what rows say, lines of one text together."""
    said = [
        [year, *(" ".join(part.strip() for part in each) for each in parts), value]
        for year, *parts, value in rows
    ]
    return [[str(cell) for cell in row] for row in said]


FIRST = rows_of("July to December 2013", "11", "2", "31", "4", "55", "6")
NEXT = rows_of("2014", "7", "18", "9", "1", "12", "3")
PLACE = rows_of("Mill Vale", "7", "18", "9", "1", "12", "3")
MIXED = rows_of("2015", "<5", "18", "<5", "<5", "<5", "<5")


def test_years_at_the_right_of_their_cells_go_on_with_a_list_of_longer_periods() -> None:
    (whole,) = read(FIRST, NEXT)
    assert whole[1:] == expected([*FIRST, *NEXT])


def test_signs_at_the_left_and_a_number_at_the_right_are_of_one_column() -> None:
    (whole,) = read(MIXED)
    assert whole[1:] == expected(MIXED)


def test_the_last_label_goes_on_below_a_line_that_ends_in_the_text() -> None:
    (whole,) = read(PLACE[:5])
    assert whole[1:] == expected(PLACE[:5])
