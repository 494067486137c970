"""Words that tie an outcome label to some codes, so that a number beside them can be seen to contradict them.

The ties follow the Home Office Counting Rules for crime outcomes: who decided (9, 10, 21), the offender's age
(2, 3), whether a suspect is identified and whether the victim supports action (14, 15, 16, 18). They never
map a label; they only refuse a number.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_ALL = frozenset(
    [str(number) for number in range(23)] + ["1A", "2A", "3A"],
)


class Sign(NamedTuple):
    """Something that the words of a label say, and the codes that go with it."""

    says: str
    codes: frozenset[str]


def _only(codes: str) -> frozenset[str]:
    return frozenset(codes.split())


def _but(codes: str) -> frozenset[str]:
    return _ALL - set(codes.split())


_NOT_IDENTIFIED = re.compile(
    r"\b(?:no (?:named |known |identified )?(?:suspects?|offenders?)|not (?:been )?identified|unidentified"
    r"|unknown (?:suspects?|offenders?)|(?:suspects?|offenders?) (?:is |was |are )?(?:not known|unknown))\b"
)
_IDENTIFIED = re.compile(
    r"\b(?:named suspects?|suspects? (?:has been |was |is |are )?(?:identified|named))\b"
)
_VICTIM = r"\b(?:victims?|complainants?|aggrieved|injured party|ip|ap)\b"
_NOT_SUPPORTIVE = re.compile(
    rf"{_VICTIM}(?: \w+){{0,4}} (?:not|doesn't|un) ?support"
    rf"|{_VICTIM}(?: \w+){{0,3}} (?:declin|withdr|refus|retract|unwilling|reluctant|unsupportive)"
    r"|\bunsupportive\b|\bwithdr[ae]wn? support|\bunable to support|\bvictim based\b"
)
_SUPPORTIVE = re.compile(
    rf"{_VICTIM}(?: \w+){{0,2}} support(?:s|ive|ed|ing)?\b|\bsupported by (?:the )?victim\b"
)

_TIES: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("youth", r"\b(?:youths?|juveniles?)\b", _but("3 3A")),
    ("adult", r"\badults?\b", _but("2 2A")),
    ("CPS", r"\bcps\b|\bcrown prosecution\b", _but("10 21")),
    ("police", r"\bpolice\b(?! (?:action|investigation|further))", _but("9")),
    ("alternate offence", r"\balternat(?:e|ive) offence", _only("1A 2A 3A")),
    ("further investigation", r"\bfurther investigation\b", _but("9 10")),
    ("formal action", r"^(?!.*\bfurther investigation\b).*\bformal action\b", _but("9 21")),
    ("public interest", r"\bpublic interest\b", _only("5 9 10 11 12 13 17 21 22")),
    ("caution", r"\bcaution(?:s|ed)?\b", _only("1A 2 2A 3 3A")),
    (
        "charge or summons",
        r"^(?!.*\b(?:not|without|no|caution\w*)\b).*\b(?:charged?|charges|summons(?:ed)?|requisition\w*)\b",
        _only("1 1A 4"),
    ),
    ("taken into consideration", r"\btaken into consideration\b|\btics?\b", _only("4")),
    ("died", r"\b(?:died|deceased|dead)\b", _only("5 12 13")),
    ("too ill", r"\btoo ill\b", _only("12 13")),
    (
        "victim or witness dead or ill",
        r"\b(?:victim|witness)\b(?: \w+){0,4} (?:dead|died|deceased|ill)\b",
        _only("13"),
    ),
    ("suspect too ill", r"^(?!.*\b(?:victim|witness)\b).*\btoo ill\b", _only("12")),
    ("penalty notice", r"\bpenalty notices?\b|\bpnds?\b", _only("2 3 6")),
    ("cannabis or khat warning", r"\b(?:cannabis|khat)\b", _only("7")),
    ("community resolution", r"\bcommunity resolutions?\b|\brestorative\b", _only("7 8")),
    ("age of criminal responsibility", r"\bcriminal responsibility\b|\bunder ?age\b", _only("11")),
    ("time limit", r"\btime limit\b", _only("17")),
    ("NFIB", r"\bnfib\b|\bnational fraud\b|\baction fraud\b", _only("19")),
    ("another body", r"\b(?:another|other|external) (?:body|agency|organisation)\b", _only("20")),
    ("diversionary activity", r"\bdiversion\w*|\beducational\b|\bintervention activity\b", _only("22")),
    ("evidential difficulties", r"\bevidential difficult", _only("14 15 16")),
    (
        "no outcome yet",
        r"\bunfinalised\b|\bnot yet\b|\bunder investigation\b|\bawaiting (?:outcome|finalisation|disposal)\b",
        _only("0"),
    ),
)
_COMPILED = tuple((re.compile(pattern), Sign(says, codes)) for says, pattern, codes in _TIES)


def signs_in(words: str) -> list[Sign]:
    """Return what the words of a label say about its codes; words that say nothing give an empty list.

    `words` are as `words_of` returns them. A denial hides the assertion inside it: "not identified" says
    nothing of a suspect who is.
    """
    found = [sign for pattern, sign in _COMPILED if pattern.search(words)]
    if _NOT_IDENTIFIED.search(words):
        found.append(Sign("suspect not identified", _only("0 14 18 19 20")))
    elif _IDENTIFIED.search(words):
        found.append(Sign("suspect identified", _but("0 14 18")))
    if _NOT_SUPPORTIVE.search(words):
        found.append(Sign("victim does not support", _only("14 16")))
    elif _SUPPORTIVE.search(words):
        found.append(Sign("victim supports", _but("14 16")))
    return found
