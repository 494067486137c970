"""What kind of answer a letter is, question by question: disclosed, refused, not held, still to come.

A sign counts only where the authority states it of this request: not in what it restates, not in what it says
of complaint rights, and not where it says what may happen. What bears no sign is "unknown".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from parsers.doubt import are_asking, asks, asks_of_you, is_doubtful
from parsers.exemptions import exemptions_in, exemptions_quoted, most_precise
from parsers.gifts import comes_with, tells_a_count
from parsers.leanings import Said
from parsers.letter_signs import (
    ABOVE,
    AWAY,
    BOUNCE,
    DAEMON,
    ENCLOSED,
    EXTENDED,
    FEE,
    LIMIT,
    RECEIVED,
    REFERS,
    SHOWN,
    UNDER_WAY,
)
from parsers.opinions import ALIKE_FOR_ALL, settled
from parsers.parts import (
    denies_nothing,
    has_words,
    is_one_of_several,
    is_partly,
    may_be_counted,
    withholds_a_part,
)
from parsers.questions import is_value, tells
from parsers.sections import Section, sections_of, sentences_of
from parsers.statements import (
    Stated,
    any_states,
    is_effort,
    is_from_requester,
    is_reviewed,
    is_revised,
    is_still_so,
    states,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.document import Document
    from parsers.letter import ZonedPassage


_OWN_VOICE = re.compile(
    r"\byour? (?:request|want|mean|letter|enquiry|email|have in mind|seek)"
    r"|\byou are (?:interested|asking|looking|after)"
    r"|clarif|\bambiguous\b|\bnot clear\b|\bunclear\b|\b(?:is|was) (?:meant|intended)\b"
    r"|^(?!\W*(?:please|how|what|the number)\b)(?=.*\b(?:we|us|our)\b)[^?]*$",
    re.IGNORECASE,
)
"""In what restates the request, the authority speaks of the requester."""
_SALUTATION = re.compile(r"\W*dear\b", re.IGNORECASE)
_DENIES = re.compile(
    r"\b(?:no|not|none|nothing|never|cannot|unable|unfortunately|without|neither|nor|refus\w*|exempt\w*"
    r"|withh\w*|see|refer|above|below|as (?:for|per)|same|similarly|likewise|section|please)\b",
    re.IGNORECASE,
)
"""What says no, or sends elsewhere, is no plain answer."""
_SENDS_ALONG = re.compile(
    r"\W*(?:(?:response|answer|reply)\W+)?(?:please )?(?:see|find|refer to) (?:the )?(?:\w+ )?"
    r"(?:attached|enclosed|below|table|spreadsheet|annex|appendix|attachment)\b",
    re.IGNORECASE,
)
"""At a question's number that is its answer: what comes with the letter, or stands below."""
_SPENT = re.compile(r"\b(?:was|were)\s+£|£\S+ (?:was|were)\b|£\d{1,3},\d{3}", re.IGNORECASE)
"""What has cost something is told in the past; and no copy costs thousands."""
_THIS_QUESTION = re.compile(
    r"\b(?:this|that|the above) (?:particular |specific )?(?:part|question|element|point"
    r"|aspect)(?: of (?:your|the) request)?\b",
    re.IGNORECASE,
)
"""Below a question's number, "this part of your request" is all that the question asks."""
_SEARCHED = re.compile(r"\b(?:search\w*|located|retrieved|returned)\b", re.IGNORECASE)
"""What was found by searching is what would have to be read."""
_SHORT = 200
"""Characters: an answer that names several things is no longer."""
_BRIEF = 3
"""Sentences: a letter that says no more than this, and that a request came in, only acknowledges it."""


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


