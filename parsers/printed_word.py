"""What a Word document shows, taken from its XML by patterns and not by the reader's walk."""

from __future__ import annotations

import html
import io
import re
import zipfile
from typing import TYPE_CHECKING

from parsers.formats.text_encoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARTS = re.compile(r"word/(?:document|footnotes|endnotes)\.xml")
_GONE = re.compile(
    r"<w:(del|moveFrom)\b[^>]*(?<!/)>.*?</w:\1>|<mc:Fallback\b[^>]*>.*?</mc:Fallback>", re.DOTALL
)
_GONE_ROW = re.compile(r"<w:trPr>(?:(?!</w:trPr>).)*<w:(?:del|hidden)\b", re.DOTALL)
_HIDDEN = re.compile(r'<w:(?:vanish|webHidden)(?:\s+w:val="(?:1|true|on)")?\s*/>')
_RAISED = re.compile(r'<w:vertAlign\s+w:val="superscript"\s*/>')
_TEXT = re.compile(r"<w:t(?:\s[^>]*)?>([^<]*)</w:t>|(<w:(?:tab|br|cr)\b[^>]*/>)")


def printed_word(data: bytes) -> str:
    """Return the running text of a Word document, a paragraph a line, raised marks left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [decode(package.read(name)) for name in package.namelist() if _PARTS.fullmatch(name)]
    return "\n".join(line for part in parts for line in _lines(part))


def _lines(xml: str) -> Iterator[str]:
    xml = _GONE.sub("", xml)
    rows = [row for row in re.split(r"(?=<w:tr[ >])", xml) if not _GONE_ROW.search(row)]
    for paragraph in "".join(rows).split("</w:p>"):
        runs = [run for run in paragraph.split("</w:r>") if not _HIDDEN.search(run)]
        yield "".join(_words(run) for run in runs)


def _words(run: str) -> str:
    text = "".join(" " if gap else html.unescape(words) for words, gap in _TEXT.findall(run))
    return "" if _RAISED.search(run) and not any(sign.isalpha() for sign in text) else text
