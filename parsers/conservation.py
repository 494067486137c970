"""No number gets lost on the way from a file's bytes to its tables and passages, and none moves.

What the file holds is counted a second time by a way of its own (`parsers.printed_pages`,
`parsers.printed_cells`) and compared with what the reader handed on, page by page, sheet by sheet.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pypdfium2 as pdfium

from parsers.document import Cell, Passage, Table
from parsers.figure import Check
from parsers.grid_order import out_of_order
from parsers.printed_cells import PrintedCell, printed_records, printed_sheets
from parsers.printed_pages import digits_of, letters_of, printed_pages
from parsers.printed_text import printed_body, printed_html, printed_text
from parsers.printed_word import printed_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from parsers.document import Document
    from parsers.figure import Figure
    from parsers.printed_pages import PrintedPage

_FEW = 5
_MOST_JOINED = 3
_FEW_LETTERS = 4
"""Fewer letters are marks of footnotes and bullets."""
_ROUNDED = 0.5000001
_LETTER_OR_DIGIT = re.compile(r"[^\W_]+")
_PLAIN_NUMBER = re.compile(r"[-(]?[£$€]?([\d,  ]*\d(?:\.\d+)?|\.\d+)\)?\s*(%?)")
_DAY = timedelta(days=1)
_FIRST_DAYS = (datetime(1899, 12, 30), datetime(1904, 1, 1))  # noqa: DTZ001 days of a calendar, anywhere
"""The days from which workbooks count theirs."""
_RECORD = re.compile(r"row (\d+), column (\d+)")


@dataclass(frozen=True, slots=True)
class _Difference:
    """What does not agree at one place: the tables it touches, what should be there and what is."""

    check: str
    expected: str
    actual: str
    locators: tuple[str, ...]
    note: str


def conserved(data: bytes, document: Document, figures: Sequence[Figure]) -> list[Check]:
    """Return whether all that a file prints was handed on, whence it was printed.

    One check is passed where all agrees; each place that does not has a failed one for every table that it
    touches, which so waits for a person.
    """
    audits = {
        "pdf": _pages,
        "xlsx": _sheets,
        "delimited": _records,
        "text": _text,
        "eml": _text,
        "docx": _flow,
        "html": _flow,
    }
    if document.format not in audits:
        return []
    counted: Counter[str] = Counter()
    try:
        differences = [*audits[document.format](data, document, counted), *_order(document)]
    except (KeyError, ValueError, IndexError, OSError, zipfile.BadZipFile, pdfium.PdfiumError) as error:
        # What cannot be counted again is no proof of a loss, and none of the contrary either.
        note = f"the file could not be counted again ({type(error).__name__}: {error})"
        return [
            Check(
                "numbers conserved", passed=False, expected="", actual="", table_no=0, locators=(), note=note
            )
        ]
    if not differences:
        what = f"{counted['numbers']} numbers in {counted['places']} {_PLACES[document.format]}"
        return [Check("numbers conserved", passed=True, expected=what, actual=what, table_no=0, locators=())]
    return list(_checks(differences, document, figures))


_PLACES = {
    "pdf": "pages",
    "xlsx": "sheets",
    "delimited": "file",
    "text": "file",
    "eml": "message",
    "docx": "document",
    "html": "page",
}


def _checks(
    differences: Iterable[_Difference], document: Document, figures: Sequence[Figure]
) -> Iterator[Check]:
    numbers: dict[str, set[int]] = defaultdict(set)
    tables = {figure.locator: figure.table_no for figure in figures if figure.table_no}
    for table in document.tables:
        touched = {tables[cell.locator] for row in table.grid for cell in row if cell.locator in tables}
        numbers[table.place] |= touched
        for row in table.grid:
            for cell in row:
                numbers[cell.locator] |= touched
    for found in differences:
        touched = {number for locator in found.locators for number in numbers[locator]}
        for number in sorted(touched) or [0]:
            yield Check(
                check=found.check,
                passed=False,
                expected=found.expected,
                actual=found.actual,
                table_no=number,
                locators=found.locators,
                note=found.note,
            )


def _pages(data: bytes, document: Document, counted: Counter[str]) -> Iterator[_Difference]:
    texts: dict[int, list[str]] = defaultdict(list)
    cells: dict[int, list[Cell]] = defaultdict(list)
    for block in document.blocks:
        if isinstance(block, Passage):
            texts[block.page or 0].append(block.text)
        else:
            own = _anchors(block)
            texts[block.page or 0] += [cell.text for cell in own]
            cells[block.page or 0] += own
    unread = {place for place, _ in document.gaps}
    for page in printed_pages(data):
        place = f"page {page.number}"
        if place in unread:
            continue
        counted["places"] += 1
        read = texts[page.number]
        if not read and _LETTER_OR_DIGIT.search(page.text):
            yield _Difference("pages read", "words", "none", (place,), f"nothing was read from {place}")
            continue
        printed, handed_on = page.digits(), digits_of(read)
        counted["numbers"] += printed.total()
        if printed != handed_on:
            yield from _uncounted(place, printed, handed_on, page)
        left_out = _left_out(page, letters_of(read))
        if left_out:
            yield _Difference(
                check="words conserved",
                expected="all words",
                actual=f"{left_out} letters not read",
                locators=(place,),
                note=f"{place}: {left_out} letters are printed that were not read",
            )
        misplaced = page.misplaced(cells[page.number])
        if misplaced:
            yield _Difference(
                check="words stand where they were read",
                expected=_few(cell.text for cell in misplaced),
                actual="printed elsewhere on the page",
                locators=tuple(cell.locator for cell in misplaced[:_FEW]),
                note=f"{len(misplaced)} cells of {place}",
            )


def _uncounted(
    place: str, printed: Counter[str], handed_on: Counter[str], page: PrintedPage
) -> Iterator[_Difference]:
    """Yield what differs between the counts of a page, but for marks off the line and words painted twice."""
    once = page.digits_once()
    missing = (printed & once) - handed_on
    more = handed_on - (printed | once)
    _join(missing, more)
    _join(more, missing)
    if missing or more:
        yield _Difference(
            check="numbers conserved",
            expected=f"{printed.total()} numbers",
            actual=f"{handed_on.total()} numbers",
            locators=(place,),
            note=_differing(place, missing, more),
        )


def _left_out(page: PrintedPage, read: Counter[str]) -> int:
    """Return how many letters were not read: a row of a table may hold words and marks alone."""
    if (page.letters() - read).total() < _FEW_LETTERS:
        return 0
    missing = (page.letters() & page.letters_once()) - read
    return missing.total() if missing.total() >= _FEW_LETTERS else 0


def _join(wholes: Counter[str], parts: Counter[str]) -> None:
    """Take out of both what is one number here and its pieces there: a rule may part what print joins."""
    for whole in list(wholes):
        pieces = _pieces(whole, parts, _MOST_JOINED)
        if pieces:
            wholes.subtract([whole])
            parts.subtract(pieces)
    for counts in (wholes, parts):
        for text in [text for text, count in counts.items() if count <= 0]:
            del counts[text]


def _pieces(whole: str, parts: Counter[str], most: int) -> list[str]:
    """Return parts that written together are the whole, none where there are none."""
    if most < 1:
        return []
    for part, count in parts.items():
        if count < 1 or not whole.startswith(part):
            continue
        if part == whole:
            return [part]
        rest = _pieces(whole[len(part) :], parts, most - 1)
        if rest and (part not in rest or count > rest.count(part)):
            return [part, *rest]
    return []


def _differing(place: str, missing: Counter[str], more: Counter[str]) -> str:
    said = [
        f"{what} {counts.total()}: {_few(counts.elements())}"
        for what, counts in (("not read", missing), ("read and not printed", more))
        if counts
    ]
    return f"{place}: {'; '.join(said)}"


def _few(texts: Iterable[str]) -> str:
    named = [text[:40] for text in texts]
    rest = f" and {len(named) - _FEW} more" if len(named) > _FEW else ""
    return ", ".join(named[:_FEW]) + rest


def _anchors(table: Table) -> list[Cell]:
    """Return a table's cells with text, each once."""
    return list({id(cell): cell for row in table.grid for cell in row if cell.text}.values())


