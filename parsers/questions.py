"""The numbered questions of a letter: where each is asked, where it is answered, and by which words.

A letter lists what was asked and answers below, by the same numbers or all at once; or it answers each
question where it stands. Which it does is told by the order of the numbers and of what stands between them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.doubt import asks
from parsers.letter_signs import QUESTION, SENTENCE
from parsers.statements import stated

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBER = r"\d{1,2}[a-z]?"
_ALSO = r"(?:\s*(?:,|&|\band\b|\bto\b)+\s*|[-–])"
_SEVERAL = re.compile(
    r"\W*(?:(?P<about>(?:in (?:relation|respect|regard|response|answer) (?:to|of)|with (?:regard|respect) to"
    r"|regarding|as (?:to|for|regards)|for)\s+(?:your\s+)?)?"
    rf"(?:questions?|qs?|parts?|points?|items?|requests?)\s*(?P<numbers>{_NUMBER}"
    rf"(?:{_ALSO}(?:questions?\s*|q\s*)?{_NUMBER}(?![\d/.]|,\d))*)(?![\w/]|[.,]\d)"
    rf"|(?P<bare>\d{{1,2}}(?:{_ALSO}\d{{1,2}})+)[.):](?=\s))\W*",
    re.IGNORECASE,
)
"""The questions of which a passage begins to speak: "In relation to question 3", "Q1 and Q2 -"."""
_BRACKETED = re.compile(r"\s*\((?P<number>\d{1,2}[a-z]?)\)\s+(?=\S)")
"""The number of a question in brackets; so are numbered the subsections of an Act."""
_LETTER = re.compile(r"\s*\(?(?P<letter>[a-h])\)\s+", re.IGNORECASE)
_OF_AN_ACT = re.compile(
    r"\b(?:public authorit(?:y|ies)|sub-?section|exempt information|this (?:act|section|part)"
    r"|duty to confirm)\b",
    re.IGNORECASE,
)
_WANTS = re.compile(
    r"\W*(?:(?:and |also |if so,? |of (?:these|those),? |for each \w+,? )*)(?:how|what|which|who|when"
    r"|where|why|do(?:es)?|did|has|have|is|are|was|were|can|could|would|please|provide|state|confirm|list|give"
    r"|break"
    r"|(?:the |a |an |any |all |current |average |total |full |annual )*"
    r"(?:number|total|numbers|lists?|cop(?:y|ies)|names?|details?|breakdown|amount|cost|date|value"
    r"|reasons?|outcomes?|rate|percentage|average|summary|figures|correspondence|information)\b"
    r"(?= (?:of|for|and|by|with|where|who|that|resulting|granted|upheld|to|in)\b))\b",
    re.IGNORECASE,
)
"""How what is wanted begins: a question, an order, or the name of what is wanted."""
_TELLS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|cannot|can|do|does|did|hold|holds|held)\b", re.IGNORECASE
)
_STATES = re.compile(
    rf"{_TELLS.pattern}|\b\w{{3,}}ed\b|\b(?:began|ran|runs|expires?|ends?|costs?|paid|took|spent|went|left|makes?|made)\b",
    re.IGNORECASE,
)
_VALUE = re.compile(
    r"\W*(?:[£<~]?\s?\d[\d,.]*(?:%|\b)|(?:yes|no|none|nil|zero|nothing|one|two|three|four|five|six|seven"
    r"|eight|nine|ten|eleven|twelve|not (?:held|known|applicable|recorded)|n/?a|withheld|refused|exempt"
    r"|no (?:information|data) (?:is )?held)\b(?! of\b))",
    re.IGNORECASE,
)
"""How the answer to a question begins that needs no sentence."""
_BEHIND = re.compile(r"\s*(?:[:=]|\s[-–]|\.{3,}|\|)\s+")
_LONGEST_NAME = 150
"""Characters: what is only named by a line without a verb is not longer."""
_OF_SOMETHING = re.compile(r"\W*(?:it|they|he|she|we|i|there)\b", re.IGNORECASE)
"""What begins like this says something of what was named before."""
_NEARLY_ALL = 0.6
_DENIED = frozenset(("refused", "grounds", "not held", "unable"))
_TWO = 2


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a passage that stands at the numbers of questions, and the rest of it."""

    numbers: tuple[str, ...]
    rest: str
    of_several: bool = False


def head_of(text: str) -> Head | None:
    """Return the questions at whose numbers a passage stands; None where it stands at none."""
    named = _SEVERAL.match(text)
    if named is not None:
        numbers = _numbers(named["numbers"] or named["bare"])
        if named["about"] is not None or len(numbers) >= _TWO:
            return Head(tuple(numbers), text[named.end() :], of_several=True)
    found = QUESTION.match(text)
    if found is None:
        return _bracketed_head(text)
    return Head(((found["named"] or found["bare"]).lower(),), text[found.end() :].lstrip(" .:)–-"))


def _bracketed_head(text: str) -> Head | None:
    """Return the head of a passage behind a number in brackets, unless it tells what an Act says."""
    found = _BRACKETED.match(text)
    if found is None or _OF_AN_ACT.search(text):
        return None
    return Head((found["number"],), text[found.end() :])


def _numbers(printed: str) -> list[str]:
    numbers = [each.lower() for each in re.findall(_NUMBER, printed, re.IGNORECASE)]
    is_range = re.search(r"\bto\b|[-–]", printed, re.IGNORECASE) is not None
    if is_range and len(numbers) == _TWO and all(map(str.isdigit, numbers)):
        return [str(each) for each in range(int(numbers[0]), int(numbers[1]) + 1)]
    return numbers


