import io
import zipfile

import openpyxl
import pytest

from fixtures.formats.compound import compound
from parsers.formats.sniff import sniff


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = "Outcome"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def packed(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, data in members.items():
            package.writestr(name, data)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "empty"),
        (b"\x00\x00  \r\n", "empty"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\n\njunk before\n%PDF-1.4", "pdf"),
        (b"PK\x03\x04 and no package at all", "broken zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"{\\rtf1 }", "rtf"),
        (b"From: a@b.police.uk\nTo: c@d\nSubject: FOI 1\n\nDear Sir", "eml"),
        (b"From nobody Mon\nReturn-Path: <>\nSubject: x\n\n", "eml"),
        (b"From: the Information Unit\nDear Sir, thank you.\n", "text"),
        (b"<!DOCTYPE html><html><body>", "html"),
        (b"Outcome,2019,2020\nCharged,1,2\nCautioned,3,4\n", "delimited"),
        ("Outcome\t2019\r\nCharged\t1\r\n".encode("utf-16"), "delimited"),
        (b"Outcome;2019\rCharged;1\rCautioned;2", "delimited"),
        (b'Dear Sir\nas asked\n\nOutcome|2019|2020\n"Charged,\nor\nsummonsed"|1|2\n\na\nb\nc\n', "delimited"),
        (b"Dear Sir\nas asked\nsee below\n\nYear;Offences\n2019;3 711\n\nYours\nan officer\n", "delimited"),
        (b"Dear Sir\n\nIn 2019, 4\nIn 2020, 5\nin all\nno more\nwere seen\nYours\n", "text"),
        (b"Dear Ms Example,\n\nThere were no offences.\n", "text"),
        (b"\x00\x01\x02\x03 nothing known", "unknown"),
        (b'<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "xml"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html><html><body>1</body></html>', "html"),
    ],
)
def test_format_is_told_by_content(data: bytes, expected: str) -> None:
    assert sniff(data) == expected


def test_workbook_is_a_workbook_and_other_packages_are_what_they_hold() -> None:
    assert sniff(workbook()) == "xlsx"
    assert sniff(packed(**{"word/document.xml": b"<w/>"})) == "docx"
    assert sniff(packed(mimetype=b"application/vnd.oasis.opendocument.spreadsheet")) == "ods"
    assert sniff(packed(**{"reply.csv": b"a,b"})) == "zip"


def test_a_compound_file_is_told_by_its_directory_and_not_by_words_in_it() -> None:
    words = "Book Antiqua, Workbook, WordDocument".encode("utf-16-le") + b"\x00\x00"
    assert sniff(compound({"WordDocument": words, "1Table": words})) == "doc"
    assert sniff(compound({"Workbook": words, "ObjectPool": {"WordDocument": words}})) == "xls"
    assert sniff(compound({"__substg1.0_0037001F": words})) == "msg"
    assert sniff(compound({"EncryptionInfo": words, "EncryptedPackage": words})) == "encrypted"
    assert sniff(compound({"PowerPoint Document": words})) == "ole"
