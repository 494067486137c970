"""What a cell's text says about a count: an exact number, bounds, or why there is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from parsers.vocabulary.text import squash

if TYPE_CHECKING:
    from parsers.figure import ValueStatus


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell says.

    `count` is given only where the text states one; `low` and `high` bound it (high None: unbounded; both
    None for a percentage, which counts nothing). A suppressed value's `low` is 0 unless the text says more:
    whether zero is left out is settled per table. A number with decimals is rounded: no count, between its
    neighbours.
    """

    status: ValueStatus
    count: int | None = None
    low: int | None = None
    high: int | None = None
    percentage: bool = False


_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty"
)
_NUMBER_WORDS = {word: number for number, word in enumerate(_WORDS.split())}
_MOST_DIGITS = 12
_WIDEST_BAND = 100

_BLANK = Value("blank", low=0)
_DASH = Value("dash", low=0)
_ZERO = Value("exact", 0, 0, 0)
_SUPPRESSED = Value("suppressed", low=0)
_NOT_HELD = Value("not_held", low=0)
_EXEMPT = Value("exempt", low=0)
_UNREADABLE = Value("unreadable", low=0)
_PERCENTAGE = Value("exact", percentage=True)

_FOLDED = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", "-"),
        **dict.fromkeys("\u00a0\u2007\u2009\u202f\u2002\u2003", " "),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff", ""),
        **dict.fromkeys("\u2018\u2019", "'"),
        "\u2264": "<=",
        "\u2265": ">=",
        "\uff1c": "<",
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
    }
)

_ZEROS = ("nil", "none", "nil return", "none recorded", "nil recorded", "none reported", "no reports")
_NO_CRIMES = (
    "no crimes",
    "no offences",
    "no crimes recorded",
    "no offences recorded",
    "no incidents recorded",
)
_SUPPRESSION_SIGNS = ("*", "**", "***", "~", "#", "##", "[c]", "(c)", "[*]", "[low]", "suppressed")
_MISSING_SIGNS = ("n/a", "n.a.", "n.a", "na", "n/k", "[n/a]", "#n/a", "[x]", "[z]", "..", ".", ":")
_MISSING = (
    "not applicable", "not available", "unavailable", "not held", "not recorded", "not known", "not provided",
    "not collected", "no data", "no data held", "no data available", "no information held", "no info held",
    "no records held", "data not held", "data not available", "data not provided", "information not held",
)  # fmt: skip
_WITHHELD = ("exempt", "exempted", "withheld", "redacted", "refused", "not disclosed")
_SPREADSHEET_ERRORS = ("#ref!", "#value!", "#name?", "#null!", "#num!", "#div/0!")
_SAYS = {
    **dict.fromkeys((*_ZEROS, *_NO_CRIMES), _ZERO),
    **dict.fromkeys(_SUPPRESSION_SIGNS, _SUPPRESSED),
    **dict.fromkeys((*_MISSING_SIGNS, *_MISSING), _NOT_HELD),
    **dict.fromkeys(_WITHHELD, _EXEMPT),
    **dict.fromkeys(_SPREADSHEET_ERRORS, _UNREADABLE),
}
# Statistical symbols are printed small; a capital C or X heads a column or ticks a box.
_LETTERS = {"c": _SUPPRESSED, "x": _NOT_HELD, "z": _NOT_HELD}

