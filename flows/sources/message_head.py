"""The head of a message: what it is called, who sent it, and whether a machine only says that it came."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.utils import parseaddr
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from email.message import EmailMessage

_LONGEST = 120


@dataclass(frozen=True, slots=True)
class MessageHead:
    """What the head of a message says; `no_reply` is the reason why it is none, where it is none."""

    message_id: str
    name: str
    sender: str | None
    no_reply: str | None
    bounced: bool


def read_head(data: bytes) -> MessageHead:
    """Read a head, however odd: what cannot be read counts as not there."""
    message = message_from_bytes(data, policy=policy.default)
    bounced = _bounced(message)
    no_reply = "could not be delivered to the authority; look at it and ask again" if bounced else None
    if no_reply is None and _automatic(message):
        no_reply = "an automatic reply without attachments"
    subject = " ".join(_header(message, "subject").split()).replace("/", "-")
    sender = parseaddr(_header(message, "from"))[1]
    return MessageHead(
        message_id=_header(message, "message-id").strip().strip("<>").replace("/", "-"),
        name=subject[:_LONGEST] or "message without a subject",
        sender=sender or None,
        no_reply=no_reply,
        bounced=bounced,
    )


def _bounced(message: EmailMessage) -> bool:
    """Whether it reports a delivery that failed (RFC 3464)."""
    return (
        _content_type(message) == "multipart/report"
        and "delivery-status" in _header(message, "content-type").lower()
    )


def _automatic(message: EmailMessage) -> bool:
    """Whether it is an automatic reply (RFC 3834) that carries nothing.

    A force's case management may send the real reply by itself; it then has attachments, or says
    "auto-generated" and not "auto-replied".
    """
    said = _header(message, "auto-submitted").lower().strip()
    automatic = said.startswith("auto-replied") or bool(_header(message, "x-autoreply").strip())
    return automatic and _content_type(message) in {"text/plain", "text/html", "multipart/alternative"}


def _content_type(message: EmailMessage) -> str:
    return _header(message, "content-type").partition(";")[0].strip().lower() or "text/plain"


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message[name] or "")
    except (ValueError, IndexError, LookupError, AttributeError, TypeError):  # the library's, on odd heads
        return ""
