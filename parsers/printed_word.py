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
_STYLES = "word/styles.xml"
_STYLE = re.compile(r'<w:style\b[^>]*\bw:styleId="([^"]*)"[^>]*>.*?</w:style>', re.DOTALL)
_RAISED = re.compile(r'<w:vertAlign\s+w:val="superscript"\s*/>')
_TEXT = re.compile(r"<w:t(?:\s[^>]*)?>([^<]*)</w:t>|(<w:(?:tab|br|cr)\b[^>]*/>)")


def printed_word(data: bytes) -> str:
    """Return the running text of a Word document, a paragraph a line, raised marks left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        parts = [decode(package.read(name)) for name in names if _PARTS.fullmatch(name)]
        styles = decode(package.read(_STYLES)) if _STYLES in names else ""
    hiding = [found[1] for found in _STYLE.finditer(styles) if _HIDDEN.search(found[0])]
    unseen = re.compile(
        "|".join([_HIDDEN.pattern, *(f'<w:rStyle w:val="{re.escape(name)}"' for name in hiding)])
    )
    return "\n".join(line for part in parts for line in _lines(part, unseen))


def _lines(xml: str, unseen: re.Pattern[str]) -> Iterator[str]:
    xml = _GONE.sub("", xml)
    rows = [row for row in re.split(r"(?=<w:tr[ >])", xml) if not _GONE_ROW.search(row)]
    for paragraph in "".join(rows).split("</w:p>"):
        runs = [run for run in paragraph.split("</w:r>") if not unseen.search(run)]
        yield "".join(_words(run) for run in runs)


def _words(run: str) -> str:
    text = "".join(" " if gap else html.unescape(words) for words, gap in _TEXT.findall(run))
    return "" if _RAISED.search(run) and not any(sign.isalpha() for sign in text) else text
