"""What a sentence states of a request: as what is, not as what may be, nor as what the law says of all."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from parsers.exemptions import MAY, is_law, is_of_another_act
from parsers.letter_rows import is_row
from parsers.letter_signs import (
    COUNTED_NONE,
    DISCLOSED,
    EXTENDED,
    GROUNDS,
    LIMIT,
    NEITHER,
    NOT_HELD,
    NOT_RECORDED,
    REFUSED,
    REVIEW_TO_COME,
    REVIEWED,
    REVISED,
    UNABLE,
)
from parsers.letter_words import spelled_out
from parsers.no_data import unexplained

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsers.letter_words import Sign

Statement = Literal["disclosed", "counted", "refused", "unable", "grounds", "not held", "not recorded"]
Stated = frozenset[Statement]

_SIGNS: tuple[tuple[Statement, Sign], ...] = (
    ("grounds", NEITHER),
    ("grounds", GROUNDS),
    ("refused", REFUSED),
    ("unable", UNABLE),
    ("not held", NOT_HELD),
    ("not recorded", NOT_RECORDED),
    ("disclosed", DISCLOSED),
)
_NOTHING: Stated = frozenset(("refused", "grounds", "not held"))
_YOUR_REQUESTS = re.compile(
    r"\byou (?:have |had )?(?:now |already |also )?(?:sent|made|submitted|written|put in|asked)\b|"
    r"\b(?:requests|e-?mails|letters|messages|complaints|questions)\b[^.;]{0,20}\b(?:from|by) you\b",
    re.IGNORECASE,
)
"""What the requester has sent is counted as a reason, not as an answer."""
_TURN = re.compile(r";|\b(?:but|although|though|whereas|while|however|whilst)\b", re.IGNORECASE)
"""What is said behind these is another thing than what is said before them."""
_CLAUSE = re.compile(r"[,;:]\s|\b(?:and|but|because|as|since|so)\b")
_WHY = re.compile(r"\b(?:because|since)\W*$", re.IGNORECASE)
_OF_ITS_KIND = re.compile(
    r"\W*if (?:it|this|yours|(?:this|your) (?:e-?mail|message|enquiry|letter)) (?:is|concerns) [^,.]*"
    r"\brequest\b[^,.]*?(?:,|\b(?:it|we|this) (?:will|shall)\b)",
    re.IGNORECASE,
)
"""A machine that answers does not know what it has received: that is no condition of what follows."""
_OF_ITS_USE = re.compile(
    r"\bcopyright\b|\bintellectual property\b|\bgovernment licen[cs]e\b"
    r"|\b(?:this|our|the|your) (?:response|reply|request|answer|details)\b.*\b(?:published|placed|added)\b"
    r".*\b(?:web-?site|log|pages)\b",
    re.IGNORECASE,
)
"""What is said of how an answer may be used, and where it is published, stands below refusals, too."""
_CONDITION = re.compile(
    r"\W*(?:if|where|should|until|unless|in the event|were you|when you)\b", re.IGNORECASE
)
_NOT_YET = re.compile(
    rf"\b(?:if|whether|unless|should you|{MAY}|might|could be|where applicable|sometimes"
    r"|in the event that|can refuse|in (?:which|that|such a) case"
    r"|(?:is|are) (?:very |quite |highly )?(?:un)?likely to"
    r"|would (?:normally|usually|ordinarily|generally|otherwise"
    r"|(?:\w+ ){0,2}(?:bound|have to|need to)))\b",
    re.IGNORECASE,
)
_DEPENDS = re.compile(
    rf"^(?:[^.,;:]*?(?<!\bto)(?<!\bor)(?<!\bas)(?<!\bknow)\s+(?:if|unless)\b|\W*(?:\w+\W+){{0,2}}(?:{MAY}|might)\b"
    r"|[^.,;:]{0,40}\b(?:not (?:to )?apply|not (?:be )?engaged|no longer (?:applies|apply|engaged)))",
    re.IGNORECASE,
)
"""What comes after a sign can make it depend on something: "we refuse it if …", "section 31 may apply"."""
_OTHERS = re.compile(
    r"\b(?:you|(?:other|another|any) (?:police )?(?:forces?|authorit(?:y|ies)|bod(?:y|ies)))"
    r"(?: (?:have|had|would|could|will|also|already))*\s*$",
    re.IGNORECASE,
)
_REQUEST_BEFORE = re.compile(r"\byour (?:request|letter|e-?mail|question|message)\s*$", re.IGNORECASE)
"""What a request does not say, the requester has not said."""
_OTHERS_WORD = re.compile(
    r"^\W*(?:you|(?:an)?other (?:police )?forces?) (?:have |has |had |also )*"
    r"(?:refus|withh|declin|cit|appl|rel[iy]|exempt|said|told)",
    re.IGNORECASE,
)
_NOT_APPLYING = re.compile(r"\bnot (?:to )?(?:be )?(?:apply|appl|engag)", re.IGNORECASE)
_YOURS = re.compile(
    r"\byour (?:answers?|views|details|name|address|personal|data|feedback|comments)\b", re.IGNORECASE
)
"""Whoever stands right before a verb does it: what you refuse, or another force can give, is not our act.
Nor is what is done with what is yours an answer."""
_PAST = re.compile(
    r"\b(?:we|i) (?:\w+ )?(?:asked|wrote|sought|requested|told|informed|advised|contacted|e-?mailed)\b"
    r"|\b(?:having|had) (?:asked|sought|requested|been)\b"
    r"|\b(?:you|your) (?:have )?(?:since )?(?:clarified|paid)\b",
    re.IGNORECASE,
)
_MY_REQUEST = re.compile(
    r"\bmy (?:own )?(?:foia? |freedom of information |original |earlier |recent |above )*"
    r"(?:requests?|questions?)\b",
    re.IGNORECASE,
)
_REQUESTER = re.compile(
    r"\bi (?:have )?(?:made|sent|submitted|put in) (?:you )?(?:a|an|the|this"
    r"|my) (?:\w+ ){0,4}(?:request|foia?)\b"
    r"|\bi (?:have )?(?:asked|wrote to|emailed) you\b(?! (?:to (?:clarify|confirm|explain"
    r"|provide)|what|which|whether))"
    r"|\byour (?:refusal|failure|handling of my)\b|\byour (?:reply|response|answer) that\b"
    r"|\bplease (?:reconsider|review|carry out an internal review|treat this as a)\b",
    re.IGNORECASE,
)
"""What only a requester says: of a request that he made, of "your refusal"."""
_YOUR_REQUEST = re.compile(r"\byour (?:(?!my\b)\w+ ){0,4}(?:requests?|questions?|enquir\w+)\b", re.IGNORECASE)
_NEGATED = re.compile(
    r"(?:\b(?:unable|not|never|cannot|without|nor|no|nothing|none)\b|n['’]t\b)[^.;,]{0,30}$", re.IGNORECASE
)
_TOO_MUCH = re.compile(
    r"\b(?:would|need(?:s|ed)? to|estimat\w+|each of|by hand|manual\w*|interrogat\w+)\b", re.IGNORECASE
)
_LASTING = re.compile(r"\b(?:hours|minutes)\b", re.IGNORECASE)
_COUNT_REFUSED = re.compile(
    r"\W*(?:(?:in|of|for|during) [^,]{2,40},\s*)?(?:a total of )?\d[\d,]*\s+(?:[\w'’-]+\s+){0,4}"
    r"(?:were|was|have been|has been|had been)\s+(?:[\w'’-]+\s+){0,2}?(?:refused|rejected"
    r"|declined|withheld|removed|withdrawn)\b"
    r"(?![^.;]*\b(?:section|s\.|act\b|exempt))",
    re.IGNORECASE,
)
"""What others' applications met with is counted: "36 licences were refused" refuses nobody an answer."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
"""Hours and minutes of a year are what was asked for; others tell of work that it would take."""
_BESIDE = re.compile(r"[(:\-–]")
"""What stands in brackets or behind a colon is not what the words before it say no to."""
_WANTED = re.compile(
    r"\b(?:would|could|can|will) you\b|\b(?:let us have|send us|give us|we need)\b", re.IGNORECASE
)
_EMBEDDED = re.compile(r"\b(?:why|how)\s*$", re.IGNORECASE)
"""Why something is so is asked or told of, not stated."""
_EFFORT = re.compile(rf"{_TOO_MUCH.pattern}|\b(?:need|search\w*|read)\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_COUNT = re.compile(r"\d{1,3}(?:,\d{3})*|(?!(?:19|20)\d\d$)\d{1,6}")


def states(sentences: Iterable[str]) -> Stated:
    """Return what some sentences state."""
    return frozenset(each for sentence in sentences for each in stated(sentence))


@lru_cache(maxsize=4096)
def stated(sentence: str) -> Stated:
    """Return what a sentence states; "counted" is a number that is no other kind of number."""
    sentence = spelled_out(sentence)
    if is_row(sentence):
        return frozenset(("disclosed", "counted"))
    if is_conditional(sentence) or is_law(sentence) or sentence.rstrip().endswith("?"):
        return frozenset()
    if _OF_ITS_USE.search(sentence):
        return frozenset()
    return frozenset(each for clause in _TURN.split(sentence) for each in _stated_in(clause))


def _stated_in(clause: str) -> set[Statement]:
    """Return what a clause states: what it refuses, or has not, it does not give as well."""
    if _OTHERS_WORD.match(clause):
        return set()
    found = {name for name, sign in _SIGNS if _is_meant(sign, clause)}
    if _is_meant(COUNTED_NONE, clause):
        found = (found - {"not held", "not recorded"}) | {"disclosed"}
    if found & {"refused", "unable"} and _COUNT_REFUSED.match(clause):
        found -= {"refused", "unable"}
    if found & {"refused", "unable"} and EXTENDED.search(clause) and not LIMIT.search(clause):
        # What cannot be given by some day is given later.
        found -= {"refused", "unable"}
    if found & _NOTHING or _YOUR_REQUESTS.search(clause) or (is_effort(clause) and _DIGIT.search(clause)):
        # What would have to be gone through is counted, but is no answer.
        return found - {"disclosed"}
    if not (_EFFORT.search(clause) or is_effort(clause)) and any(
        _COUNT.fullmatch(token.text) for token in unexplained(clause)
    ):
        found.add("counted")
    return found


def is_effort(clause: str) -> bool:
    """Say whether a clause tells of the work that an answer would take."""
    lasting = _LASTING.search(clause) is not None and _YEAR.search(clause) is None
    return lasting or _TOO_MUCH.search(clause) is not None


def is_stated(sign: Sign, sentence: str) -> bool:
    """Say whether a sentence states a sign as what is."""
    return not is_conditional(sentence) and not is_law(sentence) and _is_meant(sign, sentence)


def any_states(sign: Sign, sentences: Iterable[str]) -> bool:
    """Say whether one of some sentences states a sign as what is."""
    return any(is_stated(sign, each) for each in sentences)


def is_reviewed(sentence: str) -> bool:
    """Say whether a sentence tells of a review that took place, and not of one that may be asked for."""
    return is_stated(REVIEWED, sentence) and REVIEW_TO_COME.search(sentence) is None


def is_revised(sentence: str) -> bool:
    """Say whether a sentence tells that an earlier answer is replaced, and does not ask for a better one."""
    return is_stated(REVISED, sentence) and _WANTED.search(sentence) is None


def is_still_so(sign: Sign, sentence: str) -> bool:
    """Say whether a sentence states a sign as what is now, not as what was asked or told before."""
    return is_stated(sign, sentence) and not is_past(sentence)


def is_past(sentence: str) -> bool:
    """Say whether a sentence tells of what was asked, told or paid before."""
    return _PAST.search(sentence) is not None


def is_from_requester(sentences: Sequence[str]) -> bool:
    """Say whether some sentences are a requester's, who speaks of "my request" and not of "your request"."""
    theirs = any(_MY_REQUEST.search(each) or _REQUESTER.search(each) for each in sentences)
    return theirs and not any(map(_YOUR_REQUEST.search, sentences))


def is_conditional(sentence: str) -> bool:
    """Say whether a sentence begins with a condition, so that all of it need not happen."""
    return _CONDITION.match(sentence) is not None and _OF_ITS_KIND.match(sentence) is None


def _is_others(before: str, found: str) -> bool:
    if _REQUEST_BEFORE.search(before) and found.lower().startswith(("does ", "do ", "did ")):
        return True
    if _OTHERS.search(before) and not found.startswith("("):
        return True
    return _YOURS.search(before[-40:] + found) is not None


def _is_denied(before: str, found: str) -> bool:
    """Say whether a clause says no to what it names.

    A reason or a day behind what is not done is not denied: "not obliged to comply by virtue of section 12".
    """
    no = _NEGATED.search(before)
    said_no = no is not None and _BESIDE.match(found) is None and not _is_not_done(before, no.start())
    applied = _NOT_APPLYING.search(found) is None or "duty" in found
    return said_no or not applied


def _is_not_done(before: str, at: int) -> bool:
    """Say whether the word of no at a place belongs to something that the authority does not do."""
    undone = (sign.search(before) for sign in (REFUSED, UNABLE))
    return any(found is not None and found.start() <= at < found.end() for found in undone)


def _clause_before(text: str) -> str:
    """Return what stands before the end of a text in its clause; a reason depends on what it is given for."""
    *earlier, last = _CLAUSE.split(text)
    reason = _WHY.search(text[: len(text) - len(last)]) is not None
    return f"{earlier[-1]} {last}" if reason and earlier else last


def _is_meant(sign: Sign, sentence: str) -> bool:
    """Say whether a sign stands where its clause neither says no to it nor makes it depend on something."""
    found = sign.search(sentence)
    while found is not None:
        before = _clause_before(sentence[: found.start()])
        may_be = (
            _NOT_YET.search(before + found.group())
            or _DEPENDS.search(sentence[found.end() :])
            or _EMBEDDED.search(before)
        )
        others = _is_others(before, found.group()) or is_of_another_act(sentence, found.end())
        if not (may_be or others or _is_denied(before, found.group())):
            return True
        found = sign.search(sentence, found.start() + 1)
    return False
