"""Sentences with figures: "In 2021 there were 95 offences, of which 8 led to a charge".

A sentence is understood when every word of it is; what it counts otherwise is a held figure, so that a person
can accept or reject it. Numbers that tell what an answer would cost are none.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.layout.context import periods_in
from parsers.layout.heading import only, read_heading
from parsers.layout.said import Said, figure_of
from parsers.layout.sentence_forms import AMOUNT, QUOTED, Mark, marks_of, understood_marks
from parsers.no_data import is_about_tables, unexplained
from parsers.vocabulary.outcomes import find_outcome
from parsers.vocabulary.periods import read_period
from parsers.vocabulary.phrases import find_phrase
from parsers.vocabulary.values import read_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from parsers.figure import Figure, Period
    from parsers.layout.context import Told
    from parsers.letter import ZonedPassage

NOT_UNDERSTOOD = "sentence not understood"
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\d<*\"'\u201c(])")
_NAMED = re.compile(
    r"\b(?:section|s\.|act|article|code|outcomes?|types?|question|part|over)\s*$", re.IGNORECASE
)
_ASKS = re.compile(r"\bhow many\b|\bnumber of\b", re.IGNORECASE)
_LONGEST = 2000
_COUNTED = re.compile(
    r"\s*(?:recorded |reported |such |of these |of those |further |other |separate |individual )*"
    r"(?P<noun>offences?|crimes?|incidents?|reports?|charges|cautions|outcomes|victims|suspects|arrests|people"
    r"|persons|investigations|were|was|resulted|led|had|received|ended|of (?:these|those|which|them))\b",
    re.IGNORECASE,
)
_COUNTING = re.compile(
    r"\b(?:there (?:were|was|are|have been|has been)|recorded|identified|result(?:ed)? in|of which|of these"
    r"|total(?:l?ed| of| was| is)?|from|to|rose to|fell to)\s*:?\s*$",
    re.IGNORECASE,
)
_EFFORT = re.compile(
    r"\b(?:manual(?:ly)?|individually|interrogat\w*|one by one|by hand|trawl\w*|would (?:need|have) to"
    r"|minutes? (?:per|for each|to)|would take|take (?:about|approximately|over)|read through|section 12"
    r"|cost limit|appropriate limit|cost threshold|exceeds? the)",
    re.IGNORECASE,
)
_TO_BE_READ = re.compile(
    r"\s*(?:records?|occurrences?|files?|cases?|logs?|e-?mails?|documents?|reports?)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Passages that run on from one to the next: their text, and where each begins in it."""

    text: str
    begins: tuple[tuple[int, int, str], ...]
    """Offset in the text, index of the passage, its locator."""

    def place(self, offset: int) -> tuple[int, int, str]:
        """Return the passage's index, the offset in it and its locator for an offset in the text."""
        start, number, locator = max(each for each in self.begins if each[0] <= offset)
        return number, offset - start, locator


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    start: int
    stretch: _Stretch


Found = list[tuple[int, int, Said]]
Spans = dict[str, list[tuple[int, int]]]


def sentence_figures(
    zoned: Sequence[ZonedPassage], listed: frozenset[int], told: Told, forces: Mapping[int, str]
) -> tuple[list[Figure], Spans]:
    """Return the figures of the answer's sentences and, by passage, the characters that they explain.

    `listed` are the ids of passages that are lists; `forces` says in whose part of the reply a passage
    stands. A figure's row is its passage's index, its column the number's offset in it.
    """
    said: Found = []
    spans: Spans = {}
    above = ""
    for stretch in _stretches(zoned, listed):
        if stretch is None:
            above = ""
            continue
        number, _, locator = stretch.place(0)
        alone = _alone(stretch.text, above)
        before = _asked_period(above)
        above = stretch.text
        if alone is not None:
            alone.locator = f"{locator}, character 1"
            if alone.period is None:
                alone.take_period(None, told)
            said.append((number, 0, alone))
            spans[locator] = [(0, len(stretch.text))]
            continue
        asked = ""
        for sentence in _sentences(stretch):
            found, before, read = _read(sentence, before, told, asked)
            asked = sentence.text if sentence.text.rstrip().endswith("?") else ""
            said += found
            for start, end in read:
                _, first, where = stretch.place(start)
                spans.setdefault(where, []).append((first, first + end - start))
                _, last, where = stretch.place(end - 1)
                spans.setdefault(where, []).append((max(0, last - (end - start)), last + 1))
    for number, _, each in said:
        each.force = each.force or forces.get(id(zoned[number].passage))
    _hold_repeated([each for _, _, each in said])
    return [figure_of(each, 0, row, column) for row, column, each in said], spans


