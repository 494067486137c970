"""What a PDF shows beside its pages' own text: filled fields of forms, and notes typed onto a page."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
from pypdfium2 import raw

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHOWN = frozenset((raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP))
_SIGNS = (b"/Annots", b"/AcroForm", b"/ObjStm")
"""What stands in the bytes of any file with annotations; the last may hold the others, compressed."""
_DYNAMIC = frozenset((raw.FORMTYPE_XFA_FULL, raw.FORMTYPE_XFA_FOREGROUND))


def with_fields_printed(data: bytes) -> bytes:
    """Return the PDF with what its fields and typed notes show made part of its pages' text.

    pdfium draws what a field holds where the file does not say how. Hidden fields stay out. A file without
    any is returned as it is, and so is one that does not open: its reader says why.
    """
    if not any(sign in data for sign in _SIGNS):
        return data
    try:
        source = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return data
    try:
        if not any(_is_annotated(source, index) for index in range(len(source))):
            return data
        source.init_forms()
        for index in range(len(source)):
            page = source[index]
            _hide_unseen(page)
            raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
            page.close()
        printed = io.BytesIO()
        source.save(printed)
        return printed.getvalue()
    except pdfium.PdfiumError:
        return data
    finally:
        source.close()


def _is_annotated(source: pdfium.PdfDocument, index: int) -> bool:
    try:
        page = source[index]
    except pdfium.PdfiumError:
        return False
    try:
        return any(raw.FPDFAnnot_GetSubtype(each) in _SHOWN for each in page_annotations(page))
    finally:
        page.close()


def page_annotations(page: pdfium.PdfPage) -> Iterator[object]:
    """Yield what is annotated on a page, each open until the next is asked for."""
    for number in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, number)
        if annotation:
            try:
                yield annotation
            finally:
                raw.FPDFPage_CloseAnnot(annotation)


def _hide_unseen(page: pdfium.PdfPage) -> None:
    """Hide what is only printed on paper and not shown: no person who answered saw it."""
    for annotation in page_annotations(page):
        flags = raw.FPDFAnnot_GetFlags(annotation)
        if flags & raw.FPDF_ANNOT_FLAG_NOVIEW:
            raw.FPDFAnnot_SetFlags(annotation, flags | raw.FPDF_ANNOT_FLAG_HIDDEN)


def is_dynamic_form(source: pdfium.PdfDocument) -> bool:
    """Say whether a PDF is a form that only Adobe's reader fills its pages with."""
    return source.get_formtype() in _DYNAMIC
