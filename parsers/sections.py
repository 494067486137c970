"""The answer of a letter, parted at the numbers of its questions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import filterfalse
from typing import TYPE_CHECKING

from parsers.commonplaces import is_commonplace
from parsers.document import Passage
from parsers.exemptions import exemptions_in
from parsers.letter_signs import SENTENCE
from parsers.letter_words import spelled_out
from parsers.parts import several, without_numbers
from parsers.questions import head_of, lettered_head, parted
from parsers.statements import states

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsers.document import Document
    from parsers.letter import ZonedPassage
    from parsers.questions import Head

_INNER_QUESTION = re.compile(
    r"\W*(?:(?i:question|q)\s*(?P<marked>\d{1,2}[a-z]?)\s*[:.)–-]|Q(?P<bare>\d{1,2}[a-z]?)\s+(?=[A-Z])"
    r"|(?:question |Q)(?P<alone>\d{1,2}[a-z]?)\W*$)"
)
"""Plain text runs the lines of a paragraph together."""
_OF_THE_WHOLE = re.compile(
    r"\b(?:goodwill|section 16\b|outside (?:of )?the act|advice and assistance|courtesy)"
    r"|\b(?:this|the) (?:letter|e-?mail|response|reply|document|message)\b.*\brefusal\b"
    r"(?!.*\b(?:this|that) (?:part|question|element|point))",
    re.IGNORECASE,
)
"""With what an authority helps beyond its duty, and of its letter as a notice, it speaks of the whole
request, wherever that stands."""
_GOES_BACK = re.compile(
    r"\b(?:information|data|figures?|material|answers?) (?:(?:sought|requested|given) )?"
    r"(?:in|at|for|to|under) (?:question |part |point |q)?"
    r"(?P<number>\d{1,2}[a-z]?)(?= (?:is|are|was|were|has|have|cannot|and|above)\b)",
    re.IGNORECASE,
)
"""What is said of an earlier question behind a later one: "the information in 1 is withheld"."""
_NAMED = re.compile(
    r"\b(?:questions?|q|points?|parts?|items?) ?\d{1,2}[a-z]?\b"
    r"(?:(?:\s*(?:,|&|and)\s*)+(?:question |q)?\d{1,2}[a-z]?\b(?![.,]\d))*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,2}[a-z]?\b")
_GIVES = frozenset(("disclosed", "counted"))
_ANSWER_ALONE = re.compile(r"\W*(?:answer|response|reply|a|our response)\W*", re.IGNORECASE)
"""The heading over the answer to the question that stands before it."""
_WE_DO_NOT = re.compile(
    r"\W*((?:we|it|the (?:force|constabulary|council)) (?:do|does) not)\.?", re.IGNORECASE
)
_HOLDING = re.compile(r"\b(?:holds?|held)\b", re.IGNORECASE)


_AT_INNER = re.compile(r"\s+(?=Q(?:uestion )?\d{1,2}[a-z]?\b[:.)]?(?:\s+[A-Z]|\s*$))")
_NEXT, _FIRST = 4, 30
"""How far behind the last question's number the next can be, and the first."""
_IS_TOLD = re.compile(r"\b(?:was|were|is|are) [£\d][^?]*\.\s*$")
"""A sentence that begins like what is asked, and tells it: "The average number of days was 6.8."."""


@dataclass(slots=True)
class Section:
    """What is said of one question, or of all where `question` is empty.

    `sentences` answer it and `asked` only asks; of that, `named` stands where the answer does. `figures` were
    read there. `below` are the sentences that stand below the answer to the last question: they may be its
    own or of the whole letter.
    """

    question: str
    locator: str
    sentences: list[str] = field(default_factory=list)
    figures: int = 0
    asked: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)

    @property
    def is_silent(self) -> bool:
        """Whether nothing is said of a question in particular."""
        return not (self.sentences or self.below or self.figures)


def sections_of(document: Document, zoned: Sequence[ZonedPassage], places: set[str]) -> list[Section]:
    """Part the answer at the numbers of its questions; what stands before the first belongs to all.

    A number that comes again, once over the question and once over its answer, is of one question.
    """
    return _Sections(places, letters=_has_letters(zoned)).parted(document, zoned)


def _has_letters(zoned: Sequence[ZonedPassage]) -> bool:
    """Say whether the questions that a letter lists are numbered by letters."""
    asked = [item.passage.text for item in zoned if item.zone == "request"]
    return not any(map(head_of, asked)) and sum(lettered_head(text) is not None for text in asked) > 1


