"""What a spreadsheet shows for a stored number.

A format can hide what is stored: `[<5]"<5"` shows "<5" for 3, `;;;` shows nothing. The authority disclosed
what is shown, so that is what is read, and the stored number under it never leaves this module.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_SECTION = re.compile(r'((?:"[^"]*"|\\.|\[[^\]]*\]|[^;])*)(?:;|$)')
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\]")
_BRACKET = re.compile(r"\[[^\]]*\]")
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|([#0?][#0?,]*(?:\.[#0?]+)?|General)|(%)|(@)|(.)', re.IGNORECASE)
_DATE_TOKEN = re.compile(r'"([^"]*)"|\\(.)|(y+|m+|d+|h+|s+|AM/PM)|(.)', re.IGNORECASE)
_OPERATIONS = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
}
_SECTIONS_WITH_ZERO = 3
_MOST_PLACES = 30
"""Places behind the point that a format may ask for; no program shows more."""
_ROUNDING = Context(prec=400, rounding=ROUND_HALF_UP)
"""Wide enough for every stored number with that many places."""


def shown(value: object, number_format: str) -> str:
    """Return the text that a cell with this stored value and number format shows."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime | date | time):
        return _shown_date(value, number_format)
    if isinstance(value, timedelta):
        return str(value)
    if type(value) is int and number_format in {"General", ""}:
        return str(value)
    if isinstance(value, int | float):
        return _shown_number(value, number_format or "General")
    return str(value)


@lru_cache(maxsize=512)
def _sections(number_format: str) -> tuple[str, ...]:
    sections = [match.group(1) for match in _SECTION.finditer(number_format)]
    if sections and not sections[-1] and not number_format.endswith(";"):
        sections.pop()
    return tuple(sections)


@lru_cache(maxsize=65536, typed=True)
def _shown_number(value: float, number_format: str) -> str:
    sections = _sections(number_format)
    section, value = _section_for(value, sections)
    if section is None:
        return ""
    return _render(value, section)


def _section_for(value: float, sections: tuple[str, ...]) -> tuple[str | None, float]:
    """Return the section of a format that applies to a value, and the value as that section shows it."""
    conditional = [(section, _CONDITION.search(section)) for section in sections]
    if any(condition for _, condition in conditional):
        for section, condition in conditional:
            if condition is None or _OPERATIONS[condition.group(1)](value, float(condition.group(2))):
                return section, value
        return "#", value
    if len(sections) <= 1:
        return (sections[0] if sections else "General"), value
    if value < 0:
        return sections[1], -value
    if value == 0 and len(sections) >= _SECTIONS_WITH_ZERO:
        return sections[2], value
    return sections[0], value


def _render(value: float, section: str) -> str:
    section = _BRACKET.sub("", section)
    percent = "%" in re.sub(r'"[^"]*"|\\.', "", section)
    number = value * 100 if percent else value
    parts = []
    for match in _TOKEN.finditer(section):
        quoted, escaped, digits, sign, text, other = match.groups()
        if digits:
            parts.append(_digits(number, digits))
        elif text:
            parts.append(_general(number))
        else:
            parts.append(quoted or escaped or sign or other or "")
    return "".join(parts).strip()


def _digits(value: float, pattern: str) -> str:
    if pattern.lower() == "general":
        return _general(value)
    whole, _, fraction = pattern.partition(".")
    places = len(fraction)
    grouped = "," in whole.rstrip(",")
    scaled = value / 1000 ** (len(whole) - len(whole.rstrip(",")))
    rounded = _rounded(scaled, places)
    text = f"{rounded:,.{places}f}" if grouped else f"{rounded:.{places}f}"
    if places and fraction.strip("#") == "":
        text = text.rstrip("0").rstrip(".")
    if whole.replace(",", "").strip("#?") == "" and text == "0" and not fraction:
        return ""
    least = whole.count("0")
    return text if grouped else text.zfill(least + (places + 1 if places else 0))


def _rounded(value: float, places: int) -> Decimal | float:
    """Round as spreadsheets do: of the fifteen digits that they keep, a half goes away from zero."""
    kept = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
    if not kept.is_finite() or places > _MOST_PLACES:
        return value
    return _ROUNDING.quantize(kept, Decimal(1).scaleb(-places))


def _general(value: float) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.10g}" if isinstance(value, float) else str(value)


@lru_cache(maxsize=65536, typed=True)
def _shown_date(value: date | datetime | time, number_format: str) -> str:
    """Return a date as its format shows it, where the format is one of years, months and days; else ISO."""
    if isinstance(value, time):
        return value.isoformat()
    sections = _sections(number_format)
    section = _BRACKET.sub("", sections[0]) if sections else ""
    # The time of day says nothing about a count, and "mm" after hours would be minutes.
    section = re.split(r"h", section, maxsplit=1, flags=re.IGNORECASE)[0]
    if not re.search(r"[ymd]", section, re.IGNORECASE):
        return value.strftime("%Y-%m-%d")
    parts = []
    for match in _DATE_TOKEN.finditer(section):
        quoted, escaped, token, other = match.groups()
        parts.append(_date_part(value, token.lower()) if token else (quoted or escaped or other or ""))
    return "".join(parts).strip()


def _date_part(value: date | datetime, token: str) -> str:
    part = _DATE_PARTS.get(token)
    return "" if part is None else part(value)


_DATE_PARTS: dict[str, Callable[[date], str]] = {
    "yyyy": lambda value: f"{value.year:04d}",
    "yyy": lambda value: f"{value.year:04d}",
    "yy": lambda value: f"{value.year % 100:02d}",
    "y": lambda value: f"{value.year % 100:02d}",
    "mmmm": lambda value: value.strftime("%B"),
    "mmm": lambda value: value.strftime("%b"),
    "mm": lambda value: f"{value.month:02d}",
    "m": lambda value: str(value.month),
    "dddd": lambda value: value.strftime("%A"),
    "ddd": lambda value: value.strftime("%a"),
    "dd": lambda value: f"{value.day:02d}",
    "d": lambda value: str(value.day),
}
