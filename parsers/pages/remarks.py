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
_KEEPING = frozenset((raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX))
_UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_PASSWORD = 1 << 13
"""A field that shows a star for each of its letters. Source: ISO 32000-2, table 231."""
_LONGEST = 4096
_SIGN = b"/Annots"
_PACKED = b"/ObjStm"
_MOST_PAGES = 5_000


def find_remarks(data: bytes) -> list[Hidden]:
    """Return the remarks, pinned files and filled hidden fields of a PDF; none of one that does not open."""
    if _SIGN not in data and _PACKED not in data:
        return []
    try:
        source = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return []
    try:
        source.init_forms()
        return [found for index in range(min(len(source), _MOST_PAGES)) for found in _of_page(source, index)]
    finally:
        source.close()


def _of_page(source: pdfium.PdfDocument, index: int) -> Iterator[Hidden]:
    try:
        page = source[index]
    except pdfium.PdfiumError:
        return
    try:
        remarks = files = fields = 0
        for annotation in page_annotations(page):
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            files += kind == raw.FPDF_ANNOT_FILEATTACHMENT
            fields += kind == raw.FPDF_ANNOT_WIDGET and _keeps_words(source, annotation)
            remarks += kind not in _SHOWN and kind != raw.FPDF_ANNOT_FILEATTACHMENT and _has_words(annotation)
    finally:
        page.close()
    if remarks:
        yield Hidden("comment", f"page {index + 1}", remarks, None, holds=True)
    if files:
        yield Hidden("embedded file", f"page {index + 1}", files, None, holds=True)
    if fields:
        yield Hidden("hidden text", f"fields on page {index + 1}", fields, None, holds=True)


def _has_words(annotation: object) -> bool:
    buffer = (ctypes.c_ushort * 2)()
    # The length counts the end mark of two bytes.
    return int(raw.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, ctypes.sizeof(buffer))) > 2


def _keeps_words(source: pdfium.PdfDocument, field: object) -> bool:
    """Say whether a field holds words or numbers and does not show them."""
    form = source.formenv
    if form is None or raw.FPDFAnnot_GetFormFieldType(form, field) not in _KEEPING:
        return False
    flags = raw.FPDFAnnot_GetFormFieldFlags(form, field)
    if not (raw.FPDFAnnot_GetFlags(field) & _UNSEEN or flags & _PASSWORD):
        return False
    value = (ctypes.c_ushort * _LONGEST)()
    size = ctypes.sizeof(value)
    length = raw.FPDFAnnot_GetFormFieldValue(form, field, value, size)
    # A value that does not fit is words, whatever they are.
    told = bytes(value)[: max(0, length - 2)].decode("utf-16-le", errors="replace") if length <= size else "a"
    return any(map(str.isalnum, told))
