"""What other offices' files hide: the same findings whatever the format, and nothing of it read."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from fixtures.broken import package
from fixtures.formats.compound import compound
from fixtures.formats.converted import FILES
from fixtures.hiding import SECRETS, hiding_letter, hiding_rich_text
from parsers.figure import Hidden
from parsers.formats import office
from parsers.reply import read_reply
from parsers.screening import screen


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_other_workbooks_are_screened_as_new_ones_are(suffix: str) -> None:
    data = (FILES / f"hiding.{suffix}").read_bytes()
    found = screen(data, suffix)
    assert [each for each in found if each.kind != "named range"] == [
        Hidden("hidden row", "'Outcomes'!10:12", 3, 6, holds=True),
        Hidden("hidden column", "'Outcomes'!G:H", 2, 6, holds=True),
        Hidden("comment", "'Outcomes'", 1, None, holds=True),
        Hidden("hidden sheet", "sheet 2", 1, 6, holds=True),
    ]
    (reading,) = read_reply(data, f"reply.{suffix}")
    assert reading.state == "held"
    assert reading.reason == reading.quarantine
    assert [figure.count for figure in reading.figures] == [12, 15, 3, 4, 30, 31]
    assert not [secret for secret in SECRETS if secret in repr(reading)]


def test_a_letter_is_screened() -> None:
    (reading,) = read_reply(hiding_letter(), "reply.docx")
    assert reading.hidden == [
        Hidden("comment", "the document", 2, None, holds=True),
        Hidden("tracked change", "deletions", 1, None, holds=True),
        Hidden("tracked change", "insertions", 1, None, holds=False),
        Hidden("hidden text", "the document", 2, None, holds=True),
        Hidden("hidden row", "the document", 1, None, holds=True),
        Hidden("embedded file", "the document", 1, None, holds=True),
    ]
    assert reading.reason == (
        "hidden data: 1 hidden row, 2 comments, 1 tracked change, 2 pieces of hidden text, 1 embedded file"
    )
    assert [figure.count for figure in reading.figures] == [95]
    assert all(check.passed for check in reading.checks)
    assert not [secret for secret in SECRETS if secret in repr(reading)]


def test_links_that_keep_other_files_cells_and_objects_are_counted_in_a_spreadsheet() -> None:
    data = (FILES / "hiding.ods").read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["content.xml"] = (
        parts["content.xml"]
        .replace(b"</office:spreadsheet>", _LINKED + b"</office:spreadsheet>")
        .replace(b"<office:spreadsheet>", b"<office:spreadsheet>" + _CHANGED)
    )
    parts["Object 1/content.xml"] = b"<a/>"
    parts["Object 2/content.xml"] = b"<chart/>"
    parts["Object 3"] = b"bytes"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    assert screen(target.getvalue(), "ods")[-3:] == [
        Hidden("external link", "'linked'", 1, 2, holds=True),
        Hidden("tracked change", "the spreadsheet", 1, None, holds=True),
        Hidden("embedded file", "the spreadsheet", 2, None, holds=True),
    ]


_LINKED = (
    b'<table:table table:name="linked"><table:table-source/><table:table-row><table:table-cell'
    b' table:number-columns-repeated="2"><text:p>7</text:p></table:table-cell></table:table-row>'
    b"</table:table>"
)
_CHANGED = b"<table:tracked-changes><table:cell-content-change/></table:tracked-changes>"


@pytest.mark.skipif(office.office() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", ["doc", "odt", "rtf"])
def test_letters_that_are_converted_are_screened_as_word_documents_are(suffix: str) -> None:
    kept = {"doc": lambda: gzip.decompress((FILES / "hiding.doc.gz").read_bytes()), "rtf": hiding_rich_text}
    data = kept.get(suffix, (FILES / "hiding.odt").read_bytes)()
    (reading,) = read_reply(data, f"reply.{suffix}")
    kinds = ["comment", "hidden text", "tracked change"]
    assert sorted(found.kind for found in reading.hidden if found.holds) == kinds
    assert (reading.state, reading.reason) == ("held", reading.quarantine)
    assert [figure.count for figure in reading.figures] == [95]
    assert not [secret for secret in SECRETS if secret in repr(reading)]


def test_what_a_conversion_might_leave_behind_is_counted_in_the_file() -> None:
    head = b"\xec\xa5" + bytes(90) + (7).to_bytes(4, "little") + bytes(4100)
    doc = compound({"WordDocument": head, "ObjectPool": {"_1": {"Ole": b"x" * 5000}, "_2": {"Ole": b"y"}}})
    assert screen(doc, "doc") == [
        Hidden("comment", "the document", 1, None, holds=True),
        Hidden("embedded file", "the document", 2, None, holds=True),
    ]
    rtf = rb"{\rtf1{\*\annotation x}{\*\annotation y}{\object{\*\objdata 00}}\annotations}"
    assert screen(rtf, "rtf") == [
        Hidden("comment", "the document", 2, None, holds=True),
        Hidden("embedded file", "the document", 1, None, holds=True),
    ]
    parts = (
        "xl/pivotCache/pivotCacheDefinition1.bin",
        "xl/model/item.data",
        "xl/comments1.bin",
        "xl/styles.bin",
    )
    assert screen(package(dict.fromkeys(parts, b"x")), "xlsb") == [
        Hidden("pivot cache", "the workbook", 1, None, holds=True),
        Hidden("data model", "the workbook", 1, None, holds=True),
        Hidden("comment", "the workbook", 1, None, holds=True),
    ]
