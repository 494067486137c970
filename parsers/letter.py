"""Letters read as letters: which lines restate the request, answer it, or tell of complaint rights."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from parsers.document import Passage
from parsers.doubt import asks
from parsers.letter_signs import QUESTION
from parsers.letter_words import spelled_out
from parsers.questions import places_of
from parsers.statements import is_reviewed, is_revised, stated
from parsers.vocabulary.text import PLAIN_SENTENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.document import Document

Zone = Literal["opening", "request", "answer", "rights", "closing", "furniture"]

_SALUTATION = re.compile(r"dear\b", re.IGNORECASE)
_REQUEST = re.compile(
    r"your request\b|you (?:have )?(?:asked|requested|sought)\b|you seek access|(?:original|the) request"
    r"(?: is| was|:)?\s*$|request\s*:?\s*$|questions?\s*:?\s*$|information requested\s*:?\s*$"
    r"|(?:please )?(?:can|could|would) you (?:please )?(?:provide|tell|supply|confirm)"
    r"|i (?:would like|am writing|wish) to (?:request|ask|make)|please (?:can|could|may) (?:you|i)\b"
    r"|following (?:information|request)\s*:\s*$|you wrote\b|received your (?:email|letter|request)"
    r"|i (?:write in connection with|refer to) your request",
    re.IGNORECASE,
)
_REQUEST_FOLLOWS = re.compile(
    r"\b(?:you (?:have )?(?:asked|requested|wrote|sought)(?: for)?|your request(?: was| is| reads?)?"
    r"|request \d+|the following(?: information)?)\s*[:-]\s*$|(?:your|the) (?:original )?request$|you asked$"
    r"|^\W*(?:(?:applicant|customer) )?(?:request|questions?|requested information|information requested)"
    r"\W*$",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    r"[:–-]\s*$|\b(?:as follows|(?:the )?following(?: information)?|reads?|below|asking|that|which)\W*$"
    r"|[\"“‘]",
    re.IGNORECASE,
)
_ANSWERS_NOW = re.compile(
    r"\b(?:i|we|police|constabulary)\b[^.?]{0,60}"
    r"\b(?:respond|reply|answer|advise|confirm|provide|disclose|release)\b"
    r"[^.?]{0,60}\b(?:as follows|below|the following)\W*$"
    r"|\b(?:reply|response|answers?|decision)s?(?: to (?:it|this|your request|each))?(?: is| are)?"
    r"(?: now)?(?: set out| given| provided)? (?:as follows|as below|below|follows?|overleaf)\b",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"(?:our |the |force )?(?:response|answer|decision|disclosure)s?\s*(?:to (?:your|the) request)?"
    r"\s*\d*:?\s*$"
    r"|(?:we|i) (?:respond|reply|answer)(?: as follows)?\W*$"
    r"|in response\b|please (?:find|see)\b|having (?:completed|conducted)"
    r"|(?:a )?search(?:es)?(?: of [^.]{0,40})? (?:were|was|have|has)"
    r"|(?:the )?(?:table|tables|figures|data|information)s? (?:below|above|attached|overleaf|provided|that)\b"
    r"|questions? \d+\s*(?:\(?[a-z]\)?)?(?: and| &|,| to|\.|:|$)|(?:table|appendix|annex) \w+"
    r"|result of (?:searches|the search)|total\b",
    re.IGNORECASE,
)
_IN_ANSWER = re.compile(
    r"\W*in (?:answer|reply|response) to your (?:\w+ ){0,3}(?:questions?\b|(?:request|enquiry"
    r"|query|e-?mail|letter)\W*$)",
    re.IGNORECASE,
)
_ANSWER_HEADING = re.compile(
    r"\W*(?:(?:our|the|my|force|council|\w+ (?:police|council|constabulary)(?:['’]s)?)\s+)?"
    r"(?:response|answer|reply|decision)(?: to (?:your|the) request)?\W*"
    r"|\W*(?:we|i) (?:respond|reply|answer)(?: as follows)?\W*",
    re.IGNORECASE,
)
"""The heading over the answer: what stands between it and the heading over the request is the request."""
_HOLDS = re.compile(
    r"(?:can|hereby|now) confirm|confirms? that (?:it|we|the|this)|has (?:now )?been considered|is held by"
    r"|(?:does|do|we|constabulary|police) holds? |(?:am|are) (?:able|pleased) to|decided to disclose"
    r"|set out below|being (?:released|disclosed)|(?:am|are|is) not obliged|freedom of information act 2000$"
    r"|(?:i|we) have (?:today )?(?:decided|detailed|provided|searched)|attached (?:is|are|please)",
    re.IGNORECASE,
)
"""What an authority says when it begins to answer."""
_ASKING = re.compile(
    r"^\W*(?:if|please(?! be advised| note| find| see| accept)|should|where|could|can|would)\b"
    r"|^\W*(?:i (?:would|wish|want|need|seek|request|am writing|understand|note|believe)"
    r"|my (?!enquir|search|review|decision|finding|conclusion))\b|\?\s*$",
    re.IGNORECASE,
)
_TELLS = re.compile(r"\b(?:are|were|is|was|has|have|had)\b", re.IGNORECASE)
_POLITE = re.compile(r"\bplease\b|\?|\bi (?:would|want|wish|need)\b", re.IGNORECASE)
_BACK = re.compile(
    r"^(?!.*\bif (?:any|further|clarif|there|you (?:need|require|want|wish|have)|it|this|my)\b)"
    r"(?=.*\b(?:we|us)\b).*(?:\bclarif|\byour (?:\w+ ){0,3}request\b)",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"complaint rights|your right to|right of (?:appeal|complaint|review)"
    r"|(?<!asked for an )(?<!asking for an )(?<!requesting an )"
    r"(?<!requested an )(?<!request for an )internal review"
    r"|right to (?:ask|require|request|seek)\b[^.]{0,80}\b(?:review|re-?examin)"
    r"|^\W*(?:request|apply) for review\W*$"
    r"|(?:appl(?:y|ication)|ask(?: us)?) (?:for (?:a )?(?:review|re-?examin)"
    r"|to (?:look at|consider) (?:this|it) again)"
    r"|not been dealt with satisfactorily|re-?examination of your (?:case|request)|appeals? procedure"
    r"|dissatisfied|not satisfied|(?:are|be|remain) (?:unhappy|not content|not happy)"
    r"|(?:seek|ask for) a review|information commissioner|(?:how|right) to (?:complain|appeal|request)"
    r"|complaints? (?:procedure|to the information)",
    re.IGNORECASE,
)
_FOUND = re.compile(
    r"(?i)\b(?:i|we) (?:have (?:examined|reviewed|looked)|find|uphold)\b|\bmy (?:review|finding)"
)
"""What a reviewer tells, be it under a heading like that of the right to a review."""
_IS_DONE = re.compile(
    r"\b(?:has|have|was) (?:now )?been (?:registered|logged|received|recorded|passed|allocated)\b"
    r"|\bin which you (?:say|said|state|express|ask|tell|complain|raise)"
    r"|\b(?:we|i) (?:have )?(?:received|acknowledge)\b",
    re.IGNORECASE,
)
"""What became of a complaint that was made is no telling of how to make one."""
_YOUR_REQUEST = re.compile(r"\byour (?:request|application|enquiry)\b", re.IGNORECASE)
_TELLS_RIGHTS = re.compile(
    r"\b(?:you (?:can|may|have|are|wish|should|will|must|remain)|if|should you|rights?|entitled|how to"
    r"|unhappy|dissatisfied|procedure)\b",
    re.IGNORECASE,
)
"""What may be done against an answer is said to "you"; that a review was asked for, or took place, is not."""
_CLOSING = re.compile(
    r"(?:yours|(?:with )?(?:kind|kindest|best|warm|many)|with)"
    r" (?:sincerely|faithfully|truly|regards|wishes|thanks)(?! (?:to|for)\b)"
    r"|(?:regards|cheers|best|thanks|many thanks|all the best|sincerely|yours),?$",
    re.IGNORECASE,
)
_NUMBERED_ANSWER = re.compile(
    r"(?:answers?|responses?)(?: to)?(?:(?:\s|,|&|and)*\d{1,2})+\s*:?", re.IGNORECASE
)
_ANNEX = re.compile(r"(?:annex|appendix|attachment|schedule)\b", re.IGNORECASE)
_OF_THE_LAW = re.compile(
    r"^\W*(?:(?:annex|appendix)\b.*\b(?:legislation|law|the act)|legal annex|legislation|relevant legislation"
    r"|extracts? from (?:the )?(?:legislation|act|freedom of information act.*))\W*$",
    re.IGNORECASE,
)
"""The heading of what the Act says, printed at a letter's end: it is of every letter, as are the rights."""
_SHORT = 200
"""Characters: longer passages may speak of complaints, at their end or elsewhere, without being about"
" them."""
_HEADING = 40
_CLAUSE = re.compile(r"[:;]\s+|\s[-–]\s+|,?\s+\band\s+(?=please\b)")
_ASKS_BEHIND = re.compile(
    r"\W*(?:please (?!be advised|note|find|see|accept|refer|do not|quote|contact)"
    r"|(?:could|can|would|will) you\b|i (?:would like|want|request|need)\b|how (?:many|much)\b)",
    re.IGNORECASE,
)
"""What is asked behind its title: "Crimes at hospitals: please give the number"."""
_LINE = 80
"""Characters: a letter says more."""
_LATEST_SALUTATION = 60


