"""Picture files: a page that was photographed or scanned."""

from __future__ import annotations

from parsers.document import Document
from parsers.errors import NeedsOcrError
from parsers.formats.pdf import fill_from_pages
from parsers.scans.engine import MOST_SCANNED, can_recognise, why_not_recognised


def read_picture(data: bytes) -> Document:
    """Return the tables and passages of a picture's pages.

    Raises:
        NeedsOcrError: when no recogniser is installed.
        UnreadableError: when the picture is broken, or larger than any page.
    """
    if not can_recognise():
        raise NeedsOcrError(f"needs OCR: {why_not_recognised()}")
    from parsers.scans.pictures import pictures_of_file  # noqa: PLC0415 loaded for scans only
    from parsers.scans.scan import read_scan  # noqa: PLC0415

    document = Document("picture")
    pages = []
    for number, picture in enumerate(pictures_of_file(data), start=1):
        if number > MOST_SCANNED:
            document.gaps.append((f"page {number}", f"needs OCR: {why_not_recognised()}"))
            continue
        pages.append(read_scan(picture, number))
        document.recognised.append(number)
    document.parts = len(pages) + len(document.gaps)
    fill_from_pages(document, pages)
    return document
