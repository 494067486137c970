"""What a heading or a question above running text says is counted, as far as every word of it is known."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from parsers.layout.context import periods_in
from parsers.layout.meaning import kind_of_label
from parsers.vocabulary.forces import forces_in
from parsers.vocabulary.offences import find_offence
from parsers.vocabulary.outcomes import find_outcome
from parsers.vocabulary.periods import find_periods
from parsers.vocabulary.text import PLAIN_SENTENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.figure import Period

_NUMBERED = re.compile(
    r"^\s*(?:(?:questions?|q|answer|response|part|item)\s*\d{0,2}\s*[a-z]?\s*[:.)-]?(?=\s|$)"
    r"|\(?\d{1,2}[a-z]?[.):](?=\s)|\(?[a-z][.)](?=\s)|[\u2022\u00b7\uf0b7*-]\s)\s*",
    re.IGNORECASE,
)
_PLAIN_WORDS = """
    a all and are as asked at be been below between breakdown broken by can confirm confirms constabulary
    counted counts crime crimes data detail detailed details disposal disposals down during each every figure
    figures financial calendar find first follow following follows for force from given had happened has have
    held here hold holds how i in information is it last listed many month months nature number numbers of
    offence offences on our out outcome outcomes over overall per period please police provide provided
    quarter quarters question recorded reply reported requested respective response result results see set
    shown such sum table that the their them there these this those time to total totals type types until was
    we were what which with within year years you your answer answers above act gives two rights section
    code ho home office under any
"""
"""Words that narrow nothing: a heading of these alone counts what the request asks for."""
_COUNTS = re.compile(r"\b(?:crimes?|offences?|outcomes?|disposals?|number|how many|total)\b", re.IGNORECASE)
_OF_THE_ABOVE = re.compile(
    r"(?:of|from|out of|within) (?:the above|these|those|them|which|this)\b", re.IGNORECASE
)
_HOME_OFFICE_CODE = re.compile(r"\b0?\d{1,2}\d?\s?/\s?\d{2}\b|\b0\d{4}\b")
_NOTE = re.compile(r"please (?:also )?note|note that|e\.?g\.?\b|for example", re.IGNORECASE)
_POLICE = re.compile(r"\b(?:police|constabulary|heddlu)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_MOST = 160
"""Characters of a heading that is kept as a label."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading gives to the numbers below it; `unknown` is its text where it says more than is known.

    `part` is the text of a heading that counts a part of what was counted before it.
    """

    text: str = ""
    outcome: str | None = None
    offence: str | None = None
    force: str | None = None
    breakdown: tuple[tuple[str, str], ...] = ()
    period: Period | None = None
    part: str | None = None
    unknown: str | None = None


def read_heading(lines: Sequence[str]) -> Heading:
    """Return what the lines above a list or an answer say that it counts, the nearest line last.

    A line that only leads over ("as follows") leaves the word to the line above it. No outcome comes from a
    line that is not, whole, a known wording.
    """
    over = Heading()
    for line in reversed(lines):
        heading = _read(line)
        if heading.period is None and over.period is not None:
            heading = replace(heading, period=over.period)
        if heading.unknown or heading.part or heading.outcome or heading.offence or heading.breakdown:
            return heading
        if _COUNTS.search(_bare(line)):
            return heading
        over = heading
    return over


def _bare(line: str) -> str:
    return _NUMBERED.sub("", line).strip()


def _read(line: str) -> Heading:
    text = _bare(line).rstrip(":").strip()
    period = only(periods_in(text))
    kind = kind_of_label(text) if text else None
    if kind == "outcome":
        understood = find_outcome(text).codes is not None
        return Heading(text, outcome=text, unknown=None if understood else text[:_MOST])
    if kind == "offence" and find_offence(text).rule == "wording":
        return Heading(text, offence=text)
    if kind == "force":
        return Heading(text, force=text)
    if kind == "place" and is_name(text):
        return Heading(text, breakdown=(("place", text),))
    if kind in {"age", "sex"}:
        return Heading(text, breakdown=((kind, text),))
    sentences = [each for each in PLAIN_SENTENCE.split(text) if each and not _NOTE.search(each)]
    for sentence in sentences:
        if _OF_THE_ABOVE.match(sentence):
            return Heading(text, period=period, part=sentence[:_MOST])
    known = all(is_plain(sentence) for sentence in sentences)
    named = [(found.start, found.end) for found in find_periods(text)]
    codes = [found for found in _HOME_OFFICE_CODE.finditer(text) if not _inside(found.start(), named)]
    return Heading(
        text,
        period=period,
        offence=codes[0].group() if codes and known else None,
        unknown=None if known else text[:_MOST],
    )


def is_name(text: str) -> bool:
    """Say whether a text is written as a name: all its words with a capital but the smallest."""
    words = [match.group() for match in _WORD.finditer(text)]
    return all(not word[0].islower() or word in {"of", "the", "and", "at", "in", "for"} for word in words)


def only(periods: Sequence[Period]) -> Period | None:
    """Return the one period that is named, or None where there is none or a choice."""
    return periods[0] if len(set(periods)) == 1 else None


@lru_cache(maxsize=1)
def _plain() -> frozenset[str]:
    return frozenset(_PLAIN_WORDS.split())


def is_plain(text: str) -> bool:
    """Say whether a text counts crimes and says nothing that narrows which."""
    spans = [(found.start, found.end) for found in find_periods(text)]
    spans += [match.span() for match in _HOME_OFFICE_CODE.finditer(text)]
    for _, start in forces_in(text):
        named = _POLICE.search(text, start)
        spans.append((start, named.end() if named else start))
    words = [match for match in _WORD.finditer(text) if not _inside(match.start(), spans)]
    return all(match.group().lower() in _plain() for match in words)


def _inside(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)
