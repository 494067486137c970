"""The part of a workbook's package that is shown: what its reader is given, so that it never meets the rest.

Hidden sheets, caches of pivot tables, copies of other workbooks' cells and comments are left out. So are
styled cells and rows that hold nothing, with which a sheet may be filled to its last row.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from parsers.errors import UnreadableError
from parsers.preflight import open_package, read_member
from parsers.screens.parts import parse
from parsers.screens.places import column_number
from parsers.screens.sheet import as_utf8
from parsers.screens.workbook import WORKBOOK, sheets_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOTHING = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
)
_UNSEEN = re.compile(
    rb'<(?:\w+:)?Relationship\b[^>]*\bType="[^"]*/'
    rb'(?:comments|threadedComment|pivotTable|pivotCacheDefinition|externalLink)"[^>]*?/?>'
)
_UNSEEN_OF_BOOK = re.compile(
    rb"<(?:\w+:)?(pivotCaches|externalReferences)\b[^>]*>.*?</(?:\w+:)?\1>", re.DOTALL
)
_BLANK_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*/>")
_BLANK_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*(?:/>|>\s*</(?:\w+:)?row>)")
_FILLED = re.compile(rb'<(?:\w+:)?c\b[^>]*\br="([A-Z]+\d+)"')
_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"[^>]*?(?:/>|>\s*</(?:\w+:)?mergeCell>)'
)
_LARGE = 500_000
"""Bytes: in a smaller sheet blank cells cost nothing."""
_MOST_MERGED = 2_000_000


def shown_package(data: bytes) -> bytes:
    """Return a workbook's package without what it does not show.

    Raises:
        UnreadableError: The package is broken, or merges more cells than any reply needs.
        Exception: Its XML is damaged.
    """
    with open_package(data, "workbook") as package:
        changed = dict(_changed(package))
        if not changed:
            return data
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as lean:
            for name in package.namelist():
                part = changed.get(name)
                lean.writestr(name, read_member(package, name, "workbook") if part is None else part)
    return target.getvalue()


def _changed(package: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Yield the parts that differ, with what they become."""
    for sheet in sheets_of(package, parse(package, WORKBOOK)):
        if not sheet.path:
            continue
        if not sheet.shown:
            yield sheet.path, _NOTHING
            continue
        part = as_utf8(read_member(package, sheet.path, "workbook"))
        _refuse_merged(part, sheet.title)
        if len(part) > _LARGE:
            yield sheet.path, _without_blanks(part)
    for name in package.namelist():
        if name == WORKBOOK or (name.startswith("xl/") and name.endswith(".rels")):
            part = read_member(package, name, "workbook")
            rest = (_UNSEEN_OF_BOOK if name == WORKBOOK else _UNSEEN).sub(b"", part)
            if rest != part:
                yield name, rest


def _without_blanks(part: bytes) -> bytes:
    """Return a sheet without cells and rows that hold nothing, and without merging those."""
    part = _BLANK_ROW.sub(b"", _BLANK_CELL.sub(b"", part))
    filled = set(_FILLED.findall(part))
    return _MERGED.sub(lambda found: found[0] if found[1] + found[2] in filled else b"", part)


def _refuse_merged(part: bytes, title: str) -> None:
    merged = sum(
        (int(bottom) - int(top) + 1) * (column_number(right.decode()) - column_number(left.decode()) + 1)
        for left, top, right, bottom in _MERGED.findall(part)
    )
    if merged > _MOST_MERGED:
        raise UnreadableError(f"sheet '{title}' merges {merged:,} cells, more than any reply does")