def answers_of(document: Document, zoned: Sequence[ZonedPassage], places: set[str]) -> list[Answer]:
    """Return the answer as a whole, then those to its numbered questions where there are several.

    `places` are the locators of figures: a question under which figures stand is answered.
    """
    places = places | {place.partition(", character")[0] for place in places}
    sections = sections_of(document, zoned, places)
    answers = answers_to(sections, document)
    said = said_in(document, zoned, sections, answers)
    whole = Section("", "", list(said.told), said.figures)
    kind = _other_kind(document, said.spoken)
    if kind is None:
        kind = _of_request(whole, document, said.spoken)
        kind = _joined(kind, said.answers)
    doubtful = is_doubtful(kind, said.spoken, said.exemptions) or (kind == "part" and denies_nothing(said))
    if _is_letter(document, zoned) and not is_from_requester(said.spoken):
        kind = settled(kind, said, doubtful=doubtful)
    elif doubtful:
        kind = "unknown"
    exemptions = said.exemptions
    if kind == "refused" and not exemptions:
        exemptions = exemptions_quoted(said.told)
    told = _told(zoned)
    locator = told[0].passage.locator if told else ""
    silent = {"acknowledgement", "full", "clarification", "fee notice", "unknown"}
    first = Answer("", kind, () if kind in silent else tuple(exemptions), locator)
    each = with_silent(answers, sections, first)
    return [first, *(each if len(each) > 1 else [])]


def said_in(
    document: Document, zoned: Sequence[ZonedPassage], sections: Sequence[Section], answers: Sequence[Answer]
) -> Said:
    """Return what a letter says, in all and in its answer."""
    told = [sentence for each in sections for sentence in (*each.sentences, *each.below)]
    exemptions = {*exemptions_in(told), *(each for answer in answers for each in answer.exemptions)}
    return Said(
        spoken_in(zoned),
        told,
        subject=document.facts.get("subject", ""),
        exemptions=tuple(most_precise(exemptions)),
        figures=sum(section.figures for section in sections),
        answers=(*(answer.disposition for answer in answers), *_untold(answers, sections)),
    )


def _untold(answers: Sequence[Answer], sections: Sequence[Section]) -> list[str]:
    """Return "unknown" for each question of which nothing is told where others are answered by number."""
    over = {each.question[:-1] for each in sections}
    silent = [each for each in sections if each.question and each.is_silent and each.question not in over]
    return ["unknown"] * len(silent) if answers else []


def _is_letter(document: Document, zoned: Sequence[ZonedPassage]) -> bool:
    """Say whether a document is a letter or a message, and no page, table or covering note."""
    if document.inner:
        return False
    return "sender" in document.facts or any(_SALUTATION.match(item.passage.text) for item in _told(zoned))


def _told(zoned: Sequence[ZonedPassage]) -> list[ZonedPassage]:
    return [item for item in zoned if item.zone not in {"rights", "closing", "furniture"}]


def spoken_in(zoned: Sequence[ZonedPassage]) -> list[str]:
    """Return the sentences in which the authority speaks, and not of the right to complain."""
    return [
        sentence
        for item in _told(zoned)
        if item.zone != "request" or any(map(_OWN_VOICE.search, sentences_of(item.passage.text)))
        for sentence in sentences_of(item.passage.text)
    ]


def answers_to(sections: Sequence[Section], document: Document) -> list[Answer]:
    """Return the answers to the numbered questions of which something is said in particular."""
    return _referred([each for each in sections if each.question and not each.is_silent], document)


def with_silent(answers: Sequence[Answer], sections: Sequence[Section], whole: Answer) -> list[Answer]:
    """Return the answers to all numbered questions: those of which nothing is said have the answer to all."""
    found = {answer.question: answer for answer in answers}
    for section in sections:
        if section.question and section.is_silent:
            kind = whole.disposition if not answers and whole.disposition in ALIKE_FOR_ALL else "unknown"
            exemptions = whole.exemptions if kind != "unknown" else ()
            found[section.question] = Answer(section.question, kind, exemptions, section.locator)
    # A number may stand only over questions of its own, "1" over "1a" and "1b".
    over = {each.question[:-1] for each in sections}
    told = [each for each in sections if each.question and not (each.is_silent and each.question in over)]
    return [found[each.question] for each in told]


