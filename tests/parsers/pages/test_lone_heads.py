"""Heads alone at a page's foot, of which only the rows on the next page tell the columns."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from parsers.formats.pdf import read_pdf
from parsers.layout.stitch import stitch
from tests.parsers.layout.paged_tables import texts
from tests.parsers.pages.test_over_pages import LAST, ROWS, XS, whole

if TYPE_CHECKING:
    from parsers.document import Document

SAID = "We answer your request below, as far as we hold what you ask for."
Placed = tuple[float, float, str]


def read(head: list[Placed], rows: list[Placed], edges: tuple[float, ...] = ()) -> list[list[str]]:
    """Return the table of texts that end at x on two pages; a head may be drawn between `edges`."""
    return whole(document_of(head, rows, edges))


def document_of(head: list[Placed], rows: list[Placed], edges: tuple[float, ...] = ()) -> Document:
    """Return what is read of a head at a page's foot and rows on the next."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    for page in ([(60, 700, SAID)], head), ([], rows):
        canvas.setFont("Helvetica", 10)
        for at_left, placed in zip((True, False), page, strict=True):
            for x, y, text in placed:
                draw = canvas.drawString if at_left or x < XS[1] else canvas.drawRightString
                draw(x, y, text)
        if edges and placed is head:
            canvas.grid(list(edges), [70, 100])
        canvas.showPage()
    canvas.save()
    return read_pdf(target.getvalue())


def rows_at(*ends: float) -> list[Placed]:
    return [
        (x, 770 - 18 * number, text)
        for number, row in enumerate((*ROWS, LAST))
        for x, text in zip((60, *ends), row, strict=False)
    ]


DRAWN = [(60, 81, "Outcome"), (300, 87, "2019/20"), (380, 87, "2019/20"), (300, 75, "Q1"), (380, 75, "Q2")]


@pytest.mark.parametrize("below", [[], [(60, 50, "Notes")]], ids=["last", "text below it"])
def test_a_drawn_head_at_the_foot_is_that_of_rows_within_its_columns(below: list[Placed]) -> None:
    found = read([*DRAWN, *below], rows_at(320, 400), edges=(55, 255, 335, 415))
    over = [] if below else [["Outcome", "2019/20 Q1", "2019/20 Q2"]]
    assert found == [*over, *map(list, (*ROWS, LAST))]


def test_a_drawn_head_at_the_foot_may_leave_more_room_than_the_rows_overleaf_take() -> None:
    head: list[Placed] = [(60, 81, "Outcome"), (440, 81, "Crimes")]
    rows: list[Placed] = [(60, 770, "Charged"), (381, 770, "12"), (60, 752, "Filed"), (381, 752, "9")]
    assert read(head, rows, edges=(55, 370, 520)) == [
        ["Outcome", "Crimes"],
        ["Charged", "12"],
        ["Filed", "9"],
    ]


def test_heads_that_wrap_under_heads_over_two_columns_are_told_apart_by_the_rows_overleaf() -> None:
    ends = [260, 310, 390, 440, 520, 570]
    head: list[Placed] = [(60, 82, "Outcome")]
    for x, year in zip(ends[::2], ("2019/2020", "2020/2021", "2021/2022"), strict=True):
        head += [(x + 50, 112, year)]
        head += [(x, 94, "Robbery"), (x, 82, "of other"), (x, 70, "property")]
        head += [(x + 50, 88, "Public"), (x + 50, 76, "order")]
    rows = [("Charged", "12", "7", "8", "3", "21", "5"), ("Cautioned", "2", "9", "4", "1", "6", "3")]
    below = [
        (x, 770 - 18 * number, text)
        for number, row in enumerate(rows)
        for x, text in zip((60, *ends), row, strict=True)
    ]
    assert read(head, below) == [
        ["", "2019/2020", "2019/2020", "2020/2021", "2020/2021", "2021/2022", "2021/2022"],
        ["Outcome", *3 * ["Robbery of other property", "Public order"]],
        *map(list, rows),
    ]


def test_the_last_line_of_a_head_at_the_foot_may_stand_alone() -> None:
    head: list[Placed] = [
        (60, 92, "Disposal"),
        (320, 92, "Northern"),
        (320, 80, "General"),
        (320, 68, "Ward"),
    ]
    head += [(400, 92, "Clinic"), (400, 80, "in town")]
    assert read(head, rows_at(320, 400)) == [
        ["Disposal", "Northern General Ward", "Clinic in town"],
        *map(list, (*ROWS, LAST)),
    ]


def test_two_heads_beside_one_another_at_the_foot_are_those_of_two_tables_overleaf() -> None:
    years = ("2019", "2020")
    head = [(60, 92, "By outcome"), (340, 92, "By offence")]
    rows: list[Placed] = []
    tables = (
        ("Outcome", (("Charged", "12", "7"), ("Filed", "3", "5"))),
        ("Offence", (("Arson", "9", "4"), ("Theft", "6", "8"))),
    )
    for (name, lines), ends in zip(tables, ((200, 250), (410, 460)), strict=True):
        start = 60 if name == "Outcome" else 330
        head += [(start, 78, name), *((x, 78, year) for x, year in zip(ends, years, strict=True))]
        for number, line in enumerate(lines):
            rows += [(x, 770 - 18 * number, text) for x, text in zip((start, *ends), line, strict=True)]
    found = [texts(each.table) for each in stitch(document_of(head, rows).tables)]
    assert found == [[[name, *years], *map(list, lines)] for name, lines in tables]


def test_a_long_line_of_a_head_at_the_foot_may_begin_left_of_its_column() -> None:
    head: list[Placed] = [
        (60, 60, "Outcome"),
        (320, 60, "2018"),
        (400, 60, "2019"),
        (320, 71, "December"),
        (320, 82, "May to"),
    ]
    labels: list[Placed] = [
        (60, 770 - 18 * at, label)
        for at, label in enumerate(("Charged or summonsed by postal requisition", "Filed"))
    ]
    values: list[Placed] = [
        (x, 770 - 18 * at, text)
        for at, some in enumerate((("4", "6"), ("1", "2")))
        for x, text in zip((320, 400), some, strict=True)
    ]
    assert read(head, [*labels, *values])[0] == ["Outcome", "May to December 2018", "2019"]


def test_a_long_title_over_a_head_at_the_foot_begins_where_the_labels_do() -> None:
    text = "Each of the crimes below was recorded in the year in which it was reported to the police."
    over: list[Placed] = [(60, 190 - 15 * at, text) for at in range(6)]
    title = "Valley Constabulary: all that the districts of the north recorded, in either of two years"
    over.append((60, 98, title))
    head = [(60, 81, "Outcome"), (60, 69, "described"), (320, 75, "2019"), (400, 75, "2020")]
    assert read([*over, *head], rows_at(320, 400))[0] == ["Outcome described", "2019", "2020"]
