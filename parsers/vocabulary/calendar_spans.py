"""Spans of whole days: years, quarters and months, and what kind of span two days enclose."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parsers.figure import PeriodKind

FIRST_YEAR, LAST_YEAR = 1990, 2040
"""The years that a reply can speak of; a number outside them is no year."""

Span = tuple[date, date]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR_OF_MONTHS = 12


def full_year(text: str) -> int | None:
    """Return the year of two or four digits, or None where a reply cannot speak of it."""
    digits = text.lstrip("'")
    year = int(digits)
    if len(digits) == 2:
        year += 1900 if year >= FIRST_YEAR % 100 else 2000
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def month_number(text: str) -> int:
    """Return 1 to 12 for a month's name, its abbreviation or its number."""
    return int(text) if text.isdecimal() else _MONTHS.index(text[:3].lower()) + 1


def one_day(year: int | None, month: int, number: int) -> date | None:
    """Return the day, or None where there is no such day."""
    if year is None:
        return None
    try:
        return date(year, month, number)
    except ValueError:
        return None


def months(year: int, first: int, last_year: int, last: int) -> Span:
    """Return the span from the first day of one month to the last day of another."""
    return date(year, first, 1), date(last_year, last, monthrange(last_year, last)[1])


def calendar_year(year: int) -> Span:
    """Return 1 January to 31 December."""
    return months(year, 1, year, 12)


def financial_year(first: int) -> Span:
    """Return 1 April to 31 March, the year in which police forces report to the Home Office."""
    return months(first, 4, first + 1, 3)


def year_before(end: date) -> Span:
    """Return the twelve months that end on a day."""
    following = end + timedelta(days=1)
    start = one_day(following.year - 1, following.month, following.day)
    return start or date(following.year - 1, 3, 1), end


@lru_cache(maxsize=4096)
def kind_of_span(start: date, end: date) -> PeriodKind:
    """Return what a span is: exactly a year, quarter, month or day, or any other range."""
    if start == end:
        return "day"
    if start.day == 1 and end.day == monthrange(end.year, end.month)[1]:
        length = (end.year - start.year) * _YEAR_OF_MONTHS + end.month - start.month + 1
        if length == _YEAR_OF_MONTHS and start.month in {1, 4}:
            return "calendar" if start.month == 1 else "financial"
        if length == 3 and start.month % 3 == 1:
            return "quarter"
        if length == 1:
            return "month"
    return "range"
