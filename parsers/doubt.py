"""Where the kind of a letter is doubtful: then it is "unknown", and a person looks, instead of a guess.

A kind is told by signs that are many and loose. It is believed only where some word of its own stands in the
letter, and where nothing hints at another kind.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsers.exemptions import is_law
from parsers.letter_signs import (
    AWAY,
    CLARIFIED,
    CLARIFY,
    CLOSES,
    EXTENDED,
    LESS,
    MAY_BE_REVIEWED,
    MAY_BE_REVISED,
    OWN_WORDS,
)
from parsers.statements import any_states, is_conditional, is_past

if TYPE_CHECKING:
    from collections.abc import Sequence

_OF_YOU = re.compile(
    r"\b(?:could|can|would|will|do|did|are|were) you\b.*\b(?:request|mean|clarif|confirm|specif|provid|put"
    r"|rephras|reword|tell|say|send|narrow|explain|interest|looking|want|refer|requir|describ|need|after|seek)",
    re.IGNORECASE,
)
"""What a requester can be asked about a request; whether they are free for a call is another matter."""
_OF_THE_MATTER = re.compile(
    r"\b(?:provide|supply|tell|give|send|confirm|advise|disclose|state)(?: (?:me|us))?(?: with)?"
    r" (?:the (?:\w+ )?(?:number|amount|cost|total)s?\b|how (?:many|much)\b|(?:a |any )?(?:list"
    r"|cop(?:y|ies)|breakdown)\b)"
    r"(?! (?:of )?(?:your|the) (?:request|letter|e-?mail|identification|id|passport))",
    re.IGNORECASE,
)
"""What requesters ask for; who asks what is meant does not want numbers and copies."""
_ANSWERED = frozenset(("full", "part", "refused", "not held"))


def is_doubtful(kind: str, spoken: Sequence[str], exemptions: Sequence[str]) -> bool:
    """Say whether a kind lacks a word of its own, or something hints at another kind of letter."""
    return _lacks_its_word(kind, spoken, exemptions) or _hints_at_another(kind, spoken, exemptions)


def are_asking(sentences: Sequence[str]) -> bool:
    """Say whether some sentences ask what is meant, or ask anything that the request hangs on."""
    hangs = any(map(CLOSES.search, sentences)) and any(each.rstrip().endswith("?") for each in sentences)
    return hangs or any(map(asks, sentences))


def asks_of_you(sentences: Sequence[str]) -> bool:
    """Say whether some sentences of the authority's own ask the requester to do something."""
    return any(each.rstrip().endswith("?") and _OF_YOU.search(each) for each in sentences)


def asks(sentence: str) -> bool:
    """Say whether a sentence asks what is meant; that it asks "whether" makes it no condition."""
    asked = sentence.rstrip().endswith("?")
    if (is_conditional(sentence) and not asked) or is_law(sentence) or is_past(sentence):
        return False
    if _OF_THE_MATTER.search(sentence):
        return False
    return CLARIFY.search(sentence) is not None and CLARIFIED.search(sentence) is None


def _lacks_its_word(kind: str, spoken: Sequence[str], exemptions: Sequence[str]) -> bool:
    """Say whether a kind was told by loose signs alone: a refusal in law names what it rests on."""
    own = OWN_WORDS.get(kind)
    if own is None or (exemptions and kind in _ANSWERED):
        return False
    return not any(map(own.search, spoken))


def _hints_at_another(kind: str, spoken: Sequence[str], exemptions: Sequence[str]) -> bool:
    reviewed = any_states(MAY_BE_REVIEWED, spoken) or any_states(MAY_BE_REVISED, spoken)
    if kind in _ANSWERED and reviewed:
        return True
    if kind in _ANSWERED - {"part"} and any("?" in each and asks(each) for each in spoken):
        return True
    if kind == "refused" and not exemptions:
        # What cannot be given yet is not refused.
        return any_states(EXTENDED, spoken)
    if kind == "full":
        return any_states(LESS, spoken)
    return kind == "acknowledgement" and any(map(AWAY.search, spoken))
