"""Sheets that an Excel workbook (.xlsx) lists and that hold no cells: charts, dialogs, lost parts."""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING

import defusedxml.ElementTree as SafeTree
from defusedxml.common import DefusedXmlException

from parsers.screens.parts import local, parse, relations

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_SHEET = "worksheet"
_OF_CELLS = frozenset((_SHEET, "macrosheet"))
_CHART = "chartsheet"
_DAMAGED = (SyntaxError, zlib.error, zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError)
GONE = "the workbook lists it and does not hold it: ask for it again"
CHART = "a chart sheet: its numbers are not read"
OTHER = "no sheet of cells: not read"


def gap_of(package: zipfile.ZipFile, path: str, shown: Collection[str]) -> str | None:
    """Return why a listed sheet's part is not read; None where its cells can be, "" where nothing is lost.

    Nothing is lost of a chart of cells that stand in sheets that are read: `shown` are the
    titles of these. `path` is empty where the workbook refers to nothing that it holds.

    Raises:
        UnreadableError: A chart's part is damaged.
        ParseError: It is no XML. DefusedXmlException: It declares entities.
    """
    if not path:
        return GONE
    kind = _root(package, path)
    if kind in _OF_CELLS:
        return None
    if kind == _CHART:
        titles = {title.lower() for title in shown}
        sources = list(_charted(package, path))
        return "" if sources and all(_sheet_of(source) in titles for source in sources) else CHART
    return OTHER


def _root(package: zipfile.ZipFile, path: str) -> str:
    """Return the name of a part's outermost element; what is damaged is left to who reads its cells."""
    try:
        with package.open(path) as part:
            _, root = next(iter(SafeTree.iterparse(part, events=("start",))))
    except (*_DAMAGED, DefusedXmlException):
        return _SHEET
    return local(root.tag)


def _charted(package: zipfile.ZipFile, path: str) -> Iterator[str]:
    """Yield where the charts of a sheet take their numbers and names from."""
    parts = set(package.namelist())
    for drawing in relations(package, path):
        if drawing.kind != "drawing" or drawing.target not in parts:
            continue
        for chart in relations(package, drawing.target):
            if chart.kind == "chart" and chart.target in parts:
                for element in parse(package, chart.target).iter():
                    if local(element.tag) == "f":
                        yield element.text or ""


def _sheet_of(source: str) -> str:
    """Return the sheet of a reference such as `'Crimes 2021'!$B$2:$B$9`; "" where it names none."""
    title = source.rpartition("!")[0]
    if title.startswith("'") and title.endswith("'"):
        title = title[1:-1].replace("''", "'")
    return title.lower()
