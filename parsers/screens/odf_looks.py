"""Rows, columns and cells of an OpenDocument spreadsheet that their styles keep from being seen."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from parsers.looks import BLACK, LEAST_HEIGHT, LEAST_SIZE, WHITE, Look, Rgb, look_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_LENGTH = re.compile(r"(\d*\.?\d+)(pt|in|cm|mm|px|pc)")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54, "px": 0.75, "pc": 12.0}
_HEX = re.compile(r"#([0-9a-fA-F]{6})")
_SHOWS_WORDS = frozenset(("text-content", "number", "day", "month", "year"))


@dataclass(slots=True)
class OdfLooks:
    """What the styles of a spreadsheet hide: `flat` are those of rows and columns, `cells` those of cells."""

    flat: set[str] = field(default_factory=set)
    cells: dict[str, Look] = field(default_factory=dict)

    def of_cell(self, cell: Any, row: Any, of_columns: list[tuple[int, str]], column: int) -> Look | None:  # noqa: ANN401 an element of either parser
        """Return what the look of a cell hides; without a style of its own it has its row's or its column's.

        `of_columns` are the styles of columns, each with the last column, from 0, that it stands for.
        """
        if not self.cells:
            return None
        name = _get(cell, "style-name") or _get(row, "default-cell-style-name")
        name = name or next((style for last, style in of_columns if column <= last), "")
        return self.cells.get(name)


def odf_looks(*roots: Any) -> OdfLooks:  # noqa: ANN401 elements of either parser
    """Return what the styles in these parts of a spreadsheet hide."""
    looks = OdfLooks()
    silent = {name for root in roots for name in _silent_formats(root)}
    for root in roots:
        for style in root.iter():
            if _local(style) == "style":
                family, name = _get(style, "family"), _get(style, "name")
                if family in {"table-row", "table-column"}:
                    if _is_flat(style):
                        looks.flat.add(name)
                elif family == "table-cell":
                    look = _look(style, silent)
                    if look is not None:
                        looks.cells[name] = look
    return looks


def _silent_formats(root: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield the formats that show nothing of words."""
    for style in root.iter():
        if _local(style) == "text-style" and not any(
            _local(child) in _SHOWS_WORDS or (_local(child) == "text" and (child.text or "").strip())
            for child in style
        ):
            yield _get(style, "name")


def _is_flat(style: Any) -> bool:  # noqa: ANN401
    sizes = [
        points
        for about in style
        for name in ("row-height", "column-width")
        if (points := _points(_get(about, name))) is not None
    ]
    return any(points < LEAST_HEIGHT for points in sizes)


def _look(style: Any, silent: set[str]) -> Look | None:  # noqa: ANN401
    letters, ground, size = BLACK, WHITE, None
    for about in style:
        if _local(about) == "text-properties":
            letters = _rgb(_get(about, "color")) or letters
            size = _points(_get(about, "font-size"))
        elif _local(about) == "table-cell-properties":
            ground = _rgb(_get(about, "background-color")) or ground
    look = look_of(letters, ground, size, "General")
    if _get(style, "data-style-name") in silent:
        look = Look(numbers=size is not None and size < LEAST_SIZE, words=True)
    return look


def _points(length: str) -> float | None:
    found = _LENGTH.fullmatch(length)
    return float(found[1]) * _POINTS[found[2]] if found else None


def _rgb(colour: str) -> Rgb | None:
    found = _HEX.fullmatch(colour)
    return (int(found[1][:2], 16), int(found[1][2:4], 16), int(found[1][4:], 16)) if found else None


def _local(element: Any) -> str:  # noqa: ANN401
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _get(element: Any, name: str) -> str:  # noqa: ANN401
    """Return an attribute by its name without namespace, empty where it is not there."""
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