class _Sections:
    """The sections of one letter, while its passages are gone through."""

    def __init__(self, places: set[str], *, letters: bool) -> None:
        self.places, self.letters = places, letters
        self.whole = Section("", "")
        self.sections = {"": self.whole}
        self.current = [self.whole]
        self.asked_last: list[Section] = []
        """What was asked behind the last passage that tells something."""
        self.passages = self.most = 0
        """The passages behind the last head, and the most that stood behind an earlier one."""
        self.greatest = 0

    def parted(self, document: Document, zoned: Sequence[ZonedPassage]) -> list[Section]:
        """Return the sections; what names a question of which nothing else is said may answer it."""
        zones = {id(item.passage): item.zone for item in zoned}
        for block in document.blocks:
            if not isinstance(block, Passage):
                own = {cell.locator for row in block.grid for cell in row}
                for each in self.current:
                    each.figures += len(own & self.places)
                continue
            zone = zones.get(id(block))
            if zone == "request":
                self._ask(block)
            elif zone in {"answer", "opening"}:
                self._tell(block)
        for each in self.sections.values():
            if each.is_silent and any(map(_answers, each.named)):
                each.sentences = each.named
        return list(self.sections.values())

    def _head(self, text: str) -> Head | None:
        return lettered_head(text) if self.letters else head_of(text)

    def _ask(self, passage: Passage) -> None:
        """Keep a question that is listed: what stands below the list is said of all."""
        head = self._head(passage.text)
        if head is None or head.of_several:
            return
        for number in head.numbers:
            section = self._section(number, passage)
            section.asked.append(head.rest)
            self.asked_last.append(section)
        self.current = [self.whole]

    def _tell(self, passage: Passage) -> None:
        head = self._head(passage.text)
        asked, self.asked_last = self.asked_last, []
        if len(asked) == 1 and _ANSWER_ALONE.fullmatch(passage.text):
            self.current = asked
            return
        if head is None or not all(map(self._may_be_next, head.numbers)):
            self.passages += 1
            self._say(passage, passage.text)
            return
        self._end()
        self.current = [self._section(number, passage) for number in head.numbers]
        self._answer(passage, head.rest, of_several=head.of_several)

    def _answer(self, passage: Passage, rest: str, *, of_several: bool = False) -> None:
        """Read what stands behind a question's number: the question, its answer, and others run together."""
        rest, *others = _AT_INNER.split(rest)
        section = self.current[0]
        if not of_several and not section.asked:
            asked, rest = parted(rest)
            section.asked += [asked] if asked else []
            section.named += [asked] if asked else []
        self._say(passage, rest)
        for each in others:
            inner = _INNER_QUESTION.match(each)
            if inner is None:
                self._say(passage, each)
                continue
            self._end()
            self.current = [self._section(_number_of(inner), passage)]
            self._answer(passage, each[inner.end() :])

    def _may_be_next(self, number: str) -> bool:
        """Say whether a number can be a question's: it was met, or is not far behind the last."""
        if number in self.sections or not number.isdecimal():
            return True
        return int(number) <= (self.greatest or _FIRST) + _NEXT

    def _end(self) -> None:
        """End a question's answer at the next head: all that stands between is its own."""
        if self.current[0].question:
            self.most = max(self.most, self.passages)
        for each in self.current:
            each.sentences += each.below
            each.below = []
        self.passages = 0

    def _is_below(self) -> bool:
        """Say whether a passage stands further below a question's number than any answer did before."""
        first, *others = self.current
        if not first.question or others:
            return False
        return self.passages > (self.most or (0 if first.sentences else 1))

    def _section(self, number: str, passage: Passage) -> Section:
        if number.isdecimal():
            self.greatest = max(self.greatest, int(number))
        return self.sections.setdefault(number, Section(number, passage.locator))

    def _say(self, passage: Passage, text: str) -> None:
        for each in self.current:
            each.figures += passage.locator in self.places
        of_these: list[Section] = []
        for sentence in sentences_of(text):
            inner = _INNER_QUESTION.match(sentence)
            if inner is not None:
                self.current = [self._section(_number_of(inner), passage)]
            said = sentence[inner.end() :] if inner else sentence
            of_these = [self.sections[each] for each in several(said) if each in self.sections] or of_these
            if len(of_these) > 1 and not inner:
                for each in of_these:
                    each.sentences.append(without_numbers(said))
                continue
            back = _GOES_BACK.search(sentence)
            sections = [self.whole] if _OF_THE_WHOLE.search(sentence) else self.current
            sections = (
                [self.sections[back["number"]]] if back and back["number"] in self.sections else sections
            )
            if sections == [self.whole]:
                for each in self._spoken_of(said):
                    each.sentences.append(said)
            for each in sections:
                (each.below if self._is_below() and each in self.current else each.sentences).append(said)

    def _spoken_of(self, sentence: str) -> list[Section]:
        """Return the questions of which a sentence that stands at none of them says one thing by number.

        What gives one and denies another is said of no question in particular.
        """
        said = states([sentence])
        if not said or (said & _GIVES and said - _GIVES):
            return []
        numbers = [number for found in _NAMED.finditer(sentence) for number in _NUMBER.findall(found[0])]
        return [self.sections[each] for each in dict.fromkeys(numbers) if each in self.sections]


def _number_of(inner: re.Match[str]) -> str:
    """Return the number of a question that begins within a paragraph."""
    return inner["marked"] or inner["bare"] or inner["alone"]


def _answers(named: str) -> bool:
    """Say whether what seems to name a question tells its answer."""
    return bool(states([named]) or exemptions_in([named])) or _IS_TOLD.search(named) is not None


def sentences_of(text: str) -> Iterator[str]:
    """Yield what a passage says of this letter; "We do not." says it of what stands before it."""
    before = ""
    for sentence in filterfalse(is_commonplace, filter(str.strip, SENTENCE.split(spelled_out(text)))):
        short = _WE_DO_NOT.fullmatch(sentence)
        yield f"{short[1]} hold it." if short and _HOLDING.search(before) else sentence
        before = sentence