def _order(document: Document) -> Iterator[_Difference]:
    for table in document.tables:
        astray = out_of_order(table)
        if astray:
            yield _Difference(
                check="cells stand in rows and columns",
                expected="as printed",
                actual=_few(cell.text for cell in astray),
                locators=tuple(cell.locator for cell in astray[:_FEW]),
                note=f"{len(astray)} cells of a table on {table.place} do not stand in their row or column",
            )


def _sheets(data: bytes, document: Document, counted: Counter[str]) -> Iterator[_Difference]:
    read: dict[str, Cell | Passage] = {}
    for block in document.blocks:
        if isinstance(block, Passage):
            read[block.locator] = block
        else:
            read |= {cell.locator: cell for cell in _anchors(block)}
    for sheet in printed_sheets(data):
        counted["places"] += 1
        counted["numbers"] += sum(cell.is_number for cell in sheet.cells)
        wrong = [cell for cell in sheet.cells if not _agrees(cell, read.get(cell.locator))]
        if wrong:
            missing = [cell for cell in wrong if cell.locator not in read]
            yield _Difference(
                check="numbers conserved",
                expected=f"{len(sheet.cells)} cells",
                actual=f"{len(sheet.cells) - len(missing)} cells",
                locators=_with_place([cell.locator for cell in wrong], f"sheet '{sheet.name}'"),
                note=(
                    f"sheet '{sheet.name}': {len(missing)} not read, {len(wrong) - len(missing)} read as "
                    f"something else: {_few(f'{cell.text} in {cell.locator}' for cell in wrong)}"
                ),
            )


