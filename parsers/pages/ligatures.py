"""Ligatures for which a file says what text they stand for: each letter has a box such as all others have."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.pages.characters import Characters

_EQUAL = 0.01
"""Points by which the parts of a glyph differ in width, for they are rounded."""
_NEAR = 3
"""Characters to the next letter: on some pages pdfium puts a break, which is two, behind each."""
_OPEN = 0.1
"""Line heights that a ligature leaves open before the next letter of its word."""


def make_ligatures_level(characters: Characters, edges: list[float]) -> None:
    """Give the letters of each ligature boxes such as those of a letter beside it.

    Browsers name the text of such a glyph beside it (ActualText). pdfium cuts a box drawn around the glyph
    into equal parts, one for each letter of that text, while the boxes of all others are as high as their
    font and reach to the next letter's. `edges` are left, top, right and bottom of each character of an open
    text page, in the file's own coordinates (y upwards); they are changed in place.
    """
    count = len(edges) // 4
    for start, end in _ligatures(characters, edges):
        before = range(start - 1, max(start - _NEAR, 0) - 1, -1)
        behind = range(end + 1, min(end + _NEAR, count - 1) + 1)
        left, right = (
            next((each for each in side if _are_level(characters, edges, each, start)), None)
            for side in (before, behind)
        )
        beside = left if left is not None else right
        if beside is None:
            continue
        top, bottom = edges[4 * beside + 1], edges[4 * beside + 3]
        for index in range(start, end + 1):
            edges[4 * index + 1], edges[4 * index + 3] = top, bottom
        edges[4 * start] = characters.origin(start)[0]
        if right is not None and 0 < edges[4 * right] - edges[4 * end + 2] <= _OPEN * (top - bottom):
            edges[4 * end + 2] = edges[4 * right]


def _ligatures(characters: Characters, edges: Sequence[float]) -> list[tuple[int, int]]:
    """Return the first and the last letter of each ligature: letters that are set in one place."""
    lefts, tops, rights, bottoms = (edges[edge::4] for edge in range(4))
    pairs = zip(lefts, rights, lefts[1:], rights[1:], tops, tops[1:], bottoms, bottoms[1:], strict=False)
    found: list[tuple[int, int]] = []
    for index, (left, right, after, end, top, level, bottom, low) in enumerate(pairs):
        parts = right == after > left and top == level and bottom == low
        if not parts or abs(right - left - end + after) > _EQUAL:
            continue
        if characters.origin(index) == characters.origin(index + 1):
            start = found.pop()[0] if found and found[-1][1] == index else index
            found.append((start, index + 1))
    return found


def _are_level(characters: Characters, edges: Sequence[float], one: int, other: int) -> bool:
    """Say whether two characters stand on one line and are of one size; the first is a letter with a box."""
    return (
        edges[4 * one + 1] > edges[4 * one + 3]
        and characters.origin(one)[1] == characters.origin(other)[1]
        and characters.size(one) == characters.size(other)
    )
