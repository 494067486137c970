"""A web page's text as a tree of its elements, and without what nobody sees of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import HTMLParser, document_fromstring, tostring

from parsers.errors import UnreadableError
from parsers.formats.html_looks import PageLooks

if TYPE_CHECKING:
    from lxml.etree import _Element


def parsed_page(text: str) -> _Element:
    """Return the outermost element of a page, without its comments.

    Raises:
        UnreadableError: when it holds nothing that can be read, or nests deeper than any page.
    """
    text = text.replace("\x00", "").lstrip("\ufeff \r\n\t")
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise UnreadableError(f"the page holds nothing that can be read ({error})") from error
    if any(found.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for found in parser.error_log):
        # The parser stops there without an error, and what follows would be lost in silence.
        raise UnreadableError("the page nests its parts deeper, or holds longer ones, than any reply does")
    return root


def without_unseen(text: str) -> str:
    """Return a page without what nobody sees of it; unchanged where it hides nothing or cannot be read."""
    try:
        root = parsed_page(text)
        looks = PageLooks.of(root)
    except UnreadableError:
        return text
    if not (looks.gone or looks.unseen):
        return text
    for element in looks.unseen:
        element.text = None
        element.attrib.pop("value", "")
        for child in element:
            child.tail = None
    for element in looks.gone:
        # What stands behind it stays, whatever signs no XML may have are in it.
        element.text = None
        element.attrib.pop("value", "")
        for child in list(element):
            element.remove(child)
    return str(tostring(root, encoding="unicode"))
