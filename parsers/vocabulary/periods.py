"""Periods as replies print them, in labels and in running text, read to whole days."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from parsers.figure import Period
from parsers.vocabulary.calendar_spans import kind_of_span
from parsers.vocabulary.period_forms import Read, any_form, read_form
from parsers.vocabulary.text import squash

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class FoundPeriod(NamedTuple):
    """A period in running text, at `text[start:end]`."""

    period: Period
    start: int
    end: int


class _Part(NamedTuple):
    read: Read
    start: int
    end: int
    bare: bool
    joined: str


_LONGEST_LABEL = 120
_FLAGS = re.IGNORECASE | re.ASCII
_SAME_LENGTH = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u2018\u2019", "'"),
        **dict.fromkeys("\u00a0\u2007\u2009\u202f", " "),
        "\u2044": "/",
    }
)
# A number that follows one of these signs is part of something else: an amount, a reference, a decimal.
_NOT_BEFORE = r"(?<![\w/£$€<>#+])(?<!\d[.,:-])(?<!\w-)"
_RANGE = re.compile(
    r"\s*(?:-|\bto\b(?:\s+the\s+end\s+of\b)?|\buntil\b|\btill\b|\bthrough\b|\bup\s+to\b)\s*", _FLAGS
)
_AND = re.compile(r"\s*(?:and|&)\s*", _FLAGS)
_LIST = re.compile(r"\s*(?:,|;|\||/|,?\s*\band\b|&)\s*", _FLAGS)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?(?:years?\s+|dates?\s+|periods?\s+)*$", _FLAGS)
_BEFORE_LABEL = re.compile(
    r"[\s(\[:*'\"]*(?:(?:the|for|in|during|period|periods|year|years|date|dates|month|quarter|between|range|calendar|financial|fiscal|of|"
    r"covering|reporting|crimes?\s+recorded\s+in)\b[\s(:,]*)*",
    _FLAGS,
)
_FROM_LABEL = re.compile(r"\bfrom\s*:?\s*$", _FLAGS)
_AFTER_LABEL = re.compile(
    r"[\s)\].,:;*'\"\u2020\u2021\u00b9\u00b2\u00b3\u2070\u2074-\u2079^]*(?:(?:\(?(?:inclusive|incl|financial|fiscal|calendar|years?|f/?y|cy|only)\b\.?\)?|\[\w{1,2}\]|"
    r"\[note \w{1,2}\]|\(note \w{1,2}\))[\s)\].,:;*'\"\u2020\u2021\u00b9\u00b2\u00b3]*)*",
    _FLAGS,
)
_OPEN_BEFORE = re.compile(
    r"\b(?:since|after|before|prior\s+to|until|till|up\s+to|from|pre|post|to)\s+(?:the\s+)?(?:end\s+of\s+|start\s+of\s+|beginning\s+of\s+)?(?:year\s+|financial\s+year\s+)?$",
    _FLAGS,
)
_OPEN_AFTER = re.compile(
    r"\s*[,(-]?\s*(?:onwards?|(?:up\s+)?to\s+(?:date|(?:the\s+)?present|now|today|(?:the\s+)?current)|to\s+\d|ytd|and\s+(?:after|later|beyond|before|earlier)|-\s*$|-\s*(?:present|date|now))",
    _FLAGS,
)
_LAW_BEFORE = re.compile(
    r"\b(?:acts?|regulations|rules|census|bill|code|charter)\s*(?:\([^)]{0,40}\)\s*)?$", _FLAGS
)
_NOUN_AFTER = re.compile(
    r"\s+(?:crimes?|offences?|incidents?|records?|people|persons?|pages?|officers?|words?|hours?|minutes|victims?|"
    r"occurrences?|reports?|cases|results?|staff|items|entries|calls|documents|individuals|files|vehicles|pounds)\b",
    _FLAGS,
)
_TAIL = re.compile(r"-\w")


@lru_cache(maxsize=65536)
def read_period(text: str) -> Period | None:
    """Return the period that a whole label names, or None where it names none or its end is not known.

    A bare year between 1990 and 2040 counts; whether such a cell is a year or a count is for its table to say.
    Financial years run from April to March, and a quarter of one is counted from April.
    """
    if len(text) > _LONGEST_LABEL or not any("0" <= sign <= "9" for sign in text):
        return None
    folded = text.translate(_SAME_LENGTH)
    chains = list(_chains(folded, label=True))
    if len(chains) != 1:
        return None
    (chain,) = chains
    before, after = folded[: chain[0].start], folded[chain[-1].end :]
    opened = _FROM_LABEL.search(before)
    if opened:
        if len(chain) == 1 and not _enclosed(chain[0]):
            return None
        before = before[: opened.start()]
    if not _BEFORE_LABEL.fullmatch(before) or not _AFTER_LABEL.fullmatch(after):
        return None
    return _period(chain, squash(text))


def find_periods(text: str) -> list[FoundPeriod]:
    """Return the periods that running text names, in its order, none overlapping another.

    A range ("2019/20 to 2023/24") and a list of neighbouring years ("2018, 2019 and 2020") are one period. A
    year that belongs to the name of a law, that counts something, or whose other end is open, is left out.
    """
    if not any("0" <= sign <= "9" for sign in text):
        return []
    folded = text.translate(_SAME_LENGTH)
    found = []
    for chain in _chains(folded, label=False):
        start, end = chain[0].start, chain[-1].end
        if len(chain) == 1 and _is_other(chain[0], folded):
            continue
        period = _period(chain, squash(text[start:end]))
        if period is not None:
            found.append(FoundPeriod(period, start, end))
    return found


def hull(periods: Sequence[Period]) -> Period:
    """Return the period from the first start to the last end; ValueError where there are no periods."""
    if not periods:
        raise ValueError("no periods to cover")
    first = min(periods, key=lambda period: (period.start, -period.end.toordinal()))
    last = max(periods, key=lambda period: (period.end, -period.start.toordinal()))
    for period in (first, last):
        if (period.start, period.end) == (first.start, last.end):
            return period
    return Period(
        first.start, last.end, f"{first.label} to {last.label}", kind_of_span(first.start, last.end)
    )


def _chains(text: str, *, label: bool) -> Iterator[list[_Part]]:
    """Yield the runs of periods that are joined as ranges or as lists of neighbours."""
    position = 0
    while match := any_form(label=label, before=_NOT_BEFORE).search(text, position):
        part = _part(match, "")
        position = match.end()
        if part is None:
            continue
        chain = [part]
        while following := _following(text, chain, label=label):
            chain.append(following)
        position = chain[-1].end
        if not _TAIL.match(text, position):
            yield chain


def _following(text: str, chain: list[_Part], *, label: bool) -> _Part | None:
    last = chain[-1]
    between = len(chain) == 1 and _BETWEEN.search(text[: last.start]) is not None
    for sign, joined in ((_RANGE, "range"), (_AND, "range") if between else (_LIST, "list")):
        gap = sign.match(text, last.end)
        match = gap and any_form(label=label).match(text, gap.end())
        part = _part(match, joined) if match else None
        if part is None:
            continue
        if (
            joined == "range"
            and part.read.span[1] >= last.read.span[1]
            and part.read.span[0] >= last.read.span[0]
        ):
            return part
        if joined == "list" and part.read.span[0] == last.read.span[1] + timedelta(days=1):
            return part
    return None


def _part(match: re.Match[str], joined: str) -> _Part | None:
    name = match.lastgroup or ""
    read = read_form(name, match.group())
    if read is None:
        return None
    return _Part(read, match.start(), match.end(), name == "year" and match.group().isdigit(), joined)


def _enclosed(part: _Part) -> bool:
    """Say whether one form by itself has two ends ("from April to June 2021")."""
    return part.read.kind in {"range", "quarter", "day"} and part.read.span[0] != part.read.span[1]


def _period(chain: list[_Part], label: str) -> Period | None:
    if len(chain) == 1:
        read = chain[0].read
        return Period(*read.span, label, read.kind, read.partial)
    start, end = chain[0].read.span[0], chain[-1].read.span[1]
    return Period(start, end, label, kind_of_span(start, end)) if start < end else None


def _is_other(part: _Part, text: str) -> bool:
    before, after = text[max(0, part.start - 80) : part.start], text[part.end : part.end + 40]
    if part.read.kind == "day" and part.read.span[0] == part.read.span[1]:
        return False
    if not _enclosed(part) and (_OPEN_BEFORE.search(before) or _OPEN_AFTER.match(after)):
        return True
    return part.bare and (_LAW_BEFORE.search(before) is not None or _NOUN_AFTER.match(after) is not None)
