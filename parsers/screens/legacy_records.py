"""The records of an old Excel workbook (.xls), one after another as its stream holds them."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

from xlrd.compdoc import CompDoc

if TYPE_CHECKING:
    from collections.abc import Iterator

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What a file begins with that holds several streams. Source: [MS-CFB] 2.2."""
_STREAMS = ("Workbook", "Book")
"""The names of the stream with the sheets: of Excel 97 and later, of Excel 5."""
_HEAD = struct.Struct("<HH")
"""A record's kind and its size."""


def stream_of(package: CompDoc) -> bytes:
    """Return the stream with a workbook's sheets, b"" where there is none."""
    return next(filter(None, map(package.get_named_stream, _STREAMS)), b"")


def stream_in(data: bytes) -> bytes:
    """Return the stream with the sheets in a file, b"" in one of before Excel 5, which has no streams."""
    return stream_of(CompDoc(data, logfile=io.StringIO())) if data.startswith(COMPOUND) else b""


def records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield the kind of each record, where its content begins, and its size. Source: [MS-XLS] 2.1.4."""
    start = _HEAD.size
    while start <= len(stream):
        kind, size = _HEAD.unpack_from(stream, start - _HEAD.size)
        yield kind, start, size
        start += size + _HEAD.size
