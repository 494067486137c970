"""Delimited text (.csv, .tsv and what calls itself so): any encoding, any delimiter, any line ends."""

from __future__ import annotations

import csv
import io
from collections import Counter

from parsers.document import Document
from parsers.errors import UnreadableError
from parsers.formats.sheets import SheetCell, blocks_of
from parsers.formats.text_encoding import decode

_DELIMITERS = (",", ";", "\t", "|")
_MOST_CELLS = 5_000_000


def read_delimited(data: bytes) -> Document:
    """Return the rows of delimited text as tables and passages.

    Raises:
        UnreadableError: when the text is no table or holds more cells than any reply needs.
    """
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    cells = []
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=_delimiter(text))):
            for column, value in enumerate(row):
                shown = " ".join(value.split())
                if shown:
                    cells.append(SheetCell(number, column, shown))
            if len(cells) > _MOST_CELLS:
                raise UnreadableError(f"the file holds more than {_MOST_CELLS:,} cells, more than is read")
    except csv.Error as error:
        raise UnreadableError(f"the delimited text is broken ({error}); ask for it again") from error
    document = Document("delimited", parts=1)
    document.blocks = blocks_of(cells, "the file", _locate)
    return document


def _locate(row: int, column: int) -> str:
    return f"row {row + 1}, column {column + 1}"


def _delimiter(text: str) -> str:
    """Return the delimiter that parts most rows into one same number of fields.

    Title and note lines above and below a table hold other numbers of delimiters, so that the most frequent
    number counts and not the average.
    """
    best, most = ",", (0, 0)
    for delimiter in _DELIMITERS:
        try:
            fields = Counter(
                len(row) for row in csv.reader(io.StringIO(text[: 1 << 18]), delimiter=delimiter)
            )
        except csv.Error:
            continue
        rows, width = max(((count, size) for size, count in fields.items() if size > 1), default=(0, 0))
        if (rows, width) > most:
            best, most = delimiter, (rows, width)
    return best
