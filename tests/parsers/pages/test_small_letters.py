"""Labels that wrap where rows stand as tight as their lines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsers.pages.page import Page, Word
from parsers.pages.unruled import find_unruled_tables
from tests.parsers.pages.test_unruled import Placed, grid, row, tables, texts, words_of

HEAD = row(100, "Outcome", "2019", "2020")


def lines(*texts: str, values: dict[int, tuple[str, str]]) -> list[Placed]:
    """Return lines of labels, one below the other, with values beside some of them."""
    placed: list[Placed] = []
    for number, text in enumerate(texts):
        placed += row(114 + 11 * number, text, *values.get(number, ()))
    return placed


def test_lines_with_small_letters_first_are_of_the_row_above() -> None:
    texts = ("Charged", "Cautioned", "Named suspect: the", "victim did not support", "police action", "Died")
    values = {0: ("4", "5"), 1: ("1", "0"), 3: ("7", "9"), 5: ("0", "2")}
    assert grid(*HEAD, *lines(*texts, values=values))[1:] == [
        ["Charged", "4", "5"],
        ["Cautioned", "1", "0"],
        ["Named suspect: the victim did not support police action", "7", "9"],
        ["Died", "0", "2"],
    ]


def test_rows_with_small_letters_first_stay_rows() -> None:
    texts = ("Charged", "of which youths", "Cautioned", "Other")
    values = {number: (str(number + 3), "5") for number in range(4)}
    assert [each[0] for each in grid(*HEAD, *lines(*texts, values=values))[1:]] == list(texts)


def test_small_letters_first_tell_nothing_where_most_labels_have_them() -> None:
    texts = ("charged", "cautioned", "burglary", "charged", "cautioned")
    values = {0: ("4", "5"), 1: ("1", "0"), 3: ("7", "9"), 4: ("0", "2")}
    assert [each[0] for each in grid(*HEAD, *lines(*texts, values=values))[1:]] == list(texts)


NAMED = ("Named suspect", "the victim declines", "police action")


@pytest.mark.parametrize("wraps", [True, False], ids=["two lines", "one line between two"])
def test_a_value_that_its_cell_wraps_is_no_sign_of_rows_as_tight_as_their_lines(wraps: bool) -> None:
    counts = {0: ("4", "5"), 1: ("1", "0"), 5: ("0", "2"), 6: ("3", "3")}
    placed = [*HEAD, *lines("Charged", "Cautioned", *NAMED, "Died", "Filed", values=counts)]
    few = Word("<5", 200, 136, 210, 157, lines=2) if wraps else Word("<5", 200, 141.5, 210, 151.5)
    words = (*words_of([*placed, (260, 136, "7")]), few)
    (table,) = find_unruled_tables(Page(1, 600, 800, words, ()), words)
    doubts = {cell.doubt for cell in table.cells if cell.doubt}
    assert ([" ".join(NAMED), "<5", "7"] in texts(table)) == wraps
    assert doubts == (set() if wraps else {"rows not told apart"})


@pytest.mark.parametrize("blank", [3, 7], ids=["between two", "at the end"])
def test_a_row_without_a_label_is_no_sign_of_rows_as_tight_as_their_lines(blank: int) -> None:
    labels = ["Charged", "Cautioned", "Died", "Named suspect", "the victim declines", "Filed", "Other"]
    labels.insert(blank, "")
    counts = {at: (str(at + 3), "5") for at, label in enumerate(labels) if not label[:1].islower()}
    placed = [each for each in lines(*labels, values=counts) if each[2]]
    (table,) = tables(*HEAD, *placed)
    assert [cells[0] for cells in texts(table)].count("") == 1
    assert ["Named suspect the victim declines", *counts[labels.index("Named suspect")]] in texts(table)
    assert {cell.doubt for cell in table.cells} == {""}


def test_rows_with_counts_on_two_levels_are_two_rows() -> None:
    texts = ("Charged", "type 1A outcome", "Cautioned", "Died", "Filed", "Other")
    values = {0: ("4", ""), 1: ("", "5"), 2: ("7", "9"), 3: ("0", "2"), 4: ("1", "1"), 5: ("3", "6")}
    placed = [each for each in lines(*texts, values=values) if each[2]]
    assert [each[0] for each in grid(*HEAD, *placed)[1:]] == list(texts)


def test_a_bold_name_over_a_label_with_a_small_letter_first_is_of_its_own() -> None:
    rows = ("type 1A outcome", "Cautioned", "Died", "Filed")
    labels = ("Theft", *rows, "Arson", *rows)
    values = {number: (str(number + 3), "5") for number, label in enumerate(labels) if label in rows}
    words = words_of([*HEAD, *lines(*labels, values=values)])
    words = tuple(replace(word, bold=word.text in {"Theft", "Arson"}) for word in words)
    (table,) = find_unruled_tables(Page(1, 600, 800, words, ()), words)
    assert [each[0] for each in texts(table)[1:]] == list(labels)