@dataclass(frozen=True, slots=True)
class ZonedPassage:
    """A passage with the part of the letter that it belongs to."""

    passage: Passage
    zone: Zone


def zones(document: Document) -> list[ZonedPassage]:
    """Return the passages with their zones, in order.

    A letter runs: letterhead and addressee, the request restated, the answer with its tables, the right to
    complain, the signature. A table ends the zones of the right to complain and of the signature (an annex
    follows), and so does a heading that says so, or that begins a numbered answer. Text that is no letter is
    all answer.
    """
    zone: Zone = "opening" if _is_letter(document) else "answer"
    zoned: list[ZonedPassage] = []
    saluted = spoken = False
    between = _restated(document)
    for block in document.blocks:
        if not isinstance(block, Passage):
            zone = "answer"
            continue
        if block.furniture:
            zoned.append(ZonedPassage(block, "furniture"))
            continue
        if zone == "opening" and not saluted and _SALUTATION.match(block.text):
            saluted = True
        elif zone != "opening" or saluted:
            before, zone = zone, _next_zone(zone, block.text, is_first=not spoken)
            if before == "request" and zone == "answer" and id(block) in between:
                zone = "answer" if _HOLDS.search(block.text) or _is_of_yours(block.text) else "request"
        restated = zone == "opening" and saluted and _REQUEST.search(block.text) is not None
        zoned.append(ZonedPassage(block, "request" if restated else zone))
        spoken = spoken or _is_spoken(zoned[-1])
    zoned = _by_questions(zoned)
    if all(item.zone in {"opening", "rights", "closing", "furniture"} for item in zoned):
        return [_as_answer(item) for item in zoned]
    if all(item.zone != "answer" for item in zoned) and not any(map(_is_spoken, zoned)):
        return [_unless_asked(item) for item in zoned]
    return zoned


