"""Values of several words in cells too narrow for them."""

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
from parsers.pages.unruled import find_unruled_tables
from parsers.pages.wrapped_values import with_values_whole
from parsers.reply import read_reply
from tests.parsers.layout.paged_tables import texts
from tests.parsers.pages.test_unruled import Placed, words_of
from tests.parsers.pages.test_unruled import row as row_of
from tests.parsers.pages.test_unruled import texts as texts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.document import Document

XS = (60, 200, 260, 320, 380)
HEADS = (("Outcome", "2019", "2020", "2021"), ("", "Share", "Share", "Share"))
PITCH = 11.0
Row = tuple[str, str, str, str]


def read(*pages: Sequence[Row]) -> Document:
    """Return what is read from pages with a boxed head each; "/" parts the lines of a centred cell."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    for rows in pages:
        canvas.setFont("Helvetica", 9)
        for x in XS:
            canvas.line(x, 700, x, 728)
        for y in (700, 714, 728):
            canvas.line(XS[0], y, XS[-1], y)
        for y, head in zip((718, 704), HEADS, strict=True):
            for x, text in zip(XS, head, strict=False):
                canvas.drawString(x + 3, y, text)
        y = 690.0
        for row in rows:
            lines = [cell.split("/") for cell in row]
            most = max(map(len, lines))
            for x, cell in zip(XS, lines, strict=False):
                for at, line in enumerate(cell):
                    canvas.drawString(x + 3, y - PITCH * (at + (most - len(cell)) / 2), line)
            y -= PITCH * most + 2
        canvas.showPage()
    canvas.save()
    return read_pdf(target.getvalue())


def whole(*pages: Sequence[Row]) -> list[list[str]]:
    (stitched,) = stitch(read(*pages).tables)
    return texts(stitched.table)


def values_in(*placed: Placed) -> list[str]:
    page = with_values_whole(Page(1, 600, 800, words_of(placed), ()))
    return sorted(word.text for word in page.words)


def test_wrapped_values_are_values_of_their_row() -> None:
    rows = (
        ("Cautioned", "Fewer than/five", "Fewer than/five", "0"),
        ("Evidential difficulties/victim supports", "Fewer than/five", "12", "Fewer/than/five"),
        ("Undetected", "5 or/fewer", "not/held", "8"),
        ("Total", "17", "15", "12"),
    )
    assert whole(rows) == [*map(list, HEADS), *([cell.replace("/", " ") for cell in row] for row in rows)]


def test_a_wrapped_value_stands_where_its_lines_do() -> None:
    (table,) = read((("Cautioned", "Fewer than/five", "8", "6"), ("Undetected", "12", "7", "9"))).tables
    box = table.grid[2][1].box
    assert box is not None
    assert box.bottom - box.top > 1.5 * PITCH


@pytest.mark.parametrize(
    ("upper", "lower", "one"),
    [("April-", "19", True), ("Apr–", "2019", True), ("April", "19", False), ("April-", "194", False)],
)
def test_a_month_that_ends_in_a_stroke_is_one_with_the_year_below_it(
    upper: str, lower: str, one: bool
) -> None:
    found = values_in((60, 100, upper), (60, 111, lower))
    assert found == ([f"{upper} {lower}"] if one else [lower, upper])


def test_values_of_rows_above_one_another_are_several() -> None:
    assert values_in((60, 100, "10"), (60, 111, "-"), (60, 122, "1")) == ["-", "1", "10"]


def test_lines_beside_one_another_are_none() -> None:
    assert values_in((60, 100, "no"), (200, 111, "data")) == ["data", "no"]


def test_a_unit_goes_over_the_page_with_its_number() -> None:
    first = (
        ("Charged", "12.5%", "40.0%", "30.0%"),
        ("Undetected", "87.5%", "60.0%", "70.0%"),
        ("Total", "100.0", "100.0", "100.0"),
    )
    # The sign is all that the second page shows of the last row.
    assert whole(first, (("", "%", "%", "%"),))[-1] == ["Total", *["100.0 %"] * 3]


ONE_LABEL: list[Placed] = [(60, 200, "Total")]
TWO_LABELS: list[Placed] = [(60, 195, "Filed"), (60, 206, "Total")]
COLUMN: list[Placed] = [(200, 160, "435"), (200, 180, "402"), (200, 195, "1"), (200, 206, "837")]


def test_a_number_that_its_cell_parts_at_the_thousands_is_one_beside_one_label() -> None:
    assert values_in(*COLUMN, *ONE_LABEL) == ["1 837", "402", "435", "Total"]
    assert values_in(*COLUMN, *TWO_LABELS) == ["1", "402", "435", "837", "Filed", "Total"]


@pytest.mark.parametrize(
    ("labels", "found"),
    [(("2019", "2020"), ["1", "837"]), (("2019",), ["1 837"]), (("Filed", "in 2020"), ["1", "837"])],
    ids=["two years", "one year", "two texts"],
)
def test_years_beside_the_lines_of_a_parted_number_are_labels(
    labels: tuple[str, ...], found: list[str]
) -> None:
    beside: list[Placed] = [(60, 150 + 11 * at, label) for at, label in enumerate(labels)]
    values = values_in((200, 150, "1"), (200, 161, "837"), (200, 200, "402"), (60, 200, "Total"), *beside)
    assert [value for value in values if value in {"1", "837", "1 837"}] == found


def test_numbers_as_tight_as_others_of_their_column_are_rows() -> None:
    tight: list[Placed] = [(200, 184, "402"), *COLUMN[2:]]
    assert values_in(*tight, *ONE_LABEL) == ["1", "402", "837", "Total"]


@pytest.mark.parametrize("lines", [2, 1], ids=["level with its second line", "below it"])
def test_what_stands_level_with_the_last_line_of_a_wrapped_value_is_of_its_label(lines: int) -> None:
    """A label goes on in a line that begins with a capital, though the page tells which lines go on."""
    placed = [*row_of(100, "Outcome", "2019"), *row_of(120, "Charged", "4"), *row_of(140, "Formal", "6")]
    placed += [(60, 151, "action"), (60, 167, "Named"), (60, 178, "Police")]
    hangs = Run(1, begins=False, ends=False, hangs=True)
    words = [replace(word, run=hangs) if word.text == "Formal" else word for word in words_of(placed)]
    words.append(Word("Fewer than five", 200, 167, 230, 166 + 11 * lines, lines=lines))
    (table,) = find_unruled_tables(Page(1, 600, 800, tuple(words), ()), words)
    assert texts_of(table)[-1] == ["Named Police" if lines > 1 else "Named", "Fewer than five"]


@pytest.mark.parametrize(
    ("upper", "lower", "text"),
    [("2021/202", "2", "2021/2022"), ("2021/20", "22", None), ("2021/", "2022", None), ("2021", "22", None)],
    ids=["within a year", "below a whole one", "at the stroke", "without a stroke"],
)
def test_a_year_that_its_cell_parts_within_its_digits_is_whole(
    upper: str, lower: str, text: str | None
) -> None:
    words = words_of([(60, 100, upper), (80, 110, lower)])
    found = [word.text for word in with_values_whole(Page(1, 600, 800, words, ())).words]
    assert found == ([text] if text else [upper, lower])


def test_numbers_that_cells_part_twice_are_counted_as_one_each_time() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 9)
    for y, text in ((700, "2021/202"), (690, "2")):
        for x in (200, 260):
            canvas.drawRightString(x + 36, y, text)
    for number, label in enumerate(("Charged", "Cautioned", "Total")):
        for x, text in ((60, label), (225, str(number + 3)), (285, str(number + 5))):
            canvas.drawString(x, 670 - 14 * number, text)
    canvas.save()
    (reading,) = read_reply(target.getvalue(), "reply.pdf")
    assert [check.note for check in reading.checks if check.check == "numbers conserved"] == [""]


@pytest.mark.parametrize(
    ("head", "label", "found"),
    [
        ("Sum", 3, ["1 837", "402", "Filed", "Sum", "again"]),
        ("Total", 3, ["1", "402", "837", "Filed", "Total", "again"]),
        ("Sum", 4, ["1", "402", "837", "Filed", "Sum", "again"]),
    ],
    ids=["too narrow for one line", "room for one line", "labels of two cells"],
)
def test_tags_tell_that_a_cell_parts_a_number_beside_a_label_of_two_lines(
    head: str, label: int, found: list[str]
) -> None:
    placed: list[tuple[Placed, int]] = [
        ((200, 120, head), 1),
        ((60, 150, "Filed"), 3),
        ((60, 161, "again"), label),
        ((200, 150, "1"), 2),
        ((200, 161, "837"), 2),
        ((200, 200, "402"), 5),
    ]
    words = tuple(replace(word, cell=cell) for text, cell in placed for word in words_of([text]))
    page = with_values_whole(Page(1, 600, 800, words, ()))
    assert sorted(word.text for word in page.words) == found


@pytest.mark.parametrize(
    ("cell", "found"),
    [(2, ["1 837", "402", "Sum"]), (4, ["1", "402", "837", "Sum"])],
    ids=["one cell", "cells of their own"],
)
def test_tags_tell_that_a_cell_parts_a_number_in_a_row_without_a_label(cell: int, found: list[str]) -> None:
    placed: list[tuple[Placed, int]] = [
        ((200, 120, "Sum"), 1),
        ((200, 150, "1"), 2),
        ((200, 161, "837"), cell),
        ((200, 200, "402"), 5),
    ]
    words = tuple(replace(word, cell=cell) for text, cell in placed for word in words_of([text]))
    page = with_values_whole(Page(1, 600, 800, words, ()))
    assert sorted(word.text for word in page.words) == found
