"""The files that a PDF carries: attachments of a letter, members of a portfolio."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2 as pdfium

from parsers.document import Document, InnerDocument
from parsers.figure import Hidden

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST = 500


def add_files(document: Document, source: pdfium.PdfDocument) -> None:
    """Add the files inside a PDF to `document`; each that cannot be taken out is named."""
    count = source.count_attachments()
    if count > _MOST:
        document.gaps.append(("the PDF", f"{count:,} embedded files, more than are read ({_MOST})"))
    document.inner += _files(document, source, min(count, _MOST))
    if count:
        # They are shown beside the pages, and each is read and screened as a document of its own.
        document.hidden.append(Hidden("embedded file", "the PDF", count, None, holds=False))


def _files(document: Document, source: pdfium.PdfDocument, count: int) -> Iterator[InnerDocument]:
    for number in range(count):
        place = f"embedded file {number + 1}"
        try:
            attachment = source.get_attachment(number)
            name = attachment.get_name() or place
            data = bytes(attachment.get_data())
        except (pdfium.PdfiumError, ValueError, UnicodeDecodeError) as error:
            document.gaps.append((place, f"cannot be taken out ({error})"))
            continue
        yield InnerDocument(name.replace("/", "_").replace("\\", "_"), data)
