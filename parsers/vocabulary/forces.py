"""Police forces: who they are, and the names, abbreviations and mail domains by which replies show them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from parsers.vocabulary.table import LazyTable, rows
from parsers.vocabulary.text import words_of


@dataclass(frozen=True, slots=True)
class Force:
    """One police force; `kind` is "territorial" or "special", `domains` are its mail and web domains."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    domains: tuple[str, ...]
    region: str
    ons_code: str
    note: str
    source: str


def _load() -> dict[str, Force]:
    return {
        row["id"]: Force(
            id=row["id"],
            name=row["name"],
            kind=row["kind"],
            aliases=_split(row["aliases"]),
            domains=_split(row["email_domains"]),
            region=row["region"],
            ons_code=row["ons_code"],
            note=row["joint_or_note"],
            source=row["source"],
        )
        for row in rows("forces")
    }


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("|") if part)


FORCES: LazyTable[Force] = LazyTable(_load)
"""Force id -> force, in the order of the reference list."""

# Words that make a name safe to recognise in running text, where "Durham" or "West Midlands" may be a place.
_OF_POLICE = ("police", "constabulary", "heddlu", "psni", "scotland yard")
# "Kent Police and Crime Commissioner" is another body.
_OTHER_BODY = re.compile(
    r"\s+(?:and|&)\s+(?:fire\s+and\s+)?crime\b|\s+(?:federation|authority|college|cadets)\b", re.IGNORECASE
)
_FOOTNOTE = re.compile(r"(?<=[a-z]) ?\d{1,2}(?: \d{1,2})*$")
_AROUND = re.compile(r"^(?:the|force) | (?:police force|police area|force area|force|area)$")
# Labels of secure mail, which WhatDoTheyKnow strips too before it compares domains.
_SECURE_LABELS = frozenset({"pnn", "gsi", "x", "cjsm", "gcsx", "gsx", "gse"})


@lru_cache(maxsize=1)
def _by_words() -> dict[str, str]:
    return {
        words_of(name): force.id
        for force in FORCES.values()
        for name in (force.name, *force.aliases, force.id.replace("-", " "))
    }


@lru_cache(maxsize=16384)
def find_force(label: str) -> str | None:
    """Return the id of the force that a whole label names, by name, alias or abbreviation, or None.

    Footnotes' digits behind the name ("Durham 1,3") and "police force area" after it are no part of it.
    """
    known = _by_words()
    words = words_of(label)
    plain = _FOOTNOTE.sub("", words)
    for candidate in (words, plain, _AROUND.sub("", plain)):
        if candidate in known:
            return known[candidate]
    return None


def forces_in(text: str) -> list[tuple[str, int]]:
    """Return the forces that running text names, each with the offset of its name, in the text's order.

    Only names that say police, constabulary or heddlu count: a bare "Durham" may be the city.
    """
    folded = text.casefold()
    if not any(word in folded for word in _OF_POLICE):
        return []
    pattern, known = _mentions()
    return [
        (known[words_of(match.group())], match.start())
        for match in pattern.finditer(text)
        if not _OTHER_BODY.match(text, match.end())
    ]


@lru_cache(maxsize=1)
def _mentions() -> tuple[re.Pattern[str], dict[str, str]]:
    known = {
        words: force for words, force in _by_words().items() if any(word in words for word in _OF_POLICE)
    }
    parts = [
        r"[\s,-]+".join("(?:and|&)" if word == "and" else re.escape(word) for word in words.split())
        for words in sorted(known, key=len, reverse=True)
    ]
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE), known


@lru_cache(maxsize=4096)
def force_of_domain(domain: str) -> str | None:
    """Return the id of the force whose mail or web domain this is, or lies below, or None.

    A whole address, `www.` and the labels of secure mail (`pnn`, `gsi`) are seen through.
    """
    host = domain.strip().strip("<>").lower().rpartition("@")[2].partition("://")
    labels = _labels((host[2] or host[0]).partition("/")[0])
    known = _domains()
    for start in range(len(labels) - 1):
        force = known.get(labels[start:])
        if force:
            return force
    return None


@lru_cache(maxsize=1)
def _domains() -> dict[tuple[str, ...], str]:
    return {_labels(domain): force.id for force in FORCES.values() for domain in force.domains}


def _labels(host: str) -> tuple[str, ...]:
    return tuple(label for label in host.split(".") if label and label not in _SECURE_LABELS)
