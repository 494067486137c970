"""What sets a part of what was asked apart: by its number, by its name, or by a turn of phrase.

"The information is exempt" is said of all that was asked. "The price is exempt" beside "we paid £20" is not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsers.exemptions import exemptions_in
from parsers.gifts import tells_a_count
from parsers.letter_signs import NEITHER, PARTLY, TURNS_TO
from parsers.statements import any_states, stated, states

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.leanings import Said

_DENIED = frozenset(("refused", "grounds", "not held", "unable", "not recorded"))
_OF_SEVERAL = re.compile(
    r"(?P<before>^\W*(?:(?:in (?:relation|response|regard|respect) (?:to|of)|with regard to"
    r"|regarding|for|as to)\s+))?"
    r"\bquestions (?P<numbers>\d{1,2}[a-z]?(?:\s*(?:,|&|and|to|-|–)+\s*\d{1,2}[a-z]?)+)\b(?(before)\W*)",
    re.IGNORECASE,
)
"""What is said of several questions by their numbers, wherever it stands: "in re"
"lation to questions 1 and 2"."""
_OTHER_THAN = re.compile(
    r"\b(?:any|no) (?:other|further|additional) (?:\w+ )?(?:information|data)\b", re.IGNORECASE
)
"""Who neither confirms nor denies any other information has given some."""
_ASKED_FOR = re.compile(
    r"\b(?:information|data|figures|requests?|questions?|parts?|documents?|records?|details|answers?|held|exempt\w*"
    r"|sections?|redact\w*|act|copy|years?|names|english|courtesy|obliged|out|(?:in )?full)\b",
    re.IGNORECASE,
)
_BY_ITS_NAME = re.compile(
    r"\W*(?:(?:however|but|unfortunately|in addition|please note that)\b,?\s+)?(?:the|those"
    r"|their|its|any|an?|names?|details)\b"
    r"[^.;]{3,90}?\b(?:is|are|has|have|was|were|will|cannot)\b",
    re.IGNORECASE,
)
_ALL_OF_IT = re.compile(
    r"\W*(?:(?:however|but|unfortunately|in addition|please note that)\b,?\s+)?(?:the|those|any|an?)\s+"
    r"(?:(?:requested|relevant|above|following|remaining|rest|of)\s+|the\s+)*"
    r"(?:information|data|material|request|documents?|records?|force|constabulary|council|exemptions?|section|act|public"
    r"|answers?|disclosure|balance|release|duty|university|trust|authority|police)\b(?! (?:of"
    r"|on|about|for|relating|regarding) )",
    re.IGNORECASE,
)
"""What is withheld, told as all that was asked, or told by a name of its own."""
_ONE_OF_SEVERAL = re.compile(
    r"\b(?:the|your) (?:first|second|third|last|other|former|latter|remaining|rest|remainder)\b"
    r"(?! (?:day|week|month|quarter|year|half|time|two|three|four|five|six|ten|\d))",
    re.IGNORECASE,
)
"""Where one thing asked is set apart from another, what is told of one is no reason for the other."""
_COUNTED = re.compile(
    r"[:=–-]\s*\d|\b(?:19|20)\d\d\b|\b(?:were|was|recorded|reported|total)\b", re.IGNORECASE
)
"""How what is counted is written; other numbers tell how much there would be to read, or was asked."""
_DIGIT = re.compile(r"\d")
_WORDS = re.compile(r"[a-z]{2}\W.*[a-z]{3}", re.IGNORECASE)
"""A number by itself is the mark of a note or of a link."""

_DUTY = re.compile(
    r"\b(?:in (?:respect of|relation to|accordance with|line with)|with (?:regard|respect) to|under)\s+"
    r"s(?:ec(?:tion)?)?\.?\s*1\s*\(1\)\s*\([ab]\),?\s*",
    re.IGNORECASE,
)
"""The duties to confirm and to disclose: what is said "in respect of section 1(1)(b)" is said of all."""


def several(sentence: str) -> list[str]:
    """Return the numbers of the questions of which a sentence says that it speaks."""
    found = _OF_SEVERAL.search(sentence)
    if found is None or found["before"] is None:
        return []
    numbers = re.findall(r"\d{1,2}[a-z]?", found["numbers"])
    if re.search(r"\bto\b|[-–]", found["numbers"]) and len(numbers) == 2 and all(map(str.isdigit, numbers)):
        return [str(each) for each in range(int(numbers[0]), int(numbers[1]) + 1)]
    return numbers


def without_numbers(sentence: str) -> str:
    """Return a sentence without the numbers of the questions of which it speaks."""
    return _OF_SEVERAL.sub("", sentence)


def is_partly(sentence: str, *, of_all: bool) -> bool:
    """Say whether a sentence sets a part of what was asked apart; "some of these" may be of anything."""
    sentence = _DUTY.sub("", sentence)
    if of_all and NEITHER.search(sentence) and _OTHER_THAN.search(sentence):
        return True
    said = stated(sentence)
    if said & _DENIED and TURNS_TO.search(sentence):
        return True
    of_it = bool(said) or _ASKED_FOR.search(sentence) is not None
    return of_it and any_states(PARTLY, [sentence])


def withholds_a_part(sentences: Sequence[str], *, of_all: bool = True) -> bool:
    """Say whether something is withheld by its name, and something else is told in a sentence of its own.

    At a question's number it is told in figures: "one of the four" tells why the question is not answered.
    """
    if any(each.startswith(("s.12", "s.14")) for each in exemptions_in(sentences)):
        return False
    withheld = [each for each in sentences if stated(each) & {"refused", "grounds"}]
    named = any(_BY_ITS_NAME.match(each) and not _ALL_OF_IT.match(each) for each in withheld)
    return named and any(tells_a_count(each) and (of_all or _DIGIT.search(each)) for each in sentences)


def denies_nothing(said: Said) -> bool:
    """Say whether nothing is refused or missing: then only a turn of phrase hints at a part."""
    denied = states(said.told) & _DENIED
    return not denied and not said.exemptions and not set(said.answers) & {"refused", "not held", "part"}


def is_one_of_several(sentence: str) -> bool:
    """Say whether a sentence sets one thing asked apart from another."""
    return _ONE_OF_SEVERAL.search(sentence) is not None


def has_words(sentence: str) -> bool:
    """Say whether a sentence is more than a number, a note's or a link's."""
    return _WORDS.search(sentence) is not None


def may_be_counted(sentences: Sequence[str]) -> bool:
    """Say whether a number stands there as numbers that answer are written."""
    said = [each for each in sentences if has_words(each) and _COUNTED.search(each)]
    return any("counted" in stated(each) for each in said)
