"""What the parts of a printed period say: each function takes the parts that its form found, by name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from parsers.vocabulary.calendar_spans import (
    Span,
    calendar_year,
    financial_year,
    full_year,
    kind_of_span,
    month_number,
    months,
    one_day,
    year_before,
)

if TYPE_CHECKING:
    from datetime import date

    from parsers.figure import PeriodKind

Parts = dict[str, str]

_APRIL = 4
_LAST_DAY_OR_MONTH_ALIKE = 12


class Read(NamedTuple):
    """What one form says: its span, what it names, and whether it covers less than it names."""

    span: Span
    kind: PeriodKind
    partial: bool = False


def _spanning(start: date, end: date) -> Read:
    return Read((start, end), kind_of_span(start, end))


def read_day(parts: Parts) -> Read | None:
    """Return one day, day before month."""
    found = _day(parts["day"], parts["month"], full_year(parts["year"]))
    return Read((found, found), "day") if found else None


def _day(number: str, month: str, year: int | None) -> date | None:
    return one_day(year, month_number(month), int(re.sub(r"\D", "", number)))


def read_month(parts: Parts) -> Read | None:
    """Return one month of a calendar or financial year."""
    span = _month(parts["month"], parts)
    return Read(span, "month") if span else None


def _month(month: str, parts: Parts) -> Span | None:
    number = month_number(month)
    if "first" in parts:
        start = _first_year(parts)
        year = None if start is None else start + (number < _APRIL)
    else:
        year = full_year(parts["year"])
    return None if year is None else months(year, number, year, number)


def _first_year(parts: Parts) -> int | None:
    """Return the year in which a financial year begins, or None where its years are not neighbours."""
    first, last = full_year(parts["first"]), full_year(parts["last"])
    return first if first is not None and last == first + 1 else None


def read_financial(parts: Parts) -> Read | None:
    """Return a financial year."""
    first = _first_year(parts)
    return None if first is None else Read(financial_year(first), "financial")


def read_short_financial(parts: Parts) -> Read | None:
    """Return a financial year of four digits without "FY": "12/13", but not "10/11", which may be a day."""
    return read_financial(parts) if int(parts["last"]) > _LAST_DAY_OR_MONTH_ALIKE else None


def read_joined(parts: Parts) -> Read | None:
    """Return what a year and a number joined by a dash or stroke say.

    "2019-20" follows on and is a financial year; "2021-04" is a month; "2018-21" is four years; "2008-12" may
    be a month or five years and is neither.
    """
    first, last = full_year(parts["first"]), full_year(parts["last"])
    if first is None:
        return None
    if last == first + 1:
        return Read(financial_year(first), "financial")
    number = int(parts["last"])
    several = last is not None and last > first and parts["sign"].strip() == "-"
    if len(parts["last"]) == 2 and 1 <= number <= 12:
        return None if several else Read(months(first, number, first, number), "month")
    return read_calendar_years(parts) if several else None


def read_calendar_years(parts: Parts) -> Read | None:
    """Return whole calendar years."""
    first, last = full_year(parts["first"]), full_year(parts["last"])
    if first is None or last is None or first >= last:
        return None
    return Read((calendar_year(first)[0], calendar_year(last)[1]), "range")


def read_calendar(parts: Parts) -> Read:
    """Return a calendar year."""
    return Read(calendar_year(int(parts["year"])), "calendar")


def read_quarter(parts: Parts) -> Read | None:
    """Return a quarter, counted from April in a financial year and from January in a calendar year."""
    number = int(parts["quarter"])
    month = 3 * number - 2
    if "first" in parts:
        start = _first_year(parts)
        if start is None:
            return None
        year, month = (start + 1, 1) if number == 4 else (start, month + 3)
    else:
        year = int(parts["year"])
    return Read(months(year, month, year, month + 2), "quarter")


def read_year_ending(parts: Parts) -> Read | None:
    """Return the twelve months that end with a month or a day."""
    if "day" in parts:
        end = _day(parts["day"], parts["month"], full_year(parts["year"]))
    else:
        month = _month(parts["month"], parts)
        end = month[1] if month else None
    return _spanning(*year_before(end)) if end else None


def read_months(parts: Parts) -> Read | None:
    """Return months of one year, calendar or financial: "Apr-Jun 2021", "Jan-Mar 2019/20"."""
    begin, finish = _month(parts["from_month"], parts), _month(parts["to_month"], parts)
    return _spanning(begin[0], finish[1]) if begin and finish and begin < finish else None


def read_days(parts: Parts) -> Read | None:
    """Return days of one year: "1-30 June 2021", "1 April to 31 December 2021"."""
    year = full_year(parts["year"])
    begin = _day(parts["from_day"], parts.get("from_month", parts["month"]), year)
    finish = _day(parts["day"], parts["month"], year)
    return _spanning(begin, finish) if begin and finish and begin < finish else None


def read_partial(parts: Parts) -> Read | None:
    """Return a year of which its label says that it begins later or ends earlier: "2015 (from April)"."""
    whole = read_financial(parts) if "first" in parts else read_calendar(parts)
    if whole is None:
        return None
    start, end = whole.span
    if parts.get("again") not in {None, str(start.year), str(end.year)}:
        return None
    if "from_month" in parts:
        begin = _inside(parts["from_month"], parts.get("from_day"), whole.span)
        if begin is None:
            return None
        start = begin[0]
    if "to_month" in parts:
        finish = _inside(parts["to_month"], parts.get("to_day"), whole.span)
        if finish is None:
            return None
        end = finish[1]
    return Read((start, end), whole.kind, partial=(start, end) != whole.span) if start < end else None


def _inside(month: str, day: str | None, whole: Span) -> Span | None:
    """Return the month or day that lies in a year of which only the label names the year."""
    number = month_number(month)
    for year in (whole[0].year, whole[1].year):
        found = _day(day, month, year) if day else None
        span = (found, found) if found else months(year, number, year, number)
        if whole[0] <= span[0] and span[1] <= whole[1] and (found or not day):
            return span
    return None


def read_nothing(_: Parts) -> None:
    """Return nothing: the label says that the period's end is not known, or may mean one of two years."""