def _by_questions(zoned: Sequence[ZonedPassage]) -> list[ZonedPassage]:
    """Return what only lists the questions as request, and what answers each in its place as answer."""
    told = [at for at, item in enumerate(zoned) if item.zone in {"opening", "request", "answer"}]
    places = places_of([zoned[at].passage.text for at in told])
    made = list(zoned)
    for number, at in enumerate(told):
        if number in places.asked:
            made[at] = ZonedPassage(zoned[at].passage, "request")
        elif number in places.answered:
            made[at] = ZonedPassage(zoned[at].passage, "answer")
    return made


def _as_answer(item: ZonedPassage) -> ZonedPassage:
    """Return what would tell of rights as an answer: a letter that tells of nothing else is about them."""
    return ZonedPassage(item.passage, "answer") if item.zone == "rights" else item


def _is_spoken(item: ZonedPassage) -> bool:
    """Say whether a passage, before the request or in the answer, is more than a greeting or a heading."""
    is_told = item.zone in {"opening", "answer"}
    return is_told and len(item.passage.text) > _LINE and not _SALUTATION.match(item.passage.text)


def _unless_asked(item: ZonedPassage) -> ZonedPassage:
    """Return what states something as an answer: who restates a request alone has sent no letter."""
    text = item.passage.text
    states_it = item.zone == "request" and len(text) > _LINE and not _is_asking(text)
    return ZonedPassage(item.passage, "answer") if states_it else item


def _is_asking(text: str) -> bool:
    """Say whether a text asks, with its first words or those of a later clause."""
    return _ASKING.search(text) is not None or any(
        _ASKS_BEHIND.match(clause) for clause in _CLAUSE.split(text)[1:]
    )


