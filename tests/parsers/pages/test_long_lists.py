"""Long sheets of one row for each kind of crime, printed over pages without their head."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import product

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from parsers.formats.pdf import read_pdf
from parsers.layout.stitch import stitch
from parsers.pages.marks import find_marks
from parsers.pages.page import Run, Word
from tests.parsers.layout.paged_tables import texts
from tests.parsers.pages.test_listed import lists, page, set_rows, words_at
from tests.parsers.pages.test_listed import texts as texts_of

PITCH = 11.0
XS = (60, 240, 330, 440)
END = 500
"""Where numbers of the last column end; years end where the offences begin."""
HEAD = ("Year", "Offence", "Outcome", "Crimes")
Row = tuple[str, tuple[str, ...], tuple[str, ...], str]

OFFENCES = (("Violence with ", "injury"), ("Burglary",))
OUTCOMES = (
    ("Charged",),
    ("Evidential ", "difficulties - ", "suspect identified", "victim supports"),
    ("Cautioned",),
)


def rows_of(year: str, *values: str) -> list[Row]:
    """Return the rows of a year, six of them."""
    found = product(OFFENCES, OUTCOMES)
    return [(year, *labels, value) for labels, value in zip(found, values, strict=True)]


def read(*pages: list[Row]) -> list[list[list[str]]]:
    """Return the tables read from pages of rows, the first below the head."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    for number, rows in enumerate(pages):
        canvas.setFont("Helvetica", 9)
        y = 760.0
        if not number:
            for x, text in zip(XS, HEAD, strict=True):
                canvas.drawString(x, y, text)
            y -= 2 * PITCH
        for year, offence, outcome, value in rows:
            canvas.drawString(
                XS[1] - 2 - stringWidth(year, "Helvetica", 9) if year.isdecimal() else XS[0], y, year
            )
            for x, lines in zip(XS[1:], (offence, outcome), strict=False):
                for at, line in enumerate(lines):
                    canvas.drawString(x, y - PITCH * at, line)
            width = stringWidth(value, "Helvetica", 9)
            canvas.drawString(END - width if value.isdecimal() else XS[3], y, value)
            y -= PITCH * max(len(offence), len(outcome))
        canvas.showPage()
    canvas.save()
    tables = read_pdf(target.getvalue()).tables
    return [texts(whole.table) for whole in stitch(tables)]


def expected(rows: list[Row]) -> list[list[str]]:
    """Return what rows say, lines of one text together."""
    said = [
        [year, *(" ".join(part.strip() for part in each) for each in parts), value]
        for year, *parts, value in rows
    ]
    return [[str(cell) for cell in row] for row in said]


FIRST = rows_of("July to December 2013", "11", "2", "31", "4", "55", "6")
NEXT = rows_of("2014", "7", "18", "9", "1", "12", "3")
PLACE = rows_of("Mill Vale", "7", "18", "9", "1", "12", "3")
MIXED = rows_of("2015", "<5", "18", "<5", "<5", "<5", "<5")


def test_years_at_the_right_of_their_cells_go_on_with_a_list_of_longer_periods() -> None:
    (whole,) = read(FIRST, NEXT)
    assert whole[1:] == expected([*FIRST, *NEXT])


def test_signs_at_the_left_and_a_number_at_the_right_are_of_one_column() -> None:
    (whole,) = read(MIXED)
    assert whole[1:] == expected(MIXED)


def test_the_last_label_goes_on_below_a_line_that_ends_in_the_text() -> None:
    (whole,) = read(PLACE[:5])
    assert whole[1:] == expected(PLACE[:5])


def test_numbers_right_before_their_months_are_a_column_of_their_own() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 9)
    for x, text in ((60, "No."), (80, "Month"), (150, "Offence"), (260, "Outcome")):
        canvas.drawString(x, 760, text)
    outcomes = (("Charged",), ("Cautioned by ", "an officer of ", "the force"), ("Undetected",))
    y = 740.0
    expected_rows = []
    for number in range(1, 25):
        outcome = outcomes[number % 3]
        canvas.drawRightString(78.9, y, str(number))
        canvas.drawString(80, y, f"{('Jan', 'Feb')[number > 12]}-18")
        canvas.drawString(150, y, "Burglary")
        for at, line in enumerate(outcome):
            canvas.drawString(260, y - PITCH * at, line)
        expected_rows.append([str(number), f"{('Jan', 'Feb')[number > 12]}-18", "Burglary", "".join(outcome)])
        y -= PITCH * len(outcome) + 4
    canvas.save()
    (table,) = read_pdf(target.getvalue()).tables
    assert texts(table) == [["No.", "Month", "Offence", "Outcome"], *expected_rows]


