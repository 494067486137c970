"""Letters that touch are read as one: the words are those of each letter by itself."""

from __future__ import annotations

import io
import re

import pypdfium2 as pdfium
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from parsers.document import Box, Cell
from parsers.pages.glyphs import Glyph
from parsers.pages.page import Rule
from parsers.pages.pdfium import read_page
from parsers.pages.wording import words_of as made_of
from parsers.printed_pages import printed_pages


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


@pytest.mark.parametrize(("gap", "whole"), [(-0.6, True), (3.0, False)], ids=["kerned", "apart"])
def test_a_capital_drawn_before_other_words_is_put_before_the_rest_of_its_own(
    gap: float, whole: bool
) -> None:
    capital = 60 + stringWidth("A", "Helvetica", 9)
    data = page_of(
        [(60, 700, "A"), (300, 706, "Totals"), (capital + gap, 700, "pril to June"), (300, 650, "April")], []
    )
    assert words_of(data).count("April") == (2 if whole else 1)
    cell = Cell("April", "", 0, 0, box=Box(58, 130, 120, 145))
    # The recount finds its letters there as well.
    assert [printed.misplaced([cell]) for printed in printed_pages(data)] == [[]]


def glyphs_of(text: str, x: float, top: float) -> list[Glyph | None]:
    """Return the letters of a text, 5 points each, and the white space behind it."""
    letters: list[Glyph | None] = [
        Glyph(letter, x + 5 * at, top, x + 5 * at + 5, top + 10, 0) for at, letter in enumerate(text)
    ]
    return [*letters, None]


@pytest.mark.parametrize(
    ("first", "rest", "words"),
    [("Ca", "lendar", ["Calendar", "total"]), ("1", "7", ["1", "total", "7"])],
    ids=["letters", "digits, which may be two numbers"],
)
def test_a_word_is_one_though_a_text_of_another_cell_comes_between_its_letters(
    first: str, rest: str, words: list[str]
) -> None:
    within = glyphs_of("total", 400, 103)
    drawn = [*glyphs_of(first, 100, 100), *within, *glyphs_of(rest, 100 + 5 * len(first), 100)]
    assert [word.text for word in made_of(drawn, ())] == words
    rule = Rule("v", 100 + 5 * len(first), 90, 120)
    assert [word.text for word in made_of(drawn, [rule])] == [first, "total", rest]
