"""The forms in which replies print one period: years, quarters, months and days, each a pattern and its reading."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from parsers.vocabulary.calendar_spans import (
    Span,
    calendar_year,
    day,
    financial_year,
    full_year,
    kind_of_span,
    month_number,
    months,
    year_before,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from parsers.figure import PeriodKind


class Read(NamedTuple):
    """What one form says: its span, what it names, and whether it covers less than it names."""

    span: Span
    kind: PeriodKind
    partial: bool = False


Parts = dict[str, str]


class Form(NamedTuple):
    """One form: its pattern, whose named groups `read` takes."""

    name: str
    pattern: str
    read: Callable[[Parts], Read | None]


_YEAR = r"(?:199\d|20[0-3]\d|2040)"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:\s?(?:st|nd|rd|th)\b)?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
_THROUGH = r"\s*(?:-|\bto\b|\buntil\b|\bthrough\b)\s*"
_FINANCIAL = rf"(?P<first>{_YEAR})\s?[/-]\s?(?P<last>{_YEAR}|\d\d)"
_SHORT_FINANCIAL = r"(?P<first>\d\d)\s?/\s?(?P<last>\d\d)"
_FY = r"(?:financial\s+years?|fiscal\s+years?|fin\.?\s+years?|f/?y)\b\s*:?\s*|fy(?=\d)"
_WHOLE_FINANCIAL = r"(?:\s*\(\s*(?:financial\s+year|f/?y|(?:1(?:st)?\s+)?apr(?:il)?\s*(?:-|to)\s*(?:31(?:st)?\s+)?mar(?:ch)?)\s*\))?"
_WHOLE_CALENDAR = r"(?:\s*\(\s*(?:calendar\s+year|(?:1(?:st)?\s+)?jan(?:uary)?\s*(?:-|to)\s*(?:31(?:st)?\s+)?dec(?:ember)?)\s*\))?"
_ENDING = (
    r"(?:(?:(?:the\s+)?(?:financial\s+)?year|(?:the\s+)?(?:12|twelve)\s+months)\s+(?:end(?:ing|ed|s)?|to)|y/?e)\b"
    r"\s*:?\s*(?:in\s+|on\s+|the\s+)*"
)
_QUARTER = r"(?:q\s?|qtr\.?\s*|quarter\s*)(?P<quarter>[1-4])\b"
_WITH_MONTHS = rf"(?:\s*\(\s*{_MONTH}{_THROUGH}{_MONTH}\s*\))?"
_FROM = r"(?:from|starting|beginning|commencing|since)\s+"
_TO = r"(?:up\s+to(?:\s+and\s+including)?|to|until|till|ending)\s+(?:the\s+)?(?:end\s+of\s+)?"
_UNKNOWN = (
    r"ytd|year\s+to\s+date|to\s+date|so\s+far|part(?:ial)?(?:\s+year)?|incomplete|onwards?|to\s+(?:the\s+)?present|to\s+now|"
    r"provisional\s+to\s+date|current\s+year"
)


def _read_day(parts: Parts) -> Read | None:
    return _day(parts["day"], parts["month"], parts["year"])


def _day(number: str, month: str, year: str) -> Read | None:
    found = _date(number, month, full_year(year.lstrip("'")))
    return Read((found, found), "day") if found else None


def _date(number: str, month: str, year: int | None) -> date | None:
    at = int(month) if month.isdigit() else month_number(month)
    return day(year, at, int(re.sub(r"\D", "", number))) if year is not None and at <= 12 else None


def _read_month(parts: Parts) -> Read | None:
    year = full_year(parts["year"].lstrip("'"))
    month = parts["month"]
    at = int(month) if month.isdigit() else month_number(month)
    return Read(months(year, at, year, at), "month") if year else None


def _read_financial(parts: Parts) -> Read | None:
    """Return a financial year; years further apart are a range where a dash joins them."""
    first, last = full_year(parts["first"]), full_year(parts["last"])
    if first is None or last is None:
        return None
    return Read(financial_year(first), "financial") if last == first + 1 else None


def _read_joined(parts: Parts) -> Read | None:
    """Return what two numbers joined by a dash or stroke say: a financial year, a month or a range of years."""
    first, last, sign = full_year(parts["first"]), parts["last"], parts["sign"].strip()
    if first is None:
        return None
    end = full_year(last)
    if end == first + 1:
        return Read(financial_year(first), "financial")
    month = int(last) if len(last) == 2 and 1 <= int(last) <= 12 else None
    later = end is not None and end > first and sign == "-"
    if month is not None and later:
        return None
    if month is not None:
        return Read(months(first, month, first, month), "month")
    if later and end is not None:
        return Read((calendar_year(first)[0], calendar_year(end)[1]), "range")
    return None


def _read_short_financial(parts: Parts) -> Read | None:
    # Below 13 the first number may be a day or a month: "10/11" is no year without "FY" before it.
    return _read_financial(parts) if int(parts["first"]) >= 13 else None


def _read_calendar(parts: Parts) -> Read:
    return Read(calendar_year(int(parts["year"])), "calendar")


def _read_quarter(parts: Parts) -> Read | None:
    number = int(parts["quarter"])
    if parts.get("first"):
        whole = _read_financial(parts)
        if whole is None:
            return None
        start, end = whole.span
        year, month = (end.year, 1) if number == 4 else (start.year, 3 * number + 1)
    else:
        year, month = int(parts["year"]), 3 * number - 2
    return Read(months(year, month, year, month + 2), "quarter")


def _read_year_ending(parts: Parts) -> Read | None:
    number = parts.get("day")
    end = _day(number, parts["month"], parts["year"]) if number else _read_month(parts)
    if end is None:
        return None
    span = year_before(end.span[1])
    return Read(span, kind_of_span(*span))


def _read_months(parts: Parts) -> Read | None:
    """Return the months of one year, calendar or financial: "Apr-Jun 2021", "Jan-Mar 2019/20"."""
    begin = _month_of(parts["from_month"], parts)
    finish = _month_of(parts["to_month"], parts)
    if begin is None or finish is None or begin[0] >= finish[0]:
        return None
    span = begin[0], finish[1]
    return Read(span, kind_of_span(*span))


def _month_of(month: str, parts: Parts) -> Span | None:
    at = month_number(month)
    if parts.get("first"):
        whole = _read_financial(parts)
        if whole is None:
            return None
        year = whole.span[0].year if at >= 4 else whole.span[1].year
        return months(year, at, year, at)
    year_of = full_year(parts["year"].lstrip("'"))
    return months(year_of, at, year_of, at) if year_of else None


def _read_month_of_financial(parts: Parts) -> Read | None:
    span = _month_of(parts["month"], parts)
    return Read(span, "month") if span else None


def _read_days(parts: Parts) -> Read | None:
    """Return days of one year: "1-30 June 2021", "1 April to 31 December 2021"."""
    last = _day(parts["day"], parts["month"], parts["year"])
    first = _day(parts["from_day"], parts.get("from_month") or parts["month"], parts["year"])
    if first is None or last is None or first.span[0] >= last.span[0]:
        return None
    span = first.span[0], last.span[1]
    return Read(span, kind_of_span(*span))


def _read_partial(parts: Parts) -> Read | None:
    """Return a year of which its label says that it begins later or ends earlier: "2015 (from April)"."""
    whole = _read_financial(parts) if parts.get("first") else _read_calendar(parts)
    if whole is None:
        return None
    start, end = whole.span
    if parts.get("from_month"):
        found = _end_of(parts["from_month"], parts.get("from_day"), whole.span)
        if found is None:
            return None
        start = found[0]
    if parts.get("to_month"):
        found = _end_of(parts["to_month"], parts.get("to_day"), whole.span)
        if found is None:
            return None
        end = found[1]
    said = parts.get("again")
    if start > end or (said and int(said) not in {whole.span[0].year, whole.span[1].year}):
        return None
    return Read((start, end), whole.kind, partial=(start, end) != whole.span)


def _end_of(month: str, number: str | None, whole: Span) -> Span | None:
    at = month_number(month)
    for year in {whole[0].year, whole[1].year}:
        if number:
            found = _date(number, month, year)
            span = (found, found) if found else None
        else:
            span = months(year, at, year, at)
        if span and whole[0] <= span[0] and span[1] <= whole[1]:
            return span
    return None


def _read_unknown(_: Parts) -> None:
    """Return nothing: the label says that the period has no known end."""


_YEAR_OR_FINANCIAL = rf"(?:{_FINANCIAL}|(?P<year>{_YEAR}))"
_FROM_AT = rf"(?:(?P<from_day>{_DAY})\s+)?(?P<from_month>{_MONTH})"
_TO_AT = rf"(?:(?P<to_day>{_DAY})\s+)?(?P<to_month>{_MONTH})"
_AGAIN = rf"(?:\s+(?P<again>{_YEAR}))?(?:\s+(?:only|inclusive))?\s*\)"

_FORMS: tuple[Form, ...] = (
    Form("unknown", rf"{_YEAR_OR_FINANCIAL}\s*[(,-]?\s*(?:{_UNKNOWN})\b\s*\)?", _read_unknown),
    Form(
        "partial_from",
        rf"{_YEAR_OR_FINANCIAL}\s*\(\s*{_FROM}{_FROM_AT}(?:\s+onwards?)?{_AGAIN}",
        _read_partial,
    ),
    Form("partial_to", rf"{_YEAR_OR_FINANCIAL}\s*\(\s*{_TO}{_TO_AT}{_AGAIN}", _read_partial),
    Form(
        "partial",
        rf"{_YEAR_OR_FINANCIAL}\s*\(\s*(?:{_FROM})?{_FROM_AT}{_THROUGH}{_TO_AT}{_AGAIN}",
        _read_partial,
    ),
    Form(
        "ending_day",
        rf"{_ENDING}(?P<day>{_DAY})[\s-]*(?:of\s+)?(?P<month>{_MONTH}),?[\s-]*(?P<year>{_YEAR}|'?\d\d)",
        _read_year_ending,
    ),
    Form(
        "ending_number",
        rf"{_ENDING}(?P<day>{_DAY})[/.](?P<month>0?[1-9]|1[0-2])[/.](?P<year>{_YEAR}|\d\d)",
        _read_year_ending,
    ),
    Form("ending", rf"{_ENDING}(?P<month>{_MONTH}),?[\s-]*(?P<year>{_YEAR}|'?\d\d)", _read_year_ending),
    Form(
        "days",
        rf"(?P<from_day>{_DAY})(?:\s+(?P<from_month>{_MONTH}))?{_THROUGH}(?P<day>{_DAY})\s+(?P<month>{_MONTH}),?\s+(?P<year>{_YEAR})",
        _read_days,
    ),
    Form(
        "day",
        rf"{_WEEKDAY}(?P<day>{_DAY})[\s-]*(?:of\s+)?(?P<month>{_MONTH}),?[\s-]*(?P<year>{_YEAR}|'?\d\d)",
        _read_day,
    ),
    Form("month_day", rf"{_WEEKDAY}(?P<month>{_MONTH})\s*(?P<day>{_DAY}),?\s+(?P<year>{_YEAR})", _read_day),
    Form(
        "number_day",
        rf"(?P<day>0?[1-9]|[12]\d|3[01])(?P<sign>[/.-])(?P<month>0?[1-9]|1[0-2])(?P=sign)(?P<year>{_YEAR}|\d\d)(?:\s+\d\d?:\d\d(?::\d\d)?)?",
        _read_day,
    ),
    Form(
        "iso_day",
        rf"(?P<year>{_YEAR})-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-3]\d)(?:[t\s]+\d\d:\d\d(?::\d\d)?)?",
        _read_day,
    ),
    Form(
        "months_financial",
        rf"(?P<from_month>{_MONTH}){_THROUGH}(?P<to_month>{_MONTH}),?\s*{_FINANCIAL}",
        _read_months,
    ),
    Form(
        "months",
        rf"(?P<from_month>{_MONTH}){_THROUGH}(?P<to_month>{_MONTH}),?[\s-]*(?P<year>{_YEAR}|'\d\d)",
        _read_months,
    ),
    Form(
        "quarter_financial",
        rf"{_QUARTER}{_WITH_MONTHS}[\s,:-]*(?:of\s+)?(?:{_FY})?{_FINANCIAL}",
        _read_quarter,
    ),
    Form(
        "quarter_short",
        rf"{_QUARTER}{_WITH_MONTHS}[\s,:-]*(?:of\s+)?(?:{_FY})?{_SHORT_FINANCIAL}",
        _read_quarter,
    ),
    Form(
        "financial_quarter", rf"(?:{_FY})?{_FINANCIAL}[\s,:-]*\(?{_QUARTER}\)?{_WITH_MONTHS}", _read_quarter
    ),
    Form("quarter", rf"{_QUARTER}{_WITH_MONTHS}[\s,:-]*(?:of\s+)?(?P<year>{_YEAR})", _read_quarter),
    Form("year_quarter", rf"(?P<year>{_YEAR})[\s,:-]*\(?{_QUARTER}\)?{_WITH_MONTHS}", _read_quarter),
    Form("month_financial", rf"(?P<month>{_MONTH}),?[\s-]*{_FINANCIAL}", _read_month_of_financial),
    Form("month", rf"(?P<month>{_MONTH}),?[\s-]*(?P<year>{_YEAR})", _read_month),
    Form("short_month", rf"(?P<month>{_MONTH})(?:-\s?|\s?')(?P<year>\d\d)", _read_month),
    Form("month_number", rf"(?P<month>0[1-9]|1[0-2])/(?P<year>{_YEAR})", _read_month),
    Form("year_month", rf"(?P<year>{_YEAR})[\s-]+(?P<month>{_MONTH})", _read_month),
    Form("fy", rf"(?:{_FY}){_FINANCIAL}", _read_financial),
    Form("short_fy", rf"(?:{_FY})(?P<first>\d\d)\s?[/-]\s?(?P<last>\d\d)", _read_financial),
    Form(
        "joined",
        rf"(?P<first>{_YEAR})(?P<sign>\s?[/-]\s?)(?P<last>{_YEAR}|\d\d){_WHOLE_FINANCIAL}",
        _read_joined,
    ),
    Form(
        "year",
        rf"(?:(?:calendar\s+year|cy)\s*:?\s*)?(?P<year>{_YEAR})(?:\.0)?{_WHOLE_CALENDAR}",
        _read_calendar,
    ),
)
_FORMS_OF_LABELS: tuple[Form, ...] = (
    Form("spaced_month", rf"(?P<month>{_MONTH})\s(?P<year>\d\d)", _read_month),
    Form(
        "short_months",
        rf"(?P<from_month>{_MONTH}){_THROUGH}(?P<to_month>{_MONTH})[\s-]+(?P<year>\d\d)",
        _read_months,
    ),
    Form("short_financial", rf"{_SHORT_FINANCIAL}", _read_short_financial),
)


def _plain(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern).replace("(?P=sign)", "[/.-]")


_FLAGS = re.IGNORECASE | re.ASCII


@cache
def any_form(*, label: bool, before: str = "") -> re.Pattern[str]:
    """Return the pattern of any one period after `before`; the group that matched names its form.

    In a label shorter forms are safe than in running text: "Apr 21", "19/20".
    """
    forms = (*_FORMS_OF_LABELS, *_FORMS) if label else _FORMS
    either = "|".join(f"(?P<{form.name}>{_plain(form.pattern)})" for form in forms)
    return re.compile(rf"{before}(?:{either})(?![\w/]|[.,:]\d|%)", _FLAGS)


@cache
def _form(name: str) -> tuple[re.Pattern[str], Callable[[Parts], Read | None]]:
    form = next(form for form in (*_FORMS, *_FORMS_OF_LABELS) if form.name == name)
    return re.compile(form.pattern, _FLAGS), form.read


def read_form(name: str, text: str) -> Read | None:
    """Return what a text of one form says, or None where it is no such period after all."""
    pattern, read = _form(name)
    match = pattern.fullmatch(text)
    return read({key: part for key, part in match.groupdict().items() if part}) if match else None
