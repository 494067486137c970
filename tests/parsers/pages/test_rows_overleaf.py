"""Rows at the top of a page that stand in the columns of the table with which the page before ended."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from parsers.formats.pdf import read_pdf
from parsers.layout.stitch import stitch
from parsers.pages.page import Page, Run, Word
from parsers.pages.unruled import find_rows_overleaf, find_unruled_tables
from tests.parsers.layout.paged_tables import texts
from tests.parsers.pages.test_over_pages import HEAD, ROWS, XS, bare, whole
from tests.parsers.pages.test_unruled import texts as texts_of
from tests.parsers.pages.test_unruled import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence


def test_a_lone_row_overleaf_may_have_blank_columns_between_its_values() -> None:
    head = ("Outcome", "2019", "2020", "2021")
    rows = (("Charged", "12", "7", "4"), ("Cautioned", "204", "6", "8"))
    rest = ("Filed", "5", "", "9")
    assert whole(bare((head, *rows), (rest,))) == [list(line) for line in (head, *rows, rest)]


def test_rows_that_go_on_end_where_a_title_stands_over_heads() -> None:
    pages = (
        (HEAD, *ROWS, *ROWS),
        (*ROWS, ("Crimes in Other Vale",), ("Outcome", "Mill Vale", "Totals"), ("Charged", "3", "9")),
    )
    found = bare(*pages).tables
    assert [texts(table)[0][0] for table in found] == ["Outcome", ROWS[0][0], "Outcome"]


def test_labels_of_two_columns_go_on_over_the_page_above_the_next_row() -> None:
    head = ("Offence", "Outcome", "2019", "2020")
    rows = (("Arson", "Charged", "4", "6"), ("Possession of weapon", "Taken into", "12", "7"))
    rest = (("offences", "consideration"), ("", "Charged", "5", "9"))
    assert whole(bare((head, *rows), rest))[2:] == [
        ["Possession of weapon offences", "Taken into consideration", "12", "7"],
        ["", "Charged", "5", "9"],
    ]


def test_a_value_overleaf_may_be_longer_than_those_in_the_last_column_above() -> None:
    first = (HEAD, *ROWS)
    rest = (("Cautioned", "8", "6"), ("Named suspect", "", ""), ("(too ill)", "9", "Not recorded"))
    (whole,) = stitch(bare(first, rest, said="").tables)
    assert texts(whole.table)[-1][1:] == ["9", "Not recorded"]
    assert len(whole.parts) == 2


def test_a_name_over_all_columns_overleaf_is_a_section_as_the_one_above_is() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    long = (
        "Mill Vale and the hills of its river, all wards",
        "Coast and the islands off it, all wards",
    )
    for page, name in enumerate(long):
        lines = [(), ("Charged", "1", "2"), ("Cautioned", "3", "4"), ("Filed", "5", "6")]
        for x in XS if not page else ():
            canvas.rect(x, 725, 80 if x > XS[0] else XS[1] - XS[0], 20)
        for number, line in enumerate([] if page else [HEAD]):
            for x, text in zip(XS, line, strict=False):
                canvas.drawString(x + 2, 730 - 18 * number, text)
        rows = [*lines, *([lines[1]] if page else [])]
        if page:
            rows = [("Fined", "7", "8"), *rows]
        for number, line in enumerate(rows, 1):
            if not line:
                canvas.drawCentredString(280, 730 - 18 * number, name)
            for x, text in zip(XS, line, strict=False):
                canvas.drawString(x + 2, 730 - 18 * number, text)
        canvas.showPage()
    canvas.save()
    (table,) = stitch(read_pdf(target.getvalue()).tables)
    labels = [row[0] for row in texts(table.table)]
    assert labels == [
        "Outcome",
        long[0],
        "Charged",
        "Cautioned",
        "Filed",
        "Fined",
        long[1],
        "Charged",
        "Cautioned",
        "Filed",
        "Charged",
    ]


@pytest.mark.parametrize(("note", "kept"), [("* denotes fewer than 5", True), ("* see below", True)])
def test_a_note_below_the_rows_overleaf_is_a_passage_and_no_row(note: str, kept: bool) -> None:
    rest = (("Cautioned", "8", "*"), ("Filed", "1", "2"), (note, "", ""))
    document = bare((HEAD, *ROWS), rest)
    assert any(note in passage.text for passage in document.passages) == kept
    (whole,) = stitch(document.tables)
    assert texts(whole.table)[-1] == list(rest[1])


def page_of(lines: Sequence[Sequence[str]], number: int) -> Page:
    """Return rows with numbers at the right of their cells and all else at the left, each drawn alone."""
    words: list[Word] = []
    for at, line in enumerate(lines):
        for start, text in zip((60, 204, 304, 404), line, strict=True):
            x = start if not text.isdecimal() else start + 98 - 5 * len(text)
            run = Run(len(words), begins=True, ends=True)
            words += [replace(word, run=run) for word in words_of([(x, 100 + 18 * at, text)])]
    return Page(number, 600, 800, tuple(words), ())


def test_signs_at_the_left_of_their_cells_overleaf_may_stand_next_to_the_number_before() -> None:
    head = ("Outcome", "2019", "2020", "2021")
    first = page_of((head, ("Charged", "12", "7", "4"), ("Filed", "9", "6", "8")), 1)
    rest = (("Cautioned", "5", "N/A", "0"), ("Undetected", "1", "0", "N/A"))
    second = page_of(rest, 2)
    (above,) = find_unruled_tables(first, first.words)
    table, left = find_rows_overleaf(second, second.words, (), above)
    assert table is not None
    assert not left
    assert texts_of(table) == [list(line) for line in rest]
    assert table.columns == above.columns
