"""What the head or corner of a table says about an axis, and which labels are totals, measures or parts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from parsers.vocabulary.text import words_of

if TYPE_CHECKING:
    from parsers.figure import DimensionKind

Measure = Literal["count", "recorded", "percentage", "rate"]

# Every word of a head must be known; of the kinds that its words name the first in this order wins: "Crime
# Outcome" is an outcome, "Offence Location" a place, "Victim Age" a trait.
_OUTCOMES = """
    outcome outcomes disposal disposals result results finalisation finalised disposition detection detections
    clearance clearup oc
"""
_TRAITS = """
    age ages gender sex ethnicity ethnic relationship nationality religion race disability rank weapon
    vehicle drug drugs victim victims suspect suspects offender offenders domestic marker markers flag flags
    qualifier qualifiers keyword keywords occupation vulnerability orientation marital employment officer
    officers reference ref urn id complainant
"""
_PERIODS = "year years period periods month months quarter quarters date dates fy yr quarterly monthly yearly"
_FORCES = "force forces constabulary constabularies"
_PLACES_OF_HEADS = """
    hospital hospitals location locations station stations district districts division divisions borough
    boroughs area areas authority authorities lpu lpus bcu bcus lpa lpas npt ward wards town towns county
    counties region regions site sites premises premise venue venues beat beats sector place places csp
    school schools prison prisons postcode postcodes address neighbourhood neighbourhoods city cities
    locality establishment establishments command building
"""
_OFFENCES = """
    offence offences offense offenses crime crimes ho hocr classification nature legislation statute stats
"""
_KINDS: tuple[tuple[DimensionKind, str], ...] = (
    ("outcome", _OUTCOMES),
    ("other", _TRAITS),
    ("period", _PERIODS),
    ("force", _FORCES),
    ("place", _PLACES_OF_HEADS),
    ("outcome", "status"),
    ("offence", _OFFENCES),
)
_FILLERS = """
    the by of type types name names description descriptions desc code codes no number numbers group groups
    grouping band range bracket category categories sub subgroup subcategory main title committed reported
    recorded method financial calendar fiscal local police policing home office and or to for in at on final
    current level class subclass self defined assigned attached given first reporting recording created
    ending ended time unit text detail details major minor broad stage each per investigation case basic
    long short full
