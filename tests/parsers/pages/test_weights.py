"""Bold and other lines: what stands as tight as one text is two where the page changes its font."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from parsers.pages.page import Page, Word, segment_of
from parsers.pages.pdfium import read_page
from parsers.pages.unruled import find_unruled_tables
from tests.parsers.pages.test_unruled import Placed, row, texts, words_of

SECTIONS = ("Arson", "Robbery")


def drawn(*lines: tuple[str, str]) -> tuple[Word, ...]:
    """Return the words of lines, each in its font."""
    target = io.BytesIO()
    canvas = Canvas(target, invariant=1)
    for number, (font, text) in enumerate(lines):
        canvas.setFont(font, 10)
        canvas.drawString(60, 700 - 20 * number, text)
    canvas.save()
    return read_page(pypdfium2.PdfDocument(target.getvalue()), 0).page.words


def test_fonts_say_which_words_are_bold() -> None:
    words = drawn(("Helvetica-Bold", "Drug offences"), ("Helvetica", "Charged 12"), ("Times-Italic", "Filed"))
    assert [word.bold for word in words] == [True, True, False, False, False]


@pytest.mark.parametrize("other", ["Helvetica", "Times-Roman", "Courier-Oblique"])
def test_a_line_of_both_is_neither(other: str) -> None:
    bold, plain = drawn(("Helvetica-Bold", "Total:"), (other, "all"))
    both, whole = segment_of([bold, plain]), segment_of([bold])
    assert both.bold is None
    assert not both.is_set_otherwise(whole)
    assert whole.is_set_otherwise(segment_of([plain]))


def weighed(placed: list[Placed], *bold: str) -> list[list[str]]:
    """Return the table of texts, of which the named ones are bold."""
    words = tuple(replace(word, bold=word.text in bold) for word in words_of(placed))
    (table,) = find_unruled_tables(Page(1, 600, 800, words, ()), words)
    return texts(table)


def test_a_bold_section_as_tight_as_the_lines_of_labels_is_its_own_row() -> None:
    placed = row(100, "Outcome", "2019", "2020")
    y = 122.0
    for section in SECTIONS:
        placed.append((60, y, section))
        y += 11
        for label in (("Adult", "caution"), ("Victim", "declines")):
            placed += [(60, y + 11 * number, part) for number, part in enumerate(label)]
            placed += [(200, y + 5.5, "4"), (260, y + 5.5, "17")]
            y += 22
    names = [cells[0] for cells in weighed(placed, "Outcome", *SECTIONS)[1:]]
    assert names == [
        "Arson",
        "Adult caution",
        "Victim declines",
        "Robbery",
        "Adult caution",
        "Victim declines",
    ]
