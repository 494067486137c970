"""Signs in letters: phrases made of words by their kind, so that a sign does not hang on one wording.

The phrases stand in `vocabulary/data/letter_phrases.csv`, the kinds of words in `letter_words.csv`. A phrase
is a regular expression, whatever its case, in which

- `{hold}` is any word of that kind, `#` a number, `'` either apostrophe, `(…)` groups and never captures;
- `~5~` is up to five words, and `…` anything, within the same clause;
- `word*` begins a word; else phrases begin and end with whole words, `^` at the sentence's beginning and `$`
  at its end, whatever marks stand there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING

from parsers.needed_words import needed, one_of, words_in
from parsers.vocabulary.table import rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.needed_words import Choice

_NEXT_CLAUSE = r"(?:but|because|since)\b|as (?:it|this|we|that|these|such|the)\b"
_MONTH = "(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_BEGINS, _ENDS = r"(?<!\w)", r"(?!\w)"
_GAP = r"[ '’-]+"
_ANY_WORD = r"(?>[\w/()£]+(?:['’-]+[\w/()£]+)*)"
"""A whole word, as long as it is: of a run of marks, each part could be a word's or between words."""
_WRITTEN = (
    (r"'", "['’]"),
    (r"(?<!\\)\((?!\?)", "(?:"),
    (r"(?<=\w)(?<!\\w)\*(?=$|[ )|])", r"\w*"),
    (r"\{in form\}", rf"(?!(?:{_GAP}{_ANY_WORD}){{0,8}} (?:format|easily|electronic|reportable|searchable))"),
    (r" ~\d+~ ", rf"(?:{_GAP}(?!{_NEXT_CLAUSE}){_ANY_WORD}){{0,%}}?{_GAP}"),
    (r" … ", r"\b[^.;]{0,60}\b"),
    (r"^\^", r"^\W*"),
    (r"\$$", r"\W*$"),
    (r"#", rf"(?<![\d/,.£])\d{{1,3}}(?:,\d{{3}})*(?![\d/]|\.\d|(?:st|nd|rd|th)\b|\s+(?:{_MONTH}|working)\b)"),
)
"""How what is written is said to a regular expression, in this order. What is not held "in a format that …"
is held, but in another form: that is `{in form}`."""


_SPELLED_OUT = (
    (r"\bwon['’]t\b", "will not"),
    (r"\bshan['’]t\b", "shall not"),
    (r"\bcan['’]t\b", "cannot"),
    (r"n['’]t\b", " not"),
    (r"['’]ve\b", " have"),
    (r"['’]ll\b", " will"),
    (r"['’]re\b", " are"),
    (r"\bi['’]m\b", "I am"),
    (r"\b(it|that|there|here|what|which|who)['’]s (?=been\b|got\b|had\b|gone\b|not been\b)", r"\1 has "),
    (r"\b(it|that|there|here|what|which|who)['’]s\b", r"\1 is"),
    (r"\b(i|we|you|they|it)['’]d (?=like\b|be\b|need\b|have\b|want\b)", r"\1 would "),
)
"""What is said short, and the words that it stands for; the apostrophe of "the force's" is another one."""


_ADVERB = re.compile(
    r"(?:(?<=\b(?:has|had|are|was) )|(?<=\b(?:have|were|will) )|(?<=\b(?:is|am) ))"
    r"(?:now|already|therefore|also|since|currently|hereby|accordingly|duly|subsequently|recently) (?=[a-z])",
    re.IGNORECASE,
)
"""What stands between the parts of a verb and changes nothing of what it says."""


@lru_cache(maxsize=4096)
def spelled_out(text: str) -> str:
    """Return a text with "we've" and "isn't" written as two words, and "has now been" as "has been"."""
    text = _ADVERB.sub("", text)
    if "'" not in text and "’" not in text:
        return text
    for short, long in _SPELLED_OUT:
        text = re.sub(short, long, text, flags=re.IGNORECASE)
    return text


class Sign:
    """What tells one thing of a letter, by any of its phrases."""

    def __init__(self, name: str) -> None:
        """Keep the name; the phrases are read when they are first looked for."""
        self.name = name

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Return where the sign first stands at or after `start`."""
        return _found(self.name, text, start)


@lru_cache(maxsize=8192)
def _found(name: str, text: str, start: int) -> re.Match[str] | None:
    """Return where a sign first stands; a letter's sentences are asked for the same sign several times.

    Of phrases that begin at one place it is the first that is written down.
    """
    if name not in _signs():
        raise KeyError(name)
    found = (_pattern(phrase).search(text, start) for phrase in _possible(text).get(name, ()))
    return min((match for match in found if match), key=re.Match.start, default=None)


@lru_cache(maxsize=64)
def _possible(text: str) -> dict[str, list[str]]:
    """Return the phrases of each sign that may stand in a text, by the words that they need."""
    held = frozenset[str]().union(*map(_parts_of, words_in(text)))
    found: dict[str, list[str]] = defaultdict(list)
    for number in sorted({number for part in (*held, "") for number in _by_part().get(part, ())}):
        phrase = _phrases()[number]
        if not any(map(held.isdisjoint, phrase.needs)):
            found[phrase.sign].append(phrase.text)
    return found


@lru_cache(maxsize=8192)
def _parts_of(word: str) -> frozenset[str]:
    """Return what some phrase needs and a word holds."""
    return frozenset(part for part in _parts() if part in word)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase of a sign, with what a text must hold that it can stand in."""

    sign: str
    text: str
    needs: tuple[Choice, ...]


@cache
def _phrases() -> list[_Phrase]:
    table = rows("letter_phrases")
    return [_Phrase(row["sign"], row["phrase"], needed(row["phrase"], _needed_of_kind)) for row in table]


@cache
def _signs() -> frozenset[str]:
    return frozenset(phrase.sign for phrase in _phrases())


@cache
def _parts() -> frozenset[str]:
    """Return all parts of words that phrases need."""
    return frozenset(part for phrase in _phrases() for choice in phrase.needs for part in choice)


@cache
def _by_part() -> dict[str, list[int]]:
    """Return the numbers of the phrases by the longest part that each needs, "" where nothing is needed."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, phrase in enumerate(_phrases()):
        for part in phrase.needs[0] if phrase.needs else ("",):
            found[part].append(number)
    return dict(found)


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    return re.compile(f"{_BEGINS}(?:{_meant(phrase)}){_ENDS}", re.IGNORECASE)


@cache
def _words(kind: str) -> tuple[str, ...]:
    words = tuple(row["word"] for row in rows("letter_words") if row["kind"] == kind)
    if not words:
        raise KeyError(kind)
    return words


@cache
def _kind(name: str) -> str:
    return f"{_BEGINS}(?:{'|'.join(map(_meant, _words(name)))}){_ENDS}"


@cache
def _needed_of_kind(name: str) -> Sequence[Choice]:
    return one_of(needed(word, _needed_of_kind) for word in _words(name))


def _meant(phrase: str) -> str:
    for written, meant in _WRITTEN:
        phrase = re.sub(written, partial(_put, meant), phrase)
    return re.sub(r"\{([a-z]+)\}", lambda found: _kind(found[1]), phrase)


def _put(meant: str, found: re.Match[str]) -> str:
    return meant.replace("%", found[0].strip(" ~"))
