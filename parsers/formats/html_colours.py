"""Colours as style sheets write them, as far as hiding needs them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parsers.looks import Rgb

CLEAR = "clear"
"""A colour that is not seen at all."""
_OPAQUE_FROM = 0.05
_CHANNELS = re.compile(
    r"rgba?\(\s*(\d{1,4})[\s,]{1,9}(\d{1,4})[\s,]{1,9}(\d{1,4})\s*(?:[,/]\s*([\d.]{1,9})(%?)\s*)?\)"
)
_DIGITS = re.compile(r"#([\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})")
_NAMES: dict[str, Rgb] = {
    "aqua": (0, 255, 255),
    "azure": (240, 255, 255),
    "beige": (245, 245, 220),
    "black": (0, 0, 0),
    "blue": (0, 0, 255),
    "darkblue": (0, 0, 139),
    "darkgray": (169, 169, 169),
    "darkgrey": (169, 169, 169),
    "dimgray": (105, 105, 105),
    "dimgrey": (105, 105, 105),
    "floralwhite": (255, 250, 240),
    "fuchsia": (255, 0, 255),
    "ghostwhite": (248, 248, 255),
    "gray": (128, 128, 128),
    "green": (0, 128, 0),
    "grey": (128, 128, 128),
    "ivory": (255, 255, 240),
    "lightgray": (211, 211, 211),
    "lightgrey": (211, 211, 211),
    "lightyellow": (255, 255, 224),
    "lime": (0, 255, 0),
    "maroon": (128, 0, 0),
    "mintcream": (245, 255, 250),
    "navy": (0, 0, 128),
    "olive": (128, 128, 0),
    "orange": (255, 165, 0),
    "purple": (128, 0, 128),
    "red": (255, 0, 0),
    "silver": (192, 192, 192),
    "snow": (255, 250, 250),
    "teal": (0, 128, 128),
    "white": (255, 255, 255),
    "whitesmoke": (245, 245, 245),
    "windowtext": (0, 0, 0),
    "window": (255, 255, 255),
    "yellow": (255, 255, 0),
}
"""The first names that browsers knew, greys, and names of what is nearly white."""


def colour_of(text: str) -> Rgb | str | None:
    """Return a colour, `CLEAR` for one that nobody sees, None for one that is not known or see-through."""
    if text == "transparent":
        return CLEAR
    if text in _NAMES:
        return _NAMES[text]
    channels = _CHANNELS.fullmatch(text)
    if channels:
        red, green, blue = (min(int(channels[at]), 255) for at in (1, 2, 3))
        return _seen((red, green, blue), _share(channels[4], channels[5]))
    digits = _DIGITS.fullmatch(text)
    if digits is None:
        return None
    written = digits[1] if len(digits[1]) > 4 else "".join(2 * digit for digit in digits[1])
    red, green, blue, *opaque = bytes.fromhex(written)
    return _seen((red, green, blue), opaque[0] / 255 if opaque else 1.0)


def _share(number: str | None, percent: str | None) -> float:
    try:
        return float(number) / (100 if percent else 1) if number else 1.0
    except ValueError:
        return 1.0


def _seen(colour: Rgb, opaque: float) -> Rgb | str | None:
    if opaque <= _OPAQUE_FROM:
        return CLEAR
    return colour if opaque >= 1 else None
