"""Whether the recogniser is installed: it is an optional part, as large as everything else together."""

from __future__ import annotations

import functools
from importlib.util import find_spec

_PARTS = ("cv2", "onnxruntime", "rapidocr")
HOW_TO_INSTALL = "install it with: pip install 'foi-outcomes[ocr]'"


@functools.cache
def can_recognise() -> bool:
    """Say whether pictures of text can be read here."""
    return all(find_spec(part) is not None for part in _PARTS)


MOST_SCANNED = 60
"""Scanned pages of one document that are recognised; at some seconds a page, more would hold up the night."""


def why_not_recognised() -> str:
    """Return what to do about a picture of text that is not read."""
    if can_recognise():
        return f"only the first {MOST_SCANNED} scanned pages are read; ask for it as a spreadsheet"
    return f"a picture of text; {HOW_TO_INSTALL}"
