"""The body of a message: its HTML where it holds tables, else its plain text; what it quotes set apart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from parsers.document import Document, Passage, Table
from parsers.formats.html import fill_from_html, html_text
from parsers.formats.quoting import is_forwarded, quote_begins
from parsers.formats.text import message_blocks
from parsers.formats.text_encoding import decode

if TYPE_CHECKING:
    from collections.abc import Sequence
    from email.message import MIMEPart


def fill_from_bodies(document: Document, plain: MIMEPart | None, pages: Sequence[MIMEPart]) -> None:
    """Add a message's own text to `document`, from the one of its two forms that keeps most.

    The plain form of a table has lost its columns; without tables the plain form is what was written.
    """
    forwarded = is_forwarded(document.facts.get("subject", ""))
    page = Document("html")
    for number, part in enumerate(pages, start=1):
        text = _html_of_part(part)
        if text.strip():
            fill_from_html(page, text, where="body, " if number == 1 else f"body {number}, ")
    if pages and (plain is None or page.tables):
        set_quotes_apart(page, forwarded=forwarded)
        document.blocks += page.blocks
        document.inner += page.inner
        document.gaps += page.gaps
    elif plain is not None:
        document.blocks += message_blocks(text_of_part(plain), "body, line", forwarded=forwarded)
    # Whichever form was read, the message holds both.
    document.hidden += page.hidden


def text_of_part(part: MIMEPart) -> str:
    """Return the text of a part, by its declared encoding where that fits."""
    raw, charset = _raw(part)
    if charset:
        try:
            return raw.decode(charset)
        except (LookupError, ValueError):
            pass
    return decode(raw)


def _html_of_part(part: MIMEPart) -> str:
    return html_text(*_raw(part))


def _raw(part: MIMEPart) -> tuple[bytes, str | None]:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b"", part.get_content_charset()


def set_quotes_apart(document: Document, *, forwarded: bool) -> None:
    """Make furniture of all that stands from the first quotation on; its tables become lines of text.

    Of a message that hands on another one, the first "quotation" is what is handed on.
    """
    lines = [block.text if isinstance(block, Passage) else "" for block in document.blocks]
    starts = [at for at, line in enumerate(lines) if line and quote_begins(lines, at)]
    starts = starts[1:] if forwarded else starts
    if not starts:
        return
    blocks: list[Table | Passage] = document.blocks[: starts[0]]
    for block in document.blocks[starts[0] :]:
        if isinstance(block, Passage):
            blocks.append(replace(block, furniture=True))
            continue
        cells = dict.fromkeys(cell for row in block.grid for cell in row if cell.text)
        blocks += [Passage(cell.text, cell.locator, furniture=True) for cell in cells]
    document.blocks = blocks
