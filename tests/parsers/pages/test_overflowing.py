"""Texts that run out of their drawn cell over blank ones are whole in the cell where they begin."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from parsers.formats.pdf import read_pdf
from parsers.pages.page import Page, Rule, Run, Word
from parsers.pages.ruled import find_ruled_tables

EDGES = (50.0, 110.0, 170.0, 230.0)
LEVELS = (100.0, 115.0, 130.0, 145.0)
RULES = tuple(
    [Rule("v", x, LEVELS[0], LEVELS[-1]) for x in EDGES] + [Rule("h", y, EDGES[0], EDGES[-1]) for y in LEVELS]
)


@pytest.mark.parametrize(
    ("words", "runs", "rows"),
    [
        (("Sharing", "intimate", "films"), (7, 7, 7), ["Sharing intimate films", "", ""]),
        (("Sharing", "intimate", "films"), (7, 8, 9), ["Sharing", "intimate", "films"]),
        (("Sharing", "12", "14"), (7, 7, 7), ["Sharing", "12", "14"]),
    ],
    ids=["one text", "a text in each", "values"],
)
def test_a_text_over_blank_cells_is_that_of_the_cell_where_it_begins(
    words: tuple[str, ...], runs: tuple[int, ...], rows: list[str]
) -> None:
    texts = [("Offence", "2019", "2020"), words, ("Arson", "3", "4")]
    placed = [
        Word(
            text,
            x + 3,
            y + 3,
            x + 3 + 5 * len(text),
            y + 12,
            run=Run(runs[column] if row == 1 else 10 * row + column, begins=True, ends=True),
        )
        for row, (y, line) in enumerate(zip(LEVELS, texts, strict=False))
        for column, (x, text) in enumerate(zip(EDGES, line, strict=False))
    ]
    (table,) = find_ruled_tables(Page(1, 595, 842, tuple(placed), RULES))
    assert [cell.text for cell in table.cells if cell.row == 1] == rows


@pytest.mark.parametrize("drawn_apart", [True, False])
def test_a_word_drawn_by_itself_may_be_a_little_too_long_for_its_cell(drawn_apart: bool) -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 9)
    edges = (60, 160, 188, 231, 259, 302)
    rows = (
        ("Outcome", *("Count", "Percentage") * 2),
        ("Charged", "5", "50%", "7", "70%"),
        ("Filed", "5", "50%", "3", "30%"),
    )
    for number, row in enumerate(rows):
        y = 700 - 18 * number
        if number or drawn_apart:
            for (left, right), text in zip(pairwise(edges), row, strict=True):
                canvas.drawCentredString((left + right) / 2, y, text)
        else:
            canvas.drawString(70, y, "Outcome of these: count percentage count percentage of all")
    for y in (713, 695, 677, 659):
        for left, right in pairwise(edges):
            canvas.line(left, y, right, y)
    canvas.save()
    (table, *_) = read_pdf(target.getvalue()).tables
    assert ([cell.text for cell in table.grid[0]] == list(rows[0])) == drawn_apart