def _stretches(zoned: Sequence[ZonedPassage], listed: frozenset[int]) -> Iterator[_Stretch | None]:
    """Yield the answer's passages, joined where a sentence runs on; None where others stand between."""
    open_: _Stretch | None = None
    for number, item in enumerate(zoned):
        passage = item.passage
        if item.zone == "furniture":
            continue
        if item.zone != "answer" or id(passage) in listed:
            if open_ is not None:
                yield open_
            open_ = None
            yield None
            continue
        if open_ is not None and _runs_on(open_.text, passage.text):
            begin = len(open_.text) + 1
            open_ = _Stretch(
                f"{open_.text} {passage.text}", (*open_.begins, (begin, number, passage.locator))
            )
            continue
        if open_ is not None:
            yield open_
        open_ = _Stretch(passage.text, ((0, number, passage.locator),))
    if open_ is not None:
        yield open_


def _runs_on(text: str, following: str) -> bool:
    """Say whether a sentence goes on in the next passage: in a quotation, or in the middle of a clause."""
    if len(text) > _LONGEST:
        return False
    if text.rfind("\u201c") > text.rfind("\u201d") and "\u201d" in following:
        return True
    if text.rstrip().endswith((".", "!", "?", ":", ";")):
        return False
    return following[:1].islower() or text.rstrip().endswith((",", " and", " of", " which"))


def _sentences(stretch: _Stretch) -> Iterator[_Sentence]:
    at = 0
    quotations = [match.span() for match in QUOTED.finditer(stretch.text)]
    breaks = [
        match
        for match in _SENTENCE.finditer(stretch.text)
        if not any(start < match.start() < end for start, end in quotations)
    ]
    for match in [*breaks, None]:
        end = match.start() if match else len(stretch.text)
        yield _Sentence(stretch.text[at:end], at, stretch)
        at = match.end() if match else end


def _asked_period(above: str) -> Period | None:
    """Return the period that a question names whose answer stands right below it."""
    return only(periods_in(above)) if above.rstrip().endswith("?") else None


def _alone(text: str, above: str) -> Said | None:
    """Return the number of a passage that is nothing else and stands right under a question that counts."""
    if not _ASKS.search(above):
        return None
    bare = text.strip().rstrip(".")
    value = read_value(bare)
    if value is None or value.status not in {"exact", "suppressed"} or value.percentage:
        return None
    if not AMOUNT.fullmatch(bare) or read_period(bare) is not None:
        # A year below a heading is the next heading, of a table that was saved cell by cell.
        return None
    heading = read_heading([above])
    said = Said(bare, "", bare)
    said.apply(heading)
    said.period, said.period_source = heading.period, "title" if heading.period else None
    return said


def _read(
    sentence: _Sentence, before: Period | None, told: Told, asked: str
) -> tuple[Found, Period | None, list[tuple[int, int]]]:
    """Return a sentence's numbers with their places, its period, and the characters that are explained.

    `before` is the period of the sentence before it in its passage, whose crimes "of these" are; `asked` is
    that sentence if it is a question, which a number alone answers.
    """
    alone = _alone(sentence.text, asked)
    if alone is not None:
        if alone.period is None:
            alone.take_period(None, told)
        number, offset, locator = sentence.stretch.place(sentence.start)
        alone.locator = f"{locator}, character {offset + 1}"
        return (
            [(number, offset, alone)],
            before,
            [(sentence.start, sentence.start + len(sentence.text))],
        )
    marks = marks_of(sentence.text)
    amounts = [mark for mark in marks if mark.letter == "N"]
    periods = [mark.period for mark in marks if mark.period is not None]
    period = only(periods) or (before if not periods else None)
    if sentence.text.rstrip().endswith("?"):
        # A question restated is no answer, whatever numbers stand in it.
        return [], None, [(sentence.start, sentence.start + len(sentence.text))]
    if not amounts:
        return [], only(periods) or before, []
    shown = understood_marks(sentence.text, marks)
    if shown is None:
        counts = [mark for mark in amounts if _is_count(sentence.text, mark)]
        found = [] if is_about_tables(sentence.text) else [_held(sentence, mark, period) for mark in counts]
    else:
        found = _understood(sentence, shown, before, told)
    printed = {each.locator for _, _, each in found}
    spans = [
        (sentence.start + mark.start, sentence.start + mark.end)
        for mark in marks
        if shown is not None or _placed(sentence, mark, Said(mark.text, "", ""))[2].locator in printed
    ]
    return found, period, spans


