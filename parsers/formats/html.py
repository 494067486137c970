"""Web pages: letters saved as such, disclosure logs, and the bodies of messages, with lxml.

Spans are expanded, tables that only set things in their places are frames and no tables, and what a site sets
around every page is furniture.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING

from parsers.document import Document, InnerDocument, Passage
from parsers.figure import Hidden
from parsers.formats.html_looks import PageLooks
from parsers.formats.html_page import parsed_page
from parsers.formats.html_walk import PageReader, words
from parsers.formats.text_encoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from parsers.document import Table

_CHARSET = re.compile(rb"<meta\b[^>]*?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_SMALL_PICTURE = 15_000
_COMMENT = re.compile(r"<!--(.*?)(?:-->|$)", re.DOTALL)
_FOR_PROGRAMS = re.compile(r"\s*(?:\[(?:if|end)|<!\[|$)", re.IGNORECASE)
"""What Office's pages say to Office, and comments that say nothing."""
_ROW = re.compile(r"<t[dhr]\b", re.IGNORECASE)
_PICTURE = re.compile(r"data:image/\w+;base64,(.+)", re.DOTALL)


def read_html(data: bytes) -> Document:
    """Return the tables and passages of a web page.

    Raises:
        UnreadableError: when it holds nothing that can be read.
    """
    document = Document("html", parts=1)
    fill_from_html(document, html_text(data))
    return document


def html_text(data: bytes, charset: str | None = None) -> str:
    """Return a page's text: as `charset` says, or its own declaration, or its bytes."""
    declared = _CHARSET.search(data[:4096])
    for name in (charset, declared[1].decode("ascii") if declared else None):
        # A page that declares UTF-16 in readable ASCII is not in it.
        if name and not name.lower().startswith("utf-16"):
            try:
                return data.decode(name)
            except (LookupError, ValueError):
                continue
    return decode(data)


def fill_from_html(document: Document, text: str, where: str = "") -> None:
    """Add what a page shows to `document`; `where` begins every locator.

    Raises:
        UnreadableError: when the page holds nothing that can be read, or nests deeper than any page.
    """
    root = parsed_page(text)
    reader = PageReader(where, looks=PageLooks.of(root))
    reader.main = _main(root)
    reader.walk(root, 0)
    reader.end()
    reader.flow.settle()
    document.blocks += reader.flow.blocks
    document.inner += _pictures(root)
    titles = [words(title) for title in root.iter("title")]
    reader.hidden.count_values([*_texts(reader.flow.blocks), *titles])
    document.hidden += reader.hidden.findings()
    if reader.looks.elsewhere:
        place = "style sheets in other files"
        document.hidden.append(Hidden("not screened", place, reader.looks.elsewhere, None, holds=False))
    if reader.struck:
        document.gaps.append(("the page", f"{reader.struck} pieces of text that is struck out: not read"))
    document.hidden += _comments(text)


def _texts(blocks: Iterable[Table | Passage]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Passage):
            yield block.text
        else:
            yield from (cell.text for row in block.grid for cell in row)


def _comments(text: str) -> Iterator[Hidden]:
    """Yield what a page's source says beside the page; only what holds rows of a table could be data."""
    found = [each for each in _COMMENT.findall(text) if not _FOR_PROGRAMS.match(each)]
    rows = sum(_ROW.search(each) is not None for each in found)
    if rows:
        yield Hidden("comment", "the page", rows, None, holds=True)
    if len(found) > rows:
        yield Hidden("comment", "the page", len(found) - rows, None, holds=False)


def _main(root: _Element) -> _Element | None:
    """Return the one element that a site marks as the page's own content, if it holds words."""
    found = [element for element in root.iter() if element.tag == "main" or element.get("role") == "main"]
    outer = [element for element in found if not any(parent in found for parent in element.iterancestors())]
    return outer[0] if len(outer) == 1 and words(outer[0]).strip() else None


def _pictures(root: _Element) -> Iterator[InnerDocument]:
    for number, image in enumerate(root.iter("img"), start=1):
        found = _PICTURE.match(image.get("src", ""))
        if found is None or len(found[1]) < _SMALL_PICTURE:
            continue
        try:
            yield InnerDocument(f"picture {number}", base64.b64decode(found[1]))
        except (binascii.Error, ValueError):
            continue