def _with_place(locators: Sequence[str], place: str) -> tuple[str, ...]:
    """Return the first locators; a cell that was not read names its sheet instead, whose tables wait."""
    return (place, *locators[:_FEW])


def _agrees(printed: PrintedCell, read: Cell | Passage | None) -> bool:
    """Say whether a cell was read as what is stored, as far as a number format lets one tell."""
    if read is None:
        return not printed.plain
    if read.text == printed.text:
        return True
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


def _records(data: bytes, document: Document, counted: Counter[str]) -> Iterator[_Difference]:
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for block in document.blocks:
        for item in [block] if isinstance(block, Passage) else _anchors(block):
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
        yield _Difference(
            check="numbers conserved",
            expected=_few(record for _, record in best),
            actual=_few(" ".join(read.get(number, ["nothing"])) for number, _ in best),
            locators=("the file", *(f"row {number}" for number, _ in best[:_FEW])),
            note=f"{len(best)} rows of the file were not read as they are written",
        )


def _text(data: bytes, document: Document, counted: Counter[str]) -> Iterator[_Difference]:
    printed = digits_of([printed_text(data) if document.format == "text" else printed_body(data)])
    handed_on = digits_of(passage.text for passage in document.passages)
    counted["places"] += 1
    counted["numbers"] += printed.total()
    missing = printed - handed_on
    if missing:
        yield _Difference(
            check="numbers conserved",
            expected=f"{printed.total()} numbers",
            actual=f"{handed_on.total()} numbers",
            locators=(),
            note=_differing("the text", missing, Counter()),
        )


def _flow(data: bytes, document: Document, counted: Counter[str]) -> Iterator[_Difference]:
    """Compare a document without pages: what is missing could stand in any of its tables, so all wait."""
    printed = _FLOWS[document.format](data)
    texts = [passage.text for passage in document.passages]
    texts += [cell.text for table in document.tables for cell in _anchors(table)]
    numbers, handed_on = digits_of([printed]), digits_of(texts)
    counted["places"] += 1
    counted["numbers"] += numbers.total()
    places = tuple(dict.fromkeys(table.place for table in document.tables))
    missing = numbers - handed_on
    if missing:
        yield _Difference(
            check="numbers conserved",
            expected=f"{numbers.total()} numbers",
            actual=f"{handed_on.total()} numbers",
            locators=places,
            note=_differing("the document", missing, Counter()),
        )
    left_out = (letters_of([printed]) - letters_of(texts)).total()
    if left_out >= _FEW_LETTERS:
        yield _Difference(
            check="words conserved",
            expected="all words",
            actual=f"{left_out} letters not read",
            locators=places,
            note=f"{left_out} letters are shown that were not read",
        )


_FLOWS = {"docx": printed_word, "html": printed_html}
