"""A scan laid straight: lines of text that run level, so that rows are rows."""

from __future__ import annotations

import cv2
import numpy as np

from parsers.scans.pictures import Grey, Picture

_MOST_DEGREES = 5.0
_COARSE, _FINE = 0.5, 0.05
_NEGLIGIBLE = 0.03
"""Degrees: half a pixel over a page's width."""
_WORKING_WIDTH = 1000


def straightened(picture: Picture) -> Picture:
    """Return a picture turned by the small angle at which its lines of text and rules run level."""
    degrees = skew_of(picture.pixels)
    if abs(degrees) < _NEGLIGIBLE:
        return picture
    return Picture(_rotated(picture.pixels, degrees), picture.scale)


def skew_of(pixels: Grey) -> float:
    """Return by how many degrees a page must be turned counterclockwise to lie level.

    Over a level page the amount of ink changes most sharply from one row of pixels to the next.
    """
    factor = min(1.0, _WORKING_WIDTH / max(pixels.shape[1], 1))
    small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    ink = np.asarray(255 - small, dtype=np.uint8)
    if not int(ink.max(initial=0)):
        return 0.0
    best = 0.0
    for step, reach in ((_COARSE, _MOST_DEGREES), (_FINE, _COARSE)):
        angles = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max(angles, key=lambda angle: (_sharpness(ink, float(angle)), -abs(float(angle)))))
    return best


def _sharpness(ink: Grey, degrees: float) -> float:
    turned = _rotated(ink, degrees, paper=0)
    rows = turned.sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())


def _rotated(pixels: Grey, degrees: float, paper: int = 255) -> Grey:
    height, width = pixels.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    turned = cv2.warpAffine(
        pixels,
        turn,
        (width, height),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=paper,
    )
    return np.asarray(turned, dtype=np.uint8)
