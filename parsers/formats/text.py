"""Running text: plain files and the bodies of messages."""

from __future__ import annotations

import re

from parsers.document import Document, Passage
from parsers.formats.text_encoding import decode

_QUOTE_BEGINS = re.compile(
    r"\s*(?:-{2,}\s*(?:original|forwarded) message\s*-{2,}|on\b.{8,120}\bwrote:|from:\s.+|_{20,})\s*$",
    re.IGNORECASE,
)


def read_text(data: bytes) -> Document:
    """Return the paragraphs of a plain text."""
    document = Document("text", parts=1)
    document.blocks = [*paragraphs(decode(data))]
    return document


def paragraphs(text: str, *, where: str = "line") -> list[Passage]:
    """Return a text's paragraphs; what is quoted from an earlier message is furniture.

    A paragraph ends with a blank line, or where the next line begins a list item.
    """
    passages: list[Passage] = []
    lines: list[str] = []
    begun = 1
    quoted = quoted_here = False

    def finish() -> None:
        if lines:
            passages.append(Passage(" ".join(lines), f"{where} {begun}", furniture=quoted_here))
            lines.clear()

    for number, raw_line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        line = " ".join(raw_line.split())
        if _QUOTE_BEGINS.match(line) and passages:
            quoted = True
        here = quoted or line.startswith(">")
        if not line or here != quoted_here or re.match(r"(?:[-*•]|\d{1,2}[.)])\s", line):
            finish()
        if line:
            if not lines:
                begun, quoted_here = number, here
            lines.append(line.lstrip("> "))
    finish()
    return passages
