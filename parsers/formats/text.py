"""Running text: plain files and the bodies of messages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsers.document import Document, Passage, Table
from parsers.formats.flattened import flattened_tables
from parsers.formats.quoting import introduces_marks, quote_begins
from parsers.formats.set_out import tables_set_out
from parsers.formats.text_encoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ITEM = re.compile(r"(?:[-*\u2022]|\d{1,2}[.)])\s")
_LABEL_ALONE = re.compile(r"\d\s*[-\u2013\u2014=]$")
_VALUE_FIRST = re.compile(r"[<\d]")
_NARROWEST, _WIDEST = 50, 100
"""Signs: the widths at which messages are wrapped."""
_MOST, _NEARLY_ALL = 0.8, 0.95
_UNWRAPPED = 1_000_000


def read_text(data: bytes) -> Document:
    """Return the paragraphs of a plain text, and the tables that a web page left in it."""
    document = Document("text", parts=1)
    lines = re.split(r"\r\n|\r|\n", decode(data))
    tables = _taken(lines, tables_set_out(lines)) + _taken(lines, flattened_tables(lines))
    document.blocks = _in_order(tables, paragraphs("\n".join(lines)))
    return document


def message_blocks(text: str, where: str, *, forwarded: bool = False) -> list[Table | Passage]:
    """Return the paragraphs of a message's plain text and the tables that its own part sets out."""
    lines = re.split(r"\r\n|\r|\n", text)
    quotes = [number for number, line in enumerate(lines) if line.strip() and quote_begins(lines, number)]
    own = lines[: min(quotes[1 if forwarded else 0 :], default=len(lines))]
    own = ["" if line.lstrip().startswith(">") else line for line in own]
    tables = _taken(lines, tables_set_out(own, where))
    return _in_order(tables, paragraphs("\n".join(lines), where=where, forwarded=forwarded))


def _taken(lines: list[str], tables: Iterable[tuple[Table, range]]) -> list[tuple[Table, range]]:
    """Return some tables; their lines are blanked, for they are no paragraphs."""
    found = list(tables)
    for _, places in found:
        lines[places.start : places.stop] = [""] * len(places)
    return found


def _in_order(tables: Sequence[tuple[Table, range]], passages: Sequence[Passage]) -> list[Table | Passage]:
    numbered: list[tuple[int, Table | Passage]] = [(places.start + 1, table) for table, places in tables]
    numbered += [(int(passage.locator.split()[-1]), passage) for passage in passages]
    return [block for _, block in sorted(numbered, key=lambda each: each[0])]


def paragraphs(text: str, *, where: str = "line", forwarded: bool = False) -> list[Passage]:
    """Return a text's paragraphs; what is quoted from an earlier message is furniture.

    Of a message that hands on another one (`forwarded`), what it hands on is none.

    A paragraph ends with a blank line, where the next line begins a list item, and with a line that was not
    broken for want of room: in the text of a web page every line is a paragraph of its own, in a wrapped
    message those lines go on into which the next word would not have fitted.
    """
    raw_lines = re.split(r"\r\n|\r|\n", text)
    width = _wrapped_at(raw_lines)
    passages: list[Passage] = []
    lines: list[str] = []
    begun, room = 1, 0
    quoted = quoted_here = False
    handed_on = not forwarded

    def finish() -> None:
        if lines:
            passages.append(Passage(" ".join(lines), f"{where} {begun}", furniture=quoted_here))
            lines.clear()

    for number, raw_line in enumerate(raw_lines, start=1):
        line = " ".join(raw_line.split())
        if line and not quoted and (passages or lines or forwarded) and quote_begins(raw_lines, number - 1):
            quoted, handed_on = handed_on, True
        here = quoted or line.startswith(">") or (bool(line) and introduces_marks(raw_lines, number - 1))
        begins = not line or here != quoted_here or _ITEM.match(line)
        if begins or not (here or _goes_on(lines, line) or len(line.split(" ", 1)[0]) >= room):
            finish()
        if line:
            if not lines:
                begun, quoted_here = number, here
            lines.append(line.lstrip("> "))
            room = width - len(raw_line.rstrip())
    finish()
    return passages


def _wrapped_at(lines: list[str]) -> int:
    """Return the width at which a text's lines were wrapped, or more than any line where they were not."""
    lengths = [len(" ".join(line.split())) for line in lines if len(line.split()) > 1]
    long = [length for length in lengths if length >= _NARROWEST]
    fitting = [length for length in long if length <= _WIDEST]
    if not fitting or len(fitting) < _MOST * len(long):
        return _UNWRAPPED
    return sorted(fitting)[int(_NEARLY_ALL * (len(fitting) - 1))]


def _goes_on(lines: list[str], line: str) -> bool:
    """Say whether the value of an item stands on the next line: "2020/21 -" and then "17"."""
    return bool(lines) and _LABEL_ALONE.search(lines[-1]) is not None and _VALUE_FIRST.match(line) is not None