def test_rows_far_apart_are_of_one_table_where_signs_stand_at_the_left_and_numbers_at_the_right() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 9)
    ends = (200, 260, 320, 380, 440, 500)
    for x, text in zip((60, *ends), ("Outcome", *map(str, range(2014, 2020))), strict=True):
        canvas.drawString(x, 760, text) if x == 60 else canvas.drawRightString(x, 760, text)
    rows = (
        ("12", "7", "30", "4", "5", "6"),
        ("Nil", "Nil", "3", "Nil", "2", "1"),
        ("4", "Nil", "Nil", "3", "1", "Nil"),
    )
    label = ("Further ", "action is ", "not in the", "public interest")
    for number, row in enumerate(rows):
        y = 740 - 110 * number
        for at, line in enumerate((f"{number} ", *label)):
            canvas.drawString(60, y - PITCH * at, line)
        for end, value in zip(ends, row, strict=True):
            canvas.drawRightString(end, y, value) if value.isdecimal() else canvas.drawString(
                end - 58, y, value
            )
    canvas.save()
    (table,) = read_pdf(target.getvalue()).tables
    assert [line[1:] for line in texts(table)[1:]] == [list(row) for row in rows]


def test_a_few_rows_that_wrap_tell_how_far_the_lines_of_a_cell_stand_apart() -> None:
    wrapped = "Evidential difficulties:/suspect identified"
    rows = [
        (f"{day % 28 + 1:02}/01/2017", "Theft", wrapped if day % 25 == 3 else "Charged")
        for day in range(1, 99)
    ]
    words, _ = set_rows([("Date", "Offence", "Outcome"), *rows], "top", padding=6.0)
    tall = [replace(word, top=word.top - 1.5, bottom=word.bottom + 1.5) for word in words]
    (table,) = lists(page(tall))[0]
    assert not any(cell.doubt for cell in table.cells)
    assert [row[2] for row in texts_of(table)[1:]] == [row[2].replace("/", " ") for row in rows]


@pytest.mark.parametrize(
    ("heights", "marks"),
    [
        ((100, 114, 124), ["2019", "Jan-Mar 2020"]),
        ((100, 110, 124), ["2019 Jan-Mar", "2020"]),
    ],
    ids=["over a year", "below one"],
)
def test_half_a_period_is_that_of_the_year_that_stands_nearer(
    heights: tuple[float, ...], marks: list[str]
) -> None:
    words = [
        word
        for y, text in zip(heights, ("2019", "Jan-Mar", "2020"), strict=True)
        for word in words_at(60, y, text)
    ]
    assert [
        mark.text for mark in find_marks(replace(w, top=w.top - 1, bottom=w.bottom + 1) for w in words)
    ] == marks


def test_a_period_that_a_narrow_cell_sets_on_four_lines_is_one_mark() -> None:
    lines = ("1 January", "2019 to 31", "October", "2019")
    words = [word for at, line in enumerate(lines) for word in words_at(60, 100 + 10 * at, line)]
    (mark,) = find_marks(words)
    assert (mark.text, mark.first, mark.last) == (" ".join(lines), 100.0, 130.0)


@pytest.mark.parametrize(("runs", "marks"), [((1, 1), []), ((1, 2), ["2015-05"])], ids=["one text", "two"])
def test_a_period_at_the_end_of_a_text_that_is_drawn_as_one_is_no_mark(
    runs: tuple[int, int], marks: list[str]
) -> None:
    title = Word("Recorded", 60, 100, 100, 110, run=Run(runs[0], begins=True, ends=True))
    month = Word("2015-05", 102, 100, 137, 110, run=Run(runs[1], begins=True, ends=True))
    assert [mark.text for mark in find_marks([title, month])] == marks
