"""What a workbook's sheets and a delimited file hold, counted without the libraries that the readers use."""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from parsers.formats.text_encoding import decode
from parsers.looks import LEAST_HEIGHT, LEAST_WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG = r"(?:\w+:)?"
_CELL = re.compile(
    r'<c r="([A-Z]+\d+)"(?: s="(\d+)")?(?: t="(\w+)")?>(?:<v>([^<&]*)</v>|<is><t>([^<&]*)</t></is>)</c>'
    rf"|<{_TAG}c\b([^>]*?)(?:/>|>(.*?)</{_TAG}c>)|<{_TAG}row\b([^>]*)>",
    re.DOTALL,
)
"""A cell as most programs write them, any other cell, or a row's beginning."""
_VALUE = re.compile(rf"<{_TAG}v\b[^>]*>(.*?)</{_TAG}v>", re.DOTALL)
_TEXT = re.compile(rf"<{_TAG}t\b[^>]*>(.*?)</{_TAG}t>", re.DOTALL)
_SOUND = re.compile(rf"<{_TAG}rPh\b.*?</{_TAG}rPh>", re.DOTALL)
_STRING = re.compile(rf"<{_TAG}si\b[^>]*?(?:/>|>(.*?)</{_TAG}si>)", re.DOTALL)
_MERGED = re.compile(rf'<{_TAG}mergeCell\b[^>]*\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_ROW = re.compile(rf"<{_TAG}row\b")
_COLUMN = re.compile(rf"<{_TAG}col\b([^>]*)>")
_SHEET = re.compile(rf"<{_TAG}sheet\b([^>]*)>")
_RELATION = re.compile(rf"<{_TAG}Relationship\b([^>]*)>")
_FORMATS = re.compile(rf"<{_TAG}numFmt\b([^>]*)>")
_CELL_STYLES = re.compile(rf"<{_TAG}cellXfs\b.*?</{_TAG}cellXfs>", re.DOTALL)
_STYLE = re.compile(rf"<{_TAG}xf\b([^>]*)>")
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_LATIN = 26
_LAST_COLUMN = 16_384
_QUOTED_RECORD = re.compile(r'(?:[^"\n]++|"(?:[^"]++|"")*+(?:"|\Z))*+')


class PrintedCell(NamedTuple):
    """A cell of a sheet as its XML stores it; `plain` where no format hides what is stored."""

    locator: str
    text: str
    is_number: bool
    plain: bool


@dataclass(slots=True)
class PrintedSheet:
    """A visible sheet and its visible cells that hold anything."""

    name: str
    cells: list[PrintedCell] = field(default_factory=list)


def printed_sheets(data: bytes) -> Iterator[PrintedSheet]:
    """Yield the visible sheets of a workbook straight from its package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = set(package.namelist())
        strings = _strings(package) if "xl/sharedStrings.xml" in names else []
        plain = _plain_styles(package) if "xl/styles.xml" in names else []
        for title, path in _sheets(package):
            if path in names:
                yield PrintedSheet(title, list(_cells(title, _xml(package, path), strings, plain)))


def _xml(package: zipfile.ZipFile, path: str) -> str:
    return decode(package.read(path))


def _attributes(text: str) -> dict[str, str]:
    return {name: html.unescape(one or other) for name, one, other in _ATTRIBUTE.findall(text)}


def _sheets(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    relations = {
        found.get("Id", ""): posixpath.normpath(posixpath.join("xl", found.get("Target", "")))
        for found in map(_attributes, _RELATION.findall(_xml(package, "xl/_rels/workbook.xml.rels")))
        if found.get("Type", "").endswith("/worksheet")
    }
    for found in map(_attributes, _SHEET.findall(_xml(package, "xl/workbook.xml"))):
        relation = next((value for name, value in found.items() if name.endswith(":id")), "")
        if found.get("state", "visible") == "visible" and relation in relations:
            yield found.get("name", ""), relations[relation].lstrip("/")


def _strings(package: zipfile.ZipFile) -> list[str]:
    return [_words(inside or "") for inside in _STRING.findall(_xml(package, "xl/sharedStrings.xml"))]


def _words(inside: str) -> str:
    if "rPh" in inside:
        inside = _SOUND.sub("", inside)
    return html.unescape("".join(_TEXT.findall(inside)))


def _plain_styles(package: zipfile.ZipFile) -> list[bool]:
    """Return for each cell style whether it shows every number that it is given."""
    xml = _xml(package, "xl/styles.xml")
    codes = {found["numFmtId"]: found["formatCode"] for found in map(_attributes, _FORMATS.findall(xml))}
    block = _CELL_STYLES.search(xml)
    styles = _STYLE.findall(block.group()) if block else []
    return [";" not in codes.get(_attributes(style).get("numFmtId", "0"), "") for style in styles]


def _cells(title: str, xml: str, strings: list[str], plain: list[bool]) -> Iterator[PrintedCell]:
    hidden = _hidden_columns(xml)
    covered = _covered(xml)
    row_hidden = False
    for match in _CELL.finditer(xml):
        address, style, kind, value, words, attributes, inside, row = match.groups()
        if row is not None:
            row_hidden = ("hidden" in row or "ht=" in row) and _is_hidden(_attributes(row), "ht")
            continue
        if row_hidden or not (address or inside):
            continue
        if address is None:
            about = _attributes(attributes)
            address, style, kind = about.get("r", ""), about.get("s"), about.get("t")
            text = _stored(inside, kind or "n", strings)
        elif kind == "inlineStr":
            text = words or ""
        else:
            text = strings[int(value)] if kind == "s" and value else value or ""
        if address in covered or (hidden and _column(address.rstrip("0123456789")) in hidden):
            continue
        if text and not text.isspace():
            shows = not style or int(style) >= len(plain) or plain[int(style)]
            yield PrintedCell(f"'{title}'!{address}", text, kind in {None, "n"}, shows)


def _stored(inside: str, kind: str, strings: list[str]) -> str:
    if kind == "inlineStr":
        return _words(inside)
    value = _VALUE.search(inside)
    if value is None:
        return ""
    if kind == "s":
        return strings[int(value[1])]
    return html.unescape(value[1]) if "&" in value[1] else value[1]


def _hidden_columns(xml: str) -> set[int]:
    hidden: set[int] = set()
    first_row = _ROW.search(xml)
    for found in map(_attributes, _COLUMN.findall(xml, 0, first_row.start() if first_row else len(xml))):
        if _is_hidden(found, "width"):
            hidden |= set(range(int(found["min"]), min(int(found["max"]), _LAST_COLUMN) + 1))
    return hidden


def _is_hidden(about: dict[str, str], size: str) -> bool:
    """Say whether a row or column says that it is hidden, or is too flat for anything to be seen."""
    least = LEAST_HEIGHT if size == "ht" else LEAST_WIDTH
    return about.get("hidden") in {"1", "true"} or float(about.get(size) or least) < least


def _covered(xml: str) -> set[str]:
    """Return the addresses that merged cells cover: what they hold is not shown."""
    covered: set[str] = set()
    if "mergeCell" not in xml:
        return covered
    for left, top, right, bottom in _MERGED.findall(xml):
        rows = range(int(top), int(bottom) + 1)
        columns = range(_column(left), _column(right) + 1)
        if len(rows) * len(columns) <= 1 << 20:
            covered |= {f"{_letters(column)}{row}" for row in rows for column in columns} - {f"{left}{top}"}
    return covered


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * _LATIN + ord(letter) - ord("A") + 1
    return number


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, _LATIN)
        letters = chr(ord("A") + rest) + letters
    return letters


def printed_records(data: bytes) -> tuple[list[str], list[str]]:
    """Return a delimited file's records twice: as quotes part them, and line by line.

    A quoted field may hold line ends, and a lone quote in a file without quoting must not.
    """
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    quoted: list[str] = []
    at = 0
    while at <= len(text):
        match = _QUOTED_RECORD.match(text, at)
        if match is None:
            break
        quoted.append(match.group())
        at = match.end() + 1
    return quoted, text.split("\n")
