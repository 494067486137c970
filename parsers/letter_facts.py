"""What a letter says of itself: whose it is, its references and day, and what its figures do not mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsers.figure import Caveat, Sign
from parsers.vocabulary.forces import force_of_domain, forces_in
from parsers.vocabulary.periods import find_periods
from parsers.vocabulary.text import PLAIN_SENTENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.document import Document
    from parsers.letter import ZonedPassage

_REFERENCE = re.compile(
    r"(?:our|your|my|force|request|foi|enquiry|case|in reply please quote)?\s*"
    r"(?:ref(?:erence)?(?: number| no\.?)?|foi(?:a)?(?: request)?(?: ref(?:erence)?)?(?: no\.?| number)?|"
    r"request number|quote the reference(?: number)?)"
    r"\s*[:#.–-]*\s*((?:(?:FOI|FOIA|RFI|DC|PUB|F|IR|RMS)[\s/:.-]*)?[A-Z0-9]*\d[A-Z0-9]*(?:[/.-][A-Z0-9]+)*)",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_DOMAIN = re.compile(r"(?:@|www\.|//)([a-z0-9][a-z0-9.-]*\.[a-z]{2,})", re.IGNORECASE)
_EXTRACTED = re.compile(
    r"(?:extracted|correct|accurate|downloaded|obtained|taken)\b.{0,40}?\b(?:on|as (?:at|of))\b",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\bdated?\s*:|^\s*(?:\w+day,?\s+)?\d{1,2}\s*[\w/.-]+\s*[\w/.-]*\s*\d{4}\s*$",
    re.IGNORECASE,
)
"""A letter's own day stands alone or behind "Date:"; days in its sentences are those of other letters."""
_CAVEAT = re.compile(
    r"should not be used for comparison|not (?:be )?(?:directly )?comparable|please (?:also )?note|caveat|"
    r"subject to change|may (?:still )?be under investigation|do(?:es)? not (?:feature|appear|include)|"
    r"(?:is|are) not (?:shown|included|listed|recorded)|live (?:system|database|crime)|at the time of|"
    r"(?:less|fewer) than \w+|low numbers|suppress|rounded|keyword search|estimat",
    re.IGNORECASE,
)
_EARLY = 40
"""Passages: letterhead, addressee and opening stand before this many."""


def signs_of(document: Document, name: str) -> list[Sign]:
    """Return what tells whose reply a document is, to which request, and of what day."""
    signs: list[Sign] = []
    for fact, value in document.facts.items():
        if fact == "sender":
            signs.append(Sign("domain", value.rpartition("@")[2], "header From"))
        elif fact in {"message_id", "in_reply_to", "subject", "date"}:
            signs.append(Sign(fact, value, f"header {fact}"))
    if "subject" in document.facts:
        signs += _references(document.facts["subject"], "header Subject")
    signs += _references(name, "file name")
    texts = [(passage.text, passage.locator) for passage in document.passages]
    texts += [(line, table.place) for table in document.tables for line in table.context]
    for number, (text, locator) in enumerate(texts):
        signs += _references(text, locator)
        for domain in _DOMAIN.findall(text):
            if force_of_domain(domain):
                signs.append(Sign("domain", domain.lower().removeprefix("www."), locator))
        signs += [Sign("force", force, locator) for force, _ in forces_in(text)]
        if _EXTRACTED.search(text):
            signs += [Sign("extracted_on", day, locator) for day in _days(text)]
        elif number < _EARLY and _DATED.search(text):
            signs += [Sign("date", day, locator) for day in _days(text)]
    return list(dict.fromkeys(signs))


def _days(text: str) -> list[str]:
    return [found.period.start.isoformat() for found in find_periods(text) if found.period.kind == "day"]


def _references(text: str, locator: str) -> list[Sign]:
    """Return the references in a text as printed, and without the letters that some put before them."""
    found: list[Sign] = []
    if _DIGIT.search(text) is None:
        return found
    for match in _REFERENCE.finditer(text):
        printed = " ".join(match.group(1).split()).upper().strip("/.- ")
        bare = re.sub(r"^(?:FOIA?|RFI|DC|PUB|IR|RMS|F)[\s/:.-]+", "", printed)
        found += [Sign("reference", value, locator) for value in (printed, bare) if len(value) >= 4]
    return found


def caveats_of(zoned: Sequence[ZonedPassage]) -> list[Caveat]:
    """Return the sentences of the answer that limit what its figures mean, verbatim."""
    caveats = []
    for item in zoned:
        if item.zone != "answer":
            continue
        sentences = PLAIN_SENTENCE.split(item.passage.text)
        caveats += [Caveat(text, item.passage.locator) for text in sentences if _CAVEAT.search(text)]
    return caveats
