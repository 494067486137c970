"""The top of a page that goes on with the table before: its head again, the rest of a cut row, rows."""

from __future__ import annotations

import io

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from parsers.document import GOES_ON
from parsers.formats.pdf import read_pdf
from parsers.layout.stitch import Stitched, stitch
from parsers.pages.page import Page, hull, segment_of
from parsers.pages.rests import Overleaf
from parsers.pages.ruled import GridCell, PageTable
from tests.parsers.pages.test_unruled import words_of

PITCH = 10.5
SIZE = 9.0
VALUES = (200, 250, 300)
HEAD = ("Outcome", "April 2019", "May 2020", "June 2021")
SENTENCE = "The figures were taken from a live system and may change as investigations go on."
Row = tuple[tuple[str, ...], tuple[str, ...]]
"""The lines of a label, with the space at which each is wrapped, and the values beside it."""

FIRST: tuple[Row, ...] = (
    (("Charged",), ("12", "7", "9")),
    (("Evidential difficulties - ", "suspect identified; victim ", "supports"), ("4", "2", "8")),
    (("Community resolution",), ("3", "1", "2")),
)
CUT: Row = (("Evidential difficulties - victim ", "declines or is unable to "), ("5", "0", "6"))


def draw(canvas: Canvas, rows: tuple[Row, ...], y: float, *, head: bool) -> float:
    """Draw rows as tight as lines, values in the middle of their labels, and return where they end."""
    if head:
        for x, text in zip((60, *VALUES), HEAD, strict=True):
            for at, word in enumerate(text.split()):
                canvas.drawString(x, y - PITCH * at, word)
        y -= 2 * PITCH
    for label, values in rows:
        for at, line in enumerate(label):
            canvas.drawString(60, y - PITCH * at, line)
        # A row that the page cuts has its values at the top.
        middle = 0.0 if label[-1].endswith(" ") else PITCH / 2 * (len(label) - 1)
        for x, value in zip(VALUES, values, strict=False):
            if value:
                canvas.drawString(x, y - middle, value)
        y -= PITCH * len(label)
    return y


def letter(
    below: tuple[Row, ...], *, head: bool = True, size: float = 11.0, last: Row = CUT
) -> list[Stitched]:
    """Return the tables of two pages: one that ends in a row that is cut, and what it goes on with."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", SIZE)
    draw(canvas, (*FIRST, last), 200, head=True)
    canvas.showPage()
    canvas.setFont("Helvetica", SIZE)
    y = draw(canvas, below, 780, head=head)
    canvas.setFont("Helvetica", size)
    canvas.drawString(60, y, SENTENCE)
    canvas.save()
    return stitch(read_pdf(target.getvalue()).tables)


def titled(rest: tuple[str, ...], font: str) -> list[Stitched]:
    """Return the tables of two pages: the second begins with lines of a label, over a title and its table."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", SIZE)
    draw(
        canvas,
        (*FIRST[::2], (("Further investigation,", "which could provide"), ("5", "0", "6"))),
        200,
        head=True,
    )
    canvas.showPage()
    canvas.setFont("Helvetica", SIZE)
    for at, line in enumerate(rest):
        canvas.drawString(60, 780 - PITCH * at, line)
    canvas.setFont(font, SIZE)
    canvas.drawString(60, 740, "Kestrel Way School")
    canvas.setFont("Helvetica", SIZE)
    draw(canvas, FIRST[::2], 720, head=True)
    canvas.save()
    return stitch(read_pdf(target.getvalue()).tables)


def labels(table: Stitched) -> list[str]:
    return [row[0].text for row in table.table.grid]


REST: Row = (("support further action",), ())
WHOLE = "Evidential difficulties - victim declines or is unable to support further action"


@pytest.mark.parametrize(("head", "size"), [(True, 11.0), (True, SIZE), (False, 11.0)])
def test_the_rest_of_a_cut_row_stands_alone_at_the_top_of_a_page(head: bool, size: float) -> None:
    (table,) = letter((REST,), head=head, size=size)
    assert labels(table)[-1] == WHOLE
    assert not table.doubts
    assert not any(cell.doubt for row in table.table.grid for cell in row)


