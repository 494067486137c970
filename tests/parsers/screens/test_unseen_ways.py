"""Each way in which a page, a sheet or a letter holds what nobody sees: counted, held, and not read."""

from __future__ import annotations

import pytest

from fixtures.broken import members_of, package
from fixtures.formats.converted import FILES, converted
from fixtures.hiding import SECRETS, Hiding, hiding_workbook, unseen_workbook, with_parts
from fixtures.hostile.office import letter
from fixtures.hostile.pdfs import one_page, stream
from fixtures.unseen_pdf import SEEN, WAYS
from parsers.figure import Hidden
from parsers.printed_binary import records_of
from parsers.reply import read_reply
from parsers.screening import screen

WORDS = [word.removeprefix("PX") for secret in SECRETS for word in secret.split()]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


@pytest.mark.parametrize("way", WAYS)
def test_text_of_a_page_that_nobody_sees_is_counted_and_not_read(way: str) -> None:
    kind, make = WAYS[way]
    (reading,) = read_reply(make(), "reply.pdf")
    assert [(found.kind, found.place, found.holds) for found in reading.hidden] == [(kind, "page 1", True)]
    assert reading.state == "held"
    assert [figure.count for figure in reading.figures] == [95]
    assert not [word for word in WORDS if word in repr(reading)]


@pytest.mark.parametrize("way", SEEN)
def test_text_of_a_page_that_is_seen_is_read(way: str) -> None:
    (reading,) = read_reply(SEEN[way](), "reply.pdf")
    assert (reading.hidden, reading.state) == ([], "read")
    assert SECRETS[1] in repr(reading.lost)


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
def test_cells_that_nobody_sees_are_counted_and_not_read(suffix: str) -> None:
    data = unseen_workbook() if suffix == ".xlsx" else (FILES / f"unseen{suffix}").read_bytes()
    (reading,) = read_reply(data, f"reply{suffix}")
    # LibreOffice writes no words where their format shows none.
    cells = 7 if suffix == ".ods" else 8
    assert [(found.kind, found.place[:13], found.count, found.filled) for found in reading.hidden] == [
        ("hidden row", "'Outcomes'!9:", 1, 2),
        ("hidden column", "'Outcomes'!G:", 1, 1),
        ("hidden text", "'Outcomes'!A5", cells, cells),
    ]
    assert [figure.count for figure in reading.figures] == [12, 15, 3, 4, 30, 31]
    assert all(check.passed for check in reading.checks)
    assert not [word for word in WORDS if word in repr(reading)]


@pytest.mark.parametrize("ruled", [False, True])
def test_colours_alone_prove_nothing_where_a_rule_may_give_another_ground(*, ruled: bool) -> None:
    data = unseen_workbook()
    sheet = members_of(data)["xl/worksheets/sheet1.xml"]
    rule = b'</sheetData><conditionalFormatting sqref="A5:B6"/>' if ruled else b"</sheetData>"
    changed = with_parts(data, {"xl/worksheets/sheet1.xml": sheet.replace(b"</sheetData>", rule)})
    (reading,) = read_reply(changed, "reply.xlsx")
    assert [found.count for found in reading.hidden if found.kind == "hidden text"] == [4 if ruled else 8]


def test_a_sheet_and_a_cache_that_the_workbook_does_not_list_are_counted() -> None:
    cell = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{SECRETS[0]}</t></is></c></row>'
    parts = {
        "xl/worksheets/sheet9.xml": f"<worksheet {MAIN}><sheetData>{cell}</sheetData></worksheet>".encode(),
        "xl/pivotCache/pivotCacheDefinition4.xml": f'<pivotCacheDefinition {MAIN} recordCount="5"/>'.encode(),
    }
    (reading,) = read_reply(with_parts(hiding_workbook(Hiding()), parts), "reply.xlsx")
    assert [(found.kind, found.filled) for found in reading.hidden] == [
        ("very hidden sheet", 1),
        ("pivot cache", 5),
    ]
    assert reading.state == "held"


