"""Sheets that a workbook lists and that hold no cells are named with their place; caches nobody owns too."""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

import pytest

from fixtures.broken import members_of
from fixtures.formats.converted import FILES
from fixtures.hiding import SECRETS, Hiding, hiding_workbook, orphaned_workbook, with_parts
from parsers.figure import Hidden
from parsers.reply import read_reply
from parsers.screening import screen

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
CHART = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
SHOWN = [12, 15, 3, 4, 30, 31]
GONE = "the workbook lists it and does not hold it: ask for it again"
CHARTED = "a chart sheet: its numbers are not read"


def links(*targets: tuple[str, str]) -> bytes:
    found = (
        f'<Relationship Id="rId{number}" Type="{KINDS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f"<Relationships>{''.join(found)}</Relationships>".encode()


def listing(kind: str, part: str, content: str | None = None) -> bytes:
    """A workbook that lists a sheet "Extra" whose part is of this kind, or is not there."""
    data = hiding_workbook(Hiding())
    parts = members_of(data)
    sheet = f'<sheet name="Extra" sheetId="9" xmlns:r="{KINDS}" r:id="rId77"/></sheets>'
    link = f'<Relationship Id="rId77" Type="{KINDS}/{kind}" Target="{part}"/></Relationships>'
    changed = {
        "xl/workbook.xml": parts["xl/workbook.xml"].replace(b"</sheets>", sheet.encode()),
        "xl/_rels/workbook.xml.rels": parts["xl/_rels/workbook.xml.rels"].replace(
            b"</Relationships>", link.encode()
        ),
    }
    return with_parts(data, changed | ({f"xl/{part}": content.encode()} if content else {}))


def charting(source: str) -> bytes:
    """A workbook with a chart sheet that shows what stands in `source`."""
    return with_parts(
        listing("chartsheet", "chartsheets/sheet1.xml", f"<chartsheet {MAIN}/>"),
        {
            "xl/chartsheets/_rels/sheet1.xml.rels": links(("drawing", "../drawings/drawing1.xml")),
            "xl/drawings/drawing1.xml": b"<drawing/>",
            "xl/drawings/_rels/drawing1.xml.rels": links(("chart", "../charts/chart1.xml")),
            "xl/charts/chart1.xml": f"<c:chartSpace {CHART}><c:f>{source}</c:f></c:chartSpace>".encode(),
        },
    )


LISTED = {
    "its part is missing": (listing("worksheet", "worksheets/sheet9.xml"), GONE),
    "it lies elsewhere": (listing("worksheet", "http://force.example/sheet.xml"), GONE),
    "a dialog": (
        listing("dialogsheet", "dialogsheets/sheet1.xml", f"<dialogsheet {MAIN}/>"),
        "no sheet of cells: not read",
    ),
    "the workbook itself": (listing("worksheet", "workbook.xml"), "no sheet of cells: not read"),
    "a chart without a source": (
        listing("worksheet", "worksheets/sheet9.xml", f"<chartsheet {MAIN}/>"),
        CHARTED,
    ),
    "a chart of another workbook": (charting("[1]Outcomes!$A$1:$B$2"), CHARTED),
}


@pytest.mark.parametrize("what", LISTED)
def test_a_listed_sheet_that_holds_no_cells_is_named(what: str) -> None:
    data, why = LISTED[what]
    (reading,) = read_reply(data, "reply.xlsx")
    assert (reading.state, reading.reason) == ("held", f"sheet 'Extra': {why}")
    assert [figure.count for figure in reading.figures] == SHOWN


@pytest.mark.parametrize("source", ["Outcomes!$A$1:$B$2", "'outcomes'!$A$1"])
def test_a_chart_of_cells_that_are_read_loses_nothing(source: str) -> None:
    (reading,) = read_reply(charting(source), "reply.xlsx")
    assert (reading.state, reading.reason) == ("read", None)
    assert [figure.count for figure in reading.figures] == SHOWN


def test_a_workbook_of_nothing_but_a_lost_sheet_says_which() -> None:
    data = listing("worksheet", "worksheets/sheet9.xml")
    parts = members_of(data)
    only = re.sub(rb"<sheet [^>]*Outcomes[^>]*/>", b"", parts["xl/workbook.xml"])
    (reading,) = read_reply(with_parts(data, {"xl/workbook.xml": only}), "reply.xlsx")
    assert (reading.state, reading.reason) == ("held", f"sheet 'Extra': {GONE}")


def test_records_of_a_pivot_table_that_is_gone_are_counted() -> None:
    data = orphaned_workbook()
    (reading,) = read_reply(data, "reply.xlsx")
    assert reading.hidden == [Hidden("pivot cache", "pivot cache 1", 1, 6, holds=True)]
    assert reading.state == "held"
    owned = {
        "xl/pivotCache/pivotCacheDefinition4.xml": f'<pivotCacheDefinition {MAIN} recordCount="6"/>'.encode(),
        "xl/pivotCache/_rels/pivotCacheDefinition4.xml.rels": links(
            ("pivotCacheRecords", "pivotCacheRecords4.xml")
        ),
    }
    assert screen(with_parts(data, owned), "xlsx") == reading.hidden


def test_records_of_a_pivot_table_that_is_gone_are_counted_in_a_binary_workbook() -> None:
    records = {"xl/pivotCache/pivotCacheRecords1.bin": b"\x00" * 8}
    data = with_parts(hiding_workbook(Hiding()), records)
    assert screen(data, "xlsb") == [Hidden("pivot cache", "the workbook", 1, None, holds=True)]
    both = with_parts(data, {"xl/pivotCache/pivotCacheDefinition1.bin": b"\x00" * 8})
    assert screen(both, "xlsb") == screen(data, "xlsb")


def test_rows_that_a_sheet_names_are_shown_whatever_becomes_of_others() -> None:
    data = hiding_workbook(Hiding())
    sheet = members_of(data)["xl/worksheets/sheet1.xml"]
    hides_others = sheet.replace(b"<sheetFormatPr ", b'<sheetFormatPr zeroHeight="1" ')
    assert hides_others != sheet
    (reading,) = read_reply(with_parts(data, {"xl/worksheets/sheet1.xml": hides_others}), "reply.xlsx")
    assert reading.hidden == []
    assert [figure.count for figure in reading.figures] == SHOWN


def records(data: bytearray, kind: int) -> Iterator[int]:
    """Yield where the records of a kind begin in the first stream of an old workbook."""
    at = data.index(b"\x09\x08\x10\x00")
    while at + 4 <= len(data):
        found, size = struct.unpack_from("<HH", data, at)
        if found == kind:
            yield at
        if (found, size) == (0, 0):
            return
        at += 4 + size


def test_rows_of_which_an_old_workbook_says_nothing_are_hidden_where_it_hides_such() -> None:
    data = bytearray((FILES / "hiding.xls").read_bytes())
    default = next(records(data, 0x0225))
    data[default + 4] |= 2
    for at in records(data, 0x0208):
        struct.pack_into("<H", data, at, 0x0FFF)
    (reading,) = read_reply(bytes(data), "reply.xls")
    assert Hidden("hidden row", "'Outcomes'!1:4,10:12", 7, 24, holds=True) in reading.hidden
    assert reading.figures == []
    assert not [secret for secret in SECRETS if secret in repr(reading)]


@pytest.mark.parametrize("hidden", [False, True])
def test_a_chart_of_an_old_workbook_is_named_or_counted(*, hidden: bool) -> None:
    data = bytearray((FILES / "hiding.xls").read_bytes())
    for at in records(data, 0x0085):
        if data[at + 8] & 3:
            data[at + 8], data[at + 9] = (1 if hidden else 0), 2
    (reading,) = read_reply(bytes(data), "reply.xls")
    counted = Hidden("hidden sheet", "sheet 2", 1, None, holds=True)
    assert (counted in reading.hidden) is hidden
    assert ("a chart sheet" in str(reading.reason)) is not hidden
    # The title of a sheet that is shown is no secret.
    assert [secret for secret in SECRETS if secret in repr(reading)] == ([] if hidden else [SECRETS[0]])
