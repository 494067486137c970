"""The forms in which replies print one period: years, quarters, months and days."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from parsers.vocabulary.period_readings import (
    Parts,
    Read,
    read_calendar,
    read_calendar_years,
    read_day,
    read_days,
    read_financial,
    read_joined,
    read_month,
    read_months,
    read_nothing,
    read_partial,
    read_quarter,
    read_short_financial,
    read_year_ending,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Form(NamedTuple):
    """One form; the named groups of its pattern are the parts that `read` takes."""

    name: str
    pattern: str
    read: Callable[[Parts], Read | None]


_YEAR = r"(?:199\d|20[0-3]\d|2040)"
_OF_YEAR = rf"(?P<year>{_YEAR})"
_OF_SHORT_YEAR = rf"(?P<year>{_YEAR}|'?\d\d)"
_MONTH_NAME = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_DAY_NUMBER = r"(?:[12]\d|3[01]|0?[1-9])(?:\s?(?:st|nd|rd|th)\b)?"
_MONTH, _DAY = rf"(?P<month>{_MONTH_NAME})", rf"(?P<day>{_DAY_NUMBER})"
_NUMBERED_MONTH = r"(?P<month>0?[1-9]|1[0-2])"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
_THROUGH = r"\s*(?:-|\bto\b|\buntil\b|\bthrough\b)\s*"
_GAP = r",?[\s-]*"
_FINANCIAL = rf"(?P<first>{_YEAR})\s?[/-]\s?(?P<last>{_YEAR}|\d\d)"
_SHORT_FINANCIAL = r"(?P<first>\d\d)\s?/\s?(?P<last>\d\d)"
_EITHER = rf"(?:{_FINANCIAL}|{_OF_YEAR})"
_FY = r"(?:(?:financial|fiscal|fin\.?)\s+years?\s*:?\s*|f/?y\s*:?\s*)"
_CY = r"(?:calendar\s+years?\s*:?\s*|cy\s*)"
_APRIL_TO_MARCH = r"(?:1(?:st)?\s+)?apr(?:il)?\s*(?:-|to)\s*(?:31(?:st)?\s+)?mar(?:ch)?"
_JANUARY_TO_DECEMBER = r"(?:1(?:st)?\s+)?jan(?:uary)?\s*(?:-|to)\s*(?:31(?:st)?\s+)?dec(?:ember)?"
_ENDING = (
    r"(?:(?:(?:financial\s+)?year|(?:12|twelve)\s+months)\s+(?:end(?:ing|ed|s)?|to)|y/?e)\b\s*:?\s*"
    r"(?:in\s+|on\s+|the\s+)*"
)
_QUARTER = r"(?:q\s?|qtr\.?\s*|quarter\s*)(?P<quarter>[1-4])\b"
_ITS_MONTHS = rf"(?:\s*\(\s*{_MONTH_NAME}{_THROUGH}{_MONTH_NAME}\s*\))?"
_QUARTER_OF = rf"{_QUARTER}{_ITS_MONTHS}[\s,:-]*(?:of\s+)?(?:{_FY})?"
_MONTHS = rf"(?P<from_month>{_MONTH_NAME}){_THROUGH}(?P<to_month>{_MONTH_NAME})"
_FROM = (
    r"(?:from|starting|beginning|commencing|since)\s+"
    rf"(?:(?P<from_day>{_DAY_NUMBER})\s+)?(?P<from_month>{_MONTH_NAME})"
)
_TO = (
    r"(?:up\s+to(?:\s+and\s+including)?|to|until|till|ending)\s+(?:the\s+)?(?:end\s+of\s+)?"
    rf"(?:(?P<to_day>{_DAY_NUMBER})\s+)?(?P<to_month>{_MONTH_NAME})"
)
_FROM_TO = (
    rf"(?:from\s+)?(?:(?P<from_day>{_DAY_NUMBER})\s+)?(?P<from_month>{_MONTH_NAME}){_THROUGH}"
    rf"(?:(?P<to_day>{_DAY_NUMBER})\s+)?(?P<to_month>{_MONTH_NAME})"
)
_AGAIN = rf"(?:\s+(?P<again>{_YEAR}))?(?:\s+(?:only|inclusive|onwards?))?\s*\)"
_NO_END = (
    r"(?:ytd|year\s+to\s+date|(?:up\s+)?to\s+date|so\s+far|part(?:ial)?(?:\s+year)?|incomplete|onwards?|"
    r"to\s+(?:the\s+)?present|to\s+now|current\s+year)\b"
)
_CLOCK = r"(?:[t\s]+\d\d?:\d\d(?::\d\d)?)?"

# Of two forms that fit at one place the first wins, so the longer ones stand first.
_ENDINGS = (
    Form("ending_day", rf"{_ENDING}{_DAY}[\s-]*(?:of\s+)?{_MONTH}{_GAP}{_OF_SHORT_YEAR}", read_year_ending),
    Form("ending_number", rf"{_ENDING}{_DAY}[/.]{_NUMBERED_MONTH}[/.]{_OF_SHORT_YEAR}", read_year_ending),
    Form("ending_month", rf"{_ENDING}{_MONTH}{_GAP}{_OF_SHORT_YEAR}", read_year_ending),
)
_NUMBERS_FIRST = (
    Form("no_end", rf"{_EITHER}\s*[(,-]?\s*{_NO_END}\s*\)?", read_nothing),
    Form("partial_from", rf"{_EITHER}\s*\(\s*{_FROM}{_AGAIN}", read_partial),
    Form("partial_to", rf"{_EITHER}\s*\(\s*{_TO}{_AGAIN}", read_partial),
    Form("partial", rf"{_EITHER}\s*\(\s*{_FROM_TO}{_AGAIN}", read_partial),
    Form(
        "days",
        rf"(?P<from_day>{_DAY_NUMBER})(?:\s+(?P<from_month>{_MONTH_NAME}))?{_THROUGH}"
        rf"{_DAY}\s+{_MONTH},?\s+{_OF_YEAR}",
        read_days,
    ),
    Form("day", rf"{_DAY}[\s-]*(?:of\s+)?{_MONTH}{_GAP}{_OF_SHORT_YEAR}", read_day),
    Form(
        "number_day",
        rf"(?P<day>0?[1-9]|[12]\d|3[01])(?P<sign>[/.-]){_NUMBERED_MONTH}(?P=sign)"
        rf"(?P<year>{_YEAR}|\d\d){_CLOCK}",
        read_day,
    ),
    Form("iso_day", rf"{_OF_YEAR}-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-3]\d){_CLOCK}", read_day),
    Form("financial_quarter", rf"{_FINANCIAL}[\s,:-]*\(?{_QUARTER}\)?{_ITS_MONTHS}", read_quarter),
    Form("year_quarter", rf"{_OF_YEAR}[\s,:-]*\(?{_QUARTER}\)?{_ITS_MONTHS}", read_quarter),
    Form("month_number", rf"(?P<month>0[1-9]|1[0-2])/{_OF_YEAR}", read_month),
    Form("year_months", rf"{_EITHER}[\s:,-]+{_MONTHS}", read_months),
    Form("year_month", rf"{_EITHER}[\s:,-]+{_MONTH}", read_month),
    Form("doubtful_year", rf"{_YEAR}\s*\(?\s*(?:(?:financial|fiscal)\s+year|f/?y)\b\s*\)?", read_nothing),
    Form(
        "joined_named",
        rf"{_FINANCIAL}\s*\(\s*(?:financial\s+year|f/?y|{_APRIL_TO_MARCH})\s*\)",
        read_financial,
    ),
    Form("joined", rf"(?P<first>{_YEAR})(?P<sign>\s?[/-]\s?)(?P<last>{_YEAR}|\d\d)", read_joined),
    Form(
        "year",
        rf"{_OF_YEAR}(?:\.0)?(?:\s*\(\s*(?:calendar\s+year|{_JANUARY_TO_DECEMBER})\s*\))?",
        read_calendar,
    ),
)
_MONTHS_FIRST = (
    Form("month_day", rf"{_MONTH}\s*{_DAY},?\s+{_OF_YEAR}", read_day),
    Form("months_financial", rf"{_MONTHS},?\s*{_FINANCIAL}", read_months),
    Form("months", rf"{_MONTHS}{_GAP}(?P<year>{_YEAR}|'\d\d)", read_months),
    Form("month_financial", rf"{_MONTH}{_GAP}{_FINANCIAL}", read_month),
    Form("month", rf"{_MONTH}{_GAP}{_OF_YEAR}", read_month),
    Form("short_month", rf"{_MONTH}(?:-\s?|\s?')(?P<year>\d\d)", read_month),
)
_WORDS_FIRST = (
    Form("weekday_day", rf"{_WEEKDAY}{_DAY}[\s-]*(?:of\s+)?{_MONTH}{_GAP}{_OF_SHORT_YEAR}", read_day),
    Form("weekday_month_day", rf"{_WEEKDAY}{_MONTH}\s*{_DAY},?\s+{_OF_YEAR}", read_day),
    Form("quarter_financial", rf"{_QUARTER_OF}{_FINANCIAL}", read_quarter),
    Form("quarter_short", rf"{_QUARTER_OF}{_SHORT_FINANCIAL}", read_quarter),
    Form("quarter", rf"{_QUARTER_OF}{_OF_YEAR}", read_quarter),
    Form("fy_quarter", rf"{_FY}{_FINANCIAL}[\s,:-]*\(?{_QUARTER}\)?{_ITS_MONTHS}", read_quarter),
    Form("fy", rf"{_FY}{_FINANCIAL}", read_financial),
    Form("fy_short", rf"{_FY}(?P<first>\d\d)\s?[/-]\s?(?P<last>\d\d)", read_financial),
    Form("fy_doubtful", rf"{_FY}(?:{_YEAR}|\d\d)", read_nothing),
    Form("cy_years", rf"{_CY}(?P<first>{_YEAR})\s?-\s?(?P<last>{_YEAR}|\d\d)", read_calendar_years),
    Form("cy_doubtful", rf"{_CY}{_YEAR}\s?/\s?(?:{_YEAR}|\d\d)", read_nothing),
    Form("cy", rf"{_CY}{_OF_YEAR}", read_calendar),
)
_IN_LABELS = (
    Form("spaced_month", rf"{_MONTH}(?:\s?|\s-\s?)(?P<year>\d\d)", read_month),
    Form("spaced_months", rf"{_MONTHS}[\s-]+(?P<year>\d\d)", read_months),
)
_SHORT = (Form("short_financial", _SHORT_FINANCIAL, read_short_financial),)

_FLAGS = re.IGNORECASE | re.ASCII
_FORMS = (*_ENDINGS, *_NUMBERS_FIRST, *_MONTHS_FIRST, *_WORDS_FIRST, *_IN_LABELS, *_SHORT)


@cache
def any_form(*, label: bool, before: str = "") -> re.Pattern[str]:
    """Return the pattern of any one period after `before`; the group that matched names its form.

    In a label shorter forms are safe than in running text: "Apr 21". The forms are tried only
    where a first letter allows them, which makes letters twenty times quicker to search.
    """
    numbers = (*_NUMBERS_FIRST, *_SHORT)
    month_names = (*_MONTHS_FIRST, *(_IN_LABELS if label else ()))
    guarded = (
        rf"(?=year|fin|12|twe|y/?e)(?:{_either(_ENDINGS)})",
        rf"(?=\d)(?:{_either(numbers)})",
        rf"(?=jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:{_either(month_names)})",
        rf"(?=mon|tue|wed|thu|fri|sat|sun|q|f[iy/]|c[ay])(?:{_either(_WORDS_FIRST)})",
    )
    return re.compile(rf"{before}(?:{'|'.join(guarded)})(?![\w/]|[.,:]\d|%)", _FLAGS)


def _either(forms: Iterable[Form]) -> str:
    """Return the forms as one pattern, whose only named groups are the forms themselves."""
    return "|".join(f"(?P<{form.name}>{_unnamed(form.pattern)})" for form in forms)


def _unnamed(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern).replace("(?P=sign)", "[/.-]")


@cache
def _form(name: str) -> tuple[re.Pattern[str], Callable[[Parts], Read | None]]:
    form = next(form for form in _FORMS if form.name == name)
    return re.compile(form.pattern, _FLAGS), form.read


def read_form(name: str, text: str) -> Read | None:
    """Return what a text of one form says, or None where it is no such period after all."""
    pattern, read = _form(name)
    match = pattern.fullmatch(text)
    return read({key: part for key, part in match.groupdict().items() if part}) if match else None