_NUMBER = r"\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+"
_AMOUNT = rf"(?:{_NUMBER}|{'|'.join(_NUMBER_WORDS)})"
_UNIT = (
    r"(?: (?:crimes?|offences?|incidents?|records?|reports?|cases?|outcomes?|victims?|suspects?|people"
    r"|persons?|occurrences?|investigations?|arrests?|charges?|cautions?))?"
)
_NOTE = (
    r"(?:\s*(?:[*\u2020\u2021\u00a7^\u00b9\u00b2\u00b3\u2070\u2074-\u2079]"
    r"|\[(?:note )?\w{1,2}\]|\([a-z]\)))*+"
)
"""Marks of footnotes, one at a time, never given back: a line of asterisks costs no more than its length."""
_PLAIN = re.compile(rf"({_NUMBER})(?:\.0*)?{_NOTE}{_UNIT}{_NOTE}")
_WITH_SHARE = re.compile(rf"({_NUMBER})\s*[(\[]\s*<?\d+(?:\.\d+)?\s*%\s*[)\]]{_NOTE}")
_DECIMAL = re.compile(rf"({_NUMBER}|)\.\d+{_NOTE}")
_SHARE = re.compile(rf"[-+<>(]*\s*(?:{_NUMBER}|)(?:\.\d+)?\s*(?:%|per ?cent\.?)\s*\)?{_NOTE}")
_BELOW = re.compile(rf"(?:<|less than|fewer than|under|below|lower than)\s*({_AMOUNT}){_UNIT}{_NOTE}")
_UP_TO = re.compile(
    rf"(?:<\s*=|=\s*<|no more than|not more than|up to|at most|maximum of)\s*({_AMOUNT}){_UNIT}{_NOTE}"
    rf"|({_AMOUNT}){_UNIT} (?:or|and) (?:fewer|less|under|below){_NOTE}"
)
_BAND = re.compile(rf"(?:between )?({_AMOUNT})\s*(?:-|to|and)\s*({_AMOUNT}){_UNIT}{_NOTE}")
_ABOVE = re.compile(rf"(?:>|more than|over|above|greater than)\s*({_AMOUNT}){_UNIT}{_NOTE}")
_FROM = re.compile(
    rf"(?:>\s*=|=\s*>|at least|no less than|no fewer than|minimum of)\s*({_AMOUNT}){_UNIT}{_NOTE}"
    rf"|({_AMOUNT})(?:\s*\+| (?:or|and) (?:more|over|above)){_NOTE}"
)
_EXEMPTION = re.compile(
    r"(?:(?:exempt(?:ed)?|withheld|refused|redacted)(?: under| by)?)?:?\s*"
    r"(?:s\.?|sec\.?|section)\s*\d{2}[a-z]?"
    r"(?:\s*\(\w{1,3}\))*(?: foia?)?(?: exempt(?:ion)?(?: applied| applies)?)?"
)
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?e[+-]?\d+")


@lru_cache(maxsize=65536)
def read_value(text: str, stored: float | None = None) -> Value | None:
    """Return what a cell's text says, or None where it is no value at all.

    `stored` is the number under the text where the format stores one; it is used only where the text is that
    number in powers of ten (`1.2E+03`), never to look under what the authority shows. A text with digits that
    is not understood is unreadable, never None.
    """
    if text.isascii() and text.isdigit():
        return _exact(text)
    text = squash(text if text.isascii() else text.translate(_FOLDED))
    if not text:
        return _BLANK
    if not text.strip("- "):
        return _DASH
    if text in _LETTERS:
        return _LETTERS[text]
    folded = text.casefold()
    said = _SAYS.get(folded)
    if said is not None:
        return said
    if folded in _NUMBER_WORDS:
        return _exact(str(_NUMBER_WORDS[folded]))
    return _said(folded, stored)


def _said(text: str, stored: float | None) -> Value | None:
    if not any(sign.isdigit() for sign in text):
        return _bounded(text) or (_UNREADABLE if text.strip("#") == "" else None)
    if any(sign.isdecimal() and not sign.isascii() for sign in text):
        return _UNREADABLE
    if match := _PLAIN.fullmatch(text) or _WITH_SHARE.fullmatch(text):
        return _exact(match.group(1))
    if "%" in text or "cent" in text:
        return _PERCENTAGE if _SHARE.fullmatch(text) else _UNREADABLE
    if match := _DECIMAL.fullmatch(text):
        whole = _exact(match.group(1) or "0")
        # A count has no decimals: this is an average, a rate or a weighted figure.
        return whole if whole.count is None else Value("rounded", None, whole.count, whole.count + 1)
    if _SCIENTIFIC.fullmatch(text) and stored is not None and float(stored).is_integer() and stored >= 0:
        return _exact(str(int(stored)))
    if _EXEMPTION.fullmatch(text):
        return _EXEMPT
    return _bounded(text) or _UNREADABLE


def _bounded(text: str) -> Value | None:
    if match := _BELOW.fullmatch(text):
        limit = _number(match.group(1))
        return Value("suppressed", None, 0, limit - 1) if limit else _UNREADABLE
    if match := _UP_TO.fullmatch(text):
        return Value("suppressed", None, 0, _number(match.group(1) or match.group(2)))
    if match := _BAND.fullmatch(text):
        low, high = _number(match.group(1)), _number(match.group(2))
        return Value("suppressed", None, low, high) if low < high <= _WIDEST_BAND else _UNREADABLE
    if match := _ABOVE.fullmatch(text):
        return Value("suppressed", None, _number(match.group(1)) + 1)
    if match := _FROM.fullmatch(text):
        return Value("suppressed", None, _number(match.group(1) or match.group(2)))
    return None


def _exact(digits: str) -> Value:
    digits = digits.replace(",", "").replace(" ", "")
    if len(digits) > _MOST_DIGITS or (len(digits) > 1 and digits[0] == "0"):
        # Too long for a count, or with leading zeros: a reference or a code.
        return _UNREADABLE
    number = int(digits)
    return Value("exact", number, number, number)


def _number(text: str) -> int:
    return _NUMBER_WORDS[text] if text in _NUMBER_WORDS else int(text.replace(",", "").replace(" ", ""))
