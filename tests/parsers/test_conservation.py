"""What a file prints is counted a second time; what the reader leaves out, moves or misreads is noticed."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING

import openpyxl
import pytest
from reportlab.pdfgen.canvas import Canvas

from fixtures.corpus import document as made_document
from fixtures.formats.converted import converted
from fixtures.formats.outlook import msg, winmail
from fixtures.layouts import LAYOUTS
from parsers.accounting import unaccounted
from parsers.conservation import conserved
from parsers.document import Document, Passage, Table
from parsers.formats.registry import read_document
from parsers.layout.context import Told
from parsers.layout.understand import understand
from parsers.printed_binary import printed_xlsb
from parsers.printed_books import printed_ods
from parsers.printed_letters import printed_doc, printed_odt, printed_rtf
from parsers.printed_messages import printed_msg, printed_tnef
from parsers.reply import understand_document
from tests.parsers.layout.paged_tables import table_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from parsers.figure import Check


def bytes_of(layout: str) -> bytes:
    data: bytes = made_document(LAYOUTS[layout], "one").written.data
    return data


def failed(checks: list[Check]) -> list[str]:
    return [check.check for check in checks if not check.passed]


def with_tables(document: Document, change: Callable[[Table], Table]) -> Document:
    blocks = [change(block) if isinstance(block, Table) else block for block in document.blocks]
    return replace(document, blocks=blocks)


def numbers(document: Document) -> list[str]:
    return [cell.text for table in document.tables for row in table.grid for cell in row]


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_whole_documents_raise_no_alarm(layout: str) -> None:
    data = bytes_of(layout)
    document = read_document(data)
    checks = conserved(data, document, [])
    assert failed(checks) == []
    assert len(checks) == 1


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_a_document_read_as_nothing_raises_one(layout: str) -> None:
    data = bytes_of(layout)
    document = read_document(data)
    assert failed(conserved(data, replace(document, blocks=[]), []))


def sheet(values: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in values:
        book["Sheet"].append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


YEARS = [["Outcome", 2019, 2020], ["Charged", 4, 7], ["Cautioned", 12, 1234]]


def test_a_row_of_a_sheet_that_was_not_read_is_named() -> None:
    data = sheet(YEARS)
    document = with_tables(read_document(data), lambda table: replace(table, grid=table.grid[:-1]))
    (check,) = conserved(data, document, [])
    assert not check.passed
    assert check.reading
    assert "3 not read" in check.note
    assert "1234 in 'Sheet'!C3" in check.note


def test_values_that_change_places_in_a_sheet_are_seen() -> None:
    data = sheet(YEARS)

    def change(table: Table) -> Table:
        head, first, second = table.grid
        one, other = first[1], second[1]
        first = (first[0], replace(one, text=other.text, value=other.value), first[2])
        second = (second[0], replace(other, text=one.text, value=one.value), second[2])
        return replace(table, grid=(head, first, second))

    assert failed(conserved(data, with_tables(read_document(data), change), [])) == ["numbers conserved"]


def test_days_in_a_sheet_are_their_serial_numbers() -> None:
    data = sheet([["Recorded", "Outcome"], [datetime(2021, 4, 3), "Charged"], [datetime(2021, 5, 9), "NFA"]])  # noqa: DTZ001 a cell's day
    document = read_document(data)
    assert failed(conserved(data, document, [])) == []

    def later(table: Table) -> Table:
        grid = [list(row) for row in table.grid]
        grid[1][0] = replace(grid[1][0], value=datetime(2021, 4, 4))  # noqa: DTZ001 a cell's day
        return replace(table, grid=tuple(tuple(row) for row in grid))

    assert failed(conserved(data, with_tables(document, later), [])) == ["numbers conserved"]


def test_what_a_sheet_hides_is_not_missed() -> None:
    book = openpyxl.load_workbook(io.BytesIO(sheet([*YEARS, ["Dropped", 1, 2]])))
    book["Sheet"].row_dimensions[4].hidden = True
    book["Sheet"].column_dimensions["C"].hidden = True
    book.create_sheet("Working").append([99])
    book["Working"].sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    document = read_document(file.getvalue())
    assert "1234" not in numbers(document)
    assert failed(conserved(file.getvalue(), document, [])) == []


@pytest.mark.parametrize("quoted", ['"Charged, first"', '"two\nlines"', '5" knife'])
def test_rows_of_a_delimited_file_are_compared_field_by_field(quoted: str) -> None:
    data = f"Outcome,2019,2020\n{quoted},4,7\nCautioned,12,5\n".encode()
    document = read_document(data)
    assert failed(conserved(data, document, [])) == []
    table = document.tables[0]
    row = (table.grid[-1][0], table.grid[-1][2], table.grid[-1][1])
    swapped = tuple(replace(cell, text=other.text) for cell, other in zip(table.grid[-1], row, strict=True))
    damaged = with_tables(document, lambda table: replace(table, grid=(*table.grid[:-1], swapped)))
    assert failed(conserved(data, damaged, [])) == ["numbers conserved"]


def page(*texts: tuple[float, float, str, float]) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file)
    for x, y, text, size in texts:
        canvas.setFont("Helvetica", size)
        canvas.drawString(x, y, text)
    canvas.save()
    return file.getvalue()


PLAIN = (72, 700, "In 2021 there were 45 crimes.", 10)


@pytest.mark.parametrize(
    "more",
    [
        pytest.param((72.3, 700, PLAIN[2], 10), id="painted twice"),
        pytest.param((72 + 134, 704, "2", 6), id="a raised mark"),
    ],
)
def test_marks_and_second_coats_are_no_numbers(more: tuple[float, float, str, float]) -> None:
    data = page(PLAIN, more)
    passage = Passage(PLAIN[2], "page 1", 1)
    assert failed(conserved(data, Document("pdf", [passage], parts=1), [])) == []


def test_a_misread_digit_of_a_page_is_told() -> None:
    data = page(PLAIN)
    misread = Passage("In 2021 there were 46 crimes.", "page 1", 1)
    (check,) = conserved(data, Document("pdf", [misread], parts=1), [])
    assert check.note == "page 1: not read 1: 45; read and not printed 1: 46"


def test_a_page_without_numbers_is_missed_too() -> None:
    data = page((72, 700, "No information is held.", 10))
    assert failed(conserved(data, Document("pdf", [], parts=1), [])) == ["pages read"]


def test_a_page_that_the_reader_names_is_not_missed() -> None:
    data = page(PLAIN)
    named = Document("pdf", [], parts=1, gaps=[("page 1", "needs OCR: a picture of text")])
    assert failed(conserved(data, named, [])) == []


def swapped(table: Table, *, boxes: bool) -> Table:
    """Return a table whose lowest labels have changed places, with the places of their words or without."""
    one, other = table.grid[-2][0], table.grid[-1][0]
    new = replace(one, text=other.text, box=other.box if boxes else one.box)
    old = replace(other, text=one.text, box=one.box if boxes else other.box)
    return replace(table, grid=(*table.grid[:-2], (new, *table.grid[-2][1:]), (old, *table.grid[-1][1:])))


@pytest.mark.parametrize(
    ("boxes", "check"),
    [(False, "words stand where they were read"), (True, "cells stand in rows and columns")],
)
def test_labels_that_change_places_on_a_page_are_seen(boxes: bool, check: str) -> None:
    layout = next(name for name in sorted(LAYOUTS) if name.startswith("pdf-"))
    data = bytes_of(layout)
    document = with_tables(read_document(data), lambda table: swapped(table, boxes=boxes))
    assert set(failed(conserved(data, document, []))) == {check}


def test_the_tables_of_a_page_with_a_loss_wait() -> None:
    layout = next(name for name in sorted(LAYOUTS) if name.startswith("pdf-"))
    data = bytes_of(layout)
    document = with_tables(read_document(data), lambda table: replace(table, grid=table.grid[:-1]))
    reading = understand_document(document, data, layout)
    tables = {figure.table_no for figure in reading.figures}
    assert tables
    assert {check.table_no for check in reading.checks if check.check == "numbers conserved"} <= tables


@pytest.mark.parametrize("layout", [name for name in sorted(LAYOUTS) if not name.startswith("eml-")])
def test_a_figure_that_the_layout_drops_is_missed(layout: str) -> None:
    data = bytes_of(layout)
    document = read_document(data)
    reading = understand_document(document, data, layout)
    assert failed(unaccounted(document.tables, reading.figures, reading.lost, reading.checks)) == []
    counted = [
        figure
        for figure in reading.figures
        if figure.table_no and figure.value_status == "exact" and figure.count and figure.role == "cell"
    ]
    if not counted:
        assert {figure.value_status for figure in reading.figures} == {"record"}
        return
    dropped = Random(layout).choice(counted)
    rest = [figure for figure in reading.figures if figure is not dropped]
    checks = unaccounted(document.tables, rest, reading.lost, [])
    assert checks
    assert not any(check.passed for check in checks)
    assert {check.locators for check in checks} == {(dropped.locator,)}


def totals(cell: str) -> list[Check]:
    data = f"Outcome,2019,2020,Total\nCharged,1,{cell},3\nCautioned,4,5,9\nTotal,5,7,12\n".encode()
    reading = understand_document(read_document(data), data, "totals.csv")
    return [check for check in reading.checks if check.check == "printed total closes" and not check.passed]


def test_one_cell_between_two_open_totals_is_named() -> None:
    checks = totals("6")
    named = [check for check in checks if "row 2, column 3 reads 6" in check.note]
    assert len(checks) == 3
    assert len(named) == 2
    assert all(check.note.endswith("ask for 2") for check in named)
    assert all(check.locators[1] == "row 2, column 3" for check in named)


def test_totals_that_close_name_no_cell() -> None:
    assert totals("2") == []


def test_totals_off_by_different_amounts_name_no_cell() -> None:
    data = b"Outcome,2019,2020,Total\nCharged,1,2,4\nCautioned,4,5,9\nTotal,5,10,15\n"
    reading = understand_document(read_document(data), data, "totals.csv")
    assert [check for check in reading.checks if "reads" in check.note] == []


def letter_in(form: str) -> tuple[bytes, str]:
    """A letter in one format, and what the second count says that it prints."""
    if form in {"msg", "tnef"}:
        data = {"msg": msg({}, html=PAGE), "tnef": winmail(PAGE, [])}[form]
        return data, {"msg": printed_msg, "tnef": printed_tnef}[form](data)
    data = next(converted(f".{form}")).read()
    return data, {"doc": printed_doc, "odt": printed_odt, "rtf": printed_rtf}[form](data)


PAGE = "<p>There were 57 crimes in 2021.</p><table><tr><td>2020</td><td>412</td></tr></table>"


@pytest.mark.parametrize("form", ["doc", "msg", "odt", "rtf", "tnef"])
def test_a_number_that_a_letter_prints_and_its_reader_lost_is_noticed(form: str) -> None:
    data, printed = letter_in(form)
    lost = [number for number in re.findall(r"\b\d+\b", printed) if printed.count(number) == 1][-1]
    (whole,) = conserved(data, Document(form, blocks=[Passage(printed, "all")]), [])
    assert whole.passed
    (check,) = conserved(data, Document(form, blocks=[Passage(printed.replace(lost, ""), "all")]), [])
    assert (check.check, check.passed) == ("numbers conserved", False)
    assert lost in check.note


def binary_workbook(name: str) -> tuple[bytes, list[Passage]]:
    """A binary workbook, and its cells as a second count sees them."""
    data = next(book for book in converted(".xlsb") if book.name == name).read()
    cells = [cell for sheet in printed_xlsb(data) for cell in sheet.cells]
    return data, [Passage(cell.text, cell.locator) for cell in cells]


def test_a_binary_workbook_holds_the_cells_that_its_twin_does() -> None:
    name = "xlsx-sheet-per-year"
    _, cells = binary_workbook(name)
    (twin,) = [book for book in converted(".ods") if book.name == name]
    others = [cell.text for sheet in printed_ods(twin.read()) for cell in sheet.cells]
    numbers = [float(cell.text) for cell in cells if re.fullmatch(r"[\d.]+", cell.text)]
    assert numbers == [float(text) for text in others if re.fullmatch(r"[\d.]+", text)]
    assert len(numbers) > 400


@pytest.mark.parametrize("change", ["lost", "another"])
def test_a_cell_of_a_binary_workbook_that_its_reader_lost_is_noticed(change: str) -> None:
    data, cells = binary_workbook("xlsx-years-down")
    (whole,) = conserved(data, Document("xlsb", blocks=list(cells)), [])
    assert whole.passed
    assert whole.actual == "84 numbers in 1 sheets"
    last = [cell for cell in cells if cell.text.replace(".", "").isdigit()][-1]
    left = [cell for cell in cells if cell is not last]
    if change == "another":
        left.append(Passage("7", last.locator))
    (check,) = conserved(data, Document("xlsb", blocks=list(left)), [])
    assert (check.check, check.passed) == ("numbers conserved", False)
    assert last.locator in check.note


def test_a_binary_workbook_that_ends_early_is_no_proof() -> None:
    data, cells = binary_workbook("xlsx-years-down")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["xl/worksheets/sheet1.bin"] = parts["xl/worksheets/sheet1.bin"][:-3] + b"\x05\x90"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    (check,) = conserved(made.getvalue(), Document("xlsb", blocks=list(cells)), [])
    assert not check.passed
    assert "could not be counted again" in check.note


@pytest.mark.parametrize("last", ["3", "33"])
def test_the_number_of_a_crime_whose_outcome_stands_overleaf_is_accounted_for(last: str) -> None:
    head = ("No.", "Date recorded", "Offence", "Outcome")
    above = [head, ("1", "03/01/2017", "Arson", "Charged"), ("2", "05/01/2017", "Theft", "Cautioned")]
    cut = [("3", "06/01/2017", "Theft from", ""), ("", "", "the person", "Community resolution")]
    rest = [cut[1], ("4", "07/01/2017", "Arson", "Charged"), ("5", "08/01/2017", "Arson", "Charged")]
    tables = [table_of([*above, cut[0]]), table_of(rest, 2, continues=True)]
    reading = understand(Document("pdf", blocks=[*tables]), Told())
    assert [figure.row_label for figure in reading.figures] == ["1", "2", "3", "4", "5"]
    shown = [table_of([*above, (last, *cut[0][1:])]), tables[1]]
    assert (failed(unaccounted(shown, reading.figures, [], [])) == []) == (last == "3")
