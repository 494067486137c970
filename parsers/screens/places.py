"""Places in words: rows and columns of a sheet as ranges that a person can find."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_MOST_RANGES = 6
_LATIN = 26


def rows_place(sheet: str, rows: Iterable[int]) -> str:
    """Return rows (from 1) as a place: `'Outcomes'!5:7,12:12`."""
    return f"'{sheet}'!{_ranges(rows, str)}"


def columns_place(sheet: str, columns: Iterable[int]) -> str:
    """Return columns (from 1) as a place: `'Outcomes'!C:D`."""
    return f"'{sheet}'!{_ranges(columns, column_letters)}"


def column_letters(column: int) -> str:
    """Return a column's letters: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, _LATIN)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the number of a column from 1: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * _LATIN + ord(letter) - ord("A") + 1
    return number


def _ranges(numbers: Iterable[int], shown: Callable[[int], str]) -> str:
    spans: list[list[int]] = []
    for number in sorted(set(numbers)):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    told = [f"{shown(first)}:{shown(last)}" for first, last in spans[:_MOST_RANGES]]
    return ",".join(told) + (",…" if len(spans) > _MOST_RANGES else "")
