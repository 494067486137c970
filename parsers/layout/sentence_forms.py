"""The forms of sentences that are understood, and the marks in a sentence that stand for its meaning.

A sentence has a form when nothing but its marks and the words of the form stand in it: P a period, N an
amount, Q a quoted outcome, H a phrase that says an outcome, C a Home Office code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.vocabulary.offences import find_offence
from parsers.vocabulary.outcomes import find_outcome
from parsers.vocabulary.periods import find_periods
from parsers.vocabulary.phrases import find_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsers.figure import Period

_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_SMALL = rf"(?:{_WORDS}|\d+)"
_DIGITS = (
    r"(?<![\w.,/£$#-])(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)"
    r"(?![\d,./-]*\d)(?!\w|\s?%)"
)
_TIMES = r"(?!\s+(?:hours?|minutes?|days?|weeks?|months?|years?))"
_HAPPENED = "were|was|had|have|led|resulted|ended|crimes?|offences?|of (?:these|those|which)"
_OF_A_RANGE = rf"(?= (?:{_HAPPENED}|as|with)\b)"
_IS_COUNTED = rf"(?=\s+(?:{_HAPPENED})\b)"
"""What a count that begins a sentence stands before, and the sign of a list does not."""
AMOUNT = re.compile(
    rf"(?:<\s?\d+|\b(?:fewer|less) than {_SMALL}\b|\bunder \d+\b|\b\d+ or (?:fewer|less)\b"
    rf"|\bbetween \d and \d\b|\b\d{{1,2}}\s?(?:[-\u2013]|to)\s?\d{{1,2}}{_OF_A_RANGE}{_TIMES}"
    rf"|{_DIGITS}|(?<=\s)\*(?=\s)|^\*{_IS_COUNTED}|\b(?:no|none|nil|zero|{_WORDS})\b){_TIMES}",
    re.IGNORECASE,
)
QUOTED = re.compile('[\u201c"](?P<text>(?:\u00e2\u20ac.|[^\u201d"]){2,330}?)[\u201d"]')
"""A quotation; a dash that was decoded wrongly may hold the sign that would end it."""
_NAMES_OUTCOME = re.compile(r"\b(?:outcome|disposal|as|with)\s*$", re.IGNORECASE)
_CODE = re.compile(r"(?:the )?(?:home office|ho) (?:crime |offence )?code\s*(\d{1,3}/\d{2})", re.IGNORECASE)
_SAYS_OUTCOME = re.compile(
    r"\b(?:led|resulted|ended|were|was|had)\b[^.,;]*?"
    rf"(?=,|;|\.?\s*$| and (?:\d|<|fewer|less|no\b|none\b|(?:{_WORDS})\b))",
    re.IGNORECASE,
)
_EACH_WOULD = re.compile(r"[,;]? each of which (?:would|will|may)\b.*", re.IGNORECASE)
"""What comes behind a count of crimes and says only what looking at them would cost."""
_OF_CRIMES = re.compile(r"\s+(?:recorded )?(?:crimes|offences)\b", re.IGNORECASE)

_CRIMES = r"(?:recorded |reported |such |of these )?(?:crimes?|offences?)"
_SEEN = r"(?:recorded|reported|identified|found)(?: by (?:the |our )?(?:force|police|us))?"
_WERE = r"(?:was|were|have been|has been|are)"
_WHEN = (
    r"(?:in|during|for|over|throughout|within|between|from|across)? ?(?:the )?(?:calendar |financial )?"
    r"(?:years? |period )?(?:of )?P"
)
_ASKED = (
    r"(?:within|in|during|over|for) the (?:period|time ?frame|timescale|years?|dates?)"
    r"(?: that (?:was|is|you|were)| you(?: have)?)*"
    r" (?:specified|requested|stated|asked for|asked about|in question)"
)
_AT = rf"(?: (?:{_WHEN}|{_ASKED}))?"
_CLOSED = (
    r"(?:had|have|with|were given|(?:was|were)(?: finalised| closed| recorded)?)"
    r"(?: as| with| the outcome| an outcome of| with the outcome| as having the outcome)*"
)
_OUTCOME = rf"(?:H|{_CLOSED} Q)"
_PART = rf"N (?:{_CRIMES} )?{_OUTCOME}"
_PARTS = rf"{_PART}(?:,? (?:and )?N (?:{_CRIMES} )?(?:{_OUTCOME}|(?:as|with) Q))*"
_OF_WHICH = rf"(?:,? of (?:which|these) {_PARTS})?"
_CHANGED = r"(?:rose|fell|increased|decreased|went)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_WHEN},? there {_WERE} N {_CRIMES}(?: {_SEEN})?{_OF_WHICH}",
        rf"(?:under C,? )?there {_WERE} N {_CRIMES}(?: {_SEEN})?{_AT}{_OF_WHICH}",
        rf"P ?[:-] ?N {_CRIMES}(?: {_WERE})?(?: {_SEEN})?{_OF_WHICH}",
        rf"{_WHEN},? (?:a total of )?N {_CRIMES} {_WERE} {_SEEN}{_OF_WHICH}",
        rf"(?:a total of )?N {_CRIMES} {_WERE} {_SEEN}{_AT}{_OF_WHICH}",
        rf"the (?:total )?number of {_CRIMES}(?: {_SEEN})?(?: {_WHEN})? (?:is|was) N",
        rf"(?:of (?:which|these|those|them),? )?{_PARTS}",
        rf"(?:the (?:total )?number of )?{_CRIMES}(?: {_SEEN})? {_CHANGED} from N in P to N in P",
    )
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of a sentence with a meaning, and the letter that stands for it in a form."""

    letter: str
    start: int
    end: int
    text: str
    period: Period | None = None


