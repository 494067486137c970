"""Numbers in running text that are no data: dates, references, sections of Acts, telephone numbers.

What this module does not recognise is named in the lost-number report, so a pattern here must never match a
count of crimes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from parsers.vocabulary.periods import find_periods

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(r"\S*\d\S*")

_LIST = r"(?:\s*(?:,|and|&|to|or|-|–|of|/)\s*{item})*"
_REFERENCE = r"(?:[A-Z]{{0,5}}[\s/:.-]?){lead}[A-Z0-9]*\d[A-Z0-9]*(?:[/.-][A-Z0-9]+)*".format(lead="{0,3}")
_OUTCOME = r"(?:1\d|2[0-2]|\d)[a-c]?\b"

_NO_DATA: dict[str, tuple[str, ...]] = {
    "law": (
        r"\b(?:sections?|sec\.?|s\.?|ss\.?|article|art\.?|regulation|reg\.?|part|schedule|chapter|paragraph|para\.?"
        r"|clause|rule)\s*\d+\w*(?:\s*\(\w+\))*" + _LIST.format(item=r"\d+\w*(?:\s*\(\w+\))*"),
        (
            r"\b(?:acts?|regulations|order|directive|bill|convention|code of practice|gdpr|rules)"
            r"(?:\s*\([^)]{2,30}\))?,?\s+(?:19|20)\d\d\b"
        ),
        r"\bSI\s+(?:19|20)\d\d\s+No\.?\s*\d+",
    ),
    "place in the letter": (
        r"\b(?:questions?|q|tables?|figure|appendix|annex|page|point|part|item|request|notes?|row|column|sheet"
        r"|tab|attachment|document|version|v|footnote|option|bullet)s?\.?(?:\s+(?:numbers?|nos?\.?))?\s*#?\d{1,3}[a-z]?"
        + _LIST.format(item=r"(?:q\s*)?\d{0,2}[a-z]?")
        + r"\b",
        r"\b(?:answer|response)s?\s*\d{1,2}[a-z]?\s*[:.)]",
        # A heading over the answer to several questions, of which two at least are named.
        r"^\s*answers?\s*\d{1,2}[a-z]?(?:\s*,\s*\d{1,2}[a-z]?)*\s*(?:and|&|to)\s*\d{1,2}[a-z]?\s*[:.]?\s*$",
        r"^\s*\(?\d{1,2}[a-z]?[.):](?=\s|$)",
        # A paragraph of minutes or of a report.
        r"^\s*\d{1,2}(?:\.\d{1,2}){1,3}\.?(?=\s+[A-Z](?:[^\s\d]*\s+){4}.)",
        r"\b\d{1,3}\s+(?:attachments?|enclosures?|annexe?s|appendices|spreadsheets?|workbooks?)\b",
        # A footnote: its mark, then a whole sentence.
        r"^\s*\[?[1-9]\]?(?=\s+[A-Z][a-z]+ (?:[\w'-]+[ ,;]+){2,}.*\.\s*$)",
        r"\(\d{1,2}\)\s*(?=[A-Za-z])",
        # What a web site writes before a link's words.
        r"\[\d{1,2}\](?=[A-Za-z])",
    ),
    "reference": (
        r"\b(?:ref(?:erence)?|foia?|rfi|quot(?:e|ing))(?: (?:number|no\.?|request))?\s*[:#.–-]*\s*"
        + _REFERENCE,
        (
            r"\b(?:freedom of information(?: act)?|foia?|eir)\s+request\s*[:#–-]?\s*"
            r"(?:(?:[A-Z]{1,4}[/-])?\d+(?:[/-]\w+)+|\d{5,8})\b"
        ),
        r"\b(?:our|your|my|case|request|enquiry|application|reference|collar|warrant|log)\s+(?:number|no\.?)"
        r"\s*[:#.–-]*\s*" + _REFERENCE,
    ),
    "telephone": (
        (
            r"\b(?:tel(?:ephone)?|phone|fax|mobile|call|dial|ext(?:ension)?|switchboard|contact|minicom|dx)"
            r"\.?(?:\s*(?:number|no\.?|us on|on))?\s*[:.]?\s*[+(]?\d[\d\s()-]*"
            r"(?:\s*(?:ext(?:ension)?\.?|x)\s*\d+)?"
        ),
        r"(?<![\w])\+?\(?0\d{2,5}\)?[\s-]?\d{3,4}[\s-]?\d{3,4}(?![\w])",
        r"\b101\b|\b999\b|\bext(?:ension)?\.?\s*\d+",
    ),
    "address": (
        r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b",
        r"\bPO Box \d+",
        r"\b\d{1,4}[a-z]?,?\s+(?:[A-Z][\w']+\s+){1,3}(?:street|road|lane|avenue|way|drive|place|square|house)\b",
        r"\S+@\S+|(?:https?://|www\.)\S+",
    ),
    "effort and cost": (
        r"£\s?\d[\d,]*(?:\.\d\d)?(?:\s*(?:per|an) hour)?|\b\d[\d,]*(?:\.\d+)?\s*(?:pounds|pence)\b",
        (
            r"\b\d[\d,]*(?:\.\d+)?\s*(?:working |calendar |whole )?"
            r"(?:hours?|hrs?|minutes?|mins?|seconds?|days?|weeks?|months?|years?(?: old| of age)?)\b"
        ),
        r"\b(?:twenty|twentieth)\s*\(?\d+\)?\s*(?:th)?",
        # What would have to be gone through by hand is no answer.
        (
            r"\b(?:manually|individually|manual review of|interrogate|review|examine|check|read|look at)"
            r"\s+(?:\w+\s+){0,4}?\d[\d,]*"
            r"\s+(?:records?|occurrences?|crimes?|cases?|files?|incidents?|offences?|logs?)"
        ),
    ),
    "time and age": (
        r"\b\d{1,2}(?::|\.)\d\d\s*(?:am|pm|hrs|hours)?\b|\b\d{1,2}\s*(?:am|pm)\b",
        r"\b\d{1,3}(?:st|nd|rd|th)\b",
        (
            r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b[ ,(]*(?:from |between )?"
            r"\d{1,2}(?:\s?am)?\s*(?:-|–|to|and|until|till)\s*\d{1,2}(?!\d|[.,]\d)"
        ),
        r"\b\d{1,2}\s+(?:january|february|march|april|may|june|july|august|september|october|november|december)\b",
        r"\b(?:aged?|over|under|age of|ages)\s*\d{1,2}(?:\s*(?:-|–|to|and)\s*\d{1,2})?(?:\s*\+)?\b",
    ),
    "code": (
        r"\b(?:outcomes?|type)(?: (?:codes?|types?))?\s*" + _OUTCOME + _LIST.format(item=_OUTCOME),
        r"\b\d{1,3}/\d{1,3}[a-z]?\b",
        r"\b(?:ho|home office|offence|class|crime)\s*(?:code|class(?:ification)?)s?\s*:?\s*[\d/]+[a-z]?",
        r"\biso\s?\d+|\bcovid-?19\b|\bniche\s?\d+",
    ),
}
_PATTERNS = tuple(re.compile(pattern, re.IGNORECASE) for group in _NO_DATA.values() for pattern in group)

_HOW_WRITTEN = re.compile(
    r"(?:fewer|less|lower|more|greater)\s+than\s*\(?\d+\)?|[<>≤≥]\s?\d+|\b\d+\s+or\s+(?:fewer|less|more)\b"
    r"|\brounded to (?:the nearest )?\d+|\bbetween\s+\d\s+and\s+\d\b",
    re.IGNORECASE,
)
_OF_SUPPRESSION = re.compile(
    r"suppress|withheld|identif|disclos|shown as|appear(?:s|ing)? as|denote|represent|replaced|rounded|exempt"
    r"|low (?:number|figure|count)|small (?:number|figure|count)|indicat|[*~#] ?=|used (?:to|for|where)",
    re.IGNORECASE,
)
"""A limit tells how figures are written only in a sentence about that; else "fewer than 5" is an answer."""

_BY_HAND = re.compile(
    r"\b(?:manually|individually|manual review of|interrogat\w+|review|examine|read through|look at|check)"
    r"\s+(?:\w+\s+){0,4}$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\)?\s*(?:recorded |reported |such |of these |of those |further |other )*"
    r"(?:offences?|crimes?|incidents?|reports?|charges|cautions|outcomes|victims|suspects|arrests"
    r"|people|persons)\b",
    re.IGNORECASE,
)
_COUNTING = re.compile(
    r"\b(?:there (?:were|was|are|have been|has been)|recorded|identified|result(?:ed)? in"
    r"|total(?:l?ed| of| was| is)?)\s*:?\s*$",
    re.IGNORECASE,
)

_LASTING = re.compile(r"\s*(?:hours?|hrs?|minutes?|mins?|days?|weeks?|months?)\b", re.IGNORECASE)

_ABSENT = r"(?:do(?:es)? not|did not|are not|is not|will not|not)(?: therefore)? (?:be )?"
_SHOWN = r"(?:feature|appear|shown?|included?|listed)"
_ABOUT_TABLES = re.compile(
    rf"{_ABSENT}{_SHOWN}[^.]*\btables?\b|\btables?\b[^.]*{_ABSENT}{_SHOWN}", re.IGNORECASE
)
"""A sentence that says what the tables leave out is a caveat; its number is theirs, not one more."""


@dataclass(frozen=True, slots=True)
class Token:
    """A number in running text: its words and where it begins and ends."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=1024)
