"""Tables on pages, drawn with reportlab so that the geometry is what a real writer makes."""

import io
from collections.abc import Callable

import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from parsers.pages.page import Page
from parsers.pages.pdfium import read_page
from parsers.pages.ruled import PageTable, find_ruled_tables
from parsers.pages.unruled import find_unruled_tables

XS = (60, 260, 340, 420)
HEAD = ("Outcome", "2019", "2020")
ROWS = (("Charged or summonsed", "12", "7"), ("Community resolution", "1,204", "<5"), ("Total", "1,216", "-"))
HEIGHT = A4[1]


def page_of(draw: Callable[[Canvas], None], size: tuple[float, float] = A4) -> Page:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=size, invariant=1)
    canvas.setFont("Helvetica", 10)
    draw(canvas)
    canvas.save()
    document = pypdfium2.PdfDocument(target.getvalue())
    return read_page(document, 0).page


def rows(canvas: Canvas, lines: tuple[tuple[str, ...], ...], top: float = 700, pitch: float = 20) -> None:
    for number, line in enumerate(lines):
        for x, text in zip(XS, line, strict=False):
            canvas.drawString(x + 4, top - number * pitch + 6, text)


def texts(table: PageTable) -> list[list[str]]:
    grid = [["" for _ in range(table.width)] for _ in range(table.height)]
    for cell in table.cells:
        grid[cell.row][cell.column] = cell.text
    return grid


EXPECTED = [list(HEAD), *(list(row) for row in ROWS)]


def draw_grid(canvas: Canvas, lines: int, *, top: bool = True) -> None:
    ys = [716 - 20 * number for number in range(lines + 1)]
    for x in XS:
        canvas.line(x, ys[0], x, ys[-1])
    canvas.line(500, ys[0], 500, ys[-1])
    for y in ys if top else ys[1:]:
        canvas.line(XS[0], y, 500, y)


def test_a_ruled_table_is_read_cell_by_cell() -> None:
    def draw(canvas: Canvas) -> None:
        draw_grid(canvas, 4)
        rows(canvas, (HEAD, *ROWS))

    (table,) = find_ruled_tables(page_of(draw))
    # The right-hand margin of the drawing is a column of its own without text.
    assert [row[:3] for row in texts(table)] == EXPECTED


def test_a_row_without_a_rule_above_it_is_not_lost() -> None:
    def draw(canvas: Canvas) -> None:
        draw_grid(canvas, 3, top=False)
        rows(canvas, ROWS)

    (table,) = find_ruled_tables(page_of(draw))
    assert [row[:3] for row in texts(table)] == EXPECTED[1:]


@pytest.mark.parametrize("rules", ["none", "horizontal", "head box", "vertical"])
def test_partly_ruled_tables_are_read_by_their_words(rules: str) -> None:
    def draw(canvas: Canvas) -> None:
        rows(canvas, (HEAD, *ROWS))
        if rules == "horizontal":
            for number in range(5):
                canvas.line(60, 716 - 20 * number, 500, 716 - 20 * number)
        elif rules == "head box":
            canvas.rect(60, 696, 440, 20)
        elif rules == "vertical":
            for x in XS:
                canvas.line(x, 716, x, 636)

    page = page_of(draw)
    drawn = find_ruled_tables(page)
    tables = drawn or find_unruled_tables(page, page.words)
    assert texts(tables[0]) == EXPECTED


def test_wrapped_labels_stay_with_their_values() -> None:
    def draw(canvas: Canvas) -> None:
        rows(canvas, (HEAD,))
        y = 680
        for label, values in (
            (("Named suspect identified:", "victim supports action"), ("8", "45")),
            (("Named suspect identified:", "victim does not support"), ("20", "28")),
        ):
            canvas.drawString(64, y, label[0])
            canvas.drawString(64, y - 12, label[1])
            for x, value in zip(XS[1:], values, strict=False):
                canvas.drawString(x + 4, y - 6, value)
            y -= 34

    page = page_of(draw)
    (table,) = find_unruled_tables(page, page.words)
    assert texts(table)[1:] == [
        ["Named suspect identified: victim supports action", "8", "45"],
        ["Named suspect identified: victim does not support", "20", "28"],
    ]