def lettered_head(text: str) -> Head | None:
    """Return the head of a passage behind a letter in brackets."""
    found = _LETTER.match(text)
    return Head((found["letter"].lower(),), text[found.end() :]) if found else None


def parted(text: str) -> tuple[str, str]:
    """Return what a question's line asks and what it answers; each may be empty.

    The answer stands behind the question mark, behind a colon or a dash, or in sentences of its own.
    """
    asked, mark, answer = text.rpartition("?")
    if mark:
        return asked + mark, answer.strip(" -–:")
    if not wants(text):
        return "", text
    for found in _BEHIND.finditer(text):
        if text[: found.start()].endswith(".") or _answers(text[found.end() :]):
            return text[: found.start()], text[found.end() :]
    first, *others = SENTENCE.split(text)
    return (first, " ".join(others)) if others and _answers(" ".join(others)) else (text, "")


def wants(text: str) -> bool:
    """Say whether a line asks for something, or only names what is asked for."""
    if "?" in text or _WANTS.match(text):
        return True
    return (
        len(text) < _LONGEST_NAME
        and _OF_SOMETHING.match(text) is None
        and _VALUE.match(text) is None
        and _TELLS.search(text) is None
        and not stated(text)
    )


def _answers(text: str) -> bool:
    """Say whether what stands behind a question on its line answers it."""
    return bool(text.strip()) and (_VALUE.match(text) is not None or bool(stated(text)))


def tells(text: str) -> bool:
    """Say whether a text is a sentence that states something, and asks for nothing."""
    return _STATES.search(text) is not None and not wants(text)


def is_value(text: str) -> bool:
    """Say whether a text is a bare answer: a number, a yes, a no."""
    return _VALUE.match(text) is not None


@dataclass(frozen=True, slots=True)
class Places:
    """Passages by their order: those that only list what was asked, and those that answer it."""

    asked: frozenset[int] = frozenset()
    answered: frozenset[int] = frozenset()


def places_of(texts: Sequence[str]) -> Places:
    """Return which passages of a letter list its questions, and which answer each where it stands."""
    heads = _heads(texts)
    run = _first_run(heads)
    if run and run[0] and any(map(asks, SENTENCE.split(texts[run[0] - 1]))):
        # What the authority asks back.
        return Places()
    if run:
        again = {each for at in list(heads)[len(run) :] for each in heads[at].numbers}
        own = [number for at in run for number in heads[at].numbers]
        if sum(number in again for number in own) > _NEARLY_ALL * len(own) and _only_ask(run, heads):
            return Places(asked=frozenset(run))
        if not any(wants(heads[at].rest) for at in run):
            return Places(answered=frozenset(run))
        if len(run) == len(heads) and _are_answered_at_once(run, heads, texts):
            return Places(asked=frozenset(run))
    return Places(answered=_answered_in_turn(heads, texts))


def _heads(texts: Sequence[str]) -> dict[int, Head]:
    """Return the passages at numbers; letters number questions only where they stand over answers as well."""
    heads = {at: found for at, text in enumerate(texts) if (found := head_of(text))}
    if heads:
        return heads
    lettered = {at: found for at, text in enumerate(texts) if (found := lettered_head(text))}
    order = "".join(head.numbers[0] for head in lettered.values())
    once = "abcdefgh"[: len(order) // 2]
    return lettered if len(once) >= _TWO and order == once * 2 else {}


def _first_run(heads: dict[int, Head]) -> list[int]:
    """Return the first passages at numbers that follow on each other, each of another number."""
    run: list[int] = []
    numbers: set[str] = set()
    for at, head in heads.items():
        if head.of_several or (run and at != run[-1] + 1) or numbers & set(head.numbers):
            break
        run.append(at)
        numbers |= set(head.numbers)
    return run if len(run) >= _TWO else []


def _only_ask(run: Sequence[int], heads: dict[int, Head]) -> bool:
    """Say whether some passages answer nothing, and most of them ask by more than a name."""
    rests = [heads[at].rest for at in run]
    asked = sum("?" in rest or _WANTS.match(rest) is not None for rest in rests)
    return asked >= len(rests) / 2 and not any(map(_has_its_answer, rests))


def _has_its_answer(text: str) -> bool:
    """Say whether a question's line is its answer, or holds it."""
    return is_value(text) or bool(parted(text)[1])


def _are_answered_at_once(run: Sequence[int], heads: dict[int, Head], texts: Sequence[str]) -> bool:
    """Say whether a list of questions has one answer below; what is only named may be an answer itself."""
    below = texts[run[-1] + 1 :]
    if _only_ask(run, heads):
        return bool(below)
    denied = {name for text in below[:1] for each in SENTENCE.split(text) for name in stated(each)} & _DENIED
    return bool(denied) and not any(_has_its_answer(heads[at].rest) for at in run)


def _answered_in_turn(heads: dict[int, Head], texts: Sequence[str]) -> frozenset[int]:
    """Return the passages of questions that are each followed by something that does not ask."""
    numbers = [number for head in heads.values() for number in head.numbers]
    if len(heads) < _TWO or len(set(numbers)) < len(numbers):
        return frozenset()
    ends = [*list(heads)[1:], len(texts)]
    found: set[int] = set()
    for (at, head), end in zip(heads.items(), ends, strict=True):
        asked, answer = parted(head.rest)
        below = texts[at + 1 : end][:1]
        if not asked or not (answer or (below and not wants(below[0])) or (below and is_value(below[0]))):
            return frozenset()
        found |= {at} if answer else {at, at + 1}
    return frozenset(found)
