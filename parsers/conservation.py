"""No number gets lost on the way from a file's bytes to its tables and passages, and none moves.

What the file holds is counted a second time by a way of its own (`parsers.printed_pages`,
`parsers.printed_cells`) and compared with what the reader handed on, page by page, sheet by sheet.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2 as pdfium

from parsers.conservation_sheets import records, sheets
from parsers.difference import FEW, Difference, anchors, differing, few
from parsers.document import Passage
from parsers.figure import Check
from parsers.grid_order import out_of_order
from parsers.printed_letters import printed_doc, printed_odt, printed_rtf
from parsers.printed_messages import printed_msg, printed_tnef
from parsers.printed_pages import digits_of, letters_of, printed_pages
from parsers.printed_text import printed_body, printed_html, printed_text
from parsers.printed_word import printed_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from parsers.document import Cell, Document
    from parsers.figure import Figure
    from parsers.printed_pages import PrintedPage

_MOST_JOINED = 3
_BESIDE_TEXT = frozenset(("comment", "embedded file"))
"""Hidden content that is no text of its page."""
_CANNOT_TELL = {
    "doc": frozenset(("tracked change", "hidden text")),
    "odt": frozenset(("hidden text",)),
    "rtf": frozenset(("hidden text",)),
}
"""Where the second count cannot tell what is hidden, a document that hides it is not counted."""
_FEW_LETTERS = 4
"""Fewer letters are marks of footnotes and bullets."""
_LETTER_OR_DIGIT = re.compile(r"[^\W_]+")


def conserved(
    data: bytes, document: Document, figures: Sequence[Figure], *, discreet: bool = False
) -> list[Check]:
    """Return whether all that a file prints was handed on, whence it was printed.

    Of a document that hides something, `discreet` repeats nothing: the second count may not know what is hid.
    One check is passed where all agrees; each place that does not has a failed one for every table that it
    touches, which so waits for a person.
    """
    audits = {
        "pdf": _pages,
        "xlsx": sheets,
        "delimited": records,
        "text": _text,
        "eml": _text,
        "docx": _flow,
        "html": _flow,
        "xls": sheets,
        "xlsb": sheets,
        "ods": sheets,
        "msg": _text,
        "tnef": _text,
        "doc": _flow,
        "odt": _flow,
        "rtf": _flow,
    }
    if document.format not in audits:
        return []
    counted: Counter[str] = Counter()
    try:
        differences = [*audits[document.format](data, document, counted), *_order(document)]
    except (KeyError, ValueError, IndexError, OSError, zipfile.BadZipFile, pdfium.PdfiumError) as error:
        # What cannot be counted again is no proof of a loss, and none of the contrary either.
        told = type(error).__name__ if discreet else f"{type(error).__name__}: {error}"
        note = f"the file could not be counted again ({told})"
        return [
            Check(
                "numbers conserved", passed=False, expected="", actual="", table_no=0, locators=(), note=note
            )
        ]
    if not differences:
        what = f"{counted['numbers']} numbers in {counted['places']} {_PLACES[document.format]}"
        return [Check("numbers conserved", passed=True, expected=what, actual=what, table_no=0, locators=())]
    if discreet:
        differences = [replace(found, expected="", actual="", note=_UNTOLD) for found in differences]
    return list(_checks(differences, document, figures))


_UNTOLD = "what differs is not repeated here, as the document hides something"
_PLACES = {
    "pdf": "pages",
    "xlsx": "sheets",
    "delimited": "file",
    "text": "file",
    "eml": "message",
    "docx": "document",
    "html": "page",
    "xls": "sheets",
    "xlsb": "sheets",
    "ods": "sheets",
    "msg": "message",
    "tnef": "message",
    "doc": "document",
    "odt": "document",
    "rtf": "document",
}


def _checks(
    differences: Iterable[Difference], document: Document, figures: Sequence[Figure]
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


def _pages(data: bytes, document: Document, counted: Counter[str]) -> Iterator[Difference]:
    texts: dict[int, list[str]] = defaultdict(list)
    cells: dict[int, list[Cell]] = defaultdict(list)
    for block in document.blocks:
        if isinstance(block, Passage):
            texts[block.page or 0].append(block.text)
        else:
            own = [_as_printed(cell) for cell in anchors(block)]
            texts[block.page or 0] += [cell.text for cell in own]
            cells[block.page or 0] += own
    # What is a picture holds no text to count; its numbers were looked at twice when they were recognised.
    unread = {place for place, _ in document.gaps} | {f"page {number}" for number in document.recognised}
    # What a page does not show stands in its text and must not be repeated here.
    unread |= {found.place for found in document.hidden if found.kind not in _BESIDE_TEXT}
    for page in printed_pages(data):
        place = f"page {page.number}"
        if place in unread:
            continue
        counted["places"] += 1
        read = texts[page.number]
        if not read and _LETTER_OR_DIGIT.search(page.text):
            yield Difference("pages read", "words", "none", (place,), f"nothing was read from {place}")
            continue
        printed, handed_on = page.digits(), digits_of(read)
        counted["numbers"] += printed.total()
        if printed != handed_on:
            yield from _uncounted(place, printed, handed_on, page)
        left_out = _left_out(page, letters_of(read))
        if left_out:
            yield Difference(
                check="words conserved",
                expected="all words",
                actual=f"{left_out} letters not read",
                locators=(place,),
                note=f"{place}: {left_out} letters are printed that were not read",
            )
        misplaced = page.misplaced(cells[page.number])
        if misplaced:
            yield Difference(
                check="words stand where they were read",
                expected=few(cell.text for cell in misplaced),
                actual="printed elsewhere on the page",
                locators=tuple(cell.locator for cell in misplaced[:FEW]),
                note=f"{len(misplaced)} cells of {place}",
            )


def _as_printed(cell: Cell) -> Cell:
    """Return a cell with no more of its text than its own page prints."""
    return cell if cell.own is None else replace(cell, text=cell.own)


def _uncounted(
    place: str, printed: Counter[str], handed_on: Counter[str], page: PrintedPage
) -> Iterator[Difference]:
    """Yield what differs between the counts of a page, but for marks off the line and words painted twice."""
    once = page.digits_once()
    missing = (printed & once) - handed_on
    more = handed_on - (printed | once)
    _join(missing, more)
    _join(more, missing)
    if missing or more:
        yield Difference(
            check="numbers conserved",
            expected=f"{printed.total()} numbers",
            actual=f"{handed_on.total()} numbers",
            locators=(place,),
            note=differing(place, missing, more),
        )


def _left_out(page: PrintedPage, read: Counter[str]) -> int:
    """Return how many letters were not read: a row of a table may hold words and marks alone."""
    if (page.letters() - read).total() < _FEW_LETTERS:
        return 0
    missing = (page.letters() & page.letters_once()) - read
    return missing.total() if missing.total() >= _FEW_LETTERS else 0


def _join(wholes: Counter[str], parts: Counter[str]) -> None:
    """Take out of both what is one number here and its pieces there: a rule may part what print joins."""
    for whole in list(wholes.elements()):
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


def _order(document: Document) -> Iterator[Difference]:
    for table in document.tables:
        astray = out_of_order(table)
        if astray:
            yield Difference(
                check="cells stand in rows and columns",
                expected="as printed",
                actual=few(cell.text for cell in astray),
                locators=tuple(cell.locator for cell in astray[:FEW]),
                note=f"{len(astray)} cells of a table on {table.place} do not stand in their row or column",
            )


def _text(data: bytes, document: Document, counted: Counter[str]) -> Iterator[Difference]:
    """Compare texts and messages; a message may have a plain form and one with tables."""
    tables = document.tables
    shown = _TEXTS[document.format](data, tables=bool(tables))
    printed = digits_of([shown])
    texts = [passage.text for passage in document.passages]
    texts += [cell.text for table in tables for cell in anchors(table)]
    handed_on = digits_of(texts)
    counted["places"] += 1
    counted["numbers"] += printed.total()
    missing = printed - handed_on
    if missing:
        yield Difference(
            check="numbers conserved",
            expected=f"{printed.total()} numbers",
            actual=f"{handed_on.total()} numbers",
            locators=tuple(dict.fromkeys(table.place for table in tables)),
            note=differing("the text", missing, Counter()),
        )


def _flow(data: bytes, document: Document, counted: Counter[str]) -> Iterator[Difference]:
    """Compare a document without pages: what is missing could stand in any of its tables, so all wait."""
    untold = _CANNOT_TELL.get(document.format, frozenset())
    if any(found.kind in untold for found in document.hidden):
        return
    printed = _FLOWS[document.format](data)
    texts = [passage.text for passage in document.passages]
    texts += [cell.text for table in document.tables for cell in anchors(table)]
    numbers, handed_on = digits_of([printed]), digits_of(texts)
    counted["places"] += 1
    counted["numbers"] += numbers.total()
    places = tuple(dict.fromkeys(table.place for table in document.tables))
    missing = numbers - handed_on
    if missing:
        yield Difference(
            check="numbers conserved",
            expected=f"{numbers.total()} numbers",
            actual=f"{handed_on.total()} numbers",
            locators=places,
            note=differing("the document", missing, Counter()),
        )
    left_out = (letters_of([printed]) - letters_of(texts)).total()
    if left_out >= _FEW_LETTERS:
        yield Difference(
            check="words conserved",
            expected="all words",
            actual=f"{left_out} letters not read",
            locators=places,
            note=f"{left_out} letters are shown that were not read",
        )


_TEXTS = {"text": printed_text, "eml": printed_body, "msg": printed_msg, "tnef": printed_tnef}
_FLOWS = {
    "docx": printed_word,
    "html": printed_html,
    "doc": printed_doc,
    "odt": printed_odt,
    "rtf": printed_rtf,
}
