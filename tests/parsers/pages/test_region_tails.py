"""Where tables end: with the last line of the last label, and no line of a title below it."""

from __future__ import annotations

import pytest

from parsers.pages.lines import cut_line
from parsers.pages.page import Run, Word
from parsers.pages.region_tails import tail_of
from tests.parsers.pages.test_unruled import Placed, row, tables


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


@pytest.mark.parametrize(
    ("gap", "known"), [(16.0, True), (24.0, False)], ids=["as rows stand", "further down"]
)
@pytest.mark.parametrize("centred", [False, True])
def test_labels_without_values_below_the_last_row_are_rows(gap: float, known: bool, centred: bool) -> None:
    labels = (
        "Charged",
        "Cautioned-twice",
        "Filed",
        "Not-in-the-interest",
        "of-the-public",
        "Ongoing",
    )
    tops = [116.0, 132.0, 148.0, 148.0 + gap, 159.0 + gap, 175.0 + gap]
    placed: list[Placed] = [*row(100, "Outcome", "2019", "2020", "2021")]
    for at, (top, label) in enumerate(zip(tops, labels, strict=True)):
        if at < 3:
            placed += row(top, "", "1", "2", "3")[1:]
        placed.append((120 - 2.5 * len(label) if centred else 60, top, label))
    (table,) = tables(*placed)
    assert table.height == (6 if known else 4)


@pytest.mark.parametrize(
    ("last", "ends"), [("Community resolution", 6), ("A sum of these", 5)], ids=["an outcome", "other words"]
)
def test_an_outcome_without_values_is_a_row_where_rows_are_as_tight_as_lines(last: str, ends: int) -> None:
    lines = [
        line_at(100, (60, "Out of court disposal "), (300, "12")),
        line_at(110, (60, "with conditions")),
        *(line_at(120 + 10 * at, (60, label), (300, "7")) for at, label in enumerate(("Filed", "Fined"))),
        line_at(140, (60, "Charged"), (300, "3")),
        line_at(150, (60, last)),
    ]
    assert tail_of([cut_line(words, ()) for words in lines], 4, [0, 2, 3, 4]) == ends


@pytest.mark.parametrize(
    ("top", "second", "ends"),
    [(149, "consideration", 6), (160, "consideration", 4), (149, "of the matter", 4)],
    ids=["an outcome", "further down", "other words"],
)
def test_an_outcome_of_several_lines_without_values_is_a_row_among_rows_of_any_height(
    top: float, second: str, ends: int
) -> None:
    lines = [
        line_at(100, (60, "Charged"), (300, "3")),
        line_at(113, (60, "Out of court disposal "), (300, "12")),
        line_at(123, (60, "with conditions")),
        line_at(137, (60, "Cautioned"), (300, "5")),
        line_at(top, (60, "Taken into")),
        line_at(top + 10, (60, second)),
    ]
    assert tail_of([cut_line(words, ()) for words in lines], 3, [0, 1, 3]) == ends