def marks_of(text: str) -> list[Mark]:
    """Return the marks of a sentence in order; where two would overlap, the surer one."""
    marks: list[Mark] = []
    for finder in (_quoted, _codes, _periods, _phrases, _amounts):
        for mark in finder(text):
            if not any(other.start < mark.end and mark.start < other.end for other in marks):
                marks.append(mark)
    return sorted(marks, key=lambda mark: mark.start)


def _quoted(text: str) -> Iterator[Mark]:
    for match in QUOTED.finditer(text):
        quoted = match["text"].strip(" .,")
        if find_offence(quoted).rule == "wording":
            # The words of the code before it: they add nothing.
            yield Mark("O", match.start(), match.end(), quoted)
        elif find_outcome(quoted).codes is not None or _NAMES_OUTCOME.search(text[: match.start()]):
            yield Mark("Q", match.start(), match.end(), quoted)


def _codes(text: str) -> Iterator[Mark]:
    for match in _CODE.finditer(text):
        yield Mark("C", match.start(), match.end(), match.group(1))


def _periods(text: str) -> Iterator[Mark]:
    for found in find_periods(text):
        printed = text[found.start : found.end]
        counted = printed.isdigit() and _OF_CRIMES.match(text, found.end)
        if found.period.kind != "day" and not counted:
            yield Mark("P", found.start, found.end, printed, found.period)


def _phrases(text: str) -> Iterator[Mark]:
    for match in _SAYS_OUTCOME.finditer(text):
        if find_phrase(match.group()) is not None:
            yield Mark("H", match.start(), match.end(), match.group())


def _amounts(text: str) -> Iterator[Mark]:
    for match in AMOUNT.finditer(text):
        yield Mark("N", match.start(), match.end(), match.group())


def understood_marks(text: str, marks: Sequence[Mark]) -> list[Mark] | None:
    """Return the marks of a sentence that has a known form, None where it has none.

    What only tells the effort of looking at what was counted is left out.
    """
    each = _EACH_WOULD.search(text)
    end = each.start() if each else len(text)
    shown = [mark for mark in marks if mark.end <= end]
    parts, at = [], 0
    for mark in shown:
        parts += [text[at : mark.start], "" if mark.letter == "O" else mark.letter]
        at = mark.end
    form = " ".join("".join([*parts, text[at:end]]).split()).strip(" .")
    form = re.sub(r"\s+([,:])", r"\1", form)
    return shown if any(known.fullmatch(form) for known in _FORMS) else None
