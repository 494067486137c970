"""Cells of usual sheets are read by lxml as openpyxl reads them; what is unusual is left to openpyxl."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, timedelta

import openpyxl
import pytest
from openpyxl.styles import Font

from parsers.errors import UnreadableError
from parsers.formats.xlsx import read_xlsx
from parsers.formats.xlsx_cells import without_cells

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRINGS = (
    '<Override PartName="/xl/sharedStrings.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
ODD_CELLS = """
<row r="1"><c r="A1" t="inlineStr"><is><t>Outcome</t></is></c><c r="B1"><v>2019</v></c>
<c r="C1" t="s"><v>0</v></c></row>
<row r="2" hidden="1"><c r="A2" t="inlineStr"><is><t>Hidden</t></is></c><c r="B2"><v>7</v></c></row>
<row r="3" ht="0" customHeight="1"><c r="A3" t="str"><v>Flat</v></c><c r="B3"><v>8</v></c></row>
<row r="4"><c r="A4" t="inlineStr"><is><r><t>Cau</t></r><r><rPr><b/></rPr><t>tion &amp; more</t></r></is></c>
<c r="B4"><v>1.5E2</v></c><c r="C4" t="b"><v>1</v></c><c r="D4" t="e"><v>#N/A</v></c></row>
<row r="5"><c r="A5" t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c r="B5" s="1"><v>43831</v></c>
<c r="C5" s="1"><v>-1E9</v></c><c r="D5" t="d"><v>2020-02-03</v></c>
<c r="E5" t="inlineStr"><is><t> </t></is></c></row>
<row r="6"><c r="A6" t="inlineStr"><is/></c><c r="B6"><v></v></c><c r="C6"/><c r="B6"><v>12</v></c>
<c r="C7"><v>3</v></c></row>
"""


def book(*, empty: bool = False) -> bytes:
    """Return a workbook of counts, days, lengths of time, texts and merged cells."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "Data"
    if not empty:
        sheet.append(("Outcomes of crimes by the day on which they were recorded, all stations",))
        sheet.merge_cells("A1:D1")
        sheet.append(("Outcome", "Day", "Count", "Took"))
        for number in range(40):
            day = date(2020, 1, 1) + timedelta(days=number)
            sheet.append((f"Outcome {number}", day, number / 4, timedelta(hours=number)))
        sheet["C5"].number_format = '[<5]"fewer than 5"'
        sheet["A7"].font = Font(bold=True)
        sheet["B9"] = datetime(2020, 1, 9, 12, 30)  # noqa: DTZ001 workbooks have no zones
        sheet.row_dimensions[10].hidden = True
        sheet.column_dimensions["D"].hidden = True
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def with_sheet(data: bytes, rows: str, after: str = "") -> bytes:
    """Return a workbook with other rows in its first sheet."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'.encode()
            elif name == "[Content_Types].xml":
                part = part.replace(b"</Types>", f"{STRINGS}</Types>".encode())
            new.writestr(name, part)
        new.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}"><si><t>2020</t></si></sst>')
    return target.getvalue()


def styled(data: bytes) -> bytes:
    """Return a workbook of one cell whose style 1 is a day's."""
    made = openpyxl.load_workbook(io.BytesIO(data))
    made["Data"]["A1"] = date(2020, 1, 1)
    made["Data"]["B1"] = "text"
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


MERGED = '<mergeCells><mergeCell ref="B4:C4"/></mergeCells>'
BOOKS = {
    "usual": book(),
    "odd cells": with_sheet(styled(book(empty=True)), ODD_CELLS),
    "odd cells, merged": with_sheet(styled(book(empty=True)), ODD_CELLS, MERGED),
}


@pytest.mark.parametrize("data", BOOKS.values(), ids=BOOKS.keys())
def test_all_is_read_as_openpyxl_alone_reads_it(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(without_cells(data).sheets) == ["Data"]
    both = read_xlsx(data)
    monkeypatch.setattr("parsers.formats.xlsx_cells._UNUSUAL", re.compile(b""))
    assert not without_cells(data).sheets
    assert read_xlsx(data) == both
    assert both.blocks


@pytest.mark.parametrize(
    "rows",
    [
        '<row><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v><![CDATA[<c r="B1">]]></v></c></row>',
        '<row r="1"><!-- <c r="B1"/> --><c r="A1"><v>1</v></c></row>',
    ],
    ids=["row without its number", "cell without its place", "CDATA", "remark"],
)
def test_a_sheet_that_is_written_in_another_way_is_left_to_openpyxl(rows: str) -> None:
    data = with_sheet(book(empty=True), rows)
    assert without_cells(data).sheets == {}
    assert len(read_xlsx(data).blocks) == 1


@pytest.mark.parametrize(
    "cell",
    ['t="s"><v>99</v>', 's="99"><v>1</v>', "><v>one</v>", 't="d"><v>never</v>', "><v>1</w>"],
    ids=["no such text", "no such style", "no number", "no day", "damaged"],
)
def test_what_openpyxl_refuses_is_refused(cell: str) -> None:
    with pytest.raises(UnreadableError, match="cannot be opened"):
        read_xlsx(with_sheet(book(), f'<row r="1"><c r="A1" {cell}</c></row>'))
