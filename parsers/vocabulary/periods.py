"""Periods as replies print them, in labels and in running text, read to whole days."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from parsers.figure import Period
from parsers.vocabulary.calendar_spans import kind_of_span
from parsers.vocabulary.period_forms import any_form, read_form
from parsers.vocabulary.text import squash

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsers.vocabulary.period_readings import Read


class FoundPeriod(NamedTuple):
    """A period in running text, at `text[start:end]`."""

    period: Period
    start: int
    end: int


class _Part(NamedTuple):
    read: Read
    start: int
    end: int
    form: str


_LONGEST_LABEL = 120
_AROUND = 80
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
_AND = re.compile(r"\s*(?:\band\b|&)\s*", _FLAGS)
_LIST = re.compile(r"\s*(?:,?\s*\band\b|[,;|/&])\s*", _FLAGS)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?(?:years?\s+|dates?\s+|periods?\s+)*$", _FLAGS)

MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_ENDS_WITHIN = re.compile(
    rf"\s*,?\s*(?:\(?(?:up|through)\s+)?to\s+(?:the\s+)?end\s+of\s+(?P<month>{MONTH})\b(?!\s*,?\s*'?\d)",
    _FLAGS,
)
"""Until when the last of several years runs: "2020 and 2021 through to end of August"."""
_HALF_SPAN = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}(?:\s+\d{{4}})?\s+to\b(?!\s+(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{MONTH})",
    _FLAGS,
)
"""A day, "to", and no other day behind it: the rest of the span stands elsewhere."""

_NOTE_SIGNS = r"\s)\].,:;*'\"^\u2020\u2021\u00b9\u00b2\u00b3\u2070\u2074-\u2079"
_BEFORE_LABEL = re.compile(
    r"[\s(\[:*'\"]*(?:(?:the|for|in|during|periods?|years?|dates?|month|quarter|between|range|calendar|"
    r"financial|fiscal|of|covering|reporting)\b[\s(:,]*)*",
    _FLAGS,
)
_FROM_LABEL = re.compile(r"\bfrom\s*:?\s*$", _FLAGS)
_AFTER_LABEL = re.compile(
    rf"[{_NOTE_SIGNS}]*(?:(?:\(?(?:inclusive|incl|financial|fiscal|calendar|years?|f/?y|cy|only)\b|"
    rf"\[\w{{1,2}}\]|[\[(]note \w{{1,2}}[\])])[{_NOTE_SIGNS}]*)*",
    _FLAGS,
)
_OPEN_BEFORE = re.compile(
    r"\b(?:since|after|before|prior\s+to|until|till|up\s+to|from|to\s+date|ytd)\s+(?:the\s+)?"
    r"(?:(?:end|start|beginning)\s+of\s+)?(?:(?:financial\s+)?year\s+)?$",
    _FLAGS,
)
_OPEN_AFTER = re.compile(
    r"\s*[,(]?\s*(?:onwards?\b|ytd\b|(?:(?:up\s+)?to|-|until)\s*(?:the\s+)?(?:date|present|now|today|current)"
    r"\b|and\s+(?:after|later|beyond|before|earlier)\b|-\s*$)",
    _FLAGS,
)
# "Freedom of Information Act 2000": the year belongs to the law's name.
_LAW_BEFORE = re.compile(
    r"\b(?:acts?|regulations|rules|census|bill|code|charter)\s*(?:\([^)]{0,40}\)\s*)?$", _FLAGS
)
_IN_BEFORE = re.compile(r"\b(?:in|during|years?)\s+(?:the\s+)?$", _FLAGS)
_COUNTED_AFTER = re.compile(
    r"\s+(?:crimes?|offences?|incidents?|records?|people|persons?|pages?|officers?|words?|hours?|minutes|"
    r"victims?|occurrences?|reports?|cases|results?|staff|items|entries|calls|documents|individuals|files|"
    r"vehicles|pounds)\b",
    _FLAGS,
)
_GOES_ON = re.compile(r"-\w")


def is_half_span(label: str) -> bool:
    """Say whether a label holds a span of days without its last one: it was cut, or mixed up."""
    return _HALF_SPAN.search(label) is not None


@lru_cache(maxsize=65536)
def read_period(text: str) -> Period | None:
    """Return the period that a whole label names, or None where it names none or its end is not known.

    A bare year from 1990 to 2040 counts; whether such a cell is a year or a count is for its table to say.
    Financial years run from April to March, and a quarter of one is counted from April.
    """
    if len(text) > _LONGEST_LABEL or not any("0" <= sign <= "9" for sign in text):
        return None
    folded = text if text.isascii() else text.translate(_SAME_LENGTH)
    chains = list(_chains(folded, label=True))
    if not 1 <= len(chains) <= 2:
        return None
    chain = chains[0]
    before, after = folded[: chain[0].start], folded[chains[-1][-1].end :]
    opened = _FROM_LABEL.search(before)
    if opened:
        if len(chain) == 1 and not _has_two_ends(chain[0]):
            return None
        before = before[: opened.start()]
    if not _BEFORE_LABEL.fullmatch(before) or not _AFTER_LABEL.fullmatch(after):
        return None
    label = squash(text)
    period = _period(chain, label)
    if len(chains) == 1 or period is None:
        return period
    between = folded[chain[-1].end : chains[1][0].start]
    return _explained(period, _period(chains[1], label)) if between.strip() in {"(", "["} else None


def _explained(period: Period, said: Period | None) -> Period | None:
    """Return a period whose label says in brackets from when to when it runs."""
    if said is None or not period.start <= said.start <= said.end <= period.end:
        return None
    narrower = (said.start, said.end) != (period.start, period.end)
    return Period(said.start, said.end, period.label, period.kind, partial=narrower or period.partial)


def find_periods(text: str) -> list[FoundPeriod]:
    """Return the periods that running text names, in its order, none overlapping another.

    A range ("2019/20 to 2023/24") and a list of neighbouring years ("2018, 2019 and 2020") are one period. A
    year that belongs to the name of a law, that counts something, or whose other end is open, is left out.
    """
    return list(_found(text))


@lru_cache(maxsize=2048)
def _found(text: str) -> tuple[FoundPeriod, ...]:
    if not any("0" <= sign <= "9" for sign in text):
        return ()
    folded = text if text.isascii() else text.translate(_SAME_LENGTH)
    found = []
    for chain in _chains(folded, label=False):
        if len(chain) == 1 and _is_other(chain[0], folded):
            continue
        start, end = chain[0].start, chain[-1].end
        period = _period(chain, squash(text[start:end]))
        if period is not None:
            found.append(FoundPeriod(period, start, end))
    return tuple(found)


def hull(periods: Sequence[Period]) -> Period:
    """Return the period from the first start to the last end; ValueError where there are no periods."""
    if not periods:
        raise ValueError("no periods to cover")
    start, end = min(period.start for period in periods), max(period.end for period in periods)
    whole = next((period for period in periods if (period.start, period.end) == (start, end)), None)
    if whole is not None:
        return whole
    first = next(period for period in periods if period.start == start)
    last = next(period for period in periods if period.end == end)
    return Period(start, end, f"{first.label} to {last.label}", kind_of_span(start, end))


def _chains(text: str, *, label: bool) -> Iterator[list[_Part]]:
    """Yield the runs of periods that are joined as ranges or as lists of neighbours."""
    position = 0
    first = any_form(label=label, before=_NOT_BEFORE)
    while match := first.search(text, position):
        position = match.end()
        part = _part(match)
        if part is None:
            continue
        chain = [part]
        while following := _following(text, chain, label=label):
            chain.append(following)
        chain = _ending_within(chain, text)
        position = chain[-1].end
        if not _GOES_ON.match(text, position):
            yield chain


def _ending_within(chain: list[_Part], text: str) -> list[_Part]:
    """Return a run of years the last of which ends with a month that stands behind it.

    Behind a single year it could as well be the other end of a span of years.
    """
    last = chain[-1]
    match = _ENDS_WITHIN.match(text, last.end) if len(chain) > 1 else None
    read = read_form("partial_to", f"{text[last.start : last.end]} (to {match['month']})") if match else None
    if match is None or read is None:
        return chain
    return [*chain[:-1], _Part(read, last.start, match.end(), "partial_to")]


def _following(text: str, chain: list[_Part], *, label: bool) -> _Part | None:
    """Return the part that a chain goes on with, or None where it ends."""
    last = chain[-1]
    between = len(chain) == 1 and _BETWEEN.search(text[max(0, last.start - _AROUND) : last.start]) is not None
    for sign, ranges in ((_RANGE, True), (_AND, True) if between else (_LIST, False)):
        gap = sign.match(text, last.end)
        match = any_form(label=label).match(text, gap.end()) if gap else None
        part = _part(match) if match else None
        if part is not None and (
            _runs_on(last.read, part.read) if ranges else _is_next(last.read, part.read)
        ):
            return part
    return None


def _runs_on(first: Read, last: Read) -> bool:
    return first.span[0] <= last.span[0] and first.span[1] <= last.span[1]


def _is_next(first: Read, last: Read) -> bool:
    """Say whether two periods of a list are neighbours; dates of letters are listed, never joined."""
    return first.kind != "day" and last.span[0] == first.span[1] + timedelta(days=1)


def _part(match: re.Match[str]) -> _Part | None:
    form = match.lastgroup or ""
    read = read_form(form, match.group())
    return _Part(read, match.start(), match.end(), form) if read else None


def _has_two_ends(part: _Part) -> bool:
    """Say whether one form by itself says from when to when ("April to June 2021")."""
    return part.form in {"days", "months", "months_financial", "spaced_months", "joined", "cy_years"}


def _period(chain: list[_Part], label: str) -> Period | None:
    if len(chain) == 1:
        read = chain[0].read
        return Period(*read.span, label, read.kind, read.partial)
    start, end = chain[0].read.span[0], chain[-1].read.span[1]
    return Period(start, end, label, kind_of_span(start, end)) if start < end else None


def _is_other(part: _Part, text: str) -> bool:
    """Say whether a single period of running text is none of the reply's: open, a law's, or a count."""
    before, after = text[max(0, part.start - _AROUND) : part.start], text[part.end : part.end + _AROUND]
    if part.read.kind == "day":
        return False
    if not _has_two_ends(part) and (_OPEN_BEFORE.search(before) or _OPEN_AFTER.match(after)):
        return True
    alone = not before.strip() and after[:1] == ":"
    if part.form == "short_financial" and not alone and not _IN_BEFORE.search(before):
        # "Outcomes 15/16": only "in 15/16", "15/16:" and a row of such years can be nothing else than years.
        return True
    bare = part.form == "year"
    return bare and (_LAW_BEFORE.search(before) is not None or _COUNTED_AFTER.match(after) is not None)
