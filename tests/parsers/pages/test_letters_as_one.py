"""Letters that touch are read as one: the words are those of each letter by itself."""

from __future__ import annotations

import io
import re

import pypdfium2 as pdfium
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from parsers.pages.pdfium import read_page


def drawn(canvas: Canvas, texts: list[tuple[float, float, str]]) -> None:
    """Draw texts at their places from the lower left, in points."""
    for x, y, text in texts:
        canvas.drawString(x, y, text)


def page_of(draw: list[tuple[float, float, str]], rules: list[tuple[float, float, float, float]]) -> bytes:
    """Return a page with such texts and such lines."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 9)
    drawn(canvas, draw)
    for line in rules:
        canvas.line(*line)
    canvas.save()
    return target.getvalue()


def words_of(data: bytes) -> list[str]:
    """Return the words of a page."""
    document = pdfium.PdfDocument(data)
    try:
        return [word.text for word in read_page(document, 0).page.words]
    finally:
        document.close()


WIDTH = 5.004
"""Points of a digit of Helvetica, 9 points high."""
FULL = [
    (60.0, 700.0, "12"),
    (60.0 + 2 * WIDTH, 700.0, "345"),
    (60.0, 680.0, "Offence gp"),
    (200.0, 680.0, "a1"),
]
BETWEEN = [(60.0 + 2 * WIDTH, 690.0, 60.0 + 2 * WIDTH, 715.0)]


@pytest.mark.parametrize(
    ("rules", "words"),
    [(BETWEEN, ["12", "345", "Offence", "gp", "a1"]), ([], ["12345", "Offence", "gp", "a1"])],
    ids=["a rule between full cells", "no rule"],
)
def test_a_rule_parts_the_letters_of_full_cells(
    rules: list[tuple[float, float, float, float]], words: list[str]
) -> None:
    assert words_of(page_of(FULL, rules)) == words


def test_words_and_their_places_are_those_of_each_letter_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        (50 + 90 * at % 450, 780 - 11 * at, f"Station {at:03d}: 1,{at}04 (fi rst) – £5") for at in range(60)
    ]
    data = page_of(texts, BETWEEN)
    document = pdfium.PdfDocument(data)
    together = read_page(document, 0).page
    monkeypatch.setattr("parsers.pages.glyphs._LETTERS", re.compile(r"[\s\S]"))
    alone = read_page(document, 0).page
    document.close()
    assert together == alone
