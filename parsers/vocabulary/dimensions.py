"""What the head or corner of a table says about an axis, and which labels are totals, measures or parts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from parsers.vocabulary.text import words_of

if TYPE_CHECKING:
    from parsers.figure import DimensionKind

Measure = Literal["count", "recorded", "percentage", "rate"]

_FILLING = (
    r"(?:(?:the|by|of|type|types|name|names|description|desc|code|codes|no|number|group|groups|category|"
)
_AXES: tuple[tuple[DimensionKind, re.Pattern[str]], ...] = ()


def axis_named(text: str) -> DimensionKind | None:
    """Return the kind of axis that a head or a corner names, or None where it names none."""
    return _axis(words_of(text))


_KINDS: dict[str, tuple[str, ...]] = {
    "outcome": (
        "outcome", "outcomes", "disposal", "disposals", "result", "results", "finalisation", "finalisations",
        "finalised", "disposition", "detection", "detections", "resolution", "clear up", "clearup", "oc",
    ),
    "offence": (
        "offence", "offences", "crime", "crimes", "ho", "hocr", "offense", "offenses", "classification",
        "nature",
    ),
    "period": (
        "year", "years", "period", "month", "months", "quarter", "quarters", "date", "dates", "fy", "day", "yr",
        "quarterly", "monthly", "yearly", "timeframe",
    ),
    "place": (
        "hospital", "hospitals", "location", "locations", "station", "stations", "district", "districts",
        "division", "divisions", "borough", "boroughs", "area", "areas", "authority", "authorities", "lpu", "bcu",
        "lpa", "ward", "wards", "town", "towns", "county", "region", "regions", "site", "sites", "premises",
        "venue", "beat", "sector", "place", "csp", "school", "schools", "prison", "prisons", "postcode", "lau",
        "npt", "address", "neighbourhood", "city", "cluster", "locality", "establishment", "locus",
    ),
    "force": ("force", "forces", "constabulary"),
    "other": (
        "age", "gender", "sex", "ethnicity", "relationship", "nationality", "religion", "race", "disability",
        "officer", "rank", "weapon", "method", "vehicle", "drug", "drugs", "victim", "victims", "suspect",
        "suspects", "offender", "offenders", "domestic", "marker", "flag", "flags", "qualifier", "keyword",
        "ethnic", "occupation", "role", "vulnerability", "orientation", "accommodation",
    ),
}  # fmt: skip
_KIND_OF: dict[str, DimensionKind] = {
    word: kind  # type: ignore[misc]  # the keys above are dimension kinds
    for kind, words in _KINDS.items()
    for word in words
}
_FILLERS = frozenset(
    ["the", "by", "of", "type", "types", "name", "names", "description", "desc", "code", "codes", "no", "number", "group", "groups", "category", "categories", "sub", "subgroup", "main", "title", "committed", "reported", "recorded", "method", "financial", "calendar", "fiscal", "local", "police", "home", "office", "and", "or", "to", "for", "in", "at", "status", "final", "current", "crime", "level", "class", "subclass", "ref", "reference", "self", "defined", "officer", "assigned", "attached", "given", "first", "reporting", "created", "ending", "ended", "commencing", "date", "policing", "unit", "command", "service", "offence", "text", "detail", "details", "mo", "major", "minor", "broad", "stage", "each", "per"]
)


@lru_cache(maxsize=16384)
def _axis(words: str) -> DimensionKind | None:
    parts = words.split()
    if not parts or len(parts) > 6:
        return None
    kinds = [_KIND_OF[word] for word in parts if word in _KIND_OF]
    if not kinds or any(word not in _KIND_OF and word not in _FILLERS for word in parts):
        return None
    for kind in ("outcome", "other", "period", "place", "force", "offence"):
        if kind in kinds:
            return kind  # type: ignore[return-value]
    return None


_PLACES = re.compile(
    r"\b(?:hospitals?|clinics?|infirmary|infirmaries|station|prison|hmp|yoi|school|college|academy|university|"
    r"district|borough|division|ward|hospice|surgery|medical centre|health centre|town|city|county|road|street|"
    r"lane|avenue|park|airport|lpu|bcu|lpa|council|village|custody suite)\b"
)
_TOTALS = re.compile(
    r"(?:grand |sub |overall |all |force |annual |yearly |column |row |running |year |combined |final |sum )*"
    r"(?:totals?|subtotals?)"
    r"|(?:grand |sub |overall )?totals? (?:number )?(?:of )?(?:all )?(?:crimes?|offences?|outcomes?|incidents?|records?|"
    r"hospitals?|years?|reports?|number|count|numbers)(?: recorded| reported)?"
    r"|all|sum|overall|all (?:crimes?|offences?|outcomes?|years?|hospitals?|forces?|ages?|locations?|other totals?|"
    r"districts?|areas?|persons?|incidents?|recorded crimes?|crime types?|offence types?|crime)"
    r"|sum of (?:all )?(?:crimes?|offences?|count|number|outcomes?)"
)
_OF_WHICH = re.compile(r"(?:of which|of these|of those|of them|including|which include|incl)\b.*")
_MEASURES: tuple[tuple[Measure, re.Pattern[str]], ...] = (
    ("percentage", re.compile(r".*(?:%|\b(?:percent|percentage|per cent|proportion|share|pct)\b).*")),
    (
        "rate",
        re.compile(
            r"(?:.* )?rates?\b.*|.*\bper (?:1 000|1000|1 ?000|100 ?000|100,?000|head|capita|thousand)\b.*"
        ),
    ),
    (
        "recorded",
        re.compile(
            r"(?:total |all |number of |no of |count of |total number of )*(?:crimes?|offences?)? ?recorded"
            r"(?: crimes?| offences?)?|total recorded(?: crimes?| offences?)?"
        ),
    ),
    (
        "count",
        re.compile(
            r"(?:the )?(?:total )?(?:number|no|nos|num|count|volume|quantity|sum|amount|figure|figures|frequency|qty|numbers|#)"
            r"(?: of)?(?: (?:crimes?|offences?|outcomes?|incidents?|records?|reports?|occurrences?|cases|victims|"
            r"crime numbers?|urns?|recorded))*|crime count|offence count|offences|crimes|count|total crimes count|"
            r"incidents|recorded crime count|crime volume"
        ),
    ),
)


@lru_cache(maxsize=16384)
def looks_like_place(label: str) -> bool:
    """Say whether a label names a place by one of its words (hospital, station, district)."""
    return _PLACES.search(words_of(label)) is not None


@lru_cache(maxsize=16384)
def is_total(label: str) -> bool:
    """Say whether a label marks a total over its axis."""
    return _TOTALS.fullmatch(words_of(label)) is not None


@lru_cache(maxsize=16384)
def is_measure(label: str) -> Measure | None:
    """Return what the numbers under a label measure, or None where it names no measure.

    "recorded" are crimes recorded, whatever became of them; "count" is any plain count.
    """
    words = words_of(label)
    if not words:
        return None
    if words in {"number of crimes recorded", "recorded", "crimes recorded"}:
        return "count" if words != "crimes recorded" else "recorded"
    return next((measure for measure, pattern in _MEASURES if pattern.fullmatch(words)), None)


@lru_cache(maxsize=16384)
def is_of_which(label: str) -> bool:
    """Say whether a label names a part of what the row or column before it counts."""
    return _OF_WHICH.fullmatch(words_of(label)) is not None
