"""What people wrote onto a PDF's pages for one another: remarks, marks with words, files pinned to a page.

A page shows them as a sign or not at all, and prints none of it. Fields, typed notes and stamps are shown and
are read (`parsers.pages.fields`).
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
from pypdfium2 import raw

from parsers.figure import Hidden
from parsers.pages.fields import page_annotations

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHOWN = frozenset(
    (
        *(raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_LINK),
        *(raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_XFAWIDGET),
    )
)
"""What shows its words itself, or has none of its own: the window of a remark repeats it."""
_SIGN = b"/Annots"
_PACKED = b"/ObjStm"
_MOST_PAGES = 5_000


def find_remarks(data: bytes) -> list[Hidden]:
    """Return the remarks and pinned files of a PDF's pages; none of a file that does not open."""
    if _SIGN not in data and _PACKED not in data:
        return []
    try:
        source = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return []
    try:
        return [found for index in range(min(len(source), _MOST_PAGES)) for found in _of_page(source, index)]
    finally:
        source.close()


def _of_page(source: pdfium.PdfDocument, index: int) -> Iterator[Hidden]:
    try:
        page = source[index]
    except pdfium.PdfiumError:
        return
    try:
        remarks = files = 0
        for annotation in page_annotations(page):
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            files += kind == raw.FPDF_ANNOT_FILEATTACHMENT
            remarks += kind not in _SHOWN and kind != raw.FPDF_ANNOT_FILEATTACHMENT and _has_words(annotation)
    finally:
        page.close()
    if remarks:
        yield Hidden("comment", f"page {index + 1}", remarks, None, holds=True)
    if files:
        yield Hidden("embedded file", f"page {index + 1}", files, None, holds=True)


def _has_words(annotation: object) -> bool:
    buffer = (ctypes.c_ushort * 2)()
    # The length counts the end mark of two bytes.
    return int(raw.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, ctypes.sizeof(buffer))) > 2
