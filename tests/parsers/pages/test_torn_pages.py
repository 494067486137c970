"""Pages on which pdfium puts breaks between letters: reader and recount make words whole."""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas

from parsers.conservation import conserved
from parsers.formats.pdf import read_pdf
from parsers.printed_pages import printed_pages

SIZE = 8.5
STARTS = (59, 144, 228, 313)
HEAD = ("No.", "Date", "Offence", "Outcome")
ROW = ("13/01/2020", "Rape", "Prosecution/prevented: named/suspect identified/but victim or/witness is dead")


def letters_of_columns(rows: int) -> bytes:
    """Return a page of narrow columns whose letters are placed one by one, as browsers do."""
    target = io.BytesIO()
    canvas = Canvas(target, invariant=1)
    canvas.setFont("Helvetica", SIZE)
    y = 780.0
    for row in (HEAD, *((str(number), *ROW) for number in range(1, rows + 1))):
        cells = [[cell] if "20" in cell else cell.split("/") for cell in row]
        for x, lines in zip(STARTS, cells, strict=True):
            for down, line in enumerate(lines):
                at = float(x)
                for letter in line:
                    canvas.drawString(at, y - 9 * down, letter)
                    at += canvas.stringWidth(letter, "Helvetica", SIZE)
        y -= 9 * max(map(len, cells)) + 5
    canvas.save()
    return target.getvalue()


def test_letters_that_touch_are_one_word() -> None:
    data = letters_of_columns(8)
    # The page is one of those: if pdfium ever reads it better, this test has nothing to show.
    (page,) = printed_pages(data)
    assert "\u2060" in page.text
    (table,) = read_pdf(data).tables
    assert [[cell.text for cell in row] for row in table.grid] == [
        list(HEAD),
        *([str(number), *ROW[:2], ROW[2].replace("/", " ")] for number in range(1, 9)),
    ]


def test_what_is_counted_a_second_time_agrees() -> None:
    data = letters_of_columns(8)
    assert all(check.passed for check in conserved(data, read_pdf(data), []))