def test_without_the_head_a_rest_that_is_set_as_the_text_below_it_is_not_known() -> None:
    (table,) = letter((REST,), head=False, size=SIZE)
    assert table.table.grid[-1][0].doubt == GOES_ON


def test_the_rest_of_a_cut_row_does_not_run_into_the_next_label() -> None:
    (table,) = letter((REST, (("Filed",), ("1", "1", "13"))))
    assert labels(table)[-2:] == [WHOLE, "Filed"]
    assert not table.doubts


def test_lines_of_the_next_label_are_no_rest() -> None:
    long: Row = (("Out of court disposal ", "that the victim agreed to ", "before a court"), ("1", "1", "13"))
    (table,) = letter((REST, long))
    assert labels(table)[-2:] == [WHOLE, "Out of court disposal that the victim agreed to before a court"]


def test_a_row_below_a_head_printed_again_stands_in_the_columns_above() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    months = ("April", "May", "June", "July", "August", "September", "Grand")
    rows = [[f"{number * 7 % 12}" for number in range(start, start + 7)] for start in (1, 4, 6)]
    for page, names in (
        (rows, ("Charged", "Filed", "Ongoing")),
        ([["", "", "", "", "", "1", "1"]], ("N1001",)),
    ):
        canvas.setFont("Helvetica", SIZE)
        for at, month in enumerate(months):
            canvas.drawCentredString(200 + 55 * at, 700, month)
            canvas.drawCentredString(200 + 55 * at, 700 - PITCH, "Total" if month == "Grand" else "2019")
        canvas.drawString(60, 700 - PITCH, "Outcome")
        for number, row in enumerate(page, 2):
            canvas.drawString(60, 700 - number * PITCH, names[number - 2])
            for at, value in enumerate(row):
                canvas.drawCentredString(200 + 55 * at, 700 - number * PITCH, value)
        canvas.showPage()
    canvas.save()
    (table,) = stitch(read_pdf(target.getvalue()).tables)
    assert [cell.text for cell in table.table.grid[-1]] == ["N1001", "", "", "", "", "", "1", "1"]


@pytest.mark.parametrize("width", [2, 3], ids=["as many columns", "others"])
def test_a_rest_is_kept_where_the_rows_below_it_are_doubtful(width: int) -> None:
    def row(at: int, *texts: str, doubt: str = "") -> list[GridCell]:
        words = [words_of([(60 + 80 * column, 100 + 12 * at, text)]) for column, text in enumerate(texts)]
        return [
            GridCell(at, column, 1, 1, hull(some), tuple(some), doubt) for column, some in enumerate(words)
        ]

    def table_of(cells: list[GridCell], columns: int) -> PageTable:
        edges = tuple(60.0 + 80 * at for at in range(columns + 1))
        return PageTable(hull(cell.box for cell in cells), 2, columns, tuple(cells), edges, ruled=False)

    head = row(0, "Outcome", "2019")
    above = table_of([*head, *row(1, "Victim declines", "7")], 2)
    rest = segment_of(words_of([(60, 112, "support")]))
    below = table_of([*head, *row(2, *["Filed"] * width, doubt="rows not told apart")], width)
    over = Overleaf(above, tuple(head), {0: [rest]}, alone=False)
    tables = over.put_into([below], Page(2, 600, 800, (), ()), (), ())
    assert sum(word is rest.words[0] for table in tables for cell in table.cells for word in cell.words) == 1


@pytest.mark.parametrize(
    ("rest", "font", "known"),
    [
        (("evidence, is not", "in the public interest"), "Helvetica-Bold", True),
        (("evidence, is not", "in the public interest"), "Helvetica", False),
        (("The evidence is", "in the public interest"), "Helvetica-Bold", False),
    ],
    ids=["a rest", "a title set alike", "a capital"],
)
def test_the_rest_of_a_label_begins_small_over_a_bold_title(
    rest: tuple[str, ...], font: str, known: bool
) -> None:
    whole = "Further investigation, which could provide evidence, is not in the public interest"
    assert (labels(titled(rest, font)[0])[-1] == whole) == known