def _answer(section: Section, document: Document) -> Answer:
    said = [_THIS_QUESTION.sub("it", each) for each in section.sentences]
    below = [_THIS_QUESTION.sub("it", each) for each in section.below]
    own = replace(section, sentences=said)
    kind = _disposition(own, document, states(said))
    if kind == "unknown" and _is_told_in_words(own):
        kind = "full"
    quoted = exemptions_quoted(said)
    if kind in {"unknown", "full"} and quoted and not section.figures:
        # The law quoted at a question's number is why it is not answered.
        return Answer(section.question, "refused", tuple(quoted), section.locator)
    if kind == "unknown" and below:
        said = [*said, *below]
        kind = _disposition(replace(section, sentences=said), document, states(said))
    if kind == "full" and exemptions_in(said):
        # What is given at a question's number is less than was asked where an exemption is applied there.
        kind = "part"
    exemptions = tuple(exemptions_in([*said, *below])) if kind != "full" else ()
    return Answer(section.question, kind, exemptions, section.locator)


def _referred(sections: Sequence[Section], document: Document) -> list[Answer]:
    """Return the answers to the questions; one that only sends to another's answer is of its kind."""
    answers = {section.question: _answer(section, document) for section in sections}
    for before, section in zip([None, *sections], sections, strict=False):
        found = [REFERS.match(each) for each in section.sentences]
        others = [answers[match["number"]] for match in found if match and match["number"] in answers]
        if before and any(map(ABOVE.match, section.sentences)):
            others.append(answers[before.question])
        if others and others[0].question != section.question:
            kind, exemptions = others[0].disposition, others[0].exemptions
            answers[section.question] = replace(
                answers[section.question], disposition=kind, exemptions=exemptions
            )
    return list(answers.values())


def _is_told_in_words(section: Section) -> bool:
    """Say whether a question stands there with an answer behind it that neither denies nor puts off."""
    said = section.sentences
    asked = [number for number, each in enumerate(said) if each.rstrip().endswith("?")]
    known = bool(section.asked) or all(is_value(each) or tells(each) for each in said)
    answer = said[asked[-1] + 1 :] if asked else said if known else []
    open_ = any_states(UNDER_WAY, answer) or any_states(EXTENDED, answer) or any(map(asks, answer))
    is_brief = len(answer) <= _BRIEF or len(" ".join(answer)) <= _SHORT
    return bool(answer) and is_brief and not open_ and all(map(_is_plain, answer))


def _is_plain(sentence: str) -> bool:
    """Say whether a sentence answers without denying an answer: "None." and "No." tell what was asked."""
    denied = states([sentence]) & {"refused", "grounds", "unable", "not held", "not recorded"}
    if denied or exemptions_in([sentence]):
        return False
    if _SENDS_ALONG.match(sentence):
        return True
    return _DENIES.search(sentence) is None or is_value(sentence) or tells_a_count(sentence)


def _of_request(whole: Section, document: Document, spoken: Sequence[str]) -> str:
    """Return what was done with the request: it was answered in some way, or is still open."""
    stated = states(whole.sentences)
    answered = whole.figures > 0 or stated & {"disclosed", "grounds"}
    # To be able to send what is not yet paid for is not to have sent it.
    refused = "refused" in stated or ("grounds" in stated and exemptions_in(whole.sentences))
    if whole.figures == 0 and not refused and any(map(_charges, spoken)):
        return "fee notice"
    told = "disclosed" in stated or ("counted" in stated and any(map(tells_a_count, whole.sentences)))
    if whole.figures == 0 and not told and any(is_still_so(EXTENDED, s) for s in spoken):
        return "acknowledgement"
    asking = are_asking(spoken) or asks_of_you(whole.sentences)
    if not answered and asking and "not held" not in stated:
        return "clarification"
    kind = _disposition(whole, document, stated)
    if kind != "unknown":
        return kind
    if stated & {"disclosed", "grounds", "refused", "not held"}:
        return "unknown"
    if any_states(UNDER_WAY, spoken):
        return "acknowledgement"
    said = [each for each in spoken if not _SALUTATION.match(each)]
    received = any_states(RECEIVED, spoken)
    return "acknowledgement" if received and len(said) <= _BRIEF else "unknown"


def _charges(sentence: str) -> bool:
    return is_still_so(FEE, sentence) and not LIMIT.search(sentence) and not _SPENT.search(sentence)


