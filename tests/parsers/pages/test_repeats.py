"""Labels beside several rows, known by the names of these."""

from __future__ import annotations

import pytest

from parsers.pages.repeats import runs_of_repeats, runs_to_totals
from parsers.pages.rows import EITHER_ROW
from parsers.pages.runs import Extent, Run
from tests.parsers.pages.test_unruled import Placed, grid, tables

PITCH = 20.0
NAMES = ("Charged", "Cautioned", "Undetected", "Filed")


def runs(names: str, *labels: tuple[float, float]) -> tuple[Run, ...] | None:
    """Return the runs of rows of one line each, named by letters, beside labels from one row to another."""
    items = [Extent(PITCH * at, PITCH * at) for at in range(len(names))]
    texts = [Extent(PITCH * first, PITCH * last) for first, last in labels]
    return runs_of_repeats(names, items, texts, 10.0)


def test_each_label_stands_beside_the_same_rows() -> None:
    assert runs("abcdabcd", (1.6, 1.6), (5.4, 5.4)) == (Run(0, 4), Run(4, 8))


def test_the_first_rows_of_a_page_may_have_their_label_on_the_page_before() -> None:
    assert runs("cdabcdabcd", (3.6, 3.6), (7.4, 7.4)) == (Run(2, 6), Run(6, 10))


def test_the_last_rows_of_a_page_may_be_fewer() -> None:
    assert runs("abcdab", (1.6, 1.6), (4.0, 4.0)) == (Run(0, 4), Run(4, 6))


@pytest.mark.parametrize(
    ("names", "labels"),
    [
        ("abcabd", ((1.0, 1.0), (4.0, 4.0))),
        ("aabaab", ((1.0, 1.0), (4.0, 4.0))),
        ("abcabc", ((1.5, 1.5), (4.5, 4.5))),
        ("abcabc", ((1.0, 1.0), (3.0, 3.0))),
        ("abcabc", ((1.0, 1.0),)),
    ],
    ids=["other rows", "one name twice", "between two ways", "neither alike", "a label too few"],
)
def test_nothing_is_told_by(names: str, labels: tuple[tuple[float, float], ...]) -> None:
    assert runs(names, *labels) is None


def test_a_label_that_stands_off_the_middle_of_its_rows_is_theirs() -> None:
    placed: list[Placed] = [(60, 100, "Offence"), (160, 100, "Outcome"), (260, 100, "2019")]
    for section, label in enumerate(("Arson", "Robbery")):
        top = 120 + 96 * section
        placed.append((60, top + 39.4, label))
        for number, name in enumerate(NAMES):
            placed += [(160, top + 24 * number, name), (260, top + 24 * number, "14")]
    assert [row[0] for row in grid(*placed)[1:]] == ["Arson", "", "", "", "Robbery", "", "", ""]


@pytest.mark.parametrize("cut", ["Undetected", "Undetected but"], ids=["nothing", "its end"])
def test_a_row_that_the_page_cut_has_the_beginning_of_its_name(cut: str) -> None:
    names = ("Charged", "Undetected but solved", "Charged", cut)
    items = [Extent(0, 0), Extent(20, 40), Extent(60, 60), Extent(80, 80)]
    # The second label stands at the top of what the page shows of its rows.
    assert runs_of_repeats(names, items, [Extent(20, 20), Extent(60, 60)], 5.0) == (Run(0, 2), Run(2, 4))


def test_a_row_with_another_name_is_not_cut() -> None:
    names = ("Charged", "Undetected", "Charged", "Filed")
    items = [Extent(20 * at, 20 * at) for at in range(4)]
    assert runs_of_repeats(names, items, [Extent(10, 10), Extent(50, 50)], 5.0) is None


def test_runs_end_with_their_totals() -> None:
    names = ("Filed", "Sub-total", "Charged", "Cautioned", "Filed", "Sub-total")
    whole, late = (Run(2, 6),), (Run(4, 6),)
    assert runs_to_totals(names, [late, whole]) == whole
    assert runs_to_totals(names, [late]) is None
    assert runs_to_totals(names[2:5], [(Run(0, 3),)]) is None


def test_a_label_level_with_a_row_that_may_stand_in_the_middle_of_its_own_waits() -> None:
    placed: list[Placed] = [(60, 100, "Offence"), (160, 100, "Outcome"), (260, 100, "2019")]
    names = ("Charged", "Cautioned", "Filed", "Charged", "Cautioned")
    for number, name in enumerate(names):
        placed += [(160, 120 + 24 * number, name), (260, 120 + 24 * number, "14")]
    # The page ends within the second label's rows: it stands at the top of them.
    placed += [(60, 144, "Arson"), (60, 192, "Robbery")]
    (table,) = tables(*placed)
    values = [cell for cell in table.cells if cell.row > 1 and cell.column == 2]
    assert [cell.doubt for cell in values] == [EITHER_ROW] * 4
