"""Delimited text (.csv, .tsv and what calls itself so): any encoding, any delimiter, any line ends."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import TYPE_CHECKING

from parsers.document import Document
from parsers.errors import UnreadableError
from parsers.formats.sheets import SheetCell, blocks_of
from parsers.formats.text_encoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_DELIMITERS = (",", ";", "\t", "|")
_NUMBER = re.compile(r"[-<]?\d[\d,.]*%?")
_MOST_CELLS = 5_000_000


def read_delimited(data: bytes) -> Document:
    """Return the rows of delimited text as tables and passages.

    Raises:
        UnreadableError: when the text is no table or holds more cells than any reply needs.
    """
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    records = []
    size = 0
    try:
        for row in csv.reader(io.StringIO(text), delimiter=_delimiter(text)):
            records.append([" ".join(value.split()) for value in row])
            size += sum(map(bool, row))
            if size > _MOST_CELLS:
                raise UnreadableError(f"the file holds more than {_MOST_CELLS:,} cells, more than is read")
    except csv.Error as error:
        raise UnreadableError(f"the delimited text is broken ({error}); ask for it again") from error
    document = Document("delimited", parts=1)
    document.blocks = blocks_of(_cells(records), "the file", _locate)
    return document


def _cells(records: Sequence[Sequence[str]]) -> Iterator[SheetCell]:
    """Yield what stands in the records, and the blanks of a record with nothing but a label.

    Where lines of text are written without delimiters, such a record is a row of its table. Programs that pad
    every line to one width tell nothing by them.
    """
    padded = len({len(record) for record in records if any(record)}) == 1
    for number, record in enumerate(records):
        alone = len(record) > 1 and bool(record[0]) and not any(record[1:]) and not padded
        for column, shown in enumerate(record):
            if shown or alone:
                yield SheetCell(number, column, shown, written=alone)


def _locate(row: int, column: int) -> str:
    return f"row {row + 1}, column {column + 1}"


def _delimiter(text: str) -> str:
    """Return the delimiter that parts most rows into one same number of fields.

    Title and note lines above and below a table hold other numbers of delimiters, so that the most frequent
    number counts and not the average. Rows with a number in a field behind the first count before others: the
    commas of a letter's sentences part no numbers.
    """
    best, most = ",", (0, 0, 0)
    for delimiter in _DELIMITERS:
        rows: Counter[int] = Counter()
        numbered: Counter[int] = Counter()
        try:
            for row in csv.reader(io.StringIO(text[: 1 << 18]), delimiter=delimiter):
                rows[len(row)] += 1
                numbered[len(row)] += any(_NUMBER.fullmatch(field.strip()) for field in row[1:])
        except csv.Error:
            continue
        score = max(
            ((numbered[size], count, size) for size, count in rows.items() if size > 1), default=(0, 0, 0)
        )
        if score > most:
            best, most = delimiter, score
    return best
