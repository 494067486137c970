"""What .xlsb workbooks hold, counted by their records as [MS-XLSB] describes them, and by no office.

calamine passes over the records without a column that LibreOffice writes, so it is no witness here.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
from typing import TYPE_CHECKING

from parsers.formats.sheets import sheet_locator
from parsers.printed_cells import PrintedCell, PrintedSheet

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROW, _STRING, _SHEET = 0, 19, 156
_RK, _BOOL, _REAL, _TEXT, _SHARED = 2, 4, 5, 6, 7
_FORMULAS = {8: _TEXT, 9: _REAL, 10: _BOOL}
"""Results of formulas are stored as what they are."""
_LAST_WITH_COLUMN = 11
_SHORT_BLANK, _LAST_SHORT = 12, 18
"""Short cells (from 12) are the cells of 1 to 7 without their column: they stand right of the one before."""
_RELATION = re.compile(r"<Relationship\b[^>]*>")
_ID, _TARGET = re.compile(r'\bId="([^"]*)"'), re.compile(r'\bTarget="([^"]*)"')


def printed_xlsb(data: bytes) -> Iterator[PrintedSheet]:
    """Yield the visible sheets of an .xlsb workbook, all their cells of numbers, truths and words."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = set(package.namelist())
        shared = []
        if "xl/sharedStrings.bin" in names:
            records = records_of(package.read("xl/sharedStrings.bin"))
            shared = [_words(body, 1)[0] for _, kind, body in records if kind == _STRING]
        parts = dict(_relations(package.read("xl/_rels/workbook.bin.rels").decode()))
        for _, kind, body in records_of(package.read("xl/workbook.bin")):
            if kind != _SHEET or int.from_bytes(body[:4], "little"):
                continue
            relation, end = _words(body, 8)
            part = posixpath.normpath(posixpath.join("xl", parts[relation])).lstrip("/")
            if "/worksheets/" in part:
                name = _words(body, end)[0]
                yield PrintedSheet(name, list(_cells(name, package.read(part), shared)))


def _relations(xml: str) -> Iterator[tuple[str, str]]:
    for found in _RELATION.findall(xml):
        yield _ID.findall(found)[0], _TARGET.findall(found)[0]


def records_of(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield the records of a part: where the body of each begins, its kind, and its body."""
    at = 0
    while at < len(data):
        kind, at = data[at], at + 1
        if kind & 0x80:
            kind, at = kind & 0x7F | (data[at] & 0x7F) << 7, at + 1
        size = shift = 0
        while True:
            size |= (data[at] & 0x7F) << shift
            shift, at = shift + 7, at + 1
            if not data[at - 1] & 0x80:
                break
        yield at, kind, data[at : at + size]
        at += size


def _words(body: bytes, start: int) -> tuple[str, int]:
    """Return a string that a body holds at `start`, and where it ends."""
    end = start + 4 + 2 * int.from_bytes(body[start : start + 4], "little")
    return body[start + 4 : end].decode("utf-16-le"), end


def _cells(sheet: str, data: bytes, shared: list[str]) -> Iterator[PrintedCell]:
    locate = sheet_locator(sheet)
    row = column = -1
    for _, kind, body in records_of(data):
        if kind == _ROW:
            row, column = int.from_bytes(body[:4], "little"), -1
        elif 0 < kind <= _LAST_WITH_COLUMN:
            column = int.from_bytes(body[:4], "little")
            text = _stored(_FORMULAS.get(kind, kind), body[8:], shared)
        elif _SHORT_BLANK <= kind <= _LAST_SHORT:
            column += 1
            text = _stored(kind - _SHORT_BLANK + 1, body[4:], shared)
        else:
            continue
        if kind != _ROW and text is not None and text[0].strip():
            yield PrintedCell(locate(row, column), *text, plain=True)


def _stored(kind: int, value: bytes, shared: list[str]) -> tuple[str, bool] | None:
    """Return what a cell stores and whether that is a number; None where it stores an error or nothing."""
    if kind == _RK:
        return repr(_compressed(int.from_bytes(value[:4], "little"))), True
    if kind == _REAL:
        return repr(_double(value[:8])), True
    if kind == _BOOL:
        return str(bool(value[0])).upper(), False
    if kind == _TEXT:
        return _words(value, 0)[0], False
    return (shared[int.from_bytes(value[:4], "little")], False) if kind == _SHARED else None


def _compressed(number: int) -> float:
    """Return an RkNumber: 30 bits of a double or a whole number, in hundredths where its first bit is set."""
    if number & 2:
        whole = float((number >> 2) - (1 << 30 if number >> 31 else 0))
    else:
        whole = _double(bytes(4) + (number & ~3).to_bytes(4, "little"))
    return whole / 100 if number & 1 else whole


def _double(value: bytes) -> float:
    try:
        return float(struct.unpack("<d", value)[0])
    except struct.error as error:
        raise ValueError("a number of a cell is cut off") from error
