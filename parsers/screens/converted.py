"""Old Word documents, rich text and binary workbooks: what a conversion might leave behind.

They are read by way of LibreOffice, and what it makes of them is screened as any Word document or workbook is
(`parsers.formats.office`). Here stands what may not come through: it is counted in the file itself.
"""

from __future__ import annotations

import re
import struct
from collections import Counter
from typing import TYPE_CHECKING

import olefile

from parsers.figure import Hidden
from parsers.preflight import open_package

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD_STREAM = "WordDocument"
_COMMENT_LETTERS = 92
"""Where a Word file's head says how long its comments are. Source: [MS-DOC] 2.5.4, ccpAtn of FibRgLw97."""
_OBJECTS = "ObjectPool"
_RTF_REMARK, _RTF_FILE = re.compile(rb"\\\*\\annotation\b"), re.compile(rb"\\objdata\b")
_RECORDS = "records of pivot caches"
_PARTS = {
    "pivot cache": re.compile(r"xl/pivotCache/pivotCacheDefinition\d*\.bin"),
    _RECORDS: re.compile(r"xl/pivotCache/pivotCacheRecords\d*\.bin"),
    "data model": re.compile(r"xl/model/.+"),
    "external link": re.compile(r"xl/externalLinks/externalLink\d*\.bin"),
    "comment": re.compile(r"xl/comments\d*\.bin"),
    "embedded file": re.compile(r"xl/embeddings/.+"),
    "tracked change": re.compile(r"xl/revisions/revisionLog\d*\.bin"),
}


def screen_doc(data: bytes) -> list[Hidden]:
    """Return the comments and embedded objects of a Word document of before 2007.

    Raises:
        OSError: Its container is damaged.
    """
    found = []
    with olefile.OleFileIO(data) as package:
        head = package.openstream(_WORD_STREAM).read() if package.exists(_WORD_STREAM) else b""
        if len(head) >= _COMMENT_LETTERS + 4 and struct.unpack_from("<I", head, _COMMENT_LETTERS)[0]:
            found.append(Hidden("comment", "the document", 1, None, holds=True))
        objects = {path[1] for path in package.listdir() if path[0] == _OBJECTS and len(path) > 1}
        if objects:
            found.append(Hidden("embedded file", "the document", len(objects), None, holds=True))
    return found


def screen_rtf(data: bytes) -> list[Hidden]:
    """Return the comments and embedded objects of a document in Rich Text Format."""
    counts = {"comment": len(_RTF_REMARK.findall(data)), "embedded file": len(_RTF_FILE.findall(data))}
    return [Hidden(kind, "the document", count, None, holds=True) for kind, count in counts.items() if count]


def screen_binary_workbook(data: bytes) -> list[Hidden]:
    """Return the parts of a binary workbook that stand beside its sheets.

    Raises:
        UnreadableError: Its package is broken.
    """
    counts: Counter[str] = Counter()
    with open_package(data, "workbook") as package:
        for name in package.namelist():
            counts.update(kind for kind, pattern in _PARTS.items() if pattern.fullmatch(name))
    # Records may be left of a pivot table that is gone; else each cache has its own.
    counts["pivot cache"] = max(counts["pivot cache"], counts.pop(_RECORDS, 0))
    return list(_told(counts))


def _told(counts: Counter[str]) -> Iterator[Hidden]:
    for kind in _PARTS:
        if counts[kind]:
            yield Hidden(kind, "the workbook", counts[kind], None, holds=True)