def _restated(document: Document) -> set[int]:
    """Return the passages, by identity, that stand between the headings of a request and of its answer."""
    found: set[int] = set()
    held: list[int] | None = None
    for passage in document.passages:
        if _REQUEST_FOLLOWS.search(passage.text):
            held = []
        elif held is not None and _ANSWER_HEADING.fullmatch(passage.text):
            found.update(held)
            held = None
        elif held is not None:
            held.append(id(passage))
    return found


def _is_letter(document: Document) -> bool:
    early = [passage for passage in document.passages if not passage.furniture][:_LATEST_SALUTATION]
    return any(_SALUTATION.match(passage.text) for passage in early)


def _next_zone(zone: Zone, text: str, *, is_first: bool) -> Zone:
    if _CLOSING.match(text):
        return "closing"
    if _OF_THE_LAW.search(text) is not None and len(text) < _LINE:
        return "rights"
    if zone == "closing":
        return "answer" if _ANNEX.match(text) else "closing"
    if (zone != "rights" or _FOUND.search(text)) and any(map(is_reviewed, _sentences(text))):
        return "answer"
    if _begins_rights(zone, text) and not (is_first and len(text) < _HEADING):
        return "rights"
    if zone == "rights":
        return "answer" if _ANNEX.match(text) or _NUMBERED_ANSWER.fullmatch(text.strip()) else "rights"
    return _before_rights(zone, text)


def _sentences(text: str) -> list[str]:
    return PLAIN_SENTENCE.split(spelled_out(text))


def _begins_rights(zone: Zone, text: str) -> bool:
    """Say whether a text tells of what may be done against an answer, or is the heading over that."""
    rights = _RIGHTS.search(text)
    if rights is None or rights.start() >= _SHORT or (zone == "request" and len(text) >= _SHORT):
        return False
    if _IS_DONE.search(text) is not None:
        return False
    is_heading = len(text) < _HEADING and zone not in {"opening", "request"}
    return is_heading or _TELLS_RIGHTS.search(text) is not None


def _before_rights(zone: Zone, text: str) -> Zone:
    """Return the zone of a text in the opening, the request or the answer."""
    if _IN_ANSWER.match(text):
        return "answer"
    answering = (_states_an_answer, _answers_itself, _counts_for_a_question, _asks_back, _ANSWERS_NOW.search)
    if any(says(text) for says in answering):
        return "answer"
    if _REQUEST_FOLLOWS.search(text):
        return "request"
    if zone == "request":
        return "answer" if _ANSWER.match(text) or _HOLDS.search(text) or _is_of_yours(text) else "request"
    if zone == "opening":
        if _REQUEST.search(text):
            return "request" if _introduces(text) else "opening"
        return "answer" if _ANSWER.match(text) or _is_statement(text) or _counts(text) else "opening"
    return zone


def _is_of_yours(text: str) -> bool:
    """Say whether a text speaks of "your request", as no requester does, and does not introduce its words."""
    return _YOUR_REQUEST.search(text) is not None and not _introduces(text) and not _is_asking(text)


def _introduces(text: str) -> bool:
    """Say whether the words of the request come behind a text that speaks of it."""
    is_heading = len(text) < _HEADING and not text.rstrip().endswith(".")
    return is_heading or _INTRODUCES.search(text) is not None


def _counts(text: str) -> bool:
    """Say whether a text tells a number that may be an answer, and does not ask."""
    return any("counted" in stated(each) for each in _sentences(text) if not _is_asking(each))


def _states_an_answer(text: str) -> bool:
    """Say whether some sentence refuses, or says what is held or what there was, and does not ask."""
    return any(
        stated(sentence) - {"counted", "not recorded"} or is_revised(sentence)
        for sentence in _sentences(text)
        if not _is_asking(sentence)
    )


def _answers_itself(text: str) -> bool:
    """Say whether a question is followed, on its own line, by a statement."""
    *before, last = _sentences(text)
    return any(each.rstrip().endswith("?") for each in before) and bool(stated(last)) and not _is_asking(last)


def _counts_for_a_question(text: str) -> bool:
    """Say whether what stands behind a question's number tells a count, and asks nothing."""
    if QUESTION.match(text) is None or _TELLS.search(text) is None or _POLITE.search(text) is not None:
        return False
    return _counts(text)


def _asks_back(text: str) -> bool:
    """Say whether the authority asks what is meant: it speaks of clarifying, or of "your request"."""
    return any(_BACK.search(each) and asks(each) for each in _sentences(text))


def _is_statement(text: str) -> bool:
    """Say whether a sentence, not a heading, begins the answer."""
    return _HOLDS.search(text) is not None and len(text) > _HEADING
