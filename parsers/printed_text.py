"""What plain texts and the bodies of messages hold, taken from their bytes by a way of its own."""

from __future__ import annotations

import email
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from parsers.formats.html_page import without_unseen
from parsers.formats.text_encoding import decode

if TYPE_CHECKING:
    from email.message import Message

_SILENT = frozenset(("script", "style", "head", "title", "noscript", "template", "svg", "object", "select"))
_STRUCK = frozenset(("button", "del", "s", "strike"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_EMPTY = frozenset(re.findall(r"\w+", "area base br col embed hr img input link meta param source track wbr"))
_INLINE = frozenset(re.findall(r"\w+", "a abbr b big code em font i ins mark small span strong sub u label"))
_MARK = re.compile(r"\s*[\d*†‡§,()\[\]\s]{1,6}\s*|[a-z]")


def printed_text(data: bytes, *, tables: bool = False) -> str:
    """Return the whole of a plain text; `tables` makes no difference to it."""
    del tables
    return decode(data)


def printed_body(data: bytes, *, tables: bool = False) -> str:
    """Return the running text of a message: its plain parts, or the words of its HTML.

    Those without plain parts, and where `tables` were read, which only the HTML keeps.
    """
    if data.startswith(b"From "):
        data = data.split(b"\n", 1)[-1]
    parts = _parts(email.message_from_bytes(data))
    plain = [_text(part) for part in parts if part.get_content_type() == "text/plain"]
    if plain and not tables:
        return "\n".join(plain)
    pages = [_text(part) for part in parts if part.get_content_type() == "text/html"]
    return "\n".join(map(shown, pages))


def printed_html(data: bytes) -> str:
    """Return the words that a web page shows, by the standard library's parser."""
    charset = re.search(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", data[:4096])
    if charset and not charset[1].lower().startswith(b"utf-16"):
        try:
            return shown(data.decode(charset[1].decode("ascii")))
        except (LookupError, ValueError):
            pass
    return shown(decode(data))


def shown(page: str) -> str:
    """Return the words that a page shows."""
    reader = _Shown()
    reader.feed(without_unseen(page).replace("\x00", ""))
    reader.close()
    return "".join(reader.pieces)


class _Shown(HTMLParser):
    """What a page shows; `gone` are the open elements whose content is not shown."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._gone: list[str] = []
        self._raised = False

    def parse_marked_section(self, i: int, report: int = 1) -> int:  # noqa: ARG002 the library's names
        """Leave out what only begins as a marked section, as browsers do; the library raises."""
        end = self.rawdata.find(">", i)
        return end + 1 if end >= 0 else -1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = dict(attrs)
        if tag not in _INLINE and tag != "sup":
            self.pieces.append("\n")
        if tag in _EMPTY:
            typed = (about.get("type") or "text").lower() in {"text", "number", "date"}
            if tag == "input" and typed and not self._gone:
                self.pieces.append(about.get("value") or "")
            return
        hides = tag in _SILENT | _STRUCK or "hidden" in about or _HIDDEN.search(about.get("style") or "")
        if self._gone or hides:
            self._gone.append(tag)
        self._raised = tag == "sup"

    def handle_endtag(self, tag: str) -> None:
        if tag in self._gone:
            while self._gone.pop() != tag:
                pass
        if tag not in _INLINE and tag != "sup":
            self.pieces.append("\n")
        self._raised = False

    def handle_data(self, data: str) -> None:
        if not self._gone and not (self._raised and _MARK.fullmatch(data)):
            self.pieces.append(data)


def _parts(message: Message) -> list[Message]:
    """Return the parts that are shown with a message; what is attached is a document of its own."""
    if message.get_content_type() == "message/rfc822":
        return []
    if message.is_multipart():
        inner = message.get_payload()
        return [part for child in inner if not isinstance(child, str) for part in _parts(child)]
    attached = message.get_filename() or message.get_content_disposition() == "attachment"
    return [] if attached else [message]


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset()
    try:
        return raw.decode(charset) if charset else decode(raw)
    except (LookupError, ValueError):
        return decode(raw)
