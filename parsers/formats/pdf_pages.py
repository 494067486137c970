"""The pages of a PDF as they can be read: their text, or what is recognised in their pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2 as pdfium

from parsers.errors import NeedsOcrError, UnreadableError
from parsers.pages.pdfium import read_page
from parsers.pages.tags import TagReader
from parsers.pages.untold import told_untold
from parsers.scans.engine import HOW_TO_INSTALL, MOST_SCANNED, can_recognise, why_not_recognised

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsers.document import Document
    from parsers.figure import Hidden
    from parsers.pages.page import Page
    from parsers.pages.pdfium import PageText


def pages_of(document: Document, source: pdfium.PdfDocument) -> list[Page]:
    """Return the pages that can be read; what cannot be, and what pages hide, is noted at the document.

    Raises:
        NeedsOcrError: when no page holds text that can be trusted.
        UnreadableError: when all pages are broken.
    """
    pages: list[Page] = []
    texts: list[PageText] = []
    tags = TagReader(source)
    for index in range(len(source)):
        try:
            text = read_page(source, index, tags)
        except pdfium.PdfiumError as error:
            document.gaps.append((f"page {index + 1}", f"broken page ({error})"))
            continue
        texts.append(text)
        if not text.scanned:
            pages.append(text.page)
            if text.untold:
                document.gaps.append((f"page {index + 1}", told_untold(text.untold)))
        elif can_recognise() and len(document.recognised) < MOST_SCANNED:
            try:
                pages.append(_recognised(source, index))
                document.recognised.append(index + 1)
            except NeedsOcrError as error:
                document.gaps.append((f"page {index + 1}", str(error)))
        else:
            document.gaps.append((f"page {index + 1}", f"needs OCR: {why_not_recognised()}"))
    document.hidden += _hidden(texts)
    if not pages and len(source) and not document.inner:
        reasons = {reason for _, reason in document.gaps}
        if any(reason.startswith("needs OCR") for reason in reasons):
            why = HOW_TO_INSTALL if not can_recognise() else "no text was recognised in them"
            raise NeedsOcrError(f"needs OCR: all {len(source)} pages are pictures of text; {why}")
        raise UnreadableError("the PDF's pages are broken; ask for it again")
    return pages


def _hidden(texts: Sequence[PageText]) -> Iterator[Hidden]:
    """Yield what each page does not show, or says in another way than it shows it."""
    pages = [text.page for text in texts]
    for at, text in enumerate(texts):
        beside = [*pages[max(at - 1, 0) : at], *pages[at + 1 : at + 2]]
        yield from (some.told(text.page.number, beside) for some in text.unshown)
        yield from text.hidden


def _recognised(source: pdfium.PdfDocument, index: int) -> Page:
    # Loaded for scans only: the recogniser and its models take seconds and hundreds of megabytes.
    from parsers.scans.pictures import picture_of_page  # noqa: PLC0415
    from parsers.scans.scan import read_scan  # noqa: PLC0415

    page = source[index]
    try:
        return read_scan(picture_of_page(page), index + 1)
    finally:
        page.close()
