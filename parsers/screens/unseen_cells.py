"""Cells of an Excel workbook (.xlsx) that show nothing of what they hold, told by their styles."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, TypeVar

import defusedxml.ElementTree as SafeTree
from openpyxl.styles.colors import COLOR_INDEX

from parsers.looks import BLACK, WHITE, Look, Rgb, look_of, tinted
from parsers.screens.parts import local, parse, relations
from parsers.screens.places import column_number

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

_T = TypeVar("_T")
Area = tuple[int, int, int, int]
"""First row, last row, first column and last column of cells, from 1."""
_STYLES, _THEME = "xl/styles.xml", "xl/theme/theme1.xml"
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")
_RULED = re.compile(rb'<(?:\w+:)?conditionalFormatting\b[^>]*\bsqref="([^"]*)"')
_WORDS = frozenset(("s", "str", "inlineStr"))
_SYSTEM_WHITE = 65
_HEX = 6


def looks_of(package: zipfile.ZipFile) -> dict[str, Look]:
    """Return the looks that hide something, by the numbers by which cells name their styles.

    Raises:
        Exception: The XML is damaged.
    """
    if _STYLES not in package.namelist():
        return {}
    styles = parse(package, _STYLES)
    colours = _Colours(package, styles)
    fonts = [_font(font, colours) for font in _children(styles, "fonts")]
    grounds = [_ground(fill, colours) for fill in _children(styles, "fills")]
    codes = {found.get("numFmtId"): found.get("formatCode", "") for found in _children(styles, "numFmts")}
    looks: dict[str, Look] = {}
    known: dict[tuple[str | None, ...], Look | None] = {}
    for number, style in enumerate(_children(styles, "cellXfs")):
        key = style.get("fontId"), style.get("fillId"), style.get("numFmtId")
        if key not in known:
            letters, size = _nth(fonts, key[0]) or (BLACK, None)
            ground = _nth(grounds, key[1]) or (None,)
            # On a pattern or a run of colours, letters of any colour may be seen.
            on = ground[0] or tuple(255 - part for part in letters)
            known[key] = look_of(letters, (on[0], on[1], on[2]), size, codes.get(key[2], "General"))
        look = known[key]
        if look is not None:
            looks[str(number)] = look
    return looks


def unseen_cells(
    package: zipfile.ZipFile, path: str, part: bytes, looks: dict[str, Look]
) -> set[tuple[int, int]]:
    """Return the filled cells of a sheet, by row and column from 1, that show nothing of what they hold.

    Raises:
        Exception: The XML is damaged.
    """
    styled = b"|".join(map(str.encode, looks))
    if not looks or not re.search(rb"""\bs\s*=\s*["'](?:%s)["']""" % styled, part):
        return set()
    grounds = list(_other_grounds(package, path, part))
    found: set[tuple[int, int]] = set()
    row = column = 0
    for event, element in SafeTree.iterparse(io.BytesIO(part), events=("start", "end"), forbid_dtd=True):
        match event, local(element.tag):
            case "start", "row":
                row, column = int(element.get("r") or row + 1), 0
            case "start", "c":
                column = _column(element, column)
            case "end", "c":
                look = looks.get(element.get("s", ""))
                if look is not None and _is_filled(element):
                    other = any(t <= row <= b and left <= column <= r for t, b, left, r in grounds)
                    if look.hides(number=element.get("t") not in _WORDS, other_ground=other):
                        found.add((row, column))
            case "end", "row":
                element.clear()
            case "end", "sheetData":
                break
    return found


def _children(styles: Element, name: str) -> list[Element]:
    return [child for group in styles if local(group.tag) == name for child in group]


def _nth(items: Sequence[_T], number: str | None) -> _T | None:
    at = int(number or 0)
    return items[at] if 0 <= at < len(items) else None


class _Colours:
    """The colours that a workbook's styles may name: its palette's and its theme's."""

    def __init__(self, package: zipfile.ZipFile, styles: Element) -> None:
        own = [
            found.get("rgb", "")
            for group in _children(styles, "colors")
            if local(group.tag) == "indexedColors"
            for found in group
        ]
        self._palette = own or list(COLOR_INDEX)
        self._theme = list(_theme(package)) if _THEME in package.namelist() else []

    def named(self, colour: Element | None, otherwise: Rgb) -> Rgb | None:
        """Return a colour, None where it cannot be told."""
        if colour is None or colour.get("auto"):
            return otherwise
        tint = float(colour.get("tint") or 0)
        if (rgb := colour.get("rgb")) is not None:
            found = _rgb(rgb)
        elif (number := colour.get("theme")) is not None:
            found = _nth(self._theme, number)
        else:
            number = colour.get("indexed") or ""
            at = int(number) if number.isdecimal() else -1
            found = WHITE if at == _SYSTEM_WHITE else otherwise
            if 0 <= at < len(self._palette):
                found = _rgb(self._palette[at])
        return tinted(found, tint) if found is not None else None


def _theme(package: zipfile.ZipFile) -> Iterator[Rgb | None]:
    """Yield the theme's colours in the order in which styles count them: light before dark."""
    scheme = next(found for found in parse(package, _THEME).iter() if local(found.tag) == "clrScheme")
    colours = [_rgb(kind.get("lastClr") or kind.get("val") or "") for group in scheme for kind in group]
    yield from (colours[at] for at in (1, 0, 3, 2) if at < len(colours))
    yield from colours[4:]


def _rgb(text: str) -> Rgb | None:
    text = text[-_HEX:]
    try:
        return (int(text[:2], 16), int(text[2:4], 16), int(text[4:], 16)) if len(text) == _HEX else None
    except ValueError:
        return None


def _font(font: Element, colours: _Colours) -> tuple[Rgb, float | None]:
    about = {local(found.tag): found for found in font}
    size = about["sz"].get("val") if "sz" in about else None
    return colours.named(about.get("color"), BLACK) or BLACK, float(size) if size else None


def _ground(fill: Element, colours: _Colours) -> tuple[Rgb | None]:
    pattern = next((found for found in fill if local(found.tag) == "patternFill"), None)
    kind = pattern.get("patternType", "none") if pattern is not None else "gradient"
    if kind == "none":
        return (WHITE,)
    if pattern is None or kind != "solid":
        return (None,)
    front = next((found for found in pattern if local(found.tag) == "fgColor"), None)
    return (colours.named(front, WHITE) if front is not None else None,)


def _other_grounds(package: zipfile.ZipFile, path: str, part: bytes) -> Iterator[Area]:
    """Yield the areas to which a table's style or a rule of the sheet may give another ground."""
    names = [ref for found in _RULED.findall(part) for ref in found.decode().split()]
    for linked in relations(package, path):
        if linked.kind == "table" and linked.target in package.namelist():
            names += [parse(package, linked.target).get("ref", "")]
    for name in names:
        corners = [_ADDRESS.fullmatch(corner) for corner in name.split(":")]
        if all(corners) and corners:
            rows = [int(corner[2]) for corner in corners if corner]
            columns = [column_number(corner[1]) for corner in corners if corner]
            yield min(rows), max(rows), min(columns), max(columns)


def _column(cell: Element, before: int) -> int:
    address = _ADDRESS.fullmatch(cell.get("r") or "")
    return column_number(address[1]) if address else before + 1


def _is_filled(cell: Element) -> bool:
    return any(local(child.tag) in {"v", "is", "f"} and "".join(child.itertext()).strip() for child in cell)
