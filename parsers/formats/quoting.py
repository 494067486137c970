"""Where the text of a message ends and what it quotes begins: the request below the reply to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_ORIGINAL = re.compile(r"\s*-{2,}\s*original message\s*-{2,}\s*$", re.IGNORECASE)
_WROTE = re.compile(r"\s*(?:on\b.{8,160}\b(?:wrote|said)\s*:|.{3,80}\bwrote on .{8,80}:)\s*$", re.IGNORECASE)
_FROM = re.compile(r"\s*[*>\s]*from\s*:\*?\s.+", re.IGNORECASE)
_HEADER = re.compile(r"\s*[*>\s]*(?:sent|to|date|subject|cc)\s*:", re.IGNORECASE)
_FORWARDED_SUBJECT = re.compile(r"\s*(?:fwd?|wg|tr)\s*:", re.IGNORECASE)
_HEADER_LINES = 4


def is_forwarded(subject: str) -> bool:
    """Say whether a subject says that the message hands on another one, which is then the reply."""
    return _FORWARDED_SUBJECT.match(subject) is not None


def quote_begins(lines: Sequence[str], at: int) -> bool:
    """Say whether the line at `at` is the first of what is quoted from an earlier message.

    "From: ..." begins a quotation only with the other headers of a message below it: a table's note may say
    "From: April 2019". Where "... wrote:" is followed by lines with marks, only those are quoted, as people
    answer between and below them.
    """
    line = lines[at]
    following = [text for text in lines[at + 1 : at + 8] if text.strip()]
    if _ORIGINAL.match(line):
        return True
    if _FROM.match(line):
        inline = sum(1 for name in ("Sent:", "To:", "Subject:") if name in line)
        below = any(_HEADER.match(text) for text in following[:_HEADER_LINES])
        return below or inline >= 2
    if _WROTE.match(line):
        return not any(text.lstrip().startswith(">") for text in following[:2])
    return False


def introduces_marks(lines: Sequence[str], at: int) -> bool:
    """Say whether a line tells who wrote the marked lines below it."""
    following = [text for text in lines[at + 1 : at + 8] if text.strip()]
    return _WROTE.match(lines[at]) is not None and any(
        text.lstrip().startswith(">") for text in following[:2]
    )
