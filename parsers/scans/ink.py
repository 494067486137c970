"""What is drawn on a scan apart from text: black and white, its rules, and the ink without them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.pages.page import Rule

if TYPE_CHECKING:
    from parsers.scans.pictures import Grey, Picture

Mask = NDArray[np.bool_]
"""Rows of pixels from the top, True where something is."""

_SHORTEST = 0.3
"""Inches: strokes of letters are shorter, the sides of cells longer."""
_THICKEST = 0.06
"""Inches: what is thicker is shading or a picture."""
_EDGE = 0.04
"""Inches around a rule in which its own blur is taken for nothing else."""
_SURROUNDINGS = 0.25
"""Inches: larger than a letter, smaller than a shaded row."""
_DARKER = 30
"""Grey levels: more than a scanner's noise, less than the faintest print."""
_JOINED = 0.015
"""Inches: a scan breaks a rule by no more, and letters stand further apart."""


@dataclass(frozen=True, slots=True)
class Ink:
    """A page's ink without its rules, the rules in points, and where they and their blur lie."""

    text: Mask
    rules: tuple[Rule, ...]
    blur: Mask


def ink_of(picture: Picture) -> Ink:
    """Return the ink of a straightened page."""
    black = _black(picture)
    lines = np.zeros_like(black)
    rules: list[Rule] = []
    for level in (True, False):
        mask = _strokes(black, picture.dpi, level=level)
        rules += _rules(mask, picture, level=level)
        lines |= mask
    # A rule's grey edges, and those of the shading that it bounds, are no text.
    blurred = round(_EDGE * picture.dpi) // 2 * 2 + 1
    edges = cv2.dilate(lines, np.ones((blurred, blurred), np.uint8))
    return Ink((black > 0) & (edges == 0), tuple(rules), edges > 0)


def _black(picture: Picture) -> Grey:
    """Return what is clearly darker than its surroundings: on shading as on paper, whatever the lamp did."""
    around = max(3, round(_SURROUNDINGS * picture.dpi) // 2 * 2 + 1)
    black = cv2.adaptiveThreshold(
        picture.pixels, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, around, _DARKER
    )
    return np.asarray(black, dtype=np.uint8)


def _strokes(black: Grey, dpi: float, *, level: bool) -> Grey:
    """Return the long straight strokes that run level, or upright."""

    def shape(along: float, across: int = 1) -> Grey:
        length = max(3, round(along * dpi))
        return np.ones((across, length) if level else (length, across), np.uint8)

    joined = cv2.morphologyEx(black, cv2.MORPH_CLOSE, shape(_JOINED))
    return np.asarray(cv2.morphologyEx(joined, cv2.MORPH_OPEN, shape(_SHORTEST)), dtype=np.uint8)


def _rules(mask: Grey, picture: Picture, *, level: bool) -> list[Rule]:
    count, _, places, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    rules = []
    for left, top, width, height, _ in places[1:count].tolist():
        thick = height if level else width
        if thick * picture.scale / 72.0 > _THICKEST:
            continue
        start, length, at = (left, width, top + height / 2) if level else (top, height, left + width / 2)
        rules.append(
            Rule(
                "h" if level else "v",
                at * picture.scale,
                start * picture.scale,
                (start + length) * picture.scale,
            )
        )
    return rules
