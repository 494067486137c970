"""Texts of full cells that touch, drawn each for itself, and words that are drawn in pieces."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from parsers.document import Box
from parsers.pages.page import Page
from parsers.pages.pdfium import read_page
from parsers.pages.rows import NOT_TOLD_APART
from parsers.pages.ruled import GridCell, PageTable
from parsers.pages.unruled import find_unruled_tables
from tests.parsers.pages.test_unruled import Placed
from tests.parsers.pages.test_unruled import words_of as placed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def words_of(pieces: Iterable[str], rule: float | None = None) -> list[str]:
    """Return the words of a page on which each piece is drawn for itself, right behind the one before.

    `rule` says how far from where they begin a rule runs through them.
    """
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 10)
    if rule is not None:
        canvas.line(60 + rule, 690, 60 + rule, 720)
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
    assert words_of(("7", "Fewer than five")) == ["7", "Fewer", "than", "five"]
    assert words_of(("Outcome 3A",)) == ["Outcome", "3A"]


def test_a_digit_that_touches_the_text_of_the_cell_before_begins_another() -> None:
    assert words_of(("5 or fewer", "5 or fewer", "12")) == ["5", "or", "fewer", "5", "or", "fewer", "12"]
    assert words_of(("13", "5 or fewer")) == ["13", "5", "or", "fewer"]


def test_a_digit_that_touches_a_closing_sign_begins_another() -> None:
    assert words_of(("primacy (OC20)", "2")) == ["primacy", "(OC20)", "2"]
    assert words_of(("12%", "340")) == ["12%", "340"]
    assert words_of(("Count", "% of total")) == ["Count", "%", "of", "total"]
    assert words_of(("12", "% of total")) == ["12%", "of", "total"]
    assert words_of(("s.40(2)31",)) == ["s.40(2)31"]
    assert words_of("(2)31") == ["(2)31"]


def test_a_word_or_number_that_is_drawn_in_pieces_is_one() -> None:
    assert words_of(("TOT", "AL")) == ["TOTAL"]
    assert words_of(("evid", "ential")) == ["evidential"]
    assert words_of(("1", "45")) == ["145"]
    assert words_of(("20", "19", " ", "in all")) == ["2019", "in", "all"]
    assert words_of(("Outcome", "1", "4")) == ["Outcome14"]


def test_counts_are_no_labels_of_several_rows_below_a_year() -> None:
    # Two cells that are drawn as one text make the column look like one of labels, and "7" one beside rows.
    names = ("Offence", "Outcome", "2019", "2020", "2021")
    edges = (50, 130, 230, 290, 350, 420)
    cells = tuple(
        GridCell(0, at, 1, 1, Box(left, 100, right, 114), placed([(left + 2, 102, name)]))
        for at, (name, (left, right)) in enumerate(zip(names, pairwise(edges), strict=True))
    )
    head = PageTable(Box(50, 100, 420, 114), 1, 5, cells, edges, ruled=True)
    both = (232, "5 or fewer5 or fewer")
    rows: list[list[tuple[int, str]]] = [[both], [both], [(262, "7"), (292, "0")], [], [], [both]]
    texts: list[Placed] = [(52, 134, "Burglary")]
    for at, values in enumerate(rows):
        y = 120 + 14 * at
        texts += [(132, y, f"Outcome {at}"), *((x, y, value) for x, value in values), (352, y, str(6 + at))]
    words = placed(texts)
    (table,) = find_unruled_tables(Page(1, 600, 800, words, ()), words, [head])
    assert {cell.doubt for cell in table.cells if cell.text == "0"} == {NOT_TOLD_APART}


@pytest.mark.parametrize(
    ("pieces", "found"),
    [
        (("Percentage",), ["Percentage"]),
        (("Perce", "ntage"), ["Perce", "ntage"]),
        (("ArsonTheft",), ["Arson", "Theft"]),
    ],
    ids=["one text", "two texts", "two words of one text"],
)
def test_a_rule_does_not_part_a_word_that_is_too_long_for_its_cell(
    pieces: Sequence[str], found: list[str]
) -> None:
    first = "Arson" if pieces[0].startswith("A") else "Perce"
    assert words_of(pieces, rule=stringWidth(first, "Helvetica", 10)) == found


def test_a_text_that_begins_where_others_do_is_of_its_own_column() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 10)
    x = 60 + stringWidth("victim", "Helvetica", 10)
    # As pdfium puts texts in order, the first column comes whole before the second.
    for start, texts in ((60, ("suspect", "victim", "and")), (x, ("Suspect -", "identified", "victim"))):
        for at, text in enumerate(texts):
            canvas.drawString(start, 700 - 12 * at, text)
    canvas.save()
    words = [word.text for word in read_page(pypdfium2.PdfDocument(target.getvalue()), 0).page.words]
    assert {"victim", "identified"} <= set(words)


def test_a_text_that_ends_where_others_do_is_of_its_own_column() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 10)
    lefts = ("The crime is", "confirmed but", "the victim either", "declines or is", "unable to support it")
    for at, text in enumerate(lefts):
        canvas.drawRightString(200, 700 - 12 * at, text)
    # The widest line of the next column begins right at the end of the first.
    for at, text in enumerate(("Evidential", "suspect identified,", "support")):
        canvas.drawRightString(200 + stringWidth("suspect identified,", "Helvetica", 10), 688 - 12 * at, text)
    canvas.save()
    words = [word.text for word in read_page(pypdfium2.PdfDocument(target.getvalue()), 0).page.words]
    assert {"either", "suspect"} <= set(words)
