"""The spreadsheets of older and other programs: what is hidden, broken, huge or locked in them."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fixtures.formats.converted import FILES
from parsers.document import Document
from parsers.errors import PasswordNeededError, UnreadableError
from parsers.formats.ods import read_ods
from parsers.formats.registry import read_document
from parsers.formats.xls import read_xls
from parsers.reply import read_reply

NAMES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
)
STYLES = (
    '<office:automatic-styles><style:style style:name="gone" style:family="table">'
    '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
)


def ods(tables: str, **parts: bytes) -> bytes:
    target = io.BytesIO()
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", parts.get("manifest", b"<manifest/>"))
        content = f"<office:document-content{NAMES}>{STYLES}{body}</office:document-content>"
        package.writestr("content.xml", parts.get("content", content.encode()))
    return target.getvalue()


def cell(text: object, about: str = "") -> str:
    return f"<table:table-cell{about}><text:p>{text}</text:p></table:table-cell>"


def row(*texts: object, about: str = "") -> str:
    return f"<table:table-row{about}>{''.join(map(cell, texts))}</table:table-row>"


def sheet(rows: str, name: str = "S", about: str = "") -> str:
    return f'<table:table table:name="{name}"{about}>{rows}</table:table>'


def grid(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row] for row in document.tables[0].grid]


def filled(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


WIDE = filled(cell(5, ' table:number-columns-repeated="16384"'))
HEAD = row("Outcome", 2019, 2020)


def test_what_a_spreadsheet_shows_is_read_and_not_what_it_stores() -> None:
    stored = cell("&lt;5", ' office:value-type="float" office:value="3"')
    rows = HEAD + filled(cell("Charged"), stored, cell(6))
    assert grid(read_ods(ods(sheet(rows)))) == [["Outcome", "2019", "2020"], ["Charged", "<5", "6"]]


def test_a_value_without_a_text_is_shown_as_it_is_stored() -> None:
    bare = '<table:table-cell office:value-type="float" office:value="5"/>'
    rows = HEAD + filled(cell("Charged"), bare, cell(6))
    assert grid(read_ods(ods(sheet(rows))))[1] == ["Charged", "5", "6"]


def test_comments_are_not_read() -> None:
    comment = "<office:annotation><text:p>Jane</text:p></office:annotation>"
    noted = f"<table:table-cell>{comment}<text:p>5</text:p></table:table-cell>"
    rows = HEAD + filled(cell("Charged"), noted, cell(6))
    assert grid(read_ods(ods(sheet(rows))))[1] == ["Charged", "5", "6"]


def test_repeated_and_merged_cells_stand_where_they_are_shown() -> None:
    merged = cell("2019", ' table:number-columns-spanned="2"') + "<table:covered-table-cell/>"
    rows = (
        f"<table:table-row>{cell('Outcome')}{merged}</table:table-row>"
        + row("", "Count", "%")
        + f'<table:table-row table:number-rows-repeated="2">{cell("Charged")}'
        + cell(7, ' table:number-columns-repeated="2"')
        + "</table:table-row>"
    )
    assert grid(read_ods(ods(sheet(rows)))) == [
        ["Outcome", "2019", "2019"],
        ["", "Count", "%"],
        ["Charged", "7", "7"],
        ["Charged", "7", "7"],
    ]


def test_hidden_sheets_rows_and_columns_are_named_and_not_read() -> None:
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>'
    rows = columns + HEAD + row("Charged", 5, 6) + row("Jane", 1, 2, about=' table:visibility="filter"')
    document = read_ods(ods(sheet(rows) + sheet(HEAD, "Staff", ' table:style-name="gone"')))
    assert grid(document) == [["Outcome", "", "2020"], ["Charged", "", "6"]]
    assert document.gaps == []
    assert document.unseen
    (reading,) = read_reply(ods(sheet(rows)), "figures.ods")
    assert [
        check for check in reading.checks if check.check == "numbers conserved" and not check.passed
    ] == []


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (ods(""), "no sheet"),
        (ods("", content=b""), "no sound XML"),
        (ods("", content=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "document type"),
        (ods(sheet(row(*"ab", about=' table:number-rows-repeated="99999999"') * 9)), "more than"),
        (ods(sheet(WIDE * 3)), "more than"),
        (ods("", content=b" " * 90_000_000), "hostile"),
    ],
    ids=["no sheet", "empty", "entities", "rows", "columns", "bomb"],
)
def test_hostile_spreadsheets_are_refused(data: bytes, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parsers.formats.ods._MOST_CELLS", 40_000)
    with pytest.raises(UnreadableError, match=reason):
        read_document(data)


def test_one_cell_in_the_last_corner_costs_nothing() -> None:
    rows = '<table:table-row table:number-rows-repeated="1048575"/>'
    last = filled('<table:table-cell table:number-columns-repeated="16383"/>', cell(5))
    (reading,) = read_reply(ods(sheet(rows + last)), "corner.ods")
    assert reading.state == "read"


def test_locked_spreadsheets_need_a_password() -> None:
    with pytest.raises(PasswordNeededError):
        read_ods(ods("", manifest=b"<manifest><encryption-data/></manifest>"))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("suffix", [".xls", ".ods"])
def test_truncated_files_are_rows_with_a_reason(suffix: str, share: float) -> None:
    data = kept(suffix)
    (reading,) = read_reply(data[: int(share * len(data))], "reply.xlsx")
    assert (reading.state, reading.figures) == ("failed", [])
    assert reading.reason


def kept(suffix: str) -> bytes:
    return (Path(FILES) / f"xlsx-outcomes-by-year{suffix}").read_bytes()


@pytest.mark.parametrize("suffix", [".xls", ".ods"])
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_damaged_files_do_not_raise(suffix: str, data: st.DataObject) -> None:
    content = bytearray(kept(suffix))
    for _ in range(data.draw(st.integers(1, 40))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    (reading, *_) = read_reply(bytes(content), "reply")
    assert reading.state in {"read", "held", "failed"}


def test_numbers_that_the_reader_misses_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parsers.formats.xls._MOST_CELLS", 10**9)
    original = read_xls(kept(".xls"))
    for suffix, module in ((".xls", "xls"), (".ods", "ods")):
        monkeypatch.setattr(f"parsers.formats.{module}.blocks_of", lambda *_: original.blocks[:1])
        (reading,) = read_reply(kept(suffix), "reply")
        assert "numbers conserved" in {check.check for check in reading.checks if not check.passed}
