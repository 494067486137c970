"""Where tables end: with the last line of the last label, and no line of a title below it."""

from __future__ import annotations

import pytest

from parsers.pages.lines import cut_line
from parsers.pages.page import Run, Word
from parsers.pages.region_tails import tail_of


def line_at(top: float, *texts: tuple[float, str], bold: bool = False, size: float = 9.0) -> list[Word]:
    """Return words at places of a line; a text that ends in a space goes on below it."""
    words = []
    for number, (x, text) in enumerate(texts):
        run = Run(int(top) * 10 + number, begins=True, ends=True, hangs=text.endswith(" "))
        words.append(Word(text.strip(), x, top, x + 5 * len(text.strip()), top + size, run=run, bold=bold))
    return words


@pytest.mark.parametrize(
    ("bold", "size", "ends"),
    [(False, 9.0, 5), (True, 9.0, 4), (False, 11.0, 4)],
    ids=["set alike", "bold", "larger"],
)
def test_a_title_below_a_label_that_fills_its_cell_is_none_of_its_lines(
    bold: bool, size: float, ends: int
) -> None:
    lines = [
        line_at(100, (60, "Out of court disposal "), (300, "12")),
        line_at(110, (60, "with conditions")),
        line_at(120, (60, "Not in the public "), (300, "7")),
        line_at(130, (60, "interest of anyone else")),
        line_at(140, (60, "Coastal District"), bold=bold, size=size),
    ]
    assert tail_of([cut_line(words, ()) for words in lines], 2, [0, 2]) == ends
