"""What .xls and .ods workbooks hold, counted by ways of their own: calamine, and patterns over the XML."""

from __future__ import annotations

import contextlib
import html
import io
import re
import zipfile
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from parsers.formats.sheets import sheet_locator
from parsers.formats.text_encoding import decode
from parsers.printed_cells import PrintedCell, PrintedSheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FIRST_DAY = date(1899, 12, 30)
_ODS_TABLE = re.compile(r"<table:table\b([^>]*)>(.*?)</table:table>", re.DOTALL)
_ODS_PART = re.compile(
    r"<table:(table-row|table-cell|covered-table-cell)\b([^>]*?)(/?)>|</table:(table-row|table-cell)>"
)
_ODS_HIDDEN = re.compile(r"<style:style\b([^>]*)>(?:(?!</style:style>).)*?table:display=\"false\"", re.DOTALL)
_ATTRIBUTE = re.compile(r"([\w:-]+)=(?:\"([^\"]*)\"|'([^']*)')")
_COMMENT = re.compile(r"<(office:annotation|text:note)\b.*?</\1>", re.DOTALL)
_PARAGRAPH = re.compile(r"<text:p\b[^>]*?(?:/>|>(.*?)</text:p>)", re.DOTALL)
_GAP = re.compile(r"<text:(?:s|tab|line-break)\b[^>]*>")
_MARKUP = re.compile(r"<[^>]*>")
_MOST_COPIES = 1_000_000


def printed_xls(data: bytes) -> Iterator[PrintedSheet]:
    """Yield the visible sheets of an .xls workbook as calamine reads them.

    The reader has refused workbooks whose sheets are so wide and long that this would need much memory.
    """
    book = _opened(data)
    for about in book.sheets_metadata:
        if about.visible != SheetVisibleEnum.Visible:
            continue
        locate = sheet_locator(about.name)
        sheet = PrintedSheet(about.name)
        for row, values in enumerate(_rows(book, about.name)):
            for column, value in enumerate(values):
                text, is_number = _stored(value)
                if text.strip():
                    sheet.cells.append(PrintedCell(locate(row, column), text, is_number, plain=True))
        yield sheet


def _opened(data: bytes) -> CalamineWorkbook:
    with _no_panic():
        return CalamineWorkbook.from_filelike(io.BytesIO(data))


def _rows(book: CalamineWorkbook, name: str) -> Sequence[Sequence[object]]:
    with _no_panic():
        return book.get_sheet_by_name(name).to_python(skip_empty_area=False)


@contextlib.contextmanager
def _no_panic() -> Iterator[None]:
    try:
        yield
    except CalamineError as error:
        raise ValueError(f"calamine cannot open it ({error})") from error
    except BaseException as error:
        # What Rust raises where it meets the unforeseen is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise ValueError("calamine cannot open it") from error


def _stored(value: object) -> tuple[str, bool]:
    if isinstance(value, bool):
        return str(value).upper(), False
    if isinstance(value, int | float):
        return repr(value), True
    if isinstance(value, datetime):
        return str((value - datetime(1899, 12, 30)) / timedelta(days=1)), True  # noqa: DTZ001 a day anywhere
    if isinstance(value, date):
        return str((value - _FIRST_DAY).days), True
    return str(value), False


def printed_ods(data: bytes) -> Iterator[PrintedSheet]:
    """Yield the visible sheets of an .ods spreadsheet by patterns over its XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        xml = _COMMENT.sub("", decode(package.read("content.xml")))
    hidden = {_attributes(found).get("style:name") for found in _ODS_HIDDEN.findall(xml)}
    for attributes, inside in _ODS_TABLE.findall(xml):
        about = _attributes(attributes)
        if about.get("table:style-name") in hidden:
            continue
        name = about.get("table:name", "")
        yield PrintedSheet(name, list(_ods_cells(name, inside)))


def _ods_cells(name: str, xml: str) -> Iterator[PrintedCell]:
    locate = sheet_locator(name)
    row, rows, column = 0, 1, 0
    for match in _ODS_PART.finditer(xml):
        kind, attributes, alone, closed = match.groups()
        if closed == "table-row":
            row += rows
            continue
        if kind is None:
            continue
        about = _attributes(attributes)
        if kind == "table-row":
            rows = int(about.get("table:number-rows-repeated", "1"))
            column = 0
            row += rows if alone else 0
            continue
        copies = int(about.get("table:number-columns-repeated", "1"))
        end = xml.find("</table:table-cell>", match.end()) if not alone else -1
        text = _shown(xml[match.end() : end]) if end >= 0 and kind == "table-cell" else ""
        stored = about.get("office:value")
        if (text or stored) and copies * rows <= _MOST_COPIES:
            for down in range(rows):
                for across in range(copies):
                    at = locate(row + down, column + across)
                    yield PrintedCell(at, stored or text, stored is not None, plain=bool(text))
        column += copies


def _shown(inside: str) -> str:
    words = (_MARKUP.sub("", _GAP.sub(" ", found)) for found in _PARAGRAPH.findall(inside))
    return html.unescape(" ".join(words)).strip()


def _attributes(text: str) -> dict[str, str]:
    return {name: html.unescape(one or other) for name, one, other in _ATTRIBUTE.findall(text)}
