"""What kind of answer a letter is, question by question: disclosed, refused, not held, still to come.

A sign counts only where the authority states it of this request: not in what it restates, not in what it says
of complaint rights, and not where it says what may happen. What bears no sign is "unknown".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parsers.document import Passage
from parsers.exemptions import exemptions_in
from parsers.letter_signs import (
    ACKNOWLEDGED,
    AWAY,
    BOUNCE,
    CLARIFIED,
    CLARIFY,
    DAEMON,
    DISCLOSED,
    FEE,
    NEGATED,
    NEITHER,
    NOT_HELD,
    NOT_YET,
    PARTLY,
    QUESTION,
    REFUSED,
    REVIEWED,
    REVISED,
    SENTENCE,
    SHOWN,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from parsers.document import Document
    from parsers.letter import ZonedPassage


_CONDITION = re.compile(r"\W*(?:if|where|should)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question, or to the whole letter where `question` is empty."""

    question: str
    disposition: str
    exemptions: tuple[str, ...]
    locator: str

    @property
    def told(self) -> str:
        """The answer in words: "2: refused s.40(2)"."""
        return " ".join((f"{self.question}: {self.disposition}", *self.exemptions))


@dataclass(slots=True)
class _Section:
    question: str
    locator: str
    sentences: list[str] = field(default_factory=list)
    figures: int = 0


def answers_of(document: Document, zoned: Sequence[ZonedPassage], places: set[str]) -> list[Answer]:
    """Return the answer as a whole, then those to its numbered questions where there are several.

    `places` are the locators of figures: a question under which figures stand is answered.
    """
    places = places | {place.partition(", character")[0] for place in places}
    stated = [item.passage for item in zoned if item.zone not in {"rights", "closing", "furniture"}]
    every = [sentence for passage in stated for sentence in sentences_of(passage.text)]
    kind = _other_kind(document, every)
    sections = _sections(document, zoned, places)
    whole = _Section(
        "", "", [s for each in sections for s in each.sentences], sum(s.figures for s in sections)
    )
    answers = [_answer(section, document) for section in sections if section.question]
    if kind is None:
        kind = _disposition(whole, document)
        kind = _joined(kind, [answer.disposition for answer in answers])
    if kind == "unknown":
        kind = _still_open(every)
    locator = stated[0].locator if stated else ""
    exemptions = tuple(exemptions_in(whole.sentences)) if kind not in {"acknowledgement", "full"} else ()
    first = Answer("", kind, exemptions, locator)
    return [first, *(answers if len(answers) > 1 else [])]


def _sections(document: Document, zoned: Sequence[ZonedPassage], places: set[str]) -> list[_Section]:
    """Part the answer at the numbers of its questions; what stands before the first belongs to all."""
    zones = {id(item.passage): item.zone for item in zoned}
    sections = [_Section("", "")]
    for block in document.blocks:
        if not isinstance(block, Passage):
            own = {cell.locator for row in block.grid for cell in row}
            sections[-1].figures += len(own & places)
            continue
        zone = zones.get(id(block))
        if zone not in {"answer", "opening"}:
            continue
        found = QUESTION.match(block.text)
        if found is not None:
            sections.append(_Section(found["named"] or found["bare"], block.locator))
        sections[-1].sentences += sentences_of(block.text)
        sections[-1].figures += block.locator in places
    return sections


def sentences_of(text: str) -> Iterator[str]:
    """Yield the sentences of a passage."""
    yield from SENTENCE.split(text)


def _answer(section: _Section, document: Document) -> Answer:
    kind = _disposition(section, document)
    exemptions = tuple(exemptions_in(section.sentences)) if kind != "full" else ()
    return Answer(section.question, kind, exemptions, section.locator)


def _disposition(section: _Section, document: Document) -> str:
    """Return what was done with what was asked in a section."""
    refused = _any(REFUSED, section.sentences) or _any(NEITHER, section.sentences)
    not_held = _any(NOT_HELD, section.sentences)
    disclosed = section.figures > 0 or _any(DISCLOSED, section.sentences)
    # What a covering message only attaches is said by what it attaches.
    shown = not document.inner and _any(SHOWN, section.sentences)
    if disclosed or (shown and not (refused or not_held)):
        return "part" if refused or not_held or _any(PARTLY, section.sentences) else "full"
    if refused:
        return "refused"
    return "not held" if not_held else "unknown"


def _joined(whole: str, parts: Sequence[str]) -> str:
    """Return the disposition of a letter with questions: some disclosed and some not are a part."""
    kinds = set(parts) - {"unknown"}
    if len(parts) < 2 or not kinds:
        return whole
    if kinds & {"full", "part"} and kinds & {"refused", "not held", "part"}:
        return "part"
    return whole


def _other_kind(document: Document, sentences: Sequence[str]) -> str | None:
    """Return what a message is that answers nothing by itself, or answers anew."""
    subject, sender = document.facts.get("subject", ""), document.facts.get("sender", "")
    if DAEMON.search(sender) or BOUNCE.search(subject) or any(map(BOUNCE.search, sentences)):
        return "bounce"
    if any(map(AWAY.search, [subject, *sentences])) and not _any(ACKNOWLEDGED, sentences):
        return "out of office"
    if _any(REVISED, [subject, *sentences]):
        return "revised"
    return "internal review" if _any(REVIEWED, [subject, *sentences]) else None


def _still_open(sentences: Sequence[str]) -> str:
    """Return what a letter without an answer is about."""
    if _any(FEE, sentences):
        return "fee notice"
    asked = any(CLARIFY.search(each) and not CLARIFIED.search(each) for each in sentences)
    if asked:
        return "clarification"
    return "acknowledgement" if any(map(ACKNOWLEDGED.search, sentences)) else "unknown"


def _is_open(text: str) -> bool:
    """Say whether what a sentence says up to here need not happen: by its clause, or by an "if" before it."""
    clause = re.split(r"[,;]\s|\band\b|\bbut\b", text)[-1]
    return NOT_YET.search(clause) is not None or _CONDITION.match(text) is not None


def _any(sign: re.Pattern[str], sentences: Iterable[str]) -> bool:
    """Say whether some sentence states a sign as what is, and not as what may be."""
    for sentence in sentences:
        found = sign.search(sentence)
        if found is None or _is_open(sentence[: found.end()]):
            continue
        if sign is not DISCLOSED or not NEGATED.search(sentence[: found.start()]):
            return True
    return False