"""
_IDENTIFIER = re.compile(
    r"(?:crime|offence|incident|occurrence|record|case) (?:numbers?|no|nos|ref|reference|id|urn)\b.*"
)
_COUNTED = re.compile(
    r"(?:the )?(?:total |sum )*(?:nos? of|(?:numbers?|counts?|volume|total|sum)(?: of)?) .*|counts?|totals?"
)

_PLACES = re.compile(
    r"\b(?:hospitals?|clinics?|infirmary|infirmaries|hospice|surgery|care home|nursing home|nhs|trust|ward"
    r"|(?:medical|health|treatment|shopping|leisure|town|city|walk in) centre"
    r"|stations?|custody suite|prisons?|hmp|yoi|schools?|college|academy|university"
    r"|districts?|boroughs?|divisions?|county|city|town|village|council|lpu|bcu|lpa|csp"
    r"|road|street|lane|avenue|park|airport|hotel|supermarket|stadium)\b"
)

_CRIMES = r"(?:crimes?|offences?)"
_THINGS = (
    rf"(?:{_CRIMES}|{_CRIMES} recorded|recorded {_CRIMES}|(?:crime|offence) (?:types?|groups?)|types?"
    r"|outcomes?|disposals?|incidents?|records?|reports?|numbers?|counts?|years?|months?|quarters?|forces?|hospitals?"
    r"|locations?|districts?|areas?|sites?|stations?|schools?|prisons?|divisions?"
    r"|ages?|genders?|persons?|people|victims?)"
)
# A pivot table closes a group with "<group> Total"; "Total <group>" alone may as well be a plain row's name.
_TOTALS = re.compile(
    r"(?!.*(?:%|\bper ?cent|\bproportion|\bshare of))(?:"
    r"(?:\S+ ){0,12}(?:totals?|subtotals?)(?: (?:for )?\d{2,4}(?: \d{2,4})?)?"
    r"|(?:sub |grand |overall )?(?:totals?|subtotals?) (?:(?:numbers?|nos?) )?(?:of )?(?:all )?"
    rf"{_THINGS}(?: recorded| reported)?"
    rf"|(?:all|overall|sum)(?: (?:of )?(?:the )?(?:all )?{_THINGS})?"
    r"|combined)"
)
_OF_WHICH = re.compile(r"(?:of which|of these|of those|of them|including|which includes?|includes|incl)\b.*")

_RECORDED = re.compile(
    rf"(?:total |all )*(?:{_CRIMES} recorded|recorded {_CRIMES})(?: total)?|total recorded"
    rf"|(?:total )?(?:number|no) of recorded {_CRIMES}|total (?:number|no) of {_CRIMES} recorded"
)
_COUNTED_THINGS = (
    rf"(?:{_CRIMES}|outcomes?|incidents?|records?|reports?|occurrences?|cases|victims?|crime numbers?|urns?"
    r"|crime reference numbers?)"
)
_COUNTS = re.compile(
    # "No" is a number only before "of": "No crime" is a cancelled one.
    r"(?:the )?(?:total )?"
    r"(?:nos? of|(?:numbers?|num|counts?|volumes?|quantity|sum|amount|frequency|qty)(?: of)?)"
    rf"(?: (?:all|recorded|reported|the|distinct))*(?: {_COUNTED_THINGS})*(?: recorded| reported)?"
    r"|(?:crime|offence|record|outcome|recorded crime|incident) (?:counts?|volumes?|numbers|totals?)"
    r"|figures?|offences|crimes|incidents|recorded"
)
_RATES = re.compile(
    r"(?:\w+ ){0,4}rates?(?: (?:per|of|for|in) .*)?"
    r"|(?:\w+ ){0,4}per (?:1 ?000|10 ?000|100 ?000|1 000 000|head|capita|thousand|million)(?: \w+){0,3}"
)
_PERCENTAGES = re.compile(
    r"(?:\S+ ){0,8}(?:%|percent|percentages?|per cent|pct)(?: .*)?|(?:proportion|share)(?: of .*)?"
)


def axis_named(text: str) -> DimensionKind | None:
    """Return the kind of axis that a head or a corner names, or None where it names none."""
    return _axis(words_of(text))


@lru_cache(maxsize=1)
def _kind_of_word() -> dict[str, tuple[int, DimensionKind]]:
    return {word: (rank, kind) for rank, (kind, words) in enumerate(_KINDS) for word in words.split()}


@lru_cache(maxsize=1)
def _fillers() -> frozenset[str]:
    return frozenset(_FILLERS.split())


@lru_cache(maxsize=16384)
def _axis(words: str) -> DimensionKind | None:
    if _IDENTIFIER.fullmatch(words):
        return "other"
    if _COUNTED.fullmatch(words) or words.startswith("no "):
        # "No outcome" is an outcome, not an axis of outcomes.
        return None
    known = _kind_of_word()
    parts = words.split()
    if any(part not in known and part not in _fillers() for part in parts):
        return None
    if words.startswith("home office"):
        return "outcome" if "outcome" in words else "offence"
    named = [known[part] for part in parts if part in known]
    return min(named)[1] if named else None


@lru_cache(maxsize=16384)
def looks_like_place(label: str) -> bool:
    """Say whether a label names a place by one of its words (hospital, station, district)."""
    return _PLACES.search(words_of(label)) is not None


@lru_cache(maxsize=16384)
def is_total(label: str) -> bool:
    """Say whether a label marks a total over its axis or over a part of it ("Violence Total")."""
    return _TOTALS.fullmatch(words_of(label)) is not None


@lru_cache(maxsize=16384)
def is_measure(label: str) -> Measure | None:
    """Return what the numbers under a label measure, or None where it names no measure.

    "recorded" are crimes recorded, whatever became of them; "count" is any plain count.
    """
    words = words_of(label)
    if _RECORDED.fullmatch(words):
        return "recorded"
    if _COUNTS.fullmatch(words):
        return "count"
    if _PERCENTAGES.fullmatch(words):
        return "percentage"
    return "rate" if _RATES.fullmatch(words) else None


@lru_cache(maxsize=16384)
def is_of_which(label: str) -> bool:
    """Say whether a label names a part of what the row or column before it counts."""
    return _OF_WHICH.fullmatch(words_of(label)) is not None
