import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.worksheet.worksheet import Worksheet

from parsers.document import Document, Table
from parsers.errors import UnreadableError
from parsers.formats.xlsx import read_xlsx


def read(fill: Callable[[openpyxl.Workbook, Worksheet], None]) -> Document:
    book = openpyxl.Workbook()
    fill(book, book.active)
    target = io.BytesIO()
    book.save(target)
    return read_xlsx(target.getvalue())


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.grid]


def test_titles_and_notes_are_passages_and_the_table_stands_between() -> None:
    def fill(_: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet["A1"] = "Outcomes of offences, 2019 to 2020"
        for row in (("Outcome", 2019, 2020), ("Charged", 1, 2), ("Total", 1, 2)):
            sheet.append(row)
        sheet["A6"] = "Source: crime system"

    document = read(fill)
    assert [passage.text for passage in document.passages] == [
        "Outcomes of offences, 2019 to 2020",
        "Source: crime system",
    ]
    assert texts(document.tables[0]) == [
        ["Outcome", "2019", "2020"],
        ["Charged", "1", "2"],
        ["Total", "1", "2"],
    ]
    assert document.tables[0].grid[1][2].locator == "'Sheet'!C3"
    assert document.tables[0].context == ("Outcomes of offences, 2019 to 2020",)


def test_a_merged_cell_stands_at_every_position_it_covers() -> None:
    def fill(_: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet.append(("Outcome", 2019, None, 2020, None))
        sheet.append((None, "Count", "%", "Count", "%"))
        sheet.append(("Charged", 5, 0.5, 6, 0.6))
        sheet.merge_cells("B1:C1")
        sheet.merge_cells("D1:E1")
        sheet.merge_cells("A1:A2")
        sheet["C3"].number_format = "0.0%"

    table = read(fill).tables[0]
    assert [cell.text for cell in table.grid[0]] == ["Outcome", "2019", "2019", "2020", "2020"]
    assert table.grid[0][2] is table.grid[0][1]
    assert table.grid[2][2].text == "50.0%"


def test_a_small_number_under_a_suppressing_format_stays_hidden() -> None:
    def fill(_: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet.append(("Outcome", 2019))
        sheet.append(("Charged", 3))
        sheet["B2"].number_format = '[<5]"<5";0'

    assert read(fill).tables[0].grid[1][1].text == "<5"


def test_hidden_sheets_rows_and_columns_are_not_read() -> None:
    def fill(book: openpyxl.Workbook, sheet: Worksheet) -> None:
        for row in (("Outcome", 2019, 2020), ("Charged", 1, 2), ("Secret row", 8, 8)):
            sheet.append(row)
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True
        names = book.create_sheet("Names")
        names["A1"] = "Secret name"
        names.sheet_state = "veryHidden"

    document = read(fill)
    everything = repr(document)
    assert "Secret" not in everything
    assert document.gaps == []


def test_a_formula_that_was_never_calculated_is_shown_as_itself_not_as_blank() -> None:
    def fill(_: openpyxl.Workbook, sheet: Worksheet) -> None:
        for row in (("Outcome", 2019), ("Charged", 1), ("Total", "=SUM(B2:B2)")):
            sheet.append(row)

    assert read(fill).tables[0].grid[2][1].text == "=SUM(B2:B2)"


def test_blank_rows_part_tables_and_tell_that_nothing_stands_between() -> None:
    def fill(_: openpyxl.Workbook, sheet: Worksheet) -> None:
        for row in (("Outcome", 2019), ("Charged", 1)):
            sheet.append(row)
        sheet["A5"], sheet["B5"] = "Cautioned", 2
        sheet["A8"] = "Table 2"
        sheet["A9"], sheet["B9"] = "Year", "Count"
        sheet["A10"], sheet["B10"] = 2019, 2

    tables = read(fill).tables
    assert [table.continues for table in tables] == [False, True, False]


def test_one_cell_in_the_last_corner_does_not_make_billions() -> None:
    def fill(_: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet["XFD1048576"] = 1

    assert [passage.text for passage in read(fill).passages] == ["1"]


def test_an_empty_workbook_yields_nothing() -> None:
    assert read(lambda _, __: None).blocks == []


def test_sheets_name_is_context_unless_it_is_only_a_number() -> None:
    def fill(book: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet.append(("Outcome", "Count"))
        sheet.append(("Charged", 1))
        other = book.create_sheet("2019-20")
        other.append(("Outcome", "Count"))
        other.append(("Charged", 1))

    assert [table.context for table in read(fill).tables] == [(), ("2019-20",)]


@pytest.mark.parametrize("keep", [10, 200, 2000])
def test_truncated_workbooks_are_refused_with_a_reason(keep: int) -> None:
    book = openpyxl.Workbook()
    for number in range(200):
        book.active.append([f"row {number}", number])
    target = io.BytesIO()
    book.save(target)
    with pytest.raises(UnreadableError, match=r"broken|cannot be opened"):
        read_xlsx(target.getvalue()[:keep])


def test_a_package_that_unpacks_beyond_measure_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"<workbook/>")
        package.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    with pytest.raises(UnreadableError, match="hostile"):
        read_xlsx(target.getvalue())


def test_a_package_with_nothing_of_a_workbook_in_it_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("xl/workbook.xml", b"<workbook><sheets></workbook>")
    with pytest.raises(UnreadableError, match="cannot be opened"):
        read_xlsx(target.getvalue())


def test_a_long_section_below_the_heads_is_no_title_over_the_table() -> None:
    def fill(_: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet.append(("Outcome", "Q1 2020", "Q2 2020", "Q3 2020"))
        sheet.append(("Sharing or threatening to share intimate photographs",))
        sheet.merge_cells("A2:D2")
        sheet.append(("Charged", 1, 2, 3))

    (table,) = read(fill).tables
    assert texts(table)[0] == ["Outcome", "Q1 2020", "Q2 2020", "Q3 2020"]


def stored(sheet: str) -> bytes:
    """Return a workbook whose sheet is this XML."""
    book = openpyxl.Workbook()
    book.active.title = "Data"
    target, made = io.BytesIO(), io.BytesIO()
    book.save(target)
    with zipfile.ZipFile(target) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            if name != "xl/worksheets/sheet1.xml":
                new.writestr(name, old.read(name))
        new.writestr("xl/worksheets/sheet1.xml", f"<worksheet {_NAMESPACE}>{sheet}</worksheet>")
    return made.getvalue()


_NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def test_cells_without_an_address_follow_the_one_before() -> None:
    head = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in ("Outcome", "2019", "2020"))
    body = '<c t="inlineStr"><is><t>Charged</t></is></c><c/><c><v>3</v></c>'
    document = read_xlsx(stored(f"<sheetData><row>{head}</row><row>{body}</row></sheetData>"))
    assert texts(document.tables[0]) == [["Outcome", "2019", "2020"], ["Charged", "", "3"]]


def test_an_address_of_another_row_stands_where_it_says() -> None:
    rows = "".join(
        f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>row {number}</t></is></c>'
        f'<c r="B{number}"><v>{number}</v></c></row>'
        for number in (1, 2, 3)
    )
    astray = '<row r="4"><c r="A4" t="inlineStr"><is><t>row 4</t></is></c><c r="B14"><v>7</v></c></row>'
    document = read_xlsx(stored(f"<sheetData>{rows}{astray}</sheetData>"))
    assert [passage.locator for passage in document.passages if passage.text == "7"] == ["'Data'!B14"]


def test_what_many_cells_store_is_understood_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    understood = WorkSheetParser.parse_cell

    def counted(self: WorkSheetParser, element: object) -> object:
        asked.append(element)
        return understood(self, element)

    monkeypatch.setattr(WorkSheetParser, "parse_cell", counted)
    document = read(lambda _, sheet: [sheet.append((f"Station {n % 3}", n % 5, n % 7)) for n in range(500)])
    assert document.tables[0].height == 500
    assert len(asked) < 20


def test_a_shared_formula_without_a_result_is_shown_as_its_own() -> None:
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Outcome</t></is></c><c r="B1"><v>2019</v></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>Charged</t></is></c>'
        '<c r="B2"><f t="shared" ref="B2:B3" si="0">D2+1</f><v>4</v></c></row>'
        '<row r="3"><c r="A3" t="inlineStr"><is><t>Cautioned</t></is></c>'
        '<c r="B3"><f t="shared" si="0"/></c></row>'
    )
    table = read_xlsx(stored(f"<sheetData>{rows}</sheetData>")).tables[0]
    assert [row[1].text for row in table.grid] == ["2019", "4", "=D3+1"]


def test_a_merged_cell_hides_what_is_stored_below_it_and_no_more() -> None:
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row}1</v></c><c r="B{row}"><v>{row}2</v></c></row>'
        for row in (1, 2, 3)
    )
    merged = '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B3"/></mergeCells>'
    table = read_xlsx(stored(f"<sheetData>{rows}</sheetData>{merged}")).tables[0]
    assert texts(table) == [["11", "12"], ["11", "22"], ["31", "32"]]


def test_a_document_type_far_inside_a_sheet_is_refused() -> None:
    declared = f'<!--{"-x" * 40_000}--><!DOCTYPE worksheet [<!ENTITY a "1">]>'
    data = stored("<sheetData><row><c><v>&a;</v></c></row></sheetData>")
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        members = {name: old.read(name) for name in old.namelist()}
    members["xl/worksheets/sheet1.xml"] = declared.encode() + members["xl/worksheets/sheet1.xml"]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, part in members.items():
            package.writestr(name, part)
    with pytest.raises(UnreadableError, match="document type"):
        read_xlsx(target.getvalue())