def test_hidden_rows_of_a_binary_workbook_are_not_repeated_by_the_second_count() -> None:
    pytest.importorskip("shutil").which("soffice") or pytest.skip("LibreOffice is not installed")
    kept = next(each for each in converted(".xlsb") if each.name == "xlsx-years-down")
    parts = members_of(kept.read())
    sheet = bytearray(parts["xl/worksheets/sheet1.bin"])
    rows = [at for at, kind, _ in records_of(bytes(sheet)) if kind == 0]

    sheet[rows[5] + 11] |= 0x10
    (reading,) = read_reply(package(parts | {"xl/worksheets/sheet1.bin": bytes(sheet)}), "reply.xlsb")
    assert [(found.kind, found.place) for found in reading.hidden] == [("hidden row", "'FOI Data'!6:6")]
    assert [check.note for check in reading.checks if not check.passed] == []


def worded(run: str, styles: str = "", shade: str = "") -> bytes:
    """A letter with a name in a run of these properties, in a paragraph and in a cell with this shade."""
    paragraph = f"<w:p>{run}</w:p>"
    cell = f'<w:tc><w:tcPr><w:shd w:val="clear" w:fill="{shade}"/></w:tcPr>{paragraph}</w:tc>'
    body = f"<w:p><w:r><w:t>In 2021 there were 95 crimes.</w:t></w:r></w:p>{paragraph if not shade else ''}"
    table = f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>" if shade else ""
    parts = {"word/styles.xml": f"<w:styles {W}>{styles}</w:styles>".encode()}
    return with_parts(letter(f"{body}{table}"), parts)


def named(about: str) -> str:
    return f"<w:r><w:rPr>{about}</w:rPr><w:t>Officer {SECRETS[0]} {SECRETS[1]}</w:t></w:r>"


STYLED = '<w:pPr><w:pStyle w:val="Low"/></w:pPr>'
HIDING_STYLE = '<w:style w:type="{}" w:styleId="High"><w:rPr><w:vanish/></w:rPr></w:style>'
BASED_STYLE = '<w:style w:type="{}" w:styleId="Low"><w:basedOn w:val="High"/></w:style>'
BY_STYLE = {kind: HIDING_STYLE.format(kind) + BASED_STYLE.format(kind) for kind in ("character", "paragraph")}
UNSEEN_RUNS = {
    "white": worded(named('<w:color w:val="FFFFFF"/>')),
    "black on black": worded(named('<w:highlight w:val="black"/>')),
    "shaded in its colour": worded(named('<w:color w:val="1F1F1F"/><w:shd w:val="clear" w:fill="1F1F1F"/>')),
    "tiny": worded(named('<w:sz w:val="2"/>')),
    "by a style based on another": worded(named('<w:rStyle w:val="Low"/>'), BY_STYLE["character"]),
    "by its paragraph's style": worded(STYLED + named(""), BY_STYLE["paragraph"]),
}
SEEN_RUNS = {
    "white in a dark cell": worded(named('<w:color w:val="FFFFFF"/>'), shade="1F4E78"),
    "white on a marker": worded(named('<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>')),
    "on black shading": worded(named('<w:shd w:val="clear" w:fill="000000"/>')),
    "switched on again": worded(STYLED + named('<w:vanish w:val="0"/>'), BY_STYLE["paragraph"]),
}


@pytest.mark.parametrize("way", UNSEEN_RUNS)
def test_words_of_a_letter_that_nobody_sees_are_counted_and_not_read(way: str) -> None:
    (reading,) = read_reply(UNSEEN_RUNS[way], "reply.docx")
    assert reading.hidden == [Hidden("hidden text", "the document", 1, None, holds=True)]
    assert reading.state == "held"
    assert [figure.count for figure in reading.figures] == [95]
    assert all(check.passed for check in reading.checks)
    assert not [word for word in WORDS if word in repr(reading)]


@pytest.mark.parametrize("way", SEEN_RUNS)
def test_words_of_a_letter_that_are_seen_are_read(way: str) -> None:
    (reading,) = read_reply(SEEN_RUNS[way], "reply.docx")
    assert reading.hidden == []
    assert SECRETS[1] in repr(reading)


def test_a_page_of_no_size_has_nothing_off_it() -> None:
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 0 0]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>"
    data = one_page(stream(b"BT /F1 12 Tf 72 700 Td (In 2021 there were 95 crimes.) Tj ET"), page)
    assert [reading.hidden for reading in read_reply(data, "reply.pdf")] == [[]]


def test_where_a_workbook_lists_no_sheet_none_is_hidden() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    link = f'<Relationships><Relationship Id="rId1" Type="{kind}" Target="workbook.xml"/></Relationships>'
    data = with_parts(hiding_workbook(Hiding()), {"xl/_rels/workbook.xml.rels": link.encode()})
    assert screen(data, "xlsx") == []