def test_a_head_over_two_columns_spans_them() -> None:
    def draw(canvas: Canvas) -> None:
        for x, text in ((60, "Outcome"), (290, "2019"), (430, "2020")):
            canvas.drawString(x, 720, text)
        for x, text in ((260, "Count"), (320, "%"), (400, "Count"), (460, "%")):
            canvas.drawString(x, 706, text)
        for number, line in enumerate(
            (("Charged", "5", "50%", "6", "60%"), ("Cautioned", "5", "50%", "4", "40%"))
        ):
            for x, text in zip((60, 264, 318, 404, 458), line, strict=True):
                canvas.drawString(x, 686 - 16 * number, text)

    page = page_of(draw)
    (table,) = find_unruled_tables(page, page.words)
    spans = {
        cell.text: (cell.column, cell.column_span) for cell in table.cells if cell.row == 0 and cell.text
    }
    assert spans["2019"] == (1, 2)
    assert spans["2020"] == (3, 2)


def test_raised_footnote_marks_do_not_become_digits() -> None:
    def draw(canvas: Canvas) -> None:
        draw_grid(canvas, 2)
        rows(canvas, (HEAD, ("Charged", "45", "9")))
        text = canvas.beginText(XS[1] + 4 + canvas.stringWidth("45", "Helvetica", 10), 690)
        text.setFont("Helvetica", 6)
        text.textOut("1")
        canvas.drawText(text)

    (table,) = find_ruled_tables(page_of(draw))
    assert texts(table)[1][1] == "45"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(turn: int) -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=landscape(A4), invariant=1)
    canvas.setFont("Helvetica", 10)
    rows(canvas, (HEAD, *ROWS), top=400)
    canvas.save()
    document = pypdfium2.PdfDocument(target.getvalue())
    upright = [(word.text, round(word.x0), round(word.top)) for word in read_page(document, 0).page.words]
    # A viewer that turns the page shows other places; text that stands sideways is set upright again.
    document[0].set_rotation(turn)
    buffer = io.BytesIO()
    document.save(buffer)
    turned = read_page(pypdfium2.PdfDocument(buffer.getvalue()), 0).page
    assert sorted(word.text for word in turned.words) == sorted(text for text, _, _ in upright)


def test_sideways_text_is_set_upright() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(500, 100)
        canvas.rotate(90)
        rows(canvas, (HEAD, *ROWS), top=300)

    page = page_of(draw)
    (table,) = find_unruled_tables(page, page.words)
    assert texts(table) == EXPECTED


def test_text_painted_twice_is_read_once() -> None:
    def draw(canvas: Canvas) -> None:
        rows(canvas, (HEAD, *ROWS))
        rows(canvas, (HEAD, *ROWS))

    page = page_of(draw)
    assert [word.text for word in page.words].count("1,204") == 1


def test_a_justified_paragraph_is_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(6):
            text = canvas.beginText(60, 700 - 14 * number)
            text.setWordSpace(5)
            text.textOut("In 2021 there were 95 offences, of which 8 led to a charge in 2022")
            canvas.drawText(text)

    page = page_of(draw)
    assert find_ruled_tables(page) == []
    assert find_unruled_tables(page, page.words) == []


def test_a_page_that_only_shows_a_picture_is_a_scan() -> None:
    from PIL import Image

    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.drawInlineImage(Image.new("L", (60, 80), 255), 0, 0, *A4)
    canvas.save()
    assert read_page(pypdfium2.PdfDocument(target.getvalue()), 0).scanned


def test_a_blank_page_is_no_scan() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.showPage()
    canvas.save()
    assert not read_page(pypdfium2.PdfDocument(target.getvalue()), 0).scanned