def unexplained(text: str) -> tuple[Token, ...]:
    """Return the numbers of a text that are none of the known kinds of numbers without data."""
    numbers = list(tokens(text))
    if numbers:
        periods = [(found.start, found.end) for found in find_periods(text)]
        numbers = [token for token in numbers if not any(_overlap(token, span) for span in periods)]
    if not numbers:
        return ()
    other = [match.span() for pattern in _PATTERNS for match in pattern.finditer(text)]
    if _OF_SUPPRESSION.search(text):
        other += [match.span() for match in _HOW_WRITTEN.finditer(text)]
    return tuple(
        token
        for token in numbers
        if _is_counted(text, token) or not any(_overlap(token, span) for span in other)
    )


def _is_counted(text: str, token: Token) -> bool:
    """Say whether a sentence says what its number counts; such a number is an answer, whatever it looks like.

    Not so in what an authority would have to look through by hand.
    """
    if _BY_HAND.search(text[: token.start]) or _LASTING.match(text, token.end):
        return False
    after, before = _COUNTED.match(text, token.end), _COUNTING.search(text, 0, token.start)
    return after is not None or before is not None


def is_about_tables(sentence: str) -> bool:
    """Say whether a sentence tells what tables leave out; its number is theirs, not one more."""
    return _ABOUT_TABLES.search(sentence) is not None


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of a text that hold a digit."""
    for match in _TOKEN.finditer(text):
        word = match.group()
        trimmed = word.strip(".,;:()[]\"'“”‘’")
        if trimmed:
            start = match.start() + word.index(trimmed)
            yield Token(trimmed, start, start + len(trimmed))


def _overlap(token: Token, span: tuple[int, int]) -> bool:
    digits = re.search(r"\d", token.text)
    at = token.start + (digits.start() if digits else 0)
    return span[0] <= at < span[1]
