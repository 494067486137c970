import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.document import Document
from parsers.errors import UnreadableError
from parsers.formats.docx import read_docx
from parsers.reply import read_reply


def written(fill: Callable[..., None]) -> bytes:
    document = docx.Document()
    fill(document)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def read(fill: Callable[..., None]) -> Document:
    return read_docx(written(fill))


def paragraph(runs: str) -> Callable[..., None]:
    def fill(document: docx.document.Document) -> None:
        xml = f"<w:p {nsdecls('w')}>{runs}</w:p>"
        document.element.body.insert_element_before(parse_xml(xml), "w:sectPr")

    return fill


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def texts(document: Document) -> list[str]:
    return [passage.text for passage in document.passages]


def filled(table: docx.table.Table, *words: str) -> docx.table.Table:
    for cell, text in zip(table._cells, words, strict=True):  # noqa: SLF001 cell() is slow
        cell.text = text
    return table


def properties(row: docx.table._Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(parse_xml(f"<w:{name} {nsdecls('w')}/>"))  # noqa: SLF001 no other way in


REVISION = 'w:id="1" w:author="x" w:date="2024-01-01T00:00:00Z"'


@pytest.mark.parametrize(
    ("runs", "shown"),
    [
        (run("There were ") + run("45") + run("9 crimes"), "There were 459 crimes"),
        (run("459") + run("1", '<w:vertAlign w:val="superscript"/>'), "459"),
        (run("the 1") + run("st", '<w:vertAlign w:val="superscript"/>') + run(" of May"), "the 1st of May"),
        (
            (
                f"<w:del {REVISION}><w:r><w:delText>7</w:delText></w:r></w:del>"
                f"<w:ins {REVISION}>{run('8')}</w:ins>"
            ),
            "8",
        ),
        (
            f"<w:moveFrom {REVISION}>{run('gone')}</w:moveFrom><w:moveTo {REVISION}>{run('here')}</w:moveTo>",
            "here",
        ),
        (f"<w:sdt><w:sdtContent>{run('12')}</w:sdtContent></w:sdt>" + run(" crimes"), "12 crimes"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE 99</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            + run("5")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "5",
        ),
        (run("2019") + "<w:r><w:tab/></w:r>" + run("5"), "2019 5"),
        (run("a") + "<w:r><w:noBreakHyphen/></w:r>" + run("b"), "a-b"),
    ],
    ids=["runs", "mark", "ordinal", "revised", "moved", "control", "field", "tab", "hyphen"],
)
def test_a_paragraph_is_what_is_shown_of_it(runs: str, shown: str) -> None:
    assert texts(read(paragraph(runs))) == [shown]


def test_hidden_text_is_not_read() -> None:
    document = read(paragraph(run("shown ") + run("Jane Example 12345", "<w:vanish/>")))
    assert texts(document) == ["shown"]
    assert document.gaps == []


def test_a_line_break_parts_two_lines() -> None:
    assert texts(read(lambda document: document.add_paragraph("2019: 5\n2020: 6"))) == ["2019: 5", "2020: 6"]


def test_numbers_of_lists_are_shown() -> None:
    def fill(document: docx.document.Document) -> None:
        document.add_paragraph("first", style="List Number")
        document.add_paragraph("second", style="List Number")
        document.add_paragraph("point", style="List Bullet")

    assert texts(read(fill)) == ["1. first", "2. second", "• point"]


def test_lines_with_tabs_that_hold_numbers_are_a_table() -> None:
    def fill(document: docx.document.Document) -> None:
        for line in ("Outcome\t2019\t2020", "Charged\t5\t6", "Total\t5\t6"):
            document.add_paragraph(line)
        document.add_paragraph("Reference:\tFOI 12/24")

    document = read(fill)
    (table,) = document.tables
    assert [[cell.text for cell in row] for row in table.grid] == [
        ["Outcome", "2019", "2020"],
        ["Charged", "5", "6"],
        ["Total", "5", "6"],
    ]
    assert texts(document) == ["Reference: FOI 12/24"]


def test_a_box_around_text_is_no_table() -> None:
    def fill(document: docx.document.Document) -> None:
        document.add_table(1, 1).cell(0, 0).text = "There were 5 crimes."

    document = read(fill)
    assert document.tables == []
    assert texts(document) == ["There were 5 crimes."]


def test_a_table_inside_a_table_with_numbers_follows_it() -> None:
    def fill(document: docx.document.Document) -> None:
        outer = filled(document.add_table(2, 2), "Year", "Crimes", "2019", "5")
        filled(outer.cell(1, 1).add_table(2, 2), "Outcome", "Count", "Charged", "3")

    first, second = read(fill).tables
    assert [cell.text for cell in first.grid[1]] == ["2019", "5"]
    assert [cell.text for cell in second.grid[1]] == ["Charged", "3"]
    assert second.grid[1][1].locator == "table 1, row 2, column 2, table 1, row 2, column 2"


def test_deleted_and_hidden_rows_are_not_read() -> None:
    def fill(document: docx.document.Document) -> None:
        table = filled(document.add_table(4, 2), "Year", "N", "2019", "5", "2020", "6", "2021", "7")
        properties(table.rows[1], "del")
        properties(table.rows[2], "hidden")

    document = read(fill)
    assert [[cell.text for cell in row] for row in document.tables[0].grid] == [["Year", "N"], ["2021", "7"]]
    assert document.gaps == []


def test_headers_are_furniture_and_footnotes_are_read() -> None:
    def fill(document: docx.document.Document) -> None:
        document.sections[0].header.paragraphs[0].text = "Norbridge Police"
        document.add_paragraph("Dear Ms Okafor,")

    passages = read(fill).passages
    assert [(passage.text, passage.furniture) for passage in passages] == [
        ("Norbridge Police", True),
        ("Dear Ms Okafor,", False),
    ]


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return target.getvalue()


LETTER = written(lambda document: document.add_paragraph("There were 5 crimes in 2019."))
BODY = "word/document.xml"
ENTITIES = b'<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({BODY: b""}, "no sound XML"),
        ({BODY: b"<w:document"}, "no sound XML"),
        ({BODY: ENTITIES + b"<d>&b;</d>"}, "document type"),
        ({BODY: b"<document/>"}, "no body"),
        ({BODY: b"<a>" * 60_000 + b"</a>" * 60_000}, "no sound XML"),
        ({"word/media/x.bin": b"\0" * 120_000_000}, "hostile"),
        ({f"word/{number}.xml": b"" for number in range(2_100)}, "parts, more than is read"),
    ],
    ids=["empty body", "cut body", "entities", "no body", "deep", "bomb", "many parts"],
)
def test_hostile_packages_are_refused_with_a_reason(change: dict[str, bytes], reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        read_docx(packed(members(LETTER) | change))


def test_tables_nested_without_end_are_refused() -> None:
    def fill(document: docx.document.Document) -> None:
        cell = document.add_table(1, 1).cell(0, 0)
        for _ in range(30):
            cell = cell.add_table(1, 1).cell(0, 0)

    with pytest.raises(UnreadableError, match="nests"):
        read(fill)


def test_a_span_of_millions_is_no_grid_of_millions() -> None:
    def fill(document: docx.document.Document) -> None:
        table = filled(document.add_table(2, 2), "Year", "Crimes", "2019", "5")
        span = parse_xml(f'<w:gridSpan {nsdecls("w")} w:val="9999999"/>')
        table.cell(0, 1)._tc.get_or_add_tcPr().append(span)  # noqa: SLF001 no other way in

    assert read(fill).tables[0].width == 2


def test_numbers_that_are_not_handed_on_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parsers.formats.docx_runs._GONE", frozenset(("r",)))
    (reading,) = read_reply(LETTER, "letter.docx")
    assert "numbers conserved" in {check.check for check in reading.checks if not check.passed}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_documents_are_rows_with_a_reason(data: st.DataObject) -> None:
    content = bytearray(LETTER)
    for _ in range(data.draw(st.integers(1, 30))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    (reading, *_) = read_reply(bytes(content[: data.draw(st.integers(100, len(content)))]), "letter.xlsx")
    assert reading.state in {"read", "held", "failed"}
