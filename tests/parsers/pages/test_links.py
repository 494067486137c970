"""Which words were drawn as one text: cells that touch, words drawn one by one, pages without spaces."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from parsers.pages.lines import cut_line, lines_of, told_apart
from parsers.pages.pdfium import read_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from parsers.pages.page import Word

SENTENCE = "Each of these was counted in the year in which it was recorded"


def words_of(draw: Callable[[Canvas], None]) -> list[Word]:
    """Return the words of the line that is drawn, below which a sentence is drawn with its spaces."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 10)
    draw(canvas)
    canvas.drawString(60, 600, SENTENCE)
    canvas.save()
    page = read_page(pypdfium2.PdfDocument(target.getvalue()), 0).page
    return lines_of(page.words)[0]


def cells(words: list[Word]) -> list[str]:
    return [segment.text for segment in cut_line(words, ()).segments]


def test_texts_that_touch_without_a_drawn_space_are_two_cells() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawRightString(100, 700, "2015")
        canvas.drawString(101.5, 700, "Jan to Oct 2016")
        canvas.drawRightString(200, 700, "12 345")
        canvas.drawString(202, 700, "Total")

    assert cells(words_of(draw)) == ["2015", "Jan to Oct 2016", "12 345", "Total"]


def test_words_of_one_text_are_one_cell_however_wide_their_space_is() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(60, 700)
        text.setWordSpace(9)
        text.textOut("2015 2016")
        canvas.drawText(text)

    assert cells(words_of(draw)) == ["2015 2016"]


def test_a_text_drawn_word_by_word_with_its_spaces_is_one() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(60, 700)
        for word in ("Charged ", "or ", "summonsed ", "in ", "court"):
            text.textOut(word)
        canvas.drawText(text)

    words = words_of(draw)
    assert [told_apart(left, right) for left, right in pairwise(words)] == [False] * 4


def test_a_space_left_at_the_end_of_a_wrapped_line_joins_no_cells() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Possession of ")
        canvas.drawString(60 + canvas.stringWidth("Possession of ", "Helvetica", 10) + 2.4, 700, "Total")

    assert cells(words_of(draw)) == ["Possession of", "Total"]


def test_letters_drawn_one_by_one_tell_nothing() -> None:
    def draw(canvas: Canvas) -> None:
        at = 60.0
        for letter in "Offences recorded in schools by the police in each of these years":
            canvas.drawString(at, 700, letter.strip() or "")
            at += canvas.stringWidth(letter, "Helvetica", 10)

    words = words_of(draw)
    assert [word.text for word in words][:3] == ["Offences", "recorded", "in"]
    assert {told_apart(left, right) for left, right in pairwise(words)} == {None}
