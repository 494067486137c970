"""How long a workbook takes to read with meaning and audit, against a bare openpyxl read of the same cells.

Run by hand: `python tests/benchmarks/bench_sheets.py [ROWS]`. It writes a workbook of counts in long form and
one with a row per crime, each of so many rows (20,000 without a number), and reads both each way: as openpyxl
writes them, each text in its cell, and as Excel does, each text once for all cells, which a bare read is
quicker with. Figures are the best of three runs in one process, in seconds of its own processor time; a
smaller ratio is better.
"""

from __future__ import annotations

import io
import re
import sys
import time
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

import openpyxl

from fixtures.broken import members_of, package
from parsers.formats.registry import read_document
from parsers.reply import read_reply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_RUNS = 3
_ROWS = 20_000
_OUTCOMES = (
    "Charged",
    "Community Resolution",
    "Cautioned - Adult",
    "Taken into consideration",
    "Not yet assigned",
)
_OFFENCES = ("Arson", "Burglary", "Robbery", "Sexual offences", "Shoplifting")


def counts(rows: int) -> Iterable[tuple[object, ...]]:
    """Yield a head and rows of counts in long form."""
    rng = Random(1)
    yield ("Year", "Offence", "Location", "Outcome", "Number of crimes")
    for number in range(rows):
        place = f"Station {number % 900:03d}"
        yield (2015 + number % 9, rng.choice(_OFFENCES), place, rng.choice(_OUTCOMES), rng.randint(0, 99))


def crimes(rows: int) -> Iterable[tuple[object, ...]]:
    """Yield a head and a row for each crime."""
    rng = Random(1)
    yield ("No.", "Date Recorded", "Offence", "Location", "Outcome")
    for number in range(rows):
        day = date(2020, 1, 1) + timedelta(days=rng.randrange(1000))
        yield (number + 1, day, rng.choice(_OFFENCES), f"Station {number % 40}", rng.choice(_OUTCOMES))


def workbook(rows: Iterable[tuple[object, ...]]) -> bytes:
    """Return the rows as a workbook of one sheet."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Data")
    for row in rows:
        sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def with_shared_texts(data: bytes) -> bytes:
    """Return openpyxl's workbook of one sheet with each text once for all cells, as Excel writes it."""
    parts = members_of(data)
    texts: dict[bytes, int] = {}

    def refer(cell: re.Match[bytes]) -> bytes:
        return b'<c%s t="s"><v>%d</v></c>' % (cell[1], texts.setdefault(cell[2], len(texts)))

    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = re.sub(rb'<c([^>]*) t="inlineStr"><is><t>([^<]*)</t></is></c>', refer, parts[sheet])
    items = b"".join(b"<si><t>%s</t></si>" % text for text in texts)
    parts["xl/sharedStrings.xml"] = b'<sst xmlns="%s/main">%s</sst>' % (_SHEETS, items)
    types = "[Content_Types].xml"
    shared = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s+xml"/></Types>' % _SHARED
    parts[types] = re.sub(
        rb"</Types>", shared, re.sub(rb"<Override [^>]*sharedStrings[^>]*>", b"", parts[types])
    )
    return package(parts)


_SHEETS = b"http://schemas.openxmlformats.org/spreadsheetml/2006"
_SHARED = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings"


def whole(data: bytes) -> int:
    """Read the reply: cells, meaning, audits; return how many figures it has."""
    (reading,) = read_reply(data, "reply.xlsx")
    return len(reading.figures)


def bare(data: bytes) -> int:
    """Read the values of all cells with openpyxl alone; return how many there are."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return sum(value is not None for row in book.active.iter_rows(values_only=True) for value in row)


def cells(data: bytes) -> int:
    """Read the cells as tables and passages, without meaning and audits; return how many blocks there are."""
    return len(read_document(data).blocks)


def seconds(job: Callable[[bytes], int], data: bytes) -> float:
    """Return the processor time of a job."""
    start = time.process_time()
    job(data)
    return time.process_time() - start


def best_of(jobs: Sequence[Callable[[bytes], int]], data: bytes) -> list[float]:
    """Return the best time of each job; they run by turns, so that what else a machine does meets all."""
    times = [[seconds(job, data) for job in jobs] for _ in range(_RUNS)]
    return [min(each) for each in zip(*times, strict=True)]


def main(arguments: list[str]) -> None:
    """Print the times and their ratios."""
    rows = int(arguments[0]) if arguments else _ROWS
    long, listed = workbook(counts(rows)), workbook(crimes(rows))
    for name, data in (
        ("counts in long form", long),
        ("the same with shared texts", with_shared_texts(long)),
        ("a row for each crime", listed),
        ("the same with shared texts", with_shared_texts(listed)),
    ):
        ours, reader, theirs = best_of((whole, cells, bare), data)
        sys.stdout.write(
            f"{name}, {rows:,} rows, {whole(data):,} figures\n"
            f"  reading with meaning and audit  {ours:7.3f} s  {rows / ours:10,.0f} rows/s\n"
            f"  of which the cells alone        {reader:7.3f} s  {rows / reader:10,.0f} rows/s"
            f"  ({reader / theirs:.2f} times openpyxl's time)\n"
            f"  openpyxl, values alone          {theirs:7.3f} s  {rows / theirs:10,.0f} rows/s"
            f"  ({ours / theirs:.2f} times its time)\n"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
