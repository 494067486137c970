"""Every cell of a sheet and every record of a delimited file was read, where it stands and as what it is."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from parsers.difference import FEW, Difference, anchors, few
from parsers.document import Cell, Passage
from parsers.printed_binary import printed_xlsb
from parsers.printed_books import printed_ods, printed_xls
from parsers.printed_cells import PrintedCell, printed_records, printed_sheets
from parsers.printed_pages import digits_of

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Sequence

    from parsers.document import Document

_LETTER_OR_DIGIT = re.compile(r"[^\W_]+")
_ROUNDED = 0.5000001
_PLAIN_NUMBER = re.compile(r"[-(]?[£$€]?([\d,  ]*\d(?:\.\d+)?|\.\d+)\)?\s*(%?)")
_DAY = timedelta(days=1)
_FIRST_DAYS = (datetime(1899, 12, 30), datetime(1904, 1, 1))  # noqa: DTZ001 days of a calendar, anywhere
"""The days from which workbooks count theirs."""
_RECORD = re.compile(r"row (\d+), column (\d+)")


def sheets(data: bytes, document: Document, counted: Counter[str]) -> Iterator[Difference]:
    """Yield the sheets whose cells were not read as they are stored."""
    read: dict[str, Cell | Passage] = {}
    for block in document.blocks:
        if isinstance(block, Passage):
            read[block.locator] = block
        else:
            read.update((cell.locator, cell) for cell in anchors(block))
    for sheet in _BOOKS[document.format](data):
        unseen = document.unseen
        cells = [cell for cell in sheet.cells if cell.locator not in unseen] if unseen else sheet.cells
        counted["places"] += 1
        counted["numbers"] += sum([cell.is_number for cell in cells])
        # Most cells are read letter by letter as they are stored; the others are looked at closely.
        others = [
            cell for cell in cells if (same := read.get(cell.locator)) is None or same.text != cell.text
        ]
        wrong = [cell for cell in others if not _agrees(cell, read.get(cell.locator))]
        if wrong:
            missing = [cell for cell in wrong if cell.locator not in read]
            yield Difference(
                check="numbers conserved",
                expected=f"{len(cells)} cells",
                actual=f"{len(cells) - len(missing)} cells",
                locators=_with_place([cell.locator for cell in wrong], f"sheet '{sheet.name}'"),
                note=(
                    f"sheet '{sheet.name}': {len(missing)} not read, {len(wrong) - len(missing)} read as "
                    f"something else: {few(f'{cell.text} in {cell.locator}' for cell in wrong)}"
                ),
            )


_BOOKS = {"xlsx": printed_sheets, "xls": printed_xls, "xlsb": printed_xlsb, "ods": printed_ods}


def _with_place(locators: Sequence[str], place: str) -> tuple[str, ...]:
    """Return the first locators; a cell that was not read names its sheet instead, whose tables wait."""
    return (place, *locators[:FEW])


def _agrees(printed: PrintedCell, read: Cell | Passage | None) -> bool:
    """Say whether a cell was read as what is stored, as far as a number format lets one tell."""
    if read is None:
        return not printed.plain
    if not printed.is_number:
        return _LETTER_OR_DIGIT.findall(printed.text) == _LETTER_OR_DIGIT.findall(read.text)
    value, number = read.value if isinstance(read, Cell) else None, float(printed.text)
    if isinstance(value, date):
        return any(_day(value) == day + timedelta(number) // _DAY * _DAY for day in _FIRST_DAYS)
    if not printed.plain:
        return value is None or not isinstance(value, int | float) or value == number
    if isinstance(value, int | float) and value != number:
        return False
    shown = _PLAIN_NUMBER.fullmatch(read.text)
    return shown is None or _shows(shown, abs(number))


def _day(value: date) -> datetime:
    return datetime(value.year, value.month, value.day)  # noqa: DTZ001 a day of a calendar, anywhere


def _shows(shown: re.Match[str], number: float) -> bool:
    text = re.sub(r"[, \u00a0]", "", shown[1])
    decimals = len(text.partition(".")[2])
    scaled = number * 100 if shown[2] else number
    return abs(float(text) - scaled) <= _ROUNDED * 10.0**-decimals


def records(data: bytes, document: Document, counted: Counter[str]) -> Iterator[Difference]:
    """Yield what of a delimited file's records was not read as it is written."""
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for block in document.blocks:
        for item in [block] if isinstance(block, Passage) else anchors(block):
            place = _RECORD.fullmatch(item.locator)
            if place is not None:
                found[int(place[1])].append((int(place[2]), item.text))
    read = {row: _LETTER_OR_DIGIT.findall(" ".join(text for _, text in sorted(found[row]))) for row in found}
    counted["places"] += 1
    best: list[tuple[int, str]] | None = None
    for records in printed_records(data):
        words = {number: _LETTER_OR_DIGIT.findall(record) for number, record in enumerate(records, 1)}
        counted["numbers"] = max(counted["numbers"], digits_of(records).total())
        wrong = [
            (number, records[number - 1]) for number, each in words.items() if each != read.get(number, [])
        ]
        best = wrong if best is None or len(wrong) < len(best) else best
    if best:
        yield Difference(
            check="numbers conserved",
            expected=few(record for _, record in best),
            actual=few(" ".join(read.get(number, ["nothing"])) for number, _ in best),
            locators=("the file", *(f"row {number}" for number, _ in best[:FEW])),
            note=f"{len(best)} rows of the file were not read as they are written",
        )
