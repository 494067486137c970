"""What a Word document shows, taken from its XML by patterns and not by the reader's walk."""

from __future__ import annotations

import html
import io
import re
import zipfile
from typing import TYPE_CHECKING

from lxml import etree

from parsers.formats.package import parse_xml
from parsers.formats.text_encoding import decode
from parsers.screens.word_looks import word_looks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsers.screens.word_looks import WordLooks

_PARTS = re.compile(r"word/(?:document|footnotes|endnotes)\.xml")
_GONE = re.compile(
    r"<w:(del|moveFrom)\b[^>]*(?<!/)>.*?</w:\1>|<mc:Fallback\b[^>]*>.*?</mc:Fallback>", re.DOTALL
)
_GONE_ROW = re.compile(r"<w:trPr>(?:(?!</w:trPr>).)*<w:(?:del|hidden)\b", re.DOTALL)
_STYLES = "word/styles.xml"
_WORDS = frozenset(("t", "tab", "br", "cr"))
_RAISED = re.compile(r'<w:vertAlign\s+w:val="superscript"\s*/>')
_TEXT = re.compile(r"<w:t(?:\s[^>]*)?>([^<]*)</w:t>|(<w:(?:tab|br|cr)\b[^>]*/>)")


def printed_word(data: bytes) -> str:
    """Return the running text of a Word document, a paragraph a line, raised marks left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        parts = [package.read(name) for name in names if _PARTS.fullmatch(name)]
        styles = package.read(_STYLES) if _STYLES in names else None
    looks = word_looks(parse_xml(styles, _STYLES) if styles else None)
    return "\n".join(line for part in parts for line in _lines(_seen(part, looks)))


def _seen(part: bytes, looks: WordLooks) -> str:
    """Return a part without the words that nobody sees."""
    root = parse_xml(part, "a part of the Word document")
    unseen = list(looks.unseen_runs(root))
    for run in unseen:
        for found in [each for each in run.iter() if etree.QName(each).localname in _WORDS]:
            found.getparent().remove(found)
    return etree.tostring(root, encoding="unicode") if unseen else decode(part)


def _lines(xml: str) -> Iterator[str]:
    xml = _GONE.sub("", xml)
    rows = [row for row in re.split(r"(?=<w:tr[ >])", xml) if not _GONE_ROW.search(row)]
    for paragraph in "".join(rows).split("</w:p>"):
        yield "".join(_words(run) for run in paragraph.split("</w:r>"))


def _words(run: str) -> str:
    text = "".join(" " if gap else html.unescape(words) for words, gap in _TEXT.findall(run))
    return "" if _RAISED.search(run) and not any(sign.isalpha() for sign in text) else text
