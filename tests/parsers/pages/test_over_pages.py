"""Tables over several pages of a PDF, drawn so that the page's end does what it does in letters."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from parsers.figure import Hidden
from parsers.formats.pdf import read_pdf
from parsers.layout.stitch import stitch
from parsers.pages.columns import edges_clear_of
from parsers.pages.page import Line, segment_of
from tests.parsers.layout.paged_tables import texts
from tests.parsers.pages.test_unruled import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.document import Document

XS = (60, 260, 340, 420)
HEIGHT = A4[1]
HEAD = ("Outcome", "2019", "2020")
OTHER = ("Outcome", "2021", "2022")
ROWS = (("Charged or summonsed", "12", "7"), ("Community resolution", "204", "<5"))
LAST = ("Total", "216", "-")
FOOT = "Not protectively marked"

Lines = tuple[tuple[str, ...], ...]


def letter(*pages: Lines, top: float = 700, foot: float = 40) -> Document:
    """Return what is read from pages with one ruled table each."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    for lines in pages:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, foot, FOOT)
        draw(canvas, lines, top)
        canvas.showPage()
    canvas.save()
    return read_pdf(target.getvalue())


def bare(*pages: Lines, said: str = "", size: float = 10) -> Document:
    """Return what is read from pages with one table each that has no rules, below a line of text if given."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    for page, lines in enumerate(pages):
        canvas.setFont("Helvetica", size)
        if page and said:
            canvas.drawString(60, 760, said)
        for number, line in enumerate(lines):
            for x, text in zip(XS, line, strict=False):
                canvas.drawString(x, 730 - 18 * number, text)
        canvas.showPage()
    canvas.save()
    return read_pdf(target.getvalue())


def draw(canvas: Canvas, lines: Lines, top: float) -> None:
    bottom = top - 20 * len(lines)
    xs = XS[: len(lines[0]) + 1]
    for x in xs:
        canvas.line(x, top, x, bottom)
    for number, line in enumerate(lines):
        canvas.line(xs[0], top - 20 * number, xs[-1], top - 20 * number)
        for x, text in zip(XS, line, strict=False):
            canvas.drawString(x + 4, top - 20 * number - 14, text)
    canvas.line(xs[0], bottom, xs[-1], bottom)


def whole(document: Document) -> list[list[str]]:
    (stitched,) = stitch(document.tables)
    return texts(stitched.table)


@pytest.mark.parametrize(
    "pages",
    [
        ((HEAD, *ROWS), (LAST,)),
        ((HEAD,), (*ROWS, LAST)),
        ((HEAD, *ROWS), (HEAD, LAST)),
        ((HEAD, ROWS[0]), (ROWS[1],), (LAST,)),
    ],
    ids=["one row left over", "the head alone", "the head again", "one row a page"],
)
def test_a_single_row_on_a_page_is_a_row_of_the_table(pages: Sequence[Lines]) -> None:
    assert whole(letter(*pages)) == [list(line) for line in (HEAD, *ROWS, LAST)]


def test_a_single_row_in_other_columns_is_no_part_of_it() -> None:
    document = letter((HEAD, *ROWS), (("Charged", "12"),))
    assert [table.height for table in document.tables] == [3]


def test_a_footer_under_a_table_that_reaches_over_it_is_no_row() -> None:
    last = (HEAD, LAST, ("", "", ""), ("", "", ""))
    reaching = letter((HEAD, ROWS[0]), (HEAD, ROWS[1]), (HEAD, ("Caution", "3", "")), last, top=110, foot=36)
    assert [passage.text for passage in reaching.passages if passage.furniture] == [FOOT] * 4
    assert FOOT not in {text for row in whole(reaching) for text in row}


def test_a_column_is_as_wide_as_texts_that_go_on_in_it() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    for x, y, text in ((60, 700, "Outcome"), (400, 700, "Crimes"), (60, 682, "Charged"), (400, 682, "12")):
        canvas.drawString(x, y, text)
    canvas.showPage()
    for x, y, text in (
        (60, 780, "Filed"), (400, 780, "4"),
        (60, 762, "Evidential difficulties - victim does not support "),
        (400, 755.5, "5"), (60, 749, "action"),
        (60, 731, "Cautioned"), (400, 731, "7"),
    ):  # fmt: skip
        canvas.drawString(x, y, text)
    canvas.save()
    assert whole(read_pdf(target.getvalue()))[2:] == [
        ["Filed", "4"],
        ["Evidential difficulties - victim does not support action", "5"],
        ["Cautioned", "7"],
    ]


@pytest.mark.parametrize("rest", [1, 2], ids=["one row left over", "two rows left over"])
def test_rows_at_the_top_of_a_page_stand_in_the_columns_of_the_page_before(rest: int) -> None:
    lines = (HEAD, *ROWS, ("Caution", "", "4"), LAST)
    document = bare(lines[:-rest], lines[-rest:])
    assert whole(document) == [list(line) for line in lines]
    assert not [passage for passage in document.passages if not passage.furniture]


def test_a_sentence_at_the_top_of_a_page_is_no_row() -> None:
    said = "We recorded 14 of these crimes in the year 2019 and another 12 of them in the year 2020."
    document = bare((HEAD, *ROWS, LAST), said=said)
    assert whole(document)[-1] == list(LAST)
    document = bare((HEAD, *ROWS), (LAST,), said=said)
    assert said in [passage.text for passage in document.passages]


def test_a_head_alone_at_the_foot_of_a_page_is_that_of_the_rows_overleaf() -> None:
    document = bare(((), ("Northern ward",), (), HEAD), (*ROWS, LAST))
    assert whole(document) == [list(line) for line in (HEAD, *ROWS, LAST)]
    assert document.tables[0].context == ("Northern ward",)


@pytest.mark.parametrize(
    "last",
    [("Outcome", "2021"), ("Caution", "3", "4"), ("Answers to the other questions follow overleaf",)],
    ids=["a column less", "a row", "a sentence"],
)
def test_what_is_no_head_of_the_rows_overleaf_is_none(last: tuple[str, ...]) -> None:
    document = bare(((), ("Northern ward",), last), (*ROWS, LAST))
    assert [table.page for table in document.tables if table.height == len(ROWS) + 1] == [2]
    assert not any(text in texts(table)[0] for table in document.tables for text in last)


def test_a_label_that_is_longer_than_those_of_the_page_before_stands_in_their_columns() -> None:
    longer = ("Community resolution, with conditions", "1", "2")
    assert whole(bare((HEAD, *ROWS), (longer,)))[-1] == list(longer)


def test_a_drawn_head_with_rows_below_it_is_not_at_the_foot_of_its_page() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    for rows in (ROWS, ()):
        canvas.setFont("Helvetica", 10)
        draw(canvas, (HEAD, ("", "Count", "Count")), 700)
        for number, row in enumerate(rows):
            for x, text in zip(XS, row, strict=False):
                canvas.drawString(x + 4, 645 - 14 * number, text)
        canvas.showPage()
    canvas.save()
    (first, *_) = read_pdf(target.getvalue()).tables
    assert texts(first)[2:] == [list(row) for row in ROWS]


@pytest.mark.parametrize("blank", [1, 5])
def test_a_row_of_another_height_goes_on_with_the_table_where_it_is_set_as_its_rows_are(blank: int) -> None:
    document = bare((HEAD, *ROWS), (("Caution", "5", "9"), *((),) * blank, ("Undetected", "8", "6")))
    first, rest = document.tables
    assert texts(rest) == [["Caution", "5", "9"], ["Undetected", "8", "6"]]
    assert rest.column_edges == first.column_edges


def two_pages(*placed: tuple[float, float, str], box: tuple[float, float] | None = None) -> Document:
    """Return what is read from a page that ends with a table and one with texts at places from its top.

    `box` is between which heights of the second page cells are drawn.
    """
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 10)
    for number, line in enumerate((HEAD, *ROWS)):
        for x, text in zip(XS, line, strict=False):
            canvas.drawString(x, 730 - 18 * number, text)
    canvas.showPage()
    canvas.setFont("Helvetica", 10)
    for x, down, text in placed:
        canvas.drawString(x, HEIGHT - down, text)
    if box is not None:
        canvas.grid(list(XS), [HEIGHT - at for at in box])
    canvas.save()
    return read_pdf(target.getvalue())


def test_a_title_over_a_drawn_head_begins_a_table_of_its_own() -> None:
    lines = ((60, HEAD), (80, ROWS[0]), (98, ROWS[1]))
    placed = [(x, down, text) for down, line in lines for x, text in zip(XS, line, strict=False)]
    document = two_pages((60, 40, "Northern ward"), *placed, box=(46, 66))
    assert [table.context[-1:] for table in document.tables] == [(), ("Northern ward",)]
    assert texts(document.tables[-1])[0] == list(HEAD)


def test_two_values_in_one_column_do_not_stand_in_the_columns_of_the_page_before() -> None:
    document = two_pages((60, 40, "Caution"), (260, 40, "5"), (285, 40, "17"), (340, 40, "9"))
    assert texts(document.tables[-1])[-1] == ["Community resolution", "204", "<5"]


def test_a_label_that_is_printed_beyond_the_edge_of_its_page_is_no_row_there() -> None:
    last = [(x, down, text) for down in (40, 58) for x, text in zip(XS, LAST, strict=False)]
    document = two_pages((60, -20, "Burglary"), *last)
    assert whole(document)[-2:] == [list(LAST), list(LAST)]
    assert document.hidden == [Hidden("text off the page", "page 2", 1, 1, holds=False)]


def test_a_label_set_in_the_middle_may_begin_further_left_than_those_of_the_page_before() -> None:
    over = (("Caution", "3", "6"), ("Community resolution, with conditions", "4", "5"), LAST)
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    for rows in ((HEAD, *ROWS), over):
        canvas.setFont("Helvetica", 10)
        for number, (label, *values) in enumerate(rows):
            canvas.drawCentredString(160, 730 - 18 * number, label)
            for x, value in zip(XS[1:], values, strict=False):
                canvas.drawString(x, 730 - 18 * number, value)
        canvas.showPage()
    canvas.save()
    document = read_pdf(target.getvalue())
    assert [table.height for table in document.tables] == [3, 3]
    assert whole(document) == [list(row) for row in (HEAD, *ROWS, *over)]


def test_an_edge_of_the_page_before_moves_where_a_longer_label_stands_over_it() -> None:
    long = "Evidential difficulties: suspect is not identified"
    size = 10 * (XS[1] - XS[0] - 5.5) / stringWidth(long, "Helvetica", 10)
    assert size < 10
    rows = (("Charged or summonsed", "12", "7"), (long, "5", "6"), ("Total", "17", "13"))
    document = bare((HEAD, ("Charged", "3", "4"), ("Cautioned", "8", "9")), rows, size=size)
    assert whole(document)[3:] == [list(row) for row in rows]


@pytest.mark.parametrize("label", ["", "Undetected"], ids=["alone", "over the label of a row"])
def test_a_drawn_head_at_the_foot_that_the_next_page_prints_again_begins_its_table(label: str) -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    for top, title, rows in ((110, "Northern ward", ((label,),)), (780, "", ROWS)):
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, top + 30, title)
        draw(canvas, (HEAD,), top)
        for number, row in enumerate(rows):
            for x, text in zip(XS, row, strict=False):
                canvas.drawString(x + 4, top - 30 - 14 * number, text)
        canvas.showPage()
    canvas.save()
    document = read_pdf(target.getvalue())
    (table,) = stitch(document.tables)
    assert table.table.context == ("Northern ward",)
    assert texts(table.table) == [list(HEAD), *([[label, "", ""]] if label else []), *map(list, ROWS)]


def test_an_edge_of_the_page_before_stays_in_a_gap_wider_than_a_space() -> None:
    words = words_of([(60, 100, "Calendar year"), (135, 100, "revenge pornography"), (260, 100, "Bailed")])
    line = Line((segment_of(words[:-1]), segment_of(words[-1:])), 105.0, 10.0)
    assert edges_clear_of([line], [60, 131, 255, 400]) == [60, 131, 255, 400]


FEET: dict[str, tuple[str, ...]] = {
    "a label": ("Not yet assigned",),
    "a label in lines": ("Evidential difficulties:", "named suspect"),
    "a paragraph": ("The figures were taken from a system that is in use every day of the year.",),
}


@pytest.mark.parametrize("foot", FEET, ids=list(FEET))
def test_a_label_at_the_foot_of_a_page_has_its_values_overleaf(foot: str) -> None:
    def on_both(below: Sequence[str]) -> list[list[str]]:
        target = io.BytesIO()
        canvas = Canvas(target, pagesize=A4, invariant=1)
        canvas.setFont("Helvetica", 10)
        for number, line in enumerate((HEAD, *ROWS)):
            for x, text in zip(XS, line, strict=False):
                canvas.drawString(x, 120 - 18 * number, text)
        for number, text in enumerate(below):
            canvas.drawString(60, 66 - 12 * number, text)
        canvas.showPage()
        canvas.setFont("Helvetica", 10)
        for number, line in enumerate((("an outcome", "5", "9"), LAST)):
            for x, text in zip(XS, line, strict=False):
                canvas.drawString(x, 770 - 18 * number, text)
        canvas.save()
        return texts(stitch(read_pdf(target.getvalue()).tables)[0].table)

    found = on_both(FEET[foot])
    assert ([" ".join((*FEET[foot], "an outcome")), "5", "9"] in found) == ("label" in foot)


@pytest.mark.parametrize(
    ("last", "line", "top", "title"),
    [
        ("Caution", "Northern ward", 64, True),
        ("Caution or ", "final warning", 64, False),
        ("Caution", "Northern ward", 78, False),
    ],
    ids=["a title", "the rest of a label", "far from the head"],
)
def test_the_line_right_over_a_drawn_head_is_the_title_of_its_table_not_of_the_row_above(
    last: str, line: str, top: float, title: bool
) -> None:
    lines = ((45, (last, "5", "9")), (top + 14, HEAD), (top + 34, ROWS[0]), (top + 52, ROWS[1]))
    placed = [(x, down, text) for down, row in lines for x, text in zip(XS, row, strict=False)]
    # A file draws the lines of a label before the values beside it, and a title after them.
    placed.insert(3 if title else 1, (60, 57, line))
    document = two_pages(*placed, box=(top, top + 20))
    _, rest, other = document.tables
    assert texts(rest) == [[last if title else f"{last.rstrip()} {line}", "5", "9"]]
    assert (other.context, texts(other)[0]) == ((line,) if title else (), list(HEAD))


@pytest.mark.parametrize(
    ("label", "value", "stands"),
    [
        ("Caution", "Fewer than five", True),
        ("The other crimes of that year were counted in one of those", "", False),
    ],
    ids=["a value", "a sentence"],
)
def test_a_value_longer_than_those_of_the_page_before_begins_at_the_drawn_edge(
    label: str, value: str, stands: bool
) -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    for top, rows in ((746, (HEAD, *ROWS)), (770, ((label, value, "7"), LAST))):
        canvas.setFont("Helvetica", 10)
        for number, (name, *values) in enumerate(rows):
            canvas.drawString(64, top - 18 * number, name)
            for x, text in zip(XS[1:], values, strict=False):
                canvas.drawCentredString(x + 40, top - 18 * number, text)
        if rows[0] == HEAD:
            canvas.grid(list(XS), [760, 740])
        canvas.showPage()
    canvas.save()
    first, *rest = read_pdf(target.getvalue()).tables
    assert (first.column_edges in [table.column_edges for table in rest]) == stands
    assert ([label, value, "7"] in [row for table in rest for row in texts(table)]) == stands


@pytest.mark.parametrize(
    ("x", "up", "head"),
    [(300, 12, True), (60, 12, False), (300, 30, False)],
    ids=["over the values", "over the labels", "far above"],
)
def test_one_text_over_the_values_is_the_first_line_of_a_head_at_the_foot_of_a_page(
    x: float, up: float, head: bool
) -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    for bottom, rows in ((80, (HEAD,)), (770, (*ROWS, LAST))):
        canvas.setFont("Helvetica", 10)
        if rows == (HEAD,):
            canvas.drawString(60, 700, "We answer your request below, as far as we hold what you ask for.")
            canvas.drawString(x, bottom + up, "Year")
        for number, row in enumerate(rows):
            for left, text in zip(XS, row, strict=False):
                canvas.drawString(left, bottom - 18 * number, text)
        canvas.showPage()
    canvas.save()
    over = [["", "Year", "Year"]] if head else []
    assert whole(read_pdf(target.getvalue())) == [*over, *map(list, (HEAD, *ROWS, LAST))]
