"""Numbers in running text that are no data: dates, references, sections of Acts, telephone numbers.

What this module does not recognise is named in the lost-number report, so a pattern here must never match a
count of crimes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.vocabulary.periods import find_periods

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(r"\S*\d\S*")

_LIST = r"(?:\s*(?:,|and|&|to|or|-|–|of|/)\s*{item})*"

_NO_DATA: dict[str, tuple[str, ...]] = {
    "law": (
        r"\b(?:sections?|sec\.?|s\.?|ss\.?|article|art\.?|regulation|reg\.?|part|schedule|chapter|paragraph|para\.?"
        r"|clause|rule)\s*\d+\w*(?:\s*\(\w+\))*" + _LIST.format(item=r"\d+\w*(?:\s*\(\w+\))*"),
        (
            r"\b(?:acts?|regulations|order|directive|bill|convention|code of practice|gdpr|rules)"
            r"(?:\s*\([^)]{2,30}\))?,?\s+(?:19|20)\d\d\b"
        ),
        r"\bs\.?\s?\d+\(?\w*\)?(?=\s|,|\.|$)",
    ),
    "place in the letter": (
        r"\b(?:questions?|q|tables?|figure|appendix|annex|page|point|part|item|request|answer|response|notes?|row"
        r"|column|sheet|tab|attachment|version|v|footnote|option|bullet)s?\.?\s*#?\d+[a-z]?"
        + _LIST.format(item=r"(?:q\s*)?\d*[a-z]?")
        + r"\b",
        r"^\s*\(?\d{1,2}[a-z]?[.):]\s*",
        # A footnote: its mark, then a whole sentence.
        r"^\s*[1-9](?=\s+[A-Z][a-z]+ (?:[\w'-]+[ ,;]+){2,}.*\.\s*$)",
        r"\(\d{1,2}\)\s*(?=[A-Za-z])",
    ),
    "reference": (
        (
            r"\b(?:our|your|my|foi|force|case|request|enquiry)?\s*"
            r"(?:ref(?:erence)?(?: number| no\.?)?|number|no\.?|foi|foia|rfi|quote)\s*[:#.–-]*\s*"
            r"[A-Z]*[\s/:.-]*[A-Z0-9]*\d[A-Z0-9]*(?:[/.\s-][A-Z0-9]*\d[A-Z0-9]*)*"
        ),
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
    ),
    "time and age": (
        r"\b\d{1,2}(?::|\.)\d\d\s*(?:am|pm|hrs|hours)?\b|\b\d{1,2}\s*(?:am|pm)\b",
        r"\b\d{1,3}(?:st|nd|rd|th)\b",
        r"\b(?:aged?|over|under|age of|ages)\s*\d{1,2}(?:\s*(?:-|–|to|and)\s*\d{1,2})?(?:\s*\+)?\b",
    ),
    "code": (
        r"\boutcomes?(?: (?:codes?|types?))?\s*\d+[a-c]?" + _LIST.format(item=r"\d+[a-c]?"),
        r"\b\d{1,3}/\d{1,3}[a-z]?\b",
        r"\b(?:ho|home office|offence|class|code|crime)\s*(?:code|class(?:ification)?)s?\s*:?\s*[\d/]+[a-z]?",
        r"\biso\s?\d+|\bcovid-?19\b|\bniche\s?\d+",
    ),
    "how figures are written": (
        r"(?:fewer|less|lower|more|greater)\s+than\s*\(?\d+\)?|[<>≤≥]\s?\d+|\b\d+\s+or\s+(?:fewer|less|more)\b",
        r"\brounded to (?:the nearest )?\d+|\bbetween\s+\d\s+and\s+\d\b",
    ),
}
_PATTERNS = tuple(re.compile(pattern, re.IGNORECASE) for group in _NO_DATA.values() for pattern in group)


@dataclass(frozen=True, slots=True)
class Token:
    """A number in running text: its words and where it begins and ends."""

    text: str
    start: int
    end: int


def unexplained(text: str) -> list[Token]:
    """Return the numbers of a text that are none of the known kinds of numbers without data."""
    covered = [(found.start, found.end) for found in find_periods(text)]
    for pattern in _PATTERNS:
        covered += [match.span() for match in pattern.finditer(text)]
    return [token for token in tokens(text) if not any(_overlap(token, span) for span in covered)]


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