def _disposition(section: Section, document: Document, stated: Stated) -> str:
    """Return what was done with what was asked in a section."""
    unable = "unable" in stated
    refused = bool(stated & {"refused", "grounds"}) or (unable and bool(exemptions_in(section.sentences)))
    not_held = "not held" in stated
    # What is found in a search that is given up for its cost is no answer.
    answers = not not_held or may_be_counted(section.sentences)
    counted = "counted" in stated and not refused and not unable and answers
    # What a covering message only attaches is said by what it attaches.
    shown = not document.inner and any_states(SHOWN, section.sentences)
    given = not document.inner and any(map(comes_with, section.sentences))
    disclosed = section.figures > 0 or "disclosed" in stated or counted or given
    partly = any(is_partly(each, of_all=not section.question) for each in section.sentences)
    if not (shown or partly) and _may_be_a_reason(section, refused=refused, not_held=not_held):
        sure = stated & {"refused", "unable"} or any(map(is_effort, section.sentences))
        return "refused" if refused and sure else "unknown"
    disclosed = disclosed or withholds_a_part(section.sentences, of_all=not section.question)
    if disclosed or (shown and not (refused or unable or not_held)):
        less = refused or unable or not_held or partly or "not recorded" in stated
        return "part" if less else "full"
    if refused and partly:
        return "part"
    if (refused or not_held) and _may_disclose(section, document):
        return "unknown"
    costs = any(each.startswith("s.12") for each in exemptions_in(section.sentences))
    if "grounds" in stated or (refused and (costs or not not_held)):
        return "refused"
    return "not held" if not_held or "not recorded" in stated else "unknown"


def _may_be_a_reason(section: Section, *, refused: bool, not_held: bool) -> bool:
    """Say whether all that seems to be told may be why the rest is not.

    What costs too much, or is asked once too often, is refused as a whole and its number is a reason of that;
    and who has "none" may have none of the records.
    """
    told = [(each, said) for each in section.sentences if "disclosed" in (said := states([each]))]
    if section.figures > 0 or not told:
        return False
    whole = any(each.startswith(("s.12", "s.14")) for each in exemptions_in(section.sentences))
    if any(map(is_one_of_several, section.sentences)):
        return False
    counted = ["counted" in said for _, said in told]
    reasons = [
        _SEARCHED.search(each) is not None or count for (each, _), count in zip(told, counted, strict=True)
    ]
    return (refused and whole and all(reasons)) or (not_held and not refused and not any(counted))


def _may_disclose(section: Section, document: Document) -> bool:
    """Say whether something hints that part of it was disclosed, though nothing says so."""
    said = [each for each in section.sentences if has_words(each)]
    return may_be_counted(section.sentences) or (not document.inner and any_states(ENCLOSED, said))


def _joined(whole: str, parts: Sequence[str]) -> str:
    """Return the disposition of a letter with questions: some disclosed and some not are a part."""
    kinds = set(parts) - {"unknown"}
    if len(parts) < 2 or not kinds:
        return whole
    if whole == "full" and "unknown" in parts:
        return "unknown"
    if kinds & {"full", "part"} and kinds & {"refused", "not held", "part"}:
        return "part"
    return whole


def _other_kind(document: Document, sentences: Sequence[str]) -> str | None:
    """Return what a message is that answers nothing by itself, or answers anew."""
    subject, sender = document.facts.get("subject", ""), document.facts.get("sender", "")
    is_letter = any(map(_SALUTATION.match, sentences))
    if (
        DAEMON.search(sender)
        or BOUNCE.search(subject)
        or (not is_letter and any(map(BOUNCE.search, sentences)))
    ):
        return "bounce"
    away = [each for each in sentences if AWAY.search(each)]
    if AWAY.search(subject) or (away and not any_states(RECEIVED, sentences)):
        return "out of office"
    if is_from_requester(sentences):
        return "unknown"
    told = [subject, *sentences]
    if any(map(is_reviewed, told)):
        return "internal review"
    return "revised" if any(map(is_revised, told)) else None