def _held(sentence: _Sentence, mark: Mark, period: Period | None) -> tuple[int, int, Said]:
    said = Said(mark.text, "", sentence.text[:160], held=NOT_UNDERSTOOD)
    said.period, said.period_source = period, "section" if period else None
    return _placed(sentence, mark, said)


def _placed(sentence: _Sentence, mark: Mark, said: Said) -> tuple[int, int, Said]:
    number, offset, locator = sentence.stretch.place(sentence.start + mark.start)
    said.locator = f"{locator}, character {offset + 1}"
    return number, offset, said


def _understood(sentence: _Sentence, marks: Sequence[Mark], before: Period | None, told: Told) -> Found:
    """Return the numbers of a sentence of a known form: each has the outcome that follows it."""
    periods = [mark for mark in marks if mark.letter == "P"]
    amounts = [mark for mark in marks if mark.letter == "N"]
    found = []
    for index, mark in enumerate(amounts):
        end = amounts[index + 1].start if index + 1 < len(amounts) else len(sentence.text)
        said = Said(mark.text, "", sentence.text[:160])
        outcome = next((each for each in marks if each.letter in "QH" and mark.end <= each.start < end), None)
        if outcome is not None:
            phrase = find_phrase(outcome.text) if outcome.letter == "H" else None
            said.outcome = phrase.wording if phrase else outcome.text
        offence = next((each for each in marks if each.letter == "C"), None)
        said.offence = offence.text if offence else None
        if len(periods) > 1:
            after = next((each for each in periods if each.start > mark.end), None)
            said.period, said.period_source = (after.period, "cell") if after else (None, None)
        elif periods:
            said.period, said.period_source = periods[0].period, "cell"
        elif before is not None:
            said.period, said.period_source = before, "section"
        elif outcome is not None:
            said.held = NOT_UNDERSTOOD
        else:
            said.take_period(None, told)
        found.append(_placed(sentence, mark, said))
    return found


def _is_count(text: str, mark: Mark) -> bool:
    """Say whether an amount counts what happened, not what would have to be looked through."""
    before, after = text[: mark.start], text[mark.end :]
    if _NAMED.search(before):
        return False
    if _TO_BE_READ.match(after) and _EFFORT.search(text):
        return False
    if _EFFORT.search(before):
        return False
    if not any(sign.isdigit() for sign in mark.text):
        return _COUNTED.match(after) is not None and mark.text.lower() not in {"one", "no"}
    known = any(mark.start < token.end and token.start < mark.end for token in unexplained(text))
    return known and (_COUNTED.match(after) is not None or _COUNTING.search(before) is not None)


def _hold_repeated(said: Sequence[Said]) -> None:
    """Hold numbers that say the same thing as another sentence does: they would be added up."""
    abouts = [
        (
            each.period,
            each.outcome and (find_outcome(each.outcome, bare_numbers=True).codes or each.outcome),
            each.offence,
            each.force,
            each.part,
            *each.breakdown.items(),
        )
        for each in said
    ]
    # Wordings of one code that stand in one sentence are parts of it, not the same again.
    before: Counter[object] = Counter()
    keys = []
    for about, each in zip(abouts, said, strict=True):
        keys.append((about, before[about, each.label]))
        before[about, each.label] += 1
    times = Counter(key for key, each in zip(keys, said, strict=True) if each.held is None)
    first: dict[object, str] = {}
    for key, each in zip(keys, said, strict=True):
        if each.held is not None or times[key] < 2:
            continue
        if key in first and first[key] == each.printed:
            each.held = "said again"
        elif key in first:
            each.held = "sentences disagree"
        first.setdefault(key, each.printed)
    disagreeing = {key for key, each in zip(keys, said, strict=True) if each.held == "sentences disagree"}
    for key, each in zip(keys, said, strict=True):
        if key in disagreeing and each.held is None:
            each.held = "sentences disagree"
