"""Words that tie an outcome label to some codes, so that a number beside them can be seen to contradict them."""

from __future__ import annotations

import re

_ALL = frozenset(["0", "1", "1A", "2", "2A", "3", "3A", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20", "21", "22"])


def _only(*codes: str) -> frozenset[str]:
    return frozenset(codes)


def _but(*codes: str) -> frozenset[str]:
    return _ALL - set(codes)


_UNIDENTIFIED = r"(?:suspects?|offenders?) (?:is |was |were |has |have )?(?:not|never) (?:been )?(?:identified|known|named)|no (?:named |known )?(?:suspects?|offenders?)|not identified|unidentified|unknown (?:suspect|offender)"
_UNSUPPORTIVE = (
    r"(?:victims?|complainants?|aggrieved|injured party|ip|ap)\b.{0,40}\b(?:(?:does|do|did|would|will|is|are) not|doesn't|not|un) ?support\w*"
    r"|unsupportive|withdr[ae]w\w* support|withdrawn support|victim (?:based|declines|withdr\w+|refus\w+|retract\w+|unwilling|reluctant)"
    r"|declines? (?:to|or|/|and)|unable to support"
)

_SIGNS: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("suspect not identified", _UNIDENTIFIED, _only("0", "14", "18", "19", "20")),
    ("victim does not support", _UNSUPPORTIVE, _only("14", "16")),
    ("youth", r"\b(?:youths?|juveniles?)\b", _but("3", "3A")),
    ("adult", r"\badults?\b", _but("2", "2A", "11")),
    ("CPS", r"\bcps\b|\bcrown prosecution\b", _but("10", "21", "14", "16", "18")),
    ("police decision", r"\bpolice\b(?! (?:action|investigation|further|prosecution))", _but("9")),
    ("alternate offence", r"\balternat(?:e|ive) offence", _only("1A", "2A", "3A")),
    ("further investigation", r"\bfurther investigation\b", _only("20", "21", "14", "18")),
    ("formal action", r"^(?!.*further investigation).*\bformal action\b", _but("21", "9")),
    ("public interest", r"\bpublic interest\b", _only("5", "9", "10", "11", "12", "13", "17", "21", "22")),
    ("caution", r"\bcaution(?:s|ed)?\b", _only("1A", "2", "2A", "3", "3A", "6")),
    ("charge or summons", r"^(?!.*\b(?:not|without|no|prior|declined)\b).*\b(?:charged?|charges|summons(?:ed)?|requisition\w*)\b", _only("1", "1A", "2", "2A", "3", "3A")),
    ("taken into consideration", r"\btaken into consideration\b|\btics?\b", _only("4")),
    ("died", r"\b(?:died|deceased|dead)\b", _only("5", "12", "13")),
    ("offender died", r"^(?!.*\b(?:victim|witness)\b)(?!.*\bill\b).*\b(?:offender|suspect)\b.*\b(?:died|deceased|dead)\b", _only("5")),
    ("too ill", r"\btoo ill\b", _only("12", "13")),
    ("victim or witness dead or too ill", r"\b(?:victim|witness)\b.{0,30}\b(?:dead|ill|died)\b", _only("13")),
    ("suspect too ill", r"^(?!.*\b(?:victim|witness)\b).*\btoo ill\b", _only("12")),
    ("penalty notice", r"\bpenalty notices?\b|\bpnds?\b", _only("2", "3", "6")),
    ("cannabis or khat", r"\b(?:cannabis|khat)\b", _only("7")),
    ("community resolution", r"\bcommunity resolutions?\b|\brestorative\b", _only("7", "8")),
    ("criminal responsibility", r"\bcriminal responsibility\b|\bunder ?age\b", _only("11")),
    ("time limit", r"\btime limit\b", _only("17")),
    ("NFIB", r"\bnfib\b|\bnational fraud\b|\baction fraud\b", _only("19")),
    ("another body", r"\b(?:another|other|external) (?:body|agency|organisation)\b", _only("20")),
    ("diversionary activity", r"\bdiversion\w*|\beducational\b|\bintervention activity\b", _only("22")),
    ("evidential difficulties", r"\bevidential difficult", _only("14", "15", "16")),
    ("investigation complete", r"\binvestigation complete\b(?!.*\bsuspect identified\b(?<!no suspect identified))", _only("18")),
    ("not finalised", r"\bunfinalised\b|\bnot yet\b|\b(?:still |currently )?under investigation\b|\bawaiting\b", _only("0")),
)  # fmt: skip
_IDENTIFIED = re.compile(
    r"\b(?:named suspect|suspect (?:has been |was |is )?(?:identified|named))\b|\bnamed suspects?\b"
)
_SUPPORTIVE = re.compile(
    r"\b(?:victims?|complainants?)(?: \w+){0,2} support(?:s|ive|ed|ing)?\b|\bsupported by (?:the )?victim\b"
)
_COMPILED = tuple((name, re.compile(pattern), codes) for name, pattern, codes in _SIGNS)


def signs_in(words: str) -> list[tuple[str, frozenset[str]]]:
    """Return what the words of a label say, each with the codes that go with it; nothing said, nothing returned."""
    found = [(name, codes) for name, pattern, codes in _COMPILED if pattern.search(words)]
    names = {name for name, _ in found}
    if "suspect not identified" not in names and _IDENTIFIED.search(words):
        found.append(("suspect identified", _but("0", "14", "18")))
    if "victim does not support" not in names and _SUPPORTIVE.search(words):
        found.append(("victim supports", _but("14", "16")))
    return found
