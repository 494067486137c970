import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
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
