"""When a cell's look hides what it holds: letters in the colour of their ground, a format that shows nothing.

Rows and columns can be so flat that nobody sees them, too. Screening counts such cells and readers leave them
out, by the same rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.formats.number_format import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

Rgb = tuple[int, int, int]
BLACK, WHITE = (0, 0, 0), (255, 255, 255)
LEAST_HEIGHT, LEAST_WIDTH = 2.0, 0.3
"""Points, and letters: a row or column that is flatter shows nothing of what it holds."""
LEAST_SIZE = 1.5
"""Points: nobody reads smaller letters."""
_CONTRAST = 16
_TEXT_SECTION = 4
_MOST_PLACES = 6


@dataclass(frozen=True, slots=True)
class Look:
    """What of a cell's content its look hides: numbers, words, or what it is because of its colours alone.

    A table's style or a rule of the sheet may give a cell another ground, so that colours alone prove nothing
    there.
    """

    numbers: bool = False
    words: bool = False
    colours: bool = False

    def hides(self, *, number: bool, other_ground: bool) -> bool:
        """Say whether nothing is seen of a number, or of words, in such a cell."""
        return (self.numbers if number else self.words) or (self.colours and not other_ground)


def look_of(letters: Rgb, ground: Rgb, size: float | None, number_format: str) -> Look | None:
    """Return what the look of a cell hides, None where it shows all."""
    tiny = size is not None and 0 < size < LEAST_SIZE
    numbers = tiny or not any(shown(value, number_format) for value in (7, -7, 0))
    sections = number_format.split(";")
    words = tiny or (len(sections) == _TEXT_SECTION and not sections[-1])
    colours = is_one_shade(letters, ground)
    return Look(numbers, words, colours) if numbers or words or colours else None


def is_one_shade(letters: Rgb, ground: Rgb) -> bool:
    """Say whether letters cannot be told from their ground by colour."""
    return all(abs(one - other) < _CONTRAST for one, other in zip(letters, ground, strict=True))


def tinted(colour: Rgb, tint: float) -> Rgb:
    """Return a colour made darker (to -1) or lighter (to 1)."""
    if not tint:
        return colour
    red, green, blue = (
        round(part * (1 + tint) if tint < 0 else part + (255 - part) * min(tint, 1)) for part in colour
    )
    return red, green, blue


def cells_place(sheet: str, addresses: Iterable[str]) -> str:
    """Return cells as a place: `'Outcomes'!A5,B5`."""
    found = list(addresses)
    return f"'{sheet}'!{','.join(found[:_MOST_PLACES])}" + (",…" if len(found) > _MOST_PLACES else "")
