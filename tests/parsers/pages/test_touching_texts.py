"""Texts of full cells that touch, drawn each for itself, and words that are drawn in pieces."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from parsers.pages.pdfium import read_page

if TYPE_CHECKING:
    from collections.abc import Iterable


def words_of(pieces: Iterable[str]) -> list[str]:
    """Return the words of a page on which each piece is drawn for itself, right behind the one before."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 10)
    x = 60.0
    for piece in pieces:
        canvas.drawString(x, 700, piece)
        x += stringWidth(piece, "Helvetica", 10)
    canvas.save()
    return [word.text for word in read_page(pypdfium2.PdfDocument(target.getvalue()), 0).page.words]


def test_a_capital_that_touches_the_text_of_the_cell_before_begins_another() -> None:
    assert words_of(("High School", "Ravensmoor School")) == ["High", "School", "Ravensmoor", "School"]


def test_a_name_with_a_capital_within_is_one_word() -> None:
    assert words_of(("Ms McDonald",)) == ["Ms", "McDonald"]


def test_a_name_that_is_drawn_letter_by_letter_is_one_word() -> None:
    assert words_of("McDonald") == ["McDonald"]


def test_a_capital_that_touches_the_number_of_the_cell_before_begins_another() -> None:
    assert words_of(("2018", "Jan-Mar 2019")) == ["2018", "Jan-Mar", "2019"]
    assert words_of(("Outcome 3A",)) == ["Outcome", "3A"]
