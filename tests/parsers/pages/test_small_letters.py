"""Labels that wrap where rows stand as tight as their lines."""

from __future__ import annotations

from tests.parsers.pages.test_unruled import Placed, grid, row

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
