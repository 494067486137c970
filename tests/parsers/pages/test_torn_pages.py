"""Pages on which pdfium puts breaks between letters: reader and recount make words whole."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from parsers.conservation import conserved
from parsers.formats.pdf import read_pdf
from parsers.printed_pages import printed_pages

if TYPE_CHECKING:
    from collections.abc import Iterable

SIZE = 8.5
STARTS = (59, 144, 228, 313)
HEAD = ("No.", "Date", "Offence", "Outcome")
ROW = ("13/01/2020", "Rape", "Prosecution/prevented: named/suspect identified/but victim or/witness is dead")


LIGATURE = "\ufb01"


def letters_of_columns(rows: Iterable[tuple[str, ...]], font: str = "Helvetica") -> bytes:
    """Return a page of narrow columns whose letters are placed one by one, as browsers do.

    A ligature has its text named beside it.
    """
    target = io.BytesIO()
    canvas = Canvas(target, invariant=1)
    canvas.setFont(font, SIZE)
    y = 780.0
    for row in (HEAD, *((str(number), *row) for number, row in enumerate(rows, start=1))):
        cells = [[cell] if "20" in cell else cell.split("/") for cell in row]
        for x, lines in zip(STARTS, cells, strict=True):
            for down, line in enumerate(lines):
                at = float(x)
                for letter in line:
                    if letter == LIGATURE:
                        canvas.addLiteral("/Span <</ActualText <FEFF00660069>>> BDC")
                    canvas.drawString(at, y - 9 * down, letter)
                    if letter == LIGATURE:
                        canvas.addLiteral("EMC")
                    at += stringWidth(letter, font, SIZE)
        y -= 9 * max(map(len, cells)) + 5
    canvas.save()
    return target.getvalue()


def test_letters_that_touch_are_one_word() -> None:
    data = letters_of_columns(8 * [ROW])
    # The page is one of those: if pdfium ever reads it better, this test has nothing to show.
    (page,) = printed_pages(data)
    assert "\u2060" in page.text
    (table,) = read_pdf(data).tables
    assert [[cell.text for cell in row] for row in table.grid] == [
        list(HEAD),
        *([str(number), *ROW[:2], ROW[2].replace("/", " ")] for number in range(1, 9)),
    ]


def test_what_is_counted_a_second_time_agrees() -> None:
    data = letters_of_columns(8 * [ROW])
    assert all(check.passed for check in conserved(data, read_pdf(data), []))


def test_a_ligature_is_of_the_word_that_it_stands_in() -> None:
    registerFont(TTFont("Vera", "Vera.ttf"))
    outcome = "Named/suspect identified/but finds/is dead"
    drawn = [outcome, *7 * [outcome.replace("fi", LIGATURE)]]
    data = letters_of_columns([(*ROW[:2], each) for each in drawn], "Vera")
    (page,) = printed_pages(data)
    assert "\u2060" in page.text
    document = read_pdf(data)
    (table,) = document.tables
    assert {row[3].text for row in table.grid[1:]} == {outcome.replace("/", " ")}
    assert all(check.passed for check in conserved(data, document, []))


def test_digits_below_one_another_are_counted_each_for_itself() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, invariant=1)
    canvas.setFont("Helvetica", SIZE)
    canvas.drawString(60, 780, "Outcome")
    canvas.drawString(300, 780, "Crimes")
    for at, digit in enumerate("1211"):
        canvas.drawString(300, 765 - 20 * at, digit)
    for at, label in enumerate(("Charged", "Cautioned", "Undetected", "Filed")):
        canvas.drawString(60, 765 - 20 * at, label)
    canvas.save()
    cells = [row[1] for row in read_pdf(target.getvalue()).tables[0].grid]
    for page in printed_pages(target.getvalue()):
        # If pdfium ever parts them, this test has nothing to show.
        assert "1211" in page.text
        assert page.digits_once() == {"1": 3, "2": 1}
        assert page.misplaced(cells) == []
